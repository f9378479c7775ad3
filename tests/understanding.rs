//! The understanding: golden sentences, grammars that say only what is understood, bounded time and memory.

mod foreign;
#[cfg(feature = "sqlite")]
mod lines;

use std::collections::BTreeMap;
use std::path::Path;

use orderly::commerce::catalogue::{Catalogue, Product, Sku};
use orderly::commerce::money::Money;
use orderly::expecting::Expecting;
use orderly::speech_to_text::Grammar;
use orderly::understanding::{Intent, IntentFolder, Understanding, Value};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde::Deserialize;

/// A golden file: sentences that mean the same intent.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Golden {
    /// The intent; absent when the sentences are no shopping request.
    intent: Option<String>,
    tests: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    #[serde(default)]
    expecting: Option<String>,
    sentences: Vec<String>,
    /// The name of a product stands for its slot, digits for a number.
    #[serde(default)]
    slots: BTreeMap<String, String>,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn catalogue() -> Catalogue {
    #[derive(Deserialize)]
    struct Row {
        sku: String,
        name: String,
        brand: String,
        size: String,
        category: String,
        synonyms: String,
    }
    let mut reader = csv::Reader::from_path(root().join("src/commerce/local/sample/products.csv")).unwrap();
    let products = reader.deserialize().map(|row| {
        let row: Row = row.unwrap();
        Product {
            sku: Sku(row.sku),
            name: row.name,
            brand: row.brand,
            size: row.size,
            category: row.category,
            synonyms: row.synonyms.split(';').filter(|word| !word.is_empty()).map(str::to_owned).collect(),
            price: Money::new(100, "EUR".parse().unwrap()),
            stock: 10,
        }
    });
    Catalogue { revision: 1, products: products.collect() }
}

fn understanding() -> Understanding {
    let folder = IntentFolder::built_in("en").unwrap();
    Understanding::new(&folder, "en", &catalogue(), Some("hey orderly"), None).unwrap()
}

fn expecting(word: Option<&str>) -> Expecting {
    let word = word.unwrap_or("command");
    Expecting::ALL.into_iter().find(|expecting| expecting.as_str() == word).unwrap()
}

