//! The connection: a thread that keeps it up, and one that hands events to the loop.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use rumqttc::SubscribeFilter;

use super::dialect::{Dialect, Fault, Refusal, Taken};
use super::link::{Ending, Shared};
use super::outbox::Message;
use super::wire::{self, Address, Arrived, Connection, Happening, Trouble, Version};
use crate::event::Event;

/// So many messages may wait for the loop.
const WAITING: usize = 1024;

/// The first pause before connecting again; each further one is twice as long, up to the last.
const FIRST_PAUSE: Duration = Duration::from_millis(250);
const LAST_PAUSE: Duration = Duration::from_secs(16);

/// Requests that the client library may hold: the window of the outbox, acknowledgements and a subscription.
const REQUESTS: usize = 2 * WAITING;

/// So much of a packet is topic and header, bytes.
const HEADER: usize = 1024;

/// A connection that held so long was a good one: the pauses start over.
const SETTLED: Duration = Duration::from_secs(10);

/// What is on its way to the loop, in the order in which it happened.
enum Inbound {
    /// A message; without an event there is nothing to do but to acknowledge it.
    Message { event: Option<Event>, arrived: Box<Arrived>, connection: u64 },
    /// What became of a reply.
    Reply(Event),
}

/// What the connection's thread owns.
pub(super) struct Keeper {
    shared: Arc<Shared>,
    address: Address,
    /// The version for the next connection.
    version: Version,
    /// Whether the broker shall forget what it keeps for us.
    fresh: bool,
    birth: Message,
    dialects: Vec<Box<dyn Dialect>>,
    subscriptions: Vec<Subscription>,
    inbound: Sender<Inbound>,
    /// How many messages wait for the loop. Of replies there are never more than the outbox holds.
    messages: Arc<AtomicUsize>,
    /// What was said last about a broker that is away, to say it once.
    trouble: Option<Trouble>,
    /// How many messages the broker refused.
    denied: u64,
    connected_at: Option<Instant>,
    pause: Duration,
}

/// A filter, and the place of the dialect that listens to it.
struct Subscription {
    filter: SubscribeFilter,
    dialect: usize,
}

/// What comes after something that happened.
#[derive(PartialEq, Eq)]
enum Next {
    GoOn,
    ConnectAgain,
    End,
}

impl Keeper {
    /// Starts the thread that hands events to the loop.
    pub(super) fn new(
        shared: Arc<Shared>,
        address: Address,
        birth: Message,
        dialects: Vec<Box<dyn Dialect>>,
        events: SyncSender<Event>,
    ) -> std::io::Result<Self> {
        let (inbound, waiting) = mpsc::channel();
        let messages = Arc::<AtomicUsize>::default();
        let (state, count) = (Arc::clone(&shared), Arc::clone(&messages));
        thread::Builder::new()
            .name("mqtt-events".to_owned())
            .spawn(move || hand_on(&waiting, &count, &events, &state))?;
        let subscriptions = dialects.iter().enumerate().flat_map(|(dialect, one)| {
            one.subscriptions().into_iter().map(move |filter| Subscription { filter, dialect })
        });
        Ok(Self {
            subscriptions: subscriptions.collect(),
            shared,
            address,
            version: Version::Five,
            fresh: false,
            birth,
            dialects,
            inbound,
            messages,
            trouble: None,
            denied: 0,
            connected_at: None,
            pause: FIRST_PAUSE,
        })
    }

    /// Keeps the connection up until the end is asked for.
    pub(super) fn run(mut self) {
        let _told_however_it_ends = Ending(Arc::clone(&self.shared));
        while self.connect() {}
    }

    /// One connection, from the beginning to the end; `false` when there shall be no other.
    fn connect(&mut self) -> bool {
        let (client, mut connection) = wire::open(&self.address, self.version, self.fresh, REQUESTS);
        self.shared.lock().client = Some(client);
        loop {
            let next = match connection.next() {
                Ok(happening) => self.on_happening(happening),
                Err(trouble) => return self.on_lost(trouble, &mut connection),
            };
            if next != Next::GoOn {
                return next == Next::ConnectAgain;
            }
        }
    }

