//! Bindings to the C libraries that have no crate of their own.

fn main() {}
