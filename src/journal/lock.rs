//! One daemon for each data folder.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Read, Write};
use std::path::Path;

use super::JournalError;

/// The file that is locked. It stays behind; only the lock counts.
pub const FILE: &str = "orderly.lock";

/// A data folder that no other daemon can use until this is dropped or the process ends, however it ends.
#[derive(Debug)]
pub struct DataLock {
    _held: File,
}

impl DataLock {
    /// Takes the data folder; makes it when it is not there.
    ///
    /// # Errors
    /// [`JournalError::InUse`] when another daemon has it, [`JournalError::Unusable`] when it cannot be written.
    pub fn acquire(folder: &Path) -> Result<Self, JournalError> {
        let path = folder.join(FILE);
        let unusable = |error: std::io::Error| JournalError::Unusable {
            path: path.display().to_string(),
            reason: error.to_string(),
        };
        fs::create_dir_all(folder).map_err(unusable)?;
        let options = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
        let mut file = options.map_err(unusable)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut text = String::new();
                let pid = file.read_to_string(&mut text).ok().and_then(|_| text.trim().parse().ok());
                return Err(JournalError::InUse { folder: folder.to_owned(), pid });
            }
            Err(TryLockError::Error(error)) => return Err(unusable(error)),
        }
        file.set_len(0).and_then(|()| writeln!(file, "{}", std::process::id())).map_err(unusable)?;
        Ok(Self { _held: file })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_daemon_is_told_who_has_the_folder_until_the_first_one_ends() {
        let folder = tempfile::tempdir().unwrap();
        let first = DataLock::acquire(folder.path()).unwrap();
        let message = DataLock::acquire(folder.path()).unwrap_err().to_string();
        assert!(message.contains(&folder.path().display().to_string()), "{message}");
        assert!(message.contains(&format!("process {}", std::process::id())), "{message}");
        drop(first);
        DataLock::acquire(folder.path()).unwrap();
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_named() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let message = DataLock::acquire(file.path()).unwrap_err().to_string();
        assert!(message.contains(&file.path().display().to_string()), "{message}");
    }
}
