//! Finds the best way to read a text as a sentence, in time linear in its words.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::fmt;
use std::ops::Range;

use super::Value;
use super::automaton::Automaton;
use super::template::{Compiled, ListKind, Step, Use};
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
    unread: Reverse<u32>,
    /// Characters of the named slot.
    named: u32,
    /// Slots filled by any words.
    wildcards: Reverse<u32>,
    /// Characters that the sentence says itself.
    literal: u32,
    /// Characters in slots filled by any words.
    wild: Reverse<u32>,
}

impl fmt::Display for Rank {
    /// What speaks for and against a reading, in characters, the weightiest first.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { unread, named, wildcards, literal, wild } = self;
        write!(
            formatter,
            "unread {}, in the product {named}, wildcards {}, said by the sentence {literal}, in wildcards {}",
            unread.0, wildcards.0, wild.0
        )
    }
}

/// The best way to a state at a position of the text: the last step of it.
#[derive(Clone, Copy)]
struct Way {
    state: u32,
    rank: Rank,
    /// Where it came from: position, and which of the ways there.
    from: (usize, usize),
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
    /// The numbers of the words of the range.
    numbers: Vec<Option<u32>>,
    /// How many characters come before each word of the range, and in all.
    lengths: Vec<u32>,
    named: &'a str,
    passing: bool,
    /// What was found out about lists: position, list and spans.
    lists: HashMap<(usize, u32), Spans>,
}

impl<'a> Matcher<'a> {
    fn new(compiled: &'a Compiled, words: &'a Words, range: Range<usize>, named: &'a str, passing: bool) -> Self {
        let end = range.end.min(words.words.len());
        let range = range.start.min(end)..end;
        let within = &words.words[range.clone()];
        let numbers = within.iter().map(|word| compiled.lexicon.find(&word.text)).collect();
        let mut lengths = vec![0_u32];
        for word in within {
            let length = u32::try_from(word.text.len()).unwrap_or(u32::MAX);
            lengths.push(lengths[lengths.len() - 1] + length);
        }
        Self { compiled, words, range, numbers, lengths, named, passing, lists: HashMap::new() }
    }

    fn readings(mut self) -> Vec<Reading> {
        let ways = self.ways();
        let mut ends: Vec<&Way> = ways
            .last()
            .into_iter()
            .flatten()
            .filter(|way| !self.compiled.sentences.outputs[way.state as usize].is_empty())
            .collect();
        let blocks = |way: &Way| &self.compiled.sentences.outputs[way.state as usize];
        ends.sort_by(|left, right| right.rank.cmp(&left.rank).then_with(|| blocks(left).cmp(blocks(right))));
        let readings = ends.into_iter().filter_map(|way| {
            let (fills, unread) = self.trace(&ways, way)?;
            Some(Reading { blocks: blocks(way).clone(), fills, rank: way.rank, unread })
        });
        readings.collect()
    }

    /// For each position of the range the best way to each state, in the order of the states.
    fn ways(&mut self) -> Vec<Vec<Way>> {
        let last = self.range.len();
        let mut ways: Vec<Vec<Way>> = vec![Vec::new(); last + 1];
        ways[0].push(Way { state: 0, rank: Rank::default(), from: (0, 0), what: What::Start });
        for at in 0..=last {
            let mut here = std::mem::take(&mut ways[at]);
            here.sort_by(|left, right| left.state.cmp(&right.state).then_with(|| right.rank.cmp(&left.rank)));
            here.dedup_by_key(|way| way.state);
            if at < last && !here.is_empty() {
                let skips = self.spans(&self.compiled.skipped, at);
                for (number, way) in here.iter().enumerate() {
                    self.leave(&mut ways, at, number, way);
                    for (end, _) in &skips {
                        ways[*end].push(Way { from: (at, number), what: What::Skip, ..*way });
                    }
                    if self.passing {
                        let rank = Rank { unread: Reverse(way.rank.unread.0 + self.length(at, at + 1)), ..way.rank };
                        ways[at + 1].push(Way { rank, from: (at, number), what: What::Unread, ..*way });
                    }
                }
            }
            ways[at] = here;
        }
        ways
    }

    /// Follows the arcs that leave the state of a way.
    fn leave(&mut self, ways: &mut [Vec<Way>], at: usize, number: usize, way: &Way) {
        let from = (at, number);
        let rank = way.rank;
        let (words, others) = self.compiled.sentences.leaving(way.state);
        if let Some(word) = self.numbers[at].map(Step::Word)
            && let Ok(found) = words.binary_search_by(|arc| arc.0.cmp(&word))
        {
            let rank = Rank { literal: rank.literal + self.length(at, at + 1), ..rank };
            ways[at + 1].push(Way { state: words[found].1, rank, from, what: What::Step(word) });
        }
        for &(step, state) in others {
            let what = What::Step(step);
            match step {
                Step::List(number) => {
                    let used = &self.compiled.uses[number as usize];
                    if !self.lists.contains_key(&(at, used.list)) {
                        let spans = self.list(used.list, at);
                        self.lists.insert((at, used.list), spans);
                    }
                    for (end, _) in &self.lists[&(at, used.list)] {
                        let length = if used.slot == self.named { self.length(at, *end) } else { 0 };
                        let rank = Rank { named: rank.named + length, ..rank };
                        ways[*end].push(Way { state, rank, from, what });
                    }
                }
                Step::Any(_) | Step::More(_) => {
                    let more = u32::from(matches!(step, Step::Any(_)));
                    let rank = Rank {
                        wildcards: Reverse(rank.wildcards.0 + more),
                        wild: Reverse(rank.wild.0 + self.length(at, at + 1)),
                        ..rank
                    };
                    ways[at + 1].push(Way { state, rank, from, what });
                }
                Step::Word(_) => {}
            }
        }
    }

