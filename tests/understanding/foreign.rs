//! Somebody else's folder: other intents, lists of its own, the forms of YAML that people write.

use std::path::Path;

use orderly::commerce::catalogue::Catalogue;
use orderly::expecting::Expecting;
use orderly::understanding::{Intent, IntentFolder, Understanding, UnderstandingError};

fn read(folder: &Path) -> Result<Understanding, UnderstandingError> {
    Understanding::new(&IntentFolder::read(folder, "en")?, "en", &Catalogue::default(), &[], None)
}

fn of(yaml: &str) -> Result<Understanding, UnderstandingError> {
    let folder = IntentFolder { files: vec![("intents.yaml".to_owned(), yaml.to_owned())] };
    Understanding::new(&folder, "en", &Catalogue::default(), &[], None)
}

/// `orderDrink size=small coffeeDrink=latte`
fn said(understanding: &Understanding, text: &str) -> String {
    let meaning = understanding.understand(text, Expecting::Command);
    let [intent] = meaning.wishes() else { return "nothing".to_owned() };
    let Intent { name, slots, confidence, .. } = intent;
    assert!(*confidence >= 0.9, "{text}: {confidence}");
    let slots = slots.iter().map(|slot| match &slot.value {
        orderly::understanding::Value::Text(text) => format!(" {}={text}", slot.name),
        other => format!(" {}={other:?}", slot.name),
    });
    name.clone() + &slots.collect::<String>()
}

#[test]
fn a_folder_of_drinks_gives_its_values_as_they_are_written() {
    let drinks = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/intents/coffee")).unwrap();
    for (text, meaning) in [
        ("can i have a small latte", "orderDrink size=small coffeeDrink=latte"),
        ("MEDIUM dark roast cappuccino please", "orderDrink size=Medium roast=dark roast coffeeDrink=cappuccino"),
        ("a big latte with soy milk", "orderDrink size=LARGE coffeeDrink=latte milk=soy milk"),
        ("twelve ounce latte", "orderDrink size=12 ounce coffeeDrink=latte"),
        ("twelve ounce double shot latte", "orderDrink size=12 ounce shots=2 coffeeDrink=latte"),
        (
            "could I get a 20 ounce three shot caffè mocha",
            "orderDrink size=twenty ounce shots=1.50 coffeeDrink=caffè mocha",
        ),
        ("one shot latte with milk chocolate", "orderDrink shots=1 shot coffeeDrink=latte milk=milk chocolate"),
        ("latte with milk and two percent syrup", "orderDrink coffeeDrink=latte milk=milk sweetener=2% syrup"),
        ("latte with no and sugar", "orderDrink coffeeDrink=latte milk=no sweetener=sugar"),
        ("americanos and a lot of cream", "orderDrink coffeeDrink=no milk=a lot of cream"),
        ("um I would like latte light roast small", "orderDrink coffeeDrink=latte roast=light roast size=small"),
        ("give me latte small", "orderDrink coffeeDrink=latte size=small"),
        ("good evening", "hello"),
        ("a latte with", "nothing"),
        ("tea", "nothing"),
    ] {
        assert_eq!(said(&drinks, text), meaning, "{text}");
    }
    let grammar = &drinks.vocabulary().unwrap().grammars[&Expecting::Command];
    assert!(grammar.accepts("can i have a twelve ounce latte with a little cream"));
    assert!(drinks.warnings().is_empty(), "{:?}", drinks.warnings());
}

#[test]
fn a_folder_may_have_a_region_or_no_folder_for_the_language() {
    for inside in ["en-US", "."] {
        let folder = tempfile::tempdir().unwrap();
        let files = folder.path().join(inside);
        std::fs::create_dir_all(&files).unwrap();
        std::fs::write(files.join("a.yaml"), "intents: {Hi: {data: [{sentences: [hi there]}]}}").unwrap();
        assert_eq!(said(&read(folder.path()).unwrap(), "Hi there!"), "Hi", "{inside}");
    }
}

