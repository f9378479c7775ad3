//! Messages on their way to the broker, in order: each is kept until the broker acknowledged it.

use std::collections::VecDeque;
use std::fmt;

use rumqttc::QoS;
use serde::Serialize;

use crate::channels::ChannelError;
use crate::event::SiteId;

/// So many may wait: a household says far less in an hour; more means that nobody listens.
const CAPACITY: usize = 256;

/// So many bytes may wait: sound is large.
const CAPACITY_BYTES: usize = 16 * 1024 * 1024;

/// So many may be unacknowledged on one connection.
const WINDOW: usize = 32;

/// A message for the broker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Message {
    pub(super) topic: String,
    pub(super) payload: Vec<u8>,
    pub(super) retain: bool,
    pub(super) qos: QoS,
    /// The reply that is told with it, by its site and [`crate::dialogue::Reply::number`]: once the broker has it, hubs do.
    pub(super) tells: Option<(SiteId, u64)>,
}

impl Message {
    /// A message that arrives at least once and is not retained.
    pub(super) fn new(topic: &impl fmt::Display, payload: Vec<u8>) -> Self {
        Self { topic: topic.to_string(), payload, retain: false, qos: QoS::AtLeastOnce, tells: None }
    }

    /// The same with JSON in it.
    ///
    /// # Errors
    /// [`ChannelError::Setup`] when the content cannot be JSON.
    pub(super) fn json(topic: &impl fmt::Display, content: &impl Serialize) -> Result<Self, ChannelError> {
        let payload = serde_json::to_vec(content)
            .map_err(|error| ChannelError::Setup { channel: super::NAME, reason: error.to_string() })?;
        Ok(Self::new(topic, payload))
    }

    /// The broker keeps it for whoever subscribes later.
    pub(super) fn retained(self) -> Self {
        Self { retain: true, ..self }
    }
}

/// A bounded queue. Its first `handed` messages are with the client library, the first of those with a packet id.
#[derive(Debug, Default)]
pub(super) struct Outbox {
    waiting: VecDeque<(Message, Option<u16>)>,
    handed: usize,
    bytes: usize,
}

impl Outbox {
    /// Takes a message; `false` when there is no room for it. One that the broker is to keep takes the place of the one
    /// that waits for the same topic.
    pub(super) fn push(&mut self, message: Message) -> bool {
        if message.retain {
            let outdated = |(other, _): &(Message, _)| other.retain && other.topic == message.topic;
            if let Some(index) =
                (self.handed..self.waiting.len()).find(|at| self.waiting.get(*at).is_some_and(outdated))
            {
                self.bytes -= self.waiting.remove(index).map_or(0, |(outdated, _)| outdated.payload.len());
            }
        }
        let room = self.waiting.len() < CAPACITY && self.bytes + message.payload.len() <= CAPACITY_BYTES;
        if room {
            self.push_anyway(message);
        }
        room
    }

    /// Takes a message that matters less; `false` when half of the room is gone, as the rest is for replies.
    pub(super) fn push_lesser(&mut self, message: Message) -> bool {
        self.waiting.len() < CAPACITY / 2 && self.push(message)
    }

    /// Takes a message even when there is no room: for the one that says that there will be no more.
    pub(super) fn push_anyway(&mut self, message: Message) {
        self.bytes += message.payload.len();
        self.waiting.push_back((message, None));
    }

    /// Puts a status before everything else and forgets the one that waits. Only before anything was handed over.
    pub(super) fn announce(&mut self, status: Message) {
        self.waiting.retain(|(message, _)| message.topic != status.topic);
        self.waiting.push_front((status, None));
        self.bytes = self.waiting.iter().map(|(message, _)| message.payload.len()).sum();
    }

    /// The next message to hand over, while the window is open.
    pub(super) fn next(&self) -> Option<&Message> {
        let open = self.handed < WINDOW;
        self.waiting.get(self.handed).filter(|_| open).map(|(message, _)| message)
    }

    /// The message that [`Self::next`] showed was handed over.
    pub(super) fn hand_over(&mut self) {
        self.handed += 1;
    }

    /// The first message that was handed over and had no packet id went out with this one. At QoS 0 that is 0, and nobody
    /// will acknowledge it.
    pub(super) fn written(&mut self, packet: u16) {
        if let Some(index) = self.waiting.iter().take(self.handed).position(|(_, id)| id.is_none()) {
            match self.waiting.get_mut(index) {
                Some((message, _)) if message.qos == QoS::AtMostOnce => drop(self.settled(index)),
                Some((_, id)) => *id = Some(packet),
                None => {}
            }
        }
    }

    /// The broker has answered the message that went out with this packet id, and will not get it again.
    pub(super) fn answered(&mut self, packet: u16) -> Option<Message> {
        let index = self.waiting.iter().position(|(_, id)| *id == Some(packet))?;
        self.settled(index)
    }

