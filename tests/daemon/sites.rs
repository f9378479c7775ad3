//! One daemon with microphones and loudspeakers in several rooms.

use super::household::{Daemon, Household, shopper};
use super::spoken::{ATTEMPTS, ORDERED, REORDER, TOTAL, YES, ask, ask_in, wait_for_quiet};
use crate::sound_server::SoundServer;

const BACK: &str = "the audio input at kitchen is back";
const KITCHEN: &str = "[audio.sites.kitchen]\ninput = \"kitchen\"\noutput = \"kitchen\"\n";

/// Starts a daemon that hears in the kitchen too, as soon as a busy machine gives that microphone sound.
fn start_with_kitchen(house: &Household, server: &SoundServer) -> Daemon {
    let mut daemon = house.start_in(server);
    if !daemon.wait_for("at kitchen").contains("listening at kitchen too") {
        daemon.wait_for(BACK);
    }
    daemon
}

fn ask_in_kitchen(server: &SoundServer, daemon: &mut Daemon, recording: &str, answered_by: &str) {
    ask_in(server, "kitchen", "kitchen-speaker", daemon, &shopper(recording), answered_by);
}

#[test]
fn who_is_heard_in_another_room_orders_there() {
    let server = SoundServer::start();
    server.add_room("kitchen");
    let house = Household::with(KITCHEN);
    let before = house.orders().len();
    let mut daemon = start_with_kitchen(&house, &server);
    let recorder = server.record_from("kitchen-speaker");
    ask_in_kitchen(&server, &mut daemon, REORDER, TOTAL);
    wait_for_quiet(&recorder);
    ask_in_kitchen(&server, &mut daemon, YES, ORDERED);
    assert_eq!(house.orders().len(), before + 1);
    assert_eq!(daemon.terminate(), Some(0));
}

#[test]
fn a_shopper_whom_two_microphones_hear_is_answered_once() {
    let server = SoundServer::start();
    server.add_room("kitchen");
    let house = Household::with(KITCHEN);
    let mut daemon = start_with_kitchen(&house, &server);
    let answered = (0..ATTEMPTS).any(|_| {
        server.play_in(&["room", "kitchen"], &shopper(REORDER));
        daemon.answer().is_some()
    });
    assert!(answered, "{:?}", daemon.written());
    // Whoever heard it worse would have answered by now.
    const BOTH: &str = "two microphones heard this";
    if !daemon.written().iter().any(|line| line.contains(BOTH)) {
        daemon.wait_for(BOTH);
    }
    let answers = daemon.written().iter().filter(|line| line.contains("  < ")).count();
    assert_eq!(answers, 1, "{:?}", daemon.written());
    assert_eq!(daemon.terminate(), Some(0));
}

#[test]
fn a_room_whose_devices_come_later_is_heard_then_and_the_others_meanwhile() {
    let server = SoundServer::start();
    server.name_room("kitchen");
    let house = Household::with(KITCHEN);
    let before = house.orders().len();
    let mut daemon = house.start_in(&server);
    daemon.wait_for("nobody is heard at kitchen yet");
    let recorder = server.record();
    ask(&server, &mut daemon, &shopper(REORDER), TOTAL);
    wait_for_quiet(&recorder);
    server.plug_in_room("kitchen");
    daemon.wait_for(BACK);
    let recorder = server.record_from("kitchen-speaker");
    ask_in_kitchen(&server, &mut daemon, REORDER, TOTAL);
    wait_for_quiet(&recorder);
    assert_eq!(house.orders().len(), before);
    assert_eq!(daemon.terminate(), Some(0));
}
