//! Utterance in, hypotheses out.

pub mod cascade;
pub mod grammar;
pub mod pool;
pub mod pronunciation;
#[cfg(feature = "sphinx")]
pub mod sphinx;
#[cfg(feature = "whisper")]
pub mod whisper;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use crate::audio::Frame;
use crate::expecting::Expecting;
use crate::language;
pub use grammar::Grammar;

/// One guess at what was said.
#[derive(Debug, Clone, PartialEq)]
pub struct Hypothesis {
    /// The words, lower case, without punctuation.
    pub text: String,
    /// How sure the recogniser is that these were the words, 0 to 1.
    pub confidence: f32,
    /// The language that they are in, `en` for instance; `None` when that was not made out.
    pub language: Option<String>,
    /// Words in it instead of which others may have been said; `None` where no words are less sure than the rest.
    pub doubt: Option<Doubt>,
}

/// Words of a hypothesis instead of which others may have been said, as a name that nobody sells is heard as one that is
/// sold.
#[derive(Debug, Clone, PartialEq)]
pub struct Doubt {
    /// These words of the text.
    pub words: String,
    /// How sure the recogniser is of all the others, 0 to 1.
    pub others: f32,
}

impl Hypothesis {
    /// Words in whichever language.
    #[must_use]
    pub fn new(text: impl Into<String>, confidence: f32) -> Self {
        Self { text: text.into(), confidence, language: None, doubt: None }
    }

    /// The same in this language, where one is named.
    #[must_use]
    pub fn said_in(self, language: Option<&str>) -> Self {
        Self { language: language.map(str::to_owned), ..self }
    }

    /// The same with words in it that may have been others.
    #[must_use]
    pub fn in_doubt(self, doubt: Option<Doubt>) -> Self {
        Self { doubt, ..self }
    }

    /// Whether these can be words of a language.
    #[must_use]
    pub fn may_be_in(&self, language: &str) -> bool {
        self.language.as_deref().is_none_or(|known| language::same(known, language))
    }
}

/// Everything that may be said: made by the understanding out of the sentences and the catalogue.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Vocabulary {
    /// A word automaton for each moment of a conversation.
    pub grammars: BTreeMap<Expecting, Arc<Grammar>>,
    /// Names of what is on sale, the likeliest first.
    pub names: Arc<[String]>,
    /// The words of all names of goods: between words that were said, one that nobody sells is heard as one of these.
    pub goods: Arc<BTreeSet<String>>,
    /// The wake phrases, as the grammars spell them.
    pub wakes: Arc<[String]>,
}

/// A recogniser: takes an utterance frame by frame and guesses while it listens.
pub trait Recognizer: Send {
    /// Adopts what may be said from now on. Called between utterances, at the start and when the catalogue changed.
    ///
    /// # Errors
    /// [`RecognizerError::Vocabulary`] when it cannot be used; the old one stays.
    fn adopt(&mut self, vocabulary: &Vocabulary) -> Result<(), RecognizerError>;

    /// Adopts what may be said while it goes on recognising what could be said before: it counts from the first
    /// utterance on that begins when everything is ready. A newer vocabulary goes before one that is being taken in.
    ///
    /// # Errors
    /// [`RecognizerError::Vocabulary`] when it cannot be used; the old one stays.
    fn adopt_meanwhile(&mut self, vocabulary: Vocabulary) -> Result<(), RecognizerError> {
        self.adopt(&vocabulary)
    }

    /// Whether one of its kind keeps all cores of the machine busy, so that a second one would gain nothing.
    fn takes_the_whole_machine(&self) -> bool {
        false
    }

    /// What is said from the next utterance on is in this language, as an answer is in that of its question; `None`: in any
    /// of those that it was opened with, and it makes out which. `false` when it does not know the language, and could only
    /// mishear it.
    fn expect_language(&mut self, _language: Option<&str>) -> bool {
        true
    }

    /// Begins an utterance.
    ///
    /// # Errors
    /// [`RecognizerError::Engine`] when the engine refuses.
    fn begin(&mut self, expecting: Expecting) -> Result<(), RecognizerError>;

    /// Takes a frame. Returns the words so far whenever there is a new guess at them.
    ///
    /// # Errors
    /// [`RecognizerError::Engine`] when the engine fails; the utterance is lost, the next one is not.
    fn accept(&mut self, frame: &Frame) -> Result<Option<String>, RecognizerError>;

    /// Whoever speaks fell silent and is probably done: a recogniser may guess at the whole now, and then return that
    /// guess from here and from [`Recognizer::finish`]. When speech went on, this is called again before `finish`. Empty
    /// when it does not guess, or nothing that may be said was said.
    ///
    /// # Errors
    /// [`RecognizerError::Engine`] when the engine fails; the utterance is lost, the next one is not.
    fn pause(&mut self) -> Result<Vec<Hypothesis>, RecognizerError> {
        Ok(Vec::new())
    }

    /// Ends the utterance. The best hypothesis comes first; none when it was no speech, or nothing that may be said.
    ///
    /// # Errors
    /// [`RecognizerError::Engine`] when the engine fails.
    fn finish(&mut self) -> Result<Vec<Hypothesis>, RecognizerError>;
}

/// Says a word in the International Phonetic Alphabet; `None` when it cannot.
pub type Pronounce = Arc<dyn Fn(&str) -> Option<String> + Send + Sync>;

/// What can go wrong while recognising.
#[derive(Debug, thiserror::Error)]
pub enum RecognizerError {
    /// A model is missing, cut or no model.
    #[error("{}: {reason}", path.display())]
    Model {
        /// The file or folder.
        path: PathBuf,
        /// What is wrong and what to do.
        reason: String,
    },
    /// The vocabulary cannot be used.
    #[error("the sentences cannot be made into a grammar: {0}")]
    Vocabulary(String),
    /// The engine failed on this utterance.
    #[error("the recogniser failed: {0}; say it again")]
    Engine(String),
}
