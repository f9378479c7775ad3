//! Earcons: short sounds that say how far the assistant is, and what takes one out of what a microphone hears.
//!
//! Each is one or two notes in a Hann window: it begins and ends softly, and its spectrum is so narrow that a microphone
//! can do without it. Nobody has to wait for the end of one: what a shopper says meanwhile is heard.

use std::f32::consts::TAU;

use super::{Clip, FRAME_MS, Frame, SAMPLE_RATE};

/// What a sound says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Earcon {
    /// The microphone is open: two notes, the second higher.
    Listening,
    /// It was understood and takes a moment: one note.
    Understood,
    /// It was not understood: two notes, the second lower.
    Failed,
}

/// A note, and the half of it during which the one before still sounds.
const NOTE_MS: u32 = 100;
const OVERLAP_MS: u32 = 50;

/// The peak, as a part of full scale: quieter than speech.
const PEAK: f32 = 0.12;

impl Earcon {
    /// The pitch of its notes, Hz. Those of [`Earcon::Listening`] are above most of the energy of speech.
    const fn notes(self) -> &'static [f32] {
        match self {
            Self::Listening => &[1318.5, 1975.5],
            Self::Understood => &[987.8],
            Self::Failed => &[659.3, 440.0],
        }
    }

    /// Its sound, at [`SAMPLE_RATE`].
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "two notes at their peaks stay below full scale")]
    pub fn clip(self) -> Clip {
        let (length, step) = (samples(NOTE_MS), samples(NOTE_MS - OVERLAP_MS));
        let notes = self.notes();
        let mut sound = vec![0.0_f32; step * (notes.len() - 1) + length];
        for (index, pitch) in notes.iter().enumerate() {
            for (at, sample) in sound[index * step..][..length].iter_mut().enumerate() {
                let window = 0.5 - 0.5 * (TAU * at as f32 / length as f32).cos();
                *sample += PEAK * window * (TAU * pitch * at as f32 / SAMPLE_RATE as f32).sin();
            }
        }
        let samples = sound.iter().map(|sample| (sample * f32::from(i16::MAX)) as i16).collect();
        Clip { samples, rate: SAMPLE_RATE }
    }
}

const fn samples(ms: u32) -> usize {
    (ms * SAMPLE_RATE / 1000) as usize
}

/// For so long after it was sent to a loudspeaker an earcon may still reach the microphone: its own length, the buffers
/// of the sound system on both ways, and the room.
const HEARD_MS: u32 = 800;

/// How much of the spectrum around a note is taken out, Hz.
const BANDWIDTH: f32 = 150.0;

/// Takes an earcon out of what a microphone hears while it may sound, whenever exactly that is, and however loud. Speech
/// loses two bands of 150 Hz for 0.8 s.
#[derive(Debug, Clone)]
pub struct EarconFilter {
    notches: Vec<Notch>,
    frames_left: u32,
}

impl EarconFilter {
    /// From the moment on in which the earcon is sent to the loudspeaker.
    #[must_use]
    pub fn new(earcon: Earcon) -> Self {
        // Two for each note: one alone lets the edges of the note through.
        let notches = earcon.notes().iter().flat_map(|pitch| [Notch::at(*pitch), Notch::at(*pitch)]).collect();
        Self { notches, frames_left: HEARD_MS.div_ceil(FRAME_MS) }
    }

    /// Takes it out of the next frame. Once it cannot be heard any more, frames stay as they are.
    #[expect(clippy::cast_possible_truncation, reason = "`as` limits to full scale")]
    pub fn clean(&mut self, frame: &mut Frame) {
        if self.frames_left == 0 {
            return;
        }
        self.frames_left -= 1;
        for sample in frame {
            let heard = self.notches.iter_mut().fold(f32::from(*sample), |heard, notch| notch.pass(heard));
            *sample = heard.round() as i16;
        }
    }
}

/// A notch filter of second order, from the Audio EQ Cookbook (R. Bristow-Johnson), in direct form 1.
#[derive(Debug, Clone, Default)]
struct Notch {
    cosine: f32,
    alpha: f32,
    inputs: [f32; 2],
    outputs: [f32; 2],
}

