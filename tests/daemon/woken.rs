//! A session that a trained wake word opens.

use std::path::Path;

use super::household::{Household, orderly};

/// What the daemon writes while these recordings are its microphone.
fn transcript(recordings: &[&str]) -> String {
    let house = Household::with("[listening]\nwake_phrases = [\"hey orderly\", \"alexa\"]\n");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/audio/wake");
    let mut command = orderly();
    command.args(["run", "--timeline", "--answers"]).arg(house.data().join("answers")).arg("--recordings");
    command.args(recordings.iter().map(|name| folder.join(name)));
    let output = house.finish(&mut command);
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn what_is_said_right_behind_a_wake_word_is_its_command() {
    let written = transcript(&["alexa-where-is-my-last-order-awb.flac"]);
    assert!(written.contains("> alexa where is my last order"), "{written}");
    assert!(written.contains("understood: OrderStatus"), "{written}");
}

#[test]
fn behind_a_recording_in_which_nobody_calls_the_next_one_is_heard_and_then_it_ends() {
    let written = transcript(&["../rejection/other-1.flac", "alexa-where-is-my-last-order-awb.flac"]);
    assert!(written.contains("understood: OrderStatus"), "{written}");
    let written = transcript(&["../rejection/other-2.flac"]);
    assert!(!written.contains("> ") && written.contains("nobody was understood in them who called"), "{written}");
}

#[test]
fn a_wake_word_alone_is_answered() {
    let written = transcript(&["alexa-rms.flac"]);
    assert!(written.contains("> alexa\n") && written.contains("understood: Wake"), "{written}");
}
