//! Whether the words that fit best were said at all: a grammar fits something to every sound.

use std::collections::BTreeSet;
use std::ops::Range;

use super::decoder::Segment;
use super::decoys;

/// How sure it is that the words of a path were said, 0 to 1, from nothing but how they fit.
///
/// Enough for a command, which orders nothing: it refuses most other speech, but not every noise. Words that are `goods`
/// are looked at most closely; `clearance` says how closely anything can be, see [`clearance`].
#[must_use]
pub(super) fn confidence(path: &[Segment], goods: &BTreeSet<String>, clearance: f32) -> f32 {
    let whole = Fit::of(path, &[]).map_or(0.0, Fit::alone);
    let allowed = between_rooms(QUIET.1, NOISY.1, clearance);
    let (stretch, allowed) = match around(path, goods) {
        Some(around) => (worst(path, around), allowed),
        None => (worst(path, 0..usize::MAX), allowed - ANYWHERE),
    };
    whole.min(logistic(STEEP * (stretch - allowed)))
}

/// The words of a path from the first for goods to the last, and how sure it is that all others were said. `None` where it
/// has no word for goods, or nothing else.
#[must_use]
pub(super) fn but_for_goods(path: &[Segment], goods: &BTreeSet<String>, clearance: f32) -> Option<(String, f32)> {
    let is_one = |segment: &Segment| goods.contains(segment.spelling());
    let (first, last) = (path.iter().position(is_one)?, path.iter().rposition(is_one)?);
    let named: Vec<&str> =
        path[first..=last].iter().filter(|segment| segment.is_word()).map(Segment::spelling).collect();
    let fit = Fit::of(&[&path[..first], &path[last + 1..]].concat(), &[])?.alone();
    let around = around(path, goods)?;
    let spread: usize = path.iter().map(|segment| frames(segment) as usize).sum();
    // What was said instead of the name need not end where it does, so that it is judged by the words farther away.
    let beside = [0..around.start, around.end..spread].into_iter().filter(|beside| beside.len() >= NAME_FRAMES);
    let stretch = beside.map(|beside| worst(path, beside)).fold(0.0, f32::min);
    let allowed = between_rooms(QUIET.1, NOISY.1, clearance) - ANYWHERE;
    Some((named.join(" "), fit.min(logistic(STEEP * (stretch - allowed)))))
}

/// Whether something else may have been said than the words for goods in a path: they do not fit as well as they do when
/// they were. Not without such a word.
#[must_use]
pub(super) fn is_doubtful(path: &[Segment], goods: &BTreeSet<String>) -> bool {
    around(path, goods).is_some_and(|around| worst(path, around) < UNDOUBTED)
}

/// How sure it is that the words of a path were said and not those of another one through the same sound, in which a
/// [decoy](super::decoys) stands for the name.
#[must_use]
pub(super) fn confidence_against(path: &[Segment], unsold: &[Segment], clearance: f32) -> f32 {
    let mut others = unsold.iter().filter(|segment| decoys::is_one(&segment.word));
    let Some(other) = others.next() else { return 1.0 };
    // "An uh iced mocha": nothing of what was said is missing.
    let spoken = |path: &[Segment]| path.iter().filter(|segment| segment.is_word()).count();
    if frames(other) < HESITATION && spoken(unsold) > spoken(path) {
        return 1.0;
    }
    let score = |path: &[Segment]| path.iter().map(|segment| segment.acoustic).sum::<f32>();
    let allowed = between_rooms(BEATEN.0, BEATEN.1, clearance);
    logistic((score(path) - score(unsold) - allowed) / BEATEN_WIDTH)
}

