//! Which implementation hears and speaks.

use std::num::NonZero;
use std::path::PathBuf;

use super::{Chosen, Ears, Mouth, replies};
use crate::assistant::manner::chosen_voice;
use crate::assistant::timeline::Timeline;
use crate::assistant::{AssistantError, MouthParts, OpenVoice};
use crate::audio::recording::{ClipFolder, Pace, Recordings};
use crate::audio::{AudioError, AudioSink, AudioSource};
use crate::config::{Config, Wake};
use crate::event::SiteId;
use crate::language::{ByLanguage, same};
use crate::listening::wake_word;
use crate::speech_to_text::cascade::{Cascade, Sureness};
use crate::speech_to_text::{Recognizer, Vocabulary};
use crate::text_to_speech::lexicon::Lexicon;
use crate::text_to_speech::reader::Reader;
use crate::text_to_speech::{self, SynthesizerError};

/// The folder in the data folder that keeps what a voice said before.
const PROMPTS: &str = "speech-cache";

/// The recordings that these paths name: files as they are, of a folder those that end in `.wav` or `.flac`, sorted.
///
/// # Errors
/// [`AudioError`] when a folder cannot be read, or nothing is left.
pub fn recordings_in(paths: &[PathBuf]) -> Result<Vec<PathBuf>, AudioError> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let unreadable = |source| AudioError::File { path: path.clone(), source };
        let mut inside = Vec::new();
        for entry in std::fs::read_dir(path).map_err(unreadable)? {
            let file = entry.map_err(unreadable)?.path();
            if file.extension().is_some_and(|end| end.eq_ignore_ascii_case("wav") || end.eq_ignore_ascii_case("flac")) {
                inside.push(file);
            }
        }
        if inside.is_empty() {
            return Err(AudioError::BadRecording { path: path.clone(), reason: "no recording in it".to_owned() });
        }
        inside.sort();
        files.append(&mut inside);
    }
    Ok(files)
}

/// The microphone that is configured, or the recordings that stand in for it.
///
/// # Errors
/// [`AssistantError::Audio`] when there is none, or [`AssistantError::NotBuilt`].
pub fn source(config: &Config, ears: &Ears) -> Result<Chosen<Box<dyn AudioSource>>, AssistantError> {
    let site = &config.assistant.site;
    match ears {
        Ears::Recordings(files) => {
            Ok(Chosen { part: Box::new(Recordings::new(files, Pace::RealTime)?), note: listens(config) })
        }
        Ears::Microphone | Ears::MicrophoneOnceThere => {
            let there = if *ears == Ears::Microphone { listens(config) } else { format!("listening at {site} too") };
            match microphone(config) {
                Ok(part) => Ok(Chosen { part, note: there }),
                Err(AssistantError::Audio(error)) if may_come(&error, ears) => {
                    let note = format!("nobody is heard at {site} yet: {error}");
                    Ok(Chosen { part: absent_microphone(config)?, note })
                }
                Err(error) => Err(error),
            }
        }
    }
}

/// Whether a microphone that cannot be used now is waited for: one that gives no sound may soon, one that is not there is a
/// mistake in the configuration, unless it is waited for by design.
fn may_come(error: &AudioError, ears: &Ears) -> bool {
    match error {
        AudioError::DeviceLost { .. } => true,
        AudioError::NoDevice { .. } => *ears == Ears::MicrophoneOnceThere,
        _ => false,
    }
}

fn listens(config: &Config) -> String {
    match config.listening.wake {
        Wake::Phrase => format!("listening; say {} first", wake_word::listed(&config.listening.wake_phrases)),
        Wake::PushToTalk => "press Enter to talk".to_owned(),
        Wake::Always => "listening".to_owned(),
    }
}

#[cfg(feature = "device")]
fn microphone(config: &Config) -> Result<Box<dyn AudioSource>, AssistantError> {
    Ok(Box::new(crate::audio::device::Microphone::open(&config.audio.input)?))
}

#[cfg(feature = "device")]
fn absent_microphone(config: &Config) -> Result<Box<dyn AudioSource>, AssistantError> {
    Ok(Box::new(crate::audio::device::Microphone::absent(&config.audio.input)))
}

