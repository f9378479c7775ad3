//! Replies: `intents/<lang>/replies.ftl`, in Fluent. A message may have variants, written as its attributes; the
//! conversation takes turns with them.
//!
//! A tone is a file that lies over it, `replies.warm.ftl`, and says some of the messages otherwise. A file of the owner
//! lies over both.

mod amount;
mod built_in;
mod check;

use std::fmt;
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use super::message::{MESSAGES, Message};
use crate::commerce::catalogue::size::Unit;
use crate::commerce::money::Money;
use crate::config::Tone;
use crate::language::ByLanguage;
use crate::ssml;

/// Everything the assistant can say in one language. Cheap to clone.
#[derive(Clone)]
pub struct Replies {
    locale: LanguageIdentifier,
    bundle: Arc<FluentBundle<FluentResource>>,
}

impl fmt::Debug for Replies {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Replies").field("locale", &self.locale).finish_non_exhaustive()
    }
}

/// What a hub is told outside of the conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HubNotice {
    /// The answer takes longer than the hub waits.
    StillWorking,
    /// The account must be linked, and is not.
    NotLinked,
    /// The turn was not acted on.
    Unable,
}

/// A replies file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RepliesFile {
    /// Its path, to name it.
    pub name: String,
    /// What is in it: Fluent syntax 1.0.
    pub text: String,
}

/// What can be wrong with replies.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RepliesError {
    /// Not a BCP 47 language tag.
    #[error("`{0}` is no language; write `en` or `en-GB`")]
    Language(String),
    /// No replies are built in for it.
    #[error(
        "there are no built-in replies for `{0}`; translate intents/en/replies.ftl and name your file in \
         dialogue.replies"
    )]
    NotBuiltIn(String),
    /// The file of the owner cannot be read.
    #[error("dialogue.replies: {file}: {reason}")]
    Unreadable {
        /// Its path.
        file: String,
        /// What the system said.
        reason: String,
    },
    /// Not Fluent.
    #[error("{file}, line {line}: {reason}")]
    Syntax {
        /// The file.
        file: String,
        /// Counted from 1.
        line: usize,
        /// What the Fluent parser said.
        reason: String,
    },
    /// Messages are missing, doubled, unknown or ask for what is not there; all of them, not only the first.
    #[error("{}", problems.join("; "))]
    Messages {
        /// One sentence each, with the file and the line.
        problems: Vec<String>,
    },
}

impl From<Replies> for ByLanguage<Replies> {
    fn from(only: Replies) -> Self {
        let tag = only.locale.to_string();
        Self::only(&tag, only)
    }
}

impl Replies {
    /// The replies that are built in for a language, as they are.
    ///
    /// # Errors
    /// [`RepliesError::NotBuiltIn`] when there are none; anything else is a bug in the built-in file.
    pub fn built_in(language: &str) -> Result<Self, RepliesError> {
        Self::in_tone(language, Tone::Plain, None)
    }

    /// The replies of a language in a tone, and over them what the owner says otherwise. In a language that has none
    /// built in the file of the owner must say everything.
    ///
    /// # Errors
    /// [`RepliesError`] names the file and the line, or all messages that are wrong.
    pub fn in_tone(language: &str, tone: Tone, own: Option<RepliesFile>) -> Result<Self, RepliesError> {
        let mut files = built_in::files(language, tone);
        files.extend(own);
        if files.is_empty() {
            return Err(RepliesError::NotBuiltIn(language.to_owned()));
        }
        Self::of_files(language, files)
    }

    /// Files that lie over one another, the last on top.
    fn of_files(language: &str, files: Vec<RepliesFile>) -> Result<Self, RepliesError> {
        let locale: LanguageIdentifier =
            language.parse().map_err(|_not_a_tag| RepliesError::Language(language.to_owned()))?;
        let files: Vec<(String, FluentResource)> =
            files.into_iter().map(|file| parse(&file).map(|parsed| (file.name, parsed))).collect::<Result<_, _>>()?;
        let problems = check::problems(&files);
        if !problems.is_empty() {
            return Err(RepliesError::Messages { problems });
        }
        let mut bundle = FluentBundle::new_concurrent(vec![locale.clone()]);
        bundle.set_use_isolating(false);
        for (_name, resource) in files {
            bundle.add_resource_overriding(resource);
        }
        Ok(Self { locale, bundle: Arc::new(bundle) })
    }

