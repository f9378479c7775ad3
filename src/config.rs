//! The configuration: one strict struct per stage. A key that nobody knows is an error that names the nearest one.

mod audio;
mod handover;
mod hermes;
mod hubs;
mod mqtt;
mod permission;
mod privacy;
mod ranges;
mod reading;
mod receipts;

use std::path::{Path, PathBuf};

use jiff::civil::Time;
use serde::{Deserialize, Serialize};

pub use audio::{AudioConfig, SiteAudioConfig};
pub use handover::{HandoverConfig, Way};
pub use hermes::HermesConfig;
pub use hubs::{AlexaConfig, DialogflowConfig, HttpConfig, HubWay, LinkedConfig};
pub use mqtt::{LoudspeakerConfig, MqttConfig, Share};
pub use permission::{PermissionConfig, SiteConfig, SpeakerConfig};
pub use privacy::PrivacyConfig;
pub use receipts::{EmailConfig, Paper, ReceiptsConfig, Tls};

/// `orderly.toml`. Every key has a default, so an empty file is a whole configuration.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Who and where.
    pub assistant: AssistantConfig,
    /// Microphone and loudspeaker.
    pub audio: AudioConfig,
    /// When an utterance starts and ends.
    pub listening: ListeningConfig,
    /// Speech to text.
    pub recognition: RecognitionConfig,
    /// Sentences and replies.
    pub understanding: UnderstandingConfig,
    /// The conversation.
    pub dialogue: DialogueConfig,
    /// Text to speech.
    pub speech: SpeechConfig,
    /// What the owner of the local shop sets.
    pub shop: ShopConfig,
    /// The MQTT bridge.
    pub mqtt: MqttConfig,
    /// Satellites on the broker.
    pub hermes: HermesConfig,
    /// Where hubs reach the assistant over HTTPS.
    pub http: HttpConfig,
    /// An Alexa skill.
    pub alexa: AlexaConfig,
    /// A Dialogflow agent.
    pub dialogflow: DialogflowConfig,
    /// Who may buy what.
    pub permission: PermissionConfig,
    /// What is remembered, and for how long.
    pub privacy: PrivacyConfig,
    /// A person takes over.
    pub handover: HandoverConfig,
    /// What the shopper gets in writing.
    pub receipts: ReceiptsConfig,
    /// The mail server.
    pub email: EmailConfig,
}

/// Who and where.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AssistantConfig {
    /// The site of this microphone: a name for the place where people speak to it.
    pub site: String,
    /// The language that is spoken, `en`.
    pub language: String,
    /// Languages that are spoken besides: whoever speaks one is answered in it.
    pub other_languages: Vec<String>,
    /// Where shop, journal, downloaded models and voices are kept. Empty: the system's place for it.
    pub data: PathBuf,
}

impl AssistantConfig {
    /// Every language that is spoken, the first one first.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.language).chain(&self.other_languages).map(String::as_str)
    }
}

impl Default for AssistantConfig {
    fn default() -> Self {
        Self { site: "home".to_owned(), language: "en".to_owned(), other_languages: Vec::new(), data: PathBuf::new() }
    }
}

/// What opens a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wake {
    /// A spoken phrase, alone or in front of a command.
    Phrase,
    /// The Enter key in the terminal.
    PushToTalk,
    /// Anything that is said.
    Always,
}

/// When an utterance starts and ends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ListeningConfig {
    /// `phrase`, `push-to-talk` or `always`.
    pub wake: Wake,
    /// A key to talk on a GPIO line, by its chip and its number, such as `/dev/gpiochip0:17`; pressed, it connects the line to
    /// ground. Empty: none.
    pub button: String,
    /// The phrases that wake, each of them.
    pub wake_phrases: Vec<String>,
    /// How easily they wake, 0 to 1: more misses fewer calls, less wakes less often by mistake. `orderly wake test`
    /// proposes one.
    pub wake_sensitivity: f32,
    /// `silero`, or `energy` where ONNX Runtime is not there.
    pub vad: String,
    /// What PocketSphinx hears commands through: `dtln`, `gtcrn`, `rnnoise`, several of them with a + between their names,
    /// or `none`. Of several the first counts in a quiet room, the mean of all in noise. Whisper hears sound as it is.
    pub noise_suppression: String,
    /// Speech from this probability on, 0 to 1.
    pub threshold: f32,
    /// Sound before the first speech that is kept, ms.
    pub pre_roll_ms: u32,
    /// Silence that ends an utterance, ms.
    pub end_silence_ms: u32,
    /// Silence that ends an utterance in which everything was said, ms.
    pub whole_silence_ms: u32,
    /// Silence that ends an utterance whose end is missing, ms.
    pub unfinished_silence_ms: u32,
    /// The longest utterance, ms.
    pub cap_ms: u32,
    /// Silence after a question that counts as no answer, ms.
    pub no_input_ms: u32,
    /// Whether "stop" and the wake phrase interrupt the assistant while it speaks.
    pub barge_in: bool,
}

