use proptest::prelude::*;

use super::*;
use crate::commerce::catalogue::{Catalogue, csv};
use crate::speech_to_text::{Doubt, Hypothesis};
use crate::understanding::{IntentFolder, Understanding};

const NEEDED: f32 = 0.5;

const SENTENCES: &str = r#"
language: en
intents:
  Buy: {data: [{sentences: ["(order|buy|get) [{quantity}] {something:product} [by {date}]"]}]}
  AddToCart: {data: [{sentences: ["add [{quantity}] {product}"]}]}
  OrderStatus: {data: [{sentences: ["where is my (order|parcel)"]}]}
  Cancel: {data: [{sentences: ["cancel my [{product}] order"]}]}
  Quantity: {data: [{sentences: ["{quantity}"]}]}
  Product: {data: [{sentences: ["{product}"]}]}
  Yes: {data: [{sentences: ["yes", "order it"]}]}
  No: {data: [{sentences: ["no"]}]}
conjunctions: ["and"]
"#;

fn understanding() -> Understanding {
    let folder = IntentFolder { files: vec![("test.yaml".to_owned(), SENTENCES.to_owned())] };
    let products =
        "sku,name,price,currency,stock\n1,oat milk,1,EUR,9\n2,goat milk,1,EUR,9\n3,bread,1,EUR,9\n4,beans,1,EUR,9\n";
    let products = csv::read(products.as_bytes()).unwrap();
    Understanding::new(&folder, "en", &Catalogue { revision: 1, products }, &[], None).unwrap()
}

fn judged(list: &[(&str, f32)], expecting: Expecting) -> Judgement {
    let hypothesis = |(text, confidence): &(&str, f32)| Hypothesis::new(*text, *confidence);
    understanding().judge(&list.iter().map(hypothesis).collect::<Vec<_>>(), expecting)
}

/// `Buy: quantity = 2, product = oat milk or goat milk; product?`
fn heard(list: &[(&str, f32)]) -> String {
    told(judged(list, Expecting::Command), Expecting::Command)
}

/// The same of a text in which a name is in doubt, and of others.
fn doubted(text: &str, words: &str, sure: f32, others: f32, list: &[(&str, f32)], expecting: Expecting) -> String {
    let doubt = Some(Doubt { words: words.to_owned(), others });
    let mut hypotheses = vec![Hypothesis::new(text, sure).in_doubt(doubt)];
    hypotheses.extend(list.iter().map(|(text, confidence)| Hypothesis::new(*text, *confidence)));
    told(understanding().judge(&hypotheses, expecting), expecting)
}

fn told(judged: Judgement, expecting: Expecting) -> String {
    let meaning = judged.at_least(NEEDED, expecting).meaning;
    let Some(wish) = meaning.first() else { return "nothing".to_owned() };
    let written = |slot: &Slot| match &slot.value {
        Value::Products(products) => {
            products.iter().map(|product| product.name.clone()).collect::<Vec<_>>().join(" or ")
        }
        _ => slot.to_string(),
    };
    let slots: Vec<String> = wish.slots.iter().map(|slot| format!("{} = {}", slot.name, written(slot))).collect();
    let doubtful = wish.doubtful.as_ref().map_or(String::new(), |slot| format!("; {slot}?"));
    format!("{}: {}{doubtful}", wish.name, slots.join(", "))
}

#[test]
fn two_products_compete_for_one_place() {
    let list = [("order two oat milk", 0.45), ("order two goat milk", 0.4)];
    assert_eq!(heard(&list), "Buy: quantity = 2, product = oat milk or goat milk; product?");
    let sure = [("order two oat milk", 0.8), ("order two goat milk", 0.75)];
    assert_eq!(heard(&sure), "Buy: quantity = 2, product = oat milk or goat milk; product?");
}

