//! Voice activity by loudness.
