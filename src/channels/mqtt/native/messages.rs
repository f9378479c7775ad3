//! What the native topics carry, as JSON.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::commerce::order::{Order, OrderStatus};
use crate::dialogue::Reply;
use crate::event::SiteState;
use crate::expecting::Expecting;

/// The largest utterance message that is read, bytes.
const PAYLOAD_LIMIT: usize = 16 * 1024;
/// The longest text, characters.
const TEXT_LIMIT: usize = 1_000;
/// The longest id or session, characters.
const NAME_LIMIT: usize = 128;
/// Unix times from here on are counted in milliseconds; in seconds it would be the year 5138.
const MILLISECONDS_FROM: f64 = 1e11;

/// In, on `…/utterance`: what was said at a site.
#[derive(Debug, Clone, PartialEq)]
pub struct Utterance {
    /// The hub's id of it: 1 to 128 characters, not used twice within a day at a site.
    pub id: String,
    /// The words: 1 to 1,000 characters.
    pub text: String,
    /// The hub's conversation, handed back with the reply.
    pub session: Option<String>,
    /// How sure the hub is of the words, 0 to 1; 1 when it does not say.
    pub confidence: f32,
    /// Who seems to have said it.
    pub speaker: Option<String>,
    /// The language of the words, where the hub knows it.
    pub language: Option<String>,
    /// When it was said: RFC 3339, or a Unix time in seconds or milliseconds.
    pub ts: Timestamp,
}

/// What is wrong with an utterance, and what of it could be read all the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Unreadable {
    /// What was expected; nothing of the content.
    pub reason: String,
    /// Its id, where that is all right.
    pub id: Option<String>,
    /// Its session, where that is all right.
    pub session: Option<String>,
}

impl Unreadable {
    /// For these reasons.
    pub(super) fn new<'a>(
        reasons: impl IntoIterator<Item = Option<&'a String>>,
        id: Option<String>,
        session: Option<String>,
    ) -> Self {
        let reasons: Vec<&str> = reasons.into_iter().flatten().map(String::as_str).collect();
        Self { reason: reasons.join("; "), id, session }
    }
}

impl Utterance {
    /// Reads one. Fields that it does not know are skipped.
    ///
    /// # Errors
    /// [`Unreadable`]
    pub fn read(payload: &[u8]) -> Result<Self, Unreadable> {
        let fields = fields(payload)?;
        let id = name(&fields, "id").and_then(|id| id.ok_or_else(|| "`id` is missing".to_owned()));
        let session = name(&fields, "session");
        let rest = text(&fields).and_then(|text| {
            let (speaker, language) = (name(&fields, "speaker")?, name(&fields, "lang")?);
            Ok((text, confidence(&fields)?, speaker, language, ts(&fields)?))
        });
        match (id, session, rest) {
            (Ok(id), Ok(session), Ok((text, confidence, speaker, language, ts))) => {
                Ok(Self { id, text, session, confidence, speaker, language, ts })
            }
            (id, session, rest) => {
                let reasons = [id.as_ref().err(), session.as_ref().err(), rest.as_ref().err()];
                Err(Unreadable::new(reasons, id.clone().ok(), session.clone().ok().flatten()))
            }
        }
    }
}

/// The fields of a message.
pub(super) fn fields(payload: &[u8]) -> Result<Map<String, Value>, Unreadable> {
    let unreadable = |reason: String| Unreadable { reason, id: None, session: None };
    if payload.len() > PAYLOAD_LIMIT {
        return Err(unreadable(format!("{} bytes; at most {PAYLOAD_LIMIT} are read", payload.len())));
    }
    // What serde_json says about a wrong value repeats it, so only the place is taken.
    serde_json::from_slice(payload)
        .map_err(|error| unreadable(format!("no JSON object (line {}, column {})", error.line(), error.column())))
}

/// A name that may be missing.
pub(super) fn name(fields: &Map<String, Value>, key: &str) -> Result<Option<String>, String> {
    match fields.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(name)) if !name.is_empty() && name.chars().count() <= NAME_LIMIT => Ok(Some(name.clone())),
        Some(_) => Err(format!("`{key}` is no string of 1 to {NAME_LIMIT} characters")),
    }
}

/// What is to be understood or read out.
pub(super) fn text(fields: &Map<String, Value>) -> Result<String, String> {
    match fields.get("text") {
        Some(Value::String(text)) if !text.trim().is_empty() && text.chars().count() <= TEXT_LIMIT => Ok(text.clone()),
        _ => Err(format!("`text` is no string of 1 to {TEXT_LIMIT} characters")),
    }
}

