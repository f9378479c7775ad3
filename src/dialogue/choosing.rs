//! From a wish to one product and a number of it.

use super::command::{Command, Goal, Named, Sort, Which, Wish};
use super::measuring::is_pack_of;
use super::message::Message;
use super::question::Question;
use super::state::{Choosing, Errand, Goods, Missing, Purchase, Source, State};
use super::wording::titles;
use super::{Action, Dialogue, Priced, ShopRequest};
use crate::commerce::ShopError;
use crate::commerce::catalogue::size::Size;
use crate::commerce::catalogue::{Product, Sku};
use crate::commerce::order::{Order, OrderStatus};
use crate::understanding::PriceRange;

/// The most candidates that are named at once: nobody remembers more by ear.
const OFFERED: usize = 3;

impl Dialogue {
    /// Asks for what a wish lacks, or carries it on.
    pub(super) fn wish(&mut self, mut wish: Wish) -> Vec<Action> {
        let Some(named) = wish.product.clone() else {
            // "The same as last month" names no product, but an order.
            if wish.again && wish.when.is_some() {
                return self.ask(ShopRequest::Orders, Errand::PastOrders(wish));
            }
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
        if wish.again { self.ask(ShopRequest::Orders, Errand::PastOrders(wish)) } else { self.pick(named, wish) }
    }

    pub(super) fn question_for(&self, wish: &Wish, missing: Missing) -> Message {
        match missing {
            Missing::Quantity => Message::AskQuantity,
            Missing::Product if wish.again => Message::AskProductAgain,
            Missing::Product => match (wish.quantity, wish.measure) {
                (Some(quantity @ 2..), _) if self.wrong_quantity(quantity).is_none() => {
                    Message::AskProductOf { quantity }
                }
                (_, Some(measure)) => Message::AskProductMeasured { much: self.much(measure.whole(), measure.unit) },
                _ => Message::AskProduct,
            },
        }
    }

    pub(super) fn wrong_quantity(&self, quantity: i64) -> Option<Message> {
        let maximum = self.settings.maximum_quantity;
        match quantity {
            ..=0 => Some(Message::TooFew),
            _ if quantity > i64::from(maximum) => Some(Message::TooMany { maximum }),
            _ => None,
        }
    }

    /// Takes the only candidate, or offers the likeliest.
    fn pick(&mut self, named: Named, wish: Wish) -> Vec<Action> {
        match <[Product; 1]>::try_from(named.candidates) {
            Ok([product]) => self.take(product, &wish),
            Err(candidates) => match wish.measure {
                Some(measure) => self.pick_by_measure(candidates, measure, wish),
                None => self.offer_of(candidates, wish),
            },
        }
    }

    /// Asks whether this product is meant, also when it is the only one.
    pub(super) fn ask_whether(&mut self, named: Named, mut wish: Wish) -> Vec<Action> {
        wish.quantity = wish.quantity.filter(|quantity| self.wrong_quantity(*quantity).is_none());
        self.offer_of(named.candidates, wish)
    }

    /// Names the likeliest candidates.
    pub(super) fn offer_of(&mut self, candidates: Vec<Product>, wish: Wish) -> Vec<Action> {
        self.offer_first(candidates, OFFERED, wish)
    }

    /// Names the likeliest of so many first ones; the others come after a no.
    pub(super) fn offer_first(&mut self, mut offered: Vec<Product>, first: usize, wish: Wish) -> Vec<Action> {
        let rest = offered.split_off(offered.len().min(OFFERED).min(first));
        let (count, [first, second, third]) = titles(&offered);
        let choosing = Choosing { offered, rest, wish: Wish { product: None, again: false, ..wish } };
        self.say([Message::Offer { count, first, second, third }], State::Choosing(choosing))
    }

    /// It is known which product is meant: what the wish is for becomes of it.
    pub(super) fn take(&mut self, product: Product, wish: &Wish) -> Vec<Action> {
        self.topic = Some(product.clone());
        if let Some(measure) = wish.measure {
            return self.take_measured(product, measure, wish.goal);
        }
        let quantity = wish.quantity.and_then(|quantity| u32::try_from(quantity).ok()).unwrap_or(1);
        match wish.goal {
            Goal::Cart => self.put_into_cart(product, quantity),
            Goal::Subscribe { every, from } => self.ask_subscription(product, quantity, every, from),
            Goal::Change(change) => self.apply_to(&product.sku, change),
            Goal::Order if self.cart.is_empty() => self.ask_for_quote(Purchase::of(product, quantity)),
            // What was gathered before is ordered along with it.
            Goal::Order => {
                let mut purchase = self.cart_as_purchase();
                purchase.put(product, quantity);
                let most = purchase.goods.iter().map(|goods| goods.quantity).max().unwrap_or(0);
                if let Some(wrong) = self.wrong_quantity(most.into()) {
                    return self.aside([wrong]);
                }
                self.cart.clone_from(&purchase.goods);
                self.ask_for_quote(purchase)
            }
        }
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
            Command::Buy(said) if said.quantity.is_none() && said.measure.is_none() => self.wish(Wish {
                product: said.product.or(wish.product),
                quantity: wish.quantity,
                measure: wish.measure,
                goal: if said.goal == Goal::Order { wish.goal } else { said.goal },
                ..said
            }),
            Command::Buy(said) => self.wish(Wish {
                product: said.product.or(wish.product),
                goal: if said.goal == Goal::Order { wish.goal } else { said.goal },
                ..said
            }),
            Command::Quantity(quantity) => self.wish(Wish { quantity: Some(quantity), measure: None, ..wish }),
            Command::Measure(measure) => self.wish(Wish { quantity: None, measure: Some(measure), ..wish }),
            // "The first one" after "how many" is still one.
            Command::Choose { which: Some(Which::Ordinal(ordinal)), .. } if missing == Missing::Quantity => {
                self.wish(Wish { quantity: Some(ordinal), measure: None, ..wish })
            }
            Command::Choose { which: Some(Which::Measured(measure)), .. } => {
                self.wish(Wish { quantity: None, measure: Some(measure), ..wish })
            }
            Command::No => {
                let nothing = self.nothing_came_of(wish.goal);
                self.say([Message::AllRight, nothing, Message::AnythingElse], State::Open)
            }
            other => self.anything(other),
        }
    }

