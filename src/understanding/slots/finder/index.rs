//! What every product is called, as numbers of words, and which products a word belongs to.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::language::Language;
use super::lexicon::{LONGEST_WORD, Lexicon, Term};
use super::sound::{self, Phone};
use crate::commerce::catalogue::{Catalogue, Product, Sku};
use crate::speech_to_text::Pronounce;
use crate::understanding::Value;
use crate::understanding::slots::measure::{self, Measure};
use crate::understanding::text::Spelling;

/// So many words of a name count.
const LONGEST_NAME: usize = 24;
/// So many words are said without a gap between them.
const LONGEST_BREATH: usize = 3;
/// Much of a phrase can be another word where none is compared by itself: "horse shampoo" is no "hair shampoo".
const LEAST_IN_ONE_BREATH: f32 = 0.88;

/// A catalogue taken apart.
#[derive(Clone, Default)]
pub struct Index {
    /// All words of the catalogue.
    pub lexicon: Lexicon,
    products: Vec<Entry>,
    names: Vec<Name>,
    /// The words of names and of what stands beside them, one after the other.
    terms: Vec<Term>,
    /// Where the products of each word begin in `with_term`.
    starts: Vec<u32>,
    with_term: Vec<u32>,
    /// Names of several words in one breath: which consonants, how many sounds, and the number of the name.
    breaths: Vec<(u64, u32, u32)>,
    /// Whole names that cannot be taken apart: too long, or of words that say nothing.
    whole: FxHashMap<String, Vec<u32>>,
}

/// A product.
#[derive(Clone)]
struct Entry {
    sku: Sku,
    names: Range<u32>,
    brand: Range<u32>,
    /// Size and category.
    besides: Range<u32>,
    size: Option<Measure>,
}

/// One name of a product.
#[derive(Debug, Clone)]
pub struct Name {
    terms: Range<u32>,
    /// The word that says what kind of thing it is.
    pub kind: Term,
    /// Whether it is the name itself, not a synonym.
    pub is_first: bool,
}

impl Index {
    /// Takes in a catalogue.
    pub fn new(catalogue: &Catalogue, spelling: &Spelling, language: &Language, pronounce: Option<&Pronounce>) -> Self {
        let mut index = Self::default();
        let mut sizes = FxHashMap::default();
        for product in &catalogue.products {
            let number = number(index.products.len());
            let names = index.take_names(product, number, spelling, language, pronounce);
            let mut take = |texts: &[&str]| {
                let from = index.terms.len();
                for text in texts {
                    let words = words(text, spelling, language);
                    let terms =
                        words.iter().take(LONGEST_NAME).map(|word| index.lexicon.learn(word, language, pronounce));
                    index.terms.extend(terms);
                }
                number_range(from..index.terms.len())
            };
            let brand = take(&[&product.brand]);
            let besides = take(&[&product.size, &product.category]);
            let size = *sizes.entry(product.size.as_str()).or_insert_with(|| size(&product.size, spelling));
            index.products.push(Entry { sku: product.sku.clone(), names, brand, besides, size });
        }
        index.terms.shrink_to_fit();
        index.names.shrink_to_fit();
        index.products.shrink_to_fit();
        index.lexicon.finish();
        index.invert();
        index.take_breaths();
        index
    }

    fn take_names(
        &mut self,
        product: &Product,
        number_of_product: u32,
        spelling: &Spelling,
        language: &Language,
        pronounce: Option<&Pronounce>,
    ) -> Range<u32> {
        let from = self.names.len();
        for (place, name) in std::iter::once(&product.name).chain(&product.synonyms).enumerate() {
            let normal = spelling.normal(name);
            let mut words = words(name, spelling, language);
            let is_long = words.len() > super::LONGEST_QUERY || words.iter().any(|word| word.len() > LONGEST_WORD);
            if is_long || words.iter().all(|word| language.is_empty(word)) {
                self.whole.entry(normal).or_default().push(number_of_product);
            }
            words.truncate(LONGEST_NAME);
            let kind = kind(&words, language);
            let start = self.terms.len();
            let terms = words.iter().map(|word| self.lexicon.learn(word, language, pronounce));
            self.terms.extend(terms);
            if let Some(kind) = self.terms[start..].get(kind).copied() {
                let terms = number_range(start..self.terms.len());
                self.names.push(Name { terms, kind, is_first: place == 0 });
            }
        }
        number_range(from..self.names.len())
    }

