//! The one integration test binary: a module for each promise.

#[cfg(feature = "sqlite")]
mod conversations;
mod dialogue_properties;
mod layering;
