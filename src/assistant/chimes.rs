//! When an earcon is heard: after a wake, when something takes a moment, and when something was not understood.

use super::Assistant;
use crate::audio::earcon::Earcon;
use crate::event::SiteId;

impl Assistant {
    /// Plays an earcon on the loudspeaker of a site, where there is one and sounds are wanted now.
    pub(super) fn chime(&mut self, site: &SiteId, earcon: Earcon) {
        let wanted = self.chimes_now();
        let voice = self.voice.as_ref().filter(|voice| voice.site == *site);
        if let Some(mouth) = voice.and_then(|voice| voice.speaking.as_ref())
            && wanted
        {
            mouth.chime(earcon);
        }
    }

    /// What was said was understood. Where the answer takes a moment, that is heard at once.
    pub(super) fn acknowledge(&mut self, site: &SiteId) {
        let waiting = self.conversations.get(site).is_some_and(|talk| talk.awaiting_shop > 0 && !talk.speaking);
        if waiting {
            self.chime(site, Earcon::Understood);
        }
    }

    /// Whether earcons are configured, and no quiet hours keep them away.
    pub(super) fn chimes_now(&mut self) -> bool {
        let local = self.clock.now().to_zoned(self.settings.time_zone.clone()).datetime();
        self.config.speech.earcons && !self.settings.rules.is_quiet(local)
    }
}
