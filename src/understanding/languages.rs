//! Several languages over the same products: whoever speaks chooses one by speaking it.

use std::sync::Arc;

use super::{Completeness, History, Intent, Judgement, Understanding, UnderstandingError};
use crate::commerce::catalogue::{Catalogue, Product};
use crate::expecting::Expecting;
use crate::language::{self, ByLanguage};
use crate::speech_to_text::{Hypothesis, Vocabulary};

/// The language of the recogniser that needs a grammar.
const GRAMMAR: &str = "en";

/// The languages that are spoken with somebody; the first is the one that they begin with.
#[derive(Debug, Clone)]
pub struct Languages(ByLanguage<Understanding>);

impl From<ByLanguage<Understanding>> for Languages {
    fn from(each: ByLanguage<Understanding>) -> Self {
        Self(each)
    }
}

impl From<Understanding> for Languages {
    fn from(only: Understanding) -> Self {
        let tag = only.language().to_owned();
        Self(ByLanguage::only(&tag, only))
    }
}

impl Languages {
    /// Their tags, the first one first.
    pub fn tags(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(tag, _)| tag)
    }

    /// The tag of the language that a tag is of, `de` for `de-CH`; `None` when it is not spoken here.
    #[must_use]
    pub fn known(&self, tag: &str) -> Option<&str> {
        self.tags().find(|known| language::same(known, tag))
    }

    /// The same sentences over another catalogue.
    #[must_use]
    pub fn over(&self, catalogue: &Catalogue) -> Self {
        let mut other = self.clone();
        other.0.iter_mut().for_each(|understanding| *understanding = understanding.over(catalogue));
        other
    }

    /// Everything on sale.
    #[must_use]
    pub fn products(&self) -> Arc<Vec<Product>> {
        self.0.first().products()
    }

    /// What this household bought, from now on.
    pub fn remember(&mut self, history: &History) {
        self.0.iter_mut().for_each(|understanding| understanding.remember(history.clone()));
    }

    /// What was found in the sentences that will never be understood.
    pub fn warnings(&self) -> impl Iterator<Item = &String> {
        self.0.iter().flat_map(|(_, understanding)| understanding.warnings())
    }

    /// Everything that may be said in the language that a recogniser with a grammar hears: English where it is spoken, else
    /// the first one.
    ///
    /// # Errors
    /// [`UnderstandingError::Unreadable`] when it is too much for a recogniser.
    pub fn vocabulary(&self) -> Result<Vocabulary, UnderstandingError> {
        self.0.of(GRAMMAR).vocabulary()
    }

    /// What several hypotheses about one utterance mean together. A hypothesis counts in its language, and where that was
    /// not made out in all of them; `spoken` is the language of the conversation. Where a question is open that one goes
    /// first, else the one that is surest of it.
    #[must_use]
    pub fn judge(&self, hypotheses: &[Hypothesis], expecting: Expecting, spoken: &str) -> Judgement {
        if self.0.is_single() {
            return self.0.first().judge(hypotheses, expecting);
        }
        let anything = matches!(expecting, Expecting::Wake | Expecting::Command | Expecting::Interruption);
        let (here, elsewhere): (Vec<_>, Vec<_>) = self.0.iter().partition(|(tag, _)| language::same(tag, spoken));
        let mut best: Option<Judgement> = None;
        for (tag, understanding) in here.into_iter().chain(elsewhere) {
            if !anything && best.as_ref().is_some_and(|best| best.meaning.first().is_some()) {
                break;
            }
            let heard: Vec<Hypothesis> = hypotheses.iter().filter(|one| one.may_be_in(tag)).cloned().collect();
            let judged = understanding.judge(&heard, expecting);
            if best.as_ref().is_none_or(|best| rank(&judged) > rank(best)) {
                best = Some(judged);
            }
        }
        best.unwrap_or_else(|| self.0.first().judge(hypotheses, expecting))
    }

    /// How much of a wish these hypotheses are, [`Understanding::completeness`]. The vocabulary is that of
    /// [`Languages::vocabulary`].
    #[must_use]
    pub fn completeness(
        &self,
        hypotheses: &[Hypothesis],
        expecting: Expecting,
        vocabulary: &Vocabulary,
        needed: impl Fn(&[Intent]) -> f32,
    ) -> Completeness {
        let heard_in = hypotheses.first().and_then(|best| best.language.as_deref());
        let understanding = heard_in.map_or(self.0.first(), |tag| self.0.of(tag));
        let none = Vocabulary::default();
        let has_grammar = std::ptr::eq(understanding, self.0.of(GRAMMAR));
        understanding.completeness(hypotheses, expecting, if has_grammar { vocabulary } else { &none }, needed)
    }
}

/// The greater, the likelier that it was said in this language.
fn rank(judged: &Judgement) -> (bool, bool, f32) {
    let wishes = judged.meaning.wishes();
    let understood = !wishes.is_empty();
    let whole = understood && wishes.iter().all(Intent::is_whole);
    (understood, whole, if understood { judged.meaning.confidence() } else { 0.0 })
}

#[cfg(test)]
mod tests;