impl Default for ListeningConfig {
    fn default() -> Self {
        Self {
            wake: Wake::Phrase,
            button: String::new(),
            wake_phrases: vec!["hey orderly".to_owned()],
            wake_sensitivity: 0.5,
            vad: "silero".to_owned(),
            noise_suppression: "dtln+gtcrn".to_owned(),
            threshold: 0.5,
            pre_roll_ms: 320,
            end_silence_ms: 640,
            whole_silence_ms: 256,
            unfinished_silence_ms: 1_280,
            cap_ms: 12_000,
            no_input_ms: 8_000,
            barge_in: false,
        }
    }
}

/// Speech to text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RecognitionConfig {
    /// `sphinx`, `whisper`, or `cascade`: sphinx answers where it is sure, whisper decides the rest. `auto` takes whisper
    /// where a model is there, else sphinx.
    pub engine: String,
    /// A ggml model file for whisper. Empty: the largest one in a models folder that this machine is quick enough for.
    pub model: PathBuf,
    /// In a cascade sphinx answers alone from this confidence on, 0 to 1; a yes that orders always takes both.
    pub alone_confidence: f32,
    /// Hypotheses below this confidence are no match, 0 to 1.
    pub minimum_confidence: f32,
    /// The spoken yes that orders needs this much, 0 to 1: asking once more costs less than a wrong order.
    pub minimum_confirmation_confidence: f32,
}

impl Default for RecognitionConfig {
    fn default() -> Self {
        Self {
            engine: "auto".to_owned(),
            model: PathBuf::new(),
            alone_confidence: 0.97,
            minimum_confidence: 0.5,
            minimum_confirmation_confidence: 0.7,
        }
    }
}

/// Sentences and replies.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct UnderstandingConfig {
    /// A folder `<lang>/*.yaml` to use instead of the built-in sentences. Empty: the built-in ones.
    pub intents: PathBuf,
}

/// The conversation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DialogueConfig {
    /// How long a quote can be confirmed after it was heard, seconds.
    pub confirmation_s: u32,
    /// How long a session stays open without a word, seconds.
    pub session_s: u32,
    /// The most of one product that can be ordered by voice.
    pub maximum_quantity: u32,
    /// Whether news of orders (shipped, late, delivered) is said unasked, outside quiet hours. Else at the next occasion.
    pub announce: bool,
    /// Whether the household is told what it usually buys about now, when it talks to the assistant anyway.
    pub reminders: bool,
    /// The time of the day, `10:00`, at which subscriptions that are due are announced, where `announce` is on. Empty: they
    /// wait for the next occasion.
    pub remind_at: String,
    /// How the assistant talks: `plain`, `warm` or `formal`.
    pub tone: Tone,
    /// A file with replies of your own, which are said instead of those of the tone. Empty: none.
    pub replies: PathBuf,
}

/// How the assistant talks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tone {
    /// Short and friendly.
    Plain,
    /// As somebody who is glad to help.
    Warm,
    /// As somebody who says `u`, `Sie`, `vous` or `usted`.
    Formal,
}

impl Default for DialogueConfig {
    fn default() -> Self {
        Self {
            confirmation_s: 20,
            session_s: 60,
            maximum_quantity: 24,
            announce: true,
            reminders: true,
            remind_at: "10:00".to_owned(),
            tone: Tone::Plain,
            replies: PathBuf::new(),
        }
    }
}

impl DialogueConfig {
    /// When subscriptions that are due are announced; `None`: never unasked.
    ///
    /// # Errors
    /// It is no time of the day.
    pub fn reminder_time(&self) -> Result<Option<Time>, String> {
        if self.remind_at.is_empty() {
            return Ok(None);
        }
        let time = Time::strptime("%H:%M", &self.remind_at);
        let wrong =
            |_| format!("`{}` is no time of the day such as \"10:00\"; leave it empty for never", self.remind_at);
        time.map(Some).map_err(wrong)
    }
}

