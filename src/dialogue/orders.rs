//! Orders that were placed: where they are, and cancelling them.

use super::command::About;
use super::message::Message;
use super::question::Question;
use super::state::State;
use super::{Action, Dialogue};
use crate::commerce::ShopError;
use crate::commerce::order::{Order, OrderStatus};

/// The most orders that are told at once.
const TOLD: usize = 2;

impl Dialogue {
    /// The shop told the orders: those that are asked about are told, else the open ones, else the latest.
    pub(super) fn status(&mut self, about: &About, answer: Result<Vec<Order>, ShopError>) -> Vec<Action> {
        let orders = match answer {
            Ok(orders) => orders,
            Err(error) => return self.shop_failed(&error),
        };
        let told: Vec<Message> = self
            .asked_about(about, &orders)
            .into_iter()
            .take(TOLD)
            .flat_map(|order| self.order_status(order))
            .collect();
        if told.is_empty() {
            let none = self.no_such_order(about, &orders);
            return self.say([none], State::Idle);
        }
        self.say(told, State::Idle)
    }

    /// The shop told the orders: when those that are under way come.
    pub(super) fn delivery(&mut self, about: &About, answer: Result<Vec<Order>, ShopError>) -> Vec<Action> {
        let arrives = |order: &Order| matches!(self.parcel(order), Some(Message::Expected { .. }));
        let told: Vec<Message> = match &answer {
            Ok(orders) => {
                self.asked_about(about, orders).into_iter().filter(|order| arrives(order)).collect::<Vec<_>>()
            }
            Err(_) => Vec::new(),
        }
        .into_iter()
        .take(TOLD)
        .filter_map(|order| self.parcel(order))
        .collect();
        // Where nobody knows a day, where it is says most.
        if told.is_empty() { self.status(about, answer) } else { self.say(told, State::Idle) }
    }

    /// The shop told the orders: what became of the payment of the latest one whose payment failed.
    pub(super) fn payment(&mut self, answer: Result<Vec<Order>, ShopError>) -> Vec<Action> {
        let orders = match answer {
            Ok(orders) => orders,
            Err(error) => return self.shop_failed(&error),
        };
        let failed = orders.iter().find(|order| order.status() == OrderStatus::PaymentFailed);
        let told = match failed {
            Some(order) => {
                let since = order.history.last().map_or(self.now, |change| change.at);
                Message::PaymentFailed {
                    order: order.id.to_string(),
                    total: self.money(order.total),
                    day: self.day(since),
                }
            }
            None => Message::PaymentsFine,
        };
        self.say([told], State::Idle)
    }

    /// The orders that are meant, the latest first: where nothing says which, the open ones, or the latest.
    fn asked_about<'a>(&self, about: &About, orders: &'a [Order]) -> Vec<&'a Order> {
        let meant: Vec<&Order> = orders.iter().filter(|order| self.is_meant(about, order)).collect();
        let under_way: Vec<&Order> = meant.iter().filter(|order| order.is_open()).copied().collect();
        if about.order.is_some() || (under_way.is_empty() && about.when.is_some()) {
            meant
        } else if under_way.is_empty() {
            meant.into_iter().take(1).collect()
        } else {
            under_way
        }
    }

    pub(super) fn is_meant(&self, about: &About, order: &Order) -> bool {
        let has = |sku| order.lines.iter().any(|line| line.sku == sku);
        let placed = self.local_date(order.placed_at());
        about.order.as_ref().is_none_or(|id| order.id.0 == *id)
            && about.product.as_ref().is_none_or(|named| named.candidates.iter().any(|it| has(it.sku.clone())))
            && about.when.is_none_or(|when| {
                let (first, last) = when.resolve(self.today());
                (first..=last).contains(&placed)
            })
    }

    pub(super) fn no_such_order(&self, about: &About, orders: &[Order]) -> Message {
        match about {
            About { order: Some(order), .. } => Message::NoOrderNumber { order: order.clone() },
            About { product: Some(named), .. } => Message::NoOrderOf { product: named.spoken.clone() },
            About { when: Some(_), .. } if !orders.is_empty() => Message::NoOrderThen,
            _ => Message::NoOrders,
        }
    }

    /// The shop told the orders: the latest that can be cancelled is read back.
    pub(super) fn cancellable(&mut self, about: About, answer: Result<Vec<Order>, ShopError>) -> Vec<Action> {
        let orders = match answer {
            Ok(orders) => orders,
            Err(error) => return self.shop_failed(&error),
        };
        let of_that: Vec<&Order> = orders.iter().filter(|order| self.is_meant(&about, order)).collect();
        if let Some(order) = of_that.iter().find(|order| order.can_be_cancelled()) {
            let read_back = Message::OrderToCancel {
                order: order.id.to_string(),
                items: self.items(&order.lines),
                total: self.money(order.total),
                day: self.day(order.placed_at()),
            };
            let question = Message::AskCancel { order: order.id.to_string() };
            return self.say([read_back, question], State::Asked(Question::Cancel((*order).clone())));
        }
        let why = match of_that.first() {
            Some(order) => too_late(order, order.status()),
            None if about.is_any() => Message::NoOrderToCancel,
            None => self.no_such_order(&about, &orders),
        };
        self.say([why], State::Idle)
    }

    /// The shop told what became of the cancelling.
    pub(super) fn cancelled(&mut self, order: &Order, answer: Result<Order, ShopError>) -> Vec<Action> {
        let id = order.id.to_string();
        let outcome = match answer {
            Ok(cancelled) if cancelled.id != order.id => return Vec::new(),
            Ok(_) => Message::Cancelled { order: id },
            Err(ShopError::TooLate { status, .. }) => too_late(order, status),
            Err(error) if error.outcome_unknown() => Message::CancelUnknown { order: id },
            Err(_) => return self.say([Message::ShopRefused, Message::OrderKept { order: id }], State::Idle),
        };
        self.say([outcome], State::Idle)
    }
}

fn too_late(order: &Order, status: OrderStatus) -> Message {
    Message::TooLateToCancel { order: order.id.to_string(), status: status.to_string() }
}
