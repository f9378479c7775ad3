//! The daemon with a satellite, and a real broker between them.

use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

use super::satellite::Satellite;
use crate::mqtt::broker::Broker;

/// A household with the sample shop, and its daemon.
pub struct House {
    folder: TempDir,
    daemon: Child,
}

impl House {
    fn start(broker: &Broker) -> Self {
        Self::start_with(broker, "")
    }

    /// The same with more lines in the configuration, in the section of Hermes.
    pub fn start_with(broker: &Broker, lines: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = format!(
            "[audio]\ninput = \"none\"\n[mqtt]\nenabled = true\nport = {}\n[hermes]\nenabled = true\nunderstand = true\n\
             publish_intents = true\n{lines}",
            broker.port
        );
        std::fs::write(folder.path().join("orderly.toml"), config).unwrap();
        let imported = command(&folder).args(["import", "--sample"]).output().unwrap();
        assert!(imported.status.success(), "{imported:?}");
        let daemon = command(&folder).arg("run").stdin(Stdio::null()).stdout(Stdio::null()).spawn().unwrap();
        Self { folder, daemon }
    }

    /// Ends it as a service manager does.
    fn terminate(&mut self) {
        let told = Command::new("kill").arg(self.daemon.id().to_string()).status().unwrap();
        assert!(told.success() && self.daemon.wait().unwrap().success());
    }

    fn start_again(&mut self) {
        self.daemon = command(&self.folder).arg("run").stdin(Stdio::null()).stdout(Stdio::null()).spawn().unwrap();
    }

    pub fn orders(&self) -> Vec<Value> {
        let listed = command(&self.folder).args(["orders", "--json", "--limit", "1000"]).output().unwrap();
        serde_json::from_slice(&listed.stdout).unwrap()
    }
}

impl Drop for House {
    fn drop(&mut self) {
        let _ended_already = self.daemon.kill();
        self.daemon.wait().unwrap();
    }
}

fn command(folder: &TempDir) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_orderly"));
    command.arg("--data").arg(folder.path().join("data")).arg("--config").arg(folder.path().join("orderly.toml"));
    command
}

/// A broker, a household on it, a satellite in its kitchen, and how many orders there are.
fn kitchen() -> (Broker, House, Satellite, usize) {
    let broker = Broker::start();
    let house = House::start(&broker);
    let satellite = Satellite::join(broker.port, "kitchen");
    let before = house.orders().len();
    (broker, house, satellite, before)
}

#[test]
fn a_satellite_orders_after_it_said_the_total_and_heard_a_yes() {
    let (_broker, house, satellite, before) = kitchen();
    let session = satellite.wake();
    satellite.capture(&session, "reorder dishwasher tablets");
    let wanted = satellite.next("hermes/intent/Reorder");
    assert_eq!((&wanted["sessionId"], &wanted["siteId"]), (&json!(session), &json!("kitchen")));
    assert_eq!(wanted["input"], "reorder dishwasher tablets");
    let read_back = satellite.told();
    assert!(read_back["text"].as_str().unwrap().contains("€12.89"), "{read_back}");
    // Before the total was said to its end, a yes is nothing; nor is one from elsewhere.
    satellite.capture(&session, "yes");
    let hall = json!({"siteId": "hall", "sessionId": session, "text": "yes", "likelihood": 1});
    satellite.publish("hermes/asr/textCaptured", &hall);
    satellite.say(&read_back);
    satellite.next("hermes/asr/startListening");
    assert_eq!(house.orders().len(), before);
    satellite.publish("hermes/asr/textCaptured", &hall);
    satellite.capture(&session, "yes");
    satellite.capture(&session, "yes");
    let ordered = satellite.told();
    assert!(ordered["text"].as_str().unwrap().contains("order"), "{ordered}");
    satellite.say(&ordered);
    let ended = satellite.next("hermes/dialogueManager/sessionEnded");
    assert_eq!((&ended["sessionId"], &ended["termination"]["reason"]), (&json!(session), &json!("nominal")));
    satellite.next("hermes/hotword/toggleOn");
    let orders = house.orders();
    assert_eq!((orders.len(), &orders[0]["lines"][0]["sku"]), (before + 1, &json!("CLE-001")));
}

#[test]
fn other_skills_are_told_of_no_code() {
    let (_broker, _house, satellite, _) = kitchen();
    for code in ["my code is four seven one one", "4711"] {
        let session = satellite.wake();
        satellite.capture(&session, code);
        satellite.told();
        satellite.publish("hermes/dialogueManager/endSession", &json!({"sessionId": session}));
        satellite.next("hermes/hotword/toggleOn");
    }
    let session = satellite.wake();
    satellite.capture(&session, "where is my order");
    let (topic, _) = satellite.next_below("hermes/intent/");
    assert_eq!(topic, "hermes/intent/OrderStatus");
}

#[test]
fn a_total_that_was_never_said_cannot_be_confirmed() {
    let (_broker, house, satellite, before) = kitchen();
    let session = satellite.wake();
    satellite.capture(&session, "reorder dishwasher tablets");
    satellite.told();
    satellite.publish("hermes/dialogueManager/endSession", &json!({"sessionId": session}));
    satellite.next("hermes/dialogueManager/sessionEnded");
    let session = satellite.wake();
    satellite.capture(&session, "yes");
    satellite.told();
    assert_eq!(house.orders().len(), before);
}

