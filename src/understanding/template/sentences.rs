//! An intents folder of one language, read and checked but not yet compiled.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::document::{self, Node, Place, Tree};
use super::expression::{self, Expression};
use crate::understanding::UnderstandingError;

/// The files of one language, merged.
#[derive(Debug, Clone, Default)]
pub struct Sentences {
    /// The blocks of all intents, in the order of the files.
    pub blocks: Vec<Block>,
    /// Lists that every sentence may use.
    pub lists: BTreeMap<String, List>,
    /// Rules that every sentence may use.
    pub rules: BTreeMap<String, Template>,
    /// Words that do not count.
    pub skip_words: Vec<Template>,
    /// For languages without spaces between words.
    pub ignore_whitespace: bool,
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
}

/// What a value of the context must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// One of these; empty: anything, but something.
    pub values: Vec<String>,
    /// The slot that the value is copied into.
    pub slot: Option<String>,
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

/// What a `{list}` can be.
#[derive(Debug, Clone)]
pub enum List {
    /// One of these.
    Values(Vec<ListValue>),
    /// A number.
    Range(Range),
    /// Any words.
    Wildcard,
}

/// A value of a list.
#[derive(Debug, Clone)]
pub struct ListValue {
    /// What is said.
    pub said: Template,
    /// What it stands for; `None`: what was said.
    pub stands_for: Option<String>,
    /// What it adds to the context.
    pub context: Vec<(String, String)>,
}

/// Numbers from one to another.
#[derive(Debug, Clone, PartialEq)]
pub struct Range {
    /// The first.
    pub from: i64,
    /// The last.
    pub to: i64,
    /// The distance of two.
    pub step: i64,
    /// What the value is multiplied with.
    pub multiplier: f64,
    /// How many parts a whole has: 1, 2 (halves) or 10 (tenths).
    pub parts: i64,
    /// Where it stands.
    pub place: Place,
}

/// The most values that a range may have.
const WIDEST_RANGE: i64 = 10_000;

impl Sentences {
    /// Reads the files of a language: path and text of each.
    ///
    /// # Errors
    /// [`UnderstandingError::Malformed`] for the first thing that is wrong.
    pub fn read(files: &[(String, String)], language: &str) -> Result<Self, UnderstandingError> {
        let mut sentences = Self::default();
        for (path, text) in files {
            let path: Arc<str> = Arc::from(path.as_str());
            sentences.add_file(&document::read(&path, text)?, language)?;
        }
        Ok(sentences)
    }

    fn add_file(&mut self, root: &Node, language: &str) -> Result<(), UnderstandingError> {
        if matches!(root.value, Tree::Null) {
            return Ok(());
        }
        const KEYS: [&str; 7] =
            ["language", "settings", "intents", "lists", "expansion_rules", "skip_words", "responses"];
        for (key, place, node) in mapping(root, &KEYS)? {
            match key.as_str() {
                "language" => {
                    let found = scalar(node)?;
                    if found != language {
                        return Err(node
                            .place
                            .error(format!("language is `{found}`, but the folder it lies in is for `{language}`")));
                    }
                }
                "settings" => self.add_settings(node)?,
                "intents" => {
                    for (intent, _, node) in entries(node)? {
                        self.add_intent(intent, node)?;
                    }
                }
                "lists" => add_lists(&mut self.lists, node)?,
                "expansion_rules" => add_rules(&mut self.rules, node)?,
                "skip_words" => self.skip_words.extend(templates(node)?),
                // What is answered is said by the dialogue; the answers of other assistants' files are left to them.
                "responses" => {}
                _ => return Err(place.error(format!("unknown key `{key}`"))),
            }
        }
        Ok(())
    }

    fn add_settings(&mut self, node: &Node) -> Result<(), UnderstandingError> {
        for (key, _, node) in mapping(node, &["ignore_whitespace", "filter_with_regex"])? {
            let set = truth(node)?;
            if key == "ignore_whitespace" {
                self.ignore_whitespace |= set;
            }
        }
        Ok(())
    }

    fn add_intent(&mut self, intent: &str, node: &Node) -> Result<(), UnderstandingError> {
        for (_, _, data) in mapping(node, &["data"])? {
            for block in sequence(data)? {
                self.blocks.push(read_block(intent, block)?);
            }
        }
        Ok(())
    }
}

