//! Goods, quotes and days in words.

use jiff::Timestamp;

use super::Dialogue;
use super::message::Message;
use super::state::Purchase;
use crate::commerce::cart::{LineItem, Quote};
use crate::commerce::catalogue::Product;
use crate::commerce::money::Money;
use crate::commerce::order::Order;

impl Dialogue {
    /// A part of a sentence; parts have no variants.
    fn words(&self, message: &Message) -> String {
        self.replies.text(message, 0)
    }

    /// `two coffee beans, 500 g and one oat milk, 1 l`; at most three by name. Titles have commas of their own.
    pub(super) fn items(&self, lines: &[LineItem]) -> String {
        const BY_NAME: usize = 3;
        let mut words: Vec<String> = lines
            .iter()
            .take(BY_NAME)
            .map(|line| self.words(&Message::Item { product: line.title.clone(), quantity: line.quantity }))
            .collect();
        if let Some(count @ 1..) = lines.len().checked_sub(BY_NAME).and_then(|count| u32::try_from(count).ok()) {
            words.push(self.words(&Message::Others { count }));
        }
        match words.pop() {
            Some(last) if words.is_empty() => last,
            Some(last) => self.words(&Message::And { first: words.join("; "), last }),
            None => String::new(),
        }
    }

    /// What is read back before the yes. `None` when the quote cannot be: its amounts do not add up.
    pub(super) fn read_back(&self, purchase: &Purchase, quote: &Quote) -> Option<Message> {
        let goods = goods(quote)?;
        if goods.plus(quote.shipping)? != quote.total {
            return None;
        }
        let items = self.items(&quote.lines);
        let (shipping, total) = (self.replies.amount(quote.shipping), self.replies.amount(quote.total));
        let free = if quote.shipping.minor == 0 { "yes" } else { "no" }.to_owned();
        Some(if purchase.known {
            Message::ReadBackKnown { items, shipping, free, total }
        } else {
            Message::ReadBack { items, goods: self.replies.amount(goods), shipping, free, total }
        })
    }

    /// `today`, `on Tuesday`, `on March 3`, in the shopper's time zone.
    pub(super) fn day(&self, at: Timestamp) -> String {
        let date = at.to_zoned(self.settings.time_zone.clone()).date();
        let today = self.now.to_zoned(self.settings.time_zone.clone()).date();
        let ago = (today - date).get_days().max(0);
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
