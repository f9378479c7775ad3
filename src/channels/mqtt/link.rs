//! The shared handle of the connection: what waits for the broker, and the counts.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rumqttc::QoS;

use super::OUTGOING_LIMIT;
use super::outbox::{Message, Outbox};
use super::wire::Client;
use crate::channels::ChannelError;

/// Topic and header are a part of a packet.
const LARGEST: usize = OUTGOING_LIMIT - 1024;

/// How long the last messages may take at the end.
const FAREWELL: Duration = Duration::from_millis(900);

/// What was not done since the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Messages that were not acted on: retained, malformed, stale, early, foreign, or too many at once.
    pub refused: u64,
    /// Messages for which there was no room while the broker was away, and those that it refused.
    pub dropped: u64,
}

/// What the connection's threads and the channels share.
#[derive(Default)]
pub(super) struct Shared {
    state: Mutex<SharedState>,
    changed: Condvar,
}

#[derive(Default)]
pub(super) struct SharedState {
    /// What sends on the connection of now.
    pub(super) client: Option<Client>,
    pub(super) outbox: Outbox,
    pub(super) counts: Counts,
    pub(super) connected: bool,
    /// Counts connections: an acknowledgement counts only on the one that brought the message.
    pub(super) connection: u64,
    pub(super) closing: bool,
    /// The thread of the connection is gone.
    ended: bool,
}

impl Shared {
    pub(super) fn lock(&self) -> MutexGuard<'_, SharedState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits; `false` when the end was asked for meanwhile.
    pub(super) fn pause(&self, pause: Duration) -> bool {
        let waited = self.changed.wait_timeout_while(self.lock(), pause, |state| !state.closing);
        !waited.unwrap_or_else(PoisonError::into_inner).0.closing
    }

    /// Asks for the end, after a last message where there is anybody to say it to, and waits for it.
    fn close(&self, farewell: Message) {
        let mut state = self.lock();
        state.closing = true;
        if state.connected {
            state.outbox.push_anyway(farewell);
            state.hand_over();
        }
        self.changed.notify_all();
        if state.connected {
            let _ended_or_too_slow = self.changed.wait_timeout_while(state, FAREWELL, |state| !state.ended);
        }
    }
}

impl SharedState {
    /// Gives the client what the window has room for. What it does not take stays, for the next time.
    pub(super) fn hand_over(&mut self) {
        while self.connected
            && let Some(client) = &self.client
            && self.outbox.next().is_some_and(|message| client.publish(message))
        {
            self.outbox.hand_over();
        }
    }
}

/// Says that the thread of the connection is gone, however it ends.
pub(super) struct Ending(pub(super) Arc<Shared>);

impl Drop for Ending {
    fn drop(&mut self) {
        self.0.lock().ended = true;
        self.0.changed.notify_all();
    }
}

/// Publishes for a channel. It does not keep the connection up.
#[derive(Clone)]
pub(super) struct Publisher {
    channel: &'static str,
    shared: Arc<Shared>,
}

impl Publisher {
    /// Puts a message into the outbox, and hands on what there is room for.
    ///
    /// # Errors
    /// [`ChannelError::Away`] when it is lost.
    pub(super) fn publish(&self, message: Message) -> Result<(), ChannelError> {
        let away = |reason: String| ChannelError::Away { channel: self.channel, reason };
        let mut state = self.shared.lock();
        if state.ended || state.closing {
            return Err(away("the bridge has stopped; its log says why. Start the daemon again".to_owned()));
        }
        if message.payload.len() > LARGEST {
            state.counts.dropped += 1;
            return Err(away(format!("{} bytes are too many for a message; it is lost", message.payload.len())));
        }
        if message.qos == QoS::AtMostOnce && !state.connected {
            state.counts.dropped += 1;
            return Err(away(
                "the broker is away, and this message is worth nothing later. Start the broker".to_owned(),
            ));
        }
        if !state.outbox.push(message) {
            state.counts.dropped += 1;
            let reason = "the broker is away and the queue for it is full; this message is lost. Start the broker";
            return Err(away(reason.to_owned()));
        }
        state.hand_over();
        Ok(())
    }
}

/// Keeps the connection up. Dropping it says that the daemon is offline and disconnects, within a second.
pub(super) struct Link {
    shared: Arc<Shared>,
    farewell: Message,
}

impl Link {
    pub(super) const fn new(shared: Arc<Shared>, farewell: Message) -> Self {
        Self { shared, farewell }
    }

    /// What publishes for a channel of this name.
    pub(super) fn publisher(&self, channel: &'static str) -> Publisher {
        Publisher { channel, shared: Arc::clone(&self.shared) }
    }

    pub(super) fn counts(&self) -> Counts {
        self.shared.lock().counts
    }

    pub(super) fn waiting(&self) -> usize {
        self.shared.lock().outbox.len()
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.shared.close(self.farewell.clone());
        let left = self.waiting();
        if left > 0 {
            tracing::warn!("MQTT: {left} messages were not delivered, as the broker is away");
        }
    }
}
