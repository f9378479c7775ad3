//! Recordings: WAV and FLAC files in, WAV files out.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use symphonia::core::codecs::audio::{AudioDecoder, AudioDecoderOptions};
use symphonia::core::errors::Error;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, TrackType};
use symphonia::core::io::MediaSourceStream;
use symphonia::core::meta::MetadataOptions;

use super::resample::{ResampleError, Resampler};
use super::{AudioError, AudioSink, AudioSource, Clip, FRAME_MS, FRAME_SAMPLES, Frame, SAMPLE_RATE};

/// The longest recording that is read, seconds: what it takes in memory stays bounded, whatever a header promises.
pub const LONGEST_S: u32 = 3_600;

/// More channels or bits a sample than these are no recording of anything.
const MOST_CHANNELS: u16 = 64;
const MOST_BITS: u16 = 64;

/// Silence before a recording, as there is before a shopper begins to speak.
const LEAD_MS: u32 = 320;

/// Whoever called is answered within so many frames of silence: 3 s.
const IDLE_FRAMES: u32 = 3_000 / FRAME_MS;

/// Whether recordings and clips take as long as they would be heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// As a microphone makes frames and a loudspeaker plays them.
    RealTime,
    /// As fast as they are asked for.
    Unpaced,
}

/// Reads a WAV (8 to 32 bits, integer or float) or FLAC file of any rate and number of channels as 16 kHz mono.
///
/// # Errors
/// [`AudioError::File`] when it cannot be opened. [`AudioError::BadRecording`] when it is no such file, has no sound,
/// breaks off, or is longer than [`LONGEST_S`].
pub fn read(path: &Path) -> Result<Vec<i16>, AudioError> {
    if path.is_dir() {
        return Err(bad(path, "this is a folder"));
    }
    let failed = |source| AudioError::File { path: path.to_owned(), source };
    let mut file = File::open(path).map_err(failed)?;
    if let Some((channels, bits)) = absurd_format(&mut file).map_err(failed)? {
        return Err(bad(path, &format!("its header promises {channels} channels of {bits} bits")));
    }
    // The decoder computes with headers that it did not check; whatever else it stumbles over is a broken file too.
    catch_unwind(AssertUnwindSafe(|| decode(path, file)))
        .unwrap_or_else(|_panic| Err(bad(path, "its headers contradict each other")))
}

/// The channels and bits a sample that a WAV file promises, when no recording can have so many. All of its headers
/// count.
fn absurd_format(file: &mut File) -> io::Result<Option<(u16, u16)>> {
    let mut reader = BufReader::new(&mut *file);
    let mut absurd = None;
    let mut head = [0; 12];
    if read_whole(&mut reader, &mut head)? && head.starts_with(b"RIFF") {
        let mut chunk = [0; 8];
        while absurd.is_none() && read_whole(&mut reader, &mut chunk)? {
            let [a, b, c, d, length @ ..] = chunk;
            let mut rest = i64::from(u32::from_le_bytes(length));
            rest += rest % 2;
            let mut format = [0; 16];
            if &[a, b, c, d] == b"fmt " && read_whole(&mut reader, &mut format)? {
                rest -= 16;
                let number = |at: usize| u16::from_le_bytes([format[at], format[at + 1]]);
                absurd = Some((number(2), number(14)))
                    .filter(|(channels, bits)| *channels > MOST_CHANNELS || *bits > MOST_BITS);
            }
            reader.seek_relative(rest)?;
        }
    }
    drop(reader);
    file.rewind()?;
    Ok(absurd)
}

/// Fills the buffer; `false` when the file ends before.
fn read_whole(reader: &mut impl Read, buffer: &mut [u8]) -> io::Result<bool> {
    match reader.read_exact(buffer) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}

