//! When a sentence counts: what its block requires of the moment, and what it excludes.

use std::collections::BTreeMap;

use super::template::{Block, Condition};
use crate::expecting::Expecting;

/// What is known about a moment: `expecting`, and what the words of a list add to it.
pub(super) type Context = BTreeMap<String, String>;

/// The context of a moment of a conversation.
pub(super) fn context(expecting: Expecting) -> Context {
    let expecting = if expecting == Expecting::Wake { Expecting::Command } else { expecting };
    BTreeMap::from([("expecting".to_owned(), expecting.as_str().to_owned())])
}

fn is_met(condition: &Condition, value: &str) -> bool {
    condition.values.is_empty() || condition.values.iter().any(|wanted| wanted == value)
}

/// Whether the context has what a block requires and nothing that it excludes.
pub(super) fn holds(block: &Block, context: &Context) -> bool {
    block.requires.iter().all(|(key, condition)| context.get(key).is_some_and(|value| is_met(condition, value)))
        && may_hold(block, context)
}

/// Whether a context that the words may still add to can be right for a block.
fn may_hold(block: &Block, context: &Context) -> bool {
    block.requires.iter().all(|(key, condition)| context.get(key).is_none_or(|value| is_met(condition, value)))
        && block.excludes.iter().all(|(key, condition)| context.get(key).is_none_or(|value| !is_met(condition, value)))
}

/// Whether recognition with a fixed vocabulary listens for the sentences of a block at this moment.
pub(super) fn is_listened_for(block: &Block, context: &Context) -> bool {
    let listened = block
        .listened_for
        .as_ref()
        .is_none_or(|moments| context.get("expecting").is_some_and(|expecting| moments.contains(expecting)));
    listened && may_hold(block, context)
}
