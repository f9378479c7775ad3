//! The template language of the intents folder: `[optional]`, `(a|b)`, `(a;b)` in any order, `<rule>`, `{list}`,
//! `{list:slot}`, `\` before a character that stands for itself; all of it inside words too: `turn(s|ed)`.
//!
//! [`Sentences`] is a folder that was read and checked, [`Compiled`] the automaton that texts are matched with.

mod compile;
mod compiled;
mod cut;
mod document;
mod expression;
mod lists;
mod range;
mod sentences;
mod weave;

pub use compile::compile;
pub use compiled::{Compiled, CompiledList, Lexicon, ListKind, Provided, Reader, Step, Use, is_pronounceable};
pub use document::Place;
pub use expression::{Expression, parse};
pub use sentences::{Block, Condition, Sentences};
