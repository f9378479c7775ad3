//! Replies: `intents/<lang>/replies.ftl`, in Fluent. A message may have variants, written as its attributes; the
//! conversation takes turns with them.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentError, FluentResource};
use fluent_syntax::ast;
use unic_langid::LanguageIdentifier;

use super::message::{MESSAGES, Message};

const ENGLISH: &str = include_str!("../../intents/en/replies.ftl");

/// Everything the assistant can say in one language. Cheap to clone.
#[derive(Clone)]
pub struct Replies {
    bundle: Arc<FluentBundle<FluentResource>>,
}

impl fmt::Debug for Replies {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Replies").field("locales", &self.bundle.locales).finish_non_exhaustive()
    }
}

/// What can be wrong with a replies file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RepliesError {
    /// Not a BCP 47 language tag.
    #[error("`{0}` is no language; write `en` or `en-GB`")]
    Language(String),
    /// No replies are built in for it.
    #[error("there are no built-in replies for `{0}`; put a replies.ftl into its intents folder")]
    NotBuiltIn(String),
    /// Not Fluent.
    #[error("replies for {language}, line {line}: {reason}")]
    Syntax {
        /// The language.
        language: String,
        /// Counted from 1.
        line: usize,
        /// What the Fluent parser said.
        reason: String,
    },
    /// Messages are missing, doubled or ask for what is not there; all of them, not only the first.
    #[error("replies for {language}: {}", problems.join("; "))]
    Messages {
        /// The language.
        language: String,
        /// One sentence each.
        problems: Vec<String>,
    },
}

impl Replies {
    /// The replies that are built in for a language.
    ///
    /// # Errors
    /// [`RepliesError::NotBuiltIn`] when there are none; anything else is a bug in the built-in file.
    pub fn built_in(language: &str) -> Result<Self, RepliesError> {
        match language.split(['-', '_']).next() {
            Some("en") => Self::parse(language, ENGLISH),
            _ => Err(RepliesError::NotBuiltIn(language.to_owned())),
        }
    }

    /// Reads the text of a replies file (Fluent syntax 1.0) and checks that every message is there and uses only the
    /// arguments that it is given.
    ///
    /// # Errors
    /// [`RepliesError`] names the line, or all messages that are wrong.
    pub fn parse(language: &str, text: &str) -> Result<Self, RepliesError> {
        let locale: LanguageIdentifier =
            language.parse().map_err(|_not_a_tag| RepliesError::Language(language.to_owned()))?;
        let resource = FluentResource::try_new(text.to_owned()).map_err(|(_what_could_be_read, errors)| {
            let (at, reason) = errors.first().map_or((0, String::new()), |error| (error.pos.start, error.to_string()));
            let line = 1 + text.get(..at).unwrap_or(text).matches('\n').count();
            RepliesError::Syntax { language: language.to_owned(), line, reason }
        })?;
        let mut problems = problems(&resource);
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        bundle.set_use_isolating(false);
        if let Err(errors) = bundle.add_resource(resource) {
            problems.extend(errors.iter().map(FluentError::to_string));
        }
        if problems.is_empty() {
            Ok(Self { bundle: Arc::new(bundle) })
        } else {
            Err(RepliesError::Messages { language: language.to_owned(), problems })
        }
    }

    /// A message in words. Another `turn` may choose another variant.
    pub(super) fn text(&self, message: &Message, turn: u64) -> String {
        let patterns: Vec<_> = self
            .bundle
            .get_message(message.key())
            .into_iter()
            .flat_map(|found| found.value().into_iter().chain(found.attributes().map(|variant| variant.value())))
            .collect();
        let count = (patterns.len() as u64).max(1);
        let Some(pattern) = usize::try_from(turn % count).ok().and_then(|index| patterns.get(index)) else {
            return String::new();
        };
        let mut none_after_the_check_at_loading = Vec::new();
        let arguments = message.arguments();
        self.bundle.format_pattern(pattern, Some(&arguments), &mut none_after_the_check_at_loading).into_owned()
    }
}

