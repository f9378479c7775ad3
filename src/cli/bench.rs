//! `orderly bench`: how quick this machine is, and how well it hears.

pub mod latency;

use super::CommandError;
use crate::config::Config;

/// What is measured.
#[derive(Debug, clap::Subcommand)]
pub enum Action {
    /// From the end of speech to the first sound of the answer.
    Latency(latency::Arguments),
}

/// Runs it.
///
/// # Errors
/// Whatever keeps it from being measured.
pub fn run(action: &Action, config: &Config) -> Result<(), CommandError> {
    match action {
        Action::Latency(arguments) => latency::run(arguments, config),
    }
}
