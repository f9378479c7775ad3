//! What is so only where requests are handed on over a broker.

use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::Duration;

use orderly::channels::hub::HubChannel;
use orderly::channels::hub::hubs::{self, Open};
use orderly::channels::mqtt::Bridge;
use orderly::channels::mqtt::hermes::Parts;
use orderly::channels::mqtt::native::SCHEMA;
use orderly::config::HubWay;
use orderly::event::Event;
use serde_json::{Value, json};

use super::bus::{self, Bus};
use super::common;
use super::ways::{Nowhere, PATIENCE, SKILL, Speaker, configured, named, speech};
use crate::mqtt::broker::{Broker, until};

/// Hubs that give up at once, and whoever hands requests on to them.
struct Hubs {
    all: Vec<Open>,
    events: Receiver<Event>,
    bus: Bus,
    _channels: Vec<HubChannel>,
    bridge: Bridge,
    _broker: Broker,
}

impl Hubs {
    fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = configured(&folder, HubWay::Mqtt);
        let all = hubs::open(&config, common(Some(Duration::ZERO))).unwrap();
        let (sender, events) = sync_channel(16);
        let (bus, channels, (bridge, broker)) = bus::connect(config, &all, sender);
        Self { all, events, bus, _channels: channels, bridge, _broker: broker }
    }
}

fn launch() -> Value {
    Speaker::new(Box::new(Nowhere)).request(&json!({ "type": "LaunchRequest" }))
}

/// Whether a message is what the published schema says.
fn fits(schema: &str, message: &Value) -> bool {
    let mut whole: Value = serde_json::from_str(SCHEMA).unwrap();
    whole["$ref"] = json!(format!("#/components/schemas/{schema}"));
    jsonschema::draft202012::new(&whole).unwrap().is_valid(message)
}

#[test]
fn what_is_refused_is_answered_and_counted() {
    let hubs = Hubs::open();
    let error = |correlation: &str, retained: bool, body: &Value| {
        let answer = hubs.bus.answer("alexa", correlation, retained, body.to_string().as_bytes());
        assert!(fits("hubResponse", &answer), "{answer}");
        answer["error"].as_str().map(str::to_owned)
    };
    let mut request = launch();
    request["session"]["application"]["applicationId"] = json!("another");
    assert_eq!(error("1", false, &request).as_deref(), Some("foreign-skill"));
    request["session"]["application"]["applicationId"] = json!(SKILL);
    assert_eq!(error("2", true, &request), None, "a retained message is new to who listens already");
    assert_eq!(error("3", false, &request).as_deref(), Some("replayed"));
    request["request"]["timestamp"] = json!("2020-01-01T00:00:00Z");
    assert_eq!(error("4", false, &request).as_deref(), Some("stale"));
    assert_eq!(error("5", false, &json!("4111")).as_deref(), Some("malformed"));
    let counted = hubs.all[0].hub.refused();
    for reason in ["foreign-skill", "replayed", "stale", "malformed"] {
        assert_eq!(counted[reason], 1, "{counted:?}");
    }
    assert_eq!(hubs.bridge.counts().refused, 4);
    assert!(matches!(hubs.events.try_recv(), Ok(Event::Text(_))) && hubs.events.try_recv().is_err());
}

#[test]
fn what_the_broker_had_kept_is_refused() {
    let broker = Broker::start();
    let folder = tempfile::tempdir().unwrap();
    let mut config = configured(&folder, HubWay::Mqtt);
    (config.mqtt.enabled, config.mqtt.port) = (true, broker.port);
    let all = hubs::open(&config, common(None)).unwrap();
    let (sender, events) = sync_channel(16);
    let keeping = crate::mqtt::hub::Hub::join(broker.port);
    keeping.publish("orderly/v1/hub/alexa/request/kept", true, launch().to_string());
    let bridge = Bridge::connect_with(&config, Parts::default(), Open::over(HubWay::Mqtt, &all), sender).unwrap();
    until("it is refused", || bridge.counts().refused == 1);
    assert_eq!(all[0].hub.refused()["retained"], 1);
    assert!(events.try_recv().is_err());
}

#[test]
fn only_requests_to_hubs_that_are_open_are_taken() {
    let hubs = Hubs::open();
    let body = launch().to_string();
    for topic in ["alexa/request/a b", "alexa/request/kü", "google/request/1"] {
        hubs.bus.publish(&format!("orderly/v1/hub/{topic}"), body.as_bytes());
    }
    let answer = hubs.bus.answer("alexa", "amzn1.echo-api.request.1", false, body.as_bytes());
    assert!(fits("hubResponse", &answer) && !speech(&answer).is_empty(), "{answer}");
    assert!(matches!(hubs.events.recv_timeout(PATIENCE), Ok(Event::Text(_))) && hubs.events.try_recv().is_err());
}

/// The real daemon.
struct Daemon(Child);

impl Drop for Daemon {
    fn drop(&mut self) {
        let _ended_already = self.0.kill();
        self.0.wait().unwrap();
    }
}

#[test]
fn the_daemon_answers_what_is_handed_on() {
    let broker = Broker::start();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("orderly.toml");
    let config = format!(
        "[audio]\ninput = \"none\"\n[mqtt]\nenabled = true\nport = {}\n[alexa]\nenabled = true\nover = [\"mqtt\"]\n\
         skill_id = \"{SKILL}\"\n",
        broker.port
    );
    std::fs::write(&file, config).unwrap();
    let command = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_orderly"));
        command.arg("--data").arg(folder.path().join("data")).arg("--config").arg(&file);
        command
    };
    assert!(command().args(["import", "--sample"]).output().unwrap().status.success());
    let daemon = command().arg("run").stdin(Stdio::null()).stdout(Stdio::null()).spawn().unwrap();
    let _daemon = Daemon(daemon);
    let mut speaker = Speaker::new(Box::new(Bus::join(broker.port)));
    let answer = speaker.says(&named("AMAZON.HelpIntent"));
    assert!(!speech(&answer).is_empty() && answer["response"]["shouldEndSession"] == false, "{answer}");
}
