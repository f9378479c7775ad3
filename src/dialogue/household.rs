//! What is remembered of a household: it goes along from site to site, and survives a restart.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::Dialogue;
use super::list::Note;
use super::resuming::OpenQuestion;
use super::state::{Goods, Purchase, Source};
use super::subscription::Subscription;
use crate::commerce::cart::{CartLine, PurchaseId};
use crate::commerce::catalogue::Sku;

/// For so long a purchase that broke off is offered again.
const RESUMED_WITHIN: SignedDuration = SignedDuration::from_mins(60);

/// The cart of a household, its shopping list and subscriptions, and the purchase that broke off before it was ordered. Shared
/// by all of its sites.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Household {
    /// Names what is in the cart, so that two sites that confirm it order it once.
    pub purchase: Option<PurchaseId>,
    /// What is in the cart.
    pub goods: Vec<CartLine>,
    /// When that changed last.
    pub cart_changed: Option<Timestamp>,
    /// The shopping list.
    pub list: Vec<Note>,
    /// What was read back last and neither ordered nor declined, where that is not the cart.
    pub interrupted: Option<Interrupted>,
    /// What was asked about something to buy, and not answered yet.
    pub open_question: Option<OpenQuestion>,
    /// What is proposed again and again.
    pub subscriptions: Vec<Subscription>,
    /// Of which products it was said that they are usually bought about now, and when.
    pub reminded: BTreeMap<Sku, Date>,
}

impl Household {
    /// Forgets what one person asked for, or everything. The cart is everybody's: it goes with everything only.
    pub fn forget(&mut self, person: Option<&str>) {
        match person {
            None => *self = Self::default(),
            Some(person) => {
                self.list.retain(|note| !is(note.by.as_deref(), person));
                self.subscriptions.retain(|subscription| !is(subscription.by.as_deref(), person));
            }
        }
    }

    /// Forgets a cart that nobody touched since then, and what broke off too long ago to go on with it.
    pub fn forget_before(&mut self, cart_touched: Option<Timestamp>, now: Timestamp) {
        if cart_touched.is_some_and(|limit| self.cart_changed.is_some_and(|changed| changed < limit)) {
            self.purchase = None;
            self.goods.clear();
            self.cart_changed = None;
        }
        self.interrupted = self.interrupted.take().filter(|it| now.duration_since(it.at) < RESUMED_WITHIN);
    }

    /// What one person asked for.
    #[must_use]
    pub fn of(&self, person: &str) -> Self {
        let mut theirs = Self { list: self.list.clone(), subscriptions: self.subscriptions.clone(), ..Self::default() };
        theirs.list.retain(|note| is(note.by.as_deref(), person));
        theirs.subscriptions.retain(|subscription| is(subscription.by.as_deref(), person));
        theirs
    }
}

fn is(by: Option<&str>, person: &str) -> bool {
    by.is_some_and(|by| by.to_lowercase() == person.to_lowercase())
}

/// A purchase that was read back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interrupted {
    /// Its name: whoever goes on with it, and wherever, it is ordered once.
    pub purchase: PurchaseId,
    /// What it is.
    pub goods: Vec<CartLine>,
    /// When it was read back.
    pub at: Timestamp,
}

impl Dialogue {
    /// What is gathered here.
    #[must_use]
    pub fn household(&self) -> Household {
        let goods = Purchase { id: None, goods: self.cart.clone(), source: Source::Cart }.cart().lines;
        Household {
            purchase: self.purchase.clone(),
            goods,
            cart_changed: self.cart_changed,
            list: self.list.clone(),
            interrupted: self.interrupted.clone(),
            open_question: self.open_question.clone(),
            subscriptions: self.subscriptions.clone(),
            reminded: self.reminded.clone(),
        }
    }

    /// Goes on with what was gathered at another site, or before a restart; without what is no longer sold.
    pub fn take_over(&mut self, household: Household) {
        self.cart = self.found(&household.goods);
        self.purchase = household.purchase;
        self.cart_changed = household.cart_changed;
        self.list = household.list;
        self.interrupted = household.interrupted;
        self.take_over_question(household.open_question);
        self.subscriptions = household.subscriptions;
        self.reminded = household.reminded;
    }

    /// The purchase that broke off, unless that was too long ago.
    pub(super) fn to_resume(&self) -> Option<Purchase> {
        let interrupted = self.interrupted.as_ref()?;
        let age = self.now.duration_since(interrupted.at);
        let lately = age >= SignedDuration::ZERO && age < RESUMED_WITHIN;
        let goods = self.found(&interrupted.goods);
        let id = Some(interrupted.purchase.clone());
        (lately && !goods.is_empty()).then_some(Purchase { id, goods, source: Source::Sentence })
    }

    fn found(&self, lines: &[CartLine]) -> Vec<Goods> {
        let goods = |line: &CartLine| {
            let product = self.products.iter().find(|product| product.sku == line.sku)?;
            Some(Goods { product: product.clone(), quantity: line.quantity })
        };
        lines.iter().filter_map(goods).collect()
    }
}
