//! `orderly type`: the conversation on the keyboard.

use std::io::{IsTerminal, Write};

use jiff::Timestamp;

use super::CommandError;
use super::lines::next_line;
use crate::assistant::parts;
use crate::assistant::timeline::{Show, Timeline};
use crate::channels::keyboard::{self, Keyboard};
use crate::config::Config;
use crate::event::{Event, SiteId, TextTurn};

/// What it takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {}

/// Runs it until the input ends.
///
/// # Errors
/// Whatever keeps the conversation from starting, or ends it.
pub fn run(_arguments: &Arguments, config: &Config) -> Result<(), CommandError> {
    let _lock = parts::lock_data(config)?;
    let mut assistant = parts::assistant(config, Timeline::new(Show::Nothing))?;
    assistant.add_channel(Box::new(Keyboard));
    parts::add_people(&mut assistant, config)?;
    let interactive = std::io::stdin().is_terminal();
    if interactive {
        println!("Type what you would say, “reorder dishwasher tablets” for instance. Ctrl-D ends.");
    }
    let mut input = std::io::stdin().lock();
    loop {
        print!("> ");
        let _ignore_terminal_gone = std::io::stdout().flush();
        let Some(line) = next_line(&mut input).map_err(|error| CommandError::Other(error.to_string()))? else {
            break;
        };
        if !interactive {
            println!("{line}");
        }
        if line.trim().is_empty() {
            continue;
        }
        assistant.handle_to_the_end(Event::Text(TextTurn {
            id: None,
            channel: keyboard::NAME,
            site: SiteId(config.assistant.site.clone()),
            session: None,
            text: line,
            confidence: 1.0,
            speaker: None,
            language: None,
            at: Timestamp::now(),
        }))?;
    }
    println!();
    assistant.close();
    Ok(())
}
