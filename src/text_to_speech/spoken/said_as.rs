//! Text of which somebody says what it is.

use super::language::{self, Language};
use super::numbers::Number;
use super::spoken;
use crate::ssml::SayAs;

/// How ordinals end in writing, in one language or another.
const ORDINAL_ENDINGS: [&str; 6] = ["th", "e", "de", ".", "º", "ste"];

/// The text in words, if it is what it is said to be; else as it was written. So is text in a language that is not known.
#[must_use]
pub fn said_as(text: &str, what: SayAs, language: &str) -> String {
    let Some(known) = language::of(language) else { return text.to_owned() };
    let text = text.trim();
    let words = match what {
        SayAs::Characters => characters(text, known),
        SayAs::Digits => digits(text, known),
        SayAs::Telephone => telephone(text, known),
        SayAs::Cardinal => cardinal(text, known),
        SayAs::Ordinal => ordinal(text, known),
        SayAs::Date(order) => iso(text, order).map(|date| spoken(&date, language)),
    };
    words.unwrap_or_else(|| text.to_owned())
}

/// Letter by letter, a moment between them: "A B" alone would be an article and a letter.
fn characters(text: &str, language: &Language) -> Option<String> {
    let said = text.chars().filter_map(|letter| match letter {
        '0'..='9' => Some(language.digit_by_digit(letter.encode_utf8(&mut [0; 4]), None)),
        letter if letter.is_alphabetic() => Some(letter.to_uppercase().collect()),
        letter => sign(letter, language),
    });
    Some(said.collect::<Vec<_>>().join(", ")).filter(|said| !said.is_empty())
}

fn digits(text: &str, language: &Language) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    (!digits.is_empty()).then(|| language.digit_by_digit(&digits, Some(language.zero)))
}

/// In the groups in which it is written.
fn telephone(text: &str, language: &Language) -> Option<String> {
    let plus = text.starts_with('+').then(|| sign('+', language)).flatten();
    let groups = text.split(|letter: char| !letter.is_ascii_digit()).filter(|group| !group.is_empty());
    let said: Vec<String> = groups.map(|group| language.digit_by_digit(group, Some(language.zero))).collect();
    (!said.is_empty()).then(|| plus.into_iter().chain([said.join(", ")]).collect::<Vec<_>>().join(" "))
}

fn sign(letter: char, language: &Language) -> Option<String> {
    language.signs.iter().find(|(known, _)| *known == letter).map(|(_, word)| (*word).to_owned())
}

fn cardinal(text: &str, language: &Language) -> Option<String> {
    let (minus, digits) = text.strip_prefix(['-', '−']).map_or(("", text), |digits| (language.minus, digits));
    let (number, used) = Number::read(digits, language)?;
    (used == digits.len()).then(|| format!("{minus} {}", number.words(language, None)).trim().to_owned())
}

fn ordinal(text: &str, language: &Language) -> Option<String> {
    let digits = text.trim_end_matches(|letter: char| !letter.is_ascii_digit());
    if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    // German knows an ordinal by the article in front of it and the word behind it.
    let written = ORDINAL_ENDINGS.map(|ending| format!("{digits}{ending} x"));
    let read = |before| written.iter().find_map(|written| (language.ordinal)(before, written));
    read("").or_else(|| read("die")).map(|(words, _)| words)
}

/// The parts of a day, in this order, as `2026-11-22`.
fn iso(text: &str, order: &str) -> Option<String> {
    let parts: Vec<&str> =
        text.split(|letter: char| !letter.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let [first, second, third] = parts[..] else { return None };
    let (year, month, day) = match order {
        "dmy" => (third, second, first),
        "mdy" => (third, first, second),
        _ => (first, second, third),
    };
    (year.len() == 4 && month.len() <= 2 && day.len() <= 2).then(|| format!("{year}-{month:0>2}-{day:0>2}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn each_is_said_in_words() {
        for (text, what, language, said) in [
            ("WiFi5", SayAs::Characters, "en", "W, I, F, I, five"),
            ("1042", SayAs::Digits, "en", "one oh four two"),
            ("1042", SayAs::Cardinal, "en", "one thousand forty-two"),
            ("-3", SayAs::Cardinal, "de", "minus drei"),
            ("22", SayAs::Ordinal, "en", "twenty-second"),
            ("3", SayAs::Ordinal, "nl", "derde"),
            ("3", SayAs::Ordinal, "de", "dritte"),
            ("3", SayAs::Ordinal, "fr", "troisième"),
            ("3", SayAs::Ordinal, "es", "tercero"),
            ("+31 20-55", SayAs::Telephone, "en", "plus three one, two oh, five five"),
            ("not a number", SayAs::Cardinal, "en", "not a number"),
            ("42", SayAs::Digits, "it", "42"),
        ] {
            assert_eq!(said_as(text, what, language), said, "{text} {what:?} {language}");
        }
        let date = said_as("2026-11-22", SayAs::Date("ymd"), "en");
        assert!(date.contains("November") && date == said_as("11/22/2026", SayAs::Date("mdy"), "en"), "{date}");
        assert_eq!(date, said_as("22.11.2026", SayAs::Date("dmy"), "en"));
    }

    proptest! {
        #[test]
        fn any_text_can_be_anything(text in "\\PC{0,20}|[0-9+ .,/-]{0,20}") {
            for language in ["en", "nl", "de", "fr", "es"] {
                for what in [SayAs::Characters, SayAs::Cardinal, SayAs::Ordinal, SayAs::Digits, SayAs::Date("dmy"), SayAs::Telephone] {
                    let _any_words = said_as(&text, what, language);
                }
            }
        }
    }
}
