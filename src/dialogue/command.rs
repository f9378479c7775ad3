//! What a shopper can say in a conversation: an [`Intent`] with its slots checked.

use crate::commerce::catalogue::Product;
use crate::understanding::{Intent, Value};

/// An intent that the conversation knows.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Command {
    Wake,
    Buy(Wish),
    OrderStatus,
    Cancel(Option<Named>),
    Yes,
    No,
    Repeat,
    Help,
    Stop,
    Choose { ordinal: Option<i64>, product: Option<Named> },
    Product(Named),
    Quantity(i64),
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
        let wish = |again| Wish { product: product(), quantity: number("quantity"), again };
        match intent.name.as_str() {
            "Wake" => Some(Self::Wake),
            "Reorder" => Some(Self::Buy(wish(true))),
            "Buy" => Some(Self::Buy(wish(false))),
            "OrderStatus" => Some(Self::OrderStatus),
            "Cancel" => Some(Self::Cancel(product())),
            "Yes" => Some(Self::Yes),
            "No" => Some(Self::No),
            "Repeat" => Some(Self::Repeat),
            "Help" => Some(Self::Help),
            "Stop" => Some(Self::Stop),
            "Choose" => Some(Self::Choose { ordinal: number("ordinal"), product: product() }),
            "Product" => product().map(Self::Product),
            "Quantity" | "ChangeQuantity" => number("quantity").map(Self::Quantity),
            _ => None,
        }
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
