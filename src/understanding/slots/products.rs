//! `{product}`: how the products of a catalogue are said. The other number of a name is listed in English, for the grammar
//! of its recogniser; elsewhere the finder knows stems.

use std::collections::BTreeSet;

use crate::commerce::catalogue::{Catalogue, Product};
use crate::language::primary;
use crate::understanding::text::Spelling;

/// What can be said for a product, and its number in the catalogue.
#[must_use]
pub fn phrases(catalogue: &Catalogue, spelling: &Spelling) -> Vec<(String, u32)> {
    let mut phrases = Vec::new();
    for (number, product) in (0_u32..).zip(&catalogue.products) {
        phrases.extend(of_product(product, spelling).into_iter().map(|phrase| (phrase, number)));
    }
    phrases
}

/// Name, brand and name, synonyms; each also in the plural or the singular. The size is left out.
fn of_product(product: &Product, spelling: &Spelling) -> BTreeSet<String> {
    let name = spelling.normal(&product.name);
    let brand = spelling.normal(&product.brand);
    let mut phrases: BTreeSet<String> = product.synonyms.iter().map(|synonym| spelling.normal(synonym)).collect();
    if !brand.is_empty() {
        phrases.insert(format!("{brand} {name}"));
    }
    phrases.insert(name);
    let varied: Vec<String> = phrases.iter().filter_map(|phrase| other_number(phrase, &spelling.language)).collect();
    phrases.extend(varied);
    phrases.retain(|phrase| !phrase.is_empty());
    phrases
}

/// The plural of a singular and the singular of a plural, by the last word: `tablet` and `tablets`.
fn other_number(phrase: &str, language: &str) -> Option<String> {
    if primary(language) != "en" {
        return None;
    }
    let last = phrase.rsplit(' ').next()?;
    let before = &phrase[..phrase.len() - last.len()];
    let ends = |endings: &[&str]| endings.iter().any(|ending| last.ends_with(ending));
    if last.chars().count() < 3 || !last.is_ascii() {
        return None;
    }
    let other = if ends(&["ies"]) && last.len() > 4 {
        format!("{}y", &last[..last.len() - 3])
    } else if ends(&["ches", "shes", "xes", "sses", "toes"]) {
        last[..last.len() - 2].to_owned()
    } else if ends(&["ss", "us", "is"]) {
        return None;
    } else if let Some(singular) = last.strip_suffix('s') {
        singular.to_owned()
    } else if ends(&["ch", "sh", "x", "to"]) {
        format!("{last}es")
    } else if last.ends_with('y') && !ends(&["ay", "ey", "oy", "uy"]) {
        format!("{}ies", &last[..last.len() - 1])
    } else {
        format!("{last}s")
    };
    Some(format!("{before}{other}"))
}
