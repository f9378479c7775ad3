//! What the assistant tells a shopper to say is understood, in every language and tone.

use std::path::Path;

use orderly::commerce::catalogue::{Catalogue, csv};
use orderly::expecting::Expecting;
use orderly::understanding::{IntentFolder, Meaning, Understanding};

#[test]
fn what_replies_tell_to_say_is_understood_in_english() {
    is_understood("en");
}

#[test]
fn what_replies_tell_to_say_is_understood_in_dutch() {
    is_understood("nl");
}

#[test]
fn what_replies_tell_to_say_is_understood_in_german() {
    is_understood("de");
}

#[test]
fn what_replies_tell_to_say_is_understood_in_french() {
    is_understood("fr");
}

#[test]
fn what_replies_tell_to_say_is_understood_in_spanish() {
    is_understood("es");
}

/// Reads what stands between quotation marks in the replies files of a language, and where it is told.
fn is_understood(language: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let catalogue = match language {
        "en" => root.join("src/commerce/local/sample/products.csv"),
        _ => root.join(format!("tests/catalogues/{language}.csv")),
    };
    let products = csv::read(&std::fs::read(catalogue).unwrap()).unwrap();
    let catalogue = Catalogue { revision: 1, products };
    let folder = IntentFolder::built_in(language).unwrap();
    let understanding = Understanding::new(&folder, language, &catalogue, &[], None).unwrap();
    let (mut told, mut wrong) = (0, Vec::new());
    for file in ["replies.ftl", "replies.warm.ftl", "replies.formal.ftl"] {
        let text = std::fs::read_to_string(root.join("intents").join(language).join(file)).unwrap();
        let mut expecting = Expecting::Command;
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some((key, _)) = line.split_once(" = ").filter(|_| line.starts_with(char::is_alphabetic)) {
                expecting = moment(key);
            }
            // A blank is Fluent's, to keep it.
            let phrases = line.split('"').skip(1).step_by(2).filter(|phrase| !phrase.trim().is_empty());
            // What is typed rather than said.
            let phrases = phrases.filter(|phrase| !phrase.starts_with("orderly "));
            for phrase in phrases {
                told += 1;
                let heard = understanding.understand(phrase, expecting);
                let whole = matches!(&heard, Meaning::Wishes(wishes)
                    if !wishes.is_empty() && wishes.iter().all(|wish| wish.unread.is_empty()));
                if !whole {
                    wrong.push(format!("{file}: {phrase:?} when {expecting:?}: {heard:?}"));
                }
            }
        }
    }
    assert!(told >= 10, "{told} phrases in the replies of {language}");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What may be said behind a message.
fn moment(key: &str) -> Expecting {
    match key {
        "help-product" => Expecting::Product,
        "help-quantity" => Expecting::Quantity,
        "help-choice" => Expecting::Choice,
        "help-reason" => Expecting::Reason,
        "help-code" | "help-offer" | "help-confirmation" | "help-cancelling" => Expecting::Confirmation,
        _ => Expecting::Command,
    }
}
