//! PocketSphinx.
