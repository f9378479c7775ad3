//! Text to sentences.
