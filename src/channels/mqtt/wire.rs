//! Both versions of MQTT that the client library speaks, 5 and 3.1.1, as one.
//!
//! MQTT 5 says what 3.1.1 keeps quiet about: whether the broker refused a message, and why it ends a connection.

use std::time::Duration;

use rumqttc::mqttbytes::Error as PacketError;
use rumqttc::v5::mqttbytes as five;
use rumqttc::v5::mqttbytes::v5 as packets;
use rumqttc::{
    ConnectReturnCode, ConnectionError, NetworkOptions, Outgoing, QoS, StateError, SubscribeFilter,
    SubscribeReasonCode, Transport, v5,
};

use super::OUTGOING_LIMIT;
use super::dialect::Delivery;
use super::outbox::Message;

/// After so long without a word the broker is asked whether it is still there. Where nothing at all goes on for twice as
/// long, the connection is dead.
const KEEP_ALIVE: Duration = Duration::from_secs(10);

/// So many messages may be unacknowledged in the client library: more than the window of the outbox, so that it takes
/// acknowledgements of ours at any time.
const IN_FLIGHT: u16 = 128;

/// For so long a broker of MQTT 5 keeps what we miss, seconds: a week. With 3.1.1 it decides that itself.
const SESSION_KEPT: u32 = 7 * 24 * 60 * 60;

/// A version of the protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Version {
    /// MQTT 5 (OASIS standard of 2019).
    Five,
    /// MQTT 3.1.1 (OASIS standard of 2014).
    ThreeOneOne,
}

impl Version {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Five => "5",
            Self::ThreeOneOne => "3.1.1",
        }
    }
}

/// How a broker is reached, and what it learns of us.
#[derive(Clone)]
pub(super) struct Address {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) client_id: String,
    pub(super) transport: Transport,
    /// User and password.
    pub(super) credentials: Option<(String, String)>,
    /// A larger packet is not read, bytes.
    pub(super) incoming_limit: usize,
    /// What the broker says when we vanish. Who has such a will is one for whom it keeps what is missed.
    pub(super) will: Option<Message>,
}

/// Sends to the broker what there is room for, of `requests` at once.
#[derive(Clone)]
pub(super) enum Client {
    Five(v5::Client),
    ThreeOneOne(rumqttc::Client),
}

/// One connection: what happens on it.
pub(super) enum Connection {
    Five(Box<v5::Connection>),
    ThreeOneOne(Box<rumqttc::Connection>),
}

/// Something that happened on a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Happening {
    /// The broker let us in.
    Connected,
    /// Somebody published something.
    Arrived(Arrived),
    /// The broker has the message that went out with this packet id, or refuses it.
    Answered { packet: u16, refusal: Option<String> },
    /// Which of the filters may be listened to, in their order.
    Subscribed(Vec<bool>),
    /// A message went out, with this packet id.
    Written(u16),
    /// We went away.
    Left,
    /// Nothing that matters here.
    Nothing,
}

/// A message that arrived, to be acknowledged later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Arrived {
    Five(packets::Publish),
    ThreeOneOne(rumqttc::Publish),
}

/// Why a connection is over, or was not made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Trouble {
    #[error("it does not speak this version of MQTT")]
    Version,
    #[error("it refuses the user or the password: check mqtt.username and mqtt.password_file")]
    Credentials,
    #[error("it closed the connection")]
    Closed,
    #[error("what it sent cannot be read")]
    Garbled,
    #[error("it closed the connection, as it does where another client has the same id: check mqtt.client_id")]
    TakenOver,
    #[error("a message of {0} bytes came in")]
    TooLargeToRead(usize),
    #[error("it takes messages of at most {0} bytes")]
    TooLargeToSend(u32),
    #[error("it does not answer any more")]
    Silent,
    #[error("{0}")]
    Other(String),
}

