//! What every hub's request comes to, and why one is refused.

use jiff::Timestamp;
use serde_json::Value;

use super::Wording;
use crate::dialogue::Reply;
use crate::language::ByLanguage;

/// How the requests of a hub are read, and what it can say.
pub trait Tongue: Send + Sync {
    /// Reads a request that came at `now`.
    ///
    /// # Errors
    /// [`Refused`]
    fn read(&self, body: &[u8], wording: &ByLanguage<Wording>, now: Timestamp) -> Result<Request, Refused>;

    /// Whether the hub can say a reply whole: what is cut off would not have been heard.
    fn fits(&self, _reply: &Reply) -> bool {
        true
    }
}

/// A request.
pub struct Request {
    /// Unique.
    pub id: String,
    /// What was said; `None` where there is nothing to act on.
    pub turn: Option<Turn>,
    /// Writes the answer.
    pub written: Box<dyn FnOnce(Told<'_>) -> Value + Send>,
}

/// What somebody said to a hub.
pub struct Turn {
    /// The hub's session.
    pub session: String,
    /// Whose it is, the closest first.
    pub accounts: Vec<String>,
    /// The words.
    pub words: String,
    /// How sure the hub is of them, 0 to 1.
    pub confidence: f32,
    /// Their language, where the hub says it.
    pub language: Option<String>,
    /// When it was said.
    pub at: Timestamp,
    /// Whether the session is over: nothing can be said to it any more.
    pub over: bool,
}

/// What a hub is told.
#[derive(Debug, Clone, Copy)]
pub enum Told<'a> {
    /// The reply.
    Reply(&'a Reply),
    /// A sentence instead, and whether the session is over.
    Sentence(&'a str, bool),
    /// Nothing.
    Nothing,
}

/// Why a request is not acted on; nothing of what it says.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It cannot be read.
    #[error("{0}")]
    Malformed(String),
    /// It is for another skill.
    #[error("it is for another skill: set alexa.skill_id to the one that it comes from")]
    ForeignSkill,
    /// It was not sent just now.
    #[error("its time is not of now: it came too late, or a clock is wrong")]
    Stale,
    /// It was there before.
    #[error("it came before")]
    Replayed,
}

impl Refused {
    /// Its word in counts and answers.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Malformed(_) => "malformed",
            Self::ForeignSkill => "foreign-skill",
            Self::Stale => "stale",
            Self::Replayed => "replayed",
        }
    }
}
