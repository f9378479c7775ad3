//! Who carries parcels, and what their words for where a parcel is mean here.

use super::order::OrderStatus;

/// What a carrier is called, by its code; a code that nobody knows is its own name.
#[must_use]
pub fn name(code: &str) -> &str {
    code
}

/// The status that the words of a carrier or a tracking service stand for; none when they say nothing of where it is.
#[must_use]
pub fn status_of(words: &str) -> Option<OrderStatus> {
    words.parse().ok()
}
