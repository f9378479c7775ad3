//! Whether the words that fit best were said at all: a grammar fits something to every sound.

use super::decoder::{Decoder, Segment};
use super::decoys;

/// How sure it is that these words were said, 0 to 1, once the [decoys](super::decoys) had their turn at the same sound.
///
/// # Errors
/// What the decoder says when it cannot search.
pub(super) fn confidence(decoder: &mut Decoder, utterance: &[i16], path: &[Segment]) -> Result<f32, String> {
    if Fit::of(path, &[]).is_none_or(|fit| fit.mean < HOPELESS) {
        return Ok(0.0);
    }
    decoder.select(decoys::SEARCH)?;
    decoder.begin()?;
    decoder.feed(utterance, true)?;
    decoder.end()?;
    let fit = Fit::of(path, &decoder.segments());
    tracing::debug!(?fit, "fit");
    Ok(fit.map_or(0.0, |fit| fit.confidence()))
}

/// How well the words of a path fit, natural logarithms of likelihoods a frame.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Fit {
    /// All words, against the best senone of each frame.
    mean: f32,
    /// All words, against the decoys in the same frames.
    margin: f32,
    /// The word with the smallest margin.
    worst: f32,
}

impl Fit {
    /// `None` without words, or when there is less of them than anybody can say.
    fn of(path: &[Segment], decoys: &[Segment]) -> Option<Self> {
        let words = || path.iter().filter(|segment| !is_filler(&segment.word));
        let spoken: f32 = words().map(frames).sum();
        if spoken < LEAST_FRAMES {
            return None;
        }
        let margin = |word: &Segment| word.acoustic - between(decoys, word.start, word.end);
        Some(Self {
            mean: words().map(|word| word.acoustic).sum::<f32>() / spoken,
            margin: words().map(margin).sum::<f32>() / spoken,
            worst: words().map(|word| margin(word) / frames(word)).fold(f32::INFINITY, f32::min),
        })
    }

    fn confidence(self) -> f32 {
        let within = |margin: f32| margin.clamp(-FARTHEST, FARTHEST);
        let score = INTERCEPT + MEAN * self.mean + MARGIN * within(self.margin) + WORST * within(self.worst);
        1.0 / (1.0 + (-score).exp())
    }
}

/// What a path scores from one frame to another; a segment counts with its share.
fn between(path: &[Segment], start: i32, end: i32) -> f32 {
    let share = |segment: &Segment| {
        let common = segment.end.min(end) - segment.start.max(start) + 1;
        segment.acoustic * common.max(0) as f32 / frames(segment)
    };
    path.iter().map(share).sum()
}

fn frames(segment: &Segment) -> f32 {
    (segment.end - segment.start + 1).max(1) as f32
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

/// Frames that a word takes at least: the shortest "no" of a hurried speaker has 18, the fit to a clap has 15 or fewer.
const LEAST_FRAMES: f32 = 16.0;

/// A mean that no decoys need to be asked about.
const HOPELESS: f32 = -12.0;

/// Margins count up to here.
const FARTHEST: f32 = 6.0;

const INTERCEPT: f32 = 5.7;
const MEAN: f32 = 0.9;
const MARGIN: f32 = 0.67;
const WORST: f32 = 0.67;

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(word: &str, start: i32, end: i32, mean: f32) -> Segment {
        Segment { word: word.to_owned(), start, end, acoustic: mean * (end - start + 1) as f32 }
    }

    #[test]
    fn words_that_fit_better_than_decoys_were_said() {
        let path = [segment("<sil>", 0, 20, -2.0), segment("small", 21, 70, -3.5), segment("latte(2)", 71, 130, -4.0)];
        let sure = |decoys: f32| {
            let decoys = [segment("~lamp", 0, 60, decoys), segment("~chest", 61, 150, decoys)];
            Fit::of(&path, &decoys).unwrap().confidence()
        };
        assert!(sure(-6.0) > 0.9 && sure(-1.0) < 0.1);
    }

    #[test]
    fn one_word_that_does_not_fit_lowers_the_confidence_of_all() {
        let path = [segment("two", 0, 39, -3.0), segment("large", 40, 79, -3.0), segment("lattes", 80, 119, -3.0)];
        let decoys = |last: f32| [segment("~lamp", 0, 79, -5.0), segment("~chest", 80, 119, last)];
        let [all, some] = [-5.0, -1.0].map(|last| Fit::of(&path, &decoys(last)).unwrap());
        assert!(all.worst > 1.9 && some.worst < -1.9 && some.confidence() < all.confidence());
    }

    #[test]
    fn silence_and_what_is_shorter_than_a_word_are_nothing() {
        assert_eq!(Fit::of(&[segment("<sil>", 0, 99, -1.0)], &[]), None);
        assert_eq!(Fit::of(&[segment("aye", 40, 44, -1.0)], &[]), None);
        assert_eq!(Fit::of(&[], &[]), None);
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
