//! Several daemons on one broker, which share its sites.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, Sender, channel, sync_channel};
use std::time::Duration;

use orderly::channels::mqtt::Bridge;
use orderly::config::Config;
use orderly::event::Event;

use super::broker::Broker;
use super::hub::Hub;

/// A turn: which daemon has it, and of which site it is.
type Taken = (&'static str, String);

/// A daemon without a microphone joins the broker; its turns come out there.
fn join(broker: &Broker, hub: &Hub, name: &'static str, taken: Sender<Taken>, change: impl Fn(&mut Config)) -> Bridge {
    let mut config = Config::default();
    config.audio.input = "none".to_owned();
    config.assistant.site = name.to_owned();
    (config.mqtt.enabled, config.mqtt.port) = (true, broker.port);
    config.mqtt.client_id = name.to_owned();
    change(&mut config);
    let (sender, events) = sync_channel(256);
    let bridge = Bridge::connect(&config, sender).unwrap();
    hub.wait_for_status(name, "online");
    std::thread::spawn(move || {
        for event in events {
            if let Event::Text(turn) = event {
                let _the_test_is_over = taken.send((name, turn.site.0));
            }
        }
    });
    bridge
}

fn next(turns: &Receiver<Taken>) -> Taken {
    turns.recv_timeout(Duration::from_secs(90)).expect("nobody took a turn")
}

#[test]
fn what_is_said_at_a_site_is_for_one_of_the_daemons_that_share_them() {
    const SITES: usize = 40;
    let broker = Broker::start();
    let hub = Hub::join(broker.port);
    let (taken, turns) = channel();
    let share = |name, share: &'static str| {
        join(&broker, &hub, name, taken.clone(), move |config| share.clone_into(&mut config.mqtt.share))
    };
    let _daemons = [share("one", "1/3"), share("two", "2/3"), share("three", "3/3")];
    let mut takers = BTreeMap::new();
    for number in 0..SITES {
        hub.say(&format!("kiosk-{number}"), "1", "where is my order");
    }
    while takers.len() < SITES {
        let (daemon, site) = next(&turns);
        assert!(takers.insert(site.clone(), daemon).is_none(), "{site} was taken twice");
    }
    // Behind the last of each daemon there is nothing more that it took before.
    let of = |name: &str| takers.iter().find(|(_, daemon)| **daemon == name).expect("a share of its own").0.clone();
    let mut last = ["one", "two", "three"].map(of).to_vec();
    last.iter().for_each(|site| hub.say(site, "2", "where is my order"));
    while !last.is_empty() {
        let (daemon, site) = next(&turns);
        assert_eq!(takers[&site], daemon, "{site} has changed its daemon");
        let place = last.iter().position(|wanted| *wanted == site).expect("a site was taken twice");
        last.remove(place);
    }
}

#[test]
fn who_serves_named_sites_hears_of_no_other() {
    let broker = Broker::start();
    let hub = Hub::join(broker.port);
    let (taken, turns) = channel();
    let _daemon = join(&broker, &hub, "server", taken, |config| {
        config.mqtt.sites = vec!["kitchen".to_owned(), "hall".to_owned()];
    });
    for (site, id) in [("cellar", "1"), ("kitchen", "2"), ("server", "3"), ("hall", "4")] {
        hub.say(site, id, "where is my order");
    }
    assert_eq!([next(&turns).1, next(&turns).1], ["kitchen", "hall"]);
}
