//! Finds the best way to read a text as a sentence, in time linear in its words.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

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
    /// Words that were passed over: their numbers, in order.
    pub unread: Vec<Range<usize>>,
}

/// Words that fill a slot.
#[derive(Debug, Clone, PartialEq)]
pub struct Fill {
    /// The slot.
    pub slot: String,
    /// The numbers of the words.
    pub words: Range<usize>,
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
    /// Characters that were passed over.
    unread: Reverse<usize>,
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
    what: What,
}

/// What was read on the way to a state.
#[derive(Clone, Copy, PartialEq)]
enum What {
    /// Nothing: the way begins here.
    Start,
    /// The arc of a sentence.
    Step(Step),
    /// Words that do not count.
    Skip,
    /// A word that was passed over.
    Unread,
}

/// All readings of a range of the words, the best first.
pub fn readings(compiled: &Compiled, words: &Words, range: Range<usize>, named: &str) -> Vec<Reading> {
    Matcher::new(compiled, words, range, named, false).readings()
}

/// The readings of a range of the words that may pass over some of them: those that pass over the fewest characters
/// first. At least one word is read.
pub fn partial(compiled: &Compiled, words: &Words, range: Range<usize>, named: &str) -> Vec<Reading> {
    Matcher::new(compiled, words, range, named, true).readings()
}

/// Where a list can end when it starts at a position, and what it stands for there.
type Spans = Vec<(usize, Span)>;

/// What the words of a list stand for.
enum Span {
    /// The numbers of its values.
    Listed(Vec<u32>),
    /// What a reader made of them.
    Read(Value),
}

struct Matcher<'a> {
    compiled: &'a Compiled,
    words: &'a Words,
    range: Range<usize>,
    numbers: Vec<Option<u32>>,
    named: &'a str,
    passing: bool,
    /// What was found out about lists, by position and list.
    lists: HashMap<(usize, u32), Spans>,
}

impl<'a> Matcher<'a> {
    fn new(compiled: &'a Compiled, words: &'a Words, range: Range<usize>, named: &'a str, passing: bool) -> Self {
        let end = range.end.min(words.words.len());
        let range = range.start.min(end)..end;
        let numbers = words.words.iter().map(|word| compiled.lexicon.find(&word.text)).collect();
        Self { compiled, words, range, numbers, named, passing, lists: HashMap::new() }
    }

    fn readings(mut self) -> Vec<Reading> {
        let ways = self.ways();
        let mut readings: Vec<Reading> = ways[self.range.end]
            .iter()
            .filter(|(state, _)| !self.compiled.sentences.outputs[**state as usize].is_empty())
            .filter_map(|(state, way)| {
                let (fills, unread) = self.trace(&ways, *state)?;
                let blocks = self.compiled.sentences.outputs[*state as usize].clone();
                Some(Reading { blocks, fills, rank: way.rank, unread })
            })
            .collect();
        readings.sort_by(|left, right| right.rank.cmp(&left.rank).then_with(|| left.blocks.cmp(&right.blocks)));
        readings
    }

    /// For each position of the text the best way to each state.
    fn ways(&mut self) -> Vec<BTreeMap<u32, Way>> {
        let Range { start, end: last } = self.range.clone();
        let mut ways: Vec<BTreeMap<u32, Way>> = vec![BTreeMap::new(); last + 1];
        ways[start].insert(0, Way { rank: Rank::default(), from: (start, 0), what: What::Start });
        for at in start..last {
            let here: Vec<(u32, Rank)> = ways[at].iter().map(|(state, way)| (*state, way.rank)).collect();
            if here.is_empty() {
                continue;
            }
            let skips = self.spans(&self.compiled.skipped, at);
            for (state, rank) in here {
                for &(step, target) in &self.compiled.sentences.arcs[state as usize] {
                    let what = What::Step(step);
                    match step {
                        Step::Word(word) => {
                            if self.numbers[at] == Some(word) {
                                let rank = Rank { literal: rank.literal + self.length(at, at + 1), ..rank };
                                reach(&mut ways[at + 1], target, Way { rank, from: (at, state), what });
                            }
                        }
                        Step::List(number) => {
                            let used = &self.compiled.uses[number as usize];
                            if !self.lists.contains_key(&(at, used.list)) {
                                let spans = self.list(used.list, at);
                                self.lists.insert((at, used.list), spans);
                            }
                            for (end, _) in &self.lists[&(at, used.list)] {
                                let length = if used.slot == self.named { self.length(at, *end) } else { 0 };
                                let rank = Rank { named: rank.named + length, ..rank };
                                reach(&mut ways[*end], target, Way { rank, from: (at, state), what });
                            }
                        }
                        Step::Any(_) | Step::More(_) => {
                            let more = usize::from(matches!(step, Step::Any(_)));
                            let rank = Rank {
                                wildcards: Reverse(rank.wildcards.0 + more),
                                wild: Reverse(rank.wild.0 + self.length(at, at + 1)),
                                ..rank
                            };
                            reach(&mut ways[at + 1], target, Way { rank, from: (at, state), what });
                        }
                    }
                }
                for (end, _) in &skips {
                    reach(&mut ways[*end], state, Way { rank, from: (at, state), what: What::Skip });
                }
                if self.passing {
                    let rank = Rank { unread: Reverse(rank.unread.0 + self.length(at, at + 1)), ..rank };
                    reach(&mut ways[at + 1], state, Way { rank, from: (at, state), what: What::Unread });
                }
            }
        }
        ways
    }

