//! The template language of the intents folder.