#[test]
fn a_yes_that_a_recogniser_is_not_sure_of_orders_nothing() {
    let (_broker, house, satellite, before) = kitchen();
    let session = satellite.wake();
    // Sure enough for any other word.
    satellite.capture_with(&session, "reorder dishwasher tablets", 0.6);
    satellite.say(&satellite.told());
    satellite.next("hermes/asr/startListening");
    satellite.capture_with(&session, "yes", 0.6);
    satellite.say(&satellite.told());
    satellite.next("hermes/asr/startListening");
    assert_eq!(house.orders().len(), before);
    satellite.capture_with(&session, "yes", 0.8);
    satellite.say(&satellite.told());
    assert_eq!(house.orders().len(), before + 1);
}

#[test]
fn when_the_daemon_ends_the_wake_words_of_every_site_count_again() {
    let (_broker, mut house, satellite, _) = kitchen();
    let session = satellite.wake();
    house.terminate();
    assert_eq!(satellite.next("hermes/dialogueManager/sessionEnded")["sessionId"], json!(session));
    assert_eq!(satellite.next("hermes/hotword/toggleOn")["siteId"], "kitchen");
}

#[test]
fn a_wake_word_from_while_the_daemon_was_away_opens_no_microphone() {
    let (_broker, mut house, satellite, _) = kitchen();
    house.terminate();
    satellite.publish("hermes/hotword/default/detected", &json!({"siteId": "hall", "modelId": "default"}));
    satellite.next("hermes/hotword/default/detected");
    house.start_again();
    satellite.wait_for_daemon();
    // The first that is listened to is the kitchen.
    satellite.wake();
}

#[test]
fn what_a_text_means_is_answered_and_nothing_comes_of_it() {
    let (_broker, house, satellite, before) = kitchen();
    let query = |id: &str, input: &str, only: Value| {
        let query = json!({"input": input, "id": id, "siteId": "kitchen", "sessionId": "s-1", "intentFilter": only});
        satellite.publish("hermes/nlu/query", &query);
    };
    query("1", "buy two dishwasher tablets", Value::Null);
    let parsed = satellite.next("hermes/nlu/intentParsed");
    assert_eq!((&parsed["id"], &parsed["sessionId"]), (&json!("1"), &json!("s-1")));
    assert_eq!(parsed["intent"]["intentName"], "Buy", "{parsed}");
    let quantity = parsed["slots"].as_array().unwrap().iter().find(|slot| slot["slotName"] == "quantity").unwrap();
    assert_eq!((&quantity["value"], &quantity["rawValue"]), (&json!({"kind": "Number", "value": 2}), &json!("two")));
    assert_eq!(quantity["range"], json!({"start": 4, "end": 7}));
    query("2", "the moon is made of green cheese", Value::Null);
    assert_eq!(satellite.next("hermes/nlu/intentNotRecognized")["id"], "2");
    query("3", "buy two dishwasher tablets", json!(["Cancel"]));
    assert_eq!(satellite.next("hermes/nlu/intentNotRecognized")["id"], "3");
    assert_eq!(house.orders().len(), before);
}

#[test]
fn what_is_turned_off_is_not_understood_but_no_total_is_kept_from_its_yes() {
    let (_broker, house, satellite, before) = kitchen();
    let configure = |intents: &[&str], enable: bool| {
        let intents: Vec<Value> = intents.iter().map(|id| json!({"intentId": id, "enable": enable})).collect();
        satellite.publish("hermes/dialogueManager/configure", &json!({"siteId": "kitchen", "intents": intents}));
    };
    configure(&["Reorder"], false);
    let start = json!({"siteId": "kitchen", "init": {"type": "action", "sendIntentNotRecognized": true}});
    satellite.publish("hermes/dialogueManager/startSession", &start);
    let session = satellite.next("hermes/asr/startListening")["sessionId"].as_str().unwrap().to_owned();
    satellite.capture(&session, "reorder dishwasher tablets");
    assert_eq!(satellite.next("hermes/dialogueManager/intentNotRecognized")["sessionId"], json!(session));
    satellite.say(&satellite.told());
    satellite.next("hermes/asr/startListening");
    configure(&["Reorder"], true);
    satellite.capture(&session, "reorder dishwasher tablets");
    let read_back = satellite.told();
    assert!(read_back["text"].as_str().unwrap().contains("€12.89"), "{read_back}");
    configure(&["Yes", "No", "Reorder"], false);
    satellite.say(&read_back);
    satellite.next("hermes/asr/startListening");
    satellite.capture(&session, "yes");
    satellite.say(&satellite.told());
    assert_eq!(house.orders().len(), before + 1);
}

#[test]
fn a_session_of_another_skill_can_be_stopped_and_an_order_cancelled_whatever_it_filters() {
    let (_broker, _house, satellite, _) = kitchen();
    let init = json!({"type": "action", "intentFilter": ["lights:TurnOn"], "sendIntentNotRecognized": true});
    let start = json!({"siteId": "kitchen", "init": init});
    for (words, intent) in [("stop", "Stop"), ("cancel my order", "Cancel")] {
        satellite.publish("hermes/dialogueManager/startSession", &start);
        let session = satellite.next("hermes/asr/startListening")["sessionId"].as_str().unwrap().to_owned();
        satellite.capture(&session, words);
        assert_eq!(satellite.next(&format!("hermes/intent/{intent}"))["sessionId"], json!(session));
        satellite.say(&satellite.told());
    }
}

#[test]
fn who_injects_words_is_told_where_a_name_belongs() {
    let (_broker, _house, satellite, _) = kitchen();
    // Larger than most messages may be.
    let words: Vec<String> = (0..20_000).map(|number| format!("word {number}")).collect();
    let injection = json!({"id": "i1", "operations": [["add", {"product": words}]]});
    satellite.publish("hermes/injection/perform", &injection);
    let refused = satellite.next_error("injection");
    assert_eq!(refused["context"], "i1");
    assert!(refused["error"].as_str().unwrap().contains("`synonyms`"), "{refused}");
}
