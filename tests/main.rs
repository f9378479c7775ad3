//! The one integration test binary: a module for each promise.

#[cfg(feature = "sqlite")]
mod checkout;
#[cfg(feature = "sqlite")]
mod crash;
mod import;
#[cfg(feature = "sqlite")]
mod journal;
#[cfg(feature = "sqlite")]
mod storefront;
