//! Which implementation does what: chosen by the configuration and by what is on this machine.

use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use jiff::tz::TimeZone;

use super::sources::Sources;
use super::timeline::Timeline;
use super::{Assistant, AssistantError, Core, Receipts, VoiceParts};
use crate::audio::recording::{ClipFolder, Pace, Recordings};
use crate::audio::{AudioError, AudioSink, AudioSource};
use crate::commerce::Storefront;
use crate::config::{Config, Wake};
use crate::dialogue::DialogueSettings;
use crate::dialogue::reply::{Replies, RepliesError, RepliesFile};
use crate::event::{Event, SiteId};
use crate::handover::{self, Desk, Pauses};
use crate::journal::Journal;
use crate::journal::lock::DataLock;
use crate::listening::{Listener, vad};
use crate::permission::Rules;
use crate::receipts::{self, Press, Printed, Writer};
use crate::speech_to_text::Recognizer;
use crate::text_to_speech::lexicon::Lexicon;
use crate::text_to_speech::reader::Reader;
use crate::text_to_speech::{self, SynthesizerError};

/// The folder in the data folder that keeps what a voice said before.
const PROMPTS: &str = "speech-cache";

/// Where frames come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ears {
    /// What `audio.input` says.
    Microphone,
    /// Files that stand in for it, one for each turn.
    Recordings(Vec<PathBuf>),
}

/// Where clips go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mouth {
    /// What `audio.output` says.
    Loudspeaker,
    /// WAV files in this folder.
    Folder(PathBuf),
}

/// A part that was chosen, and what the owner should know about the choice.
pub struct Chosen<T> {
    /// The part.
    pub part: T,
    /// What it is, and what would be better: one line.
    pub note: String,
}

/// Takes the data folder for this process.
///
/// # Errors
/// [`AssistantError::Journal`] when another daemon has it, or it cannot be written.
pub fn lock_data(config: &Config) -> Result<DataLock, AssistantError> {
    Ok(DataLock::acquire(&config.data_folder())?)
}

/// The shop.
///
/// # Errors
/// [`AssistantError::Shop`]
#[cfg(feature = "sqlite")]
pub fn shop(config: &Config) -> Result<Box<dyn Storefront>, AssistantError> {
    let shop = crate::commerce::local::LocalShop::open(&config.data_folder())?;
    let mut shop = shop.in_language(&config.assistant.language)?;
    shop.configure(&config.shop)?;
    Ok(Box::new(shop))
}

/// The journal.
///
/// # Errors
/// [`AssistantError::Journal`]
#[cfg(feature = "sqlite")]
pub fn journal(config: &Config) -> Result<Box<dyn Journal>, AssistantError> {
    Ok(Box::new(crate::journal::sqlite::SqliteJournal::open(&config.data_folder())?))
}

/// The shop.
///
/// # Errors
/// [`AssistantError::NotBuilt`]
#[cfg(not(feature = "sqlite"))]
pub fn shop(_config: &Config) -> Result<Box<dyn Storefront>, AssistantError> {
    Err(AssistantError::NotBuilt { what: "shop", feature: "sqlite" })
}

/// The journal.
///
/// # Errors
/// [`AssistantError::NotBuilt`]
#[cfg(not(feature = "sqlite"))]
pub fn journal(_config: &Config) -> Result<Box<dyn Journal>, AssistantError> {
    Err(AssistantError::NotBuilt { what: "journal", feature: "sqlite" })
}

/// An assistant that can be talked to, without ears, mouth or channels yet.
///
/// # Errors
/// [`AssistantError`]
pub fn assistant(config: &Config, timeline: Timeline) -> Result<Assistant, AssistantError> {
    let shop = shop(config)?;
    let catalogue = shop.catalogue()?;
    if catalogue.products.is_empty() {
        timeline.warn("the shop has no products: `orderly import FILE.csv` takes yours in, `--sample` some to try");
    }
    Assistant::new(Core {
        orders_journal: journal(config)?,
        journal: journal(config)?,
        understanding: Sources::of_shop(config, catalogue)?.understanding()?,
        replies: replies(config)?,
        settings: settings(config)?,
        config: config.clone(),
        shop,
        receipts: receipts(config)?,
        timeline,
    })
}

