//! Sentences into one automaton: rules put in place, words cut, prefixes shared.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap as HashMap;

use super::compiled::{Compiled, CompiledList, Lexicon, ListKind, Provided, Step, Use, phrases};
use super::cut::Cutter;
use super::document::{Place, nearest};
use super::lists::{List, ListValue, Range};
use super::sentences::{Block, Sentences, Template};
use super::weave::{Pieces, Weaver};
use crate::understanding::automaton::{Automaton, Draft};
use crate::understanding::text::Spelling;
use crate::understanding::{UnderstandingError, Value};

/// A sentence or a list may not need more states than these: more is a mistake that would eat the memory.
pub(super) const SENTENCE_STATES: usize = 50_000;
pub(super) const ALL_STATES: usize = 1_000_000;
/// All sentences and lists together may not need more steps to cut than these: a few seconds.
const ALL_STEPS: usize = 20_000_000;

/// Compiles the sentences of a language.
///
/// # Errors
/// [`UnderstandingError::Malformed`] for a rule or list that nobody defines, a rule that contains itself, and a
/// sentence that would expand without bounds.
pub fn compile(
    sentences: Sentences,
    spelling: Spelling,
    provided: Vec<Provided>,
) -> Result<Compiled, UnderstandingError> {
    let Sentences {
        mut blocks, lists, goods, rules, skip_words, conjunctions: between, decisive_words, warnings, ..
    } = sentences;
    let mut compiler = Compiler {
        spelling,
        lists_by_name: &lists,
        rules: &rules,
        provided: &provided,
        lexicon: Lexicon::default(),
        lists: Vec::new(),
        list_numbers: HashMap::default(),
        uses: Vec::new(),
        use_numbers: BTreeMap::new(),
        warnings,
        cut: HashMap::default(),
        steps: 0,
    };
    let too_many = |template: Option<&Template>| {
        let reason =
            "the sentences together have too many forms; leave out optional parts or shorten lists of alternatives";
        template.map_or_else(
            || UnderstandingError::Unreadable { path: "intents".to_owned(), reason: reason.to_owned() },
            |template| template.place.error(reason),
        )
    };
    // Each block alone first: what is woven of minimal parts stays far smaller on the way to the whole.
    let mut draft = Draft::new();
    for (number, block) in (0_u32..).zip(&blocks) {
        let mut alone = Draft::new();
        let end = alone.state();
        alone.output(end, number);
        for template in &block.sentences {
            compiler.sentence(&mut alone, Scope { block: Some((number, block)) }, template, end, true)?;
        }
        let last = block.sentences.last();
        draft.add(&alone.determinise(ALL_STATES).ok_or_else(|| too_many(last))?);
    }
    let last = blocks.iter().rev().find_map(|block| block.sentences.last());
    let automaton = draft.determinise(ALL_STATES).ok_or_else(|| too_many(last))?;
    let skipped = compiler.words(&skip_words)?.ok_or_else(|| too_many(skip_words.last()))?;
    let conjunctions = compiler.words(&between)?.ok_or_else(|| too_many(between.last()))?;
    let decisive = compiler.words(&decisive_words)?.ok_or_else(|| too_many(decisive_words.last()))?;
    let Compiler { spelling, lexicon, lists, uses, warnings, .. } = compiler;
    for block in &mut blocks {
        block.required_keywords.iter_mut().for_each(|keyword| *keyword = spelling.normal(keyword));
        // All that they say is in the automaton by now; the first tells which block it is.
        block.sentences.truncate(1);
        block.rules.clear();
        block.lists.clear();
    }
    Ok(Compiled {
        spelling,
        lexicon,
        lists,
        goods,
        uses,
        sentences: Arc::new(automaton.into()),
        skipped,
        conjunctions,
        decisive,
        blocks: Arc::new(blocks),
        warnings,
    })
}

/// Where rules and lists are looked up first.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    pub block: Option<(u32, &'a Block)>,
}

pub(super) struct Compiler<'a> {
    pub spelling: Spelling,
    lists_by_name: &'a BTreeMap<String, List>,
    pub rules: &'a BTreeMap<String, Template>,
    provided: &'a [Provided],
    pub lexicon: Lexicon,
    pub lists: Vec<CompiledList>,
    /// By block (for local lists), name, and what is glued on in front and behind.
    list_numbers: HashMap<(Option<u32>, String, String, String), u32>,
    pub uses: Vec<Use>,
    use_numbers: BTreeMap<Use, u32>,
    warnings: Vec<String>,
    /// Texts that were cut into words before: most stand in many sentences.
    pub cut: HashMap<String, Vec<u32>>,
    /// How many steps were spent.
    steps: usize,
}

