//! Finite automata whose states carry outputs: built loosely, determinised, minimised.

mod draft;
mod packed;
mod rows;

use std::hash::Hash;

pub use draft::Draft;
pub use packed::Packed;
pub use rows::Rows;
use rustc_hash::FxHashMap as HashMap;

/// What an arc can be labelled with.
pub trait Symbol: Copy + Ord + Hash {}

impl<S: Copy + Ord + Hash> Symbol for S {}

/// A deterministic automaton: at most one arc of a label leaves a state. 0 is the start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Automaton<S> {
    /// For each state its arcs, by label.
    pub arcs: Rows<(S, u32)>,
    /// For each state what a sentence that ends there means, ascending; nothing when none may end there.
    pub outputs: Rows<u32>,
}

/// What tells states apart: class, where the arcs lead, outputs.
type Signature<'a, S> = (u32, Vec<(S, u32)>, &'a [u32]);

/// Where arcs come from: the states before state `s` are `states[starts[s]..starts[s + 1]]`.
struct Before {
    starts: Vec<u32>,
    states: Vec<u32>,
}

/// The arcs of states, however they are kept.
trait Leaving<S> {
    fn states(&self) -> usize;

    fn leaving(&self, state: usize) -> impl Iterator<Item = (S, u32)>;
}

impl<S: Symbol> Leaving<S> for Rows<(S, u32)> {
    fn states(&self) -> usize {
        self.len()
    }

    fn leaving(&self, state: usize) -> impl Iterator<Item = (S, u32)> {
        self[state].iter().copied()
    }
}

impl Before {
    /// For each state those that have an arc to it, one for each such arc.
    fn new<S>(arcs: &impl Leaving<S>) -> Self {
        let all = || (0..arcs.states()).map(|state| arcs.leaving(state));
        let mut ends: Vec<u32> = vec![0; arcs.states() + 1];
        for (_, target) in all().flatten() {
            ends[target as usize] += 1;
        }
        let mut sum = 0;
        for end in &mut ends {
            sum += *end;
            *end = sum;
        }
        // Filled from behind, each end becomes the start of its state.
        let mut starts = ends;
        let mut states = vec![0; sum as usize];
        for (from, leaving) in (0_u32..).zip(all()) {
            for (_, target) in leaving {
                let place = &mut starts[target as usize];
                *place -= 1;
                states[*place as usize] = from;
            }
        }
        Self { starts, states }
    }

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
        Self { arcs: Rows::from_iter([[]]), outputs: Rows::from_iter([[]]) }
    }

    /// Reads phrases that are all known, each with what it means; prefixes are shared.
    #[must_use]
    pub fn of_phrases(mut phrases: Vec<(Vec<S>, u32)>) -> Self {
        phrases.sort_unstable();
        phrases.dedup();
        let (mut arcs, mut outputs) = (vec![Vec::new()], vec![Vec::new()]);
        let mut path: Vec<usize> = vec![0];
        let mut before: &[S] = &[];
        for (phrase, meaning) in &phrases {
            let shared = phrase.iter().zip(before).take_while(|(one, other)| one == other).count();
            path.truncate(shared + 1);
            for symbol in &phrase[shared..] {
                let next = arcs.len();
                arcs.push(Vec::new());
                outputs.push(Vec::new());
                arcs[path[path.len() - 1]].push((*symbol, u32::try_from(next).unwrap_or(u32::MAX)));
                path.push(next);
            }
            outputs[path[path.len() - 1]].push(*meaning);
            before = phrase;
        }
        Self { arcs: arcs.into_iter().collect(), outputs: outputs.into_iter().collect() }
    }

    /// Where an arc leads.
    pub fn step(&self, state: u32, symbol: S) -> Option<u32> {
        let arcs = &self.arcs[state as usize];
        arcs.binary_search_by(|arc| arc.0.cmp(&symbol)).ok().map(|at| arcs[at].1)
    }

    /// The sentences of wanted arcs that have a wanted output, in the fewest states. All mean the same from then on: 0.
    pub fn retain(&self, wanted_arc: impl Fn(S) -> bool, wanted_output: impl Fn(u32) -> bool) -> Self {
        retained(&self.arcs, &self.outputs, wanted_arc, wanted_output)
    }

    /// The same sentences with the same meanings in the fewest states: states that nothing tells apart become one, dead
    /// ends and what cannot be reached go.
    #[must_use]
    pub fn minimise(&self) -> Self {
        let before = Before::new(&self.arcs);
        let alive = self.alive(&before);
        let classes = self.classes_backwards(&before, &alive).unwrap_or_else(|| self.classes_refined(&alive));
        merged(&self.arcs, &self.outputs, &classes, &alive, |_| true)
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
            let outputs = &self.outputs[state];
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
                    (u32::from(alive[state]), Vec::new(), &self.outputs[state])
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

    /// Whether an end can be reached from each state. The start counts as alive.
    fn alive(&self, before: &Before) -> Vec<bool> {
        before.reaching(self.outputs.iter().map(|outputs| !outputs.is_empty()).collect())
    }
}

/// The sentences of wanted arcs that have a wanted output, in the fewest states, with 0 for what they mean.
fn retained<S: Symbol>(
    arcs: &impl Leaving<S>,
    outputs: &Rows<u32>,
    wanted_arc: impl Fn(S) -> bool,
    wanted_output: impl Fn(u32) -> bool,
) -> Automaton<S> {
    let is_wanted = |outputs: &[u32]| outputs.iter().any(|output| wanted_output(*output));
    let alive = Before::new(arcs).reaching(outputs.iter().map(is_wanted).collect());
    // Most states are left out for most moments: what is left is minimised far sooner.
    let each: Vec<u32> = (0_u32..).take(arcs.states()).collect();
    let mut kept = merged(arcs, outputs, &each, &alive, wanted_arc);
    kept.outputs = kept.outputs.iter().map(|outputs| is_wanted(outputs).then_some(0)).collect();
    kept.minimise()
}

/// One state a class, numbered as they are reached from the start over wanted arcs between states that are alive.
fn merged<S: Symbol>(
    arcs: &impl Leaving<S>,
    outputs: &Rows<u32>,
    classes: &[u32],
    alive: &[bool],
    wanted: impl Fn(S) -> bool,
) -> Automaton<S> {
    let mut numbers: HashMap<u32, u32> = HashMap::from_iter([(classes[0], 0)]);
    let mut open = vec![0_usize];
    let mut kept = Automaton { arcs: Rows::default(), outputs: Rows::default() };
    let mut next = 0;
    while next < open.len() {
        let state = open[next];
        let living = arcs.leaving(state).filter(|arc| alive[arc.1 as usize] && wanted(arc.0));
        kept.arcs.push(living.map(|(symbol, target)| {
            let fresh = u32::try_from(open.len()).unwrap_or(u32::MAX);
            let number = *numbers.entry(classes[target as usize]).or_insert_with(|| {
                open.push(target as usize);
                fresh
            });
            (symbol, number)
        }));
        kept.outputs.push(outputs[state].iter().copied());
        next += 1;
    }
    Automaton { arcs: kept.arcs.fitted(), outputs: kept.outputs.fitted() }
}

#[cfg(test)]
mod tests;
