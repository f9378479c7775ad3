//! Things that wait to go out: kept on disk until they are gone, and tried again ever more rarely.
//!
//! [`Waiting`] is a folder with a file for each of them. A [`Courier`] takes them out on a thread of its own, in the way
//! that its [`Errand`] knows.

mod courier;
mod folder;

use std::time::{Duration, Instant};

use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;

pub use courier::{Courier, Errand, NoRoom, Tried};
pub use folder::{CAPACITY, Waiting};

/// Something that can wait.
pub trait Waits: Serialize + DeserializeOwned + Send + 'static {
    /// What one of them is called in messages, `receipt` for instance; an `s` makes several of it.
    const KIND: &'static str;

    /// The name of its file, without the ending. The same thing has the same name.
    fn name(&self) -> String;

    /// Since when it waits.
    fn since(&self) -> Timestamp;
}

/// How long it takes until what did not go out is tried again. Each pause is twice the one before.
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

/// When what waits is tried again.
#[derive(Debug)]
struct Again {
    pauses: Pauses,
    pause: Duration,
    at: Option<Instant>,
}

impl Again {
    const fn new(pauses: Pauses) -> Self {
        Self { pauses, pause: pauses.first, at: None }
    }

    /// Everything was tried, and something is left or not.
    fn tried(&mut self, some_left: bool) {
        if some_left {
            self.at = Some(Instant::now() + self.pause);
            self.pause = (self.pause * 2).min(self.pauses.last);
        } else {
            *self = Self::new(self.pauses);
        }
    }

    /// One more waits.
    fn one_more(&mut self) {
        if self.at.is_none() {
            self.tried(true);
        }
    }

    /// Something went out: perhaps what waits does so too, now.
    fn hurry(&mut self) {
        if self.at.is_some() {
            *self = Self { at: Some(Instant::now()), ..Self::new(self.pauses) };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_pause_is_twice_the_one_before_up_to_the_longest_until_something_went_out() {
        let seconds = Duration::from_secs;
        let mut again = Again::new(Pauses { first: seconds(30), last: seconds(100) });
        again.hurry();
        assert_eq!(again.at, None, "nothing waits");
        again.one_more();
        let first = again.at;
        again.one_more();
        assert_eq!((again.at, again.pause), (first, seconds(60)), "what waits is not put off by more");
        again.tried(true);
        again.tried(true);
        assert_eq!(again.pause, seconds(100));
        again.hurry();
        assert!(again.at.is_some_and(|at| at <= Instant::now()));
        assert_eq!(again.pause, seconds(30));
        again.tried(false);
        assert_eq!(again.at, None);
    }
}
