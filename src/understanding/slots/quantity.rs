//! `{quantity}` and `{number}`: how many.

use super::once_each;
use crate::language::primary;
use crate::understanding::Value;
use crate::understanding::numbers::{self, language};
use crate::understanding::text::Spelling;

/// The most that recognition with a fixed vocabulary listens for.
const MOST_HEARD: u64 = 100;

/// The most that can be asked for.
const MOST: u64 = 1_000_000;

/// Reads `{number}`: `two`, `a dozen`.
#[must_use]
pub fn read_number(spelling: &Spelling, words: &[&str]) -> Vec<(usize, Value)> {
    match language::that_reads(&spelling.language, words) {
        Some(language) => counts(language.number(words)),
        None => digits(words),
    }
}

/// Reads `{quantity}`: a number, and the articles: `a`, `another`.
#[must_use]
pub fn read_quantity(spelling: &Spelling, words: &[&str]) -> Vec<(usize, Value)> {
    let Some(language) = language::that_reads(&spelling.language, words) else { return digits(words) };
    let mut read = language.number(words);
    read.extend(language.articles.read(language, words).into_iter().map(|(length, number, _)| (length, number)));
    counts(read)
}

fn counts(read: Vec<(usize, u64)>) -> Vec<(usize, Value)> {
    let counts = read.into_iter().filter(|(_, number)| *number <= MOST);
    once_each(counts.filter_map(|(length, number)| Some((length, Value::Number(i64::try_from(number).ok()?)))))
}

/// Digits, which are left in languages whose number words are not known.
fn digits(words: &[&str]) -> Vec<(usize, Value)> {
    counts(words.first().and_then(|word| word.parse().ok()).map(|number| (1, number)).into_iter().collect())
}

/// What a recogniser of phrases listens for in the place of a `{number}`; there is one for English alone.
#[must_use]
pub fn numbers_listened_for(language: &str) -> Vec<String> {
    let mut phrases = Vec::new();
    if primary(language) == "en" {
        for number in 0..=MOST_HEARD {
            let ways = numbers::spoken(language, number);
            phrases.extend(ways.into_iter().map(|way| way.join(" ")));
        }
        phrases.extend(["a couple", "a couple of", "a pair of", "half a dozen", "a dozen"].map(str::to_owned));
    }
    phrases
}

/// What a recogniser of phrases listens for in the place of a `{quantity}`.
#[must_use]
pub fn quantities_listened_for(language: &str) -> Vec<String> {
    let mut phrases = numbers_listened_for(language);
    if primary(language) == "en" {
        phrases.extend(["a", "an", "another", "a single", "one more"].map(str::to_owned));
    }
    phrases
}