/// What is wrong with the messages of a file, a sentence each.
fn problems(resource: &FluentResource) -> Vec<String> {
    let messages: Vec<_> = resource
        .entries()
        .filter_map(|entry| match entry {
            ast::Entry::Message(message) => Some(message),
            _ => None,
        })
        .collect();
    let mut problems = Vec::new();
    for (key, arguments) in MESSAGES {
        let Some(message) = messages.iter().find(|message| message.id.name == *key) else {
            problems.push(format!("the message `{key}` is missing"));
            continue;
        };
        let mut used = Used::default();
        for pattern in message.value.iter().chain(message.attributes.iter().map(|variant| &variant.value)) {
            used.collect(pattern, &messages, 0);
        }
        let given: BTreeSet<&str> = arguments.iter().copied().collect();
        for argument in used.arguments.difference(&given) {
            problems.push(format!("`{key}` uses ${argument}, which it is not given"));
        }
        for name in &used.unknown {
            problems.push(format!("`{key}` refers to `{name}`, which is not there"));
        }
        if message.value.is_none() {
            problems.push(format!("`{key}` has variants but no text of its own"));
        }
    }
    problems
}

/// What a pattern refers to, in the messages that it is made of too.
#[derive(Default)]
struct Used<'a> {
    arguments: BTreeSet<&'a str>,
    unknown: BTreeSet<&'a str>,
}

impl<'a> Used<'a> {
    fn collect(&mut self, pattern: &'a ast::Pattern<&'a str>, messages: &[&'a ast::Message<&'a str>], depth: u8) {
        for element in &pattern.elements {
            if let ast::PatternElement::Placeable { expression } = element {
                self.expression(expression, messages, depth);
            }
        }
    }

    fn expression(&mut self, it: &'a ast::Expression<&'a str>, messages: &[&'a ast::Message<&'a str>], depth: u8) {
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

    fn inline(&mut self, it: &'a ast::InlineExpression<&'a str>, messages: &[&'a ast::Message<&'a str>], depth: u8) {
        /// Deeper than any sensible file; a message that refers to itself ends here.
        const DEEPEST: u8 = 8;
        match it {
            ast::InlineExpression::VariableReference { id } => {
                self.arguments.insert(id.name);
            }
            ast::InlineExpression::MessageReference { id, attribute: None } if depth < DEEPEST => {
                match messages.iter().find(|message| message.id.name == id.name).and_then(|found| found.value.as_ref())
                {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_english_replies_have_every_message() {
        Replies::built_in("en").unwrap();
        Replies::built_in("en-GB").unwrap();
    }

    #[test]
    fn a_missing_message_is_named_when_the_file_is_loaded() {
        let text = ENGLISH.replace("\ngreeting =", "\ngreting =");
        let error = Replies::parse("en", &text).unwrap_err().to_string();
        assert!(error.contains("the message `greeting` is missing"), "{error}");
    }

    #[test]
    fn an_argument_that_the_code_does_not_give_is_named_when_the_file_is_loaded() {
        let text = format!("{}\n", ENGLISH.replace("{ $maximum }", "{ $most }"));
        let error = Replies::parse("en", &text).unwrap_err().to_string();
        assert!(error.contains("`too-many` uses $most, which it is not given"), "{error}");
    }

    #[test]
    fn a_message_that_refers_to_itself_is_refused_or_said_but_never_hangs() {
        let text = ENGLISH.replace("\nlistening =", "\nlistening = { listening }\nlistening-before =");
        if let Ok(replies) = Replies::parse("en", &text) {
            let _any_text = replies.text(&Message::Listening, 0);
        }
    }

    #[test]
    fn broken_fluent_is_an_error_with_its_line() {
        let error = Replies::parse("en", "greeting = Hello\nlistening { oops\n").unwrap_err();
        assert!(matches!(error, RepliesError::Syntax { line: 2, .. }), "{error}");
    }

    #[test]
    fn a_language_without_built_in_replies_is_an_error_that_says_what_to_do() {
        let error = Replies::built_in("nl").unwrap_err().to_string();
        assert!(error.contains("replies.ftl"), "{error}");
    }

    #[test]
    fn variants_take_turns() {
        let replies = Replies::built_in("en").unwrap();
        let first = replies.text(&Message::NotUnderstood, 0);
        assert_ne!(first, replies.text(&Message::NotUnderstood, 1));
        assert_eq!(first, replies.text(&Message::NotUnderstood, 3));
    }
}
