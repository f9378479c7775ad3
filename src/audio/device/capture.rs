//! A capture: a thread that takes sound out of ALSA and leaves it in a ring.
//!
//! It is ALSA's own interface and not cpal's, because cpal gives every device a buffer of two periods. Behind ALSA's plugin
//! for sound servers such a short buffer kept the reader spinning (55 % of a core where nothing was said), and sometimes
//! stayed silent; with room for a second neither was seen again.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use alsa::pcm::{Access, Format, Frames, HwParams, PCM, State};
use alsa::{Direction, ValueOr};

use super::Trouble;
use crate::audio::SAMPLE_RATE;

/// How much sound ALSA hands out at a time.
const PERIOD: Duration = Duration::from_millis(20);

/// How much sound ALSA keeps while this thread waits for a processor.
const BUFFER: Duration = Duration::from_secs(1);

/// How long a wait for sound takes before the thread looks whether it is still wanted.
const GLANCE_MS: u32 = 100;

/// Sound that waits for the ring's reader before it counts as lost.
const RING: Duration = Duration::from_secs(4);

/// The rates that are good, the best first; a microphone that has none of them is taken at one near ours.
const RATES: [u32; 4] = [SAMPLE_RATE, 32_000, 48_000, 44_100];

/// How a sample lies in memory, and how its bytes become a sound pressure from -1 to 1.
struct Layout {
    format: Format,
    bytes: usize,
    pressure: fn(&[u8]) -> f32,
}

/// The layouts that are known, the most common first.
fn layouts() -> [Layout; 4] {
    [
        Layout {
            format: Format::s16(),
            bytes: 2,
            pressure: |bytes| f32::from(i16::from_ne_bytes(of(bytes))) / 32_768.0,
        },
        Layout { format: Format::float(), bytes: 4, pressure: |bytes| f32::from_ne_bytes(of(bytes)) },
        Layout {
            format: Format::s32(),
            bytes: 4,
            pressure: |bytes| i32::from_ne_bytes(of(bytes)) as f32 / 2_147_483_648.0,
        },
        // The upper byte may hold anything.
        Layout {
            format: Format::s24(),
            bytes: 4,
            pressure: |bytes| (i32::from_ne_bytes(of(bytes)) << 8) as f32 / 2_147_483_648.0,
        },
    ]
}

fn of<const SIZE: usize>(bytes: &[u8]) -> [u8; SIZE] {
    bytes.try_into().unwrap_or([0; SIZE])
}

