use super::*;
use crate::commerce::catalogue::Catalogue;
use crate::expecting::Expecting;
use crate::understanding::IntentFolder;

const SENTENCES: &str = r#"
language: en
intents:
  Drink: {data: [{sentences: ["[{size}|{roast}] [{size}|{roast}] [{size}|{roast}] [{size}|{roast}] coffee"]}]}
lists:
  size: {values: [small, {in: "(large|big)", out: large}]}
  roast: {values: [light, dark]}
"#;

fn understood(sentence: &str) -> String {
    let folder = IntentFolder { files: vec![("test.yaml".to_owned(), SENTENCES.to_owned())] };
    let understanding = Understanding::new(&folder, "en", &Catalogue::default(), &[], None).unwrap();
    let meaning = understanding.understand(sentence, Expecting::Command);
    meaning.wishes().first().map_or_else(|| "nothing".to_owned(), Intent::to_string)
}

#[test]
fn what_is_said_in_two_ways_is_doubtful_and_never_one_of_them() {
    assert_eq!(understood("small dark coffee"), "Drink (1.00) size = small, roast = dark");
    assert_eq!(understood("small dark large coffee"), "Drink (1.00) roast = dark; not sure: size");
}

#[test]
fn what_is_said_twice_alike_is_said_once() {
    assert_eq!(understood("large dark big coffee"), "Drink (1.00) size = large, roast = dark");
}

#[test]
fn of_two_doubts_nothing_is_made() {
    assert_eq!(understood("small light large dark coffee"), "nothing");
}
