//! An automaton that is only read: each arc is kept once, and the states hold its number.

use rustc_hash::FxHashMap as HashMap;

use super::{Automaton, Leaving, Rows, Symbol, retained};

/// A deterministic automaton like [`Automaton`], in less than half of its memory: after most words a sentence may go on
/// in hundreds of ways, and nearly all of them are ways of many other states too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packed<S> {
    arcs: Shared<S>,
    /// For each state what a sentence that ends there means, ascending; nothing when none may end there.
    pub outputs: Rows<u32>,
}

/// For each state the numbers of its arcs. Arcs are numbered by label, so that these ascend.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Shared<S> {
    arcs: Vec<(S, u32)>,
    of_state: Rows<u32>,
}

impl<S: Symbol> Leaving<S> for Shared<S> {
    fn states(&self) -> usize {
        self.of_state.len()
    }

    fn leaving(&self, state: usize) -> impl Iterator<Item = (S, u32)> {
        self.of_state[state].iter().map(|&number| self.arc(number))
    }
}

impl<S: Symbol> Shared<S> {
    fn arc(&self, number: u32) -> (S, u32) {
        self.arcs[number as usize]
    }
}

impl<S: Symbol> From<Automaton<S>> for Packed<S> {
    fn from(automaton: Automaton<S>) -> Self {
        let Automaton { arcs: rows, outputs } = automaton;
        let mut numbers: HashMap<(S, u32), u32> = HashMap::default();
        let mut arcs: Vec<(S, u32)> = Vec::new();
        let number = |arc: &(S, u32)| {
            *numbers.entry(*arc).or_insert_with(|| {
                arcs.push(*arc);
                u32::try_from(arcs.len() - 1).unwrap_or(u32::MAX)
            })
        };
        let mut of_state = rows.map(number);
        drop((rows, numbers));
        let mut order: Vec<u32> = (0..).take(arcs.len()).collect();
        order.sort_unstable_by_key(|&arc| arcs[arc as usize]);
        let mut places = vec![0; arcs.len()];
        order.iter().zip(0..).for_each(|(&arc, place)| places[arc as usize] = place);
        of_state.for_each(|arc| *arc = places[*arc as usize]);
        let arcs = order.into_iter().map(|arc| arcs[arc as usize]).collect();
        Self { arcs: Shared { arcs, of_state }, outputs }
    }
}

impl<S: Symbol> Packed<S> {
    /// How many states there are.
    #[must_use]
    pub fn size(&self) -> usize {
        self.outputs.len()
    }

    /// Where an arc leads.
    pub fn step(&self, state: u32, symbol: S) -> Option<u32> {
        let numbers = &self.arcs.of_state[state as usize];
        let found = numbers.binary_search_by(|&number| self.arcs.arc(number).0.cmp(&symbol));
        found.ok().map(|at| self.arcs.arc(numbers[at]).1)
    }

    /// The arcs of a state whose labels come after these.
    pub fn leaving_behind(&self, state: u32, before: impl Fn(S) -> bool) -> impl Iterator<Item = (S, u32)> {
        let numbers = &self.arcs.of_state[state as usize];
        let first = numbers.partition_point(|&number| before(self.arcs.arc(number).0));
        numbers[first..].iter().map(|&number| self.arcs.arc(number))
    }

    /// The arcs of a state.
    pub fn leaving(&self, state: u32) -> impl Iterator<Item = (S, u32)> {
        self.arcs.leaving(state as usize)
    }

    /// The labels that some arc has, each at least once.
    pub fn labels(&self) -> impl Iterator<Item = S> {
        self.arcs.arcs.iter().map(|arc| arc.0)
    }

    /// The sentences of wanted arcs that have a wanted output, in the fewest states. All mean the same from then on: 0.
    pub fn retain(&self, wanted_arc: impl Fn(S) -> bool, wanted_output: impl Fn(u32) -> bool) -> Automaton<S> {
        retained(&self.arcs, &self.outputs, wanted_arc, wanted_output)
    }
}
