//! `{price}`: from and to which price.

use std::fmt;

use crate::commerce::money::Currency;

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
