//! From the section `[permission]` to the rules. Everything that is wrong with it is said at once.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use super::{Limits, Phrase, Rules, folded};
use crate::commerce::money::{Currency, Money};
use crate::config::PermissionConfig;
use crate::event::SiteId;

/// Something that is wrong in the section.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("permission.{key}: {reason}")]
pub struct Fault {
    /// The key, with the names of the sections below `[permission]`: `speakers.anna.per_day`.
    pub key: String,
    /// What was expected, and what to do.
    pub reason: String,
}

impl Rules {
    /// Reads the rules.
    ///
    /// # Errors
    /// Everything that is wrong.
    pub fn read(config: &PermissionConfig) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader { currency: Currency::EUR, faults: Vec::new() };
        reader.currency = reader.parsed("currency", &config.currency).unwrap_or(Currency::EUR);
        let household = Limits {
            child: config.child,
            may_buy: true,
            per_order: reader.limit("per_order", &config.per_order),
            per_day: reader.limit("per_day", &config.per_day),
        };
        let speakers = reader.speakers(config, household);
        let rules = Self {
            currency: reader.currency,
            stranger: speakers.values().fold(household, |strictest, speaker| strictest.narrowed_by(*speaker)),
            speakers,
            closed_sites: reader.closed_sites(config),
            pin_above: reader.amount("pin_above", &config.pin_above),
            other_device_above: reader.amount("other_device_above", &config.other_device_above),
            blocked_categories: reader.phrases("blocked_categories", &config.blocked_categories),
            blocked_words: reader.phrases("blocked_words", &config.blocked_words),
            quiet_hours: reader.given("quiet_hours", &config.quiet_hours),
            announces_names: config.announce_product_names,
        };
        if reader.faults.is_empty() { Ok(rules) } else { Err(reader.faults) }
    }
}

struct Reader {
    currency: Currency,
    faults: Vec<Fault>,
}

impl Reader {
    fn fault(&mut self, key: &str, reason: impl Into<String>) {
        self.faults.push(Fault { key: key.to_owned(), reason: reason.into() });
    }

    fn parsed<T: FromStr<Err = String>>(&mut self, key: &str, text: &str) -> Option<T> {
        text.parse().map_err(|reason: String| self.fault(key, reason)).ok()
    }

    /// What a text says; nothing when it is empty.
    fn given<T: FromStr<Err = String>>(&mut self, key: &str, text: &str) -> Option<T> {
        if text.is_empty() { None } else { self.parsed(key, text) }
    }

    fn amount(&mut self, key: &str, text: &str) -> Option<Money> {
        if text.is_empty() {
            return None;
        }
        let amount = Money::parse(text, self.currency);
        amount.map_err(|reason| self.fault(key, format!("{reason}; leave it empty for no limit"))).ok()
    }

    fn limit(&mut self, key: &str, text: &str) -> Option<Money> {
        let limit = self.amount(key, text);
        if limit.is_some_and(|limit| limit.minor == 0) {
            self.fault(
                key,
                "0 would forbid every order: leave it empty for no limit, or set child = true to forbid them",
            );
        }
        limit
    }

    fn speakers(&mut self, config: &PermissionConfig, household: Limits) -> BTreeMap<String, Limits> {
        let mut speakers = BTreeMap::new();
        for (name, speaker) in &config.speakers {
            let key = |key: &str| format!("speakers.{name}.{key}");
            let own = Limits {
                child: speaker.child,
                may_buy: speaker.may_buy,
                per_order: self.limit(&key("per_order"), &speaker.per_order),
                per_day: self.limit(&key("per_day"), &speaker.per_day),
            };
            let whole = format!("speakers.{name}");
            if folded(name).is_empty() {
                self.fault(&whole, "the name of the speaker is missing");
            } else if speakers.insert(folded(name), household.narrowed_by(own)).is_some() {
                self.fault(&whole, "another speaker has this name, but for capital letters: keep one of the two");
            }
        }
        speakers
    }

    fn closed_sites(&mut self, config: &PermissionConfig) -> BTreeSet<SiteId> {
        let mut closed = BTreeSet::new();
        for (name, site) in &config.sites {
            let id = self.parsed::<SiteId>(&format!("sites.{name}"), name);
            closed.extend(id.filter(|_| !site.may_buy));
        }
        closed
    }

    fn phrases(&mut self, key: &str, texts: &[String]) -> Vec<Phrase> {
        let phrases: Vec<Phrase> = texts.iter().filter_map(|text| Phrase::read(text)).collect();
        if phrases.len() < texts.len() {
            self.fault(key, "an entry has no word: write what is blocked, or take the entry out");
        }
        phrases
    }
}
