//! The whole of the understanding: sentences, catalogue and wake phrase in one.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::context;
use super::matcher::{self, Reading};
use super::slots::finder::Finder;
use super::slots::history::History;
use super::slots::{self, products};
use super::template::{self, Block, Compiled, ListKind, Provided, Sentences};
use super::text::{Spelling, Words};
use super::vocabulary::{self, Opening};
use super::{Intent, IntentFolder, Meaning, UnderstandingError};
use crate::commerce::catalogue::{Catalogue, Product};
use crate::expecting::Expecting;
use crate::speech_to_text::{Pronounce, Vocabulary};

/// The slot whose words count most where two readings compete.
pub(super) const NAMED_SLOT: &str = "product";

/// The most names of products that a recogniser is told to expect.
const LIKELY_NAMES: usize = 50;

/// Knows the sentences of a language and the products of a catalogue.
#[derive(Debug, Clone)]
pub struct Understanding {
    pub(super) compiled: Compiled,
    pub(super) products: Arc<Vec<Product>>,
    pub(super) finder: Finder,
    pub(super) history: History,
    /// The words of each wake phrase, the longest first.
    wakes: Vec<Vec<String>>,
    wake_numbers: Vec<Vec<u32>>,
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
        wake_phrases: &[&str],
        pronounce: Option<Pronounce>,
    ) -> Result<Self, UnderstandingError> {
        let sentences = Sentences::read(&folder.files, language)?;
        Self::of(sentences, language, catalogue, wake_phrases, pronounce)
    }

    pub(super) fn of(
        sentences: Sentences,
        language: &str,
        catalogue: &Catalogue,
        wake_phrases: &[&str],
        pronounce: Option<Pronounce>,
    ) -> Result<Self, UnderstandingError> {
        let mut compiled = compile(sentences, language, catalogue)?;
        let finder = Finder::new(catalogue, &compiled.spelling, pronounce);
        let phrase = |phrase: &&str| -> Vec<String> {
            compiled.spelling.words(phrase).words.into_iter().map(|word| word.text).collect()
        };
        let mut wakes: Vec<Vec<String>> = wake_phrases.iter().map(phrase).filter(|words| !words.is_empty()).collect();
        wakes.sort_by_key(|words| std::cmp::Reverse(words.len()));
        let wake_numbers =
            wakes.iter().map(|words| words.iter().map(|word| compiled.lexicon.intern(word)).collect()).collect();
        Ok(Self {
            compiled,
            products: Arc::new(catalogue.products.clone()),
            finder,
            history: History::default(),
            wakes,
            wake_numbers,
        })
    }

    /// The same sentences over another catalogue, far quicker than [`Understanding::new`].
    #[must_use]
    pub fn over(&self, catalogue: &Catalogue) -> Self {
        let mut other = self.clone();
        other.compiled.adopt(&provided(catalogue, &self.compiled.spelling));
        other.finder = self.finder.over(catalogue, &self.compiled.spelling);
        other.products = Arc::new(catalogue.products.clone());
        other
    }

    /// Everything on sale.
    #[must_use]
    pub fn products(&self) -> Arc<Vec<Product>> {
        Arc::clone(&self.products)
    }

    /// The tag of the language, `en` for instance.
    #[must_use]
    pub fn language(&self) -> &str {
        &self.compiled.spelling.language
    }

    /// What this household bought, from now on.
    pub fn remember(&mut self, history: History) {
        self.history = history;
    }

    /// What a text means at this moment of a conversation.
    #[must_use]
    pub fn understand(&self, text: &str, expecting: Expecting) -> Meaning {
        let words = self.compiled.spelling.words(text);
        if words.cut || words.words.is_empty() {
            return Meaning::NoMatch { confidence: 1.0 };
        }
        let range = self.behind_wake_phrase(&words)..words.words.len();
        if expecting == Expecting::Wake && !self.wakes.is_empty() && range.start == 0 {
            return Meaning::NoMatch { confidence: 1.0 };
        }
        if range.is_empty() {
            return Meaning::Wishes(vec![Intent {
                name: "Wake".to_owned(),
                slots: Vec::new(),
                confidence: 1.0,
                language: self.compiled.spelling.language.clone(),
                unread: Vec::new(),
                doubtful: None,
            }]);
        }
        match self.parts(&words, range.clone(), expecting) {
            parts if parts.is_empty() => self.half(&words, range, expecting),
            parts => Meaning::Wishes(parts.into_iter().map(|part| part.wish).collect()),
        }
    }

    /// The ways to read a range of words, the best first.
    pub(super) fn readings(&self, words: &Words, range: Range<usize>) -> Vec<Reading> {
        matcher::readings(&self.compiled, words, range, NAMED_SLOT)
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
            let opening = Opening {
                phrases: self.wake_numbers.clone(),
                required: expecting == Expecting::Wake && !self.wake_numbers.is_empty(),
                alone: matches!(expecting, Expecting::Wake | Expecting::Interruption),
            };
            let wanted = |block: u32| self.block(block).is_some_and(|block| context::is_listened_for(block, &context));
            grammars.insert(expecting, Arc::new(vocabulary::grammar(&self.compiled, &sayable, wanted, &opening)?));
        }
        let goods = Arc::new(vocabulary::goods(&self.compiled, &sayable));
        let wakes = self.wakes.iter().map(|words| words.join(" ")).collect();
        Ok(Vocabulary { grammars, names: self.likely_names(), goods, wakes })
    }

    /// What the household buys, first what it buys most, and the rest where all that is sold are few: names that are not
    /// likely would only mislead.
    fn likely_names(&self) -> Arc<[String]> {
        let habit = |product: &Product| self.history.weight(&product.sku);
        let mut products: Vec<&Product> = self.products.iter().collect();
        if products.len() > LIKELY_NAMES {
            products.retain(|product| habit(product) > 0.0);
        }
        products.sort_by(|one, other| habit(other).total_cmp(&habit(one)));
        let mut names: Vec<String> = Vec::new();
        for name in products.into_iter().map(|product| product.name.to_lowercase()) {
            if names.len() < LIKELY_NAMES && !names.contains(&name) {
                names.push(name);
            }
        }
        names.into()
    }

    /// Sentences that a grammar-driven recogniser cannot hear, and why.
    #[must_use]
    pub fn warnings(&self) -> &[String] {
        &self.compiled.warnings
    }

    pub(super) fn block(&self, number: u32) -> Option<&Block> {
        self.compiled.blocks.get(number as usize)
    }

    /// Where the words behind the wake phrase begin; it may be said more than once.
    pub(super) fn behind_wake_phrase(&self, words: &Words) -> usize {
        let mut start = 0;
        let said_at = |start: usize, wake: &&Vec<String>| {
            words.words.len() >= start + wake.len()
                && words.words[start..].iter().zip(*wake).all(|(word, wake)| word.text == *wake)
        };
        while let Some(wake) = self.wakes.iter().find(|wake| said_at(start, wake)) {
            start += wake.len();
        }
        start
    }
}

/// Compiles sentences with the lists that the program provides.
pub(super) fn compile(
    sentences: Sentences,
    language: &str,
    catalogue: &Catalogue,
) -> Result<Compiled, UnderstandingError> {
    let spelling = Spelling { language: language.to_owned(), ignore_whitespace: sentences.ignore_whitespace };
    let provided = provided(catalogue, &spelling);
    template::compile(sentences, spelling, provided)
}

/// All lists that the program provides.
fn provided(catalogue: &Catalogue, spelling: &Spelling) -> Vec<Provided> {
    let phrases = products::phrases(catalogue, spelling);
    let list =
        |name, or_anything| Provided { name, phrases: phrases.clone(), kind: ListKind::Products { or_anything } };
    let mut provided = vec![list("product", false), list("something", true)];
    provided.extend(slots::provided(catalogue, spelling));
    provided
}

#[cfg(test)]
mod tests;
