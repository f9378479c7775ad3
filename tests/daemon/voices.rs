//! A voice that a hub chooses.

use serde_json::json;

use super::household::Household;
use crate::mqtt::broker::{Broker, until};
use crate::mqtt::hub::Hub;
use crate::sound_server::SoundServer;

const VOICE: &str = "orderly/v1/home/voice";

/// Waits until the site says that it speaks with this voice.
fn until_voice(hub: &Hub, voice: &str) {
    until(voice, || {
        let seen = hub.next();
        seen.topic.ends_with("/state") && seen.content["voice"] == voice
    });
}

#[test]
fn a_voice_that_was_chosen_speaks_from_then_on_also_after_a_restart() {
    let (server, broker) = (SoundServer::start(), Broker::start());
    let hub = Hub::join(broker.port);
    let house = Household::with(&format!("[mqtt]\nenabled = true\nport = {}\n", broker.port));
    let mut daemon = house.start_in(&server);
    until_voice(&hub, "espeak-ng en-us");
    hub.publish(VOICE, false, json!({"voice": "piper /etc/passwd"}).to_string());
    assert!(daemon.wait_for("keeps its voice").contains("espeak-ng en-us+f3"), "it says what there is");
    hub.publish(VOICE, false, json!({"voice": "espeak-ng en-us+f3"}).to_string());
    until_voice(&hub, "espeak-ng en-us+f3");
    assert_eq!(daemon.terminate(), Some(0));
    let mut daemon = house.start_in(&server);
    until_voice(&hub, "espeak-ng en-us+f3");
    assert_eq!(daemon.terminate(), Some(0));
}
