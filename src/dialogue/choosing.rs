//! From a wish to one product and a number of it.

use super::command::{Command, Named, Which, Wish};
use super::message::Message;
use super::state::{Choosing, Errand, Missing, Purchase, State};
use super::wording::titles;
use super::{Action, Dialogue, ShopRequest};
use crate::commerce::ShopError;
use crate::commerce::cart::Quote;
use crate::commerce::catalogue::Product;
use crate::commerce::order::{Order, OrderStatus};

/// The most candidates that are named at once: nobody remembers more by ear.
const OFFERED: usize = 3;

impl Dialogue {
    /// Asks for what a wish lacks, or carries it on.
    pub(super) fn wish(&mut self, mut wish: Wish) -> Vec<Action> {
        let Some(named) = wish.product.clone() else {
            let question = self.question_for(&wish, Missing::Product);
            return self.say([question], State::Asking(wish, Missing::Product));
        };
        if named.candidates.is_empty() {
            wish.product = None;
            let not_sold = Message::NotSold { product: named.spoken };
            return self.say([not_sold, Message::AskOther], State::Asking(wish, Missing::Product));
        }
        if let Some(wrong) = wish.quantity.and_then(|quantity| self.wrong_quantity(quantity)) {
            wish.quantity = None;
            return self.say([wrong, Message::AskQuantity], State::Asking(wish, Missing::Quantity));
        }
        if wish.again {
            self.ask(ShopRequest::Orders, Errand::PastOrders(wish))
        } else {
            self.pick(named, wish.quantity)
        }
    }

    pub(super) fn question_for(&self, wish: &Wish, missing: Missing) -> Message {
        match missing {
            Missing::Quantity => Message::AskQuantity,
            Missing::Product if wish.again => Message::AskProductAgain,
            Missing::Product => Message::AskProduct,
        }
    }

    fn wrong_quantity(&self, quantity: i64) -> Option<Message> {
        let maximum = self.settings.maximum_quantity;
        match quantity {
            ..=0 => Some(Message::TooFew),
            _ if quantity > i64::from(maximum) => Some(Message::TooMany { maximum }),
            _ => None,
        }
    }

    /// Takes the only candidate, or offers the likeliest.
    fn pick(&mut self, named: Named, quantity: Option<i64>) -> Vec<Action> {
        let mut offered = named.candidates;
        let rest = offered.split_off(offered.len().min(OFFERED));
        match <[Product; 1]>::try_from(offered) {
            Ok([product]) if rest.is_empty() => self.take(product, quantity),
            Ok([product]) => self.offer(Choosing { offered: vec![product], rest, quantity }),
            Err(offered) => self.offer(Choosing { offered, rest, quantity }),
        }
    }

    /// Asks whether this product is meant, also when it is the only one.
    pub(super) fn ask_whether(&mut self, named: Named, quantity: Option<i64>) -> Vec<Action> {
        let quantity = quantity.filter(|quantity| self.wrong_quantity(*quantity).is_none());
        let mut offered = named.candidates;
        let rest = offered.split_off(offered.len().min(OFFERED));
        self.offer(Choosing { offered, rest, quantity })
    }

    fn offer(&mut self, choosing: Choosing) -> Vec<Action> {
        let (count, [first, second, third]) = titles(&choosing.offered);
        self.say([Message::Offer { count, first, second, third }], State::Choosing(choosing))
    }

    fn take(&mut self, product: Product, quantity: Option<i64>) -> Vec<Action> {
        let quantity = quantity.and_then(|quantity| u32::try_from(quantity).ok()).unwrap_or(1);
        self.ask_for_quote(Purchase { product, quantity, known: false })
    }

    pub(super) fn ask_for_quote(&mut self, purchase: Purchase) -> Vec<Action> {
        self.ask(ShopRequest::Quote(purchase.cart()), Errand::Quote(purchase))
    }

    /// Something was said after a question for a product or a number.
    pub(super) fn asking(&mut self, wish: Wish, missing: Missing, command: Command) -> Vec<Action> {
        match command {
            Command::Product(named) | Command::Choose { product: Some(named), .. } => {
                self.wish(Wish { product: Some(named), ..wish })
            }
            Command::Buy(said) => self.wish(Wish {
                product: said.product.or(wish.product),
                quantity: said.quantity.or(wish.quantity),
                again: said.again,
            }),
            Command::Quantity(quantity) => self.wish(Wish { quantity: Some(quantity), ..wish }),
            // "The first one" after "how many" is still one.
            Command::Choose { which: Some(Which::Ordinal(ordinal)), .. } if missing == Missing::Quantity => {
                self.wish(Wish { quantity: Some(ordinal), ..wish })
            }
            Command::No => self.say([Message::AllRight, Message::NothingOrdered, Message::AnythingElse], State::Open),
            other => self.anything(other),
        }
    }

