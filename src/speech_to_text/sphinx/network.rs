//! All grammars as one network of words, small enough to be searched.

mod union;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::speech_to_text::Grammar;
use union::Union;

/// An automaton whose states may also skip to others without a word. What may be said from two places is in it once.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Network {
    /// The words on the arcs, each once.
    pub words: Vec<String>,
    /// For each state its arcs: (index into `words`, next state).
    pub arcs: Vec<Vec<(u32, u32)>>,
    /// For each state all states that count as the same place: one skip is never followed by another.
    pub skips: Vec<Vec<u32>>,
    /// How likely it is to skip to a state, natural logarithm; certain where it is not said.
    pub likelihoods: BTreeMap<u32, f32>,
    /// For each state whether a sentence may end there.
    pub accepting: Vec<bool>,
    /// For each grammar the state where its sentences begin.
    pub starts: Vec<u32>,
    /// The state where any of the decoys may be said, any number of times.
    pub any: u32,
    /// How many states are places between words; the ones behind these are only skipped to.
    pub places: usize,
}

/// A word and the state behind it.
type Arc = (u32, u32);

/// How likely it is that something is called for that nobody sells, natural logarithm. Were it more, decoys would take the
/// place of names that were said; were it less, the search would rarely end with one.
const UNSOLD: f32 = -40.0;

/// Fewer arcs than these are not worth a state of their own.
const WORTHWHILE: usize = if cfg!(test) { 2 } else { 24 };

