//! Finds products by words that are nearly what they are called: in another order, inflected, with a typo. What is not
//! sold is not found: every word that was said must belong to the product.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::history::History;
use crate::commerce::catalogue::Catalogue;
use crate::speech_to_text::Pronounce;
use crate::understanding::text::Spelling;

/// A product that words can mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found {
    /// Its number in the catalogue.
    pub product: u32,
    /// How sure that is, 0 to 1.
    pub confidence: f32,
}

/// Stems of everything that products are called.
#[derive(Debug, Clone, Default)]
pub struct Finder {
    /// The stems, in the order in which they were met.
    stems: Vec<String>,
    numbers: HashMap<String, u32>,
    names: Vec<Name>,
    /// For each stem the names that have it.
    with_stem: Vec<Vec<u32>>,
}

/// One name of a product, with the words that may be said besides it: the brand and the size.
#[derive(Debug, Clone)]
struct Name {
    product: u32,
    stems: BTreeSet<u32>,
    /// The word that says what kind of thing it is: in English the last.
    head: u32,
    besides: BTreeSet<u32>,
}

/// Words that say nothing about a product.
const EMPTY_WORDS: [&str; 14] =
    ["a", "an", "the", "of", "for", "with", "and", "in", "my", "our", "some", "those", "these", "to"];

/// A name must be covered by what was said to this degree.
const COVERAGE: f32 = 0.6;
/// Candidates this much worse than the best are not meant.
const MARGIN: f32 = 0.1;
/// More words than this name no product.
const LONGEST_QUERY: usize = 12;

impl Finder {
    /// Takes in a catalogue.
    #[must_use]
    pub fn new(catalogue: &Catalogue, spelling: &Spelling, _pronounce: Option<Pronounce>) -> Self {
        let mut finder = Self::default();
        for (product, entry) in (0_u32..).zip(&catalogue.products) {
            let besides = finder.intern(&format!("{} {}", entry.brand, entry.size), spelling);
            for name in std::iter::once(&entry.name).chain(&entry.synonyms) {
                let stems = finder.intern(name, spelling);
                let last = spelling.words(name).words.pop().map(|word| stem(&word.text));
                let Some(head) =
                    last.and_then(|last| finder.numbers.get(&last).copied()).or_else(|| stems.first().copied())
                else {
                    continue;
                };
                let number = u32::try_from(finder.names.len()).unwrap_or(u32::MAX);
                for stem in stems.union(&besides) {
                    finder.with_stem[*stem as usize].push(number);
                }
                finder.names.push(Name { product, stems, head, besides: besides.clone() });
            }
        }
        finder
    }

    /// The products that words can mean, the likeliest first; none when a word belongs to no product.
    #[must_use]
    pub fn find(&self, spelling: &Spelling, spoken: &str, _history: &History) -> Vec<Found> {
        let words: Vec<String> = spelling.words(spoken).words.into_iter().map(|word| word.text).collect();
        let query: Vec<&str> = words.iter().map(String::as_str).filter(|word| !is_empty_word(word)).collect();
        if query.len() > LONGEST_QUERY {
            return Vec::new();
        }
        let found = self.find_words(&query);
        if !found.is_empty() || query.len() < 2 {
            return found;
        }
        // "dish washer" is "dishwasher": a pair of words may be one.
        for at in 0..query.len() - 1 {
            let joined = format!("{}{}", query[at], query[at + 1]);
            if self.numbers.contains_key(&stem(&joined)) {
                let mut shorter: Vec<&str> = query.clone();
                shorter.splice(at..at + 2, [joined.as_str()]);
                let found = self.find_words(&shorter);
                if !found.is_empty() {
                    return found;
                }
            }
        }
        Vec::new()
    }

