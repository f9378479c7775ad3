//! Louder and quieter, without ever clipping.

use super::Clip;

/// From this part of full scale on, what is louder is rounded off.
const KNEE: f32 = 0.7;

/// The clip so many decibels louder, or quieter where they are negative. Peaks that would go beyond full scale are
/// rounded off softly (a hyperbolic tangent above 0.7 of it), so that quiet sounds become as much louder as was asked for.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "limited to full scale")]
pub fn amplified(mut clip: Clip, decibels: f32) -> Clip {
    if decibels == 0.0 {
        return clip;
    }
    let factor = 10.0_f32.powf(decibels / 20.0);
    for sample in &mut clip.samples {
        let wanted = f32::from(*sample) / f32::from(i16::MAX) * factor;
        *sample = (limited(wanted) * f32::from(i16::MAX)).round() as i16;
    }
    clip
}

fn limited(sample: f32) -> f32 {
    let beyond = sample.abs() - KNEE;
    if beyond <= 0.0 {
        return sample;
    }
    let room = 1.0 - KNEE;
    (KNEE + room * (beyond / room).tanh()).copysign(sample)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn clip(samples: Vec<i16>) -> Clip {
        Clip { samples, rate: 16_000 }
    }

    #[test]
    fn six_decibels_are_twice_as_much() {
        assert_eq!(amplified(clip(vec![1000, -1000, 0]), 6.0206).samples, [2000, -2000, 0]);
        assert_eq!(amplified(clip(vec![1000, i16::MIN]), 0.0).samples, [1000, i16::MIN]);
    }

    proptest! {
        #[test]
        fn nothing_changes_its_sign_or_its_order(samples in prop::collection::vec(any::<i16>(), 0..50), decibels in -40.0_f32..40.0) {
            let mut samples = samples;
            samples.sort_unstable();
            let after = amplified(clip(samples.clone()), decibels).samples;
            prop_assert!(after.is_sorted());
            prop_assert!(samples.iter().zip(&after).all(|(before, after)| before.signum() * after.signum() >= 0));
        }
    }
}