fn decode(path: &Path, file: File) -> Result<Vec<i16>, AudioError> {
    let stream = MediaSourceStream::new(Box::new(file), Default::default());
    let mut format = symphonia::default::get_probe()
        .probe(&Hint::new(), stream, FormatOptions::default(), MetadataOptions::default())
        .map_err(|error| bad(path, &format!("not a WAV or FLAC file, or a broken one ({error})")))?;
    let no_sound = || bad(path, "it has no sound in it");
    let track = format.default_track(TrackType::Audio).ok_or_else(no_sound)?;
    let (track_id, promised) = (track.id, track.num_frames);
    let parameters = track.codec_params.as_ref().and_then(|parameters| parameters.audio()).ok_or_else(no_sound)?;
    let mut decoder: Box<dyn AudioDecoder> = symphonia::default::get_codecs()
        .make_audio_decoder(parameters, &AudioDecoderOptions::default())
        .map_err(|error| bad(path, &format!("its encoding is not known ({error})")))?;

    let broken = |error: Error, decoded: u64| match promised {
        Some(promised) => bad(path, &format!("it breaks off after {decoded} of {promised} samples ({error})")),
        None => bad(path, &format!("it breaks off after {decoded} samples ({error})")),
    };
    let unusable = |error: ResampleError| bad(path, &error.to_string());
    let mut resampler: Option<(Resampler, u32, usize)> = None;
    let (mut interleaved, mut samples, mut decoded) = (Vec::<f32>::new(), Vec::new(), 0_u64);
    while let Some(packet) = format.next_packet().map_err(|error| broken(error, decoded))? {
        if packet.track_id != track_id {
            continue;
        }
        let sound = decoder.decode(&packet).map_err(|error| broken(error, decoded))?;
        let (rate, channels) = (sound.spec().rate(), sound.num_planes());
        let (resampler, ..) = match &mut resampler {
            Some(known) if known.1 != rate || known.2 != channels => {
                return Err(bad(path, "its rate or its number of channels changes on the way"));
            }
            Some(known) => known,
            none => {
                let fresh = Resampler::new(rate, u16::try_from(channels).unwrap_or(0)).map_err(unusable)?;
                none.insert((fresh, rate, channels))
            }
        };
        sound.copy_to_vec_interleaved(&mut interleaved);
        decoded += sound.frames() as u64;
        resampler.push(&interleaved, &mut samples).map_err(unusable)?;
        if samples.len() as u64 > u64::from(LONGEST_S) * u64::from(SAMPLE_RATE) {
            return Err(bad(path, &format!("it is longer than {LONGEST_S} seconds; cut it into pieces")));
        }
    }
    if let Some((resampler, ..)) = resampler {
        resampler.finish(&mut samples).map_err(unusable)?;
    }
    match promised {
        _ if samples.is_empty() => Err(no_sound()),
        Some(promised) if decoded < promised => {
            Err(bad(path, &format!("it breaks off after {decoded} of {promised} samples")))
        }
        _ => Ok(samples),
    }
}

fn bad(path: &Path, reason: &str) -> AudioError {
    AudioError::BadRecording { path: path.to_owned(), reason: reason.to_owned() }
}

/// Writes a clip as a 16-bit mono WAV file; what was there goes.
///
/// # Errors
/// [`AudioError::File`] when it cannot be written.
pub fn write(path: &Path, clip: &Clip) -> Result<(), AudioError> {
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: clip.rate,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let write_all = || {
        let mut writer = hound::WavWriter::create(path, spec)?;
        for &sample in &clip.samples {
            writer.write_sample(sample)?;
        }
        writer.finalize()
    };
    write_all().map_err(|error| {
        let source = match error {
            hound::Error::IoError(source) => source,
            other => io::Error::other(other),
        };
        AudioError::File { path: path.to_owned(), source }
    })
}

/// Recordings in place of a microphone: one for each turn.
///
/// There is silence until the first [`begin_turn`](AudioSource::begin_turn). Each one goes on to the next recording: a
/// moment of silence, the recording, then silence. The one after the last recording ends it. Behind one in which nobody
/// called who was understood, 3 s of silence do the same.
#[derive(Debug)]
pub struct Recordings {
    waiting: VecDeque<Vec<i16>>,
    playing: Vec<i16>,
    position: usize,
    /// Frames of silence behind the recording in which nobody was waited for.
    idle: u32,
    over: bool,
    pace: Pace,
    /// When the next frame is complete.
    due: Instant,
}