    /// Sorts the products under their words.
    fn invert(&mut self) {
        let mut starts = vec![0_u32; self.lexicon.len() + 1];
        let mut pairs: Vec<(Term, u32)> = Vec::with_capacity(self.terms.len());
        for product in 0..number(self.products.len()) {
            let from = pairs.len();
            pairs.extend(self.terms_of(product).map(|term| (term, product)));
            pairs[from..].sort_unstable();
        }
        pairs.dedup();
        for (term, _) in &pairs {
            starts[*term as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut with_term = vec![0; pairs.len()];
        for (term, product) in pairs {
            let place = &mut next[term as usize];
            with_term[*place as usize] = product;
            *place += 1;
        }
        self.starts = starts;
        self.with_term = with_term;
    }

    fn take_breaths(&mut self) {
        let mut seen = FxHashSet::default();
        let mut breaths = Vec::new();
        for (number, name) in (0_u32..).zip(&self.names) {
            let terms = self.words_of(name);
            if (2..=LONGEST_BREATH).contains(&terms.len()) && seen.insert(terms) {
                let sounds = self.lexicon.sounds(terms);
                let length = u32::try_from(sounds.len()).unwrap_or(u32::MAX);
                if !sounds.is_empty() {
                    breaths.push((sound::signature(&sounds), length, number));
                }
            }
        }
        drop(seen);
        self.breaths = breaths;
    }

    /// Names of several words that sound like what was said, as their words, and how alike they are.
    pub fn alike_in_one_breath(&self, said: &[Phone]) -> Vec<(&[Term], f32)> {
        let signature = sound::signature(said);
        let length = u32::try_from(said.len()).unwrap_or(u32::MAX);
        let near = self.breaths.iter().filter(|(known, known_length, _)| {
            known_length.abs_diff(length) <= 1 + length / 4 && (known ^ signature).count_ones() <= 2
        });
        let alike = near.filter_map(|(.., number)| {
            let terms = self.words_of(self.names.get(*number as usize)?);
            let likeness = sound::alike(said, &self.lexicon.sounds(terms), LEAST_IN_ONE_BREATH);
            (likeness > 0.0).then_some((terms, likeness))
        });
        alike.collect()
    }

    /// The products that have a word, in their order.
    pub fn with_term(&self, term: Term) -> &[u32] {
        let at = term as usize;
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(from), Some(to)) => &self.with_term[*from as usize..*to as usize],
            _ => &[],
        }
    }

    /// Every word that may be said for a product.
    pub fn terms_of(&self, product: u32) -> impl Iterator<Item = Term> + '_ {
        let entry = self.products.get(product as usize);
        let names = entry.and_then(|entry| {
            let (first, last) = (self.names.get(entry.names.start as usize)?, entry.names.end.checked_sub(1)?);
            Some(first.terms.start..self.names.get(last as usize)?.terms.end)
        });
        let brand = entry.map(|entry| entry.brand.clone());
        let besides = entry.map(|entry| entry.besides.clone());
        [names, brand, besides].into_iter().flatten().flat_map(|range| self.slice(range).iter().copied())
    }

    /// The names of a product.
    pub fn names(&self, product: u32) -> &[Name] {
        let range = self.products.get(product as usize).map_or(0..0, |entry| entry.names.clone());
        &self.names[range.start as usize..range.end as usize]
    }

    /// The words of a name.
    pub fn words_of(&self, name: &Name) -> &[Term] {
        self.slice(name.terms.clone())
    }

    /// The words of its brand.
    pub fn brand(&self, product: u32) -> &[Term] {
        self.slice(self.products.get(product as usize).map_or(0..0, |entry| entry.brand.clone()))
    }

    /// What is in a pack.
    pub fn size(&self, product: u32) -> Option<Measure> {
        self.products.get(product as usize)?.size
    }

    /// Its stock keeping unit.
    pub fn sku(&self, product: u32) -> Option<&Sku> {
        self.products.get(product as usize).map(|entry| &entry.sku)
    }

    /// Products with this very name or synonym, where it cannot be taken apart.
    pub fn with_whole_name(&self, normal: &str) -> &[u32] {
        self.whole.get(normal).map_or(&[], Vec::as_slice)
    }

    fn slice(&self, range: Range<u32>) -> &[Term] {
        self.terms.get(range.start as usize..range.end as usize).unwrap_or(&[])
    }
}

/// The words of a text. Where no spaces are written it is one.
pub fn words(text: &str, spelling: &Spelling, language: &Language) -> Vec<String> {
    let normal = spelling.normal(text);
    let words = language.words(&normal);
    if spelling.ignore_whitespace && !words.is_empty() { vec![words.concat()] } else { words }
}

/// Which word says what kind of thing a name is: the last or the first of what comes before "for", "with" and the like.
pub fn kind(words: &[String], language: &Language) -> usize {
    let end = words.iter().skip(1).position(|word| language.is_preposition(word)).map_or(words.len(), |at| at + 1);
    let telling = |at: &usize| !language.is_empty(&words[*at]);
    let kind = if language.kind_is_first { (0..end).find(telling) } else { (0..end).rev().find(telling) };
    kind.or_else(|| (end..words.len()).find(telling)).unwrap_or(0)
}

/// A size as it is written on a pack; `None` when it is no measure.
fn size(text: &str, spelling: &Spelling) -> Option<Measure> {
    let words = spelling.words(text).words;
    let words: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    let whole = measure::read(spelling, &words).into_iter().find(|(end, _)| *end == words.len());
    match whole {
        Some((_, Value::Measure(measure))) => Some(measure),
        _ => None,
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn number_range(range: Range<usize>) -> Range<u32> {
    number(range.start)..number(range.end)
}
