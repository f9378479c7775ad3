//! A phrase taken apart: which of its words must belong to a product, and which words of the catalogue each can be.

use rustc_hash::FxHashMap;

use super::index::{Index, kind, words};
use super::language::{Language, Preference};
use super::lexicon::{Said, Term};
use super::sound::Phone;
use super::{LONGEST_QUERY, MOST_WORDS};
use crate::speech_to_text::Pronounce;
use crate::understanding::Value;
use crate::understanding::slots::measure::{self, Measure};
use crate::understanding::text::Spelling;

/// So many words said beside each other may be one: "tab let s".
const LONGEST_SPAN: usize = 3;
/// Fewer sounds than this are no name of several words.
const SHORTEST_BREATH: usize = 5;

/// A phrase, and what it may mean.
pub struct Query {
    words: Vec<String>,
    said: Vec<Said>,
    /// A bit for each word that must belong to the product.
    pub needed: u32,
    /// The bit of the word that says what kind of thing is wanted.
    pub kind: u32,
    /// What its words can be, each a way to read some of them.
    pub matches: Vec<Match>,
    /// The words of the catalogue that the matches speak of; a bit each in [`Match::terms`].
    pub wanted: Vec<Term>,
    /// Sizes that were said, and the words that say them.
    pub sizes: Vec<(u32, Measure)>,
    /// Whether the large or the small one is meant.
    pub preference: Option<Preference>,
    /// The bits of the words that say so.
    pub preferring: u32,
}

/// Words of the phrase as words of the catalogue.
#[derive(Debug, Clone, Copy)]
pub struct Match {
    /// A bit for each word of the phrase.
    pub places: u32,
    /// A bit for each of [`Query::wanted`]; all of them must belong to the product.
    pub terms: u128,
    /// How alike they are, 0 to 1.
    pub likeness: f32,
    /// How much of the phrase it is.
    pub mass: f32,
}

impl Query {
    /// Takes a phrase apart; `None` when there is nothing in it or far too much.
    pub fn new(spoken: &str, spelling: &Spelling, language: &Language) -> Option<Self> {
        let words = words(spoken, spelling, language);
        let content = words.iter().filter(|word| !language.is_empty(word)).count();
        if content == 0 || content > LONGEST_QUERY || words.len() > MOST_WORDS {
            return None;
        }
        let said: Vec<Said> = words.iter().map(|word| Said::new(word, language)).collect();
        let mut query = Self {
            words: Vec::new(),
            said,
            needed: 0,
            kind: 0,
            matches: Vec::new(),
            wanted: Vec::new(),
            sizes: Vec::new(),
            preference: words.iter().find_map(|word| language.preference(word)),
            preferring: 0,
        };
        for (at, word) in words.iter().enumerate() {
            if language.preference(word).is_some() {
                query.preferring |= 1 << at;
            } else if !language.is_empty(word) {
                query.needed |= 1 << at;
            }
        }
        if query.needed == 0 {
            query.needed = query.preferring;
        }
        let plain: Vec<&str> = words.iter().map(String::as_str).collect();
        for at in 0..plain.len() {
            let longest = measure::read(spelling, &plain[at..]).into_iter().max_by_key(|(end, _)| *end);
            if let Some((end, Value::Measure(size))) = longest {
                // "a litre" is no size of its own in "half a litre".
                if query.in_sizes() & (1 << at) == 0 {
                    query.sizes.push((places(at, end), size));
                }
            }
        }
        let named: Vec<usize> = (0..words.len()).filter(|at| (query.in_sizes() & (1 << at)) == 0).collect();
        let name: Vec<String> = named.iter().map(|at| words[*at].clone()).collect();
        query.kind = named.get(kind(&name, language)).map_or(0, |at| 1 << at);
        drop(plain);
        query.words = words;
        Some(query)
    }

    /// How many words there are.
    pub fn count(&self) -> usize {
        self.said.len()
    }

    /// The words that can only be a size.
    pub fn in_sizes(&self) -> u32 {
        self.sizes.iter().fold(0, |all, (places, _)| all | places)
    }

    /// Adds what the words are by their letters, together or apart.
    pub fn read_words(&mut self, index: &Index, language: &Language) {
        for (at, length) in self.spans(LONGEST_SPAN) {
            let joined = self.joined(at, length, language);
            // What was said apart is another spelling of what is written as one.
            let spacing = if length == 1 { 1.0 } else { 0.97 };
            for (term, likeness) in index.lexicon.same(&joined) {
                self.add(places(at, length), &[term], likeness * spacing, joined.mass());
            }
            if length == 1 {
                for (terms, likeness) in index.lexicon.parted(&joined, language) {
                    self.add(places(at, 1), &terms, likeness, joined.mass());
                }
            }
        }
        let content: Vec<usize> = (0..self.said.len()).filter(|at| self.needed & (1 << at) != 0).collect();
        for first in &content {
            for last in content.iter().filter(|last| *last != first) {
                let (one, other) = (&self.said[*first], &self.said[*last]);
                let mass = one.mass() + other.mass();
                for (term, likeness) in index.lexicon.compounds(one, other, language) {
                    self.add((1 << first) | (1 << last), &[term], likeness, mass);
                }
            }
        }
    }

