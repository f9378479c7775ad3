//! Any file of sentences is compiled or refused, in bounded time and memory.

#![no_main]

use libfuzzer_sys::fuzz_target;
use orderly::commerce::catalogue::Catalogue;
use orderly::expecting::Expecting;
use orderly::understanding::{IntentFolder, Understanding};

fuzz_target!(|text: &str| {
    let folder = IntentFolder { files: vec![("fuzz.yaml".to_owned(), text.to_owned())] };
    if let Ok(understanding) = Understanding::new(&folder, "en", &Catalogue::default(), &["hey orderly"], None) {
        let _intent = understanding.understand(text, Expecting::Command);
        let _vocabulary = understanding.vocabulary();
    }
});
