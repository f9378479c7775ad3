//! Hubs over a real broker: somebody hands requests on, as a Lambda function does.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, SyncSender, channel};
use std::sync::{Arc, Mutex};
use std::thread;

use orderly::channels::hub::HubChannel;
use orderly::channels::hub::hubs::Open;
use orderly::channels::mqtt::Bridge;
use orderly::channels::mqtt::hermes::Parts;
use orderly::config::{Config, HubWay};
use orderly::event::Event;
use rumqttc::{Client, Event as MqttEvent, MqttOptions, Packet, QoS};
use serde_json::Value;

use super::ways::{Line, Opened, PATIENCE};
use crate::mqtt::broker::Broker;

type Waiting = Arc<Mutex<HashMap<String, Sender<Value>>>>;

/// Hands requests on, and gives their answers back.
pub struct Bus {
    client: Client,
    waiting: Waiting,
    requests: AtomicUsize,
}

impl Bus {
    /// Joins the broker on this port, and waits until the daemon is there.
    pub fn join(port: u16) -> Self {
        let mut options = MqttOptions::new(format!("lambda-{}", uuid::Uuid::new_v4()), "127.0.0.1", port);
        options.set_max_packet_size(1 << 20, 1 << 20);
        let (client, mut connection) = Client::new(options, 1_000);
        client.subscribe("orderly/v1/hub/+/response/+", QoS::AtMostOnce).unwrap();
        client.subscribe("orderly/v1/+/status", QoS::AtLeastOnce).unwrap();
        let waiting = Waiting::default();
        let (found, (told, online)) = (Arc::clone(&waiting), channel());
        thread::spawn(move || {
            for event in connection.iter() {
                let Ok(event) = event else { return };
                let MqttEvent::Incoming(Packet::Publish(publish)) = event else { continue };
                let content: Value = serde_json::from_slice(&publish.payload).unwrap();
                if publish.topic.ends_with("/status") {
                    if content["state"] == "online" {
                        let _nobody_waits_any_more = told.send(());
                    }
                    continue;
                }
                assert!(!publish.retain);
                let answered: Sender<Value> =
                    found.lock().unwrap().remove(&publish.topic).expect("it was not asked for");
                let _nobody_waits_any_more = answered.send(content);
            }
        });
        online.recv_timeout(PATIENCE).expect("the daemon is not there");
        Self { client, waiting, requests: AtomicUsize::default() }
    }

    /// What is published for a request of this name.
    pub fn answer(&self, hub: &str, correlation: &str, retained: bool, body: &[u8]) -> Value {
        let topic = |kind: &str| format!("orderly/v1/hub/{hub}/{kind}/{correlation}");
        let (answered, answer) = channel();
        self.waiting.lock().unwrap().insert(topic("response"), answered);
        self.client.publish(topic("request"), QoS::AtLeastOnce, retained, body).unwrap();
        answer.recv_timeout(PATIENCE).expect("no answer was published")
    }

    /// Publishes what nothing must come of.
    pub fn publish(&self, topic: &str, body: &[u8]) {
        self.client.publish(topic, QoS::AtLeastOnce, false, body).unwrap();
    }
}

impl Line for Bus {
    fn ask(&self, hub: &str, body: &[u8]) -> Option<Value> {
        let correlation = format!("request-{}", self.requests.fetch_add(1, Ordering::SeqCst));
        let answer = self.answer(hub, &correlation, false, body);
        answer.get("error").is_none().then_some(answer)
    }
}

/// Hubs on a broker of their own, and a line to them.
pub fn open(config: Config, all: &[Open], events: SyncSender<Event>) -> Opened {
    let (bus, channels, kept) = connect(config, all, events);
    Opened { channels, line: Box::new(bus), kept: Box::new(kept) }
}

/// The parts of it.
pub fn connect(
    mut config: Config,
    all: &[Open],
    events: SyncSender<Event>,
) -> (Bus, Vec<HubChannel>, (Bridge, Broker)) {
    let broker = Broker::start();
    (config.mqtt.enabled, config.mqtt.port) = (true, broker.port);
    let bridge = Bridge::connect_with(&config, Parts::default(), Open::over(HubWay::Mqtt, all), events).unwrap();
    let channels = all.iter().map(|open| HubChannel::new(Arc::clone(&open.hub))).collect();
    (Bus::join(broker.port), channels, (bridge, broker))
}
