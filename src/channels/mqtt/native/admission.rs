//! Which messages become turns, and why the others do not.

use std::time::Duration;

use jiff::Timestamp;

use super::messages::Utterance;
use super::topics::Topic;
use crate::channels::mqtt::dialect::{Delivery, Fault};
use crate::event::{SiteId, TextTurn};

/// Clocks of hubs may be ahead by so much.
const AHEAD: Duration = Duration::from_secs(60);

/// A message that was not acted on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Why.
    pub fault: Fault,
    /// Why, in a sentence that repeats nothing of the content.
    pub reason: String,
    /// Where to say so; `None` when it came from no site.
    pub site: Option<SiteId>,
    /// The hub's id of it, where it could be read.
    pub id: Option<String>,
    /// Its session, where it could be read.
    pub session: Option<String>,
}

/// Makes a turn of a message that was delivered at `now`.
///
/// # Errors
/// [`Refusal`]
pub fn admit(delivery: Delivery<'_>, now: Timestamp, stale_after: Duration) -> Result<TextTurn, Refusal> {
    let foreign = |reason| Refusal { fault: Fault::Foreign, reason, site: None, id: None, session: None };
    let site = match delivery.topic.parse::<Topic>().map_err(foreign)? {
        Topic::Utterance(site) => site,
        Topic::Reply(_) | Topic::Order(_) | Topic::Status(_) | Topic::Handover(_) => {
            return Err(foreign("only utterances are taken".to_owned()));
        }
    };
    let utterance = Utterance::read(delivery.payload).map_err(|unreadable| Refusal {
        fault: Fault::Malformed,
        reason: unreadable.reason,
        site: Some(site.clone()),
        id: unreadable.id,
        session: unreadable.session,
    })?;
    let Some((fault, reason)) = fault(&utterance, delivery.retained, now, stale_after) else {
        return Ok(TextTurn {
            id: Some(format!("{}{}", id_prefix(&site), utterance.id)),
            channel: super::NAME,
            site,
            session: utterance.session,
            text: utterance.text,
            confidence: utterance.confidence,
            speaker: utterance.speaker,
            at: utterance.ts,
        });
    };
    Err(Refusal { fault, reason, site: Some(site), id: Some(utterance.id), session: utterance.session })
}

/// The id that a hub gave to a turn.
pub(super) fn hubs_id<'a>(id: &'a str, site: &SiteId) -> Option<&'a str> {
    id.strip_prefix(&id_prefix(site))
}

/// Hubs number their utterances without knowing of each other.
fn id_prefix(site: &SiteId) -> String {
    format!("{}/{site}/", super::NAME)
}

fn fault(utterance: &Utterance, retained: bool, now: Timestamp, stale_after: Duration) -> Option<(Fault, String)> {
    let age = now.duration_since(utterance.ts);
    let within = |limit: Duration| limit.as_secs().try_into().unwrap_or(i64::MAX);
    if retained {
        Some((Fault::Retained, "an utterance must not be retained: publish it with the retain flag off".to_owned()))
    } else if age.as_secs() > within(stale_after) {
        let limit = stale_after.as_secs();
        Some((Fault::Stale, format!("it was said {} s ago; after {limit} s nothing is acted on", age.as_secs())))
    } else if -age.as_secs() > within(AHEAD) {
        Some((Fault::Early, format!("its time is {} s ahead: set the clock of the hub", -age.as_secs())))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TOPIC: &str = "orderly/v1/kitchen/utterance";

    fn at(seconds: i64) -> Result<TextTurn, Refusal> {
        let payload = format!(r#"{{"id": "7", "text": "reorder coffee", "session": "s", "ts": {seconds}}}"#);
        let delivery = Delivery { topic: TOPIC, payload: payload.as_bytes(), retained: false };
        admit(delivery, Timestamp::from_second(1_000_000).unwrap(), Duration::from_secs(30))
    }

    #[test]
    fn only_what_was_said_just_now_counts() {
        assert_eq!(at(1_000_000).unwrap().id.as_deref(), Some("mqtt/kitchen/7"));
        assert!(at(1_000_000 - 30).is_ok());
        assert!(at(1_000_000 + 60).is_ok());
        assert_eq!(at(1_000_000 - 31).unwrap_err().fault, Fault::Stale);
        assert_eq!(at(1_000_000 + 61).unwrap_err().fault, Fault::Early);
    }

    #[test]
    fn a_refusal_says_whom_to_answer() {
        let refusal = at(0).unwrap_err();
        assert_eq!(refusal.site, Some(SiteId("kitchen".to_owned())));
        assert_eq!((refusal.id.as_deref(), refusal.session.as_deref()), (Some("7"), Some("s")));
        assert_eq!(refusal.reason, "it was said 1000000 s ago; after 30 s nothing is acted on");
    }

    #[test]
    fn what_the_broker_kept_is_refused() {
        let delivery = Delivery { topic: TOPIC, payload: br#"{"id": "7", "text": "yes", "ts": 0}"#, retained: true };
        let refusal = admit(delivery, Timestamp::UNIX_EPOCH, Duration::from_secs(30)).unwrap_err();
        assert_eq!(refusal.fault, Fault::Retained);
    }

    #[test]
    fn our_own_messages_are_not_heard_as_a_shopper() {
        for topic in [
            "orderly/v1/kitchen/reply",
            "orderly/v1/kitchen/order",
            "orderly/v1/kitchen/status",
            "orderly/v1/kitchen/handover",
            "x",
        ] {
            let delivery = Delivery { topic, payload: br#"{"id": "7", "text": "yes", "ts": 0}"#, retained: false };
            let refusal = admit(delivery, Timestamp::UNIX_EPOCH, Duration::from_secs(30)).unwrap_err();
            assert_eq!((refusal.fault, refusal.site), (Fault::Foreign, None), "{topic}");
        }
    }

    proptest! {
        #[test]
        fn nothing_delivered_makes_it_panic(
            topic in prop_oneof![Just(TOPIC.to_owned()), any::<String>()],
            payload in proptest::collection::vec(any::<u8>(), 0..300),
            ts in any::<i64>(),
            retained: bool,
        ) {
            let now = Timestamp::from_second(1_777_624_200).unwrap();
            let _turn_or_refusal = admit(Delivery { topic: &topic, payload: &payload, retained }, now, Duration::MAX);
            let payload = format!(r#"{{"id": "7", "text": "yes", "ts": {ts}}}"#);
            let delivery = Delivery { topic: TOPIC, payload: payload.as_bytes(), retained };
            let _turn_or_refusal = admit(delivery, now, Duration::from_secs(30));
        }
    }
}
