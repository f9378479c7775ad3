//! What hubs ask for besides turns, as JSON: `{"id": "ha-17", "ts": "2026-05-01T08:30:00Z", …}`.

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::messages::{Unreadable, fields, name, text, ts};
use super::topics::Leaf;
use crate::dialogue::manner::Manner;

/// In, on `…/confirm`, `…/cancel`, `…/listen`, `…/say`, `…/mute`, `…/volume` and `…/voice`.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// The hub's id of it, as an utterance has one; it may be missing where the time may.
    pub id: Option<String>,
    /// The hub's conversation, handed back with the reply.
    pub session: Option<String>,
    /// Who seems to have asked.
    pub speaker: Option<String>,
    /// When: as with an utterance. It may be missing where what is asked for counts until something else is.
    pub ts: Option<Timestamp>,
    /// What for.
    pub wish: Wish,
}

/// What a hub asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// A yes or a no to the total that was read out.
    Answer {
        /// Whether it is a yes.
        yes: bool,
        /// `reply`: the id of the reply that asked; without it that which asked last.
        reply: Option<String>,
    },
    /// To be heard, as if the key to talk was pressed.
    Listen,
    /// A text is to be read out.
    Say {
        /// `text`: 1 to 1,000 characters, or SSML.
        text: String,
        /// `lang`.
        language: Option<String>,
    },
    /// `muted`.
    Mute(bool),
    /// `volume`: steps from what is configured, [`Manner::VOLUMES`].
    Volume(i8),
    /// `voice`: the name of one that is there.
    Voice(String),
}

impl Request {
    /// Reads what came on such a topic; `None` for a topic that carries no request. Fields that it does not know are
    /// skipped.
    ///
    /// # Errors
    /// [`Unreadable`]
    pub fn read(leaf: Leaf, payload: &[u8]) -> Result<Option<Self>, Unreadable> {
        let wish: fn(&Map<String, Value>) -> Result<Wish, String> = match leaf {
            Leaf::Confirm => |fields| answer(fields, true),
            Leaf::Cancel => |fields| answer(fields, false),
            Leaf::Listen => |_| Ok(Wish::Listen),
            Leaf::Say => |fields| Ok(Wish::Say { text: text(fields)?, language: name(fields, "lang")? }),
            Leaf::Mute => |fields| {
                let muted = fields.get("muted").and_then(Value::as_bool);
                muted.map(Wish::Mute).ok_or_else(|| "`muted` is neither true nor false".to_owned())
            },
            Leaf::Volume => volume,
            Leaf::Voice => {
                |fields| name(fields, "voice")?.map(Wish::Voice).ok_or_else(|| "`voice` is missing".to_owned())
            }
            Leaf::Utterance | Leaf::Reply | Leaf::Order | Leaf::Status | Leaf::State | Leaf::Handover => {
                return Ok(None);
            }
        };
        let fields = fields(payload)?;
        let lasts = matches!(leaf, Leaf::Mute | Leaf::Volume | Leaf::Voice);
        let id = match name(&fields, "id") {
            Ok(None) if !lasts => Err("`id` is missing".to_owned()),
            id => id,
        };
        let session = name(&fields, "session");
        let ts = if lasts && !fields.contains_key("ts") { Ok(None) } else { ts(&fields).map(Some) };
        let rest = wish(&fields).and_then(|wish| Ok((wish, name(&fields, "speaker")?, ts?)));
        match (id, session, rest) {
            (Ok(id), Ok(session), Ok((wish, speaker, ts))) => Ok(Some(Self { id, session, speaker, ts, wish })),
            (id, session, rest) => {
                let reasons = [id.as_ref().err(), session.as_ref().err(), rest.as_ref().err()];
                Err(Unreadable::new(reasons, id.clone().ok().flatten(), session.clone().ok().flatten()))
            }
        }
    }
}

fn answer(fields: &Map<String, Value>, yes: bool) -> Result<Wish, String> {
    Ok(Wish::Answer { yes, reply: name(fields, "reply")? })
}

fn volume(fields: &Map<String, Value>) -> Result<Wish, String> {
    let steps = fields.get("volume").and_then(Value::as_i64).and_then(|steps| i8::try_from(steps).ok());
    steps.filter(|steps| Manner::VOLUMES.contains(steps)).map(Wish::Volume).ok_or_else(|| {
        let (least, most) = Manner::VOLUMES.into_inner();
        format!("`volume` is no whole number from {least} to {most}")
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(leaf: Leaf, fields: &str) -> Result<Option<Wish>, String> {
        let payload = format!(r#"{{"id": "7", "ts": 0, "x": [1], {fields}}}"#);
        let read = Request::read(leaf, payload.as_bytes());
        read.map(|request| request.map(|request| request.wish)).map_err(|unreadable| unreadable.reason)
    }

    #[test]
    fn each_topic_has_a_wish_of_its_own() {
        let table = [
            (Leaf::Confirm, r#""reply": "r-1""#, Wish::Answer { yes: true, reply: Some("r-1".to_owned()) }),
            (Leaf::Cancel, r#""y": 0"#, Wish::Answer { yes: false, reply: None }),
            (Leaf::Listen, r#""y": 0"#, Wish::Listen),
            (
                Leaf::Say,
                r#""text": "Essen!", "lang": "de""#,
                Wish::Say { text: "Essen!".to_owned(), language: Some("de".to_owned()) },
            ),
            (Leaf::Mute, r#""muted": true"#, Wish::Mute(true)),
            (Leaf::Volume, r#""volume": -3"#, Wish::Volume(-3)),
            (Leaf::Voice, r#""voice": "espeak-ng en-us""#, Wish::Voice("espeak-ng en-us".to_owned())),
        ];
        for (leaf, fields, wish) in table {
            assert_eq!(read(leaf, fields), Ok(Some(wish)));
        }
        assert_eq!(read(Leaf::Reply, r#""text": "x""#), Ok(None));
    }

    #[test]
    fn what_lasts_needs_no_time() {
        for (leaf, fields) in [(Leaf::Mute, r#"{"muted": false}"#), (Leaf::Volume, r#"{"volume": 2}"#)] {
            assert!(Request::read(leaf, fields.as_bytes()).unwrap().is_some_and(|request| request.ts.is_none()));
        }
        let reason = Request::read(Leaf::Confirm, b"{}").unwrap_err().reason;
        assert!(reason.contains("`id`") && reason.contains("`ts`"), "{reason}");
    }

    #[test]
    fn what_is_wrong_is_said_without_the_content() {
        for (leaf, fields) in [
            (Leaf::Say, r#""text": 4111111111111111"#),
            (Leaf::Mute, r#""muted": "4111111111111111""#),
            (Leaf::Volume, r#""volume": 4111111111111111"#),
            (Leaf::Volume, r#""volume": 3"#),
            (Leaf::Confirm, r#""reply": 4111111111111111"#),
        ] {
            let reason = read(leaf, fields).unwrap_err();
            assert!(!reason.contains("4111") && !reason.is_empty(), "{fields}: {reason}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(leaf in prop::sample::select(&Leaf::ALL[..]), payload in prop::collection::vec(any::<u8>(), 0..300)) {
            let _read_or_refused = Request::read(leaf, &payload);
        }
    }
}
