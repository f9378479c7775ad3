//! Other ways into the same conversation, and out of it.

pub mod alexa;
pub mod dialogflow;
#[cfg(feature = "hubs")]
pub mod http;
pub mod hub;
pub mod keyboard;
#[cfg(feature = "mqtt")]
pub mod mqtt;

use crate::commerce::order::Order;
use crate::dialogue::Reply;
use crate::event::{Query, SiteId, SiteState, TextTurn};
use crate::handover::Destination;
use crate::speech_to_text::Vocabulary;
use crate::understanding::Meaning;

/// Takes out what the assistant says. What comes in is sent to the loop as an [`crate::event::Event`].
pub trait Channel: Send {
    /// Its name, as [`crate::event::TextTurn::channel`] carries it.
    fn name(&self) -> &'static str;

    /// The loop hears a turn that came from here: what it says at that site from now on follows it.
    fn hears(&mut self, _turn: &TextTurn) {}

    /// Hands on a reply. [`Channel::telling`] says when it is heard.
    ///
    /// # Errors
    /// [`ChannelError`] when it cannot be handed on; the shopper has not heard it then.
    fn reply(&mut self, site: &SiteId, session: &str, reply: &Reply) -> Result<(), ChannelError>;

    /// When a reply that was handed on is heard.
    fn telling(&self) -> Telling {
        Telling::AtOnce
    }

    /// Changes what may be said, for a channel that recognises.
    fn adopt(&mut self, _vocabulary: &Vocabulary) {}

    /// Whether it reaches people at a site where nobody takes part in a session.
    fn announces(&self, _site: &SiteId) -> bool {
        false
    }

    /// Whether an intent counts in what was said in a turn that came from here; asked of commands only.
    fn admits(&self, _said: &Query, _intent: &str) -> bool {
        true
    }

    /// Says what a text means that came as a [`crate::event::Event::Asked`].
    ///
    /// # Errors
    /// [`ChannelError`] when it cannot be handed on.
    fn understood(&mut self, _query: &Query, _meaning: &Meaning) -> Result<(), ChannelError> {
        Ok(())
    }

    /// Tells who wants to know, beside the reply, what a turn that came from here means. Nothing of a code gets here.
    ///
    /// # Errors
    /// [`ChannelError`] when it cannot be handed on.
    fn meant(&mut self, _said: &Query, _meaning: &Meaning) -> Result<(), ChannelError> {
        Ok(())
    }

    /// Says that a turn was not acted on, and why: a sentence for people.
    ///
    /// # Errors
    /// [`ChannelError`] when it cannot be handed on.
    fn refuse(&mut self, turn: &TextTurn, reason: &str) -> Result<(), ChannelError>;

    /// Tells of an order that was placed or changed.
    ///
    /// # Errors
    /// [`ChannelError`] when it cannot be handed on; nobody was told then.
    fn order_event(&mut self, site: &SiteId, order: &Order) -> Result<(), ChannelError>;

    /// Shows what a site with a microphone or a loudspeaker does, each time that this changes. Nothing, unless a channel
    /// says otherwise.
    ///
    /// # Errors
    /// [`ChannelError`] when it cannot be handed on.
    fn show(&mut self, _site: &SiteId, _state: &SiteState) -> Result<(), ChannelError> {
        Ok(())
    }

    /// A way to people through this channel, for the desk's thread.
    ///
    /// # Errors
    /// [`ChannelError::Setup`] when there are no people on its other side, which is so unless a channel says otherwise.
    fn destination(&self) -> Result<Box<dyn Destination>, ChannelError> {
        let reason = "nobody takes over there: take it out of handover.destinations".to_owned();
        Err(ChannelError::Setup { channel: self.name(), reason })
    }
}

/// When a reply is heard that was handed on: until then nobody can have answered it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Telling {
    /// It is shown by now.
    AtOnce,
    /// [`crate::event::Event::Told`] says so; the site is free meanwhile.
    Later,
    /// It is being said: [`crate::event::Event::Delivered`] or [`crate::event::Event::Undelivered`] tells what became of it,
    /// and the site is busy until then.
    Aloud,
}

/// What can go wrong on a channel.
#[derive(Debug, thiserror::Error)]
pub enum ChannelError {
    /// It cannot be started as it is configured.
    #[error("{channel}: {reason}")]
    Setup {
        /// Which channel.
        channel: &'static str,
        /// What is wrong, and what to do.
        reason: String,
    },
    /// The other side is away and the queue for it is full.
    #[error("{channel}: {reason}")]
    Away {
        /// Which channel.
        channel: &'static str,
        /// What it said, and what to do.
        reason: String,
    },
}
