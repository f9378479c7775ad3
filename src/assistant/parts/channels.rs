//! Which channels there are, and what they are made of.

use std::sync::Arc;

use super::{replies_in_each, samples};
use crate::assistant::{Assistant, AssistantError};
use crate::channels::hub::hubs::{self, Common, Open};
use crate::channels::hub::{Hub, HubChannel, Wording};
use crate::config::{Config, HubWay};

/// Connects the channels that are turned on. `false` when there is none.
///
/// # Errors
/// [`AssistantError::Channel`], and [`AssistantError::NotBuilt`] for a channel that this program was built without.
pub fn add_channels(assistant: &mut Assistant, config: &Config) -> Result<bool, AssistantError> {
    let hubs = if config.alexa.enabled || config.dialogflow.enabled {
        let (wording, replies) = (samples(config)?.map(Wording::new), replies_in_each(config)?);
        hubs::open(config, Common { wording, replies, patience: None })?
    } else {
        Vec::new()
    };
    connect(assistant, config, hubs)
}

/// The same with these hubs.
///
/// # Errors
/// As [`add_channels`].
fn connect(assistant: &mut Assistant, config: &Config, hubs: Vec<Open>) -> Result<bool, AssistantError> {
    let over_https = Open::over(HubWay::Https, &hubs);
    if !over_https.is_empty() || config.http.takes_buttons() {
        serve(assistant, config, over_https)?;
    }
    let over_mqtt = Open::over(HubWay::Mqtt, &hubs);
    let any = config.mqtt.enabled || !hubs.is_empty();
    // At the end channels go in this order: what hubs are told then needs the bridge.
    for Open { hub, .. } in hubs {
        assistant.add_channel(Box::new(HubChannel::new(hub)));
    }
    if config.mqtt.enabled {
        add_bridge(assistant, config, over_mqtt)?;
    }
    Ok(any)
}

#[cfg(feature = "mqtt")]
fn add_bridge(assistant: &mut Assistant, config: &Config, hubs: Vec<Arc<Hub>>) -> Result<(), AssistantError> {
    use crate::channels::mqtt::{Bridge, hermes};

    let voice =
        (!config.hermes.speak_for.is_empty()).then(|| super::readers(config)).transpose()?.map(|chosen| chosen.part);
    let ear = (!config.hermes.transcribe_for.is_empty()).then(|| satellites_ear(assistant, config)).transpose()?;
    let bridge = Bridge::connect_with(config, hermes::Parts { voice, ear }, hubs, assistant.events())?;
    for channel in bridge.channels {
        assistant.add_channel(channel);
    }
    Ok(())
}

/// What recognises for satellites: a listener for each site, and recognisers for all of them.
#[cfg(feature = "mqtt")]
fn satellites_ear(
    assistant: &Assistant,
    config: &Config,
) -> Result<crate::channels::mqtt::hermes::EarParts, AssistantError> {
    use std::collections::BTreeSet;

    use crate::event::SiteId;
    use crate::listening::{Listener, vad};

    let sites: BTreeSet<SiteId> = config.hermes.transcribe_for.iter().cloned().map(SiteId).collect();
    let mut listeners = Vec::new();
    for site in sites {
        let detector = vad::open(&config.listening.vad, &config.data_folder())?;
        if let Some(instead) = detector.instead.filter(|_| listeners.is_empty()) {
            assistant.timeline().warn(&instead);
        }
        listeners.push((site, Listener::new(detector.vad, &config.listening)));
    }
    let super::Chosen { part: recognizers, note } =
        super::recognizers(config, &assistant.understanding().vocabulary()?)?;
    assistant.timeline().note(&format!("for satellites: {note}"));
    Ok(crate::channels::mqtt::hermes::EarParts { listeners, recognizers })
}

#[cfg(not(feature = "mqtt"))]
fn add_bridge(_assistant: &mut Assistant, _config: &Config, _hubs: Vec<Arc<Hub>>) -> Result<(), AssistantError> {
    Err(AssistantError::NotBuilt { what: "MQTT bridge", feature: "mqtt" })
}

#[cfg(feature = "hubs")]
fn serve(assistant: &mut Assistant, config: &Config, hubs: Vec<Arc<Hub>>) -> Result<(), AssistantError> {
    use crate::channels::{alexa::certificates::Certificates, http};

    let microphones = assistant.microphones();
    let server = http::serve(config, hubs, Certificates::of_amazon(), microphones, &assistant.events())?;
    assistant.keep(Box::new(server));
    Ok(())
}

#[cfg(not(feature = "hubs"))]
fn serve(_assistant: &mut Assistant, _config: &Config, _hubs: Vec<Arc<Hub>>) -> Result<(), AssistantError> {
    Err(AssistantError::NotBuilt { what: "server for hubs and buttons", feature: "hubs" })
}
