//! Subscriptions: what a household wants again and again. One never orders: when it is due it is proposed, and each order
//! takes its own yes to its own total.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::commerce::catalogue::Sku;
use crate::understanding::{Interval, Span};

/// Something that is proposed again and again. A household has one of a product at most.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subscription {
    /// Of which product.
    pub sku: Sku,
    /// What the product was called when it was begun.
    pub title: String,
    /// How many each time, at least one.
    pub quantity: u32,
    /// How often.
    pub every: Interval,
    /// When it is proposed next.
    pub next: Date,
    /// Not before this day, however often it would be due; [`Date::MAX`]: until somebody says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paused_until: Option<Date>,
    /// The day on which it was proposed last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposed: Option<Date>,
    /// Who asked for it, where that was known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

impl Subscription {
    /// Whether it is time for it.
    #[must_use]
    pub fn is_due(&self, today: Date) -> bool {
        self.next <= today && !self.is_paused(today)
    }

    /// Whether it rests.
    #[must_use]
    pub fn is_paused(&self, today: Date) -> bool {
        self.paused_until.is_some_and(|until| today < until)
    }

    /// The due day is over, ordered or not: the next one of its rhythm that is still to come. Before that day it is the one
    /// after it.
    pub fn pass(&mut self, today: Date) {
        let missed = self.next;
        self.next = after(self.next, self.every);
        // A year of days away: no rhythm is so long overdue that it matters which of its days comes next.
        for _ in 0..366 {
            if self.next > today {
                return;
            }
            self.next = after(self.next, self.every);
        }
        self.next = after(today.max(missed), self.every);
    }

    /// It goes on after a rest, on the first day of its rhythm from today on.
    pub fn resume(&mut self, today: Date) {
        self.paused_until = None;
        if self.next < today {
            self.pass(today);
        }
    }
}

/// The day that comes so long after another.
#[must_use]
pub fn after(day: Date, every: Interval) -> Date {
    let count = i64::from(every.count.max(1));
    let span = jiff::Span::new();
    let span = match every.span {
        Span::Day => span.try_days(count),
        Span::Week => span.try_weeks(count),
        Span::Month => span.try_months(count),
        Span::Year => span.try_years(count),
    };
    span.map_or(Date::MAX, |span| day.saturating_add(span))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn every(count: u32, span: Span, next: Date) -> Subscription {
        let every = Interval { count, span };
        Subscription {
            sku: Sku("C".into()),
            title: "coffee".into(),
            quantity: 1,
            every,
            next,
            paused_until: None,
            proposed: None,
            by: None,
        }
    }

    #[test]
    fn a_month_after_the_last_of_january_is_the_last_of_february() {
        assert_eq!(after(date(2027, 1, 31), Interval { count: 1, span: Span::Month }), date(2027, 2, 28));
    }

    #[test]
    fn what_was_missed_for_long_goes_on_in_its_rhythm() {
        let mut weekly = every(1, Span::Week, date(2026, 1, 5));
        weekly.pass(date(2026, 2, 10));
        assert_eq!(weekly.next, date(2026, 2, 16));
    }

    #[test]
    fn skipping_before_the_day_skips_that_day() {
        let mut weekly = every(1, Span::Week, date(2026, 1, 12));
        weekly.pass(date(2026, 1, 7));
        assert_eq!(weekly.next, date(2026, 1, 19));
    }

    #[test]
    fn a_rest_ends_on_its_day() {
        let mut weekly = every(1, Span::Week, date(2026, 1, 5));
        weekly.paused_until = Some(date(2026, 2, 1));
        assert!(!weekly.is_due(date(2026, 1, 31)));
        assert!(weekly.is_due(date(2026, 2, 1)));
        weekly.resume(date(2026, 2, 4));
        assert_eq!((weekly.next, weekly.paused_until), (date(2026, 2, 9), None));
    }

    proptest! {
        #[test]
        fn after_a_due_day_there_is_a_later_one(count in any::<u32>(), kind in 0..4_usize, ahead in -5_000..5_000_i64) {
            let span = [Span::Day, Span::Week, Span::Month, Span::Year][kind];
            let today = date(2026, 6, 1);
            let next = today.saturating_add(jiff::Span::new().days(ahead));
            let mut subscription = every(count, span, next);
            subscription.pass(today);
            prop_assert!(subscription.next > today && subscription.next > next);
        }
    }
}
