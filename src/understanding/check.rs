//! What in an intents folder is right but cannot be meant so: sentences that two intents share, sentences and
//! definitions that nothing reaches, sentences that a recogniser cannot listen for.

use std::collections::{BTreeSet, HashMap};

use super::template::{Block, Compiled, Condition, Expression, List, ListKind, Place, Sentences, Step, Template};
use super::{IntentFolder, UnderstandingError, understand};
use crate::commerce::catalogue::Catalogue;
use crate::expecting::Expecting;

/// Checks the files of a language: what is wrong is an error, what is odd is told in sentences that begin with file,
/// line and column.
///
/// # Errors
/// Those of [`Understanding::new`](super::Understanding::new).
pub fn check(folder: &IntentFolder, language: &str) -> Result<Vec<String>, UnderstandingError> {
    let sentences = Sentences::read(&folder.files, language)?;
    let mut found = unused(&sentences);
    found.extend(never_now(&sentences));
    let compiled = understand::compile(sentences, language, &Catalogue::default())?;
    found.extend(overlaps(&compiled));
    let mut told: Vec<String> = found.into_iter().map(|(place, reason)| format!("{place}: {reason}")).collect();
    told.extend(compiled.warnings);
    told.sort_by_cached_key(|line| place_of(line));
    told.dedup();
    Ok(told)
}

type Finding = (Place, String);

/// File, line and column as numbers, so that line 9 comes before line 10.
fn place_of(line: &str) -> (String, usize, usize) {
    let mut parts = line.splitn(4, ':');
    let mut next = || parts.next().unwrap_or_default().to_owned();
    (next(), next().parse().unwrap_or_default(), next().parse().unwrap_or_default())
}

/// Lists and rules that no sentence uses.
fn unused(sentences: &Sentences) -> Vec<Finding> {
    let mut used = Used::default();
    for block in &sentences.blocks {
        block.sentences.iter().for_each(|sentence| used.add(&sentence.expression, Some(block), sentences));
        for (name, list) in &block.lists {
            if used.local_lists.contains(&(block.place.clone(), name.clone())) {
                used.add_values(list, Some(block), sentences);
            }
        }
    }
    for template in sentences.skip_words.iter().chain(&sentences.conjunctions).chain(&sentences.decisive_words) {
        used.add(&template.expression, None, sentences);
    }
    let rules = sentences.rules.iter().filter(|(name, _)| !used.rules.contains(*name));
    let rules =
        rules.map(|(name, rule)| (rule.place.clone(), format!("no sentence uses the rule <{name}>; leave it out")));
    let lists = sentences.lists.keys().filter(|name| !used.lists.contains(*name));
    let lists = lists.filter_map(|name| {
        let place = sentences.list_places.get(name)?;
        Some((place.clone(), format!("no sentence uses the list {{{name}}}; leave it out")))
    });
    rules.chain(lists).collect()
}

/// What sentences use, directly or by a rule.
#[derive(Default)]
struct Used {
    rules: BTreeSet<String>,
    lists: BTreeSet<String>,
    local_rules: BTreeSet<(Place, String)>,
    local_lists: BTreeSet<(Place, String)>,
}

impl Used {
    fn add(&mut self, expression: &Expression, block: Option<&Block>, sentences: &Sentences) {
        match expression {
            Expression::Text(_) => {}
            Expression::Sequence(parts) | Expression::Either(parts) | Expression::AnyOrder(parts) => {
                parts.iter().for_each(|part| self.add(part, block, sentences));
            }
            Expression::Rule(name, _) => {
                let local = block.and_then(|block| Some((block, block.rules.get(name)?)));
                let (rule, fresh): (Option<&Template>, bool) = match local {
                    Some((block, rule)) => (Some(rule), self.local_rules.insert((block.place.clone(), name.clone()))),
                    // A rule means something else in each block that has rules of its own.
                    None => {
                        let fresh = self.rules.insert(name.clone());
                        (sentences.rules.get(name), fresh || block.is_some_and(|block| !block.rules.is_empty()))
                    }
                };
                if let Some(rule) = rule.filter(|_| fresh) {
                    self.add(&rule.expression, block, sentences);
                }
            }
            Expression::List(name, _, _) => {
                let local = block.and_then(|block| Some((block, block.lists.get(name)?)));
                if let Some((block, list)) = local {
                    if self.local_lists.insert((block.place.clone(), name.clone())) {
                        self.add_values(list, Some(block), sentences);
                    }
                } else if self.lists.insert(name.clone())
                    && let Some(list) = sentences.lists.get(name)
                {
                    self.add_values(list, None, sentences);
                }
            }
        }
    }

