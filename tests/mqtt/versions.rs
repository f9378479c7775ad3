//! Both versions of MQTT, and what only one of them tells.

use std::time::Duration;

use orderly::event::Event;

use super::broker::{Broker, until};
use super::cable::{Cable, Five};
use super::hub::Hub;
use super::{connect, kitchen, next_turn, reply};

/// A conversation, with a broken connection in the middle. Returns the levels of the protocol that were spoken.
fn conversation(five: Five) -> Vec<u8> {
    let broker = Broker::start();
    let hub = Hub::join(broker.port);
    let cable = Cable::to_one_where(broker.port, five);
    let (mut channel, events) = connect(cable.port);
    hub.wait_for_status("home", "online");
    hub.say("kitchen", "1", "reorder coffee");
    assert_eq!(next_turn(&events).text, "reorder coffee");
    channel.reply(&kitchen(), "s-12", &reply("18 euros, yes or no?")).unwrap();
    assert_eq!(hub.next().content["text"], "18 euros, yes or no?");
    assert!(matches!(events.recv_timeout(Duration::from_secs(90)), Ok(Event::Told { reply: 1, .. })));
    cable.cut();
    hub.wait_for_status("home", "offline");
    hub.say("kitchen", "2", "yes");
    channel.reply(&kitchen(), "s-12", &reply("are you there?")).unwrap();
    cable.plug();
    hub.wait_for_status("home", "online");
    assert_eq!(hub.next().content["text"], "are you there?");
    assert_eq!(next_turn(&events).text, "yes");
    until("nothing waits", || channel.0.waiting() == 0);
    cable.levels()
}

#[test]
fn a_conversation_goes_on_in_mqtt_5() {
    assert_eq!(conversation(Five::Spoken), [5, 5]);
}

#[test]
fn a_broker_that_refuses_mqtt_5_is_spoken_to_in_3_1_1() {
    assert_eq!(conversation(Five::Refused), [4, 4]);
}

#[test]
fn a_broker_that_hangs_up_on_mqtt_5_is_spoken_to_in_3_1_1() {
    assert_eq!(conversation(Five::HungUpOn), [4, 4]);
}

#[test]
fn a_reply_that_the_broker_refuses_was_not_heard() {
    let broker = Broker::start_with_rules("topic readwrite #\ntopic deny orderly/v1/kitchen/reply\n");
    let hub = Hub::join(broker.port);
    let (mut channel, events) = connect(broker.port);
    hub.wait_for_status("home", "online");
    channel.reply(&kitchen(), "s-12", &reply("18 euros, yes or no?")).unwrap();
    match events.recv_timeout(Duration::from_secs(90)).unwrap() {
        Event::Undelivered { site, reply: 1, reason } if site == kitchen() => {
            assert!(reason.contains("refuses"), "{reason}")
        }
        other => panic!("{other:?}"),
    }
    assert_eq!((channel.0.counts().dropped, channel.0.waiting()), (1, 0));
}

#[test]
fn a_connection_that_loses_everything_without_a_word_is_made_anew() {
    let broker = Broker::start();
    let hub = Hub::join(broker.port);
    let cable = Cable::to(broker.port);
    let (mut channel, events) = connect(cable.port);
    hub.wait_for_status("home", "online");
    cable.lose();
    channel.reply(&kitchen(), "s-12", &reply("18 euros, yes or no?")).unwrap();
    hub.say("kitchen", "1", "reorder coffee");
    assert_eq!(next_turn(&events).text, "reorder coffee");
    let replies = std::iter::repeat_with(|| hub.next()).find(|seen| seen.topic.ends_with("/reply"));
    assert_eq!(replies.unwrap().content["text"], "18 euros, yes or no?");
    until("nothing waits", || channel.0.waiting() == 0);
    assert_eq!(cable.levels(), [5, 5]);
}

#[test]
fn a_message_too_large_to_read_is_not_even_delivered_in_mqtt_5() {
    let broker = Broker::start();
    let hub = Hub::join(broker.port);
    let cable = Cable::to(broker.port);
    let (_channel, events) = connect(cable.port);
    hub.wait_for_status("home", "online");
    hub.publish("orderly/v1/kitchen/utterance", false, vec![b'x'; 200_000]);
    hub.say("kitchen", "1", "stop");
    assert_eq!(next_turn(&events).text, "stop");
    assert_eq!(cable.levels(), [5]);
}

#[test]
fn a_message_too_large_to_read_does_not_keep_the_bridge_away_in_3_1_1() {
    let broker = Broker::start();
    let hub = Hub::join(broker.port);
    let cable = Cable::to_one_where(broker.port, Five::Refused);
    let (_channel, events) = connect(cable.port);
    hub.wait_for_status("home", "online");
    hub.publish("orderly/v1/kitchen/utterance", false, vec![b'x'; 200_000]);
    hub.wait_for_status("home", "offline");
    hub.wait_for_status("home", "online");
    hub.say("kitchen", "1", "stop");
    assert_eq!(next_turn(&events).text, "stop");
}
