//! `orderly pin`.

use std::io::{BufRead, IsTerminal};

use jiff::Timestamp;
use zeroize::Zeroizing;

use super::CommandError;
use crate::config::Config;
use crate::permission::code::Code;
use crate::permission::pin::{PinError, PinStatus, PinVault};

/// What to do with the code of the household.
#[derive(Debug, clap::Subcommand)]
pub enum Action {
    /// Set the code that large orders need; asks for it twice, or reads one line of standard input.
    Set,
    /// Remove it; what needs a code cannot be ordered by voice then.
    Remove,
    /// Say whether one is set, and whether it is locked.
    Status,
}

impl From<PinError> for CommandError {
    fn from(error: PinError) -> Self {
        Self::Other(error.to_string())
    }
}

/// Sets, removes or shows the code. It is never an argument: those are seen by others and remembered by shells.
///
/// # Errors
/// [`CommandError`]
pub fn run(action: &Action, config: &Config) -> Result<(), CommandError> {
    let mut vault = PinVault::of(&config.data_folder());
    match action {
        Action::Set => {
            vault.set(&entered()?)?;
            super::print("The code is set. Say its digits when you are asked for them.\n")
        }
        Action::Remove => super::print(if vault.remove()? { "The code is removed.\n" } else { "No code was set.\n" }),
        Action::Status => super::print(&match vault.status(Timestamp::now())? {
            PinStatus::NotSet => "No code is set: `orderly pin set` does that.\n".to_owned(),
            PinStatus::Set => "A code is set.\n".to_owned(),
            PinStatus::LockedOut { until } => {
                let until = until.to_zoned(jiff::tz::TimeZone::system()).strftime("%Y-%m-%d %H:%M:%S");
                format!("A code is set; after wrong ones it is locked until {until}.\n")
            }
        }),
    }
}

fn entered() -> Result<Code, CommandError> {
    let unreadable = |error: std::io::Error| CommandError::Other(format!("the code cannot be read: {error}"));
    if !std::io::stdin().is_terminal() {
        let mut line = Zeroizing::new(String::new());
        std::io::stdin().lock().read_line(&mut line).map_err(unreadable)?;
        return code(&line);
    }
    let ask = |prompt| rpassword::prompt_password(prompt).map(Zeroizing::new).map_err(unreadable);
    let first = ask("Code, four to eight digits: ")?;
    let code = code(&first)?;
    if *ask("Once more: ")? != *first {
        return Err(CommandError::Other("these were two different codes; nothing was changed".to_owned()));
    }
    Ok(code)
}

fn code(text: &str) -> Result<Code, CommandError> {
    Code::of_digits(text.trim())
        .ok_or_else(|| CommandError::Other("a code is four to eight digits; nothing was changed".to_owned()))
}
