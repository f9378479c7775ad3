//! `orderly doctor`: a list of checks, each of which is a function of its own.

mod broker;
mod noise;
mod pin;
mod waiting;
mod wake_words;

use std::env;
use std::fs;
use std::io::{self, IsTerminal};
use std::path::Path;

use serde::Serialize;

use super::CommandError;
#[cfg(feature = "sqlite")]
use crate::commerce::local;
use crate::config::Config;
use crate::listening::vad::{self, Chosen};
use crate::locations::asset_folders;
#[cfg(feature = "espeak")]
use crate::text_to_speech::espeak::{phonemes, voice_for};

const SPHINX_MODEL: &str = "/usr/share/pocketsphinx/model/en-us";

/// What it takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// One JSON object a line.
    #[arg(long)]
    pub json: bool,
}

/// How a check came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It works.
    Ok,
    /// It is not there, and the daemon does without it.
    Missing,
    /// The daemon is of no use like this.
    Broken,
}

impl Status {
    const fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Missing => "missing",
            Self::Broken => "broken",
        }
    }

    /// The colour of its word, as an SGR parameter (ECMA-48).
    const fn colour(self) -> u8 {
        match self {
            Self::Ok => 32,
            Self::Missing => 33,
            Self::Broken => 31,
        }
    }
}

/// One line of the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// What was looked at.
    pub name: &'static str,
    /// How it came out.
    pub status: Status,
    /// What was found.
    pub detail: String,
    /// What to do about it.
    pub advice: Option<String>,
}

impl Check {
    fn ok(name: &'static str, detail: impl Into<String>) -> Self {
        Self { name, status: Status::Ok, detail: detail.into(), advice: None }
    }

    fn missing(name: &'static str, detail: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { name, status: Status::Missing, detail: detail.into(), advice: Some(advice.into()) }
    }

    fn not_built(name: &'static str, feature: &str) -> Self {
        Self::missing(name, "not built in", format!("Build with the feature `{feature}`"))
    }

    fn broken(name: &'static str, detail: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { status: Status::Broken, ..Self::missing(name, detail, advice) }
    }
}

/// Every check, in the order of the report. The path is the data folder.
const CHECKS: &[fn(&Config, &Path) -> Check] = &[
    features,
    sound,
    onnx_runtime,
    listening,
    wake_words::wake_words,
    noise::noise,
    pocketsphinx,
    whisper,
    recogniser,
    espeak,
    voices,
    data_folder,
    shop,
    pin::pin,
    waiting::waiting,
    broker::broker,
];

/// Runs it.
///
/// # Errors
/// When something is broken without which the daemon is of no use.
pub fn run(arguments: &Arguments, config: &Config) -> Result<(), CommandError> {
    let data = config.data_folder();
    let checks: Vec<Check> = CHECKS.iter().map(|check| check(config, &data)).collect();
    let wants_colour = env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let coloured = wants_colour && io::stdout().is_terminal();
    for check in &checks {
        if arguments.json {
            super::print_json(check)?;
        } else {
            super::print(&(line(check, coloured) + "\n"))?;
        }
    }
    let broken: Vec<&str> =
        checks.iter().filter(|check| check.status == Status::Broken).map(|check| check.name).collect();
    if broken.is_empty() {
        return Ok(());
    }
    Err(CommandError::Other(format!("Orderly is of no use here until this is seen to: {}", broken.join(", "))))
}

fn line(check: &Check, coloured: bool) -> String {
    let Check { name, status, detail, advice } = check;
    let word = format!("{:7}", status.word());
    let word = if coloured { format!("\x1b[{}m{word}\x1b[0m", status.colour()) } else { word };
    let advice = advice.as_ref().map(|advice| format!(". {advice}")).unwrap_or_default();
    format!("{word}  {name:14}  {detail}{advice}")
}

