//! What the bridge to a broker can be told.

use std::path::Path;

use super::Findings;
use crate::config::{Config, LoudspeakerConfig, Share};
use crate::event::SiteId;

/// What is wrong in `[mqtt]` and `[hermes]`.
pub(super) fn check(config: &Config, found: &mut Findings) {
    let mqtt = &config.mqtt;
    if mqtt.host.trim().is_empty() || mqtt.host.contains("//") {
        found.add("mqtt", "host", "expected the name or address of the broker alone, such as \"127.0.0.1\"");
    }
    if mqtt.port == 0 {
        found.add("mqtt", "port", "expected a port from 1 to 65535; brokers mostly use 1883");
    }
    if mqtt.client_id.trim().is_empty() || mqtt.client_id.len() > 256 {
        found.add("mqtt", "client_id", "expected 1 to 256 bytes, unique on the broker, such as \"orderly\"");
    }
    if mqtt.username.is_empty() && mqtt.password_file.as_os_str() != "" {
        found.add("mqtt", "password_file", "a password needs a user: set username too");
    }
    let prefix = &mqtt.home_assistant_prefix;
    if prefix.is_empty() || prefix.len() > 64 || prefix.contains(['+', '#', '\0', ' ']) {
        found.add("mqtt", "home_assistant_prefix", "expected a topic such as \"homeassistant\"");
    }
    for (site, LoudspeakerConfig { topic }) in &mqtt.announce_on {
        if let Err(reason) = site.parse::<SiteId>() {
            found.add("mqtt", "announce_on", reason);
        }
        // What is said on its own topics comes back as something that was said here.
        let ours = ["orderly/", "hermes/"].iter().any(|ours| topic.starts_with(ours));
        if topic.is_empty() || topic.len() > 256 || topic.contains(['+', '#', '\0']) || ours {
            let example = "alexa2/0/Echo-Devices/G0911B0000000000/Commands/announcement";
            let expected = format!("{site}: expected a topic outside of orderly/ and hermes/, such as \"{example}\"");
            found.add("mqtt", "announce_on", expected);
        }
    }
    for wrong in mqtt.sites.iter().filter_map(|site| site.parse::<SiteId>().err()) {
        found.add("mqtt", "sites", wrong);
    }
    if !mqtt.share.is_empty() {
        if let Err(expected) = mqtt.share.parse::<Share>() {
            found.add("mqtt", "share", expected);
        }
        if config.audio.input != "none" {
            let reason = "the site of a microphone may be another daemon's share: set input = \"none\" in [audio], or name \
                          the sites in mqtt.sites instead";
            found.add("mqtt", "share", reason);
        }
    }
    let unset = |file: &Path| file.as_os_str().is_empty();
    if unset(&mqtt.certificate_file) != unset(&mqtt.key_file) {
        found.add("mqtt", "certificate_file", "a certificate needs its key: set both, or neither");
    }
    for (key, file) in [("ca_file", &mqtt.ca_file), ("certificate_file", &mqtt.certificate_file)] {
        if !mqtt.tls && !unset(file) {
            found.add("mqtt", key, "without tls it means nothing: set tls = true");
        }
    }
    // The journal forgets the ids of messages after a day, so nothing nearly as old may be acted on.
    found.within("mqtt", "stale_after_s", mqtt.stale_after_s, 1..=3_600);
    let hermes = &config.hermes;
    if hermes.is_used() && !mqtt.enabled {
        found.add("hermes", "enabled", "satellites need the bridge: set enabled = true in [mqtt]");
    }
    if hermes.publish_intents && !hermes.enabled {
        found.add("hermes", "publish_intents", "there are no sessions without enabled = true");
    }
    found.within("hermes", "listen_s", hermes.listen_s, 2..=120);
    for (key, sites) in [("speak_for", &hermes.speak_for), ("transcribe_for", &hermes.transcribe_for)] {
        for wrong in sites.iter().filter_map(|site| site.parse::<SiteId>().err()) {
            found.add("hermes", key, wrong);
        }
    }
}
