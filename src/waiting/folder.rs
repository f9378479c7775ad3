//! The folder: a file for each thing that waits, readable by this user alone, so many and no more.

use std::fs;
use std::io;
use std::marker::PhantomData;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::Waits;
use crate::private_file;

/// So many may wait: more means that nobody will look at them.
pub const CAPACITY: usize = 100;

/// A larger file is none of ours, bytes.
const LARGEST: u64 = 1024 * 1024;

/// A folder of things that wait. Its clones are the same folder.
#[derive(Debug)]
pub struct Waiting<T> {
    folder: PathBuf,
    /// Held while files change, so that what was cleared does not come back.
    changing: Arc<Mutex<()>>,
    things: PhantomData<fn() -> T>,
}

impl<T> Clone for Waiting<T> {
    fn clone(&self) -> Self {
        Self { folder: self.folder.clone(), changing: Arc::clone(&self.changing), things: PhantomData }
    }
}

impl<T: Waits> Waiting<T> {
    /// What waits in a folder, which need not be there yet.
    #[must_use]
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), changing: Arc::default(), things: PhantomData }
    }

    /// Keeps a thing. Once this returns it outlives a crash.
    ///
    /// # Errors
    /// A sentence that says why not, and what to do.
    pub fn keep(&self, thing: &T) -> Result<(), String> {
        let _changing = self.change();
        let path = self.path(&thing.name());
        let files = self.files().map_err(|error| not_written(&self.folder, &error))?;
        if files.len() >= CAPACITY && !files.contains(&path) {
            let (folder, kind) = (self.folder.display(), T::KIND);
            return Err(format!("{folder}: {CAPACITY} {kind}s are waiting already. See why they do not go out"));
        }
        write(&path, thing)
    }

    /// Keeps a thing as it is now, if it still waits.
    ///
    /// # Errors
    /// A sentence that says why not, and what to do.
    pub fn replace(&self, thing: &T) -> Result<(), String> {
        let _changing = self.change();
        let path = self.path(&thing.name());
        if path.exists() { write(&path, thing) } else { Ok(()) }
    }

    /// Removes the thing of a name.
    ///
    /// # Errors
    /// A sentence that says why it is still there.
    pub fn forget(&self, name: &str) -> Result<(), String> {
        let _changing = self.change();
        remove(&self.path(name))
    }

    /// Removes everything, also what cannot be read.
    ///
    /// # Errors
    /// A sentence that says why something is still there.
    pub fn clear(&self) -> Result<(), String> {
        let _changing = self.change();
        match fs::remove_dir_all(&self.folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(not_written(&self.folder, &error)),
            _ => Ok(()),
        }
    }

    /// How many wait.
    ///
    /// # Errors
    /// A sentence that says why nobody knows.
    pub fn count(&self) -> Result<usize, String> {
        self.files().map(|files| files.len()).map_err(|error| not_written(&self.folder, &error))
    }

    /// Everything that waits, the oldest first, and a sentence for each file that is nothing of that.
    #[must_use]
    pub fn all(&self) -> (Vec<T>, Vec<String>) {
        let files = match self.files() {
            Ok(files) => files,
            Err(error) => return (Vec::new(), vec![format!("{}: {error}", self.folder.display())]),
        };
        let (mut things, mut unreadable) = (Vec::new(), Vec::new());
        for file in files {
            match read(&file) {
                Ok(thing) => things.push(thing),
                Err(reason) => unreadable.push(format!("{}: {reason}. Move it away", file.display())),
            }
        }
        things.sort_by_cached_key(|thing: &T| (thing.since(), thing.name()));
        (things, unreadable)
    }

    fn change(&self) -> MutexGuard<'_, ()> {
        self.changing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.json"))
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

fn write<T: Waits>(path: &Path, thing: &T) -> Result<(), String> {
    let content = serde_json::to_vec_pretty(thing).map_err(|error| not_written(path, &error.into()))?;
    private_file::write(path, &content).map_err(|error| not_written(path, &error))
}

fn read<T: Waits>(file: &Path) -> Result<T, String> {
    let size = fs::metadata(file).map_err(|error| error.to_string())?.len();
    if size > LARGEST {
        return Err(format!("{size} bytes are no {}", T::KIND));
    }
    let content = fs::read(file).map_err(|error| error.to_string())?;
    // What serde_json says about a wrong value repeats it, so only the place is taken.
    serde_json::from_slice(&content).map_err(|error| format!("no {} (line {})", T::KIND, error.line()))
}

fn remove(path: &Path) -> Result<(), String> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(format!("{}: {error}. Make its folder writable", path.display()))
        }
        _ => Ok(()),
    }
}

fn not_written(path: &Path, error: &io::Error) -> String {
    format!("{}: {error}. Make room, or make it writable", path.display())
}
