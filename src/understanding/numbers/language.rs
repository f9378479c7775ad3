//! How a language speaks of numbers, amounts, money and time.

use std::collections::HashSet;
use std::sync::LazyLock;

use jiff::civil::Weekday;

use super::phrases::{Hole, Part, Phrases};
use super::{dutch, english, french, german, spanish};
use crate::language::primary;
use crate::number_words::NumberWords;
use crate::understanding::slots::measure::{self, Unit};
use crate::understanding::slots::price::{self, Coin};
use crate::understanding::slots::when::{self, Span};

/// The tables of a language.
#[derive(Debug)]
pub struct Language {
    /// Its number words.
    pub words: &'static NumberWords,
    /// What numbers are said with besides cardinals, and how many that is: a `dozen`.
    pub numbers: Phrases<u64>,
    /// What says how many without being a number: `another`.
    pub articles: Phrases<u64>,
    /// Fractions, in thousandths: `half a`, `{number} and a half`.
    pub amounts: Phrases<u64>,
    /// Units, in thousandths of the unit that is counted in.
    pub units: Phrases<(Unit, u64)>,
    /// Amounts by weight, volume or pieces.
    pub measures: Phrases<measure::Rule>,
    /// What money is counted in.
    pub coins: Phrases<Coin>,
    /// Sums of money beyond what all languages say.
    pub sums: Phrases<price::SumRule>,
    /// From and to which price.
    pub prices: Phrases<price::Rule>,
    /// Days, weeks, months and years.
    pub spans: Phrases<Span>,
    /// Monday to Sunday.
    pub weekdays: Phrases<Weekday>,
    /// January to December, 1 to 12.
    pub months: Phrases<i8>,
    /// First to thirty-first.
    pub ordinals: Phrases<i8>,
    /// What makes an ordinal of digits: `th`.
    pub ordinal_endings: &'static [&'static str],
    /// When something was or will be.
    pub dates: Phrases<when::DateRule>,
    /// How often.
    pub intervals: Phrases<when::IntervalRule>,
}

/// A language, and what a word must be that anything in its tables begins with.
struct Known {
    language: Language,
    openings: HashSet<String>,
    glued: Vec<String>,
}

static LANGUAGES: [LazyLock<Known>; 5] = [
    LazyLock::new(|| Known::new(english::language())),
    LazyLock::new(|| Known::new(dutch::language())),
    LazyLock::new(|| Known::new(german::language())),
    LazyLock::new(|| Known::new(french::language())),
    LazyLock::new(|| Known::new(spanish::language())),
];

/// What is written in front of an amount of money.
const SIGNS: [(&str, &str); 9] = [
    ("€", "EUR"),
    ("eur", "EUR"),
    ("$", "USD"),
    ("usd", "USD"),
    ("£", "GBP"),
    ("gbp", "GBP"),
    ("¥", "JPY"),
    ("jpy", "JPY"),
    ("chf", "CHF"),
];

/// The language whose tables words are to be read with, `de` or `de-CH` for instance. `None` when it is not known, or
/// when nothing in its tables begins with the first word: most words of a sentence are done with here.
#[must_use]
pub fn that_reads(language: &str, words: &[&str]) -> Option<&'static Language> {
    let known = known(language)?;
    let first = words.first()?;
    let first = first.strip_suffix("'s").unwrap_or(first);
    let begins = known.openings.contains(first) || known.glued.iter().any(|ending| first.ends_with(ending));
    begins.then_some(&known.language)
}

/// The tables of a language, `de` or `de-CH` for instance. `None` when it is not known.
#[must_use]
pub fn named(language: &str) -> Option<&'static Language> {
    known(language).map(|known| &known.language)
}

fn known(language: &str) -> Option<&'static Known> {
    let code = primary(language);
    let place = ["en", "nl", "de", "fr", "es"].iter().position(|known| *known == code)?;
    LANGUAGES.get(place).map(|known| &**known)
}

impl Known {
    fn new(language: Language) -> Self {
        let tables = [
            language.numbers.openings().collect::<Vec<_>>(),
            language.articles.openings().collect(),
            language.amounts.openings().collect(),
            language.units.openings().collect(),
            language.measures.openings().collect(),
            language.prices.openings().collect(),
            language.weekdays.openings().collect(),
            language.months.openings().collect(),
            language.ordinals.openings().collect(),
            language.dates.openings().collect(),
            language.intervals.openings().collect(),
            language.words.words().collect(),
            SIGNS.iter().map(|(sign, _)| *sign).collect(),
        ];
        let openings = tables.into_iter().flatten().map(str::to_owned).collect();
        let glued = language.measures.glued().map(str::to_owned).collect();
        Self { language, openings, glued }
    }
}

impl Language {
    /// What can stand in a hole at the front of words, and how many words each takes.
    pub fn fill(&self, hole: Hole, words: &[&str]) -> Vec<(usize, Part)> {
        match hole {
            Hole::Cardinal => with(self.words.read(words), Part::Number),
            Hole::Number => with(self.number(words), Part::Number),
            Hole::Amount => with(self.amount(words), Part::Amount),
            Hole::Unit => with(self.one_of(&self.units, words), |(unit, thousandths)| Part::Unit(unit, thousandths)),
            Hole::Coin => with(self.one_of(&self.coins, words), Part::Coin),
            Hole::Sign => {
                words.first().and_then(|word| sign(word)).map(|sign| (1, Part::Sign(sign))).into_iter().collect()
            }
            Hole::Money => with(price::sums(self, words), Part::Money),
            Hole::Span => with(self.one_of(&self.spans, words), Part::Span),
            Hole::Weekday => with(self.one_of(&self.weekdays, words), Part::Weekday),
            Hole::Month => with(self.one_of(&self.months, words), Part::Month),
            Hole::Ordinal => with(self.days(words, false), Part::Day),
            Hole::Day => with(self.days(words, true), Part::Day),
        }
    }

