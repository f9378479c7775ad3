//! Units as words.

use super::language::{Language, Noun};

/// Reads the unit behind a number, with or without a space; also the bytes that it took.
pub fn read(text: &str, language: &Language) -> Option<(Noun, usize)> {
    let trimmed = text.trim_start_matches(' ');
    let space = text.len() - trimmed.len();
    let (symbol, noun) = language
        .units
        .iter()
        .filter(|(symbol, _)| {
            let behind = trimmed.strip_prefix(symbol);
            let may_touch_digits = ["x", "×"].contains(symbol);
            behind.is_some_and(|behind| {
                !behind.starts_with(|letter: char| {
                    letter.is_alphabetic() || (!may_touch_digits && letter.is_ascii_digit())
                })
            })
        })
        .max_by_key(|(symbol, _)| symbol.len())?;
    Some((*noun, space + symbol.len()))
}

/// Letters one by one: "K W D".
pub fn spelled(code: &str) -> String {
    code.chars().map(String::from).collect::<Vec<_>>().join(" ")
}
