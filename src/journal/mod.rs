//! What must survive a crash: order attempts, and which messages were already acted on.

#[cfg(feature = "sqlite")]
mod in_place;
pub mod lock;
#[cfg(feature = "sqlite")]
pub mod sqlite;

use std::fmt;
use std::path::PathBuf;

use jiff::Timestamp;
use serde::Serialize;

use crate::commerce::cart::{PurchaseId, Quote};
use crate::commerce::order::{IdempotencyKey, OrderId};
use crate::event::SiteId;

/// One attempt to place an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Attempt {
    /// The key that makes every repetition the same order.
    pub key: IdempotencyKey,
    /// What is being bought: of its attempts, one at most is open or placed.
    pub purchase: PurchaseId,
    /// Where it was confirmed.
    pub site: SiteId,
    /// What was confirmed.
    pub quote: Quote,
    /// When it was confirmed.
    pub confirmed_at: Timestamp,
    /// How far it came.
    pub outcome: Outcome,
    /// Whether the shopper was told what became of it.
    pub told: bool,
}

/// How far an attempt came. It goes from `Begun` to `Asked` to `Placed`; from the first two also to `Refused`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Written down, and the shop was not asked: it can be undone without it.
    Begun,
    /// The shop may have been asked: only it knows.
    Asked,
    /// The shop has it.
    Placed(OrderId),
    /// The shop does not have it and will not; why, in words for the shopper.
    Refused(String),
}

impl Outcome {
    /// Whether it may still become an order, or be one that nobody knows of.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self, Self::Begun | Self::Asked)
    }
}

impl fmt::Display for Outcome {
    /// `being ordered`, `order 1042`, `refused: sold out`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Begun | Self::Asked => formatter.write_str("being ordered"),
            Self::Placed(id) => write!(formatter, "order {id}"),
            Self::Refused(reason) => write!(formatter, "refused: {reason}"),
        }
    }
}

/// The durable record. Every call has reached the disk when it returns.
pub trait Journal: Send {
    /// Writes down an attempt before it is made.
    ///
    /// # Errors
    /// [`JournalError::AlreadyOrdered`] when another attempt of the same purchase is open or placed. Whatever the
    /// error, the order must not be attempted then.
    fn begin(&mut self, attempt: &Attempt) -> Result<(), JournalError>;

    /// Writes down how far it came.
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

    /// Every attempt whose goods are still known, the oldest first.
    ///
    /// # Errors
    /// [`JournalError`]
    fn attempts(&self) -> Result<Vec<Attempt>, JournalError>;

    /// Forgets attempts that were confirmed before a time, settled, and of which the shopper was told. For a day their
    /// purchases cannot be ordered again: so long their names stay, with nothing else.
    ///
    /// # Errors
    /// [`JournalError`]: none is forgotten, or not from the disk.
    fn forget(&mut self, before: Timestamp, now: Timestamp) -> Result<(), JournalError>;

    /// Remembers messages by their ids, all of them with one wait for the disk. `false` for one that was remembered before:
    /// it must not be acted on again. Ids older than a day are forgotten; messages that old are refused by their time.
    ///
    /// # Errors
    /// [`JournalError`]: none of the messages must be acted on then.
    fn remember_messages(&mut self, ids: &[&str], now: Timestamp) -> Result<Vec<bool>, JournalError>;
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
    /// What was confirmed is being ordered already, or was.
    #[error("the purchase {purchase} was confirmed before, and is {outcome}; it is not ordered again")]
    AlreadyOrdered {
        /// The purchase.
        purchase: PurchaseId,
        /// The attempt that came first.
        key: IdempotencyKey,
        /// How far that came: open or placed.
        outcome: Outcome,
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
