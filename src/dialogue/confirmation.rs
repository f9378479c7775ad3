//! The yes that orders.

use super::command::{Command, Named, Wish};
use super::message::Message;
use super::state::{Confirming, Errand, Purchase, State};
use super::{Action, Dialogue, OrderNews, ShopRequest};
use crate::commerce::ShopError;
use crate::commerce::cart::Quote;
use crate::commerce::order::Order;

impl Dialogue {
    /// Reads a quote back.
    pub(super) fn ask_for_confirmation(&mut self, purchase: Purchase, quote: Quote) -> Vec<Action> {
        match self.read_back(&purchase, &quote) {
            Some(read_back) => {
                self.say([read_back], State::Confirming(Confirming { purchase, quote, total_in_reply: None }))
            }
            None => self.shop_failed(&ShopError::Arithmetic("lines and shipping are not the total".to_owned())),
        }
    }

    /// Something was said after a quote was read back.
    pub(super) fn confirming(&mut self, confirming: Confirming, command: Command) -> Vec<Action> {
        let product = Named::exactly(confirming.purchase.product.clone());
        let same = |named: &Named| named.candidates.iter().any(|it| it.sku == confirming.purchase.product.sku);
        match command {
            Command::Yes => self.yes(confirming),
            Command::No | Command::Cancel(None) => self.no(&confirming),
            Command::Cancel(Some(named)) if same(&named) => self.no(&confirming),
            Command::Quantity(quantity) => {
                self.wish(Wish { product: Some(product), quantity: Some(quantity), again: false })
            }
            // "Make it two coffees" is the same order with another number.
            Command::Buy(Wish { product: Some(named), quantity: Some(quantity), .. }) if same(&named) => {
                self.wish(Wish { product: Some(product), quantity: Some(quantity), again: false })
            }
            Command::Buy(Wish { product: Some(named), quantity: None, .. }) | Command::Product(named)
                if same(&named) =>
            {
                self.again([])
            }
            // "No, oat milk": as many of something else.
            Command::Product(named) => {
                let quantity = Some(i64::from(confirming.purchase.quantity));
                self.abandon();
                self.wish(Wish { product: Some(named), quantity, again: false })
            }
            other => self.anything(other),
        }
    }

    /// The only place from which an order is placed. The yes must answer the reply that named the total of this very
    /// quote, that reply must have been heard to its end, and not too long ago.
    fn yes(&mut self, confirming: Confirming) -> Vec<Action> {
        let answers_the_total = confirming.total_in_reply == Some(self.number);
        let heard_in_time = self.heard.is_some_and(|window| window.contains(self.now));
        if !(answers_the_total && heard_in_time) {
            return self.ask_for_confirmation(confirming.purchase, confirming.quote);
        }
        if self.placing.is_some() {
            return self
                .say([Message::StillOrdering, Message::NotOrdered { product: confirming.title() }], State::Idle);
        }
        self.placing = Some(confirming.clone());
        self.ask(ShopRequest::Place(confirming.quote), Errand::Place)
    }

    fn no(&mut self, confirming: &Confirming) -> Vec<Action> {
        let not_ordered = Message::NotOrdered { product: confirming.title() };
        self.say([Message::AllRight, not_ordered, Message::AnythingElse], State::Open)
    }

    /// The shop told what became of an order. However late: the shopper is told.
    pub(super) fn placed(&mut self, answer: Result<Order, ShopError>) -> Vec<Action> {
        let placing = self.placing.take();
        if self.state == State::Waiting(Errand::Place) {
            self.state = State::Open;
        }
        match (answer, placing) {
            (Ok(order), placing) => {
                let quote = placing.map_or_else(
                    || Quote { terms: order.terms, ..Quote::new(order.lines, order.shipping, order.total) },
                    |confirming| confirming.quote,
                );
                let news = OrderNews::Placed { quote, id: order.id.clone() };
                self.tell(news, [Message::Ordered { order: order.id.to_string() }])
            }
            (Err(error), Some(confirming)) => self.not_placed(confirming, error),
            (Err(_), None) => Vec::new(),
        }
    }

    fn not_placed(&mut self, confirming: Confirming, error: ShopError) -> Vec<Action> {
        if error.outcome_unknown() {
            self.leave_queue();
            return self.say_when_free(Message::OutcomeUnknown);
        }
        let news = OrderNews::NotPlaced { quote: confirming.quote.clone() };
        if self.state != State::Open {
            return self.tell(news, [Message::ShopRefused, Message::NothingOrdered]);
        }
        let actions = match error {
            ShopError::QuoteChanged(quote) if quote.cart() == confirming.quote.cart() => {
                self.before_next_reply(&Message::PriceChanged { before: confirming.quote.total.to_string() });
                self.ask_for_confirmation(confirming.purchase, *quote)
            }
            ShopError::OutOfStock { available, .. } => {
                self.before_next_reply(&Message::NothingOrdered);
                self.out_of_stock(confirming.purchase, available)
            }
            _ => self.say([Message::ShopRefused, Message::NothingOrdered], State::Idle),
        };
        self.telling.push(news);
        actions
    }
}

impl Confirming {
    pub(super) fn title(&self) -> String {
        self.purchase.product.title()
    }
}