fn read_block(intent: &str, node: &Node) -> Result<Block, UnderstandingError> {
    const KEYS: [&str; 9] = [
        "sentences",
        "slots",
        "response",
        "requires_context",
        "excludes_context",
        "expansion_rules",
        "lists",
        "metadata",
        "required_keywords",
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
    };
    for (key, place, node) in mapping(node, &KEYS)? {
        match key.as_str() {
            "sentences" => block.sentences = templates(node)?,
            "slots" => block.slots = texts(node)?,
            "requires_context" => block.requires = conditions(node)?,
            "excludes_context" => block.excludes = conditions(node)?,
            "expansion_rules" => add_rules(&mut block.rules, node)?,
            "lists" => add_lists(&mut block.lists, node)?,
            "required_keywords" => {
                for item in sequence(node)? {
                    block.required_keywords.push(scalar(item)?.to_owned());
                }
            }
            // For the answer, and for tools that look after the files.
            "response" | "metadata" => {}
            _ => return Err(place.error(format!("unknown key `{key}`"))),
        }
    }
    if block.sentences.is_empty() {
        return Err(node.place.error(format!("no `sentences` for the intent `{intent}`; expected at least one")));
    }
    Ok(block)
}

fn conditions(node: &Node) -> Result<Vec<(String, Condition)>, UnderstandingError> {
    entries(node)?.iter().map(|(key, _, node)| Ok((key.clone(), condition(key, node)?))).collect()
}

