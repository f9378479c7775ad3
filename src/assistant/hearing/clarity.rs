//! How well an utterance was heard: the microphone nearest to a shopper hears it clearest, however loud it is set.

use crate::audio::Frame;

/// No room is quieter than this beside speech, dB.
const MOST_DB: f32 = 60.0;

/// The energy of an utterance and of the quietest moment of it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Clarity {
    energy: f32,
    frames: f32,
    quietest: Option<f32>,
}

impl Clarity {
    /// Takes one more frame of it.
    pub fn add(&mut self, frame: &Frame) {
        let energy = frame.iter().map(|sample| f32::from(*sample).powi(2)).sum::<f32>() / frame.len() as f32;
        self.energy += energy;
        self.frames += 1.0;
        self.quietest = Some(self.quietest.map_or(energy, |quietest| quietest.min(energy)));
    }

    /// How much louder than its quietest moment it is, dB.
    pub fn decibels(&self) -> f32 {
        let quietest = self.quietest.unwrap_or_default().max(1.0);
        let mean = (self.energy / self.frames.max(1.0)).max(1.0);
        (10.0 * (mean / quietest).log10()).clamp(0.0, MOST_DB)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audio::FRAME_SAMPLES;

    fn heard(speech: i16, noise: i16) -> f32 {
        let mut clarity = Clarity::default();
        clarity.add(&[noise; FRAME_SAMPLES]);
        clarity.add(&[speech + noise; FRAME_SAMPLES]);
        clarity.decibels()
    }

    #[test]
    fn the_nearer_microphone_hears_clearer_however_loud_it_is_set() {
        assert!(heard(4_000, 20) > heard(1_000, 20));
        assert!(heard(1_000, 5) > heard(4_000, 80));
        assert!((heard(2_000, 10) - heard(4_000, 20)).abs() < 0.1);
    }

    #[test]
    fn silence_and_nothing_are_heard_worst() {
        assert!(heard(0, 0) < 0.1 && Clarity::default().decibels() < 0.1);
        assert!(heard(i16::MAX, 0) <= MOST_DB);
    }
}
