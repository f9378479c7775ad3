//! `orderly bench latency`: from the end of speech to the first sound of the answer, on this machine.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::assistant::parts::{self, Chosen, Ears, Mouth};
use crate::assistant::timeline::{Latency, Show, Timeline};
use crate::audio::{Clip, SAMPLE_RATE, recording};
use crate::cli::{CommandError, import};
use crate::config::{Config, Wake};
use crate::language::primary;

/// What it takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Folders of recordings, a conversation each, instead of shoppers with the voice of the assistant.
    #[arg(long, value_name = "DIR", num_args = 1..)]
    recordings: Vec<PathBuf>,
    /// How often each conversation is had.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=1000))]
    rounds: u32,
}

/// Silence around what a synthesizer says, ms.
const AROUND_MS: u32 = 500;

/// Has the conversations with the sample shop in a folder of their own, and prints the median and the 95th percentile of
/// all answers, and of each part of them.
///
/// # Errors
/// Whatever keeps the daemon from starting; nothing was answered.
pub fn run(arguments: &Arguments, config: &Config) -> Result<(), CommandError> {
    let folder = std::env::temp_dir().join(format!("orderly-bench-{}", std::process::id()));
    let measured = measure(arguments, config, &folder);
    let removed = fs::remove_dir_all(&folder);
    let latencies = measured?;
    removed.map_err(|error| CommandError::Other(format!("{}: {error}; remove it by hand", folder.display())))?;
    crate::cli::print(&summary(&latencies)?)
}

fn measure(arguments: &Arguments, config: &Config, folder: &Path) -> Result<Vec<Latency>, CommandError> {
    let failed = |error: std::io::Error| CommandError::Other(format!("{}: {error}", folder.display()));
    fs::create_dir_all(folder).map_err(failed)?;
    let conversations = if arguments.recordings.is_empty() {
        vec![speak(config, &folder.join("shopper"))?]
    } else {
        arguments.recordings.clone()
    };
    // The models of this machine, and a shop in which nothing but this is bought.
    let mut config = config.clone();
    config.speech.earcons = false;
    let mut latencies = Vec::new();
    for round in 0..arguments.rounds {
        for conversation in &conversations {
            latencies.extend(converse(&config, conversation, &folder.join(format!("round-{round}")))?);
        }
    }
    Ok(latencies)
}

/// A part of a latency.
type Part = fn(&Latency) -> Duration;

fn summary(latencies: &[Latency]) -> Result<String, CommandError> {
    let at = |part: Part, share: usize| {
        let mut sorted: Vec<u128> = latencies.iter().map(|latency| part(latency).as_millis()).collect();
        sorted.sort_unstable();
        sorted.get((sorted.len() * share).div_ceil(100).saturating_sub(1)).copied()
    };
    let parts: [(&str, Part); 5] = [
        ("in all", |latency| latency.total()),
        ("silence", |latency| latency.silence),
        ("recognition", |latency| latency.recognition),
        ("answer", |latency| latency.answer),
        ("voice", |latency| latency.voice),
    ];
    let mut text = format!("{} answers; end of speech to first sound, ms\n", latencies.len());
    for (name, part) in parts {
        let (Some(median), Some(high)) = (at(part, 50), at(part, 95)) else {
            return Err(CommandError::Other("nothing was understood, so nothing was answered".to_owned()));
        };
        text += &format!("  {name:<12} p50 {median:>5}   p95 {high:>5}\n");
    }
    Ok(text)
}

/// What a shopper asks for, a turn each, in a language.
fn shopper(language: &str) -> &'static [&'static str] {
    match primary(language) {
        "nl" => &["waar is mijn bestelling"],
        "de" => &["wo ist meine Bestellung"],
        "fr" => &["où est ma commande"],
        "es" => &["dónde está mi pedido"],
        _ => &["reorder dishwasher tablets", "yes"],
    }
}

/// Records a shopper with the voice of the assistant.
fn speak(config: &Config, folder: &Path) -> Result<PathBuf, CommandError> {
    let failed = |error: std::io::Error| CommandError::Other(format!("{}: {error}", folder.display()));
    fs::create_dir_all(folder).map_err(failed)?;
    let Chosen { part: mut reader, .. } = parts::reader(config)?;
    for (number, words) in shopper(&config.assistant.language).iter().enumerate() {
        let wake = if number == 0 { config.listening.wake_phrases.first().map_or("", String::as_str) } else { "" };
        let mut spoken = Clip { samples: Vec::new(), rate: SAMPLE_RATE };
        for clip in reader.read(&format!("{wake} {words}")) {
            let clip = clip?;
            spoken.rate = clip.rate;
            spoken.samples.extend(clip.samples);
        }
        spoken.begin_with_silence(AROUND_MS);
        let behind = spoken.samples.len() + (spoken.rate * AROUND_MS / 1000) as usize;
        spoken.samples.resize(behind, 0);
        recording::write(&folder.join(format!("{number:02}.wav")), &spoken)?;
    }
    Ok(folder.to_owned())
}

/// Has one conversation with a daemon of its own.
fn converse(config: &Config, conversation: &Path, data: &Path) -> Result<Vec<Latency>, CommandError> {
    let failed = |error: std::io::Error| CommandError::Other(format!("{}: {error}", data.display()));
    if data.exists() {
        fs::remove_dir_all(data).map_err(failed)?;
    }
    fs::create_dir_all(data).map_err(failed)?;
    for kind in ["models", "voices"] {
        let here = config.data_folder().join(kind);
        if here.is_dir() {
            std::os::unix::fs::symlink(here, data.join(kind)).map_err(failed)?;
        }
    }
    let mut config = config.clone();
    data.clone_into(&mut config.assistant.data);
    config.mqtt.enabled = false;
    config.listening.wake = Wake::Phrase;
    import::sample(&config)?;
    let timeline = Timeline::new(Show::Nothing);
    let ears = Ears::Recordings(parts::recordings_in(&[conversation.to_owned()])?);
    let answers = Mouth::Folder(data.join("answers"));
    let (mut assistant, engines) = parts::assistant_and_engines(&config, &ears, &answers, &timeline)?;
    if let Some(engines) = engines {
        parts::add_voices(&mut assistant, &config, &ears, engines)?;
    }
    assistant.run()?;
    Ok(timeline.latencies())
}
