//! What others say on the Hermes topics. Fields that are not known are skipped; those that count are read strictly.

use std::str::FromStr;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::asr::{self, Heard};
use super::injection;
use super::requests::{self, Configure, Continue, Start};
use super::sound;
use super::topics::Topic;
use crate::event::{Query, SiteId};

/// The largest message that is read, bytes.
const PAYLOAD_LIMIT: usize = 16 * 1024;
/// The longest text, characters.
const TEXT_LIMIT: usize = 1_000;
/// The longest id or name, characters.
const NAME_LIMIT: usize = 128;
/// The site of a message that names none.
const DEFAULT_SITE: &str = "default";

/// A message of a satellite or of another client.
#[derive(Debug, Clone, PartialEq)]
pub enum Incoming {
    /// A wake word was heard.
    Detected {
        /// Where.
        site: SiteId,
        /// Which.
        wake_word: String,
    },
    /// Somebody said something, or nothing.
    Captured(Captured),
    /// Something was said to its end.
    Said {
        /// What, as the one who asked for it called it.
        id: Option<String>,
        /// For which session.
        session: Option<String>,
    },
    /// A session is asked for.
    Start(Start),
    /// Another client says something in a session and listens on.
    Continue(Continue),
    /// Another client ends a session.
    End {
        /// Which.
        session: String,
        /// What to say before.
        text: Option<String>,
    },
    /// A part of the satellite failed.
    Failed {
        /// Of which site.
        site: SiteId,
        /// In which session.
        session: Option<String>,
    },
    /// Intents are turned on or off.
    Configure(Configure),
    /// Words are to be understood that are not in the catalogue.
    Inject {
        /// What who asks calls it.
        id: Option<String>,
    },
    /// What a text means is asked.
    Query(Query),
    /// Something is to be said.
    Say(Words),
    /// Something was played.
    Played {
        /// Where.
        site: SiteId,
        /// Under which name.
        id: String,
    },
    /// Something for the recogniser of a site.
    Heard {
        /// Of which.
        site: SiteId,
        /// What.
        heard: Heard,
    },
}

/// What is to be said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The words.
    pub text: String,
    /// What they are called by who asks for it.
    pub id: Option<String>,
    /// Where.
    pub site: SiteId,
    /// In which session.
    pub session: Option<String>,
    /// In which language, where that is said.
    pub language: Option<String>,
}

/// What was said at a site.
#[derive(Debug, Clone, PartialEq)]
pub struct Captured {
    /// Where.
    pub site: SiteId,
    /// In which session.
    pub session: Option<String>,
    /// The words; empty when there were none.
    pub text: String,
    /// How sure of them, 0 to 1; 1 when it is not said.
    pub likelihood: f32,
    /// Who seems to have said it.
    pub speaker: Option<String>,
    /// Their language, where it is known.
    pub language: Option<String>,
}

impl Incoming {
    /// The site that it is about, where it names one.
    #[must_use]
    pub const fn site(&self) -> Option<&SiteId> {
        match self {
            Self::Detected { site, .. }
            | Self::Failed { site, .. }
            | Self::Played { site, .. }
            | Self::Heard { site, .. } => Some(site),
            Self::Captured(captured) => Some(&captured.site),
            Self::Start(start) => Some(&start.site),
            Self::Query(query) => Some(&query.site),
            Self::Say(words) => Some(&words.site),
            Self::Said { .. } | Self::Continue(_) | Self::End { .. } | Self::Configure(_) | Self::Inject { .. } => None,
        }
    }

