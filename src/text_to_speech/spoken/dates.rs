//! Days and times.

use super::Reading;
use super::language::Language;

/// `2026-11-22`, and `22-11-2026` where the day comes first.
pub fn date(before: &str, text: &str, language: &Language) -> Option<Reading> {
    let ends = |used: usize| !text[used..].starts_with(|letter: char| letter.is_alphanumeric() || letter == '-');
    let said = |date: jiff::civil::Date, year: bool| {
        let [day, month] = [date.day(), date.month()].map(|part| u64::try_from(part).ok());
        let year = year.then(|| u64::try_from(date.year()).ok()).flatten();
        (language.date)(before, day?, month?, year)
    };
    if let Some(date) = text.get(..10).and_then(|text| text.parse().ok())
        && text.as_bytes().get(4) == Some(&b'-')
        && ends(10)
    {
        return Some((said(date, true)?, 10));
    }
    if !language.day_first {
        return None;
    }
    let (day, behind) = number(text, 2)?;
    let mark = behind.chars().next().filter(|mark| "-./".contains(*mark))?;
    let (month, behind) = number(&behind[1..], 2)?;
    let (year, behind) = number(behind.strip_prefix(mark)?, 4)?;
    let used = text.len() - behind.len();
    let [day, month] = [day, month].map(|part| i8::try_from(part).ok());
    let date = jiff::civil::Date::new(i16::try_from(year).ok()?, month?, day?).ok()?;
    (year >= 1000 && ends(used)).then_some(())?;
    Some((said(date, true)?, used))
}

/// `9:30`, `14:05`, `9.30 uur`, `9h30`.
pub fn time(text: &str, language: &Language) -> Option<Reading> {
    let clock = &language.clock;
    let (hours, behind) = number(text, 2)?;
    let (minutes, behind, needs_word) = clock.between.iter().find_map(|(between, needs_word)| {
        let behind = behind.strip_prefix(between)?;
        let (minutes, rest) = number(behind, 2)?;
        (behind.len() - rest.len() == 2).then_some((minutes, rest, *needs_word))
    })?;
    if hours > 24 || minutes > 59 || behind.starts_with(|letter: char| letter.is_alphanumeric() || letter == ':') {
        return None;
    }
    let word = clock.words.iter().find_map(|word| {
        let behind = behind.trim_start().strip_prefix(word)?;
        (!behind.starts_with(char::is_alphanumeric)).then_some(behind)
    });
    if needs_word && word.is_none() {
        return None;
    }
    Some(((clock.say)(hours, minutes), text.len() - word.unwrap_or(behind).len()))
}

/// Up to so many digits, and what is behind them.
fn number(text: &str, longest: usize) -> Option<(u64, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    (1..=longest).contains(&digits).then_some(())?;
    Some((text[..digits].parse().ok()?, &text[digits..]))
}
