//! An automaton while it is built: loosely, then determinised.

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap as HashMap;

use super::{Automaton, Rows, Symbol};

/// An automaton that may be in several states at once. States are numbered from 0; 0 is the start.
#[derive(Debug, Clone)]
pub struct Draft<S> {
    arcs: Vec<Vec<(S, u32)>>,
    free: Vec<Vec<u32>>,
    pub(super) outputs: Vec<Vec<u32>>,
}

impl<S: Symbol> Default for Draft<S> {
    fn default() -> Self {
        Self::new()
    }
}

impl<S: Symbol> Draft<S> {
    /// With a start state and nothing else.
    pub fn new() -> Self {
        Self { arcs: vec![Vec::new()], free: vec![Vec::new()], outputs: vec![Vec::new()] }
    }

    /// How many states there are.
    pub fn size(&self) -> usize {
        self.arcs.len()
    }

    /// Adds a state.
    pub fn state(&mut self) -> u32 {
        self.arcs.push(Vec::new());
        self.free.push(Vec::new());
        self.outputs.push(Vec::new());
        u32::try_from(self.arcs.len() - 1).unwrap_or(u32::MAX)
    }

    /// Adds an arc.
    pub fn arc(&mut self, from: u32, symbol: S, to: u32) {
        self.arcs[from as usize].push((symbol, to));
    }

    /// Adds an arc that reads nothing.
    pub fn free_arc(&mut self, from: u32, to: u32) {
        self.free[from as usize].push(to);
    }

    /// Lets a sentence end in a state, meaning this.
    pub fn output(&mut self, state: u32, output: u32) {
        self.outputs[state as usize].push(output);
    }

    /// Adds a chain of arcs and returns its end.
    pub fn chain(&mut self, from: u32, symbols: impl IntoIterator<Item = S>) -> u32 {
        symbols.into_iter().fold(from, |state, symbol| {
            let next = self.state();
            self.arc(state, symbol, next);
            next
        })
    }

    /// Adds the sentences of an automaton.
    pub fn add(&mut self, automaton: &Automaton<S>) {
        let states: Vec<u32> = automaton.arcs.iter().map(|_| self.state()).collect();
        for (state, (arcs, outputs)) in automaton.arcs.iter().zip(automaton.outputs.iter()).enumerate() {
            for (symbol, target) in arcs {
                self.arc(states[state], *symbol, states[*target as usize]);
            }
            for output in outputs {
                self.output(states[state], *output);
            }
        }
        self.free_arc(0, states[0]);
    }

    /// The arcs of a state, and those that read nothing.
    pub fn leaving(&self, state: u32) -> (&[(S, u32)], &[u32]) {
        (&self.arcs[state as usize], &self.free[state as usize])
    }

    /// Whether a sentence may end in a state.
    pub fn ends(&self, state: u32) -> bool {
        !self.outputs[state as usize].is_empty()
    }

    /// The deterministic automaton of the same sentences, minimised; `None` when it would need more states than `limit`,
    /// or states that stand for too many of this one.
    pub fn determinise(&self, limit: usize) -> Option<Automaton<S>> {
        let mut closing = Closing::new(self.arcs.len());
        let mut numbers: HashMap<Vec<u32>, u32> = HashMap::default();
        let mut sets = vec![closing.close(self, vec![0])];
        numbers.insert(sets[0].clone(), 0);
        let (mut arcs, mut outputs) = (Rows::default(), Rows::default());
        let mut next = 0;
        let mut members = 0_usize;
        let mut steps: Vec<(S, u32)> = Vec::new();
        while next < sets.len() {
            members += sets[next].len();
            if members > limit.saturating_mul(16) {
                return None;
            }
            steps.clear();
            let mut meanings: Vec<u32> = Vec::new();
            for &state in &sets[next] {
                steps.extend(&self.arcs[state as usize]);
                meanings.extend(&self.outputs[state as usize]);
            }
            steps.sort_unstable();
            meanings.sort_unstable();
            meanings.dedup();
            let mut leaving = Vec::with_capacity(steps.chunk_by(|left, right| left.0 == right.0).count());
            for group in steps.chunk_by(|left, right| left.0 == right.0) {
                let set = closing.close(self, group.iter().map(|step| step.1).collect());
                let target = match numbers.entry(set) {
                    Entry::Occupied(known) => *known.get(),
                    Entry::Vacant(new) => {
                        if sets.len() >= limit {
                            return None;
                        }
                        sets.push(new.key().clone());
                        *new.insert(u32::try_from(sets.len() - 1).ok()?)
                    }
                };
                leaving.push((group[0].0, target));
            }
            arcs.push(leaving);
            outputs.push(meanings);
            next += 1;
        }
        // The sets are large, and what follows needs the memory.
        drop((sets, numbers));
        Some(Automaton { arcs, outputs }.minimise())
    }
}

/// Follows arcs that read nothing. A state is marked with the round that saw it, so that a round costs no clearing.
pub(super) struct Closing {
    seen: Vec<u32>,
    round: u32,
}

impl Closing {
    pub(super) fn new(states: usize) -> Self {
        Self { seen: vec![0; states], round: 0 }
    }

    pub(super) fn close<S>(&mut self, draft: &Draft<S>, mut open: Vec<u32>) -> Vec<u32> {
        self.round += 1;
        let mut set = Vec::new();
        while let Some(state) = open.pop() {
            let at = state as usize;
            if self.seen[at] == self.round {
                continue;
            }
            self.seen[at] = self.round;
            if !draft.arcs[at].is_empty() || !draft.outputs[at].is_empty() {
                set.push(state);
            }
            open.extend(&draft.free[at]);
        }
        set.sort_unstable();
        set
    }
}
