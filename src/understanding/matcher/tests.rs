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

fn understood(sentences: &Compiled, text: &str) -> bool {
    let words = english().words(text);
    !readings(sentences, &words, 0..words.words.len(), "").is_empty()
}

#[test]
fn what_is_glued_to_a_list_is_one_word_with_it() {
    let rooms = compiled(
        "
intents:
  Light: { data: [ { sentences: ['<room>[ ]<light> on', 'stop {what}timer', \"ring d'{what}\"] } ] }
lists: { room: { values: [kitchen, hall] }, what: { wildcard: true } }
expansion_rules: { room: '[the] {room}', light: '[big] lamp[s]' }
",
        Vec::new(),
    );
    for text in ["kitchenlamps on", "the hall lamp on", "hall big lamps on", "stop eggtimer", "stop old egg timer"] {
        assert!(understood(&rooms, text), "{text}");
    }
    for text in ["kitchenlampson", "stop timer", "stop egg", "ring dad", "ring d'"] {
        assert!(!understood(&rooms, text), "{text}");
    }
    let words = english().words("ring d'Old friend");
    assert_eq!(slots(&readings(&rooms, &words, 0..3, "")[0]), [("what", "Old friend")]);
}

#[test]
fn ranges_may_stand_in_the_sentence_and_captures_fill_no_slot() {
    let lamps = compiled(
        "intents: { Set: { data: [ { sentences: ['dim to {0..100,10:level} {how:@how}'] } ] } }\nlists: { how: { values: [now, later] } }",
        Vec::new(),
    );
    let words = english().words("dim to 40 now");
    let found = readings(&lamps, &words, 0..4, "");
    assert_eq!(slots(&found[0]), [("level", "40")]);
    assert!(!understood(&lamps, "dim to 45 now"));
}

#[test]
fn the_context_of_a_value_tells_blocks_and_values_apart() {
    let home = compiled(
        "
intents:
  On: { data: [ { sentences: ['turn on [big] {name}'], requires_context: { domain: light } } ] }
  Open: { data: [ { sentences: ['turn on [big] {name}'], requires_context: { domain: { value: cover, slot: kind } } } ] }
lists:
  name:
    values:
      - { in: blind, out: cover.blind, context: { domain: cover } }
      - { in: blind, out: light.blind, context: { domain: light } }
      - { in: big blind, out: cover.big, context: { domain: cover } }
",
        Vec::new(),
    );
    let meant = |text: &str| {
        let words = english().words(text);
        let known = Context::new();
        let found = readings(&home, &words, 0..words.words.len(), "name").into_iter();
        let meanings = found.filter_map(|reading| {
            let chosen = super::super::context::choose(&home, &reading, &words, &known, |_| true)?;
            let Filling::Value(Value::Text(name), _) = &reading.fills[0].filling else { return None };
            Some((home.blocks[chosen.block as usize].intent.clone(), name.clone(), chosen.fixed))
        });
        meanings.collect::<Vec<_>>()
    };
    let on = |name: &str| ("On".to_owned(), name.to_owned(), Vec::new());
    let open = |name: &str| ("Open".to_owned(), name.to_owned(), vec![("kind".to_owned(), "cover".to_owned())]);
    assert_eq!(meant("turn on blind"), [open("cover.blind"), on("light.blind")]);
    assert_eq!(meant("turn on big blind"), [open("cover.big"), on("light.blind")]);
}
