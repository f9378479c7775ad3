//! The mouth: a thread that makes sentences into sound. The first one plays while the next one is made.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel};
use std::time::Instant;

use super::AssistantError;
use crate::audio::AudioSink;
use crate::audio::earcon::Earcon;
use crate::audio::gain::amplified;
use crate::dialogue::manner::Manner;
use crate::event::{Event, SiteId};
use crate::language::ByLanguage;
use crate::text_to_speech::SynthesizerError;
use crate::text_to_speech::reader::Reader;

/// The parts of a mouth.
pub struct MouthParts {
    /// What reads replies out, in each language.
    pub readers: ByLanguage<Reader>,
    /// The loudspeaker.
    pub sink: Box<dyn AudioSink>,
    /// What opens another voice.
    pub open_voice: OpenVoice,
}

/// Opens a voice by its name, one of [`crate::text_to_speech::choice`].
pub type OpenVoice = Box<dyn Fn(&str) -> Result<Reader, SynthesizerError> + Send>;

/// What the loop tells the mouth, in this order.
enum Command {
    Say { reply: u64, text: String, language: String },
    Adjust(Manner),
    Voice(String),
    Chime(Earcon),
    GoOn,
}

/// The loop's end of the mouth. When it is dropped the thread ends after what it is saying; nobody waits for it, as a
/// daemon that is asked to end does not finish its sentence first.
pub struct Speaking {
    commands: Sender<Command>,
}

impl Speaking {
    /// Starts the thread. So many words a minute are normal.
    ///
    /// # Errors
    /// [`AssistantError::Thread`] when the system has no thread to give.
    pub fn start(
        site: SiteId,
        MouthParts { readers, sink, open_voice }: MouthParts,
        words_per_minute: u32,
        events: SyncSender<Event>,
    ) -> Result<Self, AssistantError> {
        let (commands, inbox) = channel();
        let manner = Manner::default();
        let mouth = Mouth { site, readers, open_voice, words_per_minute, sink, events, manner };
        std::thread::Builder::new()
            .name("speaking".to_owned())
            .spawn(move || mouth.run_guarded(&inbox))
            .map_err(AssistantError::Thread)?;
        Ok(Self { commands })
    }

    /// Says a reply behind what is being said. What comes of it is an [`Event::Delivered`] or an
    /// [`Event::Undelivered`] with the same number.
    pub fn say(&self, reply: u64, text: String, language: &str) {
        self.tell(Command::Say { reply, text, language: language.to_owned() });
    }

    /// Speaks that way from the next reply on.
    pub fn adjust(&self, manner: Manner) {
        self.tell(Command::Adjust(manner));
    }

    /// Speaks with another voice from the next reply on. Where it can be had, an [`Event::Voiced`] says so.
    pub fn change_voice(&self, name: String) {
        self.tell(Command::Voice(name));
    }

    /// Plays an earcon behind what is being said. It holds up nothing.
    pub fn chime(&self, earcon: Earcon) {
        self.tell(Command::Chime(earcon));
    }

    /// After [`crate::audio::Monitor::cut`]: what was to be said before is over, what is said from now on is heard.
    pub fn go_on(&self) {
        self.tell(Command::GoOn);
    }

    fn tell(&self, command: Command) {
        // A thread that is gone has said why in an `Event::Failed`.
        let _ignore_thread_gone = self.commands.send(command);
    }
}

struct Mouth {
    site: SiteId,
    readers: ByLanguage<Reader>,
    open_voice: OpenVoice,
    /// The pace that is normal.
    words_per_minute: u32,
    sink: Box<dyn AudioSink>,
    events: SyncSender<Event>,
    manner: Manner,
}

impl Mouth {
    fn run_guarded(mut self, commands: &Receiver<Command>) {
        let events = self.events.clone();
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| self.run(commands))) {
            let reason = super::panic_message(&*panic);
            let _ignore_loop_gone = events.send(Event::Failed { part: "speaking", reason });
        }
    }

    fn run(&mut self, commands: &Receiver<Command>) {
        while let Ok(command) = commands.recv() {
            match command {
                Command::Adjust(manner) => self.adjust(manner),
                Command::Voice(name) => self.change_voice(&name),
                Command::Chime(earcon) => {
                    if let Err(error) = self.sink.play(&amplified(earcon.clip(), self.manner.gain_db())) {
                        tracing::warn!("{error}");
                    }
                }
                Command::GoOn => self.sink.stop(),
                Command::Say { reply, text, language } => {
                    let site = self.site.clone();
                    let event = match self.say(reply, &text, &language) {
                        Ok(()) => Event::Delivered { site, reply },
                        Err(reason) => Event::Undelivered { site, reply, reason },
                    };
                    if self.events.send(event).is_err() {
                        return;
                    }
                }
            }
        }
    }

    fn adjust(&mut self, manner: Manner) {
        self.manner = manner;
        let (pace, gain_db) = (manner.words_per_minute(self.words_per_minute), manner.gain_db());
        self.readers.iter_mut().for_each(|reader| reader.adjust(pace, gain_db));
    }

    /// What cannot be had changes nothing.
    fn change_voice(&mut self, name: &str) {
        match (self.open_voice)(name) {
            Ok(reader) => {
                *self.readers.first_mut() = reader;
                self.adjust(self.manner);
                let voiced = Event::Voiced { site: self.site.clone(), voice: name.to_owned() };
                let _ignore_loop_gone = self.events.send(voiced);
            }
            Err(error) => tracing::warn!("{} keeps its voice: {error}", self.site),
        }
    }

    fn say(&mut self, reply: u64, text: &str, language: &str) -> Result<(), String> {
        let mut first = true;
        for clip in self.readers.of_mut(language).read(text) {
            self.sink.play(&clip.map_err(|error| error.to_string())?).map_err(|error| error.to_string())?;
            if first {
                first = false;
                let speaking = Event::Speaking { site: self.site.clone(), reply, at: Instant::now() };
                let _ignore_loop_gone = self.events.send(speaking);
            }
        }
        self.sink.drain().map_err(|error| error.to_string())
    }
}
