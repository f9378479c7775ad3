//! Orders and where they are.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::cart::{LineItem, Quote, Terms};
use super::money::Money;
use super::tax::Tax;

/// The shop's number of an order, short enough to be said.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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
    /// The tax that the total contains, when the shop says.
    #[serde(default)]
    pub tax: Option<Tax>,
    /// Every status it had and since when, the first one first; never empty.
    pub history: Vec<StatusChange>,
    /// The parcel, once there is one.
    #[serde(default)]
    pub shipment: Option<Shipment>,
    /// What the shopper was told before paying.
    #[serde(default)]
    pub terms: Terms,
}

/// The parcel of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shipment {
    /// Who carries it, by the code that [`super::carrier::name`] knows: `postnl`.
    pub carrier: String,
    /// The carrier's number of it; empty when nobody says.
    pub tracking: String,
    /// The day it should arrive.
    pub expected: Option<Date>,
}

/// Since when an order has a status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusChange {
    /// The status.
    pub status: OrderStatus,
    /// Since when.
    pub at: Timestamp,
    /// What the carrier or the payment service said, for the log; empty when nobody said anything.
    #[serde(default)]
    pub note: String,
}

impl StatusChange {
    /// A change about which nobody said anything.
    #[must_use]
    pub const fn new(status: OrderStatus, at: Timestamp) -> Self {
        Self { status, at, note: String::new() }
    }
}

impl Order {
    /// The order of a quote that was just placed.
    #[must_use]
    pub fn placed(id: OrderId, quote: Quote, at: Timestamp) -> Self {
        let Quote { lines, shipping, total, terms, tax } = quote;
        let history = vec![StatusChange::new(OrderStatus::Placed, at)];
        Self { id, lines, shipping, total, tax, history, shipment: None, terms }
    }

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

    /// When it was handed over; none while it was not.
    #[must_use]
    pub fn delivered_at(&self) -> Option<Timestamp> {
        self.history.iter().rev().find(|change| change.status == OrderStatus::Delivered).map(|change| change.at)
    }

    /// Whether the shopper still waits for its goods.
    #[must_use]
    pub fn is_open(&self) -> bool {
        use OrderStatus::{Delayed, OutForDelivery, Packed, PaymentFailed, Placed, Shipped};
        matches!(self.status(), Placed | PaymentFailed | Packed | Shipped | Delayed | OutForDelivery)
    }

    /// Whether its goods are still in the shop, so that it can be called off.
    #[must_use]
    pub fn can_be_cancelled(&self) -> bool {
        use OrderStatus::{Delivered, OutForDelivery, Shipped};
        let left = |change: &StatusChange| matches!(change.status, Shipped | OutForDelivery | Delivered);
        self.is_open() && !self.history.iter().any(left)
    }

    /// Until when its goods can be sent back: so many days of 24 hours after the delivery as its terms say. None while
    /// it was not delivered, since no end is known then, and none when it is called off.
    #[must_use]
    pub fn returnable_until(&self) -> Option<Timestamp> {
        if self.was_called_off() {
            return None;
        }
        let days = SignedDuration::from_hours(24 * i64::from(self.terms.withdrawal_days));
        self.delivered_at().map(|delivered| delivered.checked_add(days).unwrap_or(Timestamp::MAX))
    }

    /// Whether the shopper can still withdraw from it: before it is delivered always, afterwards until
    /// [`Self::returnable_until`].
    #[must_use]
    pub fn can_be_withdrawn(&self, now: Timestamp) -> bool {
        !self.was_called_off() && self.returnable_until().is_none_or(|until| now <= until)
    }

    /// Whether it was called off, whatever became of the money.
    #[must_use]
    pub fn was_called_off(&self) -> bool {
        self.history.iter().any(|change| change.status == OrderStatus::Cancelled)
    }
}

/// Where an order is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderStatus {
    /// Accepted, nothing done yet.
    Placed,
    /// The money did not come: the shopper has to do something.
    PaymentFailed,
    /// Being put together.
    Packed,
    /// On its way.
    Shipped,
    /// Later than it should be, in the shop or on its way.
    Delayed,
    /// It comes today.
    OutForDelivery,
    /// Handed over.
    Delivered,
    /// Called off.
    Cancelled,
    /// The shopper will send back all of it or a part.
    ReturnAnnounced,
    /// What was sent back is in the shop.
    Returned,
    /// The money went back.
    Refunded,
}

