//! `orderly bench`: measures this program on this machine.

mod speech;

use super::CommandError;
use crate::config::Config;

/// What to measure.
#[derive(Debug, clap::Subcommand)]
pub enum Action {
    /// How many recorded commands are understood, as they are and in the noise of a kitchen; orders nothing.
    Speech(speech::Arguments),
}

/// Measures it.
///
/// # Errors
/// Whatever keeps it from being measured.
pub fn run(action: &Action, config: &Config) -> Result<(), CommandError> {
    match action {
        Action::Speech(arguments) => speech::run(arguments, config),
    }
}
