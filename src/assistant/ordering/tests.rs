// Clippy's own exemption reaches test functions, not the functions that they share.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;
use std::sync::atomic::{self, AtomicBool};

use super::*;
use crate::commerce::cart::{Cart, CartLine};
use crate::commerce::catalogue::Catalogue;
use crate::commerce::local::LocalShop;
use crate::commerce::returns::{ReturnRequest, ReturnSlip};
use crate::journal::sqlite::SqliteJournal;
use crate::understanding::{IntentFolder, Understanding};

/// The sample shop, at the end of a line that can break.
struct Line {
    shop: LocalShop,
    broken: Arc<AtomicBool>,
}

impl Line {
    fn holds(&self) -> Result<(), ShopError> {
        match self.broken.load(atomic::Ordering::SeqCst) {
            true => Err(ShopError::Unavailable("the line is dead".to_owned())),
            false => Ok(()),
        }
    }
}

impl Storefront for Line {
    fn revision(&self) -> Result<u64, ShopError> {
        self.holds().and_then(|()| self.shop.revision())
    }

    fn catalogue(&self) -> Result<Catalogue, ShopError> {
        self.holds().and_then(|()| self.shop.catalogue())
    }

    fn quote(&self, cart: &Cart) -> Result<Quote, ShopError> {
        self.holds().and_then(|()| self.shop.quote(cart))
    }

    /// What is asked for arrives; the answer may not.
    fn place_order(&mut self, key: &IdempotencyKey, quote: &Quote) -> Result<Order, ShopError> {
        let order = self.shop.place_order(key, quote);
        self.holds().and(order)
    }

    fn order_by_key(&self, key: &IdempotencyKey) -> Result<Option<Order>, ShopError> {
        self.holds().and_then(|()| self.shop.order_by_key(key))
    }

    fn orders(&self, limit: usize) -> Result<Vec<Order>, ShopError> {
        self.holds().and_then(|()| self.shop.orders(limit))
    }

    fn cancel(&mut self, id: &OrderId) -> Result<Order, ShopError> {
        self.holds().and_then(|()| self.shop.cancel(id))
    }

    fn order(&self, id: &OrderId) -> Result<Option<Order>, ShopError> {
        self.holds().and_then(|()| self.shop.order(id))
    }

    fn take_back(&mut self, request: &ReturnRequest) -> Result<ReturnSlip, ShopError> {
        self.holds().and_then(|()| self.shop.take_back(request))
    }
}

struct House {
    desk: Ordering,
    events: Receiver<Event>,
    broken: Arc<AtomicBool>,
    quote: Quote,
    folder: tempfile::TempDir,
}

impl House {
    fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut shop = LocalShop::open(folder.path()).unwrap();
        shop.import(&LocalShop::sample_products().unwrap()).unwrap();
        let (catalogue, revision) = (shop.catalogue().unwrap(), shop.revision().unwrap());
        let lines = vec![CartLine { sku: catalogue.products[0].sku.clone(), quantity: 1 }];
        let quote = shop.quote(&Cart { lines }).unwrap();
        let coffee = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/intents/coffee");
        let intents = IntentFolder::read(&coffee, "en").unwrap();
        let understanding = Understanding::new(&intents, "en", &Catalogue::default(), &[], None).unwrap();
        let (sender, events) = sync_channel(64);
        let learning = Learning::start(understanding.into(), sender.clone()).unwrap();
        let broken = Arc::new(AtomicBool::new(false));
        let line = Box::new(Line { shop, broken: Arc::clone(&broken) });
        let journal = Box::new(SqliteJournal::open(folder.path()).unwrap());
        let (desk, _) = Ordering::start(line, journal, revision, learning, sender).unwrap();
        Self { desk, events, broken, quote, folder }
    }

    fn confirm(&self, site: &str, purchase: &PurchaseId) {
        let request = ShopRequest::Place { quote: self.quote.clone(), purchase: purchase.clone() };
        self.desk.ask(SiteId(site.to_owned()), request).unwrap();
    }

    /// What is said next of an order, and where: as the shop answered, or as news.
    fn hear(&self) -> (String, String) {
        loop {
            match self.events.recv().unwrap() {
                Event::Shop { site, answer, .. } => {
                    let ShopAnswer::Placed(answer) = *answer else { continue };
                    return (site.0, answer.map_or_else(|_| "unknown".to_owned(), |order| order.id.0));
                }
                Event::News { site, news, .. } => match *news {
                    OrderNews::Placed { id, .. } => return (site.0, format!("news of {id}")),
                    OrderNews::NotPlaced { .. } => return (site.0, "not placed".to_owned()),
                },
                _ => {}
            }
        }
    }

    fn orders(&self) -> usize {
        LocalShop::open(self.folder.path()).unwrap().orders(9).unwrap().len()
    }
}

fn heard(site: &str, what: &str) -> (String, String) {
    (site.to_owned(), what.to_owned())
}

#[test]
fn two_sites_that_confirm_the_same_purchase_hear_of_the_same_order() {
    let house = House::open();
    let purchase = PurchaseId::generate();
    house.confirm("kitchen", &purchase);
    house.confirm("hall", &purchase);
    house.confirm("hall", &PurchaseId::generate());
    assert_eq!(house.hear(), heard("kitchen", "1001"));
    assert_eq!(house.hear(), heard("hall", "1001"));
    assert_eq!(house.hear(), heard("hall", "1002"));
    assert_eq!(house.orders(), 2);
    house.desk.close();
}

#[test]
fn while_an_outcome_is_unknown_nobody_orders_it_again_and_it_is_told_when_the_shop_is_back() {
    let house = House::open();
    let purchase = PurchaseId::generate();
    house.broken.store(true, atomic::Ordering::SeqCst);
    house.confirm("kitchen", &purchase);
    house.confirm("hall", &purchase);
    assert_eq!(house.hear(), heard("kitchen", "unknown"));
    assert_eq!(house.hear(), heard("hall", "unknown"));
    house.broken.store(false, atomic::Ordering::SeqCst);
    assert_eq!(house.hear(), heard("kitchen", "news of 1001"));
    house.confirm("hall", &purchase);
    assert_eq!(house.hear(), heard("hall", "1001"));
    assert_eq!(house.orders(), 1);
    house.desk.close();
}
