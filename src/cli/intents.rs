//! `orderly intents`.

use std::path::PathBuf;

use super::CommandError;
use crate::config::Config;
use crate::understanding::{IntentFolder, check};

/// What to do with sentences.
#[derive(Debug, clap::Subcommand)]
pub enum Action {
    /// Look for mistakes: sentences that two intents share or that are never reached, lists and rules that nothing uses.
    Check(Arguments),
}

/// What `check` takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// A folder `<lang>/*.yaml` to use instead of the built-in sentences.
    #[arg(long, value_name = "DIR")]
    pub intents: Option<PathBuf>,
    /// The language of the sentences; without it what the configuration says.
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,
}

/// Checks the sentences of a language and prints what is odd about them, a line each.
///
/// # Errors
/// [`CommandError::Understanding`] for the first thing that is wrong, with its place.
pub fn run(action: &Action, config: &Config) -> Result<(), CommandError> {
    let Action::Check(arguments) = action;
    let language = arguments.lang.as_deref().unwrap_or(&config.assistant.language);
    let folder = match &arguments.intents {
        Some(folder) => IntentFolder::read(folder, language)?,
        None => IntentFolder::built_in(language)?,
    };
    let found = check::check(&folder, language)?;
    let files = folder.files.len();
    let sum = match found.len() {
        0 => format!("{files} files of `{language}`: nothing to mend\n"),
        odd => format!("{files} files of `{language}`: {odd} to look at\n"),
    };
    let lines: String = found.into_iter().map(|line| line + "\n").collect();
    super::print(&(lines + &sum))
}
