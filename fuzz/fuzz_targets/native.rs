//! Any payload on any topic: each is read or refused, and what the broker had kept is never acted on.

#![no_main]

use std::time::Duration;

use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;
use orderly::channels::mqtt::dialect::Delivery;
use orderly::channels::mqtt::native::admission::Admission;
use orderly::channels::mqtt::native::topics::Leaf;

/// From this number on the topic is any text.
const ANY_TOPIC: u8 = 250;

fuzz_target!(|message: (u8, bool, &[u8])| {
    let (kind, retained, rest) = message;
    let admission = Admission::new(Duration::from_secs(30), "en");
    let known = Leaf::ALL[usize::from(kind) % Leaf::ALL.len()].as_str();
    let (topic, payload) = match std::str::from_utf8(rest) {
        Ok(text) if kind >= ANY_TOPIC => (text.to_owned(), rest),
        _ => (format!("orderly/v1/kitchen/{known}"), rest),
    };
    let admitted = admission.admit(Delivery { topic: &topic, payload, retained }, Timestamp::UNIX_EPOCH);
    assert!(!retained || admitted.is_err());
});
