//! A code out of what was heard: digits, or the number words of five languages.

use std::fmt;

use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::number_words;

/// How many digits a code has.
const LENGTH: std::ops::RangeInclusive<usize> = 4..=8;

/// A code of four to eight digits. It shows itself nowhere, and its memory is wiped when it is dropped.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Code(String);

impl Code {
    /// A code of these digits; `None` when there are too few, too many, or other characters.
    #[must_use]
    pub fn of_digits(digits: &str) -> Option<Self> {
        let right = LENGTH.contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        right.then(|| Self(digits.to_owned()))
    }

    /// The code that somebody said: "one two three four", "twelve thirty-four", "double five oh nine", "1 2 3 4". `None`
    /// when the words are anything besides a code.
    #[must_use]
    pub fn heard(text: &str, language: &str) -> Option<Self> {
        let text = text.to_lowercase();
        let words: Vec<&str> =
            text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let mut digits = Digits(String::with_capacity(32));
        digits.read(&words, language)?;
        Self::of_digits(&digits.0)
    }

    pub(super) const fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Code(…)")
    }
}

/// Digits on their way to a code.
#[derive(Zeroize, ZeroizeOnDrop)]
struct Digits(String);

impl Digits {
    fn read(&mut self, words: &[&str], language: &str) -> Option<()> {
        let numbers = number_words::of(language)?;
        let mut parts: Vec<&str> = Vec::new();
        for word in words {
            match numbers.parts(word) {
                Some(of_it) => parts.extend(of_it),
                None => parts.push(word),
            }
        }
        let mut rest = parts.as_slice();
        while let Some((word, behind)) = rest.split_first() {
            if word.bytes().all(|byte| byte.is_ascii_digit()) {
                self.0.push_str(word);
                rest = behind;
            } else if let Some(times) = repetition(word, language) {
                let (length, number) =
                    numbers.read(behind).into_iter().find(|(length, number)| *length == 1 && *number < 10)?;
                (0..times).for_each(|_| self.0.push_str(&number.to_string()));
                rest = &behind[length..];
            } else if is_zero(word, language) {
                self.0.push('0');
                rest = behind;
            } else {
                let (length, number) = *numbers.read(rest).first()?;
                self.0.push_str(&number.to_string());
                rest = &rest[length..];
            }
            if self.0.len() > *LENGTH.end() {
                return None;
            }
        }
        Some(())
    }
}

/// "Double five" is two of them.
fn repetition(word: &str, language: &str) -> Option<usize> {
    const TWICE: [(&str, &str); 4] = [("en", "double"), ("nl", "dubbel"), ("de", "doppel"), ("es", "doble")];
    const THRICE: [(&str, &str); 2] = [("en", "triple"), ("es", "triple")];
    let is = |words: &[(&str, &str)]| words.iter().any(|(of, known)| language.starts_with(of) && *known == word);
    if is(&TWICE) { Some(2) } else { is(&THRICE).then_some(3) }
}

/// What people say for zero when they read digits out.
fn is_zero(word: &str, language: &str) -> bool {
    language.starts_with("en") && matches!(word, "oh" | "o" | "nought" | "nil")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits(text: &str, language: &str) -> Option<String> {
        Code::heard(text, language).map(|code| code.0.clone())
    }

    #[test]
    fn codes_are_read_as_people_say_them() {
        for (language, said, code) in [
            ("en", "1234", "1234"),
            ("en", "1 2 3 4", "1234"),
            ("en", "One, two, three, four.", "1234"),
            ("en", "twelve thirty-four", "1234"),
            ("en", "double five oh nine", "5509"),
            ("en", "zero zero seven seven", "0077"),
            ("en", "one thousand two hundred and thirty four", "1234"),
            ("nl", "een twee drie vier", "1234"),
            ("nl", "twaalf vierendertig", "1234"),
            ("de", "eins zwei drei vier", "1234"),
            ("de", "zwölf vierunddreißig", "1234"),
            ("fr", "un deux trois quatre", "1234"),
            ("fr", "zéro sept zéro sept", "0707"),
            ("es", "uno dos tres cuatro", "1234"),
            ("es", "doce treinta y cuatro", "1234"),
        ] {
            assert_eq!(digits(said, language).as_deref(), Some(code), "{language}: {said}");
        }
    }

    #[test]
    fn anything_else_is_no_code() {
        for said in [
            "",
            "one two three",
            "my code is one two three four",
            "no",
            "one two three four five six seven eight nine",
            "４４４４",
        ] {
            assert_eq!(digits(said, "en"), None, "{said}");
        }
        assert_eq!(digits("one two three four", "xx"), None);
    }

    #[test]
    fn a_code_shows_itself_nowhere() {
        assert_eq!(format!("{:?}", Code::of_digits("1234").unwrap()), "Code(…)");
    }
}
