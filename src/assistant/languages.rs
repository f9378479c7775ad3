//! Which language is spoken where.

use super::Assistant;
use crate::event::SiteId;
use crate::expecting::Expecting;
use crate::speech_to_text::Hypothesis;
use crate::understanding::Judgement;

impl Assistant {
    /// The language of the conversation at a site.
    pub(super) fn language_at(&self, site: &SiteId) -> &str {
        match self.conversations.get(site) {
            Some(talk) => talk.dialogue.language(),
            None => &self.config.assistant.language,
        }
    }

    /// What was said at a site.
    pub(super) fn judge(&self, site: &SiteId, hypotheses: &[Hypothesis], expecting: Expecting) -> Judgement {
        self.understanding.judge(hypotheses, expecting, self.language_at(site))
    }

    /// The language that a microphone should expect: that of the question that is open; `None` where any may be spoken.
    pub(super) fn language_of_answer(&self, site: &SiteId, expecting: Expecting) -> Option<String> {
        let asked = !is_open(expecting) && !self.replies.is_single();
        asked.then(|| self.language_at(site).to_owned())
    }
}

/// Whether anything may be said, and no question is open.
const fn is_open(expecting: Expecting) -> bool {
    matches!(expecting, Expecting::Wake | Expecting::Command)
}
