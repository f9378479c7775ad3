//! `orderly doctor`: a list of checks, each of which is a function of its own.

use std::env;
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Serialize;

use super::CommandError;
use crate::config::Config;
use crate::locations::{asset_folders, find_asset};

const SPHINX_MODEL: &str = "/usr/share/pocketsphinx/model/en-us";
const SHOP: &str = "shop.db";
/// How long a broker may take to accept a connection.
const BROKER_PATIENCE: Duration = Duration::from_secs(1);

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

    fn broken(name: &'static str, detail: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { status: Status::Broken, ..Self::missing(name, detail, advice) }
    }
}

/// Every check, in the order of the report. The path is the data folder.
const CHECKS: &[fn(&Config, &Path) -> Check] = &[
    features,
    sound,
    onnx_runtime,
    silero,
    pocketsphinx,
    whisper,
    recogniser,
    espeak,
    voices,
    data_folder,
    shop,
    broker,
];

/// Runs it.
///
/// # Errors
/// When something is broken without which the daemon is of no use.
pub fn run(arguments: &Arguments, config: &Config) -> Result<(), CommandError> {
    let data = config.data_folder();
    let checks: Vec<Check> = CHECKS.iter().map(|check| check(config, &data)).collect();
    report(&checks, arguments.json)
        .map_err(|error| CommandError::Other(format!("the report cannot be written: {error}")))?;
    let broken: Vec<&str> =
        checks.iter().filter(|check| check.status == Status::Broken).map(|check| check.name).collect();
    if broken.is_empty() {
        return Ok(());
    }
    Err(CommandError::Other(format!("Orderly is of no use here until this is seen to: {}", broken.join(", "))))
}

fn report(checks: &[Check], json: bool) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let coloured = out.is_terminal() && env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    for check in checks {
        if json {
            writeln!(out, "{}", serde_json::to_string(check)?)?;
        } else {
            writeln!(out, "{}", line(check, coloured))?;
        }
    }
    Ok(())
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
        ("sphinx", cfg!(feature = "sphinx")),
        ("whisper", cfg!(feature = "whisper")),
        ("espeak", cfg!(feature = "espeak")),
        ("piper", cfg!(feature = "piper")),
        ("sqlite", cfg!(feature = "sqlite")),
        ("mqtt", cfg!(feature = "mqtt")),
        ("download", cfg!(feature = "download")),
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

fn sound(config: &Config, _: &Path) -> Check {
    const NAME: &str = "sound";
    if config.audio.input == "none" {
        return Check::ok(NAME, "no microphone, as configured");
    }
    if !cfg!(feature = "device") {
        return Check::missing(NAME, "not built in", "Recordings and text still work");
    }
    let runtime = env::var_os("XDG_RUNTIME_DIR").map(|folder| PathBuf::from(folder).join("pulse/native"));
    if env::var_os("PULSE_SERVER").is_some() || runtime.is_some_and(|socket| socket.exists()) {
        return Check::ok(NAME, "a sound server");
    }
    let cards = fs::read_to_string("/proc/asound/cards").unwrap_or_default();
    let names: Vec<&str> = cards.lines().filter_map(|line| line.split_once("]: ")).map(|(_, name)| name).collect();
    if names.is_empty() {
        let advice = "Plug in a microphone and a loudspeaker; until then recordings and text still work";
        Check::missing(NAME, "no sound card and no sound server", advice)
    } else {
        Check::ok(NAME, names.join(", "))
    }
}

fn onnx_runtime(_: &Config, data: &Path) -> Check {
    const NAME: &str = "ONNX Runtime";
    if !cfg!(feature = "ort") {
        return Check::missing(NAME, "not built in", "The energy detector and espeak-ng do without it");
    }
    match find_asset(data, "models", "onnxruntime/libonnxruntime.so") {
        Some(path) => Check::ok(NAME, path.display().to_string()),
        None => Check::missing(NAME, "no onnxruntime/libonnxruntime.so in a models folder", "Run scripts/setup"),
    }
}

fn silero(_: &Config, data: &Path) -> Check {
    match find_asset(data, "models", "silero_vad.onnx") {
        Some(path) => Check::ok("Silero VAD", path.display().to_string()),
        None => Check::missing(
            "Silero VAD",
            "no silero_vad.onnx in a models folder, so the energy detector listens",
            "Run scripts/setup",
        ),
    }
}

