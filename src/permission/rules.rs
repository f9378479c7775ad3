//! The rules of a household, and what they say to an order.

mod phrase;
mod quiet;
mod reading;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{DateTime, Time};

use phrase::{Phrase, folded};
use quiet::QuietHours;
pub use reading::Fault;

use crate::commerce::money::{Currency, Money};
use crate::event::SiteId;

/// An order that somebody is about to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// What it costs, all included.
    pub total: Money,
    /// The categories of what is in it.
    pub categories: Vec<String>,
    /// The titles of what is in it.
    pub titles: Vec<String>,
    /// Who seems to speak; `None` when nobody was recognised.
    pub speaker: Option<String>,
    /// Where it is asked for.
    pub site: SiteId,
    /// When, in local time.
    pub at: DateTime,
    /// What the whole household ordered this day, whoever it was: a voice is no account.
    pub spent_today: Money,
}

/// What the rules say to an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It may be confirmed.
    Allowed,
    /// It may be confirmed once this is proven.
    Needs(Proof),
    /// It may not be made.
    Refused(Refusal),
}

/// What must be proven in front of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// The PIN was right. Where no PIN is set nothing can prove it, and the order is not made.
    Pin,
    /// The yes came from another channel than the one the question was asked on.
    OtherDevice,
    /// Both.
    Both,
}

impl Proof {
    /// Whether the PIN is asked for.
    #[must_use]
    pub const fn needs_pin(self) -> bool {
        matches!(self, Self::Pin | Self::Both)
    }

    /// Whether the yes must come from another channel.
    #[must_use]
    pub const fn needs_other_device(self) -> bool {
        matches!(self, Self::OtherDevice | Self::Both)
    }
}

/// Why an order may not be made; the first reason that holds, in this order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Children fill the cart and the list, and order nothing.
    Child,
    /// This speaker may not buy.
    Speaker,
    /// Nothing is bought here.
    Site,
    /// Something of a blocked category is in it.
    Category {
        /// The category as the rules have it.
        category: String,
    },
    /// A blocked word is in a title.
    Word {
        /// The word as the rules have it.
        word: String,
    },
    /// It is in another currency than the limits, or what was spent is: they cannot be compared.
    Currency {
        /// The currency of the limits.
        limits: Currency,
    },
    /// It costs more than an order may.
    PerOrder {
        /// What an order may cost.
        limit: Money,
    },
    /// It costs more than what is left of the day.
    PerDay {
        /// What a day may cost.
        limit: Money,
        /// What is left of it.
        left: Money,
    },
    /// It is quiet, and the household has no use of the PIN.
    QuietHours {
        /// When they end.
        until: Time,
    },
}

/// The rules of a household.
///
/// A speaker is a hint, never an authorisation: a voice can be imitated and recorded. So the rules of a speaker only
/// narrow those of the household, and whoever is not recognised gets the strictest of everybody's: where one child lives,
/// a voice that nobody knows orders nothing. A site that the rules do not name may buy.
///
/// During quiet hours an order needs the PIN where the household uses one, that is where any order needs it, and is
/// refused where it does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// Of every amount in the rules.
    currency: Currency,
    /// Narrowed by the household's already; the names are folded.
    speakers: BTreeMap<String, Limits>,
    /// For whoever is not recognised.
    stranger: Limits,
    closed_sites: BTreeSet<SiteId>,
    pin_above: Option<Money>,
    other_device_above: Option<Money>,
    blocked_categories: Vec<Phrase>,
    blocked_words: Vec<Phrase>,
    quiet_hours: Option<QuietHours>,
    announces_names: bool,
}

/// What somebody may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Limits {
    child: bool,
    may_buy: bool,
    per_order: Option<Money>,
    per_day: Option<Money>,
}

