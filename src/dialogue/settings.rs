//! How conversations go.

use std::sync::Arc;

use jiff::SignedDuration;
use jiff::tz::TimeZone;

use crate::config::DialogueConfig;
use crate::permission::Rules;

/// How a conversation goes.
#[derive(Debug, Clone)]
pub struct DialogueSettings {
    /// How long a quote can be confirmed after it was heard.
    pub confirmation: SignedDuration,
    /// How long a session stays open without a word.
    pub session: SignedDuration,
    /// The most of one product that can be ordered by voice.
    pub maximum_quantity: u32,
    /// Where the shopper is: decides what is today.
    pub time_zone: TimeZone,
    /// Whether a person can take over.
    pub person: bool,
    /// Whether news of orders is said unasked.
    pub announce: bool,
    /// Whether the household is told what it usually buys about now.
    pub reminders: bool,
    /// Who may buy what.
    pub rules: Arc<Rules>,
}

impl DialogueSettings {
    /// What the configuration says.
    #[must_use]
    pub fn new(config: &DialogueConfig, time_zone: TimeZone) -> Self {
        Self {
            confirmation: SignedDuration::from_secs(config.confirmation_s.into()),
            session: SignedDuration::from_secs(config.session_s.into()),
            maximum_quantity: config.maximum_quantity,
            time_zone,
            person: false,
            announce: config.announce,
            reminders: config.reminders,
            rules: Arc::default(),
        }
    }
}
