//! How soon a changed catalogue is understood: `cargo bench --bench live [-- PRODUCTS]`.
//!
//! What the daemon's learning thread does with so many products (10,000), which it knew nothing of before. Told is the
//! time until they are understood, and until their grammars could be handed to the recogniser (with the feature `sphinx`
//! also until PocketSphinx has taken them in).

use std::error::Error;
use std::time::Instant;

use orderly::assistant::sources::Sources;
use orderly::commerce::catalogue::{Catalogue, Product, Sku};
use orderly::commerce::local::LocalShop;
use orderly::commerce::money::{Currency, Money};
use orderly::config::Config;

const ADJECTIVES: [&str; 20] = [
    "red", "green", "blue", "small", "large", "fresh", "dark", "light", "sweet", "salted", "smoked", "dried", "frozen",
    "organic", "sliced", "whole", "ground", "roasted", "spicy", "mild",
];
const THINGS: [&str; 25] = [
    "apple", "bread", "coffee", "cheese", "tea", "sausage", "pepper", "rice", "pasta", "soap", "towel", "candle",
    "biscuit", "yoghurt", "butter", "honey", "salmon", "carrot", "onion", "juice", "cereal", "lentil", "bean", "olive",
    "mustard",
];

fn products(count: usize) -> Vec<Product> {
    let product = |number: usize| {
        let (adjective, rest) = (ADJECTIVES[number % 20], number / 20);
        let name = format!("{adjective} {} {}", ADJECTIVES[(rest / 25) % 20], THINGS[rest % 25]);
        Product {
            size: format!("{} g", 50 + number),
            category: "all".to_owned(),
            stock: 9,
            ..Product::new(Sku(format!("S-{number:06}")), name, Money::new(199, Currency::EUR))
        }
    };
    (0..count).map(product).collect()
}

fn main() -> Result<(), Box<dyn Error>> {
    let count = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let products = products(count.map_or(Ok(10_000), |count| count.parse())?);
    let folder = tempfile::tempdir()?;
    let mut shop = LocalShop::open(folder.path())?;
    let started = Instant::now();
    shop.import(&products)?;
    println!("import of {} products: {:?}", products.len(), started.elapsed());
    let catalogue = Catalogue { revision: 1, products };
    let started = Instant::now();
    let before = Sources::of_shop(&Config::default(), Catalogue::default())?.understanding()?;
    println!("at the start, without products: {:?}", started.elapsed());
    for run in 1..=3 {
        let started = Instant::now();
        let understanding = before.over(&catalogue);
        let understood = started.elapsed();
        let vocabulary = understanding.vocabulary()?;
        let spoken = started.elapsed();
        println!("{run}: understood after {understood:?}, grammars after {spoken:?}");
        taken_in(&vocabulary, started)?;
    }
    println!("besides, a change is noticed within 100 ms");
    Ok(())
}

#[cfg(feature = "sphinx")]
fn taken_in(vocabulary: &orderly::speech_to_text::Vocabulary, started: Instant) -> Result<(), Box<dyn Error>> {
    use orderly::speech_to_text::Recognizer;
    use orderly::speech_to_text::sphinx::{DEBIAN_MODEL, Sphinx};
    let mut sphinx = Sphinx::open(std::path::Path::new(DEBIAN_MODEL), None)?;
    sphinx.adopt(vocabulary)?;
    println!("   PocketSphinx listens for it after {:?}", started.elapsed());
    Ok(())
}

#[cfg(not(feature = "sphinx"))]
fn taken_in(_: &orderly::speech_to_text::Vocabulary, _: Instant) -> Result<(), Box<dyn Error>> {
    Ok(())
}
