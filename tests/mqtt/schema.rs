//! The published schema and the real messages: what is read, `messages/<schema>.accepted.jsonl` and `….refused.jsonl`, one
//! message a line, and what is sent.

use std::fs;
use std::time::Duration;

use jiff::Timestamp;
use jsonschema::Validator;
use orderly::channels::mqtt::dialect::{Delivery, Fault};
use orderly::channels::mqtt::native::SCHEMA;
use orderly::channels::mqtt::native::admission::Admission;
use orderly::channels::mqtt::native::topics::Leaf;
use orderly::commerce::order::OrderStatus;
use orderly::event::{Activity, SiteState};
use serde_json::{Value, json};

use super::{household, kitchen, next_turn, order, reply};

fn validator(name: &str) -> Validator {
    let mut schema: Value = serde_json::from_str(SCHEMA).unwrap();
    schema["$ref"] = json!(format!("#/components/schemas/{name}"));
    jsonschema::draft202012::new(&schema).unwrap()
}

/// The topic that carries such a message.
fn topic_of(name: &str) -> Leaf {
    Leaf::ALL.into_iter().find(|leaf| leaf.as_str() == name).unwrap_or(Leaf::Confirm)
}

#[test]
fn what_fits_the_schema_is_read_and_nothing_else() {
    let admission = Admission::new(Duration::MAX, "en");
    let mut lines = 0;
    for entry in fs::read_dir("tests/mqtt/messages").unwrap() {
        let path = entry.unwrap().path();
        let file = path.file_name().unwrap().to_str().unwrap().to_owned();
        let [name, verdict, _] = file.split('.').collect::<Vec<_>>()[..] else { panic!("{file}") };
        let (validator, topic) = (validator(name), topic_of(name).of(kitchen()).to_string());
        for line in fs::read_to_string(&path).unwrap().lines() {
            lines += 1;
            let valid = serde_json::from_str(line).is_ok_and(|message| validator.is_valid(&message));
            let delivery = Delivery { topic: &topic, payload: line.as_bytes(), retained: false };
            let admitted = admission.admit(delivery, Timestamp::from_second(1_777_624_200).unwrap());
            // An answer that nobody waits for is read all the same.
            let read = !admitted.is_err_and(|refusal| refusal.fault == Fault::Malformed);
            assert_eq!((valid, read), (verdict == "accepted", verdict == "accepted"), "{file}: {line}");
        }
    }
    assert!(lines > 20, "the messages are missing");
}

#[test]
fn what_is_sent_fits_the_schema() {
    let (_broker, hub, mut channel, events) = household();
    let seen_fits = |name: &str| {
        let seen = hub.next();
        let problems: Vec<String> = validator(name).iter_errors(&seen.content).map(|it| it.to_string()).collect();
        assert!(problems.is_empty(), "{}: {} is no {name}: {problems:?}", seen.topic, seen.content);
    };
    channel.reply(&kitchen(), "s-1", &reply("Shall I order?")).unwrap();
    seen_fits("reply");
    for activity in Activity::ALL {
        let state = SiteState {
            activity,
            muted: true,
            volume: -3,
            voice: "espeak-ng en-us".to_owned(),
            heard: "yes".to_owned(),
            said: String::new(),
        };
        channel.show(&kitchen(), &state).unwrap();
        seen_fits("state");
    }
    for status in OrderStatus::ALL {
        channel.order_event(&kitchen(), &order(status)).unwrap();
        seen_fits("order");
    }
    hub.say("kitchen", "1", " ");
    seen_fits("refusal");
    hub.say("kitchen", "2", "yes");
    channel.refuse(&next_turn(&events), "the journal cannot be written").unwrap();
    seen_fits("refusal");
    drop(channel);
    seen_fits("status");
}
