//! The one integration test binary: a module for each promise.

#![allow(clippy::unwrap_used, clippy::expect_used)]

#[cfg(feature = "sqlite")]
mod conversations;
mod dialogue_properties;
mod layering;
