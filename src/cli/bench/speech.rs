//! `orderly bench speech`: how many labelled recordings are understood.
//!
//! A recording counts as right when the intent and every slot are right and no slot was added; as right after a question
//! when all that was understood is right, and the one slot that is missing was said and is asked for; as asked in vain when
//! an answer to the question would not make it right; as substituted when something else was understood; and as refused when
//! nothing was.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::json;

use crate::assistant::parts::{self, Chosen};
use crate::audio::{FRAME_MS, kitchen, recording};
use crate::cli::{CommandError, hear, print, print_json};
use crate::config::Config;
use crate::listening::vad::{self, Vad};
use crate::speech_to_text::Recognizer;
use crate::understanding::{Intent, Languages};

/// What it takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// A folder with `labels.json` (file to intent and slots), `audio/`, and the sentences in `intents/` unless they are
    /// elsewhere.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// A folder `DIR/<lang>/*.yaml` of sentences.
    #[arg(long, value_name = "DIR")]
    intents: Option<PathBuf>,
    /// Also with noise so many decibels below the speech.
    #[arg(
        long,
        value_name = "DB,…",
        value_delimiter = ',',
        default_value = "24,21,18,15,12,9,6",
        allow_hyphen_values = true
    )]
    noise: Vec<f32>,
    /// How often each recording is heard in each noise, with another one of that loudness every time.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..=100))]
    rounds: u64,
    /// Show each recording that is not understood.
    #[arg(long)]
    show_wrong: bool,
    /// One JSON object a line: one for each noise, and the mean over them.
    #[arg(long)]
    json: bool,
}

/// What was said, by the labels.
#[derive(serde::Deserialize)]
struct Label {
    intent: String,
    slots: BTreeMap<String, String>,
}

/// What came of all recordings in one noise.
#[derive(Default)]
struct Tally {
    right: usize,
    after_question: usize,
    asked_in_vain: usize,
    substituted: usize,
    refused: usize,
    sound: Duration,
    spent: Duration,
}

impl Tally {
    fn percent(&self) -> f64 {
        let all = self.right + self.after_question + self.asked_in_vain + self.substituted + self.refused;
        100.0 * self.right as f64 / all.max(1) as f64
    }

    fn real_time_factor(&self) -> f64 {
        self.spent.as_secs_f64() / self.sound.as_secs_f64().max(f64::MIN_POSITIVE)
    }
}

/// What a recording is heard with.
struct Bench<'a> {
    config: &'a Config,
    vad: Box<dyn Vad>,
    recognizer: Box<dyn Recognizer>,
    languages: Languages,
}

/// Runs it.
///
/// # Errors
/// Whatever keeps it from starting, and the first recording that cannot be heard.
pub fn run(arguments: &Arguments, config: &Config) -> Result<(), CommandError> {
    let labels = labels(&arguments.folder.join("labels.json"))?;
    let inside = Some(arguments.folder.join("intents")).filter(|folder| folder.is_dir());
    let intents = arguments.intents.clone().or(inside);
    let languages = parts::languages_or(intents.as_deref(), config)?;
    let Chosen { part: mut recognizer, note } = parts::recognizer(config)?;
    recognizer.adopt(&languages.vocabulary()?)?;
    let detector = vad::open(&config.listening.vad, &config.data_folder())?;
    eprintln!("orderly {note}");
    detector.instead.iter().for_each(|line| eprintln!("orderly: {line}"));
    let mut bench = Bench { config, vad: detector.vad, recognizer, languages };
    let noises = [None].into_iter().chain(arguments.noise.iter().copied().map(Some));
    let mut sum = 0.0;
    for noise in noises {
        let mut tally = Tally::default();
        for (file, label) in &labels {
            let recorded = recording::read(&arguments.folder.join("audio").join(file))?;
            for round in 0..noise.map_or(1, |_| arguments.rounds) {
                let mixed = noise.map(|below| kitchen::under(&recorded, below, seed(file, round)));
                let samples = mixed.as_deref().unwrap_or(&recorded);
                if let Some(wrong) = bench.hear(samples, label, &mut tally)?.filter(|_| arguments.show_wrong) {
                    eprintln!("{file}: {wrong}");
                }
            }
        }
        if noise.is_some() {
            sum += tally.percent();
        }
        report(noise, &tally, arguments.json)?;
    }
    if arguments.noise.is_empty() {
        return Ok(());
    }
    let mean = sum / arguments.noise.len() as f64;
    if arguments.json {
        print_json(&json!({ "mean_over_noise": mean }))
    } else {
        print(&format!("mean over noise {mean:5.1} % right\n"))
    }
}

