//! Orderly, a voice commerce assistant: it hears a shopper, works out what is wanted, reads the order back, places it
//! once it was confirmed, and speaks the answer.
//!
//! ```text
//! microphone ─ audio ─ listening ─ speech_to_text ─ understanding ─ dialogue ─ commerce
//!             (frames) (utterance)  (hypotheses)     (intent)      (actions)  (quote, order)
//! speaker ──── audio ─ text_to_speech ────────────────────────────── reply ──────┘
//! ```
//!
//! Modules stand in that order. [`assistant`] builds every part and owns the loop; [`channels`] are the other ways in
//! and out of the same conversation.

pub mod audio;
pub mod listening;
pub mod speech_to_text;
pub mod understanding;

pub mod dialogue;

pub mod permission;

pub mod commerce;
pub mod journal;

pub mod text_to_speech;

pub mod handover;
pub mod receipts;

pub mod buttons;
pub mod channels;

pub mod assistant;
pub mod config;
#[cfg(feature = "sqlite")]
pub mod database;
#[cfg(feature = "email")]
pub mod email;
pub mod event;
pub mod expecting;
pub mod language;
pub mod locations;
pub mod manifest;
mod memory;
mod number_words;
#[cfg(feature = "ort")]
pub mod onnx;
mod private_file;
#[cfg(any(feature = "ort", feature = "wake-word"))]
mod shared_library;
pub mod ssml;
pub mod waiting;
mod words;

pub mod cli;