impl<'a> Compiler<'a> {
    /// Counts steps.
    ///
    /// # Errors
    /// [`UnderstandingError::Malformed`] at the sentence with which they are too many.
    pub fn spend(&mut self, steps: usize, sentence: &Template) -> Result<(), UnderstandingError> {
        self.steps += steps;
        if self.steps > ALL_STEPS {
            let reason = "the sentences and lists up to here have too many forms; leave out optional parts";
            return Err(sentence.place.error(reason));
        }
        Ok(())
    }

    /// Adds a template between the start of the draft and `end`.
    fn sentence(
        &mut self,
        draft: &mut Draft<Step>,
        scope: Scope<'a>,
        template: &'a Template,
        end: u32,
        lists_allowed: bool,
    ) -> Result<(), UnderstandingError> {
        let mut pieces = Pieces { draft: Draft::new(), texts: Vec::new() };
        let mut weaver =
            Weaver { compiler: self, scope, pieces: &mut pieces, rules: Vec::new(), lists_allowed, sentence: template };
        let last = weaver.weave(&template.expression, template, 0)?;
        pieces.draft.output(last, 0);
        let cutter = Cutter { compiler: self, scope, pieces: &pieces, sentence: template, states: HashMap::default() };
        cutter.cut(draft, end)
    }

    /// Templates that stand for no intent; `None` when they have too many forms.
    fn words(&mut self, templates: &'a [Template]) -> Result<Option<Automaton<Step>>, UnderstandingError> {
        let mut draft = Draft::new();
        let end = draft.state();
        for template in templates {
            self.sentence(&mut draft, Scope { block: None }, template, end, false)?;
        }
        draft.output(end, 0);
        Ok(draft.determinise(ALL_STATES))
    }

    pub fn use_of(&mut self, list: u32, slot: &str) -> u32 {
        let used = Use { list, slot: slot.to_owned() };
        if let Some(number) = self.use_numbers.get(&used) {
            return *number;
        }
        let number = u32::try_from(self.uses.len()).unwrap_or(u32::MAX);
        self.uses.push(used.clone());
        self.use_numbers.insert(used, number);
        number
    }

    /// Tells, once, that a recogniser that listens for given sentences will miss something.
    pub fn warn(&mut self, scope: Scope<'a>, place: &Place, reason: &str) {
        let moments = scope.block.and_then(|(_, block)| block.listened_for.as_ref());
        if moments.is_some_and(Vec::is_empty) {
            return;
        }
        let warning = format!("{place}: {reason}");
        if !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
    }

    /// The number of a list with something glued to its values.
    pub fn list(
        &mut self,
        scope: Scope<'a>,
        name: &str,
        place: impl Fn() -> Place,
        prefix: &str,
        suffix: &str,
    ) -> Result<u32, UnderstandingError> {
        let local = scope.block.and_then(|(number, block)| block.lists.get(name).map(|list| (Some(number), list)));
        let found = local.or_else(|| self.lists_by_name.get(name).map(|list| (None, list)));
        let block = found.and_then(|(block, _)| block);
        let key = (block, name.to_owned(), prefix.to_owned(), suffix.to_owned());
        if let Some(number) = self.list_numbers.get(&key) {
            return Ok(*number);
        }
        let compiled = match found {
            Some((block, List::Values(values))) => {
                let scope = if block.is_some() { scope } else { Scope { block: None } };
                self.values(scope, name, values, prefix, suffix)?
            }
            Some((_, List::Range(range))) => self.range(name, range, prefix)?,
            Some((_, List::Wildcard)) => CompiledList {
                name: name.to_owned(),
                affixes: Default::default(),
                said: Arc::new(Automaton::empty()),
                kind: ListKind::Wildcard,
                provided: false,
            },
            None => match inline_range(name, &place) {
                Some(range) => self.range(name, &range, prefix)?,
                None => self.provided_list(name, &place)?,
            },
        };
        let number = u32::try_from(self.lists.len()).unwrap_or(u32::MAX);
        self.lists.push(compiled);
        self.list_numbers.insert(key, number);
        Ok(number)
    }