impl Notch {
    fn at(pitch: f32) -> Self {
        let omega = TAU * pitch / SAMPLE_RATE as f32;
        // sin ω / 2Q with Q = pitch / bandwidth.
        Self { cosine: omega.cos(), alpha: omega.sin() * BANDWIDTH / (2.0 * pitch), ..Self::default() }
    }

    fn pass(&mut self, input: f32) -> f32 {
        let [x1, x2] = self.inputs;
        let [y1, y2] = self.outputs;
        let forward = input - 2.0 * self.cosine * x1 + x2;
        let back = 2.0 * self.cosine * y1 - (1.0 - self.alpha) * y2;
        let output = (forward + back) / (1.0 + self.alpha);
        (self.inputs, self.outputs) = ([input, x1], [output, y1]);
        output
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audio::FRAME_SAMPLES;

    const ALL: [Earcon; 3] = [Earcon::Listening, Earcon::Understood, Earcon::Failed];

    fn energy(sound: &[i16]) -> f64 {
        sound.iter().map(|&sample| f64::from(sample).powi(2)).sum()
    }

    /// What is left of a sound that begins so many samples after the earcon was sent.
    fn cleaned(sound: &[i16], delay: usize) -> Vec<i16> {
        let mut heard = vec![0; delay];
        heard.extend_from_slice(sound);
        heard.resize(heard.len().next_multiple_of(FRAME_SAMPLES) + 2 * FRAME_SAMPLES, 0);
        let mut filter = EarconFilter::new(Earcon::Listening);
        for frame in heard.chunks_exact_mut(FRAME_SAMPLES) {
            let mut whole: Frame = frame.try_into().unwrap();
            filter.clean(&mut whole);
            frame.copy_from_slice(&whole);
        }
        heard
    }

    #[test]
    fn each_is_short_soft_and_quieter_than_speech() {
        for earcon in ALL {
            let clip = earcon.clip();
            assert!((80..=200).contains(&clip.duration_ms()), "{earcon:?}");
            let peak = clip.samples.iter().map(|sample| sample.unsigned_abs()).max().unwrap();
            assert!((2_000..10_000).contains(&peak), "{earcon:?}: {peak}");
            let edge = samples(4);
            let (first, last) = (&clip.samples[..edge], &clip.samples[clip.samples.len() - edge..]);
            assert!(first.iter().chain(last).all(|sample| sample.unsigned_abs() < peak / 20), "{earcon:?}");
        }
    }

    #[test]
    fn each_sounds_like_no_other() {
        for (one, other) in [(0, 1), (0, 2), (1, 2)] {
            let (one, other) = (ALL[one].clip().samples, ALL[other].clip().samples);
            let product: f64 = one.iter().zip(&other).map(|(&a, &b)| f64::from(a) * f64::from(b)).sum();
            assert!(product.abs() / (energy(&one) * energy(&other)).sqrt() < 0.2);
        }
    }

    #[test]
    fn the_microphone_does_without_it_whenever_it_comes_and_however_loud() {
        for delay in [0, 100, 1_999, 8_000] {
            for louder in [0.0, 12.0] {
                let sound = crate::audio::gain::amplified(Earcon::Listening.clip(), louder).samples;
                let left = energy(&cleaned(&sound, delay)) / energy(&sound);
                assert!(left < 0.001, "{delay} samples later and {louder} dB louder: {left}");
            }
        }
    }

    #[test]
    fn another_sound_is_left_alone_and_everything_is_afterwards() {
        let other = Earcon::Failed.clip().samples;
        let kept = energy(&cleaned(&other, 0)) / energy(&other);
        assert!((0.9..1.1).contains(&kept), "{kept}");
        let long_after = cleaned(&Earcon::Listening.clip().samples, samples(HEARD_MS) + FRAME_SAMPLES);
        assert!(energy(&long_after) > 0.99 * energy(&Earcon::Listening.clip().samples));
    }
}
