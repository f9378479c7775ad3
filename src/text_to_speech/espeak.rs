//! espeak-ng.