#[test]
fn files_from_other_systems_are_read() {
    let windows = of(
        "\u{feff}language: en\r\nintents:\r\n  Hi:\r\n    data:\r\n      - sentences:\r\n          - hi [{who}]\r\nlists:\r\n  who:\r\n    values:\r\n      - There\r\n",
    );
    assert_eq!(said(&windows.unwrap(), "hi there"), "Hi who=There");
    let anchors =
        of("lists:\n  a: &a {values: [1.50, yes]}\n  b: *a\nintents:\n  Hi: {data: [{sentences: ['x {a} {b}']}]}");
    assert_eq!(said(&anchors.unwrap(), "x 1.50 yes"), "Hi a=1.50 b=yes");
}

#[test]
fn files_in_the_form_of_home_assistant_are_read() {
    let lights = of(r#"
language: en
intents:
  HassTurnOn:
    data:
      - sentences:
          - "(turn|switch) on [all] [the] <name> [(light|lights)]"
        response: light
        slots: {domain: light}
        metadata: {source: somewhere}
        required_keywords: [on]
  HassLightSet:
    data:
      - sentences: ["set <name> [brightness] to {level:brightness}[%| percent]"]
        requires_context: {area: {slot: true}}
      - sentences: ["set <name> [brightness] to {level:brightness}[%| percent]"]
        excludes_context: {area: kitchen}
lists:
  name:
    values:
      - in: "lamp[s]"
        out: light.lamp
        context: {domain: light}
        metadata: {id: 1}
  level: {range: {type: percentage, from: 0, to: 100}}
expansion_rules: {name: "[the|my] {name}"}
skip_words: ["(can|could) you"]
responses: {errors: {no_intent: "Sorry"}}
"#)
    .unwrap();
    assert_eq!(said(&lights, "could you turn on the lamps"), "HassTurnOn name=light.lamp domain=light");
    assert_eq!(said(&lights, "set my lamp to 40%"), "HassLightSet name=light.lamp brightness=Number(40)");
    assert_eq!(
        said(&lights, "set lamp brightness to forty percent"),
        "HassLightSet name=light.lamp brightness=Number(40)"
    );
}

#[test]
fn what_a_grammar_cannot_hold_is_told_with_its_place() {
    let warned = of("intents:\n  Note:\n    data:\n      - sentences:\n          - \"note {words}\"\n          - \"pay €\"\nlists:\n  words: {wildcard: true}\n")
        .unwrap();
    let warnings: Vec<&str> = warned.warnings().iter().map(String::as_str).collect();
    assert!(
        matches!(warnings.as_slice(), [first, second]
        if first.starts_with("intents.yaml:5:19: {words} is any words")
        && second.starts_with("intents.yaml:6:14: `€` has no letters")),
        "{warnings:#?}"
    );
    assert_eq!(said(&warned, "note buy more stamps"), "Note words=buy more stamps");
}

#[test]
fn every_mistake_is_refused_at_its_place_in_words_that_help() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/intents/bad");
    let mut cases: Vec<_> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
        .collect();
    cases.sort();
    assert!(cases.len() >= 25, "the cases are missing");
    let mut wrong = Vec::new();
    for case in cases {
        let name = case.file_name().unwrap().to_string_lossy().into_owned();
        let files = vec![(name, std::fs::read_to_string(&case).unwrap())];
        let read = Understanding::new(&IntentFolder { files }, "en", &Catalogue::default(), &[], None);
        let said = read.map_or_else(|error| format!("{error}\n"), |_| "nothing\n".to_owned());
        let path = case.with_extension("expected");
        if std::env::var("ORDERLY_GOLDEN").is_ok_and(|mode| mode == "write") {
            std::fs::write(path, said).unwrap();
        } else {
            let expected = std::fs::read_to_string(path).unwrap_or_default();
            if said != expected {
                wrong.push(format!("{}\n--- expected\n{expected}--- said\n{said}", case.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
