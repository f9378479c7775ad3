//! Who may buy what, for how much, and when: rules that only ever narrow what a shopper may do.
//!
//! [`Rules`] are pure. [`pin`] keeps the code that proves who orders, [`code`] reads it out of what was heard.

pub mod code;
pub mod pin;

use jiff::civil::{DateTime, Time};

use crate::commerce::money::{Currency, Money};
use crate::config::{PermissionConfig, SpeakerConfig};

/// What an owner allows.
#[derive(Debug, Clone, PartialEq)]
pub struct Rules {
    currency: Currency,
    household: Limits,
    pin_above: Option<Money>,
    other_device_above: Option<Money>,
    blocked_categories: Vec<String>,
    blocked_words: Vec<String>,
    quiet: Option<(Time, Time)>,
    child_mode: bool,
    announces_names: bool,
    speakers: Vec<(String, Limits)>,
    closed_sites: Vec<String>,
}

/// How much may be ordered, if anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Limits {
    may_order: bool,
    child: bool,
    per_order: Option<Money>,
    per_day: Option<Money>,
}

/// What somebody is about to order.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// What it costs.
    pub total: Money,
    /// What was ordered today, this not included.
    pub spent_today: Money,
    /// The shelves that the goods stand on.
    pub categories: Vec<String>,
    /// What the goods are called.
    pub titles: Vec<String>,
    /// Who speaks, as somebody guessed: a hint that can only forbid.
    pub speaker: Option<String>,
    /// Where.
    pub site: String,
    /// The local time.
    pub at: DateTime,
}

/// Whether somebody may order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// After a yes to the total.
    Allowed(Proofs),
    /// Not at all.
    Refused(Refusal),
}

/// What is needed besides the yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Proofs {
    /// The code of the household.
    pub pin: bool,
    /// The yes must come from another device than the question was asked on.
    pub other_device: bool,
}

/// Why somebody may not order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Children fill the cart, and somebody else orders.
    Child,
    /// Nobody orders here.
    Site,
    /// This one does not order.
    Speaker,
    /// Nothing of this kind is ordered by voice: the shelf, or the word.
    Blocked(String),
    /// One order may not cost that much.
    PerOrder(Money),
    /// Not so much more on one day: what is left.
    PerDay(Money),
    /// The amount cannot be compared with the limits.
    Currency(Currency),
}

