//! The thread of the ear: frames in, utterances and what was heard out.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError};
use std::time::{Duration, Instant};

use super::clarity::Clarity;
use super::watch::Watch;
use super::{Attention, Command, Since};
use crate::assistant::panic_message;
use crate::assistant::waking::{Waker, Woken};
use crate::assistant::wholeness::{Interruption, Wholeness};
use crate::audio::earcon::{Earcon, EarconFilter};
use crate::audio::echo::{EchoFilter, Heard};
use crate::audio::{AudioError, AudioSource, FRAME_MS, Frame};
use crate::event::{Acoustics, AudioState, Event, SiteId};
use crate::expecting::Expecting;
use crate::listening::{Listened, Listener};
use crate::speech_to_text::{Hypothesis, Recognizer, RecognizerError};

/// The ear, as its thread has it.
pub(super) struct Ear {
    pub(super) site: SiteId,
    pub(super) source: Box<dyn AudioSource>,
    pub(super) listener: Listener,
    pub(super) recognizer: Box<dyn Recognizer>,
    pub(super) wholeness: Wholeness,
    pub(super) echo: Option<EchoFilter>,
    pub(super) waker: Option<Waker>,
    /// The wake word that was just heard.
    pub(super) woken: Option<Woken>,
    pub(super) events: SyncSender<Event>,
    pub(super) attention: Option<Attention>,
    /// What is said while the assistant speaks.
    pub(super) watch: Option<Watch>,
    /// How well the utterance is heard.
    pub(super) clarity: Clarity,
    /// What takes the earcon out of the frames in which it may be, for each form of a frame.
    pub(super) chime: Option<[EarconFilter; 2]>,
    /// How much sound there was since the recogniser was told of a pause, ms.
    pub(super) unguessed_ms: u32,
    pub(super) lost: bool,
    pub(super) overruns: u64,
}

/// The loop is gone: there is nobody left to hear for.
pub(super) struct LoopGone;

impl Ear {
    pub(super) fn run_guarded(mut self, commands: &Receiver<Command>) {
        let events = self.events.clone();
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| self.run(commands))) {
            let reason = panic_message(&*panic);
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
            Command::Listen(attention, language) => {
                if !self.recognizer.expect_language(language.as_deref()) {
                    tracing::warn!(?language, "no recogniser here knows the language that is spoken");
                }
                return self.listen(attention);
            }
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
            Command::Adopt(languages, vocabulary) => {
                self.wholeness.adopt(*languages, vocabulary.clone());
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
        self.chime = attention.chime.then(|| [(); 2].map(|()| EarconFilter::new(Earcon::Listening)));
        match watch {
            Some(watch) if attention.since == Since::Interruption && watch.was_interrupted() => {
                // What was being read out cannot be answered any more, and any wish may follow a wake phrase.
                if watch.interrupted == Some(Interruption::Wake) {
                    self.attention = Some(Attention { expecting: Expecting::Command, ..attention });
                }
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
            Ok(Some(frame)) => {
                self.note_device(None)?;
                self.note_overruns()?;
                let mut heard = match &mut self.echo {
                    Some(echo) => echo.clean(&frame),
                    None => Heard::alone(frame),
                };
                if let Some([quiet, whole]) = &mut self.chime {
                    quiet.clean(&mut heard.quiet);
                    whole.clean(&mut heard.whole);
                }
                if self.attention.is_some() || self.watch.is_some() {
                    if !self.waits_for_wake_word(&heard.quiet)? {
                        match self.listener.accept_beside(&heard.quiet, heard.whole) {
                            Ok(listened) if self.attention.is_some() => self.take(listened)?,
                            Ok(listened) => self.watch_for(listened)?,
                            Err(error) => tracing::warn!("{error}"),
                        }
                    }
                    if self.attention.is_some() && self.woken.as_mut().is_some_and(Woken::is_alone) {
                        self.tell(Vec::new(), Instant::now(), 0)?;
                    }
                }
                let nobody_asked = self.attention.is_some_and(|attention| !attention.answer_expected);
                if nobody_asked && self.woken.is_none() && !self.listener.is_in_utterance() {
                    self.source.nobody_speaks();
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
                self.tell_audio(AudioState::Lost { direction: "input", reason: error.to_string() })
            }
            None if self.lost => {
                self.lost = false;
                if let Some(attention) = self.attention {
                    self.listener.begin(attention.answer_expected);
                }
                self.tell_audio(AudioState::Back { direction: "input" })
            }
            _ => Ok(()),
        }
    }

    fn note_overruns(&mut self) -> Result<(), LoopGone> {
        let overruns = self.source.overruns();
        if overruns > self.overruns {
            self.overruns = overruns;
            self.tell_audio(AudioState::Overrun(overruns))?;
        }
        Ok(())
    }

    fn tell_audio(&self, state: AudioState) -> Result<(), LoopGone> {
        self.send(Event::Audio { site: self.site.clone(), state })
    }

    pub(super) fn send(&self, event: Event) -> Result<(), LoopGone> {
        self.events.send(event).map_err(|_loop_gone| LoopGone)
    }
}
