//! The MQTT bridge against a real broker, with a hub on the other side.

mod away;
pub mod broker;
mod cable;
mod handover;
mod home_assistant;
pub mod hub;
mod schema;
mod shared;
mod tls;
mod versions;

use std::ops::{Deref, DerefMut};
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::Duration;

use jiff::Timestamp;
use orderly::channels::mqtt::Bridge;
use orderly::channels::{Channel, ChannelError};
use orderly::commerce::cart::Quote;
use orderly::commerce::money::{Currency, Money};
use orderly::commerce::order::{Order, OrderId, OrderStatus, StatusChange};
use orderly::config::{Config, MqttConfig};
use orderly::dialogue::Reply;
use orderly::event::{Activity, Control, Event, SiteId, SiteState, TextTurn};
use orderly::expecting::Expecting;
use rumqttc::{MqttOptions, QoS};
use serde_json::json;

use self::broker::{Broker, until};
use self::hub::Hub;

fn kitchen() -> SiteId {
    SiteId("kitchen".to_owned())
}

fn configured(port: u16) -> Config {
    Config { mqtt: MqttConfig { enabled: true, port, ..MqttConfig::default() }, ..Config::default() }
}

/// The bridge, as its native channel.
struct Native(Bridge);

impl Deref for Native {
    type Target = dyn Channel;

    fn deref(&self) -> &Self::Target {
        self.0.channels[0].as_ref()
    }
}

impl DerefMut for Native {
    fn deref_mut(&mut self) -> &mut Self::Target {
        self.0.channels[0].as_mut()
    }
}

/// A bridge, and the end of the queue that the loop has.
fn connect(port: u16) -> (Native, Receiver<Event>) {
    let (sender, events) = sync_channel(64);
    (Native(Bridge::connect(&configured(port), sender).unwrap()), events)
}

/// Broker, hub and bridge, once the bridge is there.
fn household() -> (Broker, Hub, Native, Receiver<Event>) {
    let broker = Broker::start();
    let hub = Hub::join(broker.port);
    let (channel, events) = connect(broker.port);
    hub.wait_for_status("home", "online");
    (broker, hub, channel, events)
}

fn next_turn(events: &Receiver<Event>) -> TextTurn {
    loop {
        match events.recv_timeout(Duration::from_secs(90)).expect("no turn came in") {
            Event::Text(turn) => return turn,
            Event::Told { .. } => {}
            other => panic!("{other:?} came in, not a turn"),
        }
    }
}

fn reply(text: &str) -> Reply {
    Reply {
        number: 1,
        text: text.to_owned(),
        speech: text.to_owned(),
        language: "en".to_owned(),
        expecting: Expecting::Confirmation,
        ends: false,
    }
}

#[test]
fn what_a_hub_hears_becomes_a_turn() {
    let (_broker, hub, _channel, events) = household();
    let ts: Timestamp = Timestamp::now();
    let utterance = json!({"id": "1", "text": "reorder coffee", "session": "s-12", "lang": "en", "speaker": "ada",
        "confidence": 0.75, "ts": ts.as_millisecond(), "later": {"field": true}});
    hub.publish("orderly/v1/kitchen/utterance", false, utterance.to_string());
    let turn = next_turn(&events);
    assert_eq!(turn.at.as_millisecond(), ts.as_millisecond());
    let expected = TextTurn {
        id: Some("mqtt/kitchen/1".to_owned()),
        channel: "mqtt",
        site: kitchen(),
        session: Some("s-12".to_owned()),
        text: "reorder coffee".to_owned(),
        confidence: 0.75,
        speaker: Some("ada".to_owned()),
        language: Some("en".to_owned()),
        at: turn.at,
    };
    assert_eq!(turn, expected);
}

#[test]
fn a_reply_reaches_the_hub_with_its_session() {
    let (_broker, hub, mut channel, _events) = household();
    channel.reply(&kitchen(), "s-12", &reply("Two packs for €18.40. Shall I order?")).unwrap();
    let seen = hub.next();
    assert_eq!((seen.topic.as_str(), seen.retained, seen.qos), ("orderly/v1/kitchen/reply", false, QoS::AtLeastOnce));
    assert_eq!(seen.content["session"], "s-12");
    assert_eq!(seen.content["text"], "Two packs for €18.40. Shall I order?");
    assert_eq!((&seen.content["expects"], &seen.content["lang"]), (&json!("confirm"), &json!("en")));
    assert_eq!(seen.content["ends"], false);
    assert!(seen.content["id"].is_string() && seen.content["ts"].is_string());
}

