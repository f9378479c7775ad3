//! What goes to a person. As JSON its fields are named and described here, and stand in this order.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::commerce::cart::LineItem;
use crate::commerce::money::Money;
use crate::commerce::order::OrderId;
use crate::dialogue::card_number::without_card_numbers;
use crate::dialogue::mood::Mood;
use crate::event::SiteId;
use crate::understanding::Intent;

/// The most turns of a conversation that are passed on: the last ones.
pub const TURNS: usize = 20;
/// The most lines of a cart that are passed on.
const LINES: usize = 100;
/// The longest text that is passed on, characters.
const TEXT: usize = 500;

/// Everything that a clerk needs to go on with a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bundle {
    /// A UUID (version 4): the same bundle may arrive more than once, and then has the same id.
    pub id: Uuid,
    /// When a person was asked for, RFC 3339.
    pub at: Timestamp,
    /// Where the shopper is.
    pub site: SiteId,
    /// The language of the conversation, `en` for instance.
    pub language: String,
    /// Why: `asked`, `not_understood`, `upset` or `shop_failed`.
    pub why: Why,
    /// How the shopper seems to feel: `neutral`, `frustrated`, `hurried` or `pleased`.
    #[serde(default)]
    pub mood: Mood,
    /// Whether the shopper agreed that the words are passed on. Without that, `turns` is empty.
    pub consent: bool,
    /// The last turns of the conversation, the oldest first, at most 20.
    #[serde(default)]
    pub turns: Vec<Turn>,
    /// What the shopper wanted last and did not get; `null` when nothing is open.
    #[serde(default)]
    pub wish: Option<Wish>,
    /// What is in the cart or about to be ordered.
    #[serde(default)]
    pub cart: Vec<Line>,
    /// The order that it is about, if it is about one.
    #[serde(default)]
    pub order: Option<OrderId>,
    /// What failed, in a sentence; `null` when nothing did.
    #[serde(default)]
    pub failed: Option<String>,
}

/// Why a person takes over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// The shopper asked for one.
    Asked,
    /// The shopper was not understood, again and again.
    NotUnderstood,
    /// The shopper is upset.
    Upset,
    /// The shop could not do what was asked of it.
    ShopFailed,
}

/// A turn of the conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn {
    /// Who said it: `shopper` or `assistant`.
    pub who: Said,
    /// The words. Card numbers and codes are left out.
    pub text: String,
    /// When, RFC 3339.
    pub at: Timestamp,
}

/// Who said something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    /// The shopper.
    Shopper,
    /// The assistant.
    Assistant,
}

/// What a shopper wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    /// The name of the intent, `Return` for instance.
    pub intent: String,
    /// Its slots by name, each in words.
    #[serde(default)]
    pub slots: BTreeMap<String, String>,
}

/// So many of one product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The shop's number of the product.
    pub sku: String,
    /// Its name.
    pub title: String,
    /// How many.
    pub quantity: u32,
    /// The price of all of them, in minor units (`{"minor": 1840, "currency": "EUR"}`); `null` when it is not known.
    #[serde(default)]
    pub total: Option<Money>,
}

impl Bundle {
    /// A bundle with a new id, without words, wish, cart and order yet.
    #[must_use]
    pub fn new(why: Why, site: SiteId, language: &str, at: Timestamp) -> Self {
        Self {
            id: Uuid::new_v4(),
            at,
            site,
            language: language.to_owned(),
            why,
            mood: Mood::Neutral,
            consent: false,
            turns: Vec::new(),
            wish: None,
            cart: Vec::new(),
            order: None,
            failed: None,
        }
    }

    /// As it may leave the house: without consent no words of the conversation, else the last 20 turns; nothing endlessly
    /// long, and no card numbers. The desk does this to every bundle.
    #[must_use]
    pub fn sealed(mut self) -> Self {
        if self.consent {
            self.turns.drain(..self.turns.len().saturating_sub(TURNS));
        } else {
            self.turns.clear();
        }
        for turn in &mut self.turns {
            turn.text = safe(&turn.text);
        }
        if let Some(wish) = &mut self.wish {
            wish.slots.values_mut().for_each(|value| *value = safe(value));
        }
        self.cart.truncate(LINES);
        self.failed = self.failed.as_deref().map(safe);
        self
    }
}

impl From<&Intent> for Wish {
    fn from(intent: &Intent) -> Self {
        let slots = intent.slots.iter().map(|slot| (slot.name.clone(), slot.to_string())).collect();
        Self { intent: intent.name.clone(), slots }
    }
}

impl From<&LineItem> for Line {
    fn from(line: &LineItem) -> Self {
        Self { sku: line.sku.to_string(), title: line.title.clone(), quantity: line.quantity, total: Some(line.total) }
    }
}

fn safe(text: &str) -> String {
    let hidden = without_card_numbers(text);
    let short: String = hidden.chars().take(TEXT).collect();
    if short.len() < hidden.len() { short + "…" } else { short }
}
