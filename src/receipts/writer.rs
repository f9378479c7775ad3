//! What a receipt says, from what the shop says of an order. Pure: the same order gives the same receipt.
//!
//! It holds what a trader confirms on a durable medium (Directive 2011/83/EU, articles 8(7) and 11(3)): goods, prices,
//! tax and total, who sells, where it goes, how it was paid, the right of withdrawal and its end.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{Receipt, ReceiptError, What};
use crate::commerce::cart::{CartLine, LineItem};
use crate::commerce::money::Money;
use crate::commerce::order::Order;
use crate::commerce::returns::{ReturnKind, ReturnSlip};
use crate::commerce::tax::Tax;
use crate::dialogue::card_number::without_card_numbers;
use crate::words::{NoWords, Words};

/// Columns of a receipt.
const WIDTH: usize = 64;

/// Writes receipts in one language. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Writer {
    words: Words,
    zone: TimeZone,
}

impl Writer {
    /// A writer for shoppers who speak this language in this time zone.
    ///
    /// # Errors
    /// [`ReceiptError::Language`]
    pub fn new(language: &str, zone: TimeZone) -> Result<Self, ReceiptError> {
        let words = Words::built_in(language).map_err(|NoWords(language)| ReceiptError::Language(language))?;
        Ok(Self { words, zone })
    }

    /// An order was placed.
    #[must_use]
    pub fn order(&self, order: &Order) -> Receipt {
        let at = order.placed_at();
        let mut page = self.page(What::Order, order, "confirmed", at);
        page.terms(order);
        page.goods(order);
        page.withdrawal(order);
        if order.can_be_cancelled() {
            page.paragraph("cancel-how", &[("order", &order.id.0)]);
        }
        page.receipt(What::Order, order, None, at)
    }

    /// An order was cancelled.
    #[must_use]
    pub fn cancellation(&self, order: &Order, at: Timestamp) -> Receipt {
        let mut page = self.page(What::Cancellation, order, "cancelled", at);
        page.ordered(order);
        page.goods(order);
        page.paragraph("cancelled-note", &[]);
        page.receipt(What::Cancellation, order, None, at)
    }

    /// Goods are sent back, or the contract was withdrawn from. `lines` are the goods of the request; empty for all.
    #[must_use]
    pub fn sent_back(&self, slip: &ReturnSlip, kind: ReturnKind, lines: &[CartLine], at: Timestamp) -> Receipt {
        let order = &slip.order;
        let (what, since) = match kind {
            ReturnKind::Return => (What::Return, "return-announced"),
            ReturnKind::Withdrawal => (What::Withdrawal, "withdrawn"),
        };
        let mut page = self.page(what, order, since, at);
        page.ordered(order);
        page.fact("return-number", "number", &slip.number);
        page.gap();
        if lines.is_empty() {
            page.say("all-goods", &[]);
        }
        for line in lines {
            let title = order.lines.iter().find(|item| item.sku == line.sku).map_or(&line.sku.0, |item| &item.title);
            page.line(&format!("{} × {title}", line.quantity));
        }
        page.gap();
        page.sum("refund", slip.refund);
        page.tax(slip.tax.as_ref());
        if kind == ReturnKind::Withdrawal {
            page.paragraph("withdrawal-note", &[]);
        }
        let instructions = without_card_numbers(slip.instructions.trim());
        if !instructions.is_empty() {
            page.paragraph("what-to-do", &[("instructions", &instructions)]);
        }
        page.receipt(what, order, Some(slip.number.clone()), at)
    }

    /// The goods were delivered, and from now on it is known until when the contract can be withdrawn from. None while
    /// that is not so.
    #[must_use]
    pub fn window(&self, order: &Order) -> Option<Receipt> {
        let (at, until) = (order.delivered_at()?, order.returnable_until()?);
        if order.terms.withdrawal_days == 0 {
            return None;
        }
        let mut page = self.page(What::Window, order, "delivered", at);
        page.ordered(order);
        page.goods(order);
        page.paragraph("withdrawal-until", &[("moment", &self.words.moment(until, &self.zone))]);
        page.paragraph("withdrawal-how", &[("order", &order.id.0)]);
        Some(page.receipt(What::Window, order, None, at))
    }

