//! What can be said for a list that is read, by example: some of each shape, in the order of the alphabet.

use super::language::{self, Language};
use super::phrases::{Hole, Phrases};

/// The most examples of a table.
const MOST: usize = 240;

/// Examples of `{measure}`, `{price}`, `{date}` or `{interval}` in a language; none for anything else.
#[must_use]
pub fn of(list: &str, language: &str) -> Vec<String> {
    let Some(known) = language::named(language) else { return Vec::new() };
    match list {
        "measure" => known.examples(&known.measures),
        "price" => known.examples(&known.prices),
        "date" => known.examples(&known.dates),
        "interval" => known.examples(&known.intervals),
        _ => Vec::new(),
    }
}

impl Language {
    fn examples<T: Copy>(&self, table: &Phrases<T>) -> Vec<String> {
        let mut found = table.examples(&|hole| self.fillings(hole), MOST);
        found.sort();
        found.dedup();
        found
    }

    /// Some of what can stand in a hole.
    fn fillings(&self, hole: Hole) -> Vec<String> {
        let numbers = |numbers: &[u64]| numbers.iter().map(|number| self.words.cardinal(*number).join(" ")).collect();
        let none = |_| Vec::new();
        match hole {
            Hole::Cardinal | Hole::Number => numbers(&[2, 3, 4, 6]),
            Hole::Amount => [self.amounts.examples(&none, 4), numbers(&[2, 5])].concat(),
            Hole::Unit => self.units.examples(&none, 16),
            Hole::Coin => self.coins.examples(&none, 4),
            Hole::Sign => Vec::new(),
            Hole::Money => {
                let coins = self.coins.examples(&none, 2);
                let sums = |number: u64| {
                    let number = self.words.cardinal(number).join(" ");
                    coins.iter().map(move |coin| format!("{number} {coin}")).collect::<Vec<_>>()
                };
                [5, 20].into_iter().flat_map(sums).collect()
            }
            Hole::Span => self.spans.examples(&none, 8),
            Hole::Weekday => self.weekdays.examples(&none, 14),
            Hole::Month => self.months.examples(&none, 12),
            Hole::Ordinal => self.ordinals.examples(&none, 3),
            Hole::Day => self.ordinals.examples(&none, 2),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::understanding::slots::{measure, price, when};
    use crate::understanding::text::Spelling;

    #[test]
    fn every_example_is_read_whole() {
        for language in ["en", "nl", "de", "fr", "es"] {
            let spelling = Spelling { language: language.to_owned(), ignore_whitespace: false };
            for (list, reader) in [
                ("measure", measure::read as crate::understanding::template::Reader),
                ("price", price::read),
                ("date", when::read_date),
                ("interval", when::read_interval),
            ] {
                let examples = of(list, language);
                assert!(examples.len() >= 10, "{language} {list}: {examples:?}");
                for example in examples {
                    let words = spelling.words(&example);
                    let words: Vec<&str> = words.words.iter().map(|word| word.text.as_str()).collect();
                    let read = reader(&spelling, &words);
                    assert!(read.iter().any(|(length, _)| *length == words.len()), "{language} {list}: {example}");
                }
            }
        }
    }
}