    /// A message in words. Another `turn` may choose another variant.
    pub(super) fn text(&self, message: &Message, turn: u64) -> String {
        let text = self.say(message.key(), &message.arguments(), turn);
        match message {
            // What a shop writes may be marked up; nothing else that a message is given.
            Message::Verbatim { .. } => text,
            _ => self.without_markup_in_arguments(message, text, turn),
        }
    }

    /// The same with the arguments as text: the name of a product is never markup, neither where the message has some nor
    /// where it has none.
    fn without_markup_in_arguments(&self, message: &Message, text: String, turn: u64) -> String {
        if !text.contains('<') {
            return text;
        }
        let with = |change: fn(&str) -> String| {
            let given = message.arguments();
            let changed = given.iter().map(|(name, value)| match value {
                FluentValue::String(text) => (name.to_owned(), FluentValue::from(change(text))),
                other => (name.to_owned(), other.clone()),
            });
            self.say(message.key(), &changed.collect(), turn)
        };
        let harmless = with(|text| text.replace("<speak", "< speak").replace("</speak", "< /speak"));
        if ssml::is_marked_up(&harmless) { with(ssml::escaped) } else { harmless }
    }

    fn say(&self, key: &str, arguments: &FluentArgs<'_>, turn: u64) -> String {
        let patterns: Vec<_> = self
            .bundle
            .get_message(key)
            .into_iter()
            .flat_map(|found| found.value().into_iter().chain(found.attributes().map(|variant| variant.value())))
            .collect();
        let count = (patterns.len() as u64).max(1);
        let Some(pattern) = usize::try_from(turn % count).ok().and_then(|index| patterns.get(index)) else {
            return String::new();
        };
        let mut none_after_the_check_at_loading: Vec<FluentError> = Vec::new();
        self.bundle.format_pattern(pattern, Some(arguments), &mut none_after_the_check_at_loading).into_owned()
    }

    /// Every variant of every message that is always the same.
    #[must_use]
    pub fn prompts(&self) -> Vec<String> {
        let fixed = MESSAGES.iter().filter(|(_, arguments)| arguments.is_empty());
        let variants = fixed.flat_map(|(key, _)| {
            let count = self.bundle.get_message(key).map_or(0, |message| 1 + message.attributes().count() as u64);
            (0..count).map(|turn| self.say(key, &FluentArgs::new(), turn))
        });
        variants.collect()
    }

    /// What a hub is told outside of the conversation.
    #[must_use]
    pub fn notice(&self, notice: HubNotice) -> String {
        let message = match notice {
            HubNotice::StillWorking => Message::HubStillWorking,
            HubNotice::NotLinked => Message::HubNotLinked,
            HubNotice::Unable => Message::HubUnable,
        };
        self.text(&message, 0)
    }

    /// The language, `en` for instance.
    #[must_use]
    pub fn language(&self) -> &str {
        self.locale.language.as_str()
    }

    /// An amount as this language writes it, for every argument that is one: `€18.40`, `€ 18,40`, `18,40 €`.
    pub(super) fn amount(&self, money: Money) -> String {
        amount::written(money, self.locale.language.as_str())
    }

    /// A number as this language writes it, and the unit that it counts: `1.2` `kg`, `12` `pieces`.
    pub(super) fn measured(&self, thousandths: u64, unit: Unit) -> (String, &'static str) {
        amount::measured(thousandths, unit, self.locale.language.as_str())
    }

    /// Whether a reply names an amount, and not only a longer one that ends alike.
    pub(super) fn names(&self, reply: &str, money: Money) -> bool {
        let amount = self.amount(money);
        let is_number = |letter: char| letter.is_ascii_digit() || ".,".contains(letter);
        reply.match_indices(&amount).any(|(at, _)| {
            let (before, behind) = (&reply[..at], &reply[at + amount.len()..]);
            !before.ends_with(is_number) && !behind.starts_with(|letter: char| letter.is_ascii_digit())
        })
    }
}

fn parse(file: &RepliesFile) -> Result<FluentResource, RepliesError> {
    FluentResource::try_new(file.text.clone()).map_err(|(_what_could_be_read, errors)| {
        let (at, reason) = errors.first().map_or((0, String::new()), |error| (error.pos.start, error.to_string()));
        let line = 1 + file.text.get(..at).unwrap_or(&file.text).matches('\n').count();
        RepliesError::Syntax { file: file.name.clone(), line, reason }
    })
}

#[cfg(test)]
mod tests;
