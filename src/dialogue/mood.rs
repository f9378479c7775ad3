//! The mood of a shopper, read from words and repetitions.

use serde::{Deserialize, Serialize};

/// How a shopper seems to feel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mood {
    /// Nothing that should be answered differently.
    #[default]
    Neutral,
    /// Annoyed, or tired of saying it again: offer a person, say less, apologise once.
    Frustrated,
    /// In a hurry: short sentences, no offers.
    Hurried,
    /// Content.
    Pleased,
}