/// What makes receipts, where any are configured.
fn receipts(config: &Config) -> Result<Option<Receipts>, AssistantError> {
    if config.receipts.printers.is_empty() {
        return Ok(None);
    }
    let writer = Writer::new(&config.assistant.language, TimeZone::system())?;
    let told = Box::new(|printed: Printed| printed.log());
    let (printers, folder) = (receipts::printers(config)?, receipts::waiting_folder(config));
    Ok(Some(Receipts { writer, press: Press::start(printers, &folder, Pauses::default(), told)? }))
}

/// How conversations go, and who may buy what in them.
fn settings(config: &Config) -> Result<DialogueSettings, AssistantError> {
    let rules = Rules::read(&config.permission).map_err(|faults| {
        let fault = faults.into_iter().next();
        let (key, reason) = fault.map_or((String::new(), String::new()), |fault| (fault.key, fault.reason));
        AssistantError::Permission { key, reason }
    })?;
    Ok(DialogueSettings {
        person: !config.handover.destinations.is_empty(),
        rules: Arc::new(rules),
        ..DialogueSettings::new(&config.dialogue, TimeZone::system())
    })
}

/// What is said: in the language and the tone that are configured, and in the owner's words where there are some.
fn replies(config: &Config) -> Result<Replies, RepliesError> {
    let path = &config.dialogue.replies;
    let own = if path.as_os_str().is_empty() {
        None
    } else {
        let name = path.display().to_string();
        let unreadable =
            |error: std::io::Error| RepliesError::Unreadable { file: name.clone(), reason: error.to_string() };
        Some(RepliesFile { text: std::fs::read_to_string(path).map_err(unreadable)?, name })
    };
    Replies::in_tone(&config.assistant.language, config.dialogue.tone, own)
}

/// What can be opened for a voice before there is an assistant.
pub struct Engines {
    detector: vad::Chosen,
    mouth: Option<Chosen<Voice>>,
}

/// An assistant, and beside it, on another thread, the engines of its voice. The recogniser waits for the assistant: it
/// takes the memory that compiling the sentences gave back. No engines when `audio.input` is `none`.
///
/// # Errors
/// [`AssistantError`]
pub fn assistant_and_engines(
    config: &Config,
    ears: &Ears,
    mouth: &Mouth,
    timeline: &Timeline,
) -> Result<(Assistant, Option<Engines>), AssistantError> {
    thread::scope(|scope| {
        let engines = thread::Builder::new()
            .name("engines".to_owned())
            .spawn_scoped(scope, || engines(config, ears, mouth, timeline))
            .map_err(AssistantError::Thread)?;
        let assistant = assistant(config, timeline.clone())?;
        let engines = engines.join().unwrap_or_else(|panic| {
            Err(AssistantError::Failed { part: "the start", reason: super::panic_message(&*panic) })
        })?;
        Ok((assistant, engines))
    })
}

fn engines(
    config: &Config,
    ears: &Ears,
    mouth: &Mouth,
    timeline: &Timeline,
) -> Result<Option<Engines>, AssistantError> {
    if *ears == Ears::Microphone && config.audio.input == "none" {
        return Ok(None);
    }
    let detector = vad::open(&config.listening.vad, &config.data_folder())?;
    Ok(Some(Engines { detector, mouth: open_mouth(config, mouth, timeline)? }))
}

/// Gives the assistant ears and a mouth.
///
/// # Errors
/// [`AssistantError`]
pub fn add_voice(
    assistant: &mut Assistant,
    config: &Config,
    ears: &Ears,
    Engines { detector, mouth }: Engines,
) -> Result<(), AssistantError> {
    let Chosen { part: mut recognizer, note: hears } = recognizer(config)?;
    recognizer.adopt(&assistant.understanding().vocabulary()?)?;
    // Last: from now on frames arrive and must be taken.
    let source = source(config, ears)?;
    assistant.timeline().note(&hears);
    for warning in assistant.understanding().warnings() {
        assistant.timeline().warn(warning);
    }
    if let Some(instead) = &detector.instead {
        assistant.timeline().warn(instead);
    }
    let mouth = mouth.map(|Chosen { part, note }| {
        assistant.timeline().note(&note);
        part
    });
    assistant.add_voice(
        SiteId(config.assistant.site.clone()),
        VoiceParts { source, listener: Listener::new(detector.vad, &config.listening), recognizer, mouth },
    )?;
    let how = match config.listening.wake {
        Wake::Phrase => format!("listening; say “{}” first", config.listening.wake_phrase),
        Wake::PushToTalk => "press Enter to talk".to_owned(),
        Wake::Always => "listening".to_owned(),
    };
    assistant.timeline().note(&how);
    Ok(())
}

