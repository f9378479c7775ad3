//! Until when goods can go back, in writing: a receipt for each delivery, once.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Assistant;
use crate::commerce::order::{Order, OrderId};
use crate::private_file;

/// The file in the data folder that keeps which deliveries have a receipt.
const FILE: &str = "windows.json";

/// The deliveries that have a receipt.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Windows {
    /// When the shop was first looked at. What was delivered before has none.
    since: Timestamp,
    /// Orders whose delivery needs none any more.
    settled: BTreeSet<OrderId>,
}

impl Windows {
    /// The first look at the shop.
    fn first(orders: &[Order], now: Timestamp) -> Self {
        let delivered = orders.iter().filter(|order| order.delivered_at().is_some());
        Self { since: now, settled: delivered.map(|order| order.id.clone()).collect() }
    }

    /// The orders that were delivered since then and have no receipt, as far as they can still go back.
    fn open<'a>(&self, orders: &'a [Order], now: Timestamp) -> Vec<&'a Order> {
        let new = |order: &&Order| {
            order.delivered_at().is_some_and(|at| at >= self.since)
                && order.returnable_until().is_some_and(|until| now <= until)
                && !self.settled.contains(&order.id)
        };
        orders.iter().filter(new).collect()
    }
}

impl Assistant {
    /// The shop told its orders: writes a receipt for each that was delivered meanwhile. Written first and remembered
    /// then, so that a crash in between may print it twice but never not at all.
    pub(super) fn write_windows(&mut self, orders: &[Order]) {
        let Some(receipts) = &self.receipts else { return };
        let now = Timestamp::now();
        let Some(windows) = &self.windows else {
            self.windows = Some(Windows::first(orders, now));
            return self.keep_windows();
        };
        let open = windows.open(orders, now).into_iter();
        let written = open.filter(|order| receipts.writer.window(order).is_some_and(|receipt| self.print(receipt)));
        let settled: Vec<OrderId> = written.map(|order| order.id.clone()).collect();
        if let (Some(windows), false) = (&mut self.windows, settled.is_empty()) {
            windows.settled.extend(settled);
            self.keep_windows();
        }
    }

    /// Goes on with what was written before the last end.
    pub(super) fn restore_windows(&mut self) {
        match private_file::read_json(&self.config.data_folder().join(FILE)) {
            Ok(windows) => self.windows = windows,
            Err(error) => {
                tracing::warn!("{error}; what was delivered until now gets no receipt of its days to withdraw")
            }
        }
    }

    fn keep_windows(&self) {
        if let Some(windows) = &self.windows
            && let Err(error) = private_file::write_json(&self.config.data_folder().join(FILE), windows)
        {
            tracing::warn!("{error}; a receipt of the days to withdraw may be written twice");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commerce::cart::{Quote, Terms};
    use crate::commerce::money::{Currency, Money};
    use crate::commerce::order::{OrderStatus, StatusChange};

    fn day(day: i64) -> Timestamp {
        Timestamp::from_second(day * 86_400).unwrap()
    }

    /// An order that was placed on day 0, and delivered on this one.
    fn order(id: &str, delivered: Option<i64>) -> Order {
        let nothing = Money::new(0, Currency::EUR);
        let terms = Terms { withdrawal_days: 14, ..Terms::default() };
        let quote = Quote { terms, ..Quote::new(Vec::new(), nothing, nothing) };
        let mut order = Order::placed(OrderId(id.to_owned()), quote, day(0));
        order.history.extend(delivered.map(|at| StatusChange::new(OrderStatus::Delivered, day(at))));
        order
    }

    fn open(windows: &Windows, orders: &[Order], today: i64) -> Vec<String> {
        windows.open(orders, day(today)).into_iter().map(|order| order.id.0.clone()).collect()
    }

    #[test]
    fn what_is_delivered_after_the_first_look_is_written_once_while_it_can_go_back() {
        let mut windows = Windows::first(&[order("1", Some(4)), order("2", None)], day(5));
        assert_eq!(open(&windows, &[order("1", Some(4)), order("2", None)], 6), [] as [&str; 0]);
        let later = [order("1", Some(4)), order("2", Some(6)), order("3", Some(7)), order("4", Some(3))];
        assert_eq!(open(&windows, &later, 8), ["2", "3"], "4 is of before the first look, whenever it is seen");
        windows.settled.insert(OrderId("2".to_owned()));
        assert_eq!(open(&windows, &later, 8), ["3"]);
        assert_eq!(open(&windows, &later, 22), [] as [&str; 0], "it cannot go back any more");
        let back = StatusChange::new(OrderStatus::ReturnAnnounced, day(8));
        let mut sent_back = order("3", Some(7));
        sent_back.history.push(back);
        assert_eq!(open(&windows, &[sent_back], 9), ["3"], "a part of it may still go back");
    }
}