fn condition(key: &str, node: &Node) -> Result<Condition, UnderstandingError> {
    match &node.value {
        Tree::Null => Ok(Condition { values: Vec::new(), slot: None }),
        Tree::Scalar(value) => Ok(Condition { values: vec![value.clone()], slot: None }),
        Tree::Sequence(items) => {
            let values = items.iter().map(|item| scalar(item).map(str::to_owned)).collect::<Result<_, _>>()?;
            Ok(Condition { values, slot: None })
        }
        Tree::Mapping(_) => {
            let mut found = Condition { values: Vec::new(), slot: None };
            for (inner, _, node) in mapping(node, &["value", "slot"])? {
                if inner == "value" {
                    found.values = condition(key, node)?.values;
                } else {
                    found.slot = match scalar(node)? {
                        "true" => Some(key.to_owned()),
                        "false" => None,
                        name => Some(name.to_owned()),
                    };
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

fn add_lists(lists: &mut BTreeMap<String, List>, node: &Node) -> Result<(), UnderstandingError> {
    for (name, place, node) in entries(node)? {
        if lists.insert(name.clone(), read_list(name, node)?).is_some() {
            return Err(place.error(format!("the list {{{name}}} is defined twice; keep one of them")));
        }
    }
    Ok(())
}

fn read_list(name: &str, node: &Node) -> Result<List, UnderstandingError> {
    let mut list = None;
    for (key, place, node) in mapping(node, &["values", "range", "wildcard", "metadata"])? {
        let read = match key.as_str() {
            "values" => Some(List::Values(sequence(node)?.iter().map(list_value).collect::<Result<_, _>>()?)),
            "range" => Some(List::Range(read_range(node)?)),
            "wildcard" => truth(node)?.then_some(List::Wildcard),
            _ => None,
        };
        if read.is_some() && list.is_some() {
            return Err(place.error(format!("the list {{{name}}} has `{key}` and another kind of values; keep one")));
        }
        list = read.or(list);
    }
    list.ok_or_else(|| node.place.error(format!("the list {{{name}}} needs `values`, `range` or `wildcard: true`")))
}

fn list_value(node: &Node) -> Result<ListValue, UnderstandingError> {
    if !matches!(node.value, Tree::Mapping(_)) {
        return Ok(ListValue { said: template(node)?, stands_for: None, context: Vec::new() });
    }
    let (mut said, mut stands_for, mut context) = (None, None, Vec::new());
    for (key, _, node) in mapping(node, &["in", "out", "context", "metadata"])? {
        match key.as_str() {
            "in" => said = Some(template(node)?),
            "out" => stands_for = Some(scalar(node)?.to_owned()),
            "context" => context = texts(node)?,
            _ => {}
        }
    }
    let said = said.ok_or_else(|| node.place.error("a value of a list needs `in`: what is said"))?;
    Ok(ListValue { said, stands_for, context })
}

fn read_range(node: &Node) -> Result<Range, UnderstandingError> {
    let mut range = Range { from: 0, to: 0, step: 1, multiplier: 1.0, parts: 1, place: node.place.clone() };
    let (mut from, mut to) = (false, false);
    for (key, _, node) in mapping(node, &["type", "from", "to", "step", "multiplier", "fractions"])? {
        match key.as_str() {
            "type" => {
                choice(node, &["number", "percentage", "temperature"])?;
            }
            "from" => (range.from, from) = (whole(node)?, true),
            "to" => (range.to, to) = (whole(node)?, true),
            "step" => range.step = whole(node)?,
            "multiplier" => range.multiplier = number(node)?,
            _ => range.parts = if choice(node, &["halves", "tenths"])? == "halves" { 2 } else { 10 },
        }
    }
    if !from || !to {
        return Err(node.place.error("a range needs `from` and `to`"));
    }
    if range.step < 1 || range.from > range.to {
        return Err(node.place.error("a range goes from the smaller number to the larger by a `step` of at least 1"));
    }
    let values = range.to.checked_sub(range.from).map(|width| (width / range.step).saturating_mul(range.parts));
    if values.is_none_or(|values| values > WIDEST_RANGE) {
        return Err(node
            .place
            .error(format!("a range may have at most {WIDEST_RANGE} values; narrow it or widen `step`")));
    }
    Ok(range)
}

fn templates(node: &Node) -> Result<Vec<Template>, UnderstandingError> {
    sequence(node)?.iter().map(template).collect()
}

fn template(node: &Node) -> Result<Template, UnderstandingError> {
    let text = scalar(node)?;
    let plain = !text.contains('\n') && !text.contains("  ");
    let failed = |error: expression::SyntaxError| {
        let column = node.place.column + if plain { error.offset } else { 0 };
        Place { column, ..node.place.clone() }.error(format!("{} (in `{text}`)", error.reason))
    };
    let expression = expression::parse(text).map_err(failed)?;
    Ok(Template { text: text.to_owned(), expression, place: node.place.clone(), plain })
}

fn mapping<'a>(node: &'a Node, known: &[&str]) -> Result<&'a [(String, Place, Node)], UnderstandingError> {
    let found = entries(node)?;
    for (key, place, _) in found {
        if !known.contains(&key.as_str()) {
            return Err(place.error(format!("unknown key `{key}`; {}", nearest(key, known))));
        }
    }
    Ok(found)
}

fn entries(node: &Node) -> Result<&[(String, Place, Node)], UnderstandingError> {
    match &node.value {
        Tree::Mapping(entries) => Ok(entries),
        Tree::Null => Ok(&[]),
        _ => Err(node.place.error(format!("expected keys with values, found {}", kind(node)))),
    }
}

fn sequence(node: &Node) -> Result<&[Node], UnderstandingError> {
    match &node.value {
        Tree::Sequence(items) => Ok(items),
        Tree::Null => Ok(&[]),
        _ => Err(node.place.error(format!("expected a list with `- ` before each item, found {}", kind(node)))),
    }
}

fn scalar(node: &Node) -> Result<&str, UnderstandingError> {
    match &node.value {
        Tree::Scalar(text) => Ok(text),
        _ => Err(node.place.error(format!("expected text, found {}", kind(node)))),
    }
}

fn texts(node: &Node) -> Result<Vec<(String, String)>, UnderstandingError> {
    entries(node)?.iter().map(|(key, _, node)| Ok((key.clone(), scalar_or_joined(node)?))).collect()
}

/// Fixed values are text for us; a list of them is written with commas.
fn scalar_or_joined(node: &Node) -> Result<String, UnderstandingError> {
    match &node.value {
        Tree::Sequence(items) => Ok(items.iter().map(scalar).collect::<Result<Vec<_>, _>>()?.join(", ")),
        Tree::Null => Ok(String::new()),
        _ => scalar(node).map(str::to_owned),
    }
}

fn truth(node: &Node) -> Result<bool, UnderstandingError> {
    Ok(choice(node, &["true", "false"])? == "true")
}

fn choice<'a>(node: &'a Node, known: &[&str]) -> Result<&'a str, UnderstandingError> {
    let found = scalar(node)?;
    if known.contains(&found) {
        Ok(found)
    } else {
        Err(node.place.error(format!("`{found}` is not known here; {}", nearest(found, known))))
    }
}

fn whole(node: &Node) -> Result<i64, UnderstandingError> {
    let found = scalar(node)?;
    found.parse().map_err(|_| node.place.error(format!("expected a whole number, found `{found}`")))
}

fn number(node: &Node) -> Result<f64, UnderstandingError> {
    let found = scalar(node)?;
    let parsed = found.parse().ok().filter(|number: &f64| number.is_finite());
    parsed.ok_or_else(|| node.place.error(format!("expected a number, found `{found}`")))
}

fn kind(node: &Node) -> &'static str {
    match &node.value {
        Tree::Null => "nothing",
        Tree::Scalar(_) => "text",
        Tree::Sequence(_) => "a list",
        Tree::Mapping(_) => "keys with values",
    }
}

/// A sentence that names the known word nearest to what was written, or all of them.
pub fn nearest<S: AsRef<str>>(written: &str, known: &[S]) -> String {
    let scored = known.iter().map(|name| (strsim::jaro_winkler(written, name.as_ref()), name.as_ref()));
    match scored.max_by(|left, right| left.0.total_cmp(&right.0)) {
        Some((score, name)) if score > 0.8 => format!("did you mean `{name}`?"),
        Some(_) => {
            let mut names: Vec<&str> = known.iter().take(12).map(AsRef::as_ref).collect();
            if known.len() > names.len() {
                names.push("…");
            }
            format!("expected one of: {}", names.join(", "))
        }
        None => "there are none".to_owned(),
    }
}