    fn add_values(&mut self, list: &List, block: Option<&Block>, sentences: &Sentences) {
        if let List::Values(values) = list {
            values.iter().for_each(|value| self.add(&value.said.expression, block, sentences));
        }
    }
}

/// Blocks whose context never is.
fn never_now(sentences: &Sentences) -> Vec<Finding> {
    let mut known: HashMap<&str, BTreeSet<&str>> = HashMap::new();
    known.insert("expecting", Expecting::ALL.iter().map(|moment| moment.as_str()).collect());
    let local = sentences.blocks.iter().flat_map(|block| block.lists.values());
    for list in sentences.lists.values().chain(local) {
        let List::Values(values) = list else { continue };
        for (key, value) in values.iter().flat_map(|value| &value.context) {
            known.entry(key).or_default().insert(value);
        }
    }
    let mut found = Vec::new();
    for block in &sentences.blocks {
        for (key, condition) in &block.requires {
            let possible = known.get(key.as_str());
            if !possible.is_some_and(|values| values.iter().any(|value| condition.is_met(value))) {
                let values: Vec<&str> = possible.into_iter().flatten().copied().collect();
                let values = if values.is_empty() { "nothing".to_owned() } else { values.join(", ") };
                let reason = format!(
                    "the sentences of `{}` are never understood: they require a `{key}` that never is; it can be: {values}",
                    block.intent
                );
                found.push((block.place.clone(), reason));
            }
        }
        if let Some((key, _)) = block.requires.iter().find(|(key, condition)| is_excluded(block, key, condition)) {
            let reason = format!("the sentences of `{}` require and exclude the same `{key}`", block.intent);
            found.push((block.place.clone(), reason));
        }
    }
    found
}

/// Whether a block excludes everything that a condition allows.
fn is_excluded(block: &Block, key: &str, condition: &Condition) -> bool {
    let mut excluding = block.excludes.iter().filter(|(other, _)| other == key);
    excluding.any(|(_, excluded)| includes(excluded, condition))
}

/// Whether one condition is met by everything that meets the other.
fn includes(one: &Condition, other: &Condition) -> bool {
    one.values.is_empty() || (!other.values.is_empty() && other.values.iter().all(|value| one.is_met(value)))
}

/// Whether one block counts wherever the other does.
fn counts_wherever(one: &Block, other: &Block) -> bool {
    let required = |(key, condition): &(String, Condition)| {
        other.requires.iter().any(|(required, wanted)| required == key && includes(condition, wanted))
    };
    let excluded = |(key, condition): &(String, Condition)| {
        let required = other.requires.iter().filter(|(required, _)| required == key);
        let mut required = required.map(|(_, wanted)| wanted);
        required.any(|wanted| !wanted.values.is_empty() && !wanted.values.iter().any(|value| condition.is_met(value)))
            || other.excludes.iter().any(|(excluded, also)| excluded == key && includes(also, condition))
    };
    one.requires.iter().all(required)
        && one.excludes.iter().all(excluded)
        && (one.required_keywords.is_empty() || one.required_keywords == other.required_keywords)
}

/// Whether two blocks can count at the same moment.
fn may_meet(one: &Block, other: &Block) -> bool {
    let apart = |one: &Block, other: &Block| {
        one.requires.iter().any(|(key, condition)| {
            let required = other.requires.iter().filter(|(required, _)| required == key).map(|(_, wanted)| wanted);
            let mut required = required.filter(|wanted| !wanted.values.is_empty() && !condition.values.is_empty());
            required.any(|wanted| !wanted.values.iter().any(|value| condition.is_met(value)))
                || is_excluded(other, key, condition)
        })
    };
    !apart(one, other) && !apart(other, one)
}

