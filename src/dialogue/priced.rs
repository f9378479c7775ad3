//! What a cart costs, and what its goods cost before.

use jiff::Timestamp;

use crate::commerce::cart::{PurchaseId, Quote};
use crate::commerce::catalogue::Sku;
use crate::commerce::money::Money;
use crate::commerce::order::{Order, OrderStatus};

/// A quote, with what past orders say about its goods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Priced {
    /// What it costs now.
    pub quote: Quote,
    /// A new name for what is being bought, should it have none yet.
    pub purchase: PurchaseId,
    /// The latest purchase of each of its products that was bought before.
    pub bought: Vec<Bought>,
    /// What was ordered today in the same currency.
    pub spent_today: Money,
}

/// The latest purchase of a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bought {
    /// Which.
    pub sku: Sku,
    /// What one cost then.
    pub unit_price: Money,
    /// When.
    pub at: Timestamp,
}

impl Priced {
    /// Looks the goods of a quote up in past orders, the latest first. What was cancelled was not bought. Today begins
    /// at `midnight`.
    #[must_use]
    pub fn of(quote: Quote, purchase: PurchaseId, orders: &[Order], midnight: Timestamp) -> Self {
        let kept = || orders.iter().filter(|order| order.status() != OrderStatus::Cancelled);
        let latest = |sku: &Sku| {
            kept().find_map(|order| {
                let line = order.lines.iter().find(|line| line.sku == *sku)?;
                Some(Bought { sku: sku.clone(), unit_price: line.unit_price, at: order.placed_at() })
            })
        };
        let bought = quote.lines.iter().filter_map(|line| latest(&line.sku)).collect();
        let today =
            kept().filter(|order| order.placed_at() >= midnight && order.total.currency == quote.total.currency);
        let minor = today.fold(0_i64, |sum, order| sum.saturating_add(order.total.minor));
        let spent_today = Money::new(minor, quote.total.currency);
        Self { quote, purchase, bought, spent_today }
    }

    /// Whether all of it was bought before: the read-back may be short.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.quote.lines.iter().all(|line| self.bought.iter().any(|bought| bought.sku == line.sku))
    }

    /// The lines that cost another amount than the last time: title, before and now, each for one.
    pub fn changes(&self) -> impl Iterator<Item = (&str, Money, Money)> {
        self.quote.lines.iter().filter_map(|line| {
            let before = self.bought.iter().find(|bought| bought.sku == line.sku)?.unit_price;
            (before != line.unit_price).then_some((line.title.as_str(), before, line.unit_price))
        })
    }
}
