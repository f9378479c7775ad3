//! Any messages on any Hermes topics, one after another: each is read or refused, sessions stay bounded, and whatever sound
//! is sent to a recogniser is heard or refused.

#![no_main]

use std::time::Duration;

use libfuzzer_sys::fuzz_target;
use orderly::channels::mqtt::dialect::Delivery;
use orderly::channels::mqtt::hermes::incoming::Incoming;
use orderly::channels::mqtt::hermes::read;
use orderly::channels::mqtt::hermes::sessions::{Sessions, Settings};
use orderly::channels::mqtt::hermes::streams::Streams;
use orderly::config::ListeningConfig;
use orderly::event::SiteId;
use orderly::listening::Listener;
use orderly::listening::vad::energy::Energy;

/// The beginning of a WAV file up to the length of its samples.
const WAV: &[u8; 40] = b"RIFF\x24\x10\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x80\x3e\0\0\0\x7d\0\0\x02\0\x10\0data";

fuzz_target!(|messages: Vec<(u8, String, Vec<u8>)>| {
    let mut count = 0;
    let new_id = move || {
        count += 1;
        count.to_string()
    };
    let settings = Settings { language: "en".to_owned(), patience: Duration::from_secs(15) };
    let mut sessions = Sessions::new(settings, Box::new(new_id));
    let config = ListeningConfig::default();
    let listener = Listener::new(Box::new(Energy::default()), &config);
    let mut streams = Streams::new([(SiteId("kitchen".to_owned()), listener)], &config);
    for (second, (kind, other, payload)) in messages.iter().enumerate() {
        let sound = [WAV.as_slice(), payload].concat();
        let (topic, payload) = match kind {
            0..=89 => ("hermes/asr/textCaptured", payload),
            90..=119 => ("hermes/hotword/x/detected", payload),
            120..=139 => ("hermes/tts/sayFinished", payload),
            140..=159 => ("hermes/dialogueManager/startSession", payload),
            160..=169 => ("hermes/dialogueManager/continueSession", payload),
            170..=175 => ("hermes/dialogueManager/endSession", payload),
            176..=177 => ("hermes/dialogueManager/configure", payload),
            178..=179 => ("hermes/injection/perform", payload),
            180..=189 => ("hermes/asr/startListening", payload),
            190..=194 => ("hermes/asr/stopListening", payload),
            195..=219 => ("hermes/audioServer/kitchen/audioFrame", payload),
            220..=239 => ("hermes/audioServer/kitchen/audioFrame", &sound),
            _ => (other.as_str(), payload),
        };
        let now = Duration::from_secs(second as u64);
        match read(Delivery { topic, payload, retained: false }) {
            Ok(Incoming::Heard { site, heard }) => {
                streams.hear(&site, heard);
            }
            Ok(message) => {
                sessions.hear(message, now);
            }
            Err(_refused) => {}
        }
        sessions.tick(now);
        assert!(sessions.len() <= 4_096);
    }
});
