use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::commerce::cart::{LineItem, Quote};
use crate::commerce::catalogue::{Catalogue, Sku, csv};
use crate::commerce::money::{Currency, Money};
use crate::commerce::order::{Order, OrderId};
use crate::understanding::{History, IntentFolder};

const SENTENCES: &str = r#"
language: en
conjunctions: ["and"]
intents:
  Buy: {data: [{sentences: ["(order|buy|get) [{quantity}] {something:product}"]}]}
  Item: {data: [{sentences: ["[{quantity}] {product}"]}]}
  OrderStatus: {data: [{sentences: ["where is my (order|parcel)"]}]}
  Yes: {data: [{sentences: ["yes", "order it"]}]}
  No: {data: [{sentences: ["no"]}]}
"#;

fn understanding() -> Understanding {
    let folder = IntentFolder { files: vec![("test.yaml".to_owned(), SENTENCES.to_owned())] };
    let products = "sku,name,price,currency,stock\n1,oat milk,1,EUR,9\n2,goat milk,1,EUR,9\n3,bread,1,EUR,9\n";
    let products = csv::read(products.as_bytes()).unwrap();
    Understanding::new(&folder, "en", &Catalogue { revision: 1, products }, &[], None).unwrap()
}

fn heard(list: &[(&str, f32)]) -> Vec<Hypothesis> {
    list.iter().map(|(text, confidence)| Hypothesis::new(*text, *confidence)).collect()
}

fn judged(list: &[(&str, f32)]) -> Judgement {
    understanding().judge(&heard(list), Expecting::Confirmation)
}

#[test]
fn the_best_order_wins_and_not_the_best_string() {
    assert_eq!(judged(&[("older boat mill", 0.6), ("order oat milk", 0.5)]).transcript, "order oat milk");
    assert_eq!(judged(&[("order bolt milk", 0.6), ("order oat milk", 0.5)]).transcript, "order oat milk");
}

#[test]
fn hypotheses_that_mean_the_same_add_up() {
    let list = [("order goat milk", 0.4), ("order oat milk", 0.3), ("get oat milk", 0.29), ("buy oat milk", 0.28)];
    let judged = judged(&list);
    assert_eq!(judged.transcript, "order oat milk");
    assert!((judged.meaning.confidence() - 0.3).abs() < 1e-6, "as sure as the surest of them");
    assert_eq!(judged.candidates.len(), 2);
}

#[test]
fn what_the_household_buys_tips_the_scales() {
    let mut understanding = understanding();
    let list = heard(&[("order goat milk", 0.6), ("order oat milk", 0.55)]);
    assert_eq!(understanding.judge(&list, Expecting::Command).transcript, "order goat milk");
    let euro = Money::new(100, Currency::EUR);
    let (sku, title) = (Sku("1".to_owned()), String::new());
    let line = LineItem { sku, title, quantity: 1, unit_price: euro, total: euro, tax_rate: None };
    let quote = Quote::new(vec![line], euro, euro);
    let order = |day: &str| Order::placed(OrderId("1".to_owned()), quote.clone(), day.parse().unwrap());
    let orders = ["2026-05-01T10:00Z", "2026-05-08T10:00Z", "2026-05-15T10:00Z"].map(order);
    understanding.remember(History::of(&orders, date(2026, 5, 22)));
    assert_eq!(understanding.judge(&list, Expecting::Command).transcript, "order oat milk");
}

#[test]
fn what_speaks_against_a_yes_makes_it_less_sure() {
    let alone = judged(&[("yes", 0.9)]);
    assert!((alone.meaning.confidence() - 0.9).abs() < 1e-6);
    let doubtful = judged(&[("yes", 0.9), ("no", 0.5)]);
    assert_eq!(doubtful.transcript, "yes");
    assert!(doubtful.meaning.confidence() < 0.5);
    let agreed = judged(&[("yes", 0.6), ("order it", 0.6)]);
    assert!(agreed.meaning.confidence() <= 0.6, "two guesses at one sound are no two yeses");
}

fn lists() -> impl Strategy<Value = Vec<(&'static str, f32)>> {
    let texts = prop::sample::select(vec![
        "order oat milk",
        "get oat milk",
        "order goat milk",
        "order bread and oat milk",
        "yes",
        "order it",
        "no",
        "where is my order",
        "order papaya",
        "what a day",
        "please maybe order some oat milk for us",
        "",
        "milk",
    ]);
    prop::collection::vec((texts, 0.0..1.0_f32), 0..6)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn the_order_of_the_list_does_not_matter(list in lists(), turn in 0..6_usize) {
        let understanding = understanding();
        let mut turned = list.clone();
        turned.reverse();
        turned.rotate_left(turn.min(list.len()));
        let one = understanding.judge(&heard(&list), Expecting::Command);
        prop_assert_eq!(one, understanding.judge(&heard(&turned), Expecting::Command));
    }

    #[test]
    fn a_lone_hypothesis_gives_its_own_meaning((text, confidence) in lists().prop_filter_map("none", |list| list.into_iter().next())) {
        let understanding = understanding();
        let judged = understanding.judge(&heard(&[(text, confidence)]), Expecting::Command);
        let alone = understanding.understand(text, Expecting::Command);
        prop_assert_eq!(judged.transcript, text);
        prop_assert!(same(&judged.meaning, &alone));
        prop_assert!((judged.meaning.confidence() - alone.confidence() * confidence).abs() < 1e-6);
    }
}
