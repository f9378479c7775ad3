//! Noise suppression by RNNoise in pure Rust (`nnnoiseless`, BSD): J.-M. Valin, *A hybrid DSP/deep learning approach to
//! real-time full-band speech enhancement*, 2018. Its network is part of the program.

use std::collections::VecDeque;

use nnnoiseless::DenoiseState;

use super::{NoiseSuppressor, SuppressionError};
use crate::audio::Frame;

/// It works at 48 kHz: three times our rate.
const TIMES: usize = 3;

/// Samples that it takes at a time, at our rate: 10 ms.
const BLOCK: usize = DenoiseState::FRAME_SIZE / TIMES;

/// Our samples that a filter between the rates looks back and ahead.
const REACH: usize = 16;

/// Values of that filter, at 48 kHz.
const TAPS: usize = 2 * REACH * TIMES + 1;

/// The network with its memory.
pub struct RnNoise {
    network: Box<DenoiseState<'static>>,
    filter: [f32; TAPS],
    /// The last samples that came, as many as a filter needs.
    heard: [f32; 2 * REACH + 1],
    /// What waits for the network, at 48 kHz.
    waiting: Vec<f32>,
    /// The end of what the network gave, as much as a filter needs, at 48 kHz.
    given: Vec<f32>,
    ready: VecDeque<i16>,
}

impl Default for RnNoise {
    fn default() -> Self {
        let mut new = Self {
            network: DenoiseState::new(),
            filter: filter(),
            heard: [0.0; 2 * REACH + 1],
            waiting: Vec::new(),
            given: Vec::new(),
            ready: VecDeque::new(),
        };
        new.reset();
        new
    }
}

impl RnNoise {
    /// Takes a sample and appends the three that stand for it at 48 kHz.
    fn take(&mut self, sample: f32) {
        self.heard.copy_within(1.., 0);
        self.heard[2 * REACH] = sample;
        for phase in 0..TIMES {
            let taps = self.filter.iter().skip(phase).step_by(TIMES);
            let sum: f32 = taps.zip(self.heard.iter().rev()).map(|(tap, sample)| tap * sample).sum();
            self.waiting.push(sum * TIMES as f32);
        }
    }

    /// Runs the network on a block and appends what is left of it, at our rate.
    #[expect(clippy::cast_possible_truncation, reason = "`as` limits to full scale")]
    fn give(&mut self) {
        let mut block = [0.0; DenoiseState::FRAME_SIZE];
        self.network.process_frame(&mut block, &self.waiting);
        self.waiting.clear();
        self.given.extend(block);
        let sounds = self.given.windows(TAPS).step_by(TIMES);
        let sum = |sound: &[f32]| sound.iter().zip(&self.filter).map(|(sample, tap)| sample * tap).sum::<f32>();
        self.ready.extend(sounds.map(|sound| sum(sound).round() as i16));
        self.given.drain(..DenoiseState::FRAME_SIZE);
    }
}

impl NoiseSuppressor for RnNoise {
    fn suppress(&mut self, frame: &mut Frame) -> Result<(), SuppressionError> {
        for sample in frame.iter_mut() {
            self.take(f32::from(*sample));
            if self.waiting.len() == DenoiseState::FRAME_SIZE {
                self.give();
            }
            *sample = self.ready.pop_front().unwrap_or_default();
        }
        Ok(())
    }

    fn delay(&self) -> usize {
        // A block that is awaited, one that the network keeps back, and two filters.
        2 * BLOCK + 2 * REACH
    }

    fn reset(&mut self) {
        self.network = DenoiseState::new();
        self.heard.fill(0.0);
        self.waiting.clear();
        self.given = vec![0.0; TAPS - TIMES];
        self.ready = VecDeque::from(vec![0; BLOCK]);
    }
}

/// A sinc in a Hann window: lets pass what both rates have, and sums up to one.
fn filter() -> [f32; TAPS] {
    use std::f32::consts::{PI, TAU};
    let mut taps = [0.0; TAPS];
    for (at, tap) in taps.iter_mut().enumerate() {
        let turn = PI * (at as f32 - (TAPS / 2) as f32) / TIMES as f32;
        let sinc = if turn == 0.0 { 1.0 } else { turn.sin() / turn };
        *tap = sinc * (0.5 - 0.5 * (TAU * (at + 1) as f32 / (TAPS + 1) as f32).cos());
    }
    let sum: f32 = taps.iter().sum();
    taps.map(|tap| tap / sum)
}
