//! A hub that takes part in conversations.

use std::sync::Arc;

use super::Hub;
use crate::channels::{Channel, ChannelError};
use crate::commerce::order::Order;
use crate::dialogue::Reply;
use crate::event::{SiteId, TextTurn};

/// The outgoing half of a hub. Dropping it answers whoever waits.
pub struct HubChannel {
    hub: Arc<Hub>,
}

impl HubChannel {
    /// That of a hub.
    #[must_use]
    pub const fn new(hub: Arc<Hub>) -> Self {
        Self { hub }
    }

    fn away(&self, reason: &str) -> ChannelError {
        ChannelError::Away { channel: self.hub.name(), reason: reason.to_owned() }
    }
}

impl Channel for HubChannel {
    fn name(&self) -> &'static str {
        self.hub.name()
    }

    fn hears(&mut self, turn: &TextTurn) {
        self.hub.heard(turn);
    }

    fn reply(&mut self, _site: &SiteId, session: &str, reply: &Reply) -> Result<(), ChannelError> {
        self.hub.reply(session, reply.clone()).map_err(|unsaid| self.away(&unsaid.to_string()))
    }

    fn refuse(&mut self, turn: &TextTurn, reason: &str) -> Result<(), ChannelError> {
        if self.hub.unable(turn, "unable") {
            Ok(())
        } else {
            Err(self.away(&format!("nobody waits to be told: {reason}")))
        }
    }

    /// A hub only answers.
    fn order_event(&mut self, _site: &SiteId, _order: &Order) -> Result<(), ChannelError> {
        Ok(())
    }
}

impl Drop for HubChannel {
    fn drop(&mut self) {
        self.hub.close();
    }
}
