//! What a text means as a whole.

use super::Intent;

/// What was understood of a text.
#[derive(Debug, Clone, PartialEq)]
pub enum Meaning {
    /// What is wanted, in the order of the sentence: at least one wish.
    Wishes(Vec<Intent>),
    /// Nothing that is asked of a shop, or nothing that may be said now.
    NoMatch {
        /// How sure that is, 0 to 1.
        confidence: f32,
    },
}

impl Meaning {
    /// What is wanted; empty when nothing was understood.
    #[must_use]
    pub fn wishes(&self) -> &[Intent] {
        match self {
            Self::Wishes(wishes) => wishes,
            Self::NoMatch { .. } => &[],
        }
    }

    /// The same, to keep.
    #[must_use]
    pub fn into_wishes(self) -> Vec<Intent> {
        match self {
            Self::Wishes(wishes) => wishes,
            Self::NoMatch { .. } => Vec::new(),
        }
    }

    /// The first wish, which is the only one in most sentences.
    #[must_use]
    pub fn first(&self) -> Option<&Intent> {
        self.wishes().first()
    }

    /// How sure it is that all of this is wanted, 0 to 1: as sure as the least sure wish, 0 when there is none.
    #[must_use]
    pub fn confidence(&self) -> f32 {
        self.wishes().iter().map(|wish| wish.confidence).reduce(f32::min).unwrap_or(0.0)
    }

    /// The same when it is sure enough, else no match: what is doubtful in part is doubtful.
    #[must_use]
    pub fn at_least(self, confidence: f32) -> Self {
        if matches!(self, Self::Wishes(_)) && self.confidence() < confidence {
            return Self::NoMatch { confidence: 1.0 - self.confidence() };
        }
        self
    }
}
