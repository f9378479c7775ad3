//! How loud each of the mel channels is: triangles over the bins of a spectrum.

use super::CHANNELS;
use super::fft::{BINS, Complex};
use crate::audio::SAMPLE_RATE;

/// The lowest and the highest frequency that count, Hz.
const BAND: (f32, f32) = (125.0, 7_500.0);

/// Bits of a weight.
const WEIGHT_BITS: u32 = 12;

/// A bin, and what of it belongs to a channel and to the next one.
#[derive(Debug, Clone, Copy)]
struct Share {
    bin: usize,
    /// The channel on whose rising side it is; one more than there are.
    channel: usize,
    rising: u64,
    falling: u64,
}

#[derive(Debug, Clone)]
pub(super) struct FilterBank {
    shares: Vec<Share>,
}

impl FilterBank {
    pub(super) fn new() -> Self {
        let hertz_per_bin = (0.5 * f64::from(SAMPLE_RATE) / (BINS - 1) as f64) as f32;
        let (low, high) = (mel(BAND.0), mel(BAND.1));
        let spacing = (high - low) / (CHANNELS + 1) as f32;
        let centre = |channel: usize| low + spacing * (channel + 1) as f32;
        // Never the constant part.
        let mut bin = (1.5 + f64::from(BAND.0 / hertz_per_bin)) as usize;
        let mut shares = Vec::new();
        for channel in 0..=CHANNELS {
            let before = if channel == 0 { low } else { centre(channel - 1) };
            while mel(bin as f32 * hertz_per_bin) <= centre(channel) {
                let weight = (centre(channel) - mel(bin as f32 * hertz_per_bin)) / (centre(channel) - before);
                let one = (1 << WEIGHT_BITS) as f32;
                shares.push(Share {
                    bin,
                    channel,
                    rising: (f64::from(weight * one) + 0.5).floor() as u64,
                    falling: ((1.0 - f64::from(weight)) * f64::from(one) + 0.5).floor() as u64,
                });
                bin += 1;
            }
        }
        Self { shares }
    }

    /// The square root of the energy in each channel.
    pub(super) fn amplitudes(&self, spectrum: &[Complex; BINS]) -> [u32; CHANNELS] {
        // What is below the first channel, all channels, what is above the last.
        let mut energies = [0_u64; CHANNELS + 2];
        for share in &self.shares {
            let Complex { real, imaginary } = spectrum[share.bin];
            let square = |value: i16| i32::from(value) * i32::from(value);
            let energy = i64::from(square(real).wrapping_add(square(imaginary))) as u64;
            let add = |sum: &mut u64, weight: u64| *sum = sum.wrapping_add(weight.wrapping_mul(energy));
            add(&mut energies[share.channel], share.rising);
            add(&mut energies[share.channel + 1], share.falling);
        }
        std::array::from_fn(|channel| root(energies[channel + 1]))
    }
}

fn mel(hertz: f32) -> f32 {
    (1127.0 * (f64::from(hertz) / 700.0).ln_1p()) as f32
}

/// A square root, rounded, except to a power of two that the half of the bits would not hold.
fn root(number: u64) -> u32 {
    let largest = if number >> 32 == 0 { u64::from(u16::MAX) } else { u64::from(u32::MAX) };
    let root = number.isqrt();
    (root + u64::from(number - root * root > root && root != largest)) as u32
}
