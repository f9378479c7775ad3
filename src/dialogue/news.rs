//! What became of orders, told as soon as that is possible and until it was heard.

use super::message::Message;
use super::state::{Errand, State};
use super::{Action, Dialogue, OrderNews};
use crate::commerce::carrier;
use crate::commerce::order::OrderStatus;
use crate::commerce::updates::OrderUpdate;

/// Something that the shopper does not know yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum News {
    /// What became of an order that was confirmed.
    Outcome(OrderNews),
    /// Where an order is now.
    Update(OrderUpdate),
}

impl News {
    /// What the loop notes once it was heard.
    pub fn told(self) -> Action {
        match self {
            Self::Outcome(news) => Action::Told(news),
            Self::Update(update) => Action::ToldUpdate(update),
        }
    }
}

impl Dialogue {
    /// Something became of an order that was confirmed.
    pub(super) fn hear_news(&mut self, news: OrderNews) -> Vec<Action> {
        let (OrderNews::Placed { quote, .. } | OrderNews::NotPlaced { quote }) = &news;
        if matches!(news, OrderNews::Placed { .. }) {
            self.cross_off(quote.lines.iter().map(|line| &line.sku));
            self.pass_due(quote.lines.iter().map(|line| &line.sku));
        }
        if self.placing.as_ref().is_some_and(|placing| *placing.quote() == *quote) {
            self.placing = None;
            if self.state == State::Waiting(Errand::Place) {
                self.state = State::Open;
                let words = self.words_of(&News::Outcome(news.clone()));
                return self.tell(news, [words]);
            }
        }
        self.news.push(News::Outcome(news));
        if self.state == State::Open { self.again([]) } else { Vec::new() }
    }

    /// Something happened to orders. It is said unasked where nobody talks and it is not quiet, else at the next occasion.
    pub(super) fn hear_updates(&mut self, updates: Vec<OrderUpdate>) -> Vec<Action> {
        self.news.extend(updates.into_iter().map(News::Update));
        let local = self.now.to_zoned(self.settings.time_zone.clone()).datetime();
        match self.state {
            State::Open => self.again([]),
            State::Idle if self.settings.announce && !self.settings.rules.is_quiet(local) => self.say([], State::Idle),
            _ => Vec::new(),
        }
    }

    /// Orders changed, and that is said elsewhere: here only when somebody talks first.
    pub fn hold_updates(&mut self, updates: &[OrderUpdate]) {
        self.news.extend(updates.iter().cloned().map(News::Update));
    }

    /// It was heard at another site.
    pub fn heard_elsewhere(&mut self, update: &OrderUpdate) {
        let is = |news: &News| matches!(news, News::Update(other) if other == update);
        self.news.retain(|news| !is(news));
        self.telling.retain(|news| !is(news));
    }

    /// Somebody asks for news.
    pub(super) fn tell_news(&mut self) -> Vec<Action> {
        match self.state {
            State::Idle | State::Open if !self.news.is_empty() => self.say([Message::AnythingElse], State::Open),
            _ => self.aside([Message::NoNews]),
        }
    }

    /// Tells what became of an order, at once where nothing else is being talked about.
    pub(super) fn tell(&mut self, news: OrderNews, words: impl IntoIterator<Item = Message>) -> Vec<Action> {
        if !matches!(self.state, State::Idle | State::Open) {
            self.news.push(News::Outcome(news));
            return Vec::new();
        }
        let actions = self.say(words, State::Idle);
        self.telling.push(News::Outcome(news));
        actions
    }

    pub(super) fn say_when_free(&mut self, message: Message) -> Vec<Action> {
        if matches!(self.state, State::Idle | State::Open) {
            return self.say([message], State::Idle);
        }
        self.before_next_reply(&message);
        Vec::new()
    }

    /// Told without the names of the goods: others may be in the room.
    pub(super) fn words_of(&self, news: &News) -> Message {
        match news {
            News::Outcome(OrderNews::Placed { quote, id }) => {
                Message::NewsPlaced { order: id.to_string(), total: self.money(quote.total) }
            }
            News::Outcome(OrderNews::NotPlaced { quote }) => Message::NewsNotPlaced { total: self.money(quote.total) },
            News::Update(update) => self.words_of_update(update),
        }
    }

    fn words_of_update(&self, update: &OrderUpdate) -> Message {
        let shipment = update.shipment.as_ref();
        let under_way = matches!(update.status, OrderStatus::Shipped | OrderStatus::Delayed);
        let expected = shipment.and_then(|it| it.expected).filter(|day| under_way && *day >= self.today());
        Message::NewsOfOrder {
            order: update.order.to_string(),
            status: update.status.to_string(),
            carrier: shipment.map_or_else(|| "none".to_owned(), |it| carrier::name(&it.carrier).to_owned()),
            expected: expected.map_or_else(|| "none".to_owned(), |day| self.day_ahead(day)),
        }
    }
}
