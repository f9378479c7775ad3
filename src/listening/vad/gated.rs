//! Lets a detector rest while the room stays as it is, which it does most of the day: then listening costs next to nothing.
//!
//! Whoever begins to speak is louder than the room was. A frame that is not is no speech, where none was found lately. When
//! one is, the detector hears the frames from before first, as if it had listened all along.

use std::collections::VecDeque;

use super::Vad;
use crate::audio::{FRAME_SAMPLES, Frame};
use crate::listening::ListeningError;

/// Frames without speech after which it may rest, and in which the quietest is what the room is like: a second.
const SETTLED: usize = 32;

/// Frames from before that it hears first: half a second.
const BEFORE: usize = 16;

/// So many times the power of the quietest frame is more than what the room is like, 4 dB. Of steady noise no frame in a
/// thousand is.
const LOUDER: f32 = 2.5;

/// Nothing with less power than this is heard by anybody: two steps of the converter.
const NOTHING: f32 = 4.0;

/// From this probability on it may be the beginning of speech.
const PERHAPS: f32 = 0.1;

/// A detector that rests.
pub struct Gated {
    detector: Box<dyn Vad>,
    /// How loud the last frames were, as they are and without their low tones.
    powers: VecDeque<[f32; 2]>,
    /// Frames in a row that were no speech.
    quiet: usize,
    /// The last frames, where the detector has not heard them.
    unheard: VecDeque<Frame>,
}

impl Gated {
    /// Lets this one rest.
    #[must_use]
    pub fn over(detector: Box<dyn Vad>) -> Self {
        Self { detector, powers: VecDeque::new(), quiet: 0, unheard: VecDeque::new() }
    }

    /// Whether a frame is as the room was.
    fn is_as_before(&self, powers: [f32; 2]) -> bool {
        (0..powers.len()).all(|kind| {
            let quietest = self.powers.iter().map(|before| before[kind]).fold(f32::INFINITY, f32::min);
            powers[kind] <= (quietest * LOUDER).max(NOTHING)
        })
    }
}

impl Vad for Gated {
    fn speech_probability(&mut self, frame: &Frame) -> Result<Option<f32>, ListeningError> {
        let powers = powers(frame);
        let rests = self.quiet >= SETTLED && self.is_as_before(powers);
        if self.powers.len() == SETTLED {
            self.powers.pop_front();
        }
        self.powers.push_back(powers);
        if rests {
            if self.unheard.len() == BEFORE {
                self.unheard.pop_front();
            }
            self.unheard.push_back(*frame);
            return Ok(Some(0.0));
        }
        for before in self.unheard.drain(..) {
            self.detector.speech_probability(&before)?;
        }
        let probability = self.detector.speech_probability(frame)?;
        let is_quiet = probability.is_some_and(|probability| probability < PERHAPS);
        self.quiet = if is_quiet { self.quiet.saturating_add(1) } else { 0 };
        Ok(probability)
    }

    fn reset(&mut self) {
        self.detector.reset();
        self.powers.clear();
        self.quiet = 0;
        self.unheard.clear();
    }
}

/// The mean power of a frame around its mean, and of the steps from sample to sample: rumble hides a voice in the first, and
/// a hum that stands still in neither.
fn powers(frame: &Frame) -> [f32; 2] {
    let count = FRAME_SAMPLES as f32;
    let mean = frame.iter().map(|&sample| f32::from(sample)).sum::<f32>() / count;
    let power = frame.iter().map(|&sample| (f32::from(sample) - mean).powi(2)).sum::<f32>() / count;
    let step = |pair: &[i16]| f32::from(pair[1]) - f32::from(pair[0]);
    let steps = frame.windows(2).map(|pair| step(pair).powi(2)).sum::<f32>() / count;
    [power, steps]
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    /// Notes what it hears, and takes what is loud for speech.
    #[derive(Clone, Default)]
    struct Noting(Arc<Mutex<Vec<i16>>>);

    impl Vad for Noting {
        fn speech_probability(&mut self, frame: &Frame) -> Result<Option<f32>, ListeningError> {
            self.0.lock().unwrap().push(frame[0]);
            Ok(Some(if frame[0].unsigned_abs() > 1_000 { 0.9 } else { 0.01 }))
        }

        fn reset(&mut self) {
            self.0.lock().unwrap().clear();
        }
    }

    /// A tone of this loudness.
    fn frame(loudness: i16) -> Frame {
        std::array::from_fn(|at| if at % 2 == 0 { loudness } else { -loudness })
    }

    fn hear(gated: &mut Gated, loudness: impl IntoIterator<Item = i16>) -> Vec<f32> {
        loudness.into_iter().map(|one| gated.speech_probability(&frame(one)).unwrap().unwrap()).collect()
    }

    fn gated() -> (Gated, Noting) {
        let noting = Noting::default();
        (Gated::over(Box::new(noting.clone())), noting)
    }

    #[test]
    fn a_room_that_stays_as_it_is_is_judged_for_a_second_only() {
        for loudness in [0, 1, 100, 900] {
            let (mut gated, noting) = gated();
            assert!(hear(&mut gated, vec![loudness; 500]).iter().all(|probability| *probability < PERHAPS));
            assert_eq!(noting.0.lock().unwrap().len(), SETTLED, "{loudness}");
        }
    }

    #[test]
    fn what_is_louder_is_heard_behind_what_came_before_it() {
        let (mut gated, noting) = gated();
        hear(&mut gated, vec![100; 60]);
        // As loud as the room, each by a little of its own.
        hear(&mut gated, 101..131);
        noting.0.lock().unwrap().clear();
        assert_eq!(hear(&mut gated, [2_000]), [0.9]);
        assert_eq!(*noting.0.lock().unwrap(), (115..131).chain([2_000]).collect::<Vec<_>>());
    }

    #[test]
    fn while_somebody_speaks_and_for_a_second_after_it_every_frame_is_judged() {
        let (mut gated, noting) = gated();
        hear(&mut gated, vec![100; 60]);
        noting.0.lock().unwrap().clear();
        let speech = [2_000, 1_500, 100, 100, 1_200, 3_000].repeat(20);
        let heard = hear(&mut gated, speech.iter().copied().chain([100; 80]));
        assert_eq!(heard.iter().filter(|probability| **probability > 0.5).count(), 80);
        assert_eq!(noting.0.lock().unwrap().len(), BEFORE + speech.len() + SETTLED);
    }

    #[test]
    fn a_room_that_gets_louder_is_judged_until_it_is_known() {
        let (mut gated, noting) = gated();
        hear(&mut gated, vec![100; 60]);
        noting.0.lock().unwrap().clear();
        hear(&mut gated, vec![400; 200]);
        let judged = noting.0.lock().unwrap().len() - BEFORE;
        assert!((1..=SETTLED).contains(&judged), "{judged}");
    }

    #[test]
    fn a_reset_forgets_the_room() {
        let (mut gated, noting) = gated();
        hear(&mut gated, vec![100; 60]);
        gated.reset();
        hear(&mut gated, vec![100; 10]);
        assert_eq!(noting.0.lock().unwrap().len(), 10);
    }
}
