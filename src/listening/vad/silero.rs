//! Voice activity by the Silero network (MIT), <https://github.com/snakers4/silero-vad>, version 5 and later.

use std::path::Path;

use super::Vad;
use crate::audio::{FRAME_SAMPLES, Frame, SAMPLE_RATE};
use crate::listening::ListeningError;
use crate::onnx::{self, Network, OnnxError, Tensor};

/// Samples of the frame before that the network sees in front of each frame.
const CONTEXT: usize = 64;

/// Numbers that the network remembers from frame to frame, shape 2 × 1 × 128.
const STATE: usize = 2 * 128;

/// Frames after a reset whose result is not used: the network has nothing to compare them with.
const WARM_UP: u32 = 2;

/// The network with its memory.
#[derive(Debug)]
pub struct Silero {
    network: Network,
    /// The context, then the frame.
    input: [f32; CONTEXT + FRAME_SAMPLES],
    state: [f32; STATE],
    seen: u32,
}

impl Silero {
    /// Loads ONNX Runtime and the network.
    ///
    /// # Errors
    /// [`OnnxError`] when one of the two is missing, cut or something else.
    pub fn open(library: &Path, model: &Path) -> Result<Self, OnnxError> {
        onnx::load(library)?;
        let network = Network::open(model)?;
        let mut silero = Self { network, input: [0.0; CONTEXT + FRAME_SAMPLES], state: [0.0; STATE], seen: 0 };
        silero.judge()?;
        silero.reset();
        Ok(silero)
    }

    fn judge(&mut self) -> Result<f32, OnnxError> {
        let (mut probability, mut state) = ([0.0], [0.0; STATE]);
        let inputs = [
            ("input", Tensor::Floats(&[1, (CONTEXT + FRAME_SAMPLES) as i64], &self.input)),
            ("state", Tensor::Floats(&[2, 1, 128], &self.state)),
            ("sr", Tensor::Integers(&[], &[SAMPLE_RATE as i64])),
        ];
        self.network.run(&inputs, &mut [("output", &mut probability), ("stateN", &mut state)])?;
        self.state = state;
        Ok(probability[0])
    }
}

impl Vad for Silero {
    fn speech_probability(&mut self, frame: &Frame) -> Result<Option<f32>, ListeningError> {
        self.input.copy_within(FRAME_SAMPLES.., 0);
        for (value, &sample) in self.input[CONTEXT..].iter_mut().zip(frame) {
            *value = f32::from(sample) / 32_768.0;
        }
        let probability = self.judge().map_err(|error| ListeningError::Vad(error.to_string()))?;
        self.seen = self.seen.saturating_add(1);
        Ok((self.seen > WARM_UP).then_some(probability))
    }

    fn reset(&mut self) {
        self.input.fill(0.0);
        self.state.fill(0.0);
        self.seen = 0;
    }
}
