//! The courier: takes things in without waiting, and takes them out on a thread of its own.

use std::collections::VecDeque;
use std::io;
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};

use super::{Again, Pauses, Waiting, Waits};

/// Who waited so long does not wait any more.
const TOO_OLD: SignedDuration = SignedDuration::from_hours(14 * 24);

/// How long the end waits for the thread.
const FAREWELL: Duration = Duration::from_secs(3);

/// How things go out. Everything happens on the courier's thread.
pub trait Errand: Send + 'static {
    /// What goes out.
    type Thing: Waits;

    /// Takes out a new thing. `kept` says whether it is on disk meanwhile, or why it is not.
    fn take(&mut self, thing: Self::Thing, kept: Result<(), String>) -> Tried;

    /// Everything that waits is tried once more from now on: who was away may be back.
    fn round(&mut self);

    /// Takes out what waits.
    fn again(&mut self, thing: Self::Thing) -> Tried;

    /// A thing waited for two weeks and is not there any more.
    fn give_up(&mut self, thing: Self::Thing);
}

/// What became of a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tried {
    /// It went out; its file is gone.
    Gone,
    /// It waits, or is lost.
    Waits,
}

/// So many things are to be taken out already that there is no room for one more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoRoom;

/// Takes things out, each one at once, and tries again what waits in a folder, also from before. Dropping it waits up to
/// three seconds for what was taken in; what does not go out in that time waits on disk.
#[derive(Debug)]
pub struct Courier<T: Waits> {
    shared: Arc<Shared<T>>,
    room: usize,
    ended: Receiver<()>,
}

#[derive(Debug)]
struct Shared<T> {
    state: Mutex<State<T>>,
    changed: Condvar,
    waiting: Waiting<T>,
}

#[derive(Debug)]
struct State<T> {
    /// New things, and whether each is on disk.
    queue: VecDeque<(T, Result<(), String>)>,
    closing: bool,
}

/// What the thread does next.
enum Next<T> {
    New(T, Result<(), String>),
    Again,
    End,
}

impl<T: Waits> Courier<T> {
    /// Starts the thread, under this name; what waits in the folder is tried at once. `room` is how many new things can
    /// be taken in before the first of them was tried.
    ///
    /// # Errors
    /// What the system says when there can be no thread.
    pub fn start(
        name: &str,
        room: usize,
        waiting: Waiting<T>,
        pauses: Pauses,
        mut errand: impl Errand<Thing = T>,
    ) -> io::Result<Self> {
        let state = State { queue: VecDeque::new(), closing: false };
        let shared = Arc::new(Shared { state: Mutex::new(state), changed: Condvar::new(), waiting });
        let (ending, ended) = mpsc::channel();
        let on_the_thread = Arc::clone(&shared);
        thread::Builder::new().name(name.to_owned()).spawn(move || {
            on_the_thread.run(&mut errand, Again::new(pauses));
            drop(ending);
        })?;
        Ok(Self { shared, room, ended })
    }

    /// Takes a thing in. It is on disk when this returns, unless the disk does not take it; then it is only tried once.
    ///
    /// # Errors
    /// [`NoRoom`]: it was not taken.
    pub fn take(&self, thing: T) -> Result<(), NoRoom> {
        let mut state = self.shared.lock();
        if state.queue.len() >= self.room {
            return Err(NoRoom);
        }
        // Under the lock, so that the thread takes it for a new one, not for one that waits.
        let kept = self.shared.waiting.keep(&thing);
        state.queue.push_back((thing, kept));
        self.shared.changed.notify_all();
        Ok(())
    }

    /// Forgets everything that has not gone out.
    ///
    /// # Errors
    /// A sentence that says why something is still on disk.
    pub fn clear(&self) -> Result<(), String> {
        let mut state = self.shared.lock();
        state.queue.clear();
        self.shared.waiting.clear()
    }
}

impl<T: Waits> Drop for Courier<T> {
    fn drop(&mut self) {
        self.shared.lock().closing = true;
        self.shared.changed.notify_all();
        let _ended_or_too_slow = self.ended.recv_timeout(FAREWELL);
        for (thing, kept) in self.shared.lock().queue.drain(..) {
            if let Err(reason) = kept {
                tracing::error!("{} {} is lost at the end: {reason}", T::KIND, thing.name());
            }
        }
    }
}

impl<T: Waits> Shared<T> {
    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn run(&self, errand: &mut impl Errand<Thing = T>, mut again: Again) {
        again.tried(self.try_again(errand));
        loop {
            match self.next(again.at) {
                Next::New(thing, kept) => match errand.take(thing, kept) {
                    Tried::Gone => again.hurry(),
                    Tried::Waits => again.one_more(),
                },
                Next::Again => again.tried(self.try_again(errand)),
                Next::End => return,
            }
        }
    }

    fn next(&self, again_at: Option<Instant>) -> Next<T> {
        let mut state = self.lock();
        loop {
            if let Some((thing, kept)) = state.queue.pop_front() {
                return Next::New(thing, kept);
            }
            if state.closing {
                return Next::End;
            }
            state = match again_at.map(|at| at.saturating_duration_since(Instant::now())) {
                Some(Duration::ZERO) => return Next::Again,
                Some(left) => self.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0,
                None => self.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
            };
        }
    }

    /// Tries what waits, the oldest first, until something new comes in. Whether something is left.
    fn try_again(&self, errand: &mut impl Errand<Thing = T>) -> bool {
        let (things, unreadable) = {
            let state = self.lock();
            // What is in the queue is on disk too, and none of what waits.
            if !state.queue.is_empty() {
                return true;
            }
            self.waiting.all()
        };
        for reason in unreadable {
            tracing::error!("{reason}");
        }
        errand.round();
        let mut left = false;
        for thing in things {
            if Timestamp::now().duration_since(thing.since()) > TOO_OLD {
                if let Err(reason) = self.waiting.forget(&thing.name()) {
                    tracing::error!("{reason}");
                }
                errand.give_up(thing);
                continue;
            }
            let state = self.lock();
            if state.closing || !state.queue.is_empty() {
                return true;
            }
            drop(state);
            left |= errand.again(thing) == Tried::Waits;
        }
        left
    }
}
