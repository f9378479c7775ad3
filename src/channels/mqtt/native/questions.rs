//! The totals that wait for a yes or a no, so that nobody can confirm what was not asked.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::event::SiteId;

/// The sites where a total waits, shared by both halves of the dialect.
#[derive(Debug, Clone, Default)]
pub(super) struct Questions(Arc<Mutex<HashMap<SiteId, Question>>>);

/// A total that waits.
#[derive(Debug, Default)]
struct Question {
    /// The reply that asked on this broker.
    reply: Option<String>,
    /// Whether the loudspeaker of the site asked.
    aloud: bool,
}

impl Questions {
    /// A reply went out: it asks, or there is nothing to answer any more.
    pub(super) fn replied(&self, site: &SiteId, reply: &str, asks: bool) {
        if asks {
            self.lock().entry(site.clone()).or_default().reply = Some(reply.to_owned());
        } else {
            self.lock().remove(site);
        }
    }

    /// Whether a site with a loudspeaker waits for a yes or a no.
    pub(super) fn aloud(&self, site: &SiteId, asks: bool) {
        let mut questions = self.lock();
        match questions.get_mut(site) {
            Some(question) => question.aloud = asks,
            None if asks => drop(questions.insert(site.clone(), Question { reply: None, aloud: true })),
            None => {}
        }
        questions.retain(|_, question| question.aloud || question.reply.is_some());
    }

    /// Whether a site waits for an answer, to this reply where one is named.
    pub(super) fn waits(&self, site: &SiteId, reply: Option<&str>) -> bool {
        self.lock().get(site).is_some_and(|question| reply.is_none() || question.reply.as_deref() == reply)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<SiteId, Question>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_last_question_of_a_site_can_be_answered() {
        let (questions, kitchen, hall) = (Questions::default(), SiteId("kitchen".into()), SiteId("hall".into()));
        assert!(!questions.waits(&kitchen, None));
        questions.replied(&kitchen, "r-1", true);
        questions.replied(&kitchen, "r-2", true);
        assert!(questions.waits(&kitchen, None) && questions.waits(&kitchen, Some("r-2")));
        assert!(!questions.waits(&kitchen, Some("r-1")) && !questions.waits(&hall, None));
        questions.replied(&kitchen, "r-3", false);
        assert!(!questions.waits(&kitchen, None) && !questions.waits(&kitchen, Some("r-3")));
    }

    #[test]
    fn what_was_asked_aloud_can_be_answered_until_it_was() {
        let (questions, kitchen) = (Questions::default(), SiteId("kitchen".into()));
        questions.aloud(&kitchen, true);
        assert!(questions.waits(&kitchen, None) && !questions.waits(&kitchen, Some("r-1")));
        questions.aloud(&kitchen, false);
        assert!(!questions.waits(&kitchen, None) && questions.lock().is_empty());
    }
}
