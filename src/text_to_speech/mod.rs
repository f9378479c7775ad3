//! Reply text to sound, sentence by sentence.

#[cfg(feature = "espeak")]
pub mod espeak;
#[cfg(feature = "piper")]
pub mod piper;
pub mod sentences;
pub mod spoken;

use std::path::PathBuf;

use crate::audio::Clip;

/// A voice.
pub trait Synthesizer: Send {
    /// Its name, for the line that says which voice speaks.
    fn name(&self) -> &str;

    /// Says one sentence, which is already in spoken form (see [`spoken`]).
    ///
    /// # Errors
    /// [`SynthesizerError::Engine`]
    fn synthesize(&mut self, sentence: &str) -> Result<Clip, SynthesizerError>;
}

/// What can go wrong while speaking.
#[derive(Debug, thiserror::Error)]
pub enum SynthesizerError {
    /// A voice is missing, cut or no voice.
    #[error("voice {}: {reason}", path.display())]
    Voice {
        /// Its file.
        path: PathBuf,
        /// What is wrong and what to do.
        reason: String,
    },
    /// The engine failed on this sentence.
    #[error("the voice failed: {0}")]
    Engine(String),
}
