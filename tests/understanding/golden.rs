//! Golden sentences: what shoppers say, and what it means. `tests/intents/<language>/*.yaml` of every language.
//!
//! Sentences that are understood wrongly, and are known to be, stand in `known-wrong.txt` beside them, one a line, behind
//! the moment in brackets where it is not `command`: `[confirmation] no, three`. `ORDERLY_GOLDEN=write` writes that list.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};

use orderly::commerce::catalogue::{Catalogue, csv};
use orderly::config::RecognitionConfig;
use orderly::expecting::Expecting;
use orderly::understanding::{Intent, IntentFolder, Meaning, Understanding, Value};
use serde::Deserialize;

/// At most one sentence in so many may be known to be wrong.
const ONE_WRONG_IN: usize = 20;
/// At most one sentence that is no shopping request in so many may be taken for one.
const ONE_ACCEPTED_IN: usize = 50;

/// A file: sentences that mean the same intent.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Golden {
    /// The intent of the cases that name none; absent when the sentences are no shopping request.
    intent: Option<String>,
    tests: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    #[serde(default)]
    expecting: Option<String>,
    sentences: Vec<String>,
    #[serde(default)]
    intent: Option<String>,
    /// The name of a product stands for its slot, nothing for a product that is not sold, digits for a number.
    #[serde(default)]
    slots: BTreeMap<String, String>,
    /// Whether words are left over that nothing was made of.
    #[serde(default)]
    half: bool,
    /// Several wishes, in the order of the sentence.
    #[serde(default)]
    wishes: Vec<Wish>,
}

/// What a sentence asks for.
#[derive(Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wish {
    intent: String,
    #[serde(default)]
    slots: BTreeMap<String, String>,
    #[serde(default)]
    half: bool,
}

impl Wish {
    fn of(intent: &Intent) -> Self {
        let slots = intent.slots.iter().map(|slot| (slot.name.clone(), written(&slot.value)));
        Self { intent: intent.name.clone(), slots: slots.collect(), half: !intent.unread.is_empty() }
    }
}

impl fmt::Debug for Wish {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}{} {:?}", self.intent, if self.half { " by half" } else { "" }, self.slots)
    }
}

fn written(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Products(products) => products.first().map_or_else(String::new, |product| product.name.clone()),
        Value::Measure(measure) => measure.to_string(),
        Value::Price(price) => price.to_string(),
        Value::When(when) => when.to_string(),
        Value::Interval(interval) => interval.to_string(),
    }
}

/// A sentence of a golden file.
struct Sentence {
    text: String,
    expecting: Expecting,
    wanted: Vec<Wish>,
}

impl Sentence {
    /// As `known-wrong.txt` has it.
    fn line(&self) -> String {
        match self.expecting {
            Expecting::Command => self.text.clone(),
            expecting => format!("[{expecting}] {}", self.text),
        }
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Of English the shop that is built in, of every other language `tests/catalogues/<language>.csv`.
pub fn catalogue(language: &str) -> Catalogue {
    let path = match language {
        "en" => root().join("src/commerce/local/sample/products.csv"),
        _ => root().join(format!("tests/catalogues/{language}.csv")),
    };
    let bytes = std::fs::read(&path).unwrap_or_else(|error| {
        panic!("{}: {error}; the golden sentences of `{language}` need a catalogue", path.display())
    });
    let products = csv::read(&bytes).unwrap_or_else(|problems| panic!("{}: {problems}", path.display()));
    Catalogue { revision: 1, products }
}

pub fn understanding(language: &str) -> Understanding {
    let folder = IntentFolder::built_in(language).unwrap();
    Understanding::new(&folder, language, &catalogue(language), &["hey orderly"], None).unwrap()
}

/// Folders that are called as a language is.
fn languages() -> Vec<String> {
    let mut languages: Vec<String> = std::fs::read_dir(root().join("tests/intents"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.len() == 2)
        .collect();
    languages.sort();
    languages
}

fn sentences(folder: &Path) -> Vec<Sentence> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|end| end == "yaml"));
    files.sort();
    assert!(!files.is_empty(), "no golden sentences in {}", folder.display());
    let mut sentences = Vec::new();
    for path in files {
        let text = std::fs::read_to_string(&path).unwrap();
        let golden: Golden =
            serde_saphyr::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for case in golden.tests {
            let moment = case.expecting.as_deref().unwrap_or("command");
            let expecting = Expecting::ALL.into_iter().find(|expecting| expecting.as_str() == moment);
            let expecting = expecting.unwrap_or_else(|| panic!("{}: no moment `{moment}`", path.display()));
            let mut wanted = case.wishes;
            if wanted.is_empty()
                && let Some(intent) = case.intent.or_else(|| golden.intent.clone())
            {
                wanted.push(Wish { intent, slots: case.slots, half: case.half });
            }
            let sentence = |text| Sentence { text, expecting, wanted: wanted.clone() };
            sentences.extend(case.sentences.into_iter().map(sentence));
        }
    }
    sentences
}

