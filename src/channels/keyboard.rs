//! The keyboard and the terminal.

use std::io::{self, BufRead, Read, Write};

use super::{Channel, ChannelError};
use crate::commerce::order::Order;
use crate::dialogue::Reply;
use crate::event::{SiteId, TextTurn};

/// The name of the channel.
pub const NAME: &str = "keyboard";

/// The longest line that is read, bytes; the rest of a longer one is dropped, and it then matches nothing.
const LONGEST_LINE: u64 = 4096;

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

/// Reads a line of any bytes; what is no UTF-8 becomes U+FFFD. `None` at the end of the input.
///
/// # Errors
/// What the system says when the input cannot be read.
pub fn read_line(input: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut line = Vec::new();
    if input.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line)? == 0 {
        return Ok(None);
    }
    if line.last() != Some(&b'\n') {
        input.skip_until(b'\n')?;
    }
    let text = String::from_utf8_lossy(&line);
    Ok(Some(text.trim_end_matches(['\r', '\n']).to_owned()))
}
