//! Subscriptions by conversation: begun, told, changed and ended. What comes of them is in `reminding.rs`.

use jiff::civil::Date;

use super::command::{Change, Command, Goal, Named, Wish};
use super::message::Message;
use super::question::Question;
use super::state::{Choosing, Goods, Missing, Purchase, Source, State};
use super::subscription::{Subscription, after};
use super::{Action, Dialogue};
use crate::commerce::catalogue::{Product, Sku};
use crate::understanding::{Interval, Side, Span, When};

impl Dialogue {
    /// Somebody wants something again and again: the product that is named, else the one that was spoken of.
    pub(super) fn subscribe(&mut self, mut wish: Wish) -> Vec<Action> {
        let confirmed = match &self.state {
            State::Confirming(confirming) => confirming.purchase.meant(self.topic.as_ref()).cloned(),
            _ => None,
        };
        if wish.product.is_none()
            && let Some(product) = confirmed.as_ref().map(|goods| &goods.product).or(self.topic.as_ref())
        {
            wish.product = Some(Named::exactly(product.clone()));
            wish.quantity = wish.quantity.or(confirmed.as_ref().map(|goods| goods.quantity.into()));
        }
        self.abandon();
        self.wish(wish)
    }

    /// It is known of which product: says what will happen, and asks.
    pub(super) fn ask_subscription(
        &mut self,
        product: Product,
        quantity: u32,
        every: Option<Interval>,
        from: Option<When>,
    ) -> Vec<Action> {
        let today = self.today();
        let habit = self.habits.habit(&product.sku);
        let every = every.or_else(|| habit?.interval.map(in_words)).unwrap_or(Interval { count: 1, span: Span::Month });
        // Whoever bought it lately has it.
        let in_the_house = || {
            let bought = today.saturating_sub(jiff::Span::new().try_days(habit?.days_ago).ok()?);
            Some(after(bought, every)).filter(|day| *day > today)
        };
        let next = from.map(|from| self.coming(from)).or_else(in_the_house).unwrap_or(today);
        let subscription = Subscription {
            title: product.title(),
            sku: product.sku,
            quantity,
            every,
            next,
            paused_until: None,
            proposed: None,
            by: self.speaker.clone(),
        };
        self.ask_for_subscription(subscription)
    }

    fn ask_for_subscription(&mut self, subscription: Subscription) -> Vec<Action> {
        let question = Message::AskSubscription {
            items: self.items_of(&subscription),
            every: self.every(subscription.every),
            day: self.day_ahead(subscription.next),
        };
        self.say([question], State::Asked(Question::Subscribe(subscription)))
    }

    /// What was said instead of a yes to a subscription: another rhythm or another number of it, or something else.
    pub(super) fn another_rhythm(&mut self, mut subscription: Subscription, command: Command) -> Vec<Action> {
        let same = |named: Option<&Named>| {
            named.is_none_or(|named| named.candidates.iter().any(|product| product.sku == subscription.sku))
        };
        let (every, next, quantity) = match &command {
            Command::Subscribe(Wish { product, quantity, goal: Goal::Subscribe { every, from }, .. })
                if same(product.as_ref()) =>
            {
                (*every, *from, *quantity)
            }
            Command::ChangeSubscription(named, Change::Adjust { every, next, quantity }) if same(named.as_ref()) => {
                (*every, *next, *quantity)
            }
            Command::Quantity(quantity) => (None, None, Some(*quantity)),
            _ => return self.anything(command),
        };
        if let Some(wrong) = quantity.and_then(|quantity| self.wrong_quantity(quantity)) {
            return self.again([wrong]);
        }
        subscription.every = every.unwrap_or(subscription.every);
        subscription.next = next.map_or(subscription.next, |next| self.coming(next));
        subscription.quantity = quantity.and_then(|it| u32::try_from(it).ok()).unwrap_or(subscription.quantity);
        self.ask_for_subscription(subscription)
    }