#[test]
fn more_products_than_can_be_named_leave_the_place_empty() {
    let names = ["order two oat milk", "order two goat milk", "order two bread", "order two beans"];
    let list: Vec<(&str, f32)> = names.into_iter().zip([0.3, 0.29, 0.28, 0.27]).collect();
    assert_eq!(heard(&list), "Buy: quantity = 2; product?");
}

#[test]
fn a_product_that_is_not_sold_does_not_compete() {
    let list = [("order two oat milk", 0.3), ("order two papaya", 0.5), ("order two papayas", 0.5)];
    assert_eq!(heard(&list), "Buy: quantity = 2, product = oat milk; product?");
}

#[test]
fn a_number_that_is_not_sure_is_left_out() {
    let list = [("order two oat milk", 0.45), ("order ten oat milk", 0.4)];
    assert_eq!(heard(&list), "Buy: product = oat milk; quantity?");
    let list = [("order two oat milk", 0.45), ("order oat milk", 0.4)];
    assert_eq!(heard(&list), "Buy: product = oat milk; quantity?");
}

#[test]
fn what_is_clear_is_not_asked() {
    assert_eq!(
        heard(&[("order two oat milk", 0.8), ("order two goat milk", 0.3)]),
        "Buy: quantity = 2, product = oat milk"
    );
    assert_eq!(
        heard(&[("order two oat milk", 0.8), ("where is my order", 0.7)]),
        "Buy: quantity = 2, product = oat milk"
    );
}

#[test]
fn what_is_not_clear_at_all_is_nothing() {
    assert_eq!(heard(&[("order two oat milk", 0.45)]), "nothing");
    assert_eq!(heard(&[("order oat milk", 0.45), ("get oat milk", 0.45)]), "nothing", "nothing to ask for");
    assert_eq!(heard(&[("order oat milk", 0.25), ("order goat milk", 0.2)]), "nothing", "too little of both");
    assert_eq!(
        heard(&[("order two oat milk", 0.45), ("order ten goat milk", 0.4)]),
        "nothing",
        "two things to ask for"
    );
    assert_eq!(heard(&[("order oat milk", 0.45), ("add oat milk", 0.4)]), "nothing", "two wishes");
    assert_eq!(heard(&[("order oat milk", 0.3), ("order goat milk", 0.3), ("yes", 0.45)]), "nothing");
    assert_eq!(heard(&[("cancel my bread order", 0.45), ("cancel my beans order", 0.4)]), "nothing", "it decides");
    assert_eq!(heard(&[]), "nothing");
}

#[test]
fn a_name_in_doubt_is_asked_for_where_all_else_is_sure() {
    let ask = |text, words, sure, others| doubted(text, words, sure, others, &[], Expecting::Command);
    assert_eq!(ask("order two oat milk", "oat milk", 0.1, 0.9), "Buy: quantity = 2; product?");
    assert_eq!(ask("order two oat milk by friday", "oat", 0.0, 0.9), "Buy: quantity = 2, date = friday; product?");
    assert_eq!(ask("order two oat milk", "oat milk", 0.6, 0.9), "Buy: quantity = 2, product = oat milk");
    assert_eq!(ask("order two oat milk", "oat milk", 0.1, 0.4), "nothing", "the rest is not sure");
    assert_eq!(ask("order two oat milk", "two oat milk", 0.1, 0.9), "nothing", "it is more than a name");
    assert_eq!(ask("order bread and where is my order", "bread", 0.1, 0.9), "nothing", "two wishes");
    assert_eq!(ask("cancel my bread order", "bread", 0.1, 0.9), "nothing", "it decides");
}

#[test]
fn a_name_in_doubt_gives_way_to_whoever_heard_one() {
    let beside = |list| doubted("order two oat milk", "oat milk", 0.2, 0.9, list, Expecting::Command);
    assert_eq!(beside(&[("order two goat milk", 0.8)]), "Buy: quantity = 2, product = goat milk");
    assert_eq!(beside(&[("where is my order", 0.8)]), "OrderStatus: ");
    assert_eq!(beside(&[("order two oat milk", 0.8)]), "Buy: quantity = 2, product = oat milk");
}

