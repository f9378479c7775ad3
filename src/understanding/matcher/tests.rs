use super::*;
use crate::understanding::template::{Provided, Sentences, compile};
use crate::understanding::text::Spelling;

fn english() -> Spelling {
    Spelling { language: "en".to_owned(), ignore_whitespace: false }
}

fn compiled(yaml: &str, provided: Vec<Provided>) -> Compiled {
    let files = [("en/a.yaml".to_owned(), yaml.to_owned())];
    let sentences = Sentences::read(&files, "en").expect("the sentences are right");
    compile(sentences, english(), provided).expect("the sentences compile")
}

const SHOP: &str = "
intents:
  Buy: { data: [ { sentences: ['(buy|get) [me] {thing}'] } ] }
  Weigh: { data: [ { sentences: ['{weight} of {thing}'] } ] }
lists:
  thing: { values: [milk, oat milk, bread] }
";

/// Reads `heavy` words as a number: how many of them there are.
fn heavy(_spelling: &Spelling, words: &[&str]) -> Vec<(usize, Value)> {
    let many = words.iter().take_while(|word| **word == "heavy").count();
    (1_i64..).zip(1..=many).map(|(value, length)| (length, Value::Number(value))).collect()
}

fn shop() -> Compiled {
    let kind = ListKind::Read(heavy);
    compiled(SHOP, vec![Provided { name: "weight", phrases: vec![("heavy".to_owned(), 0)], kind }])
}

fn slots(reading: &Reading) -> Vec<(&str, &str)> {
    reading.fills.iter().map(|fill| (fill.slot.as_str(), fill.spoken.as_str())).collect()
}

#[test]
fn a_reader_reads_the_words_of_its_list() {
    let shop = shop();
    let words = english().words("Heavy heavy of milk");
    let found = readings(&shop, &words, 0..4, "thing");
    assert_eq!(slots(&found[0]), [("weight", "Heavy heavy"), ("thing", "milk")]);
    assert_eq!(found[0].fills[0].filling, Filling::Value(Value::Number(2), Vec::new()));
    assert_eq!(found[0].fills[1].words, 3..4);
}

#[test]
fn a_part_of_the_words_is_read_alone() {
    let shop = shop();
    let words = english().words("buy milk and get bread");
    assert!(readings(&shop, &words, 0..5, "thing").is_empty());
    assert_eq!(slots(&readings(&shop, &words, 3..5, "thing")[0]), [("thing", "bread")]);
    assert!(readings(&shop, &words, 5..9, "thing").is_empty());
}

#[test]
fn as_few_characters_as_possible_are_passed_over() {
    let shop = shop();
    let words = english().words("well buy me some oat milk okay");
    let found = partial(&shop, &words, 0..7, "thing");
    assert_eq!(slots(&found[0]), [("thing", "oat milk")]);
    assert_eq!(found[0].unread, [0..1, 3..4, 6..7]);
    assert_eq!(partial(&shop, &words, 1..3, "thing"), []);
    assert_eq!(partial(&shop, &english().words("nothing of that"), 0..3, "thing"), []);
}

#[test]
fn what_is_read_whole_is_read_the_same_in_part() {
    let shop = shop();
    let words = english().words("get me oat milk");
    assert_eq!(partial(&shop, &words, 0..4, "thing")[0], readings(&shop, &words, 0..4, "thing")[0]);
}
