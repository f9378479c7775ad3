//! The whole of the understanding: sentences, catalogue and wake phrase in one.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::context::{self, Context};
use super::matcher::{self, Fill, Filling, Reading};
use super::slots::finder::Finder;
use super::slots::history::History;
use super::slots::{self, products};
use super::template::{self, Block, Compiled, ListKind, Provided, Sentences};
use super::text::{Spelling, Words};
use super::vocabulary::{self, Opening};
use super::{Intent, IntentFolder, Meaning, Slot, UnderstandingError, Value};
use crate::commerce::catalogue::{Catalogue, Product};
use crate::expecting::Expecting;
use crate::speech_to_text::{Hypothesis, Pronounce, Vocabulary};

/// The slot whose words count most where two readings compete.
const NAMED_SLOT: &str = "product";

/// How sure a wish is whose product is not sold: sure enough to say so, less sure than one that can be fulfilled.
const NOT_SOLD: f32 = 0.6;

/// What an utterance means, and which of its hypotheses says so.
#[derive(Debug, Clone, PartialEq)]
pub struct Judgement {
    /// The words that count; those of the likeliest hypothesis when none of them means anything.
    pub transcript: String,
    /// What they mean.
    pub meaning: Meaning,
}

/// Knows the sentences of a language and the products of a catalogue.
#[derive(Debug, Clone)]
pub struct Understanding {
    compiled: Compiled,
    products: Vec<Product>,
    finder: Finder,
    history: History,
    wake: Vec<String>,
    wake_numbers: Vec<u32>,
}

impl Understanding {
    /// Compiles sentences and catalogue. The sentences can use lists that the program provides: `{product}` is
    /// anything on sale, `{something}` also what is not, `{quantity}` how many. With `pronounce` products are also found
    /// by how they sound.
    ///
    /// # Errors
    /// [`UnderstandingError::Malformed`] names file, line and column of the first thing that is wrong.
    pub fn new(
        folder: &IntentFolder,
        language: &str,
        catalogue: &Catalogue,
        wake_phrase: Option<&str>,
        pronounce: Option<Pronounce>,
    ) -> Result<Self, UnderstandingError> {
        let sentences = Sentences::read(&folder.files, language)?;
        let spelling = Spelling { language: language.to_owned(), ignore_whitespace: sentences.ignore_whitespace };
        let phrases = products::phrases(catalogue, &spelling);
        let list =
            |name, or_anything| Provided { name, phrases: phrases.clone(), kind: ListKind::Products { or_anything } };
        let mut provided = vec![list("product", false), list("something", true)];
        provided.extend(slots::provided(catalogue, &spelling));
        let finder = Finder::new(catalogue, &spelling, pronounce);
        let mut compiled = template::compile(sentences, spelling, provided)?;
        let wake: Vec<String> = wake_phrase
            .map(|phrase| compiled.spelling.words(phrase).words.into_iter().map(|word| word.text).collect())
            .unwrap_or_default();
        let wake_numbers = wake.iter().map(|word| compiled.lexicon.intern(word)).collect();
        Ok(Self {
            compiled,
            products: catalogue.products.clone(),
            finder,
            history: History::default(),
            wake,
            wake_numbers,
        })
    }

    /// What this household bought, from now on.
    pub fn remember(&mut self, history: History) {
        self.history = history;
    }

    /// What a text means at this moment of a conversation.
    #[must_use]
    pub fn understand(&self, text: &str, expecting: Expecting) -> Meaning {
        match self.wish(text, expecting) {
            Some(wish) => Meaning::Wishes(vec![wish]),
            None => Meaning::NoMatch { confidence: 1.0 },
        }
    }

    fn wish(&self, text: &str, expecting: Expecting) -> Option<Intent> {
        let words = self.compiled.spelling.words(text);
        if words.cut || words.words.is_empty() {
            return None;
        }
        let start = self.behind_wake_phrase(&words);
        let waking = expecting == Expecting::Wake && !self.wake.is_empty();
        if waking && start == 0 {
            return None;
        }
        if start == words.words.len() {
            let wake = Intent {
                name: "Wake".to_owned(),
                slots: Vec::new(),
                confidence: 1.0,
                language: self.compiled.spelling.language.clone(),
                unread: Vec::new(),
            };
            return Some(wake);
        }
        let context = context::at(expecting);
        matcher::readings(&self.compiled, &words, start..words.words.len(), NAMED_SLOT)
            .into_iter()
            .find_map(|reading| self.intent(&reading, &words, &context))
    }

