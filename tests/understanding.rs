//! The understanding: sentences and catalogue in, intents and grammars out.
