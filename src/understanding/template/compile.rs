//! Sentences into one automaton: rules put in place, words cut, prefixes shared.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::document::Place;
use super::expression::Expression;
use super::sentences::{Block, List, ListValue, Range, Sentences, Template, nearest};
use crate::understanding::automaton::{Automaton, Draft};
use crate::understanding::numbers;
use crate::understanding::text::Spelling;
use crate::understanding::{UnderstandingError, Value};

/// What an arc of the sentences reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// This word.
    Word(u32),
    /// A value of a list, by the number of its [`Use`].
    List(u32),
    /// The first of any words.
    Any(u32),
    /// One more of them.
    More(u32),
}

/// A list that fills a slot.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    /// Number of the list.
    pub list: u32,
    /// Name of the slot.
    pub slot: String,
}

/// A list as it is matched.
#[derive(Debug, Clone)]
pub struct CompiledList {
    /// Its name in the sentences.
    pub name: String,
    /// What can be said; the outputs are numbers of values.
    pub said: Automaton<Step>,
    /// What it stands for.
    pub kind: ListKind,
}

/// What a value of a list stands for, `None` for the words themselves, and what it adds to the context.
pub type Listed = (Option<Value>, Vec<(String, String)>);

/// What the words of a list stand for.
#[derive(Debug, Clone)]
pub enum ListKind {
    /// A value each.
    Values(Vec<Listed>),
    /// Products: the outputs of the automaton are their numbers in the catalogue.
    Products {
        /// Whether words that are no product count too.
        or_anything: bool,
    },
    /// Any words.
    Wildcard,
}

/// A list that the program provides: phrases and what they stand for.
#[derive(Debug, Clone)]
pub struct Provided {
    /// The name in the sentences.
    pub name: &'static str,
    /// What is said, and the number of what it stands for.
    pub phrases: Vec<(String, u32)>,
    /// What it stands for.
    pub kind: ListKind,
}

/// Everything that can be said in a language.
#[derive(Debug, Clone)]
pub struct Compiled {
    /// How words are cut.
    pub spelling: Spelling,
    /// The words that occur.
    pub lexicon: Lexicon,
    /// The lists that sentences use.
    pub lists: Vec<CompiledList>,
    /// How sentences use them.
    pub uses: Vec<Use>,
    /// All sentences; the outputs are numbers of blocks.
    pub sentences: Automaton<Step>,
    /// Words that do not count.
    pub skipped: Automaton<Step>,
    /// What the sentences mean.
    pub blocks: Vec<Block>,
    /// Sentences that cannot be said without words that nobody knows beforehand, and why that matters.
    pub warnings: Vec<String>,
}

/// Words by number.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    /// The words, each once.
    pub words: Vec<String>,
    numbers: HashMap<String, u32>,
    plain: HashMap<String, u32>,
}

impl Lexicon {
    /// The number of a word, new if need be.
    pub fn intern(&mut self, word: &str) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        self.words.push(word.to_owned());
        self.numbers.insert(word.to_owned(), number);
        if word.contains('\'') {
            self.plain.insert(word.replace('\'', ""), number);
        }
        number
    }

    /// The number of a word that occurs; `wheres` counts as `where's`.
    #[must_use]
    pub fn find(&self, word: &str) -> Option<u32> {
        self.numbers.get(word).or_else(|| self.plain.get(word)).copied()
    }
}

/// A sentence or a list may not need more states than these: more is a mistake that would eat the memory.
const SENTENCE_STATES: usize = 50_000;
const ALL_STATES: usize = 1_000_000;
const DEEPEST_RULE: usize = 64;

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
    let Sentences { blocks, lists, rules, skip_words, .. } = sentences;
    let mut compiler = Compiler {
        spelling,
        lists_by_name: &lists,
        rules: &rules,
        provided: &provided,
        lexicon: Lexicon::default(),
        lists: Vec::new(),
        list_numbers: HashMap::new(),
        uses: Vec::new(),
        use_numbers: BTreeMap::new(),
        warnings: Vec::new(),
    };
    let mut draft = Draft::new();
    let mut last = None;
    for (number, block) in (0_u32..).zip(&blocks) {
        for template in &block.sentences {
            let end = draft.state();
            compiler.sentence(&mut draft, Scope { block: Some((number, block)) }, template, end, true)?;
            draft.output(end, number);
            last = Some(template);
        }
    }
    let too_many = |template: Option<&Template>| {
        let reason =
            "the sentences together have too many forms; leave out optional parts or shorten lists of alternatives";
        template.map_or_else(
            || UnderstandingError::Unreadable { path: "intents".to_owned(), reason: reason.to_owned() },
            |template| template.place.error(reason),
        )
    };
    let automaton = draft.determinise(ALL_STATES).ok_or_else(|| too_many(last))?;
    let mut skipping = Draft::new();
    let end = skipping.state();
    for template in &skip_words {
        compiler.sentence(&mut skipping, Scope { block: None }, template, end, false)?;
    }
    skipping.output(end, 0);
    let skipped = skipping.determinise(ALL_STATES).ok_or_else(|| too_many(skip_words.last()))?;
    let Compiler { spelling, lexicon, lists, uses, warnings, .. } = compiler;
    Ok(Compiled { spelling, lexicon, lists, uses, sentences: automaton, skipped, blocks, warnings })
}