#[cfg(not(feature = "device"))]
fn microphone(_config: &Config) -> Result<Box<dyn AudioSource>, AssistantError> {
    Err(AssistantError::NotBuilt { what: "microphone", feature: "device" })
}

#[cfg(not(feature = "device"))]
fn absent_microphone(config: &Config) -> Result<Box<dyn AudioSource>, AssistantError> {
    microphone(config)
}

/// `None` when replies are shown in the terminal only.
pub(super) fn open_mouth(
    config: &Config,
    mouth: &Mouth,
    timeline: &Timeline,
) -> Result<Option<Chosen<MouthParts>>, AssistantError> {
    let sink: Box<dyn AudioSink> = match mouth {
        Mouth::Folder(folder) => Box::new(ClipFolder::new(folder, Pace::Unpaced)?),
        Mouth::Loudspeaker | Mouth::LoudspeakerOnceThere if config.audio.output == "none" => return Ok(None),
        Mouth::Loudspeaker => match loudspeaker(config) {
            Ok(sink) => sink,
            Err(error) if timeline.is_shown() => {
                timeline.warn(&format!("{error}. Replies are only shown here"));
                return Ok(None);
            }
            Err(error) => return Err(error),
        },
        Mouth::LoudspeakerOnceThere => match loudspeaker(config) {
            Err(AssistantError::Audio(error @ AudioError::NoDevice { .. })) => {
                timeline.warn(&format!("nothing is said at {} yet: {error}", config.assistant.site));
                absent_loudspeaker(config)?
            }
            opened => opened?,
        },
    };
    let Chosen { part: mut readers, note } = readers(config)?;
    choose_reader(&mut readers, config, timeline);
    let there = config.clone();
    let open_voice: OpenVoice = Box::new(move |name| reader_of(&there, name).map(|chosen| chosen.part));
    Ok(Some(Chosen { part: MouthParts { readers, sink, open_voice }, note }))
}

/// Speaks with the voice that was chosen at this site, where one was.
fn choose_reader(readers: &mut ByLanguage<Reader>, config: &Config, timeline: &Timeline) {
    let site = SiteId(config.assistant.site.clone());
    match chosen_voice(&config.data_folder(), &site) {
        Ok(None) => {}
        Ok(Some(name)) => match reader_of(config, &name) {
            Ok(chosen) => *readers.first_mut() = chosen.part,
            Err(error) => timeline.warn(&format!("the voice that was chosen at {site} cannot speak: {error}")),
        },
        Err(error) => timeline.warn(&format!("{error}; {site} speaks with the voice that is configured")),
    }
}

/// What reads replies out with a voice of this name.
fn reader_of(config: &Config, name: &str) -> Result<Chosen<Reader>, SynthesizerError> {
    let data = config.data_folder();
    let speech = text_to_speech::choice::chosen(&config.speech, &config.assistant.language, &data, name)?;
    reader(&Config { speech, ..config.clone() })
}

/// What reads replies out: the voice that the configuration asks for, with its lexicon.
///
/// # Errors
/// [`SynthesizerError`] says what is wrong with the voice or the lexicon.
pub fn reader(config: &Config) -> Result<Chosen<Reader>, SynthesizerError> {
    let language = &config.assistant.language;
    let lexicon = Lexicon::open(&config.speech.lexicon)?;
    let (voice, better) = text_to_speech::open(&config.speech, language, &config.data_folder())?;
    let note = better.unwrap_or_else(|| format!("speaks with {}", voice.name()));
    let reader = Reader::new(voice, language, lexicon, config.speech.words_per_minute)?;
    // What is wrong with replies is told by whoever says them.
    let prompts = replies(config).map(|replies| replies.prompts()).unwrap_or_default();
    let room = u64::from(config.speech.cache_mb) * 1_000_000;
    Ok(Chosen { part: reader.keeping(&prompts, &config.data_folder().join(PROMPTS), room), note })
}

/// The same in each language that is spoken.
///
/// # Errors
/// As [`reader`].
pub fn readers(config: &Config) -> Result<Chosen<ByLanguage<Reader>>, SynthesizerError> {
    let mut notes = Vec::new();
    let of = |tag: &str| -> Result<Reader, SynthesizerError> {
        let Chosen { part, note } = reader(&config.in_language(tag))?;
        notes.push(note);
        Ok(part)
    };
    let part = ByLanguage::try_each(&config.assistant.language, &config.assistant.other_languages, of)?;
    Ok(Chosen { part, note: notes.join("; in other languages ") })
}

