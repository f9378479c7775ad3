//! Sending goods back, and withdrawing from a contract.

use super::command::{About, Command};
use super::message::Message;
use super::question::Question;
use super::state::{Errand, State};
use super::{Action, Dialogue, ShopRequest};
use crate::commerce::ShopError;
use crate::commerce::cart::{CartLine, LineItem};
use crate::commerce::order::{Order, OrderStatus};
use crate::commerce::returns::{ReturnKind, ReturnReason, ReturnRequest, ReturnSlip};

/// What a shopper wants to send back, as far as it is known.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ReturnWish {
    pub about: About,
    pub quantity: Option<i64>,
    pub reason: Option<ReturnReason>,
    pub kind: ReturnKind,
}

/// A return that is talked about: what is asked of the shop once it was confirmed.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Returning {
    pub request: ReturnRequest,
    /// The goods, by the titles that the order has.
    pub lines: Vec<LineItem>,
}

impl Dialogue {
    /// The shop told the orders: what is sent back is read back, or asked why.
    pub(super) fn returnable(&mut self, wish: ReturnWish, answer: Result<Vec<Order>, ShopError>) -> Vec<Action> {
        let orders = match answer {
            Ok(orders) => orders,
            Err(error) => return self.shop_failed(&error),
        };
        let meant: Vec<&Order> = orders.iter().filter(|order| self.is_meant(&wish.about, order)).collect();
        let Some(order) = meant.iter().find(|order| self.can_come_back(order, wish.kind)) else {
            let why = match meant.first() {
                None if wish.about.is_any() => Message::NothingToReturn,
                None => self.no_such_order(&wish.about, &orders),
                Some(order) => self.why_not_back(order),
            };
            return self.say([why], State::Idle);
        };
        let lines = lines_of(order, &wish);
        let request = ReturnRequest {
            order: order.id.clone(),
            lines: lines.iter().map(|line| CartLine { sku: line.sku.clone(), quantity: line.quantity }).collect(),
            reason: wish.reason,
            kind: wish.kind,
        };
        let returning = Returning { request, lines };
        // Nobody may ask why somebody withdraws.
        if returning.request.reason.is_none() && wish.kind == ReturnKind::Return {
            let items = self.items(&returning.lines);
            return self.say([Message::AskReason { items }], State::AskingReason(returning));
        }
        self.ask_to_return(returning)
    }

    fn can_come_back(&self, order: &Order, kind: ReturnKind) -> bool {
        let in_time = order.returnable_until().is_none_or(|until| self.now <= until);
        match kind {
            ReturnKind::Return => order.status() == OrderStatus::Delivered && in_time,
            ReturnKind::Withdrawal => order.can_be_withdrawn(self.now),
        }
    }

    fn why_not_back(&self, order: &Order) -> Message {
        let id = order.id.to_string();
        match order.returnable_until() {
            Some(until) if until < self.now => Message::TooLateToReturn { order: id, day: self.day(until) },
            None if order.can_be_cancelled() => Message::CancelInstead { order: id },
            None if order.is_open() => Message::NotThereYet { order: id },
            _ => Message::NothingToReturn,
        }
    }

    fn ask_to_return(&mut self, returning: Returning) -> Vec<Action> {
        let order = returning.request.order.to_string();
        let items = self.items(&returning.lines);
        let question = match returning.request.kind {
            ReturnKind::Return => Message::AskReturn { order, items },
            ReturnKind::Withdrawal => Message::AskWithdraw { order, items },
        };
        self.say([question], State::Asked(Question::Return(returning)))
    }

    /// Something was said after it was asked what is wrong with the goods.
    pub(super) fn asking_reason(&mut self, mut returning: Returning, command: Command) -> Vec<Action> {
        match command {
            Command::Reason(reason) | Command::Return(ReturnWish { reason, .. }) => {
                returning.request.reason = reason;
                self.ask_to_return(returning)
            }
            Command::No => {
                let kept = Message::OrderKept { order: returning.request.order.to_string() };
                self.say([Message::AllRight, kept, Message::AnythingElse], State::Open)
            }
            other => self.anything(other),
        }
    }

    pub(super) fn send_back(&mut self, returning: &Returning) -> Vec<Action> {
        self.ask(ShopRequest::TakeBack(returning.request.clone()), Errand::TakeBack(returning.request.clone()))
    }

    /// The shop told what becomes of the goods.
    pub(super) fn taken_back(&mut self, request: &ReturnRequest, answer: Result<ReturnSlip, ShopError>) -> Vec<Action> {
        let order = request.order.to_string();
        match answer {
            Ok(slip) if slip.order.id != request.order => Vec::new(),
            Ok(slip) if slip.order.status() == OrderStatus::Cancelled => {
                self.say([Message::Cancelled { order }], State::Idle)
            }
            Ok(slip) => {
                let announced = Message::Returned { number: slip.number, refund: self.money(slip.refund) };
                let todo = (!slip.instructions.is_empty()).then_some(Message::Verbatim { text: slip.instructions });
                self.say([announced].into_iter().chain(todo), State::Idle)
            }
            Err(ShopError::TooLateToReturn { until, .. }) => {
                let day = self.day(until);
                self.say([Message::TooLateToReturn { order, day }], State::Idle)
            }
            Err(ShopError::NothingToReturn { .. }) => self.say([Message::NothingToReturn], State::Idle),
            Err(error) if error.outcome_unknown() => self.say([Message::ReturnUnknown { order }], State::Idle),
            Err(_) => self.say([Message::ShopRefused, Message::OrderKept { order }], State::Idle),
        }
    }
}

/// The goods that are meant: all of the order where none was named.
fn lines_of(order: &Order, wish: &ReturnWish) -> Vec<LineItem> {
    let mut lines = order.lines.clone();
    if let Some(named) = &wish.about.product {
        lines.retain(|line| named.candidates.iter().any(|product| product.sku == line.sku));
    }
    if let ([line], Some(quantity)) = (lines.as_mut_slice(), wish.quantity.and_then(|it| u32::try_from(it).ok())) {
        line.quantity = quantity.clamp(1, line.quantity.max(1));
    }
    lines
}
