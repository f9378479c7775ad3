//! Conversations by MQTT alone.

use std::time::Duration;

use jiff::Timestamp;
use orderly::channels::mqtt::onlooker::Onlooker;
use orderly::config::MqttConfig;
use serde_json::json;

use super::household::{Household, next_on, next_reply, orderly};
use crate::mqtt::broker::{Broker, until};
use crate::mqtt::hub::Hub;

const UTTERANCE: &str = "orderly/v1/home/utterance";

#[test]
fn an_order_by_message_is_read_back_confirmed_and_told() {
    let broker = Broker::start();
    let hub = Hub::join(broker.port);
    let house = Household::reading(broker.port);
    let before = house.orders().len();
    let mut daemon = house.start();
    hub.wait_for_status("home", "online");
    hub.say("home", "1", "reorder dishwasher tablets");
    let read_back = next_on(&hub, "reply");
    assert_eq!((&read_back["expects"], &read_back["session"]), (&json!("confirm"), &json!("s-12")));
    assert!(read_back["text"].as_str().unwrap().contains("€12.89"), "{read_back}");
    assert_eq!(house.orders().len(), before);
    hub.say("home", "2", "yes");
    assert!(next_reply(&hub).contains("order"));
    let event = next_on(&hub, "order");
    let orders = house.orders();
    assert_eq!((orders.len(), &event["order"], &event["event_type"]), (before + 1, &orders[0]["id"], &json!("placed")));
    assert_eq!((&orders[0]["lines"][0]["sku"], &orders[0]["total"]["minor"]), (&json!("CLE-001"), &json!(1289)));

    assert_eq!(daemon.terminate(), Some(0));
    hub.wait_for_status("home", "offline");
}

#[test]
fn a_message_that_comes_twice_late_or_retained_orders_nothing() {
    let broker = Broker::start();
    let hub = Hub::join(broker.port);
    let house = Household::reading(broker.port);
    let before = house.orders().len();
    let yes = |id: &str, age_s: i64| {
        json!({"id": id, "text": "yes", "session": "s-12", "ts": Timestamp::now().as_second() - age_s}).to_string()
    };
    hub.publish(UTTERANCE, true, yes("retained", 0));
    let _daemon = house.start();
    assert_eq!(next_on(&hub, "reply")["error"], "retained");
    hub.say("home", "1", "reorder dishwasher tablets");
    let question = next_on(&hub, "reply");
    assert_eq!(question["expects"], "confirm");
    hub.publish(UTTERANCE, false, yes("late", 3_600));
    assert_eq!(next_on(&hub, "reply")["error"], "stale");
    // The same utterance again: the same question is heard, and what was asked stays open.
    hub.say("home", "1", "reorder dishwasher tablets");
    assert_eq!(next_on(&hub, "reply"), question);
    assert_eq!(house.orders().len(), before);
    hub.say("home", "2", "yes");
    let told = next_on(&hub, "reply");
    assert!(told["text"].as_str().is_some_and(|text| text.contains("order")), "{told}");
    next_on(&hub, "order");
    hub.say("home", "2", "yes");
    assert_eq!(next_on(&hub, "reply"), told);
    hub.say("home", "3", "where is my order");
    assert!(next_reply(&hub).contains("came in today"));
    assert_eq!(house.orders().len(), before + 1);
}

#[test]
fn a_conversation_goes_on_after_the_broker_was_away() {
    let mut broker = Broker::start();
    let house = Household::reading(broker.port);
    let before = house.orders().len();
    let _daemon = house.start();
    {
        let hub = Hub::join(broker.port);
        hub.wait_for_status("home", "online");
        hub.say("home", "1", "reorder dishwasher tablets");
        assert_eq!(next_on(&hub, "reply")["expects"], "confirm");
    }
    broker.restart();
    let hub = Hub::join(broker.port);
    hub.wait_for_status("home", "online");
    hub.say("home", "2", "yes");
    // The question may come once more: whether it had arrived was not known when the broker went away.
    let mut reply = next_on(&hub, "reply");
    while reply["expects"] == "confirm" {
        reply = next_on(&hub, "reply");
    }
    assert!(reply["text"].as_str().is_some_and(|text| text.contains("ordered")), "{reply}");
    next_on(&hub, "order");
    assert_eq!(house.orders().len(), before + 1);
}

