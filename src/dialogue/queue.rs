//! Several wishes in one sentence are worked off one after the other: each is done, and what became of it was heard,
//! before the next begins. Nothing that waits can answer a question.

use super::command::{Command, Goal};
use super::message::Message;
use super::state::State;
use super::{Action, Dialogue};
use crate::understanding::Intent;

/// So many wishes can wait.
const LONGEST: usize = 50;

impl Dialogue {
    /// A shopper said something that was understood.
    pub(super) fn wishes(&mut self, wishes: &[Intent]) -> Vec<Action> {
        let Some((first, rest)) = wishes.split_first() else { return self.no_match() };
        // A yes with anything else is no yes.
        if !rest.is_empty() && wishes.iter().any(|wish| wish.name == "Yes") {
            return self.no_match();
        }
        let Some(mut command) = Command::of(first) else { return self.no_match() };
        // While the shop is asked, what is said is put off as a whole.
        if !matches!(self.state, State::Waiting(_)) {
            let later = rest.iter().map(|wish| Command::of(wish).unwrap_or(Command::NotYet));
            let mut later: Vec<Command> = later.filter(Command::can_wait).collect();
            bought_together(&mut command, &mut later);
            // What was said last comes first.
            self.queue.splice(0..0, later);
            self.queue.truncate(LONGEST);
        }
        self.understood(command)
    }

    /// The next wish, when it goes into the cart too or pays for it: nothing needs to be said in between.
    pub(super) fn queued_for_the_cart(&mut self) -> Option<Command> {
        let goes_on = match self.queue.first()? {
            Command::Buy(wish) => wish.goal == Goal::Cart,
            Command::Checkout => true,
            _ => false,
        };
        goes_on.then(|| self.queue.remove(0))
    }

    /// Begins the next wish when nothing else is open.
    pub(super) fn next_wish(&mut self) -> Vec<Action> {
        if self.state != State::Open || self.queue.is_empty() {
            return Vec::new();
        }
        let command = self.queue.remove(0);
        self.anything(command)
    }

    /// Gives up what waits, and says so with the next reply.
    pub(super) fn leave_queue(&mut self) {
        if let Ok(count @ 1..) = u32::try_from(self.queue.len()) {
            self.queue.clear();
            self.before_next_reply(&Message::WishesLeft { count });
        }
    }
}

/// Several things to buy in one sentence are one order: they are gathered and paid for once, where the last was named.
fn bought_together(first: &mut Command, later: &mut Vec<Command>) {
    let buys = |command: &Command| matches!(command, Command::Buy(wish) if wish.goal == Goal::Order);
    let Some(last) =
        later.iter().rposition(buys).filter(|_| buys(first) || later.iter().filter(|it| buys(it)).count() > 1)
    else {
        return;
    };
    later.insert(last + 1, Command::Checkout);
    for command in std::iter::once(first).chain(later) {
        if let Command::Buy(wish) = command {
            wish.goal = if wish.goal == Goal::Order { Goal::Cart } else { wish.goal };
        }
    }
}
