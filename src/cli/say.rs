//! `orderly say`.

use std::path::PathBuf;

use super::CommandError;
use crate::assistant::parts::{self, Chosen};
use crate::audio::{self, AudioSink, Clip};
use crate::config::Config;
use crate::text_to_speech::utterances::utterances;

/// What it takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// What to say.
    #[arg(required = true, value_name = "TEXT")]
    text: Vec<String>,
    /// Write a WAV file instead of playing it.
    #[arg(long, short, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Says the text on the loudspeaker, or writes it to a WAV file.
///
/// # Errors
/// What the voice, the loudspeaker or the file fails with.
pub fn run(arguments: &Arguments, config: &Config) -> Result<(), CommandError> {
    let text = arguments.text.join(" ");
    if utterances(&text, &config.assistant.language).is_empty() {
        return Err(CommandError::Other(
            "there is nothing to say; give a text, such as: orderly say \"Good morning\"".to_owned(),
        ));
    }
    let Chosen { part: mut reader, note } = parts::reader(config)?;
    tracing::info!(voice = reader.name(), note, "speaking");
    let mut clips = reader.read(&text);
    match &arguments.out {
        Some(file) => {
            let clip = joined(clips.collect::<Result<_, _>>()?);
            Ok(audio::recording::write(file, &clip)?)
        }
        None => {
            let mut loudspeaker = open_loudspeaker(config)?;
            clips.try_for_each(|clip| Ok::<_, CommandError>(loudspeaker.play(&clip?)?))?;
            Ok(loudspeaker.drain()?)
        }
    }
}

/// The clips of one voice, one behind the other.
fn joined(clips: Vec<Clip>) -> Clip {
    let rate = clips.first().map_or(audio::SAMPLE_RATE, |clip| clip.rate);
    Clip { samples: clips.into_iter().flat_map(|clip| clip.samples).collect(), rate }
}

fn open_loudspeaker(config: &Config) -> Result<Box<dyn AudioSink>, CommandError> {
    if config.audio.output == "none" {
        return Err(CommandError::Other("audio.output is none; write a file instead: --out FILE".to_owned()));
    }
    parts::loudspeaker(config)
        .map_err(|error| CommandError::Other(format!("{error}. To write a file instead: --out FILE")))
}
