//! Finds the best way to read a text as a sentence, in time linear in its words.

mod reading;

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;

use super::Value;
use super::automaton::Automaton;
use super::context::Context;
use super::template::{Compiled, CompiledList, ListKind, Step, Use};
use super::text::Words;
pub use reading::{Fill, Filling, Rank, Reading};

/// The best way to a state with a context at a position of the text: the last step of it.
#[derive(Clone, Copy)]
struct Way {
    state: u32,
    /// The number of what values of lists have added to the context.
    context: u32,
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
    /// The arc of a sentence, and which of the spans of a list it was.
    Step(Step, usize),
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
    /// The number of its value. Values that add different things to the context are spans of their own.
    Value(u32),
    /// The numbers of products.
    Products(Vec<u32>),
    /// What a reader made of them.
    Read(Value),
}

/// Ways with more contexts than these are not told apart any more.
const MOST_CONTEXTS: usize = 64;

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
    /// What values of lists can have added to the context on the way, each once.
    contexts: Vec<Context>,
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
        Self {
            compiled,
            words,
            range,
            numbers,
            lengths,
            named,
            passing,
            lists: HashMap::new(),
            contexts: vec![Context::new()],
        }
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
            Some(Reading { blocks: blocks(way).to_vec(), fills, rank: way.rank, unread })
        });
        readings.collect()
    }

    /// For each position of the range the best way to each state, in the order of the states.
    fn ways(&mut self) -> Vec<Vec<Way>> {
        let last = self.range.len();
        let mut ways: Vec<Vec<Way>> = vec![Vec::new(); last + 1];
        ways[0].push(Way { state: 0, context: 0, rank: Rank::default(), from: (0, 0), what: What::Start });
        for at in 0..=last {
            let mut here = std::mem::take(&mut ways[at]);
            let place = |way: &Way| (way.state, way.context);
            here.sort_by(|left, right| place(left).cmp(&place(right)).then_with(|| right.rank.cmp(&left.rank)));
            here.dedup_by_key(|way| place(way));
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
        let sentences = &self.compiled.sentences;
        if let Some(word) = self.numbers[at].map(Step::Word)
            && let Some(state) = sentences.step(way.state, word)
        {
            let rank = Rank { said: rank.said + self.length(at, at + 1), ..rank };
            ways[at + 1].push(Way { state, rank, from, what: What::Step(word, 0), ..*way });
        }
        for (step, state) in sentences.leaving_behind(way.state, |step| matches!(step, Step::Word(_))) {
            match step {
                Step::List(number) => self.leave_by_list(ways, at, from, way, (number, state)),
                Step::Any(number) | Step::More(number) | Step::Last(number) | Step::Only(number) => {
                    let Some(glued) = self.affixes(step, number, at) else { continue };
                    let more = u32::from(matches!(step, Step::Any(_) | Step::Only(_)));
                    let rank = Rank {
                        wildcards: Reverse(rank.wildcards.0 + more),
                        said: rank.said + glued,
                        wild: Reverse(rank.wild.0 + self.length(at, at + 1) - glued),
                        ..rank
                    };
                    ways[at + 1].push(Way { state, rank, from, what: What::Step(step, 0), ..*way });
                }
                Step::Word(_) => {}
            }
        }
    }

    /// How many characters of a word are glued to a wildcard; `None` when what must be glued to it is not there.
    fn affixes(&self, step: Step, number: u32, at: usize) -> Option<u32> {
        let list = &self.compiled.lists[self.compiled.uses[number as usize].list as usize];
        let (before, behind) = &list.affixes;
        let word = self.words.words[self.range.start + at].text.as_str();
        let inside = match step {
            Step::Any(_) => word.strip_prefix(before.as_str()).filter(|inside| !inside.is_empty())?,
            Step::Last(_) => word.strip_suffix(behind.as_str())?,
            Step::Only(_) => {
                let inside = word.strip_prefix(before.as_str())?.strip_suffix(behind.as_str())?;
                Some(inside).filter(|inside| !inside.is_empty())?
            }
            Step::Word(_) | Step::List(_) | Step::More(_) => word,
        };
        u32::try_from(word.len() - inside.len()).ok()
    }

    fn leave_by_list(
        &mut self,
        ways: &mut [Vec<Way>],
        at: usize,
        from: (usize, usize),
        way: &Way,
        (number, state): (u32, u32),
    ) {
        let used = &self.compiled.uses[number as usize];
        if !self.lists.contains_key(&(at, used.list)) {
            let spans = self.list(used.list, at);
            self.lists.insert((at, used.list), spans);
        }
        for (which, (end, span)) in self.lists[&(at, used.list)].iter().enumerate() {
            let length = self.length(at, *end);
            let rank = match span {
                _ if used.slot == self.named => Rank { named: way.rank.named + length, ..way.rank },
                Span::Read(_) => Rank { said: way.rank.said + length, read: way.rank.read + length, ..way.rank },
                _ => way.rank,
            };
            let context = match (span, &self.compiled.lists[used.list as usize].kind) {
                (Span::Value(value), ListKind::Values(values)) if !values[*value as usize].1.is_empty() => {
                    joined(&mut self.contexts, way.context, &values[*value as usize].1)
                }
                _ => way.context,
            };
            ways[*end].push(Way { state, context, rank, from, what: What::Step(Step::List(number), which) });
        }
    }

    /// Where a list that starts here can end.
    fn list(&self, list: u32, at: usize) -> Spans {
        let list = &self.compiled.lists[list as usize];
        match &list.kind {
            ListKind::Read(read) => {
                let words: Vec<&str> =
                    self.words.words[self.range.clone()][at..].iter().map(|word| word.text.as_str()).collect();
                let found = read(&self.compiled.spelling, &words).into_iter();
                let within = found.filter(|(length, _)| (1..=words.len()).contains(length));
                within.map(|(length, value)| (at + length, Span::Read(value))).collect()
            }
            ListKind::Products { .. } => {
                let spans = self.spans(&list.said, at).into_iter();
                spans.map(|(end, products)| (end, Span::Products(products.to_vec()))).collect()
            }
            ListKind::Values(values) => {
                let mut found: Spans = Vec::new();
                for (end, numbers) in self.spans(&list.said, at) {
                    let mut contexts: Vec<&[(String, String)]> = Vec::new();
                    for number in numbers {
                        let context = values[*number as usize].1.as_slice();
                        if !contexts.contains(&context) {
                            contexts.push(context);
                            found.push((end, Span::Value(*number)));
                        }
                    }
                }
                found
            }
            ListKind::Wildcard => Vec::new(),
        }
    }

    /// Where words that start here can end.
    fn spans(&self, said: &'a Automaton<Step>, at: usize) -> Vec<(usize, &'a [u32])> {
        let mut spans = Vec::new();
        let mut state = 0;
        for (position, number) in self.numbers.iter().enumerate().skip(at) {
            let Some(next) = number.and_then(|number| said.step(state, Step::Word(number))) else { break };
            state = next;
            let outputs = &said.outputs[state as usize];
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
                What::Step(step, which) => {
                    read = true;
                    match step {
                        Step::List(number) => fills.push(self.listed(number, which, start, end)),
                        Step::More(_) | Step::Last(_) => wild_until = wild_until.or(Some(end)),
                        Step::Any(number) | Step::Only(number) => {
                            fills.push(self.wild(number, start, wild_until.take().unwrap_or(end)))
                        }
                        Step::Word(_) => {}
                    }
                }
            }
            way = &ways[start][way.from.1];
            end = start;
        }
        // A capture fills no slot.
        fills.retain(|fill| !fill.slot.is_empty());
        fills.reverse();
        unread.reverse();
        read.then_some((fills, unread))
    }

    fn listed(&self, number: u32, which: usize, from: usize, to: usize) -> Fill {
        let used = &self.compiled.uses[number as usize];
        let spans = self.lists.get(&(from, used.list)).map_or([].as_slice(), Vec::as_slice);
        let list = &self.compiled.lists[used.list as usize];
        let filling = match (spans.get(which).map(|span| &span.1), &list.kind) {
            (Some(Span::Read(value)), _) => Filling::Value(value.clone(), Vec::new()),
            (Some(Span::Products(products)), _) => Filling::Products(products.clone()),
            (Some(Span::Value(value)), ListKind::Values(values)) => {
                let (value, context) = &values[*value as usize];
                let value = value.clone().unwrap_or_else(|| Value::Text(bare(list, &self.normal(from, to))));
                Filling::Value(value, context.clone())
            }
            _ => Filling::Words,
        };
        self.fill(used, from, to, filling)
    }

    fn wild(&self, number: u32, from: usize, to: usize) -> Fill {
        let used = &self.compiled.uses[number as usize];
        let list = &self.compiled.lists[used.list as usize];
        let filling = match list.kind {
            ListKind::Products { or_anything } => Filling::AskedFor { or_anything },
            ListKind::Values(_) | ListKind::Wildcard | ListKind::Read(_) => Filling::Words,
        };
        let fill = self.fill(used, from, to, filling);
        Fill { spoken: bare(list, &fill.spoken), ..fill }
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

/// What was said for a list without what is glued to it.
fn bare(list: &CompiledList, said: &str) -> String {
    let (before, behind) = (list.affixes.0.chars().count(), list.affixes.1.chars().count());
    let inside = said.chars().count().saturating_sub(before + behind);
    said.chars().skip(before).take(inside).collect::<String>().trim().to_owned()
}

/// The number of a context with what a value adds to it.
fn joined(contexts: &mut Vec<Context>, context: u32, added: &[(String, String)]) -> u32 {
    let mut with = contexts[context as usize].clone();
    with.extend(added.iter().cloned());
    let known = contexts.iter().position(|other| *other == with);
    let number = known.unwrap_or_else(|| {
        if contexts.len() < MOST_CONTEXTS {
            contexts.push(with);
        }
        contexts.len() - 1
    });
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
