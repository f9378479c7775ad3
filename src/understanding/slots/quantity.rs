//! `{quantity}` and `{number}`: how many.

use crate::understanding::Value;
use crate::understanding::numbers;
use crate::understanding::text::Spelling;

/// The most that recognition with a fixed vocabulary listens for.
const MOST_HEARD: u32 = 100;

/// Reads `{number}`: `two`, `a dozen`.
#[must_use]
pub fn read_number(spelling: &Spelling, words: &[&str]) -> Vec<(usize, Value)> {
    let count = |number: u64| i64::try_from(number).ok().map(Value::Number);
    let read = numbers::read(&spelling.language, words);
    let mut read: Vec<(usize, Value)> =
        read.into_iter().filter_map(|(end, number)| Some((end, count(number)?))).collect();
    read.extend(named(&NAMED, words));
    read
}

fn named(names: &[(&str, i64)], words: &[&str]) -> Vec<(usize, Value)> {
    let begins = |name: &str| words.starts_with(&name.split(' ').collect::<Vec<_>>());
    let read = names.iter().filter(|(name, _)| begins(name));
    read.map(|(name, number)| (name.split(' ').count(), Value::Number(*number))).collect()
}

/// Reads `{quantity}`: a number, and the articles: `a`, `another`.
#[must_use]
pub fn read_quantity(spelling: &Spelling, words: &[&str]) -> Vec<(usize, Value)> {
    let mut read = read_number(spelling, words);
    read.extend(named(&ARTICLES, words));
    read
}

const ARTICLES: [(&str, i64); 5] = [("a", 1), ("an", 1), ("another", 1), ("a single", 1), ("one more", 1)];
const NAMED: [(&str, i64); 5] =
    [("a couple", 2), ("a couple of", 2), ("a pair of", 2), ("half a dozen", 6), ("a dozen", 12)];

/// What a recogniser of phrases listens for in the place of a `{number}`.
#[must_use]
pub fn numbers_listened_for(language: &str) -> Vec<String> {
    let mut phrases = Vec::new();
    for number in 0..=MOST_HEARD {
        let ways = numbers::spoken(language, u64::from(number));
        phrases.extend(ways.into_iter().map(|way| way.join(" ")));
    }
    if language.split(['-', '_']).next() == Some("en") {
        phrases.extend(["a couple", "a couple of", "a pair of", "half a dozen", "a dozen"].map(str::to_owned));
    }
    phrases
}

/// What a recogniser of phrases listens for in the place of a `{quantity}`.
#[must_use]
pub fn quantities_listened_for(language: &str) -> Vec<String> {
    let mut phrases = numbers_listened_for(language);
    if language.split(['-', '_']).next() == Some("en") {
        phrases.extend(["a", "an", "another", "a single", "one more"].map(str::to_owned));
    }
    phrases
}