fn confidence(fields: &Map<String, Value>) -> Result<f32, String> {
    match fields.get("confidence") {
        None | Some(Value::Null) => Ok(1.0),
        Some(value) => match value.as_f64() {
            #[allow(clippy::cast_possible_truncation)] // It is between 0 and 1.
            Some(number) if (0.0..=1.0).contains(&number) => Ok(number as f32),
            _ => Err("`confidence` is no number from 0 to 1".to_owned()),
        },
    }
}

/// When it happened.
pub(super) fn ts(fields: &Map<String, Value>) -> Result<Timestamp, String> {
    let read = match fields.get("ts") {
        Some(Value::String(text)) => text.parse().ok(),
        Some(Value::Number(number)) => number.as_f64().and_then(from_unix),
        _ => None,
    };
    read.ok_or_else(|| "`ts` is no time such as \"2026-05-01T08:30:00Z\" and no Unix time".to_owned())
}

fn from_unix(number: f64) -> Option<Timestamp> {
    let milliseconds = if number.abs() < MILLISECONDS_FROM { number * 1e3 } else { number };
    #[allow(clippy::cast_possible_truncation)] // A cast saturates, and jiff refuses years that it cannot count.
    Timestamp::from_millisecond(milliseconds.round() as i64).ok()
}

/// Out, on `…/reply`: what the assistant says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReplyMessage<'a> {
    /// Ours, and unique: at QoS 1 a message can arrive twice.
    pub id: String,
    /// The session of the utterance that it answers, or the one to go on with.
    pub session: &'a str,
    /// To be shown or spoken.
    pub text: &'a str,
    /// Its language.
    pub lang: &'a str,
    /// What may be said next.
    pub expects: Expects,
    /// Whether the session is over.
    pub ends: bool,
    /// When it was said: a question that is old has lapsed.
    pub ts: Timestamp,
}

/// What the assistant waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Expects {
    /// Nothing in particular.
    None,
    /// A yes or a no to a total.
    Confirm,
    /// Something that is missing: a product, a quantity, a choice, a reason.
    Slot,
}

impl From<Expecting> for Expects {
    fn from(expecting: Expecting) -> Self {
        match expecting {
            Expecting::Wake | Expecting::Command | Expecting::Interruption => Self::None,
            Expecting::Product | Expecting::Quantity | Expecting::Choice | Expecting::Reason | Expecting::Code => {
                Self::Slot
            }
            Expecting::Confirmation => Self::Confirm,
        }
    }
}

impl<'a> ReplyMessage<'a> {
    /// A reply that is said now.
    #[must_use]
    pub fn new(id: String, session: &'a str, reply: &'a Reply, now: Timestamp) -> Self {
        Self {
            id,
            session,
            text: &reply.text,
            lang: &reply.language,
            expects: reply.expecting.into(),
            ends: reply.ends,
            ts: now,
        }
    }
}

/// Out, on `…/reply`: an utterance was not acted on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ErrorMessage<'a> {
    /// Ours, and unique.
    pub id: String,
    /// The hub's id of the utterance, where it could be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub utterance: Option<&'a str>,
    /// Its session, where it could be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<&'a str>,
    /// One word for programs.
    pub error: &'static str,
    /// A sentence for people.
    pub reason: &'a str,
}

/// Out, on `…/order`: an order was placed or changed. Every device on the broker can read it, so it names neither
/// products nor prices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OrderMessage<'a> {
    /// The same for the same event: the order and its status.
    pub id: String,
    /// What happened.
    pub event_type: OrderStatus,
    /// The shop's number.
    pub order: &'a str,
    /// Since when.
    pub ts: Timestamp,
}

impl<'a> OrderMessage<'a> {
    /// The latest that happened to an order.
    #[must_use]
    pub fn new(order: &'a Order) -> Self {
        let since = order.history.last().map_or(Timestamp::UNIX_EPOCH, |change| change.at);
        let status = order.status();
        Self { id: format!("{}-{status}", order.id), event_type: status, order: &order.id.0, ts: since }
    }
}

/// Out and retained, on `…/state`: what a site with a microphone or a loudspeaker does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StateMessage<'a> {
    /// `idle`, `listening`, `waiting`, `speaking` or `confirming`.
    pub activity: &'static str,
    /// Whether the microphone hears nothing.
    pub muted: bool,
    /// Steps louder than configured, -3 to 2.
    pub volume: i8,
    /// The voice that speaks, where there is a loudspeaker.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub voice: &'a str,
    /// What was heard last, where the owner allows it (`mqtt.transcript`); nothing of a code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heard: Option<&'a str>,
}

