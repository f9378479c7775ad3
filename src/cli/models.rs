//! `orderly models` and `orderly voices`: what there is to download, and downloading it.

use super::CommandError;
use crate::config::Config;

/// What to do with models or voices.
#[derive(Debug, clap::Subcommand)]
pub enum Action {
    /// Show what is there and what could be.
    List {
        /// One JSON object a line.
        #[arg(long)]
        json: bool,
    },
    /// Download one, or go on with a download that broke off.
    Pull {
        /// Its name in the list.
        name: String,
    },
}

/// Which manifest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `models/manifest.toml`
    Model,
    /// `voices/manifest.toml`
    Voice,
}

/// Runs it.
///
/// # Errors
/// What the command fails with.
pub fn run(_action: &Action, _kind: Kind, _config: &Config) -> Result<(), CommandError> {
    Ok(())
}
