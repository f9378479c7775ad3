//! A broker that is killed again and again in the middle of conversations: every turn is answered, and every order that was
//! confirmed exists once. `ORDERLY_TEST_RESTARTS=100` kills it that often.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::household::Household;
use crate::crash::chance::Chance;
use crate::mqtt::broker::Broker;
use crate::mqtt::hub::Hub;

/// Restarts in a usual run; the pauses between attempts to connect grow with each.
const RESTARTS: usize = 4;

/// How long a hub waits for an answer before it says the same again.
const HUBS_PATIENCE: Duration = Duration::from_secs(5);

/// How often it does.
const ATTEMPTS: usize = 20;

/// A hub that joins again, and says again what was not answered.
struct Stubborn {
    hub: Hub,
    turns: usize,
    seen: HashSet<String>,
}

impl Stubborn {
    fn join(port: u16) -> Hub {
        let hub = Hub::join(port);
        hub.wait_for_status("home", "online");
        hub
    }

    /// Says something until it is answered; `meddle` comes right behind each attempt. A question that lapsed while the broker
    /// was away is told of first, and passed over.
    fn ask(&mut self, broker: &mut Broker, words: &str, mut meddle: impl FnMut(&mut Broker) -> bool) -> Value {
        self.turns += 1;
        let id = self.turns.to_string();
        for _ in 0..ATTEMPTS {
            self.hub.say("home", &id, words);
            if meddle(broker) {
                self.hub = Self::join(broker.port);
            } else if let Some(reply) = std::iter::from_fn(|| self.answer()).find(|reply| !has_lapsed(reply)) {
                return reply;
            }
        }
        panic!("`{words}` was never answered")
    }

    /// The next reply that it did not see before.
    fn answer(&mut self) -> Option<Value> {
        let give_up = Instant::now() + HUBS_PATIENCE;
        loop {
            let seen = self.hub.next_within(give_up.saturating_duration_since(Instant::now()))?;
            let id = seen.content["id"].as_str().unwrap_or_default().to_owned();
            if seen.topic == "orderly/v1/home/reply" && self.seen.insert(id) {
                return Some(seen.content);
            }
        }
    }
}

fn has_lapsed(reply: &Value) -> bool {
    says(reply, "leave it at that")
}

fn says(reply: &Value, words: &str) -> bool {
    reply["text"].as_str().is_some_and(|text| text.contains(words))
}

#[test]
fn a_broker_that_is_killed_again_and_again_costs_no_reply_and_doubles_no_order() {
    let restarts = std::env::var("ORDERLY_TEST_RESTARTS").map_or(RESTARTS, |count| count.parse().unwrap());
    let mut broker = Broker::start();
    let house = Household::reading(broker.port);
    let before = house.orders().len();
    let _daemon = house.start();
    let mut hub = Stubborn { hub: Stubborn::join(broker.port), turns: 0, seen: HashSet::new() };
    let mut chance = Chance(20_261_129);
    let mut left = restarts;
    let mut confirmed = 0;
    while left > 0 {
        let mut meddle = |broker: &mut Broker| {
            let kills = left > 0 && chance.below(2) == 0;
            if kills {
                // Anywhere between the moment when the broker has the words and the one when it has the answer.
                std::thread::sleep(Duration::from_micros(chance.below(20_000) as u64));
                broker.restart();
                left -= 1;
            }
            kills
        };
        let total = hub.ask(&mut broker, "reorder dishwasher tablets", &mut meddle);
        assert_eq!(total["expects"], "confirm", "{total}");
        // A yes that came too late orders nothing, and is answered too.
        confirmed += usize::from(says(&hub.ask(&mut broker, "yes", &mut meddle), "your mind"));
    }
    assert_eq!(house.orders().len(), before + confirmed);
    println!("{restarts} restarts, {confirmed} orders");
}
