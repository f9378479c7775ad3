//! The desk: takes bundles without waiting, and gets them to people on a thread of its own.

use uuid::Uuid;

use super::Accepted;

/// Told what became of each bundle, on the desk's thread.
pub type Told = Box<dyn FnMut(Outcome) + Send>;

/// What became of a bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// People have it.
    Accepted {
        /// Which bundle.
        id: Uuid,
        /// The destination that took it.
        destination: &'static str,
        /// What it said.
        accepted: Accepted,
        /// Whether an earlier outcome was [`Outcome::Kept`], so that the shopper was told that nobody has it yet.
        late: bool,
    },
    /// Nobody took it yet. It is on disk and is tried again; the shopper must hear that nobody knows yet.
    Kept {
        /// Which bundle.
        id: Uuid,
        /// What each destination said, for the log.
        reason: String,
    },
    /// Nobody took it, and it could not be kept either: the shopper must hear that it did not work.
    Lost {
        /// Which bundle.
        id: Uuid,
        /// What happened, for the log.
        reason: String,
    },
}

/// Takes bundles to people.
#[derive(Debug)]
pub struct Desk;
