//! How long the ear waits for more: that depends on what was said so far.

use crate::config::RecognitionConfig;
use crate::expecting::Expecting;
use crate::listening::Patience;
use crate::speech_to_text::{Hypothesis, Vocabulary};
use crate::understanding::{Completeness, Intent, Understanding};

/// Knows what wishes sound like.
pub struct Wholeness {
    understanding: Understanding,
    vocabulary: Vocabulary,
    recognition: RecognitionConfig,
}

impl Wholeness {
    /// By these sentences and products, and by how sure wishes must be.
    pub fn new(understanding: Understanding, vocabulary: Vocabulary, recognition: RecognitionConfig) -> Self {
        Self { understanding, vocabulary, recognition }
    }

    /// Judges by other sentences and products from now on.
    pub fn adopt(&mut self, understanding: Understanding, vocabulary: Vocabulary) {
        (self.understanding, self.vocabulary) = (understanding, vocabulary);
    }

    /// How long to wait after these words.
    pub fn patience(&self, hypotheses: &[Hypothesis], expecting: Expecting) -> Patience {
        let needed = |wishes: &[Intent]| needed(&self.recognition, expecting, wishes);
        match self.understanding.completeness(hypotheses, expecting, &self.vocabulary, needed) {
            Completeness::Whole => Patience::Short,
            Completeness::Unclear => Patience::Usual,
            Completeness::Unfinished => Patience::Long,
        }
    }

    /// Whether these words are said to somebody who speaks to make them stop: one of a few that mean that, or anything
    /// behind the wake phrase.
    pub fn interrupts(&self, hypotheses: &[Hypothesis], expecting: Expecting) -> bool {
        let judged = self.understanding.judge(hypotheses, expecting);
        let wishes = judged.meaning.wishes();
        let sure = judged.meaning.confidence() >= self.recognition.minimum_confirmation_confidence;
        let stops = |wish: &Intent| expecting == Expecting::Wake || INTERRUPTIONS.contains(&wish.name.as_str());
        sure && !wishes.is_empty() && wishes.iter().all(stops)
    }
}

/// The wishes that make somebody stop who speaks.
const INTERRUPTIONS: [&str; 2] = ["Stop", "Wake"];

/// How sure wishes must be at this moment to be acted on, 0 to 1.
pub fn needed(recognition: &RecognitionConfig, expecting: Expecting, wishes: &[Intent]) -> f32 {
    let orders = expecting == Expecting::Confirmation && wishes.iter().any(|wish| wish.name == "Yes");
    let confirmation = if orders { recognition.minimum_confirmation_confidence } else { 0.0 };
    recognition.minimum_confidence.max(confirmation)
}
