//! The conversation: a pure state machine. What comes in and the time decide what comes out; nothing else does.

pub mod reply;

use serde::{Deserialize, Serialize};

use crate::commerce::ShopError;
use crate::commerce::cart::{Cart, Quote};
use crate::commerce::order::{Order, OrderId};
use crate::expecting::Expecting;
use crate::understanding::Intent;

/// What happened in the conversation.
#[derive(Debug, Clone, PartialEq)]
pub enum Input {
    /// A shopper turned to the assistant without saying what for.
    Woken,
    /// A shopper said something that was understood.
    Understood(Intent),
    /// A shopper said something that was not.
    NoMatch,
    /// A shopper was expected to speak and did not.
    NoInput,
    /// The last reply was heard, or read, to its end.
    Delivered,
    /// The last reply was not heard to its end.
    Undelivered,
    /// The shop answered the last [`Action::Ask`].
    Shop(ShopAnswer),
    /// Something happened to an order outside this conversation, and the shopper does not know yet.
    News(OrderNews),
    /// A deadline may have passed ([`Dialogue::deadline`]).
    Tick,
}

/// What the loop must do next, in this order.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Say it, then listen for what the reply expects, unless it ends the session.
    Say(Reply),
    /// Ask the shop, and hand the answer back as [`Input::Shop`].
    Ask(ShopRequest),
}

/// What the assistant says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// As it is written: prices as `€18.40`.
    pub text: String,
    /// What may be said next.
    #[serde(skip)]
    pub expecting: Expecting,
    /// Whether the session is over once it was delivered.
    pub ends: bool,
}

/// What a conversation asks of the shop.
#[derive(Debug, Clone, PartialEq)]
pub enum ShopRequest {
    /// Past orders, the latest first.
    Orders,
    /// What a cart costs.
    Quote(Cart),
    /// Place the order of the quote that was confirmed. The loop writes the journal first.
    Place(Quote),
    /// Cancel an order.
    Cancel(OrderId),
}

/// What the shop answered, in the order of [`ShopRequest`].
#[derive(Debug, Clone, PartialEq)]
pub enum ShopAnswer {
    /// Past orders, the latest first.
    Orders(Result<Vec<Order>, ShopError>),
    /// What the cart costs.
    Quote(Result<Quote, ShopError>),
    /// The order as it was placed.
    Placed(Result<Order, ShopError>),
    /// The order as it was cancelled.
    Cancelled(Result<Order, ShopError>),
}

/// What a shopper must be told about an order that was open when the daemon stopped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OrderNews {
    /// It was placed after all.
    Placed {
        /// What was confirmed.
        quote: Quote,
        /// The shop's number.
        id: OrderId,
    },
    /// It was not placed, and will not be.
    NotPlaced {
        /// What was confirmed.
        quote: Quote,
    },
}
