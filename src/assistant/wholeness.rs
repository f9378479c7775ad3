//! How long the ear waits for more: that depends on what was said so far.

use crate::config::{Config, RecognitionConfig};
use crate::expecting::Expecting;
use crate::listening::{Patience, wake_word};
use crate::speech_to_text::{Hypothesis, Vocabulary};
use crate::understanding::{Completeness, Intent, Languages};

/// Knows what wishes sound like.
pub struct Wholeness {
    languages: Languages,
    vocabulary: Vocabulary,
    recognition: RecognitionConfig,
    wake_sensitivity: f32,
}

impl Wholeness {
    /// By these sentences and products, and by how sure wishes must be.
    pub fn new(languages: Languages, vocabulary: Vocabulary, config: &Config) -> Self {
        let (recognition, wake_sensitivity) = (config.recognition.clone(), config.listening.wake_sensitivity);
        Self { languages, vocabulary, recognition, wake_sensitivity }
    }

    /// Judges by other sentences and products from now on.
    pub fn adopt(&mut self, languages: Languages, vocabulary: Vocabulary) {
        (self.languages, self.vocabulary) = (languages, vocabulary);
    }

    /// How long to wait after these words.
    pub fn patience(&self, hypotheses: &[Hypothesis], expecting: Expecting) -> Patience {
        let needed = |wishes: &[Intent]| needed(&self.recognition, self.wake_sensitivity, expecting, wishes);
        match self.languages.completeness(hypotheses, expecting, &self.vocabulary, needed) {
            Completeness::Whole => Patience::Short,
            Completeness::Unclear => Patience::Usual,
            Completeness::Unfinished => Patience::Long,
        }
    }

    /// What these words are that are said to somebody who speaks to make them stop; `None` when they are not.
    pub fn interruption(&self, hypotheses: &[Hypothesis]) -> Option<Interruption> {
        let judged = self.languages.judge(hypotheses, Expecting::Interruption, "");
        let sure = judged.meaning.confidence() >= self.recognition.minimum_confidence;
        let wishes = judged.meaning.wishes().iter().map(|wish| match wish.name.as_str() {
            "Stop" => Some(Interruption::Stop),
            "Wake" => Some(Interruption::Wake),
            _ => None,
        });
        // Several are as good as the last one: "hey orderly, stop".
        wishes.collect::<Option<Vec<_>>>()?.pop().filter(|_| sure)
    }
}

/// What makes somebody stop who speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Interruption {
    /// The wish that they do.
    Stop,
    /// A wake phrase: any wish may follow it.
    Wake,
}

/// How sure wishes must be at this moment to be acted on, 0 to 1.
pub fn needed(recognition: &RecognitionConfig, wake_sensitivity: f32, expecting: Expecting, wishes: &[Intent]) -> f32 {
    if expecting == Expecting::Wake {
        return wake_word::needed_at(wake_sensitivity, recognition.minimum_confidence);
    }
    let orders = expecting == Expecting::Confirmation && wishes.iter().any(|wish| wish.name == "Yes");
    let confirmation = if orders { recognition.minimum_confirmation_confidence } else { 0.0 };
    recognition.minimum_confidence.max(confirmation)
}
