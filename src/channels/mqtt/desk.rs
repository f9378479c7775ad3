//! People behind the broker: a bundle goes through the outbox as everything else does, so that a broker that is away
//! gets it when it is back.

use std::sync::Arc;

use rumqttc::Client;

use super::connection::Shared;
use super::topics::Topic;
use crate::handover::{Accepted, Bundle, Destination, HandoverError};

/// The broker takes packets of up to 64 KiB; topic and header are a part of them.
const LARGEST: usize = super::PACKET_LIMIT - 1024;

/// The topic of a site that people listen to.
pub(super) struct DeskTopic {
    shared: Arc<Shared>,
    client: Client,
}

impl DeskTopic {
    pub(super) const fn new(shared: Arc<Shared>, client: Client) -> Self {
        Self { shared, client }
    }
}

impl Destination for DeskTopic {
    fn name(&self) -> &'static str {
        super::NAME
    }

    fn hand_over(&mut self, bundle: &Bundle) -> Result<Accepted, HandoverError> {
        let destination = super::NAME;
        let away = |reason: String| HandoverError::Away { destination, reason };
        if self.shared.lock().closing {
            return Err(away("the bridge has stopped. Start the daemon again".to_owned()));
        }
        let message = super::message(Topic::Handover(bundle.site.clone()), bundle, false)
            .map_err(|error| HandoverError::Setup { destination, reason: error.to_string() })?;
        if message.payload.len() > LARGEST {
            let reason =
                format!("{} bytes are too many for a message; name another destination", message.payload.len());
            return Err(HandoverError::Refused { destination, reason });
        }
        super::enqueue(&self.shared, &self.client, message).map_err(|error| away(error.to_string()))?;
        // Nobody says whether somebody listens there.
        Ok(Accepted::default())
    }
}
