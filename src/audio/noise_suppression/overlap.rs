//! Overlap and add: a network sees one block of sound after another, which overlap, and what it leaves of them is added.

use std::sync::Arc;

use realfft::num_complex::Complex32;
use realfft::{ComplexToReal, RealFftPlanner, RealToComplex};

use super::SuppressionError;
use crate::audio::Frame;

/// Samples that a network sees at a time.
pub const BLOCK: usize = 512;

/// Frequencies of a block.
pub const BINS: usize = BLOCK / 2 + 1;

/// What a suppressor does with one block.
pub trait Blocks {
    /// What is left of a block of sound, full scale ±1, to be added to what its neighbours leave.
    ///
    /// # Errors
    /// What the network said when it failed.
    fn leave(&mut self, block: [f32; BLOCK]) -> Result<[f32; BLOCK], String>;
}

/// The sound between frames and blocks that begin every `STEP` samples.
pub struct Overlap<const STEP: usize> {
    /// The last block of sound as it came.
    heard: [f32; BLOCK],
    /// What blocks until now have left of the sound, which later ones add to.
    left: [f32; BLOCK],
}

impl<const STEP: usize> Default for Overlap<STEP> {
    fn default() -> Self {
        Self { heard: [0.0; BLOCK], left: [0.0; BLOCK] }
    }
}

impl<const STEP: usize> Overlap<STEP> {
    /// How far what comes out lies behind what went in, samples.
    pub const DELAY: usize = BLOCK - STEP;

    /// Replaces a frame by what is left of it.
    ///
    /// # Errors
    /// [`SuppressionError::Failed`] when the network fails; the frame stays as it was.
    #[expect(clippy::cast_possible_truncation, reason = "`as` limits to full scale")]
    pub fn suppress(&mut self, frame: &mut Frame, network: &mut impl Blocks) -> Result<(), SuppressionError> {
        let mut quiet = *frame;
        for piece in quiet.chunks_exact_mut(STEP) {
            self.heard.copy_within(STEP.., 0);
            for (value, &sample) in self.heard[BLOCK - STEP..].iter_mut().zip(&*piece) {
                *value = f32::from(sample) / 32_768.0;
            }
            self.left.copy_within(STEP.., 0);
            self.left[BLOCK - STEP..].fill(0.0);
            let block = network.leave(self.heard).map_err(SuppressionError::Failed)?;
            self.left.iter_mut().zip(block).for_each(|(sum, sample)| *sum += sample);
            for (sample, value) in piece.iter_mut().zip(self.left) {
                *sample = (value * 32_768.0).round() as i16;
            }
        }
        *frame = quiet;
        Ok(())
    }
}

/// Between a block of sound and its frequencies.
pub struct Fourier {
    forward: Arc<dyn RealToComplex<f32>>,
    backward: Arc<dyn ComplexToReal<f32>>,
}

impl Default for Fourier {
    fn default() -> Self {
        let mut planner = RealFftPlanner::new();
        Self { forward: planner.plan_fft_forward(BLOCK), backward: planner.plan_fft_inverse(BLOCK) }
    }
}

impl Fourier {
    /// The spectrum of a block.
    ///
    /// # Errors
    /// What the library said; sizes that are fixed leave it nothing to say.
    pub fn spectrum(&self, mut block: [f32; BLOCK]) -> Result<[Complex32; BINS], String> {
        let mut spectrum = [Complex32::default(); BINS];
        self.forward.process(&mut block, &mut spectrum).map_err(|error| error.to_string())?;
        Ok(spectrum)
    }

    /// The block of a spectrum.
    ///
    /// # Errors
    /// What the library said; sizes that are fixed leave it nothing to say.
    pub fn sound(&self, mut spectrum: [Complex32; BINS]) -> Result<[f32; BLOCK], String> {
        let mut block = [0.0; BLOCK];
        // These two are real in every spectrum of a real sound.
        spectrum[0].im = 0.0;
        spectrum[BINS - 1].im = 0.0;
        self.backward.process(&mut spectrum, &mut block).map_err(|error| error.to_string())?;
        Ok(block.map(|sample| sample / BLOCK as f32))
    }
}
