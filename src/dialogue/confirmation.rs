//! The yes that orders.

use super::command::{Command, Goal, Named, Which, Wish};
use super::message::Message;
use super::news::News;
use super::state::{Confirming, Errand, Goods, Purchase, Source, State};
use super::{Action, Dialogue, Interrupted, OrderNews, Priced, ShopRequest};
use crate::commerce::ShopError;
use crate::commerce::cart::{Cart, Quote};
use crate::commerce::catalogue::Product;
use crate::commerce::order::Order;
use crate::permission::Verdict;

impl Dialogue {
    /// Reads a quote back.
    pub(super) fn ask_for_confirmation(&mut self, mut purchase: Purchase, mut priced: Priced) -> Vec<Action> {
        if let Verdict::Refused(refusal) = self.judge(&purchase, &priced) {
            return self.refuse(&purchase, &refusal);
        }
        // It keeps the name that it has, wherever and however often it is read back.
        priced.purchase = purchase.id.get_or_insert(priced.purchase).clone();
        match purchase.source {
            Source::Cart => self.purchase.clone_from(&purchase.id),
            Source::Sentence | Source::Subscription => {
                let Cart { lines: goods } = purchase.cart();
                self.interrupted = Some(Interrupted { purchase: priced.purchase.clone(), goods, at: self.now });
            }
        }
        let Some(read_back) = self.read_back(&priced) else {
            return self.shop_failed(&ShopError::Arithmetic("lines and shipping are not the total".to_owned()));
        };
        self.say(
            [read_back],
            State::Confirming(Confirming { purchase, priced, total_in_reply: None, origin: self.origin.clone() }),
        )
    }

    /// Something was said after a quote was read back.
    pub(super) fn confirming(&mut self, confirming: Confirming, command: Command) -> Vec<Action> {
        let goods = confirming.purchase.goods.clone();
        let meant = confirming.purchase.meant(self.topic.as_ref()).cloned();
        let among = |named: &Named| goods.iter().find(|goods| named.includes(&goods.product)).cloned();
        match command {
            Command::Yes => self.yes(confirming),
            // In front of a total it means the same.
            Command::Checkout => self.again([]),
            Command::No => self.no(&confirming),
            Command::Cancel(about) if about.is_any() => self.no(&confirming),
            Command::Cancel(about) if about.product.as_ref().and_then(among).is_some() => {
                self.taken_out(confirming, about.product.as_ref().and_then(among))
            }
            Command::RemoveFromCart(named) => {
                let goods = named.as_ref().map_or(meant, among);
                self.taken_out(confirming, goods)
            }
            Command::Quantity(quantity) => match meant {
                Some(goods) => self.another_number(confirming, &goods, quantity),
                None => self.again([Message::NotUnderstood]),
            },
            Command::Measure(measure) | Command::Choose { which: Some(Which::Measured(measure)), product: None } => {
                match meant {
                    Some(goods) => self.another_measure(confirming.purchase, &goods.product, measure),
                    None => self.again([Message::NotUnderstood]),
                }
            }
            Command::Buy(Wish { product: Some(named), measure: Some(measure), goal, .. })
                if among(&named).is_some() =>
            {
                match (among(&named), goal) {
                    (Some(goods), Goal::Cart) => self.more_of_it(confirming, &goods, measure),
                    (Some(goods), _) => self.another_measure(confirming.purchase, &goods.product, measure),
                    (None, _) => self.again([]),
                }
            }
            Command::Buy(Wish { product: Some(named), quantity, goal, .. }) if among(&named).is_some() => {
                match (among(&named), quantity, goal) {
                    // "And another oat milk" into the cart is one more of it.
                    (Some(goods), more, Goal::Cart) => {
                        let quantity = i64::from(goods.quantity).saturating_add(more.unwrap_or(1));
                        self.another_number(confirming, &goods, quantity)
                    }
                    // "Make it two coffees" is the same order with another number.
                    (Some(goods), Some(quantity), _) => self.another_number(confirming, &goods, quantity),
                    _ => self.again([]),
                }
            }
            // One more thing: what is being confirmed waits for it in the cart.
            Command::Buy(wish @ Wish { goal: Goal::Cart, .. }) => {
                self.cart = goods;
                self.wish(Wish { goal: Goal::Order, ..wish })
            }
            Command::Product(named) if among(&named).is_some() => self.again([]),
            // "No, oat milk": as many of something else.
            Command::Product(named) => self.something_else(confirming, named, meant.as_ref()),
            Command::Refine(refinement) => match meant {
                Some(goods) => self.refine_purchase(confirming, &goods, &refinement),
                None => self.again([Message::NotUnderstood]),
            },
            other => self.anything(other),
        }
    }

