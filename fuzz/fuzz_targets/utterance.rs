//! Any payload of the utterance topic is read or refused.

#![no_main]

use libfuzzer_sys::fuzz_target;
use orderly::channels::mqtt::native::messages::Utterance;

fuzz_target!(|payload: &[u8]| {
    let _utterance = Utterance::read(payload);
});
