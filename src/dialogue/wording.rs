//! Goods, quotes and days in words.

use jiff::Timestamp;
use jiff::civil::Date;

use super::message::Message;
use super::state::Goods;
use super::{Dialogue, Priced};
use crate::commerce::carrier;
use crate::commerce::cart::{LineItem, Quote, Terms};
use crate::commerce::catalogue::Product;
use crate::commerce::catalogue::size::Unit;
use crate::commerce::money::Money;
use crate::commerce::order::Order;

impl Dialogue {
    /// A part of a sentence; parts have no variants.
    pub(super) fn words(&self, message: &Message) -> String {
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
    pub(super) fn listed(&self, goods: impl Iterator<Item = (String, u32)>, others: u32) -> String {
        let mut words: Vec<String> =
            goods.map(|(product, quantity)| self.words(&Message::Item { product, quantity })).collect();
        if others > 0 {
            words.push(self.words(&Message::Others { count: others }));
        }
        self.joined(words)
    }

    /// `coffee beans, 500 g; salt, 1 kg and oat milk, 1 l`.
    pub(super) fn joined(&self, mut words: Vec<String>) -> String {
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
        let (shipping, total) = (self.money(quote.shipping), self.money(quote.total));
        let free = if quote.shipping.minor == 0 { "yes" } else { "no" }.to_owned();
        if priced.is_known() {
            return Some(Message::ReadBackKnown { items, shipping, free, total });
        }
        let Terms { seller, deliver_to, pay_with, withdrawal_days } = quote.terms.clone();
        let told = |is_told: bool, part: Message| if is_told { self.words(&part) } else { String::new() };
        Some(Message::ReadBack {
            items,
            goods: self.money(goods),
            shipping,
            free,
            total,
            tax: told(quote.tax.is_some(), Message::TaxIncluded),
            from: told(!seller.is_empty(), Message::FromSeller { seller }),
            to: told(!deliver_to.is_empty(), Message::DeliveredTo { place: deliver_to }),
            with: told(!pay_with.is_empty(), Message::PaidWith { means: pay_with }),
            withdrawal: told(withdrawal_days > 0, Message::Withdrawable { days: withdrawal_days.into() }),
        })
    }

    /// An amount as it is written and looked for in what is read back.
    pub(super) fn money(&self, amount: Money) -> String {
        self.replies.amount(amount)
    }

    /// So many thousandths of a unit: `1.2 kg`, `12 pieces`.
    pub(super) fn much(&self, thousandths: u64, unit: Unit) -> String {
        let (number, unit) = self.replies.measured(thousandths, unit);
        self.words(&Message::Much { number, unit: unit.to_owned() })
    }

    /// Says with the next reply what costs another amount than the last time.
    pub(super) fn tell_price_changes(&mut self, priced: &Priced) {
        for (product, before, now) in priced.changes() {
            let direction = if now.minor > before.minor { "up" } else { "down" }.to_owned();
            self.before_next_reply(&Message::PriceSinceLastTime {
                product: product.to_owned(),
                before: self.money(before),
                now: self.money(now),
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

    /// `today`, `tomorrow`, `on Friday`, `on March 3`, of a day that is to come.
    pub(super) fn day_ahead(&self, date: Date) -> String {
        let ahead = (date - self.today()).get_days().max(0);
        self.words(&Message::DayAhead {
            ahead: ahead.into(),
            weekday: date.weekday().to_monday_one_offset().into(),
            day: date.day().into(),
            month: date.month().into(),
        })
    }

    pub(super) fn order_status(&self, order: &Order) -> Vec<Message> {
        let since = order.history.last().map_or(self.now, |change| change.at);
        let status = Message::OrderStatus {
            order: order.id.to_string(),
            items: self.items(&order.lines),
            status: order.status().to_string(),
            day: self.day(since),
        };
        [status].into_iter().chain(self.parcel(order)).collect()
    }

    /// Who carries an order that is under way, and when it comes.
    pub(super) fn parcel(&self, order: &Order) -> Option<Message> {
        let shipment = order.shipment.as_ref().filter(|_| order.is_open())?;
        let carrier = carrier::name(&shipment.carrier).to_owned();
        match shipment.expected {
            Some(expected) if expected >= self.today() => {
                Some(Message::Expected { order: order.id.to_string(), carrier, day: self.day_ahead(expected) })
            }
            _ => Some(Message::CarriedBy { carrier }),
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
