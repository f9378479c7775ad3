use super::*;
use crate::commerce::catalogue::{Product, Sku};
use crate::commerce::money::Money;

fn english() -> Spelling {
    Spelling { language: "en".to_owned(), ignore_whitespace: false }
}

/// A product from `brand|name|size|category|synonym;synonym`.
fn product(number: usize, line: &str) -> Product {
    let mut fields = line.split('|').map(str::to_owned);
    let mut next = || fields.next().unwrap_or_default();
    let (brand, name, size, category) = (next(), next(), next(), next());
    let synonyms = next().split(';').filter(|synonym| !synonym.is_empty()).map(str::to_owned).collect();
    let price = Money::new(100, "EUR".parse().unwrap());
    Product { brand, size, category, synonyms, stock: 1, ..Product::new(Sku(format!("P-{number}")), name, price) }
}

fn shop(lines: &[&str]) -> Catalogue {
    let products = lines.iter().enumerate().map(|(number, line)| product(number, line));
    Catalogue { revision: 1, products: products.collect() }
}

/// What is found, as numbers of the catalogue.
fn found(lines: &[&str], spelling: &Spelling, spoken: &str) -> Vec<u32> {
    let finder = Finder::new(&shop(lines), spelling, None);
    finder.find(spelling, spoken, &History::default()).iter().map(|found| found.product).collect()
}

const NOTHING: [u32; 0] = [];

const OILS: &[&str] = &[
    "Blue Island|olive oil|500 ml|spices|extra virgin olive oil",
    "Blue Island|olive oil|1 liter|spices|extra virgin olive oil",
    "Velvet|vanilla ice cream|1 liter|frozen|",
    "Purr|cat litter|10 liters|pets|",
    "Hill|coffee filters|100 pieces|coffee|",
    "Hill|ground coffee|500 g|coffee|filter coffee",
];

#[test]
fn the_size_that_was_said_is_meant() {
    for (spoken, wanted) in [
        ("half a liter of olive oil", 0),
        ("olive oil 500 ml", 0),
        ("the small olive oil", 0),
        ("the big olive oil", 1),
        ("a liter of olive oil", 1),
    ] {
        assert_eq!(found(OILS, &english(), spoken), [wanted], "{spoken}");
    }
}

#[test]
fn words_are_one_or_two_and_the_last_says_what_it_is() {
    for (spoken, wanted) in [("vanilla icecream", 2), ("cat liter", 3), ("coffee filter", 4), ("filter coffee", 5)] {
        assert_eq!(found(OILS, &english(), spoken).first(), Some(&wanted), "{spoken}");
    }
}

#[test]
fn odd_catalogues_are_taken_as_they_are() {
    let long = "long ".repeat(2_000);
    let unbroken = "x".repeat(10_000);
    let lines =
        ["|7 Up||drinks|", "4711|cologne||body|", "||||", "|молоко|1 л||", "|حليب|||", "|牛乳|||", "|the of|||"];
    let mut lines: Vec<&str> = lines.to_vec();
    let names = [format!("|{long}|||"), format!("|{unbroken}|||"), "|молоко|2 л||".to_owned()];
    lines.extend(names.iter().map(String::as_str));
    for (spoken, wanted) in [
        ("7 up", &[0_u32][..]),
        ("seven up", &[0]),
        ("4711", &[1]),
        ("Молоко", &[3, 9]),
        ("حليب", &[4]),
        ("牛乳", &[5]),
        ("the of", &[6]),
        (long.as_str(), &[7]),
        (unbroken.as_str(), &[8]),
    ] {
        let shown: String = spoken.chars().take(20).collect();
        assert_eq!(found(&lines, &english(), spoken), wanted, "{shown}");
    }
    assert_eq!(found(&[], &english(), "milk"), NOTHING);
    assert_eq!(found(&["|milk|||"], &english(), "milk"), [0]);
}

#[test]
fn odd_phrases_find_nothing_and_take_no_time() {
    let endless = "milk ".repeat(2_000_000);
    let unbroken = "é".repeat(5_000_000);
    for spoken in ["", "👍", "\u{0}\u{7}\u{200b}", "the usual", "those", &endless, &unbroken, "ﷺ", "milk 👍👍👍 deer"]
    {
        assert_eq!(found(OILS, &english(), spoken), NOTHING, "{}", spoken.chars().take(20).collect::<String>());
    }
}

#[test]
fn a_language_without_spaces_is_compared_whole() {
    let japanese = Spelling { language: "ja".to_owned(), ignore_whitespace: true };
    let lines = ["|コーヒー豆|||", "|牛乳|||"];
    assert_eq!(found(&lines, &japanese, "コーヒー 豆"), [0]);
    assert_eq!(found(&lines, &japanese, "紅茶"), NOTHING);
}

#[test]
fn compounds_are_the_same_together_and_apart() {
    let dutch = Spelling { language: "nl".to_owned(), ignore_whitespace: false };
    let lines = ["|kattenvoer|||", "|volle melk|||", "|vaatwastabletten|||", "|wc-papier|||toiletpapier"];
    for (spoken, wanted) in [
        ("katten voer", 0),
        ("voer voor de katten", 0),
        ("kattenvoeer", 0),
        ("de gebruikelijke volle melk", 1),
        ("tabletten voor de vaatwas", 2),
        ("vaatwas tablet", 2),
        ("toilet papier", 3),
    ] {
        assert_eq!(found(&lines, &dutch, spoken), [wanted], "{spoken}");
    }
    let german = Spelling { language: "de".to_owned(), ignore_whitespace: false };
    let lines = ["|Spülmaschinentabs|||", "|Vollmilch|||", "|Äpfel|||"];
    for (spoken, wanted) in [
        ("Spülmaschinen Tabs", 0),
        ("Tabs für die Spülmaschine", 0),
        ("spulmaschinentabs", 0),
        ("voll milch", 1),
        ("einen Apfel", 2),
    ] {
        assert_eq!(found(&lines, &german, spoken), [wanted], "{spoken}");
    }
}

