//! Which of the models that are there: the largest one that this machine is quick enough for.

use std::path::{Path, PathBuf};

use super::decoder::{Decoder, Undecoded};
use super::model::{self, candidates};
use super::speed::{Speeds, machine};
use super::{RecognizerError, WhisperRecognizer};
use crate::config::RecognitionConfig;

/// Seconds for a second of sound that nobody minds: an order of three seconds is then known a second and a half after its
/// last word, and half of that is the silence that ends it.
const QUICK_ENOUGH: f32 = 0.5;

/// A recogniser with the model that was chosen.
#[derive(Debug)]
pub struct Choice {
    /// The recogniser.
    pub recognizer: WhisperRecognizer,
    /// Which model, and why not a larger one.
    pub note: String,
}

/// Opens the model that the configuration names, else the largest in a `models` folder that is quick enough on this
/// machine, else the quickest. `None` when there is none. Speeds that are not known yet are measured and remembered.
///
/// # Errors
/// [`RecognizerError::Model`] when the model that is named, or every one that is there, cannot be used.
pub fn choose(config: &RecognitionConfig, languages: &[&str], data: &Path) -> Result<Option<Choice>, RecognizerError> {
    if config.model != Path::new("") {
        let recognizer = WhisperRecognizer::open(&config.model, languages)?;
        return Ok(Some(Choice { recognizer, note: config.model.display().to_string() }));
    }
    let mut speeds = Speeds::read(data, &machine());
    let known = speeds.clone();
    let open = |path: &Path| {
        let mut decoder = Decoder::open(path, languages)?;
        let factor = match known.of(path) {
            Some(factor) => factor,
            None => {
                let factor = decoder.real_time_factor().map_err(|undecoded| unmeasured(path, undecoded))?;
                speeds.remember(data, path, factor);
                factor
            }
        };
        Ok((decoder, factor))
    };
    let Some(picked) = pick(&candidates(data, languages), |path| known.of(path), open)? else { return Ok(None) };
    let note = picked.note();
    Ok(Some(Choice { recognizer: WhisperRecognizer::with(picked.part)?, note }))
}

/// Which model [`choose`] would open and why, without loading or measuring any.
///
/// # Errors
/// As [`choose`].
pub fn explain(config: &RecognitionConfig, languages: &[&str], data: &Path) -> Result<Option<String>, RecognizerError> {
    if config.model != Path::new("") {
        return model::check(&config.model).map(|()| Some(config.model.display().to_string()));
    }
    let speeds = Speeds::read(data, &machine());
    let whole = |path: &Path| model::check(path).map(|()| ((), speeds.of(path).unwrap_or(f32::NAN)));
    let picked = pick(&candidates(data, languages), |path| speeds.of(path), whole)?;
    Ok(picked.map(|picked| picked.note()))
}

/// A model that can be used.
#[derive(Debug, PartialEq)]
struct Picked<T> {
    part: T,
    path: PathBuf,
    /// Seconds for a second of sound; not a number when nobody measured it.
    factor: f32,
    /// What is wrong with the larger ones.
    passed_over: Vec<String>,
}

impl<T> Picked<T> {
    fn note(&self) -> String {
        let speed = if self.factor.is_nan() {
            "its speed is measured at the first start".to_owned()
        } else {
            let slow = if self.factor > QUICK_ENOUGH { ", which is slow" } else { "" };
            format!("takes {:.2} s for a second of sound here{slow}", self.factor)
        };
        let passed_over: String = self.passed_over.iter().map(|reason| format!("; {reason}")).collect();
        format!("{} ({speed}{passed_over})", self.path.display())
    }
}

