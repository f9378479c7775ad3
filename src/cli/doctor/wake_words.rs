//! What listens for the wake phrases.

use std::path::Path;

use super::Check;
use crate::config::{Config, Wake};
use crate::listening::wake_word::{self, Trained};

pub(super) fn wake_words(config: &Config, data: &Path) -> Check {
    const NAME: &str = "wake words";
    if config.listening.wake != Wake::Phrase {
        return Check::ok(NAME, "none, as configured");
    }
    let phrases = &config.listening.wake_phrases;
    match wake_word::trained(&config.listening, data) {
        Ok(Trained { instead: Some(reason), .. }) => Check { advice: None, ..Check::missing(NAME, reason, "") },
        Ok(Trained { phrases: trained, .. }) => {
            let how = |phrase: &String| {
                let by = if trained.contains(phrase) { "a network" } else { "the recogniser" };
                format!("“{phrase}” by {by}")
            };
            Check::ok(NAME, phrases.iter().map(how).collect::<Vec<_>>().join(", "))
        }
        Err(error) => Check::broken(NAME, error.to_string(), "Correct vad under [listening]"),
    }
}
