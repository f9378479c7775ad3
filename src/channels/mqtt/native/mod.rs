//! The native dialect: smart speaker hubs take part in the conversation.
//!
//! A hub publishes what it heard on `orderly/v1/<site>/utterance`, never retained:
//!
//! ```json
//! {"id": "echo-4711", "text": "reorder coffee", "session": "s-12", "confidence": 0.93, "ts": "2026-05-01T08:30:00Z"}
//! ```
//!
//! `id`, `text` and `ts` are required (`ts` may also be a Unix time in seconds or milliseconds); fields that are not
//! known are skipped. An id is acted on once a day at a site; a hub that had no answer may publish the same again, and what
//! was answered to the last utterance of a site comes again, under the same ids. The answer comes on `orderly/v1/<site>/reply`:
//!
//! ```json
//! {"id": "0b6c…", "session": "s-12", "text": "Two packs of … for €18.40. Say yes to order.", "expects": "confirm",
//!  "ends": false, "ts": "2026-05-01T08:30:01Z"}
//! ```
//!
//! `expects` is `none`, `confirm` or `slot`. An utterance that is refused is answered on the same topic, with `error`
//! (`retained`, `malformed`, `stale`, `early`, `unasked`, `busy` or `unable`) in place of `text`:
//!
//! ```json
//! {"id": "9d1f…", "utterance": "echo-4710", "session": "s-12", "error": "stale",
//!  "reason": "it was said 95 s ago; after 30 s nothing is acted on"}
//! ```
//!
//! A yes or a no by button, on `…/confirm` and `…/cancel`, counts where a total waits for it, and only for the reply that it
//! names, where it names one; else it is refused as `unasked`. [`requests`] has the other topics that hubs publish on. All of
//! them, and their messages, are in `asyncapi.json`, [`SCHEMA`].
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
//! `orderly/v1/<site>/state` of each site with a microphone is retained too: what it does, never what is said there, unless
//! the owner wants that (`mqtt.transcript`).
//!
//! A conversation that a person takes over goes out on `orderly/v1/<site>/handover`, when `mqtt` is one of
//! `handover.destinations`; its fields are those of [`crate::handover::Bundle`]. Every device on the broker that may read
//! this topic reads what the shopper agreed to pass on, so let only the desk have it in the broker's ACL.
//!
//! A hub sees by `ts` that a question has lapsed. A message that is delivered twice has the same `id` both times.

pub mod admission;
mod answered;
mod desk;
pub mod messages;
mod pace;
mod questions;
pub mod requests;
pub mod topics;

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use rumqttc::{QoS, SubscribeFilter};

use self::admission::{Admission, hubs_id};
use self::answered::Answered;
use self::desk::DeskTopic;
use self::messages::{ErrorMessage, Expects, OrderMessage, ReplyMessage, State, StateMessage, StatusMessage};
use self::pace::{Pace, Pacing};
use self::questions::Questions;
use self::topics::{Leaf, Topic};
use super::dialect::{Delivery, Dialect, Fault, Halves, Refusal, Taken};
use super::link::{Link, Publisher};
use super::outbox::Message;
use super::served::Served;
use crate::channels::{Channel, ChannelError, Telling};
use crate::commerce::order::Order;
use crate::config::Config;
use crate::dialogue::Reply;
use crate::event::{Activity, Event, SiteId, SiteState, TextTurn};
use crate::handover::Destination;

/// What [`crate::event::TextTurn::channel`] says of a turn that came on a native topic.
pub const NAME: &str = "mqtt";

/// The topics and their messages: AsyncAPI 3.0, with JSON Schema 2020-12.
pub const SCHEMA: &str = include_str!("asyncapi.json");

/// Both halves of the dialect.
pub(super) fn open(link: &Arc<Link>, config: &Config) -> Halves {
    let stale_after = Duration::from_secs(config.mqtt.stale_after_s.into());
    let admission = Admission::new(stale_after, &config.assistant.language);
    let answered = Answered::default();
    let channel = NativeChannel {
        publisher: link.publisher(NAME),
        answered: answered.clone(),
        questions: admission.questions().clone(),
        transcript: config.mqtt.transcript,
        _up_meanwhile: Arc::clone(link),
    };
    let native = Native { served: Served::by(config), admission, answered, pace: Pace::default() };
    (Box::new(native), Box::new(channel))
}

/// The status of the daemon.
pub(super) fn status(site: &SiteId, state: State) -> Result<Message, ChannelError> {
    Ok(Message::json(&Leaf::Status.of(site.clone()), &StatusMessage::new(state))?.retained())
}

struct Native {
    served: Served,
    admission: Admission,
    answered: Answered,
    pace: Pace,
}

impl Dialect for Native {
    fn subscriptions(&self) -> Vec<SubscribeFilter> {
        let incoming = Leaf::ALL.into_iter().filter(|leaf| leaf.is_incoming());
        let filters = incoming.flat_map(|leaf| match self.served.few() {
            Some(sites) => sites.iter().map(|site| leaf.of(site.clone()).to_string()).collect(),
            None => vec![leaf.of_every_site()],
        });
        filters.map(|filter| SubscribeFilter::new(filter, QoS::AtLeastOnce)).collect()
    }

