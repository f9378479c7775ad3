//! What no sentence says whole: understood by half, or no shopping request at all, and how sure that is.

use std::ops::Range;

use super::context;
use super::matcher::{self, Reading};
use super::several::ITEM;
use super::template::Step;
use super::text::Words;
use super::understand::NAMED_SLOT;
use super::{Intent, Meaning, Understanding, Value};
use crate::expecting::Expecting;

/// What decides, or means little without all of its words, is never understood by half.
pub(super) const NEVER: [&str; 18] = [
    "Yes",
    "No",
    "Choose",
    "Checkout",
    "Cancel",
    "Withdraw",
    "Stop",
    "StartOver",
    "GoBack",
    "ClearCart",
    "Forget",
    "OrderList",
    "News",
    "Continue",
    "Quantity",
    "ChangeQuantity",
    "Product",
    ITEM,
];

/// A text of more words is not asked about.
const LONGEST: usize = 32;
/// So many of the best readings are looked at.
const LOOKED_AT: usize = 12;
/// From this probability on a half-understood text is worth a question.
const WORTH_A_QUESTION: f32 = 0.85;

/// How likely a text is a shopping request, by how much of it was read: a logistic regression on the sentences of
/// `benches/doubt`, which shows how right these numbers are.
const NOTHING_READ: f32 = -3.76;
const SHARE_READ: f32 = 3.01;
const PRODUCT_SOLD: f32 = 2.02;
const SENTENCE_WORDS: f32 = 0.39;

/// How much of a text was read.
struct Read {
    /// Of all characters, 0 to 1.
    share: f32,
    /// How sure it is that a product on sale was named, 0 to 1.
    product: f32,
    /// Words that the sentence says itself, at most four.
    said: f32,
}

impl Read {
    /// The probability that a text of which so much was read is a shopping request.
    fn probability(&self) -> f32 {
        let sum =
            NOTHING_READ + SHARE_READ * self.share + PRODUCT_SOLD * self.product + SENTENCE_WORDS * self.said.min(4.0);
        1.0 / (1.0 + (-sum).exp())
    }
}

impl Understanding {
    /// What is made of words that no sentence says whole. At a confirmation that is nothing.
    pub(super) fn half(&self, words: &Words, range: Range<usize>, expecting: Expecting) -> Meaning {
        let context = context::at(expecting);
        let may_be = |name: &str| !NEVER.contains(&name);
        let mut likeliest: Option<(f32, Intent)> = None;
        let partial = self.partial(words, range.clone());
        for reading in partial.iter().filter(|reading| !self.turned_around(reading, words)).take(LOOKED_AT) {
            let Some(wish) = self.intent(reading, words, &context, may_be).filter(is_sold) else { continue };
            let probability = read(reading, &wish, words, range.clone()).probability();
            if likeliest.as_ref().is_none_or(|(known, _)| probability > *known) {
                likeliest = Some((probability, wish));
            }
        }
        match likeliest {
            Some((probability, wish)) if probability >= WORTH_A_QUESTION && expecting != Expecting::Confirmation => {
                Meaning::Wishes(vec![Intent { confidence: probability, ..wish }])
            }
            Some((probability, _)) => Meaning::NoMatch { confidence: 1.0 - probability },
            None => Meaning::NoMatch { confidence: 1.0 - Read { share: 0.0, product: 0.0, said: 0.0 }.probability() },
        }
    }

    /// Whether a reading passes over a word that turns it around: "milk" was not all of "no milk".
    fn turned_around(&self, reading: &Reading, words: &Words) -> bool {
        let decisive = |word: &str| {
            let number = self.compiled.lexicon.find(word);
            let state = number.and_then(|number| self.compiled.decisive.step(0, Step::Word(number)));
            state.is_some_and(|state| !self.compiled.decisive.outputs[state as usize].is_empty())
        };
        reading.unread.iter().flat_map(|unread| &words.words[unread.clone()]).any(|word| decisive(&word.text))
    }

    /// Readings that pass over words; none of a text that is hardly made of words that sentences or products have.
    fn partial(&self, words: &Words, range: Range<usize>) -> Vec<Reading> {
        let known = words.words[range.clone()].iter().filter(|word| self.compiled.lexicon.find(&word.text).is_some());
        if range.len() > LONGEST || known.count() * 3 < range.len() {
            return Vec::new();
        }
        matcher::partial(&self.compiled, words, range, NAMED_SLOT)
    }
}

/// Whether every product that is named is on sale: any words could name one that is not.
pub(super) fn is_sold(wish: &Intent) -> bool {
    wish.slots.iter().all(|slot| !matches!(&slot.value, Value::Products(products) if products.is_empty()))
}

#[expect(clippy::cast_precision_loss, reason = "a sentence has few characters")]
fn read(reading: &Reading, wish: &Intent, words: &Words, range: Range<usize>) -> Read {
    let length = |range: Range<usize>| words.words[range].iter().map(|word| word.text.len()).sum::<usize>();
    let all = length(range.clone()).max(1);
    let unread: usize = reading.unread.iter().map(|unread| length(unread.clone())).sum();
    let elsewhere: usize =
        reading.unread.iter().chain(reading.fills.iter().map(|fill| &fill.words)).map(ExactSizeIterator::len).sum();
    let product = match wish.slot(NAMED_SLOT) {
        Some(Value::Products(products)) if !products.is_empty() => wish.confidence,
        _ => 0.0,
    };
    Read { share: 1.0 - unread as f32 / all as f32, product, said: range.len().saturating_sub(elsewhere) as f32 }
}
