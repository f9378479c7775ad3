//! A microphone: the callback fills a ring, the reader makes frames of it.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use cpal::traits::{DeviceTrait, StreamTrait};
use cpal::{BufferSize, Data, FromSample, SampleFormat, SizedSample, StreamConfig};

use super::{INPUT, Opening, PATIENCE, RETRY_PATIENCE, Trouble, close, find, no_device};
use crate::audio::resample::Resampler;
use crate::audio::{AudioError, AudioSource, FRAME_SAMPLES, Frame, SAMPLE_RATE};

/// Sound that waits for the reader before it counts as lost.
const RING: Duration = Duration::from_secs(4);

/// A microphone that is silent for so long was unplugged: even silence is samples.
const STALLED: Duration = Duration::from_secs(2);

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
    samples: rtrb::Consumer<f32>,
    resampler: Resampler,
    trouble: Trouble,
    /// When the last samples came.
    heard: Instant,
    _stream: cpal::Stream,
}

/// The callback's side: it only pushes, without a lock or an allocation.
struct Ring {
    producer: rtrb::Producer<f32>,
    channels: usize,
    lost: Arc<AtomicU64>,
}

impl Ring {
    fn push<T: SizedSample>(&mut self, data: &Data)
    where
        f32: FromSample<T>,
    {
        let Some(samples) = data.as_slice::<T>() else { return };
        let scale = 1.0 / self.channels as f32;
        let mono = samples.chunks_exact(self.channels).map(|frame| {
            let sum: f32 = frame.iter().map(|&sample| f32::from_sample_(sample)).sum();
            sum * scale
        });
        let (heard, room) = (mono.len(), self.producer.slots());
        let kept = heard.min(room);
        if let Ok(chunk) = self.producer.write_chunk_uninit(kept) {
            chunk.fill_from_iter(mono);
        }
        if heard > kept {
            self.lost.fetch_add((heard - kept) as u64, Ordering::Relaxed);
        }
    }
}

/// How a callback reads samples of this format; `None` when they are no sound pressure (DSD).
fn reader_of(format: SampleFormat) -> Option<fn(&mut Ring, &Data)> {
    Some(match format {
        SampleFormat::I8 => Ring::push::<i8>,
        SampleFormat::I16 => Ring::push::<i16>,
        SampleFormat::I24 => Ring::push::<cpal::I24>,
        SampleFormat::I32 => Ring::push::<i32>,
        SampleFormat::I64 => Ring::push::<i64>,
        SampleFormat::U8 => Ring::push::<u8>,
        SampleFormat::U16 => Ring::push::<u16>,
        SampleFormat::U24 => Ring::push::<cpal::U24>,
        SampleFormat::U32 => Ring::push::<u32>,
        SampleFormat::U64 => Ring::push::<u64>,
        SampleFormat::F32 => Ring::push::<f32>,
        SampleFormat::F64 => Ring::push::<f64>,
        _ => return None,
    })
}

impl Microphone {
    /// Opens the microphone of that name; `default` is the system's.
    ///
    /// # Errors
    /// [`AudioError::NoDevice`] when there is none or it cannot be used.
    pub fn open(name: &str) -> Result<Self, AudioError> {
        let mut microphone = Self {
            name: name.to_owned(),
            capture: None,
            converted: VecDeque::new(),
            retry: FIRST_RETRY,
            opening: Opening::default(),
            lost: Arc::default(),
        };
        microphone.capture = Some(microphone.open_within(PATIENCE)?);
        Ok(microphone)
    }

    fn open_within(&mut self, patience: Duration) -> Result<Capture, AudioError> {
        let (name, lost) = (self.name.clone(), Arc::clone(&self.lost));
        self.opening.wait(INPUT, &self.name, patience, move || Capture::open(&name, &lost))
    }

    fn away(&mut self, reason: String) -> AudioError {
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
                    return Err(self.away(error.to_string()));
                }
            }
        }
        while self.converted.len() < FRAME_SAMPLES {
            let missing = FRAME_SAMPLES - self.converted.len();
            let result = match &mut self.capture {
                Some(capture) => capture.wait(missing, &mut self.converted),
                None => Err("it is closed".to_owned()),
            };
            result.map_err(|reason| self.away(reason))?;
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
    fn open(name: &str, lost: &Arc<AtomicU64>) -> Result<Self, AudioError> {
        let refused = |error: &dyn std::fmt::Display| no_device(INPUT, name, error);
        let device = find(INPUT, name)?;
        let (config, format) = best_config(&device).map_err(|reason| refused(&reason))?;
        let resampler = Resampler::new(config.sample_rate, config.channels).map_err(|error| refused(&error))?;
        let resampler = match config.channels {
            1 => resampler,
            _ => Resampler::new(config.sample_rate, 1).map_err(|error| refused(&error))?,
        };
        let read = reader_of(format).ok_or_else(|| refused(&"its sample format is not known"))?;
        let trouble = Trouble { lost: Arc::clone(lost), ..Trouble::default() };
        let build = |buffer_size| {
            let (producer, samples) = rtrb::RingBuffer::new(config.sample_rate as usize * RING.as_secs() as usize);
            let mut ring = Ring { producer, channels: config.channels.into(), lost: Arc::clone(lost) };
            let errors = trouble.clone();
            let config = StreamConfig { buffer_size, ..config };
            let stream = device.build_input_stream_raw(
                config,
                format,
                move |data, _| read(&mut ring, data),
                move |error| errors.report(&error),
                None,
            )?;
            Ok::<_, cpal::Error>((stream, samples))
        };
        let short = BufferSize::Fixed(config.sample_rate / 50);
        let built = build(short).or_else(|_unsupported| build(BufferSize::Default));
        let (stream, samples) = built.map_err(|error| refused(&error))?;
        stream.play().map_err(|error| refused(&error))?;
        Ok(Self { samples, resampler, trouble, heard: Instant::now(), _stream: stream })
    }

    /// Waits until there is more sound and converts it. `missing` samples at 16 kHz are what the caller waits for.
    fn wait(&mut self, missing: usize, converted: &mut VecDeque<i16>) -> Result<(), String> {
        if let Some(reason) = self.trouble.gone.get() {
            return Err(reason.clone());
        }
        let ready = self.samples.slots();
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
        if let Ok(chunk) = self.samples.read_chunk(ready) {
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
        if let Ok(chunk) = self.samples.read_chunk(self.samples.slots()) {
            chunk.commit_all();
        }
        self.heard = Instant::now();
    }
}

/// What to ask a microphone for: as few channels and as near to 16 kHz as it has, and a format that is common.
fn best_config(device: &cpal::Device) -> Result<(StreamConfig, SampleFormat), String> {
    let ranges = device.supported_input_configs().map_err(|error| error.to_string())?;
    let formats = [SampleFormat::I16, SampleFormat::F32, SampleFormat::I32, SampleFormat::I24];
    let choice = ranges.filter(|range| reader_of(range.sample_format()).is_some()).map(|range| {
        let rate = SAMPLE_RATE.clamp(range.min_sample_rate(), range.max_sample_rate());
        let format = formats.iter().position(|&format| format == range.sample_format()).unwrap_or(formats.len());
        let badness = (rate < SAMPLE_RATE, rate.abs_diff(SAMPLE_RATE), range.channels(), format);
        (badness, range.with_sample_rate(rate))
    });
    let (_, best) = choice.min_by_key(|&(badness, _)| badness).ok_or("it offers no format that can be read")?;
    Ok((best.config(), best.sample_format()))
}
