//! The recogniser of a satellite that has none: it sends the sound of its microphone, and plays what it is told.

use std::path::Path;

use orderly::audio::recording;
use serde_json::json;

use super::live::House;
use super::satellite::Satellite;
use crate::mqtt::broker::Broker;

const EAR: &str = "transcribe_for = [\"kitchen\"]\n[listening]\nvad = \"energy\"\nnoise_suppression = \"none\"\n\
    [recognition]\nengine = \"sphinx\"\n";

/// A recording, with silence before and behind it.
fn spoken(name: &str) -> Vec<i16> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/audio").join(name);
    [vec![0; 8_000], recording::read(&path).unwrap(), vec![0; 24_000]].concat()
}

#[test]
fn a_satellite_that_only_has_a_microphone_orders_by_voice() {
    let broker = Broker::start();
    let house = House::start_with(&broker, EAR);
    let satellite = Satellite::join(broker.port, "kitchen");
    let before = house.orders().len();
    // Before anybody is listened to, sound is nobody's.
    satellite.hears(&spoken("sphinx/yes.wav"));
    let session = satellite.wake();
    satellite.hears(&spoken("two_cans_of_oat_milk_please.flac"));
    satellite.next("hermes/voiceActivity/kitchen/vadUp");
    satellite.next("hermes/voiceActivity/kitchen/vadDown");
    let captured = satellite.next("hermes/asr/textCaptured");
    assert_eq!((&captured["siteId"], &captured["sessionId"]), (&json!("kitchen"), &json!(session)), "{captured}");
    assert!(captured["text"].as_str().unwrap().contains("oat milk"), "{captured}");
    assert!((1.0..6.0).contains(&captured["seconds"].as_f64().unwrap()), "{captured}");
    let read_back = satellite.told();
    assert!(read_back["text"].as_str().unwrap().contains("€"), "{read_back}");
    satellite.say(&read_back);
    satellite.next("hermes/asr/startListening");
    assert_eq!(house.orders().len(), before);
    // What may be said now is a yes or a no.
    satellite.hears(&spoken("sphinx/yes.wav"));
    let captured = satellite.next("hermes/asr/textCaptured");
    assert_eq!(captured["text"], "yes please", "{captured}");
    let ordered = satellite.told();
    satellite.say(&ordered);
    assert_eq!(satellite.next("hermes/dialogueManager/sessionEnded")["termination"]["reason"], "nominal");
    assert_eq!(house.orders().len(), before + 1);
}

#[test]
fn another_dialogue_manager_may_ask_what_was_said() {
    let broker = Broker::start();
    let _house = House::start_with(&broker, EAR);
    let satellite = Satellite::join(broker.port, "kitchen");
    let listen = |session: &str| {
        let start = json!({"siteId": "kitchen", "sessionId": session, "stopOnSilence": false});
        satellite.publish_at_once("hermes/asr/startListening", &start);
    };
    listen("theirs-1");
    satellite.hears(&spoken("where_is_my_last_order.flac"));
    satellite.publish_at_once("hermes/asr/stopListening", &json!({"siteId": "kitchen", "sessionId": "theirs-1"}));
    let captured = satellite.next("hermes/asr/textCaptured");
    assert_eq!(captured["sessionId"], "theirs-1");
    assert!(captured["text"].as_str().unwrap().contains("order"), "{captured}");
    listen("theirs-2");
    satellite.hears(&vec![0; 32_000]);
    satellite.publish_at_once("hermes/asr/stopListening", &json!({"siteId": "kitchen", "sessionId": "theirs-2"}));
    let captured = satellite.next("hermes/asr/textCaptured");
    assert_eq!((&captured["sessionId"], &captured["text"]), (&json!("theirs-2"), &json!("")));
}

#[test]
fn sound_that_is_too_large_or_none_is_refused_and_everybody_else_stays_connected() {
    let broker = Broker::start();
    let _house = House::start_with(&broker, EAR);
    let satellite = Satellite::join(broker.port, "kitchen");
    let frame = "hermes/audioServer/kitchen/audioFrame";
    for sound in [vec![7; 300_000], b"RIFF or so".to_vec()] {
        let start = json!({"siteId": "kitchen", "sessionId": "loud"});
        satellite.publish_at_once("hermes/asr/startListening", &start);
        satellite.publish_bytes(frame, sound);
        let refused = satellite.next_error("asr");
        assert_eq!((&refused["siteId"], &refused["sessionId"]), (&json!("kitchen"), &json!("loud")), "{refused}");
    }
    satellite.wake();
}
