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
/// delay, which ask for something or explain what comes later. The same status once more is no news.
#[must_use]
pub fn unheard(known: &BTreeMap<OrderId, usize>, orders: &[Order]) -> Vec<OrderUpdate> {
    let told = |order: &Order| {
        let news = news(&order.history, known.get(&order.id).copied().unwrap_or(1));
        let latest = news.len().saturating_sub(1);
        let matters = |place: usize, change: &StatusChange| place == latest || always_matters(change.status);
        let told = news.into_iter().enumerate().filter(|(place, change)| matters(*place, change));
        told.map(|(_, change)| update(order, change)).collect::<Vec<_>>()
    };
    let mut updates: Vec<OrderUpdate> = orders.iter().flat_map(told).collect();
    updates.sort_by_key(|update| update.at);
    updates
}

/// The changes after so many that are known, without those that change nothing.
fn news(history: &[StatusChange], known: usize) -> Vec<&StatusChange> {
    let before = std::iter::once(None).chain(history.iter().map(|change| Some(change.status)));
    let changes = history.iter().zip(before).skip(known);
    let is_news = |status, before| before != Some(status) || always_matters(status);
    changes.filter(|(change, before)| is_news(change.status, *before)).map(|(change, _)| change).collect()
}

const fn always_matters(status: OrderStatus) -> bool {
    matches!(status, OrderStatus::PaymentFailed | OrderStatus::Delayed)
}

fn update(order: &Order, change: &StatusChange) -> OrderUpdate {
    OrderUpdate { order: order.id.clone(), status: change.status, at: change.at, shipment: order.shipment.clone() }
}

#[cfg(test)]
mod tests {
    use OrderStatus::{Delayed, Delivered, Packed, PaymentFailed, Placed, Shipped};
    use proptest::prelude::*;

    use super::*;
    use crate::commerce::cart::Quote;
    use crate::commerce::money::{Currency, Money};

    /// An order whose statuses began at these seconds.
    fn order(id: &str, statuses: &[(OrderStatus, i64)]) -> Order {
        let nothing = Money::new(0, Currency::EUR);
        let change = |&(status, second)| StatusChange::new(status, Timestamp::from_second(second).unwrap());
        let quote = Quote::new(Vec::new(), nothing, nothing);
        let history = statuses.iter().map(change).collect();
        Order { history, ..Order::placed(OrderId(id.to_owned()), quote, Timestamp::UNIX_EPOCH) }
    }

    fn told(known: &[(&str, usize)], orders: &[Order]) -> Vec<(String, OrderStatus)> {
        let known = known.iter().map(|&(id, count)| (OrderId(id.to_owned()), count)).collect();
        unheard(&known, orders).into_iter().map(|update| (update.order.0, update.status)).collect()
    }

    #[test]
    fn who_placed_an_order_knows_that_it_is_placed() {
        assert_eq!(told(&[], &[order("1", &[(Placed, 1)])]), []);
        assert_eq!(told(&[], &[order("1", &[(Placed, 1), (Shipped, 2)])]), [("1".to_owned(), Shipped)]);
        assert_eq!(told(&[], &[order("1", &[])]), []);
    }

    #[test]
    fn of_several_changes_the_latest_is_told_and_every_failure_and_delay() {
        let orders =
            [order("1", &[(Placed, 1), (PaymentFailed, 2), (Packed, 3), (Shipped, 4), (Delayed, 5), (Delivered, 6)])];
        let latest = told(&[("1", 2)], &orders[..1]);
        assert_eq!(latest, [("1".to_owned(), Delayed), ("1".to_owned(), Delivered)]);
        let all = told(&[], &orders).into_iter().map(|(_, status)| status).collect::<Vec<_>>();
        assert_eq!(all, [PaymentFailed, Delayed, Delivered]);
        assert_eq!(told(&[("1", 6)], &orders), []);
        assert_eq!(told(&[("1", 9)], &orders), []);
    }

    #[test]
    fn the_same_status_once_more_is_told_once() {
        let scans = [order("1", &[(Placed, 1), (Shipped, 2), (Shipped, 3), (Delayed, 4), (Delayed, 5), (Shipped, 6)])];
        assert_eq!(told(&[("1", 1)], &[order("1", &[(Placed, 1), (Shipped, 2), (Shipped, 3)])]).len(), 1);
        assert_eq!(told(&[("1", 2)], &[order("1", &[(Placed, 1), (Shipped, 2), (Shipped, 3)])]), []);
        let all: Vec<_> = told(&[], &scans).into_iter().map(|(_, status)| status).collect();
        assert_eq!(all, [Delayed, Delayed, Shipped], "another delay is another delay");
    }

    #[test]
    fn what_happened_first_is_told_first() {
        let orders = [order("2", &[(Placed, 1), (Shipped, 9)]), order("1", &[(Placed, 1), (Delivered, 5)])];
        assert_eq!(told(&[], &orders), [("1".to_owned(), Delivered), ("2".to_owned(), Shipped)]);
    }

    proptest! {
        #[test]
        fn a_household_that_looks_again_hears_nothing_twice_and_misses_no_failure(
            statuses in prop::collection::vec((0..OrderStatus::ALL.len(), 0_i64..100), 1..9),
            looks in prop::collection::vec(0_usize..9, 0..4),
        ) {
            let statuses: Vec<_> = statuses.into_iter().map(|(index, second)| (OrderStatus::ALL[index], second)).collect();
            let mut looks: Vec<_> = looks.into_iter().map(|count| 1 + count % statuses.len()).collect();
            looks.sort_unstable();
            looks.push(statuses.len());
            let (mut known, mut heard) = (BTreeMap::new(), Vec::new());
            for count in looks {
                let orders = [order("1", &statuses[..count])];
                heard.extend(unheard(&known, &orders));
                known.insert(OrderId("1".to_owned()), count);
                prop_assert_eq!(unheard(&known, &orders), []);
            }
            let matters = |status: &OrderStatus| always_matters(*status);
            let expected = statuses[1..].iter().filter(|(status, _)| matters(status)).count();
            prop_assert_eq!(heard.iter().filter(|update| matters(&update.status)).count(), expected);
            let changed = statuses.windows(2).any(|pair| pair[0].0 != pair[1].0 || matters(&pair[1].0));
            prop_assert_eq!(heard.is_empty(), !changed);
        }
    }
}
