//! The one integration test binary: a module for each promise.

mod recordings;
