//! The sound of a site, as `hermes/audioServer/<site>/audioFrame` brings it: small WAV files.

use std::fmt;
use std::io::Cursor;

use hound::{SampleFormat, WavReader, WavSpec};

use crate::audio::resample::{MAXIMUM_RATE, MINIMUM_RATE};

/// The largest message with sound that is read, bytes: two seconds of it as satellites send it.
pub const LIMIT: usize = 64 * 1024;

/// The most channels.
const CHANNELS: u16 = 2;

/// A piece of sound, 16-bit.
#[derive(Clone, PartialEq, Eq)]
pub struct Sound {
    /// Samples a second.
    pub rate: u32,
    /// 1, or 2 that are interleaved.
    pub channels: u16,
    /// The samples.
    pub samples: Vec<i16>,
}

/// What was said is for no log.
impl fmt::Debug for Sound {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} samples, {} Hz, {} channels", self.samples.len(), self.rate, self.channels)
    }
}

impl Sound {
    /// Reads a WAV file. What else is in it is skipped, and so is how long it says it is as a whole: some satellites count
    /// that wrong. Of its samples all that it promises must be there.
    ///
    /// # Errors
    /// Why it cannot be heard.
    pub fn read(wav: &[u8]) -> Result<Self, String> {
        let mut reader = WavReader::new(Cursor::new(wav)).map_err(|error| format!("it is no WAV file: {error}"))?;
        let WavSpec { channels, sample_rate: rate, bits_per_sample: bits, sample_format: format } = reader.spec();
        if format != SampleFormat::Int || bits != 16 {
            return Err(format!("its samples are of another kind ({bits} bits) than signed integers of 16 bits"));
        }
        if channels > CHANNELS || !(MINIMUM_RATE..=MAXIMUM_RATE).contains(&rate) {
            return Err(format!(
                "{channels} channels at {rate} Hz are no sound that can be heard: 16000 Hz mono is best"
            ));
        }
        let promised = reader.len();
        let samples = reader.samples().collect::<Result<Vec<i16>, _>>();
        let samples = samples.map_err(|_cut| format!("it promises {promised} samples and has fewer"))?;
        Ok(Self { rate, channels, samples })
    }
}

#[cfg(test)]
mod tests {
    use hound::WavWriter;
    use proptest::prelude::*;

    use super::*;

    fn wav(spec: WavSpec, samples: &[i16]) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        let mut writer = WavWriter::new(&mut bytes, spec).unwrap();
        for sample in samples {
            writer.write_sample(*sample).unwrap();
        }
        writer.finalize().unwrap();
        bytes.into_inner()
    }

    fn spec(channels: u16, sample_rate: u32, bits_per_sample: u16) -> WavSpec {
        WavSpec { channels, sample_rate, bits_per_sample, sample_format: SampleFormat::Int }
    }

    fn good() -> Vec<u8> {
        wav(spec(1, 16_000, 16), &[1, -2, 3, -4])
    }

    /// With another number at a place.
    fn with(place: usize, number: &[u8]) -> Vec<u8> {
        let mut bytes = good();
        bytes[place..place + number.len()].copy_from_slice(number);
        bytes
    }

    #[test]
    fn every_rate_with_one_channel_or_two_is_heard() {
        for (channels, rate) in [(1, 16_000), (1, 8_000), (1, 22_050), (2, 48_000)] {
            let sound = Sound::read(&wav(spec(channels, rate, 16), &[1, -2, 3, -4])).unwrap();
            assert_eq!(sound, Sound { rate, channels, samples: vec![1, -2, 3, -4] });
        }
    }

    #[test]
    fn other_chunks_and_a_wrong_length_of_the_whole_do_not_matter() {
        let good = good();
        let timed = [&good[..36], b"time\x08\0\0\0\x01\x02\x03\x04\x05\x06\x07\x08", &good[36..]].concat();
        for wav in [timed, with(4, &44_u32.to_le_bytes()), with(4, &[0; 4]), with(4, &[255; 4])] {
            assert_eq!(Sound::read(&wav).unwrap().samples, [1, -2, 3, -4]);
        }
    }

    #[test]
    fn what_lies_about_its_length_is_cut_or_is_something_else_is_refused() {
        let good = good();
        let lies = [10_u32, 4_096, u32::MAX - 1].map(|length| with(40, &length.to_le_bytes()));
        let cut = (0..good.len()).map(|length| good[..length].to_vec());
        let others = [
            b"a wish, written down".to_vec(),
            wav(spec(3, 16_000, 16), &[0; 6]),
            wav(spec(1, 3_000, 16), &[0; 4]),
            wav(spec(1, 16_000, 8), &[0; 4]),
            with(22, &[0, 0]),
            with(24, &[0; 4]),
        ];
        for wav in lies.into_iter().chain(cut).chain(others) {
            assert!(Sound::read(&wav).is_err(), "{} bytes: {wav:02x?}", wav.len());
        }
    }

    #[test]
    fn no_sound_at_all_is_heard_as_nothing() {
        assert!(Sound::read(&wav(spec(1, 16_000, 16), &[])).unwrap().samples.is_empty());
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic_or_hear_more_than_there_is(
            changes in prop::collection::vec((0_usize..52, any::<u8>()), 0..8),
            length in 0_usize..=52,
        ) {
            let mut bytes = good();
            for (place, byte) in changes {
                bytes[place] = byte;
            }
            bytes.truncate(length);
            if let Ok(sound) = Sound::read(&bytes) {
                prop_assert!(sound.samples.len() * 2 <= bytes.len());
            }
        }
    }
}
