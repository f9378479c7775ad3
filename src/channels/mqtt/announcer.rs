//! Loudspeakers of others, such as an Echo behind ioBroker's alexa2 adapter: each says any text that is published on its
//! topic. News of orders and announcements come out there at sites where this machine has no loudspeaker.
//!
//! Nobody can answer such a loudspeaker, and it does not tell whether it said anything: a question is never put there, so
//! that no total counts as heard because of it.

use std::collections::BTreeMap;

use super::link::Publisher;
use super::outbox::Message;
use crate::channels::{Channel, ChannelError, Telling};
use crate::commerce::order::Order;
use crate::config::MqttConfig;
use crate::dialogue::Reply;
use crate::event::{SiteId, TextTurn};

/// What [`Channel::name`] says.
const NAME: &str = "announcer";

/// The outgoing half; nothing comes in.
pub(super) struct Announcer {
    topics: BTreeMap<SiteId, String>,
    publisher: Publisher,
}

impl Announcer {
    /// The loudspeakers of `mqtt.announce_on`; `None` where there are none.
    pub(super) fn new(config: &MqttConfig, publisher: impl FnOnce(&'static str) -> Publisher) -> Option<Self> {
        let topics: BTreeMap<_, _> =
            config.announce_on.iter().map(|(site, there)| (SiteId(site.clone()), there.topic.clone())).collect();
        (!topics.is_empty()).then(|| Self { topics, publisher: publisher(NAME) })
    }

    fn cannot(reason: &str) -> ChannelError {
        ChannelError::Away { channel: NAME, reason: reason.to_owned() }
    }
}

impl Channel for Announcer {
    fn name(&self) -> &'static str {
        NAME
    }

    fn reply(&mut self, site: &SiteId, _session: &str, reply: &Reply) -> Result<(), ChannelError> {
        let topic = self.topics.get(site).ok_or_else(|| Self::cannot("there is no loudspeaker at that site"))?;
        if !reply.ends {
            return Err(Self::cannot("a question is not announced, as nobody can answer there; it is asked elsewhere"));
        }
        let tells = Some((site.clone(), reply.number));
        self.publisher.publish(Message { tells, ..Message::new(topic, reply.text.clone().into_bytes()) })
    }

    fn telling(&self) -> Telling {
        Telling::Later
    }

    fn announces(&self, site: &SiteId) -> bool {
        self.topics.contains_key(site)
    }

    fn refuse(&mut self, _turn: &TextTurn, _reason: &str) -> Result<(), ChannelError> {
        Err(Self::cannot("no turn comes from there"))
    }

    fn order_event(&mut self, _site: &SiteId, _order: &Order) -> Result<(), ChannelError> {
        // The reply says it.
        Ok(())
    }
}