/// Where rules and lists are looked up first.
#[derive(Clone, Copy)]
struct Scope<'a> {
    block: Option<(u32, &'a Block)>,
}

/// A piece of a template before words are cut: words may be glued out of several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Piece {
    Text(u32),
    Gap,
    List(u32),
}

/// A template as pieces.
struct Pieces {
    draft: Draft<Piece>,
    texts: Vec<String>,
}

/// What a word is glued of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Part {
    Text(String),
    List(u32),
}

struct Compiler<'a> {
    spelling: Spelling,
    lists_by_name: &'a BTreeMap<String, List>,
    rules: &'a BTreeMap<String, Template>,
    provided: &'a [Provided],
    lexicon: Lexicon,
    lists: Vec<CompiledList>,
    /// By block (for local lists), name, and what is glued on in front and behind.
    list_numbers: HashMap<(Option<u32>, String, String, String), u32>,
    uses: Vec<Use>,
    use_numbers: BTreeMap<Use, u32>,
    warnings: Vec<String>,
}

impl<'a> Compiler<'a> {
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
        let cutter = Cutter { compiler: self, scope, pieces: &pieces, sentence: template, states: HashMap::new() };
        cutter.cut(draft, end)
    }

    fn use_of(&mut self, list: u32, slot: &str) -> u32 {
        let used = Use { list, slot: slot.to_owned() };
        if let Some(number) = self.use_numbers.get(&used) {
            return *number;
        }
        let number = u32::try_from(self.uses.len()).unwrap_or(u32::MAX);
        self.uses.push(used.clone());
        self.use_numbers.insert(used, number);
        number
    }

    /// The number of a list with something glued to its values.
    fn list(
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
            Some((_, List::Range(range))) => self.range(name, range)?,
            Some((_, List::Wildcard)) => CompiledList {
                name: name.to_owned(),
                said: Automaton { arcs: vec![Vec::new()], outputs: vec![Vec::new()] },
                kind: ListKind::Wildcard,
            },
            None => self.provided_list(name, &place)?,
        };
        let number = u32::try_from(self.lists.len()).unwrap_or(u32::MAX);
        self.lists.push(compiled);
        self.list_numbers.insert(key, number);
        Ok(number)
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
        Ok(CompiledList { name: name.to_owned(), said, kind: ListKind::Values(kinds) })
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
        Cutter { compiler: self, scope, pieces: &pieces, sentence: template, states: HashMap::new() }.cut(draft, end)
    }

    fn range(&mut self, name: &str, range: &Range) -> Result<CompiledList, UnderstandingError> {
        let mut draft = Draft::new();
        let mut kinds = Vec::new();
        let mut whole = range.from;
        while whole <= range.to {
            for part in 0..if whole == range.to { 1 } else { range.parts } {
                let end = draft.state();
                draft.output(end, u32::try_from(kinds.len()).unwrap_or(u32::MAX));
                for way in self.said_number(whole, part, range.parts) {
                    let symbols: Vec<Step> = way.iter().map(|word| Step::Word(self.lexicon.intern(word))).collect();
                    let last = draft.chain(0, symbols);
                    draft.free_arc(last, end);
                }
                kinds.push((Some(number_value(whole, part, range)), Vec::new()));
            }
            whole += range.step;
        }
        let said = draft.determinise(ALL_STATES).ok_or_else(|| range.place.error("the range has too many values"))?;
        Ok(CompiledList { name: name.to_owned(), said, kind: ListKind::Values(kinds) })
    }

    /// The ways to say a number with some tenths or a half.
    fn said_number(&self, whole: i64, part: i64, parts: i64) -> Vec<Vec<String>> {
        let language = self.spelling.language.as_str();
        let mut ways: Vec<Vec<String>> = numbers::spoken(language, whole.unsigned_abs())
            .into_iter()
            .map(|way| way.into_iter().map(str::to_owned).collect())
            .collect();
        if ways.is_empty() {
            let digits = if part == 0 { whole.to_string() } else { format!("{whole}.{}", part * 10 / parts) };
            return vec![self.spelling.words(&digits).words.into_iter().map(|word| word.text).collect()];
        }
        if part > 0 {
            let tenth = part * 10 / parts;
            let digit = numbers::cardinal(language, tenth.unsigned_abs()).unwrap_or_default().join(" ");
            let mut with_part: Vec<Vec<String>> = Vec::new();
            for way in &ways {
                let ends: &[&[&str]] =
                    if tenth == 5 { &[&["point", "five"], &["and", "a", "half"]] } else { &[&["point", &digit]] };
                for end in ends {
                    with_part.push(way.iter().cloned().chain(end.iter().map(|word| (*word).to_owned())).collect());
                }
            }
            ways = with_part;
        }
        if whole < 0 {
            for way in &mut ways {
                way.insert(0, "minus".to_owned());
            }
        }
        ways
    }

    fn provided_list(&mut self, name: &str, place: &impl Fn() -> Place) -> Result<CompiledList, UnderstandingError> {
        let Some(provided) = self.provided.iter().find(|provided| provided.name == name) else {
            let mut known: Vec<&str> = self.lists_by_name.keys().map(String::as_str).collect();
            known.extend(self.provided.iter().map(|provided| provided.name));
            return Err(place().error(format!("nobody defines the list {{{name}}}; {}", nearest(name, &known))));
        };
        let mut draft = Draft::new();
        for (phrase, number) in &provided.phrases {
            let words = self.spelling.words(phrase);
            let symbols: Vec<Step> =
                words.words.iter().map(|word| Step::Word(self.lexicon.intern(&word.text))).collect();
            if !symbols.is_empty() {
                let end = draft.chain(0, symbols);
                draft.output(end, *number);
            }
        }
        let said =
            draft.determinise(usize::MAX).unwrap_or(Automaton { arcs: vec![Vec::new()], outputs: vec![Vec::new()] });
        Ok(CompiledList { name: name.to_owned(), said, kind: provided.kind.clone() })
    }
}

