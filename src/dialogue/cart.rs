//! The cart: gathered over several turns, told, changed, and ordered once.

use super::command::Named;
use super::message::Message;
use super::question::Question;
use super::state::{Errand, Goods, Purchase, Source, State};
use super::{Action, Dialogue, Priced, ShopRequest};
use crate::commerce::ShopError;
use crate::commerce::catalogue::Product;

impl Dialogue {
    /// Everything that was gathered.
    pub(super) fn cart_as_purchase(&self) -> Purchase {
        Purchase { id: self.purchase.clone(), goods: self.cart.clone(), source: Source::Cart }
    }

    /// Puts something into the cart, and goes on with the next wish of the same sentence without a word about this one.
    pub(super) fn put_into_cart(&mut self, product: Product, quantity: u32) -> Vec<Action> {
        let mut purchase = self.cart_as_purchase();
        purchase.put(product.clone(), quantity);
        if let Some(goods) = purchase.goods.iter().find(|goods| goods.product.sku == product.sku)
            && let Some(wrong) = self.wrong_quantity(goods.quantity.into())
        {
            return self.aside([wrong]);
        }
        self.cart = purchase.goods;
        self.topic = Some(product.clone());
        self.just_put.push(Goods { product, quantity });
        if let Some(next) = self.queued_for_the_cart() {
            return self.anything(next);
        }
        let items = self.goods_in_words(&self.just_put);
        let actions = self.say([Message::IntoCart { items }, Message::AnythingElse], State::Open);
        self.gathering = true;
        actions
    }

    pub(super) fn read_cart(&mut self) -> Vec<Action> {
        if self.cart.is_empty() {
            return self.aside([Message::CartEmpty]);
        }
        let purchase = self.cart_as_purchase();
        self.ask(ShopRequest::Quote(purchase.cart()), Errand::ReadCart(purchase))
    }

    /// The shop told what the cart costs.
    pub(super) fn cart_priced(&mut self, purchase: Purchase, answer: Result<Priced, ShopError>) -> Vec<Action> {
        match answer {
            Ok(priced) if priced.quote.cart() != purchase.cart() => Vec::new(),
            Ok(priced) => {
                let items = self.all_items(&priced.quote.lines);
                let holds = Message::CartHolds { items, total: self.money(priced.quote.total) };
                self.say([holds, Message::AskCheckout], State::Open)
            }
            // What is wrong with it is said where it is about to be ordered.
            Err(ShopError::OutOfStock { .. } | ShopError::UnknownProduct(_)) => {
                let items = self.goods_in_words(&purchase.goods);
                self.say([Message::CartHoldsUnpriced { items }, Message::AskCheckout], State::Open)
            }
            Err(error) => self.shop_failed(&error),
        }
    }

    pub(super) fn checkout(&mut self) -> Vec<Action> {
        if self.cart.is_empty() {
            return self.aside([Message::CartEmpty]);
        }
        self.ask_for_quote(self.cart_as_purchase())
    }

    pub(super) fn ask_clear_cart(&mut self) -> Vec<Action> {
        if self.cart.is_empty() {
            return self.aside([Message::CartEmpty]);
        }
        let items = self.goods_in_words(&self.cart);
        self.say([Message::CartHoldsUnpriced { items }, Message::AskClearCart], State::Asked(Question::ClearCart))
    }

    /// Takes something out of the cart: what was named, or what was put in last.
    pub(super) fn take_out_of_cart(&mut self, named: Option<Named>) -> Vec<Action> {
        if self.cart.is_empty() {
            return self.aside([Message::CartEmpty]);
        }
        let position = match &named {
            Some(named) => self.cart.iter().position(|goods| named.includes(&goods.product)),
            None => self.cart.len().checked_sub(1),
        };
        match (position, named) {
            (Some(position), _) => {
                let product = self.cart.remove(position).product.title();
                let rest = if self.cart.is_empty() { Some(Message::CartEmpty) } else { None };
                self.say(
                    [Message::OutOfCart { product }].into_iter().chain(rest).chain([Message::AnythingElse]),
                    State::Open,
                )
            }
            (None, Some(named)) => self.aside([Message::NotInCart { product: named.spoken }]),
            (None, None) => self.aside([Message::CartEmpty]),
        }
    }

    /// Another number of something in the cart; `false` when it is not there.
    pub(super) fn change_in_cart(&mut self, product: &Product, quantity: u32) -> bool {
        let goods = self.cart.iter_mut().find(|goods| goods.product.sku == product.sku);
        goods.map(|goods| goods.quantity = quantity).is_some()
    }
}
