//! Somebody talks while the assistant does.

use std::path::PathBuf;
use std::process::Command;

use super::household::{Daemon, Household, shopper};
use super::spoken::{ATTEMPTS, REORDER, TOTAL, YES, ask, wait_for_quiet, wait_for_silence};
use crate::sound_server::SoundServer;

const BARGE_IN: &str = "[listening]\nbarge_in = true\n";

/// A recording of somebody who says this.
fn spoken(server: &SoundServer, words: &str) -> PathBuf {
    let file = server.folder().join(format!("{}.wav", words.replace(' ', "-")));
    let made = Command::new("flite").args(["-voice", "slt", "-t", words, "-o"]).arg(&file).status();
    assert!(made.expect("install flite (apt install flite)").success());
    file
}

/// Says something while the total is read out, until that interrupts it, each time in another household: what is misheard
/// changes the order.
fn interrupt(server: &SoundServer, words: &str) -> (Household, Daemon) {
    let file = spoken(server, words);
    let mut written = Vec::new();
    for _ in 0..ATTEMPTS {
        let house = Household::with(BARGE_IN);
        let mut daemon = house.start_in(server);
        let recorder = server.record();
        ask(server, &mut daemon, &shopper(REORDER), TOTAL);
        server.play(&file);
        if daemon.hears("interrupted").is_some() {
            return (house, daemon);
        }
        wait_for_silence(&recorder);
        written.extend_from_slice(daemon.written());
    }
    panic!("`{words}` did not interrupt:\n{}", written.join("\n"))
}

/// The answer to what interrupted with these words in it. What was heard badly is asked, and then said again.
fn answered(server: &SoundServer, daemon: &mut Daemon, words: &str, answered_by: &str) {
    if !daemon.wait_for("  < ").contains(answered_by) {
        wait_for_silence(&server.record());
        ask(server, daemon, &spoken(server, words), answered_by);
    }
    wait_for_silence(&server.record());
}

#[test]
fn stop_makes_it_fall_silent_and_nothing_is_ordered() {
    let server = SoundServer::start();
    let (house, mut daemon) = interrupt(&server, "stop");
    answered(&server, &mut daemon, "stop", "Nothing was ordered");
    // A total that was cut off is not confirmed by whoever says yes later.
    server.play(&shopper(YES));
    assert_eq!(daemon.terminate(), Some(0));
    assert_eq!(house.orders().len(), Household::with("").orders().len());
}

#[test]
fn the_wake_phrase_interrupts_and_what_follows_it_counts() {
    const WHERE: &str = "hey orderly, where is my order";
    let server = SoundServer::start();
    let (house, mut daemon) = interrupt(&server, WHERE);
    answered(&server, &mut daemon, WHERE, "1015");
    assert_eq!(daemon.terminate(), Some(0));
    assert_eq!(house.orders().len(), Household::with("").orders().len());
}

#[test]
fn where_it_is_not_wanted_nobody_can_interrupt() {
    let server = SoundServer::start();
    let house = Household::with("");
    let mut daemon = house.start_in(&server);
    let recorder = server.record();
    ask(&server, &mut daemon, &shopper(REORDER), TOTAL);
    server.play(&spoken(&server, "stop"));
    wait_for_quiet(&recorder);
    assert!(daemon.written().iter().all(|line| !line.contains("interrupted")));
}