    /// The shopper wants it so. What is due at once is priced at once.
    pub(super) fn subscribed(&mut self, mut subscription: Subscription) -> Vec<Action> {
        let today = self.today();
        subscription.proposed = subscription.is_due(today).then_some(today);
        let product = self.products.iter().find(|product| product.sku == subscription.sku).cloned();
        let every = self.every(subscription.every);
        let day = self.day_ahead(subscription.next);
        let (due, quantity) = (subscription.is_due(today), subscription.quantity);
        self.subscriptions.retain(|other| other.sku != subscription.sku);
        self.subscriptions.push(subscription);
        match product {
            Some(product) if due => {
                self.before_next_reply(&Message::SubscribedNow { every });
                let goods = vec![Goods { product, quantity }];
                self.ask_for_quote(Purchase { id: None, goods, source: Source::Subscription })
            }
            _ => self.say([Message::Subscribed { every, day }, Message::AnythingElse], State::Open),
        }
    }

    pub(super) fn read_subscriptions(&mut self) -> Vec<Action> {
        let today = self.today();
        let told = |subscription: &Subscription| Message::Subscription {
            items: self.items_of(subscription),
            every: self.every(subscription.every),
            day: match subscription.paused_until.filter(|_| subscription.is_paused(today)) {
                Some(Date::MAX) => "paused".to_owned(),
                until => self.day_ahead(until.map_or(subscription.next, |until| until.max(subscription.next))),
            },
        };
        let told: Vec<Message> = self.subscriptions.iter().map(told).collect();
        if told.is_empty() {
            return self.aside([Message::NoSubscriptions]);
        }
        self.aside(told)
    }

    /// Changes the subscription that is meant: the one of this product, the one that was spoken of, the only one.
    pub(super) fn change_subscription(&mut self, named: Option<Named>, change: Change) -> Vec<Action> {
        if self.subscriptions.is_empty() {
            return self.aside([Message::NoSubscriptions]);
        }
        let is = |sku: &Sku, named: &Named| named.candidates.iter().any(|product| product.sku == *sku);
        let spoken_of = self.topic.as_ref().map(|topic| &topic.sku);
        let mut meant: Vec<Sku> = match &named {
            Some(named) => self.subscriptions.iter().map(|it| &it.sku).filter(|sku| is(sku, named)).cloned().collect(),
            None => self.subscriptions.iter().map(|it| it.sku.clone()).collect(),
        };
        if let (None, Some(sku)) = (&named, spoken_of.filter(|sku| meant.contains(sku))) {
            meant = vec![sku.clone()];
        }
        match (meant.as_slice(), change) {
            ([], _) => {
                let product = named.map(|named| named.spoken).unwrap_or_default();
                self.aside([Message::NoSubscriptionOf { product }])
            }
            ([only], change) => self.apply_to(&only.clone(), change),
            (all, Change::Pause(_) | Change::Resume) => self.apply_to_all(all, change),
            (several, change) => {
                let product = |sku: &Sku| self.products.iter().find(|product| product.sku == *sku).cloned();
                let offered: Vec<Product> = several.iter().filter_map(product).collect();
                match offered.is_empty() {
                    true => self.read_subscriptions(),
                    false => self.offer_of(offered, Wish { goal: Goal::Change(change), ..Wish::default() }),
                }
            }
        }
    }

