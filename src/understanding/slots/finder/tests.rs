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
    Product { sku: Sku(format!("P-{number}")), name, brand, size, category, synonyms, price, stock: 1 }
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
fn debug() {
    let finder = Finder::new(&shop(OILS), &english(), None);
    let language = Language::of("en");
    for spoken in ["half a liter of olive oil"] {
        let mut query = Query::new(spoken, &english(), &language, None).unwrap();
        query.read_words(&finder.index, &language);
        println!("{:?} needed {:b} wanted {:?}\n{:#?}", query.sizes, query.needed, query.wanted, query.matches);
        println!("{:?} {:?}", finder.index.size(0), query.candidates(&finder.index));
        println!("{:?}", finder.fits(&query));
    }
}