/// Connects, once somebody asks the connection what happens. `fresh` has the broker forget what it kept for us.
pub(super) fn open(address: &Address, version: Version, fresh: bool, requests: usize) -> (Client, Connection) {
    let keeps = address.will.is_some() && !fresh;
    // A reply is one small packet: it must not wait until the one before is acknowledged (RFC 896).
    let mut network = NetworkOptions::new();
    network.set_tcp_nodelay(true);
    match version {
        Version::Five => {
            let mut options = v5::MqttOptions::new(&address.client_id, &address.host, address.port);
            options
                .set_keep_alive(KEEP_ALIVE)
                .set_manual_acks(true)
                .set_clean_start(!keeps)
                .set_session_expiry_interval(keeps.then_some(SESSION_KEPT))
                .set_max_packet_size(Some(u32::try_from(address.incoming_limit).unwrap_or(u32::MAX)))
                .set_outgoing_inflight_upper_limit(IN_FLIGHT)
                .set_transport(address.transport.clone())
                .set_network_options(network);
            if let Some((user, password)) = &address.credentials {
                options.set_credentials(user, password);
            }
            if let Some(Message { topic, payload, retain, qos, .. }) = &address.will {
                options.set_last_will(packets::LastWill::new(topic, payload.clone(), as_five(*qos), *retain, None));
            }
            let (client, connection) = v5::Client::new(options, requests);
            (Client::Five(client), Connection::Five(Box::new(connection)))
        }
        Version::ThreeOneOne => {
            let mut options = rumqttc::MqttOptions::new(&address.client_id, &address.host, address.port);
            options
                .set_keep_alive(KEEP_ALIVE)
                .set_manual_acks(true)
                .set_clean_session(!keeps)
                .set_max_packet_size(address.incoming_limit, OUTGOING_LIMIT)
                .set_inflight(IN_FLIGHT)
                .set_transport(address.transport.clone());
            if let Some((user, password)) = &address.credentials {
                options.set_credentials(user, password);
            }
            if let Some(Message { topic, payload, retain, qos, .. }) = &address.will {
                options.set_last_will(rumqttc::LastWill::new(topic, payload.clone(), *qos, *retain));
            }
            let (client, mut connection) = rumqttc::Client::new(options, requests);
            connection.eventloop.set_network_options(network);
            (Client::ThreeOneOne(client), Connection::ThreeOneOne(Box::new(connection)))
        }
    }
}

impl Client {
    /// Publishes a message; `false` when there is no room.
    pub(super) fn publish(&self, message: &Message) -> bool {
        let Message { topic, payload, retain, qos, .. } = message;
        match self {
            Self::Five(client) => client.try_publish(topic, as_five(*qos), *retain, payload.clone()).is_ok(),
            Self::ThreeOneOne(client) => client.try_publish(topic, *qos, *retain, payload.clone()).is_ok(),
        }
    }

    /// Listens to filters; `false` when there is no room.
    pub(super) fn subscribe(&self, filters: impl Iterator<Item = SubscribeFilter>) -> bool {
        match self {
            Self::Five(client) => {
                let filters = filters.map(|filter| packets::Filter::new(filter.path, as_five(filter.qos)));
                client.try_subscribe_many(filters).is_ok()
            }
            Self::ThreeOneOne(client) => client.try_subscribe_many(filters).is_ok(),
        }
    }

    /// Acknowledges a message that arrived on the same connection. Where there is no room the broker delivers it again.
    pub(super) fn acknowledge(&self, arrived: &Arrived) {
        let _delivered_again_otherwise = match (self, arrived) {
            (Self::Five(client), Arrived::Five(publish)) => client.try_ack(publish).is_ok(),
            (Self::ThreeOneOne(client), Arrived::ThreeOneOne(publish)) => client.try_ack(publish).is_ok(),
            _ => false,
        };
    }

    /// Goes away, as soon as there is room to say so.
    pub(super) fn leave(&self) {
        let _asked_again_after_the_next_event = match self {
            Self::Five(client) => client.try_disconnect().is_ok(),
            Self::ThreeOneOne(client) => client.try_disconnect().is_ok(),
        };
    }
}