    fn another_number(&mut self, confirming: Confirming, goods: &Goods, quantity: i64) -> Vec<Action> {
        if let Some(wrong) = self.wrong_quantity(quantity) {
            return self.again([wrong]);
        }
        self.with_number(confirming.purchase, &goods.product, quantity)
    }

    /// The same purchase with another number of one of the goods.
    pub(super) fn with_number(&mut self, mut purchase: Purchase, product: &Product, quantity: i64) -> Vec<Action> {
        let quantity = u32::try_from(quantity).unwrap_or(1);
        if let Some(at) = purchase.position(&product.sku) {
            purchase.goods[at].quantity = quantity;
        }
        self.topic = Some(product.clone());
        self.change_in_cart(product, quantity);
        self.ask_for_quote(purchase)
    }

    fn taken_out(&mut self, mut confirming: Confirming, goods: Option<Goods>) -> Vec<Action> {
        let Some(goods) = goods else { return self.again([Message::NotUnderstood]) };
        if confirming.purchase.goods.len() == 1 {
            self.cart.clear();
            return self.no(&confirming);
        }
        confirming.purchase.goods.retain(|other| other.product.sku != goods.product.sku);
        self.cart.retain(|other| other.product.sku != goods.product.sku);
        self.before_next_reply(&Message::OutOfCart { product: goods.product.title() });
        self.ask_for_quote(confirming.purchase)
    }

    fn something_else(&mut self, confirming: Confirming, named: Named, meant: Option<&Goods>) -> Vec<Action> {
        let quantity = meant.map(|goods| i64::from(goods.quantity));
        self.abandon();
        if let (false, Some(goods)) = (confirming.purchase.only().is_some(), meant) {
            // The others stay.
            self.cart = confirming.purchase.goods;
            self.cart.retain(|other| other.product.sku != goods.product.sku);
        } else {
            self.cart.clear();
        }
        self.wish(Wish { product: Some(named), quantity, ..Wish::default() })
    }

    /// The yes must answer the reply that named the total of this very quote, that reply must have been heard to its end,
    /// and not too long ago. Where the rules ask for more, that is asked for then.
    fn yes(&mut self, confirming: Confirming) -> Vec<Action> {
        let answers_the_total = confirming.total_in_reply == Some(self.number);
        let heard_in_time = self.heard.is_some_and(|window| window.contains(self.now));
        if !(answers_the_total && heard_in_time) {
            return self.ask_for_confirmation(confirming.purchase, confirming.priced);
        }
        if self.placing.is_some() {
            let not_ordered = self.not_ordered(&confirming.purchase);
            return self.say([Message::StillOrdering, not_ordered], State::Idle);
        }
        match self.judge(&confirming.purchase, &confirming.priced) {
            Verdict::Refused(refusal) => self.refuse(&confirming.purchase, &refusal),
            Verdict::Needs(proof) => match self.ask_for_proof(&confirming, proof) {
                Some(asked) => asked,
                None => self.place(confirming),
            },
            Verdict::Allowed => self.place(confirming),
        }
    }

