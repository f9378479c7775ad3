//! What was heard, and which hypotheses come of it.

use crate::speech_to_text::Hypothesis;

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
}

impl Heard {
    /// The hypotheses while something may still be said.
    pub(super) fn so_far(&self) -> Vec<Hypothesis> {
        self.said.iter().filter(|said| said.confidence >= LEAST).map(Said::hypothesis).collect()
    }

    /// The hypotheses once nothing more is said.
    pub(super) fn in_all(&self) -> Vec<Hypothesis> {
        let understood = self.said.as_ref().is_some_and(|said| said.confidence >= UNHEARD);
        let called = self.called.as_ref().filter(|_| !understood);
        called.map_or_else(|| self.so_far(), |called| vec![called.hypothesis()])
    }
}

impl Said {
    /// A call, behind which something was said that is nothing that may be said.
    pub(super) fn unheard(self) -> Self {
        Self { confidence: self.confidence.min(UNHEARD), ..self }
    }

    fn hypothesis(&self) -> Hypothesis {
        Hypothesis::new(self.text.clone(), self.confidence).said_in(Some(LANGUAGE))
    }
}
