//! A file for each bundle in a folder: for kiosks, where somebody looks into it, and for whatever picks files up.

use std::path::{Path, PathBuf};

use super::{Accepted, Bundle, Destination, HandoverError, Reachable};
use crate::private_file;

/// Its name in the configuration.
pub const NAME: &str = "file";

/// A folder with `<id>.json` for each bundle, readable by this user alone.
#[derive(Debug)]
pub struct Folder {
    folder: PathBuf,
    reachable: Reachable,
}

impl Folder {
    /// Writes into a folder, which need not be there yet. `reachable` is what happens next.
    #[must_use]
    pub fn new(folder: &Path, reachable: Reachable) -> Self {
        Self { folder: folder.to_owned(), reachable }
    }
}

impl Destination for Folder {
    fn name(&self) -> &'static str {
        NAME
    }

    fn hand_over(&mut self, bundle: &Bundle) -> Result<Accepted, HandoverError> {
        let path = self.folder.join(format!("{}.json", bundle.id));
        let away = |error: String| HandoverError::Away {
            destination: NAME,
            reason: format!("{}: {error}. Make room, or make it writable", path.display()),
        };
        let content = serde_json::to_vec_pretty(bundle).map_err(|error| away(error.to_string()))?;
        private_file::write(&path, &content).map_err(|error| away(error.to_string()))?;
        Ok(Accepted { reference: None, reachable: self.reachable })
    }
}
