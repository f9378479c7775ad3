//! What only the local shop promises: older files, what its owner sets, and what happens to orders by hand.

use std::path::Path;
use std::process::{Command, Output};

use jiff::Timestamp;
use orderly::commerce::cart::Terms;
use orderly::commerce::local::{self, LocalShop};
use orderly::commerce::order::{IdempotencyKey, OrderStatus, Shipment, StatusChange};
use orderly::commerce::returns::{ReturnKind, ReturnRequest};
use orderly::commerce::{ShopError, Storefront};
use orderly::config::ShopConfig;
use orderly::database;

use crate::storefront::{cart, goods};

const VERSION_1: &str = include_str!("../src/commerce/local/schema.sql");

/// An order of two breads, delivered, as version 1 wrote it.
const ORDER_OF_VERSION_1: &str = r#"
    INSERT INTO products VALUES ('B', 'bread', '', '', '', '["loaf"]', 250, 'EUR', 10, 1);
    INSERT INTO orders VALUES (1001, 'key', 390, 890, 'EUR');
    INSERT INTO order_lines VALUES (1001, 0, 'B', 'bread', 2, 250, 500);
    INSERT INTO status_changes VALUES (1001, 0, 'placed', '2026-05-01T10:00:00Z'), (1001, 1, 'packed', '2026-05-01T12:00:00Z');
"#;

#[test]
fn a_file_of_version_1_is_brought_up_to_date_with_all_that_is_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let old = database::open(folder.path(), local::FILE, &[VERSION_1]).unwrap();
    old.execute_batch(ORDER_OF_VERSION_1).unwrap();
    drop(old);
    let mut shop = LocalShop::open(folder.path()).unwrap();
    let product = shop.catalogue().unwrap().products.remove(0);
    assert_eq!((product.name.as_str(), product.synonyms.as_slice()), ("bread", &["loaf".to_owned()][..]));
    assert_eq!((product.regular_price, product.about.len(), product.goes_with.len()), (None, 0, 0));
    let order = shop.order_by_key(&IdempotencyKey("key".to_owned())).unwrap().unwrap();
    assert_eq!((order.total.minor, order.status(), order.history.len()), (890, OrderStatus::Packed, 2));
    assert_eq!((&order.shipment, &order.terms), (&None, &Terms::default()));
    assert_eq!(shop.terms(), Ok(Terms::default()));
    assert_eq!((&order.tax, order.lines[0].tax_rate), (&None, None));
    assert_eq!(shop.quote(&cart(&[("B", 1)])).unwrap().tax, None);
    let kind = ReturnKind::Withdrawal;
    let slip = shop.take_back(&ReturnRequest { order: order.id, lines: Vec::new(), reason: None, kind }).unwrap();
    assert_eq!((slip.refund.minor, slip.order.status()), (890, OrderStatus::Cancelled));
    assert_eq!(LocalShop::open(folder.path()).unwrap().orders(9), Ok(vec![slip.order]));
}

#[test]
fn a_file_of_a_newer_version_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    database::open(folder.path(), local::FILE, &[VERSION_1, "", "", ""]).unwrap();
    let error = LocalShop::open(folder.path()).err().unwrap().to_string();
    assert!(error.contains("newer version") && error.contains("schema 4"), "{error}");
}

#[test]
fn what_the_configuration_says_goes_before_what_the_shop_has() {
    let mut shop = LocalShop::open_in_memory().unwrap();
    shop.import_sample(Timestamp::now()).unwrap();
    let before = shop.terms().unwrap();
    assert_eq!((before.seller.as_str(), before.withdrawal_days), ("Corner Shop", 14));
    shop.configure(&ShopConfig::default()).unwrap();
    assert_eq!(shop.terms(), Ok(before.clone()));
    let seller = "Green Grocer".to_owned();
    let config = ShopConfig { seller: seller.clone(), withdrawal_days: 30, tax_percent: 5.5, ..ShopConfig::default() };
    shop.configure(&config).unwrap();
    assert_eq!(shop.terms(), Ok(Terms { seller, withdrawal_days: 30, ..before }));
    let quote = shop.quote(&cart(&[("COF-001", 2)])).unwrap();
    assert_eq!((quote.total.minor, quote.tax.unwrap().total.minor), (1888, 98));
}

