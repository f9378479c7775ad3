//! An intents folder of one language, read and checked but not yet compiled.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::document::{self, Node, Place, Tree, choice, entries, mapping, scalar, sequence, truth};
use super::expression::{self, Expression};
use super::lists::{List, add_lists, are_goods};
use crate::expecting::Expecting;
use crate::understanding::UnderstandingError;

/// The files of one language, merged.
#[derive(Debug, Clone, Default)]
pub struct Sentences {
    /// The blocks of all intents, in the order of the files.
    pub blocks: Vec<Block>,
    /// Lists that every sentence may use.
    pub lists: BTreeMap<String, List>,
    /// Where they are defined first.
    pub list_places: BTreeMap<String, Place>,
    /// Those of goods, `metadata: {goods: true}`: what nobody sells must not be heard as one of their values.
    pub goods: BTreeSet<String>,
    /// Rules that every sentence may use.
    pub rules: BTreeMap<String, Template>,
    /// Words that do not count.
    pub skip_words: Vec<Template>,
    /// Words between one wish and the next.
    pub conjunctions: Vec<Template>,
    /// Words that turn a sentence around, and so are never passed over.
    pub decisive_words: Vec<Template>,
    /// For languages without spaces between words.
    pub ignore_whitespace: bool,
    /// What is right but may not be meant so, with its place.
    pub warnings: Vec<String>,
}

/// A group of sentences of one intent: an item of `data`.
#[derive(Debug, Clone)]
pub struct Block {
    /// The intent.
    pub intent: String,
    /// The sentences.
    pub sentences: Vec<Template>,
    /// Slots that are set when no words set them.
    pub slots: Vec<(String, String)>,
    /// What the context must have.
    pub requires: Vec<(String, Condition)>,
    /// What the context must not have.
    pub excludes: Vec<(String, Condition)>,
    /// Rules that go before those of the folder.
    pub rules: BTreeMap<String, Template>,
    /// Lists that go before those of the folder.
    pub lists: BTreeMap<String, List>,
    /// Of these words at least one must be said.
    pub required_keywords: Vec<String>,
    /// The moments of a conversation at which recognition with a fixed vocabulary listens for them; `None`: whenever
    /// they count. Typed text and an open vocabulary are not bound to it.
    pub listened_for: Option<Vec<String>>,
    /// What is answered, for programs that look it up by this name.
    pub response: Option<String>,
    /// What else is known of the block; keys inside keys are joined by dots.
    pub metadata: Vec<(String, String)>,
    /// Where it starts.
    pub place: Place,
}

/// What a value of the context must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// One of these; empty: anything, but something.
    pub values: Vec<String>,
    /// The slot that the value is copied into.
    pub slot: Option<String>,
}

impl Condition {
    /// Whether a value is what it must be.
    #[must_use]
    pub fn is_met(&self, value: &str) -> bool {
        self.values.is_empty() || self.values.iter().any(|wanted| wanted == value)
    }
}

/// A template and where it stands.
#[derive(Debug, Clone)]
pub struct Template {
    /// As it is written.
    pub text: String,
    /// What it says.
    pub expression: Expression,
    /// Where it starts.
    pub place: Place,
    /// Whether the template stands on one line as it is, so that columns can be counted in it.
    plain: bool,
}

impl Template {
    /// Where a character of the template stands.
    pub fn at(&self, offset: usize) -> Place {
        let column = self.place.column + if self.plain { offset } else { 0 };
        Place { column, ..self.place.clone() }
    }
}

impl Sentences {
    /// Reads the files of a language: path and text of each.
    ///
    /// # Errors
    /// [`UnderstandingError::Malformed`] for the first thing that is wrong, [`UnderstandingError::Unreadable`] when there
    /// is no sentence at all.
    pub fn read(files: &[(String, String)], language: &str) -> Result<Self, UnderstandingError> {
        let mut sentences = Self::default();
        for (path, text) in files {
            let path: Arc<str> = Arc::from(path.as_str());
            sentences.add_file(&document::read(&path, text)?, language)?;
        }
        if sentences.blocks.is_empty() {
            return Err(UnderstandingError::Unreadable {
                path: files.first().map_or_else(|| "intents".to_owned(), |file| file.0.clone()),
                reason:
                    "no sentences in this file or beside it; expected them under `intents: NAME: data: - sentences:`"
                        .to_owned(),
            });
        }
        Ok(sentences)
    }

