//! Frames in, utterances out: where speech starts, where it ends, and when there was none.

pub mod endpointer;
pub mod vad;

use crate::audio::Frame;

/// What became of the frames so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listened {
    /// Speech began: these frames are its beginning, the pre-roll first.
    Started(Vec<Frame>),
    /// One more frame of the same utterance.
    Continued(Frame),
    /// The utterance is complete.
    Ended(Ending),
    /// Nobody spoke within the time that was allowed.
    NoInput,
}

/// Why an utterance ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The shopper fell silent.
    Silence,
    /// The cap on the length of an utterance was reached.
    Cap,
    /// The recording or the device ended.
    EndOfAudio,
}

/// What can go wrong while listening.
#[derive(Debug, thiserror::Error)]
pub enum ListeningError {
    /// The voice activity network could not be loaded.
    #[error("voice activity detection: {0}")]
    Vad(String),
}
