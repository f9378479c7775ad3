//! A person takes over: what the conversation was about goes to somebody who can help.
//!
//! A [`Bundle`] is everything that a clerk needs. A [`Destination`] takes it to people. The [`Desk`] tries them in the
//! order of preference on a thread of its own, keeps on disk what nobody took, and tries again later.

pub mod bundle;
pub mod desk;
#[cfg(feature = "email")]
pub mod email;
pub mod file;
#[cfg(feature = "webhook")]
pub mod webhook;

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::config::{Config, Way};
use crate::waiting::Waiting;

pub use crate::waiting::Pauses;
pub use bundle::{Bundle, Line, Said, Turn, Why, Wish};
pub use desk::{Busy, Desk, Outcome, Told};

/// A way to people.
pub trait Destination: Send {
    /// Its name in the configuration, `webhook` for instance.
    fn name(&self) -> &'static str;

    /// Takes a bundle to people; it is theirs once this returns. The same bundle may come again: its id says so. May
    /// take as long as its time limits allow.
    ///
    /// # Errors
    /// [`HandoverError`] when nobody there has it.
    fn hand_over(&mut self, bundle: &Bundle) -> Result<Accepted, HandoverError>;
}

/// A destination has a bundle.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Accepted {
    /// What the people there call it, to be read to the shopper.
    pub reference: Option<String>,
    /// What happens next.
    pub reachable: Reachable,
}

/// How a person gets in touch with the shopper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reachable {
    /// Somebody calls.
    CallBack,
    /// Somebody writes.
    Message,
    /// Somebody comes to where the shopper is.
    Comes,
    /// The destination does not say: nothing may be promised.
    #[default]
    Unknown,
}

/// Why a bundle did not get to people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HandoverError {
    /// It cannot work as it is configured.
    #[error("{destination}: {reason}")]
    Setup {
        /// Which one.
        destination: &'static str,
        /// What is wrong, and what to do.
        reason: String,
    },
    /// It said no, and would say no again.
    #[error("{destination}: {reason}")]
    Refused {
        /// Which one.
        destination: &'static str,
        /// What it said, and what to do.
        reason: String,
    },
    /// It cannot be reached now; whether it has the bundle may be unknown, and the id of the bundle settles that.
    #[error("{destination}: {reason}")]
    Away {
        /// Which one.
        destination: &'static str,
        /// What happened, and what to do.
        reason: String,
    },
}

/// The destinations that the configuration names, in its order. `broker` is the way through the MQTT bridge, where there
/// is one.
///
/// # Errors
/// [`HandoverError::Setup`] when one of them cannot work.
pub fn destinations(
    config: &Config,
    mut broker: Option<Box<dyn Destination>>,
) -> Result<Vec<Box<dyn Destination>>, HandoverError> {
    let data = config.data_folder();
    let chosen = config.handover.destinations.iter().map(|way| match way {
        Way::Webhook => webhook(config),
        Way::Email => email(config),
        Way::Mqtt => broker.take().ok_or_else(|| HandoverError::Setup {
            destination: "mqtt",
            reason: "the bridge does not run: set enabled = true in [mqtt]".to_owned(),
        }),
        Way::File => {
            let folder = &config.handover.folder;
            let folder = if folder == Path::new("") { data.join("handover") } else { folder.clone() };
            Ok(Box::new(file::Folder::new(&folder, config.handover.reachable)) as Box<dyn Destination>)
        }
    });
    chosen.collect()
}

/// Where the desk keeps what nobody took yet.
#[must_use]
pub fn waiting_folder(config: &Config) -> std::path::PathBuf {
    config.data_folder().join("handover-waiting")
}

/// What nobody took yet.
#[must_use]
pub fn waiting(config: &Config) -> Waiting<Bundle> {
    Waiting::new(&waiting_folder(config))
}

#[cfg(feature = "webhook")]
fn webhook(config: &Config) -> Result<Box<dyn Destination>, HandoverError> {
    Ok(Box::new(webhook::Webhook::new(&config.handover)?))
}

#[cfg(not(feature = "webhook"))]
fn webhook(_config: &Config) -> Result<Box<dyn Destination>, HandoverError> {
    Err(not_built("webhook"))
}

#[cfg(feature = "email")]
fn email(config: &Config) -> Result<Box<dyn Destination>, HandoverError> {
    Ok(Box::new(email::Mailbox::new(&config.handover, &config.email)?))
}

#[cfg(not(feature = "email"))]
fn email(_config: &Config) -> Result<Box<dyn Destination>, HandoverError> {
    Err(not_built("email"))
}

#[cfg(not(all(feature = "webhook", feature = "email")))]
fn not_built(feature: &'static str) -> HandoverError {
    let reason = format!("this program was built without it: build it with --features {feature}");
    HandoverError::Setup { destination: feature, reason }
}
