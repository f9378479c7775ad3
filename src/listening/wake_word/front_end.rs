//! What the streaming networks hear: 40 logarithmic mel features of every 10 ms, in the integer arithmetic that they were
//! trained with. It is the audio front end of TensorFlow Lite for Microcontrollers
//! (<https://github.com/tensorflow/tflite-micro>, `microfrontend`), with the settings of microWakeWord.

mod fft;
mod filter_bank;
mod gain;

use fft::{SIZE, Spectrum};
use filter_bank::FilterBank;
use gain::Gain;

/// Features of one window.
pub const CHANNELS: usize = 40;

/// Samples of a window: 30 ms at 16 kHz.
const WINDOW: usize = 480;

/// Samples from one window to the next: 10 ms.
pub const STEP: usize = 160;

/// Bits of a coefficient of the window.
const WINDOW_BITS: u32 = 12;

/// Bits by which a spectrum of this size and a bank of these weights are too small (9 of the one, 6 of the other).
const CORRECTION_BITS: u32 = 3;

/// How large one of the features is: natural logarithms in units of 1/64.
const LOG_SHIFT: u32 = 6;

/// The features of one window, natural logarithms of amplitudes in units of 1/64.
pub type Features = [u16; CHANNELS];

/// Takes samples, hands on features.
#[derive(Debug, Clone)]
pub struct FrontEnd {
    window: Vec<i32>,
    spectrum: Spectrum,
    bank: FilterBank,
    noise: Noise,
    gain: Gain,
    /// Samples that wait for the rest of their window.
    waiting: Vec<i16>,
}

impl Default for FrontEnd {
    fn default() -> Self {
        Self {
            window: window(),
            spectrum: Spectrum::new(),
            bank: FilterBank::new(),
            noise: Noise::default(),
            gain: Gain::new(Noise::BITS - CORRECTION_BITS),
            waiting: Vec::with_capacity(WINDOW),
        }
    }
}

impl FrontEnd {
    /// Takes samples and shows the features of each window that they complete, oldest first.
    pub fn accept(&mut self, samples: &[i16], mut show: impl FnMut(&Features)) {
        let mut rest = samples;
        while !rest.is_empty() {
            let (taken, later) = rest.split_at(rest.len().min(WINDOW - self.waiting.len()));
            self.waiting.extend_from_slice(taken);
            rest = later;
            if self.waiting.len() == WINDOW {
                show(&self.features());
                self.waiting.drain(..STEP);
            }
        }
    }

    /// Forgets what came before.
    pub fn reset(&mut self) {
        self.waiting.clear();
        self.noise = Noise::default();
    }

    fn features(&mut self) -> Features {
        let mut windowed = [0_i16; SIZE];
        let mut loudest = 0_i16;
        for ((sample, coefficient), out) in self.waiting.iter().zip(&self.window).zip(&mut windowed) {
            *out = ((i32::from(*sample) * coefficient) >> WINDOW_BITS) as i16;
            loudest = loudest.max(out.wrapping_abs());
        }
        // The transform works with 16 bits: what is quiet is made as loud as they allow.
        let shift = 15 - bits(u32::from(loudest.unsigned_abs())).min(15);
        windowed.iter_mut().for_each(|sample| *sample = ((*sample as u16) << shift) as i16);
        let mut signal = self.bank.amplitudes(&self.spectrum.of(&windowed));
        signal.iter_mut().for_each(|value| *value >>= shift);
        self.noise.reduce(&mut signal);
        for (value, estimate) in signal.iter_mut().zip(&self.noise.estimate) {
            *value = self.gain.apply(*value, *estimate);
        }
        signal.map(|value| logarithm(value << CORRECTION_BITS))
    }
}

/// A Hann window.
fn window() -> Vec<i32> {
    let step = (std::f64::consts::TAU / WINDOW as f64) as f32;
    let coefficient = |index: usize| {
        let value = (0.5 - 0.5 * (f64::from(step) * (index as f64 + 0.5)).cos()) as f32;
        (f64::from(value * (1 << WINDOW_BITS) as f32) + 0.5).floor() as i32
    };
    (0..WINDOW).map(coefficient).collect()
}

/// The noise in each channel: a slow average of it, which is subtracted.
#[derive(Debug, Clone)]
struct Noise {
    estimate: [u32; CHANNELS],
}

impl Default for Noise {
    fn default() -> Self {
        Self { estimate: [0; CHANNELS] }
    }
}

impl Noise {
    /// Bits behind the point of an estimate.
    const BITS: u32 = 10;
    /// Bits behind the point of the shares below.
    const SHARE_BITS: u32 = 14;
    /// What a window adds to the average of even and odd channels: 0.025 and 0.06.
    const SMOOTHING: [u64; 2] = [409, 983];
    /// What always remains of a signal: 0.05.
    const LEAST: u64 = 819;

    fn reduce(&mut self, signal: &mut [u32; CHANNELS]) {
        for (channel, (value, estimate)) in signal.iter_mut().zip(&mut self.estimate).enumerate() {
            let smoothing = Self::SMOOTHING[channel % 2];
            let scaled = *value << Self::BITS;
            let kept = (1 << Self::SHARE_BITS) - smoothing;
            *estimate = ((u64::from(scaled) * smoothing + u64::from(*estimate) * kept) >> Self::SHARE_BITS) as u32;
            let floor = ((u64::from(*value) * Self::LEAST) >> Self::SHARE_BITS) as u32;
            *value = (scaled.saturating_sub(*estimate) >> Self::BITS).max(floor);
        }
    }
}

/// How many bits a number has.
const fn bits(number: u32) -> u32 {
    u32::BITS - number.leading_zeros()
}

/// The natural logarithm of a number, in units of 1/64; 0 for 0.
///
/// The logarithm to the base 2 between two powers is a straight line and a correction, which is interpolated between 128
/// points of `log2(1 + x) - x`.
fn logarithm(number: u32) -> u16 {
    const POINT: u32 = 16;
    const SEGMENT_BITS: u32 = 7;
    /// ln 2.
    const NATURAL: u64 = 45_426;
    const HALF: u32 = 1 << (POINT - 1);
    if number <= 1 {
        return 0;
    }
    let whole = bits(number) - 1;
    let above = number - (1 << whole);
    let fraction = if whole < POINT { above << (POINT - whole) } else { above >> (whole - POINT) };
    let segment = fraction >> (POINT - SEGMENT_BITS);
    let (from, to) = (correction(segment), correction(segment + 1));
    let inside = (fraction - (segment << (POINT - SEGMENT_BITS))) as i32;
    let corrected = fraction as i32 + from + (((to - from) * inside) >> POINT);
    let base_2 = (whole << POINT).wrapping_add(corrected as u32);
    let natural = ((NATURAL * u64::from(base_2) + u64::from(HALF)) >> POINT) as u32;
    u16::try_from(((natural << LOG_SHIFT) + HALF) >> POINT).unwrap_or(u16::MAX)
}

/// `log2(1 + x) - x` at so many 128ths, 16 bits behind the point.
fn correction(segment: u32) -> i32 {
    let place = f64::from(segment) / 128.0;
    (65_536.0 * ((1.0 + place).log2() - place)).round() as i32
}
