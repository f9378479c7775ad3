//! `orderly understand`.

use std::collections::BTreeMap;
use std::io::{BufRead, ErrorKind, Write};
use std::path::PathBuf;

use serde::Deserialize;

use super::lines::next_line;
use super::{CommandError, understood};
use crate::assistant::sources::Sources;
use crate::config::Config;
use crate::expecting::Expecting;
use crate::speech_to_text::Hypothesis;
use crate::understanding::Understanding;

/// What it takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Sentences and catalogue.
    #[command(flatten)]
    pub knowledge: Knowledge,
    /// One JSON object a line.
    #[arg(long)]
    pub json: bool,
}

/// What is understood: sentences of a language, products of a catalogue.
#[derive(Debug, Clone, clap::Args)]
pub struct Knowledge {
    /// A folder `<lang>/*.yaml` to use instead of the built-in sentences.
    #[arg(long, value_name = "DIR")]
    pub intents: Option<PathBuf>,
    /// The language of the sentences; without it what the configuration says.
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,
    /// A catalogue to use instead of the shop's, in the form that `orderly import` takes.
    #[arg(long, value_name = "FILE.csv")]
    pub catalogue: Option<PathBuf>,
}

impl Knowledge {
    /// The sentences and products that were asked for, in a language.
    ///
    /// # Errors
    /// [`CommandError`] says what cannot be used.
    pub fn sources(&self, config: &Config, language: Option<&str>) -> Result<Sources, CommandError> {
        let mut config = config.clone();
        if let Some(language) = language.or(self.lang.as_deref()) {
            language.clone_into(&mut config.assistant.language);
        }
        let products = self.catalogue.as_ref().map(|file| super::import::read(file, false)).transpose()?;
        Ok(Sources::chosen(&config, self.intents.as_deref(), products)?)
    }
}

/// A line of JSON: a text, or what a recogniser heard.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    text: Option<String>,
    #[serde(default)]
    hypotheses: Vec<Heard>,
    expecting: Option<String>,
    lang: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Heard {
    text: String,
    #[serde(default = "certain")]
    confidence: f32,
}

fn certain() -> f32 {
    1.0
}

/// What is asked about a line.
struct Question {
    hypotheses: Vec<Hypothesis>,
    expecting: Expecting,
    language: Option<String>,
}

/// Reads lines from standard input, text or JSON objects, and prints what each means, in the same order.
///
/// # Errors
/// [`CommandError::Assistant`] for a folder that is wrong, [`CommandError::Other`] when input or output fails.
pub fn run(arguments: &Arguments, config: &Config) -> Result<(), CommandError> {
    let mut answering = Answering { arguments, config, known: BTreeMap::new() };
    answering.understanding(None).map_err(CommandError::Other)?;
    answering
        .answer_lines(std::io::stdin().lock(), std::io::stdout().lock())
        .map_err(|error| CommandError::Other(format!("standard input or output failed: {error}; check where it leads")))
}

struct Answering<'a> {
    arguments: &'a Arguments,
    config: &'a Config,
    /// By language; `None` is the one of the arguments.
    known: BTreeMap<Option<String>, Understanding>,
}

impl Answering<'_> {
    fn answer_lines(&mut self, mut input: impl BufRead, mut output: impl Write) -> std::io::Result<()> {
        while let Some(text) = next_line(&mut input)? {
            let judged = question(&text).and_then(|question| {
                let understanding = self.understanding(question.language)?;
                Ok(understanding.judge(&question.hypotheses, question.expecting))
            });
            let answer = match (judged, self.arguments.json) {
                (Ok(judged), true) => {
                    let given = if text.starts_with('{') { &judged.transcript } else { &text };
                    understood::json(("text", given), &judged).to_string()
                }
                (Ok(judged), false) => understood::readable(&judged),
                (Err(error), true) => serde_json::json!({"text": text, "intent": null, "error": error}).to_string(),
                (Err(error), false) => format!("{text}: {error}"),
            };
            let written = writeln!(output, "{answer}").and_then(|()| output.flush());
            match written {
                Err(error) if error.kind() == ErrorKind::BrokenPipe => return Ok(()),
                other => other?,
            }
        }
        Ok(())
    }

    fn understanding(&mut self, language: Option<String>) -> Result<&Understanding, String> {
        use std::collections::btree_map::Entry;
        match self.known.entry(language) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(place) => {
                let sources = self.arguments.knowledge.sources(self.config, place.key().as_deref());
                let understanding = sources.and_then(|sources| Ok(sources.understanding()?));
                Ok(place.insert(understanding.map_err(|error| error.to_string())?))
            }
        }
    }
}

/// What a line asks: one that begins with a brace is JSON, any other is what was said.
fn question(line: &str) -> Result<Question, String> {
    let said = |text: &str| vec![Hypothesis::new(text, 1.0)];
    if !line.starts_with('{') {
        return Ok(Question { hypotheses: said(line), expecting: Expecting::Command, language: None });
    }
    let form =
        r#"expected {"text": "…"} or {"hypotheses": [{"text": "…", "confidence": 0.9}]}, "expecting" and "lang""#;
    let read: Line = serde_json::from_str(line).map_err(|error| format!("{error}; {form}"))?;
    let expecting = read.expecting.as_deref().map_or(Ok(Expecting::Command), str::parse)?;
    let mut hypotheses: Vec<Hypothesis> =
        read.hypotheses.into_iter().map(|heard| Hypothesis::new(heard.text, heard.confidence)).collect();
    match read.text {
        Some(text) if hypotheses.is_empty() => hypotheses = said(&text),
        None if !hypotheses.is_empty() => {}
        _ => return Err(format!("either a text or hypotheses; {form}")),
    }
    Ok(Question { hypotheses, expecting, language: read.lang })
}
