//! How fast sentences are matched: `cargo bench --bench matching [-- PYTHON]`.
//!
//! A shop of 10,000 synthetic products: the sentences of `benches/matching/shop.yaml` with the names as a list, matched
//! by us and by hassil (with a Python that has it, `python3` when none is named). Then sentences of 300 random
//! characters, and what the intents that come with the program cost with that catalogue.

use std::error::Error;
use std::fmt::Write;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use orderly::commerce::catalogue::{Catalogue, Product, Sku};
use orderly::commerce::money::Money;
use orderly::expecting::Expecting;
use orderly::understanding::template::{Compiled, Sentences, compile};
use orderly::understanding::text::Spelling;
use orderly::understanding::{IntentFolder, Understanding, matcher};

const PRODUCTS: usize = 10_000;
const SENTENCES: usize = 5_000;
const RANDOM_SENTENCES: usize = 1_000;
const RANDOM_CHARACTERS: usize = 300;

const KINDS: [&str; 20] = [
    "organic", "fresh", "frozen", "smoked", "roasted", "sweet", "spicy", "salted", "dried", "sliced", "whole", "light",
    "dark", "wild", "crunchy", "creamy", "vegan", "mild", "extra", "classic",
];
const TASTES: [&str; 20] = [
    "oat",
    "almond",
    "apple",
    "berry",
    "lemon",
    "honey",
    "garlic",
    "tomato",
    "pepper",
    "mint",
    "ginger",
    "coconut",
    "vanilla",
    "chocolate",
    "cherry",
    "orange",
    "hazelnut",
    "chicken",
    "cheese",
    "mushroom",
];
const THINGS: [&str; 25] = [
    "milk",
    "coffee",
    "tea",
    "bread",
    "soup",
    "sauce",
    "yoghurt",
    "crackers",
    "cookies",
    "juice",
    "cereal",
    "bars",
    "chips",
    "butter",
    "jam",
    "pasta",
    "salad",
    "ice cream",
    "syrup",
    "candy",
    "soap",
    "candles",
    "spread",
    "mix",
    "pie",
];

fn main() -> Result<(), Box<dyn Error>> {
    let python = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/matching");
    let names = names();
    let mut yaml = std::fs::read_to_string(root.join("shop.yaml"))?;
    let mut listed = String::from("lists:\n  product:\n    values:\n");
    for name in &names {
        writeln!(listed, "      - {name}")?;
    }
    yaml = yaml.replacen("lists:\n", &listed, 1);
    let mut random = Random(1);
    let said = sentences(&std::fs::read_to_string(root.join("said.txt"))?, &names, &mut random);

    let shop = timed("compile the shop", || shop(&yaml))?;
    let (ours, found) = ours(&shop, &said);
    report("ours", ours);
    match hassil(&root, python.as_deref(), &yaml, &said) {
        Ok(peer) => {
            let alike =
                peer.iter().zip(&found).filter(|(peer, ours)| (&peer.intent, &peer.slots) == (&ours.0, &ours.1));
            println!("{:<34}{} of {} sentences", "understood alike", alike.count(), said.len());
            report("hassil", peer.iter().map(|one| Duration::from_secs_f64(one.seconds)).collect());
        }
        Err(reason) => println!("hassil is not measured: {reason}"),
    }

    let words: Vec<&str> = shop.lexicon.words.iter().map(String::as_str).collect();
    let shuffled = random_sentences(&words, &mut random);
    report(
        "random sentences, whole",
        each(&shuffled, |text| {
            let words = shop.spelling.words(text);
            matcher::readings(&shop, &words, 0..words.words.len(), "product").len()
        }),
    );
    report(
        "random sentences, in part",
        each(&shuffled, |text| {
            let words = shop.spelling.words(text);
            matcher::partial(&shop, &words, 0..words.words.len(), "product").len()
        }),
    );
    built_in(&names, &said, &mut random)
}

/// The intents that come with the program, with the catalogue.
fn built_in(names: &[String], said: &[String], random: &mut Random) -> Result<(), Box<dyn Error>> {
    let catalogue = catalogue(names)?;
    let folder = IntentFolder::built_in("en")?;
    let understanding = timed("Understanding::new, built in", || {
        Understanding::new(&folder, "en", &catalogue, &["hey orderly"], None)
    })?;
    let vocabulary = timed("Understanding::vocabulary", || understanding.vocabulary())?;
    let states: usize = vocabulary.grammars.values().map(|grammar| grammar.arcs.len()).sum();
    println!("{:<34}{states} states", "grammars of all moments");
    report("Understanding::understand", each(said, |text| understanding.understand(text, Expecting::Command)));
    let grammar = &vocabulary.grammars[&Expecting::Command];
    let words: Vec<&str> = grammar.words.iter().map(String::as_str).collect();
    let shuffled = random_sentences(&words, random);
    report("random sentences, understand", each(&shuffled, |text| understanding.understand(text, Expecting::Command)));
    Ok(())
}

