//! Numbers, amounts, prices, days and intervals in five languages: golden phrases and what holds for any text.

use std::collections::BTreeMap;
use std::path::Path;

use orderly::commerce::catalogue::Catalogue;
use orderly::understanding::Value;
use orderly::understanding::slots;
use orderly::understanding::template::{ListKind, Reader};
use orderly::understanding::text::Spelling;
use proptest::prelude::*;

const LANGUAGES: [&str; 5] = ["en", "nl", "de", "fr", "es"];
const LISTS: [&str; 6] = ["number", "quantity", "measure", "price", "date", "interval"];

fn spelling(language: &str) -> Spelling {
    Spelling { language: language.to_owned(), ignore_whitespace: false }
}

fn reader(language: &str, list: &str) -> Reader {
    let provided = slots::provided(&Catalogue::default(), &spelling(language));
    match provided.into_iter().find(|provided| provided.name == list).map(|provided| provided.kind) {
        Some(ListKind::Read(reader)) => reader,
        other => panic!("{list} is {other:?}"),
    }
}

/// What all the words of a text are read as.
fn read(language: &str, list: &str, text: &str) -> String {
    let spelling = spelling(language);
    let words = spelling.words(text);
    let words: Vec<&str> = words.words.iter().map(|word| word.text.as_str()).collect();
    let whole = reader(language, list)(&spelling, &words).into_iter().find(|(length, _)| *length == words.len());
    match whole.map(|(_, value)| value) {
        None => "none".to_owned(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Measure(measure)) => measure.to_string(),
        Some(Value::Price(price)) => price.to_string(),
        Some(Value::When(when)) => when.to_string(),
        Some(Value::Interval(interval)) => interval.to_string(),
        Some(other) => format!("{other:?}"),
    }
}

#[test]
fn golden_phrases_are_read_as_their_files_say() {
    let mut wrong = Vec::new();
    for language in LANGUAGES {
        let mut entries = 0;
        for list in LISTS {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/numbers/{language}/{list}.yaml"));
            let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let golden: BTreeMap<String, String> = serde_saphyr::from_str(&text).unwrap();
            entries += golden.len();
            for (said, value) in golden {
                let read = read(language, list, &said);
                if read != value {
                    wrong.push(format!("{language} {list}: {said:?} is {read}, not {value}"));
                }
            }
        }
        assert!(entries >= 60, "{language} has {entries} entries");
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn digits_mean_what_number_words_mean() {
    for language in LANGUAGES {
        for number in (0..=1_200).chain((1_200..=1_000_000).step_by(7_919)) {
            assert_eq!(read(language, "number", &number.to_string()), number.to_string(), "{language}");
        }
        assert_eq!(read(language, "number", "1000001"), "none", "more than a million is no number to order");
    }
}

#[test]
fn what_begins_with_a_value_is_read_with_what_it_takes_and_the_longest_comes_first() {
    let spelling = spelling("en");
    let lengths = |list, words: &[&str]| -> Vec<usize> {
        reader("en", list)(&spelling, words).into_iter().map(|(length, _)| length).collect()
    };
    assert_eq!(lengths("number", &["twenty", "two", "packs"]), [2, 1]);
    assert_eq!(lengths("measure", &["a", "kilo", "and", "a", "half", "of", "rice"]), [5, 2]);
    assert_eq!(lengths("date", &["last", "tuesday's", "order"]), [2]);
    assert!(lengths("price", &["under", "the", "sink"]).is_empty());
}

/// Words that mean something to some reader, and some that mean nothing.
fn words() -> impl Strategy<Value = Vec<String>> {
    let known = "a an and half kilo of two twenty hundred thousand dozen last next week tuesday march third every other \
        euros € 19.99 5 % point under between een en twintig honderd anderhalve pond vorige om de weken tussen euro ein \
        und zwanzig halbes pfund vor drei wochen alle letzten un et demi quatre vingt dix cent mille il y a trois jours \
        toutes les medio y cuarto de doscientos hace dos semanas cada million millones sechserpack six pack x ½ 's";
    let known: Vec<String> = known.split(' ').map(str::to_owned).collect();
    prop::collection::vec(prop_oneof![4 => prop::sample::select(known), 1 => "\\PC{0,12}"], 0..40)
}

proptest! {
    #[test]
    fn no_words_make_a_reader_panic_or_take_more_than_there_are(words in words()) {
        for language in LANGUAGES {
            let spelling = spelling(language);
            let normal = spelling.words(&words.join(" "));
            let normal: Vec<&str> = normal.words.iter().map(|word| word.text.as_str()).collect();
            for list in LISTS {
                let read = reader(language, list)(&spelling, &normal);
                prop_assert!(read.len() <= normal.len());
                prop_assert!(read.iter().all(|(length, _)| (1..=normal.len()).contains(length)));
            }
        }
    }
}

#[test]
fn long_rows_of_number_words_are_read_in_bounded_time() {
    for language in LANGUAGES {
        let spelling = spelling(language);
        let readers = LISTS.map(|list| reader(language, list));
        for row in
            ["two", "and", "hundred", "million", "thousand two", "quatre vingt", "zwei und", "mil", "a half", "ein"]
        {
            let words = spelling.words(&format!("{row} ").repeat(200));
            let words: Vec<&str> = words.words.iter().map(|word| word.text.as_str()).collect();
            for (at, reader) in (0..words.len()).flat_map(|at| readers.map(|reader| (at, reader))) {
                assert!(reader(&spelling, &words[at..]).iter().all(|(length, _)| *length <= words.len() - at));
            }
        }
    }
}