impl<'a> StateMessage<'a> {
    /// The state of a site, with what was heard or without it.
    #[must_use]
    pub fn new(state: &'a SiteState, with_transcript: bool) -> Self {
        let heard = with_transcript.then_some(state.heard.as_str());
        Self { activity: state.activity.as_str(), muted: state.muted, volume: state.volume, voice: &state.voice, heard }
    }
}

/// Out and retained, on `…/status`: whether the daemon is there. The broker publishes `offline` when it vanishes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct StatusMessage {
    /// Whether it is there.
    pub state: State,
    /// The version of the daemon.
    pub version: &'static str,
}

/// Whether the daemon is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// It hears utterances on this broker.
    Online,
    /// It does not.
    Offline,
}

impl StatusMessage {
    /// The status of this version of the daemon.
    #[must_use]
    pub const fn new(state: State) -> Self {
        Self { state, version: env!("CARGO_PKG_VERSION") }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(payload: &str) -> Result<Utterance, String> {
        Utterance::read(payload.as_bytes()).map_err(|unreadable| unreadable.reason)
    }

    #[test]
    fn an_utterance_needs_an_id_a_text_and_a_time() {
        let utterance = read(
            r#"{"id": "7", "text": "reorder coffee", "lang": "en-GB", "ts": "2026-05-01T10:30:00+02:00", "x": [1]}"#,
        );
        let expected = Utterance {
            id: "7".to_owned(),
            text: "reorder coffee".to_owned(),
            session: None,
            confidence: 1.0,
            speaker: None,
            language: Some("en-GB".to_owned()),
            ts: "2026-05-01T08:30:00Z".parse().unwrap(),
        };
        assert_eq!(utterance, Ok(expected));
        assert_eq!(read("{}").unwrap_err(), "`id` is missing; `text` is no string of 1 to 1000 characters");
    }

    #[test]
    fn times_are_also_unix_seconds_and_milliseconds() {
        let ts = |number: &str| read(&format!(r#"{{"id": "7", "text": "stop", "ts": {number}}}"#)).map(|it| it.ts);
        let expected: Timestamp = "2026-05-01T08:30:00.250Z".parse().unwrap();
        assert_eq!(ts("1777624200.25"), Ok(expected));
        assert_eq!(ts("1777624200250"), Ok(expected));
        for nonsense in ["1e300", "-1e300", "99999999999999999999", "null", "\"\"", "\"yesterday\"", "[]"] {
            assert!(ts(nonsense).is_err(), "{nonsense}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_without_the_content() {
        for payload in [
            "4111111111111111",
            "\"4111111111111111\"",
            r#"["4111111111111111"]"#,
            r#"{"id": 4111111111111111}"#,
            r#"{"id": "1", "text": {"4111111111111111": 1}, "ts": "4111111111111111"}"#,
            r#"{"id": "1", "text": "x", "ts": "4111111111111111"}"#,
            r#"{"id": "1", "text": "x", "ts": 0, "confidence": "4111111111111111"}"#,
            r#"{"id": "1", "text": "x", "ts": 0, "confidence": 1.5}"#,
            r#"{"id": "1", "text": "x", "ts": 0, "session": ""}"#,
        ] {
            let reason = read(payload).unwrap_err();
            assert!(!reason.contains("4111") && !reason.is_empty(), "{payload}: {reason}");
        }
    }

    #[test]
    fn too_much_is_refused() {
        let utterance = |id: usize, text: usize| {
            read(&format!(r#"{{"id": "{}", "text": "{}", "ts": 0}}"#, "i".repeat(id), "ü".repeat(text)))
        };
        assert!(utterance(128, 1_000).is_ok());
        assert!(utterance(129, 1).is_err());
        assert!(utterance(1, 1_001).is_err());
        assert!(utterance(1, 1_000_000).unwrap_err().contains("bytes"));
        assert!(read(&"[".repeat(10_000)).is_err());
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(payload in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _read_or_refused = Utterance::read(&payload);
        }

        #[test]
        fn no_fields_make_it_panic(id in any::<String>(), text in any::<String>(), ts in any::<f64>(), confidence in any::<f64>()) {
            let payload = serde_json::json!({"id": id, "text": text, "ts": ts, "confidence": confidence});
            if let Ok(utterance) = Utterance::read(payload.to_string().as_bytes()) {
                prop_assert_eq!((utterance.id, utterance.text), (id, text));
                prop_assert!((0.0..=1.0).contains(&utterance.confidence));
            }
        }
    }
}
