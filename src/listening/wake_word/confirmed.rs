//! A second look at what an engine heard: before a wake counts, somebody must have been speaking.

use std::collections::VecDeque;

use super::{Detection, WakeWord, WakeWordError};
use crate::audio::Frame;
use crate::listening::vad::Vad;

/// Frames that are looked at again: 1.3 s, as long as a phrase is.
const LOOK_BACK: usize = 40;

/// How many of them must be speech: a fifth of a second. Nobody says a phrase faster.
const LEAST_SPEECH: usize = 6;

/// Speech from this probability on.
const SPEECH: f32 = 0.5;

/// An engine whose detections count only where a detector of voice activity finds speech in the same sound. The
/// detector runs only then, so that waiting costs no more than the engine does.
pub struct Confirmed {
    engine: Box<dyn WakeWord>,
    vad: Box<dyn Vad>,
    recent: VecDeque<Frame>,
}

impl Confirmed {
    /// Confirms what this engine hears with this detector.
    #[must_use]
    pub fn new(engine: Box<dyn WakeWord>, vad: Box<dyn Vad>) -> Self {
        Self { engine, vad, recent: VecDeque::with_capacity(LOOK_BACK + 1) }
    }

    fn somebody_spoke(&mut self) -> Result<bool, WakeWordError> {
        self.vad.reset();
        let mut speech = 0;
        for frame in &self.recent {
            let judged = self.vad.speech_probability(frame);
            let probability = judged.map_err(|error| WakeWordError::Engine(error.to_string()))?;
            speech += usize::from(probability.is_some_and(|probability| probability >= SPEECH));
        }
        Ok(speech >= LEAST_SPEECH)
    }
}

impl WakeWord for Confirmed {
    fn accept(&mut self, frame: &Frame) -> Result<Option<Detection>, WakeWordError> {
        self.recent.push_back(*frame);
        if self.recent.len() > LOOK_BACK {
            self.recent.pop_front();
        }
        let Some(heard) = self.engine.accept(frame)? else { return Ok(None) };
        if self.somebody_spoke()? {
            return Ok(Some(heard));
        }
        tracing::debug!(phrase = heard.phrase, score = heard.score, "a wake word without a voice");
        Ok(None)
    }

    fn best(&mut self) -> Option<Detection> {
        self.engine.best()
    }

    fn reset(&mut self) -> Result<(), WakeWordError> {
        self.recent.clear();
        self.engine.reset()
    }
}
