//! The section `[hermes]`: satellites that speak the Hermes protocol on the broker of `[mqtt]`.

use serde::{Deserialize, Serialize};

/// Satellites that detect a wake word, recognise and speak by themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct HermesConfig {
    /// Whether to be their dialogue manager; there must be no other one on the broker.
    pub enabled: bool,
    /// How long a satellite may listen until it has words, seconds.
    pub listen_s: u32,
}

impl Default for HermesConfig {
    fn default() -> Self {
        Self { enabled: false, listen_s: 15 }
    }
}
