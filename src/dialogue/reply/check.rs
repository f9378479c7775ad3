//! What is checked when replies are loaded, so that nothing can be wrong when they are said.

use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::FluentResource;
use fluent_syntax::ast;

use super::super::message::MESSAGES;

/// What must be heard before a yes orders: every variant of these messages names these arguments, whatever it chooses.
const HEARD_BEFORE_MONEY_MOVES: [(&str, &[&str]); 3] = [
    ("read-back", &["items", "total", "withdrawal"]),
    ("read-back-known", &["items", "total"]),
    ("ask-total", &["total"]),
];

/// A name this alike is probably what was meant.
const ALIKE: f64 = 0.6;

/// A message, and where it stands.
struct Found<'a> {
    message: &'a ast::Message<&'a str>,
    place: String,
}

type Messages<'a> = BTreeMap<&'a str, Found<'a>>;

/// What is wrong with files that lie over one another, the last on top: a sentence each, with the file and the line.
pub(super) fn problems(files: &[(String, FluentResource)]) -> Vec<String> {
    let mut problems = Vec::new();
    let mut messages = Messages::new();
    for (index, (name, resource)) in files.iter().enumerate() {
        let mut here = BTreeSet::new();
        for message in messages_of(resource) {
            let key = message.id.name;
            let place = format!("{name}, line {}", line_of(key, resource.source()));
            if !here.insert(key) {
                problems.push(format!("{name}: the message `{key}` is there twice"));
            } else if index > 0 && !messages.contains_key(key) {
                problems.push(format!("{place}: there is no message `{key}`{}", meant(key, messages.keys())));
            }
            messages.insert(key, Found { message, place });
        }
    }
    let first = files.first().map_or("", |(name, _)| name);
    for (key, arguments) in MESSAGES {
        match messages.get(key) {
            None => problems.push(format!("{first}: the message `{key}` is missing")),
            Some(found) => problems.extend(check(found, arguments, &messages)),
        }
    }
    problems
}

fn messages_of(resource: &FluentResource) -> impl Iterator<Item = &ast::Message<&str>> {
    resource.entries().filter_map(|entry| match entry {
        ast::Entry::Message(message) => Some(message),
        _ => None,
    })
}

/// The line of a message, counted from 1: the syntax tree does not say.
fn line_of(key: &str, text: &str) -> usize {
    let starts = |line: &str| line.strip_prefix(key).is_some_and(|behind| behind.trim_start().starts_with('='));
    1 + text.lines().position(starts).unwrap_or_default()
}

fn meant<'a>(key: &str, known: impl Iterator<Item = &'a &'a str>) -> String {
    known
        .map(|known| (strsim::jaro_winkler(key, known), known))
        .filter(|(alike, _)| *alike >= ALIKE)
        .max_by(|(first, _), (second, _)| first.total_cmp(second))
        .map_or_else(String::new, |(_, nearest)| format!("; did you mean `{nearest}`?"))
}

fn check(found: &Found<'_>, arguments: &[&str], messages: &Messages<'_>) -> Vec<String> {
    let Found { message, place } = found;
    let key = message.id.name;
    let mut problems = Vec::new();
    let mut used = Used::default();
    let patterns: Vec<_> =
        message.value.iter().chain(message.attributes.iter().map(|variant| &variant.value)).collect();
    for pattern in &patterns {
        used.collect(pattern, messages, 0);
    }
    let given: BTreeSet<&str> = arguments.iter().copied().collect();
    for argument in used.arguments.difference(&given) {
        problems.push(format!("{place}: `{key}` uses ${argument}, which it is not given"));
    }
    for name in &used.unknown {
        problems.push(format!("{place}: `{key}` refers to `{name}`, which is not there"));
    }
    if message.value.is_none() {
        problems.push(format!("{place}: `{key}` has variants but no text of its own"));
    }
    let heard = HEARD_BEFORE_MONEY_MOVES.iter().find(|(known, _)| *known == key).map_or(&[][..], |(_, heard)| heard);
    for argument in heard {
        if !patterns.iter().all(|pattern| always_names(pattern, argument, messages, 0)) {
            problems.push(format!("{place}: `{key}` must name ${argument}, whatever it chooses: a yes to it orders"));
        }
    }
    let says_otherwise = |tag: &&str| patterns.iter().any(|pattern| has_text(pattern, tag));
    if let Some(tag) = heard.first().and_then(|_| ["<sub", "<say-as"].into_iter().find(says_otherwise)) {
        problems.push(format!("{place}: `{key}` must be heard as it is written, without {tag}>: a yes to it orders"));
    }
    problems
}

