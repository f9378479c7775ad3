//! A wake phrase as the daemon hears one that no network was trained for: in the sentences of its recogniser.

use orderly::assistant::parts::{self, Chosen};
use orderly::audio::{FRAME_MS, Frame};
use orderly::commerce::Storefront;
use orderly::commerce::local::LocalShop;
use orderly::config::Config;
use orderly::expecting::Expecting;
use orderly::listening::wake_word::{Detection, WakeWord, WakeWordError, needed_at, wakes_from};
use orderly::listening::{Listened, Listener, Patience, vad};
use orderly::speech_to_text::{Hypothesis, Recognizer, Vocabulary};
use orderly::understanding::{Completeness, Intent, Languages};

use super::Outcome;

/// What is configured otherwise than by default.
pub fn waking_to(phrase: &str) -> Config {
    let mut config = Config::default();
    config.listening.wake_phrases = vec![phrase.to_owned()];
    config.recognition.engine = "sphinx".to_owned();
    config
}

pub struct Recognised {
    config: Config,
    listener: Listener,
    recognizer: Box<dyn Recognizer>,
    languages: Languages,
    vocabulary: Vocabulary,
    best: Option<Detection>,
    /// How much sound there was since the last pause.
    unguessed_ms: u32,
    /// What was heard behind the last call.
    pub heard: Vec<Intent>,
}

impl Recognised {
    /// With these sentences, in which the phrases of the configuration wake.
    pub fn new(config: &Config, languages: Languages) -> Outcome<Self> {
        let Chosen { part: mut recognizer, .. } = parts::recognizer(config)?;
        let vocabulary = languages.vocabulary()?;
        recognizer.adopt(&vocabulary)?;
        let detector = vad::open(&config.listening.vad, &config.data_folder())?.vad;
        let listener = Listener::new(detector, &config.listening);
        let (config, heard) = (config.clone(), Vec::new());
        Ok(Self { config, listener, recognizer, languages, vocabulary, best: None, unguessed_ms: 0, heard })
    }

    /// With the sentences and products of the sample shop, in which one phrase wakes.
    pub fn of_sample_shop(phrase: &str) -> Outcome<Self> {
        let folder = tempfile::tempdir()?;
        let mut config = waking_to(phrase);
        config.assistant.data = folder.path().to_owned();
        let mut shop = LocalShop::open(&config.data_folder())?;
        shop.import_sample(jiff::Timestamp::now())?;
        let languages = parts::languages(&config, &shop.catalogue()?)?;
        Self::new(&config, languages)
    }

    fn take(&mut self, listened: Listened) -> Outcome<Option<Detection>> {
        match listened {
            Listened::Started(frames) => {
                self.recognizer.begin(Expecting::Wake)?;
                for frame in &frames {
                    self.recognizer.accept(frame)?;
                }
            }
            Listened::Continued(frame) => {
                self.unguessed_ms += FRAME_MS;
                self.recognizer.accept(&frame)?;
            }
            Listened::Paused => {
                self.unguessed_ms = 0;
                let guess = self.recognizer.pause()?;
                if let Some(Listened::Ended { .. }) = self.listener.wait(self.patience(&guess)) {
                    return self.conclude();
                }
            }
            Listened::Ended { silence_ms, .. } => {
                if silence_ms < self.unguessed_ms {
                    // Speech went on behind the last pause.
                    self.recognizer.pause()?;
                }
                return self.conclude();
            }
            Listened::NoInput => {}
        }
        Ok(None)
    }

    fn needed(&self) -> f32 {
        self.config.recognition.minimum_confidence
    }

    fn patience(&self, guess: &[Hypothesis]) -> Patience {
        let needed = |_: &[Intent]| needed_at(0.5, self.needed());
        match self.languages.completeness(guess, Expecting::Wake, &self.vocabulary, needed) {
            Completeness::Whole => Patience::Short,
            Completeness::Unclear => Patience::Usual,
            Completeness::Unfinished => Patience::Long,
        }
    }

    fn conclude(&mut self) -> Outcome<Option<Detection>> {
        let hypotheses = self.recognizer.finish()?;
        self.listener.begin(false);
        let meaning = self.languages.judge(&hypotheses, Expecting::Wake, "").meaning;
        if meaning.first().is_none() {
            return Ok(None);
        }
        let score = meaning.confidence();
        let phrase = hypotheses.first().map_or_else(String::new, |best| best.text.clone());
        let detection = Detection { phrase, score, wakes_from: wakes_from(score, self.needed()), ago: 0 };
        if detection.beats(self.best.as_ref()) {
            self.best = Some(detection.clone());
        }
        self.heard = meaning.wishes().to_vec();
        Ok(Some(detection).filter(|detection| detection.score >= self.needed()))
    }
}

impl WakeWord for Recognised {
    fn accept(&mut self, frame: &Frame) -> Result<Option<Detection>, WakeWordError> {
        let failed = |reason: String| WakeWordError::Engine(reason);
        let mut detected = None;
        for listened in self.listener.accept(*frame).map_err(|error| failed(error.to_string()))? {
            detected = detected.or(self.take(listened).map_err(|error| failed(error.to_string()))?);
        }
        Ok(detected)
    }

    fn best(&mut self) -> Option<Detection> {
        self.best.take()
    }

    fn reset(&mut self) -> Result<(), WakeWordError> {
        self.listener.begin(false);
        self.best = None;
        self.heard.clear();
        Ok(())
    }
}
