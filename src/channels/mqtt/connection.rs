//! The connection: a thread that keeps it up, and one that hands turns to the loop.

use std::sync::mpsc::{self, Receiver, SyncSender, TrySendError};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use rumqttc::mqttbytes::Error as PacketError;
use rumqttc::{
    Client, ConnectReturnCode, Connection, ConnectionError, Event as MqttEvent, Outgoing, Packet, Publish, QoS,
    StateError, SubscribeReasonCode,
};

use super::admission::{Delivery, Fault, Refusal, admit, hubs_id};
use super::messages::ErrorMessage;
use super::outbox::{Message, Outbox};
use super::topics::{Topic, UTTERANCES};
use crate::event::{Event, TextTurn};

/// So many turns may wait for the loop.
pub(super) const TURNS: usize = 1024;

/// The first pause before connecting again; each further one is twice as long, up to the last.
const FIRST_PAUSE: Duration = Duration::from_millis(250);
const LAST_PAUSE: Duration = Duration::from_secs(16);

/// A connection that held so long was a good one: the pauses start over.
const SETTLED: Duration = Duration::from_secs(10);

/// What was not done since the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Messages that were not acted on: retained, malformed, stale, early, foreign, or too many at once.
    pub refused: u64,
    /// Messages to hubs for which there was no room while the broker was away.
    pub dropped: u64,
}

/// What the channel and its threads share.
#[derive(Default)]
pub(super) struct Shared {
    state: Mutex<SharedState>,
    closing: Condvar,
}

#[derive(Default)]
pub(super) struct SharedState {
    pub(super) outbox: Outbox,
    pub(super) counts: Counts,
    connected: bool,
    /// Counts connections: an acknowledgement counts only on the one that brought the message.
    connection: u64,
    pub(super) closing: bool,
}

impl Shared {
    pub(super) fn lock(&self) -> MutexGuard<'_, SharedState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks for the end, after a last message. Whether there is anybody to say it to.
    pub(super) fn close(&self, client: &Client, farewell: Option<Message>) -> bool {
        let mut state = self.lock();
        state.closing = true;
        if state.connected {
            if let Some(farewell) = farewell {
                state.outbox.push_anyway(farewell);
            }
            state.hand_over(client);
        }
        self.closing.notify_all();
        state.connected
    }

    /// Waits; `false` when the end was asked for meanwhile.
    fn pause(&self, pause: Duration) -> bool {
        let waited = self.closing.wait_timeout_while(self.lock(), pause, |state| !state.closing);
        !waited.unwrap_or_else(PoisonError::into_inner).0.closing
    }
}

impl SharedState {
    /// Gives the client what the window has room for. What it does not take stays, for the next time.
    pub(super) fn hand_over(&mut self, client: &Client) {
        while self.connected
            && let Some(message) = self.outbox.next()
        {
            let topic = message.topic.to_string();
            if client.try_publish(topic, QoS::AtLeastOnce, message.retain, message.payload.clone()).is_err() {
                return;
            }
            self.outbox.hand_over();
        }
    }
}

/// A message on its way to the loop; without a turn there is nothing to do but to acknowledge it.
struct Inbound {
    turn: Option<TextTurn>,
    publish: Publish,
    connection: u64,
}

/// What the connection's thread owns.
pub(super) struct Bridge {
    shared: Arc<Shared>,
    client: Client,
    birth: Message,
    stale_after: Duration,
    turns: SyncSender<Inbound>,
    /// What was said last about a broker that is away, to say it once.
    trouble: Option<String>,
    connected_at: Option<Instant>,
    pause: Duration,
}

impl Bridge {
    /// Starts the thread that hands turns to the loop.
    pub(super) fn new(
        shared: Arc<Shared>,
        client: Client,
        birth: Message,
        stale_after: Duration,
        events: SyncSender<Event>,
    ) -> std::io::Result<Self> {
        let (turns, waiting) = mpsc::sync_channel(TURNS);
        let (state, acknowledging) = (Arc::clone(&shared), client.clone());
        thread::Builder::new()
            .name("mqtt-turns".to_owned())
            .spawn(move || hand_turns_on(&waiting, &events, &state, &acknowledging))?;
        let (trouble, connected_at, pause) = (None, None, FIRST_PAUSE);
        Ok(Self { shared, client, birth, stale_after, turns, trouble, connected_at, pause })
    }