/// Deeper than any sensible file; a message that refers to itself ends here.
const DEEPEST: u8 = 8;

/// Whether a pattern names an argument in all of its branches.
fn always_names(pattern: &ast::Pattern<&str>, argument: &str, messages: &Messages<'_>, depth: u8) -> bool {
    pattern.elements.iter().any(|element| match element {
        ast::PatternElement::TextElement { .. } => false,
        ast::PatternElement::Placeable { expression } => expression_names(expression, argument, messages, depth),
    })
}

fn expression_names(it: &ast::Expression<&str>, argument: &str, messages: &Messages<'_>, depth: u8) -> bool {
    match it {
        ast::Expression::Select { variants, .. } => {
            variants.iter().all(|variant| always_names(&variant.value, argument, messages, depth))
        }
        ast::Expression::Inline(ast::InlineExpression::VariableReference { id }) => id.name == argument,
        ast::Expression::Inline(ast::InlineExpression::Placeable { expression }) => {
            expression_names(expression, argument, messages, depth)
        }
        ast::Expression::Inline(ast::InlineExpression::MessageReference { id, .. }) if depth < DEEPEST => messages
            .get(id.name)
            .and_then(|found| found.message.value.as_ref())
            .is_some_and(|pattern| always_names(pattern, argument, messages, depth + 1)),
        ast::Expression::Inline(_) => false,
    }
}

/// Whether a text stands in a pattern, in whichever branch.
fn has_text(pattern: &ast::Pattern<&str>, text: &str) -> bool {
    pattern.elements.iter().any(|element| match element {
        ast::PatternElement::TextElement { value } => value.contains(text),
        ast::PatternElement::Placeable { expression: ast::Expression::Select { variants, .. } } => {
            variants.iter().any(|variant| has_text(&variant.value, text))
        }
        ast::PatternElement::Placeable { .. } => false,
    })
}

/// What a pattern refers to, in the messages that it is made of too.
#[derive(Default)]
struct Used<'a> {
    arguments: BTreeSet<&'a str>,
    unknown: BTreeSet<&'a str>,
}

impl<'a> Used<'a> {
    fn collect(&mut self, pattern: &'a ast::Pattern<&'a str>, messages: &Messages<'a>, depth: u8) {
        for element in &pattern.elements {
            if let ast::PatternElement::Placeable { expression } = element {
                self.expression(expression, messages, depth);
            }
        }
    }

    fn expression(&mut self, it: &'a ast::Expression<&'a str>, messages: &Messages<'a>, depth: u8) {
        match it {
            ast::Expression::Inline(inline) => self.inline(inline, messages, depth),
            ast::Expression::Select { selector, variants } => {
                self.inline(selector, messages, depth);
                for variant in variants {
                    self.collect(&variant.value, messages, depth);
                }
            }
        }
    }

    fn inline(&mut self, it: &'a ast::InlineExpression<&'a str>, messages: &Messages<'a>, depth: u8) {
        match it {
            ast::InlineExpression::VariableReference { id } => {
                self.arguments.insert(id.name);
            }
            ast::InlineExpression::MessageReference { id, attribute: None } if depth < DEEPEST => {
                match messages.get(id.name).and_then(|found| found.message.value.as_ref()) {
                    Some(pattern) => self.collect(pattern, messages, depth + 1),
                    None => {
                        self.unknown.insert(id.name);
                    }
                }
            }
            ast::InlineExpression::Placeable { expression } => self.expression(expression, messages, depth),
            ast::InlineExpression::StringLiteral { .. } | ast::InlineExpression::NumberLiteral { .. } => {}
            // Terms, functions and attributes of other messages: the replies need none of them.
            ast::InlineExpression::MessageReference { id, .. }
            | ast::InlineExpression::TermReference { id, .. }
            | ast::InlineExpression::FunctionReference { id, .. } => {
                self.unknown.insert(id.name);
            }
        }
    }
}
