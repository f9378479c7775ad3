//! Which intents count at which site, as other clients configure it. Names are compared exactly; those that are not ours
//! are other skills', and kept all the same.

use std::collections::{BTreeMap, BTreeSet};

use super::requests::Configure;
use crate::event::SiteId;

/// So many exceptions are kept at once, of all intents and sites.
const LIMIT: usize = 1_024;

/// Which intents are turned off, and where.
#[derive(Debug, Default)]
pub(super) struct Filters {
    rules: BTreeMap<String, Rule>,
}

/// Where an intent counts.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Rule {
    everywhere: bool,
    /// Where it is the other way round.
    except_at: BTreeSet<SiteId>,
}

impl Filters {
    /// Turns intents on or off; the last word on an intent at a site counts.
    ///
    /// # Errors
    /// Why none of them is.
    pub(super) fn configure(&mut self, configure: Configure) -> Result<(), &'static str> {
        let mut rules = self.rules.clone();
        for (intent, enable) in configure.intents {
            let rule = rules.entry(intent).or_insert_with(|| Rule::everywhere(true));
            let Some(site) = &configure.site else {
                *rule = Rule::everywhere(enable);
                continue;
            };
            if rule.everywhere == enable {
                rule.except_at.remove(site);
            } else {
                rule.except_at.insert(site.clone());
            }
        }
        rules.retain(|_, rule| *rule != Rule::everywhere(true));
        if rules.values().map(|rule| 1 + rule.except_at.len()).sum::<usize>() > LIMIT {
            return Err("too many intents are turned off: turn others on first");
        }
        self.rules = rules;
        Ok(())
    }

    /// Whether an intent counts at a site.
    pub(super) fn admits(&self, site: &SiteId, intent: &str) -> bool {
        self.rules.get(intent).is_none_or(|rule| rule.everywhere != rule.except_at.contains(site))
    }
}

impl Rule {
    const fn everywhere(everywhere: bool) -> Self {
        Self { everywhere, except_at: BTreeSet::new() }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn site(name: &str) -> SiteId {
        SiteId(name.to_owned())
    }

    fn configure(site: Option<SiteId>, intent: &str, enable: bool) -> Configure {
        Configure { site, intents: vec![(intent.to_owned(), enable)] }
    }

    #[test]
    fn when_it_is_full_nothing_is_changed_and_turning_on_makes_room() {
        let mut filters = Filters::default();
        for number in 0..LIMIT {
            filters.configure(configure(None, &format!("Other{number}"), false)).unwrap();
        }
        let both = vec![("Buy".to_owned(), false), ("Other0".to_owned(), false)];
        assert!(filters.configure(Configure { site: None, intents: both }).is_err());
        assert!(filters.admits(&site("kitchen"), "Buy"));
        filters.configure(configure(None, "Other0", true)).unwrap();
        filters.configure(configure(None, "Buy", false)).unwrap();
        assert!(!filters.admits(&site("kitchen"), "Buy"));
    }

    proptest! {
        /// Whatever was configured, the last message about an intent that was for a site or for all of them counts there.
        #[test]
        fn the_last_word_counts(
            messages in proptest::collection::vec(
                (proptest::option::of("(kitchen|hall)"), "(Buy|Reorder)", any::<bool>()), 0..20)
        ) {
            let mut filters = Filters::default();
            for (at, intent, enable) in &messages {
                filters.configure(configure(at.as_deref().map(site), intent, *enable)).unwrap();
            }
            for (at, intent) in [("kitchen", "Buy"), ("kitchen", "Reorder"), ("hall", "Buy"), ("attic", "Buy")] {
                let about = |(of, name, _): &&(Option<String>, String, bool)| {
                    name == intent && of.as_deref().is_none_or(|of| of == at)
                };
                let last = messages.iter().rfind(about).is_none_or(|(_, _, enable)| *enable);
                prop_assert_eq!(filters.admits(&site(at), intent), last, "{} at {}", intent, at);
            }
        }
    }
}
