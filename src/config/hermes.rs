//! The section `[hermes]`: satellites that speak the Hermes protocol on the broker of `[mqtt]`.

use serde::{Deserialize, Serialize};

/// Satellites that detect a wake word, recognise and speak by themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct HermesConfig {
    /// Whether to be their dialogue manager; there must be no other one on the broker.
    pub enabled: bool,
    /// How long a satellite may listen until it has words, seconds.
    pub listen_s: u32,
    /// Whether to answer what a text means, `hermes/nlu/query`. Everybody on the broker may ask.
    pub understand: bool,
    /// Whether to tell on `hermes/intent/<name>` what is wanted in a session, for other skills: whoever may read there
    /// reads what the household says and buys. The assistant acts on it all the same.
    pub publish_intents: bool,
    /// The sites that have no voice of their own: what is to be said there is said by the voice of `[speech]`.
    pub speak_for: Vec<String>,
    /// The sites that have no recogniser of their own: what is said there, `hermes/audioServer/<site>/audioFrame`, is
    /// recognised by that of `[recognition]` while `hermes/asr/startListening` asks for it.
    pub transcribe_for: Vec<String>,
}

impl HermesConfig {
    /// Whether anything is spoken in the protocol.
    #[must_use]
    pub fn is_used(&self) -> bool {
        self.enabled || self.understand || !self.speak_for.is_empty() || !self.transcribe_for.is_empty()
    }
}

impl Default for HermesConfig {
    fn default() -> Self {
        let (speak_for, transcribe_for) = (Vec::new(), Vec::new());
        Self { enabled: false, listen_s: 15, understand: false, publish_intents: false, speak_for, transcribe_for }
    }
}
