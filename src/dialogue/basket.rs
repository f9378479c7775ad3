//! What a household gathers to buy: it goes along from site to site, and survives a restart.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::Dialogue;
use super::list::Note;
use super::state::{Goods, Purchase, Source};
use crate::commerce::cart::{CartLine, PurchaseId};

/// For so long a purchase that broke off is offered again.
const RESUMED_WITHIN: SignedDuration = SignedDuration::from_mins(60);

/// The cart of a household, its shopping list, and the purchase that broke off before it was ordered. Shared by all of its sites.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Basket {
    /// Names what is in the cart, so that two sites that confirm it order it once.
    pub purchase: Option<PurchaseId>,
    /// What is in the cart.
    pub goods: Vec<CartLine>,
    /// The shopping list.
    pub list: Vec<Note>,
    /// What was read back last and neither ordered nor declined, where that is not the cart.
    pub interrupted: Option<Interrupted>,
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
    pub fn basket(&self) -> Basket {
        let goods = Purchase { id: None, goods: self.cart.clone(), source: Source::Cart }.cart().lines;
        Basket {
            purchase: self.purchase.clone(),
            goods,
            list: self.list.clone(),
            interrupted: self.interrupted.clone(),
        }
    }

    /// Goes on with what was gathered at another site, or before a restart; without what is no longer sold.
    pub fn take_over(&mut self, basket: Basket) {
        self.cart = self.found(&basket.goods);
        self.purchase = basket.purchase;
        self.list = basket.list;
        self.interrupted = basket.interrupted;
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