/// The text of the next reply at a site, whatever else happens elsewhere.
fn reply_at(hub: &Hub, site: &str) -> String {
    loop {
        let seen = hub.next();
        if seen.topic == format!("orderly/v1/{site}/reply") {
            return seen.content["text"].as_str().unwrap().to_owned();
        }
    }
}

#[test]
fn news_of_an_order_is_told_at_the_site_that_speaks_first_and_nowhere_else() {
    let broker = Broker::start();
    let hub = Hub::join(broker.port);
    let house = Household::reading(broker.port);
    let mut daemon = house.start();
    hub.wait_for_status("home", "online");
    hub.say("kitchen", "1", "reorder dishwasher tablets");
    reply_at(&hub, "kitchen");
    hub.say("kitchen", "2", "yes");
    assert!(reply_at(&hub, "kitchen").contains("order"));
    let order = house.orders()[0]["id"].as_str().unwrap().to_owned();
    let set = house.finish(orderly().args(["orders", "set", &order, "shipped"]));
    assert!(set.status.success(), "{set:?}");

    let mut turn = 2;
    until("the bedroom is told", || {
        turn += 1;
        hub.say("bedroom", &turn.to_string(), "what's in my cart");
        reply_at(&hub, "bedroom").contains(&order)
    });
    for site in ["kitchen", "bedroom", "hall"] {
        hub.say(site, site, "what's in my cart");
        let said = reply_at(&hub, site);
        assert!(!said.contains(&order), "told twice: {said}");
    }
    assert_eq!(daemon.terminate(), Some(0));
}

#[test]
fn a_loudspeaker_of_others_says_news_and_announcements_and_never_a_question() {
    let broker = Broker::start();
    let hub = Hub::join(broker.port);
    let announce_on =
        "[mqtt.announce_on.home]\ntopic = \"echo/home/say\"\n[mqtt.announce_on.hall]\ntopic = \"echo/hall/say\"";
    let port = broker.port;
    let house =
        Household::with(&format!("[audio]\ninput = \"none\"\n[mqtt]\nenabled = true\nport = {port}\n{announce_on}\n"));
    let config = MqttConfig { port, ..MqttConfig::default() };
    let mut echo = Onlooker::join(&config, &["echo/#".to_owned()]).unwrap();
    let mut said = || {
        let seen = echo.next(Duration::from_secs(90)).unwrap().expect("the loudspeaker was told nothing");
        (seen.topic, String::from_utf8(seen.payload).unwrap())
    };
    let mut daemon = house.start();
    hub.wait_for_status("home", "online");
    let dinner = json!({"id": "dinner", "ts": Timestamp::now(), "text": "Dinner!"});
    hub.publish("orderly/v1/hall/say", false, dinner.to_string());
    assert_eq!(said(), ("echo/hall/say".to_owned(), "Dinner!".to_owned()));

    hub.say("home", "1", "reorder dishwasher tablets");
    assert_eq!(next_on(&hub, "reply")["expects"], "confirm");
    hub.say("home", "2", "yes");
    assert!(next_reply(&hub).contains("order"));
    next_on(&hub, "order");
    let order = house.orders()[0]["id"].as_str().unwrap().to_owned();
    let set = house.finish(orderly().args(["orders", "set", &order, "shipped"]));
    assert!(set.status.success(), "{set:?}");
    let (topic, text) = said();
    assert!(topic == "echo/home/say" && text.contains(&order), "{topic}: {text}");
    assert_eq!(daemon.terminate(), Some(0));
}
