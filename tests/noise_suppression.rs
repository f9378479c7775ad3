//! Every noise suppressor keeps the same promises, and commands are heard through them.

use std::path::Path;

use orderly::audio::noise_suppression::{self, NoiseSuppressor};
use orderly::audio::{FRAME_SAMPLES, Frame, kitchen, recording};

const RECORDINGS: [&str; 2] = ["two_cans_of_oat_milk_please.flac", "where_is_my_last_order.flac"];

fn recording(name: &str) -> Vec<i16> {
    recording::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/audio").join(name)).unwrap()
}

fn open(name: &str) -> Box<dyn NoiseSuppressor> {
    let mut chosen = noise_suppression::open(name, Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    assert_eq!(chosen.instead, None, "scripts/setup puts the networks in place");
    chosen.suppressors.pop().unwrap()
}

/// What is left of a sound, in whole frames.
fn through(suppressor: &mut dyn NoiseSuppressor, sound: &[i16]) -> Vec<i16> {
    let mut left = Vec::new();
    for piece in sound.chunks_exact(FRAME_SAMPLES) {
        let mut frame: Frame = piece.try_into().unwrap();
        suppressor.suppress(&mut frame).unwrap();
        left.extend(frame);
    }
    left
}

/// The same as it would be without delay.
fn in_time(suppressor: &mut dyn NoiseSuppressor, sound: &[i16]) -> Vec<i16> {
    let longer = [sound, &[0; 4 * FRAME_SAMPLES]].concat();
    let delay = suppressor.delay();
    let left = through(suppressor, &longer);
    left[delay..][..sound.len().min(left.len() - delay)].to_vec()
}

/// How far a sound is above what differs from it in another one, dB, at the best volume for that.
fn clearness(clean: &[i16], other: &[i16]) -> f64 {
    let product = |left: &[i16], right: &[i16]| -> f64 {
        left.iter().zip(right).map(|(&one, &two)| f64::from(one) * f64::from(two)).sum()
    };
    let scale = product(clean, other) / product(clean, clean);
    let signal = scale * scale * product(clean, clean);
    10.0 * (signal / (product(other, other) - signal).max(1.0)).log10()
}

/// `gain`: what it must at least bring in the noise of a kitchen at 6 dB, dB.
fn is_a_noise_suppressor(name: &str, gain: f64) {
    silence_stays_silent(&mut *open(name));
    the_loudest_sounds_are_taken(&mut *open(name));
    after_a_reset_everything_is_as_at_the_start(&mut *open(name));
    speech_comes_through_as_late_as_it_says(&mut *open(name));
    speech_in_noise_becomes_clearer(&mut *open(name), gain);
}

fn silence_stays_silent(suppressor: &mut dyn NoiseSuppressor) {
    let loudest = through(suppressor, &[0; 64_000]).into_iter().map(i16::unsigned_abs).max().unwrap();
    assert!(loudest < 8, "{loudest}");
}

fn the_loudest_sounds_are_taken(suppressor: &mut dyn NoiseSuppressor) {
    for half_period in [1, 7, 40, 100_000] {
        let square = |at: usize| if (at / half_period).is_multiple_of(2) { i16::MIN } else { i16::MAX };
        let sound: Vec<i16> = (0..16 * FRAME_SAMPLES).map(square).collect();
        assert_eq!(through(suppressor, &sound).len(), sound.len());
    }
    let speech = recording(RECORDINGS[0]);
    suppressor.reset();
    assert!(clearness(&speech, &in_time(suppressor, &speech)) > 3.0);
}

fn after_a_reset_everything_is_as_at_the_start(suppressor: &mut dyn NoiseSuppressor) {
    let noisy = kitchen::under(&recording(RECORDINGS[0]), 9.0, 1);
    let first = through(suppressor, &noisy);
    suppressor.reset();
    assert!(first == through(suppressor, &noisy));
}

fn speech_comes_through_as_late_as_it_says(suppressor: &mut dyn NoiseSuppressor) {
    for name in RECORDINGS {
        let speech = recording(name);
        suppressor.reset();
        let left = in_time(suppressor, &speech);
        let likeness = |late: usize| {
            let pairs = speech.iter().zip(left.iter().skip(late)).skip(200);
            pairs.map(|(&one, &other)| f64::from(one) * f64::from(other)).sum::<f64>()
        };
        let earlier = |early: usize| {
            let pairs = speech.iter().skip(early).zip(&left);
            pairs.map(|(&one, &other)| f64::from(one) * f64::from(other)).sum::<f64>()
        };
        let best = likeness(0);
        let others = (16..100).map(|shift| likeness(shift).max(earlier(shift))).fold(f64::MIN, f64::max);
        assert!(best > others, "{name}: {best} in time, {others} when shifted");
    }
}

fn speech_in_noise_becomes_clearer(suppressor: &mut dyn NoiseSuppressor, gain: f64) {
    for (name, seed) in RECORDINGS.into_iter().zip(1..) {
        let speech = recording(name);
        let noisy = kitchen::under(&speech, 6.0, seed);
        suppressor.reset();
        let (before, after) = (clearness(&speech, &noisy), clearness(&speech, &in_time(suppressor, &noisy)));
        assert!(after > before + gain, "{name}: {before:.1} dB before, {after:.1} dB after");
    }
}

#[cfg(feature = "rnnoise")]
#[test]
fn rnnoise_keeps_the_promises() {
    is_a_noise_suppressor("rnnoise", 1.0);
}

#[cfg(feature = "dtln")]
#[test]
fn dtln_keeps_the_promises() {
    is_a_noise_suppressor("dtln", 3.0);
}

#[cfg(feature = "gtcrn")]
#[test]
fn gtcrn_keeps_the_promises() {
    is_a_noise_suppressor("gtcrn", 3.0);
}

#[cfg(all(feature = "dtln", feature = "gtcrn"))]
#[test]
fn several_come_in_the_order_of_their_names() {
    let suppressors = |name| noise_suppression::open(name, Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap().suppressors;
    let mut both = suppressors("gtcrn+dtln");
    let speech = recording(RECORDINGS[0]);
    for (number, name) in ["gtcrn", "dtln"].into_iter().enumerate() {
        assert!(through(&mut *both[number], &speech) == through(&mut *open(name), &speech));
    }
    assert_eq!(both.len(), 2);
}

#[test]
fn a_suppressor_that_cannot_be_had_is_named_and_another_stands_in() {
    let folder = tempfile::tempdir().unwrap();
    assert!(noise_suppression::open("rnnoice", folder.path()).is_err());
    assert!(noise_suppression::open("dtln+", folder.path()).is_err());
    let none = noise_suppression::open("none", folder.path()).unwrap();
    assert!(none.suppressors.is_empty() && none.instead.is_none());
}

#[test]
fn a_kitchen_sounds_the_same_each_time_and_as_loud_as_asked() {
    assert_eq!(kitchen::noise(8_000, 5), kitchen::noise(8_000, 5));
    assert_ne!(kitchen::noise(8_000, 5), kitchen::noise(8_000, 6));
    assert!(kitchen::noise(0, 1).is_empty() && kitchen::under(&[], 6.0, 1).is_empty());
    let tone: Vec<i16> = (0..32_000).map(|at| (1_000.0 * (at as f32 * 0.2).sin()) as i16).collect();
    for below in [-3.0, 0.0, 6.0, 24.0] {
        let noise: Vec<f64> = kitchen::under(&tone, below, 3)
            .iter()
            .zip(&tone)
            .map(|(&noisy, &clean)| f64::from(noisy) - f64::from(clean))
            .collect();
        let power = |samples: &mut dyn Iterator<Item = f64>| samples.map(|sample| sample * sample).sum::<f64>();
        let tone = power(&mut tone.iter().map(|&sample| f64::from(sample)));
        let ratio = 10.0 * (tone / power(&mut noise.into_iter())).log10();
        assert!((ratio - f64::from(below)).abs() < 0.3, "{ratio} dB instead of {below}");
    }
}
