//! Wake words: whether somebody said the phrase that opens a session.

#[cfg(feature = "wake-word")]
pub mod front_end;
#[cfg(feature = "sphinx")]
pub mod keyphrase;
#[cfg(feature = "wake-word")]
pub mod neural;
#[cfg(feature = "wake-word")]
mod tflite;

use std::path::PathBuf;

use crate::audio::Frame;

/// A phrase that was heard.
#[derive(Debug, Clone, PartialEq)]
pub struct Detection {
    /// The phrase, as it is configured.
    pub phrase: String,
    /// How sure it is, 0 to 1.
    pub score: f32,
    /// How many samples ago it ended.
    pub ago: usize,
}

/// Listens for wake phrases, frame after frame.
pub trait WakeWord: Send {
    /// Takes a frame. A detection when with it a phrase was heard; the same phrase is one detection.
    ///
    /// # Errors
    /// [`WakeWordError::Engine`] when the engine fails; the frame is lost, the next one is not.
    fn accept(&mut self, frame: &Frame) -> Result<Option<Detection>, WakeWordError>;

    /// What came nearest to a phrase since this was asked last, whether or not it was near enough.
    fn best(&mut self) -> Option<Detection>;

    /// Forgets what came before: the next frame begins something new.
    ///
    /// # Errors
    /// [`WakeWordError::Engine`] when the engine cannot begin anew.
    fn reset(&mut self) -> Result<(), WakeWordError>;
}

/// What can go wrong with wake words.
#[derive(Debug, thiserror::Error)]
pub enum WakeWordError {
    /// There is no TensorFlow Lite.
    #[error("TensorFlow Lite is in no models folder; `scripts/setup` puts it there")]
    NoLibrary,
    /// The library is cut, too old or something else.
    #[error("TensorFlow Lite {}: {reason}; `scripts/setup` puts it in place", path.display())]
    Library {
        /// Its file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// A model is missing, cut or no model.
    #[error("model {}: {reason}; `scripts/setup` puts its own models in place again", path.display())]
    Model {
        /// Its file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// An engine failed.
    #[error("the wake word: {0}")]
    Engine(String),
}

/// A threshold moved by the sensitivity, 0 to 1: at 0.5 it stays, at 0 and 1 its odds are seven times higher and lower.
#[must_use]
pub fn at_sensitivity(threshold: f32, sensitivity: f32) -> f32 {
    let logit = (threshold / (1.0 - threshold)).ln() + STEEPNESS * (0.5 - sensitivity);
    1.0 / (1.0 + (-logit).exp())
}

/// How much the logarithm of the odds moves from a sensitivity of 0 to one of 1.
const STEEPNESS: f32 = 4.0;
