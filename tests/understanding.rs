//! The understanding: golden sentences, grammars that say only what is understood, bounded time and memory.

mod check;
mod expansion;
mod foreign;
mod golden;
#[cfg(feature = "sqlite")]
mod lines;

use std::path::Path;

use orderly::commerce::catalogue::Catalogue;
use orderly::expecting::Expecting;
use orderly::speech_to_text::Grammar;
use orderly::understanding::{IntentFolder, Understanding, Value};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

fn catalogue() -> Catalogue {
    golden::catalogue("en")
}

fn understanding() -> Understanding {
    golden::understanding("en")
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
                prop_assert!(understanding.understand(&said, expecting).first().is_some(), "{expecting}: {said}");
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
        let vocabulary = Understanding::new(&alone, "en", &catalogue, &[], None).unwrap().vocabulary().unwrap();
        let name = Path::new(&file.0).file_stem().unwrap().to_str().unwrap();
        let mut runner = TestRunner::deterministic();
        for expecting in Expecting::ALL {
            for _ in 0..100 {
                let picks = proptest::collection::vec(any::<usize>(), 40).new_tree(&mut runner).unwrap().current();
                let Some(said) = sentence(&vocabulary.grammars[&expecting], &picks) else { continue };
                // The wake phrase comes first there, and what follows is what is tested.
                let moment = if expecting == Expecting::Wake { Expecting::Command } else { expecting };
                let found = whole.understand(&said, moment);
                let found: Vec<&str> = found.wishes().iter().map(|wish| wish.name.as_str()).collect();
                if found != [name] {
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
        let _anything = understanding_once().understand(&text, Expecting::Command);
    }

    #[test]
    fn no_text_of_300_letters_takes_for_ever(text in "[a-z ',0-9]{300}") {
        let _anything = understanding_once().understand(&text, Expecting::Command);
    }

    #[test]
    fn no_sentence_of_its_own_words_makes_it_panic(
        words in proptest::collection::vec(
            prop::sample::select(vec!["order", "two", "bags", "of", "a", "coffee", "beans", "please", "my", "again", "22", "the"]),
            0..80,
        ),
    ) {
        let _anything = understanding_once().understand(&words.join(" "), Expecting::Command);
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
        let meaning = understanding.understand(&format!("order {product}"), Expecting::Command);
        let slot = meaning.first().and_then(|intent| intent.slot("product"));
        assert_eq!(slot, Some(&Value::Products(Vec::new())), "{product}");
    }
}

#[test]
fn endless_and_odd_texts_mean_nothing() {
    let understanding = understanding();
    for text in ["", " ", "🍕", "\u{0}", "\u{202e}redro", &"order ".repeat(2_000_000), &"x".repeat(10_000_000)] {
        assert!(understanding.understand(text, Expecting::Command).wishes().is_empty());
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