impl Connection {
    /// What happens next, for which it waits.
    ///
    /// # Errors
    /// Why the connection is over; it is never used again.
    pub(super) fn next(&mut self) -> Result<Happening, Trouble> {
        self.next_within(2 * KEEP_ALIVE)?.ok_or(Trouble::Silent)
    }

    /// What happens next, for which it waits so long.
    ///
    /// # Errors
    /// As [`Connection::next`].
    pub(super) fn next_within(&mut self, patience: Duration) -> Result<Option<Happening>, Trouble> {
        let gone = || Trouble::Other("its client is gone".to_owned());
        let happened = match self {
            Self::Five(connection) => match connection.recv_timeout(patience) {
                Ok(polled) => polled.map(of_five).map_err(|error| trouble_of_five(&error)),
                Err(v5::RecvTimeoutError::Timeout) => return Ok(None),
                Err(v5::RecvTimeoutError::Disconnected) => Err(gone()),
            },
            Self::ThreeOneOne(connection) => match connection.recv_timeout(patience) {
                Ok(polled) => polled.map(of_three).map_err(|error| trouble_of_three(&error)),
                Err(rumqttc::RecvTimeoutError::Timeout) => return Ok(None),
                Err(rumqttc::RecvTimeoutError::Disconnected) => Err(gone()),
            },
        };
        happened.map(Some)
    }

    /// What had happened on a connection that is over, and was not seen yet.
    pub(super) fn left_over(&mut self) -> Vec<Happening> {
        match self {
            Self::Five(connection) => connection.eventloop.state.events.drain(..).map(of_five).collect(),
            Self::ThreeOneOne(connection) => connection.eventloop.state.events.drain(..).map(of_three).collect(),
        }
    }
}

impl Arrived {
    /// What a dialect sees of it.
    pub(super) fn delivery(&self) -> Delivery<'_> {
        match self {
            // A topic that is no text is none of ours, and neither is an empty one.
            Self::Five(publish) => Delivery {
                topic: std::str::from_utf8(&publish.topic).unwrap_or_default(),
                payload: &publish.payload,
                retained: publish.retain,
            },
            Self::ThreeOneOne(publish) => {
                Delivery { topic: &publish.topic, payload: &publish.payload, retained: publish.retain }
            }
        }
    }

    /// Whether nobody waits for its acknowledgement.
    pub(super) fn at_most_once(&self) -> bool {
        match self {
            Self::Five(publish) => publish.qos == five::QoS::AtMostOnce,
            Self::ThreeOneOne(publish) => publish.qos == QoS::AtMostOnce,
        }
    }
}

impl Trouble {
    /// Whether a broker that has not let us in yet may be one that does not know MQTT 5: some say so, and some just close
    /// the connection or answer in their own version.
    pub(super) const fn may_be_the_version(&self) -> bool {
        matches!(self, Self::Version | Self::Closed | Self::Garbled)
    }
}

const fn as_five(qos: QoS) -> five::QoS {
    match qos {
        QoS::AtMostOnce => five::QoS::AtMostOnce,
        QoS::AtLeastOnce => five::QoS::AtLeastOnce,
        QoS::ExactlyOnce => five::QoS::ExactlyOnce,
    }
}

fn of_five(event: v5::Event) -> Happening {
    use packets::{Packet, PubAckReason, SubscribeReasonCode};
    match event {
        v5::Event::Incoming(Packet::ConnAck(_)) => Happening::Connected,
        v5::Event::Incoming(Packet::Publish(publish)) => Happening::Arrived(Arrived::Five(publish)),
        v5::Event::Incoming(Packet::PubAck(ack)) => {
            let taken = matches!(ack.reason, PubAckReason::Success | PubAckReason::NoMatchingSubscribers);
            Happening::Answered { packet: ack.pkid, refusal: (!taken).then(|| format!("{:?}", ack.reason)) }
        }
        v5::Event::Incoming(Packet::SubAck(ack)) => {
            let allowed = |code| matches!(code, &SubscribeReasonCode::Success(_));
            Happening::Subscribed(ack.return_codes.iter().map(allowed).collect())
        }
        v5::Event::Outgoing(outgoing) => of_outgoing(&outgoing),
        v5::Event::Incoming(_) => Happening::Nothing,
    }
}