fn shop(yaml: &str) -> Result<Compiled, Box<dyn Error>> {
    let sentences = Sentences::read(&[("shop.yaml".to_owned(), yaml.to_owned())], "en")?;
    let spelling = Spelling { language: "en".to_owned(), ignore_whitespace: false };
    Ok(compile(sentences, spelling, Vec::new())?)
}

type Meaning = (Option<String>, std::collections::BTreeMap<String, String>);

fn ours(shop: &Compiled, said: &[String]) -> (Vec<Duration>, Vec<Meaning>) {
    let mut meanings = Vec::new();
    let times = said.iter().map(|text| {
        let started = Instant::now();
        let words = shop.spelling.words(text);
        let readings = matcher::readings(shop, &words, 0..words.words.len(), "product");
        let spent = started.elapsed();
        let best = readings.into_iter().next();
        let intent =
            best.as_ref().and_then(|best| best.blocks.first()).map(|block| &shop.blocks[*block as usize].intent);
        let fills = best.iter().flat_map(|best| &best.fills);
        meanings.push((intent.cloned(), fills.map(|fill| (fill.slot.clone(), fill.spoken.clone())).collect()));
        spent
    });
    (times.collect(), meanings)
}

#[derive(serde::Deserialize)]
struct Peer {
    intent: Option<String>,
    slots: std::collections::BTreeMap<String, String>,
    seconds: f64,
}

/// What hassil makes of the same sentences; an error says why it cannot be asked.
fn hassil(root: &Path, python: Option<&str>, yaml: &str, said: &[String]) -> Result<Vec<Peer>, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let (sentences, lines) = (folder.path().join("shop.yaml"), folder.path().join("lines.txt"));
    std::fs::write(&sentences, yaml)?;
    std::fs::write(&lines, said.join("\n"))?;
    let python = python.unwrap_or("python3");
    let output = Command::new(python).arg(root.join("hassil_peer.py")).args([&sentences, &lines]).output()?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let last = said.lines().last().unwrap_or_default();
        let help = "make a Python that has it: python3 -m venv VENV && VENV/bin/pip install hassil, then name VENV/bin/python3";
        return Err(format!("{python}: {last}; {help}").into());
    }
    let lines = std::str::from_utf8(&output.stdout)?.lines();
    Ok(lines.map(serde_json::from_str).collect::<Result<_, _>>()?)
}

fn each<T>(said: &[String], mut work: impl FnMut(&str) -> T) -> Vec<Duration> {
    said.iter()
        .map(|text| {
            let started = Instant::now();
            std::hint::black_box(work(text));
            started.elapsed()
        })
        .collect()
}

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let started = Instant::now();
    let done = work();
    println!("{what:<34}{:.0} ms", started.elapsed().as_secs_f64() * 1e3);
    done
}

fn report(what: &str, mut times: Vec<Duration>) {
    times.sort();
    let at = |share: f64| times.get((times.len() as f64 * share) as usize).map_or(0.0, Duration::as_secs_f64) * 1e6;
    let worst = times.last().map_or(0.0, Duration::as_secs_f64) * 1e6;
    println!("{what:<34}median {:.1} µs, p99 {:.1} µs, worst {worst:.1} µs", at(0.5), at(0.99));
}

fn names() -> Vec<String> {
    let all = KINDS.iter().flat_map(|kind| TASTES.iter().map(move |taste| (kind, taste)));
    let all = all.flat_map(|(kind, taste)| THINGS.iter().map(move |thing| format!("{kind} {taste} {thing}")));
    all.take(PRODUCTS).collect()
}

fn catalogue(names: &[String]) -> Result<Catalogue, Box<dyn Error>> {
    let euro = "EUR".parse()?;
    let product = |(number, name): (usize, &String)| Product {
        brand: format!("brand{}", number % 300),
        size: "500 g".to_owned(),
        category: "food".to_owned(),
        stock: 5,
        ..Product::new(Sku(number.to_string()), name.clone(), Money::new(199, euro))
    };
    Ok(Catalogue { revision: 1, products: names.iter().enumerate().map(product).collect() })
}

fn sentences(said: &str, names: &[String], random: &mut Random) -> Vec<String> {
    let templates: Vec<&str> = said.lines().collect();
    (0..SENTENCES)
        .map(|number| {
            let quantity = ["two", "three", "twelve", "twenty five", "2", "6"][random.below(6)];
            let template = templates[number % templates.len()].replace("{quantity}", quantity);
            template.replace("{product}", &names[random.below(names.len())])
        })
        .collect()
}

/// Half of them letters, half of them words that are known, shuffled.
fn random_sentences(words: &[&str], random: &mut Random) -> Vec<String> {
    let sentence = |number: usize| {
        let mut text = String::new();
        while text.chars().count() < RANDOM_CHARACTERS {
            if number.is_multiple_of(2) {
                text.push(char::from(b"abcdefghijklmnopqrstuvwxyz   "[random.below(29)]));
            } else {
                text.push_str(words[random.below(words.len())]);
                text.push(' ');
            }
        }
        text.chars().take(RANDOM_CHARACTERS).collect()
    };
    (0..RANDOM_SENTENCES).map(sentence).collect()
}

/// The same numbers in every run (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }
}
