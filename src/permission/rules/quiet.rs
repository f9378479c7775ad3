//! Quiet hours.

use std::str::FromStr;

use jiff::civil::Time;

/// A stretch of every day, over midnight or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct QuietHours {
    from: Time,
    /// The first moment that is not quiet any more.
    pub(super) until: Time,
}

impl QuietHours {
    pub(super) fn contain(&self, time: Time) -> bool {
        if self.from < self.until {
            self.from <= time && time < self.until
        } else {
            self.from <= time || time < self.until
        }
    }
}

impl FromStr for QuietHours {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let time = |text: &str| Time::strptime("%H:%M", text.trim()).ok();
        let (from, until) = text
            .split_once('-')
            .and_then(|(from, until)| time(from).zip(time(until)))
            .ok_or_else(|| format!("`{text}` is no stretch of a day such as \"22:00-07:00\""))?;
        if from == until {
            return Err(format!("`{text}` begins when it ends; leave it empty for no quiet hours"));
        }
        Ok(Self { from, until })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_quiet(hours: &str, time: &str) -> bool {
        hours.parse::<QuietHours>().unwrap().contain(time.parse().unwrap())
    }

    #[test]
    fn a_night_is_one_stretch_over_midnight() {
        for (time, quiet) in
            [("21:59:59", false), ("22:00", true), ("00:00", true), ("06:59:59", true), ("07:00", false)]
        {
            assert_eq!(is_quiet("22:00-07:00", time), quiet, "{time}");
        }
        assert!(is_quiet("22:00 - 00:00", "23:59:59"));
        assert!(!is_quiet("22:00-00:00", "00:00"));
    }

    #[test]
    fn a_nap_is_within_a_day() {
        for (time, quiet) in [("12:59", false), ("13:00", true), ("14:59", true), ("15:00", false), ("23:00", false)] {
            assert_eq!(is_quiet("13:00-15:00", time), quiet, "{time}");
        }
    }

    #[test]
    fn what_is_no_stretch_of_a_day_is_refused() {
        for wrong in ["22:00", "22-7", "25:00-07:00", "22:00-22:00", "22:00-07:00-08:00", "at night", "-"] {
            assert!(wrong.parse::<QuietHours>().is_err(), "{wrong}");
        }
    }
}