    /// Takes out what is larger than the broker takes, bytes: it would end every connection. Only before anything is handed
    /// over.
    pub(super) fn without_larger(&mut self, limit: usize) -> Vec<Message> {
        let (larger, rest): (Vec<_>, Vec<_>) =
            self.waiting.drain(..).partition(|(message, _)| message.payload.len() > limit);
        self.waiting = rest.into();
        self.bytes = self.waiting.iter().map(|(message, _)| message.payload.len()).sum();
        larger.into_iter().map(|(message, _)| message).collect()
    }

    fn settled(&mut self, index: usize) -> Option<Message> {
        let (message, _) = self.waiting.remove(index)?;
        self.handed -= 1;
        self.bytes -= message.payload.len();
        Some(message)
    }

    /// The connection is gone: whatever was not acknowledged has to go out again.
    pub(super) fn reset(&mut self) {
        self.handed = 0;
        for (_, id) in &mut self.waiting {
            *id = None;
        }
    }

    /// How many messages the broker does not have yet.
    pub(super) fn len(&self) -> usize {
        self.waiting.len()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn message(number: usize) -> Message {
        Message::new(&"orderly/v1/kitchen/reply", number.to_string().into_bytes())
    }

    #[test]
    fn it_refuses_what_it_has_no_room_for() {
        let mut outbox = Outbox::default();
        assert!((0..CAPACITY).all(|number| outbox.push(message(number))));
        assert!(!outbox.push(message(CAPACITY)));
        assert_eq!(outbox.len(), CAPACITY);
    }

    #[test]
    fn what_matters_less_leaves_room_for_replies() {
        let mut outbox = Outbox::default();
        while outbox.push_lesser(message(0)) {}
        assert!((0..CAPACITY / 2).all(|number| outbox.push(message(number))));
    }

    #[test]
    fn sound_does_not_fill_the_memory() {
        let mut outbox = Outbox::default();
        let sound = || Message { payload: vec![0; CAPACITY_BYTES / 2], ..message(0) };
        assert!(outbox.push(sound()) && outbox.push(sound()));
        assert!(!outbox.push(message(1)));
        outbox.hand_over();
        outbox.written(7);
        outbox.answered(7);
        assert!(outbox.push(message(1)));
    }

    #[test]
    fn what_the_broker_does_not_take_is_taken_out() {
        let mut outbox = Outbox::default();
        let large = Message { payload: vec![0; 65], ..message(0) };
        let small = Message { payload: vec![0; 64], ..message(1) };
        assert!(outbox.push(large.clone()) && outbox.push(small.clone()));
        assert_eq!(outbox.without_larger(64), [large]);
        assert_eq!((outbox.next(), outbox.len(), outbox.bytes), (Some(&small), 1, 64));
    }

    #[test]
    fn a_new_status_replaces_the_old_one_and_goes_first() {
        let mut outbox = Outbox::default();
        let status = |text: &str| Message::new(&"orderly/v1/kitchen/status", text.into()).retained();
        outbox.push(status("old"));
        outbox.push(message(1));
        outbox.push(message(2).retained());
        outbox.announce(status("new"));
        assert_eq!(outbox.next(), Some(&status("new")));
        assert_eq!(outbox.len(), 3);
    }

    proptest! {
        /// Whatever the connection does, the broker acknowledges each message once and in order, and none is lost.
        #[test]
        fn nothing_is_lost_or_reordered(steps in proptest::collection::vec(0_u8..4, 0..400)) {
            let mut outbox = Outbox::default();
            let (mut pushed, mut packet) = (0, 0_u16);
            let mut on_the_wire: VecDeque<(u16, Message)> = VecDeque::new();
            let mut arrived = Vec::new();
            let settle = |outbox: &mut Outbox, wire: &mut VecDeque<(u16, Message)>, arrived: &mut Vec<Message>| {
                if let Some((id, message)) = wire.pop_front() {
                    outbox.answered(id);
                    arrived.push(message);
                }
            };
            for step in steps.into_iter().chain([1; 400].into_iter().flat_map(|step| [step, 2])) {
                match step {
                    0 => pushed += usize::from(outbox.push(message(pushed))),
                    1 => if let Some(next) = outbox.next().cloned() {
                        packet += 1;
                        outbox.hand_over();
                        outbox.written(packet);
                        on_the_wire.push_back((packet, next));
                    },
                    2 => settle(&mut outbox, &mut on_the_wire, &mut arrived),
                    _ => {
                        on_the_wire.clear();
                        outbox.reset();
                    }
                }
            }
            prop_assert_eq!(arrived, (0..pushed).map(message).collect::<Vec<_>>());
            prop_assert_eq!((outbox.len(), outbox.bytes), (0, 0));
        }
    }
}