    /// Something was said after candidates were offered.
    pub(super) fn choosing(&mut self, mut choosing: Choosing, command: Command) -> Vec<Action> {
        match command {
            Command::Choose { product: Some(named), .. } | Command::Product(named) => self.chosen(choosing, named),
            Command::Buy(Wish { product: Some(named), quantity, .. }) => {
                choosing.quantity = quantity.or(choosing.quantity);
                self.chosen(choosing, named)
            }
            Command::Choose { which: Some(which), .. } => match one_of(&choosing.offered, which) {
                Some(product) => self.take(product, choosing.quantity),
                None => self.again([Message::NotUnderstood]),
            },
            Command::Yes if choosing.offered.len() == 1 => match choosing.offered.pop() {
                Some(product) => self.take(product, choosing.quantity),
                None => self.again([]),
            },
            Command::Quantity(quantity) => {
                if let Some(wrong) = self.wrong_quantity(quantity) {
                    return self.again([wrong]);
                }
                choosing.quantity = Some(quantity);
                self.state = State::Choosing(choosing);
                self.again([Message::AllRight])
            }
            Command::No if choosing.rest.is_empty() => {
                let wish = Wish { quantity: choosing.quantity, ..Wish::default() };
                self.say([Message::AllRight, Message::AskOther], State::Asking(wish, Missing::Product))
            }
            Command::No => {
                // Whoever wanted none of the likeliest is asked, also when only one is left.
                let mut offered = choosing.rest;
                let rest = offered.split_off(offered.len().min(OFFERED));
                self.offer(Choosing { offered, rest, quantity: choosing.quantity })
            }
            other => self.anything(other),
        }
    }

    /// A name was said: one of the candidates, several of them, or something else altogether.
    fn chosen(&mut self, choosing: Choosing, named: Named) -> Vec<Action> {
        let meant = |product: &&Product| named.candidates.iter().any(|candidate| candidate.sku == product.sku);
        let candidates: Vec<Product> = choosing.offered.iter().chain(&choosing.rest).filter(meant).cloned().collect();
        let product = if candidates.is_empty() { named } else { Named { candidates, ..named } };
        self.wish(Wish { product: Some(product), quantity: choosing.quantity, again: false })
    }

    /// Something was said after fewer were offered than were wanted.
    pub(super) fn offering(&mut self, purchase: Purchase, command: Command) -> Vec<Action> {
        match command {
            Command::Yes => self.ask_for_quote(purchase),
            Command::No => self.say([Message::AllRight, Message::NothingOrdered, Message::AnythingElse], State::Open),
            Command::Quantity(quantity) => {
                let product = Some(Named::exactly(purchase.product));
                self.wish(Wish { product, quantity: Some(quantity), again: false })
            }
            other => self.anything(other),
        }
    }

    /// The shop told what was bought before.
    pub(super) fn past_orders(&mut self, wish: Wish, answer: Result<Vec<Order>, ShopError>) -> Vec<Action> {
        let Some(named) = wish.product.clone() else { return self.wish(wish) };
        let orders = match answer {
            Ok(orders) => orders,
            Err(error) => return self.shop_failed(&error),
        };
        let bought = orders
            .iter()
            .filter(|order| order.status() != OrderStatus::Cancelled)
            .flat_map(|order| &order.lines)
            .find_map(|line| Some((line, named.candidates.iter().find(|product| product.sku == line.sku)?)));
        let Some((line, product)) = bought else {
            self.before_next_reply(&Message::NeverBought { product: named.spoken.clone() });
            return self.pick(named, wish.quantity);
        };
        let as_many = line.quantity.clamp(1, self.settings.maximum_quantity.max(1));
        let quantity = wish.quantity.and_then(|quantity| u32::try_from(quantity).ok()).unwrap_or(as_many);
        self.ask_for_quote(Purchase { product: product.clone(), quantity, known: true })
    }

    /// The shop told what a purchase costs, or why it cannot be had.
    pub(super) fn quoted(&mut self, purchase: Purchase, answer: Result<Quote, ShopError>) -> Vec<Action> {
        match answer {
            // The answer to a question that was abandoned; the one to this question is still to come.
            Ok(quote) if quote.cart() != purchase.cart() => Vec::new(),
            Ok(quote) => self.ask_for_confirmation(purchase, quote),
            Err(ShopError::OutOfStock { available, .. }) => self.out_of_stock(purchase, available),
            Err(ShopError::UnknownProduct(_)) => {
                let not_sold = Message::NotSold { product: purchase.product.title() };
                self.say([not_sold, Message::AskOther], State::Asking(Wish::default(), Missing::Product))
            }
            Err(error) => self.shop_failed(&error),
        }
    }

    /// Offers what is left.
    pub(super) fn out_of_stock(&mut self, purchase: Purchase, available: u32) -> Vec<Action> {
        let product = purchase.product.title();
        let available = available.min(self.settings.maximum_quantity);
        // A shop that has as many as were wanted, and yet refuses, would be asked in a circle.
        if available == 0 || available >= purchase.quantity {
            let next = State::Asking(Wish::default(), Missing::Product);
            return self.say([Message::SoldOut { product }, Message::AskOther], next);
        }
        let next = State::Offering(Purchase { quantity: available, ..purchase });
        self.say([Message::OnlyLeft { product, available }, Message::AskTakeRest { available }], next)
    }

    /// Nothing came of what was asked of the shop.
    pub(super) fn shop_failed(&mut self, error: &ShopError) -> Vec<Action> {
        let what = if error.outcome_unknown() { Message::ShopUnreachable } else { Message::ShopRefused };
        let end = self.closing();
        self.say([what, end], State::Idle)
    }
}

/// The product that is meant among those that were offered.
fn one_of(offered: &[Product], which: Which) -> Option<Product> {
    let by_price = |product: &&Product| product.price.minor;
    match which {
        Which::Ordinal(-1) => offered.last(),
        Which::Ordinal(ordinal) => offered.get(usize::try_from(ordinal).ok()?.checked_sub(1)?),
        Which::Cheapest => offered.iter().min_by_key(by_price),
        Which::Dearest => offered.iter().max_by_key(by_price),
        Which::That => offered.first().filter(|_| offered.len() == 1),
    }
    .cloned()
}
