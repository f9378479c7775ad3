//! Where an utterance starts and ends.
