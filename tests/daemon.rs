//! The daemon end to end: the program itself, a real sound server, a real broker, and the orders as they stand in the
//! shop.

#[cfg(feature = "email")]
mod delivered;
mod faults;
pub mod household;
mod interrupted;
mod killed;
mod live;
mod read;
mod sites;
mod spoken;
mod voices;
#[cfg(feature = "wake-word")]
mod woken;
