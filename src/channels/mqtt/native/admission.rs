//! Which messages are acted on, and why the others are not.

use std::time::Duration;

use jiff::Timestamp;

use super::messages::{Unreadable, Utterance};
use super::questions::Questions;
use super::requests::{Request, Wish};
use super::topics::Topic;
use crate::channels::mqtt::dialect::{Delivery, Fault};
use crate::event::{Control, Event, SiteId, TextTurn};
use crate::language::primary;

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

/// What is acted on.
#[derive(Debug, Clone)]
pub struct Admission {
    stale_after: Duration,
    /// The language of the household, and a yes and a no in it.
    language: String,
    answers: [&'static str; 2],
    questions: Questions,
}

impl Admission {
    /// What is older than `stale_after` is refused; a yes and a no are said in this language.
    #[must_use]
    pub fn new(stale_after: Duration, language: &str) -> Self {
        Self { stale_after, language: language.to_owned(), answers: answers(language), questions: Questions::default() }
    }

    /// The totals that can be answered.
    pub(super) const fn questions(&self) -> &Questions {
        &self.questions
    }

    /// Makes an event of a message that was delivered at `now`.
    ///
    /// # Errors
    /// [`Refusal`]
    pub fn admit(&self, delivery: Delivery<'_>, now: Timestamp) -> Result<Event, Refusal> {
        let foreign = |reason| Refusal { fault: Fault::Foreign, reason, site: None, id: None, session: None };
        let Topic { site, leaf } = delivery.topic.parse().map_err(foreign)?;
        if !leaf.is_incoming() {
            return Err(foreign("it is a topic that the assistant publishes on".to_owned()));
        }
        let malformed = |Unreadable { reason, id, session }: Unreadable| Refusal {
            fault: Fault::Malformed,
            reason,
            site: Some(site.clone()),
            id,
            session,
        };
        let Some(request) = Request::read(leaf, delivery.payload).map_err(malformed)? else {
            let utterance = Utterance::read(delivery.payload).map_err(malformed)?;
            return match self.fault(utterance.ts, delivery.retained, now) {
                None => Ok(Event::Text(turn(site, utterance))),
                Some((fault, reason)) => {
                    Err(Refusal { fault, reason, site: Some(site), id: Some(utterance.id), session: utterance.session })
                }
            };
        };
        let fault =
            self.fault(request.ts.unwrap_or(now), delivery.retained, now).or_else(|| self.unasked(&site, &request));
        match fault {
            None => Ok(self.event(site, request, now)),
            Some((fault, reason)) => {
                Err(Refusal { fault, reason, site: Some(site), id: request.id, session: request.session })
            }
        }
    }

    /// Why an answer is none.
    fn unasked(&self, site: &SiteId, request: &Request) -> Option<(Fault, String)> {
        match &request.wish {
            Wish::Answer { reply, .. } if !self.questions.waits(site, reply.as_deref()) => {
                Some((Fault::Unasked, "no total waits for an answer there, or not the one of this reply".to_owned()))
            }
            _ => None,
        }
    }

    fn event(&self, site: SiteId, request: Request, now: Timestamp) -> Event {
        let Request { id, session, speaker, ts, wish } = request;
        match wish {
            Wish::Answer { yes, .. } => {
                let [agreed, refused] = self.answers;
                let text = if yes { agreed } else { refused }.to_owned();
                let (id, ts) = (id.unwrap_or_default(), ts.unwrap_or(now));
                let language = Some(self.language.clone());
                Event::Text(turn(site, Utterance { id, text, session, confidence: 1.0, speaker, language, ts }))
            }
            Wish::Listen => Event::Woken { site },
            Wish::Say { text, language } => Event::Control { site, control: Control::Announce { text, language } },
            Wish::Mute(muted) => Event::Control { site, control: Control::Mute(muted) },
            Wish::Volume(volume) => Event::Control { site, control: Control::Volume(volume) },
            Wish::Voice(name) => Event::Control { site, control: Control::Voice(name) },
        }
    }

    fn fault(&self, ts: Timestamp, retained: bool, now: Timestamp) -> Option<(Fault, String)> {
        let age = now.duration_since(ts);
        let within = |limit: Duration| limit.as_secs().try_into().unwrap_or(i64::MAX);
        if retained {
            Some((Fault::Retained, "it must not be retained: publish it with the retain flag off".to_owned()))
        } else if age.as_secs() > within(self.stale_after) {
            let limit = self.stale_after.as_secs();
            Some((Fault::Stale, format!("it was said {} s ago; after {limit} s nothing is acted on", age.as_secs())))
        } else if -age.as_secs() > within(AHEAD) {
            Some((Fault::Early, format!("its time is {} s ahead: set the clock of the hub", -age.as_secs())))
        } else {
            None
        }
    }
}

/// What somebody says who agrees, and who does not.
fn answers(language: &str) -> [&'static str; 2] {
    match primary(language) {
        "nl" => ["ja", "nee"],
        "de" => ["ja", "nein"],
        "fr" => ["oui", "non"],
        "es" => ["sí", "no"],
        _ => ["yes", "no"],
    }
}

fn turn(site: SiteId, utterance: Utterance) -> TextTurn {
    TextTurn {
        id: Some(format!("{}{}", id_prefix(&site), utterance.id)),
        channel: super::NAME,
        site,
        session: utterance.session,
        text: utterance.text,
        confidence: utterance.confidence,
        speaker: utterance.speaker,
        language: utterance.language,
        at: utterance.ts,
    }
}

/// The id that a hub gave to a turn.
pub(super) fn hubs_id<'a>(id: &'a str, site: &SiteId) -> Option<&'a str> {
    id.strip_prefix(&id_prefix(site))
}

