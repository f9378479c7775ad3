//! The connection: a thread that keeps it up, and one that hands events to the loop.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use rumqttc::mqttbytes::Error as PacketError;
use rumqttc::{
    Client, ConnectReturnCode, Connection, ConnectionError, Event as MqttEvent, Outgoing, Packet, Publish, QoS,
    StateError, SubAck, SubscribeFilter, SubscribeReasonCode,
};

use super::dialect::{Delivery, Dialect, Fault, Refusal, Taken};
use super::link::{Ending, Shared};
use super::outbox::Message;
use crate::event::{Event, SiteId};

/// So many messages may wait for the loop.
pub(super) const WAITING: usize = 1024;

/// The first pause before connecting again; each further one is twice as long, up to the last.
const FIRST_PAUSE: Duration = Duration::from_millis(250);
const LAST_PAUSE: Duration = Duration::from_secs(16);

/// A connection that held so long was a good one: the pauses start over.
const SETTLED: Duration = Duration::from_secs(10);

/// What is on its way to the loop, in the order in which it happened.
enum Inbound {
    /// A message; without an event there is nothing to do but to acknowledge it.
    Message { event: Option<Event>, publish: Publish, connection: u64 },
    /// The broker has a reply.
    Told { site: SiteId, reply: u64 },
}

/// What the connection's thread owns.
pub(super) struct Keeper {
    shared: Arc<Shared>,
    client: Client,
    birth: Message,
    dialects: Vec<Box<dyn Dialect>>,
    subscriptions: Vec<Subscription>,
    inbound: Sender<Inbound>,
    /// How many messages wait for the loop. Of replies there are never more than the outbox holds.
    messages: Arc<AtomicUsize>,
    /// What was said last about a broker that is away, to say it once.
    trouble: Option<String>,
    connected_at: Option<Instant>,
    pause: Duration,
}

/// A filter, and the place of the dialect that listens to it.
struct Subscription {
    filter: SubscribeFilter,
    dialect: usize,
}

impl Keeper {
    /// Starts the thread that hands events to the loop.
    pub(super) fn new(
        shared: Arc<Shared>,
        client: Client,
        birth: Message,
        dialects: Vec<Box<dyn Dialect>>,
        events: SyncSender<Event>,
    ) -> std::io::Result<Self> {
        let (inbound, waiting) = mpsc::channel();
        let messages = Arc::<AtomicUsize>::default();
        let (state, acknowledging, count) = (Arc::clone(&shared), client.clone(), Arc::clone(&messages));
        thread::Builder::new()
            .name("mqtt-events".to_owned())
            .spawn(move || hand_on(&waiting, &count, &events, &state, &acknowledging))?;
        let subscriptions = dialects.iter().enumerate().flat_map(|(dialect, one)| {
            one.subscriptions().into_iter().map(move |filter| Subscription { filter, dialect })
        });
        let subscriptions = subscriptions.collect();
        let (trouble, connected_at, pause) = (None, None, FIRST_PAUSE);
        Ok(Self { shared, client, birth, dialects, subscriptions, inbound, messages, trouble, connected_at, pause })
    }

    /// Keeps the connection up until the end is asked for.
    pub(super) fn run(mut self, mut connection: Connection) {
        let _told_however_it_ends = Ending(Arc::clone(&self.shared));
        while let Ok(polled) = connection.recv() {
            let go_on = match polled {
                Ok(event) => self.on_event(event, &mut connection),
                Err(error) => self.on_lost(&error, &mut connection),
            };
            if !go_on {
                return;
            }
        }
    }

    fn on_event(&mut self, event: MqttEvent, connection: &mut Connection) -> bool {
        match event {
            // Going away before its status said anything else than `offline`.
            MqttEvent::Incoming(Packet::ConnAck(_)) if self.shared.lock().closing => return false,
            MqttEvent::Incoming(Packet::ConnAck(_)) => self.on_connected(connection),
            MqttEvent::Incoming(Packet::Publish(publish)) => self.on_message(publish),
            MqttEvent::Incoming(Packet::PubAck(ack)) => {
                let told = self.shared.lock().outbox.acknowledged(ack.pkid);
                if let Some((site, reply)) = told {
                    let _loop_gone = self.inbound.send(Inbound::Told { site, reply });
                }
            }
            MqttEvent::Incoming(Packet::SubAck(ack)) => self.on_subscribed(&ack),
            MqttEvent::Outgoing(Outgoing::Publish(packet)) => self.shared.lock().outbox.written(packet),
            MqttEvent::Outgoing(Outgoing::Disconnect) => return false,
            _ => {}
        }
        let mut state = self.shared.lock();
        state.hand_over(&self.client);
        if state.closing && state.outbox.len() == 0 {
            let _asked_again_after_the_next_event = self.client.try_disconnect();
        }
        true
    }

