//! The ear: a thread that takes frames from the microphone, finds utterances in them, and has them recognised.

mod clarity;
mod watch;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, SyncSender, TryRecvError, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::AssistantError;
use super::waking::{Waker, Woken};
use super::wholeness::Wholeness;
use crate::audio::earcon::{Earcon, EarconFilter};
use crate::audio::echo::EchoFilter;
use crate::audio::{AudioError, AudioSource, FRAME_MS, Frame};
use crate::event::{Acoustics, AudioState, Event, SiteId};
use crate::expecting::Expecting;
use crate::listening::{Listened, Listener};
use crate::speech_to_text::{Hypothesis, Recognizer, RecognizerError, Vocabulary};
use crate::understanding::Understanding;
use clarity::Clarity;
use watch::Watch;

/// What the loop tells the ear.
enum Command {
    Listen(Attention),
    Watch,
    Rest,
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
    /// ear is closed until the next call.
    pub fn listen(&self, attention: Attention) {
        self.tell(Command::Listen(attention));
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
    echo: Option<EchoFilter>,
    waker: Option<Waker>,
    /// The wake word that was just heard.
    woken: Option<Woken>,
    events: SyncSender<Event>,
    attention: Option<Attention>,
    /// What is said while the assistant speaks.
    watch: Option<Watch>,
    /// How well the utterance is heard.
    clarity: Clarity,
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
                Ok(command) => {
                    if let Err(LoopGone) = self.obey(command) {
                        return;
                    }
                }
                Err(TryRecvError::Disconnected) => return,
                Err(TryRecvError::Empty) => match self.hear() {
                    Ok(true) => {}
                    Ok(false) | Err(LoopGone) => return,
                },
            }
        }
    }

    fn obey(&mut self, command: Command) -> Result<(), LoopGone> {
        match command {
            Command::Listen(attention) => return self.listen(attention),
            Command::Watch => {
                self.attention = None;
                self.waker.iter_mut().for_each(Waker::forget);
                // Whoever interrupted an answer may interrupt the next one too, but not be forgotten.
                if self.echo.is_some() && !self.watch.as_ref().is_some_and(Watch::was_interrupted) {
                    self.listener.begin(false);
                    self.watch = Some(Watch::default());
                }
            }
            Command::Rest => {
                self.attention = None;
                self.watch = None;
                self.waker.iter_mut().for_each(Waker::forget);
            }
            Command::Adopt(understanding, vocabulary) => {
                self.wholeness.adopt(*understanding, vocabulary.clone());
                if let Err(error) = self.recognizer.adopt_meanwhile(vocabulary) {
                    tracing::warn!("{error}; the sentences and products from before stay in use");
                }
            }
        }
        Ok(())
    }

    /// Listens for one utterance: a new one, or the one that interrupted the assistant.
    fn listen(&mut self, attention: Attention) -> Result<(), LoopGone> {
        let watch = self.watch.take();
        self.duck(false);
        self.attention = Some(attention);
        self.chime = attention.chime.then(|| EarconFilter::new(Earcon::Listening));
        match watch {
            Some(watch) if attention.since == Since::Interruption && watch.was_interrupted() => {
                let begun = (!watch.frames.is_empty()).then_some(Listened::Started(watch.frames));
                self.take(begun.into_iter().chain(watch.ended))
            }
            _ => {
                if attention.since != Since::Before {
                    self.source.begin_turn();
                    self.waker.iter_mut().for_each(Waker::forget);
                }
                self.woken = None;
                self.listener.begin(attention.answer_expected);
                Ok(())
            }
        }
    }

    /// Takes a frame. `false` when there will be no more.
    fn hear(&mut self) -> Result<bool, LoopGone> {
        match self.source.next_frame() {
            Ok(Some(mut frame)) => {
                self.note_device(None)?;
                self.note_overruns()?;
                if let Some(echo) = &mut self.echo {
                    self.watch.iter_mut().for_each(|watch| watch.hear(frame));
                    echo.clean(&mut frame);
                }
                if let Some(chime) = &mut self.chime {
                    chime.clean(&mut frame);
                }
                if self.attention.is_some() || self.watch.is_some() {
                    if !self.waits_for_wake_word(&frame)? {
                        match self.listener.accept(frame) {
                            Ok(listened) if self.attention.is_some() => self.take(listened)?,
                            Ok(listened) => self.watch_for(listened)?,
                            Err(error) => tracing::warn!("{error}"),
                        }
                    }
                    if self.attention.is_some() && self.woken.as_mut().is_some_and(Woken::is_alone) {
                        self.tell(Vec::new(), Instant::now(), 0)?;
                    }
                }
                Ok(true)
            }
            Ok(None) => {
                if self.attention.is_some() {
                    let rest = self.listener.end_of_audio();
                    self.take(rest)?;
                    if self.woken.as_ref().is_some_and(|woken| !woken.has_command()) {
                        self.tell(Vec::new(), Instant::now(), 0)?;
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
    fn waits_for_wake_word(&mut self, frame: &Frame) -> Result<bool, LoopGone> {
        let idle = self.attention.is_some_and(|attention| attention.expecting == Expecting::Wake);
        let watching = self.attention.is_none() && self.watch.as_ref().is_some_and(|watch| !watch.was_interrupted());
        let Some(waker) = self.waker.as_mut().filter(|_| idle || watching) else { return Ok(false) };
        let Some(woken) = waker.hear(frame) else { return Ok(idle && !waker.recogniser_too) };
        self.listener.begin(false);
        for frame in waker.overlap() {
            // Fewer frames than an utterance begins with.
            if let Err(error) = self.listener.accept(frame) {
                tracing::warn!("{error}");
            }
        }
        let partial = Event::Partial { site: self.site.clone(), text: woken.phrase().to_owned() };
        let _ignore_loop_busy = self.events.try_send(partial);
        match &mut self.attention {
            Some(attention) => attention.expecting = Expecting::Command,
            None => self.interrupted_by_wake_word()?,
        }
        self.woken = Some(woken);
        Ok(true)
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
                self.tell(Vec::new(), Instant::now(), 0)?;
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
        self.clarity.add(frame);
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
        let _noticed_at_the_next_command = self.tell(hypotheses, speech_ended, silence_ms);
        Ok(())
    }

    /// Closes the ear and tells the loop what was heard.
    fn tell(&mut self, hypotheses: Vec<Hypothesis>, speech_ended: Instant, silence_ms: u32) -> Result<(), LoopGone> {
        self.attention = None;
        let woken = self.woken.take().map(|woken| woken.phrase().to_owned());
        let clarity_db = std::mem::take(&mut self.clarity).decibels();
        let acoustics = Acoustics { speech_ended, silence_ms, clarity_db };
        self.send(Event::Heard { site: self.site.clone(), woken, hypotheses, acoustics })
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