#[test]
fn a_name_in_doubt_is_asked_for_only_where_a_wish_may_begin() {
    for expecting in Expecting::ALL {
        let asked = doubted("order two oat milk", "oat milk", 0.1, 0.9, &[], expecting);
        let may_begin = matches!(expecting, Expecting::Command | Expecting::Wake);
        assert_eq!(asked != "nothing", may_begin, "{expecting}: {asked}");
    }
}

fn lists() -> impl Strategy<Value = Vec<(&'static str, f32)>> {
    let texts = prop::sample::select(vec![
        "order oat milk",
        "order two oat milk",
        "order ten oat milk",
        "get two goat milk",
        "order two bread by friday",
        "order two papaya",
        "order bread and oat milk",
        "add two oat milk",
        "add two beans",
        "cancel my bread order",
        "cancel my beans order",
        "two",
        "three",
        "oat milk",
        "goat milk",
        "yes",
        "no",
        "order it",
        "where is my order",
        "what a day",
    ]);
    prop::collection::vec((texts, 0.0..1.0_f32), 0..7)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(500) })]

    #[test]
    fn nothing_that_decides_is_ever_doubtful(list in lists(), moment in 0..Expecting::ALL.len()) {
        let expecting = Expecting::ALL[moment];
        let before = judged(&list, expecting);
        let after = before.clone().at_least(NEEDED, expecting);
        if let Some(wish) = after.meaning.wishes().iter().find(|wish| wish.doubtful.is_some()) {
            prop_assert!(!NEVER.contains(&wish.name.as_str()), "{wish}");
            prop_assert!(!matches!(expecting, Expecting::Confirmation | Expecting::Wake | Expecting::Code));
            prop_assert_eq!(after.meaning.wishes().len(), 1);
        } else {
            prop_assert_eq!(after.meaning, before.meaning.at_least(NEEDED));
        }
    }

    #[test]
    fn only_what_was_heard_is_kept_and_the_doubtful_slot_alone_may_be_missing(list in lists()) {
        let judged = judged(&list, Expecting::Command);
        let meaning = judged.clone().at_least(NEEDED, Expecting::Command).meaning;
        for wish in meaning.wishes() {
            let Some(doubtful) = &wish.doubtful else { continue };
            let alike: Vec<&Intent> = judged.candidates.iter().filter_map(|candidate| candidate.meaning.first()).filter(|one| one.name == wish.name).collect();
            prop_assert!(alike.len() > 1);
            for slot in wish.slots.iter().filter(|slot| slot.name != *doubtful) {
                let said = alike.iter().any(|one| one.slot(&slot.name).is_some_and(|value| same_value(value, &slot.value)));
                prop_assert!(said, "{slot} was not heard");
            }
            if let Some(Value::Products(products)) = wish.slot(doubtful) {
                prop_assert!((1..=NAMED).contains(&products.len()));
            } else {
                prop_assert!(wish.slot(doubtful).is_none());
            }
        }
    }

    #[test]
    fn the_order_of_the_list_does_not_matter(list in lists(), turn in 0..7_usize) {
        let mut turned = list.clone();
        turned.reverse();
        turned.rotate_left(turn.min(list.len()));
        let of = |list: &[(&str, f32)]| judged(list, Expecting::Command).at_least(NEEDED, Expecting::Command);
        prop_assert_eq!(of(&list), of(&turned));
    }

    #[test]
    fn a_lone_hypothesis_leaves_no_question(one in lists()) {
        let list = &one[..one.len().min(1)];
        let meaning = judged(list, Expecting::Command).at_least(NEEDED, Expecting::Command).meaning;
        prop_assert!(meaning.wishes().iter().all(|wish| wish.doubtful.is_none()));
    }
}
