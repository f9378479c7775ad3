//! How much a site may say: a storm from one of them must not keep the others waiting.

use std::collections::HashMap;

use jiff::Timestamp;

use crate::event::SiteId;

/// So many messages may come at once, and so many a second from then on: more than any household means.
pub(super) const AT_ONCE: f64 = 32.0;
const A_SECOND: f64 = 8.0;

/// From so many sites on those that say nothing are forgotten.
const SITES: usize = 10_000;

/// What each site said lately (a token bucket).
#[derive(Debug, Clone, Default)]
pub(super) struct Pace {
    sites: HashMap<SiteId, Bucket>,
}

#[derive(Debug, Clone)]
struct Bucket {
    /// How many messages it may still send at once.
    left: f64,
    at: Timestamp,
    /// Whether it was told that this is too much.
    told: bool,
}

/// Whether a message is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pacing {
    /// It is.
    Taken,
    /// It is one too many, and nobody was told yet.
    TooMany,
    /// So is this one, and its site knows.
    StillTooMany,
}

impl Pace {
    /// Counts a message of a site.
    pub(super) fn count(&mut self, site: &SiteId, now: Timestamp) -> Pacing {
        if self.sites.len() >= SITES {
            self.sites.retain(|_, bucket| bucket.left_at(now) < AT_ONCE);
        }
        let fresh = || Bucket { left: AT_ONCE, at: now, told: false };
        let bucket = self.sites.entry(site.clone()).or_insert_with(fresh);
        (bucket.left, bucket.at) = (bucket.left_at(now), now);
        if bucket.left >= 1.0 {
            bucket.left -= 1.0;
            bucket.told = false;
            Pacing::Taken
        } else if std::mem::replace(&mut bucket.told, true) {
            Pacing::StillTooMany
        } else {
            Pacing::TooMany
        }
    }
}

impl Bucket {
    fn left_at(&self, now: Timestamp) -> f64 {
        // A clock that was turned back gives nothing, and takes nothing.
        let seconds = now.duration_since(self.at).as_secs_f64().max(0.0);
        (self.left + seconds * A_SECOND).min(AT_ONCE)
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;
    use proptest::prelude::*;

    use super::*;

    fn site(number: usize) -> SiteId {
        SiteId(format!("room-{number}"))
    }

    fn after(milliseconds: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_millis(milliseconds)
    }

    #[test]
    fn a_storm_is_told_of_once_and_ends_with_a_pause() {
        let mut pace = Pace::default();
        let mut say = |milliseconds| pace.count(&site(1), after(milliseconds));
        assert!((0..32).all(|_| say(0) == Pacing::Taken));
        assert_eq!([say(0), say(10), say(20)], [Pacing::TooMany, Pacing::StillTooMany, Pacing::StillTooMany]);
        assert_eq!([say(140), say(150)], [Pacing::Taken, Pacing::TooMany]);
        assert!((0..32).all(|_| say(10_000) == Pacing::Taken));
        assert_eq!(say(0), Pacing::TooMany);
    }

    #[test]
    fn the_others_are_not_kept_waiting() {
        let mut pace = Pace::default();
        for _ in 0..1_000 {
            pace.count(&site(1), after(0));
        }
        assert_eq!(pace.count(&site(2), after(0)), Pacing::Taken);
    }

    #[test]
    fn sites_that_nobody_knows_do_not_fill_the_memory() {
        let mut pace = Pace::default();
        for number in 0..50_000 {
            pace.count(&site(number), after(number.try_into().unwrap()));
        }
        assert!(pace.sites.len() <= SITES);
    }

    proptest! {
        #[test]
        fn no_site_has_more_taken_than_its_share(steps in proptest::collection::vec(-50_i64..200, 0..500)) {
            let mut pace = Pace::default();
            let (mut now, mut latest, mut taken) = (0, 0, 0);
            for step in steps {
                now += step;
                latest = latest.max(now);
                taken += i64::from(pace.count(&site(1), after(now)) == Pacing::Taken);
            }
            // Turning the clock back and forth gives what passed forwards.
            prop_assert!(taken <= 32 + 8 * (latest + 50 * 500) / 1_000);
        }
    }
}