fn features(_: &Config, _: &Path) -> Check {
    let all = [
        ("device", cfg!(feature = "device")),
        ("silero", cfg!(feature = "silero")),
        ("wake-word", cfg!(feature = "wake-word")),
        ("sphinx", cfg!(feature = "sphinx")),
        ("whisper", cfg!(feature = "whisper")),
        ("espeak", cfg!(feature = "espeak")),
        ("piper", cfg!(feature = "piper")),
        ("sqlite", cfg!(feature = "sqlite")),
        ("mqtt", cfg!(feature = "mqtt")),
        ("download", cfg!(feature = "download")),
        ("webhook", cfg!(feature = "webhook")),
        ("email", cfg!(feature = "email")),
        ("hubs", cfg!(feature = "hubs")),
        ("gpio", cfg!(feature = "gpio")),
    ];
    let names =
        |built: bool| -> Vec<&str> { all.iter().filter(|(_, with)| *with == built).map(|(name, _)| *name).collect() };
    let (with, without) = (names(true).join(" "), names(false).join(" "));
    if without.is_empty() {
        Check::ok("parts", with)
    } else {
        Check::missing("parts", format!("built without {without}"), "A build with default features has them all")
    }
}

#[cfg(feature = "device")]
fn sound(config: &Config, _: &Path) -> Check {
    const NAME: &str = "sound";
    if config.audio.input == "none" {
        return Check::ok(NAME, "no microphone, as configured");
    }
    match crate::audio::device::device_names() {
        Ok((inputs, outputs)) if !inputs.is_empty() && !outputs.is_empty() => {
            Check::ok(NAME, format!("hears with {}; speaks with {}", inputs.join(", "), outputs.join(", ")))
        }
        Ok((inputs, _)) => {
            let what = if inputs.is_empty() { "microphone" } else { "loudspeaker" };
            Check::missing(NAME, format!("no {what}"), "Plug one in; until then recordings and text still work")
        }
        Err(error) => Check::missing(NAME, error.to_string(), "Until then recordings and text still work"),
    }
}

#[cfg(not(feature = "device"))]
fn sound(config: &Config, _: &Path) -> Check {
    match config.audio.input.as_str() {
        "none" => Check::ok("sound", "no microphone, as configured"),
        _ => Check::missing("sound", "not built in", "Recordings and text still work"),
    }
}

#[cfg(feature = "ort")]
fn onnx_runtime(_: &Config, data: &Path) -> Check {
    const NAME: &str = "ONNX Runtime";
    let Some(library) = crate::onnx::find(data) else {
        return Check::missing(NAME, "in no models folder", "Run scripts/setup");
    };
    match crate::onnx::load(&library) {
        Ok(()) => Check::ok(NAME, library.display().to_string()),
        Err(error) => Check::missing(NAME, error.to_string(), "Silero and Piper do not run until then"),
    }
}

#[cfg(not(feature = "ort"))]
fn onnx_runtime(_: &Config, _: &Path) -> Check {
    Check::not_built("ONNX Runtime", "silero")
}

fn listening(config: &Config, data: &Path) -> Check {
    const NAME: &str = "listening";
    match vad::open(&config.listening.vad, data) {
        Ok(Chosen { name, instead: None, .. }) => Check::ok(NAME, name),
        Ok(Chosen { instead: Some(reason), .. }) => Check { advice: None, ..Check::missing(NAME, reason, "") },
        Err(error) => Check::broken(NAME, error.to_string(), "Correct vad under [listening]"),
    }
}

fn pocketsphinx(_: &Config, _: &Path) -> Check {
    const NAME: &str = "PocketSphinx";
    if !cfg!(feature = "sphinx") {
        return Check::not_built(NAME, "sphinx");
    }
    if Path::new(SPHINX_MODEL).is_dir() {
        Check::ok(NAME, SPHINX_MODEL)
    } else {
        Check::missing(NAME, format!("no {SPHINX_MODEL}"), "Install Debian's package pocketsphinx-en-us")
    }
}

#[cfg(feature = "whisper")]
fn whisper(config: &Config, data: &Path) -> Check {
    use crate::speech_to_text::whisper::explain;

    const NAME: &str = "whisper";
    let languages: Vec<&str> = config.assistant.languages().map(crate::language::primary).collect();
    match explain(&config.recognition, &languages, data) {
        Ok(None) if languages == ["en"] => {
            Check::missing(NAME, "no ggml model in a models folder", "orderly models pull base.en hears better")
        }
        Ok(None) => Check::missing(
            NAME,
            format!("no ggml model in a models folder that knows {}", languages.join(", ")),
            "orderly models pull base knows a hundred languages",
        ),
        Ok(Some(which)) => Check::ok(NAME, which),
        Err(error) => Check::broken(NAME, error.to_string(), "Remove it, or name another under [recognition]"),
    }
}

#[cfg(not(feature = "whisper"))]
fn whisper(_: &Config, _: &Path) -> Check {
    Check::not_built("whisper", "whisper")
}

