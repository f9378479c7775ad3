//! An order exists once or not at all, whatever the shop answers.

use std::cell::Cell;
use std::sync::Barrier;
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use orderly::commerce::cart::{Cart, PurchaseId, Quote};
use orderly::commerce::catalogue::Catalogue;
use orderly::commerce::checkout::{self, CheckoutError, Patience, Placement, Recovered};
use orderly::commerce::local::LocalShop;
use orderly::commerce::order::{IdempotencyKey, Order, OrderId};
use orderly::commerce::returns::{ReturnRequest, ReturnSlip};
use orderly::commerce::{ShopError, Storefront};
use orderly::dialogue::OrderNews;
use orderly::event::SiteId;
use orderly::journal::sqlite::SqliteJournal;
use orderly::journal::{Attempt, Journal, Outcome};
use tempfile::TempDir;

use crate::storefront::{cart, goods};

/// The local shop at the other end of a line that fails.
struct BadLine {
    shop: LocalShop,
    /// For each attempt to come: whether the order arrives before the line fails. Then the line is good.
    failures: Vec<bool>,
    lookups_fail: bool,
    /// How often it was asked for an order.
    lookups: Cell<usize>,
    /// Whether it takes every request for a new order: the key of each is another one to it.
    forgets_keys: bool,
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
            None if self.forgets_keys => {
                let order = self.shop.place_order(&IdempotencyKey::generate(), quote)?;
                self.shop.place_order(key, quote).map(|_| order)
            }
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
        self.lookups.set(self.lookups.get() + 1);
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
    folder: TempDir,
}

impl World {
    fn new(failures: &[bool]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut shop = LocalShop::open(folder.path()).unwrap();
        shop.import(&goods()).unwrap();
        let journal = SqliteJournal::open(folder.path()).unwrap();
        let failures = failures.iter().copied().rev().collect();
        let shop = BadLine { shop, failures, lookups_fail: false, lookups: Cell::new(0), forgets_keys: false };
        Self { shop, journal, folder }
    }

    fn place(&mut self) -> Result<Placement, CheckoutError> {
        self.confirm("home", &PurchaseId::generate())
    }

    fn confirm(&mut self, site: &str, purchase: &PurchaseId) -> Result<Placement, CheckoutError> {
        let quote = self.shop.shop.quote(&cart(&[("B", 3)])).unwrap();
        let site = SiteId(site.to_owned());
        checkout::place(&mut self.shop, &mut self.journal, &site, purchase, &quote, Timestamp::now())
    }

    fn recover(&mut self) -> Recovered {
        checkout::recover(&self.shop, &mut self.journal).unwrap()
    }

