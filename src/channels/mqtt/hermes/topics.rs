//! The topics of the Hermes protocol that are listened to or published on: `hermes/…`. They are the same in Snips
//! (`hermes-protocol`, `hermes-mqtt/src/topics.rs`) and in Rhasspy 2.5 (`docs/reference.md`).

use std::fmt;
use std::str::FromStr;

use crate::event::SiteId;

/// The filter of [`Topic::Detected`].
pub const ANY_DETECTED: &str = "hermes/hotword/+/detected";

/// The filter of [`Topic::PlayFinished`].
pub const ANY_PLAY_FINISHED: &str = "hermes/audioServer/+/playFinished";

/// The longest level of a name that others choose, bytes.
const NAME_LIMIT: usize = 128;

/// A topic of the Hermes protocol.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Topic {
    /// A wake word was heard. The level is a wake word in one dialect and a site in the other, so only the payload counts.
    Detected(String),
    /// Wake words count again at a site.
    HotwordOn,
    /// Wake words do not count at a site: a session has it.
    HotwordOff,
    /// Listen to what is said next at a site.
    StartListening,
    /// Stop listening there.
    StopListening,
    /// What was said there.
    TextCaptured,
    /// What is being said there, so far.
    PartialTextCaptured,
    /// The sound of a site is heard again.
    AsrOn,
    /// The sound of a site is not heard.
    AsrOff,
    /// A piece of the sound of a site, a small WAV file.
    AudioFrame(SiteId),
    /// Somebody begins to speak at a site.
    VadUp(SiteId),
    /// Nobody speaks there any more.
    VadDown(SiteId),
    /// Say something.
    Say,
    /// It was said.
    SayFinished,
    /// A client asks for a session.
    StartSession,
    /// A client goes on with one.
    ContinueSession,
    /// A client ends one.
    EndSession,
    /// A client turns intents on or off.
    Configure,
    /// A client would have words understood.
    Inject,
    /// A session waits until its site is free.
    SessionQueued,
    /// A session begins.
    SessionStarted,
    /// A session is over.
    SessionEnded,
    /// Nothing was understood in a session.
    Missed,
    /// What does a text mean?
    Query,
    /// It means this.
    IntentParsed,
    /// It means nothing that is understood.
    IntentNotRecognized,
    /// Play this WAV file at a site, under this name.
    PlayBytes(SiteId, String),
    /// A site has played something.
    PlayFinished(SiteId),
    /// Something of this name is wanted in a session.
    Intent(String),
    /// Something went wrong in this component.
    Error(String),
}

/// The topics without a name in them.
const FIXED: [(Topic, &str); 22] = [
    (Topic::HotwordOn, "hermes/hotword/toggleOn"),
    (Topic::HotwordOff, "hermes/hotword/toggleOff"),
    (Topic::StartListening, "hermes/asr/startListening"),
    (Topic::StopListening, "hermes/asr/stopListening"),
    (Topic::TextCaptured, "hermes/asr/textCaptured"),
    (Topic::PartialTextCaptured, "hermes/asr/partialTextCaptured"),
    (Topic::AsrOn, "hermes/asr/toggleOn"),
    (Topic::AsrOff, "hermes/asr/toggleOff"),
    (Topic::Say, "hermes/tts/say"),
    (Topic::SayFinished, "hermes/tts/sayFinished"),
    (Topic::StartSession, "hermes/dialogueManager/startSession"),
    (Topic::ContinueSession, "hermes/dialogueManager/continueSession"),
    (Topic::EndSession, "hermes/dialogueManager/endSession"),
    (Topic::Configure, "hermes/dialogueManager/configure"),
    (Topic::Inject, "hermes/injection/perform"),
    (Topic::SessionQueued, "hermes/dialogueManager/sessionQueued"),
    (Topic::SessionStarted, "hermes/dialogueManager/sessionStarted"),
    (Topic::SessionEnded, "hermes/dialogueManager/sessionEnded"),
    (Topic::Missed, "hermes/dialogueManager/intentNotRecognized"),
    (Topic::Query, "hermes/nlu/query"),
    (Topic::IntentParsed, "hermes/nlu/intentParsed"),
    (Topic::IntentNotRecognized, "hermes/nlu/intentNotRecognized"),
];

