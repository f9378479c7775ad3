//! How well a product covers a phrase: every word that counts must belong to it, in whichever order.

use super::index::{Index, Name};
use super::lexicon::Term;
use super::query::{Match, Query};
use rustc_hash::FxHashMap;

/// Beyond so many steps a cover is as good as it gets.
const MOST_STEPS: usize = 500;
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
pub fn fit(query: &Query, bits: &FxHashMap<Term, u128>, index: &Index, product: u32) -> Option<Fit> {
    let bit = |term: &Term| bits.get(term).copied().unwrap_or(0);
    let present = index.terms_of(product).fold(0, |all, term| all | bit(&term));
    let mut usable: Vec<Match> = query.matches.iter().filter(|found| found.terms & !present == 0).copied().collect();
    for (places, size) in &query.sizes {
        let likeness = if index.size(product) == Some(*size) { 1.0 } else { OTHER_SIZE };
        usable.push(Match { places: *places, terms: 0, likeness, mass: 3.0 });
    }
    let mut best = None;
    let mut steps = 0;
    search(query.needed, &usable, Cover { weakest: 1.0, ..Cover::default() }, &mut best, &mut steps);
    let mut cover: Cover = best?;
    // What counts only where it is part of a name: "the" in "over the top".
    for found in usable.iter().filter(|found| found.places & (query.needed | cover.places) == 0 && found.likeness > 0.9)
    {
        cover.terms |= found.terms;
    }
    let (coverage, name) = best_name(index, product, cover.terms, &bit)?;
    let likeness = cover.likeness / cover.mass.max(1.0);
    Some(Fit { likeness, weakest: cover.weakest, coverage, mass: cover.mass, is_first_name: name.is_first })
}

/// Reads every word that counts, the first that is not read yet in each way there is.
fn search(needed: u32, usable: &[Match], cover: Cover, best: &mut Option<Cover>, steps: &mut usize) {
    *steps += 1;
    if *steps > MOST_STEPS {
        return;
    }
    let missing = needed & !cover.places;
    if missing == 0 {
        let worth = |cover: &Cover| cover.likeness / cover.mass.max(1.0);
        if best.as_ref().is_none_or(|known| worth(&cover) > worth(known)) {
            *best = Some(cover);
        }
        return;
    }
    let next = 1 << missing.trailing_zeros();
    for found in usable.iter().filter(|found| found.places & next != 0 && found.places & cover.places == 0) {
        search(needed, usable, cover.with(found), best, steps);
    }
}

/// How much of a name must be said where its kind is not.
const WITHOUT_KIND: f32 = 0.6;
/// The same where the brand was said.
const WITH_BRAND: f32 = 0.3;
/// What the brand alone is worth.
const BRAND_ALONE: f32 = 0.3;

/// The name that was meant, and how much of it was said.
fn best_name<'a>(index: &'a Index, product: u32, said: u128, bit: &impl Fn(&Term) -> u128) -> Option<(f32, &'a Name)> {
    let brand = index.brand(product);
    let is_said = |term: &Term| said & bit(term) != 0;
    let with_brand = !brand.is_empty() && brand.iter().all(is_said);
    let mut best: Option<(f32, &Name)> = None;
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
        // The first of equals: the name itself stands before its synonyms.
        if coverage > 0.0 && best.is_none_or(|(known, _)| coverage > known + 0.001) {
            best = Some((coverage, name));
        }
    }
    best
}
