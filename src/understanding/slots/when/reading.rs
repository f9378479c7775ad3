//! From words to days and intervals.

use super::{Interval, Side, Span, When};
use crate::understanding::Value;
use crate::understanding::numbers::language;
use crate::understanding::numbers::phrases::Part;
use crate::understanding::slots::once_each;
use crate::understanding::text::Spelling;

/// Nobody speaks of more days, weeks, months or years.
const MOST: u64 = 1_000;

/// What a phrase makes of its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateRule {
    /// `yesterday`
    Away(i32, Span),
    /// So many of the span away: `last {span}`.
    Next(i32),
    /// `{number} {span} ago`
    Ago,
    /// `in {number} {span}`
    Ahead,
    /// `last {weekday}`
    Weekday(Option<Side>),
    /// `in {month}`
    Month,
    /// `the {day} of {month}`
    Day,
}

/// What a phrase makes of its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IntervalRule {
    /// `fortnightly`
    Fixed(u32, Span),
    /// Every so many of the span: `every other {span}`.
    Each(u32),
    /// `every {number} {span}`
    Every,
    /// So many times in the span: `twice a {span}`.
    Times(u64),
    /// `{number} times a {span}`
    TimesNumber,
}

/// Reads `{date}`: `yesterday`, `last Tuesday`, `in two weeks`.
#[must_use]
pub fn read_date(spelling: &Spelling, words: &[&str]) -> Vec<(usize, Value)> {
    let Some(language) = language::of(&spelling.language) else { return Vec::new() };
    // "Last Tuesday's order"
    let plain: Vec<&str> = words.iter().map(|word| word.strip_suffix("'s").unwrap_or(word)).collect();
    let said = language.dates.read(language, &plain).into_iter();
    once_each(said.filter_map(|(length, rule, parts)| Some((length, Value::When(when(rule, &parts)?)))))
}

/// Reads `{interval}`: `every four weeks`, `monthly`, `twice a month`.
#[must_use]
pub fn read_interval(spelling: &Spelling, words: &[&str]) -> Vec<(usize, Value)> {
    let Some(language) = language::of(&spelling.language) else { return Vec::new() };
    let said = language.intervals.read(language, words).into_iter();
    once_each(said.filter_map(|(length, rule, parts)| Some((length, Value::Interval(interval(rule, &parts)?)))))
}

fn when(rule: DateRule, parts: &[Part]) -> Option<When> {
    let count = |number: u64| i32::try_from(number).ok().filter(|_| number <= MOST);
    let when = match (rule, parts) {
        (DateRule::Away(count, span), []) => When::Away(count, span),
        (DateRule::Next(count), [Part::Span(span)]) => When::Away(count, *span),
        (DateRule::Ago, [Part::Number(number), Part::Span(span)]) => When::Away(-count(*number)?, *span),
        (DateRule::Ahead, [Part::Number(number), Part::Span(span)]) => When::Away(count(*number)?, *span),
        (DateRule::Weekday(side), [Part::Weekday(weekday)]) => When::Weekday(*weekday, side),
        (DateRule::Month, [Part::Month(month)]) => When::Month(*month),
        (DateRule::Day, [Part::Day(day)]) => When::Day(*day, None),
        (DateRule::Day, [Part::Day(day), Part::Month(month)] | [Part::Month(month), Part::Day(day)])
            if *day <= longest(*month) =>
        {
            When::Day(*day, Some(*month))
        }
        _ => return None,
    };
    Some(when)
}

fn interval(rule: IntervalRule, parts: &[Part]) -> Option<Interval> {
    let (count, span) = match (rule, parts) {
        (IntervalRule::Fixed(count, span), _) => (count, span),
        (IntervalRule::Each(count), [Part::Span(span)]) => (count, *span),
        (IntervalRule::Every, [Part::Number(number), Part::Span(span)]) if *number <= MOST => {
            (u32::try_from(*number).ok()?, *span)
        }
        (IntervalRule::Every, [Part::Day(number), Part::Span(span)]) => (u32::try_from(*number).ok()?, *span),
        (IntervalRule::Times(times), [Part::Span(span)]) => share(*span, times)?,
        (IntervalRule::TimesNumber, [Part::Number(times), Part::Span(span)]) => share(*span, *times)?,
        _ => return None,
    };
    (count > 0).then_some(Interval { count, span })
}

/// How often it is so many times in a span, in the greatest span that goes without a rest. A month is taken as four
/// weeks or thirty days; days are rounded down, for nothing should run out.
fn share(span: Span, times: u64) -> Option<(u32, Span)> {
    let finer: &[(u64, Span)] = match span {
        Span::Day => &[(1, Span::Day)],
        Span::Week => &[(1, Span::Week), (7, Span::Day)],
        Span::Month => &[(1, Span::Month), (4, Span::Week), (30, Span::Day)],
        Span::Year => &[(1, Span::Year), (12, Span::Month), (52, Span::Week), (365, Span::Day)],
    };
    let whole = finer.iter().find(|(count, _)| times > 0 && count.is_multiple_of(times)).or(finer.last())?;
    Some((u32::try_from(whole.0.checked_div(times)?).ok()?, whole.1))
}

/// The days of a month; February in a leap year.
const fn longest(month: i8) -> i8 {
    match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
