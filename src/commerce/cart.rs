//! What a shopper has in mind, and what it would cost.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::catalogue::Sku;
use super::money::Money;
use super::tax::{Tax, TaxRate};

/// Names what a shopper is buying, from the first product put into it until it is ordered. It goes along when the cart
/// goes to another site, so that two who confirm the same cart order it once.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PurchaseId(pub String);

impl PurchaseId {
    /// A new name that nobody else has (UUID version 4, RFC 9562).
    #[must_use]
    pub fn generate() -> Self {
        Self(uuid::Uuid::new_v4().to_string())
    }
}

impl fmt::Display for PurchaseId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Products and how many of each.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Cart {
    /// No SKU twice.
    pub lines: Vec<CartLine>,
}

/// So many of one product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CartLine {
    /// Which.
    pub sku: Sku,
    /// How many, at least one.
    pub quantity: u32,
}

/// The priced total of a cart, as it is read out before it is confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// In the order of the cart.
    pub lines: Vec<LineItem>,
    /// What sending it costs.
    pub shipping: Money,
    /// Lines and shipping, tax included.
    pub total: Money,
    /// The tax that the total contains, when the shop says.
    #[serde(default)]
    pub tax: Option<Tax>,
    /// What a shopper must hear before paying.
    #[serde(default)]
    pub terms: Terms,
}

/// What a shopper must hear before paying, besides goods and price. Empty: the shop does not say.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Terms {
    /// Who sells it.
    pub seller: String,
    /// Where it goes, as a label: `home`.
    pub deliver_to: String,
    /// What pays for it, as a label: `card`. Never the digits of a card.
    pub pay_with: String,
    /// For how many days after the delivery it can be sent back without a reason; zero when the shop does not say.
    pub withdrawal_days: u16,
}

/// A line of a quote or an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineItem {
    /// Which.
    pub sku: Sku,
    /// Its title when the quote was made.
    pub title: String,
    /// How many.
    pub quantity: u32,
    /// The price of one.
    pub unit_price: Money,
    /// The price of all of them.
    pub total: Money,
    /// The rate of the tax that the price contains, when the shop says.
    #[serde(default)]
    pub tax_rate: Option<TaxRate>,
}

impl Quote {
    /// A quote that says nothing of tax and terms.
    #[must_use]
    pub fn new(lines: Vec<LineItem>, shipping: Money, total: Money) -> Self {
        Self { lines, shipping, total, tax: None, terms: Terms::default() }
    }

    /// The cart that it prices.
    #[must_use]
    pub fn cart(&self) -> Cart {
        let lines = self.lines.iter().map(|line| CartLine { sku: line.sku.clone(), quantity: line.quantity }).collect();
        Cart { lines }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_that_an_older_program_wrote_down_is_still_read() {
        let euros = r#"{"minor": 250, "currency": "EUR"}"#;
        let line =
            format!(r#"{{"sku": "B", "title": "bread", "quantity": 1, "unit_price": {euros}, "total": {euros}}}"#);
        let quote = format!(r#"{{"lines": [{line}], "shipping": {euros}, "total": {euros}}}"#);
        let quote: Quote = serde_json::from_str(&quote).unwrap();
        assert_eq!((quote.lines[0].tax_rate, quote.tax, quote.terms), (None, None, Terms::default()));
    }
}
