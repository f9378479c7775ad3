//! A smart speaker hub: an MQTT client of its own that publishes utterances and sees every native topic.

use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use jiff::Timestamp;
use rumqttc::{Client, Event, MqttOptions, Packet, QoS};
use serde_json::{Value, json};

use super::broker::until;

/// What the hub saw on a topic.
#[derive(Debug)]
pub struct Seen {
    pub topic: String,
    pub content: Value,
    pub retained: bool,
    pub qos: QoS,
}

pub struct Hub {
    client: Client,
    seen: Receiver<Seen>,
    acknowledged: Receiver<()>,
}

/// Whether hubs publish on a topic.
fn is_ours(topic: &str) -> bool {
    let leaf = topic.rsplit('/').next().unwrap_or_default();
    ["utterance", "confirm", "cancel", "listen", "say", "mute", "volume", "voice"].contains(&leaf)
}

impl Hub {
    /// Joins the broker on this port; it sees everything that is published from here on.
    pub fn join(port: u16) -> Self {
        Self::join_with(MqttOptions::new(format!("hub-{}", uuid::Uuid::new_v4()), "127.0.0.1", port))
    }

    /// Joins with options of its own.
    pub fn join_with(mut options: MqttOptions) -> Self {
        options.set_max_packet_size(1 << 20, 1 << 20);
        let (client, mut connection) = Client::new(options, 1_000);
        let (seeing, seen) = mpsc::channel();
        let (acknowledging, acknowledged) = mpsc::channel();
        let (subscribed, ready) = mpsc::channel();
        client.subscribe("orderly/#", QoS::AtLeastOnce).unwrap();
        thread::spawn(move || {
            for event in connection.iter() {
                match event {
                    Ok(Event::Incoming(Packet::SubAck(_))) => subscribed.send(()).unwrap(),
                    Ok(Event::Incoming(Packet::PubAck(_))) => drop(acknowledging.send(())),
                    Ok(Event::Incoming(Packet::Publish(publish))) if !is_ours(&publish.topic) => {
                        let content = serde_json::from_slice(&publish.payload).unwrap();
                        let (topic, retained, qos) = (publish.topic, publish.retain, publish.qos);
                        drop(seeing.send(Seen { topic, content, retained, qos }));
                    }
                    Ok(_) => {}
                    Err(_ended_with_the_broker) => return,
                }
            }
        });
        ready.recv_timeout(Duration::from_secs(90)).expect("the hub could not join the broker");
        Self { client, seen, acknowledged }
    }

    /// Publishes, and waits until the broker has it.
    pub fn publish(&self, topic: &str, retain: bool, payload: impl Into<Vec<u8>>) {
        self.client.publish(topic, QoS::AtLeastOnce, retain, payload).unwrap();
        self.acknowledged
            .recv_timeout(Duration::from_secs(90))
            .expect("the broker did not take what the hub published");
    }

    /// Publishes an utterance that was said now.
    pub fn say(&self, site: &str, id: &str, text: &str) {
        let utterance = json!({"id": id, "text": text, "session": "s-12", "ts": Timestamp::now()});
        self.publish(&format!("orderly/v1/{site}/utterance"), false, utterance.to_string());
    }

    /// The next message that it sees.
    pub fn next(&self) -> Seen {
        self.seen.recv_timeout(Duration::from_secs(90)).expect("the hub saw nothing")
    }

    /// The next message that it sees within a time.
    pub fn next_within(&self, patience: Duration) -> Option<Seen> {
        self.seen.recv_timeout(patience).ok()
    }

    /// Waits for a status of a site.
    pub fn wait_for_status(&self, site: &str, state: &str) {
        let topic = format!("orderly/v1/{site}/status");
        until(state, || {
            let seen = self.next();
            seen.topic == topic && seen.content["state"] == state
        });
    }
}