/// The loudspeaker.
///
/// # Errors
/// [`AssistantError::Audio`] when there is none.
#[cfg(feature = "device")]
pub fn loudspeaker(config: &Config) -> Result<Box<dyn AudioSink>, AssistantError> {
    Ok(Box::new(crate::audio::device::Loudspeaker::open(&config.audio.output)?))
}

#[cfg(feature = "device")]
fn absent_loudspeaker(config: &Config) -> Result<Box<dyn AudioSink>, AssistantError> {
    Ok(Box::new(crate::audio::device::Loudspeaker::absent(&config.audio.output)))
}

#[cfg(not(feature = "device"))]
fn absent_loudspeaker(config: &Config) -> Result<Box<dyn AudioSink>, AssistantError> {
    loudspeaker(config)
}

/// The loudspeaker.
///
/// # Errors
/// [`AssistantError::NotBuilt`]
#[cfg(not(feature = "device"))]
pub fn loudspeaker(_config: &Config) -> Result<Box<dyn AudioSink>, AssistantError> {
    Err(AssistantError::NotBuilt { what: "loudspeaker", feature: "device" })
}

/// The recogniser that the configuration names; `auto` is whisper where a model is there, else PocketSphinx, which only
/// knows English. A cascade heard worse in noise than whisper alone (`benches/cascade.rs`): it has to be asked for.
///
/// # Errors
/// [`AssistantError::Recognizer`], or [`AssistantError::NotBuilt`] for one that this program lacks.
pub fn recognizer(config: &Config) -> Result<Chosen<Box<dyn Recognizer>>, AssistantError> {
    match config.recognition.engine.as_str() {
        "sphinx" => {
            Ok(alone(sphinx(config)?, "set recognition.engine to `auto` to use whisper where a model is there"))
        }
        "whisper" => whisper(config)?.map(named).ok_or(AssistantError::NoModel),
        "cascade" => Ok(cascade(config, sphinx(config)?, whisper(config)?.ok_or(AssistantError::NoModel)?)),
        _ if !is_english_spoken(config) => whisper(config)?.map(named).ok_or(AssistantError::NoModel),
        _ => match whisper(config) {
            Ok(Some(whisper)) => Ok(named(whisper)),
            Ok(None) => {
                Ok(alone(sphinx(config)?, "a whisper model would understand freer speech: `orderly models list`"))
            }
            Err(AssistantError::NotBuilt { .. }) => {
                Ok(alone(sphinx(config)?, "this program was built without whisper"))
            }
            Err(error) => Ok(alone(sphinx(config)?, &format!("whisper cannot be used: {error}"))),
        },
    }
}

/// So many recognisers at most work at once: each keeps a grammar of its own in memory.
const RECOGNIZERS: usize = 4;

/// Recognisers for utterances that come from many sites at once, as many as the machine has cores for. They have adopted
/// the vocabulary.
///
/// # Errors
/// As [`recognizer`].
pub fn recognizers(
    config: &Config,
    vocabulary: &Vocabulary,
) -> Result<Chosen<Vec<Box<dyn Recognizer>>>, AssistantError> {
    let Chosen { part: first, note } = recognizer(config)?;
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    let count = if first.takes_the_whole_machine() { 1 } else { cores.min(RECOGNIZERS) };
    let mut recognizers = vec![first];
    while recognizers.len() < count {
        recognizers.push(recognizer(config)?.part);
    }
    for recognizer in &mut recognizers {
        recognizer.adopt(vocabulary)?;
    }
    Ok(Chosen { part: recognizers, note })
}

/// The first one answers where it is sure, the second one decides the rest.
fn cascade(config: &Config, quick: Engine, thorough: Engine) -> Chosen<Box<dyn Recognizer>> {
    let recognition = &config.recognition;
    let sureness = Sureness {
        alone: recognition.alone_confidence,
        margin: MARGIN,
        disputed: DISPUTED * recognition.minimum_confirmation_confidence,
    };
    let note = format!("hears with {}, and where it is not sure with {}", quick.note, thorough.note);
    Chosen { part: Box::new(Cascade::new(quick.part, thorough.part, sureness)), note }
}

