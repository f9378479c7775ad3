//! Takes noise out of what a microphone hears, for a recogniser that learnt on clean speech.

#[cfg(feature = "dtln")]
pub mod dtln;
#[cfg(feature = "gtcrn")]
pub mod gtcrn;
#[cfg(any(feature = "dtln", feature = "gtcrn"))]
mod overlap;
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
    #[error(
        "listening.noise_suppression is {0:?}; set it to `none`, or to `dtln`, `gtcrn`, `rnnoise`, or several of these with a + between them"
    )]
    Unknown(String),
}

/// Suppressors that were chosen by name.
pub struct Chosen {
    /// The suppressors, in the order of their names; none when sound is to stay as it is.
    pub suppressors: Vec<Box<dyn NoiseSuppressor>>,
    /// One line when it is not the one that was asked for: why not, and what to do.
    pub instead: Option<String>,
}

/// Whether there is a suppressor of that name.
#[must_use]
pub fn is_known(name: &str) -> bool {
    name == "none" || name.split('+').all(|part| ["dtln", "gtcrn", "rnnoise"].contains(&part))
}

/// The suppressor of that name, or those with a + between their names, with their files out of the models folders of
/// `data` (see [`crate::locations`]). Where one of them cannot be had, `rnnoise` stands in for all.
///
/// # Errors
/// [`SuppressionError::Unknown`] when there is none of that name.
pub fn open(name: &str, data: &Path) -> Result<Chosen, SuppressionError> {
    if !is_known(name) {
        return Err(SuppressionError::Unknown(name.to_owned()));
    }
    if name == "none" {
        return Ok(Chosen { suppressors: Vec::new(), instead: None });
    }
    let opened: Result<Vec<_>, String> = name.split('+').map(|part| open_one(part, data)).collect();
    Ok(match opened {
        Ok(suppressors) => Chosen { suppressors, instead: None },
        Err(reason) => match open_rnnoise() {
            Ok(rnnoise) => {
                let instead = format!("noise is suppressed by RNNoise alone, which is less good at it: {reason}");
                Chosen { suppressors: vec![rnnoise], instead: Some(instead) }
            }
            Err(_) => Chosen { suppressors: Vec::new(), instead: Some(format!("noise is not suppressed: {reason}")) },
        },
    })
}

fn open_one(name: &str, data: &Path) -> Result<Box<dyn NoiseSuppressor>, String> {
    match name {
        "dtln" => open_dtln(data),
        "gtcrn" => open_gtcrn(data),
        _ => open_rnnoise(),
    }
}

#[cfg(feature = "rnnoise")]
#[expect(clippy::unnecessary_wraps, reason = "a program may be built without it")]
fn open_rnnoise() -> Result<Box<dyn NoiseSuppressor>, String> {
    Ok(Box::new(rnnoise::RnNoise::default()))
}

#[cfg(not(feature = "rnnoise"))]
fn open_rnnoise() -> Result<Box<dyn NoiseSuppressor>, String> {
    Err("this program was built without the feature `rnnoise`".to_owned())
}

/// ONNX Runtime, or the file of a network, in a models folder.
#[cfg(any(feature = "dtln", feature = "gtcrn"))]
fn found(what: &str, path: Option<std::path::PathBuf>) -> Result<std::path::PathBuf, String> {
    path.ok_or_else(|| format!("{what} is in no models folder; `scripts/setup` puts it there"))
}

#[cfg(feature = "dtln")]
fn open_dtln(data: &Path) -> Result<Box<dyn NoiseSuppressor>, String> {
    let library = found("ONNX Runtime", crate::onnx::find(data))?;
    let [mask, shape] =
        ["dtln_1.onnx", "dtln_2.onnx"].map(|name| found(name, crate::locations::find_asset(data, "models", name)));
    let dtln = dtln::Dtln::open(&library, &mask?, &shape?).map_err(|error| error.to_string())?;
    Ok(Box::new(dtln))
}

#[cfg(not(feature = "dtln"))]
fn open_dtln(_data: &Path) -> Result<Box<dyn NoiseSuppressor>, String> {
    Err("this program was built without the feature `dtln`".to_owned())
}

#[cfg(feature = "gtcrn")]
fn open_gtcrn(data: &Path) -> Result<Box<dyn NoiseSuppressor>, String> {
    let library = found("ONNX Runtime", crate::onnx::find(data))?;
    let model = found("gtcrn.onnx", crate::locations::find_asset(data, "models", "gtcrn.onnx"))?;
    let gtcrn = gtcrn::Gtcrn::open(&library, &model).map_err(|error| error.to_string())?;
    Ok(Box::new(gtcrn))
}

#[cfg(not(feature = "gtcrn"))]
fn open_gtcrn(_data: &Path) -> Result<Box<dyn NoiseSuppressor>, String> {
    Err("this program was built without the feature `gtcrn`".to_owned())
}
