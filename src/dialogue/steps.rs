//! One step back, and on with what broke off.

use super::Dialogue;
use super::exchange::Action;
use super::message::Message;
use super::question::Question;
use super::reminding::Offered;
use super::state::State;

impl Dialogue {
    /// Remembers where the conversation was, to go back there.
    pub(super) fn note_step(&mut self, next: &State) {
        const STEPS: usize = 8;
        let is_question = matches!(self.state, State::Asking(..) | State::Choosing(_));
        match next {
            State::Idle | State::Open => self.before.clear(),
            _ if is_question && self.state != *next => {
                self.before.push(self.state.clone());
                let most = self.before.len().saturating_sub(STEPS);
                self.before.drain(..most);
            }
            _ => {}
        }
    }

    /// One question back. A total that was confirmed cannot be gone back to: it is read out anew.
    pub(super) fn go_back(&mut self) -> Vec<Action> {
        let Some(before) = self.before.pop() else { return self.aside([Message::NothingBefore]) };
        if let State::Confirming(confirming) = &self.state {
            let not_ordered = self.not_ordered(&confirming.purchase);
            self.before_next_reply(&not_ordered);
            self.interrupted = None;
        }
        self.state = before;
        self.again([])
    }

    /// Goes on with what broke off, else with what is in the cart.
    pub(super) fn go_on(&mut self) -> Vec<Action> {
        if let Some(asked) = self.ask_open_question() {
            return asked;
        }
        if let Some(purchase) = self.to_resume() {
            return self.ask_for_quote(purchase);
        }
        match self.due_or_usual() {
            Some(Offered::Due(purchase)) => self.ask_for_quote(purchase),
            Some(Offered::Habit(product)) => self.as_usual(product),
            None if self.cart.is_empty() => self.say([Message::NothingBefore, Message::AskCommand], State::Open),
            None => self.read_cart(),
        }
    }

    /// Comes back to what broke off, if anything did.
    pub(super) fn greet(&mut self) -> Vec<Action> {
        if let Some(asked) = self.ask_open_question() {
            return asked;
        }
        match self.to_resume() {
            Some(purchase) => {
                let items = self.goods_in_words(&purchase.goods);
                self.say([Message::AskResume { items }], State::Asked(Question::Resume(purchase)))
            }
            None => self.greet_with_what_is_due(),
        }
    }
}