/// Text to speech.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SpeechConfig {
    /// `auto` takes piper when a voice is in a voices folder, else espeak; or one of the two by name.
    pub engine: String,
    /// A Piper voice (`.onnx`), or the name of an espeak-ng voice such as `en-gb`. Empty: the first one there is.
    pub voice: String,
    /// Words a minute.
    pub words_per_minute: u32,
    /// Whether short sounds say that the microphone is open, that something takes a moment, and that something was not
    /// understood. Never in quiet hours.
    pub earcons: bool,
    /// A file with words and how they are said, a line each: `quinoa = keenwah`. Empty: none.
    pub lexicon: PathBuf,
    /// The most room on the disk for prompts that a Piper voice made before, MB; 0: none is kept.
    pub cache_mb: u32,
}

impl Default for SpeechConfig {
    fn default() -> Self {
        Self {
            engine: "auto".to_owned(),
            voice: String::new(),
            words_per_minute: 165,
            earcons: true,
            lexicon: PathBuf::new(),
            cache_mb: 16,
        }
    }
}

/// What the owner of the local shop sets, besides the products and the shipping that are imported. What is empty or zero
/// stays as the shop has it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ShopConfig {
    /// Who sells: read out before an order is confirmed.
    pub seller: String,
    /// Where orders go, as a label such as `home`; no address.
    pub deliver_to: String,
    /// What pays for orders, as a label such as `card` (your saved one) or `invoice`; no number of a card.
    pub pay_with: String,
    /// For how many days after the delivery goods can be sent back.
    pub withdrawal_days: u16,
    /// The tax that prices contain, percent.
    pub tax_percent: f64,
}

impl ShopConfig {
    /// The tax in hundredths of a percent.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 10 000 after the check")]
    pub fn tax_rate(&self) -> u16 {
        (self.tax_percent * 100.0).round() as u16
    }
}

/// What can be wrong with a configuration file.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// It cannot be read.
    #[error("{}: {source}. Check the path after --config, or leave it out to use the defaults", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// It is no configuration.
    #[error("{}", shown(path, problems))]
    Malformed {
        /// The file.
        path: PathBuf,
        /// Everything that is wrong with it, from top to bottom; at least one.
        problems: Vec<Problem>,
    },
}

/// Something that is wrong in a configuration file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The line, from 1 on.
    pub line: usize,
    /// The key, the value that was expected, and what to do.
    pub reason: String,
}

fn shown(path: &Path, problems: &[Problem]) -> String {
    let line = |problem: &Problem| format!("{}:{}: {}", path.display(), problem.line, problem.reason);
    problems.iter().map(line).collect::<Vec<_>>().join("\n")
}

impl Config {
    /// The same where this language alone is spoken. What the owner chose for the first language, a voice and own replies, is
    /// not for another one.
    #[must_use]
    pub fn in_language(&self, tag: &str) -> Self {
        let mut other = self.clone();
        other.assistant.other_languages.clear();
        if tag != self.assistant.language {
            tag.clone_into(&mut other.assistant.language);
            other.dialogue.replies = PathBuf::new();
            other.speech.voice.clear();
            if other.speech.engine == "piper" {
                "auto".clone_into(&mut other.speech.engine);
            }
        }
        other
    }

    /// Reads a configuration file; without a path, the defaults.
    ///
    /// # Errors
    /// [`ConfigError`] names the lines and the keys, what was expected, and the nearest key that exists.
    pub fn load(path: Option<&Path>) -> Result<Self, ConfigError> {
        let Some(path) = path else { return Ok(Self::default()) };
        let text = std::fs::read(path).map_err(|source| ConfigError::Unreadable { path: path.to_owned(), source })?;
        reading::read(&text).map_err(|problems| ConfigError::Malformed { path: path.to_owned(), problems })
    }

    /// Where the data is: what the file says, else the system's place.
    #[must_use]
    pub fn data_folder(&self) -> PathBuf {
        if self.assistant.data == Path::new("") {
            crate::locations::default_data_folder()
        } else {
            self.assistant.data.clone()
        }
    }
}
