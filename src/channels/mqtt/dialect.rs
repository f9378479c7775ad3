//! What is spoken on the connection: each dialect has topics and messages of its own, and is a channel of its own.

use jiff::Timestamp;
use rumqttc::SubscribeFilter;

use super::outbox::Message;
use crate::channels::Channel;
use crate::event::{Event, SiteId};

/// The incoming half of a dialect; the outgoing half is its [`crate::channels::Channel`].
pub(super) trait Dialect: Send {
    /// Which topics it listens to. Everything that fits one of these filters, and nothing else, is given to it.
    fn subscriptions(&self) -> Vec<SubscribeFilter>;

    /// Takes what the broker delivered at `now`. It runs on the thread of the connection, so it must not wait.
    fn take(&mut self, delivery: Delivery<'_>, now: Timestamp) -> Taken;

    /// What the broker is to keep of it, on each connection.
    fn introduction(&self) -> Vec<Message> {
        Vec::new()
    }

    /// An event that it gave cannot be handed on for this reason: what to do about it.
    fn undo(&mut self, event: Event, refusal: Refusal) -> Taken;
}

/// Both halves of a dialect.
pub(super) type Halves = (Box<dyn Dialect>, Box<dyn Channel>);

/// What the broker delivered.
#[derive(Debug, Clone, Copy)]
pub struct Delivery<'a> {
    /// The topic.
    pub topic: &'a str,
    /// The content.
    pub payload: &'a [u8],
    /// Whether the broker had kept it for whoever subscribes.
    pub retained: bool,
}

/// What becomes of a delivery.
#[derive(Debug, Default)]
pub(super) struct Taken {
    /// For the loop. The delivery is acknowledged once the loop has it.
    pub(super) event: Option<Event>,
    /// To be published; where there is a refusal they matter less than others.
    pub(super) messages: Vec<Message>,
    /// Why it was not acted on, if it was not.
    pub(super) refusal: Option<Refusal>,
}

/// A delivery that was not acted on; it is counted and logged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Why.
    pub fault: Fault,
    /// Why, in a sentence that repeats nothing of the content.
    pub reason: String,
    /// The site that it came from; `None` when it came from no site.
    pub site: Option<SiteId>,
}

/// Why a delivery was not acted on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It came on a topic that is none of ours.
    Foreign,
    /// The broker had kept it.
    Retained,
    /// It cannot be read.
    Malformed,
    /// It was said too long ago.
    Stale,
    /// It claims to be from the future.
    Early,
    /// It came before.
    Repeated,
    /// It answers what was not asked.
    Unasked,
    /// More turns are waiting than anyone can have meant.
    Busy,
    /// The assistant could not act on it.
    Unable,
}

impl Fault {
    /// Its word in messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Foreign => "foreign",
            Self::Retained => "retained",
            Self::Malformed => "malformed",
            Self::Stale => "stale",
            Self::Early => "early",
            Self::Repeated => "repeated",
            Self::Unasked => "unasked",
            Self::Busy => "busy",
            Self::Unable => "unable",
        }
    }
}
