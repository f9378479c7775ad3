//! Any messages on any Hermes topics, one after another: each is read or refused, and sessions stay bounded.

#![no_main]

use std::time::Duration;

use libfuzzer_sys::fuzz_target;
use orderly::channels::mqtt::dialect::Delivery;
use orderly::channels::mqtt::hermes::read;
use orderly::channels::mqtt::hermes::sessions::{Sessions, Settings};

fuzz_target!(|messages: Vec<(u8, String, Vec<u8>)>| {
    let mut count = 0;
    let new_id = move || {
        count += 1;
        count.to_string()
    };
    let settings = Settings { language: "en".to_owned(), patience: Duration::from_secs(15) };
    let mut sessions = Sessions::new(settings, Box::new(new_id));
    for (second, (kind, other, payload)) in messages.iter().enumerate() {
        let topic = match kind {
            0..=99 => "hermes/asr/textCaptured",
            100..=129 => "hermes/hotword/x/detected",
            130..=159 => "hermes/tts/sayFinished",
            160..=189 => "hermes/dialogueManager/startSession",
            190..=209 => "hermes/dialogueManager/continueSession",
            210..=229 => "hermes/dialogueManager/endSession",
            _ => other,
        };
        let now = Duration::from_secs(second as u64);
        if let Ok(message) = read(Delivery { topic, payload, retained: false }) {
            sessions.hear(message, now);
        }
        sessions.tick(now);
        assert!(sessions.len() <= 4_096);
    }
});
