//! What must survive a crash: order attempts, and which messages were already acted on.

pub mod lock;
#[cfg(feature = "sqlite")]
pub mod sqlite;

use std::path::PathBuf;

use jiff::Timestamp;

use crate::commerce::cart::Quote;
use crate::commerce::order::{IdempotencyKey, OrderId};
use crate::event::SiteId;

/// One attempt to place an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// The key that makes every repetition the same order.
    pub key: IdempotencyKey,
    /// Where it was confirmed.
    pub site: SiteId,
    /// What was confirmed.
    pub quote: Quote,
    /// When it was confirmed.
    pub confirmed_at: Timestamp,
    /// What became of it.
    pub outcome: Outcome,
    /// Whether the shopper was told what became of it.
    pub told: bool,
}

/// What became of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Not known yet: the shop must be asked.
    Open,
    /// The shop has it.
    Placed(OrderId),
    /// The shop does not have it and will not; why, in words for the shopper.
    Refused(String),
}

/// The durable record. Every call has reached the disk when it returns.
pub trait Journal: Send {
    /// Writes down an attempt before it is made.
    ///
    /// # Errors
    /// [`JournalError`]: the order must not be attempted then.
    fn begin(&mut self, attempt: &Attempt) -> Result<(), JournalError>;

    /// Writes down what became of it.
    ///
    /// # Errors
    /// [`JournalError`]: it stays open, and is looked up at the next start.
    fn settle(&mut self, key: &IdempotencyKey, outcome: &Outcome) -> Result<(), JournalError>;

    /// Notes that the shopper was told.
    ///
    /// # Errors
    /// [`JournalError`]: the shopper will be told once more.
    fn mark_told(&mut self, key: &IdempotencyKey) -> Result<(), JournalError>;

    /// Attempts that are open, or whose outcome the shopper does not know, the oldest first.
    ///
    /// # Errors
    /// [`JournalError`]
    fn unfinished(&self) -> Result<Vec<Attempt>, JournalError>;

    /// Remembers a message by its id. `false` when it was remembered before: it must not be acted on again.
    /// Ids older than a day are forgotten; messages that old are refused by their time.
    ///
    /// # Errors
    /// [`JournalError`]: the message must not be acted on then.
    fn remember_message(&mut self, id: &str, now: Timestamp) -> Result<bool, JournalError>;
}

/// What can go wrong with the journal.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// The disk is full, read-only, or the file is broken.
    #[error(
        "the journal {path} cannot be used: {reason}. Nothing is ordered until it can be: free space or restore the file"
    )]
    Unusable {
        /// The file.
        path: String,
        /// What the system said.
        reason: String,
    },
    /// Something was written down that contradicts what is there.
    #[error("the journal has another record of the attempt {key}: {reason}; report this")]
    Contradiction {
        /// The attempt.
        key: IdempotencyKey,
        /// What is wrong.
        reason: &'static str,
    },
    /// Another daemon works with the same data.
    #[error(
        "{} is in use by another orderly{}; stop it first, or choose another data folder with --data",
        folder.display(),
        pid.map(|pid| format!(" (process {pid})")).unwrap_or_default()
    )]
    InUse {
        /// The data folder.
        folder: PathBuf,
        /// The process that has it, when it said.
        pid: Option<u32>,
    },
}
