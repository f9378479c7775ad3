//! Conversations through a microphone and a loudspeaker on a real sound server.

use std::path::Path;

use orderly::audio::{Clip, recording};
use serde_json::{Value, json};

use super::household::{Daemon, Household, next_on, next_reply, orderly, shopper};
use crate::mqtt::broker::Broker;
use crate::mqtt::hub::Hub;
use crate::sound_server::{Recorder, SoundServer, wait_until};

pub const REORDER: &str = "1-reorder/01-hey-orderly-reorder-dishwasher-tablets.wav";
pub const YES: &str = "1-reorder/02-yes.wav";

/// What the answers to them have in them, and no other answer has.
pub const TOTAL: &str = "€12.89";
pub const ORDERED: &str = "cancel my order";

/// How often something may be said before it is understood.
pub const ATTEMPTS: usize = 4;

/// Lets the shopper speak, and returns the answer with these words in it once its first sound is out. A busy machine plays
/// and records with gaps, and may lose its microphone for a moment: what was not understood is said again, as a shopper
/// would.
pub fn ask(server: &SoundServer, daemon: &mut Daemon, recording: &Path, answered_by: &str) -> String {
    ask_in(server, "room", "speaker", daemon, recording, answered_by)
}

/// The same where the shopper is heard in another room, and answered there.
pub fn ask_in(
    server: &SoundServer,
    room: &str,
    loudspeaker: &str,
    daemon: &mut Daemon,
    recording: &Path,
    answered_by: &str,
) -> String {
    let mut others = Vec::new();
    while others.len() < ATTEMPTS {
        server.play_in(&[room], recording);
        match daemon.answer() {
            Some(answer) if answer.contains(answered_by) => return answer,
            other => others.push(other),
        }
        wait_for_silence(&server.record_from(loudspeaker));
    }
    panic!("no `{answered_by}` among {others:?} after\n{}", daemon.written().join("\n"))
}

/// Waits until the answer was heard to its end.
pub fn wait_for_quiet(recorder: &Recorder) {
    wait_until("the loudspeaker sounds", || recorder.ends_with_sound());
    wait_for_silence(recorder);
}

/// Waits until nothing is heard.
pub fn wait_for_silence(recorder: &Recorder) {
    wait_until("the loudspeaker is quiet", || recorder.ends_with_silence());
}

fn transcribe(house: &Household, sound: Vec<i16>) -> Value {
    let file = house.data().join("answer.wav");
    recording::write(&file, &Clip { samples: sound, rate: 16_000 }).unwrap();
    let intents = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/daemon/intents");
    let heard = house.finish(orderly().arg("hear").arg(file).arg("--intents").arg(intents).arg("--json"));
    assert!(heard.status.success(), "{heard:?}");
    serde_json::from_slice(&heard.stdout).unwrap()
}

#[test]
fn an_order_is_made_by_voice_alone_and_its_answer_can_be_understood() {
    let server = SoundServer::start();
    let house = Household::with("");
    let before = house.orders().len();
    let mut daemon = house.start_in(&server);
    // The answer may have gaps too: then it is asked for once more.
    let mut answers = (0..ATTEMPTS).map(|_| {
        let recorder = server.record();
        ask(&server, &mut daemon, &shopper(REORDER), TOTAL);
        wait_for_quiet(&recorder);
        assert_eq!(house.orders().len(), before);
        transcribe(&house, recorder.stop())
    });
    assert!(answers.any(|read_back| read_back["intent"] == "ReadBack"), "no answer could be understood");

    ask(&server, &mut daemon, &shopper(YES), ORDERED);
    let orders = house.orders();
    assert_eq!(orders.len(), before + 1);
    assert_eq!((&orders[0]["lines"][0]["sku"], &orders[0]["total"]["minor"]), (&json!("CLE-001"), &json!(1289)));
    assert_eq!(daemon.terminate(), Some(0));
}

#[test]
fn the_assistant_does_not_hear_itself() {
    let server = SoundServer::start();
    server.share_the_room();
    let house = Household::with("");
    let before = house.orders().len();
    let mut daemon = house.start_in(&server);
    let recorder = server.record();
    ask(&server, &mut daemon, &shopper(REORDER), TOTAL);
    wait_for_quiet(&recorder);
    ask(&server, &mut daemon, &shopper(YES), ORDERED);
    wait_for_quiet(&recorder);
    assert_eq!(daemon.terminate(), Some(0));
    assert_eq!(house.orders().len(), before + 1);
    let said = server.played();
    let turns: Vec<&String> = daemon.written().iter().filter(|line| line.contains("  > ")).collect();
    assert!(turns.len() <= said, "{said} times something was said, and this was heard: {turns:?}");
}

#[test]
fn what_was_asked_by_voice_is_confirmed_by_message_in_the_same_conversation() {
    let server = SoundServer::start();
    let broker = Broker::start();
    let hub = Hub::join(broker.port);
    let house = Household::with(&format!("[mqtt]\nenabled = true\nport = {}\n", broker.port));
    let before = house.orders().len();
    let mut daemon = house.start_in(&server);
    hub.wait_for_status("home", "online");
    let recorder = server.record();
    ask(&server, &mut daemon, &shopper(REORDER), TOTAL);
    wait_for_quiet(&recorder);
    hub.say("home", "1", "yes");
    assert!(next_reply(&hub).contains("order"));
    let event = next_on(&hub, "order");
    let orders = house.orders();
    assert_eq!((orders.len(), &event["order"]), (before + 1, &orders[0]["id"]));
    // The answer is for everybody who took part.
    wait_for_quiet(&recorder);
}

#[test]
fn a_total_that_was_cut_off_by_an_unplugged_loudspeaker_cannot_be_confirmed() {
    let mut server = SoundServer::start();
    let broker = Broker::start();
    let hub = Hub::join(broker.port);
    let house = Household::with(&format!("[mqtt]\nenabled = true\nport = {}\n", broker.port));
    let before = house.orders().len();
    let mut daemon = house.start_in(&server);
    hub.wait_for_status("home", "online");
    ask(&server, &mut daemon, &shopper(REORDER), TOTAL);
    server.unplug();
    daemon.wait_for("the audio input at home is gone");
    hub.say("home", "1", "yes");
    // It is read back once more, this time where it can be read.
    let again = next_on(&hub, "reply");
    assert_eq!(again["expects"], "confirm", "{again}");
    assert_eq!(house.orders().len(), before);

    server.plug_in();
    daemon.wait_for("the audio input at home is back");
    hub.say("home", "2", "no");
    next_reply(&hub);
    let recorder = server.record();
    hub.say("home", "3", "where is my order");
    next_reply(&hub);
    wait_for_quiet(&recorder);
    assert_eq!(house.orders().len(), before);
    ask(&server, &mut daemon, &shopper(REORDER), TOTAL);
    assert_eq!(daemon.terminate(), Some(0));
}