    /// Reads a message of a topic.
    ///
    /// # Errors
    /// What is wrong, without anything of the content.
    pub fn read(topic: &Topic, payload: &[u8]) -> Result<Self, String> {
        let limit = match topic {
            Topic::AudioFrame(_) => sound::LIMIT,
            Topic::Inject => injection::LIMIT,
            _ => PAYLOAD_LIMIT,
        };
        if payload.len() > limit {
            return Err(format!("{} bytes; at most {limit} are read", payload.len()));
        }
        match topic {
            Topic::Detected(wake_word) => {
                let DetectedJson { site_id } = json(payload)?;
                Ok(Self::Detected { site: site(site_id)?, wake_word: wake_word.clone() })
            }
            Topic::TextCaptured => captured(json(payload)?).map(Self::Captured),
            Topic::SayFinished => {
                let SaidJson { id, session_id } = json(payload)?;
                Ok(Self::Said { id: name(id, "id")?, session: name(session_id, "sessionId")? })
            }
            Topic::StartSession | Topic::ContinueSession | Topic::EndSession | Topic::Configure => {
                requests::read(topic, payload)
            }
            Topic::Inject => injection::read(payload),
            Topic::Error(_component) => {
                let FailedJson { site_id, session_id } = json(payload)?;
                Ok(Self::Failed { site: site(site_id)?, session: name(session_id, "sessionId")? })
            }
            Topic::Query => query(json(payload)?).map(Self::Query),
            Topic::Say => {
                let SayJson { text, id, site_id, session_id, lang } = json(payload)?;
                Ok(Self::Say(Words {
                    text: said(text)?.unwrap_or_default(),
                    id: name(id, "id")?,
                    site: site(site_id)?,
                    session: name(session_id, "sessionId")?,
                    language: name(lang, "lang")?,
                }))
            }
            Topic::PlayFinished(site) => {
                let PlayedJson { id } = json(payload)?;
                Ok(Self::Played { site: site.clone(), id: name(Some(id), "id")?.ok_or("`id` is empty")? })
            }
            Topic::StartListening | Topic::StopListening | Topic::AsrOn | Topic::AsrOff | Topic::AudioFrame(_) => {
                asr::read(topic, payload)
            }
            Topic::HotwordOn
            | Topic::HotwordOff
            | Topic::PartialTextCaptured
            | Topic::VadUp(_)
            | Topic::VadDown(_)
            | Topic::IntentParsed
            | Topic::IntentNotRecognized
            | Topic::Intent(_)
            | Topic::PlayBytes(..)
            | Topic::SessionQueued
            | Topic::SessionStarted
            | Topic::SessionEnded
            | Topic::Missed => Err("only the daemon says this".to_owned()),
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct DetectedJson {
    site_id: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CapturedJson {
    text: String,
    likelihood: Option<f64>,
    site_id: Option<String>,
    session_id: Option<String>,
    speaker_hypotheses: Option<Vec<SpeakerJson>>,
    lang: Option<String>,
}

#[derive(Deserialize)]
struct SpeakerJson {
    name: Option<String>,
    confidence: Option<f64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SaidJson {
    id: Option<String>,
    session_id: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct FailedJson {
    site_id: Option<String>,
    session_id: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct QueryJson {
    input: String,
    id: Option<String>,
    site_id: Option<String>,
    session_id: Option<String>,
    intent_filter: Option<Vec<String>>,
    asr_confidence: Option<f64>,
    lang: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SayJson {
    text: String,
    id: Option<String>,
    site_id: Option<String>,
    session_id: Option<String>,
    lang: Option<String>,
}

#[derive(Deserialize)]
struct PlayedJson {
    id: String,
}

/// What `serde_json` says about a wrong value repeats it, so only the place is taken.
pub(super) fn json<T: DeserializeOwned>(payload: &[u8]) -> Result<T, String> {
    serde_json::from_slice(payload).map_err(|error| {
        format!("it is not the JSON that its topic asks for (line {}, column {})", error.line(), error.column())
    })
}

fn captured(json: CapturedJson) -> Result<Captured, String> {
    let likeliest = json
        .speaker_hypotheses
        .into_iter()
        .flatten()
        .max_by(|one, other| one.confidence.unwrap_or(0.0).total_cmp(&other.confidence.unwrap_or(0.0)));
    Ok(Captured {
        site: site(json.site_id)?,
        session: name(json.session_id, "sessionId")?,
        text: said(json.text)?.unwrap_or_default(),
        likelihood: sureness(json.likelihood, "likelihood")?,
        speaker: name(likeliest.and_then(|speaker| speaker.name), "speakerHypotheses")?,
        language: name(json.lang, "lang")?,
    })
}

fn query(json: QueryJson) -> Result<Query, String> {
    Ok(Query {
        channel: super::NAME,
        site: site(json.site_id)?,
        id: name(json.id, "id")?,
        session: name(json.session_id, "sessionId")?,
        text: said(json.input)?.unwrap_or_default(),
        confidence: sureness(json.asr_confidence, "asrConfidence")?,
        language: name(json.lang, "lang")?,
        only: json.intent_filter.unwrap_or_default(),
    })
}

pub(super) fn site(name: Option<String>) -> Result<SiteId, String> {
    SiteId::from_str(name.as_deref().unwrap_or(DEFAULT_SITE))
}

/// Who does not say how sure it is, is sure.
fn sureness(number: Option<f64>, key: &str) -> Result<f32, String> {
    match number.unwrap_or(1.0) {
        #[allow(clippy::cast_possible_truncation)] // It is between 0 and 1.
        number if (0.0..=1.0).contains(&number) => Ok(number as f32),
        _ => Err(format!("`{key}` is no number from 0 to 1")),
    }
}

/// An empty name is none: some clients write that.
pub(super) fn name(name: Option<String>, key: &str) -> Result<Option<String>, String> {
    match name.filter(|name| !name.is_empty()) {
        Some(name) if name.chars().count() > NAME_LIMIT => {
            Err(format!("`{key}` has more than {NAME_LIMIT} characters"))
        }
        name => Ok(name),
    }
}

/// A text that has words in it.
pub(super) fn said(text: String) -> Result<Option<String>, String> {
    if text.chars().count() > TEXT_LIMIT {
        return Err(format!("`text` has more than {TEXT_LIMIT} characters"));
    }
    Ok(Some(text).filter(|text| !text.trim().is_empty()))
}