    /// What stands in a hole that is written together with its ending: the number of `sechserpack`.
    pub fn fill_glued(&self, hole: Hole, word: &str, ending: &str) -> Option<Part> {
        let stem = word.strip_suffix(ending).filter(|stem| !stem.is_empty())?;
        let parts = self.words.parts(stem).unwrap_or_default();
        let words = if parts.is_empty() { vec![stem] } else { parts };
        self.fill(hole, &words).into_iter().find(|(length, _)| *length == words.len()).map(|(_, part)| part)
    }

    /// Cardinals, and what else a number is said with.
    pub fn number(&self, words: &[&str]) -> Vec<(usize, u64)> {
        let mut read = self.words.read(words);
        for (length, each, parts) in self.numbers.read(self, words) {
            let count = match parts[..] {
                [Part::Number(count)] => count,
                _ => 1,
            };
            read.extend(count.checked_mul(each).map(|number| (length, number)));
        }
        read
    }

    /// Days of a month, by ordinals and, if that is wanted, by cardinals.
    fn days(&self, words: &[&str], cardinals: bool) -> Vec<(usize, i8)> {
        let mut days = self.one_of(&self.ordinals, words);
        for (length, number) in self.words.read(words) {
            let Some(day) = i8::try_from(number).ok().filter(|day| (1..=31).contains(day)) else { continue };
            if words.get(length).is_some_and(|ending| self.ordinal_endings.contains(ending)) {
                days.push((length + 1, day));
            }
            days.extend(cardinals.then_some((length, day)));
        }
        days
    }

    /// Numbers with decimals or a fraction, in thousandths.
    fn amount(&self, words: &[&str]) -> Vec<(usize, u64)> {
        let mut read = Vec::new();
        for (length, number) in self.words.read(words) {
            let Some(thousandths) = number.checked_mul(1_000) else { continue };
            if words.get(length) == Some(&self.words.point) {
                let decimals = self.decimals(&words[length + 1..]);
                read.extend(decimals.map(|(more, decimals)| (length + 1 + more, thousandths + decimals)));
            }
            read.push((length, thousandths));
        }
        for (length, fraction, parts) in self.amounts.read(self, words) {
            let whole = match parts[..] {
                [Part::Number(whole)] => whole.checked_mul(1_000),
                _ => Some(0),
            };
            read.extend(whole.and_then(|whole| whole.checked_add(fraction)).map(|amount| (length, amount)));
        }
        read
    }

    /// What stands behind the point, in thousandths: digits one by one, or `ninety nine`.
    fn decimals(&self, words: &[&str]) -> Option<(usize, u64)> {
        let digit = |word: &&str| ('0'..='9').position(|digit| self.words.digit(digit) == Some(*word));
        let digits: Vec<usize> = words.iter().map_while(digit).take(3).collect();
        if digits.is_empty() {
            let together = self.words.read(words).into_iter().find(|(_, number)| (10..100).contains(number));
            return together.map(|(length, number)| (length, number * 10));
        }
        let places = [100, 10, 1];
        let thousandths = digits.iter().zip(places).map(|(digit, place)| u64::try_from(digit * place).unwrap_or(0));
        Some((digits.len(), thousandths.sum()))
    }

    fn one_of<T: Copy>(&self, phrases: &Phrases<T>, words: &[&str]) -> Vec<(usize, T)> {
        phrases.read(self, words).into_iter().map(|(length, meaning, _)| (length, meaning)).collect()
    }
}

fn with<T>(read: Vec<(usize, T)>, part: impl Fn(T) -> Part) -> Vec<(usize, Part)> {
    read.into_iter().map(|(length, value)| (length, part(value))).collect()
}

fn sign(word: &str) -> Option<&'static str> {
    SIGNS.iter().find(|(sign, _)| *sign == word).map(|(_, code)| *code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::understanding::text::Spelling;

    fn check<T: Copy>(language: &str, table: &Phrases<T>) {
        let spelling = Spelling { language: language.to_owned(), ignore_whitespace: false };
        assert!(table.faults.is_empty(), "{language}: {:?}", table.faults);
        for word in table.words() {
            assert_eq!(spelling.normal(word), *word, "{language}: a word of a table is in its normal form");
        }
    }

    #[test]
    fn every_phrase_can_be_read_and_said() {
        for code in ["en", "nl", "de", "fr", "es"] {
            let language = &known(code).unwrap().language;
            check(code, &language.numbers);
            check(code, &language.articles);
            check(code, &language.amounts);
            check(code, &language.units);
            check(code, &language.measures);
            check(code, &language.coins);
            check(code, &language.sums);
            check(code, &language.prices);
            check(code, &language.spans);
            check(code, &language.weekdays);
            check(code, &language.months);
            check(code, &language.ordinals);
            check(code, &language.dates);
            check(code, &language.intervals);
        }
    }
}