/// Connects the channels that are turned on. `false` when there is none.
///
/// # Errors
/// [`AssistantError::Channel`]
#[cfg(feature = "mqtt")]
pub fn add_channels(assistant: &mut Assistant, config: &Config) -> Result<bool, AssistantError> {
    if config.mqtt.enabled {
        let site = SiteId(config.assistant.site.clone());
        let bridge = crate::channels::mqtt::MqttChannel::connect(&config.mqtt, &site, assistant.events())?;
        assistant.add_channel(Box::new(bridge));
    }
    Ok(config.mqtt.enabled)
}

/// Connects the channels that are turned on. `false` when there is none.
///
/// # Errors
/// [`AssistantError::NotBuilt`] when the bridge is turned on.
#[cfg(not(feature = "mqtt"))]
pub fn add_channels(_assistant: &mut Assistant, config: &Config) -> Result<bool, AssistantError> {
    if config.mqtt.enabled {
        return Err(AssistantError::NotBuilt { what: "MQTT bridge", feature: "mqtt" });
    }
    Ok(false)
}

/// Opens the ways to people, those of channels included, as far as they are configured.
///
/// # Errors
/// [`AssistantError::Handover`] says what is wrong with one of them.
pub fn add_people(assistant: &mut Assistant, config: &Config) -> Result<(), AssistantError> {
    if !config.handover.destinations.is_empty() {
        let events = assistant.events();
        let told = Box::new(move |outcome| {
            let _ignore_loop_gone = events.send(Event::HandedOver(outcome));
        });
        let broker = assistant.channel("mqtt").map(|bridge| bridge.destination()).transpose()?;
        let destinations = handover::destinations(config, broker)?;
        let desk = Desk::open(destinations, &handover::waiting_folder(config), Pauses::default(), told)?;
        assistant.add_people(desk);
    }
    Ok(())
}

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

fn source(config: &Config, ears: &Ears) -> Result<Box<dyn AudioSource>, AssistantError> {
    match ears {
        Ears::Recordings(files) => Ok(Box::new(Recordings::new(files, Pace::RealTime)?)),
        Ears::Microphone => microphone(config),
    }
}

#[cfg(feature = "device")]
fn microphone(config: &Config) -> Result<Box<dyn AudioSource>, AssistantError> {
    Ok(Box::new(crate::audio::device::Microphone::open(&config.audio.input)?))
}

#[cfg(not(feature = "device"))]
fn microphone(_config: &Config) -> Result<Box<dyn AudioSource>, AssistantError> {
    Err(AssistantError::NotBuilt { what: "microphone", feature: "device" })
}

type Voice = (Reader, Box<dyn AudioSink>);