    fn on_connected(&mut self, connection: &mut Connection) {
        let options = &mut connection.eventloop.mqtt_options;
        if options.clean_session() {
            // The broker has forgotten what it kept for us; from here on it shall keep again.
            options.set_clean_session(false);
            connection.eventloop.clean();
            connection.eventloop.pending.clear();
            return;
        }
        self.trouble = None;
        self.connected_at = Some(Instant::now());
        let (host, port) = options.broker_address();
        tracing::info!("MQTT: connected to {host}:{port}");
        // Also when the broker kept the session: it may have been restored from before an upgrade of ours.
        let filters = self.subscriptions.iter().map(|subscription| subscription.filter.clone());
        if self.client.try_subscribe_many(filters).is_err() {
            tracing::error!("MQTT: the topics could not be subscribed to; nothing will be heard from hubs");
        }
        let introductions = self.dialects.iter().flat_map(|dialect| dialect.introduction());
        let mut state = self.shared.lock();
        for retained in introductions.chain([self.birth.clone()]) {
            state.outbox.announce(retained);
        }
        state.connected = true;
    }

    /// The codes are in the order of the filters.
    fn on_subscribed(&self, ack: &SubAck) {
        for (Subscription { filter, .. }, code) in self.subscriptions.iter().zip(&ack.return_codes) {
            if *code == SubscribeReasonCode::Failure {
                tracing::error!("MQTT: the broker refuses the subscription to {}: allow it in its ACL", filter.path);
            }
        }
    }

    fn on_lost(&mut self, error: &ConnectionError, connection: &mut Connection) -> bool {
        // The client would show what is left of this connection as if it were of the next one, where packet ids mean
        // other messages.
        while let Some(event) = connection.eventloop.state.events.pop_front() {
            if !self.on_event(event, connection) {
                return false;
            }
        }
        let closing = {
            let mut state = self.shared.lock();
            state.connected = false;
            state.connection += 1;
            state.outbox.reset();
            state.closing
        };
        // The outbox sends again whatever was not acknowledged, so the client must not. It also keeps a packet that
        // collided, which would block the next connection.
        connection.eventloop.clean();
        connection.eventloop.pending.clear();
        connection.eventloop.state.collision = None;
        if closing {
            return false;
        }
        if let ConnectionError::MqttState(StateError::Deserialization(PacketError::PayloadSizeLimitExceeded(size))) =
            error
        {
            // The broker would deliver it again and again, and end every connection with it.
            tracing::warn!("MQTT: a message of {size} bytes is refused, and whatever the broker keeps for us with it");
            connection.eventloop.mqtt_options.set_clean_session(true);
        }
        if self.connected_at.take().is_some_and(|since| since.elapsed() >= SETTLED) {
            self.pause = FIRST_PAUSE;
        }
        self.say_once(error, connection);
        let pause = self.pause;
        self.pause = (pause * 2).min(LAST_PAUSE);
        self.shared.pause(pause)
    }

    fn say_once(&mut self, error: &ConnectionError, connection: &Connection) {
        let trouble = match error {
            ConnectionError::ConnectionRefused(
                ConnectReturnCode::BadUserNamePassword | ConnectReturnCode::NotAuthorized,
            ) => "it refuses the user or the password: check mqtt.username and mqtt.password_file".to_owned(),
            ConnectionError::MqttState(StateError::ConnectionAborted) => format!(
                "it closed the connection; another client may have the id `{}`: check mqtt.client_id",
                connection.eventloop.mqtt_options.client_id()
            ),
            error => format!("{error}; check that it runs, and mqtt.host and mqtt.port"),
        };
        if self.trouble.as_ref() != Some(&trouble) {
            let (host, port) = connection.eventloop.mqtt_options.broker_address();
            tracing::warn!("MQTT: the broker {host}:{port} is away ({trouble}); trying on, replies wait meanwhile");
            self.trouble = Some(trouble);
        }
    }

