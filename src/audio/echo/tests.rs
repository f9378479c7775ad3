use std::sync::{Arc, Mutex};

use super::*;

/// A loudspeaker that plays what the test says.
#[derive(Clone, Default)]
struct Loudspeaker(Arc<Mutex<Vec<i16>>>);

impl Monitor for Loudspeaker {
    fn played(&mut self, samples: &mut Vec<i16>) {
        samples.append(&mut self.0.lock().unwrap());
    }

    fn duck(&self, _ducked: bool) {}

    fn cut(&self) {}
}

#[cfg(feature = "echo")]
mod with_a_canceller {
    use super::*;

    /// Bursts of noise, as loud and as long as syllables, from a linear congruential generator.
    fn speech(seconds: usize, mut seed: u32, pitch: usize) -> Vec<i16> {
        let mut sound = vec![0.0_f32; seconds * SAMPLE_RATE as usize];
        let mut smooth = 0.0;
        for (at, sample) in sound.iter_mut().enumerate() {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let noise = (seed >> 16) as f32 / 32_768.0 - 1.0;
            smooth += 0.3 * (noise - smooth);
            let syllable = (at / pitch).is_multiple_of(2);
            *sample = if syllable { smooth * 12_000.0 } else { 0.0 };
        }
        sound.iter().map(|sample| *sample as i16).collect()
    }

    /// What a microphone hears of a loudspeaker: later, weaker, and once more from the wall.
    fn in_the_room(played: &[i16], delay: usize) -> Vec<i16> {
        let heard = |at: usize, delay: usize, share: f32| {
            at.checked_sub(delay).and_then(|at| played.get(at)).map_or(0.0, |sample| f32::from(*sample) * share)
        };
        (0..played.len()).map(|at| (heard(at, delay, 0.4) + heard(at, delay + 700, 0.15)) as i16).collect()
    }

    /// What is left when `played` is taken out of `heard`: quiet, and whole.
    fn filtered(played: &[i16], heard: &[i16]) -> (Vec<i16>, Vec<i16>) {
        let loudspeaker = Loudspeaker::default();
        let mut filter = EchoFilter::new(Box::new(loudspeaker.clone())).unwrap();
        let (mut quiet, mut whole) = (Vec::new(), Vec::new());
        for (played, heard) in played.chunks(FRAME_SAMPLES).zip(heard.chunks_exact(FRAME_SAMPLES)) {
            loudspeaker.0.lock().unwrap().extend(played);
            let clean = filter.clean(heard.try_into().unwrap());
            quiet.extend(clean.quiet);
            whole.extend(clean.whole);
        }
        (quiet, whole)
    }

    fn decibels(sound: &[i16]) -> f64 {
        let energy: f64 = sound.iter().map(|&sample| f64::from(sample).powi(2)).sum();
        10.0 * (energy / sound.len() as f64 + 1.0).log10()
    }

    #[test]
    fn the_loudspeaker_is_not_heard_whenever_its_sound_arrives() {
        let played = speech(6, 1, 2_400);
        for delay_ms in [20, 100, 250] {
            let heard = in_the_room(&played, delay_ms * 16);
            let (quiet, whole) = filtered(&played, &heard);
            let settled = 3 * SAMPLE_RATE as usize;
            let weaker = |clean: &[i16]| decibels(&heard[settled..]) - decibels(&clean[settled..]);
            let (quiet, whole) = (weaker(&quiet), weaker(&whole));
            assert!(
                quiet > 25.0 && whole > 12.0,
                "{delay_ms} ms later: {quiet:.1} dB weaker, {whole:.1} dB in the whole"
            );
        }
    }

    #[test]
    fn a_microphone_that_is_never_at_zero_is_cleaned_too() {
        let played = speech(6, 1, 2_400);
        let heard: Vec<i16> = in_the_room(&played, 1_600).iter().map(|sample| sample + 600).collect();
        let (_, whole) = filtered(&played, &heard);
        let settled = 3 * SAMPLE_RATE as usize;
        let echo: Vec<i16> = heard[settled..].iter().map(|sample| sample - 600).collect();
        let weaker = decibels(&echo) - decibels(&whole[settled..]);
        assert!(weaker > 12.0, "{weaker:.1}");
    }

    #[test]
    fn who_speaks_at_the_same_time_is_heard() {
        let played = speech(8, 1, 2_400);
        let shopper = speech(8, 7, 3_100);
        let echo = in_the_room(&played, 1_600);
        let from = 4 * SAMPLE_RATE as usize;
        let both: Vec<i16> = echo
            .iter()
            .zip(&shopper)
            .enumerate()
            .map(|(at, (echo, voice))| echo + if at < from { 0 } else { *voice })
            .collect();
        let (quiet, whole) = filtered(&played, &both);
        let before = decibels(&quiet[from - 16_000..from]);
        let during = decibels(&quiet[from + 1_600..]);
        let spoken = decibels(&shopper[from..]);
        assert!(during > before + 20.0 && during > spoken - 10.0, "{before:.1} {during:.1} {spoken:.1}");
        let alike = likeness(&whole[from + 1_600..], &shopper[from + 1_600..]);
        assert!(alike > 0.9 && alike > likeness(&quiet[from + 1_600..], &shopper[from + 1_600..]), "{alike:.2}");
    }

    /// 1 is the same, 0 unrelated.
    fn likeness(one: &[i16], other: &[i16]) -> f64 {
        let product = |one: &[i16], other: &[i16]| -> f64 {
            one.iter().zip(other).map(|(&one, &other)| f64::from(one) * f64::from(other)).sum()
        };
        product(one, other) / (product(one, one) * product(other, other)).sqrt().max(1.0)
    }

    #[test]
    fn while_nothing_plays_sound_stays_as_it_is() {
        let heard = speech(2, 3, 2_000);
        let (quiet, whole) = filtered(&vec![0; heard.len()], &heard);
        assert!(quiet == heard[..quiet.len()] && whole == quiet);
    }

    #[test]
    fn sound_that_nobody_hears_is_forgotten() {
        let loudspeaker = Loudspeaker::default();
        let mut filter = EchoFilter::new(Box::new(loudspeaker.clone())).unwrap();
        loudspeaker.0.lock().unwrap().extend(vec![1_000; 20 * SAMPLE_RATE as usize]);
        filter.clean(&[0; FRAME_SAMPLES]);
        assert!(filter.played.len() <= MOST_WAITING);
    }
}

#[test]
#[cfg(not(feature = "echo"))]
fn without_a_canceller_nobody_can_interrupt() {
    assert!(EchoFilter::new(Box::new(Loudspeaker::default())).is_none());
}
