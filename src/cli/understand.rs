//! `orderly understand`.

use std::io::{BufRead, ErrorKind, Write};
use std::path::PathBuf;

use super::{CommandError, understood};
use crate::commerce::catalogue::Catalogue;
use crate::config::Config;
use crate::expecting::Expecting;
use crate::understanding::{IntentFolder, Understanding};

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

/// A longer line is no sentence; the rest of it is not kept.
const LONGEST_LINE: usize = 64 * 1024;

/// Reads lines from standard input and prints what each means, in the same order.
///
/// # Errors
/// [`CommandError::Understanding`] for a folder that is wrong, [`CommandError::Other`] when input or output fails.
pub fn run(arguments: &Arguments, config: &Config) -> Result<(), CommandError> {
    run_with(arguments, config, &Catalogue::default(), std::io::stdin().lock(), std::io::stdout().lock())
}

/// The same with a catalogue, for the built-in sentences, and with any input and output.
///
/// # Errors
/// As [`run`].
pub fn run_with(
    arguments: &Arguments,
    config: &Config,
    catalogue: &Catalogue,
    input: impl BufRead,
    output: impl Write,
) -> Result<(), CommandError> {
    let language = arguments.lang.as_deref().unwrap_or(&config.assistant.language);
    let understanding = match &arguments.intents {
        Some(folder) => {
            Understanding::new(&IntentFolder::read(folder, language)?, language, &Catalogue::default(), None)?
        }
        None => {
            let wake = Some(config.listening.wake_phrase.as_str());
            Understanding::new(&IntentFolder::built_in(language)?, language, catalogue, wake)?
        }
    };
    answer_lines(&understanding, arguments.json, input, output)
        .map_err(|error| CommandError::Other(format!("standard input or output failed: {error}; check where it leads")))
}

fn answer_lines(
    understanding: &Understanding,
    json: bool,
    mut input: impl BufRead,
    mut output: impl Write,
) -> std::io::Result<()> {
    while let Some(line) = next_line(&mut input)? {
        let text = String::from_utf8_lossy(&line);
        let intent = understanding.understand(&text, Expecting::Command);
        let answer = if json {
            understood::json_line(("text", &text), &text, intent.as_ref())
        } else {
            understood::readable_line(&text, intent.as_ref())
        };
        let written = writeln!(output, "{answer}").and_then(|()| output.flush());
        match written {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => return Ok(()),
            other => other?,
        }
    }
    Ok(())
}

/// The next line without its end, cut where it is longer than a sentence can be; `None` at the end of the input.
fn next_line(input: &mut impl BufRead) -> std::io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    let mut read_any = false;
    loop {
        let chunk = match input.fill_buf() {
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            chunk => chunk?,
        };
        if chunk.is_empty() {
            return Ok(read_any.then_some(line));
        }
        read_any = true;
        let end = chunk.iter().position(|byte| *byte == b'\n');
        let part = &chunk[..end.unwrap_or(chunk.len())];
        let room = LONGEST_LINE - line.len();
        line.extend_from_slice(&part[..part.len().min(room)]);
        let used = end.map_or(chunk.len(), |end| end + 1);
        input.consume(used);
        if end.is_some() {
            if line.last() == Some(&b'\r') {
                line.pop();
            }
            return Ok(Some(line));
        }
    }
}