/// So much surer than of its second hypothesis PocketSphinx must be to answer alone.
const MARGIN: f32 = 0.2;

/// Less than what a yes needs, and with the defaults enough for any other answer.
const DISPUTED: f32 = 0.9;

/// A recogniser and what it is called.
type Engine = Chosen<Box<dyn Recognizer>>;

fn named(Chosen { part, note }: Engine) -> Engine {
    Chosen { part, note: format!("hears with {note}") }
}

fn alone(engine: Engine, better: &str) -> Engine {
    let Chosen { part, note } = named(engine);
    Chosen { part, note: format!("{note}; {better}") }
}

/// Whether English is spoken, the only language that PocketSphinx knows.
fn is_english_spoken(config: &Config) -> bool {
    config.assistant.languages().any(|tag| same(tag, "en"))
}

/// What is not heard where English is; to be added to a line.
#[cfg(any(feature = "whisper", feature = "sphinx"))]
fn unheard_beside_english(config: &Config) -> String {
    let others: Vec<&str> = config.assistant.languages().filter(|tag| !same(tag, "en")).collect();
    if others.is_empty() {
        return String::new();
    }
    format!(", English only: to hear {} it takes a multilingual whisper model", others.join(", "))
}

/// A model that knows every language, else English alone where that is one of them.
#[cfg(feature = "whisper")]
fn whisper(config: &Config) -> Result<Option<Engine>, AssistantError> {
    use crate::language::primary;
    use crate::speech_to_text::whisper::choose;

    let languages: Vec<&str> = config.assistant.languages().map(primary).collect();
    let data = config.data_folder();
    let of_all = choose(&config.recognition, &languages, &data)?;
    let (chosen, unheard) = match of_all {
        None if languages.len() > 1 && is_english_spoken(config) => {
            (choose(&config.recognition, &["en"], &data)?, unheard_beside_english(config))
        }
        chosen => (chosen, String::new()),
    };
    Ok(chosen.map(|chosen| Chosen {
        part: Box::new(chosen.recognizer) as _,
        note: format!("whisper, {}{unheard}", chosen.note),
    }))
}

#[cfg(not(feature = "whisper"))]
fn whisper(_config: &Config) -> Result<Option<Engine>, AssistantError> {
    Err(AssistantError::NotBuilt { what: "whisper", feature: "whisper" })
}

#[cfg(feature = "sphinx")]
fn sphinx(config: &Config) -> Result<Engine, AssistantError> {
    use crate::audio::noise_suppression;
    use crate::speech_to_text::sphinx::{DEBIAN_MODEL, Sphinx};
    if !is_english_spoken(config) {
        return Err(AssistantError::NoModel);
    }
    let noise = noise_suppression::open(&config.listening.noise_suppression, &config.data_folder())?;
    let sphinx = Sphinx::open(std::path::Path::new(DEBIAN_MODEL), pronunciation(config))?.through(noise.suppressors);
    let suppressed = noise.instead.map(|instead| format!(" ({instead})")).unwrap_or_default();
    let note = format!("PocketSphinx{suppressed}{}", unheard_beside_english(config));
    Ok(Chosen { part: Box::new(sphinx), note })
}

#[cfg(not(feature = "sphinx"))]
fn sphinx(_config: &Config) -> Result<Engine, AssistantError> {
    Err(AssistantError::NotBuilt { what: "PocketSphinx", feature: "sphinx" })
}

/// How words sound that no dictionary has, in the language that is spoken.
#[cfg(feature = "espeak")]
pub fn pronunciation(config: &Config) -> Option<crate::speech_to_text::Pronounce> {
    let language = config.assistant.language.clone();
    Some(std::sync::Arc::new(move |word: &str| crate::text_to_speech::espeak::ipa(word, &language)))
}

/// How words sound: nobody knows.
#[cfg(not(feature = "espeak"))]
pub fn pronunciation(_config: &Config) -> Option<crate::speech_to_text::Pronounce> {
    None
}
