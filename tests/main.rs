//! The one integration test binary: a module for each promise.
#![allow(clippy::unwrap_used, clippy::expect_used)] // Clippy knows only the bodies of tests, not what they share.

mod config;
#[cfg(feature = "download")]
mod manifest;
#[cfg(feature = "mqtt")]
mod mqtt;
mod recordings;
mod systemd;
mod vad;
