//! What is said to the recogniser of a site and by it: `hermes/asr/…`, and the sound of `hermes/audioServer/<site>/…`.

use serde::{Deserialize, Serialize};

use super::incoming::{Incoming, json, name, site};
use super::sound::Sound;
use super::topics::Topic;
use crate::event::SiteId;

/// What the recogniser of a site hears of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// Somebody is to be listened to.
    Start(Start),
    /// Nobody is to be listened to any more.
    Stop {
        /// In which session; in any when it is not said.
        session: Option<String>,
    },
    /// The sound of the site is to be heard, or not.
    Toggle(bool),
    /// A piece of its sound.
    Sound(Sound),
    /// A piece of its sound that cannot be heard, and why not.
    Unreadable(String),
}

/// How somebody is to be listened to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Start {
    /// In which session.
    pub session: Option<String>,
    /// Whether silence ends what is said; if not, only [`Heard::Stop`] does.
    pub stop_on_silence: bool,
}

/// Reads a message for a recogniser.
///
/// # Errors
/// What is wrong, without anything of the content.
pub(super) fn read(topic: &Topic, payload: &[u8]) -> Result<Incoming, String> {
    let (site, heard) = match topic {
        Topic::AudioFrame(site) => (site.clone(), Heard::Sound(Sound::read(payload)?)),
        Topic::StartListening => {
            let StartJson { site_id, session_id, stop_on_silence } = json(payload)?;
            let session = name(session_id, "sessionId")?;
            (site(site_id)?, Heard::Start(Start { session, stop_on_silence: stop_on_silence.unwrap_or(true) }))
        }
        Topic::StopListening => {
            let PlaceJson { site_id, session_id } = json(payload)?;
            (site(site_id)?, Heard::Stop { session: name(session_id, "sessionId")? })
        }
        other => {
            let PlaceJson { site_id, .. } = json(payload)?;
            (site(site_id)?, Heard::Toggle(*other == Topic::AsrOn))
        }
    };
    Ok(Incoming::Heard { site, heard })
}

/// The sound is never sent anywhere, so `sendAudioCaptured` is skipped like everything else.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct StartJson {
    site_id: Option<String>,
    session_id: Option<String>,
    stop_on_silence: Option<bool>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PlaceJson {
    site_id: Option<String>,
    session_id: Option<String>,
}

/// What was said at a site, or is being said.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Captured {
    /// The words; empty when nobody spoke or nothing was understood.
    pub text: String,
    /// How sure of them, 0 to 1.
    pub likelihood: f32,
    /// How long it was, seconds.
    pub seconds: f32,
    /// Where.
    pub site_id: SiteId,
    /// In which session.
    pub session_id: Option<String>,
    /// Their language, where it was made out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
}

/// Somebody begins or ends to speak.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Voice {
    /// Where.
    pub site_id: SiteId,
}
