//! Several suppressors at once: each spoils other parts of the speech, and the mean of them little.

use std::collections::VecDeque;

use super::{NoiseSuppressor, SuppressionError};
use crate::audio::Frame;

/// The mean of what several suppressors leave.
pub struct Mean {
    /// Each with what the slowest one has not given yet.
    parts: Vec<(Box<dyn NoiseSuppressor>, VecDeque<i16>)>,
}

impl Mean {
    /// All of these at once.
    #[must_use]
    pub fn of(suppressors: Vec<Box<dyn NoiseSuppressor>>) -> Self {
        let mut mean = Self { parts: suppressors.into_iter().map(|part| (part, VecDeque::new())).collect() };
        mean.reset();
        mean
    }
}

impl NoiseSuppressor for Mean {
    #[expect(clippy::cast_possible_truncation, reason = "a mean of samples is one")]
    fn suppress(&mut self, frame: &mut Frame) -> Result<(), SuppressionError> {
        let count = self.parts.len().max(1) as f32;
        let mut sum = [0.0; crate::audio::FRAME_SAMPLES];
        for (suppressor, waiting) in &mut self.parts {
            let mut quiet = *frame;
            suppressor.suppress(&mut quiet)?;
            waiting.extend(quiet);
            let ready = waiting.drain(..quiet.len());
            sum.iter_mut().zip(ready).for_each(|(sum, sample)| *sum += f32::from(sample));
        }
        frame.iter_mut().zip(sum).for_each(|(sample, sum)| *sample = (sum / count).round() as i16);
        Ok(())
    }

    fn delay(&self) -> usize {
        self.parts.iter().map(|(suppressor, _)| suppressor.delay()).max().unwrap_or(0)
    }

    fn reset(&mut self) {
        let delay = self.delay();
        for (suppressor, waiting) in &mut self.parts {
            suppressor.reset();
            *waiting = VecDeque::from(vec![0; delay - suppressor.delay()]);
        }
    }
}
