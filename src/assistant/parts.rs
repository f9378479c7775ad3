//! Which implementation does what: chosen by the configuration and by what is on this machine.

mod buttons;
mod channels;
mod voice;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use jiff::tz::TimeZone;

use super::sources::Sources;
use super::timeline::Timeline;
use super::{Assistant, AssistantError, Core, MouthParts, Receipts, VoiceParts, Waker};
use crate::commerce::Storefront;
use crate::commerce::catalogue::Catalogue;
use crate::config::{Config, Wake};
use crate::dialogue::DialogueSettings;
use crate::dialogue::reply::{Replies, RepliesError, RepliesFile};
use crate::event::{Event, SiteId};
use crate::handover::{self, Desk, Pauses};
use crate::journal::Journal;
use crate::journal::lock::DataLock;
use crate::language::ByLanguage;
use crate::listening::{Listener, vad, wake_word};
use crate::permission::Rules;
use crate::receipts::{self, Press, Printed, Writer};
use crate::speech_to_text::Vocabulary;
use crate::understanding::samples::Samples;
use crate::understanding::{Languages, UnderstandingError};

pub use buttons::add_buttons;
pub use channels::add_channels;
use voice::open_mouth;
pub use voice::{loudspeaker, pronunciation, reader, readers, recognizer, recognizers, recordings_in, source};

/// Where frames come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ears {
    /// What `audio.input` says.
    Microphone,
    /// The same; one that is not there is taken as soon as it is.
    MicrophoneOnceThere,
    /// Files that stand in for it, one for each turn.
    Recordings(Vec<PathBuf>),
}

/// Where clips go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mouth {
    /// What `audio.output` says.
    Loudspeaker,
    /// The same; one that is not there is taken as soon as it is.
    LoudspeakerOnceThere,
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
        understanding: languages(config, &catalogue)?,
        replies: replies_in_each(config)?,
        settings: settings(config)?,
        config: config.clone(),
        shop,
        receipts: receipts(config)?,
        timeline,
    })
}

/// The sentences of each language that is spoken, over one catalogue.
///
/// # Errors
/// [`UnderstandingError`]
pub fn languages(config: &Config, catalogue: &Catalogue) -> Result<Languages, UnderstandingError> {
    let of = |tag: &str| Sources::of_shop(&config.in_language(tag), catalogue.clone())?.understanding();
    Ok(ByLanguage::try_each(&config.assistant.language, &config.assistant.other_languages, of)?.into())
}

/// The sentences of a folder, which has lists of its own and needs no shop; without one those that are configured.
///
/// # Errors
/// [`AssistantError`]
pub fn languages_or(intents: Option<&Path>, config: &Config) -> Result<Languages, AssistantError> {
    match intents {
        Some(folder) => Ok(Sources::chosen(config, Some(folder), None)?.understanding()?.into()),
        None => Ok(languages(config, &shop(config)?.catalogue()?)?),
    }
}

/// What is said in each language that is spoken.
fn replies_in_each(config: &Config) -> Result<ByLanguage<Replies>, RepliesError> {
    let of = |tag: &str| replies(&config.in_language(tag));
    ByLanguage::try_each(&config.assistant.language, &config.assistant.other_languages, of)
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
    wake: Option<wake_word::Trained>,
    mouth: Option<Chosen<MouthParts>>,
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
    if !matches!(ears, Ears::Recordings(_)) && config.audio.input == "none" {
        return Ok(None);
    }
    let detector = vad::open(&config.listening.vad, &config.data_folder())?;
    let waits = config.listening.wake == Wake::Phrase;
    let wake = waits.then(|| wake_word::trained(&config.listening, &config.data_folder())).transpose()?;
    Ok(Some(Engines { detector, wake, mouth: open_mouth(config, mouth, timeline)? }))
}

/// Gives the assistant ears and a mouth, and more of them at other sites. A site without its devices is heard once they are
/// there; one that cannot be heard for another reason is told of and left out.
///
/// # Errors
/// [`AssistantError`]
pub fn add_voices(
    assistant: &mut Assistant,
    config: &Config,
    ears: &Ears,
    engines: Engines,
) -> Result<(), AssistantError> {
    let vocabulary = assistant.understanding().vocabulary()?;
    add_voice(assistant, config, ears, engines, vocabulary.clone())?;
    for warning in assistant.understanding().warnings() {
        assistant.timeline().warn(warning);
    }
    let sites = config.audio.sites.iter().filter(|_| *ears == Ears::Microphone);
    for (site, devices) in sites {
        let mut there = config.clone();
        site.clone_into(&mut there.assistant.site);
        (there.audio.input, there.audio.output) = (devices.input.clone(), devices.output.clone());
        let timeline = assistant.timeline().clone();
        let ears = Ears::MicrophoneOnceThere;
        let opened = self::engines(&there, &ears, &Mouth::LoudspeakerOnceThere, &timeline);
        let added = opened.and_then(|engines| {
            engines.map_or(Ok(()), |engines| add_voice(assistant, &there, &ears, engines, vocabulary.clone()))
        });
        if let Err(error) = added {
            timeline.warn(&format!("nobody is heard at {site}: {error}"));
        }
    }
    Ok(())
}

fn add_voice(
    assistant: &mut Assistant,
    config: &Config,
    ears: &Ears,
    Engines { detector, wake, mouth }: Engines,
    vocabulary: Vocabulary,
) -> Result<(), AssistantError> {
    let Chosen { part: mut recognizer, note: hears } = recognizer(config)?;
    recognizer.adopt(&vocabulary)?;
    // Last: from now on frames arrive and must be taken.
    let Chosen { part: source, note: listens } = source(config, ears)?;
    assistant.timeline().note(&hears);
    let listener = wake.as_ref().and_then(|wake| wake.instead.as_ref());
    for instead in detector.instead.iter().chain(listener) {
        assistant.timeline().warn(instead);
    }
    let waker = wake.and_then(|wake| {
        let recogniser_too = config.listening.wake_phrases.iter().any(|phrase| !wake.phrases.contains(phrase));
        wake.wake.map(|engine| Waker::new(engine, recogniser_too))
    });
    let mouth = mouth.map(|Chosen { part, note }| {
        assistant.timeline().note(&note);
        part
    });
    assistant.add_voice(
        SiteId(config.assistant.site.clone()),
        VoiceParts {
            source,
            listener: Listener::new(detector.vad, &config.listening),
            recognizer,
            vocabulary,
            waker,
            mouth,
        },
    )?;
    assistant.timeline().note(&listens);
    Ok(())
}

/// Examples of what is understood in each language, with what the shop sells.
///
/// # Errors
/// [`AssistantError`]
pub fn samples(config: &Config) -> Result<ByLanguage<Samples>, AssistantError> {
    let catalogue = shop(config)?.catalogue()?;
    let of = |tag: &str| Sources::of_shop(&config.in_language(tag), catalogue.clone())?.samples();
    Ok(ByLanguage::try_each(&config.assistant.language, &config.assistant.other_languages, of)?)
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
