//! A loudspeaker: clips queue up in a player, and nothing counts as heard before the device is through with it.

use std::thread;
use std::time::{Duration, Instant};

use cpal::BufferSize;
use rodio::{DeviceSinkBuilder, MixerDeviceSink, Player};

use super::tap::{Follower, Tap, tap};
use super::{OUTPUT, Opening, PATIENCE, RETRY_PATIENCE, Trouble, close, find, no_device};
use crate::audio::{AudioError, AudioSink, Clip, Monitor};

/// How much longer than the clips last their playing may take.
const DRAIN_MARGIN: Duration = Duration::from_secs(2);

/// A loudspeaker that is opened again when it went away.
pub struct Loudspeaker {
    name: String,
    playback: Option<Playback>,
    opening: Opening<Playback>,
    tap: Tap,
    /// The other side of the tap, until somebody follows.
    follower: Option<Follower>,
}

struct Playback {
    // The player goes before the device it plays on.
    player: Player,
    device: MixerDeviceSink,
    trouble: Trouble,
    /// When everything queued should have been heard.
    silent_from: Instant,
    /// Whether something was queued of which nobody knows yet that it was heard.
    unheard: bool,
}

impl Loudspeaker {
    /// Opens the loudspeaker of that name; `default` is the system's.
    ///
    /// # Errors
    /// [`AudioError::NoDevice`] when there is none or it cannot be used.
    pub fn open(name: &str) -> Result<Self, AudioError> {
        let mut loudspeaker = Self::absent(name);
        loudspeaker.playback = Some(loudspeaker.open_within(PATIENCE)?);
        Ok(loudspeaker)
    }

    /// The loudspeaker of that name, which is taken for one that went away: each clip tries to open it.
    #[must_use]
    pub fn absent(name: &str) -> Self {
        let (tap, follower) = tap();
        let (name, opening) = (name.to_owned(), Opening::default());
        Self { name, playback: None, opening, tap, follower: Some(follower) }
    }

    fn open_within(&mut self, patience: Duration) -> Result<Playback, AudioError> {
        let name = self.name.clone();
        self.opening.wait(OUTPUT, &self.name, patience, move || Playback::open(&name))
    }

    fn lose(&mut self, reason: String) -> AudioError {
        close(self.playback.take());
        AudioError::DeviceLost { direction: OUTPUT, reason }
    }
}

impl AudioSink for Loudspeaker {
    fn play(&mut self, clip: &Clip) -> Result<(), AudioError> {
        if self.tap.is_cut() {
            return Err(AudioError::Interrupted);
        }
        let gone =
            self.playback.as_ref().and_then(|playback| Some((playback.trouble.gone.get()?.clone(), playback.unheard)));
        match gone {
            // What was queued before it went away was not heard to its end, and its caller must know.
            Some((reason, true)) => return Err(self.lose(reason)),
            // It may be there again by now: a clip that can be played is no loss.
            Some((reason, false)) => {
                tracing::info!("the output device went away ({reason}); opening it again");
                close(self.playback.take());
            }
            None => {}
        }
        if self.playback.is_none() {
            let playback = self.open_within(RETRY_PATIENCE).map_err(|error| self.lose(error.to_string()))?;
            self.playback = Some(playback);
        }
        if let Some(playback) = &mut self.playback {
            playback.queue(clip, &self.tap);
        }
        Ok(())
    }

    fn drain(&mut self) -> Result<(), AudioError> {
        let Some(playback) = &mut self.playback else { return Ok(()) };
        match playback.wait(&self.tap) {
            Ok(()) => Ok(()),
            Err(Unheard::Interrupted) => Err(AudioError::Interrupted),
            Err(Unheard::Lost(reason)) => Err(self.lose(reason)),
        }
    }

    fn stop(&mut self) {
        self.tap.open();
        if let Some(playback) = &mut self.playback {
            // A player that is dropped is silent at once; one that is stopped may wait for its device for ever.
            playback.player = Player::connect_new(playback.device.mixer());
            playback.silent_from = Instant::now();
            playback.unheard = false;
        }
    }

    fn monitor(&mut self) -> Option<Box<dyn Monitor>> {
        self.follower.take().map(|follower| Box::new(follower) as Box<dyn Monitor>)
    }
}

/// Why something was not heard to its end.
enum Unheard {
    Interrupted,
    Lost(String),
}

impl Playback {
    fn open(name: &str) -> Result<Self, AudioError> {
        let found = find(OUTPUT, name)?;
        let trouble = Trouble::default();
        let errors = trouble.clone();
        let opened = DeviceSinkBuilder::from_device(found).and_then(|builder| {
            builder.with_error_callback(move |error| errors.report(&error)).open_sink_or_fallback()
        });
        let mut device = opened.map_err(|error| {
            let reason = std::error::Error::source(&error).map_or_else(|| error.to_string(), ToString::to_string);
            no_device(OUTPUT, name, &reason)
        })?;
        device.log_on_drop(false);
        let player = Player::connect_new(device.mixer());
        Ok(Self { player, device, trouble, silent_from: Instant::now(), unheard: false })
    }

    fn queue(&mut self, clip: &Clip, tap: &Tap) {
        if clip.rate == 0 || clip.samples.is_empty() {
            return;
        }
        self.player.append(tap.through(clip));
        self.silent_from = self.silent_from.max(Instant::now()) + Duration::from_millis(clip.duration_ms());
        self.unheard = true;
    }

    /// Waits until the device took everything, and then for what the device itself still holds.
    fn wait(&mut self, tap: &Tap) -> Result<(), Unheard> {
        if !self.unheard {
            return Ok(());
        }
        let deadline = self.silent_from + DRAIN_MARGIN;
        while !self.player.empty() {
            if tap.is_cut() {
                return Err(Unheard::Interrupted);
            }
            if let Some(reason) = self.trouble.gone.get() {
                return Err(Unheard::Lost(reason.clone()));
            }
            if Instant::now() > deadline {
                return Err(Unheard::Lost("it stopped playing".to_owned()));
            }
            thread::sleep(Duration::from_millis(10));
        }
        let buffered = match self.device.config().buffer_size() {
            BufferSize::Fixed(frames) => *frames,
            BufferSize::Default => 0,
        };
        let both_halves =
            Duration::from_secs_f64(2.0 * f64::from(buffered) / f64::from(self.device.config().sample_rate().get()));
        // A device may take in more than it says: nothing was heard before its time is over.
        let still_sounding = self.silent_from.saturating_duration_since(Instant::now());
        thread::sleep(both_halves.min(DRAIN_MARGIN).max(still_sounding));
        match self.trouble.gone.get() {
            _ if tap.is_cut() => Err(Unheard::Interrupted),
            Some(reason) => Err(Unheard::Lost(reason.clone())),
            None => {
                self.unheard = false;
                Ok(())
            }
        }
    }
}