    /// Something was said after candidates were offered.
    pub(super) fn choosing(&mut self, mut choosing: Choosing, command: Command) -> Vec<Action> {
        match command {
            Command::Choose { product: Some(mut named), which } => {
                if let Some(Which::Measured(measure)) = which
                    && named.candidates.iter().any(|product| is_pack_of(product, measure))
                {
                    named.candidates.retain(|product| is_pack_of(product, measure));
                }
                self.chosen(choosing, named)
            }
            Command::Product(named) => self.chosen(choosing, named),
            Command::Buy(Wish { product: Some(named), quantity, measure, .. }) => {
                if quantity.is_some() || measure.is_some() {
                    (choosing.wish.quantity, choosing.wish.measure) = (quantity, measure);
                }
                self.chosen(choosing, named)
            }
            Command::Choose { which: Some(Which::Measured(measure)), .. } | Command::Measure(measure) => {
                self.choose_by_measure(choosing, measure)
            }
            Command::Choose { which: Some(which), .. } => match one_of(&choosing.offered, which) {
                Some(product) => self.take(product, &choosing.wish),
                None => self.again([Message::NotUnderstood]),
            },
            Command::Yes if choosing.offered.len() == 1 => match choosing.offered.pop() {
                Some(product) => self.take(product, &choosing.wish),
                None => self.again([]),
            },
            Command::Quantity(quantity) => {
                if let Some(wrong) = self.wrong_quantity(quantity) {
                    return self.again([wrong]);
                }
                choosing.wish.quantity = Some(quantity);
                choosing.wish.measure = None;
                self.state = State::Choosing(choosing);
                self.again([Message::AllRight])
            }
            Command::Refine(refinement) => self.refine_offer(choosing, &refinement),
            Command::No if choosing.rest.is_empty() => {
                self.say([Message::AllRight, Message::AskOther], State::Asking(choosing.wish, Missing::Product))
            }
            // Whoever wanted none of the likeliest is asked, also when only one is left.
            Command::No => self.offer_of(choosing.rest, choosing.wish),
            other => self.anything(other),
        }
    }

