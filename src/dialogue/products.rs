//! Questions about products, and looking for them.

use super::command::{Aspect, Named, Wish};
use super::message::Message;
use super::state::{Choosing, Missing, State};
use super::{Action, Dialogue};
use crate::commerce::catalogue::Product;

/// So many products are told at once.
const TOLD: usize = 3;

impl Dialogue {
    /// Offers what was looked for, with prices.
    pub(super) fn find(&mut self, named: Named) -> Vec<Action> {
        if named.candidates.is_empty() {
            let not_sold = Message::NotSold { product: named.spoken };
            return self.say([not_sold, Message::AskOther], State::Asking(Wish::default(), Missing::Product));
        }
        let mut offered = named.candidates;
        let rest = offered.split_off(offered.len().min(TOLD));
        let mut messages: Vec<Message> = offered.iter().map(|product| self.price(product)).collect();
        messages.push(Message::AskWhich { count: u32::try_from(offered.len()).unwrap_or(u32::MAX) });
        self.say(messages, State::Choosing(Choosing { offered, rest, quantity: None }))
    }

    /// Answers from what the catalogue says, and goes on where the conversation was.
    pub(super) fn answer(&mut self, aspect: Aspect, named: Option<Named>) -> Vec<Action> {
        let products = named.as_ref().map_or_else(|| self.talked_about(), |named| named.candidates.clone());
        let mut answers: Vec<Message> = products
            .iter()
            .take(TOLD)
            .map(|product| match aspect {
                Aspect::Price => self.price(product),
                Aspect::Stock if product.stock == 0 => Message::SoldOut { product: product.title() },
                Aspect::Stock => Message::InStock { product: product.title() },
            })
            .collect();
        if answers.is_empty() {
            answers.push(named.map_or(Message::WhichProduct, |named| Message::NotSold { product: named.spoken }));
        }
        self.aside(answers)
    }

    /// Says something without leaving the place where the conversation is.
    pub(super) fn aside(&mut self, messages: impl IntoIterator<Item = Message>) -> Vec<Action> {
        match self.state {
            State::Idle | State::Open => self.say(messages.into_iter().chain([Message::AnythingElse]), State::Open),
            _ => self.again(messages),
        }
    }

    fn price(&self, product: &Product) -> Message {
        Message::Costs { product: product.title(), price: self.replies.amount(product.price) }
    }

    /// The products that the open question is about.
    fn talked_about(&self) -> Vec<Product> {
        match &self.state {
            State::Choosing(choosing) => choosing.offered.clone(),
            State::Offering(purchase) => vec![purchase.product.clone()],
            State::Confirming(confirming) => vec![confirming.purchase.product.clone()],
            State::Asking(wish, _) => wish.product.iter().flat_map(|named| named.candidates.clone()).collect(),
            State::Idle | State::Open | State::Cancelling(_) | State::Waiting(_) => Vec::new(),
        }
    }
}
