//! Voice activity detection: how likely a frame is speech.

pub mod energy;
#[cfg(feature = "silero")]
pub mod silero;

use super::ListeningError;
use crate::audio::Frame;

/// Judges one frame after another.
pub trait Vad: Send {
    /// How likely this frame is speech, 0 to 1. `None` while the detector warms up and does not know.
    ///
    /// # Errors
    /// [`ListeningError::Vad`] when the network fails.
    fn speech_probability(&mut self, frame: &Frame) -> Result<Option<f32>, ListeningError>;

    /// Forgets what came before: the next frame begins something new.
    fn reset(&mut self);
}
