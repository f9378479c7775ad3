//! Voice activity by loudness: how far a frame stands out from the quietest moment of the last seconds.
//!
//! Steady noise never stands out, however loud it is; speech does, because it has gaps. What is loud and unsteady but no
//! speech is taken for speech: that is what the Silero network is better at.

use std::collections::VecDeque;

use super::Vad;
use crate::audio::{FRAME_SAMPLES, Frame};
use crate::listening::ListeningError;

/// Frames in which the noise floor is looked for: 3 s.
const FLOOR_FRAMES: usize = 94;

/// Frames after a reset that are needed before there is a floor.
const WARM_UP: usize = 8;

/// Decibels over the floor at which speech is as likely as not, and the step to 73 %.
const EVEN_DB: f32 = 10.0;
const STEP_DB: f32 = 2.0;

/// Quieter than this, in decibels of full scale, nothing is speech.
const SILENCE_DB: f32 = -60.0;

/// The detector with the loudness of the last frames.
#[derive(Debug, Default)]
pub struct Energy {
    /// Decibels of full scale, the latest last.
    loudness: VecDeque<f32>,
}

impl Vad for Energy {
    fn speech_probability(&mut self, frame: &Frame) -> Result<Option<f32>, ListeningError> {
        let loudness = decibels(frame);
        if self.loudness.len() == FLOOR_FRAMES {
            self.loudness.pop_front();
        }
        self.loudness.push_back(loudness);
        if self.loudness.len() <= WARM_UP {
            return Ok(None);
        }
        let floor = self.loudness.iter().copied().fold(f32::INFINITY, f32::min).max(SILENCE_DB);
        Ok(Some(1.0 / (1.0 + ((EVEN_DB - (loudness - floor)) / STEP_DB).exp())))
    }

    fn reset(&mut self) {
        self.loudness.clear();
    }
}

/// The power of a frame around its mean, in decibels of full scale.
fn decibels(frame: &Frame) -> f32 {
    let mean = frame.iter().map(|&sample| f32::from(sample)).sum::<f32>() / FRAME_SAMPLES as f32;
    let power = frame.iter().map(|&sample| (f32::from(sample) - mean).powi(2)).sum::<f32>() / FRAME_SAMPLES as f32;
    10.0 * (power / 32_768.0_f32.powi(2)).max(f32::MIN_POSITIVE).log10()
}
