//! The keyboard and the terminal.

use std::io::{self, Write};

use super::{Channel, ChannelError};
use crate::commerce::order::Order;
use crate::dialogue::Reply;
use crate::event::{SiteId, TextTurn};

/// The name of the channel.
pub const NAME: &str = "keyboard";

/// Writes replies to standard output.
pub struct Keyboard;

impl Channel for Keyboard {
    fn name(&self) -> &'static str {
        NAME
    }

    fn reply(&mut self, _site: &SiteId, _session: &str, reply: &Reply) -> Result<(), ChannelError> {
        show(&reply.text)
    }

    fn refuse(&mut self, _turn: &TextTurn, reason: &str) -> Result<(), ChannelError> {
        show(reason)
    }

    fn order_event(&mut self, _site: &SiteId, _order: &Order) -> Result<(), ChannelError> {
        // The reply that is on the screen has said it.
        Ok(())
    }
}

fn show(text: &str) -> Result<(), ChannelError> {
    let mut out = io::stdout().lock();
    writeln!(out, "< {text}")
        .and_then(|()| out.flush())
        .map_err(|error| ChannelError::Away { channel: NAME, reason: error.to_string() })
}
