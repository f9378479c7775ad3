//! Bundles that nobody took yet: a file each, readable by this user alone, so many and no more.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use uuid::Uuid;

use super::Bundle;
use crate::private_file;

/// So many may wait: more means that nobody will look at them.
pub const CAPACITY: usize = 100;

/// A larger file is none of ours, bytes.
const LARGEST: u64 = 1024 * 1024;

/// A folder of bundles.
#[derive(Debug)]
pub struct Waiting {
    folder: PathBuf,
}

impl Waiting {
    /// The bundles in a folder, which need not be there yet.
    #[must_use]
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    /// Keeps a bundle. Once this returns it outlives a crash.
    ///
    /// # Errors
    /// A sentence that says why not, and what to do.
    pub fn keep(&self, bundle: &Bundle) -> Result<(), String> {
        let path = self.path(bundle.id);
        let wrong = |error: String| format!("{}: {error}. Make room, or make it writable", path.display());
        let files = self.files().map_err(|error| wrong(error.to_string()))?;
        if files.len() >= CAPACITY && !files.contains(&path) {
            let folder = self.folder.display();
            return Err(format!("{folder}: {CAPACITY} bundles are waiting already. See why nobody takes them"));
        }
        let content = serde_json::to_vec_pretty(bundle).map_err(|error| wrong(error.to_string()))?;
        private_file::write(&path, &content).map_err(|error| wrong(error.to_string()))
    }

    /// Removes a bundle.
    ///
    /// # Errors
    /// A sentence that says why it is still there.
    pub fn forget(&self, id: Uuid) -> Result<(), String> {
        let path = self.path(id);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(format!("{}: {error}. Make its folder writable", path.display()))
            }
            _ => Ok(()),
        }
    }

    /// Every bundle, the oldest first, and a sentence for each file that is none.
    #[must_use]
    pub fn all(&self) -> (Vec<Bundle>, Vec<String>) {
        let files = match self.files() {
            Ok(files) => files,
            Err(error) => return (Vec::new(), vec![format!("{}: {error}", self.folder.display())]),
        };
        let (mut bundles, mut unreadable) = (Vec::new(), Vec::new());
        for file in files {
            match read(&file) {
                Ok(bundle) => bundles.push(bundle),
                Err(reason) => unreadable.push(format!("{}: {reason}. Move it away", file.display())),
            }
        }
        bundles.sort_by_key(|bundle: &Bundle| (bundle.at, bundle.id));
        (bundles, unreadable)
    }

    fn path(&self, id: Uuid) -> PathBuf {
        self.folder.join(format!("{id}.json"))
    }

    fn files(&self) -> io::Result<Vec<PathBuf>> {
        let entries = match fs::read_dir(&self.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let paths = entries.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<Vec<_>>>()?;
        Ok(paths.into_iter().filter(|path| path.extension().is_some_and(|end| end == "json")).collect())
    }
}

fn read(file: &Path) -> Result<Bundle, String> {
    let size = fs::metadata(file).map_err(|error| error.to_string())?.len();
    if size > LARGEST {
        return Err(format!("{size} bytes are no bundle"));
    }
    let content = fs::read(file).map_err(|error| error.to_string())?;
    // What serde_json says about a wrong value repeats it, so only the place is taken.
    serde_json::from_slice(&content).map_err(|error| format!("no bundle (line {})", error.line()))
}
