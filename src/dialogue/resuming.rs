//! A question that is open goes along to another site, and over a restart: asked in the kitchen, answered at the screen.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::command::{Command, Goal, Named, Wish};
use super::state::{Choosing, Missing, State};
use super::{Action, Dialogue};
use crate::commerce::catalogue::{Product, Sku};
use crate::expecting::Expecting;

/// For so long it can be answered elsewhere.
const ANSWERED_WITHIN: SignedDuration = SignedDuration::from_mins(10);

/// What was asked about something to buy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenQuestion {
    /// When it was asked first.
    pub at: Timestamp,
    /// What was asked for.
    pub asked: Asked,
    /// The products that it is about, the first of them as they were named.
    pub products: Vec<Sku>,
    /// How many of those were named.
    pub named: usize,
    /// How many are wanted, as far as that was said.
    pub quantity: Option<i64>,
    /// Whether it goes into the cart instead of being ordered at once.
    pub into_cart: bool,
}

/// What was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asked {
    /// Which of these.
    Which,
    /// Which product.
    Product,
    /// How many.
    Quantity,
}

impl Asked {
    pub(super) const fn expecting(self) -> Expecting {
        match self {
            Self::Which => Expecting::Choice,
            Self::Product => Expecting::Product,
            Self::Quantity => Expecting::Quantity,
        }
    }
}

impl Dialogue {
    /// Keeps the question that is open here, for other sites. When it was answered or given up here it is gone there too; one
    /// that was asked elsewhere stays whatever is talked about here.
    pub(super) fn note_open_question(&mut self) {
        let question = match &self.state {
            // It was left open: whoever comes back to it may answer.
            State::Idle | State::Waiting(_) => return,
            State::Choosing(Choosing { offered, rest, wish }) => {
                self.question_about(wish, Asked::Which, offered.iter().chain(rest), offered.len())
            }
            State::Asking(wish, missing) => {
                let asked = if *missing == Missing::Product { Asked::Product } else { Asked::Quantity };
                let candidates = wish.product.iter().flat_map(|named| &named.candidates);
                self.question_about(wish, asked, candidates, 0)
            }
            _ => None,
        };
        let Some(question) = question else { return self.give_up_question() };
        let same = |old: &&OpenQuestion| OpenQuestion { at: question.at, ..(**old).clone() } == question;
        if self.open_question.as_ref().filter(same).is_none() {
            self.open_question = Some(question);
        }
        self.asked_here = true;
    }

    /// What was asked here need not be answered any more.
    pub(super) fn give_up_question(&mut self) {
        if std::mem::take(&mut self.asked_here) {
            self.open_question = None;
        }
    }

    fn question_about<'a>(
        &self,
        wish: &Wish,
        asked: Asked,
        products: impl Iterator<Item = &'a Product>,
        named: usize,
    ) -> Option<OpenQuestion> {
        // How much of it would be lost on the way.
        if wish.measure.is_some() {
            return None;
        }
        let into_cart = match wish.goal {
            Goal::Order => false,
            Goal::Cart => true,
            Goal::Subscribe { .. } | Goal::Change(_) => return None,
        };
        let products = products.map(|product| product.sku.clone()).collect();
        Some(OpenQuestion { at: self.now, asked, products, named, quantity: wish.quantity, into_cart })
    }

    /// The question that can still be answered here.
    pub(super) fn asked_elsewhere(&self, now: Timestamp) -> Option<&OpenQuestion> {
        let lately = |it: &&OpenQuestion| (SignedDuration::ZERO..ANSWERED_WITHIN).contains(&now.duration_since(it.at));
        self.open_question.as_ref().filter(lately)
    }

    /// Takes up the question that is open elsewhere, if that is not too long ago. Whether there is one.
    pub(super) fn take_up_question(&mut self) -> bool {
        if self.state != State::Idle {
            return false;
        }
        let Some(question) = self.asked_elsewhere(self.now).cloned() else { return false };
        let sold = |sku: &Sku| self.products.iter().find(|product| product.sku == *sku).cloned();
        let mut products: Vec<Product> = question.products.iter().filter_map(sold).collect();
        // What is no longer sold would shift the numbers.
        if products.len() < question.products.len() {
            return false;
        }
        let goal = if question.into_cart { Goal::Cart } else { Goal::Order };
        let wish = Wish { quantity: question.quantity, goal, ..Wish::default() };
        self.state = match question.asked {
            Asked::Which if products.is_empty() => return false,
            Asked::Which => {
                let rest = products.split_off(question.named.min(products.len()));
                State::Choosing(Choosing { offered: products, rest, wish })
            }
            Asked::Product => State::Asking(wish, Missing::Product),
            Asked::Quantity => {
                let spoken = products.first().map(Product::title).unwrap_or_default();
                let product = (!products.is_empty()).then_some(Named { spoken, candidates: products });
                State::Asking(Wish { product, ..wish }, Missing::Quantity)
            }
        };
        self.asked_here = true;
        self.start_waiting();
        true
    }

    /// Whether something answers a question that is open elsewhere.
    pub(super) const fn answers(command: &Command) -> bool {
        matches!(command, Command::Choose { .. } | Command::Quantity(_) | Command::Refine(_))
    }

    /// Asks it again, if there is one.
    pub(super) fn ask_open_question(&mut self) -> Option<Vec<Action>> {
        self.take_up_question().then(|| self.again([]))
    }

    /// What is asked elsewhere. When what was asked here was answered there, nobody needs to answer it here.
    pub(super) fn take_over_question(&mut self, elsewhere: Option<OpenQuestion>) {
        if elsewhere.is_none() && std::mem::take(&mut self.asked_here) {
            let is_open_here = matches!(self.state, State::Choosing(_) | State::Asking(..));
            if is_open_here {
                self.close();
            }
        }
        self.open_question = elsewhere;
    }
}
