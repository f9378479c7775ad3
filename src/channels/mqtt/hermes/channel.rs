//! The outgoing half of the dialect: what the assistant says to satellites and other clients.

use std::sync::Arc;

use super::ear::Ear;
use super::sessions::Outcome;
use super::{Manager, NAME, nlu, written};
use crate::channels::mqtt::link::Link;
use crate::channels::{Channel, ChannelError, Telling};
use crate::commerce::order::Order;
use crate::dialogue::Reply;
use crate::event::{Query, SiteId, TextTurn};
use crate::speech_to_text::Vocabulary;
use crate::understanding::Meaning;

/// Says in the sessions of satellites what the assistant says, and takes it to other clients.
pub(super) struct HermesChannel {
    pub(super) manager: Arc<Manager>,
    pub(super) ear: Option<Arc<Ear>>,
    /// Whether it is told what is wanted.
    pub(super) publishes: bool,
    pub(super) _up_meanwhile: Arc<Link>,
}

impl Channel for HermesChannel {
    fn name(&self) -> &'static str {
        NAME
    }

    fn reply(&mut self, site: &SiteId, _session: &str, reply: &Reply) -> Result<(), ChannelError> {
        let mut full = Ok(());
        let (_nothing_else, published) = self.manager.change(|sessions, now| {
            if let (Some(ear), Some(session)) = (&self.ear, sessions.open_at(site)) {
                ear.note_moment(site, session, reply.expecting);
            }
            sessions.reply(site, (reply.number, &reply.text, &reply.language), reply.ends, now).unwrap_or_else(
                |reason| {
                    full = Err(ChannelError::Away { channel: NAME, reason });
                    Outcome::default()
                },
            )
        });
        full.and(published)
    }

    fn telling(&self) -> Telling {
        Telling::Aloud
    }

    fn adopt(&mut self, vocabulary: &Vocabulary) {
        if let Some(ear) = &self.ear {
            ear.adopt(vocabulary.clone());
        }
    }

    fn announces(&self, site: &SiteId) -> bool {
        self.manager.lock().sessions.knows(site)
    }

    fn refuse(&mut self, turn: &TextTurn, reason: &str) -> Result<(), ChannelError> {
        let session = turn.session.as_deref();
        self.manager.change(|sessions, now| sessions.give_up(&turn.site, session, reason, now)).1
    }

    fn admits(&self, said: &Query, intent: &str) -> bool {
        self.manager.lock().sessions.admits(said, intent)
    }

    fn understood(&mut self, query: &Query, meaning: &Meaning) -> Result<(), ChannelError> {
        self.manager.publisher.publish(written(&nlu::answer(query, meaning))?)
    }

    fn meant(&mut self, said: &Query, meaning: &Meaning) -> Result<(), ChannelError> {
        let publishes = self.publishes;
        self.manager.change(|sessions, _now| sessions.meant(said, meaning, publishes)).1
    }

    fn order_event(&mut self, _site: &SiteId, _order: &Order) -> Result<(), ChannelError> {
        // The reply that is spoken says it.
        Ok(())
    }
}

impl Drop for HermesChannel {
    /// No site may be left with its wake words off.
    fn drop(&mut self) {
        self.manager.lock().closing = true;
        loop {
            let mut ended = 0;
            let (_nobody_is_told, published) = self.manager.change(|sessions, now| {
                let outcome = sessions.close(now);
                ended = outcome.messages.len();
                outcome
            });
            if ended == 0 || published.is_err() {
                return;
            }
        }
    }
}
