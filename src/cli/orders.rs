//! `orderly orders`.

use super::CommandError;
use crate::config::Config;

/// What it takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {}

/// Runs it.
///
/// # Errors
/// What the command fails with.
pub fn run(_arguments: &Arguments, _config: &Config) -> Result<(), CommandError> {
    Ok(())
}
