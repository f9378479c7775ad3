//! `orderly bench`: how quick this machine is, and how well it hears.

pub mod latency;
pub mod speech;

use super::CommandError;
use crate::config::Config;

/// What is measured.
#[derive(Debug, clap::Subcommand)]
pub enum Action {
    /// From the end of speech to the first sound of the answer.
    Latency(latency::Arguments),
    /// How many recorded commands are understood, as they are and in the noise of a kitchen; orders nothing.
    Speech(speech::Arguments),
}

/// Runs it.
///
/// # Errors
/// Whatever keeps it from being measured.
pub fn run(action: &Action, config: &Config) -> Result<(), CommandError> {
    match action {
        Action::Latency(arguments) => latency::run(arguments, config),
        Action::Speech(arguments) => speech::run(arguments, config),
    }
}
