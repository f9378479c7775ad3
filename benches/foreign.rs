//! How much of somebody else's sentences is understood: `cargo bench --bench foreign -- FOLDER [LANGUAGE]`.
//!
//! The folder has `sentences/<language>/*.yaml` and `tests/<language>/*.yaml` as the intents of Home Assistant have
//! them. Its tests say which intent and slots their sentences must give, and `_fixtures.yaml` which rooms and devices
//! there are. With a language every sentence that is not understood so is printed.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use orderly::understanding::context::{self, Context};
use orderly::understanding::matcher::{self, Filling};
use orderly::understanding::template::{Compiled, Sentences, compile};
use orderly::understanding::text::Spelling;
use orderly::understanding::{IntentFolder, Value};
use serde_json::Value as Json;

type Meaning = (String, BTreeMap<String, String>);

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1).filter(|argument| !argument.starts_with("--"));
    let folder = PathBuf::from(arguments.next().ok_or("name the folder with `sentences/` and `tests/`")?);
    let only = arguments.next();
    let mut languages: Vec<String> = std::fs::read_dir(folder.join("tests"))?
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
        .filter(|language| folder.join("tests").join(language).join("_fixtures.yaml").is_file())
        .filter(|language| only.as_ref().is_none_or(|only| only == language))
        .collect();
    languages.sort();
    let (mut loaded, mut right, mut all, mut times) = (0, 0, 0, Vec::new());
    for language in &languages {
        let started = Instant::now();
        let compiled = match load(&folder, language) {
            Ok(compiled) => compiled,
            Err(error) => {
                println!("{language:<8} not loaded: {error}");
                continue;
            }
        };
        loaded += 1;
        let compiling = started.elapsed();
        let tests = tests(&folder, language)?;
        let (mut good, mut slowest) = (0, Duration::ZERO);
        for test in &tests {
            let started = Instant::now();
            let found = understand(&compiled, &test.sentence, &test.context);
            times.push(started.elapsed());
            slowest = slowest.max(started.elapsed());
            if found.as_ref().is_some_and(|found| test.allows(found)) {
                good += 1;
            } else if only.is_some() {
                println!("{}\n  expected {} {:?}\n  got      {found:?}", test.sentence, test.intent, test.slots);
            }
        }
        println!("{language:<8} {good:>5} of {:>5}  compiled in {compiling:.0?}, slowest {slowest:.0?}", tests.len());
        right += good;
        all += tests.len();
    }
    times.sort();
    let at = |share: f64| times.get((times.len() as f64 * share) as usize).copied().unwrap_or_default();
    println!("{loaded} of {} languages are loaded, {right} of {all} sentences are understood", languages.len());
    println!("median {:.1?}, p99 {:.1?}, worst {:.1?}", at(0.5), at(0.99), times.last().copied().unwrap_or_default());
    Ok(())
}

fn load(folder: &Path, language: &str) -> Result<Compiled, Box<dyn Error>> {
    let mut files = IntentFolder::read(&folder.join("sentences"), language)?.files;
    files.push(("fixtures".to_owned(), fixtures(folder, language)?.to_string()));
    let sentences = Sentences::read(&files, language)?;
    let spelling = Spelling { language: language.to_owned(), ignore_whitespace: sentences.ignore_whitespace };
    Ok(compile(sentences, spelling, Vec::new())?)
}

fn read(path: &Path) -> Result<Json, Box<dyn Error>> {
    let text = std::fs::read_to_string(path)?;
    let options = serde_saphyr::options! { budget: serde_saphyr::budget! { max_buffered_comment_events: 100_000 } };
    serde_saphyr::from_str_with_options(&text, options).map_err(|error| format!("{}: {error}", path.display()).into())
}