fn slots(intent: &Intent) -> BTreeMap<String, String> {
    let text = |value: &Value| match value {
        Value::Text(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Products(products) => products.first().map_or_else(String::new, |product| product.name.clone()),
        Value::Measure(measure) => measure.to_string(),
        Value::Price(price) => price.to_string(),
        Value::When(when) => when.to_string(),
        Value::Interval(interval) => interval.to_string(),
    };
    intent.slots.iter().map(|slot| (slot.name.clone(), text(&slot.value))).collect()
}

#[test]
fn golden_sentences_mean_what_their_files_say() {
    let understanding = understanding();
    let mut wrong = Vec::new();
    for entry in std::fs::read_dir(root().join("tests/intents/en")).unwrap() {
        let path = entry.unwrap().path();
        let golden: Golden = serde_saphyr::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        for case in &golden.tests {
            for sentence in &case.sentences {
                let found = understanding.understand(sentence, expecting(case.expecting.as_deref()));
                let found = found.map(|intent| (intent.name.clone(), slots(&intent)));
                let wanted = golden.intent.clone().map(|intent| (intent, case.slots.clone()));
                if found != wanted {
                    wrong.push(format!("{sentence:?}: {found:?}, not {wanted:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// A sentence of a grammar, picked by a row of numbers.
fn sentence(grammar: &Grammar, picks: &[usize]) -> Option<String> {
    let (mut state, mut words) = (0_usize, Vec::new());
    for pick in picks {
        let arcs = &grammar.arcs[state];
        if arcs.is_empty() || (grammar.accepting[state] && pick % 3 == 0) {
            break;
        }
        let (word, next) = arcs[pick % arcs.len()];
        words.push(grammar.words[word as usize].clone());
        state = next as usize;
    }
    grammar.accepting[state].then(|| words.join(" "))
}

#[test]
fn whatever_a_grammar_says_is_understood() {
    let understanding = understanding();
    let vocabulary = understanding.vocabulary().unwrap();
    let picks = proptest::collection::vec(any::<usize>(), 40);
    let mut runner = TestRunner::new(ProptestConfig::with_cases(600));
    let strategy = (0..Expecting::ALL.len(), picks);
    runner
        .run(&strategy, |(moment, picks)| {
            let expecting = Expecting::ALL[moment];
            if let Some(said) = sentence(&vocabulary.grammars[&expecting], &picks) {
                prop_assert!(understanding.understand(&said, expecting).is_some(), "{expecting}: {said}");
            }
            Ok(())
        })
        .unwrap();
}

/// What the files of each intent say alone must still mean that intent among all the others.
#[test]
fn what_a_file_says_means_its_intent() {
    let all = IntentFolder::built_in("en").unwrap();
    let (catalogue, whole) = (catalogue(), understanding());
    let mut wrong = Vec::new();
    for file in all.files.iter().filter(|file| !file.0.ends_with("_common.yaml")) {
        let shared = all.files.iter().filter(|other| other.0.ends_with("_common.yaml"));
        let alone = IntentFolder { files: shared.chain([file]).cloned().collect() };
        let vocabulary = Understanding::new(&alone, "en", &catalogue, None, None).unwrap().vocabulary().unwrap();
        let name = Path::new(&file.0).file_stem().unwrap().to_str().unwrap();
        let mut runner = TestRunner::deterministic();
        for expecting in Expecting::ALL {
            for _ in 0..100 {
                let picks = proptest::collection::vec(any::<usize>(), 40).new_tree(&mut runner).unwrap().current();
                let Some(said) = sentence(&vocabulary.grammars[&expecting], &picks) else { continue };
                // The wake phrase comes first there, and what follows is what is tested.
                let moment = if expecting == Expecting::Wake { Expecting::Command } else { expecting };
                let found = whole.understand(&said, moment).map(|intent| intent.name);
                if found.as_deref() != Some(name) {
                    wrong.push(format!("{moment}: {said:?} is {found:?}, not {name}"));
                }
            }
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,300}") {
        let _intent_or_none = understanding_once().understand(&text, Expecting::Command);
    }

    #[test]
    fn no_text_of_300_letters_takes_for_ever(text in "[a-z ',0-9]{300}") {
        let _intent_or_none = understanding_once().understand(&text, Expecting::Command);
    }

    #[test]
    fn no_sentence_of_its_own_words_makes_it_panic(
        words in proptest::collection::vec(
            prop::sample::select(vec!["order", "two", "bags", "of", "a", "coffee", "beans", "please", "my", "again", "22", "the"]),
            0..80,
        ),
    ) {
        let _intent_or_none = understanding_once().understand(&words.join(" "), Expecting::Command);
    }
}

fn understanding_once() -> &'static Understanding {
    static ONCE: std::sync::OnceLock<Understanding> = std::sync::OnceLock::new();
    ONCE.get_or_init(understanding)
}

#[test]
fn what_is_not_sold_is_not_found() {
    let understanding = understanding();
    for product in ["papaya", "a lawn mower", "organic shampoo for horses", "gold coffee", "deer"] {
        let intent = understanding.understand(&format!("order {product}"), Expecting::Command).unwrap();
        assert_eq!(intent.slot("product"), Some(&Value::Products(Vec::new())), "{product}");
    }
}

#[test]
fn endless_and_odd_texts_mean_nothing() {
    let understanding = understanding();
    for text in ["", " ", "🍕", "\u{0}", "\u{202e}redro", &"order ".repeat(2_000_000), &"x".repeat(10_000_000)] {
        assert_eq!(understanding.understand(text, Expecting::Command), None);
    }
}

#[test]
fn a_grammar_stays_small_enough_to_be_searched() {
    for (expecting, grammar) in understanding().vocabulary().unwrap().grammars {
        let arcs: usize = grammar.arcs.iter().map(Vec::len).sum();
        println!("{expecting}: {} states, {arcs} arcs, {} words", grammar.arcs.len(), grammar.words.len());
        assert!(grammar.arcs.len() < 4_000 && arcs < 60_000, "{expecting}: {} states, {arcs} arcs", grammar.arcs.len());
    }
}