impl OrderStatus {
    /// Every status.
    pub const ALL: [Self; 11] = [
        Self::Placed,
        Self::PaymentFailed,
        Self::Packed,
        Self::Shipped,
        Self::Delayed,
        Self::OutForDelivery,
        Self::Delivered,
        Self::Cancelled,
        Self::ReturnAnnounced,
        Self::Returned,
        Self::Refunded,
    ];

    /// Its word in files, messages and databases.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Placed => "placed",
            Self::PaymentFailed => "payment_failed",
            Self::Packed => "packed",
            Self::Shipped => "shipped",
            Self::Delayed => "delayed",
            Self::OutForDelivery => "out_for_delivery",
            Self::Delivered => "delivered",
            Self::Cancelled => "cancelled",
            Self::ReturnAnnounced => "return_announced",
            Self::Returned => "returned",
            Self::Refunded => "refunded",
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
            .ok_or_else(|| format!("`{word}` is no order status: {}", Self::ALL.map(Self::as_str).join(", ")))
    }
}

#[cfg(test)]
mod tests {
    use OrderStatus::{Cancelled, Delayed, Delivered, Packed, PaymentFailed, Placed, Refunded, Returned, Shipped};

    use super::*;
    use crate::commerce::money::Currency;

    /// An order that had these statuses, a day each.
    fn order(statuses: &[OrderStatus]) -> Order {
        let nothing = Money::new(0, Currency::EUR);
        let terms = Terms { withdrawal_days: 14, ..Terms::default() };
        let quote = Quote { terms, ..Quote::new(Vec::new(), nothing, nothing) };
        let history = statuses.iter().zip(0..).map(|(&status, day)| StatusChange::new(status, day_of(day))).collect();
        Order { history, ..Order::placed(OrderId("1".to_owned()), quote, Timestamp::UNIX_EPOCH) }
    }

    fn day_of(day: i64) -> Timestamp {
        Timestamp::from_second(day * 86_400).unwrap()
    }

    #[test]
    fn what_is_still_in_the_shop_can_be_called_off() {
        for statuses in [&[Placed][..], &[Placed, Packed], &[Placed, PaymentFailed], &[Placed, Packed, Delayed]] {
            assert!(order(statuses).can_be_cancelled(), "{statuses:?}");
        }
        for statuses in
            [&[Placed, Shipped][..], &[Placed, Shipped, Delayed], &[Placed, Cancelled], &[Placed, Delivered]]
        {
            assert!(!order(statuses).can_be_cancelled(), "{statuses:?}");
        }
    }

    #[test]
    fn the_days_to_withdraw_count_from_the_delivery() {
        let delivered = order(&[Placed, Shipped, Delivered]);
        assert_eq!(delivered.returnable_until(), Some(day_of(16)));
        assert!(delivered.can_be_withdrawn(day_of(16)) && !delivered.can_be_withdrawn(day_of(17)));
        assert_eq!(order(&[Placed, Shipped, Delivered, Returned]).returnable_until(), Some(day_of(16)));
        let on_its_way = order(&[Placed, Shipped]);
        assert_eq!((on_its_way.returnable_until(), on_its_way.can_be_withdrawn(day_of(99))), (None, true));
        let called_off = order(&[Placed, Cancelled, Refunded]);
        assert_eq!((called_off.returnable_until(), called_off.can_be_withdrawn(day_of(2))), (None, false));
        let mut forever = order(&[Delivered]);
        forever.history[0].at = Timestamp::MAX;
        assert_eq!(forever.returnable_until(), Some(Timestamp::MAX));
    }

    #[test]
    fn an_order_without_parcel_and_terms_is_still_read() {
        let json = r#"{"id": "1", "lines": [], "shipping": {"minor": 0, "currency": "EUR"}, "total": {"minor": 0,
            "currency": "EUR"}, "history": [{"status": "placed", "at": "2026-05-01T10:00:00Z"}]}"#;
        let order: Order = serde_json::from_str(json).unwrap();
        assert_eq!((order.shipment, order.terms, order.history[0].note.as_str()), (None, Terms::default(), ""));
        assert_eq!(order.tax, None);
    }
}
