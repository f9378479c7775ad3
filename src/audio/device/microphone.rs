//! A microphone: the capture fills a ring, the reader makes frames of it.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::capture::Stream;
use super::{INPUT, Opening, PATIENCE, RETRY_PATIENCE, Trouble, close, find, name_of, no_device};
use crate::audio::resample::Resampler;
use crate::audio::{AudioError, AudioSource, FRAME_SAMPLES, Frame, SAMPLE_RATE};

/// A microphone that is silent for so long was unplugged: even silence is samples.
const STALLED: Duration = Duration::from_secs(2);

/// A microphone that was opened and gives no sound for so long is closed and opened once more. A sound server works up to
/// two seconds ahead where nobody listens, and a busy machine is slow and not silent.
const FIRST_SOUND: [Duration; 2] = [Duration::from_millis(500), Duration::from_millis(3_000)];

/// How long a lost device is left alone before it is tried again: doubled from the first to the last.
const FIRST_RETRY: Duration = Duration::from_millis(125);
const LAST_RETRY: Duration = Duration::from_secs(1);

/// A microphone that is opened again when it went away.
pub struct Microphone {
    name: String,
    capture: Option<Capture>,
    /// Frames' worth of sound that was not handed out yet.
    converted: VecDeque<i16>,
    retry: Duration,
    opening: Opening<Capture>,
    lost: Arc<AtomicU64>,
}

struct Capture {
    stream: Stream,
    resampler: Resampler,
    trouble: Trouble,
    /// When the last samples came.
    heard: Instant,
}

impl Microphone {
    /// Opens the microphone of that name; `default` is the system's.
    ///
    /// # Errors
    /// [`AudioError::NoDevice`] when there is none or it cannot be used, [`AudioError::DeviceLost`] when it gives no sound.
    pub fn open(name: &str) -> Result<Self, AudioError> {
        let mut microphone = Self::absent(name);
        microphone.capture = Some(microphone.open_within(PATIENCE)?);
        Ok(microphone)
    }

    /// The microphone of that name, which is taken for one that went away: each frame that is asked for tries to open it.
    #[must_use]
    pub fn absent(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            capture: None,
            converted: VecDeque::new(),
            retry: FIRST_RETRY,
            opening: Opening::default(),
            lost: Arc::default(),
        }
    }

    fn open_within(&mut self, patience: Duration) -> Result<Capture, AudioError> {
        let (name, lost) = (self.name.clone(), Arc::clone(&self.lost));
        self.opening.wait(INPUT, &self.name, patience, move || Capture::open(&name, &lost))
    }

    fn lose(&mut self, reason: String) -> AudioError {
        close(self.capture.take());
        self.converted.clear();
        AudioError::DeviceLost { direction: INPUT, reason }
    }
}

impl AudioSource for Microphone {
    /// While the device is away, each call waits a moment (at most three seconds), tries to open it and fails when it
    /// cannot.
    fn next_frame(&mut self) -> Result<Option<Frame>, AudioError> {
        if self.capture.is_none() {
            thread::sleep(self.retry);
            match self.open_within(RETRY_PATIENCE) {
                Ok(capture) => (self.capture, self.retry) = (Some(capture), FIRST_RETRY),
                Err(error) => {
                    self.retry = (self.retry * 2).min(LAST_RETRY);
                    return Err(self.lose(error.to_string()));
                }
            }
        }
        while self.converted.len() < FRAME_SAMPLES {
            let missing = FRAME_SAMPLES - self.converted.len();
            let result = match &mut self.capture {
                Some(capture) => capture.wait(missing, &mut self.converted),
                None => Err("it is closed".to_owned()),
            };
            result.map_err(|reason| self.lose(reason))?;
        }
        let mut frame = [0; FRAME_SAMPLES];
        for (sample, captured) in frame.iter_mut().zip(self.converted.drain(..FRAME_SAMPLES)) {
            *sample = captured;
        }
        Ok(Some(frame))
    }

    fn begin_turn(&mut self) {
        self.converted.clear();
        if let Some(capture) = &mut self.capture {
            capture.forget();
        }
    }

    fn overruns(&self) -> u64 {
        self.lost.load(Ordering::Relaxed)
    }
}

impl Capture {
    /// A capture whose first sound is there: what is said from now on is heard.
    fn open(name: &str, lost: &Arc<AtomicU64>) -> Result<Self, AudioError> {
        for patience in FIRST_SOUND {
            let capture = Self::start(name, lost)?;
            if capture.sounds_within(patience) {
                return Ok(capture);
            }
            let waited = patience.as_millis();
            let reason = capture.trouble.gone.get().map_or("it said nothing", String::as_str);
            tracing::warn!("the microphone {name} was opened and gave no sound for {waited} ms: {reason}");
        }
        let reason = format!("{name} gives no sound, and did not when it was opened once more");
        Err(AudioError::DeviceLost { direction: INPUT, reason })
    }

    fn start(name: &str, lost: &Arc<AtomicU64>) -> Result<Self, AudioError> {
        let refused = |reason: &dyn std::fmt::Display| no_device(INPUT, name, reason);
        let device = name_of(&find(INPUT, name)?).ok_or_else(|| refused(&"it has no name in ALSA"))?;
        let trouble = Trouble { lost: Arc::clone(lost), ..Trouble::default() };
        let stream = Stream::start(&device, trouble.clone()).map_err(|error| refused(&error))?;
        let resampler = Resampler::new(stream.rate, 1).map_err(|error| refused(&error))?;
        Ok(Self { stream, resampler, trouble, heard: Instant::now() })
    }

    /// Waits for the first sound.
    fn sounds_within(&self, patience: Duration) -> bool {
        while self.stream.samples.slots() == 0 {
            if self.heard.elapsed() > patience || self.trouble.gone.get().is_some() {
                return false;
            }
            thread::sleep(Duration::from_millis(4));
        }
        true
    }

    /// Waits until there is more sound and converts it. `missing` samples at 16 kHz are what the caller waits for.
    fn wait(&mut self, missing: usize, converted: &mut VecDeque<i16>) -> Result<(), String> {
        if let Some(reason) = self.trouble.gone.get() {
            return Err(reason.clone());
        }
        let ready = self.stream.samples.slots();
        if ready == 0 {
            if self.heard.elapsed() > STALLED {
                return Err(format!("no sound for {} seconds", STALLED.as_secs()));
            }
            let until_ready = Duration::from_secs_f64(missing as f64 / f64::from(SAMPLE_RATE));
            thread::sleep(until_ready.clamp(Duration::from_millis(4), Duration::from_millis(32)));
            return Ok(());
        }
        self.heard = Instant::now();
        let mut output = Vec::new();
        if let Ok(chunk) = self.stream.samples.read_chunk(ready) {
            let (first, second) = chunk.as_slices();
            for samples in [first, second] {
                self.resampler.push(samples, &mut output).map_err(|error| error.to_string())?;
            }
            chunk.commit_all();
        }
        converted.extend(output);
        Ok(())
    }

    fn forget(&mut self) {
        if let Ok(chunk) = self.stream.samples.read_chunk(self.stream.samples.slots()) {
            chunk.commit_all();
        }
        self.heard = Instant::now();
    }
}
