//! The one integration test binary: a module for each promise.

#[cfg(feature = "download")]
mod manifest;
#[cfg(feature = "mqtt")]
mod mqtt;

mod recordings;
mod systemd;
mod understanding;
