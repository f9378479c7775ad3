//! The language of a Dialogflow agent (ES, version 2): what a webhook request says, and what it is answered
//! (<https://cloud.google.com/dialogflow/es/docs/fulfillment-webhook>). Pure: how requests come in and answers get out is
//! the matter of others.

pub mod agent;
pub mod request;
pub mod response;
pub mod tongue;

pub use request::AgentRequest;
pub use tongue::Agent;

/// What [`crate::event::TextTurn::channel`] says of a turn that came from Dialogflow.
pub const NAME: &str = "dialogflow";

/// The action of the intent that opens a session, and its name.
pub const WELCOME: (&str, &str) = ("input.welcome", "Welcome");
