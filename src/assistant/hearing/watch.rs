//! While the assistant speaks: whether somebody makes it stop.

use std::time::Instant;

use super::ear::{Ear, LoopGone};
use crate::assistant::wholeness::Interruption;
use crate::audio::{FRAME_MS, Frame};
use crate::event::Event;
use crate::expecting::Expecting;
use crate::listening::Listened;
use crate::speech_to_text::RecognizerError;

/// What is said is looked at so often, frames: every 96 ms, or less often on a machine for which that is too much.
const BETWEEN_LOOKS: u32 = 3;

/// So much of it is looked at, frames: the last 1.3 s. A word to interrupt is shorter.
const LOOKED_AT: usize = 40;

/// So long at most somebody makes the assistant speak quieter who does not interrupt it, frames: 1.5 s. A television beside
/// it must not swallow a total.
const DUCKED: u32 = 47;

/// What is kept of somebody who talks, frames: 20 s.
const MOST_KEPT: usize = 625;

/// What is said while the assistant speaks.
#[derive(Debug, Default)]
pub(super) struct Watch {
    /// All of it, from its beginning.
    pub frames: Vec<Frame>,
    /// How it ended, if it did.
    pub ended: Option<Listened>,
    /// Frames until it is looked at again.
    unseen: u32,
    /// Frames until the assistant speaks as before all the same.
    quieter_for: u32,
    /// What made the assistant stop, if anything did.
    pub interrupted: Option<Interruption>,
}

impl Watch {
    /// Whether it made the assistant stop.
    pub fn was_interrupted(&self) -> bool {
        self.interrupted.is_some()
    }

    /// Somebody said this.
    fn keep(&mut self, frames: &[Frame]) {
        let room = MOST_KEPT.saturating_sub(self.frames.len()).min(frames.len());
        self.frames.extend_from_slice(&frames[..room]);
        self.unseen = self.unseen.saturating_sub(frames.len() as u32);
    }
}

impl Ear {
    /// The assistant speaks, and this was heard beside it.
    pub(super) fn watch_for(&mut self, listened: Vec<Listened>) -> Result<(), LoopGone> {
        for what in listened {
            let Some(mut watch) = self.watch.take() else { return Ok(()) };
            let before = watch.was_interrupted();
            if let Err(error) = self.watch_on(&mut watch, what) {
                tracing::warn!("{error}");
                self.duck(false);
            }
            let now = watch.was_interrupted();
            self.watch = Some(watch);
            if now && !before {
                self.send(Event::Interrupted { site: self.site.clone() })?;
            }
        }
        Ok(())
    }

    fn watch_on(&mut self, watch: &mut Watch, what: Listened) -> Result<(), RecognizerError> {
        match what {
            Listened::Started(frames) if watch.was_interrupted() => {
                watch.ended = None;
                watch.keep(&frames);
            }
            Listened::Started(frames) => {
                *watch = Watch::default();
                watch.keep(&frames);
                (watch.unseen, watch.quieter_for) = (BETWEEN_LOOKS, DUCKED);
                self.duck(true);
            }
            Listened::Continued(frame) => {
                watch.keep(&[frame]);
                if !watch.was_interrupted() && watch.unseen == 0 {
                    self.look(watch)?;
                }
                watch.quieter_for = watch.quieter_for.saturating_sub(1);
                if watch.quieter_for == 0 {
                    self.duck(false);
                }
            }
            Listened::Paused if !watch.was_interrupted() => self.look(watch)?,
            Listened::Ended { .. } if watch.was_interrupted() => watch.ended = Some(what),
            Listened::Ended { .. } => self.duck(false),
            Listened::Paused | Listened::NoInput => {}
        }
        Ok(())
    }

    /// Falls silent when what was said so far makes it.
    fn look(&mut self, watch: &mut Watch) -> Result<(), RecognizerError> {
        let started = Instant::now();
        let from = watch.frames.len().saturating_sub(LOOKED_AT);
        self.recognizer.begin(Expecting::Interruption)?;
        for frame in &watch.frames[from..] {
            let _words_of_an_interruption_are_not_shown = self.recognizer.accept(frame)?;
        }
        let guess = self.recognizer.pause()?;
        watch.interrupted = self.wholeness.interruption(&guess);
        if watch.was_interrupted() {
            self.cut();
        }
        let cost = u32::try_from(started.elapsed().as_millis()).unwrap_or(u32::MAX) / FRAME_MS;
        watch.unseen = BETWEEN_LOOKS.max(cost.saturating_add(cost / 2));
        Ok(())
    }

    /// A wake word was heard: what follows it is the next utterance.
    pub(super) fn interrupted_by_wake_word(&mut self) -> Result<(), LoopGone> {
        self.watch = Some(Watch { interrupted: Some(Interruption::Wake), ..Watch::default() });
        self.cut();
        self.send(Event::Interrupted { site: self.site.clone() })
    }

    fn cut(&self) {
        if let Some(echo) = &self.echo {
            echo.monitor().cut();
        }
        self.duck(false);
    }

    /// Lets the assistant speak much quieter, or as before.
    pub(super) fn duck(&self, ducked: bool) {
        if let Some(echo) = &self.echo {
            echo.monitor().duck(ducked);
        }
    }
}

#[cfg(test)]
mod tests;
