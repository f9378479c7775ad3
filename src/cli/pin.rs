//! `orderly pin`. The PIN is never an argument: arguments are seen by every process of the machine and kept in histories.

use std::io::{BufRead, IsTerminal, Read};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use zeroize::Zeroizing;

use super::CommandError;
use crate::config::Config;
use crate::permission::{Code, PinStatus, PinVault};

/// A longer line is no PIN.
const LONGEST_LINE: u64 = 64;

/// What to do.
#[derive(Debug, clap::Subcommand)]
pub enum Action {
    /// Set the PIN, 4 to 8 digits: asked for twice and not shown, or one line of standard input where that is no terminal.
    Set,
    /// Forget the PIN.
    Remove,
    /// Show whether a PIN is set, and until when it is locked.
    Status,
}

/// Runs it.
///
/// # Errors
/// What is wrong with what was typed, or with the file of the PIN.
pub fn run(action: &Action, config: &Config) -> Result<(), CommandError> {
    let mut vault = PinVault::of(&config.data_folder());
    let unused = if config.permission.pin_above.is_empty() {
        " No order needs it: set pin_above in the section [permission] of the configuration."
    } else {
        ""
    };
    let said = match action {
        Action::Set => {
            vault.set(&code()?)?;
            format!("The PIN is set.{unused}\n")
        }
        Action::Remove if vault.remove()? => "The PIN is forgotten. No order that needs one is made.\n".to_owned(),
        Action::Remove => "There was no PIN.\n".to_owned(),
        Action::Status => match vault.status(Timestamp::now())? {
            PinStatus::NotSet => "No PIN is set. Set one with: orderly pin set\n".to_owned(),
            PinStatus::Set => format!("A PIN is set.{unused}\n"),
            PinStatus::LockedOut { until } => {
                let until = until.to_zoned(TimeZone::system()).strftime("%Y-%m-%d %H:%M:%S").to_string();
                format!("A PIN is set. It is locked until {until} after wrong codes; `orderly pin set` unlocks it.\n")
            }
        },
    };
    super::print(&said)
}

fn code() -> Result<Code, CommandError> {
    let line = if std::io::stdin().is_terminal() { typed_twice()? } else { first_line()? };
    line.parse().map_err(|wrong| CommandError::Other(format!("{wrong}; nothing was changed")))
}

fn typed_twice() -> Result<Zeroizing<String>, CommandError> {
    let ask = |prompt: &str| {
        let typed = rpassword::prompt_password(prompt).map(Zeroizing::new);
        typed.map_err(|error| CommandError::Other(format!("the terminal cannot be read: {error}")))
    };
    let (one, other) = (ask("PIN, 4 to 8 digits: ")?, ask("The same once more: ")?);
    if one == other {
        return Ok(one);
    }
    Err(CommandError::Other("the two were not the same; nothing was changed, try again".to_owned()))
}

fn first_line() -> Result<Zeroizing<String>, CommandError> {
    let mut line = Zeroizing::new(String::with_capacity(LONGEST_LINE as usize));
    let read = std::io::stdin().lock().take(LONGEST_LINE).read_line(&mut line);
    read.map_err(|error| CommandError::Other(format!("standard input cannot be read: {error}")))?;
    Ok(Zeroizing::new(line.trim_end_matches(['\r', '\n']).to_owned()))
}