/// The lists `name`, `area` and `floor` of the tests.
fn fixtures(folder: &Path, language: &str) -> Result<Json, Box<dyn Error>> {
    let fixtures = read(&folder.join("tests").join(language).join("_fixtures.yaml"))?;
    let all = |key: &str| fixtures[key].as_array().cloned().unwrap_or_default();
    let mut lists = serde_json::Map::new();
    for (list, key) in [("area", "areas"), ("floor", "floors")] {
        let names: Vec<Json> = all(key).iter().map(|entry| entry["name"].clone()).collect();
        if !names.is_empty() {
            lists.insert(list.to_owned(), serde_json::json!({ "values": names }));
        } else {
            lists.insert(list.to_owned(), serde_json::json!({ "values": ["no such place"] }));
        }
    }
    let entities = all("entities").into_iter().map(|entity| {
        let domain = entity["id"].as_str().and_then(|id| id.split('.').next()).unwrap_or_default();
        let mut context = serde_json::Map::from_iter([("domain".to_owned(), Json::from(domain))]);
        let attributes = entity["attributes"].as_object().cloned().unwrap_or_default();
        context.extend(attributes.into_iter().filter(|(_, value)| !value.is_array() && !value.is_object()));
        serde_json::json!({ "in": entity["name"], "context": context })
    });
    lists.insert("name".to_owned(), serde_json::json!({ "values": entities.collect::<Vec<_>>() }));
    Ok(serde_json::json!({ "language": language, "lists": lists }))
}

struct Test {
    sentence: String,
    intent: String,
    slots: BTreeMap<String, Vec<String>>,
    context: Context,
}

impl Test {
    fn allows(&self, (intent, slots): &Meaning) -> bool {
        *intent == self.intent
            && slots.len() == self.slots.len()
            && slots.iter().all(|(name, value)| {
                self.slots.get(name).is_some_and(|wanted| wanted.iter().any(|wanted| alike(wanted, value)))
            })
    }
}

/// Whether two values are the same but for case, hyphens and the way a number is written.
fn alike(wanted: &str, found: &str) -> bool {
    let number = |text: &str| text.parse::<f64>().ok();
    let plain = |text: &str| text.to_lowercase().replace(['-', '.'], " ");
    let lists = |text: &str| plain(text).split(", ").map(str::to_owned).collect::<Vec<_>>();
    number(wanted).is_some_and(|wanted| number(found) == Some(wanted))
        || lists(found).iter().any(|found| *found == plain(wanted))
        || lists(wanted) == lists(found)
}

fn tests(folder: &Path, language: &str) -> Result<Vec<Test>, Box<dyn Error>> {
    let folder = folder.join("tests").join(language);
    let known_wrong =
        read(&folder.join("_test_failures.yaml")).map_or(Json::Null, |failures| failures["sentences"].clone());
    let known_wrong: Vec<String> = scalars(&known_wrong);
    let mut tests = Vec::new();
    for entry in std::fs::read_dir(&folder)? {
        let path = entry?.path();
        if !path.is_file() || path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('_')) {
            continue;
        }
        for test in read(&path)?["tests"].as_array().into_iter().flatten() {
            let intent = &test["intent"];
            let pairs = |key: &str| intent[key].as_object().cloned().unwrap_or_default().into_iter();
            let context: Context = pairs("context").filter_map(|(key, value)| Some((key, scalar(&value)?))).collect();
            for sentence in scalars(&test["sentences"]).into_iter().filter(|sentence| !known_wrong.contains(sentence)) {
                tests.push(Test {
                    sentence,
                    intent: intent["name"].as_str().unwrap_or_default().to_owned(),
                    slots: pairs("slots").map(|(key, value)| (key, scalars(&value))).collect(),
                    context: context.clone(),
                });
            }
        }
    }
    Ok(tests)
}

fn scalar(value: &Json) -> Option<String> {
    match value {
        Json::String(text) => Some(text.trim().to_owned()),
        Json::Number(number) => Some(number.to_string()),
        Json::Bool(truth) => Some(truth.to_string()),
        _ => None,
    }
}

fn scalars(value: &Json) -> Vec<String> {
    match value {
        Json::Array(items) => items.iter().filter_map(scalar).collect(),
        _ => scalar(value).into_iter().collect(),
    }
}

fn understand(compiled: &Compiled, text: &str, known: &Context) -> Option<Meaning> {
    let words = compiled.spelling.words(text);
    let readings = matcher::readings(compiled, &words, 0..words.words.len(), "name");
    let choose = |reading| Some((context::choose(compiled, &reading, &words, known, |_| true)?, reading.fills));
    let (chosen, fills) = readings.into_iter().find_map(choose)?;
    let mut slots: BTreeMap<String, String> = chosen.fixed.into_iter().collect();
    for fill in fills {
        let value = match fill.filling {
            Filling::Value(Value::Number(number), _) => number.to_string(),
            Filling::Value(Value::Text(text), _) => text,
            _ => fill.spoken,
        };
        slots.insert(fill.slot, value);
    }
    Some((compiled.blocks[chosen.block as usize].intent.clone(), slots))
}
