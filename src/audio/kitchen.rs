//! The noise of a kitchen, made up: what recordings are mixed with to measure how well commands are heard in noise.
//!
//! A fan and a refrigerator that hum, a room, water that runs, and crockery. The same seed makes the same noise.

use std::f32::consts::TAU;

use super::SAMPLE_RATE;

/// How loud each part is against the room, dB: hum, water, crockery.
const HUM_DB: f32 = -6.0;
const WATER_DB: f32 = -2.0;
const CROCKERY_DB: f32 = -4.0;

/// Pieces of crockery that are touched a second, on average.
const TOUCHES_PER_SECOND: f32 = 2.5;

/// Samples over which loudness is judged: 20 ms.
const WINDOW: usize = SAMPLE_RATE as usize / 50;

/// Windows so far below the loudest ones are pauses between words, dB.
const PAUSE_DB: f32 = 25.0;

/// The recording with this noise under its speech: `snr_db` is the power of the speech, without its pauses, against
/// that of all of the noise, in decibels. Where the sum would be beyond full scale, all of it is made quieter.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "scaled to full scale before")]
pub fn under(speech: &[i16], snr_db: f32, seed: u64) -> Vec<i16> {
    let noise = noise(speech.len(), seed);
    let level = (active_power(speech) / power(&noise).max(f32::MIN_POSITIVE)).sqrt() * amplitude(-snr_db);
    let sum: Vec<f32> = speech.iter().zip(&noise).map(|(&sample, noise)| f32::from(sample) + level * noise).collect();
    let peak = sum.iter().fold(0.0_f32, |peak, sample| peak.max(sample.abs()));
    let scale = (f32::from(i16::MAX) / peak.max(1.0)).min(1.0);
    sum.iter().map(|sample| (sample * scale).round() as i16).collect()
}

/// So many samples of it at [`SAMPLE_RATE`], with a power of about one.
#[must_use]
pub fn noise(length: usize, seed: u64) -> Vec<f32> {
    let mut chance = Chance(seed);
    let parts = [
        (room(length, &mut chance), 0.0),
        (hum(length, &mut chance), HUM_DB),
        (water(length, &mut chance), WATER_DB),
        (crockery(length, &mut chance), CROCKERY_DB),
    ];
    let total: f32 = parts.iter().map(|(_, level)| amplitude(*level).powi(2)).sum();
    let mut sum = vec![0.0; length];
    for (part, level) in parts {
        let scale = amplitude(level) / (power(&part).max(f32::MIN_POSITIVE) * total).sqrt();
        sum.iter_mut().zip(part).for_each(|(sum, sample)| *sum += scale * sample);
    }
    sum
}

/// Pink noise: half the power an octave up. The filter is Paul Kellet's "economy" one, 1999.
fn room(length: usize, chance: &mut Chance) -> Vec<f32> {
    let mut poles = [0.0_f32; 3];
    let mut sample = || {
        let white = chance.even();
        poles[0] = 0.997_65 * poles[0] + white * 0.099_046;
        poles[1] = 0.963 * poles[1] + white * 0.296_516_4;
        poles[2] = 0.57 * poles[2] + white * 1.052_691_3;
        poles.iter().sum::<f32>() + white * 0.1848
    };
    (0..length).map(|_| sample()).collect()
}

/// The mains and what it makes swing, weaker upwards.
fn hum(length: usize, chance: &mut Chance) -> Vec<f32> {
    const MAINS_HZ: f32 = 50.0;
    let tones: Vec<(f32, f32)> = (1..=16).map(|_| (chance.even().abs(), TAU * chance.even())).collect();
    let sample = |at: usize| {
        let turn = TAU * MAINS_HZ * at as f32 / SAMPLE_RATE as f32;
        tones
            .iter()
            .zip(1_u8..)
            .map(|(tone, n)| tone.0 / f32::from(n).sqrt() * (f32::from(n) * turn + tone.1).sin())
            .sum()
    };
    (0..length).map(sample).collect()
}

