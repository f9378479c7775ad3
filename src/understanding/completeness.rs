//! How much of a wish was said: whoever is done should not have to wait, and whoever is thinking should not be cut off.

use super::template::Step;
use super::understand::NAMED_SLOT;
use super::{Intent, Understanding, numbers};
use crate::expecting::Expecting;
use crate::speech_to_text::{Hypothesis, Vocabulary};

/// How much of a wish was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Completeness {
    /// All of it.
    Whole,
    /// Its beginning: the end is missing.
    Unfinished,
    /// That cannot be told: nothing was understood, or more may follow.
    Unclear,
}

/// Wishes that are whole only with a product: without one the shopper is probably still saying it.
const OF_A_PRODUCT: [&str; 6] = ["AddToCart", "AddToList", "Buy", "Find", "Reorder", "Subscribe"];

impl Understanding {
    /// How much of a wish these hypotheses are at this moment, where wishes count that are at least as sure as `needed`
    /// says. The vocabulary is that of [`Understanding::vocabulary`].
    #[must_use]
    pub fn completeness(
        &self,
        hypotheses: &[Hypothesis],
        expecting: Expecting,
        vocabulary: &Vocabulary,
        needed: impl Fn(&[Intent]) -> f32,
    ) -> Completeness {
        let judged = self.judge(hypotheses, expecting);
        let wishes = judged.meaning.wishes();
        let sure = !wishes.is_empty() && judged.meaning.confidence() >= needed(wishes);
        if sure && wishes.iter().all(is_whole) && !self.may_count_on(&judged.transcript, expecting) {
            return Completeness::Whole;
        }
        let words = hypotheses.first().map_or("", |best| best.text.as_str());
        let grammar = vocabulary.grammars.get(&expecting);
        let begun = grammar.is_some_and(|grammar| !grammar.accepts(words) && grammar.goes_on_after(words));
        let unfinished = (begun && !words.is_empty()) || self.ends_in_conjunction(words);
        if unfinished { Completeness::Unfinished } else { Completeness::Unclear }
    }

    /// Whether another wish was begun: "milk and".
    fn ends_in_conjunction(&self, text: &str) -> bool {
        let words = self.compiled.spelling.words(text).words;
        let number = words.last().and_then(|word| self.compiled.lexicon.find(&word.text));
        let state = number.and_then(|number| self.compiled.conjunctions.step(0, Step::Word(number)));
        state.is_some_and(|state| !self.compiled.conjunctions.outputs[state as usize].is_empty())
    }

    /// Whether digits may follow: those of a code or of an order are said in groups.
    fn may_count_on(&self, transcript: &str, expecting: Expecting) -> bool {
        let last = transcript.split_whitespace().next_back().unwrap_or_default();
        let is_number = !numbers::read(&self.compiled.spelling.language, &[last]).is_empty();
        expecting == Expecting::Code || (is_number && !matches!(expecting, Expecting::Quantity | Expecting::Choice))
    }
}

/// Whether nothing of a wish is missing that was probably about to be said.
fn is_whole(wish: &Intent) -> bool {
    let nameless = wish.slot(NAMED_SLOT).is_none() && OF_A_PRODUCT.contains(&wish.name.as_str());
    wish.name != "Wake" && wish.is_whole() && !nameless
}

#[cfg(test)]
mod tests;
