//! Any text is cut into bounded pieces, with no markup left in one that is well formed.

#![no_main]

use libfuzzer_sys::fuzz_target;
use orderly::ssml::{self, Piece};

fuzz_target!(|text: &str| {
    let pieces = ssml::pieces(text);
    let silent: u32 = pieces.iter().map(|piece| if let Piece::Break(ms) = piece { *ms } else { 0 }).sum();
    assert!(silent <= 10_000);
    let _shown = (ssml::written(text), ssml::heard(text));
    assert!(ssml::is_marked_up(text) || ssml::written(text) == text);
});