impl Rules {
    /// Reads the rules of a configuration.
    ///
    /// # Errors
    /// The key that is wrong, what was expected, and what to do.
    pub fn new(config: &PermissionConfig) -> Result<Self, (&'static str, String)> {
        let currency: Currency = config.currency.parse().map_err(|reason| ("currency", reason))?;
        let amount = |key: &'static str, text: &str| match text.trim() {
            "" => Ok(None),
            text => Money::parse(text, currency).map(Some).map_err(|reason| (key, reason)),
        };
        let speaker = |config: &SpeakerConfig| {
            Ok(Limits {
                may_order: config.may_order,
                child: config.child,
                per_order: amount("speakers", &config.per_order)?,
                per_day: amount("speakers", &config.per_day)?,
            })
        };
        let mut speakers = Vec::new();
        for (name, config) in &config.speakers {
            speakers.push((name.to_lowercase(), speaker(config)?));
        }
        Ok(Self {
            currency,
            household: Limits {
                may_order: true,
                child: false,
                per_order: amount("per_order", &config.per_order)?,
                per_day: amount("per_day", &config.per_day)?,
            },
            pin_above: amount("pin_above", &config.pin_above)?,
            other_device_above: amount("other_device_above", &config.other_device_above)?,
            blocked_categories: config.blocked_categories.iter().map(|name| name.trim().to_lowercase()).collect(),
            blocked_words: config.blocked_words.iter().map(|word| word.trim().to_lowercase()).collect(),
            quiet: quiet_hours(&config.quiet_hours).map_err(|reason| ("quiet_hours", reason))?,
            child_mode: config.child_mode,
            announces_names: config.announce_product_names,
            speakers,
            closed_sites: config.sites_that_may_not_order.clone(),
        })
    }

    /// Whether it may be ordered. Who speaks is a hint, because a voice can be imitated: a name that is known can only
    /// narrow what the household may do, and a name that is not known counts as the strictest one that is.
    #[must_use]
    pub fn judge(&self, request: &Request) -> Verdict {
        match self.refusal(request) {
            Some(refusal) => Verdict::Refused(refusal),
            None => Verdict::Allowed(Proofs {
                // At night the code stands in for somebody who is awake.
                pin: exceeds(request.total, self.pin_above) || self.is_quiet(request.at.time()),
                other_device: exceeds(request.total, self.other_device_above),
            }),
        }
    }

    fn refusal(&self, request: &Request) -> Option<Refusal> {
        if self.closed_sites.contains(&request.site) {
            return Some(Refusal::Site);
        }
        let limits = self.limits_of(request.speaker.as_deref());
        if self.child_mode || limits.child {
            return Some(Refusal::Child);
        }
        if !limits.may_order {
            return Some(Refusal::Speaker);
        }
        if let Some(blocked) = self.blocked(request) {
            return Some(Refusal::Blocked(blocked));
        }
        let counts =
            [limits.per_order, limits.per_day, self.pin_above, self.other_device_above].iter().any(Option::is_some);
        if counts && (request.total.currency != self.currency || request.spent_today.currency != self.currency) {
            return Some(Refusal::Currency(self.currency));
        }
        if let Some(limit) = limits.per_order.filter(|limit| request.total.minor > limit.minor) {
            return Some(Refusal::PerOrder(limit));
        }
        let day = limits.per_day?;
        let left = day.minor.saturating_sub(request.spent_today.minor).max(0);
        (request.total.minor > left).then_some(Refusal::PerDay(Money::new(left, self.currency)))
    }

    fn limits_of(&self, speaker: Option<&str>) -> Limits {
        let known =
            speaker.map(str::to_lowercase).and_then(|name| self.speakers.iter().find(|(known, _)| *known == name));
        match known {
            Some((_, limits)) => self.household.narrowed(*limits),
            // Whoever it is, it may be any of them; without a name at all the household's own rules hold.
            None if speaker.is_some() => {
                self.speakers.iter().fold(self.household, |limits, (_, other)| limits.narrowed(*other))
            }
            None => self.household,
        }
    }

    fn blocked(&self, request: &Request) -> Option<String> {
        let shelf =
            request.categories.iter().find(|name| self.blocked_categories.contains(&name.trim().to_lowercase()));
        let word = || {
            let titles: Vec<String> = request.titles.iter().map(|title| title.to_lowercase()).collect();
            self.blocked_words.iter().find(|word| !word.is_empty() && titles.iter().any(|title| title.contains(*word)))
        };
        shelf.or_else(word).cloned()
    }

    /// Whether nothing is said unasked now, and orders need the code.
    #[must_use]
    pub fn is_quiet(&self, now: Time) -> bool {
        match self.quiet {
            Some((from, until)) if from <= until => from <= now && now < until,
            Some((from, until)) => from <= now || now < until,
            None => false,
        }
    }

    /// Whether announcements say what was bought. Presents are a reason not to.
    #[must_use]
    pub const fn announces_names(&self) -> bool {
        self.announces_names
    }
}

impl Default for Rules {
    /// Everything is allowed after a yes; announcements say no names.
    fn default() -> Self {
        let everything = Limits { may_order: true, child: false, per_order: None, per_day: None };
        Self {
            currency: Currency::EUR,
            household: everything,
            pin_above: None,
            other_device_above: None,
            blocked_categories: Vec::new(),
            blocked_words: Vec::new(),
            quiet: None,
            child_mode: false,
            announces_names: false,
            speakers: Vec::new(),
            closed_sites: Vec::new(),
        }
    }
}

impl Limits {
    /// The stricter of both in everything.
    fn narrowed(self, other: Self) -> Self {
        let least = |a: Option<Money>, b: Option<Money>| match (a, b) {
            (Some(a), Some(b)) => Some(if a.minor <= b.minor { a } else { b }),
            (a, b) => a.or(b),
        };
        Self {
            may_order: self.may_order && other.may_order,
            child: self.child || other.child,
            per_order: least(self.per_order, other.per_order),
            per_day: least(self.per_day, other.per_day),
        }
    }
}

fn exceeds(total: Money, above: Option<Money>) -> bool {
    above.is_some_and(|above| total.minor > above.minor)
}

/// `22:00-07:00`; empty for none.
fn quiet_hours(text: &str) -> Result<Option<(Time, Time)>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let time = |text: &str| Time::strptime("%H:%M", text.trim()).ok();
    text.split_once(['-', '–'])
        .and_then(|(from, until)| Some((time(from)?, time(until)?)))
        .map(Some)
        .ok_or_else(|| format!("`{text}` is no stretch of a day; write it as \"22:00-07:00\", or \"\" for none"))
}

#[cfg(test)]
mod tests;
