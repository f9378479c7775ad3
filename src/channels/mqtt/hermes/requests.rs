//! What other clients ask of the dialogue manager: to start a session, to go on with it, to end it, and which intents count.

use serde::Deserialize;

use super::incoming::{Incoming, json, name, said, site};
use super::topics::Topic;
use crate::event::SiteId;

/// The longest piece of custom data, characters.
const CUSTOM_LIMIT: usize = 4_096;
/// So many intents can be named in one message.
const INTENTS_LIMIT: usize = 64;

/// A session that a client asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Start {
    /// Where.
    pub site: SiteId,
    /// What to say first.
    pub text: Option<String>,
    /// Whether somebody is listened to afterwards; if not, it is a notification.
    pub action: bool,
    /// Whether it may wait until the site is free.
    pub can_wait: bool,
    /// What counts of what is said there.
    pub answers: Answers,
    /// Handed back with everything of the session.
    pub custom_data: Option<String>,
}

/// A client says something in a session and listens on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Continue {
    /// In which session.
    pub session: String,
    /// What to say.
    pub text: String,
    /// What counts from now on, whatever did before.
    pub answers: Answers,
    /// Replaces what it gave at the start.
    pub custom_data: Option<String>,
}

/// What a client wants of what is said in its session.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answers {
    /// The only intents that count, also those that are turned off at the site. Without any, or with a list that is empty, all
    /// count that are not turned off there: an empty list is no wish to understand nothing.
    pub only: Vec<String>,
    /// Whether to tell when nothing was understood.
    pub tells_misses: bool,
}

/// Intents are turned on or off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Configure {
    /// At which site; at all of them when it is not said.
    pub site: Option<SiteId>,
    /// Their names, and whether they count.
    pub intents: Vec<(String, bool)>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct StartJson {
    init: InitJson,
    site_id: Option<String>,
    custom_data: Option<String>,
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
enum InitJson {
    Action {
        text: Option<String>,
        intent_filter: Option<Vec<String>>,
        can_be_enqueued: Option<bool>,
        send_intent_not_recognized: Option<bool>,
    },
    Notification {
        text: String,
    },
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ContinueJson {
    session_id: String,
    text: String,
    intent_filter: Option<Vec<String>>,
    send_intent_not_recognized: Option<bool>,
    custom_data: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct EndJson {
    session_id: String,
    text: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ConfigureJson {
    site_id: Option<String>,
    intents: Option<Vec<IntentJson>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct IntentJson {
    intent_id: String,
    enable: bool,
}

/// Reads a message for the dialogue manager.
///
/// # Errors
/// What is wrong, without anything of the content.
pub(super) fn read(topic: &Topic, payload: &[u8]) -> Result<Incoming, String> {
    match topic {
        Topic::StartSession => start(json(payload)?).map(Incoming::Start),
        Topic::ContinueSession => {
            let json: ContinueJson = json(payload)?;
            Ok(Incoming::Continue(Continue {
                session: session(json.session_id)?,
                text: said(json.text)?.ok_or("`text` is empty")?,
                answers: answers(json.intent_filter, json.send_intent_not_recognized)?,
                custom_data: custom(json.custom_data)?,
            }))
        }
        Topic::EndSession => {
            let EndJson { session_id, text } = json(payload)?;
            Ok(Incoming::End { session: session(session_id)?, text: text.map(said).transpose()?.flatten() })
        }
        _ => configure(json(payload)?).map(Incoming::Configure),
    }
}

fn start(json: StartJson) -> Result<Start, String> {
    let (action, text, can_wait, answers) = match json.init {
        InitJson::Action { text, intent_filter, can_be_enqueued, send_intent_not_recognized } => {
            let answers = answers(intent_filter, send_intent_not_recognized)?;
            (true, text, can_be_enqueued.unwrap_or(true), answers)
        }
        InitJson::Notification { text } => (false, Some(text), true, Answers::default()),
    };
    let text = text.map(said).transpose()?.flatten();
    if !action && text.is_none() {
        return Err("`init.text` is empty".to_owned());
    }
    let custom_data = custom(json.custom_data)?;
    Ok(Start { site: site(json.site_id)?, text, action, can_wait, answers, custom_data })
}

fn answers(intent_filter: Option<Vec<String>>, tells_misses: Option<bool>) -> Result<Answers, String> {
    let names = intent_filter.unwrap_or_default();
    few(names.len())?;
    let only = names.into_iter().map(intent).collect::<Result<_, _>>()?;
    Ok(Answers { only, tells_misses: tells_misses.unwrap_or(false) })
}

fn configure(json: ConfigureJson) -> Result<Configure, String> {
    let intents = json.intents.unwrap_or_default();
    few(intents.len())?;
    let intents = intents.into_iter().map(|one| Ok((intent(one.intent_id)?, one.enable)));
    Ok(Configure {
        site: json.site_id.map(|name| site(Some(name))).transpose()?,
        intents: intents.collect::<Result<_, String>>()?,
    })
}

fn few(intents: usize) -> Result<(), String> {
    if intents > INTENTS_LIMIT {
        return Err(format!("{intents} intents; at most {INTENTS_LIMIT} can be named in one message"));
    }
    Ok(())
}

fn intent(id: String) -> Result<String, String> {
    name(Some(id), "intentId")?.ok_or_else(|| "the name of an intent is empty".to_owned())
}

fn session(id: String) -> Result<String, String> {
    name(Some(id), "sessionId")?.ok_or_else(|| "`sessionId` is empty".to_owned())
}

fn custom(data: Option<String>) -> Result<Option<String>, String> {
    match data {
        Some(data) if data.chars().count() > CUSTOM_LIMIT => {
            Err(format!("`customData` has more than {CUSTOM_LIMIT} characters"))
        }
        data => Ok(data),
    }
}
