//! A broker that is away for a while, or for ever.

use std::collections::HashSet;
use std::sync::mpsc::sync_channel;
use std::time::Duration;

use orderly::channels::ChannelError;
use orderly::channels::mqtt::Bridge;
use orderly::event::Event;

use super::broker::{Broker, free_port, until};
use super::cable::Cable;
use super::hub::Hub;
use super::{configured, connect, kitchen, next_turn, reply};

#[test]
fn a_reply_was_heard_once_the_broker_has_it() {
    let mut broker = Broker::start();
    let cable = Cable::to(broker.port);
    let (mut channel, events) = connect(cable.port);
    let hub = Hub::join(broker.port);
    hub.wait_for_status("home", "online");
    cable.cut();
    broker.restart();
    channel.reply(&kitchen(), "s-12", &reply("18 euros, yes or no?")).unwrap();
    assert!(events.try_recv().is_err());
    // Said to the broker before it had the total: it comes in before the total counts as heard, or is refused.
    let hub = Hub::join(broker.port);
    cable.plug();
    assert_eq!(
        std::iter::repeat_with(|| hub.next()).find(|seen| seen.topic.ends_with("/reply")).unwrap().content["expects"],
        "confirm"
    );
    let heard = events.recv_timeout(Duration::from_secs(90)).unwrap();
    assert!(matches!(&heard, Event::Told { site, reply: 1 } if *site == kitchen()), "{heard:?}");
}

#[test]
fn the_broker_says_offline_when_the_daemon_vanishes() {
    let broker = Broker::start();
    let hub = Hub::join(broker.port);
    let cable = Cable::to(broker.port);
    let (_channel, _events) = connect(cable.port);
    hub.wait_for_status("home", "online");
    cable.cut();
    hub.wait_for_status("home", "offline");
    cable.plug();
    hub.wait_for_status("home", "online");
}

#[test]
fn replies_wait_for_a_broker_that_is_away_and_arrive_once_in_order() {
    let mut broker = Broker::start();
    let cable = Cable::to(broker.port);
    let (mut channel, events) = connect(cable.port);
    Hub::join(broker.port).wait_for_status("home", "online");
    broker.kill();
    cable.cut();
    for number in 0..100 {
        channel.reply(&kitchen(), "s-12", &reply(&number.to_string())).unwrap();
    }
    broker.restart();
    let hub = Hub::join(broker.port);
    cable.plug();
    hub.wait_for_status("home", "online");
    for number in 0..100 {
        assert_eq!(hub.next().content["text"], number.to_string());
    }
    hub.say("kitchen", "1", "thank you");
    assert_eq!(next_turn(&events).text, "thank you");
    channel.reply(&kitchen(), "s-12", &reply("the last")).unwrap();
    assert_eq!(hub.next().content["text"], "the last");
}

#[test]
fn a_connection_that_breaks_in_mid_flow_loses_nothing() {
    let broker = Broker::start();
    let hub = Hub::join(broker.port);
    let cable = Cable::to(broker.port);
    let (mut channel, _events) = connect(cable.port);
    hub.wait_for_status("home", "online");
    let mut texts = Vec::new();
    for number in 0..240 {
        if number % 80 == 40 {
            cable.cut();
            cable.plug();
        }
        channel.reply(&kitchen(), "s-12", &reply(&number.to_string())).unwrap();
    }
    let mut ids = HashSet::new();
    while texts.len() < 240 {
        let seen = hub.next();
        // A reply whose acknowledgement was cut off comes again, under the same id.
        if seen.topic.ends_with("/reply") && ids.insert(seen.content["id"].to_string()) {
            texts.push(seen.content["text"].as_str().unwrap().to_owned());
        }
    }
    assert_eq!(texts, (0..240).map(|number| number.to_string()).collect::<Vec<_>>());
    until("nothing waits", || channel.0.waiting() == 0);
}

#[test]
fn a_broker_may_come_up_after_the_daemon() {
    let mut broker = Broker::start();
    broker.kill();
    let cable = Cable::to(broker.port);
    let (mut channel, events) = connect(cable.port);
    channel.reply(&kitchen(), "s-12", &reply("good morning")).unwrap();
    cable.cut();
    broker.restart();
    let hub = Hub::join(broker.port);
    cable.plug();
    hub.wait_for_status("home", "online");
    assert_eq!(hub.next().content["text"], "good morning");
    hub.say("kitchen", "1", "stop");
    assert_eq!(next_turn(&events).text, "stop");
    until("nothing waits", || channel.0.waiting() == 0);
}

#[test]
fn a_bridge_without_a_broker_ends_at_once() {
    let (mut channel, _events) = connect(free_port());
    channel.reply(&kitchen(), "s-12", &reply("nobody hears this")).unwrap();
    let (ending, ended) = sync_channel(1);
    std::thread::spawn(move || {
        drop(channel);
        ending.send(()).unwrap();
    });
    ended.recv_timeout(Duration::from_secs(90)).expect("it waits for a broker that is not there");
}

#[test]
fn a_reply_that_has_no_room_is_an_error() {
    let (mut channel, _events) = connect(free_port());
    for _ in 0..256 {
        channel.reply(&kitchen(), "s-12", &reply("hello")).unwrap();
    }
    let error = channel.reply(&kitchen(), "s-12", &reply("hello")).unwrap_err();
    assert!(matches!(error, ChannelError::Away { channel: "mqtt", .. }), "{error}");
    assert_eq!((channel.0.counts().dropped, channel.0.waiting()), (1, 256));
}

#[test]
fn what_the_loop_never_took_is_delivered_again() {
    let broker = Broker::start();
    let hub = Hub::join(broker.port);
    let (sender, events) = sync_channel(0);
    let channel = Bridge::connect(&configured(broker.port), sender).unwrap();
    hub.wait_for_status("home", "online");
    hub.say("kitchen", "1", "reorder coffee");
    hub.say("kitchen", "2", "yes");
    assert_eq!(next_turn(&events).id.as_deref(), Some("mqtt/kitchen/1"));
    drop(channel);
    drop(events);
    let (_channel, events) = connect(broker.port);
    let again: Vec<_> = std::iter::repeat_with(|| next_turn(&events).id)
        .take_while(|id| id.as_deref() != Some("mqtt/kitchen/2"))
        .collect();
    assert!(again.len() <= 1, "{again:?}");
}
