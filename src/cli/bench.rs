//! `orderly bench`: how quick this machine is, and how well it hears.

mod latency;
mod speech;

use super::CommandError;
use crate::config::Config;

/// What is measured.
#[derive(Debug, clap::Subcommand)]
pub enum Action {
    /// How many recorded commands are understood, as they are and in the noise of a kitchen; orders nothing.
    Speech(speech::Arguments),
    /// From the end of speech to the first sound of the answer.
    Latency(latency::Arguments),
}

/// Measures it.
///
/// # Errors
/// Whatever keeps it from being measured.
pub fn run(action: &Action, config: &Config) -> Result<(), CommandError> {
    match action {
        Action::Speech(arguments) => speech::run(arguments, config),
        Action::Latency(arguments) => latency::run(arguments, config),
    }
}
