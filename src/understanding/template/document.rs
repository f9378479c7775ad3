//! YAML with the place of everything in it, so that an error can say where.

use std::fmt;
use std::sync::Arc;

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{Location, Spanned};

use crate::understanding::UnderstandingError;

/// A place in a file, line and column counted from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub path: Arc<str>,
    /// The line.
    pub line: usize,
    /// The column, in characters.
    pub column: usize,
}

impl Place {
    /// The error that is here.
    pub fn error(&self, reason: impl Into<String>) -> UnderstandingError {
        UnderstandingError::Malformed {
            path: self.path.to_string(),
            line: self.line,
            column: self.column,
            reason: reason.into(),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}:{}", self.path, self.line, self.column)
    }
}

/// A YAML value and where it stands.
#[derive(Debug, Clone)]
pub struct Node {
    /// What it is.
    pub value: Tree,
    /// Where it starts.
    pub place: Place,
}

/// What a YAML value can be.
#[derive(Debug, Clone)]
pub enum Tree {
    /// Nothing, or `null`.
    Null,
    /// A string, a number or a truth value, as it is written.
    Scalar(String),
    /// A list.
    Sequence(Vec<Node>),
    /// Keys, with their places, and values.
    Mapping(Vec<(String, Place, Node)>),
}

/// Whole blocks of sentences are sometimes commented out.
const MOST_COMMENTS: usize = 100_000;

/// Reads a YAML file.
///
/// # Errors
/// [`UnderstandingError::Malformed`] where it is no YAML.
pub fn read(path: &Arc<str>, text: &str) -> Result<Node, UnderstandingError> {
    let options =
        serde_saphyr::options! { budget: serde_saphyr::budget! { max_buffered_comment_events: MOST_COMMENTS } };
    let raw: Raw = serde_saphyr::from_str_with_options(text, options).map_err(|error| {
        let place = error.location().map_or_else(|| start(path), |location| place(path, location));
        place.error(describe(&error))
    })?;
    let lines: Vec<&str> = text.lines().collect();
    Ok(node(path, &lines, raw))
}

fn start(path: &Arc<str>) -> Place {
    Place { path: Arc::clone(path), line: 1, column: 1 }
}

fn place(path: &Arc<str>, location: Location) -> Place {
    let number = |value: u64| usize::try_from(value).unwrap_or(usize::MAX).max(1);
    Place { path: Arc::clone(path), line: number(location.line()), column: number(location.column()) }
}

/// The first line of what the YAML reader says, without its own rendering of the place.
fn describe(error: &serde_saphyr::Error) -> String {
    let text = error.without_snippet().to_string();
    let line = text.lines().next().unwrap_or_default().trim();
    format!("not valid YAML: {line}")
}

fn node(path: &Arc<str>, lines: &[&str], raw: Raw) -> Node {
    let mut here = place(path, raw.0.referenced);
    let defined = place(path, raw.0.defined);
    let value = match raw.0.value {
        Kind::Null => Tree::Null,
        Kind::Scalar(text) => {
            // The place of a quoted scalar is its quote; errors count from the character behind it.
            let line = lines.get(here.line - 1).copied().unwrap_or_default();
            if line.chars().nth(here.column - 1).is_some_and(|first| first == '"' || first == '\'') {
                here.column += 1;
            }
            Tree::Scalar(text)
        }
        Kind::Plain(text) => Tree::Scalar(written(lines, &defined).unwrap_or(text)),
        Kind::Sequence(items) => Tree::Sequence(items.into_iter().map(|item| node(path, lines, item)).collect()),
        Kind::Mapping(entries) => Tree::Mapping(
            entries
                .into_iter()
                .map(|(key, value)| (key.value, place(path, key.referenced), node(path, lines, value)))
                .collect(),
        ),
    };
    Node { value, place: here }
}

