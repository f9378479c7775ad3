//! A client of its own on the broker that the bridge uses, for people who look on or try something.

use std::time::{Duration, Instant};

use rumqttc::{QoS, SubscribeFilter};

use super::dialect::Delivery;
use super::outbox::Message;
use super::wire::{self, Client, Connection, Happening, Trouble, Version};
use super::{address, setup};
use crate::channels::ChannelError;
use crate::config::MqttConfig;

/// How long the broker may take to let one in, or to take a message.
const PATIENCE: Duration = Duration::from_secs(10);

/// So many requests wait at most.
const REQUESTS: usize = 64;

/// Somebody who sees what is published, and may publish.
pub struct Onlooker {
    client: Client,
    connection: Connection,
}

/// What was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The topic.
    pub topic: String,
    /// The content.
    pub payload: Vec<u8>,
    /// Whether the broker had kept it.
    pub retained: bool,
}

impl Onlooker {
    /// Joins, and sees from then on what fits these filters.
    ///
    /// # Errors
    /// [`ChannelError`] when the broker cannot be reached, or lets nobody in with this configuration.
    pub fn join(config: &MqttConfig, filters: &[String]) -> Result<Self, ChannelError> {
        Self::join_with(config, filters, Version::Five)
    }

    fn join_with(config: &MqttConfig, filters: &[String], version: Version) -> Result<Self, ChannelError> {
        let id = format!("{}-{}", config.client_id, uuid::Uuid::new_v4().simple());
        let (client, connection) = wire::open(&address(config, &id)?, version, true, REQUESTS);
        let mut onlooker = Self { client, connection };
        match onlooker.connection.next_within(PATIENCE) {
            Err(trouble) if version == Version::Five && trouble.may_be_the_version() => {
                return Self::join_with(config, filters, Version::ThreeOneOne);
            }
            Err(trouble) => return Err(lost(&trouble)),
            Ok(_connected) => {}
        }
        let filters = filters.iter().map(|filter| SubscribeFilter::new(filter.clone(), QoS::AtLeastOnce));
        if !onlooker.client.subscribe(filters) {
            return Err(setup("the topics are too many, or none".to_owned()));
        }
        let let_in = onlooker.wait(|happening| match happening {
            Happening::Subscribed(allowed) => Some(!allowed.contains(&false)),
            _ => None,
        })?;
        if let_in {
            Ok(onlooker)
        } else {
            Err(setup("the broker does not let this user see the topics: allow it in its ACL".to_owned()))
        }
    }

    /// Publishes at QoS 1, not retained unless it is empty: an empty message removes what the broker kept.
    ///
    /// # Errors
    /// [`ChannelError`] when the broker does not take it.
    pub fn publish(&mut self, topic: &str, payload: &[u8]) -> Result<(), ChannelError> {
        let message = Message { retain: payload.is_empty(), ..Message::new(&topic, payload.to_vec()) };
        if !self.client.publish(&message) {
            return Err(setup("the topic has a wildcard in it".to_owned()));
        }
        let refusal = self.wait(|happening| match happening {
            Happening::Answered { refusal, .. } => Some(refusal.clone()),
            _ => None,
        })?;
        refusal.map_or(Ok(()), |reason| Err(setup(format!("the broker refuses it ({reason}): allow it in its ACL"))))
    }

    /// What is published next; `None` when that is nothing for so long.
    ///
    /// # Errors
    /// [`ChannelError`] when the connection is lost.
    pub fn next(&mut self, patience: Duration) -> Result<Option<Seen>, ChannelError> {
        let until = Instant::now() + patience;
        while let Some(happening) = self.receive(until)? {
            if let Happening::Arrived(arrived) = happening {
                // The bridge acknowledges late, and so must whoever has its options.
                self.client.acknowledge(&arrived);
                let Delivery { topic, payload, retained } = arrived.delivery();
                return Ok(Some(Seen { topic: topic.to_owned(), payload: payload.to_vec(), retained }));
            }
        }
        Ok(None)
    }

    fn wait<T>(&mut self, wanted: impl Fn(&Happening) -> Option<T>) -> Result<T, ChannelError> {
        let until = Instant::now() + PATIENCE;
        while let Some(happening) = self.receive(until)? {
            if let Some(found) = wanted(&happening) {
                return Ok(found);
            }
        }
        Err(setup(format!("the broker did not answer within {} s", PATIENCE.as_secs())))
    }

    /// What happens next, `None` when that is nothing in time.
    fn receive(&mut self, until: Instant) -> Result<Option<Happening>, ChannelError> {
        let left = until.saturating_duration_since(Instant::now());
        self.connection.next_within(left).map_err(|trouble| lost(&trouble))
    }
}

fn lost(trouble: &Trouble) -> ChannelError {
    setup(format!("{trouble}; check that the broker runs, and [mqtt]"))
}