    /// Where a list that starts here can end.
    fn list(&self, list: u32, at: usize) -> Spans {
        let list = &self.compiled.lists[list as usize];
        let ListKind::Read(read) = list.kind else {
            let spans = self.spans(&list.said, at).into_iter();
            return spans.map(|(end, values)| (end, Span::Listed(values.to_vec()))).collect();
        };
        let words: Vec<&str> =
            self.words.words[self.range.clone()][at..].iter().map(|word| word.text.as_str()).collect();
        let found = read(&self.compiled.spelling, &words).into_iter();
        let within = found.filter(|(length, _)| (1..=words.len()).contains(length));
        within.map(|(length, value)| (at + length, Span::Read(value))).collect()
    }

    /// Where words that start here can end.
    fn spans(&self, said: &'a Automaton<Step>, at: usize) -> Vec<(usize, &'a [u32])> {
        let mut spans = Vec::new();
        let mut state = 0;
        for (position, number) in self.numbers.iter().enumerate().skip(at) {
            let Some(next) = number.and_then(|number| said.step(state, Step::Word(number))) else { break };
            state = next;
            let outputs = said.outputs[state as usize].as_slice();
            if !outputs.is_empty() {
                spans.push((position + 1, outputs));
            }
        }
        spans
    }

    fn length(&self, from: usize, to: usize) -> u32 {
        self.lengths[to] - self.lengths[from]
    }

    /// Follows a way back from the end of the text and collects the slots and what was passed over; `None` when
    /// nothing was read.
    fn trace(&self, ways: &[Vec<Way>], last: &Way) -> Option<(Vec<Fill>, Vec<Range<usize>>)> {
        let (mut fills, mut unread) = (Vec::new(), Vec::<Range<usize>>::new());
        let mut read = false;
        let (mut way, mut end) = (last, self.range.len());
        let mut wild_until: Option<usize> = None;
        while way.what != What::Start {
            let start = way.from.0;
            match way.what {
                What::Start | What::Skip => {}
                What::Unread => match unread.last_mut() {
                    Some(last) if last.start == self.range.start + end => last.start = self.range.start + start,
                    _ => unread.push(self.range.start + start..self.range.start + end),
                },
                What::Step(step) => {
                    read = true;
                    match step {
                        Step::List(number) => fills.push(self.listed(number, start, end)),
                        Step::More(_) => wild_until = wild_until.or(Some(end)),
                        Step::Any(number) => fills.push(self.wild(number, start, wild_until.take().unwrap_or(end))),
                        Step::Word(_) => {}
                    }
                }
            }
            way = &ways[start][way.from.1];
            end = start;
        }
        fills.reverse();
        unread.reverse();
        read.then_some((fills, unread))
    }

    fn listed(&self, number: u32, from: usize, to: usize) -> Fill {
        let used = &self.compiled.uses[number as usize];
        let list = &self.compiled.lists[used.list as usize];
        let spans = self.lists.get(&(from, used.list)).map_or([].as_slice(), Vec::as_slice);
        let filling = match spans.iter().find(|span| span.0 == to).map(|span| &span.1) {
            Some(Span::Read(value)) => Filling::Value(value.clone(), Vec::new()),
            Some(Span::Listed(outputs)) => match &list.kind {
                ListKind::Values(values) => match outputs.first().and_then(|output| values.get(*output as usize)) {
                    Some((Some(value), context)) => Filling::Value(value.clone(), context.clone()),
                    Some((None, context)) => Filling::Value(Value::Text(self.normal(from, to)), context.clone()),
                    None => Filling::Words,
                },
                ListKind::Products { .. } => Filling::Products(outputs.clone()),
                ListKind::Wildcard | ListKind::Read(_) => Filling::Words,
            },
            None => Filling::Words,
        };
        self.fill(used, from, to, filling)
    }

    fn wild(&self, number: u32, from: usize, to: usize) -> Fill {
        let used = &self.compiled.uses[number as usize];
        let filling = match self.compiled.lists[used.list as usize].kind {
            ListKind::Products { or_anything } => Filling::AskedFor { or_anything },
            ListKind::Values(_) | ListKind::Wildcard | ListKind::Read(_) => Filling::Words,
        };
        self.fill(used, from, to, filling)
    }

    fn fill(&self, used: &Use, from: usize, to: usize, filling: Filling) -> Fill {
        let words = self.range.start + from..self.range.start + to;
        let written = &self.words.words[words.clone()];
        let spoken = match (written.first(), written.last()) {
            (Some(first), Some(last)) => self.words.text[first.start..last.end].to_owned(),
            _ => String::new(),
        };
        Fill { slot: used.slot.clone(), words, spoken, filling }
    }

    fn normal(&self, from: usize, to: usize) -> String {
        let words = self.words.words[self.range.clone()][from..to].iter();
        words.map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests;
