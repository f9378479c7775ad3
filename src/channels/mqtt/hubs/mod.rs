//! Speaker hubs whose requests somebody hands on over the broker: a Lambda function behind an Alexa skill, a Node-RED flow
//! behind the webhook of a Dialogflow agent. It publishes a request, as it is, on
//! `orderly/v1/hub/<alexa|dialogflow>/request/<correlation>`, and gives back, as it is, what comes on
//! `…/response/<correlation>`; the correlation is any name that is unique while it waits. A request that is refused is
//! answered `{"error": "…"}`: `malformed`, `foreign-skill`, `stale`, `replayed` or `retained`.
//!
//! Everything is published and taken at QoS 0: a request from while the daemon was away, and an answer from while the broker
//! was, are worth nothing later. An answer that could not be published was not told, and its question cannot be answered.
//!
//! Nothing is signed here, so whoever may publish on `…/request/…` speaks for the household and whoever reads
//! `…/response/…` reads what it buys: let only the one who hands on do either in the broker's ACL.

pub mod topics;

use std::sync::Arc;

use jiff::Timestamp;
use rumqttc::{QoS, SubscribeFilter};
use serde_json::{Value, json};

use self::topics::Topic;
use super::dialect::{Delivery, Dialect, Fault, Refusal, Taken};
use super::link::Publisher;
use super::outbox::Message;
use crate::channels::ChannelError;
use crate::channels::hub::{Hub, Refused};
use crate::event::Event;

/// The incoming half; the outgoing half is the [`crate::channels::hub::HubChannel`] of each hub.
pub(super) struct Hubs {
    hubs: Vec<Arc<Hub>>,
    publisher: Publisher,
}

impl Hubs {
    pub(super) const fn new(hubs: Vec<Arc<Hub>>, publisher: Publisher) -> Self {
        Self { hubs, publisher }
    }

    fn hub(&self, name: &str) -> Option<&Arc<Hub>> {
        self.hubs.iter().find(|hub| hub.name() == name)
    }

    fn request(&self, topic: Topic, delivery: Delivery<'_>, now: Timestamp) -> Result<Taken, (Fault, String)> {
        let hub = self.hub(&topic.hub).filter(|_| !topic.is_response);
        let hub = hub.ok_or_else(|| (Fault::Foreign, "it is no topic of requests to a hub".to_owned()))?;
        let to = topic.response();
        let refuse = |word: &'static str, fault, reason: String| {
            hub.note(word);
            let messages = written(&to, &json!({ "error": word })).into_iter().collect();
            Taken { messages, refusal: Some(Refusal { fault, reason, site: None }), event: None }
        };
        if delivery.retained {
            let reason = "it must not be retained: publish it with the retain flag off".to_owned();
            return Ok(refuse("retained", Fault::Retained, reason));
        }
        let (publisher, topic) = (self.publisher.clone(), to.clone());
        let answerer = Box::new(move |answer| {
            let published = written(&topic, &answer).and_then(|message| publisher.publish(message));
            published.inspect_err(|error| tracing::warn!("{error}")).is_ok()
        });
        Ok(match hub.take(delivery.payload, now, answerer) {
            Ok(taken) => Taken { event: taken.turn.map(Event::Text), ..Taken::default() },
            Err(refused) => refuse(refused.as_str(), fault(&refused), refused.to_string()),
        })
    }
}

impl Dialect for Hubs {
    fn subscriptions(&self) -> Vec<SubscribeFilter> {
        let filters = self.hubs.iter().map(|hub| Topic::requests(hub.name()));
        filters.map(|filter| SubscribeFilter::new(filter, QoS::AtMostOnce)).collect()
    }

    fn take(&mut self, delivery: Delivery<'_>, now: Timestamp) -> Taken {
        let topic = delivery.topic.parse().map_err(|reason| (Fault::Foreign, reason));
        topic.and_then(|topic| self.request(topic, delivery, now)).unwrap_or_else(|(fault, reason)| Taken {
            refusal: Some(Refusal { fault, reason, site: None }),
            ..Taken::default()
        })
    }

    fn undo(&mut self, event: Event, refusal: Refusal) -> Taken {
        if let Event::Text(turn) = event
            && let Some(hub) = self.hub(turn.channel)
        {
            hub.unable(&turn, refusal.fault.as_str());
        }
        Taken { refusal: Some(refusal), ..Taken::default() }
    }
}

fn written(topic: &Topic, content: &Value) -> Result<Message, ChannelError> {
    Ok(Message { qos: QoS::AtMostOnce, ..Message::json(topic, content)? })
}

const fn fault(refused: &Refused) -> Fault {
    match refused {
        Refused::Malformed(_) => Fault::Malformed,
        Refused::ForeignSkill => Fault::Foreign,
        Refused::Stale => Fault::Stale,
        Refused::Replayed => Fault::Repeated,
    }
}