impl Network {
    /// Accepts from `starts[n]` on what `grammars[n]` accepts, and from `any` on the decoys, no words of the grammars;
    /// `None` when one of the grammars has sentences without end.
    pub(super) fn of<'a>(grammars: impl IntoIterator<Item = &'a Grammar>, decoys: Vec<String>) -> Option<Self> {
        let mut union = Union::default();
        let starts = grammars.into_iter().map(|grammar| union.add(grammar)).collect::<Option<Vec<u32>>>()?;
        let mut network = union.without_sums(&starts);
        network.add_loop(decoys);
        Some(network)
    }

    /// Accepts from state 0 on one of some phrases of one word or more, then any of the decoys; from `any` on decoys only.
    pub(super) fn of_openings(phrases: &[Vec<String>], decoys: Vec<String>) -> Self {
        let mut network = Self { starts: vec![0], ..Self::default() };
        network.add_place();
        let end = network.add_place();
        for phrase in phrases {
            let mut from = 0;
            for (left, word) in phrase.iter().enumerate().map(|(at, word)| (phrase.len() - at - 1, word)) {
                let number = network.words.iter().position(|known| known == word).unwrap_or_else(|| {
                    network.words.push(word.clone());
                    network.words.len() - 1
                });
                let to = if left == 0 { end } else { network.add_place() };
                network.arcs[from as usize].push((number as u32, to));
                from = to;
            }
        }
        network.add_loop(decoys);
        network.skips[end as usize].push(network.any);
        network.accepting[end as usize] = true;
        network
    }

    /// The same sentences with a decoy where a word of a name may stand, or in front of a name, besides: what is heard when
    /// something is called for that nobody sells. `None` when there are no names, whose words are `goods`. Not where
    /// sentences `begin`: many a shopper begins with something that is in no grammar.
    pub(super) fn with_unsold(mut self, goods: &BTreeSet<String>, begin: u32) -> Option<Self> {
        let is_of_name: Vec<bool> = self.words.iter().map(|word| goods.contains(word)).collect();
        let named = |state: &usize| self.arcs[*state].iter().filter(|arc| is_of_name[arc.0 as usize]);
        let within: Vec<usize> = (0..self.arcs.len()).filter(|state| named(state).next().is_some()).collect();
        let names: BTreeSet<Arc> = within.iter().flat_map(named).copied().collect();
        if names.is_empty() {
            return None;
        }
        let may_go_on = |&state: &usize| self.accepting[state] || named(&state).count() < self.arcs[state].len();
        let behind: BTreeSet<usize> = names.iter().map(|arc| arc.1 as usize).filter(may_go_on).collect();
        self = self.bundled();
        let onward: BTreeSet<u32> =
            behind.iter().flat_map(|&state| [&[state as u32], &self.skips[state][..]].concat()).collect();
        let may_end = behind.iter().any(|&state| self.accepting[state]);
        let landing = self.add_state(names.into_iter().collect(), onward.into_iter().collect(), may_end);
        let unsold = self.arcs[self.any as usize].iter().map(|&(word, _)| (word, landing)).collect();
        let decoys = self.add_state(unsold, Vec::new(), false);
        self.likelihoods.insert(decoys, UNSOLD);
        let inside = within.into_iter().filter(|&state| state != begin as usize);
        inside.for_each(|state| self.skips[state].push(decoys));
        Some(self)
    }

    fn add_place(&mut self) -> u32 {
        self.places += 1;
        self.add_state(Vec::new(), Vec::new(), false)
    }

    fn add_state(&mut self, arcs: Vec<Arc>, skips: Vec<u32>, accepting: bool) -> u32 {
        self.arcs.push(arcs);
        self.skips.push(skips);
        self.accepting.push(accepting);
        self.arcs.len() as u32 - 1
    }

    /// Adds a place with an arc back to itself for each word.
    fn add_loop(&mut self, words: Vec<String>) {
        let numbers = self.words.len()..self.words.len() + words.len();
        self.any = self.add_place();
        self.arcs[self.any as usize] = numbers.map(|word| (word as u32, self.any)).collect();
        self.accepting[self.any as usize] = true;
        self.words.extend(words);
    }

    /// Gives arcs that several states have in common, often the names of a whole catalogue, a state of their own: as
    /// many arcs and states at a time as save most, beginning with the state that has most.
    #[must_use]
    pub(super) fn bundled(mut self) -> Self {
        self.arcs.iter_mut().for_each(|arcs| arcs.sort_unstable());
        let mut open: Vec<usize> = (0..self.places).filter(|&state| self.arcs[state].len() >= WORTHWHILE).collect();
        while let Some(&widest) = open.iter().max_by_key(|&&state| self.arcs[state].len()) {
            let mut shared = self.arcs[widest].clone();
            let mut others: Vec<(usize, usize)> = open
                .iter()
                .filter(|&&state| state != widest)
                .map(|&state| (common(&shared, &self.arcs[state]).count(), state))
                .filter(|(count, _)| *count >= WORTHWHILE)
                .collect();
            others.sort_unstable_by_key(|&(count, state)| (Reverse(count), state));
            let mut owners = vec![widest];
            for (_, state) in others {
                let fewer: Vec<Arc> = common(&shared, &self.arcs[state]).collect();
                if fewer.len() >= WORTHWHILE && fewer.len() * owners.len() > shared.len() * (owners.len() - 1) {
                    shared = fewer;
                    owners.push(state);
                }
            }
            if owners.len() < 2 {
                open.retain(|&state| state != widest);
                continue;
            }
            for &owner in &owners {
                self.skips[owner].push(self.arcs.len() as u32);
                self.arcs[owner].retain(|arc| shared.binary_search(arc).is_err());
            }
            open.retain(|&state| self.arcs[state].len() >= WORTHWHILE);
            self.add_state(shared, Vec::new(), false);
        }
        self
    }
}

/// What two sorted lists have in common.
fn common<'a>(left: &'a [Arc], right: &'a [Arc]) -> impl Iterator<Item = Arc> + 'a {
    let mut rest = right.iter().peekable();
    left.iter().copied().filter(move |arc| {
        while rest.next_if(|other| *other < arc).is_some() {}
        rest.peek() == Some(&arc)
    })
}

#[cfg(test)]
mod tests;
