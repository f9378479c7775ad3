//! Which sentences count: what is known besides the words.

use std::collections::BTreeMap;

use super::matcher::{Filling, Reading};
use super::template::{Block, Compiled, Condition};
use super::text::Words;
use crate::expecting::Expecting;

/// What is known when something is said, and what the values of lists add to it.
pub type Context = BTreeMap<String, String>;

/// What is known at a moment of a conversation.
#[must_use]
pub fn at(expecting: Expecting) -> Context {
    let expecting = if expecting == Expecting::Wake { Expecting::Command } else { expecting };
    BTreeMap::from([("expecting".to_owned(), expecting.as_str().to_owned())])
}

/// Whether the context has what a block requires and nothing that it excludes.
#[must_use]
pub fn holds(block: &Block, context: &Context) -> bool {
    block.requires.iter().all(|(key, _)| context.contains_key(key)) && may_hold(block, context)
}

/// Whether a context that the words may still add to can be right for a block.
#[must_use]
pub fn may_hold(block: &Block, context: &Context) -> bool {
    let known = |key: &str, condition: &Condition| context.get(key).map(|value| condition.is_met(value));
    block.requires.iter().all(|(key, condition)| known(key, condition) != Some(false))
        && block.excludes.iter().all(|(key, condition)| known(key, condition) != Some(true))
}

/// Whether recognition with a fixed vocabulary listens for the sentences of a block.
#[must_use]
pub fn is_listened_for(block: &Block, context: &Context) -> bool {
    let moment = context.get("expecting");
    // Whoever talks beside the assistant may say anything: only what is meant to interrupt does.
    let any = moment.is_none_or(|moment| moment != Expecting::Interruption.as_str());
    let listened = block.listened_for.as_ref();
    listened.map_or(any, |moments| moment.is_some_and(|moment| moments.contains(moment))) && may_hold(block, context)
}

/// What a reading means in a context.
#[derive(Debug, Clone, PartialEq)]
pub struct Chosen {
    /// The number of the block.
    pub block: u32,
    /// Slots that no words fill: copied from the context, or fixed by the block.
    pub fixed: Vec<(String, String)>,
}

/// The block of a reading that counts in a context, of those whose intents may be meant: what is listened for at this
/// moment goes first, then what is said for this very moment, then what can be said at any.
#[must_use]
pub fn choose(
    compiled: &Compiled,
    reading: &Reading,
    words: &Words,
    context: &Context,
    may_be: impl Fn(&str) -> bool,
) -> Option<Chosen> {
    let mut context = context.clone();
    for fill in &reading.fills {
        if let Filling::Value(_, added) = &fill.filling {
            context.extend(added.iter().cloned());
        }
    }
    let blocks = reading.blocks.iter().filter_map(|number| Some((*number, compiled.blocks.get(*number as usize)?)));
    let mut blocks: Vec<(u32, &Block)> =
        blocks.filter(|(_, block)| may_be(&block.intent) && has_keyword(block, words)).collect();
    blocks.sort_by_key(|(_, block)| (!is_listened_for(block, &context), block.requires.is_empty()));
    let (number, block) = blocks.into_iter().find(|(_, block)| holds(block, &context))?;
    let requires = block.requires.iter();
    let copied = requires.filter_map(|(key, condition)| Some((condition.slot.clone()?, context.get(key)?.clone())));
    let mut fixed: Vec<(String, String)> = Vec::new();
    for (name, value) in block.slots.iter().cloned().chain(copied) {
        if reading.fills.iter().all(|fill| fill.slot != name) && fixed.iter().all(|slot| slot.0 != name) {
            fixed.push((name, value));
        }
    }
    Some(Chosen { block: number, fixed })
}

/// Whether one of the keywords of a block is said, if it has any.
fn has_keyword(block: &Block, words: &Words) -> bool {
    let said = |keyword: &String| {
        let keyword: Vec<&str> = keyword.split(' ').collect();
        words
            .words
            .windows(keyword.len())
            .any(|window| window.iter().zip(&keyword).all(|(said, word)| said.text == *word))
    };
    block.required_keywords.is_empty() || block.required_keywords.iter().any(said)
}
