//! What the words of a slot stand for: products of the live catalogue, how many of them.

pub mod finder;
pub mod history;
pub mod measure;
pub mod price;
pub mod products;
pub mod quantity;
pub mod when;
