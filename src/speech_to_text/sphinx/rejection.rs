//! Whether the words that fit best were said at all: a grammar fits something to every sound.

use super::decoder::Segment;

/// How sure it is that the words of a path were said, 0 to 1, from nothing but how they fit.
///
/// Enough for a command, which orders nothing: it refuses most other speech, but not every noise.
#[must_use]
pub(super) fn confidence(path: &[Segment]) -> f32 {
    Fit::of(path, &[]).map_or(0.0, Fit::alone)
}

/// The same against the best path of the [decoys](super::decoys) through the same sound.
#[must_use]
pub(super) fn confidence_among(path: &[Segment], decoys: &[Segment]) -> f32 {
    Fit::of(path, decoys).map_or(0.0, Fit::among_decoys)
}

/// The same for a wake phrase, which is judged alone, whatever follows.
#[must_use]
pub(super) fn confidence_of_phrase(phrase: &[Segment], decoys: &[Segment]) -> f32 {
    Fit::of(phrase, decoys).map_or(0.0, Fit::of_phrase)
}

/// How well the words of a path fit, natural logarithms of likelihoods a frame.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Fit {
    /// All words, against the best senone of each frame.
    mean: f32,
    /// The same of the neighbouring words that fit worst: a name that no grammar has is heard as one that it has, between
    /// words that fit.
    worst: f32,
    /// All words, against the decoys in the same frames.
    margin: f32,
    /// Frames with a word in them.
    spoken: f32,
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
            worst: worst(&words().collect::<Vec<_>>()),
            margin: words().map(margin).sum::<f32>() / spoken,
            spoken,
        })
    }

    fn alone(self) -> f32 {
        let whole = logistic(ALONE.0 + ALONE.1 * self.mean + ALONE.2 * 100.0 / self.spoken);
        whole.min(logistic(STRETCH.0 + STRETCH.1 * self.worst))
    }

    fn of_phrase(self) -> f32 {
        logistic(PHRASE.0 + PHRASE.1 * self.mean + PHRASE.2 * self.margin.clamp(-FARTHEST, FARTHEST))
    }

    fn among_decoys(self) -> f32 {
        logistic(AMONG.0 + AMONG.1 * self.mean + AMONG.2 * self.margin.clamp(-FARTHEST, FARTHEST))
    }
}

/// The lowest mean of neighbouring words that take [`STRETCH_FRAMES`] together; of all of them where they are fewer.
fn worst(words: &[&Segment]) -> f32 {
    let stretch = |from: usize| {
        let (mut spoken, mut acoustic) = (0.0, 0.0);
        for word in &words[from..] {
            spoken += frames(word);
            acoustic += word.acoustic;
            if spoken >= STRETCH_FRAMES {
                break;
            }
        }
        (from == 0 || spoken >= STRETCH_FRAMES).then_some(acoustic / spoken)
    };
    (0..words.len()).filter_map(stretch).fold(f32::INFINITY, f32::min)
}

fn logistic(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
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

/// Margins count up to here.
const FARTHEST: f32 = 6.0;

/// Intercept, weight of the mean, weight of how short it is (100 by frames). Flatter than the regression over eight
/// orders and twenty other sentences of synthesised voices (32, 4, -7): recordings of people lie between the two.
const ALONE: (f32, f32, f32) = (13.6, 2.0, -2.0);

/// Intercept and weight of the stretch that fits worst. Half as sure at -8.5 a frame: of 150 recordings of people who order
/// drinks 1 is below that as they are, and 45 % are whose drink was taken out of the grammar before (at -8: 4, and 61 %).
const STRETCH: (f32, f32) = (12.75, 1.5);

/// A name is about so long: 0.4 s.
const STRETCH_FRAMES: f32 = 40.0;

/// Intercept, weight of the mean, weight of the margin: a logistic regression (ridge, C = 0.1, classes balanced) over
/// the voices and noises that `benches/rejection.rs` calls fitted, 224 answers that were heard right against 137 noises
/// and other sentences.
const AMONG: (f32, f32, f32) = (6.6, 1.09, 1.08);

/// Likewise for a wake phrase. It has more phones than an answer, so it is told from other speech more surely: the sum of
/// mean and margin is -7 and above for synthesised voices that say one, and -10 and below for what people say else.
const PHRASE: (f32, f32, f32) = (11.25, 1.5, 1.5);

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
            confidence_among(&path, &decoys)
        };
        assert!(sure(-6.0) > 0.9 && sure(-1.0) < 0.5);
    }

    #[test]
    fn a_wake_phrase_is_judged_by_its_own_frames() {
        let sure = |mean: f32, decoys: f32| {
            confidence_of_phrase(&[segment("computer", 21, 80, mean)], &[segment("~lamp", 0, 150, decoys)])
        };
        assert!(sure(-5.0, -5.2) > 0.9);
        assert!(sure(-9.0, -6.5) < 0.1);
        assert!(confidence_of_phrase(&[], &[segment("~lamp", 0, 150, -3.0)]) < 0.1);
    }

    #[test]
    fn without_decoys_words_must_be_near_the_sound() {
        let said = |mean: f32| confidence(&[segment("small", 0, 59, mean), segment("latte", 60, 130, mean)]);
        assert!(said(-4.0) > 0.8 && said(-8.5) < 0.1);
    }

    #[test]
    fn a_name_that_was_not_said_is_found_between_words_that_were() {
        let said = |name: f32| {
            let [order, please] = [segment("order", 0, 59, -3.0), segment("please", 101, 160, -3.0)];
            confidence(&[order, segment("latte", 60, 100, name), please])
        };
        assert!(said(-5.0) > 0.8 && said(-10.0) < 0.5);
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
