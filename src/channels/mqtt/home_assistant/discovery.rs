//! What Home Assistant is told of a site: the device and its entities, each with the native topics that it reads and
//! writes. The form with one topic an entity, which every version understands.

use serde_json::{Map, Value, json};

use crate::channels::mqtt::native::topics::Leaf;
use crate::commerce::order::OrderStatus;
use crate::config::Config;
use crate::dialogue::manner::Manner;
use crate::event::{Activity, SiteId};

/// What is published about one entity, retained.
#[derive(Debug, Clone, PartialEq)]
pub struct Announcement {
    /// `<prefix>/<component>/<node>/<object>/config`.
    pub topic: String,
    /// The content.
    pub content: Value,
}

/// A place of interaction as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// Its name.
    pub id: SiteId,
    /// Whether there is a microphone of this machine.
    pub hears: bool,
    /// Whether there is a loudspeaker of this machine.
    pub speaks: bool,
    /// Whether what was heard is told.
    pub transcript: bool,
    /// The voices to choose from.
    pub voices: Vec<String>,
}

impl Site {
    /// The daemon's own site, and those with devices of their own, where these voices can be chosen.
    #[must_use]
    pub fn all(config: &Config, voices: &[String]) -> Vec<Self> {
        let transcript = config.mqtt.transcript;
        let there = |device: &str| !device.is_empty() && device != "none";
        let (hears, speaks) = (there(&config.audio.input), there(&config.audio.output));
        let own = Self {
            id: SiteId(config.assistant.site.clone()),
            hears,
            speaks: hears && speaks,
            transcript,
            voices: voices.to_vec(),
        };
        let others = config.audio.sites.iter().map(|(site, devices)| Self {
            id: SiteId(site.clone()),
            hears: there(&devices.input),
            speaks: there(&devices.output),
            transcript,
            voices: voices.to_vec(),
        });
        [own].into_iter().chain(others).collect()
    }
}

/// An id and a time, as Home Assistant fills them in when a button is pressed, so that it counts once and now.
const STAMP: &str = r#""id": "ha-{{ now().timestamp() }}", "ts": "{{ now().isoformat() }}""#;

/// What is published about a site, under this prefix. `own` is the site whose status says whether the daemon is there.
#[must_use]
pub fn announcements(prefix: &str, own: &str, site: &Site) -> Vec<Announcement> {
    let name = &site.id.0;
    // A topic of theirs takes no dots.
    let node = format!("orderly_{}", name.replace('.', "-"));
    let device = json!({
        "identifiers": [node],
        "name": format!("Orderly {name}"),
        "manufacturer": "Orderly",
        "model": "Voice commerce assistant",
        "sw_version": env!("CARGO_PKG_VERSION"),
    });
    let entities = entities(site).into_iter();
    entities
        .map(|Entity { component, object, mut content }| {
            content.insert("unique_id".to_owned(), json!(format!("{node}_{object}")));
            content.insert("object_id".to_owned(), json!(format!("{node}_{object}")));
            content.insert("device".to_owned(), device.clone());
            content.insert("availability_topic".to_owned(), json!(topic(Leaf::Status, &SiteId(own.to_owned()))));
            content.insert("availability_template".to_owned(), json!("{{ value_json.state }}"));
            content.insert("qos".to_owned(), json!(1));
            let topic = format!("{prefix}/{component}/{node}/{object}/config");
            Announcement { topic, content: Value::Object(content) }
        })
        .collect()
}

struct Entity {
    component: &'static str,
    object: &'static str,
    content: Map<String, Value>,
}

impl Entity {
    fn new(component: &'static str, object: &'static str, name: &str, icon: &str, content: Value) -> Self {
        let Value::Object(mut content) = content else { return Self { component, object, content: Map::new() } };
        content.insert("name".to_owned(), json!(name));
        content.insert("icon".to_owned(), json!(icon));
        Self { component, object, content }
    }
}

fn topic(leaf: Leaf, site: &SiteId) -> String {
    leaf.of(site.clone()).to_string()
}

fn entities(site: &Site) -> Vec<Entity> {
    let topic = |leaf| topic(leaf, &site.id);
    let button = |object, name, icon, leaf| {
        let content = json!({"command_topic": topic(leaf), "command_template": format!("{{{STAMP}}}")});
        Entity::new("button", object, name, icon, content)
    };
    let statuses: Vec<String> = OrderStatus::ALL.iter().map(ToString::to_string).collect();
    let mut entities = vec![
        Entity::new(
            "event",
            "order",
            "Order",
            "mdi:package-variant-closed",
            json!({"state_topic": topic(Leaf::Order), "event_types": statuses}),
        ),
        Entity::new(
            "sensor",
            "reply",
            "Last reply",
            "mdi:message-text",
            // A state has at most 255 characters.
            json!({"state_topic": topic(Leaf::Reply),
                "value_template": "{{ (value_json.text | default(value_json.reason))[:255] }}"}),
        ),
        button("confirm", "Confirm", "mdi:check", Leaf::Confirm),
        button("cancel", "Cancel", "mdi:close", Leaf::Cancel),
    ];
    if site.hears {
        let (least, most) = Manner::VOLUMES.into_inner();
        entities.extend([
            Entity::new(
                "binary_sensor",
                "listening",
                "Listening",
                "mdi:ear-hearing",
                json!({"state_topic": topic(Leaf::State),
                    "value_template": "{{ 'ON' if value_json.activity == 'listening' else 'OFF' }}"}),
            ),
            Entity::new(
                "sensor",
                "state",
                "State",
                "mdi:account-voice",
                json!({"state_topic": topic(Leaf::State), "value_template": "{{ value_json.activity }}",
                    "device_class": "enum", "options": Activity::ALL.map(Activity::as_str)}),
            ),
            Entity::new(
                "switch",
                "mute",
                "Mute the microphone",
                "mdi:microphone-off",
                json!({"state_topic": topic(Leaf::State), "value_template": "{{ value_json.muted }}",
                    "state_on": "True", "state_off": "False", "command_topic": topic(Leaf::Mute),
                    "payload_on": "{\"muted\": true}", "payload_off": "{\"muted\": false}"}),
            ),
            button("listen", "Listen", "mdi:microphone", Leaf::Listen),
        ]);
        if site.speaks {
            entities.extend([
                Entity::new(
                    "number",
                    "volume",
                    "Volume",
                    "mdi:volume-high",
                    json!({"state_topic": topic(Leaf::State), "value_template": "{{ value_json.volume }}",
                        "command_topic": topic(Leaf::Volume), "command_template": "{\"volume\": {{ value | int }}}",
                        "min": least, "max": most, "step": 1}),
                ),
                Entity::new(
                    "select",
                    "voice",
                    "Voice",
                    "mdi:account-music",
                    json!({"state_topic": topic(Leaf::State), "value_template": "{{ value_json.voice }}",
                        "command_topic": topic(Leaf::Voice), "command_template": "{\"voice\": {{ value | tojson }}}",
                        "options": site.voices}),
                ),
                Entity::new(
                    "text",
                    "say",
                    "Say",
                    "mdi:bullhorn",
                    json!({"command_topic": topic(Leaf::Say), "min": 1, "max": 255,
                        "command_template": format!("{{{STAMP}, \"text\": {{{{ value | tojson }}}}}}")}),
                ),
            ]);
        }
        if site.transcript {
            entities.push(Entity::new(
                "sensor",
                "heard",
                "Last heard",
                "mdi:text-recognition",
                json!({"state_topic": topic(Leaf::State),
                    "value_template": "{{ (value_json.heard | default(''))[:255] }}"}),
            ));
        }
    }
    entities
}
