//! The ear: a thread that takes frames from the microphone, finds utterances in them, and has them recognised.

mod clarity;
mod ear;
mod watch;

use std::sync::mpsc::{Sender, SyncSender, channel};
use std::thread::JoinHandle;

use super::AssistantError;
use super::waking::Waker;
use super::wholeness::Wholeness;
use crate::audio::AudioSource;
use crate::audio::echo::EchoFilter;
use crate::event::{Event, SiteId};
use crate::expecting::Expecting;
use crate::listening::Listener;
use crate::speech_to_text::{Recognizer, Vocabulary};
use crate::understanding::Languages;
use clarity::Clarity;
use ear::Ear;

/// What the loop tells the ear.
enum Command {
    Listen(Attention, Option<String>),
    Watch,
    Rest,
    Adopt(Box<Languages>, Vocabulary),
}

/// What an ear is made of.
pub struct Ears {
    /// The microphone.
    pub source: Box<dyn AudioSource>,
    /// What finds utterances in its frames.
    pub listener: Listener,
    /// What makes words of them.
    pub recognizer: Box<dyn Recognizer>,
    /// What knows whether there will be more words.
    pub wholeness: Wholeness,
    /// What takes out what the loudspeaker plays; without it nobody can interrupt.
    pub echo: Option<EchoFilter>,
    /// What listens for wake words before an utterance is looked for.
    pub waker: Option<Waker>,
}

/// How to listen for the next utterance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attention {
    /// What may be said.
    pub expecting: Expecting,
    /// Whether silence is worth an [`Event::NoInput`].
    pub answer_expected: bool,
    /// From when on it counts what is said.
    pub since: Since,
    /// Whether [`Earcon::Listening`] is played now: the microphone will hear it, and whoever listens must not.
    pub chime: bool,
}

/// From when on it counts what is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// From the last utterance on.
    Before,
    /// From now on: the assistant spoke, and what the microphone took in meanwhile is forgotten.
    Now,
    /// From the beginning of what interrupted the assistant.
    Interruption,
}

/// The loop's end of the ear.
pub struct Hearing {
    commands: Sender<Command>,
    thread: Option<JoinHandle<()>>,
}

impl Hearing {
    /// Starts the thread. It hears nothing until [`Hearing::listen`].
    ///
    /// # Errors
    /// [`AssistantError::Thread`] when the system has no thread to give.
    pub fn start(site: SiteId, ears: Ears, events: SyncSender<Event>) -> Result<Self, AssistantError> {
        let (commands, inbox) = channel();
        let Ears { source, listener, recognizer, wholeness, echo, waker } = ears;
        let ear = Ear {
            site,
            source,
            listener,
            recognizer,
            wholeness,
            echo,
            waker,
            woken: None,
            events,
            attention: None,
            watch: None,
            clarity: Clarity::default(),
            chime: None,
            unguessed_ms: 0,
            lost: false,
            overruns: 0,
        };
        let thread = std::thread::Builder::new()
            .name("hearing".to_owned())
            .spawn(move || ear.run_guarded(&inbox))
            .map_err(AssistantError::Thread)?;
        Ok(Self { commands, thread: Some(thread) })
    }

    /// Listens for one utterance; what comes of it is an [`Event::Heard`] or an [`Event::NoInput`], after which the
    /// ear is closed until the next call. It is in this language; `None`: in any that is spoken here.
    pub fn listen(&self, attention: Attention, language: Option<String>) {
        self.tell(Command::Listen(attention, language));
    }

    /// While the assistant speaks: hears nothing but somebody who interrupts, which is an [`Event::Interrupted`]. What
    /// that one says is kept for the next call of [`Hearing::listen`].
    pub fn watch(&self) {
        self.tell(Command::Watch);
    }

    /// Hears nothing until the next call.
    pub fn rest(&self) {
        self.tell(Command::Rest);
    }

    /// Changes what may be said, from the next utterance on.
    pub fn adopt(&self, languages: Languages, vocabulary: Vocabulary) {
        self.tell(Command::Adopt(Box::new(languages), vocabulary));
    }

    fn tell(&self, command: Command) {
        // A thread that is gone has said why in an `Event::Failed`.
        let _ignore_thread_gone = self.commands.send(command);
    }

    /// Ends the thread after the frame it is at.
    pub fn close(self) {
        drop(self.commands);
        if let Some(thread) = self.thread {
            let _ignore_panic_already_reported = thread.join();
        }
    }
}
