//! How well a product covers a phrase: every word that counts must belong to it, in whichever order.

use super::confidence::log_odds;
use super::index::{Index, Name};
use super::lexicon::Term;
use super::query::{Match, Query};
use rustc_hash::FxHashMap;

/// Beyond so many steps a cover is as good as it gets.
const MOST_STEPS: usize = 500;
/// A brand of which only a part was said.
const PART_OF_BRAND: f32 = 0.15;
/// A pack of another size than was said.
const OTHER_SIZE: f32 = 0.4;

/// How a product fits a phrase.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit {
    /// How alike the words are on average, 0 to 1.
    pub likeness: f32,
    /// The likeness of the word that is least alike.
    pub weakest: f32,
    /// How much of the name was said, 0 to 1.
    pub coverage: f32,
    /// How much was said: letters, at most eight a word.
    pub mass: f32,
    /// Whether it was the name itself, not a synonym.
    pub is_first_name: bool,
    /// Whether the word that says what kind of thing is wanted does so in the name: "coffee filters" are no "filter
    /// coffee".
    pub is_kind: bool,
    /// Whether its name says "big" or "small", as the phrase does.
    pub is_preferred: bool,
}

/// The words of the phrase that are read so far.
#[derive(Clone, Copy, Default)]
struct Cover {
    places: u32,
    terms: u128,
    likeness: f32,
    weakest: f32,
    mass: f32,
}

impl Cover {
    fn with(self, found: &Match) -> Self {
        Self {
            places: self.places | found.places,
            terms: self.terms | found.terms,
            likeness: self.likeness + found.likeness * found.mass,
            weakest: self.weakest.min(found.likeness),
            mass: self.mass + found.mass,
        }
    }
}

/// How a product fits; `None` when a word of the phrase does not belong to it, or when what was said is no name of it.
///
/// `demands` and `bits` are those of the query.
pub fn fit(query: &Query, demands: &[u128], bits: &FxHashMap<Term, u128>, index: &Index, product: u32) -> Option<Fit> {
    let present = index.terms_of(product).filter_map(|term| bits.get(&term)).fold(0, |all, bit| all | bit);
    if demands.iter().any(|terms| terms & present == 0) {
        return None;
    }
    let mut usable: Vec<Match> = query.matches.iter().filter(|found| found.terms & !present == 0).copied().collect();
    for (places, size) in &query.sizes {
        let likeness = if index.size(product) == Some(*size) { 1.0 } else { OTHER_SIZE };
        usable.push(Match { places: *places, terms: 0, likeness, mass: 3.0 });
    }
    let mut search = Search { query, bits, index, product, usable, best: None, steps: 0 };
    search.read(Cover { weakest: 1.0, ..Cover::default() });
    search.best.map(|(_, fit)| fit)
}

/// The search for the best way to read a phrase as a product.
struct Search<'a> {
    query: &'a Query,
    bits: &'a FxHashMap<Term, u128>,
    index: &'a Index,
    product: u32,
    usable: Vec<Match>,
    best: Option<(f32, Fit)>,
    steps: usize,
}

impl Search<'_> {
    /// Reads every word that counts, the first that is not read yet in each way there is.
    fn read(&mut self, cover: Cover) {
        self.steps += 1;
        if self.steps > MOST_STEPS {
            return;
        }
        let missing = self.query.needed & !cover.places;
        if missing == 0 {
            if let Some(fit) = self.judge(cover) {
                let odds = log_odds(&fit);
                if self.best.is_none_or(|(known, _)| odds > known) {
                    self.best = Some((odds, fit));
                }
            }
            return;
        }
        let next = 1 << missing.trailing_zeros();
        for at in 0..self.usable.len() {
            let found = self.usable[at];
            if found.places & next != 0 && found.places & cover.places == 0 {
                self.read(cover.with(&found));
            }
        }
    }

    /// Whether the phrase is the name, word for word.
    fn is_said_in_order(&self, name: &Name) -> bool {
        let words = self.index.words_of(name);
        let is_word = |(at, term): (usize, &Term)| {
            let bit = self.bits.get(term).copied().unwrap_or(0);
            self.usable.iter().any(|found| found.places == 1 << at && found.terms == bit && found.likeness > 0.9)
        };
        words.len() == self.query.count() && words.iter().enumerate().all(is_word)
    }

    fn judge(&self, mut cover: Cover) -> Option<Fit> {
        let kind = self.usable.iter().filter(|found| found.places & self.query.kind != 0);
        let kind = kind.fold(0, |all, found| all | found.terms) & cover.terms;
        let preferred = self.usable.iter().filter(|found| found.places & self.query.preferring != 0);
        let preferred = preferred.fold(0, |all, found| all | found.terms);
        let counted = cover.terms;
        // What counts only where it is part of a name: "the" in "over the top".
        for found in &self.usable {
            if found.places & (self.query.needed | cover.places) == 0 && found.likeness > 0.9 {
                cover.terms |= found.terms;
            }
        }
        let bit = |term: &Term| self.bits.get(term).copied().unwrap_or(0);
        let brand = self.index.brand(self.product);
        let brand_words = brand.iter().filter(|term| cover.terms & bit(term) != 0).count();
        let with_brand = brand_words > 0 && brand_words == brand.len();
        let (coverage, name) = best_name(self.index, self.product, with_brand, |term| cover.terms & bit(term) != 0)?;
        let likeness = cover.likeness / cover.mass.max(1.0);
        let besides_name = |term: &Term| counted & bit(term) != 0 && !self.index.words_of(name).contains(term);
        let part_of_brand = !with_brand && brand.iter().any(besides_name);
        Some(Fit {
            likeness,
            weakest: if part_of_brand { cover.weakest - PART_OF_BRAND } else { cover.weakest },
            coverage,
            mass: cover.mass,
            is_first_name: name.is_first,
            is_preferred: preferred & cover.terms != 0,
            is_kind: kind & bit(&name.kind) != 0 || self.is_said_in_order(name),
        })
    }
}

/// How much of a name must be said where its kind is not.
const WITHOUT_KIND: f32 = 0.6;
/// The same where the brand was said.
const WITH_BRAND: f32 = 0.3;
/// What the brand alone is worth.
const BRAND_ALONE: f32 = 0.3;

/// The name that was meant, and how much of it was said.
fn best_name(index: &Index, product: u32, with_brand: bool, is_said: impl Fn(&Term) -> bool) -> Option<(f32, &Name)> {
    let mut best: Option<(f32, f32, &Name)> = None;
    for name in index.names(product) {
        let mut whole = 0.0;
        let mut covered = 0.0;
        for term in index.words_of(name) {
            let mass = index.lexicon.mass(*term);
            whole += mass;
            covered += if is_said(term) { mass } else { 0.0 };
        }
        let coverage = covered / f32::max(whole, 1.0);
        let enough = coverage >= WITHOUT_KIND
            || (coverage > 0.0 && is_said(&name.kind))
            || (with_brand && coverage >= WITH_BRAND);
        let coverage = if enough { coverage } else { 0.0 };
        let coverage = if coverage == 0.0 && with_brand { BRAND_ALONE } else { coverage };
        // Of names that were said whole the longest was meant, of equals the first: the name before its synonyms.
        let better =
            |(known, length, _): (f32, f32, &Name)| coverage > known || (coverage >= known && covered > length);
        if coverage > 0.0 && best.is_none_or(better) {
            best = Some((coverage, covered, name));
        }
    }
    best.map(|(coverage, _, name)| (coverage, name))
}