/// A number or a truth value with the letters of the file: `1.50` is not `1.5`, and `no` milk is not `false`.
fn written(lines: &[&str], place: &Place) -> Option<String> {
    let line = lines.get(place.line - 1)?;
    let (at, _) = line.char_indices().nth(place.column - 1)?;
    let rest = &line[at..];
    let end = rest.find([',', ']', '}', '#']).unwrap_or(rest.len());
    let text = rest[..end].trim();
    (!text.is_empty() && !text.starts_with(['*', '&', '!'])).then(|| text.to_owned())
}

struct Raw(Spanned<Kind>);

enum Kind {
    Null,
    Scalar(String),
    /// A number or a truth value.
    Plain(String),
    Sequence(Vec<Raw>),
    Mapping(Vec<(Spanned<String>, Raw)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Spanned::deserialize(deserializer).map(Raw)
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(KindVisitor)
    }
}

struct KindVisitor;

impl<'de> Visitor<'de> for KindVisitor {
    type Value = Kind;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a YAML value")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Kind, E> {
        Ok(Kind::Null)
    }

    fn visit_none<E: de::Error>(self) -> Result<Kind, E> {
        Ok(Kind::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Kind, D::Error> {
        Kind::deserialize(deserializer)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Kind, E> {
        Ok(Kind::Plain(value.to_string()))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Kind, E> {
        Ok(Kind::Plain(value.to_string()))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Kind, E> {
        Ok(Kind::Plain(value.to_string()))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Kind, E> {
        Ok(Kind::Plain(value.to_string()))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Kind, E> {
        Ok(Kind::Scalar(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Kind, A::Error> {
        let mut sequence = Vec::new();
        while let Some(item) = items.next_element()? {
            sequence.push(item);
        }
        Ok(Kind::Sequence(sequence))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Kind, A::Error> {
        let mut mapping = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            mapping.push(entry);
        }
        Ok(Kind::Mapping(mapping))
    }
}

pub(super) fn mapping<'a>(node: &'a Node, known: &[&str]) -> Result<&'a [(String, Place, Node)], UnderstandingError> {
    let found = entries(node)?;
    for (key, place, _) in found {
        if !known.contains(&key.as_str()) {
            return Err(place.error(format!("unknown key `{key}`; {}", nearest(key, known))));
        }
    }
    Ok(found)
}

pub(super) fn entries(node: &Node) -> Result<&[(String, Place, Node)], UnderstandingError> {
    match &node.value {
        Tree::Mapping(entries) => Ok(entries),
        Tree::Null => Ok(&[]),
        _ => Err(node.place.error(format!("expected keys with values, found {}", kind(node)))),
    }
}

pub(super) fn sequence(node: &Node) -> Result<&[Node], UnderstandingError> {
    match &node.value {
        Tree::Sequence(items) => Ok(items),
        Tree::Null => Ok(&[]),
        _ => Err(node.place.error(format!("expected a list with `- ` before each item, found {}", kind(node)))),
    }
}

pub(super) fn scalar(node: &Node) -> Result<&str, UnderstandingError> {
    match &node.value {
        Tree::Scalar(text) => Ok(text),
        _ => Err(node.place.error(format!("expected text, found {}", kind(node)))),
    }
}

pub(super) fn truth(node: &Node) -> Result<bool, UnderstandingError> {
    Ok(choice(node, &["true", "false", "True", "False"])?.eq_ignore_ascii_case("true"))
}

pub(super) fn choice<'a>(node: &'a Node, known: &[&str]) -> Result<&'a str, UnderstandingError> {
    let found = scalar(node)?;
    if known.contains(&found) {
        Ok(found)
    } else {
        Err(node.place.error(format!("`{found}` is not known here; {}", nearest(found, known))))
    }
}

pub(super) fn whole(node: &Node) -> Result<i64, UnderstandingError> {
    let found = scalar(node)?;
    found.parse().map_err(|_| node.place.error(format!("expected a whole number, found `{found}`")))
}

pub(super) fn number(node: &Node) -> Result<f64, UnderstandingError> {
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
pub(super) fn nearest<S: AsRef<str>>(written: &str, known: &[S]) -> String {
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
