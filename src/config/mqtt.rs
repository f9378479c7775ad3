//! `[mqtt]`: the bridge to a broker.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The MQTT bridge.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MqttConfig {
    /// Whether to connect.
    pub enabled: bool,
    /// The broker's name or address.
    pub host: String,
    /// The broker's port.
    pub port: u16,
    /// The client id; unique on the broker.
    pub client_id: String,
    /// Empty: no user.
    pub username: String,
    /// A file whose first line is the password; with systemd a credential. Empty: no password.
    pub password_file: PathBuf,
    /// Whether the connection is encrypted; brokers mostly use port 8883 for that.
    pub tls: bool,
    /// `tls`: a PEM file with the certificates that the broker's must come from. Empty: those of the system.
    pub ca_file: PathBuf,
    /// `tls`: a PEM file with our own certificate, where the broker asks for one, and those it comes from.
    pub certificate_file: PathBuf,
    /// `tls`: a PEM file with its private key; with systemd a credential.
    pub key_file: PathBuf,
    /// The sites that this daemon serves on the broker, and those of its own microphones. Empty: every site.
    pub sites: Vec<String>,
    /// Of several daemons on one broker this one serves so much of the sites: `2/3` is the second of three. Empty: all of them.
    pub share: String,
    /// Whether `…/state` tells what was heard last; whoever may read that topic reads it.
    pub transcript: bool,
    /// Whether Home Assistant is told what can be seen and turned on each site (MQTT discovery).
    pub home_assistant: bool,
    /// `home_assistant`: the prefix of its discovery topics.
    pub home_assistant_prefix: String,
    /// Loudspeakers of others that say any text which is published on a topic, by their site: news and announcements come out
    /// there where this machine has no loudspeaker.
    pub announce_on: BTreeMap<String, LoudspeakerConfig>,
    /// An utterance older than this is not acted on, seconds.
    pub stale_after_s: u32,
}

/// Which of several daemons this one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// From 1 on.
    pub number: u32,
    /// How many there are, 100 at most.
    pub of: u32,
}

impl FromStr for Share {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let share = text.split_once('/').and_then(|(number, of)| {
            let counted = |text: &str| text.bytes().all(|digit| digit.is_ascii_digit()).then(|| text.parse().ok())?;
            Some(Self { number: counted(number)?, of: counted(of)? })
        });
        share
            .filter(|share| (1..=100).contains(&share.of) && (1..=share.of).contains(&share.number))
            .ok_or("expected which of how many daemons this is, such as \"2/3\"; 100 at most")
    }
}

/// A loudspeaker of others.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LoudspeakerConfig {
    /// It says any text that is published on this topic.
    pub topic: String,
}

impl Default for MqttConfig {
    fn default() -> Self {
        Self {
            enabled: false,
            host: "127.0.0.1".to_owned(),
            port: 1883,
            client_id: "orderly".to_owned(),
            username: String::new(),
            password_file: PathBuf::new(),
            tls: false,
            ca_file: PathBuf::new(),
            certificate_file: PathBuf::new(),
            key_file: PathBuf::new(),
            sites: Vec::new(),
            share: String::new(),
            transcript: false,
            home_assistant: false,
            home_assistant_prefix: "homeassistant".to_owned(),
            announce_on: BTreeMap::new(),
            stale_after_s: 30,
        }
    }
}