impl fmt::Display for Topic {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Detected(word) => write!(formatter, "hermes/hotword/{word}/detected"),
            Self::Error(component) => write!(formatter, "hermes/error/{component}"),
            Self::AudioFrame(site) => write!(formatter, "hermes/audioServer/{site}/audioFrame"),
            Self::VadUp(site) => write!(formatter, "hermes/voiceActivity/{site}/vadUp"),
            Self::VadDown(site) => write!(formatter, "hermes/voiceActivity/{site}/vadDown"),
            Self::Intent(name) => write!(formatter, "hermes/intent/{name}"),
            Self::PlayBytes(site, id) => write!(formatter, "hermes/audioServer/{site}/playBytes/{id}"),
            Self::PlayFinished(site) => write!(formatter, "hermes/audioServer/{site}/playFinished"),
            fixed => {
                let text = FIXED.iter().find(|(topic, _)| topic == fixed).map_or("hermes", |(_, text)| text);
                formatter.write_str(text)
            }
        }
    }
}

impl FromStr for Topic {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Some((topic, _)) = FIXED.into_iter().find(|(_, fixed)| *fixed == text) {
            return Ok(topic);
        }
        let mut levels = text.split('/');
        match [(); 6].map(|()| levels.next()) {
            [Some("hermes"), Some("hotword"), Some(word), Some("detected"), None, None] => {
                Ok(Self::Detected(name(word)?))
            }
            [Some("hermes"), Some("error"), Some(component), None, None, None] => Ok(Self::Error(name(component)?)),
            [Some("hermes"), Some("intent"), Some(intent), None, None, None] => Ok(Self::Intent(name(intent)?)),
            [Some("hermes"), Some("audioServer"), Some(site), Some("playBytes"), Some(id), None] => {
                Ok(Self::PlayBytes(site.parse()?, name(id)?))
            }
            [Some("hermes"), Some("audioServer"), Some(site), Some("playFinished"), None, None] => {
                Ok(Self::PlayFinished(site.parse()?))
            }
            [Some("hermes"), Some("audioServer"), Some(site), Some("audioFrame"), None, None] => {
                Ok(Self::AudioFrame(site.parse()?))
            }
            [Some("hermes"), Some("voiceActivity"), Some(site), Some("vadUp"), None, None] => {
                Ok(Self::VadUp(site.parse()?))
            }
            [Some("hermes"), Some("voiceActivity"), Some(site), Some("vadDown"), None, None] => {
                Ok(Self::VadDown(site.parse()?))
            }
            _ => Err("it is none of the Hermes topics that are listened to".to_owned()),
        }
    }
}

fn name(level: &str) -> Result<String, String> {
    if (1..=NAME_LIMIT).contains(&level.len()) && !level.contains(['+', '#', '\0']) {
        Ok(level.to_owned())
    } else {
        Err(format!("a level of its topic is no name of 1 to {NAME_LIMIT} bytes"))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn kitchen() -> SiteId {
        SiteId("kitchen".to_owned())
    }

    #[test]
    fn every_topic_is_read_as_it_is_written() {
        let named = [
            (Topic::Detected("porcupine".to_owned()), "hermes/hotword/porcupine/detected"),
            (Topic::Error("tts".to_owned()), "hermes/error/tts"),
            (Topic::Intent("Buy".to_owned()), "hermes/intent/Buy"),
            (Topic::PlayBytes(kitchen(), "7".to_owned()), "hermes/audioServer/kitchen/playBytes/7"),
            (Topic::PlayFinished(kitchen()), "hermes/audioServer/kitchen/playFinished"),
            (Topic::AudioFrame(kitchen()), "hermes/audioServer/kitchen/audioFrame"),
            (Topic::VadUp(kitchen()), "hermes/voiceActivity/kitchen/vadUp"),
            (Topic::VadDown(kitchen()), "hermes/voiceActivity/kitchen/vadDown"),
        ];
        for (topic, text) in FIXED.into_iter().chain(named) {
            assert_eq!(topic.to_string(), text);
            assert_eq!(text.parse(), Ok(topic));
        }
    }

    #[test]
    fn other_topics_are_refused() {
        for text in [
            "",
            "hermes",
            "hermes/hotword//detected",
            "hermes/hotword/+/detected",
            "hermes/hotword/a/b/detected",
            "hermes/asr/textCaptured/",
            "hermes/error/",
            "hermes/intent/",
            "hermes/error/#",
            "hermes/audioServer/my kitchen/playFinished",
            "hermes/audioServer/kitchen/playBytes",
            "Hermes/error/tts",
        ] {
            assert!(text.parse::<Topic>().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_read_is_written_the_same(text in "hermes/(hotword|error|asr|audioServer|voiceActivity)/[a-z+#é]{0,4}(/detected|/playFinished|/audioFrame|/vadUp|/playBytes/[a-z]?)?") {
            if let Ok(topic) = text.parse::<Topic>() {
                prop_assert_eq!(topic.to_string(), text);
            }
        }

        #[test]
        fn no_text_makes_it_panic(text in ".{0,200}") {
            let _read_or_refused = text.parse::<Topic>();
        }
    }
}
