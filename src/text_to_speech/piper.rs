//! Piper voices.
