//! Ids of requests, so that none is acted on twice.

use std::collections::{HashSet, VecDeque};

use jiff::{SignedDuration, Timestamp};

/// Ids are known for so long, and so many of them; the journal remembers those of turns for a day.
const KNOWN_FOR: SignedDuration = SignedDuration::from_mins(10);
const MOST_KNOWN: usize = 10_000;

/// Those that were there.
#[derive(Default)]
pub(super) struct Known {
    ids: HashSet<String>,
    order: VecDeque<(Timestamp, String)>,
}

impl Known {
    /// Whether an id was not there before.
    pub(super) fn add(&mut self, id: &str, now: Timestamp) -> bool {
        while self.order.len() >= MOST_KNOWN
            || self.order.front().is_some_and(|(at, _)| now.duration_since(*at) > KNOWN_FOR)
        {
            if let Some((_, old)) = self.order.pop_front() {
                self.ids.remove(&old);
            }
        }
        let new = self.ids.insert(id.to_owned());
        if new {
            self.order.push_back((now, id.to_owned()));
        }
        new
    }
}
