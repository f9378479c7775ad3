//! The smallest network of several grammars: what is the same in them is in it once.

use std::cmp::Reverse;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::{Arc, Network};
use crate::speech_to_text::Grammar;

/// What stands among the arcs of a state where a sentence may end.
const END: Arc = (u32::MAX, 0);

/// Grammars side by side, with what is the same in them only once.
#[derive(Default)]
pub(super) struct Union {
    words: Vec<String>,
    numbers: HashMap<String, u32>,
    arcs: Vec<Vec<Arc>>,
    known: HashMap<Vec<Arc>, u32>,
}

impl Union {
    /// Adds a grammar and says where its start is. A state that can do the same as a known one becomes that one, and
    /// every arc leads to a state with a lower number.
    pub(super) fn add(&mut self, grammar: &Grammar) -> Option<u32> {
        let numbers: Vec<u32> = grammar.words.iter().map(|word| self.number(word)).collect();
        let mut places: Vec<Option<u32>> = vec![None; grammar.arcs.len()];
        for state in backwards(grammar)? {
            let target = |target: u32| places.get(target as usize).copied().flatten();
            let arcs = grammar.arcs[state].iter();
            let mut arcs: Vec<Arc> =
                arcs.filter_map(|&(word, to)| numbers.get(word as usize).copied().zip(target(to))).collect();
            arcs.extend(grammar.accepting.get(state).is_some_and(|accepting| *accepting).then_some(END));
            arcs.sort_unstable();
            places[state] = Some(self.place(arcs));
        }
        places.first().copied().flatten().or_else(|| Some(self.place(Vec::new())))
    }

    /// Leaves out the states that can do exactly what some others can do together: arcs to them become arcs to those.
    ///
    /// These others are the prime residuals of F. Denis, A. Lemay, A. Terlutte, *Residual finite state automata*, 2002;
    /// an automaton for "add X", "add X to my cart" and "is X to be had" then holds the names X twice and not thrice.
    pub(super) fn without_sums(self, starts: &[u32]) -> Network {
        let Self { words, mut arcs, .. } = self;
        let mut levels: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut heights: Vec<usize> = Vec::with_capacity(arcs.len());
        for (state, arcs) in arcs.iter().enumerate() {
            let height =
                arcs.iter().filter(|arc| **arc != END).map(|arc| heights[arc.1 as usize] + 1).max().unwrap_or(0);
            heights.push(height);
            levels.entry(height).or_default().push(state);
        }
        let mut parts: Vec<Vec<u32>> = vec![Vec::new(); arcs.len()];
        let mut primes: HashMap<Arc, Vec<u32>> = HashMap::new();
        for mut level in levels.into_values() {
            for &state in &level {
                let split = |&(word, target): &Arc| match parts.get(target as usize) {
                    Some(parts) if word != END.0 => parts.iter().map(|&part| (word, part)).collect(),
                    _ => vec![(word, target)],
                };
                let mut leaving: Vec<Arc> = arcs[state].iter().flat_map(split).collect();
                leaving.sort_unstable();
                leaving.dedup();
                arcs[state] = leaving;
            }
            level.sort_by_key(|&state| arcs[state].len());
            for state in level {
                let whole = &arcs[state];
                let sum = if starts.contains(&(state as u32)) { None } else { sum(whole, &primes, &arcs) };
                parts[state] = sum.unwrap_or_else(|| {
                    primes.entry(rarest(whole)).or_default().push(state as u32);
                    vec![state as u32]
                });
            }
        }
        let mut numbers = vec![u32::MAX; arcs.len()];
        let kept: Vec<usize> = (0..arcs.len()).filter(|&state| parts[state] == [state as u32]).collect();
        kept.iter().zip(0..).for_each(|(&state, number)| numbers[state] = number);
        let renumbered = |arc: &Arc| (arc.0, numbers[arc.1 as usize]);
        let places = kept.iter().map(|&state| &arcs[state]);
        Network {
            words,
            accepting: places.clone().map(|arcs| arcs.contains(&END)).collect(),
            arcs: places.map(|arcs| arcs.iter().filter(|arc| **arc != END).map(renumbered).collect()).collect(),
            skips: vec![Vec::new(); kept.len()],
            likelihoods: BTreeMap::new(),
            starts: starts.iter().map(|&start| numbers[start as usize]).collect(),
            any: 0,
            places: kept.len(),
        }
    }

    fn number(&mut self, word: &str) -> u32 {
        if let Some(&number) = self.numbers.get(word) {
            return number;
        }
        let number = self.words.len() as u32;
        self.words.push(word.to_owned());
        self.numbers.insert(word.to_owned(), number);
        number
    }

    fn place(&mut self, arcs: Vec<Arc>) -> u32 {
        match self.known.entry(arcs) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(new) => {
                self.arcs.push(new.key().clone());
                *new.insert(self.arcs.len() as u32 - 1)
            }
        }
    }
}

/// Known states whose arcs together are these; the largest first, none that adds nothing.
fn sum(whole: &[Arc], primes: &HashMap<Arc, Vec<u32>>, arcs: &[Vec<Arc>]) -> Option<Vec<u32>> {
    let known = whole.iter().filter_map(|arc| primes.get(arc)).flatten();
    let within = |state: &&u32| arcs[**state as usize].iter().all(|arc| whole.binary_search(arc).is_ok());
    let mut candidates: Vec<u32> = known.filter(within).copied().collect();
    candidates.sort_by_key(|&state| (Reverse(arcs[state as usize].len()), state));
    let mut covered: HashSet<Arc> = HashSet::new();
    candidates.retain(|&state| {
        let before = covered.len();
        covered.extend(&arcs[state as usize]);
        covered.len() > before
    });
    (covered.len() == whole.len() && !whole.is_empty()).then_some(candidates)
}

/// The arc by which to look a state up: few states share the state that it leads to.
fn rarest(arcs: &[Arc]) -> Arc {
    arcs.iter().copied().max_by_key(|&(word, target)| (word != END.0, target)).unwrap_or(END)
}

/// The states that can be reached, each behind those that its arcs lead to; `None` when some lead back to it.
fn backwards(grammar: &Grammar) -> Option<Vec<usize>> {
    let mut open = vec![false; grammar.arcs.len()];
    let mut done = open.clone();
    let (mut order, mut path) = (Vec::new(), Vec::new());
    if let Some(start) = open.first_mut() {
        *start = true;
        path.push((0_usize, 0_usize));
    }
    while let Some((state, next)) = path.last_mut() {
        let Some(&(_, target)) = grammar.arcs[*state].get(*next) else {
            done[*state] = true;
            order.push(*state);
            path.pop();
            continue;
        };
        *next += 1;
        let target = target as usize;
        match (open.get(target), done.get(target)) {
            (Some(true), Some(false)) => return None,
            (Some(false), _) => {
                open[target] = true;
                path.push((target, 0));
            }
            _ => {}
        }
    }
    Some(order)
}
