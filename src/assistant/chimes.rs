//! When an earcon is heard: after a wake, when something takes a moment, and when something was not understood.

use jiff::{SignedDuration, Timestamp};

use super::Assistant;
use crate::audio::earcon::Earcon;
use crate::event::SiteId;

/// An answer that comes within this time needs no sound before it.
const PATIENCE: SignedDuration = SignedDuration::from_millis(400);

impl Assistant {
    /// Plays an earcon on the loudspeaker of a site, where there is one and sounds are wanted now.
    pub(super) fn chime(&mut self, site: &SiteId, earcon: Earcon) {
        let wanted = self.chimes_now();
        let voice = self.voices.get(site);
        if let Some(mouth) = voice.and_then(|voice| voice.speaking.as_ref())
            && wanted
        {
            mouth.chime(earcon);
        }
    }

    /// What was said was understood. Where the answer takes a moment, that will be heard.
    pub(super) fn acknowledge(&mut self, site: &SiteId) {
        let then = self.clock.now().checked_add(PATIENCE).ok();
        self.acknowledge_at = then.filter(|_| self.waits(site)).map(|then| (site.clone(), then));
    }

    /// Lets it be heard, when the answer is still not there.
    pub(super) fn acknowledge_in_time(&mut self, now: Timestamp) {
        if let Some((site, _)) = self.acknowledge_at.take_if(|(_, then)| *then <= now)
            && self.waits(&site)
        {
            self.chime(&site, Earcon::Understood);
        }
    }

    fn waits(&self, site: &SiteId) -> bool {
        self.conversations.get(site).is_some_and(|talk| talk.awaiting_shop > 0 && !talk.speaking)
    }

    /// Whether earcons are configured, and no quiet hours keep them away.
    pub(super) fn chimes_now(&mut self) -> bool {
        let local = self.clock.now().to_zoned(self.settings.time_zone.clone()).datetime();
        self.config.speech.earcons && !self.settings.rules.is_quiet(local)
    }
}
