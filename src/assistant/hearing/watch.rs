//! While the assistant speaks: whether somebody makes it stop.

use std::time::Instant;

use super::{Ear, LoopGone};
use crate::audio::{FRAME_MS, Frame};
use crate::event::Event;
use crate::expecting::Expecting;
use crate::listening::Listened;
use crate::speech_to_text::RecognizerError;

/// What is said is looked at so often, frames: every 96 ms, or less often on a machine for which that is too much.
const BETWEEN_LOOKS: u32 = 3;

/// So much of it is looked at, frames: the last 1.3 s. A word to interrupt is shorter.
const LOOKED_AT: usize = 40;

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
    interrupted: bool,
}

impl Watch {
    /// Whether it made the assistant stop.
    pub fn was_interrupted(&self) -> bool {
        self.interrupted
    }

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
            let before = watch.interrupted;
            if let Err(error) = self.watch_on(&mut watch, what) {
                tracing::warn!("{error}");
                self.duck(false);
            }
            let now = watch.interrupted;
            self.watch = Some(watch);
            if now && !before {
                self.send(Event::Interrupted { site: self.site.clone() })?;
            }
        }
        Ok(())
    }

    fn watch_on(&mut self, watch: &mut Watch, what: Listened) -> Result<(), RecognizerError> {
        match what {
            Listened::Started(frames) if watch.interrupted => {
                watch.ended = None;
                watch.keep(&frames);
            }
            Listened::Started(frames) => {
                *watch = Watch { unseen: BETWEEN_LOOKS, ..Watch::default() };
                watch.keep(&frames);
                self.duck(true);
            }
            Listened::Continued(frame) => {
                watch.keep(&[frame]);
                if !watch.interrupted && watch.unseen == 0 {
                    self.look(watch, Expecting::Interruption)?;
                }
            }
            // Somebody who has paused may have said a whole command behind the wake phrase.
            Listened::Paused if !watch.interrupted => {
                self.look(watch, Expecting::Interruption)?;
                if !watch.interrupted {
                    self.look(watch, Expecting::Wake)?;
                }
            }
            Listened::Ended { .. } if watch.interrupted => watch.ended = Some(what),
            Listened::Ended { .. } => self.duck(false),
            Listened::Paused | Listened::NoInput => {}
        }
        Ok(())
    }

    /// Falls silent when what was said so far makes it. A word may be anywhere; a wake phrase with a command is all that
    /// was said.
    fn look(&mut self, watch: &mut Watch, expecting: Expecting) -> Result<(), RecognizerError> {
        let started = Instant::now();
        let all = watch.frames.len();
        let from = if expecting == Expecting::Interruption { all.saturating_sub(LOOKED_AT) } else { 0 };
        self.recognizer.begin(expecting)?;
        for frame in &watch.frames[from..] {
            let _words_of_an_interruption_are_not_shown = self.recognizer.accept(frame)?;
        }
        let guess = self.recognizer.pause()?;
        if self.wholeness.interrupts(&guess, expecting) {
            watch.interrupted = true;
            if let Some(echo) = &self.echo {
                echo.monitor().cut();
            }
            self.duck(false);
        }
        let cost = u32::try_from(started.elapsed().as_millis()).unwrap_or(u32::MAX) / FRAME_MS;
        watch.unseen = BETWEEN_LOOKS.max(cost.saturating_mul(2));
        Ok(())
    }

    /// Lets the assistant speak much quieter, or as before.
    pub(super) fn duck(&self, ducked: bool) {
        if let Some(echo) = &self.echo {
            echo.monitor().duck(ducked);
        }
    }
}
