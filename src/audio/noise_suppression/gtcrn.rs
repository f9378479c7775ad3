//! Noise suppression by a very small network, GTCRN (MIT): X. Rong et al., *GTCRN: a speech enhancement model requiring
//! ultralow computational resources*, ICASSP 2024, <https://github.com/Xiaobin-Rong/gtcrn>.

use std::path::Path;

use realfft::num_complex::Complex32;

use super::overlap::{BINS, BLOCK, Blocks, Fourier, Overlap};
use super::{NoiseSuppressor, SuppressionError};
use crate::audio::Frame;
use crate::onnx::{self, Network, OnnxError, Tensor};

/// By how many samples one block begins after another.
const STEP: usize = 256;

/// What the network remembers of its convolutions, of its attention in time, and between frequencies.
const CONVOLUTIONS: [i64; 5] = [2, 1, 16, 16, 33];
const ATTENTION: [i64; 5] = [2, 3, 1, 1, 16];
const FREQUENCIES: [i64; 4] = [2, 1, 33, 16];

/// The network with its memory, and the sound between blocks.
pub struct Gtcrn {
    memory: Memory,
    overlap: Overlap<STEP>,
}

struct Memory {
    network: Network,
    convolutions: Vec<f32>,
    attention: Vec<f32>,
    frequencies: Vec<f32>,
    /// The square root of a Hann window, for analysis and synthesis.
    window: [f32; BLOCK],
    fourier: Fourier,
}

impl Gtcrn {
    /// Loads ONNX Runtime and the network.
    ///
    /// # Errors
    /// [`OnnxError`] when one of the two is missing, cut or something else.
    pub fn open(library: &Path, model: &Path) -> Result<Self, OnnxError> {
        onnx::load(library)?;
        let zeros = |shape: &[i64]| vec![0.0; shape.iter().product::<i64>() as usize];
        let memory = Memory {
            network: Network::open(model)?,
            convolutions: zeros(&CONVOLUTIONS),
            attention: zeros(&ATTENTION),
            frequencies: zeros(&FREQUENCIES),
            window: std::array::from_fn(|at| (std::f32::consts::PI * at as f32 / BLOCK as f32).sin()),
            fourier: Fourier::default(),
        };
        let mut gtcrn = Self { memory, overlap: Overlap::default() };
        gtcrn.memory.leave([0.0; BLOCK]).map_err(OnnxError::Run)?;
        gtcrn.reset();
        Ok(gtcrn)
    }
}

impl Blocks for Memory {
    fn leave(&mut self, block: [f32; BLOCK]) -> Result<[f32; BLOCK], String> {
        let spectrum = self.fourier.spectrum(std::array::from_fn(|at| block[at] * self.window[at]))?;
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
        let sound = self.fourier.sound(clean.map(|[re, im]| Complex32::new(re, im)))?;
        Ok(std::array::from_fn(|at| sound[at] * self.window[at]))
    }
}

impl NoiseSuppressor for Gtcrn {
    fn suppress(&mut self, frame: &mut Frame) -> Result<(), SuppressionError> {
        self.overlap.suppress(frame, &mut self.memory)
    }

    fn delay(&self) -> usize {
        Overlap::<STEP>::DELAY
    }

    fn reset(&mut self) {
        let Memory { convolutions, attention, frequencies, .. } = &mut self.memory;
        for memory in [convolutions, attention, frequencies] {
            memory.fill(0.0);
        }
        self.overlap = Overlap::default();
    }
}
