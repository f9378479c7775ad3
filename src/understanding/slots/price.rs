//! `{price}`: from and to which price.

use std::fmt;

use crate::commerce::money::Currency;
use crate::understanding::text::Spelling;
use crate::understanding::{Value, numbers};

/// A range of prices, both ends included, in minor units. "Twenty euros" has the same ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PriceRange {
    /// The least, in minor units.
    pub from: Option<i64>,
    /// The most, in minor units.
    pub to: Option<i64>,
    /// In which currency; `None` when nobody said.
    pub currency: Option<Currency>,
}

impl fmt::Display for PriceRange {
    /// `to 20.00 EUR`, `from 5.00`, `10.00 to 15.00 EUR`, `20.00 EUR`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let amount = |minor: i64| format!("{}.{:02}", minor / 100, minor % 100);
        match (self.from, self.to) {
            (Some(from), Some(to)) if from == to => write!(formatter, "{}", amount(from))?,
            (Some(from), Some(to)) => write!(formatter, "{} to {}", amount(from), amount(to))?,
            (Some(from), None) => write!(formatter, "from {}", amount(from))?,
            (None, Some(to)) => write!(formatter, "to {}", amount(to))?,
            (None, None) => formatter.write_str("any price")?,
        }
        self.currency.map_or(Ok(()), |currency| write!(formatter, " {}", currency.code()))
    }
}

/// Reads `{price}`: `twenty euros`, `under twenty euros`.
#[must_use]
pub fn read(spelling: &Spelling, words: &[&str]) -> Vec<(usize, Value)> {
    let skip = usize::from(matches!(words.first(), Some(&"under" | &"over")));
    let mut read = Vec::new();
    for (end, amount) in numbers::read(&spelling.language, words.get(skip..).unwrap_or_default()) {
        let (Ok(minor), Some(&("euros" | "euro" | "€"))) = (i64::try_from(amount * 100), words.get(skip + end))
        else {
            continue;
        };
        let (from, to) = match words.first() {
            Some(&"under") => (None, Some(minor)),
            Some(&"over") => (Some(minor), None),
            _ => (Some(minor), Some(minor)),
        };
        read.push((skip + end + 1, Value::Price(PriceRange { from, to, currency: Some(Currency::EUR) })));
    }
    read
}
