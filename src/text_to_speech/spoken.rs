//! Written text to spoken form, in English: "€18.40" becomes "eighteen euros forty".

mod money;
mod numbers;
mod units;

use numbers::Number;
use unicode_normalization::UnicodeNormalization;

/// What a reader recognised at the start of a text: how it is said, and the bytes that it took.
type Reading = (String, usize);

/// Fractions that have a character of their own.
const FRACTIONS: [(char, &str); 5] =
    [('½', " one half"), ('⅓', " one third"), ('⅔', " two thirds"), ('¼', " one quarter"), ('¾', " three quarters")];

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Says a text the way a person reads it out: prices, numbers, ordinals, units, dates, times and order numbers as words.
///
/// What is left has no digit in it; everything else stays as it was written.
#[must_use]
pub fn spoken(text: &str) -> String {
    let text = plain(text);
    let mut out = String::with_capacity(text.len() * 2);
    let mut position = 0;
    while let Some(letter) = text[position..].chars().next() {
        let (before, rest) = text.split_at(position);
        if let Some((words, used)) = read(before, rest) {
            push_words(&mut out, &words);
            position += used;
            if text[position..].starts_with(char::is_alphanumeric) && !out.ends_with(' ') {
                out.push(' ');
            }
        } else {
            // A digit of another script that no reader knows is better left out than spelled wrongly.
            out.push(if letter.is_numeric() { ' ' } else { letter });
            position += letter.len_utf8();
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text with its typographic variants of digits and signs made plain.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        match FRACTIONS.iter().find(|(fraction, _)| *fraction == letter) {
            Some((_, words)) => plain.push_str(words),
            None => plain.push(letter),
        }
    }
    plain.nfkc().collect()
}

fn push_words(out: &mut String, words: &str) {
    if out.ends_with(char::is_alphanumeric) && words.starts_with(char::is_alphanumeric) {
        out.push(' ');
    }
    out.push_str(words);
}

/// What stands at the start of `rest`, if it is not said as it is written.
fn read(before: &str, rest: &str) -> Option<Reading> {
    let at_start = !before.ends_with(char::is_alphanumeric);
    if at_start && let Some(reading) = money::read(rest) {
        return Some(reading);
    }
    if rest.starts_with(|letter: char| letter.is_ascii_digit()) {
        return date(rest)
            .or_else(|| time(rest))
            .or_else(|| ordinal(rest))
            .or_else(|| identifier(before, rest))
            .or_else(|| measure(rest));
    }
    sign(before, rest)
}

/// `2026-11-22`.
fn date(text: &str) -> Option<Reading> {
    let date: jiff::civil::Date = text.get(..10)?.parse().ok()?;
    let ends = !text[10..].starts_with(|letter: char| letter.is_ascii_digit() || letter == '-');
    if !ends || text.as_bytes().get(4) != Some(&b'-') {
        return None;
    }
    let month = MONTHS.get(usize::try_from(date.month()).ok()?.checked_sub(1)?)?;
    let day = numbers::ordinal(u64::try_from(date.day()).ok()?);
    Some((format!("{month} {day}, {}", numbers::year(u64::try_from(date.year()).ok()?)), 10))
}

/// `9:30`, `14:05`, `09:00`.
fn time(text: &str) -> Option<Reading> {
    let (hour, behind) = text.split_once(':')?;
    let minute = behind.get(..2)?;
    let are_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let ends = !behind[2..].starts_with(|letter: char| letter.is_alphanumeric() || letter == ':');
    if hour.len() > 2 || !are_digits(hour) || !are_digits(minute) || !ends {
        return None;
    }
    let (hours, minutes): (u64, u64) = (hour.parse().ok()?, minute.parse().ok()?);
    if hours > 24 || minutes > 59 {
        return None;
    }
    let said = match minutes {
        0 => format!("{} o'clock", numbers::cardinal(hours)),
        1..=9 => format!("{} oh {}", numbers::cardinal(hours), numbers::cardinal(minutes)),
        _ => format!("{} {}", numbers::cardinal(hours), numbers::cardinal(minutes)),
    };
    Some((said, hour.len() + 3))
}

/// `1st`, `22nd`, `3rd`, `4th`.
fn ordinal(text: &str) -> Option<Reading> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let suffix = text[digits..].get(..2)?;
    let ends = !text[digits + 2..].starts_with(char::is_alphanumeric);
    let is_suffix = ["st", "nd", "rd", "th"].iter().any(|known| suffix.eq_ignore_ascii_case(known));
    (is_suffix && ends).then_some(())?;
    Some((numbers::ordinal(text[..digits].parse().ok().filter(|value| *value < 1_000_000_000)?), digits + 2))
}