    fn on_happening(&mut self, happening: Happening) -> Next {
        match happening {
            // Going away before its status said anything else than `offline`.
            Happening::Connected if self.shared.lock().closing => return Next::End,
            // The broker has forgotten what it kept for us; from here on it shall keep again.
            Happening::Connected if std::mem::take(&mut self.fresh) => return Next::ConnectAgain,
            Happening::Connected => self.on_connected(),
            Happening::Arrived(arrived) => self.on_message(arrived),
            Happening::Answered { packet, refusal } => {
                let answered = self.shared.lock().outbox.answered(packet);
                answered.into_iter().for_each(|message| self.on_answered(message, refusal.as_deref()));
            }
            Happening::Subscribed(allowed) => self.on_subscribed(&allowed),
            Happening::Written(packet) => self.shared.lock().outbox.written(packet),
            Happening::Left => return Next::End,
            Happening::Nothing => {}
        }
        let mut state = self.shared.lock();
        state.hand_over();
        if state.closing
            && state.outbox.len() == 0
            && let Some(client) = &state.client
        {
            client.leave();
        }
        Next::GoOn
    }

    fn on_connected(&mut self) {
        self.trouble = None;
        self.connected_at = Some(Instant::now());
        let Address { host, port, .. } = &self.address;
        tracing::info!("MQTT: connected to {host}:{port} with MQTT {}", self.version.as_str());
        let mut state = self.shared.lock();
        // Also when the broker kept the session: it may have been restored from before an upgrade of ours.
        let filters = self.subscriptions.iter().map(|subscription| subscription.filter.clone());
        if !state.client.as_ref().is_some_and(|client| client.subscribe(filters)) {
            tracing::error!("MQTT: the topics could not be subscribed to; nothing will be heard from hubs");
        }
        let introductions = self.dialects.iter().flat_map(|dialect| dialect.introduction());
        for retained in introductions.chain([self.birth.clone()]) {
            state.outbox.announce(retained);
        }
        state.connected = true;
    }

    /// The broker has a message, or refuses it.
    fn on_answered(&mut self, Message { topic, tells, .. }: Message, refusal: Option<&str>) {
        if let Some(reason) = refusal {
            self.denied += 1;
            self.shared.lock().counts.dropped += 1;
            if tells_once_more(self.denied) {
                let count = self.denied;
                tracing::error!("MQTT: the broker refuses {topic} ({reason}): allow it in its ACL; {count} so far");
            }
        }
        let Some((site, reply)) = tells else { return };
        let became = match refusal {
            None => Event::Told { site, reply },
            Some(reason) => Event::Undelivered { site, reply, reason: format!("the broker refuses it ({reason})") },
        };
        let _loop_gone = self.inbound.send(Inbound::Reply(became));
    }

    /// The codes are in the order of the filters.
    fn on_subscribed(&self, allowed: &[bool]) {
        for (Subscription { filter, .. }, allowed) in self.subscriptions.iter().zip(allowed) {
            if !allowed {
                tracing::error!("MQTT: the broker refuses the subscription to {}: allow it in its ACL", filter.path);
            }
        }
    }

