//! Deliveries, in writing: each has one receipt that says until when its goods can go back, by file and by e-mail.

use std::path::Path;

use orderly::receipts::{Job, What};
use orderly::waiting::Waiting;

use super::household::{Household, orderly};
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

#[test]
fn a_delivery_has_one_receipt_also_over_restarts_and_while_the_mail_server_is_away() {
    let broker = Broker::start();
    let hub = Hub::join(broker.port);
    let house = Household::with(&config(broker.port, 1));
    let orders = house.orders();
    let on_its_way = |order: &&serde_json::Value| {
        order["history"]
            .as_array()
            .unwrap()
            .iter()
            .all(|change| change["status"] != "delivered" && change["status"] != "cancelled")
    };
    let ids: Vec<&str> = orders.iter().filter(on_its_way).map(|order| order["id"].as_str().unwrap()).collect();
    let [first, second, ..] = ids[..] else { panic!("{ids:?}") };

    // What was delivered before the first look at the shop is of no interest.
    let mut daemon = house.start();
    hub.wait_for_status("home", "online");
    set(&house, first, "delivered");
    until("the receipt waits for the mail server alone", || {
        waiting(&house.data()) == [(first.to_owned(), What::Window, vec!["email".to_owned()])]
    });
    let files = || std::fs::read_dir(house.data().join("receipts")).unwrap().count();
    let file = house.data().join(format!("receipts/{first}-window.txt"));
    assert!(std::fs::read_to_string(&file).unwrap().contains(first));
    assert_eq!(files(), 1);
    daemon.kill();
    let found = house.finish(orderly().arg("doctor")).stdout;
    assert!(String::from_utf8(found).unwrap().contains("1 receipt."), "the doctor tells what waits");

    // The mail server is back, and another order was delivered while nobody looked.
    std::fs::remove_file(&file).unwrap();
    set(&house, second, "delivered");
    let server = MailServer::start("takes");
    house.configure(&config(broker.port, server.config().smtp_port));
    let mut daemon = house.start();
    let subjects: std::collections::BTreeSet<_> = [(); 2].map(|()| server.next().header("Subject").unwrap()).into();
    assert_eq!(subjects, [first, second].map(|id| format!("Order {id}: your right of withdrawal")).into());
    assert_eq!(daemon.terminate(), Some(0));
    assert!(!file.exists(), "the folder had it before");

    // Nothing is left to say about either of them.
    let mut daemon = house.start();
    hub.wait_for_status("home", "online");
    assert_eq!(daemon.terminate(), Some(0));
    assert_eq!((files(), waiting(&house.data())), (1, Vec::new()));
}
