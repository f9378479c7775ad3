//! What a request says.

use jiff::Timestamp;
use serde_json::Value;

use super::{ANYTHING, CODE};
use crate::channels::hub::wording::{NOT_UNDERSTOOD, Wording};

/// The largest request that is read, bytes.
pub const LARGEST: usize = 64 * 1024;
/// The longest name or id, and the longest words of a slot, characters.
const NAME_LIMIT: usize = 512;
const WORDS_LIMIT: usize = 1_000;
/// The most slots of an intent.
const MOST_SLOTS: usize = 32;

/// A request to the skill.
#[derive(Clone, PartialEq)]
pub struct SkillRequest {
    /// The skill that it is for.
    pub application: String,
    /// The account it comes from.
    pub account: String,
    /// Who in the household spoke, where Alexa recognised that.
    pub person: Option<String>,
    /// The session; requests of other kinds have none.
    pub session: Option<String>,
    /// Unique.
    pub id: String,
    /// When it was sent.
    pub at: Timestamp,
    /// `en-GB` for instance; empty where it is not told.
    pub locale: String,
    /// Whether the last answer asked for a yes or a no to the intent.
    pub asked_to_confirm: bool,
    /// What it is.
    pub kind: Kind,
}

/// What a request is.
#[derive(Clone, PartialEq)]
pub enum Kind {
    /// The skill was opened without saying what for.
    Launch,
    /// Something was said.
    Intent(SkillIntent),
    /// The session is over, and nothing can be said to it.
    Ended,
    /// Anything else; there is nothing to say to it.
    Other,
}

/// What Alexa made of what was said.
#[derive(Clone, PartialEq)]
pub struct SkillIntent {
    /// Its name.
    pub name: String,
    /// What was answered when the intent was to be confirmed.
    pub confirmed: Option<bool>,
    /// The slots that have a value, and their words. One of them may be a code.
    pub values: Vec<(String, String)>,
}

/// Why a request cannot be read; nothing of its content.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unreadable(pub String);

impl SkillRequest {
    /// Reads one. Fields that it does not know are skipped.
    ///
    /// # Errors
    /// [`Unreadable`]
    pub fn read(body: &[u8]) -> Result<Self, Unreadable> {
        if body.len() > LARGEST {
            return Err(Unreadable(format!("{} bytes; at most {LARGEST} are read", body.len())));
        }
        // What serde_json says about a wrong value repeats it, so only the place is taken.
        let whole: Value = serde_json::from_slice(body)
            .map_err(|error| Unreadable(format!("no JSON (line {}, column {})", error.line(), error.column())))?;
        let either = |path: &str| {
            let ways = [format!("/context/System/{path}"), format!("/session/{path}")];
            ways.iter().find_map(|way| whole.pointer(way)).and_then(Value::as_str).filter(|text| is_name(text))
        };
        let missing = |what: &str| Unreadable(format!("`{what}` is no string of 1 to {NAME_LIMIT} characters"));
        let required = |path: &str, what: &str| {
            whole.pointer(path).and_then(Value::as_str).filter(|text| is_name(text)).ok_or_else(|| missing(what))
        };
        let kind = required("/request/type", "request.type")?;
        let at = required("/request/timestamp", "request.timestamp")?;
        let text = |path: &str| whole.pointer(path).and_then(Value::as_str).filter(|text| is_name(text));
        let session = text("/session/sessionId").map(str::to_owned);
        let kind = match kind {
            "LaunchRequest" => Kind::Launch,
            "IntentRequest" => Kind::Intent(intent(&whole)?),
            "SessionEndedRequest" => Kind::Ended,
            _ => Kind::Other,
        };
        if matches!(kind, Kind::Launch | Kind::Intent(_)) && session.is_none() {
            return Err(missing("session.sessionId"));
        }
        Ok(Self {
            application: either("application/applicationId")
                .ok_or_else(|| missing("context.System.application.applicationId"))?
                .to_owned(),
            account: either("user/userId").ok_or_else(|| missing("context.System.user.userId"))?.to_owned(),
            person: text("/context/System/person/personId").map(str::to_owned),
            session,
            id: required("/request/requestId", "request.requestId")?.to_owned(),
            at: at.parse().map_err(|_no_time| Unreadable("`request.timestamp` is no time".to_owned()))?,
            locale: text("/request/locale").unwrap_or_default().to_owned(),
            asked_to_confirm: whole.pointer("/session/attributes/confirming") == Some(&Value::Bool(true)),
            kind,
        })
    }

