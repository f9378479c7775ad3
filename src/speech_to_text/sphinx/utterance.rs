//! What was said, as it came and without the noise.

use crate::audio::noise_suppression::NoiseSuppressor;
use crate::audio::{Frame, SAMPLE_RATE};
use crate::speech_to_text::RecognizerError;

/// The longest utterance that is taken, samples: a minute. The library ends the process at five.
const LONGEST: usize = 60 * SAMPLE_RATE as usize;

/// An utterance that grows frame by frame.
#[derive(Default)]
pub(super) struct Utterance {
    suppressor: Option<Box<dyn NoiseSuppressor>>,
    raw: Vec<i16>,
    quiet: Vec<i16>,
    /// Whether the noise is taken out of this one.
    suppressed: bool,
}

impl Utterance {
    /// One that is heard through this suppressor.
    pub(super) fn through(suppressor: Option<Box<dyn NoiseSuppressor>>) -> Self {
        Self { suppressor, ..Self::default() }
    }

    /// Begins anew; with `suppress`, the noise is taken out of what follows.
    pub(super) fn begin(&mut self, suppress: bool) {
        self.raw.clear();
        self.quiet.clear();
        self.suppressed = suppress && self.suppressor.is_some();
        if let Some(suppressor) = &mut self.suppressor {
            suppressor.reset();
        }
    }

    /// Forgets it.
    pub(super) fn clear(&mut self) {
        self.begin(false);
    }

    /// Takes a frame.
    pub(super) fn take(&mut self, frame: &Frame) -> Result<(), RecognizerError> {
        if self.raw.len() + frame.len() > LONGEST {
            return Err(RecognizerError::Engine("this was longer than a minute".to_owned()));
        }
        self.raw.extend_from_slice(frame);
        let Some(suppressor) = self.suppressor.as_mut().filter(|_| self.suppressed) else { return Ok(()) };
        let mut quiet = *frame;
        match suppressor.suppress(&mut quiet) {
            Ok(()) => self.quiet.extend_from_slice(&quiet),
            Err(error) => {
                tracing::warn!("{error}; this is heard with its noise");
                self.suppressed = false;
            }
        }
        Ok(())
    }

    /// The sound as it came.
    pub(super) fn raw(&self) -> &[i16] {
        &self.raw
    }

    /// The sound without the noise, where that was asked for and can be had; else as it came.
    pub(super) fn quiet(&self) -> &[i16] {
        if self.suppressed { &self.quiet } else { &self.raw }
    }
}
