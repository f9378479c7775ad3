//! The command line, a file for each command.

pub mod bench;
pub mod data;
pub mod doctor;
pub mod explain;
pub mod export;
pub mod hear;
pub mod import;
pub mod intents;
mod lines;
pub mod models;
#[cfg(feature = "mqtt")]
pub mod mqtt;
pub mod orders;
pub mod pin;
pub mod run;
pub mod say;
pub mod typed;
pub mod understand;
mod understood;
pub mod wake;

use std::io::{ErrorKind, Write};
use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::assistant::AssistantError;
use crate::audio::AudioError;
use crate::commerce::ShopError;
use crate::config::Config;
use crate::journal::JournalError;
use crate::listening::ListeningError;
use crate::permission::PinError;
use crate::speech_to_text::RecognizerError;
use crate::text_to_speech::SynthesizerError;
use crate::understanding::UnderstandingError;

/// A voice commerce assistant: it hears on the device, reads the order back, and places it once you said yes.
#[derive(Debug, Parser)]
#[command(name = "orderly", version, propagate_version = true)]
pub struct CommandLine {
    /// The configuration file; without it the defaults count.
    #[arg(long, short, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Where shop and journal are kept; goes before what the configuration says.
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Listen, and order what is asked for (the daemon).
    Run(run::Arguments),
    /// Show what is heard and understood in recordings; orders nothing.
    Hear(hear::Arguments),
    /// Show what is understood in lines from standard input, text or JSON; orders nothing.
    Understand(understand::Arguments),
    /// Show why a text means what it means: the sentences that say it, the products it can name, and what else it could be.
    Explain(explain::Arguments),
    /// Check the sentences that are understood.
    #[command(subcommand)]
    Intents(intents::Action),
    /// Try how well the wake phrases are heard.
    #[command(subcommand)]
    Wake(wake::Action),
    /// Have the conversation on the keyboard.
    Type(typed::Arguments),
    /// Say a text.
    Say(say::Arguments),
    /// Show what works on this machine, what is missing, and what to do.
    Doctor(doctor::Arguments),
    /// Take products into the local shop.
    Import(import::Arguments),
    /// Show the orders of the local shop, or note what happened to one.
    Orders(orders::Arguments),
    /// Set the PIN that orders are confirmed with, or forget it.
    #[command(subcommand)]
    Pin(pin::Action),
    /// Show, export or erase what is remembered of the household.
    #[command(subcommand)]
    Data(data::Action),
    /// Write what a speaker hub has to be told: sentences and products, for Alexa or Dialogflow.
    #[command(subcommand)]
    Export(export::Action),
    /// Measure how quick this machine is, and how well it hears.
    #[command(subcommand)]
    Bench(bench::Action),
    /// Look on at the broker of the bridge, or try it.
    #[cfg(feature = "mqtt")]
    #[command(subcommand)]
    Mqtt(mqtt::Action),
    /// List or download recognition models.
    #[command(subcommand)]
    Models(models::Action),
    /// List or download voices.
    #[command(subcommand)]
    Voices(models::Action),
}

/// What a command can fail with.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// The configuration.
    #[error(transparent)]
    Config(#[from] crate::config::ConfigError),
    /// The assistant, or one of its parts.
    #[error(transparent)]
    Assistant(#[from] AssistantError),
    /// Sound.
    #[error(transparent)]
    Audio(#[from] AudioError),
    /// Listening.
    #[error(transparent)]
    Listening(#[from] ListeningError),
    /// Recognition.
    #[error(transparent)]
    Recognizer(#[from] RecognizerError),
    /// The intents folder.
    #[error(transparent)]
    Understanding(#[from] UnderstandingError),
    /// The shop.
    #[error(transparent)]
    Shop(#[from] ShopError),
    /// The journal.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The PIN.
    #[error(transparent)]
    Pin(#[from] PinError),
    /// Speech.
    #[error(transparent)]
    Synthesizer(#[from] SynthesizerError),
    /// A channel.
    #[error(transparent)]
    Channel(#[from] crate::channels::ChannelError),
    /// Anything else that ends a command, in a sentence that says what to do next.
    #[error("{0}")]
    Other(String),
}

/// Runs a command.
///
/// # Errors
/// Whatever the command fails with, ready to be shown.
pub fn run(line: &CommandLine) -> Result<(), CommandError> {
    let mut config = Config::load(line.config.as_deref())?;
    if let Some(data) = &line.data {
        config.assistant.data.clone_from(data);
    }
    match &line.command {
        Command::Run(arguments) => run::run(arguments, &config),
        Command::Hear(arguments) => hear::run(arguments, &config),
        Command::Understand(arguments) => understand::run(arguments, &config),
        Command::Explain(arguments) => explain::run(arguments, &config),
        Command::Intents(action) => intents::run(action, &config),
        Command::Wake(action) => wake::run(action, &config),
        Command::Type(arguments) => typed::run(arguments, &config),
        Command::Say(arguments) => say::run(arguments, &config),
        Command::Doctor(arguments) => doctor::run(arguments, &config),
        Command::Import(arguments) => import::run(arguments, &config),
        Command::Orders(arguments) => orders::run(arguments, &config),
        Command::Pin(action) => pin::run(action, &config),
        Command::Data(action) => data::run(action, &config),
        Command::Export(action) => export::run(action, &config),
        Command::Bench(action) => bench::run(action, &config),
        #[cfg(feature = "mqtt")]
        Command::Mqtt(action) => mqtt::run(action, &config),
        Command::Models(action) => models::run(action, models::Kind::Model, &config),
        Command::Voices(action) => models::run(action, models::Kind::Voice, &config),
    }
}

/// Writes a text to standard output. A reader that has seen enough and left is no error.
fn print(text: &str) -> Result<(), CommandError> {
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(CommandError::Other(format!("standard output cannot be written: {error}")))
        }
        _ => Ok(()),
    }
}

/// Writes one line of JSON to standard output.
fn print_json(value: &impl serde::Serialize) -> Result<(), CommandError> {
    let text = serde_json::to_string(value).map_err(|error| CommandError::Other(error.to_string()))?;
    print(&(text + "\n"))
}