    /// Adds what the words may be when they were mistyped or misheard.
    pub fn read_slips(&mut self, index: &Index, language: &Language, pronounce: Option<&Pronounce>) {
        for (said, word) in self.said.iter_mut().zip(&self.words) {
            index.lexicon.listen(said, word, pronounce);
        }
        for (at, length) in self.spans(LONGEST_SPAN) {
            let known = self.said[at..at + length].iter().all(|said| index.lexicon.has(said));
            if places(at, length) & self.needed == 0 || (known && length > 1) {
                continue;
            }
            let joined = self.joined(at, length, language);
            for (term, likeness) in index.lexicon.alike(&joined) {
                self.add(places(at, length), &[term], likeness, joined.mass());
            }
        }
    }

    /// Adds names that sound like the whole phrase, wherever its words begin and end: "vanilla eye scream". To be called
    /// after [`Query::read_slips`].
    pub fn read_in_one_breath(&mut self, index: &Index) {
        let all = places(0, self.said.len());
        // Once with the words that say nothing, which may be part of a name that was heard wrongly, and once without.
        let ways = if all == self.needed { vec![all] } else { vec![all, self.needed] };
        for kept in ways {
            let at = |at: &usize| kept & (1 << at) != 0;
            let said: Vec<&Said> = (0..self.said.len()).filter(at).map(|at| &self.said[at]).collect();
            let sounds: Vec<Phone> = said.iter().flat_map(|said| said.phones().iter().copied()).collect();
            let mass = said.iter().map(|said| said.mass()).sum();
            if sounds.len() < SHORTEST_BREATH || said.iter().any(|said| said.phones().is_empty()) {
                continue;
            }
            for (terms, likeness) in index.alike_in_one_breath(&sounds) {
                self.add(kept, terms, likeness, mass);
            }
        }
    }

    fn spans(&self, longest: usize) -> Vec<(usize, usize)> {
        let count = self.said.len();
        (0..count).flat_map(|at| (1..=longest.min(count - at)).map(move |length| (at, length))).collect()
    }

    fn joined(&self, at: usize, length: usize, language: &Language) -> Said {
        let words: Vec<&Said> = self.said[at..at + length].iter().collect();
        Said::joined(&words, language)
    }

    fn add(&mut self, places: u32, terms: &[Term], likeness: f32, mass: f32) {
        let mut bits = 0;
        for term in terms {
            let at = self.wanted.iter().position(|known| known == term).unwrap_or_else(|| {
                self.wanted.push(*term);
                self.wanted.len() - 1
            });
            if at >= 128 {
                self.wanted.truncate(128);
                return;
            }
            bits |= 1 << at;
        }
        match self.matches.iter_mut().find(|known| known.places == places && known.terms == bits) {
            Some(known) => known.likeness = known.likeness.max(likeness),
            None => self.matches.push(Match { places, terms: bits, likeness, mass }),
        }
    }

    /// The products that can be meant, for having one of the words that a place can be: the place with the fewest.
    /// `None` when no place tells anything.
    pub fn candidates(&self, index: &Index) -> Vec<u32> {
        let tells = self.needed & !self.in_sizes();
        let tells = if tells == 0 { self.needed } else { tells };
        let mut fewest: Option<(usize, Vec<Term>)> = None;
        for at in (0..self.said.len()).filter(|at| tells & (1 << at) != 0) {
            let terms = self.terms_at(at);
            let count = terms.iter().map(|term| index.with_term(*term).len()).sum();
            if fewest.as_ref().is_none_or(|(least, _)| count < *least) {
                fewest = Some((count, terms));
            }
        }
        let mut products: Vec<u32> =
            fewest.into_iter().flat_map(|(_, terms)| terms).flat_map(|term| index.with_term(term).to_vec()).collect();
        products.sort_unstable();
        products.dedup();
        products
    }

    fn terms_at(&self, at: usize) -> Vec<Term> {
        let bits = self.matches.iter().filter(|found| found.places & (1 << at) != 0);
        let bits = bits.fold(0_u128, |all, found| all | found.terms);
        (0..self.wanted.len()).filter(|bit| bits & (1 << bit) != 0).map(|bit| self.wanted[bit]).collect()
    }

    /// For each word that must belong to the product, the wanted words that it can be; none for what may be a size.
    pub fn demands(&self) -> Vec<u128> {
        let places = (0..self.said.len()).map(|at| 1 << at).filter(|place| self.needed & !self.in_sizes() & place != 0);
        let terms = |place| {
            let there = self.matches.iter().filter(|found| found.places & place != 0);
            there.fold(0, |all, found| all | found.terms)
        };
        places.map(terms).collect()
    }

    /// The bit of each wanted word.
    pub fn bits(&self) -> FxHashMap<Term, u128> {
        self.wanted.iter().enumerate().map(|(at, term)| (*term, 1 << at)).collect()
    }
}

fn places(at: usize, length: usize) -> u32 {
    (at..at + length).fold(0, |bits, at| bits | (1 << at))
}
