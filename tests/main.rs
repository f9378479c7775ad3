//! The one integration test binary: a module for each promise.

// Clippy's own exemption reaches test functions, not the functions that they share.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod carrier;
mod config;
mod dialogue_properties;
mod handover;
mod hubs;
mod layering;
mod mood;
#[cfg(any(feature = "dtln", feature = "gtcrn", feature = "rnnoise"))]
mod noise_suppression;
mod numbers;
mod permission;
mod receipts;
mod recordings;
mod replies;
mod systemd;
mod understanding;
mod vad;
#[cfg(feature = "wake-word")]
mod wake_word;

#[cfg(feature = "sqlite")]
mod checkout;
#[cfg(feature = "sqlite")]
mod conversations;
#[cfg(feature = "sqlite")]
mod crash;
#[cfg(feature = "sqlite")]
mod household;
#[cfg(feature = "sqlite")]
mod import;
#[cfg(feature = "sqlite")]
mod journal;
#[cfg(feature = "sqlite")]
mod languages;
#[cfg(feature = "sqlite")]
mod local_shop;
#[cfg(feature = "sqlite")]
mod shutdown;
#[cfg(feature = "sqlite")]
mod storefront;

#[cfg(all(feature = "device", feature = "mqtt", feature = "sphinx", feature = "espeak", feature = "sqlite"))]
mod command_line;
#[cfg(all(feature = "device", feature = "mqtt", feature = "sphinx", feature = "espeak", feature = "sqlite"))]
mod daemon;
#[cfg(feature = "mqtt")]
mod hermes;
#[cfg(feature = "download")]
mod manifest;
#[cfg(feature = "mqtt")]
mod mqtt;
#[cfg(feature = "espeak")]
mod products;
#[cfg(all(feature = "sphinx", feature = "whisper"))]
mod recognizers;
#[cfg(all(feature = "silero", feature = "sphinx"))]
mod rejection;
#[cfg(feature = "device")]
mod sound_server;
#[cfg(feature = "sphinx")]
mod sphinx;
#[cfg(feature = "espeak")]
mod synthesizers;
#[cfg(feature = "whisper")]
mod whisper;
