//! Noise suppression by a very small network, GTCRN (MIT): X. Rong et al., *GTCRN: a speech enhancement model requiring
//! ultralow computational resources*, ICASSP 2024, <https://github.com/Xiaobin-Rong/gtcrn>.

use std::path::Path;
use std::sync::Arc;

use realfft::num_complex::Complex32;
use realfft::{ComplexToReal, RealFftPlanner, RealToComplex};

use super::{NoiseSuppressor, SuppressionError};
use crate::audio::Frame;
use crate::onnx::{self, Network, OnnxError, Tensor};

/// Samples that the network sees at a time, and by how many it goes on.
const BLOCK: usize = 512;
const STEP: usize = 256;

/// Frequencies of a block.
const BINS: usize = BLOCK / 2 + 1;

/// What the network remembers of its convolutions, of its attention in time, and between frequencies.
const CONVOLUTIONS: [i64; 5] = [2, 1, 16, 16, 33];
const ATTENTION: [i64; 5] = [2, 3, 1, 1, 16];
const FREQUENCIES: [i64; 4] = [2, 1, 33, 16];

/// The network with its memory.
pub struct Gtcrn {
    network: Network,
    convolutions: Vec<f32>,
    attention: Vec<f32>,
    frequencies: Vec<f32>,
    /// The square root of a Hann window, for analysis and synthesis.
    window: [f32; BLOCK],
    /// The last block of sound as it came.
    heard: [f32; BLOCK],
    /// What blocks until now have left of the sound, which later ones add to.
    left: [f32; BLOCK],
    forward: Arc<dyn RealToComplex<f32>>,
    backward: Arc<dyn ComplexToReal<f32>>,
}

impl Gtcrn {
    /// Loads ONNX Runtime and the network.
    ///
    /// # Errors
    /// [`OnnxError`] when one of the two is missing, cut or something else.
    pub fn open(library: &Path, model: &Path) -> Result<Self, OnnxError> {
        onnx::load(library)?;
        let mut planner = RealFftPlanner::new();
        let zeros = |shape: &[i64]| vec![0.0; shape.iter().product::<i64>() as usize];
        let mut gtcrn = Self {
            network: Network::open(model)?,
            convolutions: zeros(&CONVOLUTIONS),
            attention: zeros(&ATTENTION),
            frequencies: zeros(&FREQUENCIES),
            window: std::array::from_fn(|at| (std::f32::consts::PI * at as f32 / BLOCK as f32).sin()),
            heard: [0.0; BLOCK],
            left: [0.0; BLOCK],
            forward: planner.plan_fft_forward(BLOCK),
            backward: planner.plan_fft_inverse(BLOCK),
        };
        gtcrn.step().map_err(OnnxError::Run)?;
        gtcrn.reset();
        Ok(gtcrn)
    }

    /// Adds what the network leaves of the block that was heard last.
    fn step(&mut self) -> Result<(), String> {
        let mut block: [f32; BLOCK] = std::array::from_fn(|at| self.heard[at] * self.window[at]);
        let mut spectrum = [Complex32::default(); BINS];
        self.forward.process(&mut block, &mut spectrum).map_err(|error| error.to_string())?;
        let parts = spectrum.map(|value| [value.re, value.im]);
        let mut clean = [[0.0; 2]; BINS];
        let [mut convolutions, mut attention, mut frequencies] =
            [&self.convolutions, &self.attention, &self.frequencies].map(Vec::clone);
        let inputs = [
            ("mix", Tensor::Floats(&[1, BINS as i64, 1, 2], parts.as_flattened())),
            ("conv_cache", Tensor::Floats(&CONVOLUTIONS, &self.convolutions)),
            ("tra_cache", Tensor::Floats(&ATTENTION, &self.attention)),
            ("inter_cache", Tensor::Floats(&FREQUENCIES, &self.frequencies)),
        ];
        let mut outputs: [(&str, &mut [f32]); 4] = [
            ("enh", clean.as_flattened_mut()),
            ("conv_cache_out", &mut convolutions),
            ("tra_cache_out", &mut attention),
            ("inter_cache_out", &mut frequencies),
        ];
        self.network.run(&inputs, &mut outputs).map_err(|error| error.to_string())?;
        (self.convolutions, self.attention, self.frequencies) = (convolutions, attention, frequencies);
        for (value, [re, im]) in spectrum.iter_mut().zip(clean) {
            *value = Complex32::new(re, im) / BLOCK as f32;
        }
        // These two are real in every spectrum of a real sound.
        spectrum[0].im = 0.0;
        spectrum[BINS - 1].im = 0.0;
        self.backward.process(&mut spectrum, &mut block).map_err(|error| error.to_string())?;
        let sounds = self.left.iter_mut().zip(block).zip(self.window);
        sounds.for_each(|((sum, sample), weight)| *sum += sample * weight);
        Ok(())
    }
}

impl NoiseSuppressor for Gtcrn {
    #[expect(clippy::cast_possible_truncation, reason = "`as` limits to full scale")]
    fn suppress(&mut self, frame: &mut Frame) -> Result<(), SuppressionError> {
        let before = *frame;
        for piece in frame.chunks_exact_mut(STEP) {
            self.heard.copy_within(STEP.., 0);
            for (value, &sample) in self.heard[BLOCK - STEP..].iter_mut().zip(&*piece) {
                *value = f32::from(sample) / 32_768.0;
            }
            self.left.copy_within(STEP.., 0);
            self.left[BLOCK - STEP..].fill(0.0);
            if let Err(reason) = self.step() {
                *frame = before;
                return Err(SuppressionError::Failed(reason));
            }
            for (sample, value) in piece.iter_mut().zip(self.left) {
                *sample = (value * 32_768.0).round() as i16;
            }
        }
        Ok(())
    }

    fn delay(&self) -> usize {
        BLOCK - STEP
    }

    fn reset(&mut self) {
        for memory in [&mut self.convolutions, &mut self.attention, &mut self.frequencies] {
            memory.fill(0.0);
        }
        self.heard = [0.0; BLOCK];
        self.left = [0.0; BLOCK];
    }
}
