//! What every shop promises: one suite, run on each implementation.

use std::sync::Barrier;

use jiff::Timestamp;
use orderly::commerce::cart::{Cart, CartLine, Quote, Terms};
use orderly::commerce::catalogue::{Product, Sku};
use orderly::commerce::local::LocalShop;
use orderly::commerce::money::{Currency, Money};
use orderly::commerce::order::{IdempotencyKey, Order, OrderId, OrderStatus, Shipment, StatusChange};
use orderly::commerce::tax::{Tax, TaxAtRate};
use orderly::commerce::{ShopError, Storefront};
use proptest::prelude::*;
use returns::{
    a_part_that_was_not_sent_is_left_out_of_the_order, a_withdrawal_before_it_is_sent_calls_the_order_off,
    after_its_days_nothing_is_taken_back, delivered_goods_are_taken_back_and_paid_back,
    goods_that_are_not_there_cannot_be_returned, the_same_goods_again_return_the_same_slip,
};
use tempfile::TempDir;

mod returns;

/// A shop with [`goods`], shipping for 3.90 below 35.00, 21 % tax and [`terms`].
trait Fixture: Sync {
    /// One more connection to the same shop.
    fn connect(&self) -> Box<dyn Storefront>;
    /// Hands an order to a carrier, as [`parcel`].
    fn ship(&self, id: &OrderId);
    fn deliver(&self, id: &OrderId, at: Timestamp);
}

fn terms() -> Terms {
    Terms {
        seller: "Corner Shop".to_owned(),
        deliver_to: "home".to_owned(),
        pay_with: "your saved card".to_owned(),
        withdrawal_days: 14,
    }
}

fn parcel() -> Shipment {
    let expected = Some(jiff::civil::date(2026, 12, 1));
    Shipment { carrier: "postnl".to_owned(), tracking: "3SABCD1234567".to_owned(), expected }
}

/// Bread: 10 for 2.50 each; candles: the last one, 9.99; dates: 1000 for 0.10 each.
pub fn goods() -> Vec<Product> {
    let product = |sku: &str, name: &str, minor, stock| Product {
        stock,
        ..Product::new(Sku(sku.to_owned()), name.to_owned(), Money::new(minor, Currency::EUR))
    };
    vec![product("B", "bread", 250, 10), product("C", "candle", 999, 1), product("D", "dates", 10, 1000)]
}

struct Local(TempDir);

impl Local {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut shop = LocalShop::open(folder.path()).unwrap();
        shop.import(&goods()).unwrap();
        shop.set_shipping(390, 3500).unwrap();
        shop.set_tax(2_100).unwrap();
        shop.set_terms(&terms()).unwrap();
        Self(folder)
    }
}

impl Fixture for Local {
    fn connect(&self) -> Box<dyn Storefront> {
        Box::new(LocalShop::open(self.0.path()).unwrap())
    }

    fn ship(&self, id: &OrderId) {
        let change = StatusChange::new(OrderStatus::Shipped, Timestamp::now());
        LocalShop::open(self.0.path()).unwrap().change(id, &change, Some(&parcel())).unwrap();
    }

    fn deliver(&self, id: &OrderId, at: Timestamp) {
        LocalShop::open(self.0.path()).unwrap().advance(id, OrderStatus::Delivered, at).unwrap();
    }
}