impl Bench<'_> {
    /// Hears a recording, and says what was understood when that is not what the label says.
    fn hear(&mut self, samples: &[i16], label: &Label, tally: &mut Tally) -> Result<Option<String>, CommandError> {
        let speech = hear::speech(samples, self.vad.as_mut(), self.config)?.unwrap_or_default();
        tally.sound += Duration::from_millis(speech.len() as u64 * u64::from(FRAME_MS));
        let started = Instant::now();
        let hypotheses = hear::recognise(&speech, self.recognizer.as_mut())?;
        tally.spent += started.elapsed();
        let judged = hear::judge(&hypotheses, &self.languages, self.config);
        let Some(intent) = judged.meaning.first() else {
            tally.refused += 1;
            return Ok(Some(format!("nothing, out of {hypotheses:?}")));
        };
        if label.is(intent) {
            tally.right += 1;
            return Ok(None);
        }
        if label.is_after_question(intent) {
            tally.after_question += 1;
            return Ok(Some(format!("{intent}, out of {hypotheses:?}")));
        }
        let counted = if intent.doubtful.is_some() { &mut tally.asked_in_vain } else { &mut tally.substituted };
        *counted += 1;
        Ok(Some(format!("{} instead of {:?}", judged.transcript, label.slots)))
    }
}

impl Label {
    fn is(&self, intent: &Intent) -> bool {
        intent.doubtful.is_none() && self.is_but_for(None, intent)
    }

    /// Whether an answer to the question for the doubtful slot makes it right.
    fn is_after_question(&self, intent: &Intent) -> bool {
        let Some(asked) = intent.doubtful.as_deref() else { return false };
        let Some(said) = self.slots.get(asked) else { return false };
        // What is named in the question is no answer to it unless it was said.
        let named = intent.slots.iter().find(|slot| slot.name == asked);
        named.is_none_or(|slot| slot.spoken == said.trim()) && self.is_but_for(Some(asked), intent)
    }

    fn is_but_for(&self, asked: Option<&str>, intent: &Intent) -> bool {
        let said = self.slots.iter().map(|(name, value)| (name.as_str(), value.trim()));
        let understood = intent.slots.iter().map(|slot| (slot.name.as_str(), slot.spoken.as_str()));
        let known = |(name, _): &(&str, &str)| Some(*name) != asked;
        let (said, understood): (BTreeMap<_, _>, BTreeMap<_, _>) =
            (said.filter(known).collect(), understood.filter(known).collect());
        self.intent == intent.name && said == understood
    }
}

fn labels(file: &Path) -> Result<BTreeMap<String, Label>, CommandError> {
    let told = |reason: String| {
        let shape = r#"It says for each file in audio/ what is said: {"one.wav": {"intent": "Order", "slots": {"size": "small"}}}"#;
        CommandError::Other(format!("{}: {reason}. {shape}", file.display()))
    };
    let text = std::fs::read(file).map_err(|error| told(error.to_string()))?;
    let labels: BTreeMap<String, Label> = serde_json::from_slice(&text).map_err(|error| told(error.to_string()))?;
    if labels.is_empty() { Err(told("there is no recording in it".to_owned())) } else { Ok(labels) }
}

fn report(noise: Option<f32>, tally: &Tally, as_json: bool) -> Result<(), CommandError> {
    let Tally { right, after_question, asked_in_vain, substituted, refused, .. } = tally;
    if as_json {
        return print_json(&json!({
            "noise_db": noise,
            "right": right,
            "right_after_question": after_question,
            "asked_in_vain": asked_in_vain,
            "substituted": substituted,
            "refused": refused,
            "real_time_factor": tally.real_time_factor(),
        }));
    }
    let what = noise.map_or_else(|| "as recorded".to_owned(), |below| format!("noise {below} dB"));
    let (percent, factor) = (tally.percent(), tally.real_time_factor());
    print(&format!(
        "{what:15} {percent:5.1} % right: {right}, after one question {after_question} more, asked in vain \
         {asked_in_vain}, substituted {substituted}, refused {refused}; real-time factor {factor:.3}\n"
    ))
}

/// FNV-1a: every recording has a noise of its own in each round, the same every time.
fn seed(name: &str, round: u64) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    name.bytes().fold(0xcbf2_9ce4_8422_2325, step).wrapping_add(round)
}
