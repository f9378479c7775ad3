//! Whose account on a hub belongs to which site and which member of the household.

use std::collections::BTreeMap;

use crate::config::LinkedConfig;
use crate::event::SiteId;

/// The accounts of a hub.
#[derive(Debug, Clone)]
pub struct Accounts {
    /// Where an account is that is not linked; `None`: it is refused.
    others: Option<SiteId>,
    linked: BTreeMap<String, Member>,
}

/// Where an account is, and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The site.
    pub site: SiteId,
    /// The member of the household, where that is told: a hint that can only forbid.
    pub speaker: Option<String>,
}

impl Accounts {
    /// Those of a configuration; a site that is empty is `site`.
    #[must_use]
    pub fn new(site: &str, linked_only: bool, users: &BTreeMap<String, LinkedConfig>) -> Self {
        let linked = users.iter().map(|(account, user)| {
            let there = if user.site.is_empty() { site } else { &user.site };
            let speaker = (!user.speaker.is_empty()).then(|| user.speaker.clone());
            (account.clone(), Member { site: SiteId(there.to_owned()), speaker })
        });
        Self { others: (!linked_only).then(|| SiteId(site.to_owned())), linked: linked.collect() }
    }

    /// Who speaks: the first of these accounts that is linked, the closest one first. `None` when none of them is and one
    /// must be.
    #[must_use]
    pub fn member<'a>(&self, accounts: impl IntoIterator<Item = &'a str>) -> Option<Member> {
        let linked = accounts.into_iter().find_map(|account| self.linked.get(account)).cloned();
        linked.or_else(|| self.others.clone().map(|site| Member { site, speaker: None }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accounts(linked_only: bool) -> Accounts {
        let user = |site: &str, speaker: &str| LinkedConfig { site: site.to_owned(), speaker: speaker.to_owned() };
        let users =
            BTreeMap::from([("account".to_owned(), user("kitchen", "")), ("person".to_owned(), user("", "anna"))]);
        Accounts::new("home", linked_only, &users)
    }

    #[test]
    fn a_person_goes_before_the_account() {
        let member = accounts(true).member(["person", "account"]).unwrap();
        assert_eq!((member.site.0.as_str(), member.speaker.as_deref()), ("home", Some("anna")));
        let member = accounts(true).member(["somebody", "account"]).unwrap();
        assert_eq!((member.site.0.as_str(), member.speaker.as_deref()), ("kitchen", None));
    }

    #[test]
    fn who_is_not_linked_is_at_the_default_site_or_refused() {
        assert_eq!(accounts(true).member(["somebody"]), None);
        assert_eq!(accounts(false).member(["somebody"]).unwrap().site.0, "home");
    }
}
