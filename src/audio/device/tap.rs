//! A tap on what a loudspeaker plays: the microphone beside it follows what comes through, and can lower or cut it.

use std::num::NonZero;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rodio::Source;

use crate::audio::resample::Resampler;
use crate::audio::{Clip, Monitor, SAMPLE_RATE};

/// How much of the loudness is left while somebody else speaks: 14 dB less.
const DUCKED: f32 = 0.2;

/// The loudness changes by this much from one sample to the next, so that nothing clicks: all of it in 20 ms at 22 kHz.
const STEP: f32 = 1.0 / 441.0;

/// Sound that waits for whoever follows; more is of nobody who follows.
const RING: usize = 4 * SAMPLE_RATE as usize;

/// What both sides share.
#[derive(Debug, Clone)]
pub struct Tap {
    ducked: Arc<AtomicBool>,
    cut: Arc<AtomicBool>,
    /// Only one clip plays at a time: nobody ever waits for this.
    played: Arc<Mutex<rtrb::Producer<i16>>>,
}

/// The microphone's side.
#[derive(Debug)]
pub struct Follower {
    tap: Tap,
    played: rtrb::Consumer<i16>,
}

/// Both sides of a tap.
pub fn tap() -> (Tap, Follower) {
    let (producer, played) = rtrb::RingBuffer::new(RING);
    let tap = Tap { ducked: Arc::default(), cut: Arc::default(), played: Arc::new(Mutex::new(producer)) };
    (tap.clone(), Follower { tap, played })
}

impl Tap {
    /// Whether what is queued is cut off.
    pub fn is_cut(&self) -> bool {
        self.cut.load(Ordering::Relaxed)
    }

    /// Lets sound through again.
    pub fn open(&self) {
        self.cut.store(false, Ordering::Relaxed);
        self.ducked.store(false, Ordering::Relaxed);
    }

    /// The clip as it comes through.
    pub fn through(&self, clip: &Clip) -> impl Source + Send + 'static {
        let mut followed = Vec::new();
        let samples: Vec<f32> = clip.samples.iter().map(|&sample| f32::from(sample) / 32_768.0).collect();
        let resampled = Resampler::new(clip.rate, 1).and_then(|mut resampler| {
            resampler.push(&samples, &mut followed).and_then(|()| resampler.finish(&mut followed))
        });
        if let Err(error) = resampled {
            tracing::warn!("what is played cannot be taken out of the microphone: {error}");
        }
        let rate = NonZero::new(clip.rate).unwrap_or(NonZero::<u32>::MIN);
        Through { tap: self.clone(), samples, rate, position: 0, followed, told: 0, loudness: 1.0 }
    }
}

/// A clip on its way through.
struct Through {
    tap: Tap,
    samples: Vec<f32>,
    rate: NonZero<u32>,
    position: usize,
    /// The same at [`SAMPLE_RATE`], and how much of it was told.
    followed: Vec<i16>,
    told: usize,
    loudness: f32,
}

impl Through {
    #[expect(clippy::cast_possible_truncation, reason = "quieter than an i16")]
    fn tell(&mut self) {
        let so_far = self.position as u64 * u64::from(SAMPLE_RATE) / u64::from(self.rate.get());
        let so_far = usize::try_from(so_far).unwrap_or(usize::MAX).min(self.followed.len());
        if let Ok(mut played) = self.tap.played.try_lock() {
            for &sample in self.followed.get(self.told..so_far).unwrap_or_default() {
                // Nobody follows where it is full.
                let _ignore_full = played.push((f32::from(sample) * self.loudness) as i16);
            }
        }
        self.told = so_far;
    }
}

impl Iterator for Through {
    type Item = f32;

    fn next(&mut self) -> Option<f32> {
        if self.tap.is_cut() {
            return None;
        }
        let sample = *self.samples.get(self.position)?;
        self.position += 1;
        self.tell();
        let wanted = if self.tap.ducked.load(Ordering::Relaxed) { DUCKED } else { 1.0 };
        self.loudness += (wanted - self.loudness).clamp(-STEP, STEP);
        Some(sample * self.loudness)
    }
}

impl Source for Through {
    fn current_span_len(&self) -> Option<usize> {
        None
    }

    fn channels(&self) -> NonZero<u16> {
        NonZero::<u16>::MIN
    }

    fn sample_rate(&self) -> NonZero<u32> {
        self.rate
    }

    fn total_duration(&self) -> Option<Duration> {
        let ms = self.samples.len() as u64 * 1000 / u64::from(self.rate.get());
        Some(Duration::from_millis(ms))
    }
}

impl Monitor for Follower {
    fn played(&mut self, samples: &mut Vec<i16>) {
        if let Ok(chunk) = self.played.read_chunk(self.played.slots()) {
            let (first, second) = chunk.as_slices();
            samples.extend_from_slice(first);
            samples.extend_from_slice(second);
            chunk.commit_all();
        }
    }

    fn duck(&self, ducked: bool) {
        self.tap.ducked.store(ducked, Ordering::Relaxed);
    }

    fn cut(&self) {
        self.tap.cut.store(true, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clip(samples: usize, rate: u32) -> Clip {
        Clip { samples: vec![10_000; samples], rate }
    }

    fn followed(follower: &mut Follower) -> Vec<i16> {
        let mut samples = Vec::new();
        follower.played(&mut samples);
        samples
    }

    #[test]
    fn what_comes_through_is_followed_at_16_khz() {
        let (tap, mut follower) = tap();
        let played: Vec<f32> = tap.through(&clip(22_050, 22_050)).collect();
        assert_eq!(played.len(), 22_050);
        let samples = followed(&mut follower);
        assert!((15_990..=16_000).contains(&samples.len()), "{}", samples.len());
        assert!(samples[8_000].abs_diff(10_000) < 100);
        assert!(followed(&mut follower).is_empty());
    }

    #[test]
    fn whoever_speaks_is_heard_better_and_nothing_clicks() {
        let (tap, mut follower) = tap();
        let mut through = tap.through(&clip(2_000, 16_000));
        let loud: Vec<f32> = through.by_ref().take(500).collect();
        follower.duck(true);
        let quiet: Vec<f32> = through.by_ref().take(500).collect();
        follower.duck(false);
        let again: Vec<f32> = through.collect();
        let all = [loud.clone(), quiet.clone(), again.clone()].concat();
        assert!(all.windows(2).all(|pair| (pair[0] - pair[1]).abs() < 0.001));
        assert!((quiet[499] / loud[0] - DUCKED).abs() < 0.01);
        assert!((again[999] - loud[0]).abs() < 0.001);
        // The echo is as quiet as the sound.
        let samples = followed(&mut follower);
        assert!(samples[990] < 2_200, "{}", samples[990]);
    }

    #[test]
    fn what_is_cut_ends_at_once_and_stays_cut_until_it_is_opened() {
        let (tap, follower) = tap();
        let mut through = tap.through(&clip(100, 16_000));
        assert!(through.next().is_some());
        follower.cut();
        assert!(through.next().is_none() && tap.through(&clip(100, 16_000)).next().is_none());
        tap.open();
        assert!(through.next().is_some());
    }
}
