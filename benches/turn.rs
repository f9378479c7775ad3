//! How long a turn takes that does not wait for anybody: `cargo bench --no-default-features --features sqlite --bench turn
//! [-- CONVERSATIONS]`.
//!
//! Plays conversations with the sample shop (500 of each), and times what the dialogue does with each input: understanding
//! and the shop are not in it. Promised is a median of at most 1 ms.

use std::collections::BTreeMap;
use std::error::Error;
use std::time::{Duration, Instant};

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use orderly::commerce::Storefront;
use orderly::commerce::cart::PurchaseId;
use orderly::commerce::catalogue::Product;
use orderly::commerce::local::LocalShop;
use orderly::commerce::order::IdempotencyKey;
use orderly::config::DialogueConfig;
use orderly::dialogue::reply::Replies;
use orderly::dialogue::{Action, Dialogue, DialogueSettings, Input, Priced, ShopAnswer, ShopRequest};
use orderly::expecting::Expecting;
use orderly::understanding::{IntentFolder, Meaning, Understanding};

/// What a shopper says, one line a conversation.
const CONVERSATIONS: [&str; 6] = [
    "reorder dishwasher tablets / make it two / yes",
    "buy milk / the second one / no",
    "how much is the oat milk / do you have bread",
    "where is my order / repeat that / help",
    "cancel my last order / no / stop",
    "colourless green ideas / buy two oat milk and reorder dishwasher tablets / no / no",
];

struct Bench {
    understanding: Understanding,
    dialogue: Dialogue,
    shop: LocalShop,
    now: Timestamp,
    /// By what came in.
    times: BTreeMap<&'static str, Vec<Duration>>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let count = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let count: usize = count.map_or(Ok(500), |count| count.parse())?;
    let now = Timestamp::now();
    let mut shop = LocalShop::open_in_memory()?;
    shop.import_sample(now)?;
    let plenty: Vec<_> =
        shop.catalogue()?.products.into_iter().map(|product| Product { stock: 100_000, ..product }).collect();
    shop.import(&plenty)?;
    let understanding =
        Understanding::new(&IntentFolder::built_in("en")?, "en", &shop.catalogue()?, &["hey orderly"], None)?;
    let settings = DialogueSettings::new(&DialogueConfig::default(), TimeZone::UTC);
    let mut dialogue = Dialogue::new(settings, Replies::built_in("en")?);
    dialogue.know(std::sync::Arc::new(shop.catalogue()?.products));
    let mut bench = Bench { understanding, dialogue, shop, now, times: BTreeMap::new() };
    for conversation in CONVERSATIONS {
        let said: Vec<_> = conversation.split(" / ").map(|words| (words, bench.meaning(words))).collect();
        for _ in 0..count {
            let dialogue = bench.dialogue.clone();
            for (words, command) in &said {
                let meaning =
                    if bench.dialogue.expecting() == Expecting::Wake { command.clone() } else { bench.meaning(words) };
                bench.turn(meaning)?;
            }
            bench.dialogue = dialogue;
        }
    }
    for (what, mut times) in bench.times {
        times.sort_unstable();
        let (median, p99) = (times[times.len() / 2], times[times.len() * 99 / 100]);
        println!("{what:<11} {:>6} turns: median {median:>9.1?}, p99 {p99:>9.1?}", times.len());
    }
    Ok(())
}

impl Bench {
    fn meaning(&self, words: &str) -> Meaning {
        let expecting = match self.dialogue.expecting() {
            Expecting::Wake => Expecting::Command,
            expecting => expecting,
        };
        self.understanding.understand(words, expecting)
    }

    /// Something is said, and everything that follows from it without another word.
    fn turn(&mut self, meaning: Meaning) -> Result<(), Box<dyn Error>> {
        self.now = self.now.checked_add(SignedDuration::from_secs(1))?;
        let mut inputs = vec![match meaning {
            Meaning::Wishes(wishes) => Input::Understood(wishes),
            Meaning::NoMatch { .. } => Input::NoMatch,
        }];
        while let Some(input) = inputs.pop() {
            let what = match &input {
                Input::Understood(_) | Input::NoMatch => "words",
                Input::Shop(_) => "shop",
                _ => "heard",
            };
            let started = Instant::now();
            let actions = self.dialogue.handle(input, self.now);
            self.times.entry(what).or_default().push(started.elapsed());
            for action in actions {
                match action {
                    Action::Say(reply) => inputs.push(Input::Delivered(reply.number)),
                    Action::Ask(request) => inputs.push(Input::Shop(self.answer(request))),
                    // There is nobody but the shop and the shopper.
                    _ => {}
                }
            }
        }
        Ok(())
    }

    fn answer(&mut self, request: ShopRequest) -> ShopAnswer {
        match request {
            ShopRequest::Orders => ShopAnswer::Orders(self.shop.orders(50)),
            ShopRequest::Quote(cart) => {
                let priced = |quote| {
                    let orders = self.shop.orders(50).unwrap_or_default();
                    Priced::of(quote, PurchaseId::generate(), &orders, self.now)
                };
                ShopAnswer::Quote(self.shop.quote(&cart).map(priced))
            }
            ShopRequest::Place { quote, .. } => {
                ShopAnswer::Placed(self.shop.place_order(&IdempotencyKey::generate(), &quote))
            }
            ShopRequest::Cancel(id) => ShopAnswer::Cancelled(self.shop.cancel(&id)),
            ShopRequest::TakeBack(request) => ShopAnswer::TakenBack(self.shop.take_back(&request)),
        }
    }
}