/// A tap: a broad band around 2 kHz that swells and sinks a little.
fn water(length: usize, chance: &mut Chance) -> Vec<f32> {
    let mut band = Resonance::new(2000.0, 0.35);
    let (mut swell, mut aim) = (1.0_f32, 1.0_f32);
    let mut sample = |at: usize| {
        if at.is_multiple_of(WINDOW * 8) {
            aim = 1.0 + 0.5 * chance.even();
        }
        swell += 0.001 * (aim - swell);
        swell * band.pass(chance.even())
    };
    (0..length).map(&mut sample).collect()
}

/// Plates, pans and cutlery: a few tones each that die away.
fn crockery(length: usize, chance: &mut Chance) -> Vec<f32> {
    let mut sound = vec![0.0; length];
    let gap = SAMPLE_RATE as f32 / TOUCHES_PER_SECOND;
    let mut at = 0.0;
    loop {
        // Waiting times between things that happen by chance are exponential.
        at -= gap * (chance.even() * 0.5 + 0.5).max(1e-6).ln();
        if at as usize >= length {
            return sound;
        }
        let loudness = amplitude(6.0 * chance.even());
        for _ in 0..5 {
            let pitch = TAU * (2200.0 + 1600.0 * chance.even()) / SAMPLE_RATE as f32;
            let decay = 1.0 / ((0.03 + 0.025 * chance.even()) * SAMPLE_RATE as f32);
            let ring = sound.iter_mut().skip(at as usize).take(SAMPLE_RATE as usize / 2);
            for (step, sample) in ring.enumerate() {
                *sample += loudness * (-(step as f32) * decay).exp() * (pitch * step as f32).sin();
            }
        }
    }
}

/// The power of the windows that are not far below the loudest: of speech, without its pauses.
fn active_power(samples: &[i16]) -> f32 {
    let samples: Vec<f32> = samples.iter().map(|&sample| f32::from(sample)).collect();
    let powers: Vec<f32> = samples.chunks(WINDOW).map(power).collect();
    let loudest = powers.iter().copied().fold(0.0, f32::max);
    let active: Vec<f32> =
        powers.into_iter().filter(|power| *power >= loudest * amplitude(-PAUSE_DB).powi(2)).collect();
    active.iter().sum::<f32>() / active.len().max(1) as f32
}

fn power(samples: &[f32]) -> f32 {
    samples.iter().map(|sample| sample * sample).sum::<f32>() / samples.len().max(1) as f32
}

fn amplitude(decibels: f32) -> f32 {
    10.0_f32.powf(decibels / 20.0)
}

/// A band-pass filter of second order, from the Audio EQ Cookbook (R. Bristow-Johnson).
struct Resonance {
    cosine: f32,
    alpha: f32,
    inputs: [f32; 2],
    outputs: [f32; 2],
}

impl Resonance {
    fn new(pitch: f32, quality: f32) -> Self {
        let omega = TAU * pitch / SAMPLE_RATE as f32;
        Self { cosine: omega.cos(), alpha: omega.sin() / (2.0 * quality), inputs: [0.0; 2], outputs: [0.0; 2] }
    }

    fn pass(&mut self, input: f32) -> f32 {
        let forward = self.alpha * (input - self.inputs[1]);
        let back = 2.0 * self.cosine * self.outputs[0] - (1.0 - self.alpha) * self.outputs[1];
        let output = (forward + back) / (1.0 + self.alpha);
        (self.inputs, self.outputs) = ([input, self.inputs[0]], [output, self.outputs[0]]);
        output
    }
}

/// SplitMix64 (Steele, Lea, Flood, 2014).
struct Chance(u64);

impl Chance {
    /// Evenly from -1 to 1.
    fn even(&mut self) -> f32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 40) as f32 / (1 << 23) as f32 - 1.0
    }
}
