//! Understanding as a service of its own: what a text means is answered, and nothing comes of it. Of several wishes in one
//! text it is the first.

use serde::Serialize;

use super::outgoing::{Outgoing, Session};
use crate::event::{Query, SiteId};
use crate::understanding::{Intent, Meaning, Slot, Value};

/// What a text means.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Parsed {
    #[serde(flatten)]
    asked: Asked,
    intent: Named,
    slots: Vec<Found>,
}

/// What somebody wants who said something in a session.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Wanted {
    #[serde(flatten)]
    session: Session,
    input: String,
    asr_confidence: f32,
    intent: Named,
    slots: Vec<Found>,
}

impl Wanted {
    /// One wish of what was said in a session.
    #[must_use]
    pub fn new(session: Session, said: &Query, wish: &Intent) -> Self {
        Self {
            session,
            input: said.text.clone(),
            asr_confidence: said.confidence,
            intent: Named { intent_name: wish.name.clone(), confidence_score: wish.confidence },
            slots: wish.slots.iter().map(|slot| found(slot, wish.confidence, &said.text)).collect(),
        }
    }

    /// What it is called.
    #[must_use]
    pub fn intent(&self) -> &str {
        &self.intent.intent_name
    }
}

/// A text that is no wish.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NotParsed {
    #[serde(flatten)]
    asked: Asked,
    confidence_score: f32,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Asked {
    input: String,
    id: Option<String>,
    site_id: SiteId,
    session_id: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Named {
    intent_name: String,
    confidence_score: f32,
}

/// How sure it is has another name in each dialect.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Found {
    entity: String,
    slot_name: String,
    raw_value: String,
    value: Typed,
    range: Option<Range>,
    confidence_score: f32,
    confidence: f32,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", content = "value")]
enum Typed {
    Number(i64),
    Custom(String),
}

/// In characters of the input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
struct Range {
    start: usize,
    end: usize,
}

/// The answer to a query.
#[must_use]
pub fn answer(query: &Query, meaning: &Meaning) -> Outgoing {
    let asked = Asked {
        input: query.text.clone(),
        id: query.id.clone(),
        site_id: query.site.clone(),
        session_id: query.session.clone(),
    };
    let may_be = |name: &str| query.only.is_empty() || query.only.iter().any(|only| only == name);
    match (meaning.first(), meaning) {
        (Some(wish), _) if may_be(&wish.name) => Outgoing::IntentParsed(Parsed {
            intent: Named { intent_name: wish.name.clone(), confidence_score: wish.confidence },
            slots: wish.slots.iter().map(|slot| found(slot, wish.confidence, &query.text)).collect(),
            asked,
        }),
        (_, Meaning::NoMatch { confidence }) => {
            Outgoing::IntentNotRecognized(NotParsed { asked, confidence_score: *confidence })
        }
        (_, Meaning::Wishes(_)) => Outgoing::IntentNotRecognized(NotParsed { asked, confidence_score: 1.0 }),
    }
}

fn found(slot: &Slot, confidence: f32, input: &str) -> Found {
    let at = input.find(&slot.spoken).filter(|_| !slot.spoken.is_empty());
    let range = at.map(|at| {
        let start = input[..at].chars().count();
        Range { start, end: start + slot.spoken.chars().count() }
    });
    let value = match &slot.value {
        Value::Number(number) => Typed::Number(*number),
        _ => Typed::Custom(slot.to_string()),
    };
    Found {
        entity: slot.name.clone(),
        slot_name: slot.name.clone(),
        raw_value: slot.spoken.clone(),
        value,
        range,
        confidence_score: confidence,
        confidence,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn query(only: &[&str]) -> Query {
        Query {
            channel: "hermes",
            site: SiteId("kitchen".to_owned()),
            id: Some("q1".to_owned()),
            session: None,
            text: "köstliche 2 coffees".to_owned(),
            confidence: 1.0,
            language: None,
            only: only.iter().map(|name| (*name).to_owned()).collect(),
        }
    }

    fn buy() -> Meaning {
        let slot = Slot { name: "quantity".to_owned(), value: Value::Number(2), spoken: "2".to_owned() };
        Meaning::Wishes(vec![Intent {
            name: "Buy".to_owned(),
            slots: vec![slot],
            confidence: 0.75,
            language: "en".to_owned(),
            unread: Vec::new(),
            doubtful: None,
        }])
    }

    #[test]
    fn a_wish_is_answered_as_both_dialects_read_it() {
        let answer = answer(&query(&[]), &buy());
        assert_eq!(answer.topic().to_string(), "hermes/nlu/intentParsed");
        let expected = json!({"input": "köstliche 2 coffees", "id": "q1", "siteId": "kitchen", "sessionId": null,
            "intent": {"intentName": "Buy", "confidenceScore": 0.75},
            "slots": [{"entity": "quantity", "slotName": "quantity", "rawValue": "2",
                "value": {"kind": "Number", "value": 2}, "range": {"start": 10, "end": 11},
                "confidenceScore": 0.75, "confidence": 0.75}]});
        assert_eq!(serde_json::to_value(&answer).unwrap(), expected);
    }

    #[test]
    fn a_wish_in_a_session_is_told_as_both_dialects_read_it() {
        let session = Session {
            session_id: "s1".to_owned(),
            site_id: SiteId("kitchen".to_owned()),
            custom_data: Some("mine".to_owned()),
        };
        let wanted = Outgoing::Intent(Wanted::new(session, &query(&[]), buy().first().unwrap()));
        assert_eq!(wanted.topic().to_string(), "hermes/intent/Buy");
        let expected = json!({"sessionId": "s1", "siteId": "kitchen", "customData": "mine",
            "input": "köstliche 2 coffees", "asrConfidence": 1.0,
            "intent": {"intentName": "Buy", "confidenceScore": 0.75},
            "slots": [{"entity": "quantity", "slotName": "quantity", "rawValue": "2",
                "value": {"kind": "Number", "value": 2}, "range": {"start": 10, "end": 11},
                "confidenceScore": 0.75, "confidence": 0.75}]});
        assert_eq!(serde_json::to_value(&wanted).unwrap(), expected);
    }

    #[test]
    fn what_is_no_wish_or_none_that_it_may_be_is_not_recognised() {
        let nothing = Meaning::NoMatch { confidence: 0.5 };
        for (only, meaning) in [(&[][..], &nothing), (&["Cancel"][..], &buy())] {
            let answer = answer(&query(only), meaning);
            assert_eq!(answer.topic().to_string(), "hermes/nlu/intentNotRecognized");
        }
        assert_eq!(answer(&query(&["Buy"]), &buy()).topic().to_string(), "hermes/nlu/intentParsed");
    }
}
