//! What time it is for a conversation.

use std::time::{Duration, Instant};

use jiff::Timestamp;

/// A clock for deadlines: it follows the wall clock forwards (a laptop that slept has slept) but never goes back.
pub struct Clock {
    last: Timestamp,
    at: Instant,
}

impl Clock {
    /// Starts at the time of the wall clock.
    pub fn start() -> Self {
        Self { last: Timestamp::now(), at: Instant::now() }
    }

    /// What time it is.
    pub fn now(&mut self) -> Timestamp {
        let elapsed = jiff::SignedDuration::try_from(self.at.elapsed()).unwrap_or_default();
        let steady = self.last.checked_add(elapsed).unwrap_or(self.last);
        self.last = steady.max(Timestamp::now());
        self.at = Instant::now();
        self.last
    }

    /// How long it is until then; nothing when that has passed.
    pub fn until(&mut self, deadline: Timestamp) -> Duration {
        Duration::try_from(deadline.duration_since(self.now())).unwrap_or(Duration::ZERO)
    }
}
