//! What the words of a slot stand for: products of the live catalogue, how many of them, at which price, when.

pub mod finder;
pub mod history;
pub mod measure;
pub mod price;
pub mod products;
pub mod quantity;
pub mod when;

use std::collections::BTreeSet;

use super::Value;
use super::template::{ListKind, Provided};
use super::text::Spelling;
use crate::commerce::catalogue::Catalogue;

/// All lists that the program provides besides products: `number`, `quantity`, `measure`, `price`, `date`, `interval`,
/// and of the catalogue `category` and `brand`.
#[must_use]
pub fn provided(catalogue: &Catalogue, spelling: &Spelling) -> Vec<Provided> {
    let phrases = |words: Vec<String>| words.into_iter().zip(0..).collect();
    let read = |name, heard, reader| Provided { name, phrases: phrases(heard), kind: ListKind::Read(reader) };
    let language = &spelling.language;
    vec![
        read("number", quantity::numbers_listened_for(language), quantity::read_number),
        read("quantity", quantity::quantities_listened_for(language), quantity::read_quantity),
        read("measure", Vec::new(), measure::read),
        read("price", Vec::new(), price::read),
        read("date", Vec::new(), when::read_date),
        read("interval", Vec::new(), when::read_interval),
        named("category", catalogue.products.iter().map(|product| &product.category)),
        named("brand", catalogue.products.iter().map(|product| &product.brand)),
    ]
}

/// The names of something, each once; the first way to write one stands for all.
fn named<'a>(name: &'static str, names: impl Iterator<Item = &'a String>) -> Provided {
    let names: BTreeSet<&str> = names.map(|name| name.trim()).filter(|name| !name.is_empty()).collect();
    let values = names.iter().map(|name| (Some(Value::Text((*name).to_owned())), Vec::new())).collect();
    let phrases = names.into_iter().map(str::to_owned).zip(0..).collect();
    Provided { name, phrases, kind: ListKind::Values(values) }
}

/// What was read with each number of words, the most words first; the first reading of as many words counts.
fn once_each(read: impl Iterator<Item = (usize, Value)>) -> Vec<(usize, Value)> {
    let mut once: Vec<(usize, Value)> = read.collect();
    once.sort_by_key(|(length, _)| std::cmp::Reverse(*length));
    once.dedup_by_key(|(length, _)| *length);
    once
}
