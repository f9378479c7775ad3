//! What whisper wrote, and whether to believe it: on silence and noise it makes sentences up.

use whisper_rs::WhisperState;

use super::Hypothesis;
use crate::audio::{FRAME_SAMPLES, SAMPLE_RATE};
use crate::text_to_speech::spoken::spoken;

/// Sound whose loudest frame stays below this root mean square (-46 dB of full scale) is silence.
const QUIETEST_SPEECH: f32 = 0.005;

/// Average log probability of a token below which a text is made up (whisper's own threshold).
const LOWEST_LOG_PROBABILITY: f32 = -1.0;

/// Above this no-speech probability nothing is believed; above whisper's own 0.6 only a text that is sure otherwise.
const SURELY_NO_SPEECH: f32 = 0.9;
const LIKELY_NO_SPEECH: f32 = 0.6;
const SURE_IN_SPITE_OF_IT: f32 = -0.3;

/// Nobody says more words a second.
const FASTEST_SPEECH: f32 = 7.0;

/// Names of the bias in a row that nobody says without any other word.
const ECHOED_NAMES: usize = 3;

/// Intercept, and weight of the average log probability of a token: a logistic regression on whether every word was right,
/// over 24 short orders of synthesised voices, clean and with brown noise 12 and 6 dB below, through `tiny.en` and
/// `nano-shopper.en`. whisper is far too sure of itself: of what it gave 0.7 on average, one in five was right.
const CALIBRATION: (f32, f32) = (2.7, 11.0);

/// What whisper writes where nobody speaks: subtitles of films are what it learnt from.
const PHANTOMS: &str = include_str!("phantoms.txt");

/// What whisper wrote about an utterance.
#[derive(Debug, Clone, PartialEq)]
pub struct Transcript {
    /// Lower case, no punctuation, numbers as words.
    pub text: String,
    /// The language that it was decoded in.
    pub language: &'static str,
    /// How likely that language is beside the likeliest, 0 to 1.
    in_language: f32,
    log_probability: f32,
    no_speech: f32,
}

impl Transcript {
    /// What the state holds after a decoding.
    pub fn of(state: &WhisperState, language: &'static str) -> Self {
        let mut text = String::new();
        let mut no_speech: f32 = 0.0;
        let mut probabilities = Vec::new();
        for segment in state.as_iter() {
            text.push_str(&segment.to_str_lossy().unwrap_or_default());
            text.push(' ');
            no_speech = no_speech.max(segment.no_speech_probability());
            let tokens = (0..segment.n_tokens()).filter_map(|index| segment.get_token(index));
            probabilities.extend(tokens.map(|token| token.token_probability().max(f32::MIN_POSITIVE)));
        }
        let count = probabilities.len().max(1) as f32;
        let log_probability = probabilities.iter().map(|probability| probability.ln()).sum::<f32>() / count;
        let text = plain(&text, language == "en");
        Self { text, language, in_language: 1.0, log_probability, no_speech }
    }

    /// The geometric mean of the probabilities of its tokens, 0 to 1.
    pub fn probability(&self) -> f32 {
        self.log_probability.exp()
    }

    /// Whether somebody may have said this in so many seconds, of which so many were loud. `bias` are the names that the
    /// decoder was told of.
    pub fn is_plausible(&self, loud_seconds: f32, bias: &[String]) -> bool {
        let words = self.text.split_whitespace().count() as f32;
        let no_speech = self.no_speech > SURELY_NO_SPEECH
            || (self.no_speech > LIKELY_NO_SPEECH && self.log_probability < SURE_IN_SPITE_OF_IT);
        words > 0.0
            && !no_speech
            && self.log_probability >= LOWEST_LOG_PROBABILITY
            && words <= (loud_seconds * FASTEST_SPEECH).max(1.0)
            && !loops(&self.text)
            && !self.is_phantom()
            && !echoes(&self.text, bias)
    }