fn of_three(event: rumqttc::Event) -> Happening {
    use rumqttc::Packet;
    match event {
        rumqttc::Event::Incoming(Packet::ConnAck(_)) => Happening::Connected,
        rumqttc::Event::Incoming(Packet::Publish(publish)) => Happening::Arrived(Arrived::ThreeOneOne(publish)),
        rumqttc::Event::Incoming(Packet::PubAck(ack)) => Happening::Answered { packet: ack.pkid, refusal: None },
        rumqttc::Event::Incoming(Packet::SubAck(ack)) => {
            let allowed = |code| matches!(code, &SubscribeReasonCode::Success(_));
            Happening::Subscribed(ack.return_codes.iter().map(allowed).collect())
        }
        rumqttc::Event::Outgoing(outgoing) => of_outgoing(&outgoing),
        rumqttc::Event::Incoming(_) => Happening::Nothing,
    }
}

const fn of_outgoing(outgoing: &Outgoing) -> Happening {
    match outgoing {
        Outgoing::Publish(packet) => Happening::Written(*packet),
        Outgoing::Disconnect => Happening::Left,
        _ => Happening::Nothing,
    }
}

fn trouble_of_five(error: &v5::ConnectionError) -> Trouble {
    use packets::{ConnectReturnCode, DisconnectReasonCode};
    use v5::{ConnectionError, StateError};
    match error {
        ConnectionError::ConnectionRefused(
            ConnectReturnCode::UnsupportedProtocolVersion | ConnectReturnCode::RefusedProtocolVersion,
        ) => Trouble::Version,
        ConnectionError::ConnectionRefused(
            ConnectReturnCode::BadUserNamePassword | ConnectReturnCode::NotAuthorized,
        ) => Trouble::Credentials,
        ConnectionError::MqttState(StateError::ServerDisconnect {
            reason_code: DisconnectReasonCode::SessionTakenOver,
            ..
        }) => Trouble::TakenOver,
        ConnectionError::MqttState(StateError::ServerDisconnect { reason_code, .. }) => {
            Trouble::Other(format!("it ended the connection: {reason_code:?}"))
        }
        ConnectionError::MqttState(StateError::OutgoingPacketTooLarge { max, .. }) => Trouble::TooLargeToSend(*max),
        ConnectionError::MqttState(StateError::IncomingPacketTooLarge { pkt_size, .. }) => {
            Trouble::TooLargeToRead(*pkt_size)
        }
        ConnectionError::MqttState(StateError::Deserialization(wrong)) => match wrong {
            five::Error::PayloadSizeLimitExceeded { pkt_size, .. } => Trouble::TooLargeToRead(*pkt_size),
            five::Error::OutgoingPacketTooLarge { max, .. } => Trouble::TooLargeToSend(*max),
            five::Error::Io(_) => Trouble::Closed,
            _ => Trouble::Garbled,
        },
        ConnectionError::MqttState(StateError::ConnectionAborted | StateError::Io(_)) => Trouble::Closed,
        ConnectionError::MqttState(StateError::AwaitPingResp) => Trouble::Silent,
        other => Trouble::Other(other.to_string()),
    }
}

fn trouble_of_three(error: &ConnectionError) -> Trouble {
    match error {
        ConnectionError::ConnectionRefused(ConnectReturnCode::RefusedProtocolVersion) => Trouble::Version,
        ConnectionError::ConnectionRefused(
            ConnectReturnCode::BadUserNamePassword | ConnectReturnCode::NotAuthorized,
        ) => Trouble::Credentials,
        ConnectionError::MqttState(StateError::Deserialization(PacketError::PayloadSizeLimitExceeded(size))) => {
            Trouble::TooLargeToRead(*size)
        }
        ConnectionError::MqttState(StateError::ConnectionAborted | StateError::Io(_)) => Trouble::TakenOver,
        ConnectionError::MqttState(StateError::AwaitPingResp) => Trouble::Silent,
        other => Trouble::Other(other.to_string()),
    }
}
