//! What a household is reminded of: subscriptions that are due, and what it usually buys about now. Each takes the same yes
//! to its total as anything else.

use super::command::{Named, Wish};
use super::message::Message;
use super::mood::Mood;
use super::question::Question;
use super::state::{Goods, Purchase, Source, State};
use super::{Action, Dialogue};
use crate::commerce::catalogue::{Product, Sku};

/// Bought less often it is no habit.
const HABIT: u32 = 3;

/// What is bought more often than every so many days needs no reminder.
const SHORTEST: u32 = 5;

/// What the shopper was told of by the way, and may want.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Offered {
    /// What is due.
    Due(Purchase),
    /// What is usually bought about now.
    Habit(Product),
}

impl Dialogue {
    /// Says what is due where nobody talks and it is not quiet, else at the next occasion. Others may be in the room: without
    /// names, unless the household wants them.
    pub(super) fn remind(&mut self) -> Vec<Action> {
        let rules = &self.settings.rules;
        let local = self.now.to_zoned(self.settings.time_zone.clone()).datetime();
        if self.state != State::Idle || !self.settings.announce || rules.is_quiet(local) {
            return Vec::new();
        }
        let named = rules.announces_names();
        let Some(purchase) = self.not_yet_proposed() else { return Vec::new() };
        self.note_proposed();
        let items = if named { self.goods_in_words(&purchase.goods) } else { "none".to_owned() };
        self.say([Message::Due { items }], State::Idle)
    }

    /// Opens a session, with what is due.
    pub(super) fn greet_with_what_is_due(&mut self) -> Vec<Action> {
        self.pass_unsold();
        if let Some(purchase) = self.due() {
            self.note_proposed();
            let items = self.goods_in_words(&purchase.goods);
            return self.say([Message::AskDue { items }], State::Asked(Question::Due(purchase)));
        }
        let usual = self.usual();
        let mention = usual.as_ref().map(|product| self.note_reminded(product));
        let actions = self.say([Message::Greeting].into_iter().chain(mention), State::Open);
        self.offered = usual.map(Offered::Habit);
        actions
    }

    /// What is said instead of "anything else": what is due or usual, if that was not said before.
    pub(super) fn by_the_way(&mut self) -> Option<(Offered, Message)> {
        if matches!(self.mood, Mood::Frustrated | Mood::Hurried) {
            return None;
        }
        if let Some(purchase) = self.not_yet_proposed() {
            self.note_proposed();
            let items = self.goods_in_words(&purchase.goods);
            return Some((Offered::Due(purchase), Message::DueToo { items }));
        }
        let product = self.usual()?;
        let mention = self.note_reminded(&product);
        Some((Offered::Habit(product), mention))
    }

    /// What "go on" means when nothing broke off.
    pub(super) fn due_or_usual(&mut self) -> Option<Offered> {
        self.pass_unsold();
        self.due().map(Offered::Due).or_else(|| self.offered.take())
    }

    /// As many of it as the last time.
    pub(super) fn as_usual(&mut self, product: Product) -> Vec<Action> {
        self.wish(Wish { product: Some(Named::exactly(product)), again: true, ..Wish::default() })
    }

    /// The shopper does not want what is due: it comes up again when it is due the next time.
    pub(super) fn skip_due(&mut self, purchase: &Purchase) -> Vec<Action> {
        let items = self.joined(purchase.goods.iter().map(|goods| goods.product.title()).collect());
        self.pass_due(purchase.goods.iter().map(|goods| &goods.product.sku));
        let meant = |sku: &Sku| purchase.position(sku).is_some();
        let next = self.subscriptions.iter().filter(|it| meant(&it.sku)).map(|it| it.next).min();
        let skipped = match next {
            Some(next) => Message::SubscriptionSkipped { items, day: self.day_ahead(next) },
            None => self.nothing_ordered(),
        };
        self.say([Message::AllRight, skipped, Message::AnythingElse], State::Open)
    }

    /// What was due is over, ordered or not.
    pub(super) fn pass_due<'a>(&mut self, skus: impl Iterator<Item = &'a Sku>) {
        let today = self.today();
        for sku in skus {
            self.subscriptions.iter_mut().filter(|it| it.sku == *sku && it.is_due(today)).for_each(|it| it.pass(today));
        }
    }

    /// What is due and no longer sold is named once.
    fn pass_unsold(&mut self) {
        let today = self.today();
        let sold = |sku: &Sku| self.products.iter().any(|product| product.sku == *sku);
        let gone = self.subscriptions.iter_mut().filter(|it| it.is_due(today) && !sold(&it.sku));
        let titles: Vec<String> = gone
            .map(|it| {
                it.pass(today);
                it.title.clone()
            })
            .collect();
        for product in titles {
            self.before_next_reply(&Message::NotSold { product });
        }
    }

    /// Everything that is due, as one order.
    fn due(&self) -> Option<Purchase> {
        let today = self.today();
        let most = self.settings.maximum_quantity.max(1);
        let goods = |sku: &Sku, quantity: u32| {
            let product = self.products.iter().find(|product| product.sku == *sku)?.clone();
            Some(Goods { product, quantity: quantity.clamp(1, most) })
        };
        let due = self.subscriptions.iter().filter(|it| it.is_due(today));
        let goods: Vec<Goods> = due.filter_map(|it| goods(&it.sku, it.quantity)).collect();
        (!goods.is_empty()).then_some(Purchase { id: None, goods, source: Source::Subscription })
    }

    /// The same, unless it was proposed today.
    fn not_yet_proposed(&self) -> Option<Purchase> {
        let today = self.today();
        let new = self.subscriptions.iter().any(|it| it.is_due(today) && it.proposed != Some(today));
        if new { self.due() } else { None }
    }

    fn note_proposed(&mut self) {
        let today = self.today();
        self.subscriptions.iter_mut().filter(|it| it.is_due(today)).for_each(|it| it.proposed = Some(today));
    }

    /// What the household usually buys about now, most often first: one thing a day, and each once until it is bought again.
    fn usual(&self) -> Option<Product> {
        let today = self.today();
        if !self.settings.reminders || self.reminded.values().any(|day| *day == today) {
            return None;
        }
        let gathered = |sku: &Sku| {
            self.cart.iter().any(|goods| goods.product.sku == *sku)
                || self.list.iter().any(|note| note.skus.contains(sku))
                || self.subscriptions.iter().any(|it| it.sku == *sku)
        };
        let due = self.habits.habits().filter(|(sku, habit)| {
            let interval = habit.interval.unwrap_or(0);
            let now = (interval..=interval.saturating_mul(2)).contains(&habit.days_ago);
            let last = today.saturating_sub(jiff::Span::new().try_days(habit.days_ago).unwrap_or_default());
            let reminded = self.reminded.get(*sku).is_some_and(|day| *day >= last);
            habit.times >= HABIT && interval >= SHORTEST && now && !reminded && !gathered(sku)
        });
        let sold = |sku: &Sku| self.products.iter().find(|product| product.sku == *sku);
        let most = due.filter_map(|(sku, habit)| Some((habit.times, sold(sku)?)));
        most.max_by_key(|(times, product)| (*times, std::cmp::Reverse(product.sku.clone()))).map(|(_, it)| it.clone())
    }

    fn note_reminded(&mut self, product: &Product) -> Message {
        self.reminded.insert(product.sku.clone(), self.today());
        self.topic = Some(product.clone());
        Message::UsuallyNow { product: product.title() }
    }
}
