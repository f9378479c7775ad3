//! Noise suppression by two small networks, DTLN (MIT): N. L. Westhausen and B. T. Meyer, *Dual-signal transformation
//! LSTM network for real-time noise suppression*, Interspeech 2020, <https://github.com/breizhn/DTLN>.

use std::path::Path;

use super::overlap::{BINS, BLOCK, Blocks, Fourier, Overlap};
use super::{NoiseSuppressor, SuppressionError};
use crate::audio::Frame;
use crate::onnx::{self, Network, OnnxError, Tensor};

/// By how many samples one block begins after another.
const STEP: usize = 128;

/// Numbers that a network remembers, shape 1 × 2 × 128 × 2.
const STATE: usize = 2 * 128 * 2;

/// The networks with their memory, and the sound between blocks.
pub struct Dtln {
    networks: Networks,
    overlap: Overlap<STEP>,
}

struct Networks {
    /// Says how much of each frequency is speech.
    mask: Network,
    /// Mends the sound that is left.
    shape: Network,
    states: [[f32; STATE]; 2],
    fourier: Fourier,
}

impl Dtln {
    /// Loads ONNX Runtime and both networks.
    ///
    /// # Errors
    /// [`OnnxError`] when one of them is missing, cut or something else.
    pub fn open(library: &Path, mask: &Path, shape: &Path) -> Result<Self, OnnxError> {
        onnx::load(library)?;
        let (mask, shape) = (Network::open(mask)?, Network::open(shape)?);
        let networks = Networks { mask, shape, states: [[0.0; STATE]; 2], fourier: Fourier::default() };
        let mut dtln = Self { networks, overlap: Overlap::default() };
        dtln.networks.leave([0.0; BLOCK]).map_err(OnnxError::Run)?;
        dtln.reset();
        Ok(dtln)
    }
}

impl Blocks for Networks {
    fn leave(&mut self, block: [f32; BLOCK]) -> Result<[f32; BLOCK], String> {
        let mut spectrum = self.fourier.spectrum(block)?;
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
            *value *= share;
        }
        let masked = self.fourier.sound(spectrum)?;
        let mut mended = [0.0; BLOCK];
        let inputs = [
            ("input_4", Tensor::Floats(&[1, 1, BLOCK as i64], &masked)),
            ("input_5", Tensor::Floats(&[1, 2, 128, 2], &self.states[1])),
        ];
        let mut outputs: [(&str, &mut [f32]); 2] = [("conv1d_3", &mut mended), ("tf_op_layer_stack_5", &mut state)];
        self.shape.run(&inputs, &mut outputs).map_err(|error| error.to_string())?;
        self.states[1] = state;
        Ok(mended)
    }
}

impl NoiseSuppressor for Dtln {
    fn suppress(&mut self, frame: &mut Frame) -> Result<(), SuppressionError> {
        self.overlap.suppress(frame, &mut self.networks)
    }

    fn delay(&self) -> usize {
        Overlap::<STEP>::DELAY
    }

    fn reset(&mut self) {
        self.networks.states = [[0.0; STATE]; 2];
        self.overlap = Overlap::default();
    }
}
