//! `{date}` and `{interval}`: days as they are spoken of, and how often.

use std::fmt;

use jiff::civil::Weekday;

use crate::understanding::Value;
use crate::understanding::text::Spelling;

/// A day, a week, a month or a year, told from today. The understanding knows no clock: whoever does resolves it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// So many of these from now: `Away(-2, Week)` is two weeks ago, `Away(0, Day)` today, `Away(1, Month)` next month.
    Away(i32, Span),
    /// The last one before today, or the next one after it; without either the nearest that makes sense.
    Weekday(Weekday, Option<Side>),
    /// A month of the year, 1 to 12.
    Month(i8),
    /// Day 1 to 31 of a month 1 to 12; without one of this month.
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    /// How many, at least 1.
    pub count: u32,
    /// Of what.
    pub span: Span,
}

impl Span {
    const fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
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

/// Reads `{date}`: `yesterday`, `last week`.
#[must_use]
pub fn read_date(_: &Spelling, words: &[&str]) -> Vec<(usize, Value)> {
    let (end, when) = match words {
        ["yesterday" | "yesterday's", ..] => (1, When::Away(-1, Span::Day)),
        ["today" | "today's", ..] => (1, When::Away(0, Span::Day)),
        ["tomorrow" | "tomorrow's", ..] => (1, When::Away(1, Span::Day)),
        ["last", "week" | "week's", ..] => (2, When::Away(-1, Span::Week)),
        ["last", "month" | "month's", ..] => (2, When::Away(-1, Span::Month)),
        _ => return Vec::new(),
    };
    vec![(end, Value::When(when))]
}

/// Reads `{interval}`: `every week`, `monthly`.
#[must_use]
pub fn read_interval(_: &Spelling, words: &[&str]) -> Vec<(usize, Value)> {
    let (end, span) = match words {
        ["every", "week", ..] => (2, Span::Week),
        ["every", "month", ..] => (2, Span::Month),
        ["weekly", ..] => (1, Span::Week),
        ["monthly", ..] => (1, Span::Month),
        _ => return Vec::new(),
    };
    vec![(end, Value::Interval(Interval { count: 1, span }))]
}
