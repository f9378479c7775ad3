//! What Home Assistant is told: `home_assistant/<case>.toml` and the announcements in `<case>.json`.
//! `ORDERLY_GOLDEN=write` writes what is told now.

use std::collections::BTreeMap;
use std::sync::mpsc::sync_channel;

use orderly::channels::mqtt::Bridge;
use orderly::channels::mqtt::home_assistant::discovery::{Site, announcements};
use orderly::config::{Config, MqttConfig};
use rumqttc::{Client, Event, MqttOptions, Packet, QoS};
use serde_json::Value;

use super::broker::Broker;
use super::configured;

#[test]
fn each_site_is_announced_as_it_is_written() {
    let mut cases = 0;
    for entry in std::fs::read_dir("tests/mqtt/home_assistant").unwrap() {
        let case = entry.unwrap().path();
        if case.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        cases += 1;
        let config = Config::load(Some(&case)).unwrap();
        let voices = ["espeak-ng en-us", "piper en_US-lessac-medium"].map(str::to_owned);
        let (prefix, own) = (&config.mqtt.home_assistant_prefix, &config.assistant.site);
        let told: BTreeMap<String, Value> = Site::all(&config, &voices)
            .iter()
            .flat_map(|site| announcements(prefix, own, site))
            .map(|announcement| (announcement.topic, announcement.content))
            .collect();
        let told = format!("{}\n", serde_json::to_string_pretty(&told).unwrap());
        let file = case.with_extension("json");
        if std::env::var("ORDERLY_GOLDEN").is_ok_and(|mode| mode == "write") {
            std::fs::write(&file, &told).unwrap();
        }
        assert_eq!(told, std::fs::read_to_string(&file).unwrap(), "{}", case.display());
    }
    assert!(cases >= 2, "the cases are missing");
}

#[test]
fn it_is_told_again_whenever_it_has_started() {
    let broker = Broker::start();
    let mut options = MqttOptions::new("home-assistant", "127.0.0.1", broker.port);
    options.set_max_packet_size(1 << 20, 1 << 20);
    let (client, mut connection) = Client::new(options, 100);
    client.subscribe("homeassistant/#", QoS::AtLeastOnce).unwrap();
    let mut told = connection.iter().filter_map(|event| match event {
        Ok(Event::Incoming(Packet::Publish(publish))) if publish.topic.ends_with("/config") => Some(publish.topic),
        _ => None,
    });
    let mqtt = MqttConfig { home_assistant: true, ..configured(broker.port).mqtt };
    let config = Config { mqtt, ..configured(broker.port) };
    let count: usize =
        Site::all(&config, &[]).iter().map(|site| announcements("homeassistant", "home", site).len()).sum();
    let _bridge = Bridge::connect(&config, sync_channel(1).0).unwrap();
    let first: Vec<String> = told.by_ref().take(count).collect();
    client.publish("homeassistant/status", QoS::AtLeastOnce, true, "online").unwrap();
    let mut again: Vec<String> = told.by_ref().take(count).collect();
    again.sort();
    let mut expected = first;
    expected.sort();
    assert_eq!(again, expected);
}
