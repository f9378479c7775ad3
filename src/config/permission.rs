//! The section `[permission]`: who may buy what. [`crate::permission::Rules`] reads it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Who may buy what. Amounts are decimal numbers in quotes, such as `"50.00"`; empty: there is no such limit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PermissionConfig {
    /// The currency of every amount here (ISO 4217). An order in another one cannot be compared and is refused.
    pub currency: String,
    /// The most that an order may cost, shipping and tax included. Empty: any amount.
    pub per_order: String,
    /// The most that all orders of a day may cost together. Empty: any amount.
    pub per_day: String,
    /// Orders above this amount need the PIN; 0: every order. Empty: none does.
    pub pin_above: String,
    /// Orders above this amount need the yes from another channel than the one that asked; 0: every order. Empty: none
    /// does.
    pub other_device_above: String,
    /// Nothing is ordered whose category has these words.
    pub blocked_categories: Vec<String>,
    /// Nothing is ordered whose title has these words.
    pub blocked_words: Vec<String>,
    /// `22:00-07:00`: nothing is announced then. An order needs the PIN then, or is refused where `pin_above` is empty.
    /// Empty: never.
    pub quiet_hours: String,
    /// Child mode for everybody: the cart and the list may be filled, and nothing is ordered.
    pub child: bool,
    /// Whether announcements name products; without it a present stays a surprise.
    pub announce_product_names: bool,
    /// Rules for one speaker, by name. They only narrow the rules above.
    pub speakers: BTreeMap<String, SpeakerConfig>,
    /// Rules for one site, by name.
    pub sites: BTreeMap<String, SiteConfig>,
}

impl Default for PermissionConfig {
    fn default() -> Self {
        Self {
            currency: "EUR".to_owned(),
            per_order: String::new(),
            per_day: String::new(),
            pin_above: String::new(),
            other_device_above: String::new(),
            blocked_categories: Vec::new(),
            blocked_words: Vec::new(),
            quiet_hours: String::new(),
            child: false,
            announce_product_names: false,
            speakers: BTreeMap::new(),
            sites: BTreeMap::new(),
        }
    }
}

/// Rules for one speaker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SpeakerConfig {
    /// Whether this speaker may order.
    pub may_buy: bool,
    /// The most that an order of this speaker may cost. Empty: what holds for everybody.
    pub per_order: String,
    /// The most that the orders of a day may have cost together, whoever made them. Empty: what holds for everybody.
    pub per_day: String,
    /// Child mode for this speaker.
    pub child: bool,
}

impl Default for SpeakerConfig {
    fn default() -> Self {
        Self { may_buy: true, per_order: String::new(), per_day: String::new(), child: false }
    }
}

/// Rules for one site.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SiteConfig {
    /// Whether anything is ordered there.
    pub may_buy: bool,
}

impl Default for SiteConfig {
    fn default() -> Self {
        Self { may_buy: true }
    }
}