    fn on_lost(&mut self, trouble: Trouble, connection: &mut Connection) -> bool {
        // On the next connection packet ids mean other messages.
        for happening in connection.left_over() {
            if self.on_happening(happening) == Next::End {
                return false;
            }
        }
        {
            let mut state = self.shared.lock();
            state.connected = false;
            state.connection += 1;
            state.outbox.reset();
            if state.closing {
                return false;
            }
        }
        let held = self.connected_at.take().map(|since| since.elapsed());
        // Only for the next one: a broker that went away in that moment is asked again.
        let other = self.version == Version::Five && held.is_none() && trouble.may_be_the_version();
        self.version = if other { Version::ThreeOneOne } else { Version::Five };
        match trouble {
            Trouble::TooLargeToRead(size) => {
                // The broker would deliver it again and again, and end every connection with it.
                tracing::warn!(
                    "MQTT: a message of {size} bytes is refused, and whatever the broker keeps for us with it"
                );
                self.fresh = true;
            }
            Trouble::TooLargeToSend(limit) => self.give_up_larger(limit),
            _ => {}
        }
        if held.is_some_and(|held| held >= SETTLED) {
            self.pause = FIRST_PAUSE;
        }
        if !other {
            self.say_once(trouble);
        }
        let pause = self.pause;
        self.pause = (pause * 2).min(LAST_PAUSE);
        self.shared.pause(pause)
    }

    /// What the broker does not take, and would end every connection.
    fn give_up_larger(&mut self, limit: u32) {
        // The limit is that of a packet: topic and header are a part of it.
        let limit = usize::try_from(limit).unwrap_or(usize::MAX).saturating_sub(HEADER);
        let larger = self.shared.lock().outbox.without_larger(limit);
        for message in larger {
            self.on_answered(message, Some("too large"));
        }
    }

    fn say_once(&mut self, trouble: Trouble) {
        if self.trouble.as_ref() != Some(&trouble) {
            let Address { host, port, .. } = &self.address;
            let advice = match &trouble {
                Trouble::Other(_) => "; check that it runs, and mqtt.host and mqtt.port",
                _ => "",
            };
            tracing::warn!(
                "MQTT: the broker {host}:{port} is away ({trouble}{advice}); trying on, replies wait meanwhile"
            );
            self.trouble = Some(trouble);
        }
    }

    fn on_message(&mut self, arrived: Arrived) {
        let delivery = arrived.delivery();
        let listens = self.subscriptions.iter().find(|subscription| fits(delivery.topic, &subscription.filter.path));
        let dialect = listens.map(|subscription| subscription.dialect);
        let taken = match dialect.and_then(|place| self.dialects.get_mut(place)) {
            Some(dialect) => dialect.take(delivery, Timestamp::now()),
            None => Taken { refusal: Some(foreign()), ..Taken::default() },
        };
        let event = self.settle(taken);
        if event.is_none() && arrived.at_most_once() {
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
            if let Some(client) = &self.shared.lock().client {
                client.acknowledge(&arrived);
            }
            return;
        }
        self.messages.fetch_add(1, Ordering::Relaxed);
        // Where the loop is over nobody acts on it, and the broker keeps it.
        let _loop_gone = self.inbound.send(Inbound::Message { event, arrived: Box::new(arrived), connection });
    }

    /// Publishes what comes of a delivery; counts and logs why it was refused. What is left is for the loop.
    fn settle(&self, taken: Taken) -> Option<Event> {
        let mut state = self.shared.lock();
        if let Some(Refusal { fault, reason, site }) = &taken.refusal {
            state.counts.refused += 1;
            let count = state.counts.refused;
            if tells_once_more(count) {
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

/// Whether the log tells of something that happened so often: a storm must not fill it.
const fn tells_once_more(count: u64) -> bool {
    count <= 10 || count.is_power_of_two()
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
fn hand_on(waiting: &Receiver<Inbound>, messages: &AtomicUsize, events: &SyncSender<Event>, shared: &Shared) {
    for inbound in waiting {
        let (event, message) = match inbound {
            Inbound::Reply(event) => (Some(event), None),
            Inbound::Message { event, arrived, connection } => (event, Some((arrived, connection))),
        };
        if let Some(event) = event
            && events.send(event).is_err()
        {
            return;
        }
        let Some((arrived, connection)) = message else { continue };
        messages.fetch_sub(1, Ordering::Relaxed);
        let state = shared.lock();
        // At the end the loop takes what comes only to be rid of it.
        if state.connection == connection
            && !state.closing
            && let Some(client) = &state.client
        {
            client.acknowledge(&arrived);
        }
    }
}