    /// Whether it is known for being made up. What people say too counts unless whisper is unsure.
    fn is_phantom(&self) -> bool {
        PHANTOMS.lines().any(|line| match line.strip_prefix("? ") {
            Some(phrase) => phrase == self.text && self.log_probability < SURE_IN_SPITE_OF_IT,
            None => !line.is_empty() && !line.starts_with('#') && contains(&self.text, line),
        })
    }

    /// How sure it is that these were the words, 0 to 1.
    fn confidence(&self) -> f32 {
        let (intercept, weight) = CALIBRATION;
        1.0 / (1.0 + (-(intercept + weight * self.log_probability)).exp())
    }

    /// The same where its language is less likely than another one.
    pub fn beside_likelier(self, in_language: f32) -> Self {
        Self { in_language, ..self }
    }

    /// As the next stage takes it.
    pub fn into_hypothesis(self) -> Hypothesis {
        let confidence = self.confidence() * self.in_language;
        Hypothesis::new(self.text, confidence).said_in(Some(self.language))
    }
}

/// Whether words stand somewhere in a text as whole words.
fn contains(text: &str, words: &str) -> bool {
    format!(" {text} ").contains(&format!(" {words} "))
}

/// Whether it is nothing but names in the order in which the decoder was told them: it then repeats the bias, not what
/// it heard.
fn echoes(text: &str, bias: &[String]) -> bool {
    bias.windows(ECHOED_NAMES).any(|names| contains(text, &names.join(" ")))
}

/// How long it is loud, within 20 dB of its loudest frame, seconds: pauses between words count as speech.
pub fn loud_seconds(samples: &[f32]) -> f32 {
    let energies = || samples.chunks(FRAME_SAMPLES).map(energy);
    let loudest = energies().fold(0.0, f32::max);
    let is_loud = |energy: f32| energy > 0.0 && energy >= loudest / 100.0;
    let first = energies().position(is_loud).unwrap_or(0);
    let last = samples.chunks(FRAME_SAMPLES).rposition(|frame| is_loud(energy(frame))).map_or(0, |last| last + 1);
    last.saturating_sub(first) as f32 * FRAME_SAMPLES as f32 / SAMPLE_RATE as f32
}

fn energy(frame: &[f32]) -> f32 {
    frame.iter().map(|sample| sample * sample).sum::<f32>() / FRAME_SAMPLES as f32
}

/// Whether any of it is as loud as speech.
pub fn is_loud_enough(samples: &[f32]) -> bool {
    samples.chunks(FRAME_SAMPLES).any(|frame| energy(frame).sqrt() >= QUIETEST_SPEECH)
}

/// Lower case words without punctuation, sound descriptions such as `[MUSIC]` left out, numbers as words.
fn plain(text: &str, english: bool) -> String {
    let mut depth = 0_u32;
    let said: String = text
        .chars()
        .filter(|letter| match letter {
            '[' | '(' | '♪' => {
                depth += u32::from(*letter != '♪');
                false
            }
            ']' | ')' => {
                depth = depth.saturating_sub(1);
                false
            }
            _ => depth == 0,
        })
        .collect();
    let said = if english { spoken(&said, "en") } else { said };
    let letters = said.to_lowercase().replace('’', "'");
    let words = letters.split(|letter: char| !letter.is_alphanumeric() && letter != '\'');
    words.map(|word| word.trim_matches('\'')).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Whether the same one to four words come four times in a row.
fn loops(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    (1..=4).any(|length| {
        words.windows(length * 4).any(|window| window.chunks(length).all(|chunk| Some(chunk) == window.get(..length)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_plain_words() {
        assert_eq!(plain(" I'd like 2 packs, please!", true), "i'd like two packs please");
        assert_eq!(plain("[BLANK_AUDIO] (music) ♪", true), "");
        assert_eq!(plain("Twenty-one 'big' bags.", true), "twenty one big bags");
    }

    #[test]
    fn a_decoder_that_loops_is_noticed() {
        assert!(loops("i want i want i want i want tea"));
        assert!(!loops("no no no i want tea and i want milk"));
    }
}