#[test]
fn a_yes_by_button_answers_the_total_that_was_asked_last_and_no_other() {
    let (_broker, hub, mut channel, events) = household();
    let press = |id: &str, button: &str, reply: &str| {
        let press = json!({"id": id, "reply": reply, "session": "s-12", "ts": Timestamp::now()});
        hub.publish(&format!("orderly/v1/kitchen/{button}"), false, press.to_string());
    };
    press("1", "confirm", "r-0");
    assert_eq!(hub.next().content["error"], "unasked");
    channel.reply(&kitchen(), "s-12", &reply("That is €18.40. Shall I order?")).unwrap();
    let asked = hub.next().content["id"].as_str().unwrap().to_owned();
    press("2", "confirm", "r-0");
    assert_eq!(hub.next().content["error"], "unasked");
    press("3", "confirm", &asked);
    let turn = next_turn(&events);
    assert_eq!((turn.text.as_str(), turn.id.as_deref()), ("yes", Some("mqtt/kitchen/3")));
    let thanks = Reply { expecting: Expecting::Command, ..reply("Ordered.") };
    channel.reply(&kitchen(), "s-12", &thanks).unwrap();
    hub.next();
    press("4", "cancel", &asked);
    assert_eq!(hub.next().content["error"], "unasked");
}

#[test]
fn a_hub_can_mute_a_site_set_how_loud_it_is_and_have_it_say_and_hear_something() {
    let (_broker, hub, mut channel, events) = household();
    let ask = |leaf: &str, fields: serde_json::Value| {
        let mut fields = fields;
        fields["id"] = json!(leaf);
        fields["ts"] = json!(Timestamp::now());
        hub.publish(&format!("orderly/v1/kitchen/{leaf}"), false, fields.to_string());
        events.recv_timeout(Duration::from_secs(90)).unwrap()
    };
    let control = |event| match event {
        Event::Control { site, control } if site == kitchen() => control,
        other => panic!("{other:?}"),
    };
    assert_eq!(control(ask("mute", json!({"muted": true}))), Control::Mute(true));
    assert_eq!(control(ask("volume", json!({"volume": -1}))), Control::Volume(-1));
    let piper = "piper en_US-lessac-medium";
    assert_eq!(control(ask("voice", json!({"voice": piper}))), Control::Voice(piper.to_owned()));
    let dinner = Control::Announce { text: "Dinner!".to_owned(), language: Some("en-GB".to_owned()) };
    assert_eq!(control(ask("say", json!({"text": "Dinner!", "lang": "en-GB"}))), dinner);
    assert!(matches!(ask("listen", json!({})), Event::Woken { site } if site == kitchen()));
    let state = SiteState {
        activity: Activity::Listening,
        muted: false,
        volume: -1,
        voice: "espeak-ng en-us".to_owned(),
        heard: "reorder coffee".to_owned(),
        said: String::new(),
    };
    channel.show(&kitchen(), &state).unwrap();
    let seen = hub.next();
    assert_eq!(seen.topic, "orderly/v1/kitchen/state");
    assert_eq!(
        seen.content,
        json!({"activity": "listening", "muted": false, "volume": -1, "voice": "espeak-ng en-us"})
    );
}

#[test]
fn a_turn_that_cannot_be_acted_on_is_answered() {
    let (_broker, hub, mut channel, events) = household();
    hub.say("kitchen", "42", "reorder coffee");
    channel.refuse(&next_turn(&events), "the journal cannot be written").unwrap();
    let seen = hub.next();
    assert_eq!(seen.topic, "orderly/v1/kitchen/reply");
    assert_eq!((&seen.content["utterance"], &seen.content["session"]), (&json!("42"), &json!("s-12")));
    assert_eq!(
        (&seen.content["error"], &seen.content["reason"]),
        (&json!("unable"), &json!("the journal cannot be written"))
    );
}

fn order(status: OrderStatus) -> Order {
    let at = "2026-05-01T08:30:09Z".parse().unwrap();
    let euros = |minor| Money::new(minor, Currency::EUR);
    let mut order = Order::placed(OrderId("1042".to_owned()), Quote::new(Vec::new(), euros(500), euros(1840)), at);
    order.history.push(StatusChange { status, at, note: String::new() });
    order
}

#[test]
fn an_order_is_told_without_products_and_prices() {
    let (_broker, hub, mut channel, _events) = household();
    channel.order_event(&kitchen(), &order(OrderStatus::Placed)).unwrap();
    let seen = hub.next();
    assert_eq!(seen.topic, "orderly/v1/kitchen/order");
    let expected = json!({"id": "1042-placed", "event_type": "placed", "order": "1042", "ts": "2026-05-01T08:30:09Z"});
    assert_eq!(seen.content, expected);
}

