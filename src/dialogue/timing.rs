//! Silence, deadlines, and what was heard: when a question is over, and from when on it can be answered.

use super::message::Message;
use super::news::News;
use super::state::{Errand, State, Window};
use super::{Action, Dialogue};

/// After so many questions in a row that were not answered a conversation ends.
const SILENCES: u8 = 2;

impl Dialogue {
    pub(super) fn no_input(&mut self) -> Vec<Action> {
        match self.state {
            State::Idle | State::Waiting(_) => return Vec::new(),
            State::Open => {
                self.leave_queue();
                let goodbye = self.goodbye();
                return self.say([goodbye], State::Idle);
            }
            _ => {}
        }
        self.silences += 1;
        if self.silences >= SILENCES {
            self.leave_queue();
            let end = self.closing();
            return self.say([Message::NothingHeard, end], State::Idle);
        }
        self.again([Message::StillThere])
    }

    /// Nobody said anything for too long, or the shop did not answer.
    pub(super) fn timed_out(&mut self) -> Vec<Action> {
        let end = self.closing();
        let left = !self.queue.is_empty();
        self.leave_queue();
        match &self.state {
            State::Open if left => self.say([Message::TookTooLong], State::Idle),
            State::Idle | State::Open => {
                self.close();
                Vec::new()
            }
            State::Waiting(Errand::Place) => self.say([Message::OutcomeUnknown], State::Idle),
            State::Waiting(Errand::Person) => self.say([Message::PersonLater], State::Idle),
            State::Waiting(Errand::Cancel(_) | Errand::TakeBack(_)) => self.say([end], State::Idle),
            State::Waiting(_) => self.say([Message::ShopUnreachable, end], State::Idle),
            _ => self.say([Message::TookTooLong, end], State::Idle),
        }
    }

    /// Somebody speaks after the deadline: what was open is over, and that is said before anything else.
    pub(super) fn forget_when(&mut self, too_late: bool) {
        if !too_late || matches!(self.state, State::Waiting(_)) {
            return;
        }
        if self.state != State::Open {
            let end = self.closing();
            self.before_next_reply(&Message::TookTooLong);
            self.before_next_reply(&end);
        }
        self.leave_queue();
        self.close();
    }

    pub(super) fn close(&mut self) {
        self.state = State::Idle;
        self.before.clear();
        self.deadline = None;
        self.spoken = false;
        self.apologised = false;
        self.heard = None;
        self.last_words.clear();
        self.misses = 0;
        self.silences = 0;
    }

    /// The last reply was heard: it can be answered now, and what it told is known.
    pub(super) fn delivered(&mut self, number: u64) -> Vec<Action> {
        if number != self.number || self.heard.is_some() {
            return Vec::new();
        }
        let answerable = Window::new(self.now, self.settings.confirmation);
        self.heard = Some(answerable);
        self.deadline = match self.state {
            State::Idle => None,
            State::Waiting(_) => self.deadline,
            State::Confirming(_) | State::Proving(_) | State::Asked(_) => Some(answerable),
            _ => Some(Window::new(self.now, self.settings.session)),
        };
        let mut actions: Vec<Action> = self.telling.drain(..).map(News::told).collect();
        actions.extend(self.next_wish());
        actions
    }

    /// The last reply was not heard: it cannot be answered, and what it told is still to be told.
    pub(super) fn undelivered(&mut self, number: u64) -> Vec<Action> {
        if number == self.number {
            self.heard = None;
            self.news.append(&mut self.telling);
        }
        Vec::new()
    }
}