    /// The number of a list of any words with something glued to them.
    pub fn affixed(&mut self, name: &str, prefix: &str, suffix: &str) -> u32 {
        let key = (None, name.to_owned(), prefix.to_owned(), suffix.to_owned());
        let (lists, numbers) = (&mut self.lists, &mut self.list_numbers);
        *numbers.entry(key).or_insert_with(|| {
            let said = Arc::new(Automaton::empty());
            let affixes = (affix(prefix), affix(suffix));
            lists.push(CompiledList {
                name: name.to_owned(),
                affixes,
                said,
                kind: ListKind::Wildcard,
                provided: false,
            });
            u32::try_from(lists.len() - 1).unwrap_or(u32::MAX)
        })
    }

    fn values(
        &mut self,
        scope: Scope<'a>,
        name: &str,
        values: &'a [ListValue],
        prefix: &str,
        suffix: &str,
    ) -> Result<CompiledList, UnderstandingError> {
        let mut draft = Draft::new();
        let mut kinds = Vec::with_capacity(values.len());
        for (number, value) in (0_u32..).zip(values) {
            let end = draft.state();
            draft.output(end, number);
            let glued = !(prefix.is_empty() && suffix.is_empty());
            if glued {
                self.glued(&mut draft, scope, &value.said, end, prefix, suffix)?;
            } else {
                self.sentence(&mut draft, scope, &value.said, end, false)?;
            }
            kinds.push((value.stands_for.clone().map(Value::Text), value.context.clone()));
        }
        let Some(said) = draft.determinise(ALL_STATES) else {
            let place = values.first().map(|value| &value.said.place);
            let reason = format!("the values of {{{name}}} have too many forms; leave out optional parts");
            return Err(place.map_or_else(
                || UnderstandingError::Unreadable { path: "intents".to_owned(), reason: reason.clone() },
                |place| place.error(reason.as_str()),
            ));
        };
        let affixes = (affix(prefix), affix(suffix));
        Ok(CompiledList {
            name: name.to_owned(),
            affixes,
            said: Arc::new(said),
            kind: ListKind::Values(kinds),
            provided: false,
        })
    }

    /// A value with something glued to it: `{room}'s`.
    fn glued(
        &mut self,
        draft: &mut Draft<Step>,
        scope: Scope<'a>,
        template: &'a Template,
        end: u32,
        prefix: &str,
        suffix: &str,
    ) -> Result<(), UnderstandingError> {
        let mut pieces = Pieces { draft: Draft::new(), texts: Vec::new() };
        let mut weaver = Weaver {
            compiler: self,
            scope,
            pieces: &mut pieces,
            rules: Vec::new(),
            lists_allowed: false,
            sentence: template,
        };
        let before = weaver.text(prefix, 0);
        let inside = weaver.weave(&template.expression, template, before)?;
        let last = weaver.text(suffix, inside);
        pieces.draft.output(last, 0);
        Cutter { compiler: self, scope, pieces: &pieces, sentence: template, states: HashMap::default() }
            .cut(draft, end)
    }

    fn provided_list(&mut self, name: &str, place: &impl Fn() -> Place) -> Result<CompiledList, UnderstandingError> {
        let Some(provided) = self.provided.iter().find(|provided| provided.name == name) else {
            let mut known: Vec<&str> = self.lists_by_name.keys().map(String::as_str).collect();
            known.extend(self.provided.iter().map(|provided| provided.name));
            return Err(place().error(format!("nobody defines the list {{{name}}}; {}", nearest(name, &known))));
        };
        // `{product}` and `{something}` say the same.
        let alike = self.provided.iter().filter(|other| other.phrases == provided.phrases);
        let known = alike.filter_map(|other| self.lists.iter().find(|list| list.name == other.name));
        let said = match known.map(|list| Arc::clone(&list.said)).next() {
            Some(said) => said,
            None => Arc::new(phrases(&self.spelling, &mut self.lexicon, &provided.phrases)),
        };
        Ok(CompiledList {
            name: name.to_owned(),
            affixes: Default::default(),
            said,
            kind: provided.kind.clone(),
            provided: true,
        })
    }
}

/// What is glued to a list, as words are in their normal form.
fn affix(text: &str) -> String {
    text.to_lowercase().replace(['\u{2019}', '\u{02bc}'], "'")
}

/// The range that a name such as `0..100` or `0..100,10` is.
fn inline_range(name: &str, place: &impl Fn() -> Place) -> Option<Range> {
    let (from, rest) = name.split_once("..")?;
    let (to, step) = rest.split_once(',').unwrap_or((rest, "1"));
    let (from, to, step) = (from.parse().ok()?, to.parse().ok()?, step.parse().ok()?);
    Range { from, to, step, multiplier: 1.0, parts: 1, place: place() }.checked().ok()
}
