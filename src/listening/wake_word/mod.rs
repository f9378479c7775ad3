//! Wake words: whether somebody said the phrase that opens a session.
//!
//! A phrase that a network was trained for is heard by that network; any other one by a search for its sounds.

mod confirmed;
#[cfg(feature = "wake-word")]
pub mod front_end;
#[cfg(feature = "sphinx")]
pub mod keyphrase;
#[cfg(feature = "wake-word")]
pub mod neural;
#[cfg(feature = "wake-word")]
mod tflite;

pub use confirmed::Confirmed;

use std::path::{Path, PathBuf};

use super::vad;
use crate::audio::Frame;
use crate::config::ListeningConfig;
use crate::speech_to_text::Pronounce;

/// A phrase that was heard.
#[derive(Debug, Clone, PartialEq)]
pub struct Detection {
    /// The phrase, whatever the case of its letters.
    pub phrase: String,
    /// How sure it is, 0 to 1.
    pub score: f32,
    /// The sensitivity from which on this is enough; below 0 or above 1 where no sensitivity changes anything.
    pub wakes_from: f32,
    /// How many samples ago it ended.
    pub ago: usize,
}

impl Detection {
    /// Whether it comes nearer to waking.
    #[must_use]
    pub fn beats(&self, other: Option<&Self>) -> bool {
        other.is_none_or(|other| self.wakes_from < other.wakes_from)
    }
}

/// Listens for wake phrases, frame after frame.
pub trait WakeWord: Send {
    /// Takes a frame. A detection when with it a phrase was heard; the same phrase is one detection.
    ///
    /// # Errors
    /// [`WakeWordError::Engine`] when the engine fails; the frame is lost, the next one is not.
    fn accept(&mut self, frame: &Frame) -> Result<Option<Detection>, WakeWordError>;

    /// What came nearest to a phrase since this was asked last, whether or not it was near enough.
    fn best(&mut self) -> Option<Detection>;

    /// Forgets what came before: the next frame begins something new.
    ///
    /// # Errors
    /// [`WakeWordError::Engine`] when the engine cannot begin anew.
    fn reset(&mut self) -> Result<(), WakeWordError>;
}