/// `None` when replies are shown in the terminal only.
fn open_mouth(config: &Config, mouth: &Mouth, timeline: &Timeline) -> Result<Option<Chosen<Voice>>, AssistantError> {
    let sink: Box<dyn AudioSink> = match mouth {
        Mouth::Folder(folder) => Box::new(ClipFolder::new(folder, Pace::Unpaced)?),
        Mouth::Loudspeaker if config.audio.output == "none" => return Ok(None),
        Mouth::Loudspeaker => match loudspeaker(config) {
            Ok(sink) => sink,
            Err(error) if timeline.is_shown() => {
                timeline.warn(&format!("{error}. Replies are only shown here"));
                return Ok(None);
            }
            Err(error) => return Err(error),
        },
    };
    let Chosen { part: reader, note } = reader(config)?;
    Ok(Some(Chosen { part: (reader, sink), note }))
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

/// The loudspeaker.
///
/// # Errors
/// [`AssistantError::Audio`] when there is none.
#[cfg(feature = "device")]
pub fn loudspeaker(config: &Config) -> Result<Box<dyn AudioSink>, AssistantError> {
    Ok(Box::new(crate::audio::device::Loudspeaker::open(&config.audio.output)?))
}

/// The loudspeaker.
///
/// # Errors
/// [`AssistantError::NotBuilt`]
#[cfg(not(feature = "device"))]
pub fn loudspeaker(_config: &Config) -> Result<Box<dyn AudioSink>, AssistantError> {
    Err(AssistantError::NotBuilt { what: "loudspeaker", feature: "device" })
}

/// The recogniser: whisper where a model is there, else PocketSphinx, which only knows English, unless the
/// configuration names one.
///
/// # Errors
/// [`AssistantError::Recognizer`], or [`AssistantError::NotBuilt`] for one that this program lacks.
pub fn recognizer(config: &Config) -> Result<Chosen<Box<dyn Recognizer>>, AssistantError> {
    match config.recognition.engine.as_str() {
        "sphinx" => sphinx(config, "set recognition.engine to `auto` to use whisper where a model is there"),
        "whisper" => whisper(config)?.ok_or(AssistantError::NoModel),
        _ if !is_english(config) => whisper(config)?.ok_or(AssistantError::NoModel),
        _ => match whisper(config) {
            Ok(Some(chosen)) => Ok(chosen),
            Ok(None) => sphinx(config, "a whisper model would understand freer speech: `orderly models list`"),
            Err(AssistantError::NotBuilt { .. }) => sphinx(config, "this program was built without whisper"),
            Err(error) => sphinx(config, &format!("whisper cannot be used: {error}")),
        },
    }
}

fn is_english(config: &Config) -> bool {
    config.assistant.language.split(['-', '_']).next() == Some("en")
}

#[cfg(feature = "whisper")]
fn whisper(config: &Config) -> Result<Option<Chosen<Box<dyn Recognizer>>>, AssistantError> {
    use crate::speech_to_text::whisper::{WhisperRecognizer, find_model};
    let Some(model) = find_model(&config.recognition, &config.data_folder()) else { return Ok(None) };
    let whisper = WhisperRecognizer::open(&model, &config.assistant.language)?;
    Ok(Some(Chosen { part: Box::new(whisper), note: format!("hears with whisper, {}", model.display()) }))
}

#[cfg(not(feature = "whisper"))]
fn whisper(_config: &Config) -> Result<Option<Chosen<Box<dyn Recognizer>>>, AssistantError> {
    Err(AssistantError::NotBuilt { what: "whisper", feature: "whisper" })
}

#[cfg(feature = "sphinx")]
fn sphinx(config: &Config, better: &str) -> Result<Chosen<Box<dyn Recognizer>>, AssistantError> {
    use crate::speech_to_text::sphinx::{DEBIAN_MODEL, Sphinx};
    if !is_english(config) {
        return Err(AssistantError::NoModel);
    }
    let sphinx = Sphinx::open(std::path::Path::new(DEBIAN_MODEL), pronunciation(config))?;
    Ok(Chosen { part: Box::new(sphinx), note: format!("hears with PocketSphinx; {better}") })
}

#[cfg(not(feature = "sphinx"))]
fn sphinx(_config: &Config, _better: &str) -> Result<Chosen<Box<dyn Recognizer>>, AssistantError> {
    Err(AssistantError::NotBuilt { what: "PocketSphinx", feature: "sphinx" })
}

#[cfg(feature = "espeak")]
pub(super) fn pronunciation(config: &Config) -> Option<crate::speech_to_text::Pronounce> {
    let language = config.assistant.language.clone();
    Some(std::sync::Arc::new(move |word: &str| crate::text_to_speech::espeak::ipa(word, &language)))
}

#[cfg(not(feature = "espeak"))]
pub(super) fn pronunciation(_config: &Config) -> Option<crate::speech_to_text::Pronounce> {
    None
}
