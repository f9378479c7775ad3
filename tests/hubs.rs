//! Smart speaker hubs: what they hand on, what they are answered, and what they learn beforehand.

#[cfg(all(feature = "mqtt", feature = "sqlite"))]
mod bus;
#[cfg(all(feature = "hubs", feature = "sqlite"))]
mod button;
#[cfg(all(any(feature = "hubs", feature = "mqtt"), feature = "sqlite"))]
mod contract;
mod export;
mod golden;
#[cfg(all(feature = "mqtt", feature = "sqlite"))]
mod handed_on;
#[cfg(all(feature = "hubs", feature = "sqlite"))]
mod https;
#[cfg(all(feature = "hubs", feature = "sqlite"))]
mod signer;
#[cfg(all(feature = "hubs", feature = "sqlite"))]
mod verified;
#[cfg(all(any(feature = "hubs", feature = "mqtt"), feature = "sqlite"))]
mod ways;

use std::path::Path;
use std::sync::LazyLock;

use orderly::channels::hub::Wording;
use orderly::commerce::catalogue::{Catalogue, csv};
use orderly::understanding::IntentFolder;
use orderly::understanding::samples::Samples;

/// What is sold in the tests of a language.
fn catalogue(language: &str) -> Catalogue {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let file = match language {
        "en" => root.join("src/commerce/local/sample/products.csv"),
        _ => root.join(format!("tests/catalogues/{language}.csv")),
    };
    Catalogue { revision: 1, products: csv::read(&std::fs::read(file).unwrap()).unwrap() }
}

fn samples(language: &str) -> Samples {
    Samples::of(&IntentFolder::built_in(language).unwrap(), language, &catalogue(language)).unwrap()
}

fn english() -> Wording {
    static ENGLISH: LazyLock<Wording> = LazyLock::new(|| Wording::new(samples("en")));
    ENGLISH.clone()
}