    /// A name was said: one of the candidates, several of them, or something else altogether.
    fn chosen(&mut self, choosing: Choosing, named: Named) -> Vec<Action> {
        let meant = |product: &&Product| named.includes(product);
        let candidates: Vec<Product> = choosing.offered.iter().chain(&choosing.rest).filter(meant).cloned().collect();
        let product = if candidates.is_empty() { named } else { Named { candidates, ..named } };
        self.wish(Wish { product: Some(product), ..choosing.wish })
    }

    /// The shop told what was bought before.
    pub(super) fn past_orders(&mut self, wish: Wish, answer: Result<Vec<Order>, ShopError>) -> Vec<Action> {
        let orders = match answer {
            Ok(orders) => orders,
            Err(error) => return self.shop_failed(&error),
        };
        let period = wish.when.map(|when| when.resolve(self.today()));
        let in_time = |order: &&Order| {
            let placed = self.local_date(order.placed_at());
            period.is_none_or(|(first, last)| (first..=last).contains(&placed))
        };
        let kept = |order: &&Order| order.status() != OrderStatus::Cancelled;
        let mut bought = orders.iter().filter(kept).filter(in_time);
        let Some(named) = wish.product.clone() else {
            let Some(order) = bought.next() else { return self.aside([Message::NoOrderThen]) };
            return self.all_of_it_again(order.clone());
        };
        let line = bought
            .flat_map(|order| &order.lines)
            .find_map(|line| Some((line, named.candidates.iter().find(|product| product.sku == line.sku)?)));
        let Some((line, product)) = line else {
            self.before_next_reply(&Message::NeverBought { product: named.spoken.clone() });
            return self.pick(named, wish);
        };
        if wish.measure.is_some() {
            return self.take(product.clone(), &wish);
        }
        let as_many = line.quantity.clamp(1, self.settings.maximum_quantity.max(1));
        let (product, quantity) = (product.clone(), wish.quantity.unwrap_or(as_many.into()));
        self.take(product, &Wish { quantity: Some(quantity), ..wish })
    }

    /// A whole order once more, without what is no longer sold.
    fn all_of_it_again(&mut self, order: Order) -> Vec<Action> {
        let most = self.settings.maximum_quantity.max(1);
        let mut goods = Vec::new();
        for line in order.lines {
            match self.products.iter().find(|product| product.sku == line.sku) {
                Some(product) => {
                    goods.push(Goods { product: product.clone(), quantity: line.quantity.clamp(1, most) });
                }
                None => self.before_next_reply(&Message::NotSold { product: line.title }),
            }
        }
        if goods.is_empty() {
            return self.say([Message::AskOther], State::Asking(Wish::default(), Missing::Product));
        }
        self.ask_for_quote(Purchase { id: None, goods, source: Source::Sentence })
    }

