//! `orderly hear`: what is heard and understood in recordings. Orders nothing.

use std::path::{Path, PathBuf};

use super::{CommandError, understood};
use crate::assistant::parts::{self, Chosen};
use crate::audio::{FRAME_SAMPLES, Frame, recording};
use crate::config::Config;
use crate::expecting::Expecting;
use crate::listening;
use crate::listening::vad::{self, Vad};
use crate::speech_to_text::{Hypothesis, Recognizer};
use crate::understanding::{Judgement, Languages};

/// What it takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Recordings, WAV or FLAC.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// A folder `DIR/<lang>/*.yaml` of other sentences than the built-in ones.
    #[arg(long, value_name = "DIR")]
    intents: Option<PathBuf>,
    /// One JSON object a line: file, transcript, intent, slots, confidence, and `error` where it could not be heard.
    #[arg(long)]
    json: bool,
}

/// Runs it. Every file gets its line, in the order of the arguments.
///
/// # Errors
/// Whatever keeps it from starting; at the end, when a file could not be read.
pub fn run(arguments: &Arguments, config: &Config) -> Result<(), CommandError> {
    let languages = parts::languages_or(arguments.intents.as_deref(), config)?;
    let Chosen { part: mut recognizer, note } = parts::recognizer(config)?;
    recognizer.adopt(&languages.vocabulary()?)?;
    let mut detector = vad::open(&config.listening.vad, &config.data_folder())?;
    eprintln!("orderly {note}");
    for line in detector.instead.iter().chain(languages.warnings()) {
        eprintln!("orderly: {line}");
    }
    let mut unheard = 0_usize;
    for file in &arguments.files {
        let name = file.display().to_string();
        let line = match hear(file, detector.vad.as_mut(), recognizer.as_mut(), &languages, config) {
            Ok(judged) if arguments.json => understood::json(("file", &name), &judged).to_string(),
            Ok(judged) => format!("{name}: {}", understood::readable(&judged)),
            Err(error) => {
                unheard += 1;
                eprintln!("orderly: {error}");
                if arguments.json {
                    let mut shown = understood::json(("file", &name), &judge(&[], &languages, config));
                    shown["error"] = error.to_string().into();
                    shown.to_string()
                } else {
                    format!("{name}: could not be heard")
                }
            }
        };
        super::print(&(line + "\n"))?;
    }
    match unheard {
        0 => Ok(()),
        count => Err(CommandError::Other(format!("{count} of {} files could not be heard", arguments.files.len()))),
    }
}

/// What is said in a file, nothing when nobody speaks in it, and what it means.
fn hear(
    file: &Path,
    vad: &mut dyn Vad,
    recognizer: &mut dyn Recognizer,
    languages: &Languages,
    config: &Config,
) -> Result<Judgement, CommandError> {
    let hypotheses = match speech(&recording::read(file)?, vad, config)? {
        Some(speech) => recognise(&speech, recognizer)?,
        None => Vec::new(),
    };
    Ok(judge(&hypotheses, languages, config))
}

/// The frames of a recording from its first to its last speech; `None` when nobody speaks in it.
pub(super) fn speech(samples: &[i16], vad: &mut dyn Vad, config: &Config) -> Result<Option<Vec<Frame>>, CommandError> {
    let frame = |piece: &[i16]| {
        let mut frame: Frame = [0; FRAME_SAMPLES];
        frame[..piece.len()].copy_from_slice(piece);
        frame
    };
    let speech = listening::trim(samples, vad, config.listening.threshold)?;
    Ok(speech.map(|speech| speech.chunks(FRAME_SAMPLES).map(frame).collect()))
}

/// What is said in these frames.
pub(super) fn recognise(speech: &[Frame], recognizer: &mut dyn Recognizer) -> Result<Vec<Hypothesis>, CommandError> {
    recognizer.begin(Expecting::Command)?;
    for frame in speech {
        recognizer.accept(frame)?;
    }
    Ok(recognizer.finish()?)
}

/// What it means, as far as it is sure enough.
pub(super) fn judge(hypotheses: &[Hypothesis], languages: &Languages, config: &Config) -> Judgement {
    let judged = languages.judge(hypotheses, Expecting::Command, &config.assistant.language);
    judged.at_least(config.recognition.minimum_confidence, Expecting::Command)
}
