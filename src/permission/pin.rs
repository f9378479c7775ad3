//! The PIN of the household.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::Code;

/// What became of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PinAnswer {
    /// It is the PIN.
    Right,
    /// It is not.
    Wrong {
        /// So many more tries until it locks; at least one.
        left: u32,
    },
    /// It was not looked at, or was the wrong one that locked.
    LockedOut {
        /// When the next code is looked at.
        until: Timestamp,
    },
    /// There is no PIN: nothing is proven.
    NotSet,
}

/// What is known about the PIN without a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PinStatus {
    /// There is none.
    NotSet,
    /// There is one.
    Set,
    /// There is one, and no code is looked at for now.
    LockedOut {
        /// When the next code is looked at.
        until: Timestamp,
    },
}

/// What can be wrong with the file of the PIN. Nothing is proven then.
#[derive(Debug, thiserror::Error)]
pub enum PinError {
    /// It cannot be read or written.
    #[error("{}: {source}. No order that needs the PIN is made until this file can be read and written", path.display())]
    Unusable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// It is no record of a PIN.
    #[error("{}: this is no record of a PIN ({reason}). No order that needs the PIN is made until you set one again with `orderly pin set`", path.display())]
    Broken {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
}

/// The PIN of a household, as a hash in its data folder.
#[derive(Debug)]
pub struct PinVault {
    path: PathBuf,
}

impl PinVault {
    /// The vault of a data folder. Nothing is read yet.
    #[must_use]
    pub fn of(data: &Path) -> Self {
        Self { path: data.join("pin.json") }
    }

    /// Whether a code is the PIN. A wrong one is counted on disk before this returns.
    ///
    /// # Errors
    /// [`PinError`]: nothing is proven then.
    pub fn check(&mut self, _code: &Code, _now: Timestamp) -> Result<PinAnswer, PinError> {
        Ok(PinAnswer::NotSet)
    }

    /// What is known without a code.
    ///
    /// # Errors
    /// [`PinError`]
    pub fn status(&self, _now: Timestamp) -> Result<PinStatus, PinError> {
        Ok(PinStatus::NotSet)
    }
}
