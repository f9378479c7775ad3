//! The rules of a household, and what they say to an order.

use jiff::civil::{DateTime, Time};

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
/// A speaker is a hint, never an authorisation: a voice is imitated and recorded. So the rules of a speaker only narrow
/// those of the household, and whoever is not recognised gets the strictest of everybody's.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rules {}

impl Rules {
    /// What the rules say to an order.
    #[must_use]
    pub fn judge(&self, _request: &Request) -> Verdict {
        Verdict::Allowed
    }

    /// Whether nothing is announced at this local time.
    #[must_use]
    pub fn is_quiet(&self, _at: DateTime) -> bool {
        false
    }

    /// Whether announcements may name products. They do not by default: presents.
    #[must_use]
    pub const fn announces_names(&self) -> bool {
        false
    }
}
