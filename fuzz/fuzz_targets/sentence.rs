//! Any text is understood or not.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use orderly::commerce::catalogue::Catalogue;
use orderly::expecting::Expecting;
use orderly::understanding::{IntentFolder, Understanding, UnderstandingError};

/// Small, so that a round is quick: every kind of list and of part that a sentence can have.
const SENTENCES: &str = "
intents:
  Buy: { data: [ { sentences: ['[please] (buy;now) {quantity} {thing}[s] [for {price}]', 'get {something}'] } ] }
  Note: { data: [ { sentences: [\"note {words}\", \"d'{words} {0..100:level}%\"], required_keywords: [note, of course] } ] }
  Yes: { data: [ { sentences: ['yes', '(one|{thing})'], requires_context: { expecting: [confirmation, choice] } } ] }
lists:
  thing: { values: [milk, oat milk, { in: 'tea[s]', context: { hot: 'true' } }, { in: tea, context: { hot: 'false' } }] }
  words: { wildcard: true }
skip_words: [um, you know]
conjunctions: [and]
";

static UNDERSTANDING: LazyLock<Result<Understanding, UnderstandingError>> = LazyLock::new(|| {
    let folder = IntentFolder { files: vec![("sentences.yaml".to_owned(), SENTENCES.to_owned())] };
    Understanding::new(&folder, "en", &Catalogue::default(), &["hey orderly"], None)
});

fuzz_target!(|text: &str| {
    match &*UNDERSTANDING {
        Ok(understanding) => {
            for expecting in Expecting::ALL {
                let _meaning = understanding.understand(text, expecting);
            }
        }
        Err(error) => panic!("{error}"),
    }
});
