//! Several hypotheses about one utterance, judged as a whole: the best order wins, not the best string.
//!
//! A hypothesis weighs as much as the recogniser is sure of its words, times how sure the understanding is of their
//! meaning (sentence and products), times how much the household is used to it. Hypotheses that mean the same add up.

use super::half::NEVER;
use super::{Intent, Meaning, Slot, Understanding, Value};
use crate::expecting::Expecting;
use crate::speech_to_text::{Doubt, Hypothesis};

/// What this household buys all the time weighs so much more than what it never bought.
const USED_TO: f32 = 0.3;

/// A hypothesis without a meaning is as often a request that was misheard as no request.
const GARBLED: f32 = 0.5;

/// What an utterance means, which of its hypotheses says so, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Judgement {
    /// The words that count; empty without a hypothesis.
    pub transcript: String,
    /// What they mean.
    pub meaning: Meaning,
    /// All that could have been meant, each once, the heaviest first.
    pub candidates: Vec<Candidate>,
}

/// Something that could have been meant.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The heaviest hypothesis that means it.
    pub transcript: String,
    /// What it means, as sure as that hypothesis and the understanding are together.
    pub meaning: Meaning,
    /// How much all hypotheses weigh that mean it.
    pub weight: f32,
    /// What is left of it where the recogniser is less sure of a name: the wish with that slot in
    /// [doubt](Intent::doubtful), as sure as everything else in it.
    pub but_for_doubt: Option<Intent>,
    /// The most that one of them weighs.
    heaviest: f32,
}

impl Understanding {
    /// What several hypotheses about one utterance mean together. Their order does not matter.
    #[must_use]
    pub fn judge(&self, hypotheses: &[Hypothesis], expecting: Expecting) -> Judgement {
        // Sums of floating-point numbers depend on their order.
        let mut sorted: Vec<&Hypothesis> = hypotheses.iter().collect();
        sorted
            .sort_by(|one, other| other.confidence.total_cmp(&one.confidence).then_with(|| one.text.cmp(&other.text)));
        let mut candidates: Vec<Candidate> = Vec::new();
        for hypothesis in sorted {
            let candidate = self.candidate(hypothesis, expecting);
            match candidates.iter_mut().find(|known| same(&known.meaning, &candidate.meaning)) {
                Some(known) => known.join(candidate),
                None => candidates.push(candidate),
            }
        }
        candidates.sort_by(|one, other| {
            other.weight.total_cmp(&one.weight).then_with(|| one.transcript.cmp(&other.transcript))
        });
        if let [yes, rest @ ..] = candidates.as_mut_slice() {
            yes.doubt(rest);
        }
        let none = || (String::new(), Meaning::NoMatch { confidence: 1.0 });
        let (transcript, meaning) =
            candidates.first().map_or_else(none, |best| (best.transcript.clone(), best.meaning.clone()));
        Judgement { transcript, meaning, candidates }
    }

    fn candidate(&self, hypothesis: &Hypothesis, expecting: Expecting) -> Candidate {
        let heard = in_range(hypothesis.confidence);
        let mut meaning = self.understand(&hypothesis.text, expecting);
        let used_to = self.used_to(meaning.wishes());
        let but_for_doubt = hypothesis.doubt.as_ref().and_then(|doubt| but_for(&meaning, doubt));
        let weight = match &mut meaning {
            Meaning::Wishes(wishes) => {
                wishes.iter_mut().for_each(|wish| wish.confidence *= heard);
                meaning.confidence() * (1.0 + USED_TO * used_to)
            }
            Meaning::NoMatch { confidence } => heard * *confidence * GARBLED,
        };
        Candidate { transcript: hypothesis.text.clone(), meaning, weight, but_for_doubt, heaviest: weight }
    }

    /// How much the household is used to buying what these wishes are about, 0 to 1.
    fn used_to(&self, wishes: &[Intent]) -> f32 {
        let products = wishes.iter().filter_map(|wish| match wish.slot("product") {
            Some(Value::Products(products)) => products.first(),
            _ => None,
        });
        products.map(|product| self.history.weight(&product.sku)).reduce(f32::max).unwrap_or(0.0)
    }
}

impl Candidate {
    /// Takes in another hypothesis that means the same.
    fn join(&mut self, other: Self) {
        self.weight += other.weight;
        if other.heaviest > self.heaviest {
            let weight = self.weight;
            *self = Self { weight, ..other };
        }
    }

    /// A yes orders, so what speaks against it counts: it is as much less sure as the heaviest of the others weighs.
    fn doubt(&mut self, others: &[Self]) {
        let against = others.iter().map(|other| other.heaviest).reduce(f32::max).unwrap_or(0.0);
        if let Meaning::Wishes(wishes) = &mut self.meaning {
            for yes in wishes.iter_mut().filter(|wish| wish.name == "Yes") {
                yes.confidence = (yes.confidence - against).max(0.0);
            }
        }
    }
}

/// A wish without the slot that words in doubt are the name of; `None` when they are none, or part of more than one.
fn but_for(meaning: &Meaning, doubt: &Doubt) -> Option<Intent> {
    let [wish] = meaning.wishes() else { return None };
    let in_doubt = |slot: &Slot| format!(" {} ", slot.spoken).contains(&format!(" {} ", doubt.words));
    let mut slots = wish.slots.iter().filter(|slot| in_doubt(slot));
    let (Some(doubtful), None) = (slots.next(), slots.next()) else { return None };
    if !wish.is_whole() || NEVER.contains(&wish.name.as_str()) {
        return None;
    }
    let others = wish.slots.iter().filter(|slot| slot.name != doubtful.name).cloned().collect();
    let confidence = wish.confidence * in_range(doubt.others);
    Some(Intent { slots: others, confidence, doubtful: Some(doubtful.name.clone()), ..wish.clone() })
}

/// A confidence that is one.
fn in_range(confidence: f32) -> f32 {
    if confidence.is_nan() { 0.0 } else { confidence.clamp(0.0, 1.0) }
}

/// Whether two meanings are the same, however sure and in whichever words.
fn same(one: &Meaning, other: &Meaning) -> bool {
    let same_wish = |one: &Intent, other: &Intent| {
        one.name == other.name
            && one.unread.is_empty() == other.unread.is_empty()
            && one.slots.len() == other.slots.len()
            && one.slots.iter().all(|slot| other.slot(&slot.name).is_some_and(|value| same_value(&slot.value, value)))
    };
    let (one, other) = (one.wishes(), other.wishes());
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same_wish(one, other))
}

/// Products are the same when the likeliest is.
pub(super) fn same_value(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Products(one), Value::Products(other)) => {
            one.first().map(|product| &product.sku) == other.first().map(|product| &product.sku)
        }
        _ => one == other,
    }
}

#[cfg(test)]
mod tests;
