//! The desk: takes bundles without waiting, and gets them to people on a thread of its own.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::waiting::Waiting;
use super::{Accepted, Bundle, Destination, HandoverError};

/// So many bundles may wait for the thread: nobody means more people at once.
pub const QUEUE: usize = 16;

/// Nobody calls back after so long, so the words need not stay.
const TOO_OLD: SignedDuration = SignedDuration::from_hours(14 * 24);

/// How long the end waits for the thread.
const FAREWELL: Duration = Duration::from_millis(900);

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

/// How long the desk waits before it tries again what nobody took. Each pause is twice the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pauses {
    /// The first one.
    pub first: Duration,
    /// The longest one.
    pub last: Duration,
}

impl Default for Pauses {
    fn default() -> Self {
        Self { first: Duration::from_secs(30), last: Duration::from_secs(60 * 60) }
    }
}

/// Takes bundles to people. Dropping it ends its thread within a second; what nobody has yet is kept on disk.
#[derive(Debug)]
pub struct Desk {
    shared: Arc<Shared>,
    waiting: Waiting,
    ended: Receiver<()>,
}

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    queue: VecDeque<Bundle>,
    closing: bool,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

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
        let shared = Arc::new(Shared::default());
        let (ending, ended) = mpsc::channel();
        let waiting = Waiting::new(folder);
        let clerk = Clerk { shared: Arc::clone(&shared), destinations, waiting: Waiting::new(folder), told };
        thread::Builder::new()
            .name("handover".to_owned())
            .spawn(move || {
                clerk.run(pauses);
                drop(ending);
            })
            .map_err(|error| HandoverError::Setup {
                destination: "handover",
                reason: format!("its thread cannot be started: {error}"),
            })?;
        Ok(Self { shared, waiting, ended })
    }

    /// Takes a bundle, sealed ([`Bundle::sealed`]); never waits. What became of it is told later, once for now and once
    /// more when it was kept.
    ///
    /// # Errors
    /// [`Busy`]: it was not taken.
    pub fn hand_over(&self, bundle: Bundle) -> Result<(), Busy> {
        let mut state = self.shared.lock();
        if state.queue.len() >= QUEUE {
            return Err(Busy);
        }
        state.queue.push_back(bundle.sealed());
        self.shared.changed.notify_all();
        Ok(())
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.shared.lock().closing = true;
        self.shared.changed.notify_all();
        let _ended_or_still_asking = self.ended.recv_timeout(FAREWELL);
        for bundle in self.shared.lock().queue.drain(..) {
            if let Err(reason) = self.waiting.keep(&bundle) {
                tracing::error!("handover {} is lost at the end: {reason}", bundle.id);
            }
        }
    }
}

/// What the thread owns.
struct Clerk {
    shared: Arc<Shared>,
    destinations: Vec<Box<dyn Destination>>,
    waiting: Waiting,
    told: Told,
}

/// What the thread does next.
enum Next {
    New(Box<Bundle>),
    Again,
    End,
}

/// What became of a new bundle.
enum Taken {
    Accepted,
    Kept,
    Lost,
}

impl Clerk {
    fn run(mut self, pauses: Pauses) {
        let mut pause = pauses.first;
        let mut again_at = self.try_again().then(|| Instant::now() + pause);
        loop {
            match self.next(again_at) {
                Next::New(bundle) => match self.take(&bundle) {
                    // Somebody is there, perhaps for what is kept too.
                    Taken::Accepted if again_at.is_some() => {
                        pause = pauses.first;
                        again_at = Some(Instant::now());
                    }
                    Taken::Kept => again_at = again_at.or_else(|| Some(Instant::now() + pause)),
                    Taken::Accepted | Taken::Lost => {}
                },
                Next::Again => {
                    let some_left = self.try_again();
                    pause = if some_left { (pause * 2).min(pauses.last) } else { pauses.first };
                    again_at = some_left.then(|| Instant::now() + pause);
                }
                Next::End => return,
            }
        }
    }

    fn next(&self, again_at: Option<Instant>) -> Next {
        let mut state = self.shared.lock();
        loop {
            if state.closing {
                return Next::End;
            }
            if let Some(bundle) = state.queue.pop_front() {
                return Next::New(Box::new(bundle));
            }
            state = match again_at.map(|at| at.saturating_duration_since(Instant::now())) {
                Some(Duration::ZERO) => return Next::Again,
                Some(left) => self.shared.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0,
                None => self.shared.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
            };
        }
    }

    /// On disk first: a crash while it is under way loses nothing.
    fn take(&mut self, bundle: &Bundle) -> Taken {
        let id = bundle.id;
        let kept = self.waiting.keep(bundle);
        let (outcome, taken) = match (self.deliver(bundle), kept) {
            (Ok((destination, accepted)), _) => {
                self.forget(id);
                (Outcome::Accepted { id, destination, accepted, late: false }, Taken::Accepted)
            }
            (Err(failures), Ok(())) => (Outcome::Kept { id, reason: said(&failures) }, Taken::Kept),
            (Err(failures), Err(reason)) => {
                (Outcome::Lost { id, reason: format!("{}; {reason}", said(&failures)) }, Taken::Lost)
            }
        };
        self.tell(outcome);
        taken
    }

    /// Tries what is kept, the oldest first, until somebody new asks. Whether something is left.
    fn try_again(&mut self) -> bool {
        let (bundles, unreadable) = self.waiting.all();
        for reason in unreadable {
            tracing::error!("handover: {reason}");
        }
        let mut left = false;
        for bundle in bundles {
            let id = bundle.id;
            if Timestamp::now().duration_since(bundle.at) > TOO_OLD {
                self.forget(id);
                self.tell(Outcome::Lost { id, reason: "nobody took it for two weeks".to_owned() });
                continue;
            }
            {
                let state = self.shared.lock();
                if state.closing || !state.queue.is_empty() {
                    return true;
                }
            }
            match self.deliver(&bundle) {
                Ok((destination, accepted)) => {
                    self.forget(id);
                    self.tell(Outcome::Accepted { id, destination, accepted, late: true });
                }
                // Whoever is away for this one is away for the others.
                Err(failures) if failures.iter().any(|failure| matches!(failure, HandoverError::Away { .. })) => {
                    return true;
                }
                Err(_refused_once_more) => left = true,
            }
        }
        left
    }

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

    fn forget(&self, id: Uuid) {
        if let Err(reason) = self.waiting.forget(id) {
            tracing::error!("handover {id} would go out again: {reason}");
        }
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