fn recogniser(config: &Config, data: &Path) -> Check {
    const NAME: &str = "recogniser";
    let there: Vec<&str> = [whisper(config, data), pocketsphinx(config, data)]
        .iter()
        .filter(|check| check.status == Status::Ok)
        .map(|check| check.name)
        .collect();
    if there.is_empty() {
        let advice = "Install Debian's package pocketsphinx-en-us, or orderly models pull base.en";
        Check::broken(NAME, "none, so nothing can be heard", advice)
    } else {
        Check::ok(NAME, there.join(" and "))
    }
}

#[cfg(feature = "espeak")]
fn espeak(config: &Config, _: &Path) -> Check {
    const NAME: &str = "espeak-ng";
    let voice = voice_for(&config.assistant.language);
    match phonemes("hello", voice) {
        Ok(_) => Check::ok(NAME, format!("voice {voice}")),
        Err(error) => Check::missing(NAME, error.to_string(), "Answers are only printed until then"),
    }
}

#[cfg(not(feature = "espeak"))]
fn espeak(_: &Config, _: &Path) -> Check {
    Check::not_built("espeak-ng", "espeak")
}

fn voices(_: &Config, data: &Path) -> Check {
    const NAME: &str = "voices";
    if !cfg!(feature = "piper") {
        return Check::not_built(NAME, "piper");
    }
    let voices = files_ending(data, "voices", ".onnx");
    if voices.is_empty() {
        let advice = "orderly voices pull en_US-ljspeech-medium speaks more like a person";
        Check::missing(NAME, "no Piper voice in a voices folder", advice)
    } else {
        Check::ok(NAME, voices.join(", "))
    }
}

fn data_folder(_: &Config, data: &Path) -> Check {
    const NAME: &str = "data";
    // A folder that is not there yet will be made, so what counts is the one it will be made in.
    let there = data.ancestors().find(|folder| folder.exists()).unwrap_or(Path::new("."));
    let probe = there.join(format!(".orderly-doctor-{}", std::process::id()));
    match fs::write(&probe, b"").and_then(|()| fs::remove_file(&probe)) {
        Ok(()) => Check::ok(NAME, data.display().to_string()),
        Err(error) => Check::broken(
            NAME,
            format!("{} cannot be written to: {error}", there.display()),
            "Make it writable, or name another folder with --data",
        ),
    }
}

#[cfg(feature = "sqlite")]
fn shop(_: &Config, data: &Path) -> Check {
    const NAME: &str = "shop";
    let path = data.join(local::FILE);
    if !path.exists() {
        let advice = "orderly import FILE.csv fills it, orderly import --sample with a sample household";
        return Check::missing(NAME, format!("no {}", path.display()), advice);
    }
    match local::LocalShop::open(data) {
        Ok(_) => Check::ok(NAME, path.display().to_string()),
        Err(error) => Check::broken(NAME, error.to_string(), "Nothing can be ordered until then"),
    }
}

#[cfg(not(feature = "sqlite"))]
fn shop(_: &Config, _: &Path) -> Check {
    Check { status: Status::Broken, ..Check::not_built("shop", "sqlite") }
}

/// The names of the files with that ending in all folders of that kind.
fn files_ending(data: &Path, kind: &str, ending: &str) -> Vec<String> {
    let mut names: Vec<String> = asset_folders(data, kind)
        .iter()
        .filter_map(|folder| fs::read_dir(folder).ok())
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(ending))
        .collect();
    names.sort();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_how_it_came_out_and_what_to_do_without_colour_unless_asked() {
        let check = Check::missing("voices", "none", "Pull one");
        assert_eq!(line(&check, false), "missing  voices          none. Pull one");
        assert_eq!(line(&check, true), "\x1b[33mmissing\x1b[0m  voices          none. Pull one");
    }

    #[test]
    fn a_data_folder_that_is_not_there_yet_is_fine_and_is_not_made() {
        let home = tempfile::tempdir().unwrap();
        let data = home.path().join("a/b");
        assert_eq!(data_folder(&Config::default(), &data).status, Status::Ok);
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_data_folder_that_is_a_file_is_broken() {
        let home = tempfile::tempdir().unwrap();
        let data = home.path().join("file");
        fs::write(&data, b"").unwrap();
        assert_eq!(data_folder(&Config::default(), &data.join("data")).status, Status::Broken);
    }
}