#[expect(clippy::cast_precision_loss, reason = "ranges are far smaller than what a double counts exactly")]
#[expect(clippy::cast_possible_truncation, reason = "a whole product of small numbers")]
fn number_value(whole: i64, part: i64, range: &Range) -> Value {
    let sign = if whole < 0 { -1.0 } else { 1.0 };
    let number = (whole as f64 + sign * part as f64 / range.parts as f64) * range.multiplier;
    if number.fract() == 0.0 && number.abs() < 9e15 {
        Value::Number(number as i64)
    } else {
        Value::Text(number.to_string())
    }
}

/// Puts rules in place and turns a template into pieces.
struct Weaver<'w, 'a> {
    compiler: &'w mut Compiler<'a>,
    scope: Scope<'a>,
    pieces: &'w mut Pieces,
    rules: Vec<&'a str>,
    lists_allowed: bool,
    sentence: &'a Template,
}

impl<'a> Weaver<'_, 'a> {
    /// Adds an expression of a template behind a state and returns the state at its end.
    fn weave(
        &mut self,
        expression: &'a Expression,
        template: &'a Template,
        from: u32,
    ) -> Result<u32, UnderstandingError> {
        if self.pieces.draft.size() > SENTENCE_STATES {
            return Err(self.unbounded());
        }
        match expression {
            Expression::Text(text) => Ok(self.text(text, from)),
            Expression::Sequence(items) => items.iter().try_fold(from, |state, item| self.weave(item, template, state)),
            Expression::Either(items) => {
                let end = self.pieces.draft.state();
                for item in items {
                    let last = self.weave(item, template, from)?;
                    self.pieces.draft.free_arc(last, end);
                }
                Ok(end)
            }
            Expression::AnyOrder(items) => self.any_order(items, template, from),
            Expression::Rule(name, offset) => self.rule(name, &template.at(*offset), from),
            Expression::List(name, slot, offset) => {
                if !self.lists_allowed {
                    let reason = format!(
                        "{{{name}}} inside a value of a list or a skip word; only words and rules can stand here"
                    );
                    return Err(template.at(*offset).error(reason));
                }
                let list = self.compiler.list(self.scope, name, || template.at(*offset), "", "")?;
                let used = self.compiler.use_of(list, slot);
                Ok(self.pieces.draft.chain(from, [Piece::List(used)]))
            }
        }
    }

    fn text(&mut self, text: &str, from: u32) -> u32 {
        let mut state = from;
        for (at, segment) in text.split(' ').enumerate() {
            if at > 0 {
                state = self.pieces.draft.chain(state, [Piece::Gap]);
            }
            if !segment.is_empty() {
                let number = u32::try_from(self.pieces.texts.len()).unwrap_or(u32::MAX);
                self.pieces.texts.push(segment.to_owned());
                state = self.pieces.draft.chain(state, [Piece::Text(number)]);
            }
        }
        state
    }

    /// A state for every set of items that were said already: 2ⁿ states rather than n! orders.
    fn any_order(
        &mut self,
        items: &'a [Expression],
        template: &'a Template,
        from: u32,
    ) -> Result<u32, UnderstandingError> {
        if items.len() > 10 {
            return Err(template.place.error("more than 10 items in any order; split the sentence"));
        }
        let states: Vec<u32> = (0..1_usize << items.len()).map(|_| self.pieces.draft.state()).collect();
        self.pieces.draft.free_arc(from, states[0]);
        for (said, state) in states.iter().enumerate() {
            for (at, item) in items.iter().enumerate().filter(|(at, _)| said & (1 << at) == 0) {
                let gap = self.pieces.draft.chain(*state, [Piece::Gap]);
                let last = self.weave(item, template, gap)?;
                let end = self.pieces.draft.chain(last, [Piece::Gap]);
                self.pieces.draft.free_arc(end, states[said | (1 << at)]);
            }
        }
        Ok(states[states.len() - 1])
    }

    fn rule(&mut self, name: &'a str, place: &Place, from: u32) -> Result<u32, UnderstandingError> {
        let local = self.scope.block.and_then(|(_, block)| block.rules.get(name));
        let Some(rule) = local.or_else(|| self.compiler.rules.get(name)) else {
            let mut known: Vec<&str> = self.compiler.rules.keys().map(String::as_str).collect();
            known.extend(self.scope.block.iter().flat_map(|(_, block)| block.rules.keys().map(String::as_str)));
            return Err(place.error(format!("nobody defines the rule <{name}>; {}", nearest(name, &known))));
        };
        if self.rules.contains(&name) {
            let way: Vec<String> = self.rules.iter().chain([&name]).map(|rule| format!("<{rule}>")).collect();
            return Err(place.error(format!("the rule <{name}> contains itself: {}", way.join(" in turn has "))));
        }
        if self.rules.len() >= DEEPEST_RULE {
            return Err(place.error(format!("rules are nested deeper than {DEEPEST_RULE}")));
        }
        self.rules.push(name);
        let end = self.weave(&rule.expression, rule, from)?;
        self.rules.pop();
        Ok(end)
    }

    fn unbounded(&self) -> UnderstandingError {
        let text: String = self.sentence.text.chars().take(80).collect();
        self.sentence
            .place
            .error(format!("`{text}` has too many forms; leave out optional parts or rules, or split it"))
    }
}

