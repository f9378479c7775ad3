//! The voice of a satellite that has none.

use std::io::Cursor;
use std::sync::mpsc::sync_channel;

use orderly::audio::Clip;
use orderly::channels::mqtt::Bridge;
use orderly::channels::mqtt::hermes::Parts;
use orderly::config::Config;
use orderly::language::ByLanguage;
use orderly::text_to_speech::lexicon::{Alphabet, Lexicon, Part};
use orderly::text_to_speech::reader::Reader;
use orderly::text_to_speech::{Synthesizer, SynthesizerError};
use serde_json::json;

use super::satellite::Satellite;
use crate::mqtt::broker::Broker;

/// Hums every sentence, a hundredth of a second each.
struct Humming;

impl Synthesizer for Humming {
    fn name(&self) -> &str {
        "humming"
    }

    fn set_pace(&mut self, _words_per_minute: u32) {}

    fn alphabet(&self) -> Alphabet {
        Alphabet::Ipa
    }

    fn say(&mut self, _sentence: &[Part]) -> Result<Clip, SynthesizerError> {
        Ok(Clip { samples: vec![7; 160], rate: 16_000 })
    }
}

#[test]
fn what_is_to_be_said_is_played_and_was_said_when_the_loudspeaker_says_so() {
    let broker = Broker::start();
    let mut config = Config::default();
    (config.mqtt.enabled, config.mqtt.port) = (true, broker.port);
    config.hermes.speak_for = vec!["kitchen".to_owned()];
    let reader = Reader::new(Box::new(Humming), "en", Lexicon::default(), 175).unwrap();
    let parts = Parts { voice: Some(ByLanguage::only("en", reader)), ..Parts::default() };
    let _bridge = Bridge::connect_with(&config, parts, Vec::new(), sync_channel(1).0).unwrap();
    let satellite = Satellite::join(broker.port, "kitchen");
    let say = |site: &str, id: &str| {
        let say =
            json!({"text": "Good morning. It rains.", "lang": "en", "id": id, "siteId": site, "sessionId": "s-1"});
        satellite.publish("hermes/tts/say", &say);
    };
    say("hall", "another voice says this");
    say("kitchen", "say-1");
    let (topic, sound) = satellite.next_below("hermes/audioServer/");
    let id = topic.strip_prefix("hermes/audioServer/kitchen/playBytes/").unwrap();
    let wav = hound::WavReader::new(Cursor::new(sound)).unwrap();
    assert_eq!((wav.spec().channels, wav.spec().sample_rate, wav.spec().bits_per_sample), (1, 16_000, 16));
    assert!(wav.into_samples::<i16>().filter(|sample| *sample.as_ref().unwrap() == 7).count() >= 320);
    // Another one's sound, and ours at another site.
    satellite.publish("hermes/audioServer/kitchen/playFinished", &json!({"id": "x", "siteId": "kitchen"}));
    satellite.publish("hermes/audioServer/hall/playFinished", &json!({"id": id, "siteId": "hall"}));
    satellite.publish("hermes/audioServer/kitchen/playFinished", &json!({"id": id, "siteId": "kitchen"}));
    let said = satellite.next("hermes/tts/sayFinished");
    assert_eq!(said, json!({"id": "say-1", "siteId": "kitchen", "sessionId": "s-1"}));
    // Once.
    satellite.publish("hermes/audioServer/kitchen/playFinished", &json!({"id": id, "siteId": "kitchen"}));
    say("kitchen", "say-2");
    let (topic, _sound) = satellite.next_below("hermes/audioServer/kitchen/playBytes/");
    let id = topic.rsplit('/').next().unwrap();
    satellite.publish("hermes/audioServer/kitchen/playFinished", &json!({"id": id}));
    assert_eq!(satellite.next("hermes/tts/sayFinished")["id"], "say-2");
}
