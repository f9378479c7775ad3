use super::*;
use crate::commerce::catalogue::csv;
use crate::understanding::IntentFolder;

const PRODUCTS: &str = "sku,name,synonyms,price,currency,stock\n1,oat milk,Hafermilch;lait d'avoine,1,EUR,9\n";

fn languages() -> Languages {
    let catalogue = Catalogue { revision: 1, products: csv::read(PRODUCTS.as_bytes()).unwrap() };
    let of = |tag: &str| {
        let folder = IntentFolder::built_in(tag).unwrap();
        Understanding::new(&folder, tag, &catalogue, &["hey orderly"], None)
    };
    ByLanguage::try_each("en", &["de".to_owned(), "nl".to_owned()], of).unwrap().into()
}

fn typed(text: &str) -> [Hypothesis; 1] {
    [Hypothesis::new(text, 1.0)]
}

/// The intent and the language that it is in.
fn read(judged: &Judgement) -> Option<(&str, &str)> {
    judged.meaning.first().map(|wish| (wish.name.as_str(), wish.language.as_str()))
}

#[test]
fn a_sentence_counts_in_the_language_that_it_is_in() {
    let languages = languages();
    for (text, meant) in [
        ("where is my order", ("OrderStatus", "en")),
        ("wo ist meine Bestellung", ("OrderStatus", "de")),
        ("waar is mijn bestelling", ("OrderStatus", "nl")),
        ("hey orderly wo ist meine Bestellung", ("OrderStatus", "de")),
        ("zwei Hafermilch bitte", ("Buy", "de")),
        ("buy oat milk", ("Buy", "en")),
    ] {
        for spoken in ["en", "de-AT", "nl", "xx"] {
            let judged = languages.judge(&typed(text), Expecting::Command, spoken);
            assert_eq!(read(&judged), Some(meant), "{text} where {spoken} is spoken");
        }
    }
    assert_eq!(read(&languages.judge(&typed("où est ma commande"), Expecting::Command, "en")), None);
}

#[test]
fn what_several_languages_say_is_said_in_the_one_of_the_conversation() {
    let languages = languages();
    for spoken in ["de", "nl"] {
        let yes = languages.judge(&typed("ja"), Expecting::Confirmation, spoken);
        assert_eq!(read(&yes), Some(("Yes", spoken)));
    }
    let stop = languages.judge(&typed("stop"), Expecting::Command, "nl");
    assert_eq!(read(&stop).map(|(_, language)| language), Some("nl"));
}

#[test]
fn a_yes_in_another_language_is_one() {
    let yes = languages().judge(&typed("jawohl"), Expecting::Confirmation, "en");
    assert_eq!(read(&yes), Some(("Yes", "de")));
}

#[test]
fn words_that_were_heard_in_a_language_are_words_of_that_one() {
    let languages = languages();
    let heard = [
        Hypothesis::new("wo ist meine bestellung", 0.8).said_in(Some("de")),
        Hypothesis::new("where is my order", 0.4).said_in(Some("en")),
    ];
    let judged = languages.judge(&heard, Expecting::Command, "en");
    assert_eq!(read(&judged), Some(("OrderStatus", "de")));
    assert_eq!(judged.transcript, "wo ist meine bestellung");
    // German words that somebody took for English are no German sentence.
    let mistaken = [Hypothesis::new("wo ist meine bestellung", 0.8).said_in(Some("en"))];
    assert_eq!(read(&languages.judge(&mistaken, Expecting::Command, "de")), None);
}

#[test]
fn a_catalogue_and_what_is_bought_are_the_same_in_all() {
    let bread =
        csv::read("sku,name,synonyms,price,currency,stock\n2,rye bread,Roggenbrot,1,EUR,9\n".as_bytes()).unwrap();
    let over = languages().over(&Catalogue { revision: 2, products: bread });
    assert_eq!(over.products().len(), 1);
    let judged = over.judge(&typed("ich möchte Roggenbrot kaufen"), Expecting::Command, "en");
    assert!(
        matches!(judged.meaning.first().and_then(|wish| wish.slot("product")),
        Some(crate::understanding::Value::Products(products)) if products[0].sku.0 == "2"),
        "{judged:?}"
    );
    assert_eq!(over.known("de-CH"), Some("de"));
    assert_eq!(over.known("fr"), None);
}
