//! One daemon with microphones and loudspeakers in several rooms.

use super::household::{Daemon, Household, shopper};
use super::spoken::wait_for_quiet;
use crate::sound_server::SoundServer;

const REORDER: &str = "1-reorder/01-hey-orderly-reorder-dishwasher-tablets.wav";
const YES: &str = "1-reorder/02-yes.wav";
const BACK: &str = "the audio input at kitchen is back";
const KITCHEN: &str = "[audio.sites.kitchen]\ninput = \"kitchen\"\noutput = \"kitchen\"\n";

/// How often something may be said before it is understood: a busy machine plays and records with gaps.
const ATTEMPTS: usize = 4;

/// Starts a daemon that hears in the kitchen too, as soon as a busy machine gives that microphone sound.
fn start_with_kitchen(house: &Household, server: &SoundServer) -> Daemon {
    let mut daemon = house.start_in(server);
    if !daemon.wait_for("at kitchen").contains("listening at kitchen too") {
        daemon.wait_for(BACK);
    }
    daemon
}

#[test]
fn who_is_heard_in_another_room_orders_there() {
    let server = SoundServer::start();
    server.add_room("kitchen");
    let house = Household::with(KITCHEN);
    let before = house.orders().len();
    let mut daemon = start_with_kitchen(&house, &server);
    let recorder = server.record_from("kitchen-speaker");
    let told = (0..ATTEMPTS).find_map(|_| {
        server.play_in(&["kitchen"], &shopper(REORDER));
        daemon.answer()
    });
    assert!(told.is_some_and(|told| told.contains("€12.89")), "{:?}", daemon.written());
    for _ in 0..ATTEMPTS {
        wait_for_quiet(&recorder);
        server.play_in(&["kitchen"], &shopper(YES));
        if daemon.answer().is_some_and(|told| told.contains("cancel my order")) {
            break;
        }
    }
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
    super::spoken::ask(&server, &mut daemon, &shopper(REORDER), "€12.89");
    wait_for_quiet(&recorder);
    server.plug_in_room("kitchen");
    daemon.wait_for(BACK);
    let recorder = server.record_from("kitchen-speaker");
    let answered = (0..ATTEMPTS).any(|_| {
        server.play_in(&["kitchen"], &shopper(REORDER));
        daemon.answer().is_some()
    });
    assert!(answered, "{:?}", daemon.written());
    wait_for_quiet(&recorder);
    assert_eq!(house.orders().len(), before);
    assert_eq!(daemon.terminate(), Some(0));
}
