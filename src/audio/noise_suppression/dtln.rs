//! Noise suppression by two small networks, DTLN (MIT): N. L. Westhausen and B. T. Meyer, *Dual-signal transformation
//! LSTM network for real-time noise suppression*, Interspeech 2020, <https://github.com/breizhn/DTLN>.

use std::path::Path;
use std::sync::Arc;

use realfft::num_complex::Complex32;
use realfft::{ComplexToReal, RealFftPlanner, RealToComplex};

use super::{NoiseSuppressor, SuppressionError};
use crate::audio::Frame;
use crate::onnx::{self, Network, OnnxError, Tensor};

/// Samples that the networks see at a time, and by how many they go on.
const BLOCK: usize = 512;
const STEP: usize = 128;

/// Frequencies of a block.
const BINS: usize = BLOCK / 2 + 1;

/// Numbers that a network remembers, shape 1 × 2 × 128 × 2.
const STATE: usize = 2 * 128 * 2;

/// The networks with their memory.
pub struct Dtln {
    /// Says how much of each frequency is speech.
    mask: Network,
    /// Mends the sound that is left.
    shape: Network,
    states: [[f32; STATE]; 2],
    /// The last block of sound as it came.
    heard: [f32; BLOCK],
    /// What blocks until now have left of the sound, which later ones add to.
    left: [f32; BLOCK],
    forward: Arc<dyn RealToComplex<f32>>,
    backward: Arc<dyn ComplexToReal<f32>>,
}

impl Dtln {
    /// Loads ONNX Runtime and both networks.
    ///
    /// # Errors
    /// [`OnnxError`] when one of them is missing, cut or something else.
    pub fn open(library: &Path, mask: &Path, shape: &Path) -> Result<Self, OnnxError> {
        onnx::load(library)?;
        let mut planner = RealFftPlanner::new();
        let mut dtln = Self {
            mask: Network::open(mask)?,
            shape: Network::open(shape)?,
            states: [[0.0; STATE]; 2],
            heard: [0.0; BLOCK],
            left: [0.0; BLOCK],
            forward: planner.plan_fft_forward(BLOCK),
            backward: planner.plan_fft_inverse(BLOCK),
        };
        dtln.step().map_err(OnnxError::Run)?;
        dtln.reset();
        Ok(dtln)
    }

    /// Adds what the networks leave of the block that was heard last.
    fn step(&mut self) -> Result<(), String> {
        let (mut block, mut spectrum) = (self.heard, [Complex32::default(); BINS]);
        self.forward.process(&mut block, &mut spectrum).map_err(|error| error.to_string())?;
        let magnitudes = spectrum.map(|value| value.norm());
        let (mut mask, mut state) = ([0.0; BINS], [0.0; STATE]);
        let inputs = [
            ("input_2", Tensor::Floats(&[1, 1, BINS as i64], &magnitudes)),
            ("input_3", Tensor::Floats(&[1, 2, 128, 2], &self.states[0])),
        ];
        let mut outputs: [(&str, &mut [f32]); 2] = [("activation_2", &mut mask), ("tf_op_layer_stack_2", &mut state)];
        self.mask.run(&inputs, &mut outputs).map_err(|error| error.to_string())?;
        self.states[0] = state;
        for (value, share) in spectrum.iter_mut().zip(mask) {
            *value *= share / BLOCK as f32;
        }
        // These two are real in every spectrum of a real sound.
        spectrum[0].im = 0.0;
        spectrum[BINS - 1].im = 0.0;
        self.backward.process(&mut spectrum, &mut block).map_err(|error| error.to_string())?;
        let mut mended = [0.0; BLOCK];
        let inputs = [
            ("input_4", Tensor::Floats(&[1, 1, BLOCK as i64], &block)),
            ("input_5", Tensor::Floats(&[1, 2, 128, 2], &self.states[1])),
        ];
        let mut outputs: [(&str, &mut [f32]); 2] = [("conv1d_3", &mut mended), ("tf_op_layer_stack_5", &mut state)];
        self.shape.run(&inputs, &mut outputs).map_err(|error| error.to_string())?;
        self.states[1] = state;
        self.left.iter_mut().zip(mended).for_each(|(sum, sample)| *sum += sample);
        Ok(())
    }
}

impl NoiseSuppressor for Dtln {
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
        self.states = [[0.0; STATE]; 2];
        self.heard = [0.0; BLOCK];
        self.left = [0.0; BLOCK];
    }
}