/// A number that names something, read digit by digit: "order 1042", "#1042", "ORD-1042", "007".
fn identifier(before: &str, text: &str) -> Option<Reading> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let behind = &text[digits..];
    let mut following = behind.chars();
    let is_decimal =
        matches!(following.next(), Some('.' | ',')) && following.next().is_some_and(|letter| letter.is_ascii_digit());
    let word = before.trim_end_matches(|letter: char| letter.is_whitespace() || letter == '.');
    let word = word.rsplit(|letter: char| letter.is_whitespace()).next().unwrap_or_default().to_lowercase();
    let names = match word.as_str() {
        "order" => digits >= 4,
        "number" | "no" | "nr" | "code" | "reference" | "#" => digits >= 3,
        _ => word.ends_with('#') || (word.ends_with('-') && word.len() > 1 && digits >= 3 && before.ends_with('-')),
    };
    let unlike_a_quantity = digits > 12 || (digits > 1 && text.starts_with('0'));
    let is_name = !is_decimal && (names || unlike_a_quantity);
    is_name.then(|| (numbers::digit_by_digit(&text[..digits], "oh"), digits))
}

/// A number, alone or with its unit: `500 g`, `1.5 l`, `40 pieces`, `6 x 330 ml`, `10 %`, `18.40 EUR`.
fn measure(text: &str) -> Option<Reading> {
    let (number, length) = Number::read(text)?;
    if let Some((words, used)) = money::read_behind(&number, &text[length..]) {
        return Some((words, length + used));
    }
    if let Some((unit, used)) = units::read(&text[length..], number.is_one()) {
        return Some((format!("{} {unit}", number.words()), length + used));
    }
    Some((number.words(), length))
}

/// Signs that are words, and those whose word depends on what is beside them.
fn sign(before: &str, rest: &str) -> Option<Reading> {
    let sign = rest.chars().next()?;
    let used = sign.len_utf8();
    let digit_before = before.ends_with(|letter: char| letter.is_ascii_digit());
    let digit_behind = rest[used..].starts_with(|letter: char| letter.is_ascii_digit());
    let word = match sign {
        '&' => " and ",
        '%' => " percent ",
        '+' => " plus ",
        '=' => " equals ",
        '@' => " at ",
        '°' => " degrees ",
        '€' => " euros ",
        '£' => " pounds ",
        '$' => " dollars ",
        '#' if digit_behind => " number ",
        '~' if digit_behind => " about ",
        '-' | '–' | '−' if digit_before && digit_behind => " to ",
        '-' | '−' if digit_behind && !before.ends_with(char::is_alphanumeric) => " minus ",
        '-' if digit_behind => " ",
        '.' if digit_before && digit_behind => " point ",
        '/' | ',' | ':' | '\u{2044}' if digit_before && digit_behind => " ",
        '/' => {
            let (unit, length) = units::read(&rest[used..], true)?;
            return Some((format!(" per {unit}"), used + length));
        }
        _ => return None,
    };
    Some((word.to_owned(), used))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn written_text_is_said_as_the_golden_file_has_it() {
        let golden = include_str!("../../tests/spoken/en.tsv");
        let wrong: Vec<_> = golden
            .lines()
            .filter_map(|line| line.split_once('\t'))
            .filter(|(written, said)| spoken(written) != *said)
            .map(|(written, said)| format!("{written}: {} instead of {said}", spoken(written)))
            .collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    proptest! {
        #[test]
        fn no_digit_is_left_in_any_text(text in "[0-9a-zA-Z€$£%&#.,:/x× -]{0,40}|\\PC{0,40}") {
            let said = spoken(&text);
            prop_assert!(!said.contains(char::is_numeric), "{said}");
        }

        #[test]
        fn every_amount_is_said_with_its_currency(minor in 0_i64..10_000_000) {
            let euros = crate::commerce::money::Money::new(minor, crate::commerce::money::Currency::EUR);
            let said = spoken(&euros.to_string());
            prop_assert!(said.contains("euro") || said.contains("cent"), "{said}");
        }
    }
}