    /// The shop told what a purchase costs, or why it cannot be had.
    pub(super) fn quoted(&mut self, purchase: Purchase, answer: Result<Priced, ShopError>) -> Vec<Action> {
        match answer {
            // The answer to a question that was abandoned; the one to this question is still to come.
            Ok(priced) if priced.quote.cart() != purchase.cart() => Vec::new(),
            Ok(priced) => {
                self.tell_price_changes(&priced);
                self.ask_for_confirmation(purchase, priced)
            }
            Err(ShopError::OutOfStock { sku, available, .. }) => self.out_of_stock(purchase, &sku, available),
            Err(ShopError::UnknownProduct(sku)) => {
                let product = purchase.position(&sku).map(|at| purchase.goods[at].product.title()).unwrap_or_default();
                self.without(purchase, &sku, Message::NotSold { product })
            }
            Err(error) => self.shop_failed(&error),
        }
    }

    /// Offers what is left.
    pub(super) fn out_of_stock(&mut self, mut purchase: Purchase, sku: &Sku, available: u32) -> Vec<Action> {
        let Some(at) = purchase.position(sku) else {
            return self.shop_failed(&ShopError::UnknownProduct(sku.clone()));
        };
        let goods = &mut purchase.goods[at];
        let product = goods.product.title();
        let available = available.min(self.settings.maximum_quantity);
        // A shop that has as many as were wanted, and yet refuses, would be asked in a circle.
        if available == 0 || available >= goods.quantity {
            return self.without(purchase, &sku.clone(), Message::SoldOut { product });
        }
        goods.quantity = available;
        // The one that is asked about stands last.
        let changed = purchase.goods.remove(at);
        purchase.goods.push(changed);
        let next = State::Asked(Question::TakeRest(purchase));
        self.say([Message::OnlyLeft { product, available }, Message::AskTakeRest { available }], next)
    }

    /// One of the goods cannot be had.
    fn without(&mut self, mut purchase: Purchase, sku: &Sku, why: Message) -> Vec<Action> {
        purchase.goods.retain(|goods| goods.product.sku != *sku);
        self.cart.retain(|goods| goods.product.sku != *sku);
        if purchase.goods.is_empty() {
            return self.say([why, Message::AskOther], State::Asking(Wish::default(), Missing::Product));
        }
        self.say([why, Message::AskWithoutIt], State::Asked(Question::WithoutIt(purchase)))
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
    match which {
        Which::Ordinal(-1) => offered.last(),
        Which::Ordinal(ordinal) => offered.get(usize::try_from(ordinal).ok()?.checked_sub(1)?),
        Which::Sorted(sort) => first_by(offered, sort),
        Which::Priced(price) => {
            let mut fitting = offered.iter().filter(|product| fits(product, &price));
            fitting.next().filter(|_| fitting.next().is_none())
        }
        Which::Measured(measure) => offered.iter().find(|product| is_pack_of(product, measure)),
        Which::That => offered.first().filter(|_| offered.len() == 1),
    }
    .cloned()
}

/// The one that comes first in that order.
pub(super) fn first_by(products: &[Product], sort: Sort) -> Option<&Product> {
    match sort {
        Sort::Cheapest => products.iter().min_by_key(|product| product.price.minor),
        Sort::Dearest => products.iter().max_by_key(|product| product.price.minor),
        Sort::Smallest => products.iter().min_by_key(|product| amount(product)),
        Sort::Largest => products.iter().max_by_key(|product| amount(product)),
        Sort::Best => products.first(),
    }
}

/// Whether a price is in a range. A price that was named in whole units means everything up to the next one.
pub(super) fn fits(product: &Product, range: &PriceRange) -> bool {
    let price = product.price;
    let exact = range.from.is_some() && range.from == range.to;
    let slack = if exact { 10_i64.saturating_pow(price.currency.minor_digits()) - 1 } else { 0 };
    range.currency.is_none_or(|currency| currency == price.currency)
        && range.from.is_none_or(|from| price.minor >= from)
        && range.to.is_none_or(|to| price.minor <= to.saturating_add(slack))
}

/// How much is in a pack, to compare packs of the same kind; nothing where nobody says so.
pub(super) fn amount(product: &Product) -> u64 {
    Size::read(&product.size).map_or(0, |size| size.whole())
}
