//! What is kept on disk about a PIN: one small file, replaced as a whole.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::PinError;

/// The file of the record.
const RECORD: &str = "pin.json";
/// The next record, until it takes the place of the one before.
const NEXT: &str = "pin.json.next";
/// The file that is locked. It stays behind; only the lock counts.
const LOCK: &str = "pin.lock";
/// A longer file is no record.
const LONGEST: u64 = 4_096;

/// What is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Record {
    /// A PHC string.
    pub(super) hash: String,
    /// Wrong codes since the last right one.
    pub(super) wrong: u32,
    /// No code is looked at earlier.
    pub(super) locked_until: Option<Timestamp>,
}

impl Record {
    /// No wrong code yet.
    pub(super) fn new(hash: String) -> Self {
        Self { hash, wrong: 0, locked_until: None }
    }

    /// Until when it is locked, if it is at that moment.
    pub(super) fn locked_at(&self, now: Timestamp) -> Option<Timestamp> {
        self.locked_until.filter(|until| now < *until)
    }
}

/// The record in a data folder.
#[derive(Debug)]
pub(super) struct RecordFile {
    folder: PathBuf,
    path: PathBuf,
}

impl RecordFile {
    pub(super) fn in_folder(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), path: folder.join(RECORD) }
    }

    /// Waits until no other process has the record, and has it until what is returned is dropped or the process ends.
    /// Nobody has it longer than one code takes.
    pub(super) fn lock(&self) -> Result<File, PinError> {
        let path = self.folder.join(LOCK);
        let unusable = |source| PinError::Unusable { path: path.clone(), source };
        fs::create_dir_all(&self.folder).map_err(unusable)?;
        let file = for_the_owner().read(true).truncate(false).open(&path).map_err(unusable)?;
        self.hand_over(&file).map_err(unusable)?;
        file.lock().map_err(unusable)?;
        Ok(file)
    }

    /// The record; `None` when there is none.
    pub(super) fn read(&self) -> Result<Option<Record>, PinError> {
        let mut text = Vec::new();
        let read = File::open(&self.path).and_then(|file| file.take(LONGEST + 1).read_to_end(&mut text));
        match read {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(self.unusable(error)),
            Ok(_) if text.len() as u64 > LONGEST => return Err(self.broken("it is too long".to_owned())),
            Ok(_) => {}
        }
        serde_json::from_slice(&text).map(Some).map_err(|error| self.broken(error.to_string()))
    }

    /// Puts a record in the place of the one before. It has reached the disk when this returns; whoever reads meanwhile,
    /// or after a crash, finds one of the two.
    pub(super) fn write(&self, record: &Record) -> Result<(), PinError> {
        self.replace(record).map_err(|error| self.unusable(error))
    }

    /// `false` when there was none.
    pub(super) fn remove(&self) -> Result<bool, PinError> {
        match fs::remove_file(&self.path).and_then(|()| self.sync_folder()) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
            Err(error) => Err(self.unusable(error)),
        }
    }

    pub(super) fn broken(&self, reason: String) -> PinError {
        PinError::Broken { path: self.path.clone(), reason }
    }

    fn unusable(&self, source: std::io::Error) -> PinError {
        PinError::Unusable { path: self.path.clone(), source }
    }

    fn replace(&self, record: &Record) -> std::io::Result<()> {
        let next = self.folder.join(NEXT);
        // What a crash left behind may belong to somebody else or be readable to all.
        match fs::remove_file(&next) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut file = for_the_owner().create_new(true).open(&next)?;
        self.hand_over(&file)?;
        file.write_all(&serde_json::to_vec(record)?)?;
        file.sync_all()?;
        fs::rename(&next, &self.path)?;
        self.sync_folder()
    }

    /// A file belongs to whoever has the folder: an administrator sets the PIN of a service that has a user of its own.
    #[cfg(unix)]
    fn hand_over(&self, file: &File) -> std::io::Result<()> {
        use std::os::unix::fs::{MetadataExt, fchown};

        let (folder, own) = (fs::metadata(&self.folder)?, file.metadata()?);
        if folder.uid() == own.uid() { Ok(()) } else { fchown(file, Some(folder.uid()), Some(folder.gid())) }
    }

    #[cfg(not(unix))]
    fn hand_over(&self, _file: &File) -> std::io::Result<()> {
        Ok(())
    }

    /// A new name in a folder has reached the disk when the folder has.
    fn sync_folder(&self) -> std::io::Result<()> {
        if cfg!(unix) { File::open(&self.folder)?.sync_all() } else { Ok(()) }
    }
}

/// Makes files that only their owner can read.
fn for_the_owner() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}
