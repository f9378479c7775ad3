//! What goes into a conversation, and what comes out.

use serde::{Deserialize, Serialize};

use super::household::Household;
use super::manner::Manner;
use super::mood::Mood;
use super::person::HandedOver;
use super::priced::Priced;
use crate::commerce::ShopError;
use crate::commerce::cart::{Cart, PurchaseId, Quote};
use crate::commerce::order::{Order, OrderId};
use crate::commerce::returns::{ReturnRequest, ReturnSlip};
use crate::commerce::updates::OrderUpdate;
use crate::expecting::Expecting;
use crate::handover::Why;
use crate::permission::{Code, PinAnswer};
use crate::understanding::Intent;

/// What happened in the conversation.
#[derive(Debug, Clone, PartialEq)]
pub enum Input {
    /// A shopper turned to the assistant without saying what for.
    Woken,
    /// A shopper said something that was understood: what is wanted, in that order.
    Understood(Vec<Intent>),
    /// A shopper said something to the assistant that was not.
    NoMatch,
    /// A shopper was expected to speak and did not.
    NoInput,
    /// The reply of this number was heard, or read, to its end.
    Delivered(u64),
    /// The reply of this number was not heard to its end, and will not be.
    Undelivered(u64),
    /// The shop answered an [`Action::Ask`]. Every one is answered once; [`Action::Ask`] of an order that could not even
    /// be written to the journal is answered by [`Input::News`] instead.
    Shop(ShopAnswer),
    /// A shopper said a code.
    CodeHeard(Code),
    /// What the code of an [`Action::CheckCode`] is worth; `None` when it could not be checked.
    CodeChecked(Option<PinAnswer>),
    /// It is known whether a person takes over.
    HandedOver(HandedOver),
    /// Something happened to an order outside this conversation, and the shopper does not know yet.
    News(OrderNews),
    /// Orders changed, and the household does not know yet; in the order in which that happened.
    Updates(Vec<OrderUpdate>),
    /// It is the time of the day to say what is due.
    Remind,
    /// A deadline may have passed ([`super::Dialogue::deadline`]).
    Tick,
}

/// What the loop must do next, in this order.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Say it, then listen for what the reply expects, unless it ends the session.
    Say(Reply),
    /// Speak that way to the shopper at this site from now on.
    Adjust(Manner),
    /// Ask the shop, and hand the answer back as [`Input::Shop`].
    Ask(ShopRequest),
    /// Note that the shopper knows what became of this order.
    Told(OrderNews),
    /// Note that the household knows where this order is.
    ToldUpdate(OrderUpdate),
    /// Keep what is remembered of the household, and tell its other sites.
    Keep(Household),
    /// Forget, beyond what [`Action::Keep`] says, whatever else is kept of this person, or of everybody.
    Forget(Option<String>),
    /// Check a code, and hand back what it is worth as [`Input::CodeChecked`].
    CheckCode(Code),
    /// Get a person, and hand back what became of it as [`Input::HandedOver`].
    HandOver(PersonRequest),
}

/// Why a person is wanted; what was said and gathered is [`super::Dialogue::record`] and [`super::Dialogue::household`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PersonRequest {
    /// Why.
    pub why: Why,
    /// Whether the shopper agreed that the words are passed on.
    pub consent: bool,
    /// How the shopper seems to feel.
    pub mood: Mood,
}

/// What the assistant says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// Counts the replies of a conversation from 1; [`Input::Delivered`] names it.
    #[serde(skip)]
    pub number: u64,
    /// As it is written: prices as `€18.40`.
    pub text: String,
    /// The same with the markup ([`crate::ssml`]) that tells how it is said, where there is any.
    #[serde(skip)]
    pub speech: String,
    /// The language that it is in, `en` for instance.
    #[serde(skip)]
    pub language: String,
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
    Place {
        /// What was confirmed.
        quote: Quote,
        /// What is being bought: it is ordered once, wherever else it is confirmed.
        purchase: PurchaseId,
    },
    /// Cancel an order.
    Cancel(OrderId),
    /// Send goods back.
    TakeBack(ReturnRequest),
}

/// What the shop answered, in the order of [`ShopRequest`].
#[derive(Debug, Clone, PartialEq)]
pub enum ShopAnswer {
    /// Past orders, the latest first.
    Orders(Result<Vec<Order>, ShopError>),
    /// What the cart costs, and what its goods cost before.
    Quote(Result<Priced, ShopError>),
    /// The order as it was placed.
    Placed(Result<Order, ShopError>),
    /// The order as it was cancelled.
    Cancelled(Result<Order, ShopError>),
    /// How the goods go back.
    TakenBack(Result<ReturnSlip, ShopError>),
}

/// What became of an order that was confirmed. The shopper must be told, and is told again until a reply with it was
/// delivered.
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