/// Sentences of several intents, and blocks whose sentences all mean something else.
fn overlaps(compiled: &Compiled) -> Vec<Finding> {
    let examples = Examples::new(compiled);
    let mut shared: HashMap<(u32, u32), u32> = HashMap::new();
    let mut ends = vec![0_usize; compiled.blocks.len()];
    let mut outranked: HashMap<(u32, u32), usize> = HashMap::new();
    for (state, blocks) in (0_u32..).zip(compiled.sentences.outputs.iter()) {
        for (at, &number) in blocks.iter().enumerate() {
            ends[number as usize] += 1;
            let block = &compiled.blocks[number as usize];
            // The order in which the blocks of a sentence are tried.
            let order = |number: u32| {
                let block = &compiled.blocks[number as usize];
                let never_listened_for = block.listened_for.as_ref().is_some_and(Vec::is_empty);
                (never_listened_for, block.requires.is_empty(), number)
            };
            let first = blocks.iter().filter(|other| order(**other) < order(number));
            if let Some(first) = first.min_by_key(|other| {
                let wherever = counts_wherever(&compiled.blocks[**other as usize], block);
                (!wherever, order(**other))
            }) && counts_wherever(&compiled.blocks[*first as usize], block)
            {
                *outranked.entry((*first, number)).or_default() += 1;
            }
            for &other in &blocks[at + 1..] {
                let rival = &compiled.blocks[other as usize];
                let alike = block.requires.is_empty() == rival.requires.is_empty();
                if block.intent != rival.intent && alike && may_meet(block, rival) {
                    shared.entry((number, other)).or_insert(state);
                }
            }
        }
    }
    let mut found = Vec::new();
    for ((one, other), state) in shared {
        let (one, other) = (&compiled.blocks[one as usize], &compiled.blocks[other as usize]);
        let example = examples.of(state);
        let (first, second) = (&one.intent, &other.intent);
        let reason = format!("`{example}` means `{second}`, and `{first}` at {}; that one counts", one.place);
        found.push((other.place.clone(), reason));
    }
    for ((first, number), times) in outranked {
        let (first, block) = (&compiled.blocks[first as usize], &compiled.blocks[number as usize]);
        if times == ends[number as usize] {
            let reason = format!(
                "the sentences of `{}` are never reached: those of `{}` at {} say the same and come first",
                block.intent, first.intent, first.place
            );
            found.push((block.place.clone(), reason));
        }
    }
    found
}

/// For every state of the sentences the shortest way to it.
struct Examples<'a> {
    compiled: &'a Compiled,
    before: Vec<Option<(u32, Step)>>,
}

impl<'a> Examples<'a> {
    fn new(compiled: &'a Compiled) -> Self {
        let mut before = vec![None; compiled.sentences.size()];
        let mut open = std::collections::VecDeque::from([0_u32]);
        while let Some(state) = open.pop_front() {
            for (step, target) in compiled.sentences.leaving(state) {
                if target != 0 && before[target as usize].is_none() {
                    before[target as usize] = Some((state, step));
                    open.push_back(target);
                }
            }
        }
        Self { compiled, before }
    }

    fn of(&self, mut state: u32) -> String {
        let mut words = Vec::new();
        while let Some((from, step)) = self.before[state as usize] {
            words.push(self.said(step));
            state = from;
        }
        words.reverse();
        words.join(" ")
    }

    /// A word, the first value of a list, or the name of one that has none.
    fn said(&self, step: Step) -> String {
        let list = |number: u32| &self.compiled.lists[self.compiled.uses[number as usize].list as usize];
        match step {
            Step::Word(word) => self.compiled.lexicon.words.get(word as usize).cloned().unwrap_or_default(),
            Step::List(number) if matches!(list(number).kind, ListKind::Values(_)) => {
                let said = &list(number).said;
                let (mut state, mut words) = (0_usize, Vec::new());
                while said.outputs[state].is_empty() {
                    let Some(&(step, next)) = said.arcs[state].first() else { break };
                    words.push(self.said(step));
                    state = next as usize;
                }
                words.join(" ")
            }
            Step::List(number) | Step::Any(number) | Step::Only(number) => format!("{{{}}}", list(number).name),
            Step::More(_) | Step::Last(_) => "…".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests;
