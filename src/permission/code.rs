//! A PIN as somebody gives it, in digits or in words.

mod spoken;

use std::fmt;
use std::str::FromStr;

use zeroize::Zeroizing;

/// The fewest digits of a PIN.
pub const SHORTEST: usize = 4;
/// The most digits of a PIN.
pub const LONGEST: usize = 8;

/// The digits of a PIN. They are never shown, and gone from memory once this is dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Code(Zeroizing<Box<[u8]>>);

/// Something is no PIN.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a PIN is {SHORTEST} to {LONGEST} digits and nothing else")]
pub struct NoCode;

impl Code {
    /// The code in what was said or typed: `one two three four`, `twelve thirty-four`, `it's double five oh nine`,
    /// `1234`. Numbers are taken as long as they can be read, so that `twenty one` is 21 and no 201, and other words may
    /// stand around them.
    ///
    /// `None` when there is no code, or it is not clear which one is meant: words between its numbers, two of them, too
    /// many digits. A code that was only guessed would use up a try.
    #[must_use]
    pub fn heard(language: &str, text: &str) -> Option<Self> {
        spoken::digits(language, text).and_then(|digits| digits.parse().ok())
    }

    /// The digits in ASCII.
    pub(super) fn digits(&self) -> &[u8] {
        &self.0
    }
}

impl FromStr for Code {
    type Err = NoCode;

    /// Takes 4 to 8 ASCII digits.
    fn from_str(text: &str) -> Result<Self, NoCode> {
        let right = (SHORTEST..=LONGEST).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        if right { Ok(Self(Zeroizing::new(text.as_bytes().into()))) } else { Err(NoCode) }
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Code(****)")
    }
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("****")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_four_to_eight_digits() {
        for right in ["0000", "12345678"] {
            assert_eq!(right.parse::<Code>().unwrap().digits(), right.as_bytes());
        }
        for wrong in ["", "123", "123456789", "12 34", "12a4", "١٢٣٤", "-123", "1234\n"] {
            assert_eq!(wrong.parse::<Code>(), Err(NoCode), "{wrong}");
        }
    }

    #[test]
    fn a_code_is_never_shown() {
        let code: Code = "80351796".parse().unwrap();
        assert_eq!(format!("{code} {code:?} {:#?}", Some(&code)), "**** Code(****) Some(\n    Code(****),\n)");
    }
}
