//! Microphones and loudspeakers.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Microphone and loudspeaker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AudioConfig {
    /// The microphone by name, `default`, or `none`.
    pub input: String,
    /// The loudspeaker by name, `default`, or `none`: replies are then only printed.
    pub output: String,
    /// More of them in other places, by the site they are at.
    pub sites: BTreeMap<String, SiteAudioConfig>,
}

impl Default for AudioConfig {
    fn default() -> Self {
        Self { input: "default".to_owned(), output: "default".to_owned(), sites: BTreeMap::new() }
    }
}

/// Microphone and loudspeaker of another place.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SiteAudioConfig {
    /// The microphone by name.
    pub input: String,
    /// The loudspeaker by name.
    pub output: String,
}
