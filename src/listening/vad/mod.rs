//! Voice activity detection: how likely a frame is speech.

pub mod energy;
pub mod gated;
#[cfg(feature = "silero")]
pub mod silero;

use std::path::Path;

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

/// A detector that was chosen by name.
pub struct Chosen {
    /// The detector.
    pub vad: Box<dyn Vad>,
    /// Its name.
    pub name: &'static str,
    /// One line when it is not the one that was asked for: why not, and what to do.
    pub instead: Option<String>,
}

/// The detector of that name, with its files out of the models folders of `data` (see [`crate::locations`]). Where
/// `silero` cannot be had, `energy` stands in for it.
///
/// # Errors
/// [`ListeningError::UnknownVad`] when there is none of that name.
pub fn open(name: &str, data: &Path) -> Result<Chosen, ListeningError> {
    match name {
        "energy" => Ok(Chosen { vad: Box::new(energy::Energy::default()), name: "energy", instead: None }),
        "silero" => Ok(silero_or_energy(data)),
        _ => Err(ListeningError::UnknownVad(name.to_owned())),
    }
}

fn silero_or_energy(data: &Path) -> Chosen {
    match open_silero(data) {
        Ok(vad) => Chosen { vad, name: "silero", instead: None },
        Err(reason) => {
            let instead = format!("voice activity by loudness, which noise can fool, not by Silero: {reason}");
            Chosen { vad: Box::new(energy::Energy::default()), name: "energy", instead: Some(instead) }
        }
    }
}

#[cfg(feature = "silero")]
fn open_silero(data: &Path) -> Result<Box<dyn Vad>, String> {
    const MISSING: &str = "is in no models folder; `scripts/setup` puts it there";
    let library = crate::onnx::find(data).ok_or_else(|| format!("ONNX Runtime {MISSING}"))?;
    let model = crate::locations::find_asset(data, "models", "silero_vad.onnx")
        .ok_or_else(|| format!("silero_vad.onnx {MISSING}"))?;
    let silero = silero::Silero::open(&library, &model).map_err(|error| error.to_string())?;
    Ok(Box::new(gated::Gated::over(Box::new(silero))))
}

#[cfg(not(feature = "silero"))]
fn open_silero(_data: &Path) -> Result<Box<dyn Vad>, String> {
    Err("this program was built without the feature `silero`".to_owned())
}
