//! The one integration test binary: a module for each promise.
#![allow(clippy::unwrap_used, clippy::expect_used)] // A test that cannot go on must fail.

#[cfg(feature = "sqlite")]
mod checkout;
mod config;
#[cfg(feature = "sqlite")]
mod crash;
mod import;
#[cfg(feature = "sqlite")]
mod journal;
#[cfg(feature = "download")]
mod manifest;
#[cfg(feature = "mqtt")]
mod mqtt;
#[cfg(feature = "sqlite")]
mod storefront;

mod recordings;
mod systemd;
mod vad;