    fn page(&self, what: What, order: &Order, since: &str, at: Timestamp) -> Page<'_> {
        let subject = self.words.say(&format!("subject-{}", what.as_str()), &[("order", &order.id.0)]);
        let mut page = Page { words: &self.words, zone: &self.zone, subject: one_line(&subject), lines: Vec::new() };
        page.line(&page.subject.clone());
        page.line(&"=".repeat(page.subject.chars().count().min(WIDTH)));
        page.gap();
        page.fact("order-number", "order", &order.id.0);
        page.fact(since, "moment", &self.words.moment(at, &self.zone));
        page
    }
}

/// A receipt that is being written.
struct Page<'a> {
    words: &'a Words,
    zone: &'a TimeZone,
    subject: String,
    lines: Vec<String>,
}

impl Page<'_> {
    fn line(&mut self, text: &str) {
        self.lines.push(one_line(text));
    }

    /// An empty line, unless there is one.
    fn gap(&mut self) {
        if self.lines.last().is_some_and(|last| !last.is_empty()) {
            self.lines.push(String::new());
        }
    }

    fn say(&mut self, key: &str, arguments: &[(&str, &str)]) {
        self.line(&self.words.say(key, arguments));
    }

    /// A line about something that the shop may not have said.
    fn fact(&mut self, key: &str, name: &str, value: &str) {
        if !value.trim().is_empty() {
            self.say(key, &[(name, value.trim())]);
        }
    }

    /// Sentences, broken into lines, after an empty line.
    fn paragraph(&mut self, key: &str, arguments: &[(&str, &str)]) {
        self.gap();
        let mut line = String::new();
        for word in one_line(&self.words.say(key, arguments)).split_whitespace() {
            if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > WIDTH {
                self.lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        self.lines.push(line);
    }

    /// Words at the left edge, an amount at the right one.
    fn columns(&mut self, left: &str, right: &str) {
        let used = left.chars().count() + right.chars().count();
        self.line(&format!("{left}{}{right}", " ".repeat(WIDTH.saturating_sub(used).max(2))));
    }

    fn sum(&mut self, key: &str, amount: Money) {
        self.columns(&self.words.say(key, &[]), &self.words.money(amount));
    }

    fn ordered(&mut self, order: &Order) {
        self.fact("ordered", "moment", &self.words.moment(order.placed_at(), self.zone));
        self.fact("seller", "seller", &order.terms.seller);
    }

    fn terms(&mut self, order: &Order) {
        self.fact("seller", "seller", &order.terms.seller);
        self.fact("deliver-to", "place", &order.terms.deliver_to);
        if let Some(expected) = order.shipment.as_ref().and_then(|shipment| shipment.expected) {
            self.fact("expected", "date", &self.words.date(expected));
        }
        self.fact("pay-with", "means", &order.terms.pay_with);
    }

    fn goods(&mut self, order: &Order) {
        self.gap();
        for line in &order.lines {
            self.item(line);
        }
        self.gap();
        if order.shipping.minor == 0 {
            self.columns(&self.words.say("shipping", &[]), &self.words.say("free", &[]));
        } else {
            self.sum("shipping", order.shipping);
        }
        self.sum("total", order.total);
        self.tax(order.tax.as_ref());
        if order.tax.is_none() {
            self.say("tax-included", &[]);
        }
    }

    /// What the sum above contains of taxes: a line for each rate, or one when the shop does not say more.
    fn tax(&mut self, tax: Option<&Tax>) {
        let Some(Tax { total, by_rate }) = tax else { return };
        if by_rate.is_empty() {
            self.sum("tax", *total);
        }
        for part in by_rate {
            let words = self.words.say("tax-at", &[("rate", &self.words.rate(part.rate))]);
            self.columns(&words, &self.words.money(part.amount));
        }
    }

    fn item(&mut self, line: &LineItem) {
        self.line(&format!("{} × {}", line.quantity, line.title));
        let each = self.words.say("each", &[("price", &self.words.money(line.unit_price))]);
        self.columns(&format!("    {each}"), &self.words.money(line.total));
    }

    fn withdrawal(&mut self, order: &Order) {
        match order.terms.withdrawal_days {
            0 => self.paragraph("rights-stay", &[]),
            days => {
                self.paragraph("withdrawal-right", &[("days", &days.to_string())]);
                self.paragraph("withdrawal-how", &[("order", &order.id.0)]);
            }
        }
    }

    fn receipt(self, what: What, order: &Order, number: Option<String>, at: Timestamp) -> Receipt {
        let text = self.lines.join("\n") + "\n";
        let language = self.words.language().to_owned();
        Receipt { what, order: order.id.clone(), number, at, language, subject: self.subject, text }
    }
}

/// What shops write must not begin lines of its own.
fn one_line(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect::<String>().trim_end().to_owned()
}