/// A capture that goes on until this value is dropped.
pub(super) struct Stream {
    /// Mono samples from -1 to 1.
    pub samples: rtrb::Consumer<f32>,
    /// Samples a second.
    pub rate: u32,
    wanted: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Stream {
    /// Opens a device by its name in ALSA and starts it.
    ///
    /// # Errors
    /// What ALSA said.
    pub fn start(name: &str, trouble: Trouble) -> Result<Self, String> {
        let pcm = PCM::new(name, Direction::Capture, true).map_err(|error| error.to_string())?;
        let settings = Settings::choose(&pcm).map_err(|error| error.to_string())?;
        let rate = settings.rate;
        let (producer, samples) = rtrb::RingBuffer::new(rate as usize * RING.as_secs() as usize);
        pcm.start().map_err(|error| error.to_string())?;
        let wanted = Arc::new(AtomicBool::new(true));
        let mut tap = Tap { pcm, settings, producer, trouble, wanted: Arc::clone(&wanted) };
        let thread = thread::Builder::new().name("capture".to_owned()).spawn(move || tap.run());
        let thread = thread.map_err(|error| error.to_string())?;
        Ok(Self { samples, rate, wanted, thread: Some(thread) })
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        self.wanted.store(false, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            // A device has to be closed before it can be opened again.
            let _ignore_panic = thread.join();
        }
    }
}

struct Settings {
    layout: Layout,
    channels: usize,
    rate: u32,
    period_frames: usize,
}

impl Settings {
    /// As few channels and as near to 16 kHz as there is, in a layout that is known.
    fn choose(pcm: &PCM) -> Result<Self, alsa::Error> {
        let parameters = HwParams::any(pcm)?;
        parameters.set_access(Access::RWInterleaved)?;
        let mut known = layouts().into_iter().filter(|layout| parameters.test_format(layout.format).is_ok());
        let layout = known.next().ok_or_else(|| alsa::Error::unsupported("a sample format that is known"))?;
        parameters.set_format(layout.format)?;
        let channels = parameters.set_channels_near(1)? as usize;
        let good = RATES.into_iter().find(|&rate| parameters.test_rate(rate).is_ok());
        let rate = parameters.set_rate_near(good.unwrap_or(SAMPLE_RATE), ValueOr::Nearest)?;
        parameters.set_period_time_near(PERIOD.as_micros() as u32, ValueOr::Nearest)?;
        parameters.set_buffer_time_near(BUFFER.as_micros() as u32, ValueOr::Nearest)?;
        pcm.hw_params(&parameters)?;
        let period: Frames = parameters.get_period_size()?;
        let wakes = pcm.sw_params_current()?;
        wakes.set_avail_min(period)?;
        pcm.sw_params(&wakes)?;
        Ok(Self { layout, channels: channels.max(1), rate, period_frames: usize::try_from(period).unwrap_or(1).max(1) })
    }
}

/// The thread's side.
struct Tap {
    pcm: PCM,
    settings: Settings,
    producer: rtrb::Producer<f32>,
    trouble: Trouble,
    wanted: Arc<AtomicBool>,
}

impl Tap {
    fn run(&mut self) {
        let frame_bytes = self.settings.layout.bytes * self.settings.channels;
        let mut period = vec![0; self.settings.period_frames * frame_bytes];
        while self.wanted.load(Ordering::Relaxed) {
            match self.read(&mut period) {
                Ok(frames) => self.keep(&period[..frames * frame_bytes]),
                Err(error) => {
                    if let Err(error) = self.go_on_after(error) {
                        _ = self.trouble.gone.set(error.to_string());
                        return;
                    }
                }
            }
        }
    }

    /// Waits for sound and takes at most a period of it; in frames.
    fn read(&self, period: &mut [u8]) -> Result<usize, alsa::Error> {
        if !self.pcm.wait(Some(GLANCE_MS))? {
            return Ok(0);
        }
        match self.pcm.io_bytes().readi(period) {
            Err(error) if io::Error::from_raw_os_error(error.errno()).kind() == io::ErrorKind::WouldBlock => {
                // It said that there is sound and has none: asking again at once would only keep a processor busy.
                thread::sleep(PERIOD);
                Ok(0)
            }
            read => read,
        }
    }

    /// Starts the device again when sound was lost, and fails when the device was.
    fn go_on_after(&self, error: alsa::Error) -> Result<(), alsa::Error> {
        self.pcm.try_recover(error, true)?;
        self.trouble.lost.fetch_add(1, Ordering::Relaxed);
        if self.pcm.state() == State::Prepared { self.pcm.start() } else { Ok(()) }
    }

    fn keep(&mut self, frames: &[u8]) {
        let Settings { layout, channels, .. } = &self.settings;
        let scale = 1.0 / *channels as f32;
        let mono = frames.chunks_exact(layout.bytes * channels).map(|frame| {
            let sum: f32 = frame.chunks_exact(layout.bytes).map(layout.pressure).sum();
            sum * scale
        });
        let (heard, room) = (mono.len(), self.producer.slots());
        let kept = heard.min(room);
        if let Ok(chunk) = self.producer.write_chunk_uninit(kept) {
            chunk.fill_from_iter(mono);
        }
        if heard > kept {
            self.trouble.lost.fetch_add((heard - kept) as u64, Ordering::Relaxed);
        }
    }
}
