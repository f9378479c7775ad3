//! Where an utterance starts and ends: a state machine over frames and how likely each of them is speech.

use std::collections::VecDeque;

use super::{Ending, Listened, Patience};
use crate::audio::{FRAME_MS, Frame};
use crate::config::ListeningConfig;

/// Frames of speech in a row that begin an utterance: 96 ms. Clicks and knocks are shorter.
pub const START_FRAMES: usize = 3;

/// Once somebody speaks, this much less likely is still speech: the same step as Silero's own endpointing.
const HYSTERESIS: f32 = 0.15;

/// Decides from frame to frame.
#[derive(Debug)]
pub struct Endpointer {
    threshold: f32,
    pre_roll: usize,
    /// Frames of silence that end an utterance …
    end_silence: u32,
    /// … of which everything was said …
    whole_silence: u32,
    /// … or the end is missing.
    unfinished_silence: u32,
    cap: u32,
    no_input: u32,

    state: State,
    /// Frames of silence until nobody's answer is an answer; `None` when none is expected.
    patience: Option<u32>,
}

#[derive(Debug)]
enum State {
    /// Nobody speaks. The last frames, and how many of speech in a row they end with.
    Waiting { recent: VecDeque<Frame>, run: usize },
    /// Somebody speaks: frames so far, how many of silence in a row they end with, and how many end it.
    Speaking { length: u32, silence: u32, enough: u32 },
}

impl State {
    fn waiting() -> Self {
        Self::Waiting { recent: VecDeque::new(), run: 0 }
    }
}

impl Endpointer {
    /// Times are rounded up to whole frames; an utterance is never shorter than its beginning. Nobody is waited for longer
    /// who has said everything than who may have, nor shorter who has not.
    #[must_use]
    pub fn new(config: &ListeningConfig) -> Self {
        let frames = |ms: u32| ms.div_ceil(FRAME_MS);
        Self {
            threshold: config.threshold,
            pre_roll: frames(config.pre_roll_ms.min(config.cap_ms)) as usize,
            end_silence: frames(config.end_silence_ms).max(1),
            whole_silence: frames(config.whole_silence_ms.min(config.end_silence_ms)).max(1),
            unfinished_silence: frames(config.unfinished_silence_ms.max(config.end_silence_ms)).max(1),
            cap: frames(config.cap_ms),
            no_input: frames(config.no_input_ms),
            state: State::waiting(),
            patience: None,
        }
    }

    /// Whether an utterance has begun and not ended.
    #[must_use]
    pub const fn is_in_utterance(&self) -> bool {
        matches!(self.state, State::Speaking { .. })
    }

    /// Begins anew: whatever was going on is forgotten. With `answer_expected`, too long a silence is
    /// [`Listened::NoInput`], once.
    pub fn begin(&mut self, answer_expected: bool) {
        self.state = State::waiting();
        self.patience = answer_expected.then_some(self.no_input);
    }

    /// Takes a frame and how likely it is speech. `None`, unknown, is neither speech nor silence.
    pub fn accept(&mut self, frame: Frame, probability: Option<f32>) -> Vec<Listened> {
        match &mut self.state {
            State::Waiting { recent, run } => {
                if recent.len() == self.pre_roll + START_FRAMES {
                    recent.pop_front();
                }
                recent.push_back(frame);
                match probability.map(|probability| probability >= self.threshold) {
                    Some(true) => *run += 1,
                    Some(false) => *run = 0,
                    None => {}
                }
                if *run >= START_FRAMES {
                    let beginning = Vec::from(std::mem::take(recent));
                    let length = beginning.len() as u32;
                    self.state = State::Speaking { length, silence: 0, enough: self.end_silence };
                    self.patience = None;
                    return self.with_end(Listened::Started(beginning));
                }
                if probability.is_some() && *run == 0 {
                    return self.wait_for_answer();
                }
                Vec::new()
            }
            State::Speaking { length, silence, enough } => {
                *length += 1;
                match probability.map(|probability| probability >= self.threshold - HYSTERESIS) {
                    Some(true) => (*silence, *enough) = (0, self.end_silence),
                    Some(false) => *silence += 1,
                    None => return self.with_end(Listened::Continued(frame)),
                }
                let paused = *silence == self.whole_silence;
                let mut listened = self.with_end(Listened::Continued(frame));
                if paused && listened.len() == 1 {
                    listened.push(Listened::Paused);
                }
                listened
            }
        }
    }

    /// How much silence ends the utterance that paused: until speech goes on, this counts. The end, when there was that
    /// much already.
    pub fn wait(&mut self, patience: Patience) -> Option<Listened> {
        let State::Speaking { enough, .. } = &mut self.state else { return None };
        *enough = match patience {
            Patience::Short => self.whole_silence,
            Patience::Usual => self.end_silence,
            Patience::Long => self.unfinished_silence,
        };
        self.end()
    }

    /// There will be no more frames: an utterance that is going on ends here.
    pub fn end_of_audio(&mut self) -> Option<Listened> {
        let ended = match self.state {
            State::Waiting { .. } => None,
            State::Speaking { silence, .. } => {
                Some(Listened::Ended { ending: Ending::EndOfAudio, silence_ms: silence * FRAME_MS })
            }
        };
        self.begin(false);
        ended
    }

    /// This result, and the end of the utterance when it has come.
    fn with_end(&mut self, listened: Listened) -> Vec<Listened> {
        std::iter::once(listened).chain(self.end()).collect()
    }

    /// The end of the utterance when it has come.
    fn end(&mut self) -> Option<Listened> {
        let State::Speaking { length, silence, enough } = self.state else { return None };
        let ending = match () {
            () if silence >= enough => Ending::Silence,
            () if length >= self.cap => Ending::Cap,
            () => return None,
        };
        self.state = State::waiting();
        Some(Listened::Ended { ending, silence_ms: silence * FRAME_MS })
    }

    fn wait_for_answer(&mut self) -> Vec<Listened> {
        match self.patience {
            Some(left) if left > 1 => self.patience = Some(left - 1),
            Some(_) => {
                self.patience = None;
                return vec![Listened::NoInput];
            }
            None => {}
        }
        Vec::new()
    }
}

#[cfg(test)]
mod tests;
