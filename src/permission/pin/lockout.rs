//! How long no code is looked at.
//!
//! The third wrong code in a row locks for one minute, and each further one twice as long as the one before it: 1, 2, 4,
//! 8 … 1024 minutes, then a day each. Only a right code starts anew. So there are three tries at once, 13 in the first
//! day and one a day from then on: to go through half of ten thousand PINs takes thirteen years.

use jiff::{SignedDuration, Timestamp};

/// Wrong codes in a row that lock.
const TRIES: u32 = 3;
const FIRST: SignedDuration = SignedDuration::from_mins(1);
const LONGEST: SignedDuration = SignedDuration::from_hours(24);

/// When a code is looked at again after so many wrong ones in a row, the last of them now. `None`: at once.
pub(super) fn until(wrong: u32, now: Timestamp) -> Option<Timestamp> {
    let doublings = wrong.checked_sub(TRIES)?;
    let length = 2_i32.checked_pow(doublings).and_then(|times| FIRST.checked_mul(times));
    let length = length.map_or(LONGEST, |length| length.min(LONGEST));
    Some(now.checked_add(length).unwrap_or(Timestamp::MAX))
}

/// How many more codes are looked at until it locks.
pub(super) fn left(wrong: u32) -> u32 {
    TRIES.saturating_sub(wrong).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locks_double_from_a_minute_to_a_day() {
        let minutes = |wrong| until(wrong, Timestamp::UNIX_EPOCH).map(|until| until.as_second() / 60);
        assert_eq!([0, 1, 2].map(minutes), [None; 3]);
        assert_eq!([3, 4, 5, 6].map(minutes), [Some(1), Some(2), Some(4), Some(8)]);
        assert_eq!([13, 14, 40, u32::MAX].map(minutes), [Some(1024), Some(1440), Some(1440), Some(1440)]);
        assert_eq!([0, 1, 2].map(left), [3, 2, 1]);
    }

    #[test]
    fn the_end_of_time_is_no_panic() {
        assert_eq!(until(20, Timestamp::MAX), Some(Timestamp::MAX));
    }

    #[test]
    fn thirteen_codes_are_looked_at_in_a_day() {
        let day = Timestamp::UNIX_EPOCH + SignedDuration::from_hours(24);
        let (mut now, mut wrong) = (Timestamp::UNIX_EPOCH, 0);
        while now < day {
            wrong += 1;
            now = until(wrong, now).unwrap_or(now);
        }
        assert_eq!(wrong, 13);
    }
}
