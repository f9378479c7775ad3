//! `{quantity}`: how many.

use crate::understanding::Value;
use crate::understanding::numbers;
use crate::understanding::template::{ListKind, Provided};

/// The most that can be asked for in words.
const MOST: u32 = 99;

/// Quantities in words: `two`, `a`, `another`, `a dozen`. In a language whose number words are not known, digits.
#[must_use]
pub fn list(language: &str) -> Provided {
    let mut phrases = Vec::new();
    let mut values = Vec::new();
    for number in 1..=MOST {
        let ways = numbers::spoken(language, u64::from(number));
        if ways.is_empty() {
            phrases.push((number.to_string(), number - 1));
        }
        phrases.extend(ways.into_iter().map(|way| (way.join(" "), number - 1)));
        values.push((Some(Value::Number(i64::from(number))), Vec::new()));
    }
    if language.split(['-', '_']).next() == Some("en") {
        let others = [
            ("a", 1),
            ("an", 1),
            ("another", 1),
            ("a single", 1),
            ("one more", 1),
            ("a couple of", 2),
            ("a couple", 2),
            ("a pair of", 2),
            ("two more", 2),
            ("three more", 3),
            ("half a dozen", 6),
            ("a dozen", 12),
        ];
        phrases.extend(others.iter().map(|(words, number)| ((*words).to_owned(), number - 1)));
    }
    Provided { name: "quantity", phrases, kind: ListKind::Values(values) }
}