    fn on_message(&mut self, publish: Publish) {
        let delivery = Delivery { topic: &publish.topic, payload: &publish.payload, retained: publish.retain };
        let listens = self.subscriptions.iter().find(|subscription| fits(delivery.topic, &subscription.filter.path));
        let dialect = listens.map(|subscription| subscription.dialect);
        let taken = match dialect.and_then(|place| self.dialects.get_mut(place)) {
            Some(dialect) => dialect.take(delivery, Timestamp::now()),
            None => Taken { refusal: Some(foreign()), ..Taken::default() },
        };
        let event = self.settle(taken);
        if event.is_none() && publish.qos == QoS::AtMostOnce {
            // Nothing to hand on or to acknowledge: sound must not take the room of turns.
            return;
        }
        let connection = self.shared.lock().connection;
        if self.messages.load(Ordering::Relaxed) >= WAITING {
            if let Some(event) = event
                && let Some(dialect) = dialect.and_then(|place| self.dialects.get_mut(place))
            {
                let reason = format!("{WAITING} messages are waiting: say it again later");
                let undone = dialect.undo(event, Refusal { fault: Fault::Busy, reason, site: None });
                let _none_comes_of_it = self.settle(undone);
            }
            let _delivered_again_otherwise = self.client.try_ack(&publish);
            return;
        }
        self.messages.fetch_add(1, Ordering::Relaxed);
        // Where the loop is over nobody acts on it, and the broker keeps it.
        let _loop_gone = self.inbound.send(Inbound::Message { event, publish, connection });
    }

    /// Publishes what comes of a delivery; counts and logs why it was refused. What is left is for the loop.
    fn settle(&self, taken: Taken) -> Option<Event> {
        let mut state = self.shared.lock();
        if let Some(Refusal { fault, reason, site }) = &taken.refusal {
            state.counts.refused += 1;
            let count = state.counts.refused;
            // A storm of them must not fill the log.
            if count <= 10 || count.is_power_of_two() {
                let from = site.as_ref().map_or("no site", |site| &site.0);
                tracing::warn!("MQTT: a message of {from} was refused as {}: {reason}; {count} so far", fault.as_str());
            }
        }
        for message in taken.messages {
            let outbox = &mut state.outbox;
            let room = if taken.refusal.is_some() { outbox.push_lesser(message) } else { outbox.push(message) };
            state.counts.dropped += u64::from(!room);
        }
        taken.event
    }
}

/// Whether a topic fits a filter. No filter begins with a wildcard or a letter beyond ASCII, so neither do the topics.
fn fits(topic: &str, filter: &str) -> bool {
    topic.starts_with(|first: char| first.is_ascii()) && rumqttc::matches(topic, filter)
}

fn foreign() -> Refusal {
    let reason = "nothing listens to its topic; the broker remembers it from before".to_owned();
    Refusal { fault: Fault::Foreign, reason, site: None }
}

/// Hands events to the loop in order, and then acknowledges their messages. Waits while the loop is busy; the connection
/// does not.
fn hand_on(
    waiting: &Receiver<Inbound>,
    messages: &AtomicUsize,
    events: &SyncSender<Event>,
    shared: &Shared,
    client: &Client,
) {
    for inbound in waiting {
        let (event, message) = match inbound {
            Inbound::Told { site, reply } => (Some(Event::Told { site, reply }), None),
            Inbound::Message { event, publish, connection } => (event, Some((publish, connection))),
        };
        if let Some(event) = event
            && events.send(event).is_err()
        {
            return;
        }
        let Some((publish, connection)) = message else { continue };
        messages.fetch_sub(1, Ordering::Relaxed);
        let state = shared.lock();
        // At the end the loop takes what comes only to be rid of it.
        if state.connection == connection && !state.closing {
            let _delivered_again_otherwise = client.try_ack(&publish);
        }
    }
}
