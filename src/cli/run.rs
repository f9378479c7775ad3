//! `orderly run`: the daemon.

use std::io::IsTerminal;
use std::path::PathBuf;

use super::CommandError;
use crate::assistant::parts::{self, Ears, Mouth};
use crate::assistant::timeline::{Show, Timeline};
use crate::config::Config;
use crate::event::Event;

/// What it takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Recordings (WAV or FLAC, or folders of them) that stand in for the microphone, one for each turn.
    #[arg(long, value_name = "PATH", num_args = 1..)]
    recordings: Vec<PathBuf>,
    /// A folder that takes the spoken answers as WAV files instead of the loudspeaker.
    #[arg(long, value_name = "DIR")]
    answers: Option<PathBuf>,
    /// Show what was heard, understood and said, and how long the answers took.
    #[arg(long)]
    timeline: bool,
}

/// Runs it until it is interrupted, or the recordings are over.
///
/// # Errors
/// Whatever keeps the daemon from starting, or ends it.
pub fn run(arguments: &Arguments, config: &Config) -> Result<(), CommandError> {
    let shown = if arguments.timeline {
        Show::Timings
    } else if std::io::stdout().is_terminal() {
        Show::Conversation
    } else {
        Show::Nothing
    };
    let _lock = parts::lock_data(config)?;
    let timeline = Timeline::new(shown);
    let ears = if arguments.recordings.is_empty() {
        Ears::Microphone
    } else {
        Ears::Recordings(parts::recordings_in(&arguments.recordings)?)
    };
    let mut config = config.clone();
    // In a folder is what was said, and nothing else.
    config.speech.earcons &= arguments.answers.is_none();
    let config = &config;
    let mouth = arguments.answers.clone().map_or(Mouth::Loudspeaker, Mouth::Folder);

    let (mut assistant, engines) = parts::assistant_and_engines(config, &ears, &mouth, &timeline)?;
    let has_voice = engines.is_some();
    if let Some(engines) = engines {
        parts::add_voices(&mut assistant, config, &ears, engines)?;
    }
    let has_channel = parts::add_channels(&mut assistant, config)?;
    parts::add_people(&mut assistant, config)?;
    if !has_voice && !has_channel {
        return Err(CommandError::Other(
            "nothing to listen to: audio.input is `none` and mqtt.enabled is false, as are those of hubs. Turn one of \
             them on, or use `orderly type`"
                .to_owned(),
        ));
    }

    let events = assistant.events();
    ctrlc::set_handler(move || {
        let _ignore_already_ending = events.try_send(Event::Shutdown);
    })
    .map_err(|error| CommandError::Other(format!("signals cannot be handled: {error}")))?;
    if has_voice {
        parts::add_buttons(&assistant, config)?;
    }
    Ok(assistant.run()?)
}
