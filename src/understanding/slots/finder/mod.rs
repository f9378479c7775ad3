//! Finds products by words that are nearly what they are called: in another order, inflected, mistyped, misheard. What
//! is not sold is not found: every word that was said must belong to the product.
//!
//! A phrase is taken apart ([`query`]) into words of the catalogue ([`lexicon`]) by their letters and their sounds.
//! Every product that has them is judged by how well it covers the phrase ([`cover`]); how likely it is meant
//! ([`confidence`]) depends on that, on what else fits, and among those on what the household bought before.

mod confidence;
mod cover;
mod distance;
mod index;
mod language;
mod letters;
mod lexicon;
mod query;
mod sound;

use std::fmt;
use std::sync::Arc;

use self::cover::Fit;
use self::index::Index;
use self::language::{Language, Preference};
use self::query::Query;
use super::history::History;
use crate::commerce::catalogue::Catalogue;
use crate::speech_to_text::Pronounce;
use crate::understanding::text::Spelling;

/// A product that words can mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found {
    /// Its number in the catalogue.
    pub product: u32,
    /// The probability that it is the one that was meant, 0 to 1: of the answers with 0.9 about 90 % are right. What
    /// several products have together is how sure it is that one of them is meant.
    pub confidence: f32,
}

/// Everything that products are called.
#[derive(Clone)]
pub struct Finder {
    index: Arc<Index>,
    language: Arc<Language>,
    pronounce: Option<Pronounce>,
}

/// More words than this that say something name no product.
const LONGEST_QUERY: usize = 12;
/// More words than this in all name no product either.
const MOST_WORDS: usize = 24;
/// Nobody looks for slips in words that make sense as they are.
const SURE_OF_WORDS: f32 = 0.84;
/// So many products are worth a question.
const MOST_FOUND: usize = 12;
/// A product this much less likely than the best is not meant.
const FAR_BEHIND: f32 = 0.2;

/// What counts among products that fit, as log-odds: a synonym is said for more things than a name is …
const BY_SYNONYM: f32 = -0.5;
/// … what is of that kind …
const OF_THAT_KIND: f32 = 2.0;
/// … what has more of its name said than another …
const WHOLE_NAME: f32 = 3.0;
/// … what this household always buys …
const ALWAYS_BOUGHT: f32 = 3.0;
/// … "the big one".
const PREFERRED: f32 = 3.0;

impl Finder {
    /// Takes in a catalogue. With `pronounce` (a word to its sounds in the International Phonetic Alphabet) products are
    /// found by how they sound, too.
    #[must_use]
    pub fn new(catalogue: &Catalogue, spelling: &Spelling, pronounce: Option<Pronounce>) -> Self {
        let language = Language::of(&spelling.language);
        let index = Index::new(catalogue, spelling, &language, pronounce.as_ref());
        Self { index: Arc::new(index), language: Arc::new(language), pronounce }
    }

    /// The same finder over another catalogue.
    #[must_use]
    pub fn over(&self, catalogue: &Catalogue, spelling: &Spelling) -> Self {
        let index = Index::new(catalogue, spelling, &self.language, self.pronounce.as_ref());
        Self { index: Arc::new(index), ..self.clone() }
    }

    /// The products that words can mean, the likeliest first. One is a clear answer, several are too close to choose;
    /// none when a word belongs to no product.
    #[must_use]
    pub fn find(&self, spelling: &Spelling, spoken: &str, history: &History) -> Vec<Found> {
        let whole = self.index.with_whole_name(&spelling.normal(spoken));
        if !whole.is_empty() {
            return among(whole.iter().map(|product| (*product, 0.0)).collect(), 1.0);
        }
        let language = &self.language;
        let Some(mut query) = Query::new(spoken, spelling, language) else { return Vec::new() };
        query.read_words(&self.index, language);
        let mut fits = self.fits(&query);
        if !is_sure(&fits, SURE_OF_WORDS) {
            query.read_slips(&self.index, language, self.pronounce.as_ref());
            fits = self.fits(&query);
        }
        if !is_sure(&fits, 0.0) {
            query.read_in_one_breath(&self.index);
            fits = self.fits(&query);
        }
        self.likeliest(&fits, query.preference, history)
    }

    fn fits(&self, query: &Query) -> Vec<(u32, Fit)> {
        let (demands, bits) = (query.demands(), query.bits());
        let candidates = query.candidates(&self.index).into_iter();
        candidates
            .filter_map(|product| Some((product, cover::fit(query, &demands, &bits, &self.index, product)?)))
            .collect()
    }

    fn likeliest(&self, fits: &[(u32, Fit)], preference: Option<Preference>, history: &History) -> Vec<Found> {
        let Some(probability) = best_probability(fits) else { return Vec::new() };
        let sizes = fits.iter().filter_map(|(product, _)| self.amount(*product));
        let preferred = match preference {
            Some(Preference::Large) => sizes.max(),
            Some(Preference::Small) => sizes.min(),
            None => None,
        };
        let judged = fits.iter().map(|(product, fit)| {
            let synonym = if fit.is_first_name { 0.0 } else { BY_SYNONYM };
            let kind = if fit.is_kind { OF_THAT_KIND } else { 0.0 };
            let size = if fit.is_preferred || (preferred.is_some() && self.amount(*product) == preferred) {
                PREFERRED
            } else {
                0.0
            };
            let bought = self.index.sku(*product).map_or(0.0, |sku| history.weight(sku));
            (
                *product,
                confidence::log_odds(fit) + WHOLE_NAME * fit.coverage + synonym + kind + size + ALWAYS_BOUGHT * bought,
            )
        });
        among(judged.collect(), probability)
    }

    /// How much is in a pack, in thousandths of its unit.
    fn amount(&self, product: u32) -> Option<u64> {
        let size = self.index.size(product)?;
        Some(size.thousandths.saturating_mul(u64::from(size.count)))
    }
}

/// How likely the best of them is meant; `None` when that is too little to speak of.
fn best_probability(fits: &[(u32, Fit)]) -> Option<f32> {
    let odds = fits.iter().map(|(_, fit)| confidence::log_odds(fit));
    confidence::probability(odds.fold(f32::NEG_INFINITY, f32::max))
}

fn is_sure(fits: &[(u32, Fit)], enough: f32) -> bool {
    best_probability(fits).is_some_and(|probability| probability >= enough)
}

/// Shares a probability out among products by their log-odds; those far behind the best get none of it.
fn among(mut judged: Vec<(u32, f32)>, probability: f32) -> Vec<Found> {
    judged.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
    let best = judged.first().map_or(0.0, |(_, odds)| *odds);
    let mut shares: Vec<(u32, f32)> =
        judged.into_iter().map(|(product, odds)| (product, (odds - best).exp())).collect();
    shares.retain(|(_, share)| *share >= FAR_BEHIND);
    shares.truncate(MOST_FOUND);
    let whole: f32 = shares.iter().map(|(_, share)| share).sum();
    shares.into_iter().map(|(product, share)| Found { product, confidence: probability * share / whole }).collect()
}

impl fmt::Debug for Finder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Finder").field("by_sound", &self.pronounce.is_some()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
