//! Sending goods back.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::cart::CartLine;
use super::money::Money;
use super::order::{Order, OrderId};
use super::tax::Tax;

/// What a shopper wants to send back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnRequest {
    /// Of which order.
    pub order: OrderId,
    /// Which of its goods; empty for all of them.
    pub lines: Vec<CartLine>,
    /// Why, when the shopper said.
    pub reason: Option<ReturnReason>,
    /// With which right.
    pub kind: ReturnKind,
}

/// The right with which goods are sent back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReturnKind {
    /// The shop takes them back.
    Return,
    /// The shopper withdraws from the contract, which needs no reason (Directive 2011/83/EU, article 9).
    Withdrawal,
}

impl ReturnKind {
    /// Its word in files and databases.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Return => "return",
            Self::Withdrawal => "withdrawal",
        }
    }
}

/// Why goods are sent back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReturnReason {
    /// It does not work, or came in pieces.
    Broken,
    /// It is too small.
    TooSmall,
    /// It is too large.
    TooLarge,
    /// It is something else than was ordered.
    WrongItem,
    /// It is not what the shop said it was.
    NotAsDescribed,
    /// It is not good enough.
    Quality,
    /// It came too late.
    Late,
    /// Nobody needs it any more.
    NotNeeded,
}

impl ReturnReason {
    /// Every reason.
    pub const ALL: [Self; 8] = [
        Self::Broken,
        Self::TooSmall,
        Self::TooLarge,
        Self::WrongItem,
        Self::NotAsDescribed,
        Self::Quality,
        Self::Late,
        Self::NotNeeded,
    ];

    /// Its word in sentences, files and databases.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Broken => "broken",
            Self::TooSmall => "too_small",
            Self::TooLarge => "too_large",
            Self::WrongItem => "wrong_item",
            Self::NotAsDescribed => "not_as_described",
            Self::Quality => "quality",
            Self::Late => "late",
            Self::NotNeeded => "not_needed",
        }
    }
}

impl fmt::Display for ReturnReason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl FromStr for ReturnReason {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == word).ok_or_else(|| {
            format!("`{word}` is no reason to send goods back: {}", Self::ALL.map(Self::as_str).join(", "))
        })
    }
}

/// What the shop says to a [`ReturnRequest`] that it takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnSlip {
    /// The order as it is now.
    pub order: Order,
    /// The shop's number of this return, short enough to be said.
    pub number: String,
    /// What will be paid back.
    pub refund: Money,
    /// The tax that the refund contains, when the shop says.
    #[serde(default)]
    pub tax: Option<Tax>,
    /// What the shopper has to do, a sentence; empty when there is nothing to do.
    pub instructions: String,
}
