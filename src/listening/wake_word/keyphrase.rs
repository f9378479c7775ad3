//! Any phrase without training: PocketSphinx looks whether a stretch of speech begins with it, and a second time whether
//! other words fit better.

use std::collections::VecDeque;
use std::path::Path;

use super::{Detection, WakeWord, WakeWordError, needed_at, wakes_from};
use crate::audio::{FRAME_SAMPLES, Frame};
use crate::listening::vad::Vad;
use crate::speech_to_text::Pronounce;
use crate::speech_to_text::sphinx::phrase::PhraseSearch;

/// Sound before the first speech that is looked at too: 320 ms.
const PRE_ROLL: usize = 10;

/// Frames of speech in a row that begin a stretch: 96 ms.
const START_FRAMES: usize = 3;

/// Frames of silence that end one: 256 ms.
const PAUSE_FRAMES: usize = 8;

/// As long as a phrase is waited for from the beginning of a stretch on, frames: 2.2 s. Whoever speaks longer was not
/// calling.
const LONGEST: usize = 70;

/// Speech from this probability on.
const SPEECH: f32 = 0.5;

/// From this confidence on, at a sensitivity of 0.5.
const THRESHOLD: f32 = 0.5;

/// The engine.
pub struct Keyphrase {
    search: PhraseSearch,
    vad: Box<dyn Vad>,
    needed: f32,
    state: State,
    best: Option<Detection>,
}

enum State {
    /// Nobody speaks: the last frames, and how many of speech in a row they end with.
    Waiting { recent: VecDeque<Frame>, run: usize },
    /// Somebody speaks: everything since then, and how many frames of silence in a row it ends with.
    Speaking { samples: Vec<i16>, silence: usize },
    /// This stretch was judged; frames of silence in a row.
    Judged { silence: usize },
}

impl State {
    fn waiting() -> Self {
        Self::Waiting { recent: VecDeque::new(), run: 0 }
    }
}

impl Keyphrase {
    /// Takes PocketSphinx's model from a folder, and a detector for where speech begins.
    ///
    /// # Errors
    /// [`WakeWordError::Engine`] when the model cannot be used, or a phrase cannot be said.
    pub fn open(
        model: &Path,
        phrases: &[String],
        pronounce: Option<&Pronounce>,
        vad: Box<dyn Vad>,
        sensitivity: f32,
    ) -> Result<Self, WakeWordError> {
        let search = PhraseSearch::open(model, phrases, pronounce);
        Ok(Self {
            search: search.map_err(|error| WakeWordError::Engine(error.to_string()))?,
            vad,
            needed: needed_at(sensitivity, THRESHOLD),
            state: State::waiting(),
            best: None,
        })
    }

    fn judge(&mut self, samples: &[i16]) -> Result<Option<Detection>, WakeWordError> {
        let judged = self.search.judge(samples).map_err(|error| WakeWordError::Engine(error.to_string()))?;
        let Some(opening) = judged else { return Ok(None) };
        let (score, ago) = (opening.confidence, samples.len().saturating_sub(opening.end));
        let heard = Detection { phrase: opening.phrase, score, wakes_from: wakes_from(score, THRESHOLD), ago };
        if heard.beats(self.best.as_ref()) {
            self.best = Some(heard.clone());
        }
        Ok(Some(heard).filter(|heard| heard.score > self.needed))
    }
}

impl WakeWord for Keyphrase {
    fn accept(&mut self, frame: &Frame) -> Result<Option<Detection>, WakeWordError> {
        let probability =
            self.vad.speech_probability(frame).map_err(|error| WakeWordError::Engine(error.to_string()))?;
        let speech = probability.is_some_and(|probability| probability >= SPEECH);
        match &mut self.state {
            State::Waiting { recent, run } => {
                recent.push_back(*frame);
                if recent.len() > PRE_ROLL + START_FRAMES {
                    recent.pop_front();
                }
                *run = if speech { *run + 1 } else { 0 };
                if *run >= START_FRAMES {
                    let samples = recent.iter().flatten().copied().collect();
                    self.state = State::Speaking { samples, silence: 0 };
                }
                Ok(None)
            }
            State::Speaking { samples, silence } => {
                samples.extend_from_slice(frame);
                *silence = if speech { 0 } else { *silence + 1 };
                if *silence < PAUSE_FRAMES && samples.len() < LONGEST * FRAME_SAMPLES {
                    return Ok(None);
                }
                let (samples, silence) = (std::mem::take(samples), *silence);
                self.state = State::Judged { silence };
                self.judge(&samples)
            }
            State::Judged { silence } => {
                *silence = if speech { 0 } else { *silence + 1 };
                if *silence >= PAUSE_FRAMES {
                    self.state = State::waiting();
                }
                Ok(None)
            }
        }
    }

    fn best(&mut self) -> Option<Detection> {
        self.best.take()
    }

    fn reset(&mut self) -> Result<(), WakeWordError> {
        self.vad.reset();
        self.state = State::waiting();
        self.best = None;
        Ok(())
    }
}
