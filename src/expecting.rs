//! What the conversation waits for: it picks the grammar of the moment and the sentences that count.

use std::fmt;
use std::str::FromStr;

/// What the next thing that a shopper says may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Expecting {
    /// Nothing yet: a wake phrase, alone or followed by a command.
    Wake,
    /// Any command.
    #[default]
    Command,
    /// The name of a product (or any command).
    Product,
    /// How many (or any command).
    Quantity,
    /// One of the candidates that were just offered, by name or by number.
    Choice,
    /// What is wrong with what is sent back (or any command).
    Reason,
    /// The digits of the household's code.
    Code,
    /// A yes or a no to the total that was just read out.
    Confirmation,
    /// While the assistant speaks: a word that makes it stop, or a wake phrase.
    Interruption,
}

impl Expecting {
    /// All of them, in the order of a conversation.
    pub const ALL: [Self; 9] = [
        Self::Wake,
        Self::Command,
        Self::Product,
        Self::Quantity,
        Self::Choice,
        Self::Reason,
        Self::Code,
        Self::Confirmation,
        Self::Interruption,
    ];

    /// The word that `requires_context: {expecting: …}` in an intents file uses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Wake => "wake",
            Self::Command => "command",
            Self::Product => "product",
            Self::Quantity => "quantity",
            Self::Choice => "choice",
            Self::Reason => "reason",
            Self::Code => "code",
            Self::Confirmation => "confirmation",
            Self::Interruption => "interruption",
        }
    }
}

impl fmt::Display for Expecting {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl FromStr for Expecting {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|expecting| expecting.as_str() == word).ok_or_else(|| {
            let all = Self::ALL.map(Self::as_str).join(", ");
            format!("`{word}` is no moment of a conversation; there are {all}")
        })
    }
}
