//! Number words of five languages, which are heard and spoken alike.
//!
//! A number is a row of parts, each one word: `two`, `hundred`, `five`; `zwei`, `und`, `zwanzig`. That is how it is
//! read, whether a language writes the parts together or not; [`NumberWords::written`] writes them as it does.

mod dutch;
mod english;
mod french;
mod german;
mod reading;
mod spanish;

use std::fmt;

pub use dutch::DUTCH;
pub use english::ENGLISH;
pub use french::FRENCH;
pub use german::GERMAN;
pub use spanish::SPANISH;

use crate::language::primary;

/// The number words of a language.
pub struct NumberWords {
    /// Every part and what it counts. The first of several words for the same is the one that is written.
    parts: &'static [(&'static str, Part)],
    /// Other spellings of parts: `fuenf` for `fünf`.
    spellings: &'static [(&'static str, &'static str)],
    /// Thousand and above, the greatest first.
    scales: &'static [Scale],
    /// How tens and units stand together.
    order: Order,
    /// Whether it is `one hundred` rather than `hundred`.
    says_one_hundred: bool,
    /// Words that change where others follow: `eins` and `ein`.
    followed: &'static [(&'static str, &'static str)],
    /// What adds a half, also at the end of a compound: `ein`, `halb`.
    pub halves: &'static [&'static [&'static str]],
    /// What stands between the whole and the digits of its fraction: `point`.
    pub point: &'static str,
    /// Writes parts as the language does: together, with hyphens, with spaces.
    join: fn(&[&'static str]) -> String,
}

/// A power of ten with a name.
struct Scale {
    value: u64,
    /// Exactly one of it: `ein`, `tausend`.
    one: &'static [&'static str],
    /// Several of it: `tausend`.
    many: &'static str,
}

/// What a word counts within a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Up to 29, by itself.
    Small(u64),
    /// Twenty to ninety.
    Ten(u64),
    /// Twenty, but only behind `quatre`.
    Twenties,
    /// A hundred, with or without a number in front.
    Hundred,
    /// Several hundreds in one word: `quinientos`.
    Hundreds(u64),
    /// A thousand and above.
    Scale(u64),
    /// `and`
    And,
    /// One, but only of a hundred or a scale: `a hundred`.
    Article,
}

/// How tens and units stand together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    /// `twenty two`
    Tens,
    /// `treinta y dos`
    TensAnd,
    /// `zwei und zwanzig`
    UnitsAnd,
    /// `soixante dix sept`, `quatre vingt un`: French counts on from sixty and four twenties to nineteen.
    Twenties,
}

/// The number words of a language, `de` or `de-CH` for instance, if they are known.
#[must_use]
pub fn of(language: &str) -> Option<&'static NumberWords> {
    match primary(language) {
        "en" => Some(&ENGLISH),
        "nl" => Some(&DUTCH),
        "de" => Some(&GERMAN),
        "fr" => Some(&FRENCH),
        "es" => Some(&SPANISH),
        _ => None,
    }
}

impl NumberWords {
    /// The parts of a cardinal: 1042 is one, thousand, forty, two.
    #[must_use]
    pub fn cardinal(&self, number: u64) -> Vec<&'static str> {
        let mut parts = Vec::new();
        if number == 0 {
            self.push(&mut parts, Part::Small(0));
        }
        self.append(number, &mut parts);
        parts
    }

    /// A cardinal as it is written: `forty-two`, `zweiundvierzig`.
    #[must_use]
    pub fn written(&self, number: u64) -> String {
        (self.join)(&self.cardinal(number))
    }

    /// The word of a digit.
    #[must_use]
    pub fn digit(&self, digit: char) -> Option<&'static str> {
        self.word(Part::Small(u64::from(digit.to_digit(10)?)))
    }

    /// Every word that occurs in numbers.
    pub fn words(&self) -> impl Iterator<Item = &'static str> {
        self.parts.iter().map(|(word, _)| *word)
    }

    fn word(&self, part: Part) -> Option<&'static str> {
        self.parts.iter().find(|(_, known)| *known == part).map(|(word, _)| *word)
    }

    fn append(&self, mut number: u64, parts: &mut Vec<&'static str>) {
        for scale in self.scales {
            match number / scale.value {
                0 => continue,
                1 => scale.one.iter().for_each(|word| self.push_word(parts, word)),
                count => {
                    self.append(count, parts);
                    self.push_word(parts, scale.many);
                }
            }
            number %= scale.value;
        }
        let (hundreds, rest) = (number / 100, number % 100);
        let own = Part::Hundreds(hundreds * 100);
        match hundreds {
            0 => {}
            1 if rest == 0 && !self.says_one_hundred => self.push(parts, Part::Hundred),
            _ if self.word(own).is_some() => self.push(parts, own),
            1 if !self.says_one_hundred => self.push(parts, Part::Hundred),
            _ => [Part::Small(hundreds), Part::Hundred].into_iter().for_each(|part| self.push(parts, part)),
        }
        if rest > 0 {
            self.append_below_hundred(rest, parts);
        }
    }

    fn append_below_hundred(&self, number: u64, parts: &mut Vec<&'static str>) {
        if self.word(Part::Small(number)).is_some() {
            return self.push(parts, Part::Small(number));
        }
        let (ten, unit) = (Part::Ten(number / 10 * 10), Part::Small(number % 10));
        let row: &[Part] = match self.order {
            Order::Twenties => return self.append_twenties(number, parts),
            _ if unit == Part::Small(0) => &[ten],
            Order::Tens => &[ten, unit],
            Order::TensAnd => &[ten, Part::And, unit],
            Order::UnitsAnd => &[unit, Part::And, ten],
        };
        row.iter().for_each(|part| self.push(parts, *part));
    }

    /// `vingt et un`, `soixante et onze`, `quatre vingts`, `quatre vingt un`.
    fn append_twenties(&self, number: u64, parts: &mut Vec<&'static str>) {
        let (base, row): (u64, &[Part]) = match number {
            ..20 => (10, &[Part::Small(10)]),
            60..80 => (60, &[Part::Ten(60)]),
            80.. => (80, &[Part::Small(4), Part::Twenties]),
            _ => (number / 10 * 10, &[Part::Ten(number / 10 * 10)]),
        };
        row.iter().for_each(|part| self.push(parts, *part));
        let rest = number - base;
        if matches!(rest, 1 | 11) && base < 80 {
            self.push(parts, Part::And);
        }
        if rest > 0 {
            self.append_below_hundred(rest, parts);
        }
    }

    fn push(&self, parts: &mut Vec<&'static str>, part: Part) {
        if let Some(word) = self.word(part) {
            self.push_word(parts, word);
        }
    }

    fn push_word(&self, parts: &mut Vec<&'static str>, word: &'static str) {
        if let Some(last) = parts.last_mut()
            && let Some((_, other)) = self.followed.iter().find(|(known, _)| known == last)
        {
            *last = other;
        }
        parts.push(word);
    }
}

impl fmt::Debug for NumberWords {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("NumberWords").field("point", &self.point).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
