//! Finds the best way to read a text as a sentence, in time linear in its words.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use super::Value;
use super::template::{Compiled, ListKind, Step};
use super::text::Words;

/// One way to read a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// Numbers of the blocks that it can mean.
    pub blocks: Vec<u32>,
    /// What fills the slots, in the order of the text.
    pub fills: Vec<Fill>,
    /// How good it is.
    pub rank: Rank,
}

/// Words that fill a slot.
#[derive(Debug, Clone, PartialEq)]
pub struct Fill {
    /// The slot.
    pub slot: String,
    /// The words as they were written.
    pub spoken: String,
    /// What they stand for.
    pub filling: Filling,
}

/// What the words of a slot stand for.
#[derive(Debug, Clone, PartialEq)]
pub enum Filling {
    /// A value of a list, with what it adds to the context.
    Value(Value, Vec<(String, String)>),
    /// Products by their numbers in the catalogue.
    Products(Vec<u32>),
    /// Words in the place of a product that are not in its list.
    AskedFor {
        /// Whether they may be no product at all.
        or_anything: bool,
    },
    /// The words themselves.
    Words,
}

/// Which of several readings is better; the greater the better. Every part adds up word by word, which is what lets
/// the best way to a state be kept and the others be forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Rank {
    /// Characters of the named slot.
    named: usize,
    /// Slots filled by any words.
    wildcards: Reverse<usize>,
    /// Characters that the sentence says itself.
    literal: usize,
    /// Characters in slots filled by any words.
    wild: Reverse<usize>,
}

/// The way to a state: the last step of it.
#[derive(Clone, Copy)]
struct Way {
    rank: Rank,
    /// Where it came from: position and state.
    from: (usize, u32),
    /// What was read; `None` for words that do not count.
    step: Option<Step>,
}

/// All readings of the words from `start` on, the best first.
pub fn readings(compiled: &Compiled, words: &Words, start: usize, named: &str) -> Vec<Reading> {
    let matcher = Matcher::new(compiled, words, named);
    let ways = matcher.ways(start);
    let last = words.words.len();
    let mut readings: Vec<Reading> = ways[last]
        .iter()
        .filter(|(state, _)| !compiled.sentences.outputs[**state as usize].is_empty())
        .map(|(state, way)| Reading {
            blocks: compiled.sentences.outputs[*state as usize].clone(),
            fills: matcher.fills(&ways, *state),
            rank: way.rank,
        })
        .collect();
    readings.sort_by(|left, right| right.rank.cmp(&left.rank).then_with(|| left.blocks.cmp(&right.blocks)));
    readings
}

/// Where a list can end when it starts at a position, and with which values.
type Spans = Vec<(usize, Vec<u32>)>;

struct Matcher<'a> {
    compiled: &'a Compiled,
    words: &'a Words,
    numbers: Vec<Option<u32>>,
    named: &'a str,
}

impl<'a> Matcher<'a> {
    fn new(compiled: &'a Compiled, words: &'a Words, named: &'a str) -> Self {
        let numbers = words.words.iter().map(|word| compiled.lexicon.find(&word.text)).collect();
        Self { compiled, words, numbers, named }
    }

    /// For each position of the text the best way to each state.
    fn ways(&self, start: usize) -> Vec<BTreeMap<u32, Way>> {
        let last = self.words.words.len();
        let mut ways: Vec<BTreeMap<u32, Way>> = vec![BTreeMap::new(); last + 1];
        ways[start].insert(0, Way { rank: Rank::default(), from: (start, 0), step: None });
        for at in start..last {
            let here: Vec<(u32, Rank)> = ways[at].iter().map(|(state, way)| (*state, way.rank)).collect();
            if here.is_empty() {
                continue;
            }
            let skips = self.spans(&self.compiled.skipped, at);
            let mut lists: HashMap<u32, Spans> = HashMap::new();
            for (state, rank) in here {
                for &(step, target) in &self.compiled.sentences.arcs[state as usize] {
                    match step {
                        Step::Word(word) => {
                            if self.numbers[at] == Some(word) {
                                let rank = Rank { literal: rank.literal + self.length(at, at + 1), ..rank };
                                reach(&mut ways[at + 1], target, Way { rank, from: (at, state), step: Some(step) });
                            }
                        }
                        Step::List(number) => {
                            let used = &self.compiled.uses[number as usize];
                            let spans = lists
                                .entry(used.list)
                                .or_insert_with(|| self.spans(&self.compiled.lists[used.list as usize].said, at));
                            for (end, _) in spans.iter() {
                                let length = if used.slot == self.named { self.length(at, *end) } else { 0 };
                                let rank = Rank { named: rank.named + length, ..rank };
                                reach(&mut ways[*end], target, Way { rank, from: (at, state), step: Some(step) });
                            }
                        }
                        Step::Any(_) | Step::More(_) => {
                            let more = usize::from(matches!(step, Step::Any(_)));
                            let rank = Rank {
                                wildcards: Reverse(rank.wildcards.0 + more),
                                wild: Reverse(rank.wild.0 + self.length(at, at + 1)),
                                ..rank
                            };
                            reach(&mut ways[at + 1], target, Way { rank, from: (at, state), step: Some(step) });
                        }
                    }
                }
                for (end, _) in &skips {
                    reach(&mut ways[*end], state, Way { rank, from: (at, state), step: None });
                }
            }
        }
        ways
    }