#[test]
fn products_have_a_tax_rate_of_their_own_or_that_of_the_shop_and_an_order_keeps_what_it_had() {
    let mut shop = LocalShop::open_in_memory().unwrap();
    let mut products = goods();
    products[2].tax_rate = Some("9".parse().unwrap());
    shop.import(&products).unwrap();
    assert_eq!(shop.catalogue().unwrap().products, products);
    let both = cart(&[("B", 2), ("D", 3)]);
    assert_eq!(shop.quote(&both).unwrap().tax, None, "nobody says what bread has");
    shop.set_tax(2_100).unwrap();
    let quote = shop.quote(&both).unwrap();
    let tax = quote.tax.clone().unwrap();
    let by_rate: Vec<_> = tax.by_rate.iter().map(|part| (part.rate.hundredths(), part.amount.minor)).collect();
    assert_eq!((by_rate, tax.total.minor), (vec![(900, 2), (2_100, 87)], 89));
    let order = shop.place_order(&IdempotencyKey::generate(), &quote).unwrap();
    assert_eq!(order.tax, quote.tax);
    shop.set_tax(1_900).unwrap();
    assert!(matches!(shop.place_order(&IdempotencyKey::generate(), &quote), Err(ShopError::QuoteChanged(_))));
    assert_eq!(shop.order(&order.id), Ok(Some(order.clone())));
    assert_eq!(shop.cancel(&order.id).map(|cancelled| cancelled.tax), Ok(quote.tax));
}

#[test]
fn a_shopper_is_told_in_the_language_of_the_household_how_goods_go_back() {
    let mut told = std::collections::BTreeSet::new();
    for language in ["de", "en", "es", "fr", "nl-BE"] {
        let mut shop = LocalShop::open_in_memory().unwrap().in_language(language).unwrap();
        shop.import(&goods()).unwrap();
        shop.set_terms(&Terms { withdrawal_days: 14, ..Terms::default() }).unwrap();
        let quote = shop.quote(&cart(&[("B", 1)])).unwrap();
        let order = shop.place_order(&IdempotencyKey::generate(), &quote).unwrap().id;
        shop.advance(&order, OrderStatus::Delivered, Timestamp::now()).unwrap();
        let request = ReturnRequest { order, lines: Vec::new(), reason: None, kind: ReturnKind::Return };
        let slip = shop.take_back(&request).unwrap();
        assert!(slip.instructions.contains(&slip.number), "{}", slip.instructions);
        told.insert(slip.instructions);
    }
    assert_eq!(told.len(), 5, "{told:?}");
    assert!(told.contains("Schrijf 5001 op het pakket en geef het af bij een vervoerder naar keuze."), "{told:?}");
    let error = LocalShop::open_in_memory().unwrap().in_language("fi").err().unwrap().to_string();
    assert!(error.contains("`fi`"), "{error}");
}

#[test]
fn the_sample_shop_has_offers_facts_companions_and_orders_of_many_fates() {
    let mut shop = LocalShop::open_in_memory().unwrap();
    shop.import_sample(Timestamp::now()).unwrap();
    let products = shop.catalogue().unwrap().products;
    let count =
        |has: &dyn Fn(&orderly::commerce::catalogue::Product) -> bool| products.iter().filter(|it| has(it)).count();
    assert!(count(&|product| product.is_on_offer()) >= 12);
    assert!(count(&|product| !product.about.is_empty()) >= 80);
    assert!(count(&|product| !product.goes_with.is_empty()) >= 40);
    let orders = shop.orders(usize::MAX).unwrap();
    for status in OrderStatus::ALL {
        let had_it = orders.iter().any(|order| order.history.iter().any(|change| change.status == status));
        assert!(had_it, "no order was ever {status}");
    }
    for order in &orders {
        assert_eq!(order.shipment.is_some(), !order.was_called_off(), "{}", order.id);
    }
}

