//! Who may buy what.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Who may buy what. Amounts are written as decimals in `currency`; an empty one is no limit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PermissionConfig {
    /// What the amounts here are counted in, by its ISO 4217 code.
    pub currency: String,
    /// The most that one order may cost, such as `"50.00"`.
    pub per_order: String,
    /// The most that may be ordered on one day.
    pub per_day: String,
    /// Orders above this need the code that `orderly pin set` sets: `"0"` for all of them.
    pub pin_above: String,
    /// The yes to orders above this must come from another device than the question was asked on: the hub, the keyboard.
    pub other_device_above: String,
    /// Shelves of the shop that nothing is ordered from by voice.
    pub blocked_categories: Vec<String>,
    /// Words in the name of a product that keep it from being ordered by voice.
    pub blocked_words: Vec<String>,
    /// When nothing is said unasked and every order needs the code, such as `"22:00-07:00"`. Empty: never.
    pub quiet_hours: String,
    /// Whether nobody may order: the cart and the list can be filled all the same.
    pub child_mode: bool,
    /// Whether announcements name products. Presents are a reason not to.
    pub announce_product_names: bool,
    /// Sites at which nobody may order.
    pub sites_that_may_not_order: Vec<String>,
    /// What single people may not do, by the name under which a device recognises them. A name is a hint and never a
    /// proof: it can only narrow what is allowed here. Each is a section of its own, `[permission.speakers.kim]`.
    pub speakers: BTreeMap<String, SpeakerConfig>,
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
            child_mode: false,
            announce_product_names: false,
            sites_that_may_not_order: Vec::new(),
            speakers: BTreeMap::new(),
        }
    }
}

/// What one person may do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SpeakerConfig {
    /// Whether they may order at all.
    pub may_order: bool,
    /// Whether they are a child, who may only fill the cart and the list.
    pub child: bool,
    /// The most that one order of theirs may cost.
    pub per_order: String,
    /// The most that may have been ordered on a day for them to order.
    pub per_day: String,
}

impl Default for SpeakerConfig {
    fn default() -> Self {
        Self { may_order: true, child: false, per_order: String::new(), per_day: String::new() }
    }
}
