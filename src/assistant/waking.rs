//! How the ear waits for a wake word, and for the command behind it.

use std::collections::VecDeque;

use crate::audio::{FRAME_MS, Frame};
use crate::listening::wake_word::WakeWord;

/// How long after a wake word a command must begin that belongs to it. Then the shopper wants to hear first that somebody
/// listens.
const PATIENCE_FRAMES: u32 = 700 / FRAME_MS;

/// Frames up to the end of a wake word in which a command may begin already: a network needs that long to be sure.
const OVERLAP: usize = 2;

/// Listens for phrases that networks were trained for.
pub struct Waker {
    engine: Box<dyn WakeWord>,
    /// Whether the recogniser listens as well, for other phrases.
    pub(super) recogniser_too: bool,
    recent: VecDeque<Frame>,
}

/// A wake word was heard.
#[derive(Debug)]
pub(super) struct Woken {
    phrase: String,
    /// Frames within which a command must begin; none when one did.
    patience: Option<u32>,
}

impl Waker {
    /// Listens with this engine, and with the recogniser when that listens for other phrases.
    #[must_use]
    pub fn new(engine: Box<dyn WakeWord>, recogniser_too: bool) -> Self {
        Self { engine, recogniser_too, recent: VecDeque::with_capacity(OVERLAP + 1) }
    }

    /// Takes a frame in which a wake word may end.
    pub(super) fn hear(&mut self, frame: &Frame) -> Option<Woken> {
        self.recent.push_back(*frame);
        if self.recent.len() > OVERLAP {
            self.recent.pop_front();
        }
        let heard = self.engine.accept(frame).unwrap_or_else(|error| {
            tracing::warn!("{error}");
            None
        });
        heard.map(|heard| {
            tracing::debug!(phrase = heard.phrase, score = heard.score, "woken");
            Woken { phrase: heard.phrase, patience: Some(PATIENCE_FRAMES) }
        })
    }

    /// The last frames, in which a command may have begun when a wake word was heard just now.
    pub(super) fn overlap(&mut self) -> impl Iterator<Item = Frame> {
        self.recent.drain(..)
    }

    /// What comes next has nothing to do with what came before.
    pub(super) fn forget(&mut self) {
        self.recent.clear();
        if let Err(error) = self.engine.reset() {
            tracing::warn!("{error}");
        }
    }
}

impl Woken {
    /// Somebody speaks: this is the command.
    pub(super) fn command_began(&mut self) {
        self.patience = None;
    }

    /// One more frame went by. Whether nobody goes on speaking.
    pub(super) fn is_alone(&mut self) -> bool {
        if let Some(left) = &mut self.patience {
            *left = left.saturating_sub(1);
        }
        self.patience == Some(0)
    }

    /// Whether a command was said, or is being said.
    pub(super) fn has_command(&self) -> bool {
        self.patience.is_none()
    }

    /// The phrase that was heard.
    pub(super) fn phrase(&self) -> &str {
        &self.phrase
    }
}