fn pocketsphinx(_: &Config, _: &Path) -> Check {
    const NAME: &str = "PocketSphinx";
    if !cfg!(feature = "sphinx") {
        return Check::missing(NAME, "not built in", "Build with the feature `sphinx`");
    }
    if Path::new(SPHINX_MODEL).is_dir() {
        Check::ok(NAME, SPHINX_MODEL)
    } else {
        Check::missing(NAME, format!("no {SPHINX_MODEL}"), "Install Debian's package pocketsphinx-en-us")
    }
}

fn whisper(_: &Config, data: &Path) -> Check {
    const NAME: &str = "whisper";
    if !cfg!(feature = "whisper") {
        return Check::missing(NAME, "not built in", "Build with the feature `whisper`");
    }
    let models = files_ending(data, "models", ".bin");
    if models.is_empty() {
        Check::missing(NAME, "no ggml model in a models folder", "orderly models pull base.en hears better")
    } else {
        Check::ok(NAME, models.join(", "))
    }
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

fn espeak(_: &Config, data: &Path) -> Check {
    const NAME: &str = "espeak-ng";
    if !cfg!(feature = "espeak") {
        return Check::missing(NAME, "not built in", "Answers are printed only");
    }
    let system = ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib", "/usr/share"];
    let folders = asset_folders(data, "voices").into_iter().chain(system.map(PathBuf::from));
    match folders.map(|folder| folder.join("espeak-ng-data")).find(|folder| folder.is_dir()) {
        Some(folder) => Check::ok(NAME, folder.display().to_string()),
        None => Check::missing(NAME, "no espeak-ng-data", "Install Debian's package espeak-ng-data"),
    }
}

fn voices(_: &Config, data: &Path) -> Check {
    const NAME: &str = "voices";
    if !cfg!(feature = "piper") {
        return Check::missing(NAME, "Piper is not built in", "Build with the feature `piper`");
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

fn shop(_: &Config, data: &Path) -> Check {
    const NAME: &str = "shop";
    if !cfg!(feature = "sqlite") {
        return Check::broken(NAME, "not built in", "Build with the feature `sqlite`");
    }
    let path = data.join(SHOP);
    if path.is_file() {
        Check::ok(NAME, path.display().to_string())
    } else {
        let advice = "orderly import FILE.csv fills it, orderly import --sample with a sample household";
        Check::missing(NAME, format!("no {}", path.display()), advice)
    }
}

fn broker(config: &Config, _: &Path) -> Check {
    const NAME: &str = "MQTT broker";
    let mqtt = &config.mqtt;
    if !mqtt.enabled {
        return Check::ok(NAME, "not asked for");
    }
    if !cfg!(feature = "mqtt") {
        return Check::missing(NAME, "enabled, but not built in", "Build with the feature `mqtt`");
    }
    let place = format!("{}:{}", mqtt.host, mqtt.port);
    match reach(&mqtt.host, mqtt.port) {
        Ok(()) => Check::ok(NAME, place),
        Err(error) => Check::missing(
            NAME,
            format!("{place} does not answer: {error}"),
            "Start the broker, or correct host and port under [mqtt]; voice works without it",
        ),
    }
}

/// Connects to the first addresses of a host until one accepts.
fn reach(host: &str, port: u16) -> io::Result<()> {
    let mut outcome = Err(io::Error::new(io::ErrorKind::NotFound, "the name has no address"));
    for address in (host, port).to_socket_addrs()?.take(2) {
        outcome = TcpStream::connect_timeout(&address, BROKER_PATIENCE).map(drop);
        if outcome.is_ok() {
            break;
        }
    }
    outcome
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

    #[test]
    #[cfg(feature = "mqtt")]
    fn a_broker_is_reached_or_missed_within_its_patience() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let mut config = Config::default();
        config.mqtt.enabled = true;
        config.mqtt.port = listener.local_addr().unwrap().port();
        assert_eq!(broker(&config, Path::new("")).status, Status::Ok);
        drop(listener);
        let missed = broker(&config, Path::new(""));
        assert_eq!(missed.status, Status::Missing);
        assert!(missed.detail.contains("refused"), "{}", missed.detail);
    }
}
