//! A catalogue that changes while the daemon runs: what is new can be ordered, typed and spoken.

use std::process::Command;

use super::household::{Household, next_on, next_reply, orderly};
use super::spoken::{ask, wait_for_quiet};
use crate::mqtt::broker::Broker;
use crate::mqtt::hub::Hub;
use crate::sound_server::SoundServer;

/// Another process takes in the sample catalogue with one more product.
fn sell_mango_chutney(house: &Household) {
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/src/commerce/local/sample/products.csv");
    let mut products = std::fs::read_to_string(sample).unwrap();
    products += "NEW-001,mango chutney,Far Shore,300 g,pantry,,4.20,EUR,12,,,,,,,\n";
    let file = house.data().join("more.csv");
    std::fs::write(&file, products).unwrap();
    let imported = house.finish(orderly().arg("import").arg(&file));
    assert!(imported.status.success(), "{imported:?}");
}

#[test]
fn a_product_that_was_imported_meanwhile_can_be_ordered_by_message() {
    let broker = Broker::start();
    let hub = Hub::join(broker.port);
    let house = Household::reading(broker.port);
    let before = house.orders().len();
    let mut daemon = house.start();
    hub.wait_for_status("home", "online");
    hub.say("home", "1", "order mango chutney");
    assert!(next_reply(&hub).contains("mango chutney"), "it is not sold yet");
    hub.say("home", "2", "stop");
    next_reply(&hub);
    sell_mango_chutney(&house);
    daemon.wait_for("the catalogue changed");
    hub.say("home", "3", "order mango chutney");
    let read_back = next_on(&hub, "reply");
    assert_eq!(read_back["expects"], "confirm", "{read_back}");
    hub.say("home", "4", "yes");
    assert!(next_reply(&hub).contains("order"));
    next_on(&hub, "order");
    assert_eq!((house.orders().len(), &house.orders()[0]["lines"][0]["sku"]), (before + 1, &"NEW-001".into()));
}

#[test]
fn what_is_being_bought_stays_valid_while_the_catalogue_changes() {
    let broker = Broker::start();
    let hub = Hub::join(broker.port);
    let house = Household::reading(broker.port);
    let mut daemon = house.start();
    hub.wait_for_status("home", "online");
    hub.say("home", "1", "reorder dishwasher tablets");
    assert_eq!(next_on(&hub, "reply")["expects"], "confirm");
    sell_mango_chutney(&house);
    daemon.wait_for("the catalogue changed");
    hub.say("home", "2", "yes");
    assert!(next_reply(&hub).contains("order"));
    next_on(&hub, "order");
    assert_eq!(house.orders()[0]["lines"][0]["sku"], "CLE-001");
}

#[test]
fn a_product_that_was_imported_meanwhile_is_heard() {
    let server = SoundServer::start();
    let house = Household::with("");
    let mut daemon = house.start_in(&server);
    sell_mango_chutney(&house);
    daemon.wait_for("the catalogue changed");
    daemon.wait_for("a changed grammar is ready");
    let recording = house.data().join("chutney.wav");
    let said = Command::new("flite")
        .args(["-voice", "slt", "-t", "Hey orderly, order mango chutney.", "-o"])
        .arg(&recording)
        .status()
        .expect("flite, to speak with: apt install flite");
    assert!(said.success());
    let recorder = server.record();
    ask(&server, &mut daemon, &recording, "mango chutney");
    wait_for_quiet(&recorder);
}
