//! What a language needs to say what is written: its words for units, currencies, signs, days and hours.

use super::Reading;
use super::numbers::Number;
use super::{dutch, english, french, german, spanish};
use crate::language::primary;
use crate::number_words::NumberWords;

/// How a number agrees with the noun behind it. What is neuter counts like what is masculine in all five languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gender {
    Masculine,
    Feminine,
}

/// A noun that can be counted.
#[derive(Debug, Clone, Copy)]
pub struct Noun {
    pub one: &'static str,
    pub many: &'static str,
    pub gender: Gender,
}

/// A masculine or neuter noun.
pub const fn noun(one: &'static str, many: &'static str) -> Noun {
    Noun { one, many, gender: Gender::Masculine }
}

/// A feminine noun.
pub const fn feminine(one: &'static str, many: &'static str) -> Noun {
    Noun { one, many, gender: Gender::Feminine }
}

/// A noun that is the same however many there are.
pub const fn same(name: &'static str) -> Noun {
    noun(name, name)
}

/// A currency: its ISO 4217 code, its unit, and the hundredth part of it where there is one.
pub type Currency = (&'static str, Noun, Option<Noun>);

/// How hours and minutes are written and said.
pub struct Clock {
    /// What stands between them, and whether a word such as `uur` must follow.
    pub between: &'static [(&'static str, bool)],
    /// What may follow: `uur`, `Uhr`, `h`.
    pub words: &'static [&'static str],
    pub say: fn(u64, u64) -> String,
}

/// How a language says what is written.
pub struct Language {
    pub numbers: &'static NumberWords,
    /// What stands in front of the fraction of a number; the other one groups its digits.
    pub decimal: char,
    /// A cardinal in front of a noun, or alone.
    pub agree: fn(String, Option<Gender>) -> String,
    /// Whether a noun behind the number is in the singular.
    pub singular: fn(&Number) -> bool,
    /// Whether a fraction is said as a number, `virgule vingt-cinq`, rather than digit by digit.
    pub says_fraction_as_number: bool,
    /// A zero in a name such as an order number.
    pub zero: &'static str,
    /// The words in front of an order number, which has four digits or more.
    pub orders: &'static [&'static str],
    /// The words in front of other numbers that name something, of three digits or more.
    pub names: &'static [&'static str],
    /// Reads an ordinal; what stands in front of it may decide its ending.
    pub ordinal: fn(&str, &str) -> Option<Reading>,
    /// Day, month, year; what stands in front may decide the ending.
    pub date: fn(&str, u64, u64, Option<u64>) -> Option<String>,
    /// Whether `22-11-2026`, `22.11.2026` and `22/11/2026` are days.
    pub day_first: bool,
    pub clock: Clock,
    pub minus: &'static str,
    pub point: &'static str,
    pub range: &'static str,
    pub per: &'static str,
    pub number: &'static str,
    pub about: &'static str,
    /// Signs that are a word wherever they stand.
    pub signs: &'static [(char, &'static str)],
    /// ½ ⅓ ⅔ ¼ ¾
    pub fractions: [&'static str; 5],
    pub currencies: &'static [Currency],
    /// What stands in front of up to nine cents, which are named, and of more, which are not.
    pub and_cents: [&'static str; 2],
    /// How a unit is written, and what it is.
    pub units: &'static [(&'static str, Noun)],
    /// What is short for something, with its stops.
    pub abbreviations: &'static [(&'static str, &'static str)],
}

/// The language of a tag, `de` or `de-CH`, if it is known.
pub fn of(language: &str) -> Option<&'static Language> {
    match primary(language) {
        "en" => Some(&english::ENGLISH),
        "nl" => Some(&dutch::DUTCH),
        "de" => Some(&german::GERMAN),
        "fr" => Some(&french::FRENCH),
        "es" => Some(&spanish::SPANISH),
        _ => None,
    }
}

impl Language {
    /// 1042 alone: "one thousand forty-two".
    pub fn cardinal(&self, value: u64) -> String {
        (self.agree)(self.numbers.written(value), None)
    }

    /// So many of a noun, in words: "een uur", "zwei Stunden".
    pub fn counted(&self, value: u64, gender: Gender) -> String {
        (self.agree)(self.numbers.written(value), Some(gender))
    }

    /// "1042": "one oh four two".
    pub fn digit_by_digit(&self, digits: &str, zero: Option<&'static str>) -> String {
        let word = |digit: char| match (digit, zero) {
            ('0', Some(zero)) => zero.to_owned(),
            _ => self.cardinal(u64::from(digit.to_digit(10).unwrap_or_default())),
        };
        digits.chars().map(word).collect::<Vec<_>>().join(" ")
    }
}

/// Reads digits with one of these endings, `22nd`, `2de`, as the ordinal that `say` makes of them.
pub fn with_ending(
    text: &str,
    endings: &[(&str, Gender)],
    say: impl Fn(u64, Gender) -> Option<String>,
) -> Option<Reading> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let behind = &text[digits..];
    let (ending, gender) = endings.iter().find(|(ending, _)| {
        let is_there = behind.get(..ending.len()).is_some_and(|found| found.eq_ignore_ascii_case(ending));
        is_there && !behind[ending.len()..].starts_with(char::is_alphanumeric)
    })?;
    let value = text[..digits].parse().ok().filter(|value| *value < 1_000_000_000)?;
    Some((say(value, *gender)?, digits + ending.len()))
}

/// The name of a month, counted from 1.
pub fn month(months: &[&'static str; 12], number: u64) -> Option<&'static str> {
    months.get(usize::try_from(number.checked_sub(1)?).ok()?).copied()
}