    /// Where a list that starts here can end.
    fn spans(&self, list: &super::automaton::Automaton<Step>, at: usize) -> Spans {
        let mut spans = Vec::new();
        let mut state = 0;
        for (position, number) in self.numbers.iter().enumerate().skip(at) {
            let Some(next) = number.and_then(|number| list.step(state, Step::Word(number))) else { break };
            state = next;
            let outputs = &list.outputs[state as usize];
            if !outputs.is_empty() {
                spans.push((position + 1, outputs.clone()));
            }
        }
        spans
    }

    fn length(&self, from: usize, to: usize) -> usize {
        self.words.words[from..to].iter().map(|word| word.text.len()).sum()
    }

    fn spoken(&self, from: usize, to: usize) -> String {
        let words = &self.words.words[from..to];
        match (words.first(), words.last()) {
            (Some(first), Some(last)) => self.words.text[first.start..last.end].to_owned(),
            _ => String::new(),
        }
    }

    /// Follows the best way back from the end of the text and collects the slots.
    fn fills(&self, ways: &[BTreeMap<u32, Way>], end: u32) -> Vec<Fill> {
        let mut fills = Vec::new();
        let mut place = (self.words.words.len(), end);
        let mut wild_until: Option<usize> = None;
        while let Some(way) = ways[place.0].get(&place.1) {
            match way.step {
                Some(Step::List(number)) => fills.push(self.listed(number, way.from.0, place.0)),
                Some(Step::More(_)) => wild_until = wild_until.or(Some(place.0)),
                Some(Step::Any(number)) => {
                    let until = wild_until.take().unwrap_or(place.0);
                    fills.push(self.wild(number, way.from.0, until));
                }
                Some(Step::Word(_)) => {}
                None if way.from == place => break,
                None => {}
            }
            place = way.from;
        }
        fills.reverse();
        fills
    }

    fn listed(&self, number: u32, from: usize, to: usize) -> Fill {
        let used = &self.compiled.uses[number as usize];
        let list = &self.compiled.lists[used.list as usize];
        let spoken = self.spoken(from, to);
        let outputs =
            self.spans(&list.said, from).into_iter().find(|span| span.0 == to).map_or_else(Vec::new, |span| span.1);
        let filling = match &list.kind {
            ListKind::Values(values) => match outputs.first().and_then(|output| values.get(*output as usize)) {
                Some((Some(value), context)) => Filling::Value(value.clone(), context.clone()),
                Some((None, context)) => {
                    let words: Vec<&str> = self.words.words[from..to].iter().map(|word| word.text.as_str()).collect();
                    Filling::Value(Value::Text(words.join(" ")), context.clone())
                }
                None => Filling::Words,
            },
            ListKind::Products { .. } => Filling::Products(outputs),
            ListKind::Wildcard | ListKind::Read(_) => Filling::Words,
        };
        Fill { slot: used.slot.clone(), spoken, filling }
    }

    fn wild(&self, number: u32, from: usize, to: usize) -> Fill {
        let used = &self.compiled.uses[number as usize];
        let filling = match self.compiled.lists[used.list as usize].kind {
            ListKind::Products { or_anything } => Filling::AskedFor { or_anything },
            ListKind::Values(_) | ListKind::Wildcard | ListKind::Read(_) => Filling::Words,
        };
        Fill { slot: used.slot.clone(), spoken: self.spoken(from, to), filling }
    }
}

/// Keeps the better of two ways to a state.
fn reach(ways: &mut BTreeMap<u32, Way>, state: u32, way: Way) {
    ways.entry(state)
        .and_modify(|known| {
            if way.rank > known.rank {
                *known = way
            }
        })
        .or_insert(way);
}