    /// Changes the subscription of a product, and says how it is now.
    pub(super) fn apply_to(&mut self, sku: &Sku, change: Change) -> Vec<Action> {
        let today = self.today();
        let Some(at) = self.subscriptions.iter().position(|it| it.sku == *sku) else {
            return self.aside([Message::NoSubscriptions]);
        };
        let items = self.subscriptions[at].title.clone();
        let told = match change {
            Change::Pause(_) | Change::Resume => return self.apply_to_all(std::slice::from_ref(sku), change),
            Change::Skip => {
                let subscription = &mut self.subscriptions[at];
                subscription.pass(today);
                let next = subscription.next;
                Message::SubscriptionSkipped { items, day: self.day_ahead(next) }
            }
            Change::End => {
                self.subscriptions.remove(at);
                Message::SubscriptionEnded { items }
            }
            Change::Adjust { every: None, next: None, quantity: None } => {
                let every = self.every(self.subscriptions[at].every);
                self.topic = self.products.iter().find(|product| product.sku == *sku).cloned();
                Message::AskSubscriptionChange { items: self.items_of(&self.subscriptions[at]), every }
            }
            Change::Adjust { every, next, quantity } => {
                if let Some(wrong) = quantity.and_then(|quantity| self.wrong_quantity(quantity)) {
                    return self.aside([wrong]);
                }
                let next = next.map(|next| self.coming(next));
                let subscription = &mut self.subscriptions[at];
                subscription.quantity = quantity.and_then(|it| u32::try_from(it).ok()).unwrap_or(subscription.quantity);
                if let Some(every) = every {
                    subscription.every = every;
                    subscription.next = subscription.next.min(after(today, every));
                }
                subscription.next = next.unwrap_or(subscription.next);
                let changed = subscription.clone();
                Message::SubscriptionChanged {
                    items: self.items_of(&changed),
                    every: self.every(changed.every),
                    day: self.day_ahead(changed.next),
                }
            }
        };
        self.done_with_subscription(told)
    }

    fn apply_to_all(&mut self, skus: &[Sku], change: Change) -> Vec<Action> {
        let today = self.today();
        let until = match change {
            Change::Pause(Some(until)) => Some(self.coming(until)).filter(|until| *until > today),
            _ => None,
        };
        let mut changed = Vec::new();
        for subscription in self.subscriptions.iter_mut().filter(|it| skus.contains(&it.sku)) {
            match change {
                Change::Pause(_) => subscription.paused_until = Some(until.unwrap_or(Date::MAX)),
                _ => subscription.resume(today),
            }
            changed.push((subscription.title.clone(), subscription.next));
        }
        let next = changed.iter().map(|(_, next)| *next).min().unwrap_or(today);
        let items = self.joined(changed.into_iter().map(|(title, _)| title).collect());
        let told = match change {
            Change::Pause(_) => {
                let until = until.map_or_else(|| "none".to_owned(), |until| self.day_ahead(until));
                Message::SubscriptionPaused { items, until }
            }
            _ => Message::SubscriptionResumed { items, day: self.day_ahead(next) },
        };
        self.done_with_subscription(told)
    }

    /// A question of which one it is about is answered; whatever else was open goes on.
    fn done_with_subscription(&mut self, told: Message) -> Vec<Action> {
        let answered = match &self.state {
            State::Choosing(Choosing { wish, .. }) | State::Asking(wish, Missing::Product | Missing::Quantity) => {
                matches!(wish.goal, Goal::Change(_))
            }
            _ => false,
        };
        if answered {
            self.state = State::Open;
        }
        self.aside([told])
    }

    /// What is true when nothing comes of a wish.
    pub(super) fn nothing_came_of(&self, goal: Goal) -> Message {
        match goal {
            Goal::Order | Goal::Cart => self.nothing_ordered(),
            Goal::Subscribe { .. } => Message::NotSubscribed,
            Goal::Change(_) => Message::SubscriptionsKept,
        }
    }

    /// The first day that is meant, from today on.
    fn coming(&self, when: When) -> Date {
        let today = self.today();
        when.resolve_towards(Side::Next, today).0.max(today)
    }

    fn items_of(&self, subscription: &Subscription) -> String {
        self.listed([(subscription.title.clone(), subscription.quantity)].into_iter(), 0)
    }

    /// `every two weeks`.
    pub(super) fn every(&self, every: Interval) -> String {
        self.words(&Message::Every { count: every.count, span: every.span.name().to_owned() })
    }
}

/// A number of days as people would say it.
fn in_words(days: u32) -> Interval {
    match days {
        0..=10 if !(6..=8).contains(&days) => Interval { count: days.max(1), span: Span::Day },
        26..=34 => Interval { count: 1, span: Span::Month },
        _ => Interval { count: (days + 3) / 7, span: Span::Week },
    }
}
