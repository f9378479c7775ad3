//! Why a text means what it means, for those who write sentences.

use std::ops::Range;

use super::context::{self, Context, holds};
use super::matcher::{self, Filling, Reading};
use super::several::ITEM;
use super::template::{Block, Sentences};
use super::text::Words;
use super::understand::NAMED_SLOT;
use super::{Intent, IntentFolder, Meaning, Understanding, UnderstandingError};
use crate::commerce::catalogue::Catalogue;
use crate::expecting::Expecting;
use crate::speech_to_text::Pronounce;

/// So many readings of a stretch are told.
const TOLD: usize = 8;

/// Why a text means what it means.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// What it means.
    pub meaning: Meaning,
    /// The stretches that it was cut into, one a wish; all of it when it means nothing.
    pub stretches: Vec<Stretch>,
}

/// A stretch of a text, and what it could mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Stretch {
    /// As it was written.
    pub text: String,
    /// The sentences that say it, the best first; those that pass over words when none says all of it.
    pub matches: Vec<Match>,
    /// For each phrase that names a product what it can mean and how sure that is, the likeliest first.
    pub products: Vec<(String, Vec<(String, f32)>)>,
}

/// A sentence of a file that says a stretch.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// Its intent.
    pub intent: String,
    /// `file:line:column`.
    pub place: String,
    /// The template.
    pub template: String,
    /// What speaks for and against it.
    pub rank: String,
    /// The intent with its slots; `None` when it does not count.
    pub wish: Option<Intent>,
    /// Why it does not count; empty when it does.
    pub why_not: String,
}

impl Understanding {
    /// As [`Understanding::new`], but so that [`Understanding::explain`] can tell sentences of a block apart.
    ///
    /// # Errors
    /// [`UnderstandingError::Malformed`] names file, line and column of the first thing that is wrong.
    pub fn to_explain(
        folder: &IntentFolder,
        language: &str,
        catalogue: &Catalogue,
        pronounce: Option<Pronounce>,
    ) -> Result<Self, UnderstandingError> {
        let mut sentences = Sentences::read(&folder.files, language)?;
        let alone = |block: Block| {
            let one = |template| Block { sentences: vec![template], ..block.clone() };
            block.sentences.clone().into_iter().map(one).collect::<Vec<_>>()
        };
        sentences.blocks = sentences.blocks.into_iter().flat_map(alone).collect();
        Self::of(sentences, language, catalogue, &[], pronounce)
    }

    /// Why a text means what it means at a moment of a conversation.
    #[must_use]
    pub fn explain(&self, text: &str, expecting: Expecting) -> Explanation {
        let meaning = self.understand(text, expecting);
        let words = self.compiled.spelling.words(text);
        let range = self.behind_wake_phrase(&words)..words.words.len();
        if words.cut || range.is_empty() {
            return Explanation { meaning, stretches: Vec::new() };
        }
        let mut stretches: Vec<Range<usize>> =
            self.parts(&words, range.clone(), expecting).into_iter().map(|part| part.words).collect();
        if stretches.is_empty() {
            stretches.push(range);
        }
        let stretches = stretches.into_iter().map(|stretch| self.stretch(&words, stretch, expecting)).collect();
        Explanation { meaning, stretches }
    }

    fn stretch(&self, words: &Words, range: Range<usize>, expecting: Expecting) -> Stretch {
        let mut readings = self.readings(words, range.clone());
        if readings.is_empty() {
            readings = matcher::partial(&self.compiled, words, range.clone(), NAMED_SLOT);
        }
        let context = context::at(expecting);
        let mut matches: Vec<Match> = Vec::new();
        for found in readings.iter().flat_map(|reading| self.matches(reading, words, &context)) {
            // A sentence that says it in several ways is told with the best of them.
            if matches.iter().all(|known| known.place != found.place) {
                matches.push(found);
            }
        }
        matches.sort_by_key(|found| found.wish.is_none());
        matches.truncate(TOLD);
        let mut products: Vec<(String, Vec<(String, f32)>)> = Vec::new();
        for fill in readings.iter().take(TOLD).flat_map(|reading| &reading.fills) {
            let names_product = matches!(fill.filling, Filling::Products(_) | Filling::AskedFor { .. });
            if names_product && products.iter().all(|(spoken, _)| *spoken != fill.spoken) {
                products.push((fill.spoken.clone(), self.found(&fill.spoken)));
            }
        }
        Stretch { text: words.written(range).to_owned(), matches, products }
    }

    fn matches(&self, reading: &Reading, words: &Words, context: &Context) -> Vec<Match> {
        let blocks = reading.blocks.iter().filter_map(|number| Some((*number, self.block(*number)?)));
        let found = blocks.filter_map(|(number, block)| {
            let template = block.sentences.first()?;
            let alone = Reading { blocks: vec![number], ..reading.clone() };
            let wish = self.intent(&alone, words, context, |_| true);
            let why_not = match &wish {
                Some(_) if block.intent == ITEM => "only behind another wish",
                Some(_) => "",
                None if !holds(block, context) => "not at this moment",
                None => "its product is not sold, or a keyword is missing",
            };
            Some(Match {
                intent: block.intent.clone(),
                place: template.place.to_string(),
                template: template.text.clone(),
                rank: reading.rank.to_string(),
                wish,
                why_not: why_not.to_owned(),
            })
        });
        found.collect()
    }

    /// What a phrase can mean, by title.
    fn found(&self, spoken: &str) -> Vec<(String, f32)> {
        let found = self.finder.find(&self.compiled.spelling, spoken, &self.history);
        found
            .into_iter()
            .filter_map(|found| Some((self.products.get(found.product as usize)?.title(), found.confidence)))
            .collect()
    }
}
