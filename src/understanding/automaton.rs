//! Finite automata whose states carry outputs: built loosely, determinised, minimised.

use std::collections::hash_map::Entry;
use std::hash::Hash;

use rustc_hash::FxHashMap as HashMap;

/// What an arc can be labelled with.
pub trait Symbol: Copy + Ord + Hash {}

impl<S: Copy + Ord + Hash> Symbol for S {}

/// An automaton that may be in several states at once. States are numbered from 0; 0 is the start.
#[derive(Debug, Clone)]
pub struct Draft<S> {
    arcs: Vec<Vec<(S, u32)>>,
    free: Vec<Vec<u32>>,
    outputs: Vec<Vec<u32>>,
}

/// The arcs of a state: label and where it leads.
pub type Arcs<S> = [(S, u32)];

/// A deterministic automaton: at most one arc of a label leaves a state. 0 is the start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Automaton<S> {
    /// For each state its arcs, by label.
    pub arcs: Vec<Vec<(S, u32)>>,
    /// For each state what a sentence that ends there means, ascending; nothing when none may end there.
    pub outputs: Vec<Vec<u32>>,
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
        for (state, (arcs, outputs)) in automaton.arcs.iter().zip(&automaton.outputs).enumerate() {
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
        let (mut arcs, mut outputs) = (Vec::new(), Vec::new());
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

/// What tells states apart: class, where the arcs lead, outputs.
type Signature<'a, S> = (u32, Vec<(S, u32)>, &'a [u32]);

/// Follows arcs that read nothing. A state is marked with the round that saw it, so that a round costs no clearing.
struct Closing {
    seen: Vec<u32>,
    round: u32,
}

impl Closing {
    fn new(states: usize) -> Self {
        Self { seen: vec![0; states], round: 0 }
    }

