//! The mouth: a thread that makes sentences into sound. The first one plays while the next one is made.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel};
use std::time::Instant;

use super::AssistantError;
use crate::audio::AudioSink;
use crate::event::{Event, SiteId};
use crate::text_to_speech::Synthesizer;
use crate::text_to_speech::sentences::sentences;
use crate::text_to_speech::spoken::spoken;

struct Speech {
    reply: u64,
    text: String,
}

/// The loop's end of the mouth. When it is dropped the thread ends after what it is saying; nobody waits for it, as a
/// daemon that is asked to end does not finish its sentence first.
pub struct Speaking {
    speeches: Sender<Speech>,
}

impl Speaking {
    /// Starts the thread, which says what is written in this language.
    ///
    /// # Errors
    /// [`AssistantError::Thread`] when the system has no thread to give.
    pub fn start(
        site: SiteId,
        language: String,
        synthesizer: Box<dyn Synthesizer>,
        sink: Box<dyn AudioSink>,
        events: SyncSender<Event>,
    ) -> Result<Self, AssistantError> {
        let (speeches, inbox) = channel();
        let mouth = Mouth { site, language, synthesizer, sink, events };
        std::thread::Builder::new()
            .name("speaking".to_owned())
            .spawn(move || mouth.run_guarded(&inbox))
            .map_err(AssistantError::Thread)?;
        Ok(Self { speeches })
    }

    /// Says a reply behind what is being said. What comes of it is an [`Event::Delivered`] or an
    /// [`Event::Undelivered`] with the same number.
    pub fn say(&self, reply: u64, text: String) {
        // A thread that is gone has said why in an `Event::Failed`.
        let _ignore_thread_gone = self.speeches.send(Speech { reply, text });
    }
}

struct Mouth {
    site: SiteId,
    language: String,
    synthesizer: Box<dyn Synthesizer>,
    sink: Box<dyn AudioSink>,
    events: SyncSender<Event>,
}

impl Mouth {
    fn run_guarded(mut self, speeches: &Receiver<Speech>) {
        let events = self.events.clone();
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| self.run(speeches))) {
            let reason = super::panic_message(&*panic);
            let _ignore_loop_gone = events.send(Event::Failed { part: "speaking", reason });
        }
    }

    fn run(&mut self, speeches: &Receiver<Speech>) {
        while let Ok(speech) = speeches.recv() {
            let site = self.site.clone();
            let event = match self.say(&speech) {
                Ok(()) => Event::Delivered { site, reply: speech.reply },
                Err(reason) => Event::Undelivered { site, reply: speech.reply, reason },
            };
            if self.events.send(event).is_err() {
                return;
            }
        }
    }

    fn say(&mut self, speech: &Speech) -> Result<(), String> {
        let mut first = true;
        for sentence in sentences(&speech.text) {
            let clip =
                self.synthesizer.synthesize(&spoken(sentence, &self.language)).map_err(|error| error.to_string())?;
            self.sink.play(&clip).map_err(|error| error.to_string())?;
            if first {
                first = false;
                let speaking = Event::Speaking { site: self.site.clone(), reply: speech.reply, at: Instant::now() };
                let _ignore_loop_gone = self.events.send(speaking);
            }
        }
        self.sink.drain().map_err(|error| error.to_string())
    }
}
