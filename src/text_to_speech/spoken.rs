//! Written text to spoken form, in five languages: "€18.40" becomes "eighteen euros forty".
//!
//! What is read is the same everywhere; `language.rs` says what a language must tell, and each has a file with it.

mod dates;
mod dutch;
mod english;
mod french;
mod german;
mod language;
mod money;
mod numbers;
pub mod said_as;
mod spanish;
mod units;

use language::Language;
use numbers::Number;
use unicode_normalization::UnicodeNormalization;

/// What a reader recognised at the start of a text: how it is said, and the bytes that it took.
type Reading = (String, usize);

/// The characters of [`Language::fractions`].
const FRACTIONS: [char; 5] = ['½', '⅓', '⅔', '¼', '¾'];

/// Says a text the way a person reads it out: prices, numbers, ordinals, units, dates, times, order numbers and what is
/// short for something as words.
///
/// What is left has no digit in it; everything else stays as it was written. Text in a language that is not known stays
/// as it is altogether: the voice reads its numbers as well as it can.
#[must_use]
pub fn spoken(text: &str, language: &str) -> String {
    let Some(language) = language::of(language) else { return text.to_owned() };
    let text = plain(text, language);
    let mut out = String::with_capacity(text.len() * 2);
    let mut position = 0;
    while let Some(letter) = text[position..].chars().next() {
        let (before, rest) = text.split_at(position);
        if let Some((words, used)) = read(before, rest, language) {
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

/// The text with its typographic variants of digits, signs and spaces made plain. The raised `º` and `ª` stay, since
/// they make an ordinal, and a space that keeps the digits of a number together goes.
fn plain(text: &str, language: &Language) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let between_digits = |plain: &str, next: Option<&char>| {
            let is_digit = |letter: &char| letter.is_ascii_digit();
            plain.chars().next_back().as_ref().is_some_and(is_digit) && next.is_some_and(is_digit)
        };
        if let Some(index) = FRACTIONS.iter().position(|fraction| *fraction == letter) {
            plain.push(' ');
            plain.push_str(language.fractions[index]);
        } else if matches!(letter, 'º' | 'ª') {
            plain.push(letter);
        } else if matches!(letter, '\u{a0}' | '\u{202f}') && between_digits(&plain, letters.peek()) {
        } else {
            plain.extend(letter.to_string().nfkc());
        }
    }
    plain
}

fn push_words(out: &mut String, words: &str) {
    if out.ends_with(char::is_alphanumeric) && words.starts_with(char::is_alphanumeric) {
        out.push(' ');
    }
    out.push_str(words);
}

/// What stands at the start of `rest`, if it is not said as it is written.
fn read(before: &str, rest: &str, language: &Language) -> Option<Reading> {
    let at_start = !before.ends_with(char::is_alphanumeric);
    if at_start && let Some(reading) = money::read(rest, language).or_else(|| code(rest, language)) {
        return Some(reading);
    }
    if rest.starts_with(|letter: char| letter.is_ascii_digit()) {
        return dates::date(before, rest, language)
            .or_else(|| dates::time(rest, language))
            .or_else(|| (language.ordinal)(before, rest))
            .or_else(|| identifier(before, rest, language))
            .or_else(|| measure(rest, language));
    }
    if at_start && let Some(reading) = abbreviation(rest, language) {
        return Some(reading);
    }
    sign(before, rest, language)
}

/// A code of letters and digits, such as the number of a parcel, one by one: `3SABCD1234567`.
fn code(text: &str, language: &Language) -> Option<Reading> {
    const DIGITS: usize = 4;
    const LENGTH: std::ops::RangeInclusive<usize> = 6..=40;
    let end = text.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(text.len());
    let code = &text[..end];
    let (digits, others): (Vec<char>, Vec<char>) = code.chars().partition(char::is_ascii_digit);
    let is_code = LENGTH.contains(&code.len())
        && digits.len() >= DIGITS
        && !others.is_empty()
        && others.iter().all(char::is_ascii_uppercase);
    is_code.then_some(())?;
    let said = code.chars().map(|letter| {
        if letter.is_ascii_digit() {
            language.digit_by_digit(letter.encode_utf8(&mut [0; 4]), Some(language.zero))
        } else {
            letter.to_string()
        }
    });
    Some((said.collect::<Vec<_>>().join(" "), end))
}

/// A number that names something, read digit by digit: "order 1042", "#1042", "ORD-1042", "007".
fn identifier(before: &str, text: &str, language: &Language) -> Option<Reading> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let behind = &text[digits..];
    let mut following = behind.chars();
    let is_decimal =
        matches!(following.next(), Some('.' | ',')) && following.next().is_some_and(|letter| letter.is_ascii_digit());
    let word = before.trim_end_matches(|letter: char| letter.is_whitespace() || letter == '.');
    let word = word.rsplit(|letter: char| letter.is_whitespace()).next().unwrap_or_default().to_lowercase();
    let names = if language.orders.contains(&word.as_str()) {
        digits >= 4
    } else if language.names.contains(&word.as_str()) {
        digits >= 3
    } else {
        word.ends_with('#') || (word.ends_with('-') && word.len() > 1 && digits >= 3 && before.ends_with('-'))
    };
    let unlike_a_quantity = digits > 12 || (digits > 1 && text.starts_with('0'));
    let is_name = !is_decimal && (names || unlike_a_quantity);
    is_name.then(|| (language.digit_by_digit(&text[..digits], Some(language.zero)), digits))
}

