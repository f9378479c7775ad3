//! Orders and where they are.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::cart::LineItem;
use super::money::Money;

/// The shop's number of an order, short enough to be said.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OrderId(pub String);

impl fmt::Display for OrderId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// What makes a repeated attempt the same order. Written to the journal before the first attempt.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct IdempotencyKey(pub String);

impl IdempotencyKey {
    /// A new key that nobody else has (UUID version 4, RFC 9562).
    #[must_use]
    pub fn generate() -> Self {
        Self(uuid::Uuid::new_v4().to_string())
    }
}

impl fmt::Display for IdempotencyKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// An order as the shop has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// The shop's number.
    pub id: OrderId,
    /// What was bought.
    pub lines: Vec<LineItem>,
    /// What sending it costs.
    pub shipping: Money,
    /// What was paid, tax and shipping included.
    pub total: Money,
    /// Every status it had and since when, the first one first; never empty.
    pub history: Vec<StatusChange>,
}

/// Since when an order has a status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusChange {
    /// The status.
    pub status: OrderStatus,
    /// Since when.
    pub at: Timestamp,
}

impl Order {
    /// Where it is now.
    #[must_use]
    pub fn status(&self) -> OrderStatus {
        self.history.last().map_or(OrderStatus::Placed, |change| change.status)
    }

    /// When it was placed.
    #[must_use]
    pub fn placed_at(&self) -> Timestamp {
        self.history.first().map_or(Timestamp::UNIX_EPOCH, |change| change.at)
    }
}

/// Where an order is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderStatus {
    /// Accepted, nothing done yet.
    Placed,
    /// Being put together.
    Packed,
    /// On its way.
    Shipped,
    /// Handed over.
    Delivered,
    /// Called off.
    Cancelled,
}

impl OrderStatus {
    /// Every status.
    pub const ALL: [Self; 5] = [Self::Placed, Self::Packed, Self::Shipped, Self::Delivered, Self::Cancelled];

    /// Its word in files, messages and databases.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Placed => "placed",
            Self::Packed => "packed",
            Self::Shipped => "shipped",
            Self::Delivered => "delivered",
            Self::Cancelled => "cancelled",
        }
    }
}

impl fmt::Display for OrderStatus {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl FromStr for OrderStatus {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|status| status.as_str() == word)
            .ok_or_else(|| format!("`{word}` is no order status: placed, packed, shipped, delivered or cancelled"))
    }
}
