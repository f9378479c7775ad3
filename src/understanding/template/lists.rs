//! The lists of an intents folder, read and checked.

use std::collections::BTreeMap;

use super::document::{Node, Place, Tree, choice, entries, mapping, number, scalar, sequence, truth, whole};
use super::expression::Expression;
use super::sentences::{Template, scalar_or_joined, template, texts};
use crate::understanding::UnderstandingError;

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

/// Adds the lists under a key. The values of a list that several files have are added up; of ranges the last counts.
pub(super) fn add_lists(lists: &mut BTreeMap<String, List>, node: &Node) -> Result<(), UnderstandingError> {
    for (name, place, node) in entries(node)? {
        let list = read_list(name, node)?;
        match (lists.get_mut(name), list) {
            (Some(List::Values(known)), List::Values(values)) => known.extend(values),
            (Some(known), list) if std::mem::discriminant(known) != std::mem::discriminant(&list) => {
                let reason =
                    format!("the list {{{name}}} is one of another kind in a file before; rename one of the two");
                return Err(place.error(reason));
            }
            (_, list) => {
                lists.insert(name.clone(), list);
            }
        }
    }
    Ok(())
}

/// Whether a list says of itself that its values are goods.
pub(super) fn are_goods(node: &Node) -> Result<bool, UnderstandingError> {
    let Tree::Mapping(keys) = &node.value else { return Ok(false) };
    let metadata = keys.iter().filter(|(key, _, _)| key == "metadata").filter_map(|(_, _, node)| match &node.value {
        Tree::Mapping(metadata) => metadata.iter().find(|(key, _, _)| key == "goods"),
        _ => None,
    });
    metadata.map(|(_, _, node)| truth(node)).try_fold(false, |goods, found| Ok(goods | found?))
}

fn read_list(name: &str, node: &Node) -> Result<List, UnderstandingError> {
    // Other tools write the values right behind the name.
    if matches!(node.value, Tree::Sequence(_)) {
        return values(name, node);
    }
    let mut list = None;
    for (key, place, node) in mapping(node, &["values", "range", "wildcard", "metadata"])? {
        let read = match key.as_str() {
            "values" => Some(values(name, node)?),
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

fn values(name: &str, node: &Node) -> Result<List, UnderstandingError> {
    let values: Vec<ListValue> = sequence(node)?.iter().map(list_value).collect::<Result<_, _>>()?;
    if values.is_empty() {
        return Err(node.place.error(format!("the list {{{name}}} has no values; expected at least one")));
    }
    Ok(List::Values(values))
}

fn list_value(node: &Node) -> Result<ListValue, UnderstandingError> {
    if !matches!(node.value, Tree::Mapping(_)) {
        let said = template(node)?;
        let stands_for = as_written(&said);
        return Ok(ListValue { said, stands_for, context: Vec::new() });
    }
    let (mut said, mut stands_for, mut context) = (None, None, Vec::new());
    for (key, _, node) in mapping(node, &["in", "out", "context", "metadata"])? {
        match key.as_str() {
            "in" => said = Some(template(node)?),
            "out" => stands_for = Some(scalar_or_joined(node)?),
            "context" => context = texts(node)?,
            _ => {}
        }
    }
    let said = said.ok_or_else(|| node.place.error("a value of a list needs `in`: what is said"))?;
    let stands_for = stands_for.or_else(|| as_written(&said));
    Ok(ListValue { said, stands_for, context })
}

/// A value without brackets stands for itself, as it is written: `12 ounce` however it was said.
fn as_written(said: &Template) -> Option<String> {
    match &said.expression {
        Expression::Text(text) => Some(text.trim().to_owned()),
        _ => None,
    }
}

const RANGE_KEYS: [&str; 9] =
    ["type", "from", "to", "step", "multiplier", "fractions", "digits", "words", "words_language"];

fn read_range(node: &Node) -> Result<Range, UnderstandingError> {
    let mut range = Range { from: 0, to: 0, step: 1, multiplier: 1.0, parts: 1, place: node.place.clone() };
    let (mut from, mut to) = (false, false);
    for (key, _, node) in mapping(node, &RANGE_KEYS)? {
        match key.as_str() {
            "type" => {
                choice(node, &["number", "percentage", "temperature"])?;
            }
            "from" => (range.from, from) = (whole(node)?, true),
            "to" => (range.to, to) = (whole(node)?, true),
            "step" => range.step = whole(node)?,
            "multiplier" => range.multiplier = number(node)?,
            // Digits and number words are the same to us.
            "digits" | "words" => {
                truth(node)?;
            }
            "words_language" => {
                scalar(node)?;
            }
            _ => range.parts = if choice(node, &["halves", "tenths"])? == "halves" { 2 } else { 10 },
        }
    }
    if !from || !to {
        return Err(node.place.error("a range needs `from` and `to`"));
    }
    range.checked()
}

impl Range {
    /// The range, if it is one.
    pub(super) fn checked(self) -> Result<Self, UnderstandingError> {
        if self.step < 1 || self.from > self.to {
            let reason = "a range goes from the smaller number to the larger by a `step` of at least 1";
            return Err(self.place.error(reason));
        }
        let values = self.to.checked_sub(self.from).map(|width| (width / self.step).saturating_mul(self.parts));
        if values.is_none_or(|values| values > WIDEST_RANGE) {
            let reason = format!("a range may have at most {WIDEST_RANGE} values; narrow it or widen `step`");
            return Err(self.place.error(reason));
        }
        Ok(self)
    }
}