    fn close<S>(&mut self, draft: &Draft<S>, mut open: Vec<u32>) -> Vec<u32> {
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

/// Where arcs come from: the states before state `s` are `states[starts[s]..starts[s + 1]]`.
struct Before {
    starts: Vec<u32>,
    states: Vec<u32>,
}

impl Before {
    fn of(&self, state: usize) -> impl Iterator<Item = usize> {
        let range = self.starts[state] as usize..self.starts[state + 1] as usize;
        self.states[range].iter().map(|from| *from as usize)
    }

    /// Whether one of these ends can be reached from each state. The start counts as such.
    fn reaching(&self, ends: Vec<bool>) -> Vec<bool> {
        let mut alive = ends;
        let mut open: Vec<usize> = (0..alive.len()).filter(|state| alive[*state]).collect();
        while let Some(state) = open.pop() {
            for from in self.of(state) {
                if !alive[from] {
                    alive[from] = true;
                    open.push(from);
                }
            }
        }
        if let Some(start) = alive.first_mut() {
            *start = true;
        }
        alive
    }
}

impl<S: Symbol> Automaton<S> {
    /// Reads nothing, and means nothing.
    #[must_use]
    pub fn empty() -> Self {
        Self { arcs: vec![Vec::new()], outputs: vec![Vec::new()] }
    }

    /// Reads phrases that are all known, each with what it means; prefixes are shared.
    #[must_use]
    pub fn of_phrases(mut phrases: Vec<(Vec<S>, u32)>) -> Self {
        phrases.sort_unstable();
        phrases.dedup();
        let mut automaton = Self::empty();
        let mut path: Vec<usize> = vec![0];
        let mut before: &[S] = &[];
        for (phrase, meaning) in &phrases {
            let shared = phrase.iter().zip(before).take_while(|(one, other)| one == other).count();
            path.truncate(shared + 1);
            for symbol in &phrase[shared..] {
                let next = automaton.arcs.len();
                automaton.arcs.push(Vec::new());
                automaton.outputs.push(Vec::new());
                automaton.arcs[path[path.len() - 1]].push((*symbol, u32::try_from(next).unwrap_or(u32::MAX)));
                path.push(next);
            }
            automaton.outputs[path[path.len() - 1]].push(*meaning);
            before = phrase;
        }
        automaton
    }

    /// Where an arc leads.
    pub fn step(&self, state: u32, symbol: S) -> Option<u32> {
        let arcs = &self.arcs[state as usize];
        arcs.binary_search_by(|arc| arc.0.cmp(&symbol)).ok().map(|at| arcs[at].1)
    }

    /// The sentences of wanted arcs that have a wanted output, in the fewest states. All mean the same from then on: 0.
    pub fn retain(&self, wanted_arc: impl Fn(S) -> bool, wanted_output: impl Fn(u32) -> bool) -> Self {
        let ends = self.outputs.iter().map(|outputs| outputs.iter().any(|output| wanted_output(*output))).collect();
        // Most states are left out for most moments: what is left is minimised far sooner.
        let each: Vec<u32> = (0_u32..).take(self.arcs.len()).collect();
        let mut kept = self.merged(&each, &self.before().reaching(ends), wanted_arc);
        for outputs in &mut kept.outputs {
            let ends_here = outputs.iter().any(|output| wanted_output(*output));
            outputs.clear();
            outputs.extend(ends_here.then_some(0));
        }
        kept.minimise()
    }

    /// The same sentences with the same meanings in the fewest states: states that nothing tells apart become one, dead
    /// ends and what cannot be reached go.
    #[must_use]
    pub fn minimise(&self) -> Self {
        let before = self.before();
        let alive = self.alive(&before);
        let classes = self.classes_backwards(&before, &alive).unwrap_or_else(|| self.classes_refined(&alive));
        self.merged(&classes, &alive, |_| true)
    }

    /// Which states are alike, from the ends of the sentences to their start: each state is looked at once. `None`
    /// where sentences go in circles wider than a state that leads to itself.
    fn classes_backwards(&self, before: &Before, alive: &[bool]) -> Option<Vec<u32>> {
        const ITSELF: u32 = u32::MAX;
        let onward = |state: usize| {
            let arcs = self.arcs[state].iter();
            arcs.filter(|arc| alive[arc.1 as usize] && arc.1 as usize != state).count()
        };
        let mut ahead: Vec<usize> = (0..self.arcs.len()).map(onward).collect();
        let mut open: Vec<usize> = (0..ahead.len()).filter(|state| alive[*state] && ahead[*state] == 0).collect();
        let mut known: HashMap<Signature<'_, S>, u32> = HashMap::default();
        let mut classes = vec![ITSELF; self.arcs.len()];
        // For each class whether it leads to itself.
        let mut circles: Vec<bool> = Vec::new();
        let mut seen = 0;
        while let Some(state) = open.pop() {
            let arcs = self.arcs[state].iter().filter(|arc| alive[arc.1 as usize]);
            let leading: Vec<(S, u32)> = arcs.map(|arc| (arc.0, classes[arc.1 as usize])).collect();
            let outputs = self.outputs[state].as_slice();
            // A state that leads to a circle may be that circle, one step before.
            let ahead_of = |class: &u32| {
                let closed = leading.iter().map(|(symbol, next)| (*symbol, if next == class { ITSELF } else { *next }));
                known.get(&(0, closed.collect(), outputs)) == Some(class)
            };
            let mut near =
                leading.iter().map(|(_, class)| *class).filter(|class| circles.get(*class as usize) == Some(&true));
            let alike = near.find(ahead_of);
            classes[state] = alike.unwrap_or_else(|| {
                circles.push(leading.iter().any(|(_, class)| *class == ITSELF));
                let fresh = u32::try_from(known.len()).unwrap_or(u32::MAX);
                *known.entry((0, leading, outputs)).or_insert(fresh)
            });
            circles.truncate(known.len());
            seen += 1;
            for from in before.of(state) {
                if from != state && alive[from] {
                    ahead[from] -= 1;
                    if ahead[from] == 0 {
                        open.push(from);
                    }
                }
            }
        }
        (seen == alive.iter().filter(|alive| **alive).count()).then_some(classes)
    }

    /// Which states are alike: all are until something tells them apart (Moore's partition refinement).
    fn classes_refined(&self, alive: &[bool]) -> Vec<u32> {
        let mut classes: Vec<u32> = Vec::new();
        let mut count = 0;
        loop {
            let mut signatures: HashMap<Signature<'_, S>, u32> = HashMap::default();
            let mut refined = Vec::with_capacity(self.arcs.len());
            for (state, arcs) in self.arcs.iter().enumerate() {
                let signature = if classes.is_empty() {
                    (u32::from(alive[state]), Vec::new(), self.outputs[state].as_slice())
                } else {
                    let arcs = arcs.iter().filter(|arc| alive[arc.1 as usize]);
                    (classes[state], arcs.map(|arc| (arc.0, classes[arc.1 as usize])).collect(), [].as_slice())
                };
                let fresh = u32::try_from(signatures.len()).unwrap_or(u32::MAX);
                refined.push(*signatures.entry(signature).or_insert(fresh));
            }
            let refined_count = signatures.len();
            classes = refined;
            if refined_count == count {
                return classes;
            }
            count = refined_count;
        }
    }

    /// For each state those that have an arc to it, one for each such arc.
    fn before(&self) -> Before {
        let mut ends: Vec<u32> = vec![0; self.arcs.len() + 1];
        for (_, target) in self.arcs.iter().flatten() {
            ends[*target as usize] += 1;
        }
        let mut sum = 0;
        for end in &mut ends {
            sum += *end;
            *end = sum;
        }
        // Filled from behind, each end becomes the start of its state.
        let mut starts = ends;
        let mut states = vec![0; sum as usize];
        for (from, arcs) in (0_u32..).zip(&self.arcs) {
            for (_, target) in arcs {
                let place = &mut starts[*target as usize];
                *place -= 1;
                states[*place as usize] = from;
            }
        }
        Before { starts, states }
    }

    /// Whether an end can be reached from each state. The start counts as alive.
    fn alive(&self, before: &Before) -> Vec<bool> {
        before.reaching(self.outputs.iter().map(|outputs| !outputs.is_empty()).collect())
    }

    /// One state a class, numbered as they are reached from the start over wanted arcs between states that are alive.
    fn merged(&self, classes: &[u32], alive: &[bool], wanted: impl Fn(S) -> bool) -> Self {
        let mut numbers: HashMap<u32, u32> = HashMap::from_iter([(classes[0], 0)]);
        let mut open = vec![0_usize];
        let mut merged = Self { arcs: Vec::new(), outputs: Vec::new() };
        let mut next = 0;
        while next < open.len() {
            let state = open[next];
            let living = || self.arcs[state].iter().filter(|arc| alive[arc.1 as usize] && wanted(arc.0));
            let mut arcs = Vec::with_capacity(living().count());
            for &(symbol, target) in living() {
                let fresh = u32::try_from(open.len()).unwrap_or(u32::MAX);
                let number = *numbers.entry(classes[target as usize]).or_insert_with(|| {
                    open.push(target as usize);
                    fresh
                });
                arcs.push((symbol, number));
            }
            merged.arcs.push(arcs);
            merged.outputs.push(self.outputs[state].clone());
            next += 1;
        }
        merged
    }
}

#[cfg(test)]
mod tests;
