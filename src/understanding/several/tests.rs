use crate::commerce::catalogue::{Catalogue, csv};
use crate::expecting::Expecting;
use crate::understanding::{IntentFolder, Understanding, Value};

const SENTENCES: &str = r#"
language: en
conjunctions: ["and", "and also", "then", "and then", "also"]
skip_words: ["please"]
intents:
  Buy: {data: [{sentences: ["(order|buy|get) [{quantity}] {something:product}", "order something"]}]}
  Item: {data: [{sentences: ["[{quantity}] {something:product}"]}]}
  Product: {data: [{sentences: ["[{quantity}] {product}"]}]}
  OrderStatus: {data: [{sentences: ["where is my (order|parcel)", "where's my parcel"]}]}
  Cancel: {data: [{sentences: ["cancel my [last] order"], excludes_context: {expecting: confirmation}}]}
  Yes: {data: [{sentences: ["yes", "order it", "yes order it"]}]}
  No: {data: [{sentences: ["no"]}]}
  Choose: {data: [{sentences: ["the first one"]}]}
"#;

const PRODUCTS: &str = "sku,name,price,currency,stock,brand,size,category,synonyms
1,milk,1,EUR,9,,,,
2,bread,1,EUR,9,,,,
3,mac and cheese,1,EUR,9,,,,
4,salt and vinegar crisps,1,EUR,9,,,,
5,cheese,1,EUR,9,,,,
6,coffee,1,EUR,9,,,,
7,salt,1,EUR,9,,,,
8,eggs,1,EUR,9,,,,
";

fn understanding() -> Understanding {
    let folder = IntentFolder { files: vec![("test.yaml".to_owned(), SENTENCES.to_owned())] };
    let products = csv::read(PRODUCTS.as_bytes()).unwrap();
    Understanding::new(&folder, "en", &Catalogue { revision: 1, products }, &["hey orderly"], None).unwrap()
}

/// `Buy 2 milk + OrderStatus`
fn said_at(text: &str, expecting: Expecting) -> String {
    let meaning = understanding().understand(text, expecting);
    let wishes = meaning.wishes().iter().map(|wish| {
        let slots = wish.slots.iter().map(|slot| match &slot.value {
            Value::Products(products) => products.first().map_or("(not sold)", |product| &product.name).to_owned(),
            Value::Number(number) => number.to_string(),
            other => format!("{other:?}"),
        });
        let half = (!wish.unread.is_empty()).then(|| "half".to_owned());
        half.into_iter().chain([wish.name.clone()]).chain(slots).collect::<Vec<_>>().join(" ")
    });
    wishes.collect::<Vec<_>>().join(" + ")
}

fn said(text: &str) -> String {
    said_at(text, Expecting::Command)
}

#[test]
fn a_sentence_is_cut_where_one_wish_ends_and_the_next_begins() {
    assert_eq!(said("order coffee and cancel my last order"), "Buy coffee + Cancel");
    assert_eq!(said("where is my order, then order two coffee"), "OrderStatus + Buy 2 coffee");
    assert_eq!(said("order coffee. Where's my parcel?"), "Buy coffee + OrderStatus");
}

#[test]
fn an_item_takes_over_the_intent_before_it() {
    assert_eq!(said("order two milk and a bread and where's my parcel"), "Buy 2 milk + Buy 1 bread + OrderStatus");
    assert_eq!(said("get milk, bread, eggs and coffee please"), "Buy milk + Buy bread + Buy eggs + Buy coffee");
    assert_eq!(said("order milk and papaya"), "Buy milk + Buy (not sold)");
    assert_eq!(said("where is my order and a bread"), "", "nothing to take over");
    assert_eq!(said("two milk and a bread and where's my parcel"), "Buy 2 milk + Buy 1 bread + OrderStatus");
    assert_eq!(said("two papaya"), "", "an item alone is none");
}

#[test]
fn products_with_a_conjunction_in_their_name_stay_whole() {
    assert_eq!(said("order mac and cheese"), "Buy mac and cheese");
    assert_eq!(said("order two salt and vinegar crisps and milk"), "Buy 2 salt and vinegar crisps + Buy milk");
    assert_eq!(said("buy milk and mac and cheese and salt"), "Buy milk + Buy mac and cheese + Buy salt");
    assert_eq!(said("buy salt and cheese"), "Buy salt + Buy cheese");
    assert_eq!(said("buy gold and diamonds"), "Buy (not sold)");
}

#[test]
fn a_conjunction_at_the_beginning_says_nothing() {
    assert_eq!(said("and where's my parcel"), "OrderStatus");
    assert_eq!(said("hey orderly, and then order milk and bread"), "Buy milk + Buy bread");
    assert_eq!(said("and"), "");
    assert_eq!(said("and and and then"), "");
}

#[test]
fn a_yes_with_anything_else_is_no_yes() {
    for text in
        ["yes and order milk", "order milk and yes", "yes, order milk", "order it and where's my parcel", "yes and yes"]
    {
        for expecting in Expecting::ALL {
            assert!(!said_at(text, expecting).contains("Yes"), "{text} at {expecting}");
        }
    }
    assert_eq!(said_at("yes, order it", Expecting::Confirmation), "Yes");
    assert_eq!(said_at("no and order milk", Expecting::Confirmation), "No + Buy milk");
}

#[test]
fn endless_rows_of_conjunctions_are_not_cut() {
    let long = "order milk and ".repeat(60);
    assert_eq!(said(&long), "");
    said(&"and order ".repeat(100));
    said(&", ".repeat(10_000));
}
