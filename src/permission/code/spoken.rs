//! The digits of a code in words.

use zeroize::Zeroizing;

use super::LONGEST;
use crate::language::primary;
use crate::number_words::{self, NumberWords};
use crate::understanding::text::{Spelling, Words};

/// What a language says with codes besides its numbers.
struct Wording {
    /// Zero, also.
    zeros: &'static [&'static str],
    /// The next digit, so many times: `double`.
    repeats: &'static [(&'static str, usize)],
    /// The next digit, as many times as the number in front says: `two times`.
    times: &'static [&'static str],
}

const ENGLISH: Wording = Wording {
    zeros: &["oh", "o", "nought", "naught", "nil"],
    repeats: &[("double", 2), ("triple", 3), ("treble", 3)],
    times: &["times"],
};
const DUTCH: Wording = Wording { zeros: &[], repeats: &[("dubbel", 2), ("dubbele", 2)], times: &["keer", "maal"] };
const GERMAN: Wording = Wording {
    zeros: &[],
    repeats: &[("doppel", 2), ("doppelt", 2), ("doppelte", 2), ("zweimal", 2), ("dreimal", 3), ("viermal", 4)],
    times: &["mal"],
};
const FRENCH: Wording = Wording { zeros: &[], repeats: &[("double", 2), ("triple", 3)], times: &["fois"] };
const SPANISH: Wording = Wording { zeros: &[], repeats: &[("doble", 2), ("triple", 3)], times: &["veces"] };
const NONE: Wording = Wording { zeros: &[], repeats: &[], times: &[] };

fn wording(language: &str) -> &'static Wording {
    match primary(language) {
        "en" => &ENGLISH,
        "nl" => &DUTCH,
        "de" => &GERMAN,
        "fr" => &FRENCH,
        "es" => &SPANISH,
        _ => &NONE,
    }
}

/// The digits of the one code in a text, however many they are up to [`LONGEST`].
pub(super) fn digits(language: &str, text: &str) -> Option<Zeroizing<String>> {
    let words = Spelling { language: language.to_owned(), ignore_whitespace: false }.words(text);
    let tokens = tokens(&words);
    let reader = Reader { numbers: number_words::of(language), wording: wording(language) };
    // Made as long as it can become: a longer one would leave its digits where it stood before.
    let mut digits = Zeroizing::new(String::with_capacity(LONGEST));
    let mut is_over = false;
    let mut rest = &tokens[..];
    while !rest.is_empty() {
        let Some((length, found)) = reader.read(rest) else {
            is_over = !digits.is_empty();
            rest = &rest[1..];
            continue;
        };
        if is_over || digits.len() + found.len() > LONGEST {
            return None;
        }
        digits.push_str(&found);
        rest = &rest[length..];
    }
    Some(digits)
}

/// A word, or digits as they were written.
#[derive(Clone, Copy)]
enum Token<'a> {
    Word(&'a str),
    Digits(&'a str),
}

fn tokens(words: &Words) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut digits_until = 0;
    for word in &words.words {
        let written = &words.text[word.start..word.end];
        if !written.starts_with(|first: char| first.is_ascii_digit()) {
            tokens.push(Token::Word(&word.text));
        } else if word.end > digits_until {
            // The words that digits are read as share a place.
            tokens.push(Token::Digits(written));
            digits_until = word.end;
        }
    }
    tokens
}

struct Reader {
    numbers: Option<&'static NumberWords>,
    wording: &'static Wording,
}

impl Reader {
    /// The digits that tokens begin with, and how many tokens they take.
    fn read(&self, tokens: &[Token<'_>]) -> Option<(usize, Zeroizing<String>)> {
        self.repeated(tokens).or_else(|| self.number(tokens))
    }

    /// `double five`, `two times five`. What is repeated must be one digit.
    fn repeated(&self, tokens: &[Token<'_>]) -> Option<(usize, Zeroizing<String>)> {
        let Token::Word(word) = *tokens.first()? else { return self.times(tokens) };
        let Some((_, count)) = self.wording.repeats.iter().find(|(repeat, _)| *repeat == word) else {
            return self.times(tokens);
        };
        self.repeat(tokens, 1, *count)
    }

    fn times(&self, tokens: &[Token<'_>]) -> Option<(usize, Zeroizing<String>)> {
        let (length, count) = self.number(tokens)?;
        match tokens.get(length) {
            Some(Token::Word(word)) if self.wording.times.contains(word) => {}
            _ => return None,
        }
        let count = count.parse().ok().filter(|count| (1..=LONGEST).contains(count))?;
        self.repeat(tokens, length + 1, count)
    }

    fn repeat(&self, tokens: &[Token<'_>], from: usize, count: usize) -> Option<(usize, Zeroizing<String>)> {
        let (length, digit) = self.number(tokens.get(from..)?)?;
        (digit.len() == 1).then(|| (from + length, Zeroizing::new(digit.repeat(count))))
    }

    fn number(&self, tokens: &[Token<'_>]) -> Option<(usize, Zeroizing<String>)> {
        let word = match *tokens.first()? {
            Token::Digits(written) => {
                let digits = written.chars().filter(char::is_ascii_digit).collect();
                return Some((1, Zeroizing::new(digits)));
            }
            Token::Word(word) => word,
        };
        if self.wording.zeros.contains(&word) {
            return Some((1, Zeroizing::new("0".to_owned())));
        }
        let words: Vec<&str> = tokens
            .iter()
            .map_while(|token| match token {
                Token::Word(word) => Some(*word),
                Token::Digits(_) => None,
            })
            .collect();
        let (length, number) = self.numbers?.read(&words).into_iter().next()?;
        Some((length, Zeroizing::new(number.to_string())))
    }
}
