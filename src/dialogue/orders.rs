//! Orders that were placed: where they are, and cancelling them.

use super::command::{Command, Named};
use super::message::Message;
use super::state::{Errand, State};
use super::{Action, Dialogue, ShopRequest};
use crate::commerce::ShopError;
use crate::commerce::order::{Order, OrderStatus};

/// The most orders that are told at once.
const TOLD: usize = 2;

impl Dialogue {
    /// The shop told the orders: the open ones are told, or the latest when none is.
    pub(super) fn status(&mut self, answer: Result<Vec<Order>, ShopError>) -> Vec<Action> {
        let orders = match answer {
            Ok(orders) => orders,
            Err(error) => return self.shop_failed(&error),
        };
        let mut told: Vec<Message> =
            orders.iter().filter(|order| order.is_open()).take(TOLD).map(|order| self.order_status(order)).collect();
        if told.is_empty() {
            told.push(orders.first().map_or(Message::NoOrders, |order| self.order_status(order)));
        }
        self.say(told, State::Idle)
    }

    /// The shop told the orders: the latest that can be cancelled is read back.
    pub(super) fn cancellable(&mut self, named: Option<Named>, answer: Result<Vec<Order>, ShopError>) -> Vec<Action> {
        let orders = match answer {
            Ok(orders) => orders,
            Err(error) => return self.shop_failed(&error),
        };
        let meant = |order: &&Order| {
            let has = |sku| order.lines.iter().any(|line| line.sku == sku);
            named.as_ref().is_none_or(|named| named.candidates.iter().any(|product| has(product.sku.clone())))
        };
        let of_that: Vec<&Order> = orders.iter().filter(meant).collect();
        if let Some(order) = of_that.iter().find(|order| order.can_be_cancelled()) {
            let read_back = Message::OrderToCancel {
                order: order.id.to_string(),
                items: self.items(&order.lines),
                total: order.total.to_string(),
                day: self.day(order.placed_at()),
            };
            let question = Message::AskCancel { order: order.id.to_string() };
            return self.say([read_back, question], State::Cancelling((*order).clone()));
        }
        let why = match (of_that.first(), named) {
            (Some(order), _) => too_late(order, order.status()),
            (None, Some(named)) => Message::NoOrderOf { product: named.spoken },
            (None, None) => Message::NoOrderToCancel,
        };
        self.say([why], State::Idle)
    }

    /// Something was said after an order to cancel was read back.
    pub(super) fn cancelling(&mut self, order: Order, command: Command) -> Vec<Action> {
        match command {
            Command::Yes if self.heard.is_some_and(|window| window.contains(self.now)) => {
                self.ask(ShopRequest::Cancel(order.id.clone()), Errand::Cancel(order))
            }
            Command::Yes => self.again([]),
            Command::No => {
                let kept = Message::OrderKept { order: order.id.to_string() };
                self.say([Message::AllRight, kept, Message::AnythingElse], State::Open)
            }
            // Asked again what was just asked: the answer is the same question.
            Command::Cancel(None) => self.again([]),
            other => self.anything(other),
        }
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
