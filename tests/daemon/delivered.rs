//! Deliveries, in writing: each has one receipt that says until when its goods can go back, by file and by e-mail.

use std::path::Path;

use orderly::receipts::{Job, What};
use orderly::waiting::Waiting;

use super::household::{Household, next_on, next_reply, orderly};
use crate::handover::mailbox::MailServer;
use crate::mqtt::broker::{Broker, until};
use crate::mqtt::hub::Hub;

/// A household that reads the broker, and gets its receipts as files and from the mail server on this port.
fn config(broker: u16, mail: u16) -> String {
    format!(
        "[audio]\ninput = \"none\"\n[mqtt]\nenabled = true\nport = {broker}\n[receipts]\nprinters = [\"file\", \"email\"]\n\
         [email]\nsmtp_host = \"127.0.0.1\"\nsmtp_port = {mail}\ntls = \"none\"\nfrom = \"shop@example.com\"\n\
         to = \"ada@example.com\"\n"
    )
}

fn set(house: &Household, order: &str, status: &str) {
    let set = house.finish(orderly().args(["orders", "set", order, status]));
    assert!(set.status.success(), "{set:?}");
}

/// The receipts that wait for a printer, as order, what and printers.
fn waiting(data: &Path) -> Vec<(String, What, Vec<String>)> {
    let (jobs, unreadable) = Waiting::<Job>::new(&data.join("receipts-waiting")).all();
    assert!(unreadable.is_empty(), "{unreadable:?}");
    jobs.into_iter().map(|job| (job.receipt.order.0, job.receipt.what, job.printers)).collect()
}

/// Waits until a daemon that was just started takes part in the conversation.
fn wait_until_it_answers(hub: &Hub, id: &str) {
    hub.wait_for_status("home", "online");
    hub.say("home", id, "what's in my cart");
    next_reply(hub);
}

#[test]
fn a_delivery_has_one_receipt_also_over_restarts_and_while_the_mail_server_is_away() {
    let broker = Broker::start();
    let hub = Hub::join(broker.port);
    let house = Household::with(&config(broker.port, 1));
    let on_its_way = house.orders()[0]["id"].as_str().unwrap().to_owned();

    // What was delivered before the first look at the shop is of no interest.
    let mut daemon = house.start();
    hub.wait_for_status("home", "online");
    hub.say("home", "1", "reorder dishwasher tablets");
    assert_eq!(next_on(&hub, "reply")["expects"], "confirm");
    hub.say("home", "2", "yes");
    next_reply(&hub);
    let new = next_on(&hub, "order")["order"].as_str().unwrap().to_owned();
    set(&house, &on_its_way, "delivered");
    let email = || vec!["email".to_owned()];
    until("the receipts wait for the mail server alone", || {
        waiting(&house.data()) == [(new.clone(), What::Order, email()), (on_its_way.clone(), What::Window, email())]
    });
    let files = || std::fs::read_dir(house.data().join("receipts")).unwrap().count();
    let file = house.data().join(format!("receipts/{on_its_way}-window.txt"));
    assert!(std::fs::read_to_string(&file).unwrap().contains(&on_its_way));
    assert_eq!(files(), 2);
    daemon.kill();
    let found = house.finish(orderly().arg("doctor")).stdout;
    assert!(String::from_utf8(found).unwrap().contains("2 receipts."), "the doctor tells what waits");

    // The mail server is back, and another order was delivered while nobody looked.
    std::fs::remove_file(&file).unwrap();
    set(&house, &new, "delivered");
    let server = MailServer::start("takes");
    house.configure(&config(broker.port, server.config().smtp_port));
    let mut daemon = house.start();
    let subjects: std::collections::BTreeSet<_> = [(); 3].map(|()| server.next().header("Subject").unwrap()).into();
    let window = |id: &str| format!("Order {id}: your right of withdrawal");
    assert_eq!(subjects, [format!("Your order {new}"), window(&on_its_way), window(&new)].into());
    wait_until_it_answers(&hub, "3");
    assert_eq!(daemon.terminate(), Some(0));
    assert!(!file.exists(), "the folder had it before");

    // Nothing is left to say about either of them.
    let mut daemon = house.start();
    wait_until_it_answers(&hub, "4");
    assert_eq!(daemon.terminate(), Some(0));
    assert_eq!((files(), waiting(&house.data())), (2, Vec::new()));
}