    /// The only place from which an order is placed: the yes was given, and everything else that is needed.
    pub(super) fn place(&mut self, confirming: Confirming) -> Vec<Action> {
        self.interrupted = None;
        self.placing = Some(confirming.clone());
        let Priced { quote, purchase, .. } = confirming.priced;
        self.ask(ShopRequest::Place { quote, purchase }, Errand::Place)
    }

    pub(super) fn no(&mut self, confirming: &Confirming) -> Vec<Action> {
        self.interrupted = None;
        if confirming.purchase.source == Source::Subscription {
            return self.skip_due(&confirming.purchase);
        }
        let not_ordered = self.not_ordered(&confirming.purchase);
        self.say([Message::AllRight, not_ordered, Message::AnythingElse], State::Open)
    }

    /// What is true of a purchase that was not confirmed.
    pub(super) fn not_ordered(&self, purchase: &Purchase) -> Message {
        match (purchase.source, purchase.only()) {
            (Source::Cart, _) if !self.cart.is_empty() => Message::NotOrderedInCart,
            (_, Some(goods)) => Message::NotOrdered { product: goods.product.title() },
            _ => Message::NothingOrdered,
        }
    }

    /// The shop told what became of an order. However late: the shopper is told.
    pub(super) fn placed(&mut self, answer: Result<Order, ShopError>) -> Vec<Action> {
        let placing = self.placing.take();
        if self.state == State::Waiting(Errand::Place) {
            self.state = State::Open;
        }
        match (answer, placing) {
            (Ok(order), placing) => {
                if let Some(Confirming { purchase: ordered @ Purchase { source: Source::Cart, .. }, .. }) = &placing {
                    self.cart.retain(|kept| ordered.position(&kept.product.sku).is_none());
                    self.purchase = None;
                }
                self.cross_off(order.lines.iter().map(|line| &line.sku));
                self.pass_due(order.lines.iter().map(|line| &line.sku));
                let quote = placing.map_or_else(
                    || Quote {
                        terms: order.terms,
                        tax: order.tax,
                        ..Quote::new(order.lines, order.shipping, order.total)
                    },
                    |confirming| confirming.priced.quote,
                );
                let news = OrderNews::Placed { quote, id: order.id.clone() };
                let too = self.by_the_way();
                let (offered, too) = too.map_or((None, None), |(offered, too)| (Some(offered), Some(too)));
                let ordered = Message::Ordered { order: order.id.to_string() };
                let actions = self.tell(news, [ordered].into_iter().chain(too));
                self.offered = offered;
                actions
            }
            (Err(error), Some(confirming)) => self.not_placed(confirming, error),
            (Err(_), None) => Vec::new(),
        }
    }

    fn not_placed(&mut self, confirming: Confirming, error: ShopError) -> Vec<Action> {
        if error.outcome_unknown() {
            self.leave_queue();
            return self.say_when_free(Message::OutcomeUnknown);
        }
        let Confirming { purchase, priced, .. } = confirming;
        let news = OrderNews::NotPlaced { quote: priced.quote.clone() };
        if self.state != State::Open {
            return self.tell(news, [Message::ShopRefused, Message::NothingOrdered]);
        }
        let actions = match error {
            ShopError::QuoteChanged(quote) if quote.cart() == priced.quote.cart() => {
                // Terms change too, and then the price did not.
                if quote.total != priced.quote.total {
                    self.before_next_reply(&Message::PriceChanged { before: self.money(priced.quote.total) });
                }
                self.ask_for_confirmation(purchase, Priced { quote: *quote, ..priced })
            }
            ShopError::OutOfStock { sku, available, .. } => {
                self.before_next_reply(&Message::NothingOrdered);
                self.out_of_stock(purchase, &sku, available)
            }
            _ => self.say([Message::ShopRefused, Message::NothingOrdered], State::Idle),
        };
        self.telling.push(News::Outcome(news));
        actions
    }
}
