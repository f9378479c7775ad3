//! Any rate and any number of channels to 16 kHz mono.

use rubato::audioadapter_buffers::direct::SequentialSlice;
use rubato::{Fft, FixedSync, Resampler as _};

use super::SAMPLE_RATE;

/// The slowest rate that can be taken, samples a second.
pub const MINIMUM_RATE: u32 = 4_000;

/// The fastest rate that can be taken, samples a second.
pub const MAXIMUM_RATE: u32 = 384_000;

/// About how much sound is converted at once: short enough that a live microphone is not delayed noticeably.
const CHUNK_MS: usize = 16;

/// Converts a stream of sound piece by piece. The pieces may be of any length; the result is the same.
///
/// The filter's own delay is taken off at the start, so that what comes out lines up with what went in.
pub struct Resampler {
    channels: usize,
    rate: u32,
    /// `None` when the rate is right already.
    filter: Option<Filter>,
    taken: u64,
    given: u64,
}

struct Filter {
    fft: Fft<f32>,
    waiting: Vec<f32>,
    converted: Vec<f32>,
    delay_left: usize,
}

/// Why sound cannot be converted.
#[derive(Debug, thiserror::Error)]
pub enum ResampleError {
    /// No rate or number of channels that sound has.
    #[error(
        "{rate} Hz with {channels} channels; 1 channel or more at {MINIMUM_RATE} to {MAXIMUM_RATE} Hz can be taken"
    )]
    Unsupported {
        /// Samples a second.
        rate: u32,
        /// Channels.
        channels: u16,
    },
    /// The filter could not be made, or failed.
    #[error("cannot be converted to 16 kHz: {0}")]
    Filter(String),
}

impl Resampler {
    /// A converter from sound with `channels` interleaved channels of `rate` samples a second.
    ///
    /// # Errors
    /// [`ResampleError::Unsupported`] when there is no such sound.
    pub fn new(rate: u32, channels: u16) -> Result<Self, ResampleError> {
        if channels == 0 || !(MINIMUM_RATE..=MAXIMUM_RATE).contains(&rate) {
            return Err(ResampleError::Unsupported { rate, channels });
        }
        let filter = if rate == SAMPLE_RATE { None } else { Some(Filter::new(rate)?) };
        Ok(Self { channels: channels.into(), rate, filter, taken: 0, given: 0 })
    }

    /// Takes interleaved samples between -1 and 1 and appends what is ready to `output`. Samples of an incomplete
    /// last sample frame are ignored.
    ///
    /// # Errors
    /// [`ResampleError::Filter`]
    pub fn push(&mut self, interleaved: &[f32], output: &mut Vec<i16>) -> Result<(), ResampleError> {
        let scale = 1.0 / self.channels as f32;
        let mono = interleaved.chunks_exact(self.channels).map(|frame| frame.iter().sum::<f32>() * scale);
        self.taken += mono.len() as u64;
        let before = output.len();
        match &mut self.filter {
            None => output.extend(mono.map(to_i16)),
            Some(filter) => {
                filter.waiting.extend(mono);
                filter.convert(output)?;
            }
        }
        self.given += (output.len() - before) as u64;
        Ok(())
    }

    /// Ends the stream: appends what the filter still holds, so that the whole is exactly as long as what went in.
    ///
    /// # Errors
    /// [`ResampleError::Filter`]
    pub fn finish(mut self, output: &mut Vec<i16>) -> Result<(), ResampleError> {
        let rate = u64::from(self.rate);
        let whole = (self.taken * u64::from(SAMPLE_RATE) + rate / 2) / rate;
        let mut missing = usize::try_from(whole.saturating_sub(self.given)).unwrap_or(0);
        let Some(filter) = &mut self.filter else { return Ok(()) };
        while missing > 0 {
            let mut rest = Vec::new();
            let silence = filter.fft.input_frames_next().saturating_sub(filter.waiting.len()).max(1);
            filter.waiting.resize(filter.waiting.len() + silence, 0.0);
            filter.convert(&mut rest)?;
            rest.truncate(missing);
            missing -= rest.len();
            output.append(&mut rest);
        }
        Ok(())
    }
}

impl Filter {
    fn new(rate: u32) -> Result<Self, ResampleError> {
        let rate = rate as usize;
        let smallest = rate / greatest_common_divisor(rate, SAMPLE_RATE as usize);
        // An even number of the smallest chunks: the filter's delay is whole samples then, and can be taken off exactly.
        let chunk = (rate * CHUNK_MS / 1000).next_multiple_of(2 * smallest);
        let fft = Fft::<f32>::new(rate, SAMPLE_RATE as usize, chunk, 1, FixedSync::Both)
            .map_err(|error| ResampleError::Filter(error.to_string()))?;
        let converted = vec![0.0; fft.output_frames_max()];
        let delay_left = fft.output_delay();
        Ok(Self { fft, waiting: Vec::new(), converted, delay_left })
    }

