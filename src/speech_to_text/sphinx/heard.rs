//! What was heard, and which hypotheses come of it.

use crate::speech_to_text::{Doubt, Hypothesis};

/// The language of the model.
pub(super) const LANGUAGE: &str = "en";

/// Below this confidence nothing was said.
pub(super) const LEAST: f32 = 0.2;

/// How sure it is at most that somebody called behind whose call something was said that is nothing that may be said.
pub(super) const UNHEARD: f32 = 0.5;

/// What was heard.
#[derive(Debug, Default)]
pub(super) struct Heard {
    /// What was said; nothing where that was none of what may be said.
    pub said: Option<Said>,
    /// The wake phrase at its beginning: all that counts where nothing else was understood, but only once nothing more is
    /// said. Whoever called is likely to go on.
    pub called: Option<Said>,
}

/// Words, and how sure it is that they were said, 0 to 1.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Said {
    pub text: String,
    pub confidence: f32,
    /// The words for goods in it, where others may have been said instead.
    pub doubt: Option<Doubt>,
}

impl Heard {
    /// The hypotheses while something may still be said.
    pub(super) fn so_far(&self) -> Vec<Hypothesis> {
        self.said.iter().filter(|said| said.confidence >= LEAST || said.doubt.is_some()).map(Said::hypothesis).collect()
    }

    /// The hypotheses once nothing more is said.
    pub(super) fn in_all(&self) -> Vec<Hypothesis> {
        let understood = self.said.as_ref().is_some_and(Said::is_understood);
        let called = self.called.as_ref().filter(|_| !understood);
        called.map_or_else(|| self.so_far(), |called| vec![called.hypothesis()])
    }
}

impl Said {
    /// Words of which none is in doubt.
    pub(super) const fn new(text: String, confidence: f32) -> Self {
        Self { text, confidence, doubt: None }
    }

    /// Whether more of it is sure.
    pub(super) fn surer_than(&self, other: &Self) -> bool {
        if self.confidence.max(other.confidence) >= UNHEARD {
            return self.confidence > other.confidence;
        }
        self.but_for_doubt() > other.but_for_doubt()
    }

    /// How sure it is, or all of it but the words in doubt.
    fn but_for_doubt(&self) -> f32 {
        self.confidence.max(self.doubt.as_ref().map_or(0.0, |doubt| doubt.others))
    }

    /// Whether it can be acted on, or all of it but a name.
    pub(super) fn is_understood(&self) -> bool {
        self.but_for_doubt() >= UNHEARD
    }

    /// The same, as sure as something makes of how sure it was.
    pub(super) fn map(self, sure: impl Fn(f32) -> f32) -> Self {
        let doubt = self.doubt.map(|doubt| Doubt { others: sure(doubt.others), ..doubt });
        Self { confidence: sure(self.confidence), doubt, ..self }
    }

    /// A call, behind which something was said that is nothing that may be said.
    pub(super) fn unheard(self) -> Self {
        Self { confidence: self.confidence.min(UNHEARD), ..self }
    }

    fn hypothesis(&self) -> Hypothesis {
        Hypothesis::new(self.text.clone(), self.confidence).said_in(Some(LANGUAGE)).in_doubt(self.doubt.clone())
    }
}