    /// Where a list that starts here can end.
    fn list(&self, list: u32, at: usize) -> Spans {
        let list = &self.compiled.lists[list as usize];
        let ListKind::Read(read) = list.kind else {
            return self.spans(&list.said, at).into_iter().map(|(end, values)| (end, Span::Listed(values))).collect();
        };
        let words: Vec<&str> = self.words.words[at..self.range.end].iter().map(|word| word.text.as_str()).collect();
        let found = read(&self.compiled.spelling, &words).into_iter();
        let within = found.filter(|(length, _)| (1..=words.len()).contains(length));
        within.map(|(length, value)| (at + length, Span::Read(value))).collect()
    }

    /// Where words that start here can end.
    fn spans(&self, said: &super::automaton::Automaton<Step>, at: usize) -> Vec<(usize, Vec<u32>)> {
        let mut spans = Vec::new();
        let mut state = 0;
        for position in at..self.range.end {
            let number = self.numbers[position];
            let Some(next) = number.and_then(|number| said.step(state, Step::Word(number))) else { break };
            state = next;
            let outputs = &said.outputs[state as usize];
            if !outputs.is_empty() {
                spans.push((position + 1, outputs.clone()));
            }
        }
        spans
    }

    fn length(&self, from: usize, to: usize) -> usize {
        self.words.words[from..to].iter().map(|word| word.text.len()).sum()
    }

    fn spoken(&self, words: &Range<usize>) -> String {
        let words = &self.words.words[words.clone()];
        match (words.first(), words.last()) {
            (Some(first), Some(last)) => self.words.text[first.start..last.end].to_owned(),
            _ => String::new(),
        }
    }

    /// Follows the best way back from the end of the text and collects the slots and what was passed over; `None` when
    /// nothing was read.
    fn trace(&self, ways: &[BTreeMap<u32, Way>], end: u32) -> Option<(Vec<Fill>, Vec<Range<usize>>)> {
        let (mut fills, mut unread) = (Vec::new(), Vec::<Range<usize>>::new());
        let mut read = false;
        let mut place = (self.range.end, end);
        let mut wild_until: Option<usize> = None;
        while let Some(way) = ways[place.0].get(&place.1) {
            match way.what {
                What::Start => break,
                What::Skip => {}
                What::Unread => match unread.last_mut() {
                    Some(last) if last.start == place.0 => last.start = way.from.0,
                    _ => unread.push(way.from.0..place.0),
                },
                What::Step(step) => {
                    read = true;
                    match step {
                        Step::List(number) => fills.push(self.listed(number, way.from.0..place.0)),
                        Step::More(_) => wild_until = wild_until.or(Some(place.0)),
                        Step::Any(number) => {
                            let until = wild_until.take().unwrap_or(place.0);
                            fills.push(self.wild(number, way.from.0..until));
                        }
                        Step::Word(_) => {}
                    }
                }
            }
            place = way.from;
        }
        fills.reverse();
        unread.reverse();
        read.then_some((fills, unread))
    }

    fn listed(&self, number: u32, words: Range<usize>) -> Fill {
        let used = &self.compiled.uses[number as usize];
        let list = &self.compiled.lists[used.list as usize];
        let spans = self.lists.get(&(words.start, used.list)).map_or([].as_slice(), Vec::as_slice);
        let filling = match spans.iter().find(|span| span.0 == words.end).map(|span| &span.1) {
            Some(Span::Read(value)) => Filling::Value(value.clone(), Vec::new()),
            Some(Span::Listed(outputs)) => match &list.kind {
                ListKind::Values(values) => match outputs.first().and_then(|output| values.get(*output as usize)) {
                    Some((Some(value), context)) => Filling::Value(value.clone(), context.clone()),
                    Some((None, context)) => {
                        let words: Vec<&str> =
                            self.words.words[words.clone()].iter().map(|word| word.text.as_str()).collect();
                        Filling::Value(Value::Text(words.join(" ")), context.clone())
                    }
                    None => Filling::Words,
                },
                ListKind::Products { .. } => Filling::Products(outputs.clone()),
                ListKind::Wildcard | ListKind::Read(_) => Filling::Words,
            },
            None => Filling::Words,
        };
        Fill { slot: used.slot.clone(), spoken: self.spoken(&words), words, filling }
    }

    fn wild(&self, number: u32, words: Range<usize>) -> Fill {
        let used = &self.compiled.uses[number as usize];
        let filling = match self.compiled.lists[used.list as usize].kind {
            ListKind::Products { or_anything } => Filling::AskedFor { or_anything },
            ListKind::Values(_) | ListKind::Wildcard | ListKind::Read(_) => Filling::Words,
        };
        Fill { slot: used.slot.clone(), spoken: self.spoken(&words), words, filling }
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

#[cfg(test)]
mod tests;