/// What a language makes of its golden sentences.
#[derive(Default)]
struct Outcome {
    /// Sentences of each intent: all of them, and the right ones.
    intents: BTreeMap<String, (usize, usize)>,
    /// As `known-wrong.txt` has them, and what was understood instead.
    wrong: BTreeMap<String, String>,
    all: BTreeSet<String>,
    /// Of those that are no shopping request, all and those that something would be done about.
    none: (usize, usize),
}

fn outcome(understanding: &Understanding, sentences: &[Sentence]) -> Outcome {
    let least = RecognitionConfig::default().minimum_confidence;
    let mut outcome = Outcome::default();
    for sentence in sentences {
        let meaning = understanding.understand(&sentence.text, sentence.expecting);
        let found: Vec<Wish> = meaning.wishes().iter().map(Wish::of).collect();
        let right = found == sentence.wanted;
        let name = match sentence.wanted.as_slice() {
            [] => "none",
            [only] if only.half => "half",
            [only] => &only.intent,
            _ => "several",
        };
        let (all, good) = outcome.intents.entry(name.to_owned()).or_default();
        *all += 1;
        *good += usize::from(right);
        if sentence.wanted.is_empty() {
            outcome.none.0 += 1;
            outcome.none.1 += usize::from(matches!(meaning.at_least(least), Meaning::Wishes(_)));
        }
        if !right {
            let wanted = &sentence.wanted;
            outcome.wrong.insert(sentence.line(), format!("{:?}: {found:?}, not {wanted:?}", sentence.line()));
        }
        outcome.all.insert(sentence.line());
    }
    outcome
}

#[test]
fn golden_sentences_mean_what_their_files_say() {
    let mut complaints = Vec::new();
    for language in languages() {
        let folder = root().join("tests/intents").join(&language);
        let sentences = sentences(&folder);
        let outcome = outcome(&understanding(&language), &sentences);
        println!("{language}: {} sentences, {} wrong", sentences.len(), outcome.wrong.len());
        for (intent, (all, right)) in &outcome.intents {
            println!("  {intent}: {right} of {all}");
        }
        println!("  taken for a request: {} of {} that are none", outcome.none.1, outcome.none.0);
        outcome.wrong.values().for_each(|line| println!("    {line}"));

        let list = folder.join("known-wrong.txt");
        if std::env::var("ORDERLY_GOLDEN").is_ok_and(|mode| mode == "write") {
            let lines: String = outcome.wrong.keys().map(|line| format!("{line}\n")).collect();
            if lines.is_empty() { drop(std::fs::remove_file(&list)) } else { std::fs::write(&list, lines).unwrap() }
        }
        let known = std::fs::read_to_string(&list).unwrap_or_default();
        let known: BTreeSet<&str> = known.lines().filter(|line| !line.is_empty()).collect();
        let news = outcome.wrong.iter().filter(|(line, _)| !known.contains(line.as_str()));
        complaints.extend(news.map(|(_, wrong)| format!("{language}: {wrong}")));
        for line in known {
            if !outcome.all.contains(line) {
                complaints.push(format!("{}: no file has {line:?}", list.display()));
            } else if !outcome.wrong.contains_key(line) {
                complaints.push(format!("{}: {line:?} is understood; take it off the list", list.display()));
            }
        }
        if outcome.wrong.len() * ONE_WRONG_IN > sentences.len() {
            complaints.push(format!("{language}: {} of {} are wrong", outcome.wrong.len(), sentences.len()));
        }
        if outcome.none.1 * ONE_ACCEPTED_IN > outcome.none.0 {
            let (all, accepted) = outcome.none;
            complaints.push(format!("{language}: {accepted} of {all} that are no request are taken for one"));
        }
    }
    assert!(complaints.is_empty(), "{} complaints:\n{}", complaints.len(), complaints.join("\n"));
}