impl Recordings {
    /// Reads all the files at once, so that a bad one is known before the first turn.
    ///
    /// # Errors
    /// As [`read`].
    pub fn new<P: AsRef<Path>>(paths: &[P], pace: Pace) -> Result<Self, AudioError> {
        let waiting = paths.iter().map(|path| read(path.as_ref())).collect::<Result<_, _>>()?;
        Ok(Self { waiting, playing: Vec::new(), position: 0, idle: 0, over: false, pace, due: Instant::now() })
    }
}

impl AudioSource for Recordings {
    fn next_frame(&mut self) -> Result<Option<Frame>, AudioError> {
        if self.over {
            return Ok(None);
        }
        if self.pace == Pace::RealTime {
            self.due += Duration::from_millis(FRAME_MS.into());
            thread::sleep(self.due.saturating_duration_since(Instant::now()));
        }
        let mut frame = [0; FRAME_SAMPLES];
        let rest = self.playing.get(self.position..).unwrap_or_default();
        let length = rest.len().min(FRAME_SAMPLES);
        frame[..length].copy_from_slice(&rest[..length]);
        self.position += length;
        Ok(Some(frame))
    }

    fn begin_turn(&mut self) {
        self.due = Instant::now();
        self.position = 0;
        self.idle = 0;
        match self.waiting.pop_front() {
            Some(recording) => {
                self.playing = vec![0; (LEAD_MS * SAMPLE_RATE / 1000) as usize];
                self.playing.extend(recording);
            }
            None => self.over = true,
        }
    }

    fn nobody_speaks(&mut self) {
        if !self.playing.is_empty() && self.position >= self.playing.len() {
            self.idle += 1;
            if self.idle >= IDLE_FRAMES {
                self.begin_turn();
            }
        }
    }
}

/// A folder in place of a loudspeaker: what is played between two drains becomes one WAV file, `001.wav` first.
#[derive(Debug)]
pub struct ClipFolder {
    folder: PathBuf,
    pace: Pace,
    queued: Clip,
    written: u32,
    /// When everything queued would have been heard.
    silent_from: Instant,
}

impl ClipFolder {
    /// Makes the folder where it is missing. Files of an earlier run are written over.
    ///
    /// # Errors
    /// [`AudioError::File`] when it cannot be made.
    pub fn new(folder: &Path, pace: Pace) -> Result<Self, AudioError> {
        std::fs::create_dir_all(folder).map_err(|source| AudioError::File { path: folder.to_owned(), source })?;
        let (queued, silent_from) = (Clip::default(), Instant::now());
        Ok(Self { folder: folder.to_owned(), pace, queued, written: 0, silent_from })
    }

    fn write_queued(&mut self) -> Result<(), AudioError> {
        let queued = std::mem::take(&mut self.queued);
        if queued.samples.is_empty() {
            return Ok(());
        }
        self.written += 1;
        write(&self.folder.join(format!("{:03}.wav", self.written)), &queued)
    }
}

impl AudioSink for ClipFolder {
    /// A clip of another rate than the one before begins a file of its own.
    fn play(&mut self, clip: &Clip) -> Result<(), AudioError> {
        if clip.rate != self.queued.rate {
            self.write_queued()?;
            self.queued.rate = clip.rate;
        }
        self.queued.samples.extend_from_slice(&clip.samples);
        self.silent_from = self.silent_from.max(Instant::now()) + Duration::from_millis(clip.duration_ms());
        Ok(())
    }

    fn drain(&mut self) -> Result<(), AudioError> {
        self.write_queued()?;
        if self.pace == Pace::RealTime {
            thread::sleep(self.silent_from.saturating_duration_since(Instant::now()));
        }
        Ok(())
    }

    fn stop(&mut self) {
        self.queued = Clip::default();
        self.silent_from = Instant::now();
    }
}
