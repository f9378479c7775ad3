//! Loud and quiet speakers made alike: each channel by the noise in it (per-channel amplitude normalisation).

use super::bits;

/// Bits behind the point of the gain.
const GAIN_BITS: u32 = 21;
/// Bits behind the point of a signal against its noise, and of what is made of it.
const SIGNAL_BITS: u32 = 12;
const OUTPUT_BITS: u32 = 6;
/// The gain is (noise + [`OFFSET`]) to the power of -[`STRENGTH`].
const STRENGTH: f32 = 0.95;
const OFFSET: f32 = 80.0;

/// The gain of noises up to `2^index`: at the beginning of the stretch, and the curve from there.
#[derive(Debug, Clone)]
pub(super) struct Gain {
    smallest: [i16; 2],
    stretches: Vec<[i16; 3]>,
    shift: u32,
}

impl Gain {
    /// For noises with so many bits behind the point.
    pub(super) fn new(noise_bits: u32) -> Self {
        let gain = |noise: u32| -> i16 {
            let noise = noise as f32 / (1_u32 << noise_bits) as f32;
            let gain = (1_u32 << GAIN_BITS) as f32 * (noise + OFFSET).powf(-STRENGTH);
            if gain > f32::from(i16::MAX) { i16::MAX } else { (gain + 0.5) as i16 }
        };
        let stretch = |bits: u32| {
            let start = 1_u32 << (bits - 1);
            let end = if bits == u32::BITS { start + (start - 1) } else { 2 * start };
            let [first, middle, last] = [start, start + start / 2, end].map(|noise| i32::from(gain(noise)));
            let slope = 4 * (middle - first) - (last - first);
            [first as i16, slope as i16, (last - first - slope) as i16]
        };
        Self {
            smallest: [gain(0), gain(1)],
            stretches: (2..=u32::BITS).map(stretch).collect(),
            shift: GAIN_BITS - SIGNAL_BITS - 3,
        }
    }

    /// The signal against its noise, with what is below twice the noise bent towards zero.
    pub(super) fn apply(&self, signal: u32, noise: u32) -> u32 {
        let ratio = ((u64::from(signal) * u64::from(self.at(noise).unsigned_abs())) >> self.shift) as u32;
        if ratio < 2 << SIGNAL_BITS {
            (ratio * ratio) >> (2 + 2 * SIGNAL_BITS - OUTPUT_BITS)
        } else {
            (ratio >> (SIGNAL_BITS - OUTPUT_BITS)) - (1 << OUTPUT_BITS)
        }
    }

    fn at(&self, noise: u32) -> i16 {
        if let Some(gain) = self.smallest.get(noise as usize) {
            return *gain;
        }
        let bits = bits(noise);
        let Some([first, slope, bend]) = self.stretches.get(bits as usize - 2).map(|curve| curve.map(i32::from)) else {
            return 0;
        };
        let inside = (if bits < 11 { noise << (11 - bits) } else { noise >> (bits - 11) } & 0x3FF) as i32;
        let curve = ((bend * inside) >> 5) + (slope << 5);
        (first + ((curve * inside + (1 << 14)) >> 15)) as i16
    }
}
