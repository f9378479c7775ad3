#![cfg(feature = "echo")]

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};

use super::DUCKED;
use crate::assistant::hearing::{Ears, Hearing};
use crate::assistant::parts;
use crate::assistant::wholeness::Wholeness;
use crate::audio::echo::EchoFilter;
use crate::audio::{AudioError, AudioSource, FRAME_SAMPLES, Frame, Monitor};
use crate::commerce::catalogue::Catalogue;
use crate::config::Config;
use crate::event::{Event, SiteId};
use crate::expecting::Expecting;
use crate::listening::vad::Vad;
use crate::listening::{Listener, ListeningError};
use crate::speech_to_text::{Hypothesis, Recognizer, RecognizerError, Vocabulary};

/// A microphone that hears what the test gives it.
struct Microphone(Receiver<Frame>);

impl AudioSource for Microphone {
    fn next_frame(&mut self) -> Result<Option<Frame>, AudioError> {
        Ok(self.0.recv().ok())
    }

    fn begin_turn(&mut self) {}
}

/// A loudspeaker that is silent, and notes what becomes of it.
#[derive(Clone, Default)]
struct Loudspeaker(Arc<Mutex<Vec<&'static str>>>);

impl Monitor for Loudspeaker {
    fn played(&mut self, _samples: &mut Vec<i16>) {}

    fn duck(&self, ducked: bool) {
        self.0.lock().unwrap().push(if ducked { "quieter" } else { "as before" });
    }

    fn cut(&self) {
        self.0.lock().unwrap().push("cut");
    }
}

/// What is not silence is speech.
struct Loud;

impl Vad for Loud {
    fn speech_probability(&mut self, frame: &Frame) -> Result<Option<f32>, ListeningError> {
        Ok(Some(if frame[0] == 0 { 0.0 } else { 1.0 }))
    }

    fn reset(&mut self) {}
}

/// Understands these words in whatever is said.
struct Understands(&'static str);

impl Recognizer for Understands {
    fn adopt(&mut self, _vocabulary: &Vocabulary) -> Result<(), RecognizerError> {
        Ok(())
    }

    fn begin(&mut self, _expecting: Expecting) -> Result<(), RecognizerError> {
        Ok(())
    }

    fn accept(&mut self, _frame: &Frame) -> Result<Option<String>, RecognizerError> {
        Ok(None)
    }

    fn pause(&mut self) -> Result<Vec<Hypothesis>, RecognizerError> {
        Ok(vec![Hypothesis::new(self.0.to_owned(), 0.9)])
    }

    fn finish(&mut self) -> Result<Vec<Hypothesis>, RecognizerError> {
        self.pause()
    }
}

/// A room in which somebody says these words while the assistant speaks.
struct Room {
    microphone: SyncSender<Frame>,
    loudspeaker: Loudspeaker,
    events: Receiver<Event>,
    hearing: Hearing,
}

impl Room {
    fn where_is_said(words: &'static str) -> Self {
        let (microphone, frames) = sync_channel(0);
        let (sender, events) = sync_channel(100);
        let (loudspeaker, config) = (Loudspeaker::default(), Config::default());
        let languages = parts::languages(&config, &Catalogue::default()).unwrap();
        let ears = Ears {
            source: Box::new(Microphone(frames)),
            listener: Listener::new(Box::new(Loud), &config.listening),
            recognizer: Box::new(Understands(words)),
            wholeness: Wholeness::new(languages, Vocabulary::default(), &config),
            echo: EchoFilter::new(Box::new(loudspeaker.clone())),
            waker: None,
        };
        let hearing = Hearing::start(SiteId("home".to_owned()), ears, sender).unwrap();
        hearing.watch();
        let room = Self { microphone, loudspeaker, events, hearing };
        // The ear is told to watch after the frame that it waits for.
        room.hears(0, 2);
        room
    }

    /// So many frames; all but the last of them were worked on when this returns.
    fn hears(&self, sample: i16, frames: u32) {
        (0..frames).for_each(|_| self.microphone.send([sample; FRAME_SAMPLES]).unwrap());
    }

    fn loudspeaker(&self) -> Vec<&'static str> {
        self.loudspeaker.0.lock().unwrap().clone()
    }

    /// Whether somebody interrupted.
    fn ends_interrupted(self) -> bool {
        drop(self.microphone);
        let interrupted = self.events.iter().any(|event| matches!(event, Event::Interrupted { .. }));
        self.hearing.close();
        interrupted
    }
}

#[test]
fn stop_makes_it_fall_silent() {
    let room = Room::where_is_said("stop");
    room.hears(1_000, 12);
    assert_eq!(room.loudspeaker(), ["quieter", "cut", "as before"]);
    assert!(room.ends_interrupted());
}

#[test]
fn who_says_something_else_makes_it_speak_quieter_for_a_moment_only() {
    let room = Room::where_is_said("read me the news");
    room.hears(1_000, DUCKED / 2);
    assert_eq!(room.loudspeaker(), ["quieter"]);
    room.hears(1_000, DUCKED);
    assert_eq!(room.loudspeaker()[..2], ["quieter", "as before"]);
    assert!(!room.loudspeaker()[2..].contains(&"quieter"));
    assert!(!room.ends_interrupted());
}