    fn find_words(&self, query: &[&str]) -> Vec<Found> {
        // For each name: the likeness of each word of the query to it, and the stems that were met.
        let mut met: BTreeMap<u32, (Vec<f32>, BTreeSet<u32>)> = BTreeMap::new();
        for (at, word) in query.iter().enumerate() {
            for (number, likeness) in self.like(word, query.len() == 1) {
                for name in &self.with_stem[number as usize] {
                    let (likenesses, stems) =
                        met.entry(*name).or_insert_with(|| (vec![0.0; query.len()], BTreeSet::new()));
                    likenesses[at] = likeness.max(likenesses[at]);
                    stems.insert(number);
                }
            }
        }
        let mut best: BTreeMap<u32, f32> = BTreeMap::new();
        for (name, (likenesses, stems)) in met {
            if let Some(score) = self.score(&self.names[name as usize], &likenesses, &stems) {
                let known = best.entry(self.names[name as usize].product).or_insert(score);
                *known = known.max(score);
            }
        }
        let mut found: Vec<Found> =
            best.into_iter().map(|(product, score)| Found { product, confidence: score }).collect();
        found
            .sort_by(|left, right| right.confidence.total_cmp(&left.confidence).then(left.product.cmp(&right.product)));
        let least = found.first().map_or(0.0, |best| best.confidence - MARGIN);
        found.retain(|candidate| candidate.confidence >= least);
        found
    }

    #[expect(clippy::cast_precision_loss, reason = "a handful of words")]
    fn score(&self, name: &Name, likenesses: &[f32], stems: &BTreeSet<u32>) -> Option<f32> {
        if likenesses.contains(&0.0) {
            return None;
        }
        let coverage = name.stems.intersection(stems).count() as f32 / name.stems.len() as f32;
        let beside = name.besides.intersection(stems).count();
        let enough = coverage >= COVERAGE || (coverage >= COVERAGE / 2.0 && beside > 0 && stems.contains(&name.head));
        let likeness = likenesses.iter().sum::<f32>() / likenesses.len() as f32;
        enough.then_some(likeness * (0.75 + 0.2 * coverage))
    }

    /// Stems that a word can mean: its own, else those that are a typo away.
    fn like(&self, word: &str, alone: bool) -> Vec<(u32, f32)> {
        let stem = stem(word);
        if let Some(number) = self.numbers.get(&stem) {
            return vec![(*number, 1.0)];
        }
        let length = stem.chars().count();
        let allowed = match length {
            0..=3 => return Vec::new(),
            // A short word alone is too easily another one: "break" is not "bread".
            4..=5 if alone => return Vec::new(),
            4..=7 => 1,
            _ => 2,
        };
        let near = self.stems.iter().enumerate().filter_map(|(number, known)| {
            let known_length = known.chars().count();
            // The first letter is seldom wrong, and other words differ in it: "beer" is not "deer".
            if known_length.abs_diff(length) > allowed
                || known_length < 4
                || known.chars().next() != stem.chars().next()
            {
                return None;
            }
            let distance = strsim::osa_distance(&stem, known);
            (distance <= allowed).then_some((u32::try_from(number).ok()?, if distance == 1 { 0.9 } else { 0.8 }))
        });
        near.collect()
    }

    fn intern(&mut self, text: &str, spelling: &Spelling) -> BTreeSet<u32> {
        let words = spelling.words(text).words;
        words
            .iter()
            .filter(|word| !is_empty_word(&word.text))
            .map(|word| {
                let stem = stem(&word.text);
                *self.numbers.entry(stem.clone()).or_insert_with(|| {
                    self.stems.push(stem);
                    self.with_stem.push(Vec::new());
                    u32::try_from(self.stems.len() - 1).unwrap_or(u32::MAX)
                })
            })
            .collect()
    }
}

fn is_empty_word(word: &str) -> bool {
    EMPTY_WORDS.contains(&word)
}

/// A word without the endings of English plurals.
fn stem(word: &str) -> String {
    let word = word.trim_end_matches("'s");
    if word.chars().count() < 4 || word.ends_with("ss") {
        return word.to_owned();
    }
    if let Some(root) = word.strip_suffix("ies") {
        return format!("{root}y");
    }
    let sibilant = ["ches", "shes", "xes", "sses", "toes"].iter().any(|ending| word.ends_with(ending));
    if sibilant { word[..word.len() - 2].to_owned() } else { word.strip_suffix('s').unwrap_or(word).to_owned() }
}