#[test]
fn romance_names_say_first_what_they_are() {
    let french = Spelling { language: "fr".to_owned(), ignore_whitespace: false };
    let lines = ["|lait d'avoine|||", "|crème fraîche|||", "|papier toilette|||"];
    for (spoken, wanted) in [("le lait avoine", 0), ("creme fraiche", 1), ("papiers toilettes", 2), ("du lait", 0)] {
        assert_eq!(found(&lines, &french, spoken), [wanted], "{spoken}");
    }
    assert_eq!(found(&lines, &french, "flocons d'avoine"), NOTHING);
    let spanish = Spelling { language: "es".to_owned(), ignore_whitespace: false };
    let lines = ["|leche de avena|||", "|pañales|||", "|pilas|||"];
    for (spoken, wanted) in [("leche avena", 0), ("panales", 1), ("la pila", 2), ("mis pilas de siempre", 2)] {
        assert_eq!(found(&lines, &spanish, spoken), [wanted], "{spoken}");
    }
}

#[test]
fn what_was_bought_before_settles_a_tie_and_nothing_else() {
    let catalogue = shop(OILS);
    let finder = Finder::new(&catalogue, &english(), None);
    let confidences = |history: &History| -> Vec<Found> { finder.find(&english(), "olive oil", history) };
    let before = confidences(&History::default());
    assert_eq!(before.len(), 2);
    assert!(before[0].confidence < 0.6);
    let after = confidences(&bought(&catalogue.products[1]));
    assert_eq!(after[0].product, 1);
    assert!(after[0].confidence > 0.8);
}

/// A household that bought a product every week.
fn bought(product: &Product) -> History {
    use crate::commerce::cart::{LineItem, Quote};
    use crate::commerce::order::{Order, OrderId};
    let (sku, title, price) = (product.sku.clone(), product.title(), product.price);
    let line = LineItem { sku, title, quantity: 1, unit_price: price, total: price, tax_rate: None };
    let quote = Quote::new(vec![line], price, price);
    let order = |week: i64| {
        let at = jiff::Timestamp::UNIX_EPOCH + jiff::SignedDuration::from_hours(7 * 24 * week);
        Order::placed(OrderId(week.to_string()), quote.clone(), at)
    };
    let orders: Vec<Order> = (0..10).map(order).collect();
    History::of(&orders, jiff::civil::date(1970, 3, 12))
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    fn name() -> impl Strategy<Value = String> {
        let word = prop::sample::select(vec![
            "milk",
            "oat",
            "big",
            "the",
            "paper",
            "papers",
            "towel",
            "7",
            "500",
            "g",
            "one",
            "liter",
            "dish",
            "washer",
            "dishwasher",
            "crème",
            "молоко",
            "for",
            "kids",
        ]);
        prop_oneof![4 => prop::collection::vec(word, 1..6).prop_map(|words| words.join(" ")), 1 => "\\PC{0,30}"]
    }

    fn catalogue() -> impl Strategy<Value = Catalogue> {
        let line = (name(), name(), name(), prop::sample::select(vec!["", "500 g", "1 liter"])).prop_map(
            |(brand, name, synonym, size)| {
                [brand, name, size.to_owned(), String::new(), synonym]
                    .map(|field| field.replace(['|', ';'], " "))
                    .join("|")
            },
        );
        prop::collection::vec(line, 0..6).prop_map(|lines| shop(&lines.iter().map(String::as_str).collect::<Vec<_>>()))
    }

    proptest! {
        #[test]
        fn the_very_name_of_a_product_finds_it(catalogue in catalogue()) {
            let finder = Finder::new(&catalogue, &english(), None);
            for (number, product) in (0_u32..).zip(&catalogue.products) {
                let found = finder.find(&english(), &product.name, &History::default());
                let is_empty = english().normal(&product.name).is_empty();
                prop_assert!(is_empty || found.iter().any(|found| found.product == number), "{:?} {:?}", product, found);
            }
        }

        #[test]
        fn words_that_belong_to_nothing_make_nobody_surer(catalogue in catalogue(), spoken in name()) {
            let finder = Finder::new(&catalogue, &english(), None);
            let best = |spoken: &str| {
                finder.find(&english(), spoken, &History::default()).first().map_or(0.0, |found| found.confidence)
            };
            prop_assert!(best(&[&spoken, "zqvxkjw"].join(" ")) <= best(&spoken));
            prop_assert!(best(&["zqvxkjw wjkqq", &spoken].join(" ")) <= best(&spoken));
        }

        #[test]
        fn what_was_bought_makes_no_match(catalogue in catalogue(), spoken in name()) {
            let finder = Finder::new(&catalogue, &english(), None);
            let sum = |found: &[Found]| found.iter().map(|found| found.confidence).sum::<f32>();
            let without = finder.find(&english(), &spoken, &History::default());
            for product in &catalogue.products {
                let with = finder.find(&english(), &spoken, &bought(product));
                prop_assert_eq!(with.is_empty(), without.is_empty());
                prop_assert!(sum(&with) <= 1.0 && with.iter().all(|found| (0.0..=1.0).contains(&found.confidence)));
            }
        }
    }
}
