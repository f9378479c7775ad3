//! The keys to talk of this machine.

use std::io::{BufReader, stdin};

use crate::assistant::{Assistant, AssistantError};
use crate::buttons;
use crate::config::{Config, Wake};
use crate::event::{Event, SiteId};

/// Watches the keys that are configured: Enter, and a GPIO line. Each opens the microphone of the own site.
///
/// # Errors
/// [`AssistantError::Button`] when one of them cannot be used.
pub fn add_buttons(assistant: &Assistant, config: &Config) -> Result<(), AssistantError> {
    let mut all = Vec::new();
    if config.listening.wake == Wake::PushToTalk {
        all.push(buttons::lines("Enter", BufReader::new(stdin())));
    }
    if !config.listening.button.is_empty() {
        all.push(buttons::gpio(&config.listening.button)?);
    }
    for mut button in all {
        let (events, site) = (assistant.events(), SiteId(config.assistant.site.clone()));
        let watch = move || {
            loop {
                match button.pressed() {
                    Ok(true) if events.send(Event::Woken { site: site.clone() }).is_ok() => {}
                    Ok(_) => return,
                    Err(error) => return tracing::error!("{error}; it is not heard any more"),
                }
            }
        };
        std::thread::Builder::new().name("button".to_owned()).spawn(watch).map_err(AssistantError::Thread)?;
    }
    Ok(())
}
