//! kill -9 of the daemon around the placing of an order.

use std::time::Duration;

use orderly::journal::Journal;
use orderly::journal::sqlite::SqliteJournal;

use super::household::{Household, next_on, next_reply};
use crate::mqtt::broker::Broker;
use crate::mqtt::hub::Hub;

/// From before the daemon saw the yes until after it was answered.
const KILLS: u32 = 15;
const STEP: Duration = Duration::from_micros(1_500);

#[test]
fn a_daemon_killed_at_any_moment_after_the_yes_orders_once_or_not_at_all_and_tells_which() {
    let broker = Broker::start();
    let house = Household::reading(broker.port);
    let mut known = house.orders().len();
    let (mut placed, mut told) = (0, 0);
    for kill in 0..KILLS {
        let hub = Hub::join(broker.port);
        let mut daemon = house.start();
        hub.wait_for_status("home", "online");
        hub.say("home", &format!("{kill}-ask"), "reorder dishwasher tablets");
        wait_for_the_question(&hub);
        hub.say("home", &format!("{kill}-yes"), "yes");
        // Not a wait for anything: where the daemon dies is what this test is about.
        std::thread::sleep(STEP * kill);
        daemon.kill();
        drop(hub);

        let orders = house.orders();
        assert!(orders.len() <= known + 1, "one yes made {} orders", orders.len() - known);
        let new = (orders.len() > known).then(|| orders[0]["id"].as_str().unwrap().to_owned());
        known = orders.len();
        placed += u32::from(new.is_some());
        // What the journal still has to tell; nothing when the yes was not acted on, or was answered in time.
        let open = SqliteJournal::open(&house.data()).unwrap().unfinished().unwrap();
        assert!(open.len() <= 1, "{open:?}");

        let hub = Hub::join(broker.port);
        let mut daemon = house.start();
        hub.wait_for_status("home", "online");
        hub.say("home", &format!("{kill}-next"), "buy oat milk");
        let said = wait_for_the_question(&hub);
        if !open.is_empty() {
            told += 1;
            let expected = match &new {
                Some(id) => format!("it went through, as order {id}"),
                None => "it did not go through".to_owned(),
            };
            assert!(said.contains(&expected), "{expected:?} is not in {said:?}");
        }
        hub.say("home", &format!("{kill}-no"), "no");
        next_reply(&hub);
        assert_eq!(daemon.terminate(), Some(0));
        assert_eq!(house.orders().len(), known);
        assert_eq!(SqliteJournal::open(&house.data()).unwrap().unfinished().unwrap(), Vec::new());
    }
    println!("{KILLS} kills: {placed} orders exist, {told} were told of after the restart");
}

/// Everything that is said until the daemon waits for a yes or for a choice.
fn wait_for_the_question(hub: &Hub) -> String {
    let mut said = String::new();
    loop {
        let reply = next_on(hub, "reply");
        said.push_str(reply["text"].as_str().unwrap_or_default());
        if reply["expects"] == "confirm" || reply["expects"] == "slot" {
            return said;
        }
    }
}
