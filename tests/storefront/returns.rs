//! What every shop promises of goods that come back.

use jiff::{SignedDuration, Timestamp};
use orderly::commerce::catalogue::Product;
use orderly::commerce::local::LocalShop;
use orderly::commerce::order::{IdempotencyKey, Order, OrderId, OrderStatus};
use orderly::commerce::returns::{ReturnKind, ReturnReason, ReturnRequest};
use orderly::commerce::{ShopError, Storefront};
use proptest::prelude::*;

use super::{Fixture, cart, goods, stock, terms};

const DAY: SignedDuration = SignedDuration::from_hours(24);

fn place(shop: &mut dyn Storefront, lines: &[(&str, u32)]) -> Order {
    let quote = shop.quote(&cart(lines)).unwrap();
    shop.place_order(&IdempotencyKey::generate(), &quote).unwrap()
}

fn withdrawal(order: &OrderId, lines: &[(&str, u32)]) -> ReturnRequest {
    let kind = ReturnKind::Withdrawal;
    ReturnRequest { order: order.clone(), lines: cart(lines).lines, reason: None, kind }
}

fn broken(order: &OrderId, lines: &[(&str, u32)]) -> ReturnRequest {
    let reason = Some(ReturnReason::Broken);
    ReturnRequest { kind: ReturnKind::Return, reason, ..withdrawal(order, lines) }
}

pub fn a_withdrawal_before_it_is_sent_calls_the_order_off(fixture: &dyn Fixture) {
    let mut shop = fixture.connect();
    let order = place(shop.as_mut(), &[("B", 4), ("D", 10)]);
    assert_eq!((order.returnable_until(), order.can_be_withdrawn(Timestamp::now())), (None, true));
    let slip = shop.take_back(&withdrawal(&order.id, &[])).unwrap();
    assert_eq!((slip.order.status(), slip.refund), (OrderStatus::Cancelled, order.total));
    assert_eq!(slip.instructions, "", "there is nothing to send");
    assert_eq!((stock(shop.as_ref(), "B"), stock(shop.as_ref(), "D")), (10, 1000));
    assert_eq!(shop.order(&order.id), Ok(Some(slip.order.clone())));
    assert_eq!(shop.take_back(&withdrawal(&order.id, &[])), Ok(slip));
    assert_eq!(stock(shop.as_ref(), "B"), 10);
}

pub fn a_part_that_was_not_sent_is_left_out_of_the_order(fixture: &dyn Fixture) {
    let mut shop = fixture.connect();
    let order = place(shop.as_mut(), &[("B", 4), ("D", 10)]);
    let slip = shop.take_back(&withdrawal(&order.id, &[("B", 3)])).unwrap();
    assert_eq!((slip.refund.minor, slip.order.status()), (750, OrderStatus::Placed));
    assert_eq!((stock(shop.as_ref(), "B"), stock(shop.as_ref(), "D")), (9, 990));
    shop.cancel(&order.id).unwrap();
    assert_eq!((stock(shop.as_ref(), "B"), stock(shop.as_ref(), "D")), (10, 1000), "each comes back once");
}

pub fn delivered_goods_are_taken_back_and_paid_back(fixture: &dyn Fixture) {
    let mut shop = fixture.connect();
    let order = place(shop.as_mut(), &[("B", 2), ("D", 5)]);
    fixture.ship(&order.id);
    let delivered = Timestamp::now() - DAY;
    fixture.deliver(&order.id, delivered);
    let held = shop.order(&order.id).unwrap().unwrap();
    assert_eq!(held.returnable_until(), Some(delivered + 14 * DAY));
    let first = shop.take_back(&broken(&order.id, &[("B", 1)])).unwrap();
    assert_eq!((first.refund.minor, first.order.status()), (250, OrderStatus::ReturnAnnounced));
    assert!((4..=6).contains(&first.number.len()), "{} can be said", first.number);
    assert!(first.instructions.contains(&first.number), "{}", first.instructions);
    let rest = shop.take_back(&withdrawal(&order.id, &[])).unwrap();
    assert_ne!(rest.number, first.number);
    assert_eq!(first.refund.plus(rest.refund), Some(order.total), "the shipping comes back with the last of it");
    let tax = |tax: &Option<orderly::commerce::tax::Tax>| tax.as_ref().map(|tax| tax.total.minor);
    assert_eq!((tax(&first.tax), tax(&rest.tax), tax(&order.tax)), (Some(43), Some(43 + 9 + 68), Some(87 + 9 + 68)));
    assert_eq!(stock(shop.as_ref(), "B"), 8, "what comes back is looked at first");
}

pub fn the_same_goods_again_return_the_same_slip(fixture: &dyn Fixture) {
    let mut shop = fixture.connect();
    let order = place(shop.as_mut(), &[("B", 4), ("D", 5)]);
    fixture.ship(&order.id);
    fixture.deliver(&order.id, Timestamp::now());
    let one = shop.take_back(&broken(&order.id, &[("B", 1)])).unwrap();
    assert_eq!(fixture.connect().take_back(&broken(&order.id, &[("B", 1)])), Ok(one.clone()));
    assert_eq!(shop.take_back(&withdrawal(&order.id, &[("B", 1)])), Ok(one.clone()), "with whatever right");
    let all = shop.take_back(&broken(&order.id, &[])).unwrap();
    for again in [&[][..], &[("D", 5), ("B", 4)], &[("B", 2), ("D", 5), ("B", 2)], &[("D", 2)], &[("B", 9)]] {
        assert_eq!(shop.take_back(&broken(&order.id, again)), Ok(all.clone()), "{again:?}");
    }
    assert_eq!(shop.take_back(&broken(&order.id, &[("B", 1)])).map(|slip| slip.number), Ok(one.number));
}