#[test]
fn what_was_called_off_is_not_sent_but_paid_back() {
    let mut shop = LocalShop::open_in_memory().unwrap();
    shop.import(&goods()).unwrap();
    let quote = shop.quote(&cart(&[("B", 1)])).unwrap();
    let id = shop.place_order(&IdempotencyKey::generate(), &quote).unwrap().id;
    let advance = |shop: &mut LocalShop, status| shop.advance(&id, status, Timestamp::now());
    assert!(advance(&mut shop, OrderStatus::Cancelled).is_ok());
    assert_eq!(advance(&mut shop, OrderStatus::Shipped), Err(ShopError::CalledOff { id: id.clone() }));
    assert!(matches!(advance(&mut shop, OrderStatus::Cancelled), Err(ShopError::TooLate { .. })));
    assert_eq!(advance(&mut shop, OrderStatus::Refunded).map(|order| order.can_be_cancelled()), Ok(false));
}

#[test]
fn a_parcel_keeps_its_number_until_another_one_is_named() {
    let mut shop = LocalShop::open_in_memory().unwrap();
    shop.import(&goods()).unwrap();
    let quote = shop.quote(&cart(&[("B", 1)])).unwrap();
    let id = shop.place_order(&IdempotencyKey::generate(), &quote).unwrap().id;
    let change =
        |status, note: &str| StatusChange { note: note.to_owned(), ..StatusChange::new(status, Timestamp::UNIX_EPOCH) };
    let parcel = Shipment { carrier: "dhl".to_owned(), tracking: "J1".to_owned(), expected: None };
    let sent = shop.change(&id, &change(OrderStatus::Shipped, "left the depot"), Some(&parcel)).unwrap();
    assert_eq!((sent.shipment.as_ref(), sent.history[1].note.as_str()), (Some(&parcel), "left the depot"));
    let late = shop.change(&id, &change(OrderStatus::Delayed, ""), None).unwrap();
    assert_eq!((late.shipment, late.history.len()), (Some(parcel), 3));
}

fn orderly(data: &Path, arguments: &[&str]) -> (bool, String) {
    let Output { status, stdout, stderr } =
        Command::new(env!("CARGO_BIN_EXE_orderly")).arg("--data").arg(data).args(arguments).output().unwrap();
    (status.success(), String::from_utf8([stdout, stderr].concat()).unwrap())
}

#[test]
fn an_operator_moves_an_order_and_names_its_parcel() {
    let folder = tempfile::tempdir().unwrap();
    assert!(orderly(folder.path(), &["import", "--sample"]).0);
    let set = |arguments: &[&str]| orderly(folder.path(), &[&["orders", "set"], arguments].concat());
    let (done, said) =
        set(&["1015", "delayed", "--expected", "2026-12-24", "--note", "card 4111 1111 1111 1111 was no help"]);
    assert!(done && said.starts_with("Order 1015, delayed\n"), "{said}");
    assert!(said.contains("parcel with PostNL") && said.contains("expected 2026-12-24"), "{said}");
    assert!(!said.contains("4111"), "{said}");
    let (done, said) = set(&["1015", "out_for_delivery", "--carrier", "dpd", "--tracking", "D7", "--json"]);
    let order: serde_json::Value = serde_json::from_str(&said).unwrap();
    let expected = serde_json::json!({"carrier": "dpd", "tracking": "D7", "expected": "2026-12-24"});
    assert_eq!((done, &order["shipment"], &order["terms"]["seller"]), (true, &expected, &"Corner Shop".into()));
    for (arguments, because) in [
        (&["9999", "shipped"][..], "there is no order 9999"),
        (&["1015", "lost"], "`lost` is no order status: placed, payment_failed"),
        (&["1007", "shipped"], "order 1007 was cancelled"),
        (&["1007", "shipped", "--tracking", "T1"], "name the carrier with --carrier"),
        (&["1015", "cancelled"], "cannot be cancelled"),
        (&["1015", "shipped", "--expected", "soon"], "soon"),
    ] {
        let (done, said) = set(arguments);
        assert!(!done && said.contains(because), "{arguments:?}: {said}");
    }
    let (done, said) = orderly(folder.path(), &["orders", "--limit", "1"]);
    assert!(done && said.starts_with("Order 1015, out_for_delivery\n"), "{said}");
}
