//! What can be said for a list that is read, by example: the shortest first.

use super::language::{self, Language};
use super::phrases::{Hole, Phrases};
use crate::understanding::slots::price::{self, Coin};
use crate::understanding::slots::{measure, when};
use crate::understanding::template::Reader;
use crate::understanding::text::Spelling;

/// So many are looked at, and of those the shortest kept.
const LOOKED_AT: usize = 5_000;
const KEPT: usize = 240;

/// Examples of `{measure}`, `{price}`, `{date}` or `{interval}` in a language; none for anything else.
#[must_use]
pub fn of(list: &str, language: &str) -> Vec<String> {
    let Some(known) = language::named(language) else { return Vec::new() };
    let (mut found, reader): (_, Reader) = match list {
        "measure" => (known.examples(&known.measures), measure::read),
        "price" => (known.examples(&known.prices), price::read),
        "date" => (known.examples(&known.dates), when::read_date),
        "interval" => (known.examples(&known.intervals), when::read_interval),
        _ => return Vec::new(),
    };
    // Nobody pays from twenty to five euros, whatever the tables can say.
    let spelling = Spelling { language: language.to_owned(), ignore_whitespace: false };
    found.retain(|example| {
        let words = spelling.words(example).words;
        let words: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
        reader(&spelling, &words).iter().any(|(length, _)| *length == words.len())
    });
    found.truncate(KEPT);
    found
}

impl Language {
    fn examples<T: Copy>(&self, table: &Phrases<T>) -> Vec<String> {
        let mut found = table.examples(&|hole| self.fillings(hole), LOOKED_AT);
        found.retain(|example| is_spoken(example));
        found.sort();
        found.dedup();
        found.sort_by_key(|example| example.split(' ').count());
        found
    }

    /// Some of what can stand in a hole.
    fn fillings(&self, hole: Hole) -> Vec<String> {
        let numbers = |numbers: &[u64]| numbers.iter().map(|number| self.words.cardinal(*number).join(" ")).collect();
        let none = |_| Vec::new();
        let spoken = |mut found: Vec<String>| {
            found.retain(|filling| is_spoken(filling));
            found
        };
        match hole {
            Hole::Cardinal | Hole::Number => numbers(&[2, 3, 4, 6]),
            Hole::Amount => [spoken(self.amounts.examples(&none, 4)), numbers(&[2, 5])].concat(),
            Hole::Unit => spoken(self.units.examples(&none, 24)),
            Hole::Coin => spoken(self.coins.examples(&none, 8)),
            Hole::Sign => Vec::new(),
            Hole::Money => {
                // One coin, as a price is not from five euros to twenty cents.
                let is_euro = |coin: &String| {
                    self.coins.read(self, &[coin]).iter().any(|(_, meaning, _)| matches!(meaning, Coin::Major("EUR")))
                };
                let mut coins = spoken(self.coins.examples(&none, 24));
                coins.retain(is_euro);
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

/// Whether it is written as it is said: no sign, and no abbreviation.
fn is_spoken(text: &str) -> bool {
    let is_word = |word: &str| word.chars().all(|letter| letter.is_alphabetic() || "'-".contains(letter));
    text.split(' ').all(is_word) && (text.contains(' ') || text.chars().count() > 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_examples_of_what_it_counts() {
        for language in ["en", "nl", "de", "fr", "es"] {
            for list in ["measure", "price", "date", "interval"] {
                let examples = of(list, language);
                assert!(examples.len() >= 15, "{language} {list}: {examples:?}");
            }
        }
        assert!(of("date", "en").contains(&"yesterday".to_owned()));
        assert!(of("price", "de").iter().any(|price| price.ends_with("zwanzig euro")));
        assert_eq!(of("product", "en"), Vec::<String>::new());
    }
}
