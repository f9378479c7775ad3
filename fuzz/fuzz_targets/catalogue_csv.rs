//! Any bytes are a catalogue or are refused.

#![no_main]

use libfuzzer_sys::fuzz_target;
use orderly::commerce::catalogue::csv;

fuzz_target!(|bytes: &[u8]| {
    let _products = csv::read(bytes);
});