/// Makes a test of each promise, for one implementation.
macro_rules! contract {
    ($shop:ident, $fixture:expr, $($promise:ident),+ $(,)?) => {
        mod $shop {
            use super::*;
            $(#[test] fn $promise() { super::$promise(&$fixture); })+
        }
    };
}

contract!(
    local,
    Local::new(),
    a_quote_is_the_sum_of_its_lines_and_shipping,
    a_quote_says_what_a_shopper_must_hear_and_an_order_keeps_it,
    a_cart_that_cannot_be_bought_is_refused,
    the_same_key_is_the_same_order,
    a_key_does_not_serve_for_other_goods,
    an_order_at_another_price_is_refused,
    an_order_is_cancelled_until_it_leaves_the_shop,
    orders_come_the_latest_first,
    an_order_is_found_by_its_number_with_its_parcel,
    two_at_once_with_one_key_make_one_order,
    two_at_once_for_the_last_one_make_one_order,
    a_withdrawal_before_it_is_sent_calls_the_order_off,
    a_part_that_was_not_sent_is_left_out_of_the_order,
    delivered_goods_are_taken_back_and_paid_back,
    the_same_goods_again_return_the_same_slip,
    goods_that_are_not_there_cannot_be_returned,
    after_its_days_nothing_is_taken_back,
);

pub fn cart(lines: &[(&str, u32)]) -> Cart {
    let line = |&(sku, quantity): &(&str, u32)| CartLine { sku: Sku(sku.to_owned()), quantity };
    Cart { lines: lines.iter().map(line).collect() }
}

fn stock(shop: &dyn Storefront, sku: &str) -> u32 {
    shop.catalogue().unwrap().products.iter().find(|product| product.sku.0 == sku).unwrap().stock
}

fn a_quote_is_the_sum_of_its_lines_and_shipping(fixture: &dyn Fixture) {
    let shop = fixture.connect();
    let quote = shop.quote(&cart(&[("B", 2), ("D", 3)])).unwrap();
    let totals: Vec<_> = quote.lines.iter().map(|line| line.total.minor).collect();
    assert_eq!((totals, quote.shipping.minor, quote.total.minor), (vec![500, 30], 390, 920));
    assert_eq!(quote.cart(), cart(&[("B", 2), ("D", 3)]));
    let large = shop.quote(&cart(&[("D", 350)])).unwrap();
    assert_eq!((large.shipping.minor, large.total.minor), (0, 3500));
    let doubled = shop.quote(&cart(&[("D", 1), ("B", 1), ("D", 2)])).unwrap();
    assert_eq!(doubled.cart(), cart(&[("D", 3), ("B", 1)]));
}

fn a_quote_says_what_a_shopper_must_hear_and_an_order_keeps_it(fixture: &dyn Fixture) {
    let mut shop = fixture.connect();
    let quote = shop.quote(&cart(&[("B", 2), ("D", 3)])).unwrap();
    let tax = Money::new(160, Currency::EUR);
    let by_rate = vec![TaxAtRate { rate: "21".parse().unwrap(), amount: tax }];
    assert_eq!((&quote.terms, &quote.tax), (&terms(), &Some(Tax { total: tax, by_rate })));
    let order = shop.place_order(&IdempotencyKey::generate(), &quote).unwrap();
    assert_eq!(order.terms, terms());
    assert_eq!(order, Order::placed(order.id.clone(), quote.clone(), order.placed_at()));
    let dearer = Quote { terms: Terms { withdrawal_days: 0, ..terms() }, ..quote.clone() };
    let refused = shop.place_order(&IdempotencyKey::generate(), &dearer);
    assert_eq!(refused, Err(ShopError::QuoteChanged(Box::new(quote))));
}

fn a_cart_that_cannot_be_bought_is_refused(fixture: &dyn Fixture) {
    let shop = fixture.connect();
    let refusal = |lines: &[(&str, u32)]| shop.quote(&cart(lines)).unwrap_err();
    assert_eq!(refusal(&[("X", 1)]), ShopError::UnknownProduct(Sku("X".to_owned())));
    assert_eq!(refusal(&[]), ShopError::EmptyCart);
    assert_eq!(refusal(&[("B", 0)]), ShopError::EmptyCart);
    for too_many in [11, u32::MAX] {
        assert!(matches!(refusal(&[("B", too_many)]), ShopError::OutOfStock { available: 10, .. }));
    }
    assert!(matches!(refusal(&[("C", 1), ("C", 1)]), ShopError::OutOfStock { available: 1, .. }));
}

fn the_same_key_is_the_same_order(fixture: &dyn Fixture) {
    let mut shop = fixture.connect();
    let key = IdempotencyKey::generate();
    assert_eq!(shop.order_by_key(&key), Ok(None));
    let quote = shop.quote(&cart(&[("B", 10)])).unwrap();
    let order = shop.place_order(&key, &quote).unwrap();
    assert_eq!((&order.lines, order.shipping, order.total), (&quote.lines, quote.shipping, quote.total));
    assert_eq!(order.status(), OrderStatus::Placed);
    assert!((4..=6).contains(&order.id.0.len()), "{} can be said", order.id);
    assert_eq!(shop.place_order(&key, &quote), Ok(order.clone()));
    assert_eq!(fixture.connect().order_by_key(&key), Ok(Some(order.clone())));
    assert_eq!(stock(shop.as_ref(), "B"), 0);
    assert_eq!(shop.orders(10), Ok(vec![order]));
}

fn a_key_does_not_serve_for_other_goods(fixture: &dyn Fixture) {
    let mut shop = fixture.connect();
    let key = IdempotencyKey::generate();
    let one = shop.quote(&cart(&[("B", 1)])).unwrap();
    let two = shop.quote(&cart(&[("B", 2)])).unwrap();
    shop.place_order(&key, &one).unwrap();
    assert_eq!(shop.place_order(&key, &two), Err(ShopError::KeyReused(key)));
    assert_eq!(stock(shop.as_ref(), "B"), 9);
}

fn an_order_at_another_price_is_refused(fixture: &dyn Fixture) {
    let mut shop = fixture.connect();
    let current = shop.quote(&cart(&[("B", 1)])).unwrap();
    let mut cheaper = current.clone();
    cheaper.total.minor -= 1;
    let key = IdempotencyKey::generate();
    assert_eq!(shop.place_order(&key, &cheaper), Err(ShopError::QuoteChanged(Box::new(current))));
    let nothing = Quote { lines: Vec::new(), ..cheaper };
    assert_eq!(shop.place_order(&key, &nothing), Err(ShopError::EmptyCart));
    assert_eq!((shop.orders(1), stock(shop.as_ref(), "B")), (Ok(Vec::new()), 10));
}

fn an_order_is_cancelled_until_it_leaves_the_shop(fixture: &dyn Fixture) {
    let mut shop = fixture.connect();
    let quote = shop.quote(&cart(&[("B", 4)])).unwrap();
    let order = shop.place_order(&IdempotencyKey::generate(), &quote).unwrap();
    let cancelled = shop.cancel(&order.id).unwrap();
    assert_eq!((cancelled.status(), cancelled.history.len()), (OrderStatus::Cancelled, 2));
    assert_eq!(stock(shop.as_ref(), "B"), 10);
    let too_late = |id: &OrderId, status| Err(ShopError::TooLate { id: id.clone(), status });
    assert_eq!(shop.cancel(&order.id), too_late(&order.id, OrderStatus::Cancelled));
    let sent = shop.place_order(&IdempotencyKey::generate(), &quote).unwrap();
    fixture.ship(&sent.id);
    assert_eq!(shop.cancel(&sent.id), too_late(&sent.id, OrderStatus::Shipped));
    assert_eq!(stock(shop.as_ref(), "B"), 6);
    for unknown in ["", "999999", "one", "-1", "99999999999999999999"] {
        let id = OrderId(unknown.to_owned());
        assert_eq!(shop.cancel(&id), Err(ShopError::UnknownOrder(id)));
    }
}

fn orders_come_the_latest_first(fixture: &dyn Fixture) {
    let mut shop = fixture.connect();
    let quote = shop.quote(&cart(&[("D", 1)])).unwrap();
    let mut placed: Vec<_> =
        (0..4).map(|_| shop.place_order(&IdempotencyKey::generate(), &quote).unwrap().id).collect();
    placed.reverse();
    let ids = |limit| shop.orders(limit).unwrap().into_iter().map(|order| order.id).collect::<Vec<_>>();
    assert_eq!(ids(usize::MAX), placed);
    assert_eq!(ids(2), placed[..2]);
    assert!(ids(0).is_empty());
}

fn an_order_is_found_by_its_number_with_its_parcel(fixture: &dyn Fixture) {
    let mut shop = fixture.connect();
    let quote = shop.quote(&cart(&[("B", 1)])).unwrap();
    let order = shop.place_order(&IdempotencyKey::generate(), &quote).unwrap();
    assert_eq!(shop.order(&order.id), Ok(Some(order.clone())));
    assert_eq!(order.shipment, None);
    fixture.ship(&order.id);
    let sent = shop.order(&order.id).unwrap().unwrap();
    assert_eq!((sent.shipment.as_ref(), sent.status(), sent.is_open()), (Some(&parcel()), OrderStatus::Shipped, true));
    assert_eq!(shop.orders(1), Ok(vec![sent]));
    for unknown in ["", "999999", "one", "-1", "99999999999999999999"] {
        assert_eq!(shop.order(&OrderId(unknown.to_owned())), Ok(None));
    }
}

/// Places one order from each of two threads, at the same time.
fn at_once(fixture: &dyn Fixture, keys: [&IdempotencyKey; 2], quote: &Quote) -> [Result<OrderId, ShopError>; 2] {
    let barrier = Barrier::new(2);
    std::thread::scope(|scope| {
        let place = |key| {
            let barrier = &barrier;
            scope.spawn(move || {
                let mut shop = fixture.connect();
                barrier.wait();
                shop.place_order(key, quote).map(|order| order.id)
            })
        };
        keys.map(place).map(|thread| thread.join().unwrap())
    })
}

fn two_at_once_with_one_key_make_one_order(fixture: &dyn Fixture) {
    let shop = fixture.connect();
    let quote = shop.quote(&cart(&[("B", 5)])).unwrap();
    let key = IdempotencyKey::generate();
    let [one, other] = at_once(fixture, [&key, &key], &quote);
    assert_eq!(one.unwrap(), other.unwrap());
    assert_eq!((shop.orders(9).unwrap().len(), stock(shop.as_ref(), "B")), (1, 5));
}

fn two_at_once_for_the_last_one_make_one_order(fixture: &dyn Fixture) {
    let shop = fixture.connect();
    let quote = shop.quote(&cart(&[("C", 1)])).unwrap();
    let results = at_once(fixture, [&IdempotencyKey::generate(), &IdempotencyKey::generate()], &quote);
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1);
    assert!(results.iter().any(|result| matches!(result, Err(ShopError::OutOfStock { available: 0, .. }))));
    assert_eq!((shop.orders(9).unwrap().len(), stock(shop.as_ref(), "C")), (1, 0));
}

