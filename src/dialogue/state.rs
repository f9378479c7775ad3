//! Where a conversation is.

use jiff::{SignedDuration, Timestamp};

use super::Priced;
use super::command::{About, Wish};
use super::question::Question;
use super::returns::{ReturnWish, Returning};
use crate::commerce::cart::{Cart, CartLine, PurchaseId, Quote};
use crate::commerce::catalogue::{Product, Sku};
use crate::commerce::order::Order;
use crate::commerce::returns::ReturnRequest;
use crate::expecting::Expecting;

/// Where a conversation is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum State {
    /// No session.
    Idle,
    /// A session in which nothing is open.
    Open,
    /// The shopper was asked for what a wish lacks.
    Asking(Wish, Missing),
    /// Candidates were offered.
    Choosing(Choosing),
    /// A quote was read back: a yes now orders.
    Confirming(Confirming),
    /// The yes was given, and the code of the household is asked for.
    Proving(Confirming),
    /// The shopper was asked what is wrong with goods.
    AskingReason(Returning),
    /// A question was asked that a yes or a no answers, and that costs nothing.
    Asked(Question),
    /// The shop was asked.
    Waiting(Errand),
}

/// What a wish lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Missing {
    Product,
    Quantity,
}

/// Candidates for a wish.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Choosing {
    /// In the order in which they were named; at most three.
    pub offered: Vec<Product>,
    /// What comes next when it was none of those.
    pub rest: Vec<Product>,
    /// What one of them is wanted for; its product is the one that will be chosen.
    pub wish: Wish,
}

/// So many of one product.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Goods {
    pub product: Product,
    pub quantity: u32,
}

/// What a shopper is about to buy.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Purchase {
    /// Its name, once its price was asked.
    pub id: Option<PurchaseId>,
    /// No product twice; at least one where it is about to be ordered.
    pub goods: Vec<Goods>,
    pub source: Source,
}

/// Where a purchase comes from: it decides what is left when it was ordered, or was not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    /// Asked for in one sentence.
    Sentence,
    /// Gathered in the cart.
    Cart,
    /// Subscriptions that are due.
    Subscription,
}

impl Purchase {
    pub fn of(product: Product, quantity: u32) -> Self {
        Self { id: None, goods: vec![Goods { product, quantity }], source: Source::Sentence }
    }

    pub fn cart(&self) -> Cart {
        let line = |goods: &Goods| CartLine { sku: goods.product.sku.clone(), quantity: goods.quantity };
        Cart { lines: self.goods.iter().map(line).collect() }
    }

    pub fn position(&self, sku: &Sku) -> Option<usize> {
        self.goods.iter().position(|goods| goods.product.sku == *sku)
    }

    /// The only product in it.
    pub fn only(&self) -> Option<&Goods> {
        match self.goods.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }

    /// The product that "it" means: the one that was spoken of last, if it is there, else the last one.
    pub fn meant(&self, topic: Option<&Product>) -> Option<&Goods> {
        let spoken_of = topic.and_then(|topic| self.goods.iter().find(|goods| goods.product.sku == topic.sku));
        spoken_of.or_else(|| self.goods.last())
    }

    /// Puts in so many more.
    pub fn put(&mut self, product: Product, quantity: u32) {
        match self.position(&product.sku) {
            Some(at) => self.goods[at].quantity = self.goods[at].quantity.saturating_add(quantity),
            None => self.goods.push(Goods { product, quantity }),
        }
    }
}

/// A quote that waits for its yes.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Confirming {
    pub purchase: Purchase,
    pub priced: Priced,
    /// The number of the last reply, when it named the total.
    pub total_in_reply: Option<u64>,
    /// On which channel it was asked for.
    pub origin: String,
}

impl Confirming {
    pub const fn quote(&self) -> &Quote {
        &self.priced.quote
    }
}

/// What the shop was asked for.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Errand {
    /// What was bought before, to buy it again.
    PastOrders(Wish),
    /// What a purchase costs, to read it back.
    Quote(Purchase),
    /// What the cart costs, to tell it.
    ReadCart(Purchase),
    Place,
    /// The orders, to tell where they are.
    Status(About),
    /// The orders, to tell when they come.
    Delivery(About),
    /// The orders, to find the one to cancel.
    Cancellable(About),
    Cancel(Order),
    /// The orders, to find the goods to send back.
    Returnable(ReturnWish),
    TakeBack(ReturnRequest),
    /// The orders, to tell what became of a payment.
    Payment,
    /// Not the shop, but whoever knows the code.
    Code(Confirming),
    /// Not the shop, but a person.
    Person,
}

impl State {
    pub const fn expecting(&self) -> Expecting {
        match self {
            Self::Idle => Expecting::Wake,
            Self::Open | Self::Waiting(_) => Expecting::Command,
            Self::Proving(_) => Expecting::Code,
            Self::AskingReason(_) => Expecting::Reason,
            Self::Asking(_, Missing::Product) => Expecting::Product,
            Self::Asking(_, Missing::Quantity) => Expecting::Quantity,
            Self::Choosing(_) => Expecting::Choice,
            Self::Asked(_) | Self::Confirming(_) => Expecting::Confirmation,
        }
    }
}

/// A stretch of time. A clock that was turned back leaves it too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Window {
    from: Timestamp,
    pub until: Timestamp,
}

impl Window {
    pub fn new(from: Timestamp, length: SignedDuration) -> Self {
        Self { from, until: from.checked_add(length).unwrap_or(Timestamp::MAX) }
    }

    pub fn contains(&self, now: Timestamp) -> bool {
        self.from <= now && now < self.until
    }
}
