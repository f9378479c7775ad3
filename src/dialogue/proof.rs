//! What a purchase needs besides the yes to its total: permission, the code, another device.

use jiff::Timestamp;

use super::command::Command;
use super::message::Message;
use super::state::{Confirming, Errand, Purchase, State};
use super::{Action, Dialogue, Priced};
use crate::permission::{Code, PinAnswer, Proof, Refusal, Request, Verdict};

impl Dialogue {
    /// What the rules say to a purchase.
    pub(super) fn judge(&self, purchase: &Purchase, priced: &Priced) -> Verdict {
        self.settings.rules.judge(&Request {
            total: priced.quote.total,
            spent_today: priced.spent_today,
            categories: purchase.goods.iter().map(|goods| goods.product.category.clone()).collect(),
            titles: purchase.goods.iter().map(|goods| goods.product.title()).collect(),
            speaker: self.speaker.clone(),
            site: self.site.clone(),
            at: self.now.to_zoned(self.settings.time_zone.clone()).datetime(),
        })
    }

    /// It may not be ordered. What somebody else may order is kept in the cart for them.
    pub(super) fn refuse(&mut self, purchase: &Purchase, refusal: &Refusal) -> Vec<Action> {
        self.interrupted = None;
        let (why, what) = match refusal {
            Refusal::Child => ("child", String::new()),
            Refusal::Site => ("site", String::new()),
            Refusal::Speaker => ("speaker", String::new()),
            Refusal::Category { category: what } | Refusal::Word { word: what } => ("blocked", what.clone()),
            Refusal::PerOrder { limit } => ("order", self.money(*limit)),
            Refusal::PerDay { left, .. } => ("day", self.money(*left)),
            Refusal::Currency { limits } => ("currency", limits.to_string()),
            Refusal::QuietHours { until } => ("quiet", until.strftime("%H:%M").to_string()),
        };
        if matches!(refusal, Refusal::Child | Refusal::Site | Refusal::Speaker) {
            for goods in &purchase.goods {
                if !self.cart.iter().any(|kept| kept.product.sku == goods.product.sku) {
                    self.cart.push(goods.clone());
                }
            }
        }
        let not_ordered = self.nothing_ordered();
        self.say([Message::NotAllowed { why: why.to_owned(), what }, not_ordered, Message::AnythingElse], State::Open)
    }

    /// The yes was given: asks for what else is needed. `None` when nothing is.
    pub(super) fn ask_for_proof(&mut self, confirming: &Confirming, proof: Proof) -> Option<Vec<Action>> {
        if proof.needs_other_device() && self.origin == confirming.origin {
            return Some(self.again([Message::ConfirmElsewhere]));
        }
        proof.needs_pin().then(|| self.say([Message::AskCode], State::Proving(confirming.clone())))
    }

    /// Something was said where the code was asked for.
    pub(super) fn proving(&mut self, confirming: &Confirming, command: Command) -> Vec<Action> {
        match command {
            Command::No => self.no(confirming),
            Command::Cancel(about) if about.is_any() => self.no(confirming),
            other => self.anything(other),
        }
    }

    /// A code was said. It counts only where it was asked for, and in time.
    pub(super) fn code_heard(&mut self, code: Code) -> Vec<Action> {
        let State::Proving(confirming) = &self.state else { return self.no_match() };
        if !self.heard.is_some_and(|window| window.contains(self.now)) {
            return self.again([]);
        }
        let waiting = State::Waiting(Errand::Code(confirming.clone()));
        self.state = waiting;
        self.start_waiting();
        vec![Action::CheckCode(code)]
    }

    /// It is known what the code is worth; `None` when it could not be checked, and then it is worth nothing.
    pub(super) fn code_checked(&mut self, answer: Option<PinAnswer>) -> Vec<Action> {
        let State::Waiting(Errand::Code(confirming)) = self.state.clone() else { return Vec::new() };
        match answer {
            Some(PinAnswer::Right) => self.place(confirming),
            Some(PinAnswer::Wrong { left }) => {
                self.say([Message::CodeWrong { left }, Message::AskCode], State::Proving(confirming))
            }
            Some(PinAnswer::LockedOut { until }) => {
                let minutes = self.minutes_until(until);
                self.without_proof(&confirming, Message::CodeLocked { minutes })
            }
            Some(PinAnswer::NotSet) => self.without_proof(&confirming, Message::CodeNotSet),
            None => self.without_proof(&confirming, Message::CodeUnusable),
        }
    }

    fn without_proof(&mut self, confirming: &Confirming, why: Message) -> Vec<Action> {
        self.interrupted = None;
        let not_ordered = self.not_ordered(&confirming.purchase);
        self.say([why, not_ordered], State::Idle)
    }

    /// Whole minutes, rounded up, at least one.
    fn minutes_until(&self, until: Timestamp) -> i64 {
        (until.duration_since(self.now).as_secs() + 59).div_euclid(60).max(1)
    }
}
