//! `{date}` and `{interval}`: days as they are spoken of, and how often.

mod reading;

use std::fmt;

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

pub use reading::{DateRule, IntervalRule, read_date, read_interval};

/// A day, a week, a month or a year, told from today. The understanding knows no clock: whoever does resolves it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// So many of these from now: `Away(-2, Week)` is two weeks ago, `Away(0, Day)` today, `Away(1, Month)` next month.
    Away(i32, Span),
    /// The last one before today, or the next one after it; without either today's counts too.
    Weekday(Weekday, Option<Side>),
    /// A month of the year, 1 to 12; this one counts too.
    Month(i8),
    /// Day 1 to 31 of a month 1 to 12, or of whichever month.
    Day(i8, Option<i8>),
}

/// Before or after today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// `last`
    Last,
    /// `next`
    Next,
}

/// How long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Span {
    /// A day.
    Day,
    /// Monday to Sunday.
    Week,
    /// A month of the calendar.
    Month,
    /// A year of the calendar.
    Year,
}

/// Every so many days, weeks or months: `every 4 weeks`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interval {
    /// How many, at least 1.
    pub count: u32,
    /// Of what.
    pub span: Span,
}

impl Span {
    /// `day`, `week`, `month`, `year`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

impl When {
    /// The first and the last day that are meant. Where nothing says before or after today, before: what is asked about
    /// is mostly an order that was placed.
    #[must_use]
    pub fn resolve(self, today: Date) -> (Date, Date) {
        self.resolve_towards(Side::Last, today)
    }

    /// The first and the last day that are meant, on this side of today where nothing else says: a delivery comes
    /// [`Side::Next`].
    #[must_use]
    pub fn resolve_towards(self, side: Side, today: Date) -> (Date, Date) {
        match self {
            Self::Away(count, Span::Day) => both(days_from(today, i64::from(count))),
            Self::Away(count, Span::Week) => {
                let monday = days_from(today, -i64::from(today.weekday().to_monday_zero_offset()));
                let first = days_from(monday, i64::from(count) * 7);
                (first, days_from(first, 6))
            }
            Self::Away(count, Span::Month) => {
                let first = months_from(today, i64::from(count));
                (first, first.last_of_month())
            }
            Self::Away(count, Span::Year) => {
                let first = months_from(today, i64::from(count) * 12).first_of_year();
                (first, first.last_of_year())
            }
            Self::Weekday(weekday, Some(Side::Last)) => {
                both(days_from(today, -i64::from(today.weekday().since(weekday.next())) - 1))
            }
            Self::Weekday(weekday, Some(Side::Next)) => {
                both(days_from(today, i64::from(weekday.since(today.weekday().next())) + 1))
            }
            Self::Weekday(weekday, None) => both(match side {
                Side::Last => days_from(today, -i64::from(today.weekday().since(weekday))),
                Side::Next => days_from(today, i64::from(weekday.since(today.weekday()))),
            }),
            Self::Month(month) => {
                let first = nearest(side, today, |first| (first.month() == month).then_some(first));
                (first, first.last_of_month())
            }
            Self::Day(day, month) => both(nearest(side, today, |first| {
                let date = Date::new(first.year(), first.month(), day).ok()?;
                let beyond = if side == Side::Last { date > today } else { date < today };
                (month.is_none_or(|month| month == first.month()) && !beyond).then_some(date)
            })),
        }
    }
}

const fn both(day: Date) -> (Date, Date) {
    (day, day)
}

fn days_from(day: Date, days: i64) -> Date {
    let limit = if days < 0 { Date::MIN } else { Date::MAX };
    jiff::Span::new().try_days(days).map_or(limit, |span| day.saturating_add(span))
}

/// The first day of a month so many months away.
fn months_from(day: Date, months: i64) -> Date {
    let limit = if months < 0 { Date::MIN } else { Date::MAX };
    let first = day.first_of_month();
    jiff::Span::new().try_months(months).map_or(limit, |span| first.saturating_add(span)).first_of_month()
}

/// What is wanted of the nearest month on a side of today. The eight years between two leap days around 1900 are looked
/// through; today when nothing is found there, the 31st of February for instance.
fn nearest(side: Side, today: Date, wanted: impl Fn(Date) -> Option<Date>) -> Date {
    let step = if side == Side::Last { -1 } else { 1 };
    (0..=96).find_map(|month| wanted(months_from(today, month * step))).unwrap_or(today)
}

impl fmt::Display for When {
    /// `today`, `yesterday`, `tomorrow`, `2 weeks ago`, `in 3 days`, `last month`, `this week`, `last tuesday`, `tuesday`,
    /// `month 3`, `day 3 of month 3`, `day 15`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Away(0, Span::Day) => formatter.write_str("today"),
            Self::Away(-1, Span::Day) => formatter.write_str("yesterday"),
            Self::Away(1, Span::Day) => formatter.write_str("tomorrow"),
            Self::Away(0, span) => write!(formatter, "this {}", span.name()),
            Self::Away(-1, span) => write!(formatter, "last {}", span.name()),
            Self::Away(1, span) => write!(formatter, "next {}", span.name()),
            Self::Away(count, span) if count < 0 => write!(formatter, "{} {}s ago", count.unsigned_abs(), span.name()),
            Self::Away(count, span) => write!(formatter, "in {count} {}s", span.name()),
            Self::Weekday(day, side) => {
                let side = match side {
                    Some(Side::Last) => "last ",
                    Some(Side::Next) => "next ",
                    None => "",
                };
                write!(formatter, "{side}{}", format!("{day:?}").to_lowercase())
            }
            Self::Month(month) => write!(formatter, "month {month}"),
            Self::Day(day, Some(month)) => write!(formatter, "day {day} of month {month}"),
            Self::Day(day, None) => write!(formatter, "day {day}"),
        }
    }
}

impl fmt::Display for Interval {
    /// `1 month`, `4 weeks`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = if self.count == 1 { "" } else { "s" };
        write!(formatter, "{} {}{plural}", self.count, self.span.name())
    }
}

#[cfg(test)]
mod tests;
