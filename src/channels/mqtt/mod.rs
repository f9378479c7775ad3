//! The MQTT bridge: smart speaker hubs take part in the conversation through a broker (MQTT 3.1.1, QoS 1).
//!
//! A hub publishes what it heard on `orderly/v1/<site>/utterance`, never retained:
//!
//! ```json
//! {"id": "echo-4711", "text": "reorder coffee", "session": "s-12", "confidence": 0.93, "ts": "2026-05-01T08:30:00Z"}
//! ```
//!
//! `id`, `text` and `ts` are required (`ts` may also be a Unix time in seconds or milliseconds); fields that are not
//! known are skipped. An id is acted on once a day at a site. The answer comes on `orderly/v1/<site>/reply`:
//!
//! ```json
//! {"id": "0b6c…", "session": "s-12", "text": "Two packs of … for €18.40. Say yes to order.", "expects": "confirm",
//!  "ends": false, "ts": "2026-05-01T08:30:01Z"}
//! ```
//!
//! `expects` is `none`, `confirm` or `slot`. An utterance that is refused is answered on the same topic, with `error`
//! (`retained`, `malformed`, `stale`, `early`, `busy` or `unable`) in place of `text`:
//!
//! ```json
//! {"id": "9d1f…", "utterance": "echo-4710", "session": "s-12", "error": "stale",
//!  "reason": "it was said 95 s ago; after 30 s nothing is acted on"}
//! ```
//!
//! An order that was placed or changed is told on `orderly/v1/<site>/order`, without products and prices, as every
//! device on the broker can read it (`event_type` is `placed`, `packed`, `shipped`, `delivered` or `cancelled`):
//!
//! ```json
//! {"id": "1042-placed", "event_type": "placed", "order": "1042", "ts": "2026-05-01T08:30:09Z"}
//! ```
//!
//! `orderly/v1/<site>/status` of the daemon's own site is retained; the broker sets it to `offline` when the daemon
//! vanishes:
//!
//! ```json
//! {"state": "online", "version": "0.1.0"}
//! ```
//!
//! A conversation that a person takes over goes out on `orderly/v1/<site>/handover`, when `mqtt` is one of
//! `handover.destinations`; its fields are those of [`crate::handover::Bundle`]. Every device on the broker that may read
//! this topic reads what the shopper agreed to pass on, so let only the desk have it in the broker's ACL.
//!
//! While the broker is away, messages wait in order, at most 256, and go out when it is back; a hub sees by `ts` that
//! a question has lapsed. QoS 1 may deliver a message twice: it then has the same `id`.

pub mod admission;
mod connection;
mod desk;
pub mod messages;
mod outbox;
mod tls;
pub mod topics;

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::thread::JoinHandle;
use std::time::Duration;

use jiff::Timestamp;
use rumqttc::{Client, LastWill, MqttOptions, QoS};
use serde::Serialize;

use self::admission::Fault;
pub use self::connection::Counts;
use self::connection::{Bridge, Shared};
use self::desk::DeskTopic;
use self::messages::{ErrorMessage, OrderMessage, ReplyMessage, State, StatusMessage};
use self::outbox::Message;
use self::topics::Topic;
use super::{Channel, ChannelError};
use crate::commerce::order::Order;
use crate::config::MqttConfig;
use crate::dialogue::Reply;
use crate::event::{Event, SiteId, TextTurn};
use crate::handover::Destination;

/// What [`crate::event::TextTurn::channel`] says of a turn that came through the bridge.
pub const NAME: &str = "mqtt";

/// After so long without a word the broker is asked whether it is still there.
const KEEP_ALIVE: Duration = Duration::from_secs(20);

/// A larger packet ends the connection: four times what an utterance can have.
const PACKET_LIMIT: usize = 64 * 1024;

/// Requests that the client library may hold: the window of the outbox, acknowledgements and a subscription.
const REQUESTS: usize = 2 * connection::TURNS;

/// How long the last messages may take at the end.
const FAREWELL: Duration = Duration::from_millis(900);

/// The bridge to a broker. Dropping it says `offline` and disconnects, within a second.
pub struct MqttChannel {
    shared: Arc<Shared>,
    client: Client,
    thread: JoinHandle<()>,
    ended: Receiver<()>,
    site: SiteId,
}

