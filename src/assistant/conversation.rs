//! What the loop knows about the conversation at one site.

use std::collections::BTreeSet;

use crate::commerce::order::{IdempotencyKey, OrderId};
use crate::dialogue::{Dialogue, ShopRequest};

/// The name under which the microphone and loudspeaker of this machine take part in a session.
pub const VOICE: &str = "voice";

/// The conversation at one site.
pub struct Conversation {
    /// Its state machine.
    pub dialogue: Dialogue,
    /// The session that is open, if one is.
    pub session: Option<Session>,
    /// The number of the last reply; what becomes of an older one no longer matters.
    pub last_reply: u64,
    /// What was heard last; nothing of a code.
    pub heard: String,
    /// What was answered last.
    pub said: String,
    /// Whether a loudspeaker is still busy with the last reply.
    pub speaking: bool,
    /// Requests that the shop has not answered.
    pub awaiting_shop: usize,
    /// The last of them.
    pub asked: Option<ShopRequest>,
    /// Attempts whose outcome the shopper does not know for certain.
    pub untold: Vec<Untold>,
}

impl Conversation {
    /// A conversation in which nothing was said yet.
    #[must_use]
    pub fn new(dialogue: Dialogue) -> Self {
        Self {
            dialogue,
            session: None,
            last_reply: 0,
            heard: String::new(),
            said: String::new(),
            speaking: false,
            awaiting_shop: 0,
            asked: None,
            untold: Vec::new(),
        }
    }

    /// Notes that a turn came in: a session opens, or a channel joins the one that is open.
    pub fn join(&mut self, channel: &'static str, session: Option<String>) {
        let open = self
            .session
            .get_or_insert_with(|| Session { id: uuid::Uuid::new_v4().to_string(), channels: BTreeSet::new() });
        if let Some(id) = session {
            open.id = id;
        }
        open.channels.insert(channel);
    }

    /// Whether nothing is under way: it is the shopper's turn, or nobody's.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.awaiting_shop == 0 && !self.speaking
    }
}

/// An attempt whose outcome the shopper does not know for certain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Untold {
    /// The attempt in the journal.
    pub attempt: IdempotencyKey,
    /// The order that came of it, if one did.
    pub order: Option<OrderId>,
}

/// From the wake to the end.
pub struct Session {
    /// As the channel calls it, or one of our own making.
    pub id: String,
    /// The channels that took part, and so get every reply.
    pub channels: BTreeSet<&'static str>,
}