/// Hubs number their utterances without knowing of each other.
fn id_prefix(site: &SiteId) -> String {
    format!("{}/{site}/", super::NAME)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::topics::Leaf;
    use super::*;
    use crate::commerce::catalogue::Catalogue;
    use crate::expecting::Expecting;
    use crate::understanding::{IntentFolder, Understanding};

    const TOPIC: &str = "orderly/v1/kitchen/utterance";

    fn admission() -> Admission {
        Admission::new(Duration::from_secs(30), "en")
    }

    fn at(seconds: i64) -> Result<TextTurn, Refusal> {
        let payload = format!(r#"{{"id": "7", "text": "reorder coffee", "session": "s", "ts": {seconds}}}"#);
        let delivery = Delivery { topic: TOPIC, payload: payload.as_bytes(), retained: false };
        match admission().admit(delivery, Timestamp::from_second(1_000_000).unwrap())? {
            Event::Text(turn) => Ok(turn),
            other => panic!("{other:?}"),
        }
    }

    fn ask(admission: &Admission, leaf: Leaf, fields: &str) -> Result<Event, Refusal> {
        let topic = leaf.of(SiteId("kitchen".to_owned())).to_string();
        let payload = format!(r#"{{"id": "7", "ts": 0, {fields}}}"#);
        let delivery = Delivery { topic: &topic, payload: payload.as_bytes(), retained: false };
        admission.admit(delivery, Timestamp::UNIX_EPOCH)
    }

    #[test]
    fn a_yes_counts_where_a_total_waits_and_to_that_total() {
        let (admission, kitchen) = (admission(), SiteId("kitchen".to_owned()));
        let fault = |outcome: Result<Event, Refusal>| outcome.unwrap_err().fault;
        assert_eq!(fault(ask(&admission, Leaf::Confirm, r#""session": "s""#)), Fault::Unasked);
        admission.questions().replied(&kitchen, "r-1", true);
        assert_eq!(fault(ask(&admission, Leaf::Confirm, r#""reply": "r-0""#)), Fault::Unasked);
        for fields in [r#""reply": "r-1""#, r#""session": "s""#] {
            let Ok(Event::Text(turn)) = ask(&admission, Leaf::Confirm, fields) else { panic!("{fields}") };
            assert_eq!((turn.text.as_str(), turn.id.as_deref()), ("yes", Some("mqtt/kitchen/7")));
        }
        let Ok(Event::Text(turn)) = ask(&admission, Leaf::Cancel, r#""reply": "r-1""#) else { panic!() };
        assert_eq!(turn.text, "no");
    }

    #[test]
    fn the_words_of_a_button_are_understood_in_each_language() {
        for language in ["en", "nl", "de", "fr", "es"] {
            let folder = IntentFolder::built_in(language).unwrap();
            let understanding = Understanding::new(&folder, language, &Catalogue::default(), &[], None).unwrap();
            for (words, intent) in answers(language).into_iter().zip(["Yes", "No"]) {
                let meaning = understanding.understand(words, Expecting::Confirmation);
                assert_eq!(meaning.first().map(|wish| wish.name.as_str()), Some(intent), "{language}: {words}");
            }
        }
    }

    #[test]
    fn what_is_no_turn_asks_for_something_else() {
        let asked = |leaf, fields| ask(&admission(), leaf, fields).unwrap();
        assert!(matches!(asked(Leaf::Listen, r#""x": 1"#), Event::Woken { site } if site.0 == "kitchen"));
        let control = |leaf, fields| match asked(leaf, fields) {
            Event::Control { control, .. } => control,
            other => panic!("{other:?}"),
        };
        let dinner = Control::Announce { text: "Dinner!".to_owned(), language: None };
        assert_eq!(control(Leaf::Say, r#""text": "Dinner!""#), dinner);
        assert_eq!(control(Leaf::Mute, r#""muted": true"#), Control::Mute(true));
        assert_eq!(control(Leaf::Volume, r#""volume": -2"#), Control::Volume(-2));
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
        let refusal = admission().admit(delivery, Timestamp::UNIX_EPOCH).unwrap_err();
        assert_eq!(refusal.fault, Fault::Retained);
    }

    #[test]
    fn our_own_messages_are_not_heard_as_a_shopper() {
        for topic in [
            "orderly/v1/kitchen/reply",
            "orderly/v1/kitchen/order",
            "orderly/v1/kitchen/status",
            "orderly/v1/kitchen/state",
            "orderly/v1/kitchen/handover",
            "x",
        ] {
            let delivery = Delivery { topic, payload: br#"{"id": "7", "text": "yes", "ts": 0}"#, retained: false };
            let refusal = admission().admit(delivery, Timestamp::UNIX_EPOCH).unwrap_err();
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
            let patient = Admission::new(Duration::MAX, "en");
            let _turn_or_refusal = patient.admit(Delivery { topic: &topic, payload: &payload, retained }, now);
            let payload = format!(r#"{{"id": "7", "text": "yes", "ts": {ts}}}"#);
            let delivery = Delivery { topic: TOPIC, payload: payload.as_bytes(), retained };
            let _turn_or_refusal = admission().admit(delivery, now);
        }
    }
}
