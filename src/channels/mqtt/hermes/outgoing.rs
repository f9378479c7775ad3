//! What the daemon says on the Hermes topics.

use serde::Serialize;

use super::asr::{Captured, Voice};
use super::injection::NotInjected;
use super::nlu::{NotParsed, Parsed, Wanted};
use super::topics::Topic;
use crate::event::SiteId;

/// A message to satellites and other clients.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Outgoing {
    /// Wake words count again.
    HotwordOn(Place),
    /// Wake words do not count until then.
    HotwordOff(Place),
    /// Listen.
    StartListening(StartListening),
    /// Listen no more.
    StopListening(Place),
    /// Say this.
    Say(Say),
    /// A session begins.
    SessionStarted(Session),
    /// A session waits for its site.
    SessionQueued(Session),
    /// A session is over.
    SessionEnded(SessionEnded),
    /// Nothing was understood of what was said in a session.
    Missed(Missed),
    /// Something is wanted in a session.
    Intent(Wanted),
    /// A session could not be had, or was given up.
    Error(Failure),
    /// What a text means.
    IntentParsed(Parsed),
    /// A text is no wish.
    IntentNotRecognized(NotParsed),
    /// It was said.
    SayFinished(SayFinished),
    /// What somebody said, as the recogniser heard it.
    Captured(Captured),
    /// What it heard so far.
    PartlyCaptured(Captured),
    /// Somebody begins to speak.
    VadUp(Voice),
    /// Nobody speaks any more.
    VadDown(Voice),
    /// The recogniser could not hear.
    Unheard(Failure),
    /// Words were not taken.
    NotInjected(NotInjected),
}

impl Outgoing {
    /// Whether it is worth publishing when the broker is back.
    #[must_use]
    pub const fn counts_later(&self) -> bool {
        matches!(self, Self::HotwordOn(_) | Self::SessionEnded(_))
    }

    /// Where it is published.
    #[must_use]
    pub fn topic(&self) -> Topic {
        match self {
            Self::HotwordOn(_) => Topic::HotwordOn,
            Self::HotwordOff(_) => Topic::HotwordOff,
            Self::StartListening(_) => Topic::StartListening,
            Self::StopListening(_) => Topic::StopListening,
            Self::Say(_) => Topic::Say,
            Self::SessionStarted(_) => Topic::SessionStarted,
            Self::SessionQueued(_) => Topic::SessionQueued,
            Self::SessionEnded(_) => Topic::SessionEnded,
            Self::Missed(_) => Topic::Missed,
            Self::Intent(wanted) => Topic::Intent(wanted.intent().to_owned()),
            Self::Error(_) => Topic::Error("dialogueManager".to_owned()),
            Self::IntentParsed(_) => Topic::IntentParsed,
            Self::IntentNotRecognized(_) => Topic::IntentNotRecognized,
            Self::SayFinished(_) => Topic::SayFinished,
            Self::Captured(_) => Topic::TextCaptured,
            Self::PartlyCaptured(_) => Topic::PartialTextCaptured,
            Self::VadUp(voice) => Topic::VadUp(voice.site_id.clone()),
            Self::VadDown(voice) => Topic::VadDown(voice.site_id.clone()),
            Self::Unheard(_) => Topic::Error("asr".to_owned()),
            Self::NotInjected(_) => Topic::Error("injection".to_owned()),
        }
    }
}

/// A session at a site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Place {
    /// The site.
    pub site_id: SiteId,
    /// The session.
    pub session_id: String,
}

/// Listen for what is said next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StartListening {
    /// The site.
    pub site_id: SiteId,
    /// The session.
    pub session_id: String,
    /// Whether silence ends what is said.
    pub stop_on_silence: bool,
    /// Whether the sound is to be published; it never is.
    pub send_audio_captured: bool,
    /// The wake word that opened the session.
    pub wakeword_id: Option<String>,
}

/// Say something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Say {
    /// The words.
    pub text: String,
    /// Their language.
    pub lang: String,
    /// What `sayFinished` names.
    pub id: String,
    /// Where.
    pub site_id: SiteId,
    /// In which session.
    pub session_id: String,
}

/// Something was said to its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SayFinished {
    /// What it was called by who asked for it.
    pub id: Option<String>,
    /// Where.
    pub site_id: SiteId,
    /// In which session.
    pub session_id: Option<String>,
}

/// A session begins or waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Session {
    /// The session.
    pub session_id: String,
    /// Where.
    pub site_id: SiteId,
    /// What the client gave that asked for it.
    pub custom_data: Option<String>,
}

/// A session is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SessionEnded {
    /// Which.
    #[serde(flatten)]
    pub session: Session,
    /// Why.
    pub termination: Termination,
}

/// Why a session is over, in words that both dialects read: one of them has no `siteUnavailable`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "reason", rename_all = "camelCase")]
pub enum Termination {
    /// Everything was said.
    Nominal,
    /// The shopper wanted it to stop.
    AbortedByUser,
    /// Nothing was understood.
    IntentNotRecognized,
    /// Nobody said anything, or the satellite did not say what it was to say.
    Timeout,
    /// A part of the satellite or of the daemon failed.
    Error {
        /// What happened.
        error: String,
    },
}

/// Nothing was understood. The words are not handed on: they may be a code.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Missed {
    /// The session.
    #[serde(flatten)]
    pub session: Session,
    /// How sure it is that it was no wish, 0 to 1.
    pub confidence_score: f32,
}

/// Something went wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Failure {
    /// What happened, and what to do.
    pub error: String,
    /// Where; `None` when it was about all sites.
    pub site_id: Option<SiteId>,
    /// In which session.
    pub session_id: Option<String>,
}