/// Cuts pieces into words.
struct Cutter<'c, 'a> {
    compiler: &'c mut Compiler<'a>,
    scope: Scope<'a>,
    pieces: &'c Pieces,
    sentence: &'a Template,
    /// For each state of the pieces at which a word can begin, the state of the sentences.
    states: HashMap<u32, u32>,
}

impl Cutter<'_, '_> {
    fn cut(mut self, draft: &mut Draft<Step>, end: u32) -> Result<(), UnderstandingError> {
        let first = draft.state();
        draft.free_arc(0, first);
        self.states.insert(0, first);
        let mut open = vec![0_u32];
        let mut spent = 0_usize;
        while let Some(begin) = open.pop() {
            let from = self.states[&begin];
            let mut seen: HashSet<(u32, Vec<Part>)> = HashSet::new();
            let mut ways: Vec<(u32, Vec<Part>)> = vec![(begin, Vec::new())];
            while let Some(way) = ways.pop() {
                if !seen.insert(way.clone()) {
                    continue;
                }
                spent += 1;
                if spent > SENTENCE_STATES * 4 {
                    let text: String = self.sentence.text.chars().take(80).collect();
                    let reason = format!("`{text}` has too many forms; leave out optional parts or rules, or split it");
                    return Err(self.sentence.place.error(reason));
                }
                let (state, word) = way;
                let (arcs, free) = self.pieces.draft.leaving(state);
                ways.extend(free.iter().map(|next| (*next, word.clone())));
                for &(piece, next) in arcs {
                    match piece {
                        Piece::Gap if word.is_empty() => ways.push((next, Vec::new())),
                        Piece::Gap => {
                            let to = *self.states.entry(next).or_insert_with(|| {
                                open.push(next);
                                draft.state()
                            });
                            self.emit(draft, from, &word, to)?;
                        }
                        Piece::Text(number) => {
                            let mut word = word.clone();
                            let text = &self.pieces.texts[number as usize];
                            match word.last_mut() {
                                Some(Part::Text(before)) => before.push_str(text),
                                _ => word.push(Part::Text(text.clone())),
                            }
                            ways.push((next, word));
                        }
                        Piece::List(number) => {
                            let mut word = word.clone();
                            word.push(Part::List(number));
                            ways.push((next, word));
                        }
                    }
                }
                if self.pieces.draft.ends(state) {
                    self.emit(draft, from, &word, end)?;
                }
            }
        }
        Ok(())
    }

