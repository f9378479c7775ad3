//! Several microphones hear one shopper: the one that heard best answers, and the others stay silent.

use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};

use super::Assistant;
use crate::event::{Acoustics, SiteId};
use crate::understanding::Intent;

/// So long one microphone waits for what the others heard.
const WINDOW: SignedDuration = SignedDuration::from_millis(100);

/// Speech that ended within this time at two microphones is the same.
const SAME: Duration = Duration::from_millis(500);

/// Somebody woke the assistant at a microphone.
pub(super) struct Claim {
    /// Where.
    pub site: SiteId,
    /// With which words, and what they mean.
    pub transcript: String,
    pub wishes: Vec<Intent>,
    /// How that was heard.
    pub acoustics: Acoustics,
}

/// Who answers a shopper whom several microphones hear.
#[derive(Default)]
pub(super) struct Arbitration {
    claims: Vec<Claim>,
    until: Option<Timestamp>,
    /// Where somebody was answered last, and when they were done.
    answered: Option<(SiteId, Instant)>,
}

impl Arbitration {
    /// When it is decided.
    pub fn until(&self) -> Option<Timestamp> {
        self.until
    }

    /// Takes a claim. Gives it back when it comes too late.
    fn enter(&mut self, claim: Claim, now: Timestamp) -> Result<(), SiteId> {
        let too_late = self.answered.as_ref().is_some_and(|(site, ended)| {
            let its = &claim.acoustics.speech_ended;
            let apart = ended.max(its).duration_since(*ended.min(its));
            *site != claim.site && apart < SAME
        });
        if too_late {
            return Err(claim.site);
        }
        self.until = self.until.or_else(|| now.checked_add(WINDOW).ok());
        self.claims.push(claim);
        Ok(())
    }

    /// The claim of who heard best, and who else made one.
    fn decide(&mut self) -> Option<(Claim, Vec<SiteId>)> {
        self.until = None;
        let mut claims = std::mem::take(&mut self.claims);
        let best = claims.iter().map(|claim| claim.acoustics.clarity_db).enumerate();
        let best = best.max_by(|one, other| one.1.total_cmp(&other.1))?.0;
        let best = claims.swap_remove(best);
        self.answered = Some((best.site.clone(), best.acoustics.speech_ended));
        Some((best, claims.into_iter().map(|claim| claim.site).collect()))
    }
}

impl Assistant {
    /// Somebody woke the assistant: at whichever microphone hears best, it is decided soon.
    pub(super) fn claim(&mut self, claim: Claim) {
        let now = self.clock.now();
        match self.arbitration.enter(claim, now) {
            Ok(()) if self.arbitration.claims.len() == self.voices.len() => self.arbitrate(),
            Ok(()) => {}
            Err(too_late) => {
                tracing::info!(not = %too_late, "two microphones heard this; another one answers already");
                self.attend(&too_late);
            }
        }
    }

    /// Decides when it is time.
    pub(super) fn arbitrate_in_time(&mut self, now: Timestamp) {
        if self.arbitration.until.is_some_and(|until| until <= now) {
            self.arbitrate();
        }
    }

    fn arbitrate(&mut self) {
        let Some((best, others)) = self.arbitration.decide() else { return };
        for other in others {
            tracing::info!(site = %best.site, not = %other, "two microphones heard this; the one that heard it best answers");
            self.attend(&other);
        }
        self.understood(&best.site, &best.transcript, best.wishes, best.acoustics);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(site: &str, clarity_db: f32, speech_ended: Instant) -> Claim {
        let (site, transcript) = (SiteId(site.to_owned()), String::new());
        let acoustics = Acoustics { speech_ended, silence_ms: 256, clarity_db };
        Claim { site, transcript, wishes: Vec::new(), acoustics }
    }

    #[test]
    fn who_heard_best_answers_and_who_comes_late_does_not() {
        let (now, ended) = (Timestamp::UNIX_EPOCH, Instant::now());
        let mut arbitration = Arbitration::default();
        assert!(arbitration.enter(claim("hall", 12.0, ended), now).is_ok());
        assert!(arbitration.enter(claim("kitchen", 30.0, ended), now).is_ok());
        assert_eq!(arbitration.until(), Some(now + WINDOW));
        let (best, others) = arbitration.decide().unwrap();
        assert_eq!((best.site.0.as_str(), others), ("kitchen", vec![SiteId("hall".to_owned())]));
        assert!(arbitration.decide().is_none());

        let later = ended + Duration::from_millis(300);
        assert!(arbitration.enter(claim("cellar", 50.0, later), now).is_err());
        assert!(arbitration.enter(claim("cellar", 50.0, ended + Duration::from_secs(2)), now).is_ok());
    }

    #[test]
    fn a_clarity_that_is_no_number_decides_nothing_else() {
        let mut arbitration = Arbitration::default();
        for clarity in [f32::NAN, 3.0] {
            assert!(arbitration.enter(claim("hall", clarity, Instant::now()), Timestamp::UNIX_EPOCH).is_ok());
        }
        assert!(arbitration.decide().is_some());
    }
}
