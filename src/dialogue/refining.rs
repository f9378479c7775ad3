//! Something else than what was offered: cheaper, larger, organic, another one.

use super::choosing::{amount, fits};
use super::command::{Refinement, Wish};
use super::message::Message;
use super::state::{Choosing, Confirming, Goods, State};
use super::{Action, Dialogue};
use crate::commerce::catalogue::Product;

impl Dialogue {
    /// Something else than the candidates.
    pub(super) fn refine_offer(&mut self, choosing: Choosing, refinement: &Refinement) -> Vec<Action> {
        let Choosing { offered, rest, wish } = &choosing;
        let mut others = rest.clone();
        for product in offered.first().map(|first| self.alike(first)).unwrap_or_default() {
            if !offered.iter().chain(rest).any(|known| known.sku == product.sku) {
                others.push(product);
            }
        }
        // "The organic one" may be one of those that were just named.
        if matches!(refinement, Refinement::Attribute(_) | Refinement::Price(_)) {
            others = offered.iter().cloned().chain(others).collect();
        }
        let fitting = refined(others, offered, refinement);
        if fitting.is_empty() {
            return self.again([Message::NothingLikeThat]);
        }
        self.settle_on(fitting, wish.clone())
    }

    /// Something else than what is about to be ordered.
    pub(super) fn refine_purchase(
        &mut self,
        confirming: Confirming,
        goods: &Goods,
        refinement: &Refinement,
    ) -> Vec<Action> {
        let fitting = refined(self.alike(&goods.product), std::slice::from_ref(&goods.product), refinement);
        if fitting.is_empty() {
            return self.again([Message::NothingLikeThat]);
        }
        let quantity = Some(i64::from(goods.quantity));
        self.cart = confirming.purchase.goods;
        self.cart.retain(|other| other.product.sku != goods.product.sku);
        self.settle_on(fitting, Wish { quantity, ..Wish::default() })
    }

    /// Something else than what was spoken of last; "another one" of what just went into the cart is one more.
    pub(super) fn refine_topic(&mut self, refinement: &Refinement) -> Vec<Action> {
        if !matches!(self.state, State::Idle | State::Open) {
            return self.again([Message::NotUnderstood]);
        }
        let Some(topic) = self.topic.clone() else { return self.aside([Message::WhichProduct]) };
        let in_cart = self.cart.iter().any(|goods| goods.product.sku == topic.sku);
        if in_cart && *refinement == Refinement::Other {
            return self.put_into_cart(topic, 1);
        }
        let fitting = refined(self.alike(&topic), std::slice::from_ref(&topic), refinement);
        if fitting.is_empty() {
            return self.aside([Message::NothingLikeThat]);
        }
        self.show(fitting)
    }

    fn settle_on(&mut self, mut fitting: Vec<Product>, wish: Wish) -> Vec<Action> {
        match fitting.len() {
            1 => self.take(fitting.remove(0), &wish),
            _ => self.offer_of(fitting, wish),
        }
    }

    /// Products of the same kind: on the same shelf, with the same last word in their names ("coffee **beans**").
    fn alike(&self, product: &Product) -> Vec<Product> {
        let kind = |name: &str| name.split_whitespace().next_back().map(str::to_lowercase);
        let wanted = kind(&product.name);
        let same = |other: &&Product| {
            other.sku != product.sku && other.category == product.category && kind(&other.name) == wanted
        };
        self.products.iter().filter(same).cloned().collect()
    }
}

/// Those of `others` that are what was asked for instead of `offered`; the likeliest first.
fn refined(mut others: Vec<Product>, offered: &[Product], refinement: &Refinement) -> Vec<Product> {
    let prices = || offered.iter().map(|product| product.price.minor);
    let amounts = || offered.iter().map(amount);
    match refinement {
        Refinement::Other => {}
        Refinement::Cheaper => {
            others.retain(|product| prices().all(|price| product.price.minor < price));
            others.sort_by_key(|product| product.price.minor);
        }
        Refinement::Dearer => {
            others.retain(|product| prices().all(|price| product.price.minor > price));
            others.sort_by_key(|product| product.price.minor);
        }
        Refinement::Smaller => others.retain(|product| amounts().all(|size| amount(product) < size)),
        Refinement::Larger => others.retain(|product| amounts().all(|size| amount(product) > size)),
        Refinement::Attribute(words) => {
            let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
            others.retain(|product| has_all(product, &words));
        }
        Refinement::Price(range) => others.retain(|product| fits(product, range)),
    }
    others
}

/// Whether all words stand in what a product is called.
fn has_all(product: &Product, words: &[String]) -> bool {
    let called = std::iter::once(product.title()).chain(product.synonyms.iter().cloned());
    let called: Vec<String> =
        called.flat_map(|name| name.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>()).collect();
    !words.is_empty() && words.iter().all(|word| called.iter().any(|known| known.trim_matches(',') == word))
}
