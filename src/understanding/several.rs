//! Several wishes in one sentence: "two milks and a bread, and where's my parcel".
//!
//! A sentence is cut only at punctuation and at the conjunctions that its language declares, and only where the parts
//! say more than the whole: each word counts as much as the part that it is in is sure. "Mac and cheese" stays whole.

use std::ops::Range;

use super::context::{self, Context};
use super::half::is_sold;
use super::template::Step;
use super::text::Words;
use super::understand::NAMED_SLOT;
use super::{Intent, Understanding};
use crate::expecting::Expecting;

/// The intent of sentences that say only what else is wanted.
pub(super) const ITEM: &str = "Item";
/// What a row of items is that follows nothing: "two milks and a bread".
const ITEMS_ALONE: &str = "Buy";

/// The intent of sentences that say only the name of a product.
const PRODUCT: &str = "Product";

/// A sentence with more places to cut is not cut at all.
const MOST_CUTS: usize = 8;
/// A part with more words is none.
const LONGEST_PART: usize = 24;
/// So many of the best readings are looked at.
const LOOKED_AT: usize = 8;
/// A cut must gain more than so many words.
const CUT_COSTS: f32 = 0.5;

/// What counts only as the whole of a sentence: a yes with anything else is no yes.
const ALONE: [&str; 5] = ["Yes", "Choose", "Wake", "Product", "Quantity"];
/// What counts only at the beginning.
const FIRST: [&str; 2] = ["No", "ChangeQuantity"];

/// Where one wish ends and the next begins: between them are only words of conjunctions.
struct Cut {
    end: usize,
    next: usize,
}

/// A wish, and the words that it was read from.
#[derive(Clone)]
pub(super) struct Part {
    pub wish: Intent,
    pub words: Range<usize>,
}

/// Wishes one after the other.
#[derive(Clone)]
struct Chain {
    parts: Vec<Part>,
    /// How many of the words count.
    score: f32,
}

impl Chain {
    fn better_of(one: Option<Self>, other: Option<Self>) -> Option<Self> {
        match (one, other) {
            (Some(one), Some(other)) if other.score > one.score => Some(other),
            (None, other) => other,
            (one, _) => one,
        }
    }
}

impl Understanding {
    /// The wishes of a range of words; none when it cannot be read to its end.
    pub(super) fn parts(&self, words: &Words, range: Range<usize>, expecting: Expecting) -> Vec<Part> {
        let moment = context::at(expecting);
        let start = self.behind_conjunctions(words, range.start).min(range.end);
        let trimmed = start..range.end;
        let whole = |words_of: &Range<usize>| {
            let wish = self.best(words, words_of.clone(), &moment, |name| name != ITEM)?;
            let score = weight(&wish, trimmed.len());
            Some(Chain { parts: vec![Part { wish, words: words_of.clone() }], score })
        };
        let whole = whole(&range).or_else(|| if start > range.start { whole(&trimmed) } else { None });
        let is_sure = |chain: &Chain| chain.parts.iter().all(|part| part.wish.confidence >= 1.0);
        let cuts = self.cuts(words, trimmed.clone());
        let parts = if whole.as_ref().is_some_and(is_sure) || cuts.is_empty() {
            None
        } else {
            self.chain(words, trimmed, &cuts, &moment)
        };
        let spread = if whole.as_ref().is_some_and(is_sure) || cuts.is_empty() {
            None
        } else {
            self.spread(words, &range, &cuts, &moment)
        };
        let best = Chain::better_of(Chain::better_of(whole, parts), spread);
        best.map(|chain| joined(chain.parts, expecting)).unwrap_or_default()
    }

