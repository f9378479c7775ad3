//! Sound in and out: frames from a microphone or a recording, clips to a loudspeaker or a file.

#[cfg(feature = "device")]
pub mod device;
pub mod earcon;
pub mod echo;
pub mod gain;
pub mod kitchen;
pub mod noise_suppression;
pub mod recording;
pub mod resample;

use std::path::PathBuf;

/// Samples a second of every [`Frame`].
pub const SAMPLE_RATE: u32 = 16_000;

/// Samples in a [`Frame`]: 32 ms, the window of the Silero network.
pub const FRAME_SAMPLES: usize = 512;

/// Milliseconds in a [`Frame`].
pub const FRAME_MS: u32 = FRAME_SAMPLES as u32 * 1000 / SAMPLE_RATE;

/// A fixed slice of 16 kHz mono sound, signed 16-bit.
pub type Frame = [i16; FRAME_SAMPLES];

/// A stretch of mono sound at its own rate, as a synthesizer makes it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Clip {
    /// Signed 16-bit samples.
    pub samples: Vec<i16>,
    /// Samples a second.
    pub rate: u32,
}

impl Clip {
    /// How long it plays, in milliseconds.
    #[must_use]
    pub fn duration_ms(&self) -> u64 {
        self.samples.len() as u64 * 1000 / u64::from(self.rate.max(1))
    }

    /// Puts so many milliseconds of silence in front.
    pub fn begin_with_silence(&mut self, ms: u32) {
        let samples = u64::from(ms) * u64::from(self.rate) / 1000;
        let silence = std::iter::repeat_n(0, usize::try_from(samples).unwrap_or(0));
        self.samples.splice(0..0, silence);
    }
}

/// Where frames come from.
pub trait AudioSource: Send {
    /// The next frame; waits for it as a microphone makes it. `None` when there will never be another one.
    ///
    /// # Errors
    /// [`AudioError::DeviceLost`] when the device went away: calling again tries to open it anew.
    fn next_frame(&mut self) -> Result<Option<Frame>, AudioError>;

    /// Forgets what was captured until now, because the microphone was not being judged: our own voice is not a
    /// shopper's. A list of recordings goes on to its next one.
    fn begin_turn(&mut self);

    /// A frame went by in which nobody spoke, and nobody was asked anything. A list of recordings whose last one held
    /// nothing for us goes on to its next one.
    fn nobody_speaks(&mut self) {}

    /// Samples lost since the start because nobody took them in time.
    fn overruns(&self) -> u64 {
        0
    }
}

/// Where clips go.
pub trait AudioSink: Send {
    /// Queues a clip behind what is playing, and returns at once.
    ///
    /// # Errors
    /// [`AudioError::DeviceLost`] when there is no loudspeaker to play it, or the one that clips were queued at went away
    /// before they were heard: they are forgotten then. Calling again tries to open it anew.
    fn play(&mut self, clip: &Clip) -> Result<(), AudioError>;

    /// Waits until everything queued has been heard, or was stopped.
    ///
    /// # Errors
    /// [`AudioError::DeviceLost`] when the loudspeaker went away before the end.
    fn drain(&mut self) -> Result<(), AudioError>;

    /// Falls silent at once and forgets what is queued. What is played from now on is heard, also after
    /// [`Monitor::cut`].
    fn stop(&mut self);

    /// What the microphone beside it can do; `None` where nothing is heard at the same time as it is played. There is one.
    fn monitor(&mut self) -> Option<Box<dyn Monitor>> {
        None
    }
}

/// A loudspeaker as the microphone beside it sees it, from another thread.
pub trait Monitor: Send {
    /// Appends what was played since the last call, at [`SAMPLE_RATE`]. It may be some time until it is heard.
    fn played(&mut self, samples: &mut Vec<i16>);

    /// Plays much quieter from now on, or as before.
    fn duck(&self, ducked: bool);

    /// Falls silent at once: what is queued is not heard, and what is played fails, until [`AudioSink::stop`].
    fn cut(&self);
}

/// What can go wrong with sound.
#[derive(Debug, thiserror::Error)]
pub enum AudioError {
    /// No device of that name, or none at all.
    #[error(
        "no {direction} {name}: {reason}. `orderly doctor` lists the devices; set audio.{direction} to one of them"
    )]
    NoDevice {
        /// `input` or `output`, as the configuration calls it.
        direction: &'static str,
        /// The device that was asked for.
        name: String,
        /// What the sound system said.
        reason: String,
    },
    /// A device that worked went away.
    #[error("the {direction} device went away ({reason}); trying to open it again")]
    DeviceLost {
        /// `input` or `output`.
        direction: &'static str,
        /// What the sound system said.
        reason: String,
    },
    /// Somebody interrupted what was being played.
    #[error("it was interrupted")]
    Interrupted,
    /// A file that is not a recording, or not one that can be read.
    #[error("{}: {reason}. A recording is a WAV or FLAC file with at least one sample", path.display())]
    BadRecording {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A file could not be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}