/// A number, alone or with its unit: `500 g`, `1.5 l`, `40 pieces`, `6 x 330 ml`, `10 %`, `18.40 EUR`.
fn measure(text: &str, language: &Language) -> Option<Reading> {
    let (number, length) = Number::read(text, language)?;
    if let Some((words, used)) = money::read_behind(&number, &text[length..], language) {
        return Some((words, length + used));
    }
    if let Some((unit, used)) = units::read(&text[length..], language) {
        let name = if (language.singular)(&number) { unit.one } else { unit.many };
        return Some((format!("{} {name}", number.words(language, Some(unit.gender))), length + used));
    }
    Some((number.words(language, None), length))
}

/// What is short for something; the longest that fits.
fn abbreviation(text: &str, language: &Language) -> Option<Reading> {
    language
        .abbreviations
        .iter()
        .filter(|(short, _)| {
            let behind = text.strip_prefix(short);
            behind.is_some_and(|behind| short.ends_with(['.', '°', 'º']) || !behind.starts_with(char::is_alphanumeric))
        })
        .max_by_key(|(short, _)| short.len())
        .map(|(short, long)| ((*long).to_owned(), short.len()))
}

/// Signs that are words, and those whose word depends on what is beside them.
fn sign(before: &str, rest: &str, language: &Language) -> Option<Reading> {
    let sign = rest.chars().next()?;
    let used = sign.len_utf8();
    let digit_before = before.ends_with(|letter: char| letter.is_ascii_digit());
    let digit_behind = rest[used..].starts_with(|letter: char| letter.is_ascii_digit());
    if let Some((_, word)) = language.signs.iter().find(|(known, _)| *known == sign) {
        return Some((format!(" {word} "), used));
    }
    let word = match sign {
        '#' if digit_behind => language.number,
        '~' if digit_behind => language.about,
        '-' | '–' | '−' if digit_before && digit_behind => language.range,
        '-' | '−' if digit_behind && !before.ends_with(char::is_alphanumeric) => language.minus,
        '-' if digit_behind => "",
        '.' if digit_before && digit_behind => language.point,
        '/' | ',' | ':' | '\u{2044}' if digit_before && digit_behind => "",
        '/' => {
            let (unit, length) = units::read(&rest[used..], language)?;
            return Some((format!(" {} {}", language.per, unit.one), used + length));
        }
        _ => return None,
    };
    Some((format!(" {word} "), used))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn written_text_is_said_as_the_golden_file_has_it() {
        let golden = [
            ("en", include_str!("../../tests/spoken/en.txt")),
            ("nl", include_str!("../../tests/spoken/nl.txt")),
            ("de", include_str!("../../tests/spoken/de.txt")),
            ("fr", include_str!("../../tests/spoken/fr.txt")),
            ("es", include_str!("../../tests/spoken/es.txt")),
        ];
        let mut wrong = Vec::new();
        for (language, golden) in golden {
            for line in golden.lines().filter(|line| !line.is_empty()) {
                let (written, expected) = line.split_once(" → ").expect("written → spoken");
                let said = spoken(written, language);
                if said != expected {
                    wrong.push(format!("{language}: {written}: {said} instead of {expected}"));
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    const LANGUAGES: [&str; 5] = ["en", "nl", "de", "fr", "es"];

    #[test]
    fn a_language_that_is_not_known_is_left_to_the_voice() {
        assert_eq!(spoken("18,40 € al pezzo", "it"), "18,40 € al pezzo");
    }

    proptest! {
        #[test]
        fn no_digit_is_left_in_any_text(text in "[0-9a-zA-Z€$£%&#.,:/x× -]{0,40}|\\PC{0,40}") {
            for language in LANGUAGES {
                let said = spoken(&text, language);
                prop_assert!(!said.contains(char::is_numeric), "{language}: {said}");
            }
        }

        #[test]
        fn every_amount_is_said_with_its_currency(minor in 0_i64..10_000_000) {
            let euros = crate::commerce::money::Money::new(minor, crate::commerce::money::Currency::EUR);
            for language in LANGUAGES {
                let said = spoken(&euros.to_string(), language).to_lowercase();
                let names = ["euro", "cent", "cént"].iter().any(|name| said.contains(name));
                prop_assert!(names, "{language}: {said}");
            }
        }
    }
}
