//! An order exists once or not at all, whatever the shop answers.

use jiff::Timestamp;
use orderly::commerce::cart::{Cart, Quote};
use orderly::commerce::catalogue::Catalogue;
use orderly::commerce::checkout::{self, CheckoutError, Placement};
use orderly::commerce::local::LocalShop;
use orderly::commerce::order::{IdempotencyKey, Order, OrderId};
use orderly::commerce::returns::{ReturnRequest, ReturnSlip};
use orderly::commerce::{ShopError, Storefront};
use orderly::dialogue::OrderNews;
use orderly::event::SiteId;
use orderly::journal::sqlite::SqliteJournal;
use orderly::journal::{Journal, Outcome};
use tempfile::TempDir;

use crate::storefront::{cart, goods};

/// The local shop at the other end of a line that fails.
struct BadLine {
    shop: LocalShop,
    /// For each attempt to come: whether the order arrives before the line fails. Then the line is good.
    failures: Vec<bool>,
    lookups_fail: bool,
}

impl Storefront for BadLine {
    fn revision(&self) -> Result<u64, ShopError> {
        self.shop.revision()
    }

    fn catalogue(&self) -> Result<Catalogue, ShopError> {
        self.shop.catalogue()
    }

    fn quote(&self, cart: &Cart) -> Result<Quote, ShopError> {
        self.shop.quote(cart)
    }

    fn place_order(&mut self, key: &IdempotencyKey, quote: &Quote) -> Result<Order, ShopError> {
        match self.failures.pop() {
            None => self.shop.place_order(key, quote),
            Some(arrives) => {
                if arrives {
                    self.shop.place_order(key, quote)?;
                }
                Err(ShopError::Unavailable("the line is dead".to_owned()))
            }
        }
    }

    fn order_by_key(&self, key: &IdempotencyKey) -> Result<Option<Order>, ShopError> {
        if self.lookups_fail {
            return Err(ShopError::Unavailable("the line is dead".to_owned()));
        }
        self.shop.order_by_key(key)
    }

    fn order(&self, id: &OrderId) -> Result<Option<Order>, ShopError> {
        self.shop.order(id)
    }

    fn orders(&self, limit: usize) -> Result<Vec<Order>, ShopError> {
        self.shop.orders(limit)
    }

    fn cancel(&mut self, id: &OrderId) -> Result<Order, ShopError> {
        self.shop.cancel(id)
    }

    fn take_back(&mut self, request: &ReturnRequest) -> Result<ReturnSlip, ShopError> {
        self.shop.take_back(request)
    }
}

struct World {
    shop: BadLine,
    journal: SqliteJournal,
    _folder: TempDir,
}

impl World {
    fn new(failures: &[bool]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut shop = LocalShop::open(folder.path()).unwrap();
        shop.import(&goods()).unwrap();
        let journal = SqliteJournal::open(folder.path()).unwrap();
        let failures = failures.iter().copied().rev().collect();
        Self { shop: BadLine { shop, failures, lookups_fail: false }, journal, _folder: folder }
    }

    fn place(&mut self) -> Result<Placement, CheckoutError> {
        let quote = self.shop.quote(&cart(&[("B", 3)])).unwrap();
        let site = SiteId("home".to_owned());
        checkout::place(&mut self.shop, &mut self.journal, &site, &quote, Timestamp::now())
    }

    fn orders(&self) -> usize {
        self.shop.orders(9).unwrap().len()
    }
}

#[test]
fn a_placed_order_is_in_the_journal_until_the_shopper_was_told() {
    let mut world = World::new(&[]);
    let placement = world.place().unwrap();
    let unfinished = world.journal.unfinished().unwrap();
    assert_eq!(unfinished[0].outcome, Outcome::Placed(placement.order.id));
    world.journal.mark_told(&placement.key).unwrap();
    assert!(world.journal.unfinished().unwrap().is_empty());
}

#[test]
fn an_answer_that_was_lost_does_not_make_a_second_order() {
    for failures in [&[true][..], &[false], &[false, true], &[false, false]] {
        let mut world = World::new(failures);
        let placement = world.place().unwrap();
        assert_eq!(world.orders(), 1, "{failures:?}");
        assert_eq!(world.shop.order_by_key(&placement.key).unwrap(), Some(placement.order));
    }
}

#[test]
fn a_shop_that_never_takes_the_order_is_asked_a_few_times_only() {
    let mut world = World::new(&[false; 50]);
    let error = world.place().unwrap_err();
    assert!(matches!(error, CheckoutError::Refused { .. }), "{error}");
    assert!(matches!(world.journal.unfinished().unwrap()[0].outcome, Outcome::Refused(_)));
    assert_eq!(world.orders(), 0);
}

#[test]
fn an_order_that_nobody_knows_of_is_looked_up_at_the_next_start() {
    for arrives in [true, false] {
        let mut world = World::new(&[arrives]);
        world.shop.lookups_fail = true;
        let Err(CheckoutError::Unknown { key, .. }) = world.place() else { panic!("it cannot be known") };
        assert!(checkout::recover(&world.shop, &mut world.journal).is_err(), "the shop is still away");
        world.shop.lookups_fail = false;
        let news = checkout::recover(&world.shop, &mut world.journal).unwrap();
        assert_eq!(news.len(), 1);
        assert_eq!((&news[0].0.0[..], &news[0].2), ("home", &key));
        assert_eq!(matches!(news[0].1, OrderNews::Placed { .. }), arrives);
        assert_eq!(world.orders(), usize::from(arrives));
        assert_eq!(checkout::recover(&world.shop, &mut world.journal).unwrap(), news, "until they are told");
        world.journal.mark_told(&key).unwrap();
        assert!(checkout::recover(&world.shop, &mut world.journal).unwrap().is_empty());
    }
}

#[test]
fn a_refusal_is_written_down_too() {
    let mut world = World::new(&[]);
    let quote = world.shop.quote(&cart(&[("B", 6)])).unwrap();
    world.shop.place_order(&IdempotencyKey::generate(), &quote).unwrap();
    let site = SiteId("home".to_owned());
    let result = checkout::place(&mut world.shop, &mut world.journal, &site, &quote, Timestamp::now());
    let Err(CheckoutError::Refused { error: ShopError::OutOfStock { available: 4, .. }, key }) = result else {
        panic!("{result:?}")
    };
    let unfinished = world.journal.unfinished().unwrap();
    assert_eq!(
        (&unfinished[0].key, &unfinished[0].outcome),
        (&key, &Outcome::Refused("only 4 of bread in stock".to_owned()))
    );
}
