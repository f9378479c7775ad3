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

#[cfg(all(any(feature = "hubs", feature = "mqtt"), feature = "sqlite"))]
use std::convert::Infallible;
use std::path::Path;
use std::sync::LazyLock;
#[cfg(all(any(feature = "hubs", feature = "mqtt"), feature = "sqlite"))]
use std::time::Duration;

use orderly::channels::hub::Wording;
#[cfg(all(any(feature = "hubs", feature = "mqtt"), feature = "sqlite"))]
use orderly::channels::hub::hubs::Common;
use orderly::commerce::catalogue::{Catalogue, csv};
#[cfg(all(any(feature = "hubs", feature = "mqtt"), feature = "sqlite"))]
use orderly::dialogue::reply::Replies;
#[cfg(all(any(feature = "hubs", feature = "mqtt"), feature = "sqlite"))]
use orderly::language::ByLanguage;
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

/// What hubs in English and German need, and how long they wait.
#[cfg(all(any(feature = "hubs", feature = "mqtt"), feature = "sqlite"))]
fn common(patience: Option<Duration>) -> Common {
    let others = ["de".to_owned()];
    let wording = ByLanguage::try_each("en", &others, |tag| Ok::<_, Infallible>(Wording::new(samples(tag)))).unwrap();
    let replies = ByLanguage::try_each("en", &others, Replies::built_in).unwrap();
    Common { wording, replies, patience }
}

fn english() -> Wording {
    static ENGLISH: LazyLock<Wording> = LazyLock::new(|| Wording::new(samples("en")));
    ENGLISH.clone()
}
