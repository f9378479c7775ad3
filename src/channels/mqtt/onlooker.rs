//! A client of its own on the broker that the bridge uses, for people who look on or try something.

use std::time::{Duration, Instant};

use rumqttc::{Client, Connection, Event, Packet, QoS, RecvTimeoutError, SubscribeFilter, SubscribeReasonCode};

use super::{options, setup};
use crate::channels::ChannelError;
use crate::config::MqttConfig;

/// How long the broker may take to let one in, or to take a message.
const PATIENCE: Duration = Duration::from_secs(10);

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
        let id = format!("{}-{}", config.client_id, uuid::Uuid::new_v4().simple());
        let (client, connection) = Client::new(options(config, &id)?, 64);
        let mut onlooker = Self { client, connection };
        let filters = filters.iter().map(|filter| SubscribeFilter::new(filter.clone(), QoS::AtLeastOnce));
        onlooker.client.try_subscribe_many(filters).map_err(|error| setup(error.to_string()))?;
        let let_in = onlooker.wait(|packet| match packet {
            Packet::SubAck(ack) => Some(!ack.return_codes.contains(&SubscribeReasonCode::Failure)),
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
        let published = self.client.try_publish(topic, QoS::AtLeastOnce, payload.is_empty(), payload);
        published.map_err(|error| setup(error.to_string()))?;
        self.wait(|packet| matches!(packet, Packet::PubAck(_)).then_some(()))
    }

    /// What is published next; `None` when that is nothing for so long.
    ///
    /// # Errors
    /// [`ChannelError`] when the connection is lost.
    pub fn next(&mut self, patience: Duration) -> Result<Option<Seen>, ChannelError> {
        let until = Instant::now() + patience;
        loop {
            match self.receive(until)? {
                None => return Ok(None),
                Some(Packet::Publish(publish)) => {
                    let seen = Seen {
                        topic: publish.topic.clone(),
                        payload: publish.payload.to_vec(),
                        retained: publish.retain,
                    };
                    // The bridge acknowledges late, and so must whoever has its options.
                    self.client.try_ack(&publish).map_err(|error| setup(error.to_string()))?;
                    return Ok(Some(seen));
                }
                Some(_) => {}
            }
        }
    }

    fn wait<T>(&mut self, wanted: impl Fn(&Packet) -> Option<T>) -> Result<T, ChannelError> {
        let until = Instant::now() + PATIENCE;
        while let Some(packet) = self.receive(until)? {
            if let Some(found) = wanted(&packet) {
                return Ok(found);
            }
        }
        Err(setup(format!("the broker did not answer within {} s", PATIENCE.as_secs())))
    }

    /// The next packet from the broker, `None` when none came in time.
    fn receive(&mut self, until: Instant) -> Result<Option<Packet>, ChannelError> {
        loop {
            let left = until.saturating_duration_since(Instant::now());
            match self.connection.recv_timeout(left) {
                Ok(Ok(Event::Incoming(packet))) => return Ok(Some(packet)),
                Ok(Ok(Event::Outgoing(_))) => {}
                Ok(Err(error)) => {
                    return Err(setup(format!("{error}; check that the broker runs, and [mqtt]")));
                }
                Err(RecvTimeoutError::Timeout) => return Ok(None),
                Err(RecvTimeoutError::Disconnected) => return Err(setup("the connection is gone".to_owned())),
            }
        }
    }
}
