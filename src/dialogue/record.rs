//! What was said lately: for a person who takes over, and for the mood.

use std::collections::VecDeque;

use jiff::Timestamp;

use super::card_number::without_card_numbers;

/// So many turns are kept.
const KEPT: usize = 20;

/// The latest turns of a conversation. Card numbers are redacted; codes never get here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record {
    turns: VecDeque<Turn>,
}

/// Something that was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// By whom.
    pub who: Who,
    /// In these words.
    pub text: String,
    /// When.
    pub at: Timestamp,
}

/// Who said it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// The one who buys.
    Shopper,
    /// The one who sells.
    Assistant,
}

impl Record {
    /// Notes what was said.
    pub fn note(&mut self, who: Who, text: &str, at: Timestamp) {
        if self.turns.len() == KEPT {
            self.turns.pop_front();
        }
        self.turns.push_back(Turn { who, text: without_card_numbers(text), at });
    }

    /// The oldest first.
    pub fn turns(&self) -> impl Iterator<Item = &Turn> {
        self.turns.iter()
    }

    /// Forgets all of it.
    pub fn clear(&mut self) {
        self.turns.clear();
    }
}
