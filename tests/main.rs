//! The one integration test binary: a module for each promise.

mod recordings;
#[cfg(feature = "espeak")]
mod synthesizers;
mod vad;
#[cfg(feature = "whisper")]
mod whisper;
