//! Whether the files that are written to are still the ones in the folder. A file that is deleted while it is open takes
//! everything that is written to it, and keeps nothing.

use std::io;
use std::path::{Path, PathBuf};

/// Files as they were when they were opened.
#[derive(Debug)]
pub struct InPlace(Vec<(PathBuf, Identity)>);

/// What tells a file from another one of the same name: its device and its number there.
#[derive(Debug, PartialEq, Eq)]
struct Identity(u64, u64);

impl InPlace {
    /// Remembers these files.
    ///
    /// # Errors
    /// [`io::Error`] when one of them is not there.
    pub fn of(files: impl IntoIterator<Item = PathBuf>) -> io::Result<Self> {
        let known = files.into_iter().map(|path| identity(&path).map(|identity| (path, identity)));
        known.collect::<io::Result<_>>().map(Self)
    }

    /// The first of them that was moved, deleted or replaced since.
    #[must_use]
    pub fn missing(&self) -> Option<&Path> {
        let gone = |(path, known): &&(PathBuf, Identity)| identity(path).ok().as_ref() != Some(known);
        self.0.iter().find(gone).map(|(path, _)| path.as_path())
    }
}

#[cfg(unix)]
fn identity(path: &Path) -> io::Result<Identity> {
    use std::os::unix::fs::MetadataExt;
    path.metadata().map(|metadata| Identity(metadata.dev(), metadata.ino()))
}

/// Where files that are open cannot be deleted, being there is enough.
#[cfg(not(unix))]
fn identity(path: &Path) -> io::Result<Identity> {
    path.metadata().map(|_| Identity(0, 0))
}
