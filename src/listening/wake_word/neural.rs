//! Streaming networks that were trained for one phrase each: microWakeWord,
//! <https://github.com/kahrendt/microWakeWord>.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::front_end::{Features, FrontEnd, STEP};
use super::tflite::{self, Network, TensorFlowLite};
use super::{Detection, WakeWord, WakeWordError, needed_at, wakes_from};
use crate::audio::{Frame, SAMPLE_RATE};

/// The folder with models inside a models folder.
const FOLDER: &str = "wake_word";

/// How long after the end of the phrase a network is sure, samples: 0.09 s, the median over recordings of people.
const DELAY: usize = 1_440;

/// After a detection the same phrase is not detected again for so long: 1 s.
const PAUSE_WINDOWS: usize = SAMPLE_RATE as usize / STEP;

/// A model that is on this machine: its description, version 2 of the format of ESPHome.
#[derive(Debug, Clone, Deserialize)]
pub struct Model {
    /// The phrase.
    pub wake_word: String,
    /// The network, beside the description.
    model: PathBuf,
    micro: Settings,
}

#[derive(Debug, Clone, Deserialize)]
struct Settings {
    probability_cutoff: f32,
    sliding_window_size: usize,
    feature_step_size: u32,
}

/// The models in the models folders of `data`. What is no description is left out, with a line in the log.
#[must_use]
pub fn models(data: &Path) -> Vec<Model> {
    let folders = crate::locations::asset_folders(data, "models").into_iter().map(|folder| folder.join(FOLDER));
    let mut found = Vec::new();
    for folder in folders {
        let Ok(entries) = std::fs::read_dir(folder) else { continue };
        let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        files.retain(|file| file.extension().is_some_and(|end| end == "json"));
        files.sort();
        for file in files {
            match Model::read(&file) {
                Ok(model) => found.push(model),
                Err(error) => tracing::warn!("{error}"),
            }
        }
    }
    found
}

impl Model {
    /// Reads a description.
    ///
    /// # Errors
    /// [`WakeWordError::Model`] when it is none, or has settings that cannot be.
    pub fn read(file: &Path) -> Result<Self, WakeWordError> {
        let refused = |reason: String| WakeWordError::Model { path: file.to_owned(), reason };
        let text = std::fs::read_to_string(file).map_err(|error| refused(error.to_string()))?;
        let mut model: Self = serde_json::from_str(&text).map_err(|error| refused(error.to_string()))?;
        let Settings { probability_cutoff: cutoff, sliding_window_size: size, feature_step_size: step } = model.micro;
        if !(cutoff > 0.0 && cutoff < 1.0 && (1..=100).contains(&size) && step as usize * 16 == STEP) {
            return Err(refused(
                "a cutoff between 0 and 1, a window of 1 to 100 and a step of 10 ms are needed".to_owned(),
            ));
        }
        model.model = file.with_file_name(&model.model);
        Ok(model)
    }

    /// Whether it was trained for this phrase.
    #[must_use]
    pub fn is_for(&self, phrase: &str) -> bool {
        words(&self.wake_word).eq(words(phrase))
    }
}

/// The words of a phrase, whatever its case and punctuation.
fn words(phrase: &str) -> impl Iterator<Item = String> + '_ {
    let words = phrase.split(|letter: char| !letter.is_alphanumeric() && letter != '\'');
    words.filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// Some networks that hear the same features.
pub struct Neural {
    front_end: FrontEnd,
    trained: Vec<Trained>,
    best: Option<Detection>,
}

/// A network and what it said lately.
struct Trained {
    phrase: String,
    network: Network,
    /// What the model was published with, and what is needed at the configured sensitivity.
    cutoff: f32,
    needed: f32,
    /// Features that wait until they are as many as the network takes.
    waiting: Vec<Features>,
    /// The newest judgements, as many as are averaged.
    recent: VecDeque<f32>,
    window: usize,
    /// Windows for which it keeps quiet.
    pause: usize,
}

impl Neural {
    /// Loads the library and the networks. A sensitivity of 0.5 is what the models were published with.
    ///
    /// # Errors
    /// [`WakeWordError`] when library or models are missing, cut or something else.
    pub fn open(data: &Path, models: &[Model], sensitivity: f32) -> Result<Self, WakeWordError> {
        let library = tflite::find(data).ok_or(WakeWordError::NoLibrary)?;
        Self::with_library(&library, models, sensitivity)
    }

    /// The same with this library.
    ///
    /// # Errors
    /// [`WakeWordError`] when library or models are missing, cut or something else.
    pub fn with_library(library: &Path, models: &[Model], sensitivity: f32) -> Result<Self, WakeWordError> {
        let library = TensorFlowLite::load(library)?;
        let trained = |model: &Model| {
            Ok(Trained {
                phrase: model.wake_word.to_lowercase(),
                network: Network::open(&library, &model.model)?,
                cutoff: model.micro.probability_cutoff,
                needed: needed_at(sensitivity, model.micro.probability_cutoff),
                waiting: Vec::new(),
                recent: VecDeque::new(),
                window: model.micro.sliding_window_size,
                pause: 0,
            })
        };
        let trained = models.iter().map(trained).collect::<Result<Vec<_>, WakeWordError>>()?;
        Ok(Self { front_end: FrontEnd::default(), trained, best: None })
    }
}

impl Trained {
    /// Takes one window. The averaged judgement, when there is a new one.
    fn accept(&mut self, features: &Features) -> Result<Option<f32>, WakeWordError> {
        self.pause = self.pause.saturating_sub(1);
        self.waiting.push(*features);
        if self.waiting.len() < self.network.stride() {
            return Ok(None);
        }
        let judged = self.network.judge(&self.waiting);
        self.waiting.clear();
        self.recent.push_back(judged?);
        if self.recent.len() > self.window {
            self.recent.pop_front();
        }
        let whole = self.recent.len() == self.window;
        Ok(whole.then(|| self.recent.iter().sum::<f32>() / self.window as f32))
    }
}

impl WakeWord for Neural {
    fn accept(&mut self, frame: &Frame) -> Result<Option<Detection>, WakeWordError> {
        let (mut detected, mut outcome) = (None, Ok(()));
        let Self { front_end, trained, best } = self;
        front_end.accept(frame, |features| {
            for one in trained.iter_mut() {
                match one.accept(features) {
                    Ok(Some(score)) => {
                        let from = wakes_from(score, one.cutoff);
                        let heard = Detection { phrase: one.phrase.clone(), score, wakes_from: from, ago: DELAY };
                        if score > one.needed && one.pause == 0 {
                            one.pause = PAUSE_WINDOWS;
                            detected = Some(heard.clone());
                        }
                        if heard.beats(best.as_ref()) {
                            *best = Some(heard);
                        }
                    }
                    Ok(None) => {}
                    Err(error) => outcome = Err(error),
                }
            }
        });
        outcome.map(|()| detected)
    }

    fn best(&mut self) -> Option<Detection> {
        self.best.take()
    }

    fn reset(&mut self) -> Result<(), WakeWordError> {
        self.front_end.reset();
        self.best = None;
        for one in &mut self.trained {
            one.waiting.clear();
            one.recent.clear();
            one.pause = 0;
            one.network.reset()?;
        }
        Ok(())
    }
}
