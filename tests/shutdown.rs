//! The loop ends when it is told to, whatever it is told before.

use std::sync::mpsc::channel;
use std::time::Duration;

use jiff::Timestamp;
use orderly::assistant::parts;
use orderly::assistant::timeline::{Show, Timeline};
use orderly::config::Config;
use orderly::event::{Event, SiteId, TextTurn};

const PATIENCE: Duration = Duration::from_secs(90);

#[test]
fn a_shutdown_behind_turns_ends_the_daemon() {
    let folder = tempfile::tempdir().unwrap();
    let mut config = Config::default();
    config.assistant.data = folder.path().to_owned();
    let (ended, end) = channel();
    std::thread::spawn(move || {
        let assistant = parts::assistant(&config, Timeline::new(Show::Nothing)).unwrap();
        let events = assistant.events();
        for number in 0..3 {
            events.send(Event::Text(turn(number))).unwrap();
        }
        events.send(Event::Shutdown).unwrap();
        ended.send(assistant.run()).unwrap();
    });
    end.recv_timeout(PATIENCE).expect("the loop goes on").unwrap();
}

fn turn(number: u32) -> TextTurn {
    TextTurn {
        id: Some(number.to_string()),
        channel: "keyboard",
        site: SiteId("kitchen".to_owned()),
        session: None,
        text: "help".to_owned(),
        confidence: 1.0,
        speaker: None,
        language: None,
        at: Timestamp::now(),
    }
}