/// What counts at this clearance, of what does in a quiet room and in loud noise.
fn between_rooms(quiet: f32, noisy: f32, clearance: f32) -> f32 {
    quiet + (noisy - quiet) * ((QUIET.0 - clearance) / (QUIET.0 - NOISY.0)).clamp(0.0, 1.0)
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

/// How sure it is that somebody called who says a command behind it: what is likely to be one makes the call likelier, by
/// its odds.
#[must_use]
pub(super) fn call_before(call: f32, command: f32) -> f32 {
    let odds = |sure: f32| sure / (1.0 - sure).max(f32::EPSILON);
    let both = odds(call) * odds(command).max(1.0);
    both / (1.0 + both)
}

/// How well the words of a path fit, natural logarithms of likelihoods a frame.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Fit {
    /// All words, against the best senone of each frame.
    mean: f32,
    /// All words, against the decoys in the same frames.
    margin: f32,
    /// The same of the word that fits worst against the decoys.
    least: f32,
    /// Frames with a word in them.
    spoken: f32,
}

impl Fit {
    /// `None` without words, or when there is less of them than anybody can say.
    fn of(path: &[Segment], decoys: &[Segment]) -> Option<Self> {
        let words = || path.iter().filter(|segment| segment.is_word());
        let spoken: f32 = words().map(frames).sum();
        if spoken < LEAST_FRAMES {
            return None;
        }
        let margin = |word: &Segment| word.acoustic - between(decoys, word.start, word.end);
        Some(Self {
            mean: words().map(|word| word.acoustic).sum::<f32>() / spoken,
            margin: words().map(margin).sum::<f32>() / spoken,
            least: words().map(|word| margin(word) / frames(word)).fold(f32::INFINITY, f32::min),
            spoken,
        })
    }

    fn alone(self) -> f32 {
        logistic(ALONE.0 + ALONE.1 * self.mean + ALONE.2 * 100.0 / self.spoken)
    }

    fn of_phrase(self) -> f32 {
        let whole = logistic(PHRASE.0 + PHRASE.1 * self.mean + PHRASE.2 * self.margin.clamp(-FARTHEST, FARTHEST));
        whole.min(logistic(LEAST_OF_PHRASE.0 + LEAST_OF_PHRASE.1 * self.least))
    }

    fn among_decoys(self) -> f32 {
        logistic(AMONG.0 + AMONG.1 * self.mean + AMONG.2 * self.margin.clamp(-FARTHEST, FARTHEST))
    }
}

/// The frames from the first word for goods to the last, and [`BESIDE`] more on both sides: what was said instead need not
/// end where the name does. `None` without such a word. Frames are counted from the first of the path.
fn around(path: &[Segment], goods: &BTreeSet<String>) -> Option<Range<usize>> {
    let is_one = |segment: &&Segment| goods.contains(segment.spelling());
    let first = path.iter().find(is_one)?;
    let last = path.iter().rev().find(is_one)?;
    let begin = path.first()?.start;
    let from = usize::try_from(first.start - begin).ok()?.saturating_sub(BESIDE);
    Some(from..usize::try_from(last.end + 1 - begin).ok()? + BESIDE)
}

/// The lowest mean of as many neighbouring frames as a name takes, within some frames of a path: a name that no grammar has
/// is heard as one that it has, between words that fit. A word fits as well in each of its frames; silence counts too.
fn worst(path: &[Segment], within: Range<usize>) -> f32 {
    let spread = |segment: &Segment| std::iter::repeat_n(segment.acoustic / frames(segment), frames(segment) as usize);
    let fits: Vec<f32> = path.iter().flat_map(spread).skip(within.start).take(within.len()).collect();
    let length = NAME_FRAMES.min(fits.len());
    if length == 0 {
        return f32::NEG_INFINITY;
    }
    let means = fits.windows(length).map(|window| window.iter().sum::<f32>() / length as f32);
    means.fold(f32::INFINITY, f32::min)
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
    let levels = levels(samples, |window| {
        window.windows(2).map(|pair| f32::from(pair[1]) - f32::from(pair[0])).map(|step| step * step).sum()
    });
    rise(&levels, 19, 20).is_none_or(|rise| rise < STEADY_DB)
}

/// How far speech is above what is heard beside it, dB: the ninth tenth of the 20 ms windows of an utterance above the
/// first. 11 in kitchen noise at 6 dB, 16 at 12, more than 40 in a quiet room.
#[must_use]
pub(super) fn clearance(samples: &[i16]) -> f32 {
    let levels = levels(samples, |window| window.iter().map(|&sample| f32::from(sample).powi(2)).sum());
    rise(&levels, 9, 10).unwrap_or(0.0)
}

