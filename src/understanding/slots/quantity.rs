//! `{quantity}` and `{number}`: how many.

use crate::understanding::Value;
use crate::understanding::numbers;
use crate::understanding::template::{ListKind, Provided};

/// The most that can be asked for in words.
const MOST: u32 = 100;

/// Both lists of numbers. `{number}`: `two`, `a dozen`. `{quantity}`: also the articles, `a` and `another`. In a language
/// whose number words are not known, digits.
#[must_use]
pub fn lists(language: &str) -> [Provided; 2] {
    let mut phrases = Vec::new();
    let mut values = Vec::new();
    for number in 0..=MOST {
        let ways = numbers::spoken(language, u64::from(number));
        if ways.is_empty() {
            phrases.push((number.to_string(), number));
        }
        phrases.extend(ways.into_iter().map(|way| (way.join(" "), number)));
        values.push((Some(Value::Number(i64::from(number))), Vec::new()));
    }
    let english = language.split(['-', '_']).next() == Some("en");
    if english {
        phrases.extend(named(&[
            ("a couple", 2),
            ("a couple of", 2),
            ("a pair of", 2),
            ("half a dozen", 6),
            ("a dozen", 12),
        ]));
    }
    let number = Provided { name: "number", phrases: phrases.clone(), kind: ListKind::Values(values.clone()) };
    if english {
        phrases.extend(named(&[("a", 1), ("an", 1), ("another", 1), ("a single", 1), ("one more", 1)]));
    }
    [number, Provided { name: "quantity", phrases, kind: ListKind::Values(values) }]
}

fn named<'a>(words: &'a [(&'a str, u32)]) -> impl Iterator<Item = (String, u32)> + 'a {
    words.iter().map(|(words, number)| ((*words).to_owned(), *number))
}
