//! Home Assistant: each site is shown as a device whose entities read and write the native topics.
//!
//! It is told by retained messages, again on each connection and whenever it says that it has started (MQTT discovery,
//! <https://www.home-assistant.io/integrations/mqtt/#mqtt-discovery>).

pub mod discovery;

use jiff::Timestamp;
use rumqttc::{QoS, SubscribeFilter};

use self::discovery::{Announcement, Site, announcements};
use super::dialect::{Delivery, Dialect, Refusal, Taken};
use super::outbox::Message;
use crate::config::Config;
use crate::event::Event;
use crate::text_to_speech::choice::choices;

/// The incoming half; what it shows is published on the native topics.
pub(super) struct HomeAssistant {
    /// Where it says that it has started, or ends.
    status: String,
    announcements: Vec<Announcement>,
}

impl HomeAssistant {
    pub(super) fn new(config: &Config) -> Self {
        let prefix = config.mqtt.home_assistant_prefix.trim_end_matches('/');
        let own = &config.assistant.site;
        let voices = choices(&config.speech, &config.assistant.language, &config.data_folder());
        let sites = Site::all(config, &voices);
        let announcements = sites.iter().flat_map(|site| announcements(prefix, own, site)).collect();
        Self { status: format!("{prefix}/status"), announcements }
    }
}

impl Dialect for HomeAssistant {
    fn subscriptions(&self) -> Vec<SubscribeFilter> {
        vec![SubscribeFilter::new(self.status.clone(), QoS::AtLeastOnce)]
    }

    fn take(&mut self, delivery: Delivery<'_>, _now: Timestamp) -> Taken {
        let started = delivery.payload == b"online";
        Taken { messages: if started { self.introduction() } else { Vec::new() }, ..Taken::default() }
    }

    fn introduction(&self) -> Vec<Message> {
        let message = |one: &Announcement| Message::json(&one.topic, &one.content).map(Message::retained);
        self.announcements.iter().filter_map(|one| message(one).ok()).collect()
    }

    fn undo(&mut self, _event: Event, _refusal: Refusal) -> Taken {
        Taken::default()
    }
}
