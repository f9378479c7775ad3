//! What a shopper can say in a conversation: an [`Intent`] with its slots checked.

use crate::commerce::catalogue::Product;
use crate::understanding::{Intent, Value};

/// An intent that the conversation knows.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Command {
    Wake,
    Buy(Wish),
    Find(Named),
    Question(Aspect, Option<Named>),
    OrderStatus,
    Cancel(Option<Named>),
    Yes,
    No,
    Repeat,
    Help,
    Stop,
    StartOver,
    Choose {
        which: Option<Which>,
        product: Option<Named>,
    },
    Product(Named),
    Quantity(i64),
    /// Understood, but nothing that this program can do: the name of the intent.
    NotYet(String),
    /// Understood by half: a wish as far as it goes, if it is one to buy.
    Half(Option<Wish>),
}

/// What a shopper asks about a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aspect {
    Price,
    Stock,
}

/// Which of the offered candidates is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    /// Counted from 1; -1 the last.
    Ordinal(i64),
    Cheapest,
    Dearest,
    /// "That one": the only one.
    That,
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
}

/// What a shopper would like to have, as far as it is known.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Wish {
    pub product: Option<Named>,
    pub quantity: Option<i64>,
    /// The product that was bought before, and as many as then.
    pub again: bool,
}

impl Command {
    /// `None` when the conversation has no use for it.
    pub fn of(intent: &Intent) -> Option<Self> {
        let product = || named(intent);
        let number = |slot| match intent.slot(slot) {
            Some(Value::Number(number)) => Some(*number),
            // The `out` of a list is text, also where it is a number.
            Some(Value::Text(text)) => text.parse().ok(),
            _ => None,
        };
        let quantity = number("quantity");
        let wish = |again| Wish { product: product(), quantity, again };
        if !intent.unread.is_empty() {
            let buys = matches!(intent.name.as_str(), "Buy" | "AddToCart" | "Reorder" | "Find");
            return Some(Self::Half(buys.then(|| wish(false))));
        }
        match intent.name.as_str() {
            "Wake" => Some(Self::Wake),
            "Reorder" => Some(Self::Buy(wish(true))),
            "Buy" | "AddToCart" => Some(Self::Buy(wish(false))),
            "OrderStatus" | "DeliveryTime" => Some(Self::OrderStatus),
            "Cancel" => Some(Self::Cancel(product())),
            "Yes" => Some(Self::Yes),
            "No" => Some(Self::No),
            "Repeat" => Some(Self::Repeat),
            "Help" => Some(Self::Help),
            "Stop" => Some(Self::Stop),
            "StartOver" => Some(Self::StartOver),
            "Choose" => Some(Self::Choose { which: which(intent, number("ordinal")), product: product() }),
            "Product" => product().map(Self::Product),
            // "Change the milk to four" is about the milk, whatever is being bought.
            "ChangeQuantity" if quantity.is_some() && product().is_some() => Some(Self::Buy(wish(false))),
            "Quantity" | "ChangeQuantity" => quantity.map(Self::Quantity),
            "Find" => Some(product().map_or_else(|| Self::NotYet(intent.name.clone()), Self::Find)),
            "ProductQuestion" => Some(match text(intent, "aspect") {
                Some("price") => Self::Question(Aspect::Price, product()),
                Some("stock") => Self::Question(Aspect::Stock, product()),
                _ => Self::NotYet(intent.name.clone()),
            }),
            "RemoveFromCart" | "ReadCart" | "ClearCart" | "Checkout" | "Return" | "Withdraw" | "Refine"
            | "Recommend" | "Deals" | "Subscribe" | "ChangeSubscription" | "ReadSubscriptions" | "AddToList"
            | "RemoveFromList" | "ReadList" | "Speak" | "GoBack" | "Person" | "ChangeLanguage" => {
                Some(Self::NotYet(intent.name.clone()))
            }
            _ => None,
        }
    }

    /// Whether it can wait until what was asked for before it is done. An answer cannot: it would answer another
    /// question than the one that the shopper heard.
    pub const fn can_wait(&self) -> bool {
        match self {
            Self::Buy(_)
            | Self::Find(_)
            | Self::Question(..)
            | Self::OrderStatus
            | Self::Cancel(_)
            | Self::Help
            | Self::NotYet(_) => true,
            Self::Wake
            | Self::Yes
            | Self::No
            | Self::Repeat
            | Self::Stop
            | Self::StartOver
            | Self::Choose { .. }
            | Self::Product(_)
            | Self::Quantity(_)
            | Self::Half(_) => false,
        }
    }
}

fn text<'a>(intent: &'a Intent, slot: &str) -> Option<&'a str> {
    match intent.slot(slot) {
        Some(Value::Text(text)) => Some(text),
        _ => None,
    }
}

fn which(intent: &Intent, ordinal: Option<i64>) -> Option<Which> {
    match (ordinal, text(intent, "sort")) {
        (Some(ordinal), _) => Some(Which::Ordinal(ordinal)),
        (None, Some("cheapest")) => Some(Which::Cheapest),
        (None, Some("dearest")) => Some(Which::Dearest),
        (None, _) => intent.slot("pointing").map(|_that| Which::That),
    }
}

fn named(intent: &Intent) -> Option<Named> {
    let slot = intent.slots.iter().find(|slot| slot.name == "product")?;
    let candidates = match &slot.value {
        Value::Products(products) => products.clone(),
        _ => Vec::new(),
    };
    Some(Named { spoken: slot.spoken.clone(), candidates })
}