#[derive(Debug, Clone)]
enum Step {
    Place(Vec<(usize, u32)>),
    Repeat(usize),
    Cancel(usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        3 => prop::collection::vec((0_usize..3, 0_u32..6), 0..4).prop_map(Step::Place),
        1 => (0_usize..8).prop_map(Step::Repeat),
        1 => (0_usize..8).prop_map(Step::Cancel),
    ];
    prop::collection::vec(step, 0..24)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn goods_are_neither_made_nor_lost(steps in steps()) {
        let mut shop = LocalShop::open_in_memory().unwrap();
        shop.import(&goods()).unwrap();
        shop.set_shipping(390, 3500).unwrap();
        let mut placed = Vec::new();
        for step in steps {
            match step {
                Step::Place(lines) => {
                    let lines: Vec<_> = lines.into_iter().map(|(place, n)| (["B", "C", "D"][place], n)).collect();
                    if let Ok(quote) = shop.quote(&cart(&lines)) {
                        let key = IdempotencyKey::generate();
                        placed.push((key.clone(), quote.clone(), shop.place_order(&key, &quote).unwrap().id));
                    }
                }
                Step::Repeat(index) => {
                    if let Some((key, quote, id)) = placed.get(index) {
                        prop_assert_eq!(&shop.place_order(key, quote).unwrap().id, id);
                    }
                }
                Step::Cancel(index) => {
                    if let Some((_, _, id)) = placed.get(index) {
                        let _may_be_cancelled_already = shop.cancel(id);
                    }
                }
            }
            let orders = shop.orders(usize::MAX).unwrap();
            prop_assert_eq!(orders.len(), placed.len());
            for order in &orders {
                let lines: i64 = order.lines.iter().map(|line| line.unit_price.minor * i64::from(line.quantity)).sum();
                prop_assert_eq!(order.total.minor, lines + order.shipping.minor);
            }
            let kept = orders.iter().filter(|order| order.status() != OrderStatus::Cancelled);
            let lines: Vec<_> = kept.flat_map(|order| &order.lines).collect();
            for product in goods() {
                let ordered: u32 = lines.iter().filter(|line| line.sku == product.sku).map(|line| line.quantity).sum();
                prop_assert_eq!(stock(&shop, &product.sku.0) + ordered, product.stock);
            }
        }
    }
}
