//! Takes noise out of what a microphone hears, for a recogniser that learnt on clean speech.

#[cfg(feature = "dtln")]
pub mod dtln;
#[cfg(feature = "rnnoise")]
pub mod rnnoise;

use std::path::Path;

use super::Frame;

/// Takes one frame after another of one stretch of sound.
pub trait NoiseSuppressor: Send {
    /// Replaces a frame by what is left without the noise, [`NoiseSuppressor::delay`] samples late.
    ///
    /// # Errors
    /// [`SuppressionError::Failed`] when the network fails; the frame stays as it was.
    fn suppress(&mut self, frame: &mut Frame) -> Result<(), SuppressionError>;

    /// How far what comes out lies behind what went in, samples.
    fn delay(&self) -> usize;

    /// Forgets what came before: the next frame begins something new.
    fn reset(&mut self);
}

/// What can go wrong with noise suppression.
#[derive(Debug, thiserror::Error)]
pub enum SuppressionError {
    /// The network failed.
    #[error("noise suppression: {0}")]
    Failed(String),
    /// There is none of that name.
    #[error("listening.noise_suppression is {0:?}; set it to `dtln`, `rnnoise` or `none`")]
    Unknown(String),
}

/// A suppressor that was chosen by name.
pub struct Chosen {
    /// The suppressor; none when sound is to stay as it is.
    pub suppressor: Option<Box<dyn NoiseSuppressor>>,
    /// Its name.
    pub name: &'static str,
    /// One line when it is not the one that was asked for: why not, and what to do.
    pub instead: Option<String>,
}

/// The suppressor of that name, with its files out of the models folders of `data` (see [`crate::locations`]). Where
/// `dtln` cannot be had, `rnnoise` stands in for it.
///
/// # Errors
/// [`SuppressionError::Unknown`] when there is none of that name.
pub fn open(name: &str, data: &Path) -> Result<Chosen, SuppressionError> {
    match name {
        "none" => Ok(Chosen { suppressor: None, name: "none", instead: None }),
        "rnnoise" => Ok(rnnoise(None)),
        "dtln" => Ok(match open_dtln(data) {
            Ok(suppressor) => Chosen { suppressor: Some(suppressor), name: "dtln", instead: None },
            Err(reason) => rnnoise(Some(&reason)),
        }),
        _ => Err(SuppressionError::Unknown(name.to_owned())),
    }
}

#[cfg(feature = "rnnoise")]
fn rnnoise(dtln_missing: Option<&str>) -> Chosen {
    let instead = dtln_missing.map(|reason| format!("noise is suppressed by RNNoise, which is less good at it than DTLN: {reason}"));
    Chosen { suppressor: Some(Box::new(rnnoise::RnNoise::default())), name: "rnnoise", instead }
}

#[cfg(not(feature = "rnnoise"))]
fn rnnoise(dtln_missing: Option<&str>) -> Chosen {
    let reason = dtln_missing.unwrap_or("this program was built without the feature `rnnoise`");
    Chosen { suppressor: None, name: "none", instead: Some(format!("noise is not suppressed: {reason}")) }
}

#[cfg(feature = "dtln")]
fn open_dtln(data: &Path) -> Result<Box<dyn NoiseSuppressor>, String> {
    const MISSING: &str = "is in no models folder; `scripts/setup` puts it there";
    let library = crate::onnx::find(data).ok_or_else(|| format!("ONNX Runtime {MISSING}"))?;
    let [mask, shape] = ["dtln_1.onnx", "dtln_2.onnx"].map(|name| {
        crate::locations::find_asset(data, "models", name).ok_or_else(|| format!("{name} {MISSING}"))
    });
    let dtln = dtln::Dtln::open(&library, &mask?, &shape?).map_err(|error| error.to_string())?;
    Ok(Box::new(dtln))
}

#[cfg(not(feature = "dtln"))]
fn open_dtln(_data: &Path) -> Result<Box<dyn NoiseSuppressor>, String> {
    Err("this program was built without the feature `dtln`".to_owned())
}
