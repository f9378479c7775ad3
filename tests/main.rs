//! The one integration test binary: a module for each promise.

mod recordings;
mod sound_server;
mod vad;
