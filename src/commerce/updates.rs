//! What happened to orders since a household last heard of them.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::order::{Order, OrderId, OrderStatus, Shipment, StatusChange};

/// Something that happened to an order, and that the household does not know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderUpdate {
    /// Which order.
    pub order: OrderId,
    /// What it is now.
    pub status: OrderStatus,
    /// Since when.
    pub at: Timestamp,
    /// Its parcel, when there is one.
    pub shipment: Option<Shipment>,
}

/// The updates that a household does not know, in the order in which they happened. `known` counts the status changes
/// that each order had when it was last looked at; of an order that is not in there, the first one is known, because
/// somebody placed it. When several changes of one order are new, only the latest is told, and every payment failure and
/// delay, which ask for something or explain what comes later.
#[must_use]
pub fn unheard(known: &BTreeMap<OrderId, usize>, orders: &[Order]) -> Vec<OrderUpdate> {
    let mut updates: Vec<OrderUpdate> = orders
        .iter()
        .flat_map(|order| {
            let seen = known.get(&order.id).copied().unwrap_or(1);
            let new = order.history.get(seen..).unwrap_or_default();
            let latest = new.len().saturating_sub(1);
            let tell =
                move |&(place, change): &(usize, &StatusChange)| place == latest || always_matters(change.status);
            new.iter().enumerate().filter(tell).map(|(_, change)| update(order, change))
        })
        .collect();
    updates.sort_by_key(|update| update.at);
    updates
}

const fn always_matters(status: OrderStatus) -> bool {
    matches!(status, OrderStatus::PaymentFailed | OrderStatus::Delayed)
}

fn update(order: &Order, change: &StatusChange) -> OrderUpdate {
    OrderUpdate { order: order.id.clone(), status: change.status, at: change.at, shipment: order.shipment.clone() }
}
