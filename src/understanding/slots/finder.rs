//! Finds products by words that are nearly what they are called.
