//! People behind the broker.

use orderly::channels::{Channel, ChannelError};
use orderly::handover::{Accepted, Bundle, HandoverError};
use rumqttc::QoS;

use super::broker::until;
use super::hub::Hub;
use super::{household, kitchen, reply};

#[test]
fn a_conversation_that_a_person_takes_over_reaches_the_desk_with_all_its_fields() {
    let (_broker, hub, channel, _events) = household();
    let mut destination = channel.destination().unwrap();
    assert_eq!(destination.name(), "mqtt");
    let told = crate::handover::bundle();
    assert_eq!(destination.hand_over(&told).unwrap(), Accepted::default());
    let seen = hub.next();
    let expected = ("orderly/v1/kitchen/handover", false, QoS::AtLeastOnce);
    assert_eq!((seen.topic.as_str(), seen.retained, seen.qos), expected);
    assert_eq!(serde_json::from_value::<Bundle>(seen.content).unwrap(), told);
}

#[test]
fn a_handover_waits_for_a_broker_that_is_away() {
    let (mut broker, hub, channel, _events) = household();
    drop(hub);
    until("nothing waits", || channel.0.waiting() == 0);
    broker.kill();
    let mut destination = channel.destination().unwrap();
    let told = crate::handover::bundle();
    destination.hand_over(&told).unwrap();
    assert_eq!(channel.0.waiting(), 1);
    broker.restart();
    let hub = Hub::join(broker.port);
    let seen = std::iter::repeat_with(|| hub.next()).find(|seen| seen.topic.ends_with("/handover")).unwrap();
    assert_eq!(seen.content["id"], told.id.to_string());
}

#[test]
fn a_handover_after_the_end_of_the_bridge_is_refused() {
    let (_broker, _hub, channel, _events) = household();
    let mut destination = channel.destination().unwrap();
    drop(channel);
    let error = destination.hand_over(&crate::handover::bundle()).unwrap_err();
    assert!(matches!(error, HandoverError::Away { destination: "mqtt", .. }), "{error:?}");
}

#[test]
fn a_handover_that_no_packet_can_carry_is_refused_and_the_connection_stays() {
    let (_broker, hub, mut channel, _events) = household();
    let mut destination = channel.destination().unwrap();
    let large = Bundle { failed: Some("x".repeat(70_000)), ..crate::handover::bundle() };
    let error = destination.hand_over(&large).unwrap_err();
    assert!(matches!(error, HandoverError::Refused { .. }), "{error:?}");
    channel.reply(&kitchen(), "s-1", &reply("Still there.")).unwrap();
    assert_eq!(hub.next().content["text"], "Still there.");
}

#[test]
fn a_channel_without_people_behind_it_says_so() {
    let error = orderly::channels::keyboard::Keyboard.destination().err().unwrap();
    assert!(matches!(error, ChannelError::Setup { .. }), "{error}");
}
