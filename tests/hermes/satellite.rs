//! A satellite: an MQTT client of its own that plays the wake word, the recogniser and the voice of a site.

use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use rumqttc::{Client, Event, MqttOptions, Packet, QoS};
use serde_json::{Value, json};

use super::streams::piece;

const PATIENCE: Duration = Duration::from_secs(90);

pub struct Satellite {
    client: Client,
    seen: Receiver<(String, Vec<u8>)>,
    site: &'static str,
}

impl Satellite {
    /// Joins the broker on this port, and waits until the daemon is there.
    pub fn join(port: u16, site: &'static str) -> Self {
        let mut options = MqttOptions::new(format!("satellite-{}", uuid::Uuid::new_v4()), "127.0.0.1", port);
        options.set_max_packet_size(1 << 22, 1 << 22);
        let (client, mut connection) = Client::new(options, 1_000);
        let (seeing, seen) = mpsc::channel();
        client.subscribe("hermes/#", QoS::AtLeastOnce).unwrap();
        client.subscribe("orderly/v1/+/status", QoS::AtLeastOnce).unwrap();
        thread::spawn(move || {
            for event in connection.iter() {
                match event {
                    Ok(Event::Incoming(Packet::Publish(publish))) => {
                        drop(seeing.send((publish.topic, publish.payload.to_vec())));
                    }
                    Ok(_) => {}
                    Err(_ended_with_the_broker) => return,
                }
            }
        });
        let satellite = Self { client, seen, site };
        satellite.wait_for_daemon();
        satellite
    }

    pub fn wait_for_daemon(&self) {
        while self.next("orderly/v1/home/status")["state"] != "online" {}
    }

    pub fn publish(&self, topic: &str, payload: &Value) {
        self.client.publish(topic, QoS::AtLeastOnce, false, payload.to_string()).unwrap();
    }

    /// The same, but only as it happens, like sound: both stay in their order.
    pub fn publish_at_once(&self, topic: &str, payload: &Value) {
        self.publish_bytes(topic, payload.to_string().into_bytes());
    }

    pub fn publish_bytes(&self, topic: &str, payload: Vec<u8>) {
        self.client.publish(topic, QoS::AtMostOnce, false, payload).unwrap();
    }

    /// Its microphone hears something.
    pub fn hears(&self, samples: &[i16]) {
        let topic = format!("hermes/audioServer/{}/audioFrame", self.site);
        for samples in samples.chunks(1_024) {
            self.publish_bytes(&topic, piece(samples, 16_000, 1));
        }
    }

    /// The next error of a component; what comes before it is skipped.
    pub fn next_error(&self, component: &str) -> Value {
        loop {
            let (seen, payload) = self.seen.recv_timeout(PATIENCE).expect("no error");
            if seen == format!("hermes/error/{component}") {
                return serde_json::from_slice(&payload).unwrap();
            }
        }
    }

    /// The next message on this topic; what comes before it is skipped.
    pub fn next(&self, topic: &str) -> Value {
        serde_json::from_slice(&self.next_below(topic).1).unwrap()
    }

    /// The next message on a topic that begins like this, with the whole topic.
    pub fn next_below(&self, topic: &str) -> (String, Vec<u8>) {
        loop {
            let (seen, payload) = self.seen.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("nothing on {topic}"));
            assert!(!seen.starts_with("hermes/error"), "{}", String::from_utf8_lossy(&payload));
            if seen.starts_with(topic) {
                return (seen, payload);
            }
        }
    }

    /// Hears the wake word; the session that is open then, and listened to.
    pub fn wake(&self) -> String {
        self.publish("hermes/hotword/default/detected", &json!({"siteId": self.site, "modelId": "default"}));
        let listening = self.next("hermes/asr/startListening");
        assert_eq!(listening["siteId"], self.site);
        listening["sessionId"].as_str().unwrap().to_owned()
    }

    /// Recognises words in a session.
    pub fn capture(&self, session: &str, text: &str) {
        self.capture_with(session, text, 0.9);
    }

    /// The same, so sure of them.
    pub fn capture_with(&self, session: &str, text: &str, likelihood: f32) {
        let captured =
            json!({"siteId": self.site, "sessionId": session, "text": text, "likelihood": likelihood, "seconds": 1});
        self.publish("hermes/asr/textCaptured", &captured);
    }

    /// What it is to say.
    pub fn told(&self) -> Value {
        let say = self.next("hermes/tts/say");
        assert_eq!(say["siteId"], self.site);
        say
    }

    /// Has said it.
    pub fn say(&self, say: &Value) {
        let said = json!({"id": say["id"], "siteId": self.site, "sessionId": say["sessionId"]});
        self.publish("hermes/tts/sayFinished", &said);
    }
}
