//! What a shop sells.

pub mod csv;
pub mod size;

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::money::Money;
use super::tax::TaxRate;

/// A stock keeping unit: the shop's own name for one variant of a product.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sku(pub String);

impl fmt::Display for Sku {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// One thing on sale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Product {
    /// Unique within the shop.
    pub sku: Sku,
    /// What it is called, without brand and size: `dishwasher tablets`.
    pub name: String,
    /// Who makes it; empty when nobody says.
    pub brand: String,
    /// What is in a pack, as it is written: `40 pieces`, `500 g`. Empty when there is nothing to say.
    pub size: String,
    /// A shelf of the shop: `cleaning`.
    pub category: String,
    /// Other names that people use.
    pub synonyms: Vec<String>,
    /// The price of one, tax included.
    pub price: Money,
    /// What one costs when it is not on offer; none when it is not.
    #[serde(default)]
    pub regular_price: Option<Money>,
    /// The rate of the tax that the price contains; none when it is that of the shop.
    #[serde(default)]
    pub tax_rate: Option<TaxRate>,
    /// How many can be ordered.
    pub stock: u32,
    /// What else can be asked about it, by the [`ASPECTS`].
    #[serde(default)]
    pub about: BTreeMap<String, String>,
    /// What people buy along with it.
    #[serde(default)]
    pub goes_with: Vec<Sku>,
}

/// What [`Product::about`] can tell, in the words of the sentences.
pub const ASPECTS: [&str; 5] = ["ingredients", "allergens", "origin", "rating", "description"];

impl Product {
    /// A product of which only this is known, and of which there is none in stock.
    #[must_use]
    pub fn new(sku: Sku, name: String, price: Money) -> Self {
        Self {
            sku,
            name,
            brand: String::new(),
            size: String::new(),
            category: String::new(),
            synonyms: Vec::new(),
            price,
            regular_price: None,
            tax_rate: None,
            stock: 0,
            about: BTreeMap::new(),
            goes_with: Vec::new(),
        }
    }

    /// Whether it costs less than usual.
    #[must_use]
    pub fn is_on_offer(&self) -> bool {
        let above = |regular: Money| regular.currency == self.price.currency && regular.minor > self.price.minor;
        self.regular_price.is_some_and(above)
    }

    /// Brand, name and size, as it is read back: `Sparkle dishwasher tablets, 40 pieces`.
    #[must_use]
    pub fn title(&self) -> String {
        let mut title = String::new();
        if !self.brand.is_empty() {
            title.push_str(&self.brand);
            title.push(' ');
        }
        title.push_str(&self.name);
        if !self.size.is_empty() {
            title.push_str(", ");
            title.push_str(&self.size);
        }
        title
    }
}

/// Everything on sale at one revision.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Catalogue {
    /// Which state of the shop this is, as [`super::Storefront::revision`] counts.
    pub revision: u64,
    /// In the order of their SKUs.
    pub products: Vec<Product>,
}
