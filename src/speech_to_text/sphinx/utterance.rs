//! What was said, as it came and without the noise.

use crate::audio::noise_suppression::{NoiseSuppressor, SuppressionError};
use crate::audio::{Frame, SAMPLE_RATE};
use crate::speech_to_text::RecognizerError;

/// The longest utterance that is taken, samples: a minute. The library ends the process at five.
const LONGEST: usize = 60 * SAMPLE_RATE as usize;

/// An utterance that grows frame by frame.
#[derive(Default)]
pub(super) struct Utterance {
    suppressed: Vec<Suppressed>,
    raw: Vec<i16>,
    /// Whether the noise is taken out of this one.
    suppress: bool,
}

/// What a noise suppressor leaves.
struct Suppressed {
    suppressor: Box<dyn NoiseSuppressor>,
    quiet: Vec<i16>,
}

impl Utterance {
    /// One that is heard through these suppressors.
    pub(super) fn through(suppressors: Vec<Box<dyn NoiseSuppressor>>) -> Self {
        let suppressed = suppressors.into_iter().map(|suppressor| Suppressed { suppressor, quiet: Vec::new() });
        Self { suppressed: suppressed.collect(), ..Self::default() }
    }

    /// Begins anew; with `suppress`, the noise is taken out of what follows.
    pub(super) fn begin(&mut self, suppress: bool) {
        self.raw.clear();
        self.suppress = suppress && !self.suppressed.is_empty();
        for Suppressed { suppressor, quiet } in &mut self.suppressed {
            suppressor.reset();
            quiet.clear();
        }
    }

    /// Forgets it.
    pub(super) fn clear(&mut self) {
        self.begin(false);
    }

    /// Takes a frame.
    pub(super) fn take(&mut self, frame: &Frame) -> Result<(), RecognizerError> {
        if self.raw.len() + frame.len() > LONGEST {
            return Err(RecognizerError::Engine("this was longer than a minute".to_owned()));
        }
        self.raw.extend_from_slice(frame);
        if self.suppress
            && let Err(error) = self.suppressed.iter_mut().try_for_each(|suppressed| suppressed.take(frame))
        {
            tracing::warn!("{error}; this is heard with its noise");
            self.suppress = false;
        }
        Ok(())
    }

    /// The sound as it came.
    pub(super) fn raw(&self) -> &[i16] {
        &self.raw
    }

    /// What the first suppressor leaves, where that was asked for and can be had; else the sound as it came.
    pub(super) fn through_first(&self) -> &[i16] {
        match self.suppressed.first() {
            Some(first) if self.suppress => &first.quiet,
            _ => &self.raw,
        }
    }

    /// The mean of what all suppressors leave, as late as the slowest of them; `None` where there are not several.
    #[expect(clippy::cast_possible_truncation, reason = "a mean of samples is one")]
    pub(super) fn through_all(&self) -> Option<Vec<i16>> {
        if !self.suppress || self.suppressed.len() < 2 {
            return None;
        }
        let slowest = self.suppressed.iter().map(|part| part.suppressor.delay()).max()?;
        let mut sums = vec![0.0_f32; self.raw.len()];
        for Suppressed { suppressor, quiet } in &self.suppressed {
            let in_time = sums.iter_mut().skip(slowest - suppressor.delay());
            in_time.zip(quiet).for_each(|(sum, sample)| *sum += f32::from(*sample));
        }
        let count = self.suppressed.len() as f32;
        Some(sums.into_iter().map(|sum| (sum / count).round() as i16).collect())
    }
}

impl Suppressed {
    fn take(&mut self, frame: &Frame) -> Result<(), SuppressionError> {
        let mut quiet = *frame;
        self.suppressor.suppress(&mut quiet)?;
        self.quiet.extend_from_slice(&quiet);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audio::FRAME_SAMPLES;

    /// Gives a frame back so many samples late and so many times as loud.
    struct Late(Vec<i16>, usize, i16);

    impl NoiseSuppressor for Late {
        fn suppress(&mut self, frame: &mut Frame) -> Result<(), SuppressionError> {
            if frame[0] == i16::MIN {
                return Err(SuppressionError::Failed("it is too loud".to_owned()));
            }
            self.0.extend(*frame);
            let ready: Vec<i16> = self.0.drain(..FRAME_SAMPLES).collect();
            frame.iter_mut().zip(ready).for_each(|(sample, ready)| *sample = ready * self.2);
            Ok(())
        }

        fn delay(&self) -> usize {
            self.1
        }

        fn reset(&mut self) {
            self.0 = vec![0; self.1];
        }
    }

    fn late(samples: usize, times: i16) -> Box<dyn NoiseSuppressor> {
        Box::new(Late(vec![0; samples], samples, times))
    }

    fn counting() -> Frame {
        std::array::from_fn(|at| at as i16)
    }

    #[test]
    fn the_mean_of_several_is_as_late_as_the_slowest() {
        let mut utterance = Utterance::through(vec![late(3, 1), late(5, 3)]);
        utterance.begin(true);
        utterance.take(&counting()).unwrap();
        assert_eq!(utterance.through_first()[..6], [0, 0, 0, 0, 1, 2]);
        assert_eq!(utterance.through_all().unwrap()[..9], [0, 0, 0, 0, 0, 0, 2, 4, 6]);
        utterance.begin(true);
        utterance.take(&counting()).unwrap();
        assert_eq!(utterance.through_all().unwrap().len(), FRAME_SAMPLES);
    }

    #[test]
    fn without_suppression_the_sound_is_as_it_came() {
        let mut utterance = Utterance::through(vec![late(3, 1), late(5, 3)]);
        utterance.begin(false);
        utterance.take(&counting()).unwrap();
        assert_eq!(utterance.through_first(), counting());
        assert_eq!(utterance.through_all(), None);
        let mut one = Utterance::through(vec![late(3, 1)]);
        one.begin(true);
        one.take(&counting()).unwrap();
        assert_eq!(one.through_all(), None);
    }

    #[test]
    fn a_suppressor_that_fails_leaves_the_sound_as_it_came() {
        let mut utterance = Utterance::through(vec![late(3, 1), late(5, 3)]);
        utterance.begin(true);
        utterance.take(&[i16::MIN; FRAME_SAMPLES]).unwrap();
        utterance.take(&counting()).unwrap();
        assert_eq!(utterance.through_first(), utterance.raw());
        assert_eq!(utterance.through_all(), None);
        assert_eq!(utterance.raw().len(), 2 * FRAME_SAMPLES);
    }
}
