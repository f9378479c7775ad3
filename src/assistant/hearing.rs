//! The ear: a thread that takes frames from the microphone, finds utterances in them, and has them recognised.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, SyncSender, TryRecvError, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::AssistantError;
use super::waking::{Waker, Woken};
use super::wholeness::Wholeness;
use crate::audio::earcon::{Earcon, EarconFilter};
use crate::audio::{AudioError, AudioSource, FRAME_MS, Frame};
use crate::event::{AudioState, Event, SiteId};
use crate::expecting::Expecting;
use crate::listening::{Listened, Listener};
use crate::speech_to_text::{Hypothesis, Recognizer, RecognizerError, Vocabulary};
use crate::understanding::Understanding;

/// What the loop tells the ear.
enum Command {
    Listen(Attention),
    Mute,
    Adopt(Box<Understanding>, Vocabulary),
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
    /// Whether the assistant spoke just now: what the microphone took in meanwhile is forgotten.
    pub after_speaking: bool,
    /// Whether [`Earcon::Listening`] is played now: the microphone will hear it, and whoever listens must not.
    pub chime: bool,
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
        let Ears { source, listener, recognizer, wholeness, waker } = ears;
        let ear = Ear {
            site,
            source,
            listener,
            recognizer,
            wholeness,
            waker,
            woken: None,
            events,
            attention: None,
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
    /// ear is closed until the next call.
    pub fn listen(&self, attention: Attention) {
        self.tell(Command::Listen(attention));
    }

    /// Closes the ear.
    pub fn mute(&self) {
        self.tell(Command::Mute);
    }

    /// Changes what may be said, from the next utterance on.
    pub fn adopt(&self, understanding: Understanding, vocabulary: Vocabulary) {
        self.tell(Command::Adopt(Box::new(understanding), vocabulary));
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

struct Ear {
    site: SiteId,
    source: Box<dyn AudioSource>,
    listener: Listener,
    recognizer: Box<dyn Recognizer>,
    wholeness: Wholeness,
    waker: Option<Waker>,
    /// The wake word that was just heard.
    woken: Option<Woken>,
    events: SyncSender<Event>,
    attention: Option<Attention>,
    /// What takes the earcon out of the frames in which it may be.
    chime: Option<EarconFilter>,
    /// How much sound there was since the recogniser was told of a pause, ms.
    unguessed_ms: u32,
    lost: bool,
    overruns: u64,
}

/// The loop is gone: there is nobody left to hear for.
struct LoopGone;

impl Ear {
    fn run_guarded(mut self, commands: &Receiver<Command>) {
        let events = self.events.clone();
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| self.run(commands))) {
            let reason = super::panic_message(&*panic);
            let _ignore_loop_gone = events.send(Event::Failed { part: "hearing", reason });
        }
    }

    fn run(&mut self, commands: &Receiver<Command>) {
        loop {
            match commands.try_recv() {
                Ok(command) => self.obey(command),
                Err(TryRecvError::Disconnected) => return,
                Err(TryRecvError::Empty) => match self.hear() {
                    Ok(true) => {}
                    Ok(false) | Err(LoopGone) => return,
                },
            }
        }
    }

    fn obey(&mut self, command: Command) {
        match command {
            Command::Listen(attention) => {
                if attention.after_speaking {
                    self.source.begin_turn();
                    self.waker.iter_mut().for_each(Waker::forget);
                }
                self.woken = None;
                self.listener.begin(attention.answer_expected);
                self.attention = Some(attention);
                self.chime = attention.chime.then(|| EarconFilter::new(Earcon::Listening));
            }
            Command::Mute => (self.attention, self.woken) = (None, None),
            Command::Adopt(understanding, vocabulary) => {
                self.wholeness.adopt(*understanding, vocabulary.clone());
                if let Err(error) = self.recognizer.adopt_meanwhile(vocabulary) {
                    tracing::warn!("{error}; the sentences and products from before stay in use");
                }
            }
        }
    }

    /// Takes a frame. `false` when there will be no more.
    fn hear(&mut self) -> Result<bool, LoopGone> {
        match self.source.next_frame() {
            Ok(Some(mut frame)) => {
                self.note_device(None)?;
                self.note_overruns()?;
                if let Some(chime) = &mut self.chime {
                    chime.clean(&mut frame);
                }
                if self.attention.is_some() && !self.waits_for_wake_word(&frame) {
                    let heard = self.listener.accept(frame);
                    match heard {
                        Ok(listened) => self.take(listened)?,
                        Err(error) => tracing::warn!("{error}"),
                    }
                    if self.attention.is_some() && self.woken.as_mut().is_some_and(Woken::is_alone) {
                        self.tell(Vec::new(), Instant::now())?;
                    }
                }
                Ok(true)
            }
            Ok(None) => {
                if self.attention.is_some() {
                    let rest = self.listener.end_of_audio();
                    self.take(rest)?;
                    if self.woken.as_ref().is_some_and(|woken| !woken.has_command()) {
                        self.tell(Vec::new(), Instant::now())?;
                    }
                }
                self.send(Event::EndOfAudio)?;
                Ok(false)
            }
            Err(error) => {
                self.note_device(Some(error))?;
                Ok(true)
            }
        }
    }

    /// Lets whatever listens for wake words have this frame. `true` when it is for nobody else: without a wake word nothing
    /// is an utterance, and behind one begins the command.
    fn waits_for_wake_word(&mut self, frame: &Frame) -> bool {
        let Some((attention, waker)) = self.attention.as_mut().zip(self.waker.as_mut()) else { return false };
        if attention.expecting != Expecting::Wake {
            return false;
        }
        let Some(woken) = waker.hear(frame) else { return !waker.recogniser_too };
        attention.expecting = Expecting::Command;
        self.listener.begin(false);
        for frame in waker.overlap() {
            // Fewer frames than an utterance begins with.
            if let Err(error) = self.listener.accept(frame) {
                tracing::warn!("{error}");
            }
        }
        let partial = Event::Partial { site: self.site.clone(), text: woken.phrase().to_owned() };
        let _ignore_loop_busy = self.events.try_send(partial);
        self.woken = Some(woken);
        true
    }

    fn take(&mut self, listened: impl IntoIterator<Item = Listened>) -> Result<(), LoopGone> {
        for what in listened {
            let Some(attention) = self.attention else { return Ok(()) };
            let outcome = match what {
                Listened::Started(frames) => {
                    self.woken.iter_mut().for_each(Woken::command_began);
                    self.recognizer
                        .begin(attention.expecting)
                        .and_then(|()| frames.iter().try_for_each(|frame| self.recognise(frame)))
                }
                Listened::Continued(frame) => self.recognise(&frame),
                Listened::Paused => self.judge_pause(attention.expecting),
                Listened::Ended { silence_ms, .. } => self.conclude(silence_ms),
                Listened::NoInput => {
                    self.attention = None;
                    self.send(Event::NoInput { site: self.site.clone() })?;
                    Ok(())
                }
            };
            if let Err(error) = outcome {
                tracing::warn!("{error}");
                self.tell(Vec::new(), Instant::now())?;
            }
        }
        Ok(())
    }

    /// Waits for more as long as what was said so far makes it likely.
    fn judge_pause(&mut self, expecting: Expecting) -> Result<(), RecognizerError> {
        let guess = self.pause()?;
        match self.listener.wait(self.wholeness.patience(&guess, expecting)) {
            Some(Listened::Ended { silence_ms, .. }) => self.conclude(silence_ms),
            _ => Ok(()),
        }
    }

    fn pause(&mut self) -> Result<Vec<Hypothesis>, RecognizerError> {
        self.unguessed_ms = 0;
        self.recognizer.pause()
    }

    fn recognise(&mut self, frame: &Frame) -> Result<(), RecognizerError> {
        self.unguessed_ms = self.unguessed_ms.saturating_add(FRAME_MS);
        if let Some(text) = self.recognizer.accept(frame)? {
            // A partial is worth nothing later: when the loop is busy it is left out.
            let _ignore_loop_busy = self.events.try_send(Event::Partial { site: self.site.clone(), text });
        }
        Ok(())
    }

    fn conclude(&mut self, silence_ms: u32) -> Result<(), RecognizerError> {
        let silence = Duration::from_millis(silence_ms.into());
        let speech_ended = Instant::now().checked_sub(silence).unwrap_or_else(Instant::now);
        if silence_ms < self.unguessed_ms {
            // Speech went on after the last pause, and none followed.
            let _known_when_finished = self.pause()?;
        }
        let hypotheses = self.recognizer.finish()?;
        let _noticed_at_the_next_command = self.tell(hypotheses, speech_ended);
        Ok(())
    }

    /// Closes the ear and tells the loop what was heard.
    fn tell(&mut self, hypotheses: Vec<Hypothesis>, speech_ended: Instant) -> Result<(), LoopGone> {
        self.attention = None;
        let woken = self.woken.take().map(|woken| woken.phrase().to_owned());
        self.send(Event::Heard { site: self.site.clone(), woken, hypotheses, speech_ended })
    }

    fn note_device(&mut self, error: Option<AudioError>) -> Result<(), LoopGone> {
        match error {
            Some(error) if !self.lost => {
                self.lost = true;
                self.listener.begin(false);
                self.waker.iter_mut().for_each(Waker::forget);
                // What was said behind it is gone, so it has to be said again.
                if self.woken.take().is_some()
                    && let Some(attention) = &mut self.attention
                {
                    attention.expecting = Expecting::Wake;
                }
                self.send(Event::Audio(AudioState::Lost { direction: "input", reason: error.to_string() }))
            }
            None if self.lost => {
                self.lost = false;
                if let Some(attention) = self.attention {
                    self.listener.begin(attention.answer_expected);
                }
                self.send(Event::Audio(AudioState::Back { direction: "input" }))
            }
            _ => Ok(()),
        }
    }

    fn note_overruns(&mut self) -> Result<(), LoopGone> {
        let overruns = self.source.overruns();
        if overruns > self.overruns {
            self.overruns = overruns;
            self.send(Event::Audio(AudioState::Overrun(overruns)))?;
        }
        Ok(())
    }

    fn send(&self, event: Event) -> Result<(), LoopGone> {
        self.events.send(event).map_err(|_loop_gone| LoopGone)
    }
}