    /// What one site is told of one order since it was looked up last.
    fn only_news(&mut self) -> (OrderNews, IdempotencyKey) {
        let Recovered { news, away: None } = self.recover() else { panic!("the shop is away") };
        let [(site, news, key)] = &news[..] else { panic!("{news:?}") };
        assert_eq!(site.0, "home");
        (news.clone(), key.clone())
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
fn an_order_that_nobody_knows_of_is_looked_up_until_it_is_known_and_told_until_it_was_heard() {
    for arrives in [true, false] {
        let mut world = World::new(&[arrives]);
        world.shop.lookups_fail = true;
        let Err(CheckoutError::Unknown { key, .. }) = world.place() else { panic!("it cannot be known") };
        let recovered = world.recover();
        assert!(recovered.away.is_some() && recovered.news.is_empty(), "the shop is still away");
        world.shop.lookups_fail = false;
        let (news, of) = world.only_news();
        assert_eq!((matches!(news, OrderNews::Placed { .. }), &of), (arrives, &key));
        assert_eq!(world.orders(), usize::from(arrives));
        assert_eq!(world.only_news(), (news, of), "until they are told");
        world.journal.mark_told(&key).unwrap();
        assert_eq!(world.recover(), Recovered::default());
    }
}

#[test]
fn while_the_shop_is_away_what_is_known_is_told() {
    let mut world = World::new(&[]);
    let placement = world.place().unwrap();
    world.shop.failures = vec![true, true];
    world.shop.lookups_fail = true;
    assert!(matches!(world.place(), Err(CheckoutError::Unknown { .. })));
    assert!(matches!(world.place(), Err(CheckoutError::Unknown { .. })));
    world.shop.lookups.set(0);
    let Recovered { news, away: Some(_) } = world.recover() else { panic!("the shop is away") };
    assert_eq!(news.iter().map(|(_, _, key)| key).collect::<Vec<_>>(), [&placement.key]);
    assert_eq!(world.shop.lookups.get(), 1, "a shop that is away is asked once, however much is open");
}

#[test]
fn what_was_begun_and_never_asked_for_is_undone_without_the_shop() {
    let mut world = World::new(&[]);
    world.shop.lookups_fail = true;
    let purchase = PurchaseId::generate();
    let quote = world.shop.quote(&cart(&[("B", 3)])).unwrap();
    let attempt = Attempt {
        key: IdempotencyKey::generate(),
        purchase: purchase.clone(),
        site: SiteId("home".to_owned()),
        quote,
        confirmed_at: Timestamp::now(),
        outcome: Outcome::Begun,
        told: false,
    };
    world.journal.begin(&attempt).unwrap();
    let (news, key) = world.only_news();
    assert!(matches!(news, OrderNews::NotPlaced { .. }));
    assert_eq!((key, world.shop.lookups.get()), (attempt.key, 0));
    world.shop.lookups_fail = false;
    world.confirm("home", &purchase).unwrap();
}

#[test]
fn a_shop_that_is_away_for_an_hour_is_asked_ever_more_rarely_and_the_shopper_hears_within_a_minute_of_its_return() {
    let mut world = World::new(&[true]);
    world.shop.lookups_fail = true;
    assert!(matches!(world.place(), Err(CheckoutError::Unknown { .. })));
    world.shop.lookups.set(0);
    let start = Instant::now();
    let back = start + Duration::from_secs(3600);
    let (mut now, mut patience) = (start, Patience::from(start));
    let heard = loop {
        if patience.is_over(now) {
            world.shop.lookups_fail = now < back;
            let recovered = world.recover();
            if recovered.away.is_none() {
                break recovered.news;
            }
            assert!(recovered.news.is_empty());
            patience = patience.again(now);
        }
        now += Duration::from_millis(100);
    };
    assert!(matches!(&heard[..], [(_, OrderNews::Placed { .. }, _)]));
    assert!(now >= back && now - back <= Duration::from_secs(60), "{:?}", now - back);
    assert!(world.shop.lookups.get() < 80, "{} lookups", world.shop.lookups.get());
    assert_eq!(world.orders(), 1);
}

#[test]
fn with_the_clock_turned_back_by_a_day_an_open_order_is_found_and_told_in_its_turn() {
    let mut world = World::new(&[true]);
    world.shop.lookups_fail = true;
    let quote = world.shop.quote(&cart(&[("B", 3)])).unwrap();
    let (site, now) = (SiteId("home".to_owned()), Timestamp::now());
    for confirmed_at in [now, now - SignedDuration::from_hours(24)] {
        let purchase = PurchaseId::generate();
        let placed = checkout::place(&mut world.shop, &mut world.journal, &site, &purchase, &quote, confirmed_at);
        assert!(placed.is_err() || confirmed_at < now);
        world.shop.lookups_fail = false;
    }
    let Recovered { news, away: None } = world.recover() else { panic!("the shop is there") };
    let ids: Vec<_> = news
        .iter()
        .map(|(_, news, _)| match news {
            OrderNews::Placed { id, .. } => &id.0[..],
            OrderNews::NotPlaced { .. } => "nothing",
        })
        .collect();
    assert_eq!(ids, ["1001", "1002"], "in the order in which they were confirmed");
}

#[test]
fn a_purchase_that_is_confirmed_at_two_sites_is_ordered_once() {
    let mut world = World::new(&[]);
    let purchase = PurchaseId::generate();
    let placement = world.confirm("home", &purchase).unwrap();
    let again = world.confirm("kitchen", &purchase);
    let Err(CheckoutError::AlreadyOrdered { order: Some(order), outcome, .. }) = again else { panic!("{again:?}") };
    assert_eq!((outcome, &*order), (Outcome::Placed(order.id.clone()), &placement.order));
    world.shop.lookups_fail = true;
    let again = world.confirm("kitchen", &purchase);
    let Err(CheckoutError::AlreadyOrdered { order: None, outcome, .. }) = again else { panic!("{again:?}") };
    assert_eq!(outcome, Outcome::Placed(placement.order.id));
    assert_eq!(world.orders(), 1);
    assert_eq!(world.journal.unfinished().unwrap().len(), 1, "only who confirmed first is told");
}

#[test]
fn a_purchase_whose_outcome_is_unknown_is_not_ordered_at_another_site() {
    for arrives in [true, false] {
        let mut world = World::new(&[arrives]);
        let purchase = PurchaseId::generate();
        world.shop.lookups_fail = true;
        assert!(matches!(world.confirm("home", &purchase), Err(CheckoutError::Unknown { .. })));
        let again = world.confirm("kitchen", &purchase);
        let Err(CheckoutError::AlreadyOrdered { order: None, outcome: Outcome::Asked, .. }) = again else {
            panic!("{again:?}")
        };
        world.shop.lookups_fail = false;
        assert_eq!(matches!(world.only_news().0, OrderNews::Placed { .. }), arrives);
        // What was not placed may be confirmed again.
        assert_eq!(world.confirm("kitchen", &purchase).is_ok(), !arrives);
        assert_eq!(world.orders(), 1);
    }
}

#[test]
fn two_sites_that_confirm_the_same_purchase_at_the_same_time_order_it_once() {
    for _ in 0..20 {
        let world = World::new(&[]);
        let (purchase, barrier) = (PurchaseId::generate(), Barrier::new(2));
        let quote = world.shop.quote(&cart(&[("B", 3)])).unwrap();
        let confirm = |site: &str| {
            let mut shop = LocalShop::open(world.folder.path()).unwrap();
            let mut journal = SqliteJournal::open(world.folder.path()).unwrap();
            barrier.wait();
            let site = SiteId(site.to_owned());
            checkout::place(&mut shop, &mut journal, &site, &purchase, &quote, Timestamp::now())
        };
        let (folder, confirm) = (world.folder.path(), &confirm);
        let results = std::thread::scope(|scope| {
            ["home", "kitchen"].map(|site| scope.spawn(move || confirm(site))).map(|thread| thread.join().unwrap())
        });
        assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1, "{results:?}");
        assert!(results.iter().any(|result| matches!(result, Err(CheckoutError::AlreadyOrdered { .. }))));
        assert_eq!(LocalShop::open(folder).unwrap().orders(9).unwrap().len(), 1);
    }
}

#[test]
fn a_shop_that_gives_one_order_two_numbers_is_caught_and_reported() {
    // It takes no heed of the key, and an answer was lost.
    let mut world = World::new(&[false]);
    world.shop.forgets_keys = true;
    let result = world.place();
    let Err(CheckoutError::TwoNumbers { key, order, other }) = &result else { panic!("{result:?}") };
    assert_eq!((&order.id.0[..], &other.0[..], world.orders()), ("1002", "1001", 2));
    let report = result.as_ref().unwrap_err().to_string();
    assert!(report.contains("1001") && report.contains("1002") && report.contains(&key.0), "{report}");
    assert_eq!(world.journal.unfinished().unwrap()[0].outcome, Outcome::Placed(order.id.clone()));

    // It says so only when the purchase is confirmed again.
    let mut world = World::new(&[]);
    world.shop.forgets_keys = true;
    let purchase = PurchaseId::generate();
    world.confirm("home", &purchase).unwrap();
    assert!(matches!(world.confirm("kitchen", &purchase), Err(CheckoutError::TwoNumbers { .. })));
}

#[test]
fn a_refusal_is_written_down_too() {
    let mut world = World::new(&[]);
    let quote = world.shop.quote(&cart(&[("B", 6)])).unwrap();
    world.shop.place_order(&IdempotencyKey::generate(), &quote).unwrap();
    let site = SiteId("home".to_owned());
    let result =
        checkout::place(&mut world.shop, &mut world.journal, &site, &PurchaseId::generate(), &quote, Timestamp::now());
    let Err(CheckoutError::Refused { error: ShopError::OutOfStock { available: 4, .. }, key }) = result else {
        panic!("{result:?}")
    };
    let unfinished = world.journal.unfinished().unwrap();
    assert_eq!(
        (&unfinished[0].key, &unfinished[0].outcome),
        (&key, &Outcome::Refused("only 4 of bread in stock".to_owned()))
    );
}
