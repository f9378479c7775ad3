//! Where a conversation is.

use jiff::{SignedDuration, Timestamp};

use super::command::{Named, Wish};
use crate::commerce::cart::{Cart, CartLine, Quote};
use crate::commerce::catalogue::Product;
use crate::commerce::order::Order;
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
    /// Fewer than were wanted were offered: there are no more of them.
    Offering(Purchase),
    /// A quote was read back: a yes now orders.
    Confirming(Confirming),
    /// A yes now cancels this order.
    Cancelling(Order),
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
    pub quantity: Option<i64>,
}

/// What a shopper is about to buy.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Purchase {
    pub product: Product,
    pub quantity: u32,
    /// Bought before: the read-back may be short.
    pub known: bool,
}

impl Purchase {
    pub fn cart(&self) -> Cart {
        Cart { lines: vec![CartLine { sku: self.product.sku.clone(), quantity: self.quantity }] }
    }
}

/// A quote that waits for its yes.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Confirming {
    pub purchase: Purchase,
    pub quote: Quote,
    /// The number of the last reply, when it named the total.
    pub total_in_reply: Option<u64>,
}

/// What the shop was asked for.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Errand {
    /// What was bought before, to buy it again.
    PastOrders(Wish),
    Quote(Purchase),
    Place,
    Status,
    /// The orders, to find the one to cancel.
    Cancellable(Option<Named>),
    Cancel(Order),
}

impl State {
    pub const fn expecting(&self) -> Expecting {
        match self {
            Self::Idle => Expecting::Wake,
            Self::Open | Self::Waiting(_) => Expecting::Command,
            Self::Asking(_, Missing::Product) => Expecting::Product,
            Self::Asking(_, Missing::Quantity) => Expecting::Quantity,
            Self::Choosing(_) => Expecting::Choice,
            Self::Offering(_) | Self::Confirming(_) | Self::Cancelling(_) => Expecting::Confirmation,
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
