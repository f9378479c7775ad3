//! The section `[privacy]`: for how long what is remembered is kept. Audio is never kept, and words only as long as the
//! program runs.

use serde::{Deserialize, Serialize};

/// For how long what is remembered is kept, days; 0: until it is erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PrivacyConfig {
    /// A cart that nobody touched.
    pub cart_days: u32,
    /// What was ordered, in the journal. The orders themselves are the shop's.
    pub attempts_days: u32,
}

impl Default for PrivacyConfig {
    fn default() -> Self {
        Self { cart_days: 30, attempts_days: 90 }
    }
}
