//! The PIN of the household, as a hash in its data folder.
//!
//! A PIN of four digits is guessed within ten thousand tries, so what protects it is that tries are few: they are
//! counted on disk before a code is looked at, and after three wrong ones in a row no code is looked at for a while.

mod hash;
mod lockout;
mod record;

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::Code;
use hash::Cost;
use record::{Record, RecordFile};

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
    #[error(
        "{}: {source}. No order that needs the PIN is made until this file can be read and written",
        path.display()
    )]
    Unusable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// It is no record of a PIN.
    #[error(
        "{}: this is no record of a PIN: {reason}. No order that needs the PIN is made until you set one again: \
         orderly pin set",
        path.display()
    )]
    Broken {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A hash cannot be made.
    #[error("the PIN was not kept: {0}. Try again, with more free memory")]
    NotHashed(String),
}

/// The PIN of a household. Several processes can use the same one at once.
#[derive(Debug)]
pub struct PinVault {
    file: RecordFile,
    cost: Cost,
}

impl PinVault {
    /// The vault of a data folder. Nothing is read yet.
    #[must_use]
    pub fn of(data: &Path) -> Self {
        Self { file: RecordFile::in_folder(data), cost: Cost::default() }
    }

    /// Keeps a PIN; an earlier one and the wrong codes until now are forgotten. This is for whoever owns the data folder,
    /// and never for a conversation.
    ///
    /// # Errors
    /// [`PinError`]: what was there before is still there.
    pub fn set(&mut self, code: &Code) -> Result<(), PinError> {
        let record = Record::new(hash::of(code, self.cost)?);
        let _held = self.file.lock()?;
        self.file.write(&record)
    }

    /// Forgets the PIN. `false` when there was none.
    ///
    /// # Errors
    /// [`PinError`]: it is still there.
    pub fn remove(&mut self) -> Result<bool, PinError> {
        let _held = self.file.lock()?;
        self.file.remove()
    }

    /// Whether a code is the PIN. That takes a tenth of a second and 64 MiB of memory, and more time on a small machine.
    ///
    /// It is on disk as a wrong one before it is looked at, and taken off when it is right: a process that is killed
    /// meanwhile has used up a try. Locks follow `lockout`; a clock that was turned back ends none earlier.
    ///
    /// # Errors
    /// [`PinError`]: nothing is proven then, even if the code is right.
    pub fn check(&mut self, code: &Code, now: Timestamp) -> Result<PinAnswer, PinError> {
        let _held = self.file.lock()?;
        let Some(mut record) = self.file.read()? else { return Ok(PinAnswer::NotSet) };
        if let Some(until) = record.locked_at(now) {
            return Ok(PinAnswer::LockedOut { until });
        }
        record.wrong = record.wrong.saturating_add(1);
        record.locked_until = lockout::until(record.wrong, now);
        self.file.write(&record)?;
        if hash::is_of(&record.hash, code).map_err(|reason| self.file.broken(reason))? {
            self.file.write(&Record::new(record.hash))?;
            return Ok(PinAnswer::Right);
        }
        Ok(match record.locked_at(now) {
            Some(until) => PinAnswer::LockedOut { until },
            None => PinAnswer::Wrong { left: lockout::left(record.wrong) },
        })
    }

    /// What is known without a code.
    ///
    /// # Errors
    /// [`PinError`]
    pub fn status(&self, now: Timestamp) -> Result<PinStatus, PinError> {
        let Some(record) = self.file.read()? else { return Ok(PinStatus::NotSet) };
        Ok(record.locked_at(now).map_or(PinStatus::Set, |until| PinStatus::LockedOut { until }))
    }
}

#[cfg(test)]
mod tests;