    fn add_file(&mut self, root: &Node, language: &str) -> Result<(), UnderstandingError> {
        if matches!(root.value, Tree::Null) {
            return Ok(());
        }
        const KEYS: [&str; 9] = [
            "language",
            "settings",
            "intents",
            "lists",
            "expansion_rules",
            "skip_words",
            "conjunctions",
            "decisive_words",
            "responses",
        ];
        let first = self.blocks.len();
        let mut listened_for = None;
        for (key, place, node) in mapping(root, &KEYS)? {
            match key.as_str() {
                "language" => {
                    let found = scalar(node)?;
                    if !same_language(found, language) {
                        return Err(node
                            .place
                            .error(format!("language is `{found}`, but the folder it lies in is for `{language}`")));
                    }
                }
                "settings" => listened_for = self.add_settings(node)?,
                "intents" => {
                    for (intent, _, node) in entries(node)? {
                        self.add_intent(intent, node)?;
                    }
                }
                "lists" => {
                    add_lists(&mut self.lists, node)?;
                    for (name, place, node) in entries(node)? {
                        self.list_places.entry(name.clone()).or_insert_with(|| place.clone());
                        if are_goods(node)? {
                            self.goods.insert(name.clone());
                        }
                    }
                }
                "expansion_rules" => self.add_rules(node)?,
                "skip_words" => self.skip_words.extend(templates(node)?),
                "conjunctions" => self.conjunctions.extend(templates(node)?),
                "decisive_words" => self.decisive_words.extend(templates(node)?),
                // What is answered is said by the dialogue; the answers of other assistants' files are left to them.
                "responses" => {}
                _ => return Err(place.error(format!("unknown key `{key}`"))),
            }
        }
        for block in &mut self.blocks[first..] {
            block.listened_for = block.listened_for.take().or_else(|| listened_for.clone());
        }
        Ok(())
    }

    /// Takes in the settings of a file and returns when its sentences are listened for, if it says so.
    fn add_settings(&mut self, node: &Node) -> Result<Option<Vec<String>>, UnderstandingError> {
        let mut listened_for = None;
        for (key, _, node) in mapping(node, &["ignore_whitespace", "filter_with_regex", "listened_for"])? {
            match key.as_str() {
                "ignore_whitespace" => self.ignore_whitespace |= truth(node)?,
                "listened_for" => listened_for = Some(moments_of(node)?),
                // How another program finds sentences quickly.
                _ => {
                    truth(node)?;
                }
            }
        }
        Ok(listened_for)
    }

    /// Adds the rules of a file. Of a rule that several files have the last counts.
    fn add_rules(&mut self, node: &Node) -> Result<(), UnderstandingError> {
        for (name, place, node) in entries(node)? {
            let rule = template(node)?;
            if let Some(before) = self.rules.get(name).filter(|before| before.text != rule.text) {
                let warning = format!("{place}: the rule <{name}> takes the place of the one at {}", before.place);
                self.warnings.push(warning);
            }
            self.rules.insert(name.clone(), rule);
        }
        Ok(())
    }

    fn add_intent(&mut self, intent: &str, node: &Node) -> Result<(), UnderstandingError> {
        for (_, _, data) in mapping(node, &["data"])? {
            for block in sequence(data)? {
                self.blocks.push(read_block(intent, block, &mut self.warnings)?);
            }
        }
        Ok(())
    }
}

/// `en-US` and `en` are the same language.
fn same_language(one: &str, other: &str) -> bool {
    crate::language::same(one, other)
}

fn read_block(intent: &str, node: &Node, warnings: &mut Vec<String>) -> Result<Block, UnderstandingError> {
    const KEYS: [&str; 12] = [
        "sentences",
        "slots",
        "response",
        "requires_context",
        "excludes_context",
        "expansion_rules",
        "lists",
        "metadata",
        "required_keywords",
        "settings",
        "inferred_domain",
        "name_domains",
    ];
    let mut block = Block {
        intent: intent.to_owned(),
        sentences: Vec::new(),
        slots: Vec::new(),
        requires: Vec::new(),
        excludes: Vec::new(),
        rules: BTreeMap::new(),
        lists: BTreeMap::new(),
        required_keywords: Vec::new(),
        listened_for: None,
        response: None,
        metadata: Vec::new(),
        place: node.place.clone(),
    };
    let mut has_sentences = false;
    for (key, place, node) in mapping(node, &KEYS)? {
        match key.as_str() {
            "sentences" => (block.sentences, has_sentences) = (templates(node)?, true),
            "slots" => block.slots = texts(node)?,
            "requires_context" => block.requires = conditions(node, warnings)?,
            "excludes_context" => block.excludes = conditions(node, warnings)?,
            "expansion_rules" => add_rules(&mut block.rules, node)?,
            "lists" => add_lists(&mut block.lists, node)?,
            "required_keywords" => {
                for item in sequence(node)? {
                    block.required_keywords.push(scalar(item)?.to_owned());
                }
            }
            "metadata" => {
                let moments = entries(node)?.iter().find(|(key, _, _)| key == "listened_for");
                block.listened_for = moments.map(|(_, _, node)| moments_of(node)).transpose()?;
                add_metadata(&mut block.metadata, "", node);
            }
            "response" => block.response = Some(scalar(node)?.to_owned()),
            // How other programs choose among the blocks of a collection.
            "settings" | "inferred_domain" | "name_domains" => {}
            _ => return Err(place.error(format!("unknown key `{key}`"))),
        }
    }
    if !has_sentences {
        return Err(node.place.error(format!("no `sentences` for the intent `{intent}`; expected at least one")));
    }
    Ok(block)
}