impl Limits {
    /// What both allow.
    fn narrowed_by(self, other: Self) -> Self {
        let lower = |one: Option<Money>, other: Option<Money>| {
            [one, other].into_iter().flatten().min_by_key(|limit| limit.minor)
        };
        Self {
            child: self.child || other.child,
            may_buy: self.may_buy && other.may_buy,
            per_order: lower(self.per_order, other.per_order),
            per_day: lower(self.per_day, other.per_day),
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self { child: false, may_buy: true, per_order: None, per_day: None }
    }
}

impl Default for Rules {
    /// Those of an empty section `[permission]`: everything is allowed, and no announcement names products.
    fn default() -> Self {
        Self {
            currency: Currency::EUR,
            speakers: BTreeMap::new(),
            stranger: Limits::default(),
            closed_sites: BTreeSet::new(),
            pin_above: None,
            other_device_above: None,
            blocked_categories: Vec::new(),
            blocked_words: Vec::new(),
            quiet_hours: None,
            announces_names: false,
        }
    }
}

impl Rules {
    /// What the rules say to an order.
    #[must_use]
    pub fn judge(&self, request: &Request) -> Verdict {
        match self.refusal(request) {
            Some(refusal) => Verdict::Refused(refusal),
            None => self.proof(request).map_or(Verdict::Allowed, Verdict::Needs),
        }
    }

    /// Whether nothing is announced at this local time.
    #[must_use]
    pub fn is_quiet(&self, at: DateTime) -> bool {
        self.quiet_hours.is_some_and(|hours| hours.contain(at.time()))
    }

    /// Whether announcements may name products.
    #[must_use]
    pub const fn announces_names(&self) -> bool {
        self.announces_names
    }

    fn refusal(&self, request: &Request) -> Option<Refusal> {
        let limits = self.limits(request.speaker.as_deref());
        if limits.child {
            return Some(Refusal::Child);
        }
        if !limits.may_buy {
            return Some(Refusal::Speaker);
        }
        if self.closed_sites.contains(&request.site) {
            return Some(Refusal::Site);
        }
        if let Some(blocked) = first_in(&self.blocked_categories, &request.categories) {
            return Some(Refusal::Category { category: blocked.written.clone() });
        }
        if let Some(blocked) = first_in(&self.blocked_words, &request.titles) {
            return Some(Refusal::Word { word: blocked.written.clone() });
        }
        self.too_much(limits, request).or_else(|| self.too_quiet(request.at))
    }

    fn limits(&self, speaker: Option<&str>) -> Limits {
        let known = speaker.and_then(|name| self.speakers.get(&folded(name)));
        known.copied().unwrap_or(self.stranger)
    }

    fn too_much(&self, limits: Limits, request: &Request) -> Option<Refusal> {
        let Request { total, spent_today, .. } = request;
        let compared = [limits.per_order, limits.per_day, self.pin_above, self.other_device_above];
        let comparable =
            total.currency == self.currency && (limits.per_day.is_none() || spent_today.currency == self.currency);
        if compared.iter().any(Option::is_some) && !comparable {
            return Some(Refusal::Currency { limits: self.currency });
        }
        if let Some(limit) = limits.per_order.filter(|limit| total.minor > limit.minor) {
            return Some(Refusal::PerOrder { limit });
        }
        let limit = limits.per_day?;
        // Money that came back makes no day longer.
        let left = limit.minor.saturating_sub(spent_today.minor.max(0)).max(0);
        (total.minor > left).then(|| Refusal::PerDay { limit, left: Money::new(left, self.currency) })
    }

    fn too_quiet(&self, at: DateTime) -> Option<Refusal> {
        let quiet = self.quiet_hours.filter(|hours| hours.contain(at.time()) && self.pin_above.is_none());
        quiet.map(|hours| Refusal::QuietHours { until: hours.until })
    }

    fn proof(&self, request: &Request) -> Option<Proof> {
        let is_above = |bound: Money| bound.minor == 0 || request.total.minor > bound.minor;
        let pin = self.pin_above.is_some_and(is_above) || self.is_quiet(request.at);
        match (pin, self.other_device_above.is_some_and(is_above)) {
            (true, true) => Some(Proof::Both),
            (true, false) => Some(Proof::Pin),
            (false, true) => Some(Proof::OtherDevice),
            (false, false) => None,
        }
    }
}

fn first_in<'a>(phrases: &'a [Phrase], texts: &[String]) -> Option<&'a Phrase> {
    phrases.iter().find(|phrase| texts.iter().any(|text| phrase.is_in(text)))
}

#[cfg(test)]
mod tests;
