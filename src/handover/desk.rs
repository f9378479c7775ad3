//! The desk: takes bundles without waiting, and gets them to people on a thread of its own.

use std::path::Path;

use jiff::Timestamp;
use uuid::Uuid;

use super::{Accepted, Bundle, Destination, HandoverError};
use crate::waiting::{Courier, Errand, NoRoom, Pauses, Tried, Waiting, Waits};

/// So many bundles may wait for the thread: nobody means more people at once.
pub const QUEUE: usize = 16;

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
        /// Whether it had been kept first, so that the shopper was told that nobody has it yet.
        late: bool,
    },
    /// Nobody took it yet. It is on disk and is tried again; the shopper must hear that nobody knows yet.
    Kept {
        /// Which bundle.
        id: Uuid,
        /// What each destination said, for the log.
        reason: String,
    },
    /// Nobody has it and nobody will: the shopper must hear that it did not work.
    Lost {
        /// Which bundle.
        id: Uuid,
        /// What happened, for the log.
        reason: String,
    },
}

/// The desk cannot take one more now: nobody has the bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{QUEUE} bundles are waiting for a person already; try again in a minute")]
pub struct Busy;

/// Takes bundles to people, each to the first destination that has it. Dropping it waits a moment for those that were
/// taken in; what nobody has yet is kept on disk.
#[derive(Debug)]
pub struct Desk(Courier<Bundle>);

impl Desk {
    /// Starts the thread. `destinations` stand in the order of preference; `folder` keeps what none of them took, also
    /// from before: that is tried at once.
    ///
    /// # Errors
    /// [`HandoverError::Setup`] when there can be no thread.
    pub fn open(
        destinations: Vec<Box<dyn Destination>>,
        folder: &Path,
        pauses: Pauses,
        told: Told,
    ) -> Result<Self, HandoverError> {
        let waiting = Waiting::new(folder);
        let clerk = Clerk { destinations, waiting: waiting.clone(), told, all_away: false };
        let courier = Courier::start("handover", QUEUE, waiting, pauses, clerk).map_err(|error| {
            HandoverError::Setup { destination: "handover", reason: format!("its thread cannot be started: {error}") }
        })?;
        Ok(Self(courier))
    }

    /// Takes a bundle, sealed ([`Bundle::sealed`]); waits for no destination. What became of it is told later, once for
    /// now and once more when it was kept.
    ///
    /// # Errors
    /// [`Busy`]: it was not taken.
    pub fn hand_over(&self, bundle: Bundle) -> Result<(), Busy> {
        self.0.take(bundle.sealed()).map_err(|NoRoom| Busy)
    }

    /// Forgets every bundle that nobody has yet.
    ///
    /// # Errors
    /// A sentence that says why some are still on disk.
    pub fn clear(&self) -> Result<(), String> {
        self.0.clear()
    }
}

impl Waits for Bundle {
    const KIND: &'static str = "handover";

    fn name(&self) -> String {
        self.id.to_string()
    }

    fn since(&self) -> Timestamp {
        self.at
    }
}

/// What the thread owns.
struct Clerk {
    destinations: Vec<Box<dyn Destination>>,
    waiting: Waiting<Bundle>,
    told: Told,
    /// Whoever is away for one bundle is away for the others of that round.
    all_away: bool,
}

impl Errand for Clerk {
    type Thing = Bundle;

    fn take(&mut self, bundle: Bundle, kept: Result<(), String>) -> Tried {
        let id = bundle.id;
        match (self.deliver(&bundle), kept) {
            (Ok((destination, accepted)), _) => {
                self.gone(&bundle, Outcome::Accepted { id, destination, accepted, late: false })
            }
            (Err(failures), Ok(())) => {
                self.tell(Outcome::Kept { id, reason: said(&failures) });
                Tried::Waits
            }
            (Err(failures), Err(reason)) => {
                self.tell(Outcome::Lost { id, reason: format!("{}; {reason}", said(&failures)) });
                Tried::Waits
            }
        }
    }

    fn round(&mut self) {
        self.all_away = false;
    }

    fn again(&mut self, bundle: Bundle) -> Tried {
        if self.all_away {
            return Tried::Waits;
        }
        match self.deliver(&bundle) {
            Ok((destination, accepted)) => {
                self.gone(&bundle, Outcome::Accepted { id: bundle.id, destination, accepted, late: true })
            }
            Err(failures) => {
                self.all_away = failures.iter().any(|failure| matches!(failure, HandoverError::Away { .. }));
                Tried::Waits
            }
        }
    }

    fn give_up(&mut self, bundle: Bundle) {
        self.tell(Outcome::Lost { id: bundle.id, reason: "nobody took it for two weeks".to_owned() });
    }
}

impl Clerk {
    fn deliver(&mut self, bundle: &Bundle) -> Result<(&'static str, Accepted), Vec<HandoverError>> {
        let mut failures = Vec::new();
        for destination in &mut self.destinations {
            match destination.hand_over(bundle) {
                Ok(accepted) => return Ok((destination.name(), accepted)),
                Err(failure) => {
                    tracing::warn!("handover {}: {failure}", bundle.id);
                    failures.push(failure);
                }
            }
        }
        Err(failures)
    }

    fn gone(&mut self, bundle: &Bundle, outcome: Outcome) -> Tried {
        if let Err(reason) = self.waiting.forget(&bundle.name()) {
            tracing::error!("handover {} would go out again: {reason}", bundle.id);
        }
        self.tell(outcome);
        Tried::Gone
    }

    fn tell(&mut self, outcome: Outcome) {
        match &outcome {
            Outcome::Accepted { id, destination, .. } => tracing::info!("handover {id}: {destination} has it"),
            Outcome::Kept { id, reason } => tracing::warn!("handover {id} is kept and tried again: {reason}"),
            Outcome::Lost { id, reason } => tracing::error!("handover {id} is lost: {reason}"),
        }
        (self.told)(outcome);
    }
}

fn said(failures: &[HandoverError]) -> String {
    if failures.is_empty() {
        return "no destination is configured: name one in handover.destinations".to_owned();
    }
    failures.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}
