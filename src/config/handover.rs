//! When a person takes over.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::handover::Reachable;

/// A person takes over.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct HandoverConfig {
    /// Ways to people, the best one first: `webhook`, `email`, `mqtt`, `file`. Empty: nobody takes over.
    pub destinations: Vec<Way>,
    /// What is said once somebody has it, such as `A colleague calls you within the hour.` Empty: what fits `reachable`.
    pub next: String,
    /// How people get in touch, where a destination does not say: `call_back`, `message`, `comes` or `unknown`.
    pub reachable: Reachable,
    /// `webhook`: the address that takes bundles, `https://…`.
    pub webhook_url: String,
    /// `webhook`: a file whose first line is a bearer token. Empty: none is sent.
    pub webhook_token_file: PathBuf,
    /// `webhook`: a file whose first line is the secret of the signature (Standard Webhooks). Empty: it is not signed.
    pub webhook_secret_file: PathBuf,
    /// `webhook`: the longest wait for an answer, seconds.
    pub webhook_timeout_s: u32,
    /// `email`: who gets it; the server stands in `[email]`.
    pub email_to: String,
    /// `email`: the language of whoever reads it, `en`. Empty: that of the conversation.
    pub language: String,
    /// `file`: the folder. Empty: `handover` in the data folder.
    pub folder: PathBuf,
}

impl Default for HandoverConfig {
    fn default() -> Self {
        Self {
            destinations: Vec::new(),
            next: String::new(),
            reachable: Reachable::Unknown,
            webhook_url: String::new(),
            webhook_token_file: PathBuf::new(),
            webhook_secret_file: PathBuf::new(),
            webhook_timeout_s: 10,
            email_to: String::new(),
            language: String::new(),
            folder: PathBuf::new(),
        }
    }
}

/// A way to people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// An HTTPS endpoint.
    Webhook,
    /// A mailbox.
    Email,
    /// A topic of the broker.
    Mqtt,
    /// A folder.
    File,
}
