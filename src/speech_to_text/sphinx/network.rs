//! All grammars as one network of words, small enough to be searched.

use std::cmp::Reverse;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::speech_to_text::Grammar;

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

/// What stands among the arcs of a state where a sentence may end.
const END: Arc = (u32::MAX, 0);

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
        let [landing, decoys] = [0, 1].map(|more| self.arcs.len() as u32 + more);
        let onward: BTreeSet<u32> =
            behind.iter().flat_map(|&state| [&[state as u32], &self.skips[state][..]].concat()).collect();
        self.arcs.push(names.into_iter().collect());
        self.skips.push(onward.into_iter().collect());
        self.accepting.push(behind.iter().any(|&state| self.accepting[state]));
        self.arcs.push(self.arcs[self.any as usize].iter().map(|&(word, _)| (word, landing)).collect());
        self.skips.push(Vec::new());
        self.accepting.push(false);
        self.likelihoods.insert(decoys, UNSOLD);
        let inside = within.into_iter().filter(|&state| state != begin as usize);
        inside.for_each(|state| self.skips[state].push(decoys));
        Some(self)
    }

    fn add_place(&mut self) -> u32 {
        self.arcs.push(Vec::new());
        self.skips.push(Vec::new());
        self.accepting.push(false);
        self.places += 1;
        self.places as u32 - 1
    }

    /// Adds a place with an arc back to itself for each word.
    fn add_loop(&mut self, words: Vec<String>) {
        self.any = self.arcs.len() as u32;
        let numbers = self.words.len()..self.words.len() + words.len();
        self.arcs.push(numbers.map(|word| (word as u32, self.any)).collect());
        self.skips.push(Vec::new());
        self.accepting.push(true);
        self.words.extend(words);
        self.places += 1;
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
            self.arcs.push(shared);
            self.skips.push(Vec::new());
            self.accepting.push(false);
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

/// Grammars side by side, with what is the same in them only once.
#[derive(Default)]
struct Union {
    words: Vec<String>,
    numbers: HashMap<String, u32>,
    arcs: Vec<Vec<Arc>>,
    known: HashMap<Vec<Arc>, u32>,
}

impl Union {
    /// Adds a grammar and says where its start is. A state that can do the same as a known one becomes that one, and
    /// every arc leads to a state with a lower number.
    fn add(&mut self, grammar: &Grammar) -> Option<u32> {
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
    fn without_sums(self, starts: &[u32]) -> Network {
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    /// A tree of these sentences.
    fn grammar(sentences: &[Vec<u8>]) -> Grammar {
        let words = (0..9).map(|word| format!("word{word}")).collect();
        let mut grammar = Grammar { words, arcs: vec![Vec::new()], accepting: vec![false] };
        for sentence in sentences {
            let mut state = 0;
            for &word in sentence {
                let known = grammar.arcs[state].iter().find(|arc| arc.0 == u32::from(word)).map(|arc| arc.1 as usize);
                state = known.unwrap_or_else(|| {
                    let target = grammar.arcs.len();
                    grammar.arcs.push(Vec::new());
                    grammar.accepting.push(false);
                    grammar.arcs[state].push((u32::from(word), target as u32));
                    target
                });
            }
            grammar.accepting[state] = true;
        }
        grammar
    }

    fn accepts(network: &Network, start: u32, sentence: &[u8]) -> bool {
        let with_skips = |states: BTreeSet<u32>| {
            let skipped = states.iter().flat_map(|&state| network.skips[state as usize].clone());
            skipped.collect::<BTreeSet<u32>>().union(&states).copied().collect::<BTreeSet<u32>>()
        };
        let mut states = with_skips(BTreeSet::from([start]));
        for word in sentence {
            let word = format!("word{word}");
            let arcs = states.iter().flat_map(|&state| &network.arcs[state as usize]);
            let arcs = arcs.filter(|arc| network.words[arc.0 as usize] == word);
            states = with_skips(arcs.map(|arc| arc.1).collect());
        }
        states.iter().any(|&state| network.accepting[state as usize])
    }

    fn spelled(sentence: &[u8]) -> String {
        sentence.iter().map(|word| format!("word{word} ")).collect()
    }

    fn sentences() -> impl Strategy<Value = Vec<Vec<u8>>> {
        // Prefixes, names and endings in all combinations, and some others, as templates make them.
        let part = || prop::collection::vec(prop::collection::vec(0..6_u8, 0..3), 1..4);
        (part(), part(), part(), part()).prop_map(|(prefixes, names, endings, others)| {
            let mut sentences = others;
            for prefix in &prefixes {
                for name in &names {
                    sentences.extend(endings.iter().map(|ending| [&prefix[..], name, ending].concat()));
                }
            }
            sentences
        })
    }

    proptest! {
        #[test]
        fn a_network_accepts_what_its_grammars_accept(
            first in sentences(),
            second in sentences(),
            tries in prop::collection::vec(prop::collection::vec(0..6_u8, 0..7), 20),
        ) {
            let grammars = [grammar(&first), grammar(&second)];
            let network = Network::of(&grammars, vec!["~lamp".to_owned()]).unwrap().bundled();
            let lamp = network.words.len() as u32 - 1;
            prop_assert_eq!(&network.arcs[network.any as usize], &[(lamp, network.any)]);
            for (grammar, &start) in grammars.iter().zip(&network.starts) {
                for sentence in first.iter().chain(&second).chain(&tries) {
                    prop_assert_eq!(accepts(&network, start, sentence), grammar.accepts(&spelled(sentence)));
                }
            }
            for skips in &network.skips {
                prop_assert!(skips.iter().all(|&state| network.skips[state as usize].is_empty()));
            }
        }
    }

    proptest! {
        #[test]
        fn a_decoy_may_stand_for_a_name_or_in_front_of_it(
            commands in sentences(),
            others in sentences(),
            goods in prop::collection::btree_set(0..6_u8, 0..3),
        ) {
            const ORDER: u8 = 8;
            const LAMP: u8 = 9;
            let commands: Vec<Vec<u8>> = commands.iter().map(|sentence| [&[ORDER], &sentence[..]].concat()).collect();
            let words = goods.iter().map(|word| format!("word{word}")).collect();
            let plain = Network::of(&[grammar(&commands), grammar(&others)], vec![format!("word{LAMP}")]).unwrap();
            let start = plain.starts[0];
            let Some(network) = plain.clone().with_unsold(&words, start) else {
                let mut named = plain.arcs.iter().flatten().map(|arc| &plain.words[arc.0 as usize]);
                prop_assert!(named.all(|word| !words.contains(word)));
                return Ok(());
            };
            for sentence in commands {
                prop_assert!(accepts(&network, start, &sentence));
                for at in (1..sentence.len()).filter(|&at| goods.contains(&sentence[at])) {
                    let mut in_front = sentence.clone();
                    in_front.insert(at, LAMP);
                    prop_assert!(accepts(&network, start, &in_front));
                    let mut instead = sentence.clone();
                    instead[at] = LAMP;
                    prop_assert!(accepts(&network, start, &instead));
                }
            }
        }
    }

    #[test]
    fn what_is_called_for_may_be_something_else_and_the_rest_may_not() {
        let sentences = [vec![0, 1, 2, 4], vec![0, 3, 4], vec![2]];
        let goods = BTreeSet::from(["word1", "word2", "word3"].map(str::to_owned));
        let network = Network::of([&grammar(&sentences)], vec!["word9".to_owned()]).unwrap();
        let start = network.starts[0];
        let network = network.with_unsold(&goods, start).unwrap();
        let accepted = |sentence: &[u8]| accepts(&network, start, sentence);
        assert!(
            [&[0, 1, 2, 4][..], &[0, 9, 4], &[0, 9, 2, 4], &[0, 1, 9, 4], &[0, 9, 3, 4]]
                .iter()
                .all(|said| accepted(said))
        );
        assert!([&[9, 3, 4][..], &[0, 3, 9], &[9], &[9, 2], &[0, 9, 9, 4]].iter().all(|said| !accepted(said)));
    }

    #[test]
    fn names_are_held_once_for_all_that_may_follow_them() {
        let names: Vec<Vec<u8>> = (0..216).map(|name| vec![name % 6, name / 6 % 6, name / 36]).collect();
        let all = |endings: &[&[u8]]| {
            let sentence = |name: &Vec<u8>, ending: &[u8]| [name, ending].concat();
            grammar(&names.iter().flat_map(|name| endings.iter().map(|end| sentence(name, end))).collect::<Vec<_>>())
        };
        let places = |grammars: &[Grammar]| Network::of(grammars, Vec::new()).unwrap().places;
        let both = [all(&[&[0, 1]]), all(&[&[2, 3]])];
        let three = [both[0].clone(), both[1].clone(), all(&[&[0, 1], &[2, 3]])];
        assert_eq!(places(&three), places(&both) + 1);
    }

    #[test]
    fn a_sentence_without_end_is_refused() {
        let looping = Grammar { words: vec!["again".to_owned()], arcs: vec![vec![(0, 0)]], accepting: vec![true] };
        assert_eq!(Network::of([&looping], Vec::new()), None);
        assert!(Network::of([&Grammar::default()], Vec::new()).is_some());
    }
}