    /// Adds the arcs of a word, which may be glued of text and lists.
    fn emit(&mut self, draft: &mut Draft<Step>, from: u32, word: &[Part], to: u32) -> Result<(), UnderstandingError> {
        let mut state = from;
        let mut at = 0;
        while at < word.len() {
            match &word[at] {
                Part::Text(text) => {
                    if let Some(Part::List(number)) = word.get(at + 1)
                        && self.is_glued(*number, text, "")
                    {
                        let suffix = match word.get(at + 2) {
                            Some(Part::Text(suffix)) if self.is_glued(*number, "", suffix) => suffix.as_str(),
                            _ => "",
                        };
                        state = self.glued_list(draft, state, *number, text, suffix)?;
                        at += if suffix.is_empty() { 2 } else { 3 };
                        continue;
                    }
                    let words = self.compiler.spelling.words(text);
                    let symbols: Vec<Step> =
                        words.words.iter().map(|word| Step::Word(self.compiler.lexicon.intern(&word.text))).collect();
                    state = draft.chain(state, symbols);
                    at += 1;
                }
                Part::List(number) => {
                    let suffix = match word.get(at + 1) {
                        Some(Part::Text(suffix)) if self.is_glued(*number, "", suffix) => suffix.as_str(),
                        _ => "",
                    };
                    if suffix.is_empty() {
                        state = self.list(draft, state, *number);
                        at += 1;
                    } else {
                        state = self.glued_list(draft, state, *number, "", suffix)?;
                        at += 2;
                    }
                }
            }
        }
        draft.free_arc(state, to);
        Ok(())
    }

    /// Whether a text beside a list would be one word with its values.
    fn is_glued(&self, number: u32, before: &str, behind: &str) -> bool {
        let used = &self.compiler.uses[number as usize];
        let digits = matches!(&self.compiler.lists[used.list as usize].kind, ListKind::Values(values)
            if matches!(values.first(), Some((Some(Value::Number(_)), _))));
        let clings = |character: char| (character.is_alphabetic() || "'’".contains(character)) && !digits;
        !self.compiler.spelling.ignore_whitespace
            && (before.chars().next_back().is_some_and(clings) || behind.chars().next().is_some_and(clings))
    }

    fn glued_list(
        &mut self,
        draft: &mut Draft<Step>,
        from: u32,
        number: u32,
        prefix: &str,
        suffix: &str,
    ) -> Result<u32, UnderstandingError> {
        let used = self.compiler.uses[number as usize].clone();
        let list = &self.compiler.lists[used.list as usize];
        let name = list.name.clone();
        if !matches!(list.kind, ListKind::Values(_)) {
            let reason = format!("{{{name}}} is glued to `{prefix}{suffix}`; put a space between the two");
            return Err(self.sentence.place.error(reason));
        }
        let sentence = self.sentence;
        let glued = self.compiler.list(self.scope, &name, || sentence.place.clone(), prefix, suffix)?;
        let number = self.compiler.use_of(glued, &used.slot);
        Ok(self.list(draft, from, number))
    }

    fn list(&mut self, draft: &mut Draft<Step>, from: u32, number: u32) -> u32 {
        let kind = &self.compiler.lists[self.compiler.uses[number as usize].list as usize].kind;
        let end = draft.state();
        if !matches!(kind, ListKind::Wildcard) {
            draft.arc(from, Step::List(number), end);
        }
        if !matches!(kind, ListKind::Values(_)) {
            let inside = draft.state();
            draft.arc(from, Step::Any(number), inside);
            draft.arc(inside, Step::More(number), inside);
            draft.free_arc(inside, end);
        }
        end
    }
}
