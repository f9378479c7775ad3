//! `orderly wake test`: how well the wake phrases are heard, in recordings and on the microphone.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::CommandError;
use crate::assistant::parts;
use crate::audio::{FRAME_MS, FRAME_SAMPLES, Frame, recording};
use crate::config::{Config, ListeningConfig};
use crate::listening::wake_word::{self, Chosen, Detection, WakeWord};

/// What to do about wake phrases.
#[derive(Debug, clap::Subcommand)]
pub enum Action {
    /// Show how surely the wake phrases are heard in recordings, or on the microphone, and propose a sensitivity.
    Test(Arguments),
}

/// What it takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Recordings of other things, WAV or FLAC, or folders of them: none of these should wake.
    #[arg(value_name = "FILE")]
    others: Vec<PathBuf>,
    /// Recordings of a wake phrase, once in each, or a folder of them: all of these should wake.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    wake: Vec<PathBuf>,
    /// One JSON object a line.
    #[arg(long)]
    json: bool,
}

/// Runs it. Without recordings it listens on the microphone until it is interrupted.
///
/// # Errors
/// Whatever keeps it from starting; at the end, when a file could not be read.
pub fn run(Action::Test(arguments): &Action, config: &Config) -> Result<(), CommandError> {
    let mut ears = open(&config.listening, config)?;
    if arguments.wake.is_empty() && arguments.others.is_empty() {
        return listen(&mut ears, config, arguments.json);
    }
    let mut unread = 0;
    // The sensitivities from which on other recordings, and those of a phrase, wake.
    let mut needed: [Vec<f32>; 2] = Default::default();
    for (called, paths) in [(true, &arguments.wake), (false, &arguments.others)] {
        for file in parts::recordings_in(paths)? {
            match ears.hear(&file) {
                Ok(heard) => {
                    needed[usize::from(called)]
                        .push(heard.nearest.as_ref().map_or(f32::INFINITY, |one| one.wakes_from));
                    super::print(&heard.line(&file, called, arguments.json))?;
                }
                Err(error) => {
                    unread += 1;
                    eprintln!("orderly: {error}");
                }
            }
        }
    }
    let [others, calls] = &needed;
    super::print(&propose(calls, others).line(arguments.json))?;
    match unread {
        0 => Ok(()),
        count => Err(CommandError::Other(format!("{count} files could not be heard"))),
    }
}

/// What listens for the configured phrases.
struct Ears {
    wake: Box<dyn WakeWord>,
}

fn open(listening: &ListeningConfig, config: &Config) -> Result<Ears, CommandError> {
    let pronounce = parts::pronunciation(config);
    let chosen = wake_word::open(listening, &config.data_folder(), pronounce.as_ref());
    let Chosen { wake, trained, instead } = chosen.map_err(|error| CommandError::Other(error.to_string()))?;
    for phrase in &listening.wake_phrases {
        let how = if trained.contains(phrase) { "by a network that was trained for it" } else { "by its sounds" };
        eprintln!("orderly listens for “{phrase}” {how}");
    }
    if let Some(instead) = instead {
        eprintln!("orderly: {instead}");
    }
    Ok(Ears { wake })
}

/// What came of a recording.
struct Heard {
    wakes: bool,
    nearest: Option<Detection>,
}

impl Ears {
    fn hear(&mut self, file: &Path) -> Result<Heard, CommandError> {
        let failed = |error: wake_word::WakeWordError| CommandError::Other(format!("{}: {error}", file.display()));
        let samples = recording::read(file)?;
        self.wake.reset().map_err(failed)?;
        let mut wakes = false;
        let room = vec![0; ROOM];
        for chunk in [room.as_slice(), &samples, &room].concat().chunks(FRAME_SAMPLES) {
            let mut frame: Frame = [0; FRAME_SAMPLES];
            frame[..chunk.len()].copy_from_slice(chunk);
            wakes |= self.wake.accept(&frame).map_err(failed)?.is_some();
        }
        Ok(Heard { wakes, nearest: self.wake.best() })
    }
}

/// Silence before and after a recording, samples: half a second.
const ROOM: usize = 8_000;

impl Heard {
    fn line(&self, file: &Path, called: bool, as_json: bool) -> String {
        let wakes = self.wakes;
        let (score, phrase) = self.nearest.as_ref().map_or((0.0, None), |one| (one.score, Some(&one.phrase)));
        if as_json {
            let file = file.display().to_string();
            let line = json!({"file": file, "called": called, "wakes": wakes, "score": score, "phrase": phrase});
            return format!("{line}\n");
        }
        let what = match (called, wakes) {
            (true, true) => "wakes",
            (true, false) => "MISSED",
            (false, true) => "WAKES BY MISTAKE",
            (false, false) => "stays asleep",
        };
        format!("{}: {what}, score {score:.2}\n", file.display())
    }
}