    /// The words that it says. `None` where there is nothing to answer.
    #[must_use]
    pub fn words(&self, wording: &Wording) -> Option<String> {
        match &self.kind {
            Kind::Launch => Some(wording.plain("Help")),
            Kind::Ended => Some(wording.plain("Stop")),
            Kind::Other => None,
            Kind::Intent(intent) => Some(match intent.confirmed.filter(|_| self.asked_to_confirm) {
                Some(true) => wording.plain("Yes"),
                Some(false) => wording.plain("No"),
                None => intent.words(wording),
            }),
        }
    }

    /// Whose it is, the closest first.
    pub fn accounts(&self) -> impl Iterator<Item = &str> {
        self.person.as_deref().into_iter().chain([self.account.as_str()])
    }
}

impl SkillIntent {
    fn words(&self, wording: &Wording) -> String {
        let built_in = match self.name.as_str() {
            "AMAZON.YesIntent" => Some("Yes"),
            "AMAZON.NoIntent" => Some("No"),
            "AMAZON.StopIntent" | "AMAZON.NavigateHomeIntent" => Some("Stop"),
            "AMAZON.CancelIntent" => Some("Cancel"),
            "AMAZON.HelpIntent" => Some("Help"),
            "AMAZON.RepeatIntent" => Some("Repeat"),
            "AMAZON.StartOverIntent" => Some("StartOver"),
            _ => None,
        };
        if let Some(intent) = built_in {
            return wording.plain(intent);
        }
        let value = |slot: &str| self.values.iter().find(|(name, _)| name == slot).map(|(_, words)| words.clone());
        let as_they_are = match self.name.as_str() {
            name if name == ANYTHING.0 => value(ANYTHING.1),
            name if name == CODE.0 => value(CODE.1),
            name => wording.sentence(name, &self.values),
        };
        as_they_are.unwrap_or_else(|| NOT_UNDERSTOOD.to_owned())
    }
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().count() <= NAME_LIMIT
}

fn intent(whole: &Value) -> Result<SkillIntent, Unreadable> {
    let intent = whole.pointer("/request/intent").unwrap_or(&Value::Null);
    let name = intent.get("name").and_then(Value::as_str).filter(|name| is_name(name));
    let name = name.ok_or_else(|| Unreadable("`request.intent.name` is missing".to_owned()))?.to_owned();
    let confirmed = match intent.get("confirmationStatus").and_then(Value::as_str) {
        Some("CONFIRMED") => Some(true),
        Some("DENIED") => Some(false),
        _ => None,
    };
    let mut values = Vec::new();
    for (slot, filled) in intent.get("slots").and_then(Value::as_object).into_iter().flatten() {
        // Alexa writes a question mark for digits that it did not make out.
        let words = filled.get("value").and_then(Value::as_str).map(str::trim);
        let Some(words) = words.filter(|words| !words.is_empty() && *words != "?") else { continue };
        if words.chars().count() > WORDS_LIMIT || values.len() == MOST_SLOTS {
            return Err(Unreadable(format!(
                "`request.intent.slots`: more than {MOST_SLOTS} of them, or of {WORDS_LIMIT} characters in one"
            )));
        }
        values.push((slot.clone(), words.to_owned()));
    }
    Ok(SkillIntent { name, confirmed, values })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(body in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _read_or_refused = SkillRequest::read(&body);
        }

        #[test]
        fn no_fields_make_it_panic(
            kind in prop_oneof![Just("IntentRequest".to_owned()), any::<String>()],
            name in any::<String>(), slot in any::<String>(), value in any::<String>(), at in any::<String>(),
        ) {
            let body = serde_json::json!({
                "session": {"sessionId": "s", "application": {"applicationId": "a"}, "user": {"userId": "u"}},
                "request": {"type": kind, "requestId": "r", "timestamp": at,
                    "intent": {"name": name, "slots": {slot: {"value": value}}}},
            });
            if let Ok(request) = SkillRequest::read(body.to_string().as_bytes()) {
                let _any_words = request.words(&Wording::default());
            }
        }

        #[test]
        fn what_is_wrong_is_said_without_the_content(at in "[0-9]{4}") {
            let body = format!(r#"{{"request": {{"type": "LaunchRequest", "timestamp": "{at}", "x": {at}"#);
            let reason = SkillRequest::read(body.as_bytes()).err().map(|error| error.to_string()).unwrap_or_default();
            prop_assert!(!reason.contains(&at) && !reason.is_empty());
        }
    }
}