    /// What several hypotheses about one utterance mean, judged by how sure the recogniser is of the words and how sure
    /// the understanding is of their meaning.
    #[must_use]
    pub fn judge(&self, hypotheses: &[Hypothesis], expecting: Expecting) -> Judgement {
        let transcript = hypotheses.first().map(|first| first.text.clone()).unwrap_or_default();
        let mut best = Judgement { transcript, meaning: Meaning::NoMatch { confidence: 1.0 } };
        for hypothesis in hypotheses {
            let Meaning::Wishes(mut wishes) = self.understand(&hypothesis.text, expecting) else { continue };
            wishes.iter_mut().for_each(|wish| wish.confidence *= hypothesis.confidence.clamp(0.0, 1.0));
            let meaning = Meaning::Wishes(wishes);
            if meaning.confidence() > best.meaning.confidence() {
                best = Judgement { transcript: hypothesis.text.clone(), meaning };
            }
        }
        best
    }

    /// Everything that may be said, for each moment of a conversation.
    ///
    /// # Errors
    /// [`UnderstandingError::Unreadable`] when it is too much for a recogniser.
    pub fn vocabulary(&self) -> Result<Vocabulary, UnderstandingError> {
        let mut grammars: BTreeMap<Expecting, Arc<crate::speech_to_text::Grammar>> = BTreeMap::new();
        let sayable = vocabulary::Sayable::new(&self.compiled);
        for expecting in Expecting::ALL {
            let context = context::at(expecting);
            let opening = Opening { words: self.wake_numbers.clone(), required: expecting == Expecting::Wake };
            let opening = if opening.words.is_empty() { Opening { required: false, ..opening } } else { opening };
            let wanted = |block: u32| self.block(block).is_some_and(|block| context::is_listened_for(block, &context));
            grammars.insert(expecting, Arc::new(vocabulary::grammar(&self.compiled, &sayable, wanted, &opening)?));
        }
        Ok(Vocabulary { grammars })
    }

    /// Sentences that a grammar-driven recogniser cannot hear, and why.
    #[must_use]
    pub fn warnings(&self) -> &[String] {
        &self.compiled.warnings
    }

    fn block(&self, number: u32) -> Option<&Block> {
        self.compiled.blocks.get(number as usize)
    }

    /// Where the words behind the wake phrase begin; it may be said more than once.
    fn behind_wake_phrase(&self, words: &Words) -> usize {
        let mut start = 0;
        if self.wake.is_empty() {
            return start;
        }
        while words.words.len() >= start + self.wake.len()
            && words.words[start..].iter().zip(&self.wake).all(|(word, wake)| word.text == *wake)
        {
            start += self.wake.len();
        }
        start
    }

    /// A reading as an intent, if the moment allows it.
    fn intent(&self, reading: &Reading, words: &Words, context: &Context) -> Option<Intent> {
        let chosen = context::choose(&self.compiled, reading, words, context)?;
        let block = self.block(chosen.block)?;
        let mut slots: Vec<Slot> = Vec::new();
        let mut confidence = 1.0;
        for fill in &reading.fills {
            let (value, sureness) = self.value(fill)?;
            confidence *= sureness;
            if slots.iter().all(|slot| slot.name != fill.slot) {
                slots.push(Slot { name: fill.slot.clone(), value, spoken: fill.spoken.clone() });
            }
        }
        let fixed = chosen.fixed.into_iter();
        slots.extend(fixed.map(|(name, value)| Slot { name, value: Value::Text(value), spoken: String::new() }));
        Some(Intent {
            name: block.intent.clone(),
            slots,
            confidence,
            language: self.compiled.spelling.language.clone(),
            unread: Vec::new(),
        })
    }

    /// What fills a slot, and how sure that is; `None` when it must be a product and is none.
    fn value(&self, fill: &Fill) -> Option<(Value, f32)> {
        match &fill.filling {
            Filling::Value(value, _) => Some((value.clone(), 1.0)),
            Filling::Words => Some((Value::Text(fill.spoken.clone()), 0.9)),
            Filling::Products(numbers) => Some((Value::Products(self.sorted(numbers, &fill.spoken)), 1.0)),
            Filling::AskedFor { or_anything } => {
                let found = self.finder.find(&self.compiled.spelling, &fill.spoken, &self.history);
                match found.first() {
                    Some(best) => {
                        let sureness = best.confidence;
                        let products =
                            found.iter().filter_map(|found| self.products.get(found.product as usize).cloned());
                        Some((Value::Products(products.collect()), sureness))
                    }
                    None => or_anything.then_some((Value::Products(Vec::new()), NOT_SOLD)),
                }
            }
        }
    }

    /// Products whose very name was said come first, then brand and name, then those with such a synonym.
    fn sorted(&self, numbers: &[u32], spoken: &str) -> Vec<Product> {
        let spoken = self.compiled.spelling.normal(spoken);
        let mut products: Vec<&Product> =
            numbers.iter().filter_map(|number| self.products.get(*number as usize)).collect();
        products.sort_by_key(|product| {
            let name = self.compiled.spelling.normal(&product.name);
            let brand = self.compiled.spelling.normal(&product.brand);
            u8::from(name != spoken) + u8::from(name != spoken && format!("{brand} {name}") != spoken)
        });
        products.into_iter().cloned().collect()
    }
}

#[cfg(test)]
mod tests;