#[test]
fn the_status_is_retained_and_says_offline_at_the_end() {
    let (broker, hub, channel, _events) = household();
    let late = Hub::join(broker.port);
    let seen = late.next();
    assert_eq!((seen.topic.as_str(), seen.retained), ("orderly/v1/home/status", true));
    assert_eq!(seen.content, json!({"state": "online", "version": env!("CARGO_PKG_VERSION")}));
    drop(channel);
    hub.wait_for_status("home", "offline");
    assert_eq!(Hub::join(broker.port).next().content["state"], "offline");
}

#[test]
fn what_must_not_be_acted_on_is_refused_and_the_hub_is_told() {
    let broker = Broker::start();
    let hub = Hub::join(broker.port);
    let topic = "orderly/v1/kitchen/utterance";
    let now = Timestamp::now();
    let said = |id: &str, seconds: i64| {
        json!({"id": id, "text": "yes", "session": "s-12", "ts": now.as_second() + seconds}).to_string()
    };
    hub.publish(topic, true, said("retained", 0));
    let (channel, events) = connect(broker.port);
    hub.wait_for_status("home", "online");
    let refused = |id: &str, error: &str| {
        let seen = hub.next();
        assert_eq!(seen.topic, "orderly/v1/kitchen/reply");
        assert_eq!((&seen.content["utterance"], &seen.content["error"]), (&json!(id), &json!(error)));
        assert_eq!(seen.content["session"], "s-12");
        assert!(seen.content["reason"].is_string() && seen.content.get("text").is_none());
    };
    refused("retained", "retained");
    hub.publish(topic, false, said("old", -3_600));
    refused("old", "stale");
    hub.publish(topic, false, said("future", 3_600));
    refused("future", "early");
    hub.publish(topic, false, json!({"id": "odd", "text": 7, "session": "s-12"}).to_string());
    refused("odd", "malformed");
    hub.publish(topic, false, vec![0xff; 20_000]);
    assert_eq!(hub.next().content["error"], "malformed");
    hub.publish("orderly/v1/not a site/utterance", false, said("foreign", 0));
    until("the foreign topic is counted", || channel.0.counts().refused == 6);
    hub.say("kitchen", "good", "stop");
    assert_eq!(next_turn(&events).id.as_deref(), Some("mqtt/kitchen/good"));
}

#[test]
fn a_storm_from_one_site_does_not_keep_the_others_waiting() {
    let (_broker, hub, channel, events) = household();
    for number in 0..300 {
        hub.say("attic", &number.to_string(), "help");
    }
    hub.say("kitchen", "one", "reorder coffee");
    let before = std::iter::repeat_with(|| next_turn(&events)).take_while(|turn| turn.site != kitchen()).count();
    assert!(before < 150, "{before} turns of the storm were taken");
    let told = std::iter::repeat_with(|| hub.next()).find(|seen| seen.topic == "orderly/v1/attic/reply").unwrap();
    assert_eq!(told.content["error"], "busy");
    assert!(channel.0.counts().refused > 100);
}

#[test]
fn the_password_comes_from_a_file() {
    let broker = Broker::start_for("orderly", "open sesame");
    let mut options = MqttOptions::new("hub", "127.0.0.1", broker.port);
    options.set_credentials("orderly", "open sesame");
    let hub = Hub::join_with(options);
    let folder = tempfile::tempdir().unwrap();
    let password_file = folder.path().join("password");
    std::fs::write(&password_file, "open sesame\nnot this line\n").unwrap();
    let mut config = configured(broker.port);
    (config.mqtt.username, config.mqtt.password_file) = ("orderly".to_owned(), password_file.clone());
    let _channel = Bridge::connect(&config, sync_channel(1).0).unwrap();
    hub.wait_for_status("home", "online");
    std::fs::remove_file(&password_file).unwrap();
    let error = Bridge::connect(&config, sync_channel(1).0).err().unwrap().to_string();
    assert!(error.contains("mqtt.password_file") && error.contains(&password_file.display().to_string()), "{error}");
}

#[test]
fn a_site_that_cannot_be_in_a_topic_is_refused() {
    let mut config = Config::default();
    config.assistant.site = "home/kitchen".to_owned();
    let error = Bridge::connect(&config, sync_channel(1).0).err().unwrap();
    assert!(matches!(error, ChannelError::Setup { .. }), "{error}");
}
