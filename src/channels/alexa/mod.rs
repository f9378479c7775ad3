//! The language of an Alexa custom skill: what a request says, and what it is answered
//! (<https://developer.amazon.com/docs/custom-skills/request-and-response-json-reference.html>). Pure: how requests come
//! in and answers get out is the matter of others.

#[cfg(feature = "hubs")]
pub mod certificates;
pub mod model;
pub mod request;
pub mod response;
#[cfg(feature = "hubs")]
pub mod signature;
pub mod skill;

pub use request::{Kind, SkillRequest};
pub use skill::Skill;

/// What [`crate::event::TextTurn::channel`] says of a turn that came from Alexa.
pub const NAME: &str = "alexa";

/// The intent and the slot that take any words, and those that take a code.
pub const ANYTHING: (&str, &str) = ("Anything", "words");
/// As [`ANYTHING`].
pub const CODE: (&str, &str) = ("HouseholdCode", "code");