/// The loudness of each 20 ms by this measure of its energy, dB, ascending.
fn levels(samples: &[i16], energy: impl Fn(&[i16]) -> f32) -> Vec<f32> {
    let loudness = |window: &[i16]| 10.0 * (energy(window) / WINDOW as f32 + 1.0).log10();
    let mut levels: Vec<f32> = samples.chunks_exact(WINDOW).map(loudness).collect();
    levels.sort_by(f32::total_cmp);
    levels
}

/// How far a part of ascending levels is above their first tenth.
fn rise(levels: &[f32], numerator: usize, denominator: usize) -> Option<f32> {
    Some(levels.get(levels.len() * numerator / denominator)? - levels.get(levels.len() / 10)?)
}

/// Samples in 20 ms.
const WINDOW: usize = 320;

/// White, pink and brown noise stay below 3 dB; speech with pauses around it is beyond 20.
const STEADY_DB: f32 = 5.0;

/// Frames that a word takes at least: the shortest "no" of a hurried speaker has 18, the fit to a clap has 15 or fewer.
const LEAST_FRAMES: f32 = 16.0;

/// Margins count up to here.
const FARTHEST: f32 = 6.0;

/// Intercept, weight of the mean, weight of how short it is (100 by frames). Flatter than the regression over eight
/// orders and twenty other sentences of synthesised voices (32, 4, -7): recordings of people lie between the two.
const ALONE: (f32, f32, f32) = (13.6, 2.0, -2.0);

/// Clearance, dB, and the fit a frame at which a name is half sure, in a quiet room: people who say a name that is sold are
/// hardly ever below it, and who is has the name asked for.
pub(super) const QUIET: (f32, f32) = (30.0, -7.3);

/// The same in loud noise, which nothing fits well.
const NOISY: (f32, f32) = (12.0, -9.0);

/// Names that fit so well were said: 91 of 150 recordings of people who order drinks are above it, and no decoy tells the
/// others that are when their drink is taken out of the grammar.
const UNDOUBTED: f32 = -5.0;

/// How much better the path with a decoy fits, in all its frames, where a name is half sure: in a quiet room, and in loud
/// noise. Chosen on 150 recordings of people who order drinks, with their drink in the grammar and without it.
const BEATEN: (f32, f32) = (-35.0, -80.0);

/// How much more or less of it makes a name nearly sure, or nearly sure not to have been said.
const BEATEN_WIDTH: f32 = 10.0;

/// Frames in which nobody says a name, but many "uh": 0.22 s.
const HESITATION: f32 = 22.0;

/// How much less words must fit of which none is for goods: there are more places for the worst to be.
const ANYWHERE: f32 = 1.5;

/// How fast sureness falls with the fit.
const STEEP: f32 = 1.5;

/// A name is about so long: 0.4 s.
const NAME_FRAMES: usize = 40;

/// So far beyond the words for goods: 0.3 s.
const BESIDE: usize = 30;

/// Intercept, weight of the mean, weight of the margin: a logistic regression (ridge, C = 0.1, classes balanced) over
/// the voices and noises that `benches/rejection.rs` calls fitted, 224 answers that were heard right against 137 noises
/// and other sentences.
const AMONG: (f32, f32, f32) = (6.6, 1.09, 1.08);

/// Likewise for a wake phrase. It has more phones than an answer, so it is told from other speech more surely: the sum of
/// mean and margin is -7 and above for synthesised voices that say one, and -10 and below for what people say else.
const PHRASE: (f32, f32, f32) = (11.25, 1.5, 1.5);

/// Intercept and weight of the word of a wake phrase that fits worst: in "they order leaves" all fits "hey orderly" but
/// its first word. Half as sure at -3 a frame, which the short words of true calls hardly reach.
const LEAST_OF_PHRASE: (f32, f32) = (4.5, 1.5);

#[cfg(test)]
mod tests;
