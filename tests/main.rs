//! The one integration test binary: a module for each promise.

#[cfg(feature = "mqtt")]
mod mqtt;
#[cfg(feature = "download")]
mod manifest;

mod systemd;
mod recordings;