    /// One wish for several products, "put onions, two leeks and garlic on the list": where words that name no product
    /// fall into several that do, the wish is meant for each of them.
    fn spread(&self, words: &Words, range: &Range<usize>, cuts: &[Cut], moment: &Context) -> Option<Chain> {
        let mut best: Option<Chain> = None;
        for reading in self.readings(words, range.clone()).iter().take(LOOKED_AT) {
            let Some(at) = reading.fills.iter().position(|fill| fill.slot == NAMED_SLOT) else { continue };
            let named = reading.fills[at].words.clone();
            let within = || cuts.iter().filter(|cut| named.start < cut.end && cut.next < named.end);
            let begins = std::iter::once(named.start).chain(within().map(|cut| cut.next));
            let mut pieces = begins.zip(within().map(|cut| cut.end).chain([named.end])).map(|(from, to)| from..to);
            let Some(first) = pieces.next().filter(|first| *first != named) else { continue };
            let mut of_first = reading.clone();
            of_first.fills[at].spoken = words.written(first.clone()).to_owned();
            of_first.fills[at].words = first;
            let Some(wish) = self.intent(&of_first, words, moment, |name| name != ITEM).filter(is_sold) else {
                continue;
            };
            let mut of_item = context::at(Expecting::Command);
            of_item.insert("after".to_owned(), wish.name.clone());
            let items: Option<Vec<Intent>> = pieces
                .map(|piece| self.best(words, piece, &of_item, |name| name == ITEM).filter(is_sold))
                .map(|item| Some(Intent { name: wish.name.clone(), ..item? }))
                .collect();
            let Some(items) = items else { continue };
            let wishes = std::iter::once(wish).chain(items);
            let parts: Vec<Part> = wishes.map(|wish| Part { wish, words: range.clone() }).collect();
            let sureness = parts.iter().map(|part| part.wish.confidence).fold(1.0, f32::min);
            let score = sureness * as_f32(range.len()) - CUT_COSTS * as_f32(parts.len() - 1);
            best = Chain::better_of(best, Some(Chain { score, parts }));
        }
        best
    }

    /// The best way to read a range as one.
    fn best(
        &self,
        words: &Words,
        range: Range<usize>,
        context: &Context,
        may_be: impl Fn(&str) -> bool,
    ) -> Option<Intent> {
        let readings = self.readings(words, range);
        surest(readings.iter().filter_map(|reading| self.intent(reading, words, context, &may_be)))
    }

    /// The best row of parts. For each place that a part can begin at, the best chain before it is kept: one that ends
    /// with a wish for a product, which more items can follow, and one of any kind.
    fn chain(&self, words: &Words, range: Range<usize>, cuts: &[Cut], moment: &Context) -> Option<Chain> {
        let begins = |place: usize| if place == 0 { range.start } else { cuts[place - 1].next };
        let ends = |place: usize| cuts.get(place).map_or(range.end, |cut| cut.end);
        // What lies between two parts is read, too.
        let between = |place: usize| if place == 0 { 0 } else { cuts[place - 1].next - cuts[place - 1].end };
        let later = context::at(Expecting::Command);
        let after = |context: &Context, before: &str| {
            let mut context = context.clone();
            context.insert("after".to_owned(), before.to_owned());
            context
        };
        let mut best: Vec<(Option<Chain>, Option<Chain>)> = vec![(None, None)];
        for last in 0..=cuts.len() {
            let (mut any, mut of_product) = (None, None);
            for first in 0..=last {
                // The whole is judged elsewhere.
                let part = begins(first)..ends(last);
                if part.is_empty() || part.len() > LONGEST_PART || (first == 0 && last == cuts.len()) {
                    continue;
                }
                let mut add = |before: Option<&Chain>, wish: Option<Intent>| {
                    let Some(mut wish) = wish else { return };
                    let mut chain = before.cloned().unwrap_or(Chain { parts: Vec::new(), score: CUT_COSTS });
                    if wish.name == ITEM {
                        wish.name = chain.parts.last().map_or(ITEMS_ALONE, |before| &before.wish.name).to_owned();
                    }
                    chain.score += weight(&wish, part.len()) + as_f32(between(first)) - CUT_COSTS;
                    let names_product = wish.slot("product").is_some();
                    chain.parts.push(Part { wish, words: part.clone() });
                    if names_product {
                        of_product = Chain::better_of(of_product.take(), Some(chain.clone()));
                    }
                    any = Chain::better_of(any.take(), Some(chain));
                };
                let readings = self.readings(words, part.clone());
                let wish = |context: &Context, may_be: &dyn Fn(&str) -> bool| {
                    surest(readings.iter().filter_map(|reading| self.intent(reading, words, context, may_be)))
                };
                if first == 0 {
                    let named = wish(moment, &|name| name != ITEM && !ALONE.contains(&name));
                    add(None, named.or_else(|| wish(&after(moment, ITEMS_ALONE), &|name| name == ITEM)));
                } else if let Some((before, before_of_product)) = best.get(first) {
                    if let Some(last) = before_of_product.as_ref().and_then(|chain| chain.parts.last()) {
                        let item = wish(&after(&later, &last.wish.name), &|name| name == ITEM);
                        add(before_of_product.as_ref(), item);
                    }
                    if before.is_some() {
                        let may_be = |name: &str| name != ITEM && !ALONE.contains(&name) && !FIRST.contains(&name);
                        add(before.as_ref(), wish(&later, &may_be));
                    }
                }
            }
            best.push((any, of_product));
        }
        best.pop().and_then(|(any, _)| any)
    }

