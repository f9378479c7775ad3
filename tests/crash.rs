//! kill -9 around the placing of an order: it exists once or not at all, and the shopper hears which.
//!
//! One process orders and is killed; the shop is in another one (this one), at the end of a line, and goes on. After each
//! kill a new process finds out what happened. Then the books are compared: what shoppers were told, what the shop has,
//! what the journal says. `ORDERLY_TEST_KILLS=1000` kills that often at random instants.

use std::time::Duration;

use orderly::commerce::Storefront;
use orderly::commerce::catalogue::Product;
use orderly::commerce::local::LocalShop;
use tempfile::TempDir;

use crate::storefront::goods;
use books::Books;
use chance::Chance;
use daemon::{AT_THE_STEP, DONE, Daemon, Orders, RECOVERED};
use shop::{Mood, Moods, Shop};

mod books;
pub mod chance;
mod daemon;
mod disk;
mod line;
mod shop;
mod steps;

const STOCK: u32 = 100_000;
/// Random kills in a usual run.
const KILLS: usize = 100;
/// More steps than an order takes, whatever the shop does; where it answers late, it is asked for as long as it takes.
const STEPS: u32 = 24;

struct World {
    shop: Shop,
    folder: TempDir,
    books: Books,
}

impl World {
    fn new(moods: Moods) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut local = LocalShop::open_in_memory().unwrap();
        local.import(&stocked()).unwrap();
        let shop = Shop::open(folder.path(), local, moods);
        Self { shop, folder, books: Books::default() }
    }

    fn start(&self, orders: Orders) -> Daemon {
        Daemon::start(self.folder.path(), &self.shop.socket, orders)
    }

    /// Runs a process until it waits to be killed at a step, and kills it there. `false` when it never came to that step.
    fn kill_at_the_step(&mut self, orders: Orders) -> bool {
        let mut daemon = self.start(orders);
        let there = loop {
            match daemon.next() {
                Some(AT_THE_STEP) => break true,
                Some(DONE) => break false,
                Some(_) => {}
                None => panic!("it died by itself: {:?}", daemon.said),
            }
        };
        self.books.write(daemon.kill());
        self.books.kills += usize::from(there);
        there
    }

    /// A new process finds out what happened. Returns what it told.
    fn recover(&mut self) -> String {
        let said = self.start(Orders::default()).finish();
        let told = said.iter().filter_map(|line| line.strip_prefix("told ")).filter_map(|it| it.split_once(' '));
        let told = told.map(|(_, outcome)| outcome.to_owned()).collect::<Vec<_>>().join(", ");
        self.books.write(said);
        told
    }

    fn assert_the_books_agree(&self) {
        let comparison = self.books.compare(&self.shop, self.folder.path());
        println!("{comparison}");
        assert!(comparison.lost.is_empty(), "{comparison:#?}");
        assert!(comparison.doubled.is_empty(), "{comparison:#?}");
        assert!(comparison.unexplained.is_empty(), "{comparison:#?}");
        let (orders, dates) = self.shop.look(|shop| {
            let dates = shop.catalogue().unwrap().products.into_iter().find(|product| product.sku.0 == "D").unwrap();
            (shop.orders(usize::MAX).unwrap().len(), dates.stock)
        });
        assert_eq!(dates + u32::try_from(orders).unwrap(), STOCK, "goods were made or lost");
    }
}

fn stocked() -> Vec<Product> {
    goods().into_iter().map(|product| Product { stock: STOCK, ..product }).collect()
}

#[test]
fn killed_at_any_step_the_order_exists_once_or_not_at_all() {
    // Before and after: begin, note that the shop is asked, place_order, settle, mark_told.
    let expected = ["", "nothing", "nothing", "nothing", "nothing", "1001", "1001", "1001", "1001", ""];
    for (die_at, expected) in (1..).zip(expected) {
        let mut world = World::new(Moods::Always(Mood::Prompt));
        assert!(world.kill_at_the_step(Orders { count: 1, die_at, again: None }));
        assert_eq!(world.recover(), expected, "step {die_at}");
        world.assert_the_books_agree();
    }
}

#[test]
fn killed_at_any_step_with_a_shop_that_answers_badly_the_books_agree() {
    for mood in Mood::ALL {
        println!("{mood:?}");
        let mut world = World::new(Moods::Always(mood));
        for die_at in 1..=STEPS {
            if !world.kill_at_the_step(Orders { count: 1, die_at, again: None }) {
                break;
            }
            world.recover();
        }
        world.assert_the_books_agree();
    }
}

#[test]
fn killed_while_it_finds_out_what_happened_it_finds_out_the_next_time() {
    // Killed with the shop having the order, and with the shop not having been asked.
    for (at_first, steps) in [(6, 6), (2, 4)] {
        let mut world = World::new(Moods::Always(Mood::HangsUpAfter));
        for die_at in 1..=steps {
            assert!(world.kill_at_the_step(Orders { count: 1, die_at: at_first, again: None }));
            assert!(world.kill_at_the_step(Orders { count: 0, die_at, again: None }), "step {die_at}");
            world.recover();
        }
        world.assert_the_books_agree();
    }
}

#[test]
fn killed_at_random_instants_the_books_agree() {
    let kills = std::env::var("ORDERLY_TEST_KILLS").map_or(KILLS, |kills| kills.parse().unwrap());
    let mut world = World::new(Moods::Changing(Chance(1)));
    let mut chance = Chance(2);
    for _ in 0..kills {
        // Every other time the purchase that was confirmed last is confirmed once more, as if at another site.
        let again = world.books.confirmed.last().filter(|_| chance.below(2) == 0).cloned();
        let mut daemon = world.start(Orders { count: u32::MAX, die_at: 0, again: again.as_deref() });
        match chance.below(4) {
            0 => {
                daemon.wait_for("");
            }
            1 => daemon.wait_for(RECOVERED),
            orders => (1..orders).for_each(|_| daemon.wait_for("confirmed")),
        }
        // Not to wait for anything: to be somewhere else in an order each time.
        std::thread::sleep(Duration::from_micros(chance.below(12_000) as u64));
        world.books.write(daemon.kill());
        world.books.kills += 1;
    }
    world.recover();
    world.assert_the_books_agree();
}