/// What the recordings say about the sensitivity.
#[derive(Debug, Clone, PartialEq)]
struct Proposal {
    sensitivity: f32,
    missed: usize,
    calls: usize,
    woken: usize,
    others: usize,
}

/// The sensitivity at which fewest recordings come out wrong, by share; among those that are as good, one between others
/// that are, then the one nearest to the middle. The numbers are the sensitivities from which on the recordings wake.
fn propose(calls: &[f32], others: &[f32]) -> Proposal {
    let at = |step: u8| {
        let sensitivity = f32::from(step) / f32::from(STEPS);
        let missed = calls.iter().filter(|from| **from >= sensitivity).count();
        let woken = others.iter().filter(|from| **from < sensitivity).count();
        Proposal { sensitivity, missed, calls: calls.len(), woken, others: others.len() }
    };
    let all: Vec<Proposal> = (0..=STEPS).map(at).collect();
    let least = all.iter().map(Proposal::cost).fold(f32::INFINITY, f32::min);
    let good = |index: usize| all.get(index).is_some_and(|one| one.cost() <= least);
    let rank = |index: usize| {
        let inside = good(index + 1) && (index == 0 || good(index - 1));
        (!inside, index.abs_diff(usize::from(STEPS) / 2))
    };
    let best = (0..all.len()).filter(|&index| good(index)).min_by_key(|&index| rank(index));
    best.and_then(|index| all.get(index).cloned()).unwrap_or_else(|| at(STEPS / 2))
}

/// Sensitivities that are tried: twentieths.
const STEPS: u8 = 20;

impl Proposal {
    fn cost(&self) -> f32 {
        let share = |of: usize, all: usize| of as f32 / all.max(1) as f32;
        share(self.missed, self.calls) + share(self.woken, self.others)
    }

    fn line(&self, as_json: bool) -> String {
        let Self { sensitivity, missed, calls, woken, others } = self;
        if as_json {
            let proposal = json!({
                "wake_sensitivity": (f64::from(*sensitivity) * 100.0).round() / 100.0,
                "missed": missed, "calls": calls, "woken": woken, "others": others,
            });
            return format!("{proposal}\n");
        }
        let advice = match (calls, others) {
            (0, _) => {
                "; with recordings of the phrase (--wake FILE…) it could be weighed against calls that are missed"
            }
            (_, 0) => "; with recordings of other talk it could be weighed against waking by mistake",
            _ => "",
        };
        format!(
            "proposed: wake_sensitivity = {sensitivity:.2} under [listening]: of {calls} calls {missed} are missed then, of \
             {others} other recordings {woken} wake{advice}\n"
        )
    }
}

/// Shows every half second what came nearest to a wake phrase, and every wake.
fn listen(ears: &mut Ears, config: &Config, as_json: bool) -> Result<(), CommandError> {
    const SHOWN_EVERY: u32 = 500 / FRAME_MS;
    let mut source = parts::source(config, &parts::Ears::Microphone)?.part;
    eprintln!("orderly listens; say a wake phrase, Ctrl-C ends");
    for number in 1_u32.. {
        let Some(frame) = source.next_frame()? else { return Ok(()) };
        let heard = ears.wake.accept(&frame).map_err(|error| CommandError::Other(error.to_string()))?;
        let best = if number.is_multiple_of(SHOWN_EVERY) { ears.wake.best() } else { None };
        for (woke, detection) in [(true, heard), (false, best)] {
            let Some(Detection { phrase, score, .. }) = detection else { continue };
            super::print(&if as_json {
                format!("{}\n", json!({"phrase": phrase, "score": score, "wakes": woke}))
            } else if woke {
                format!("{score:.2}  “{phrase}”: wakes\n")
            } else {
                format!("{score:.2}  {}\n", "#".repeat((score.clamp(0.0, 1.0) * 40.0) as usize))
            })?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_and_other_talk_are_kept_apart() {
        let proposal = propose(&[0.1, 0.2, 0.3], &[0.7, 1.4]);
        assert_eq!((proposal.sensitivity, proposal.missed, proposal.woken), (0.5, 0, 0));
        let sleepy = propose(&[0.6, 0.72], &[0.9]);
        assert!(sleepy.sensitivity > 0.72 && sleepy.sensitivity < 0.9, "{sleepy:?}");
        assert_eq!((sleepy.missed, sleepy.woken), (0, 0));
    }

    #[test]
    fn without_recordings_of_one_kind_the_others_decide() {
        assert_eq!(propose(&[], &[]).sensitivity, 0.5);
        assert!(propose(&[0.8], &[]).sensitivity > 0.8);
        assert!(propose(&[], &[0.2]).sensitivity < 0.2);
    }

    #[test]
    fn where_both_cannot_be_had_most_come_out_right() {
        let proposal = propose(&[0.1, 0.2, 0.9], &[0.5, 0.6]);
        assert_eq!((proposal.missed, proposal.woken), (1, 0));
    }
}
