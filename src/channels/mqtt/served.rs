//! Which sites this daemon serves on its broker: several daemons that serve the same one would all act on what is said there.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use crate::config::{Config, Share};
use crate::event::SiteId;

/// The sites that are served.
#[derive(Debug, Clone, Default)]
pub(super) struct Served {
    /// Those that are named; every site when none is.
    named: BTreeSet<SiteId>,
    share: Option<Share>,
}

impl Served {
    /// Those that are configured. Where somebody can speak to this machine, that is served besides those that are named.
    pub(super) fn by(config: &Config) -> Self {
        let mut named: BTreeSet<SiteId> = config.mqtt.sites.iter().cloned().map(SiteId).collect();
        if !named.is_empty() && config.audio.input != "none" {
            named.insert(SiteId(config.assistant.site.clone()));
            named.extend(config.audio.sites.keys().cloned().map(SiteId));
        }
        Self { named, share: config.mqtt.share.parse().ok() }
    }

    /// Whether a site is served.
    pub(super) fn has(&self, site: &SiteId) -> bool {
        let is_named = self.named.is_empty() || self.named.contains(site);
        is_named && self.share.is_none_or(|share| taker(site, share.of) == share.number)
    }

    /// The sites by name, where few enough are for a subscription each.
    pub(super) fn few(&self) -> Option<&BTreeSet<SiteId>> {
        (1..=FEW).contains(&self.named.len()).then_some(&self.named)
    }
}

/// More sites are subscribed to by a wildcard.
const FEW: usize = 32;

/// Which of so many daemons serves a site, from 1 on. Each draws a number for it and the highest takes it, so that one more
/// daemon takes sites from the others and moves none between them (rendezvous hashing, Thaler and Ravishankar 1998).
fn taker(site: &SiteId, daemons: u32) -> u32 {
    let draw = |daemon: &u32| Sha256::digest(format!("{site}/{daemon}"));
    (1..=daemons).max_by_key(draw).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(number: u32) -> SiteId {
        SiteId(format!("kiosk-{number}"))
    }

    #[test]
    fn each_site_has_one_taker_and_each_daemon_its_share() {
        for daemons in [1, 2, 5] {
            let mut counts = vec![0_u32; daemons as usize];
            for number in 0..1_000 {
                counts[taker(&site(number), daemons) as usize - 1] += 1;
            }
            let fair = 1_000 / daemons;
            assert!(counts.iter().all(|count| (fair * 8 / 10..=fair * 12 / 10).contains(count)), "{counts:?}");
        }
    }

    #[test]
    fn one_more_daemon_moves_no_site_between_the_others() {
        let moved = (0..1_000).filter(|number| taker(&site(*number), 4) != taker(&site(*number), 5));
        assert!(moved.into_iter().all(|number| taker(&site(number), 5) == 5));
    }

    #[test]
    fn it_stays_the_same_from_version_to_version() {
        assert_eq!((0..8).map(|number| taker(&site(number), 3)).collect::<Vec<_>>(), [2, 1, 2, 1, 1, 2, 2, 2]);
    }

    #[test]
    fn where_somebody_can_speak_to_this_machine_it_serves_too() {
        let mut config = Config::default();
        assert!(Served::by(&config).has(&site(1)), "nothing is configured: every site");
        config.mqtt.sites = vec!["kiosk-1".to_owned()];
        let served = Served::by(&config);
        assert!(served.has(&site(1)) && served.has(&SiteId("home".to_owned())) && !served.has(&site(2)));
        config.audio.input = "none".to_owned();
        assert!(!Served::by(&config).has(&SiteId("home".to_owned())));
    }
}