/// The first one that can be opened and is quick enough, else the quickest.
fn pick<T>(
    models: &[PathBuf],
    known: impl Fn(&Path) -> Option<f32>,
    mut open: impl FnMut(&Path) -> Result<(T, f32), RecognizerError>,
) -> Result<Option<Picked<T>>, RecognizerError> {
    let mut passed_over = Vec::new();
    let mut slow: Vec<(f32, &PathBuf)> = Vec::new();
    let mut refused = None;
    for path in models {
        let factor = match known(path).filter(|factor| *factor > QUICK_ENOUGH) {
            Some(factor) => factor,
            None => match open(path) {
                Ok((_, factor)) if factor > QUICK_ENOUGH => factor,
                Ok((part, factor)) => return Ok(Some(Picked { part, path: path.clone(), factor, passed_over })),
                Err(error) => {
                    passed_over.push(format!("not taken: {error}"));
                    refused = Some(error);
                    continue;
                }
            },
        };
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        passed_over.push(format!("{name} would take {factor:.2} s"));
        slow.push((factor, path));
    }
    slow.sort_by(|one, other| one.0.total_cmp(&other.0));
    match (slow.first(), refused) {
        (Some((_, path)), _) => {
            let (part, factor) = open(path)?;
            Ok(Some(Picked { part, path: (*path).clone(), factor, passed_over: Vec::new() }))
        }
        (None, Some(error)) => Err(error),
        (None, None) => Ok(None),
    }
}

fn unmeasured(path: &Path, undecoded: Undecoded) -> RecognizerError {
    let reason = match undecoded {
        Undecoded::Stopped => "it is far too slow for this machine; take a smaller model".to_owned(),
        Undecoded::Failed(reason) => reason,
    };
    RecognizerError::Model { path: path.to_owned(), reason }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn models() -> Vec<PathBuf> {
        ["large.bin", "middle.bin", "small.bin"].map(PathBuf::from).to_vec()
    }

    /// What is opened when the models take so long; a negative figure is a broken file.
    fn picked(factors: [f32; 3], known: [Option<f32>; 3]) -> Result<Option<(String, Vec<String>)>, String> {
        let place = |path: &Path| models().iter().position(|model| model == path).unwrap();
        let open = |path: &Path| match factors[place(path)] {
            broken if broken < 0.0 => {
                Err(RecognizerError::Model { path: path.to_owned(), reason: "cut short".to_owned() })
            }
            factor => Ok(((), factor)),
        };
        let picked = pick(&models(), |path| known[place(path)], open).map_err(|error| error.to_string())?;
        Ok(picked.map(|picked| (picked.path.display().to_string(), picked.passed_over)))
    }

    #[test]
    fn the_largest_model_that_is_quick_enough_is_taken() {
        let of = |factors| picked(factors, [None; 3]).unwrap().unwrap().0;
        assert_eq!(of([0.1, 0.05, 0.02]), "large.bin");
        assert_eq!(of([0.9, 0.3, 0.1]), "middle.bin");
        assert_eq!(of([2.0, 0.9, 0.5]), "small.bin");
        assert_eq!(of([2.0, -1.0, 0.1]), "small.bin");
        assert_eq!(of([-1.0, 0.9, -1.0]), "middle.bin");
    }

    #[test]
    fn one_that_is_known_to_be_slow_is_not_opened_again() {
        let known = [Some(0.9), None, None];
        assert_eq!(picked([-1.0, 0.2, 0.1], known).unwrap().unwrap().0, "middle.bin");
        assert!(picked([-1.0, -1.0, -1.0], known).is_err());
    }

    #[test]
    fn every_one_that_was_passed_over_is_named_with_the_reason() {
        let (path, passed_over) = picked([0.9, -1.0, 0.1], [None; 3]).unwrap().unwrap();
        assert_eq!(path, "small.bin");
        assert_eq!(passed_over, ["large.bin would take 0.90 s", "not taken: middle.bin: cut short"]);
    }

    #[test]
    fn none_is_none_and_only_broken_ones_are_an_error() {
        assert_eq!(pick(&[], |_| None, |_| Ok(((), 0.0))).unwrap(), None);
        assert!(picked([-1.0; 3], [None; 3]).unwrap_err().contains("cut short"));
    }
}
