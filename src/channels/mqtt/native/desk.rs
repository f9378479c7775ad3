//! People behind the broker: a bundle goes through the outbox as everything else does, so that a broker that is away
//! gets it when it is back.

use super::topics::Topic;
use crate::channels::ChannelError;
use crate::channels::mqtt::link::Publisher;
use crate::channels::mqtt::outbox::Message;
use crate::handover::{Accepted, Bundle, Destination, HandoverError};

/// Hubs need not take packets of more than 64 KiB; topic and header are a part of them.
const LARGEST: usize = 63 * 1024;

/// The topic of a site that people listen to.
pub(super) struct DeskTopic {
    publisher: Publisher,
}

impl DeskTopic {
    pub(super) const fn new(publisher: Publisher) -> Self {
        Self { publisher }
    }
}

impl Destination for DeskTopic {
    fn name(&self) -> &'static str {
        super::NAME
    }

    fn hand_over(&mut self, bundle: &Bundle) -> Result<Accepted, HandoverError> {
        let destination = super::NAME;
        let message = Message::json(&Topic::Handover(bundle.site.clone()), bundle)
            .map_err(|error| HandoverError::Setup { destination, reason: error.to_string() })?;
        if message.payload.len() > LARGEST {
            let reason =
                format!("{} bytes are too many for a message; name another destination", message.payload.len());
            return Err(HandoverError::Refused { destination, reason });
        }
        let away = |error: ChannelError| HandoverError::Away { destination, reason: error.to_string() };
        self.publisher.publish(message).map_err(away)?;
        // Nobody says whether somebody listens there.
        Ok(Accepted::default())
    }
}