    /// The places at which a range can be cut; none when there are too many.
    fn cuts(&self, words: &Words, range: Range<usize>) -> Vec<Cut> {
        let mut cuts = Vec::new();
        let mut at = range.start + 1;
        while at < range.end {
            let next = self.behind_conjunctions(words, at);
            if next >= range.end {
                break;
            }
            if next > at || words.is_parted(at) {
                cuts.push(Cut { end: at, next });
            }
            at = next.max(at + 1);
        }
        if cuts.len() > MOST_CUTS { Vec::new() } else { cuts }
    }

    /// Where the words behind one or more conjunctions begin.
    fn behind_conjunctions(&self, words: &Words, mut at: usize) -> usize {
        let conjunctions = &self.compiled.conjunctions;
        loop {
            let (mut state, mut longest) = (0, at);
            for (position, word) in words.words.iter().enumerate().skip(at) {
                let number = self.compiled.lexicon.find(&word.text);
                let Some(next) = number.and_then(|number| conjunctions.step(state, Step::Word(number))) else { break };
                state = next;
                if !conjunctions.outputs[state as usize].is_empty() {
                    longest = position + 1;
                }
            }
            if longest == at {
                return at;
            }
            at = longest;
        }
    }
}

/// The surest of the first few wishes: a product that is sold goes before one that is not.
fn surest(wishes: impl Iterator<Item = Intent>) -> Option<Intent> {
    wishes.take(LOOKED_AT).reduce(|best, other| if other.confidence > best.confidence { other } else { best })
}

/// What was said twice is one wish: "we're out of milk, order it" is one order, and "no" before another wish only leads
/// to it, unless it answers the question whether to order. A product that was named alone is what the next wish is about.
fn joined(parts: Vec<Part>, expecting: Expecting) -> Vec<Part> {
    let mut joined: Vec<Part> = Vec::new();
    for part in parts {
        let Some(before) = joined.pop() else {
            joined.push(part);
            continue;
        };
        let name = &before.wish.name;
        let continues = *name == part.wish.name && agree(&before.wish, &part.wish);
        let answers = expecting == Expecting::Confirmation;
        let leads = name == "No" && !answers;
        let names = name == PRODUCT
            && before.wish.slots.len() == 1
            && before.words.end == part.words.start
            && part.wish.slot("product").is_none();
        if continues || leads || names {
            joined.push(together(before, part));
        } else {
            joined.extend([before, part]);
        }
    }
    // Named besides other wishes, a product is wanted.
    if joined.len() > 1 && expecting == Expecting::Command {
        for part in joined.iter_mut().filter(|part| part.wish.name == PRODUCT) {
            ITEMS_ALONE.clone_into(&mut part.wish.name);
        }
    }
    joined
}

/// Whether one of two wishes says nothing that the other does not say too.
fn agree(one: &Intent, other: &Intent) -> bool {
    let within =
        |less: &Intent, more: &Intent| less.slots.iter().all(|slot| more.slot(&slot.name) == Some(&slot.value));
    within(one, other) || within(other, one)
}

/// The later wish with what the earlier says besides.
fn together(before: Part, part: Part) -> Part {
    let mut wish = part.wish;
    wish.confidence = wish.confidence.min(before.wish.confidence);
    for slot in before.wish.slots {
        if wish.slot(&slot.name).is_none() {
            wish.slots.push(slot);
        }
    }
    Part { wish, words: before.words.start..part.words.end }
}

fn weight(wish: &Intent, words: usize) -> f32 {
    wish.confidence * as_f32(words)
}

#[expect(clippy::cast_precision_loss, reason = "a sentence has few words")]
fn as_f32(words: usize) -> f32 {
    words as f32
}

#[cfg(test)]
mod tests;