    fn take(&mut self, delivery: Delivery<'_>, now: Timestamp) -> Taken {
        let site = delivery.topic.parse().ok().map(|Topic { site, .. }| site);
        if site.as_ref().is_some_and(|site| !self.served.has(site)) {
            return Taken::default();
        }
        let pacing = site.as_ref().map_or(Pacing::Taken, |site| self.pace.count(site, now));
        let too_many = || {
            let reason = "its site says more than anybody can mean: wait a few seconds".to_owned();
            Refusal { fault: Fault::Busy, reason, site: site.clone() }
        };
        if pacing == Pacing::StillTooMany {
            return Taken { refusal: Some(too_many()), ..Taken::default() };
        }
        match self.admission.admit(delivery, now) {
            Ok(event) if pacing == Pacing::TooMany => self.undo(event, too_many()),
            Ok(event) => self.fresh(event),
            Err(refusal) => refused(&refusal),
        }
    }

    fn undo(&mut self, event: Event, refusal: Refusal) -> Taken {
        let Event::Text(turn) = event else { return Taken { refusal: Some(refusal), ..Taken::default() } };
        let Refusal { fault, reason, .. } = refusal;
        let id = turn.id.as_deref().and_then(|id| hubs_id(id, &turn.site)).map(str::to_owned);
        refused(&admission::Refusal { fault, reason, site: Some(turn.site), id, session: turn.session })
    }
}

impl Native {
    /// An event for the loop; a turn that was answered before is answered again instead.
    fn fresh(&self, event: Event) -> Taken {
        if let Event::Text(TextTurn { id: Some(id), site, .. }) = &event {
            let messages = self.answered.asked(&Leaf::Reply.of(site.clone()).to_string(), id);
            if !messages.is_empty() {
                return Taken { messages, ..Taken::default() };
            }
        }
        Taken { event: Some(event), ..Taken::default() }
    }
}

/// Answers a refusal where it is known whom to answer.
fn refused(refusal: &admission::Refusal) -> Taken {
    let admission::Refusal { fault, reason, site, id, session } = refusal;
    let (utterance, session) = (id.as_deref(), session.as_deref());
    let answer = ErrorMessage { id: unique_id(), utterance, session, error: fault.as_str(), reason };
    let answer = site.as_ref().and_then(|site| Message::json(&Leaf::Reply.of(site.clone()), &answer).ok());
    let refusal = Refusal { fault: *fault, reason: reason.clone(), site: site.clone() };
    Taken { event: None, messages: answer.into_iter().collect(), refusal: Some(refusal) }
}

struct NativeChannel {
    publisher: Publisher,
    answered: Answered,
    questions: Questions,
    /// Whether what was heard may be shown.
    transcript: bool,
    _up_meanwhile: Arc<Link>,
}

impl Channel for NativeChannel {
    fn name(&self) -> &'static str {
        NAME
    }

    fn reply(&mut self, site: &SiteId, session: &str, reply: &Reply) -> Result<(), ChannelError> {
        let number = reply.number;
        let reply = ReplyMessage::new(unique_id(), session, reply, Timestamp::now());
        self.questions.replied(site, &reply.id, reply.expects == Expects::Confirm);
        let message = Message::json(&Leaf::Reply.of(site.clone()), &reply)?;
        self.answered.replied(&message);
        self.publisher.publish(Message { tells: Some((site.clone(), number)), ..message })
    }

    /// A yes that was on its way before the broker had the total is no answer to it.
    fn telling(&self) -> Telling {
        Telling::Later
    }

    fn refuse(&mut self, turn: &TextTurn, reason: &str) -> Result<(), ChannelError> {
        let utterance = turn.id.as_deref().and_then(|id| hubs_id(id, &turn.site));
        let session = turn.session.as_deref();
        let error = Fault::Unable.as_str();
        let answer = ErrorMessage { id: unique_id(), utterance, session, error, reason };
        self.publisher.publish(Message::json(&Leaf::Reply.of(turn.site.clone()), &answer)?)
    }

    fn order_event(&mut self, site: &SiteId, order: &Order) -> Result<(), ChannelError> {
        self.publisher.publish(Message::json(&Leaf::Order.of(site.clone()), &OrderMessage::new(order))?)
    }

    fn show(&mut self, site: &SiteId, state: &SiteState) -> Result<(), ChannelError> {
        self.questions.aloud(site, state.activity == Activity::Confirming);
        let state = StateMessage::new(state, self.transcript);
        self.publisher.publish(Message::json(&Leaf::State.of(site.clone()), &state)?.retained())
    }

    fn destination(&self) -> Result<Box<dyn Destination>, ChannelError> {
        Ok(Box::new(DeskTopic::new(self.publisher.clone())))
    }
}

fn unique_id() -> String {
    uuid::Uuid::new_v4().to_string()
}
