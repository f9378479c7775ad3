//! A way to read a text, and which of several is better.

use std::cmp::Reverse;
use std::fmt;
use std::ops::Range;

use crate::understanding::Value;

/// One way to read a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// Numbers of the blocks that it can mean.
    pub blocks: Vec<u32>,
    /// What fills the slots, in the order of the text.
    pub fills: Vec<Fill>,
    /// How good it is.
    pub rank: Rank,
    /// Words that were passed over: their numbers, in order.
    pub unread: Vec<Range<usize>>,
}

/// Words that fill a slot.
#[derive(Debug, Clone, PartialEq)]
pub struct Fill {
    /// The slot.
    pub slot: String,
    /// The numbers of the words.
    pub words: Range<usize>,
    /// The words as they were written.
    pub spoken: String,
    /// What they stand for.
    pub filling: Filling,
}

/// What the words of a slot stand for.
#[derive(Debug, Clone, PartialEq)]
pub enum Filling {
    /// A value of a list, with what it adds to the context.
    Value(Value, Vec<(String, String)>),
    /// Products by their numbers in the catalogue.
    Products(Vec<u32>),
    /// Words in the place of a product that are not in its list.
    AskedFor {
        /// Whether they may be no product at all.
        or_anything: bool,
    },
    /// The words themselves.
    Words,
}

/// Which of several readings is better; the greater the better. Every part adds up word by word, which is what lets
/// the best way to a state be kept and the others be forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Rank {
    /// Characters that were passed over.
    pub(super) unread: Reverse<u32>,
    /// Characters of the named slot.
    pub(super) named: u32,
    /// Slots filled by any words.
    pub(super) wildcards: Reverse<u32>,
    /// Characters that the sentence says itself, or that are read as a number, a measure, a day.
    pub(super) said: u32,
    /// Of these, the characters that are read: "a" is rather a number than a word of the sentence.
    pub(super) read: u32,
    /// Characters in slots filled by any words.
    pub(super) wild: Reverse<u32>,
}

impl fmt::Display for Rank {
    /// What speaks for and against a reading, in characters, the weightiest first.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { unread, named, wildcards, said, read, wild } = self;
        write!(
            formatter,
            "unread {}, in the product {named}, wildcards {}, said by the sentence {said}, of them read {read}, in wildcards {}",
            unread.0, wildcards.0, wild.0
        )
    }
}
