//! The one integration test binary: a module for each promise.
// What fails here fails a test, also in the functions that tests share.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[cfg(feature = "download")]
mod manifest;
#[cfg(feature = "mqtt")]
mod mqtt;
mod recordings;
mod systemd;
