//! Reply text to sound, sentence by sentence.

pub mod cache;
pub mod choice;
#[cfg(feature = "espeak")]
pub mod espeak;
pub mod lexicon;
#[cfg(feature = "piper")]
pub mod piper;
pub mod reader;
pub mod sentences;
pub mod spoken;
pub mod utterances;

use std::path::{Path, PathBuf};

use crate::audio::Clip;
use crate::config::SpeechConfig;
use lexicon::{Alphabet, Lexicon, LexiconError, Part};

/// A voice.
pub trait Synthesizer: Send {
    /// Its name, for the line that says which voice speaks.
    fn name(&self) -> &str;

    /// Speaks so many words a minute from the next sentence on, or as near to it as it can.
    fn set_pace(&mut self, words_per_minute: u32);

    /// How it reads sounds.
    fn alphabet(&self) -> Alphabet;

    /// What tells this voice from every other, where a sentence takes so long to make that it is worth keeping.
    fn fingerprint(&self) -> Option<[u8; 32]> {
        None
    }

    /// Says one sentence, whose words are already in spoken form (see [`spoken`]). One without a letter, a digit or a
    /// sound is an empty clip.
    ///
    /// # Errors
    /// [`SynthesizerError::Engine`]
    fn say(&mut self, sentence: &[Part]) -> Result<Clip, SynthesizerError>;

    /// Says one sentence of words alone.
    ///
    /// # Errors
    /// As [`Synthesizer::say`].
    fn synthesize(&mut self, sentence: &str) -> Result<Clip, SynthesizerError> {
        self.say(&[Part::Words(sentence.to_owned())])
    }
}

/// A written sentence as a voice says it: what the lexicon knows its way, and all else read out.
#[must_use]
pub fn said(sentence: &str, language: &str, lexicon: &Lexicon, alphabet: Alphabet) -> Vec<Part> {
    let mut parts = lexicon.apply(sentence, alphabet);
    for part in &mut parts {
        if let Part::Words(words) = part {
            *words = spoken::spoken(words, language);
        }
    }
    parts
}

/// What can go wrong while speaking.
#[derive(Debug, thiserror::Error)]
pub enum SynthesizerError {
    /// A voice is missing, cut or no voice.
    #[error("voice {}: {reason}", path.display())]
    Voice {
        /// Its file.
        path: PathBuf,
        /// What is wrong and what to do.
        reason: String,
    },
    /// There is no voice for the language.
    #[error("no voice for `{language}` is in a voices folder: `orderly voices list`")]
    NoVoice {
        /// Its tag.
        language: String,
    },
    /// A voice is none of those to choose from.
    #[error("there is no such voice; there are {choices}")]
    NoChoice {
        /// Their names.
        choices: String,
    },
    /// The lexicon cannot be used with it.
    #[error(transparent)]
    Lexicon(#[from] LexiconError),
    /// The engine failed on this sentence.
    #[error("the voice failed: {0}")]
    Engine(String),
}

/// Opens the voice that the configuration asks for. `auto` takes a Piper voice of this language when there is one and
/// it works, else espeak-ng; then the second part says in one line what would sound better, or what is wrong.
///
/// # Errors
/// [`SynthesizerError::Voice`] when the voice that was asked for is missing or broken, [`SynthesizerError::Engine`]
/// when there is no engine of that name in this build.
pub fn open(
    config: &SpeechConfig,
    language: &str,
    data: &Path,
) -> Result<(Box<dyn Synthesizer>, Option<String>), SynthesizerError> {
    match config.engine.as_str() {
        "auto" => open_best(config, language, data),
        "piper" => Ok((open_piper(config, language, data)?, None)),
        "espeak" => Ok((open_espeak(config, language)?, None)),
        other => Err(SynthesizerError::Engine(format!(
            "there is no speech engine `{other}`; set speech.engine to auto, piper or espeak"
        ))),
    }
}

fn open_best(
    config: &SpeechConfig,
    language: &str,
    data: &Path,
) -> Result<(Box<dyn Synthesizer>, Option<String>), SynthesizerError> {
    if config.voice.is_empty() || names_piper_voice(&config.voice) {
        match open_piper(config, language, data) {
            Ok(voice) => Ok((voice, None)),
            Err(reason) if config.voice.is_empty() => {
                let voice = open_espeak(config, language)?;
                let note =
                    format!("speaks with {}; a Piper voice would sound more natural, but {reason}", voice.name());
                Ok((voice, Some(note)))
            }
            Err(reason) => {
                let instead = SpeechConfig { voice: String::new(), ..config.clone() };
                let voice = open_espeak(&instead, language)?;
                let note = format!("speaks with {} instead: {reason}", voice.name());
                Ok((voice, Some(note)))
            }
        }
    } else {
        Ok((open_espeak(config, language)?, None))
    }
}

/// Piper's voices are files `<language>_<REGION>-<name>-<quality>.onnx`; espeak-ng's names have no such ending and no
/// second part behind a region.
fn names_piper_voice(voice: &str) -> bool {
    Path::new(voice).extension().is_some_and(|ending| ending == "onnx") || voice.contains('_')
}

#[cfg(feature = "piper")]
fn open_piper(config: &SpeechConfig, language: &str, data: &Path) -> Result<Box<dyn Synthesizer>, SynthesizerError> {
    let voice = piper::find_voice(&config.voice, language, data)?;
    let runtime = piper::find_runtime(data)?;
    Ok(Box::new(piper::PiperVoice::open(&voice, &runtime, config.words_per_minute)?))
}

#[cfg(not(feature = "piper"))]
fn open_piper(_config: &SpeechConfig, _language: &str, _data: &Path) -> Result<Box<dyn Synthesizer>, SynthesizerError> {
    Err(SynthesizerError::Engine("this build has no Piper; build it with the feature `piper`".to_owned()))
}

#[cfg(feature = "espeak")]
fn open_espeak(config: &SpeechConfig, language: &str) -> Result<Box<dyn Synthesizer>, SynthesizerError> {
    let voice = if config.voice.is_empty() { espeak::voice_for(language) } else { &config.voice };
    Ok(Box::new(espeak::EspeakVoice::open(voice, config.words_per_minute)?))
}

#[cfg(not(feature = "espeak"))]
fn open_espeak(_config: &SpeechConfig, _language: &str) -> Result<Box<dyn Synthesizer>, SynthesizerError> {
    Err(SynthesizerError::Engine("this build has no voice; build it with the feature `espeak`".to_owned()))
}
