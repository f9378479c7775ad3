//! What a webhook request says.

use serde_json::Value;

use super::WELCOME;
use crate::channels::hub::wording::{NOT_UNDERSTOOD, Wording};

/// The largest request that is read, bytes.
pub const LARGEST: usize = 64 * 1024;
/// The longest id or name, and the longest text, characters.
const NAME_LIMIT: usize = 512;
const TEXT_LIMIT: usize = 1_000;
/// The most parameters that are read.
const MOST_PARAMETERS: usize = 32;

/// Where integrations tell who speaks.
const USERS: [&str; 2] =
    ["/originalDetectIntentRequest/payload/userId", "/originalDetectIntentRequest/payload/user/userId"];

/// A request to the webhook.
#[derive(Clone, PartialEq)]
pub struct AgentRequest {
    /// Unique.
    pub id: String,
    /// The session, `projects/…/agent/sessions/…`.
    pub session: String,
    /// Who speaks, as the integration names them.
    pub user: Option<String>,
    /// The words, as they were said; empty where nothing was.
    pub text: String,
    /// How sure the recogniser is of them, 0 to 1; 1 where nobody says.
    pub confidence: f32,
    /// The language of the agent that was spoken to, `en` for instance.
    pub language: Option<String>,
    /// Whether the session is opened without saying what for.
    pub welcome: bool,
    /// The name of the intent.
    pub intent: String,
    /// The parameters that have a value. One of them may be a code.
    pub values: Vec<(String, String)>,
}

/// Why a request cannot be read; nothing of its content.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unreadable(pub String);

impl AgentRequest {
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
        let text = |path: &str, limit: usize| {
            let text = whole.pointer(path).and_then(Value::as_str);
            text.filter(|text| !text.is_empty() && text.chars().count() <= limit).map(str::to_owned)
        };
        let missing = |what: &str| Unreadable(format!("`{what}` is no string of 1 to {NAME_LIMIT} characters"));
        let result = whole.get("queryResult").filter(|result| result.is_object());
        let result = result.ok_or_else(|| Unreadable("`queryResult` is no object".to_owned()))?;
        let said = result.get("queryText").and_then(Value::as_str).unwrap_or_default();
        if said.chars().count() > TEXT_LIMIT {
            return Err(Unreadable(format!("`queryResult.queryText` is longer than {TEXT_LIMIT} characters")));
        }
        // Zero: it was typed, or nobody says.
        let sure = result.get("speechRecognitionConfidence").and_then(Value::as_f64);
        let sure = sure.filter(|sure| *sure > 0.0 && *sure <= 1.0).unwrap_or(1.0);
        #[expect(clippy::cast_possible_truncation, reason = "between 0 and 1")]
        let confidence = sure as f32;
        Ok(Self {
            id: text("/responseId", NAME_LIMIT).ok_or_else(|| missing("responseId"))?,
            session: text("/session", NAME_LIMIT).ok_or_else(|| missing("session"))?,
            user: USERS.iter().find_map(|path| text(path, NAME_LIMIT)),
            text: said.trim().to_owned(),
            confidence,
            language: text("/queryResult/languageCode", NAME_LIMIT),
            welcome: text("/queryResult/action", NAME_LIMIT).as_deref() == Some(WELCOME.0),
            intent: text("/queryResult/intent/displayName", NAME_LIMIT).unwrap_or_default(),
            values: values(result.get("parameters")),
        })
    }

    /// The words that it says: those that were said, or where nothing was, what the intent and its parameters say.
    #[must_use]
    pub fn words(&self, wording: &Wording) -> String {
        if self.welcome {
            return wording.plain("Help");
        }
        if !self.text.is_empty() {
            return self.text.clone();
        }
        wording.sentence(&self.intent, &self.values).unwrap_or_else(|| NOT_UNDERSTOOD.to_owned())
    }

    /// Whose it is, the closest first: the user, or the session where the integration names that.
    pub fn accounts(&self) -> impl Iterator<Item = &str> {
        let session = self.session.rsplit('/').next();
        self.user.as_deref().into_iter().chain(session)
    }
}

/// Numbers as they are said, lists by their first value.
fn values(parameters: Option<&Value>) -> Vec<(String, String)> {
    let parameters = parameters.and_then(Value::as_object).into_iter().flatten();
    let said = parameters.filter_map(|(name, value)| {
        let first = value.as_array().map_or(Some(value), |values| values.first())?;
        let words = match first {
            Value::String(words) => words.trim().to_owned(),
            Value::Number(number) => number.as_f64().map(|number| number.to_string())?,
            _ => return None,
        };
        (!words.is_empty() && words.chars().count() <= TEXT_LIMIT).then(|| (name.clone(), words))
    });
    said.take(MOST_PARAMETERS).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(body in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _read_or_refused = AgentRequest::read(&body);
        }

        #[test]
        fn no_fields_make_it_panic(text in any::<String>(), name in any::<String>(), number in any::<f64>(), sure in any::<f64>()) {
            let body = serde_json::json!({
                "responseId": "1", "session": "s",
                "queryResult": {"queryText": text, "parameters": {name.clone(): [number, text]},
                    "speechRecognitionConfidence": sure, "intent": {"displayName": name}},
            });
            if let Ok(request) = AgentRequest::read(body.to_string().as_bytes()) {
                let _any_words = request.words(&Wording::default());
                prop_assert!((0.0..=1.0).contains(&request.confidence));
            }
        }
    }
}
