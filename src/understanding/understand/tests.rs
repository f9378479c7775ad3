use super::*;
use crate::commerce::catalogue::csv;

fn understanding(yaml: &str) -> Result<Understanding, UnderstandingError> {
    let folder = IntentFolder { files: vec![("test.yaml".to_owned(), yaml.to_owned())] };
    Understanding::new(&folder, "en", &Catalogue::default(), &["hey orderly"], None)
}

fn drinks() -> Understanding {
    understanding(
        r#"
language: en
intents:
  orderDrink:
    data:
      - sentences:
          - "[(could|can) I (have|get)] [a] [{size}] <drink> [(with|and) {milk}] [please]"
          - "turn(s|ed) {n}% (up;quickly)"
lists:
  size: {values: [small, "(large|big)"]}
  drink: {values: [latte, {in: "americano[s]", out: black}]}
  milk: {values: [milk, "lots of milk"]}
  n: {range: {from: 0, to: 100}}
expansion_rules:
  drink: "{drink:coffee}"
skip_words: ["um", "you know"]
"#,
    )
    .unwrap()
}

fn said(understanding: &Understanding, text: &str) -> String {
    understanding.understand(text, Expecting::Command).first().map_or_else(
        || "nothing".to_owned(),
        |intent| {
            let slots = intent.slots.iter().map(|slot| format!(" {}={:?}", slot.name, slot.value));
            format!("{}{}", intent.name, slots.collect::<String>())
        },
    )
}

#[test]
fn the_whole_template_language_is_matched() {
    let drinks = drinks();
    assert_eq!(
        said(&drinks, "Could I have a BIG, um, latte with lots of milk, you know, please?"),
        "orderDrink size=Text(\"big\") coffee=Text(\"latte\") milk=Text(\"lots of milk\")"
    );
    assert_eq!(said(&drinks, "americanos"), "orderDrink coffee=Text(\"black\")");
    assert_eq!(said(&drinks, "hey orderly turned 22% quickly up"), "orderDrink n=Number(22)");
    assert_eq!(said(&drinks, "turns twenty two percent up quickly"), "orderDrink n=Number(22)");
    assert_eq!(said(&drinks, "turning 22% up quickly"), "nothing");
    assert_eq!(said(&drinks, ""), "nothing");
}

#[test]
fn grammars_say_the_sentences() {
    let vocabulary = drinks().vocabulary().unwrap();
    let command = &vocabulary.grammars[&Expecting::Command];
    assert!(command.accepts("could i have a big latte with lots of milk please"));
    assert!(command.accepts("hey orderly turned seventy six percent up quickly"));
    assert!(!command.accepts("hey orderly"));
    assert!(vocabulary.grammars[&Expecting::Wake].accepts("hey orderly"));
    assert!(!vocabulary.grammars[&Expecting::Wake].accepts("latte"));
}

#[test]
fn goods_are_what_the_shop_sells_and_lists_that_say_so() {
    let text = r#"
language: en
intents:
  Order:
    data:
      - sentences: ["(get|milk) [a {size}] {drink}", "{product} please"]
lists:
  size: {values: [small, large]}
  drink: {metadata: {goods: true}, values: ["iced latte", "milk tea"]}
"#;
    let products = csv::read("sku,name,price,currency,stock\n1,rolled oats,1,EUR,9\n".as_bytes()).unwrap();
    let catalogue = Catalogue { revision: 1, products };
    let goods = |text: &str| {
        let folder = IntentFolder { files: vec![("test.yaml".to_owned(), text.to_owned())] };
        Understanding::new(&folder, "en", &catalogue, &[], None).unwrap().vocabulary().unwrap().goods
    };
    let called = |name: &str| goods(text).contains(name);
    assert!(called("iced") && called("latte") && called("tea") && called("oats"), "{:?}", goods(text));
    assert!(!called("milk"), "a sentence has it, too");
    assert!(!called("small") && !called("please"));
    assert!(!goods(&text.replace("goods: true", "goods: false")).contains("latte"));
    assert!(understanding(&text.replace("goods: true", "goods: maybe")).is_err());
}