    /// Keeps the connection up until the end is asked for.
    pub(super) fn run(mut self, mut connection: Connection) {
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
            MqttEvent::Incoming(Packet::PubAck(ack)) => self.shared.lock().outbox.acknowledged(ack.pkid),
            MqttEvent::Incoming(Packet::SubAck(ack)) if ack.return_codes.contains(&SubscribeReasonCode::Failure) => {
                tracing::error!("MQTT: the broker refuses the subscription to {UTTERANCES}: allow it in its ACL");
            }
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
        if self.client.try_subscribe(UTTERANCES, QoS::AtLeastOnce).is_err() {
            tracing::error!("MQTT: {UTTERANCES} could not be subscribed to; nothing will be heard from hubs");
        }
        let mut state = self.shared.lock();
        state.outbox.announce(self.birth.clone());
        state.connected = true;
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

    fn on_message(&self, publish: Publish) {
        let delivery = Delivery { topic: &publish.topic, payload: &publish.payload, retained: publish.retain };
        let turn = match admit(delivery, Timestamp::now(), self.stale_after) {
            Ok(turn) => Some(turn),
            Err(refusal) => {
                self.refuse(&refusal);
                None
            }
        };
        let connection = self.shared.lock().connection;
        match self.turns.try_send(Inbound { turn, publish, connection }) {
            Ok(()) => {}
            Err(TrySendError::Full(inbound)) => {
                if let Some(turn) = inbound.turn {
                    self.refuse(&Refusal {
                        fault: Fault::Busy,
                        reason: format!("{TURNS} utterances are waiting: say it again later"),
                        id: turn.id.as_deref().and_then(|id| hubs_id(id, &turn.site)).map(str::to_owned),
                        site: Some(turn.site),
                        session: turn.session,
                    });
                }
                let _delivered_again_otherwise = self.client.try_ack(&inbound.publish);
            }
            // The loop is over: nobody acts on it, and the broker keeps it.
            Err(TrySendError::Disconnected(_)) => {}
        }
    }

    /// Counts, logs and answers a refusal.
    fn refuse(&self, refusal: &Refusal) {
        let mut state = self.shared.lock();
        state.counts.refused += 1;
        let (fault, count) = (refusal.fault.as_str(), state.counts.refused);
        // A storm of them must not fill the log.
        if count <= 10 || count.is_power_of_two() {
            let from = refusal.site.as_ref().map_or("no site", |site| &site.0);
            tracing::warn!("MQTT: a message of {from} was refused as {fault}: {}; {count} so far", refusal.reason);
        }
        let Some(site) = &refusal.site else { return };
        let answer = ErrorMessage {
            id: super::unique_id(),
            utterance: refusal.id.as_deref(),
            session: refusal.session.as_deref(),
            error: fault,
            reason: &refusal.reason,
        };
        let answered = super::message(Topic::Reply(site.clone()), &answer, false)
            .is_ok_and(|message| state.outbox.push_lesser(message));
        state.counts.dropped += u64::from(!answered);
    }
}

/// Hands turns to the loop in order, and then acknowledges their messages. Waits while the loop is busy; the connection
/// does not.
fn hand_turns_on(waiting: &Receiver<Inbound>, events: &SyncSender<Event>, shared: &Shared, client: &Client) {
    for inbound in waiting {
        if let Some(turn) = inbound.turn
            && events.send(Event::Text(turn)).is_err()
        {
            return;
        }
        let state = shared.lock();
        // At the end the loop takes what comes only to be rid of it.
        if state.connection == inbound.connection && !state.closing {
            let _delivered_again_otherwise = client.try_ack(&inbound.publish);
        }
    }
}