impl MqttChannel {
    /// Starts the bridge; returns at once, whether the broker is there or not. Turns of any site arrive in `events` as
    /// [`Event::Text`]; a message is acknowledged to the broker once its turn is in there. `site` is the daemon's own.
    ///
    /// # Errors
    /// [`ChannelError::Setup`] when the configuration cannot be used.
    pub fn connect(config: &MqttConfig, site: &SiteId, events: SyncSender<Event>) -> Result<Self, ChannelError> {
        site.0.parse::<SiteId>().map_err(setup)?;
        let mut options = MqttOptions::new(&config.client_id, &config.host, config.port);
        if config.client_id.is_empty() {
            return Err(setup(
                "mqtt.client_id is empty: set it to a name that no other client of the broker has".into(),
            ));
        }
        let offline = status(site, State::Offline)?;
        options
            .set_keep_alive(KEEP_ALIVE)
            .set_clean_session(false)
            .set_manual_acks(true)
            .set_max_packet_size(PACKET_LIMIT, PACKET_LIMIT)
            .set_last_will(LastWill::new(offline.topic.to_string(), offline.payload, QoS::AtLeastOnce, true));
        options.set_transport(tls::transport(config).map_err(setup)?);
        if !config.username.is_empty() {
            options.set_credentials(&config.username, password(&config.password_file)?);
        }
        let (client, connection) = Client::new(options, REQUESTS);
        let shared = Arc::new(Shared::default());
        let stale_after = Duration::from_secs(config.stale_after_s.into());
        let birth = status(site, State::Online)?;
        let bridge = Bridge::new(Arc::clone(&shared), client.clone(), birth, stale_after, events).map_err(spawning)?;
        let (ending, ended) = mpsc::channel();
        let thread = std::thread::Builder::new()
            .name("mqtt".to_owned())
            .spawn(move || {
                bridge.run(connection);
                drop(ending);
            })
            .map_err(spawning)?;
        Ok(Self { shared, client, thread, ended, site: site.clone() })
    }

    /// What was not done since the start.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.shared.lock().counts
    }

    /// How many messages the broker does not have yet.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.shared.lock().outbox.len()
    }

    fn publish(&self, topic: Topic, content: &impl Serialize) -> Result<(), ChannelError> {
        if self.thread.is_finished() {
            return Err(away("the bridge has stopped; its log says why. Start the daemon again"));
        }
        enqueue(&self.shared, &self.client, message(topic, content, false)?)
    }
}

impl Channel for MqttChannel {
    fn name(&self) -> &'static str {
        NAME
    }

    fn reply(&mut self, site: &SiteId, session: &str, reply: &Reply) -> Result<(), ChannelError> {
        let reply = ReplyMessage::new(unique_id(), session, reply, Timestamp::now());
        self.publish(Topic::Reply(site.clone()), &reply)
    }

    fn refuse(&mut self, turn: &TextTurn, reason: &str) -> Result<(), ChannelError> {
        let utterance = turn.id.as_deref().and_then(|id| admission::hubs_id(id, &turn.site));
        let session = turn.session.as_deref();
        let error = Fault::Unable.as_str();
        let answer = ErrorMessage { id: unique_id(), utterance, session, error, reason };
        self.publish(Topic::Reply(turn.site.clone()), &answer)
    }

    fn order_event(&mut self, site: &SiteId, order: &Order) -> Result<(), ChannelError> {
        self.publish(Topic::Order(site.clone()), &OrderMessage::new(order))
    }

    fn destination(&self) -> Result<Box<dyn Destination>, ChannelError> {
        Ok(Box::new(DeskTopic::new(Arc::clone(&self.shared), self.client.clone())))
    }
}

impl Drop for MqttChannel {
    fn drop(&mut self) {
        let farewell = status(&self.site, State::Offline).ok();
        if self.shared.close(&self.client, farewell) {
            let _ended_or_too_slow = self.ended.recv_timeout(FAREWELL);
        }
        let left = self.shared.lock().outbox.len();
        if left > 0 {
            tracing::warn!("MQTT: {left} messages were not delivered, as the broker is away");
        }
    }
}

/// Puts a message into the outbox, and hands on what there is room for.
fn enqueue(shared: &Shared, client: &Client, message: Message) -> Result<(), ChannelError> {
    let mut state = shared.lock();
    if !state.outbox.push(message) {
        state.counts.dropped += 1;
        return Err(away("the broker is away and the queue for it is full; this message is lost. Start the broker"));
    }
    state.hand_over(client);
    Ok(())
}

fn away(reason: &str) -> ChannelError {
    ChannelError::Away { channel: NAME, reason: reason.to_owned() }
}

fn status(site: &SiteId, state: State) -> Result<Message, ChannelError> {
    message(Topic::Status(site.clone()), &StatusMessage::new(state), true)
}

fn message(topic: Topic, content: &impl Serialize, retain: bool) -> Result<Message, ChannelError> {
    let payload = serde_json::to_vec(content).map_err(|error| setup(error.to_string()))?;
    Ok(Message { topic, payload, retain })
}

fn unique_id() -> String {
    uuid::Uuid::new_v4().to_string()
}

/// The first line of the password file; without a file an empty password.
fn password(file: &Path) -> Result<String, ChannelError> {
    if file == Path::new("") {
        return Ok(String::new());
    }
    let text = std::fs::read_to_string(file).map_err(|error| {
        let path = file.display();
        setup(format!("mqtt.password_file {path}: {error}. It must be a text file that this user can read"))
    })?;
    match text.lines().next() {
        Some(line) if !line.is_empty() => Ok(line.to_owned()),
        _ => Err(setup(format!(
            "mqtt.password_file {}: its first line is empty. Put the password there",
            file.display()
        ))),
    }
}

fn setup(reason: String) -> ChannelError {
    ChannelError::Setup { channel: NAME, reason }
}

fn spawning(error: std::io::Error) -> ChannelError {
    setup(format!("its thread cannot be started: {error}"))
}
