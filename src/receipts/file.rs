//! A text file for each receipt, readable by this user alone.

use std::path::{Path, PathBuf};

use super::{Printer, Receipt, ReceiptError};
use crate::private_file;

/// Its name in the configuration.
pub const NAME: &str = "file";

/// A folder with `<order>-<what>.txt`, and `<order>-return-<number>.txt` of goods that go back.
#[derive(Debug)]
pub struct Files {
    folder: PathBuf,
}

impl Files {
    /// Writes into a folder, which need not be there yet.
    #[must_use]
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }
}

impl Printer for Files {
    fn name(&self) -> &'static str {
        NAME
    }

    fn print(&mut self, receipt: &Receipt) -> Result<(), ReceiptError> {
        let path = self.folder.join(format!("{}.txt", receipt.file_stem()));
        private_file::write(&path, receipt.text.as_bytes()).map_err(|source| ReceiptError::Disk { path, source })
    }
}