fn add_metadata(metadata: &mut Vec<(String, String)>, key: &str, node: &Node) {
    let joined = |inner: &str| if key.is_empty() { inner.to_owned() } else { format!("{key}.{inner}") };
    match &node.value {
        Tree::Null => metadata.push((key.to_owned(), String::new())),
        Tree::Scalar(text) => metadata.push((key.to_owned(), text.clone())),
        Tree::Sequence(items) => {
            for (number, item) in items.iter().enumerate() {
                add_metadata(metadata, &joined(&number.to_string()), item);
            }
        }
        Tree::Mapping(entries) => {
            for (inner, _, node) in entries {
                add_metadata(metadata, &joined(inner), node);
            }
        }
    }
}

/// One moment or a list of them.
fn moments_of(node: &Node) -> Result<Vec<String>, UnderstandingError> {
    let known: Vec<&str> = Expecting::ALL.iter().map(|expecting| expecting.as_str()).collect();
    match &node.value {
        Tree::Sequence(items) => items.iter().map(|item| Ok(choice(item, &known)?.to_owned())).collect(),
        _ => Ok(vec![choice(node, &known)?.to_owned()]),
    }
}

fn conditions(node: &Node, warnings: &mut Vec<String>) -> Result<Vec<(String, Condition)>, UnderstandingError> {
    entries(node)?.iter().map(|(key, _, node)| Ok((key.clone(), condition(key, node, warnings)?))).collect()
}

fn condition(key: &str, node: &Node, warnings: &mut Vec<String>) -> Result<Condition, UnderstandingError> {
    match &node.value {
        Tree::Null => Ok(Condition { values: Vec::new(), slot: None }),
        Tree::Scalar(value) => Ok(Condition { values: vec![value.clone()], slot: None }),
        Tree::Sequence(items) => {
            let values = items.iter().map(|item| scalar(item).map(str::to_owned)).collect::<Result<_, _>>()?;
            Ok(Condition { values, slot: None })
        }
        Tree::Mapping(_) => {
            let mut found = Condition { values: Vec::new(), slot: None };
            for (inner, place, node) in entries(node)? {
                match inner.as_str() {
                    "value" => found.values = condition(key, node, warnings)?.values,
                    "slot" => {
                        found.slot = match scalar(node)? {
                            "true" => Some(key.to_owned()),
                            "false" => None,
                            name => Some(name.to_owned()),
                        };
                    }
                    _ => warnings
                        .push(format!("{place}: `{inner}` says nothing here; a condition has `value` and `slot`")),
                }
            }
            Ok(found)
        }
    }
}

fn add_rules(rules: &mut BTreeMap<String, Template>, node: &Node) -> Result<(), UnderstandingError> {
    for (name, place, node) in entries(node)? {
        if let Some(before) = rules.insert(name.clone(), template(node)?) {
            return Err(place.error(format!("the rule <{name}> is already defined at {}", before.place)));
        }
    }
    Ok(())
}

fn templates(node: &Node) -> Result<Vec<Template>, UnderstandingError> {
    sequence(node)?.iter().map(template).collect()
}

/// The beginning of a text that is told in an error.
pub(super) fn shortened(text: &str) -> String {
    const LONGEST: usize = 80;
    let mut short: String = text.chars().take(LONGEST).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// A template at its place.
pub(super) fn template(node: &Node) -> Result<Template, UnderstandingError> {
    let text = scalar(node)?;
    let plain = !text.contains('\n') && !text.contains("  ");
    let failed = |error: expression::SyntaxError| {
        let column = node.place.column + if plain { error.offset } else { 0 };
        Place { column, ..node.place.clone() }.error(format!("{} (in `{}`)", error.reason, shortened(text)))
    };
    let expression = expression::parse(text).map_err(failed)?;
    Ok(Template { text: text.to_owned(), expression, place: node.place.clone(), plain })
}

/// Keys with text.
pub(super) fn texts(node: &Node) -> Result<Vec<(String, String)>, UnderstandingError> {
    entries(node)?.iter().map(|(key, _, node)| Ok((key.clone(), scalar_or_joined(node)?))).collect()
}

/// Fixed values are text for us; a list of them is written with commas.
pub(super) fn scalar_or_joined(node: &Node) -> Result<String, UnderstandingError> {
    match &node.value {
        Tree::Sequence(items) => Ok(items.iter().map(scalar).collect::<Result<Vec<_>, _>>()?.join(", ")),
        Tree::Null => Ok(String::new()),
        _ => scalar(node).map(str::to_owned),
    }
}
