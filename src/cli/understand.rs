//! `orderly understand`.

use std::io::{BufRead, ErrorKind, Write};
use std::path::PathBuf;

use super::lines::next_line;
use super::{CommandError, understood};
use crate::assistant::parts;
use crate::config::Config;
use crate::expecting::Expecting;
use crate::understanding::Understanding;

/// What it takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// A folder `<lang>/*.yaml` to use instead of the built-in sentences.
    #[arg(long, value_name = "DIR")]
    pub intents: Option<PathBuf>,
    /// The language of the sentences; without it what the configuration says.
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,
    /// One JSON object a line.
    #[arg(long)]
    pub json: bool,
}

/// Reads lines from standard input and prints what each means, in the same order.
///
/// # Errors
/// [`CommandError::Assistant`] for a folder that is wrong, [`CommandError::Other`] when input or output fails.
pub fn run(arguments: &Arguments, config: &Config) -> Result<(), CommandError> {
    let mut config = config.clone();
    if let Some(language) = &arguments.lang {
        config.assistant.language.clone_from(language);
    }
    let understanding = parts::understanding_of(&config, arguments.intents.as_deref())?;
    answer_lines(&understanding, arguments.json, std::io::stdin().lock(), std::io::stdout().lock())
        .map_err(|error| CommandError::Other(format!("standard input or output failed: {error}; check where it leads")))
}

fn answer_lines(
    understanding: &Understanding,
    json: bool,
    mut input: impl BufRead,
    mut output: impl Write,
) -> std::io::Result<()> {
    while let Some(text) = next_line(&mut input)? {
        let meaning = understanding.understand(&text, Expecting::Command);
        let answer = if json {
            understood::json_line(("text", &text), &text, meaning.first())
        } else {
            understood::readable_line(&text, meaning.first())
        };
        let written = writeln!(output, "{answer}").and_then(|()| output.flush());
        match written {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => return Ok(()),
            other => other?,
        }
    }
    Ok(())
}
