//! What a shopper can say in a conversation: an [`Intent`](crate::understanding::Intent) with its slots checked.

mod reading;

use super::list::Measured;
use super::manner;
use super::returns::ReturnWish;
use crate::commerce::catalogue::Product;
use crate::commerce::returns::ReturnReason;
use crate::understanding::slots::measure::Measure;
use crate::understanding::{Interval, PriceRange, When};

/// An intent that the conversation knows.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Command {
    Wake,
    Buy(Wish),
    RemoveFromCart(Option<Named>),
    ReadCart,
    ClearCart,
    Checkout,
    Find(Search),
    Refine(Refinement),
    Recommend(Search),
    Deals(Search),
    Question(String, Option<Named>),
    OrderStatus(About),
    DeliveryTime(About),
    Cancel(About),
    Return(ReturnWish),
    /// What is wrong with goods; `None` when that is nobody's business.
    Reason(Option<ReturnReason>),
    PaymentProblem,
    Person,
    AddToList(Option<Named>, Option<i64>, Option<Measured>),
    RemoveFromList(Option<Named>),
    ReadList,
    OrderList,
    /// Propose something again and again.
    Subscribe(Wish),
    /// Change what is proposed again and again; of this product.
    ChangeSubscription(Option<Named>, Change),
    ReadSubscriptions,
    /// Forget what is remembered of the household.
    Forget,
    /// Hear what happened to orders.
    News,
    /// Go on with what broke off.
    Continue,
    /// Speak in another way.
    Speak(manner::Change),
    Yes,
    No,
    Repeat,
    Help,
    Stop,
    StartOver,
    GoBack,
    Choose {
        which: Option<Which>,
        product: Option<Named>,
    },
    Product(Named),
    Quantity(i64),
    /// So much of it.
    Measure(Measure),
    /// Speak another language: its tag.
    ChangeLanguage(String),
    /// Understood, but nothing that this program can do.
    NotYet,
    /// Understood by half: a wish as far as it goes, if it is one to buy.
    Half(Option<Wish>),
    /// Understood but for how much is wanted.
    HowMuch(Wish),
}

/// Which of the offered candidates is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    /// Counted from 1; -1 the last.
    Ordinal(i64),
    Sorted(Sort),
    /// At about this price.
    Priced(PriceRange),
    /// In packs of this size.
    Measured(Measure),
    /// "That one": the only one.
    That,
}

/// What comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Cheapest,
    Dearest,
    Smallest,
    Largest,
    Best,
}

/// Words that name a product, and what they can mean, the likeliest first.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Named {
    pub spoken: String,
    pub candidates: Vec<Product>,
}

impl Named {
    /// One product and nothing else.
    pub fn exactly(product: Product) -> Self {
        Self { spoken: product.title(), candidates: vec![product] }
    }

    pub fn includes(&self, product: &Product) -> bool {
        self.candidates.iter().any(|candidate| candidate.sku == product.sku)
    }
}

/// What a shopper would like to have, as far as it is known.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Wish {
    pub product: Option<Named>,
    pub quantity: Option<i64>,
    /// How much of it, which decides which pack it is and how many of them.
    pub measure: Option<Measure>,
    /// The product that was bought before, and as many as then.
    pub again: bool,
    /// When it was bought before.
    pub when: Option<When>,
    pub goal: Goal,
}

/// What becomes of a product once it is known which one, and how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Goal {
    /// It is read back and ordered, with what is in the cart.
    #[default]
    Order,
    /// It goes into the cart.
    Cart,
    /// It is proposed this often, from then on.
    Subscribe { every: Option<Interval>, from: Option<When> },
    /// What becomes of the subscription of it.
    Change(Change),
}

/// What becomes of a subscription.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    /// It rests, until then.
    Pause(Option<When>),
    Resume,
    /// The next one is left out.
    Skip,
    /// How often, when next, or how many from now on, as far as that was said.
    Adjust {
        every: Option<Interval>,
        next: Option<When>,
        quantity: Option<i64>,
    },
    End,
}

/// What a shopper looks for.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Search {
    pub product: Option<Named>,
    pub category: Option<String>,
    pub brand: Option<String>,
    pub price: Option<PriceRange>,
    pub sort: Option<Sort>,
}

/// What is wanted instead of what was offered.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Refinement {
    Cheaper,
    Dearer,
    Smaller,
    Larger,
    /// "Another one", "more".
    Other,
    /// "The organic one".
    Attribute(String),
    Price(PriceRange),
}

/// Which order is meant: all that is known of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct About {
    pub product: Option<Named>,
    pub order: Option<String>,
    pub when: Option<When>,
}

impl About {
    /// Whether nothing is known: the latest one is meant.
    pub const fn is_any(&self) -> bool {
        self.product.is_none() && self.order.is_none() && self.when.is_none()
    }
}

impl Command {
    /// Whether it can wait until what was asked for before it is done. An answer cannot: it would answer another
    /// question than the one that the shopper heard.
    pub const fn can_wait(&self) -> bool {
        match self {
            Self::Buy(_)
            | Self::RemoveFromCart(_)
            | Self::ReadCart
            | Self::ClearCart
            | Self::Checkout
            | Self::Find(_)
            | Self::Recommend(_)
            | Self::Deals(_)
            | Self::Question(..)
            | Self::OrderStatus(_)
            | Self::DeliveryTime(_)
            | Self::Cancel(_)
            | Self::Return(_)
            | Self::PaymentProblem
            | Self::Person
            | Self::AddToList(..)
            | Self::RemoveFromList(_)
            | Self::ReadList
            | Self::OrderList
            | Self::Subscribe(_)
            | Self::ChangeSubscription(..)
            | Self::ReadSubscriptions
            | Self::News
            | Self::Help
            | Self::Speak(_)
            | Self::ChangeLanguage(_)
            | Self::NotYet => true,
            Self::Wake
            | Self::Yes
            | Self::No
            | Self::Repeat
            | Self::Stop
            | Self::StartOver
            | Self::GoBack
            | Self::Refine(_)
            | Self::Continue
            | Self::Forget
            | Self::Reason(_)
            | Self::Choose { .. }
            | Self::Product(_)
            | Self::Quantity(_)
            | Self::Measure(_)
            | Self::Half(_)
            | Self::HowMuch(_) => false,
        }
    }
}
