//! Whether the words that fit best were said at all: a grammar fits something to every sound.

use super::decoder::Segment;

/// How sure it is that these words were said, 0 to 1; 0 without a word.
///
/// A logistic score over two figures of the best path: the mean likelihood of a frame with a word in it (natural
/// logarithm, against the best senone of that frame), and how few such frames there are.
#[must_use]
pub(super) fn confidence(path: &[Segment]) -> f32 {
    let frames = |segment: &Segment| (segment.end - segment.start + 1).max(1) as f32;
    let words = || path.iter().filter(|segment| !is_filler(&segment.word));
    let spoken: f32 = words().map(frames).sum();
    if spoken == 0.0 {
        return 0.0;
    }
    let mean = words().map(|segment| segment.acoustic).sum::<f32>() / spoken;
    let score = INTERCEPT + MEAN * mean + BREVITY * 100.0 / spoken;
    1.0 / (1.0 + (-score).exp())
}

/// Whether a sound is as loud all the time: a fan, a hiss, digital silence. Nobody speaks like that, but a short word
/// can be fitted to it perfectly.
///
/// The loudest twentieth of its 20 ms windows is less than [`STEADY_DB`] above the quietest tenth, in the differences
/// of neighbouring samples (which also makes a deep rumble flat).
#[must_use]
pub(super) fn is_steady(samples: &[i16]) -> bool {
    let mut levels: Vec<f32> = samples
        .chunks_exact(WINDOW)
        .map(|window| {
            let differences = window.windows(2).map(|pair| f32::from(pair[1]) - f32::from(pair[0]));
            10.0 * (differences.map(|step| step * step).sum::<f32>() / WINDOW as f32 + 1.0).log10()
        })
        .collect();
    levels.sort_by(f32::total_cmp);
    let (Some(quiet), Some(loud)) = (levels.get(levels.len() / 10), levels.get(levels.len() * 19 / 20)) else {
        return true;
    };
    loud - quiet < STEADY_DB
}

/// Samples in 20 ms.
const WINDOW: usize = 320;

/// White, pink and brown noise stay below 3 dB; speech with pauses around it is beyond 20.
const STEADY_DB: f32 = 5.0;

/// Silence and noises, which the model spells in brackets.
fn is_filler(word: &str) -> bool {
    word.starts_with(['<', '[', '+'])
}

// Synthesised speech (flite slt, rms, awb, kal16 and espeak-ng en-us), eight drink orders against twenty sentences that
// are none, wake words and white, pink and brown noise: a logistic regression with a ridge of 0.05 refused all 75 that
// are none and one order of 33, with weights of 32, 4 and -7. These are flatter, because recordings of people lie
// between the two, and kinder to a single word, which that set lacks.
const INTERCEPT: f32 = 13.6;
const MEAN: f32 = 2.0;
const BREVITY: f32 = -2.0;

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(word: &str, start: i32, end: i32, mean: f32) -> Segment {
        Segment { word: word.to_owned(), start, end, acoustic: mean * (end - start + 1) as f32 }
    }

    #[test]
    fn words_that_fit_are_likelier_than_words_that_do_not() {
        let said = [segment("<sil>", 0, 20, -2.0), segment("small", 21, 70, -3.5), segment("latte(2)", 71, 130, -4.0)];
        let forced = [segment("<sil>", 0, 20, -2.0), segment("small", 21, 70, -8.5), segment("latte", 71, 130, -9.0)];
        assert!(confidence(&said) > 0.8);
        assert!(confidence(&forced) < 0.1);
    }

    #[test]
    fn silence_is_nothing() {
        assert_eq!(confidence(&[segment("<sil>", 0, 99, -1.0)]), 0.0);
        assert_eq!(confidence(&[]), 0.0);
    }

    #[test]
    fn a_hiss_is_steady_and_a_word_between_pauses_is_not() {
        let mut seed = 1_u32;
        let mut noise = |level: i16| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 16) as i16 / (i16::MAX / level)
        };
        let hiss: Vec<i16> = (0..16_000).map(|_| noise(3000)).collect();
        let word: Vec<i16> =
            (0..16_000).map(|at| noise(if (4000..12_000).contains(&at) { 3000 } else { 100 })).collect();
        assert!(is_steady(&hiss) && is_steady(&[0; 16_000]) && is_steady(&[]));
        assert!(!is_steady(&word));
    }
}