/// What can go wrong with wake words.
#[derive(Debug, thiserror::Error)]
pub enum WakeWordError {
    /// There is no TensorFlow Lite.
    #[error("TensorFlow Lite is in no models folder; `scripts/setup` puts it there")]
    NoLibrary,
    /// The library is cut, too old or something else.
    #[error("TensorFlow Lite {}: {reason}; `scripts/setup` puts it in place", path.display())]
    Library {
        /// Its file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// A model is missing, cut or no model.
    #[error("model {}: {reason}; `scripts/setup` puts its own models in place again", path.display())]
    Model {
        /// Its file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// An engine failed.
    #[error("the wake word: {0}")]
    Engine(String),
}

/// What listens for phrases that networks were trained for.
pub struct Trained {
    /// The engine; none when there is a network for no phrase.
    pub wake: Option<Box<dyn WakeWord>>,
    /// The phrases that it listens for, as they are configured.
    pub phrases: Vec<String>,
    /// One line when there are networks for some phrases and they cannot be used: why not, and what to do.
    pub instead: Option<String>,
}

/// The networks for the configured phrases, out of the models folders of `data` (see [`crate::locations`]).
///
/// # Errors
/// [`super::ListeningError`] when there is no detector of voice activity of the configured name.
pub fn trained(config: &ListeningConfig, data: &Path) -> Result<Trained, super::ListeningError> {
    let (phrases, engine) = open_trained(config, data);
    let engine = match engine {
        Ok(engine) => engine,
        Err(error) => {
            let instead = format!(
                "the recogniser listens for {}, not the network that was trained for it: {error}",
                listed(&phrases)
            );
            return Ok(Trained { wake: None, phrases: Vec::new(), instead: Some(instead) });
        }
    };
    let confirmed = |engine| {
        let detector = vad::open(&config.vad, data)?.vad;
        Ok::<Box<dyn WakeWord>, super::ListeningError>(Box::new(Confirmed::new(engine, detector)))
    };
    Ok(Trained { wake: engine.map(confirmed).transpose()?, phrases, instead: None })
}

type Engine = Result<Option<Box<dyn WakeWord>>, WakeWordError>;

#[cfg(feature = "wake-word")]
fn open_trained(config: &ListeningConfig, data: &Path) -> (Vec<String>, Engine) {
    let models = neural::models(data);
    let model_for = |phrase: &&String| Some((phrase.to_string(), models.iter().find(|model| model.is_for(phrase))?));
    let (phrases, models): (Vec<String>, Vec<_>) = config.wake_phrases.iter().filter_map(|one| model_for(&one)).unzip();
    if phrases.is_empty() {
        return (phrases, Ok(None));
    }
    let models: Vec<_> = models.into_iter().cloned().collect();
    let engine = neural::Neural::open(data, &models, config.wake_sensitivity);
    (phrases, engine.map(|engine| Some(Box::new(engine) as Box<dyn WakeWord>)))
}

#[cfg(not(feature = "wake-word"))]
fn open_trained(_config: &ListeningConfig, _data: &Path) -> (Vec<String>, Engine) {
    (Vec::new(), Ok(None))
}

/// An engine for any phrases, whether or not there is a network for them, out of what is on this machine.
///
/// # Errors
/// [`WakeWordError`] when there is no PocketSphinx for those without a network, or one of them cannot be said.
pub fn open(config: &ListeningConfig, data: &Path, pronounce: Option<&Pronounce>) -> Result<Chosen, WakeWordError> {
    let failed = |error: super::ListeningError| WakeWordError::Engine(error.to_string());
    let Trained { wake, phrases, instead } = trained(config, data).map_err(failed)?;
    let others: Vec<String> = config.wake_phrases.iter().filter(|phrase| !phrases.contains(phrase)).cloned().collect();
    let mut engines: Vec<Box<dyn WakeWord>> = wake.into_iter().collect();
    if !others.is_empty() {
        engines.push(open_keyphrase(config, data, &others, pronounce)?);
    }
    Ok(Chosen { wake: Box::new(Several(engines)), trained: phrases, instead })
}

/// An engine for all configured phrases.
pub struct Chosen {
    /// The engine.
    pub wake: Box<dyn WakeWord>,
    /// The phrases that networks listen for; the others are searched for.
    pub trained: Vec<String>,
    /// One line when a network that is there cannot be used: why not, and what to do.
    pub instead: Option<String>,
}

#[cfg(feature = "sphinx")]
fn open_keyphrase(
    config: &ListeningConfig,
    data: &Path,
    phrases: &[String],
    pronounce: Option<&Pronounce>,
) -> Result<Box<dyn WakeWord>, WakeWordError> {
    let model = Path::new(crate::speech_to_text::sphinx::DEBIAN_MODEL);
    let detector = vad::open(&config.vad, data).map_err(|error| WakeWordError::Engine(error.to_string()))?.vad;
    let engine = keyphrase::Keyphrase::open(model, phrases, pronounce, detector, config.wake_sensitivity)?;
    Ok(Box::new(engine))
}

#[cfg(not(feature = "sphinx"))]
fn open_keyphrase(
    _config: &ListeningConfig,
    _data: &Path,
    phrases: &[String],
    _pronounce: Option<&Pronounce>,
) -> Result<Box<dyn WakeWord>, WakeWordError> {
    let reason = "there is no network for it, and this program was built without the feature `sphinx`";
    Err(WakeWordError::Engine(format!("{}: {reason}", listed(phrases))))
}

/// Phrases as a person reads them: “this” or “that”.
#[must_use]
pub fn listed(phrases: &[String]) -> String {
    phrases.iter().map(|phrase| format!("“{phrase}”")).collect::<Vec<_>>().join(" or ")
}

/// Some engines that hear the same.
struct Several(Vec<Box<dyn WakeWord>>);

impl WakeWord for Several {
    fn accept(&mut self, frame: &Frame) -> Result<Option<Detection>, WakeWordError> {
        let mut heard = None;
        for engine in &mut self.0 {
            heard = heard.or(engine.accept(frame)?);
        }
        Ok(heard)
    }

    fn best(&mut self) -> Option<Detection> {
        self.0
            .iter_mut()
            .filter_map(|engine| engine.best())
            .min_by(|one, other| one.wakes_from.total_cmp(&other.wakes_from))
    }

    fn reset(&mut self) -> Result<(), WakeWordError> {
        self.0.iter_mut().try_for_each(|engine| engine.reset())
    }
}

/// How sure a detection must be: the threshold of the engine, moved by the sensitivity. At 0.5 it stays, at 0 and 1 its
/// odds are seven times higher and lower.
#[must_use]
pub fn needed_at(sensitivity: f32, threshold: f32) -> f32 {
    1.0 / (1.0 + (STEEPNESS * (sensitivity - 0.5) - logit(threshold)).exp())
}

/// The sensitivity at which a score is just enough for this threshold.
#[must_use]
pub fn wakes_from(score: f32, threshold: f32) -> f32 {
    0.5 - (logit(score) - logit(threshold)) / STEEPNESS
}

/// The logarithm of the odds.
fn logit(probability: f32) -> f32 {
    let probability = probability.clamp(1e-6, 1.0 - 1e-6);
    (probability / (1.0 - probability)).ln()
}

/// How much the logarithm of the odds moves from a sensitivity of 0 to one of 1.
const STEEPNESS: f32 = 4.0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sensitivity_moves_the_threshold_and_not_the_score() {
        assert!((needed_at(0.5, 0.9) - 0.9).abs() < 1e-6);
        assert!(needed_at(0.0, 0.9) > 0.98 && needed_at(0.0, 0.97) < 255.0 / 256.0 && needed_at(1.0, 0.9) < 0.6);
        for sensitivity in [0.0, 0.3, 0.5, 1.0] {
            let just_enough = needed_at(sensitivity, 0.85);
            assert!((wakes_from(just_enough, 0.85) - sensitivity).abs() < 1e-4);
        }
    }
}
