//! Goods, quotes and days in words.

use jiff::Timestamp;
use jiff::civil::Date;

use super::message::Message;
use super::state::Goods;
use super::{Dialogue, Priced};
use crate::commerce::cart::{LineItem, Quote};
use crate::commerce::catalogue::Product;
use crate::commerce::money::Money;
use crate::commerce::order::Order;

impl Dialogue {
    /// A part of a sentence; parts have no variants.
    fn words(&self, message: &Message) -> String {
        self.replies.text(message, 0)
    }

    /// `two coffee beans, 500 g and one oat milk, 1 l`; at most three by name.
    pub(super) fn items(&self, lines: &[LineItem]) -> String {
        const BY_NAME: usize = 3;
        let others = u32::try_from(lines.len().saturating_sub(BY_NAME)).unwrap_or(u32::MAX);
        self.listed(lines.iter().take(BY_NAME).map(|line| (line.title.clone(), line.quantity)), others)
    }

    /// All of them by name: what is paid for must be heard.
    pub(super) fn all_items(&self, lines: &[LineItem]) -> String {
        self.listed(lines.iter().map(|line| (line.title.clone(), line.quantity)), 0)
    }

    pub(super) fn goods_in_words(&self, goods: &[Goods]) -> String {
        self.listed(goods.iter().map(|goods| (goods.product.title(), goods.quantity)), 0)
    }

    /// Titles have commas of their own, so semicolons part them.
    fn listed(&self, goods: impl Iterator<Item = (String, u32)>, others: u32) -> String {
        let mut words: Vec<String> =
            goods.map(|(product, quantity)| self.words(&Message::Item { product, quantity })).collect();
        if others > 0 {
            words.push(self.words(&Message::Others { count: others }));
        }
        match words.pop() {
            Some(last) if words.is_empty() => last,
            Some(last) => self.words(&Message::And { first: words.join("; "), last }),
            None => String::new(),
        }
    }

    /// What is read back before the yes: short when all of it was bought before. `None` when the quote cannot be: its
    /// amounts do not add up.
    pub(super) fn read_back(&self, priced: &Priced) -> Option<Message> {
        let quote = &priced.quote;
        let goods = goods(quote)?;
        if goods.plus(quote.shipping)? != quote.total {
            return None;
        }
        let items = self.all_items(&quote.lines);
        let (shipping, total) = (self.replies.amount(quote.shipping), self.replies.amount(quote.total));
        let free = if quote.shipping.minor == 0 { "yes" } else { "no" }.to_owned();
        Some(if priced.is_known() {
            Message::ReadBackKnown { items, shipping, free, total }
        } else {
            Message::ReadBack { items, goods: self.replies.amount(goods), shipping, free, total }
        })
    }

    /// Says with the next reply what costs another amount than the last time.
    pub(super) fn tell_price_changes(&mut self, priced: &Priced) {
        for (product, before, now) in priced.changes() {
            let direction = if now.minor > before.minor { "up" } else { "down" }.to_owned();
            self.before_next_reply(&Message::PriceSinceLastTime {
                product: product.to_owned(),
                before: self.replies.amount(before),
                now: self.replies.amount(now),
                direction,
            });
        }
    }

    pub(super) fn local_date(&self, at: Timestamp) -> Date {
        at.to_zoned(self.settings.time_zone.clone()).date()
    }

    pub(super) fn today(&self) -> Date {
        self.local_date(self.now)
    }

    /// `today`, `on Tuesday`, `on March 3`, in the shopper's time zone.
    pub(super) fn day(&self, at: Timestamp) -> String {
        let date = self.local_date(at);
        let ago = (self.today() - date).get_days().max(0);
        self.words(&Message::Day {
            ago: ago.into(),
            weekday: date.weekday().to_monday_one_offset().into(),
            day: date.day().into(),
            month: date.month().into(),
        })
    }

    pub(super) fn order_status(&self, order: &Order) -> Message {
        let since = order.history.last().map_or(self.now, |change| change.at);
        Message::OrderStatus {
            order: order.id.to_string(),
            items: self.items(&order.lines),
            status: order.status().to_string(),
            day: self.day(since),
        }
    }
}

/// Up to three products by their titles, for [`Message::Offer`].
pub(super) fn titles(products: &[Product]) -> (u32, [String; 3]) {
    let title = |index: usize| products.get(index).map(Product::title).unwrap_or_default();
    (u32::try_from(products.len()).unwrap_or(u32::MAX), [title(0), title(1), title(2)])
}

fn goods(quote: &Quote) -> Option<Money> {
    let mut totals = quote.lines.iter().map(|line| line.total);
    let first = totals.next()?;
    totals.try_fold(first, Money::plus)
}
