use super::*;
use crate::commerce::catalogue::{Catalogue, csv};
use crate::understanding::IntentFolder;

const PRODUCTS: &str = "sku,name,brand,size,category,synonyms,price,currency,stock\n\
    COF-1,coffee beans,Hill,1 kg,coffee,,13.90,EUR,9\nCLE-1,dishwasher tablets,Sparkle,40 pieces,cleaning,,8.99,EUR,9\n";

/// The built-in sentences over two products, and what a recogniser listens for in them.
fn house() -> (Understanding, Vocabulary) {
    let folder = IntentFolder::built_in("en").unwrap();
    let catalogue = Catalogue { revision: 0, products: csv::read(PRODUCTS.as_bytes()).unwrap() };
    let understanding = Understanding::new(&folder, "en", &catalogue, &["hey orderly"], None).unwrap();
    let vocabulary = understanding.vocabulary().unwrap();
    (understanding, vocabulary)
}

fn judged(house: &(Understanding, Vocabulary), text: &str, confidence: f32, expecting: Expecting) -> Completeness {
    let hypotheses = [Hypothesis::new(text, confidence)];
    house.0.completeness(&hypotheses, expecting, &house.1, |_| 0.5)
}

#[test]
fn who_is_done_need_not_wait_and_who_is_not_is_waited_for() {
    use Completeness::{Unclear, Unfinished, Whole};
    use Expecting::{Code, Command, Confirmation, Quantity, Wake};
    let house = house();
    for (expecting, text, confidence, completeness) in [
        (Command, "buy two bags of coffee beans", 0.9, Whole),
        (Command, "where is my order", 0.9, Whole),
        (Wake, "hey orderly reorder dishwasher tablets", 0.9, Whole),
        (Confirmation, "yes", 0.9, Whole),
        (Confirmation, "no", 0.9, Whole),
        (Quantity, "three", 0.9, Whole),
        // The product, the command or the end of it is still to come.
        (Command, "buy two bags of", 0.49, Unfinished),
        (Command, "buy two bags of coffee beans and", 0.49, Unfinished),
        (Command, "buy", 0.9, Unfinished),
        (Wake, "hey orderly", 0.9, Unclear),
        // Digits come in groups.
        (Code, "one two three four", 0.9, Unclear),
        (Command, "cancel order one zero one six", 0.9, Unclear),
        // Who can tell?
        (Confirmation, "yes", 0.4, Unclear),
        (Command, "the weather is nice", 0.9, Unclear),
        (Command, "", 0.9, Unclear),
    ] {
        assert_eq!(judged(&house, text, confidence, expecting), completeness, "{expecting}: {text} ({confidence})");
    }
    assert_eq!(house.0.completeness(&[], Command, &house.1, |_| 0.5), Unclear);
}
