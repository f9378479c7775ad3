//! whisper.cpp with any ggml model. It decodes on a thread of its own while the shopper still speaks.

mod choice;
mod decoder;
mod judge;
mod model;
mod speed;
mod worker;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use super::{Hypothesis, Recognizer, RecognizerError, Vocabulary};
use crate::audio::{Frame, SAMPLE_RATE};
use crate::expecting::Expecting;
use crate::language;
pub use choice::{Choice, choose, explain};
use decoder::Decoder;
use judge::Transcript;
use worker::{Aim, Bias, Worker};

/// Words are guessed during an utterance each time that so much sound came in.
const BETWEEN_GUESSES: Duration = Duration::from_secs(1);

/// The longest utterance that is taken, samples: a minute.
const LONGEST: usize = 60 * SAMPLE_RATE as usize;

/// How long decoding may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// An utterance that takes longer is given up.
    pub utterance: Duration,
    /// Words are not guessed during an utterance when that takes a core for longer.
    pub guess: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { utterance: Duration::from_secs(10), guess: Duration::from_millis(300) }
    }
}

/// Recognises with whisper.cpp.
pub struct WhisperRecognizer {
    worker: Worker,
    limits: Limits,
    expecting: Expecting,
    samples: Vec<f32>,
    /// Samples that the last guess had heard.
    guessed: usize,
    /// What the last guess cost.
    cost: Duration,
    guess: String,
    /// What is on sale, by the moments of a conversation in which it is named.
    names: Bias,
    bias: Bias,
    /// What may be spoken, and what is expected where that is known.
    languages: Vec<&'static str>,
    language: Option<&'static str>,
    /// What was heard up to the last pause.
    whole: Option<Result<Vec<Transcript>, RecognizerError>>,
}

impl std::fmt::Debug for WhisperRecognizer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("WhisperRecognizer").field("samples", &self.samples.len()).finish_non_exhaustive()
    }
}

impl WhisperRecognizer {
    /// Loads a ggml model. The languages are codes that whisper knows, such as `en`; of several it makes out which is spoken.
    ///
    /// # Errors
    /// [`RecognizerError::Model`] when the file is missing, cut, foreign, or does not know a language.
    pub fn open(model: &Path, languages: &[&str]) -> Result<Self, RecognizerError> {
        Self::with(Decoder::open(model, languages)?)
    }

    fn with(decoder: Decoder) -> Result<Self, RecognizerError> {
        Ok(Self {
            languages: decoder.languages().to_vec(),
            language: None,
            worker: Worker::start(decoder)?,
            limits: Limits::default(),
            expecting: Expecting::default(),
            samples: Vec::new(),
            guessed: 0,
            cost: Duration::ZERO,
            guess: String::new(),
            names: Bias::default(),
            bias: Bias::default(),
            whole: None,
        })
    }

    /// Sets how long decoding may take.
    pub fn set_limits(&mut self, limits: Limits) {
        self.limits = limits;
    }

    /// Words that were guessed since the last frame, when they are new.
    pub fn news(&mut self) -> Option<String> {
        let done = self.worker.poll()?;
        let text = done.heard.as_ref().ok().and_then(|heard| heard.first()).map(|best| best.text.clone());
        match done.aim {
            Aim::Guess => self.cost = done.cost,
            Aim::Whole => self.whole = Some(done.heard),
        }
        let text = text.filter(|text| *text != self.guess)?;
        self.guess.clone_from(&text);
        Some(text)
    }

    /// Words that interrupt are looked for ten times a second, which is too often for whisper.
    fn guesses(&self) -> bool {
        self.expecting != Expecting::Interruption
    }

    fn start(&mut self, aim: Aim) {
        self.guessed = self.samples.len();
        let (bias, samples) = (Arc::clone(&self.bias), self.samples.clone());
        self.worker.decode(samples, aim, (bias, self.language), self.limits.utterance);
    }
}

/// Whether products are named in this moment.
fn names_products(expecting: Expecting) -> bool {
    match expecting {
        Expecting::Wake | Expecting::Command | Expecting::Product | Expecting::Quantity | Expecting::Choice => true,
        Expecting::Reason | Expecting::Code | Expecting::Confirmation | Expecting::Interruption => false,
    }
}

impl Recognizer for WhisperRecognizer {
    /// whisper knows its words from its training; names of products it expects more than others.
    fn adopt(&mut self, vocabulary: &Vocabulary) -> Result<(), RecognizerError> {
        self.names = Arc::clone(&vocabulary.names);
        Ok(())
    }

    fn takes_the_whole_machine(&self) -> bool {
        true
    }

    fn expect_language(&mut self, language: Option<&str>) -> bool {
        self.language =
            language.and_then(|tag| self.languages.iter().find(|known| language::same(known, tag))).copied();
        self.language.is_some() == language.is_some()
    }

    fn begin(&mut self, expecting: Expecting) -> Result<(), RecognizerError> {
        self.expecting = expecting;
        self.bias = if names_products(expecting) { Arc::clone(&self.names) } else { Bias::default() };
        self.worker.cancel();
        self.samples.clear();
        self.guessed = 0;
        self.guess.clear();
        self.whole = None;
        // One slow moment does not turn guessing off for good.
        self.cost /= 2;
        Ok(())
    }

    fn accept(&mut self, frame: &Frame) -> Result<Option<String>, RecognizerError> {
        if self.samples.len() + frame.len() > LONGEST {
            return Err(RecognizerError::Engine("this was longer than a minute".to_owned()));
        }
        self.samples.extend(frame.iter().map(|sample| f32::from(*sample) / 32_768.0));
        let text = self.news();
        let fresh = Duration::from_secs_f64((self.samples.len() - self.guessed) as f64 / f64::from(SAMPLE_RATE));
        if self.guesses() && self.worker.aim().is_none() && fresh >= BETWEEN_GUESSES && self.cost <= self.limits.guess {
            self.start(Aim::Guess);
        }
        Ok(text)
    }

    /// The guess is made on the thread: it comes with a later frame.
    fn pause(&mut self) -> Result<Vec<Hypothesis>, RecognizerError> {
        self.whole = None;
        if self.guesses() {
            self.start(Aim::Whole);
        }
        Ok(Vec::new())
    }

    fn finish(&mut self) -> Result<Vec<Hypothesis>, RecognizerError> {
        if self.whole.is_none() {
            if self.worker.aim() != Some(Aim::Whole) {
                self.start(Aim::Whole);
            }
            self.whole = Some(self.worker.wait());
        }
        let heard = self.whole.take().unwrap_or_else(|| Ok(Vec::new()));
        self.begin(Expecting::default())?;
        Ok(heard?.into_iter().map(Transcript::into_hypothesis).collect())
    }
}