    fn convert(&mut self, output: &mut Vec<i16>) -> Result<(), ResampleError> {
        let chunk = self.fft.input_frames_next();
        let mut done = 0;
        while self.waiting.len() - done >= chunk {
            let failed = |reason: String| ResampleError::Filter(reason);
            let input = SequentialSlice::new(&self.waiting[done..done + chunk], 1, chunk)
                .map_err(|error| failed(error.to_string()))?;
            let room = self.converted.len();
            let mut made =
                SequentialSlice::new_mut(&mut self.converted, 1, room).map_err(|error| failed(error.to_string()))?;
            let (_, written) =
                self.fft.process_into_buffer(&input, &mut made, None).map_err(|error| failed(error.to_string()))?;
            done += chunk;
            let skipped = self.delay_left.min(written);
            self.delay_left -= skipped;
            output.extend(self.converted[skipped..written].iter().copied().map(to_i16));
        }
        self.waiting.drain(..done);
        Ok(())
    }
}

fn greatest_common_divisor(a: usize, b: usize) -> usize {
    if b == 0 { a } else { greatest_common_divisor(b, a % b) }
}

/// The inverse of how 16-bit samples are read: 1/32768 a step. Sound that is too loud is clipped, a sample that is no
/// number is silence.
fn to_i16(sample: f32) -> i16 {
    (sample * 32_768.0).round() as i16
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sine(rate: u32, hertz: f32, seconds: f32, channels: usize) -> Vec<f32> {
        let frames = (rate as f32 * seconds) as usize;
        (0..frames)
            .flat_map(|frame| {
                let phase = f64::from(hertz) * std::f64::consts::TAU * frame as f64 / f64::from(rate);
                std::iter::repeat_n(0.5 * phase.sin() as f32, channels)
            })
            .collect()
    }

    fn convert(rate: u32, channels: u16, sound: &[f32], piece: usize) -> Vec<i16> {
        let mut resampler = Resampler::new(rate, channels).unwrap();
        let mut output = Vec::new();
        for samples in sound.chunks(piece * usize::from(channels)) {
            resampler.push(samples, &mut output).unwrap();
        }
        resampler.finish(&mut output).unwrap();
        output
    }

    /// The largest difference from a 1 kHz sine of amplitude 0.5 at 16 kHz, the edges left out.
    fn worst_difference(output: &[i16]) -> i32 {
        let expected = |index: usize| {
            let phase = 1000.0 * std::f64::consts::TAU * index as f64 / f64::from(SAMPLE_RATE);
            (phase.sin() * 16_384.0).round() as i32
        };
        let inner = 1_000..output.len() - 1_000;
        inner.map(|index| (i32::from(output[index]) - expected(index)).abs()).max().unwrap()
    }

    #[test]
    fn a_sine_stays_the_same_sine_in_place_and_in_height_from_every_common_rate() {
        for rate in [8_000, 11_025, 16_000, 22_050, 32_000, 44_100, 48_000, 88_200, 96_000, 192_000] {
            for channels in [1, 2] {
                let sound = sine(rate, 1000.0, 1.0, channels);
                let output = convert(rate, channels as u16, &sound, 441);
                assert_eq!(output.len(), 16_000, "{rate} Hz, {channels} channels");
                assert!(worst_difference(&output) <= 33, "{rate} Hz: {}", worst_difference(&output));
            }
        }
    }

    #[test]
    fn what_16_khz_cannot_carry_does_not_come_back_as_another_tone() {
        let output = convert(48_000, 1, &sine(48_000, 11_000.0, 1.0, 1), 480);
        let loudest = output[1_000..15_000].iter().map(|sample| sample.unsigned_abs()).max().unwrap();
        assert!(loudest < 50, "{loudest}");
    }

    #[test]
    fn sixteen_bit_samples_at_16_khz_come_through_unchanged() {
        let samples: Vec<i16> = (i16::MIN..=i16::MAX).step_by(37).collect();
        let sound: Vec<f32> = samples.iter().map(|&sample| f32::from(sample) / 32_768.0).collect();
        assert_eq!(convert(16_000, 1, &sound, 100), samples);
    }

    #[test]
    fn too_loud_is_clipped_and_no_number_is_silence() {
        assert_eq!(convert(16_000, 1, &[2.0, -2.0, f32::NAN, f32::INFINITY], 4), [i16::MAX, i16::MIN, 0, i16::MAX]);
    }

    #[test]
    fn rates_and_channels_that_no_sound_has_are_refused() {
        for (rate, channels) in [(0, 1), (44_100, 0), (3_999, 1), (u32::MAX, 2)] {
            assert!(matches!(Resampler::new(rate, channels), Err(ResampleError::Unsupported { .. })));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn the_length_follows_the_rate_and_the_pieces_do_not_matter(
            rate in prop_oneof![Just(8_000_u32), Just(11_025), Just(22_050), Just(44_100), Just(48_000), Just(96_000)],
            frames in 1_usize..20_000,
            piece in 1_usize..5_000,
        ) {
            let sound: Vec<f32> = sine(rate, 440.0, 3.0, 1).into_iter().take(frames).collect();
            let pieces = convert(rate, 1, &sound, piece);
            let exact = sound.len() as f64 * f64::from(SAMPLE_RATE) / f64::from(rate);
            prop_assert!((pieces.len() as f64 - exact).abs() <= 0.5);
            prop_assert_eq!(pieces, convert(rate, 1, &sound, sound.len().max(1)));
        }
    }
}