pub fn goods_that_are_not_there_cannot_be_returned(fixture: &dyn Fixture) {
    let mut shop = fixture.connect();
    let order = place(shop.as_mut(), &[("B", 1)]);
    let nothing = |id: &OrderId| Err(ShopError::NothingToReturn { id: id.clone() });
    assert_eq!(shop.take_back(&broken(&order.id, &[])), nothing(&order.id), "it is still in the shop");
    fixture.ship(&order.id);
    for lines in [&[("D", 1)][..], &[("X", 1)], &[("B", 0)]] {
        assert_eq!(shop.take_back(&broken(&order.id, lines)), nothing(&order.id));
    }
    let cancelled = place(shop.as_mut(), &[("D", 1)]);
    shop.cancel(&cancelled.id).unwrap();
    for request in [broken(&cancelled.id, &[]), withdrawal(&cancelled.id, &[])] {
        assert_eq!(shop.take_back(&request), nothing(&cancelled.id));
    }
    let unknown = OrderId("999999".to_owned());
    assert_eq!(shop.take_back(&broken(&unknown, &[])), Err(ShopError::UnknownOrder(unknown)));
}

pub fn after_its_days_nothing_is_taken_back(fixture: &dyn Fixture) {
    let mut shop = fixture.connect();
    let order = place(shop.as_mut(), &[("B", 2)]);
    fixture.ship(&order.id);
    let on_its_way = shop.order(&order.id).unwrap().unwrap();
    assert_eq!((on_its_way.returnable_until(), on_its_way.can_be_withdrawn(Timestamp::MAX)), (None, true));
    let delivered = Timestamp::now() - 15 * DAY;
    fixture.deliver(&order.id, delivered);
    let until = delivered + i32::from(terms().withdrawal_days) * DAY;
    for request in [broken(&order.id, &[]), withdrawal(&order.id, &[("B", 1)])] {
        let refused = shop.take_back(&request);
        assert_eq!(refused, Err(ShopError::TooLateToReturn { id: order.id.clone(), until }));
    }
    let held = shop.order(&order.id).unwrap().unwrap();
    assert!(held.can_be_withdrawn(until) && !held.can_be_withdrawn(until + SignedDuration::from_secs(1)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn what_is_paid_back_is_never_more_than_what_was_paid(
        bought in prop::collection::vec((0_usize..3, 1_u32..6), 1..4),
        returned in prop::collection::vec((any::<bool>(), prop::collection::vec((0_usize..4, 0_u32..8), 0..3)), 0..8),
        ship_after in 0_usize..8,
    ) {
        let mut shop = LocalShop::open_in_memory().unwrap();
        shop.import(&goods()).unwrap();
        shop.set_shipping(390, 3500).unwrap();
        let named = |lines: &[(usize, u32)]| -> Vec<_> { lines.iter().map(|&(n, q)| (["B", "C", "D", "X"][n], q)).collect() };
        let Ok(quote) = shop.quote(&cart(&named(&bought))) else { return Ok(()) };
        let order = shop.place_order(&IdempotencyKey::generate(), &quote).unwrap();
        let mut refunds = std::collections::BTreeMap::new();
        for (step, (withdraws, lines)) in returned.iter().enumerate() {
            if step == ship_after {
                let _called_off_already = shop.advance(&order.id, OrderStatus::Shipped, Timestamp::now());
            }
            let kind = if *withdraws { ReturnKind::Withdrawal } else { ReturnKind::Return };
            let request = ReturnRequest { kind, ..withdrawal(&order.id, &named(lines)) };
            if let Ok(slip) = shop.take_back(&request) {
                prop_assert_eq!(shop.take_back(&request), Ok(slip.clone()));
                prop_assert_eq!(*refunds.entry(slip.number).or_insert(slip.refund.minor), slip.refund.minor);
            }
            let paid_back: i64 = refunds.values().sum();
            prop_assert!((0..=order.total.minor).contains(&paid_back), "{} of {}", paid_back, order.total);
            if step < ship_after {
                let sold = |product: &Product| i64::from(product.stock - stock(&shop, &product.sku.0)) * product.price.minor;
                let kept = (order.total.minor - order.shipping.minor - paid_back).max(0);
                prop_assert_eq!(goods().iter().map(sold).sum::<i64>(), kept, "what is paid back is in stock again");
            }
        }
        let _called_off_already = shop.advance(&order.id, OrderStatus::Shipped, Timestamp::now());
        let last = shop.take_back(&withdrawal(&order.id, &[])).unwrap();
        refunds.insert(last.number, last.refund.minor);
        prop_assert_eq!(refunds.values().sum::<i64>(), order.total.minor);
    }
}
