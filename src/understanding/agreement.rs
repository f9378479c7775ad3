//! What hypotheses agree about that differ in one thing, and what is sure beside a name that is not: the wish is kept, and
//! only that thing is asked for.
//!
//! Hypotheses exclude each other, so what several of them have in common is as sure as they are together.

use super::half::NEVER;
use super::hypotheses::same_value;
use super::{Candidate, Intent, Judgement, Meaning, Slot, Value};
use crate::commerce::catalogue::Product;
use crate::expecting::Expecting;

/// From this share of the weight on it is clear what was meant.
const CLEAR: f32 = 0.6;
/// A product that weighs so much of the heaviest one is asked about.
const COMPETES: f32 = 0.5;
/// Nobody remembers more products by ear.
const NAMED: usize = 3;

impl Judgement {
    /// The same, as far as it is sure enough. Where hypotheses differ in one slot, or a name in the heaviest may have been
    /// another, that is the wish with a [doubtful](Intent::doubtful) slot; else all of it, or no match.
    #[must_use]
    pub fn at_least(self, confidence: f32, expecting: Expecting) -> Self {
        let sure = match agreement(&self.candidates, confidence, expecting) {
            Some(wish) => Meaning::Wishes(vec![wish]),
            None => self.meaning.at_least(confidence),
        };
        let asked = || but_for_a_name(&self.candidates, confidence, expecting);
        let meaning = match sure {
            Meaning::NoMatch { .. } => asked().map_or(sure, |wish| Meaning::Wishes(vec![wish])),
            Meaning::Wishes(_) => sure,
        };
        Self { meaning, ..self }
    }
}

/// A wish that may be meant.
#[derive(Clone, Copy)]
struct Guess<'a> {
    wish: &'a Intent,
    weight: f32,
}

/// What may stand in a slot, `None` for nothing, and how much speaks for it.
struct Filling<'a> {
    slot: Option<&'a Slot>,
    weight: f32,
    confidence: f32,
}

/// The wish that candidates have in common, with the one slot that they differ in; `None` where they differ in nothing or
/// in more, and where a yes or a no is awaited.
fn agreement(candidates: &[Candidate], needed: f32, expecting: Expecting) -> Option<Intent> {
    if !matches!(expecting, Expecting::Command | Expecting::Product | Expecting::Quantity | Expecting::Choice) {
        return None;
    }
    let guesses = guesses(candidates)?;
    let likeliest = guesses.first()?.wish;
    let confidence: f32 = guesses.iter().map(|guess| guess.wish.confidence).sum();
    if confidence < needed {
        return None;
    }
    let mut names: Vec<&str> = Vec::new();
    for slot in guesses.iter().flat_map(|guess| &guess.wish.slots) {
        if !names.contains(&slot.name.as_str()) {
            names.push(&slot.name);
        }
    }
    let (mut slots, mut doubtful) = (Vec::new(), None);
    for name in names {
        let fillings = fillings(&guesses, name);
        let slot = match fillings.first() {
            Some(heaviest) if heaviest.weight >= CLEAR * weight(&guesses) && heaviest.confidence >= needed => {
                heaviest.slot.cloned()
            }
            _ if doubtful.replace(name.to_owned()).is_some() => return None,
            _ => competing(&fillings),
        };
        slots.extend(slot);
    }
    doubtful.is_some().then(|| Intent { slots, confidence: confidence.min(1.0), doubtful, ..likeliest.clone() })
}

/// What is sure enough of the heaviest candidate, in which a name is not.
fn but_for_a_name(candidates: &[Candidate], needed: f32, expecting: Expecting) -> Option<Intent> {
    let wish = candidates.first()?.but_for_doubt.as_ref()?;
    let may_be_asked = matches!(expecting, Expecting::Command | Expecting::Wake);
    (may_be_asked && wish.confidence >= needed).then(|| wish.clone())
}

/// The candidates that are the same wish as the heaviest, if it is clear that this is the wish.
fn guesses(candidates: &[Candidate]) -> Option<Vec<Guess<'_>>> {
    let likeliest = Guess::of(candidates.first()?)?;
    let alike = |guess: &Guess<'_>| guess.wish.name == likeliest.wish.name;
    let guesses: Vec<Guess<'_>> = candidates.iter().filter_map(Guess::of).filter(alike).collect();
    let all: f32 = candidates.iter().map(|candidate| candidate.weight).sum();
    (weight(&guesses) >= CLEAR * all).then_some(guesses)
}

fn weight(guesses: &[Guess<'_>]) -> f32 {
    guesses.iter().map(|guess| guess.weight).sum()
}

impl<'a> Guess<'a> {
    /// Nothing that decides, and no two wishes at once.
    fn of(candidate: &'a Candidate) -> Option<Self> {
        match candidate.meaning.wishes() {
            [wish] if wish.is_whole() && !NEVER.contains(&wish.name.as_str()) => {
                Some(Self { wish, weight: candidate.weight })
            }
            _ => None,
        }
    }
}

/// What may stand in a slot, the heaviest first.
fn fillings<'a>(guesses: &[Guess<'a>], name: &str) -> Vec<Filling<'a>> {
    let mut fillings: Vec<Filling<'_>> = Vec::new();
    for guess in guesses {
        let slot = guess.wish.slots.iter().find(|slot| slot.name == name);
        let same = |known: &&mut Filling<'_>| match (known.slot, slot) {
            (Some(known), Some(slot)) => same_value(&known.value, &slot.value),
            (known, slot) => known.is_none() && slot.is_none(),
        };
        match fillings.iter_mut().find(same) {
            Some(known) => {
                known.weight += guess.weight;
                known.confidence += guess.wish.confidence;
            }
            None => fillings.push(Filling { slot, weight: guess.weight, confidence: guess.wish.confidence }),
        }
    }
    fillings.sort_by(|one, other| other.weight.total_cmp(&one.weight));
    fillings
}

/// The products that compete for a slot, when they are few enough to be named.
fn competing(fillings: &[Filling<'_>]) -> Option<Slot> {
    let strong = COMPETES * fillings.first()?.weight;
    let lists: Vec<(&Slot, &[Product])> = fillings
        .iter()
        .filter(|filling| filling.weight >= strong)
        .filter_map(|filling| match filling.slot {
            Some(Slot { value: Value::Products(products), .. }) if !products.is_empty() => {
                Some((filling.slot?, &products[..]))
            }
            _ => None,
        })
        .collect();
    let (heaviest, _) = lists.first().filter(|_| lists.len() <= NAMED)?;
    // The likeliest of each, then what else each may be.
    let likeliest = lists.iter().flat_map(|(_, products)| products.first());
    let others = lists.iter().flat_map(|(_, products)| &products[1..]);
    let mut products: Vec<Product> = Vec::new();
    for product in likeliest.chain(others) {
        if products.iter().all(|known| known.sku != product.sku) {
            products.push(product.clone());
        }
    }
    Some(Slot { value: Value::Products(products), ..(*heaviest).clone() })
}

#[cfg(test)]
mod tests;
