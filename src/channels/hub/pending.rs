//! Who waits for the next reply of which session, and replies that came when nobody did any more.

use std::collections::VecDeque;

use crate::dialogue::Reply;
use crate::expecting::Expecting;

/// So many late replies are kept, the latest.
const LATE: usize = 64;

/// What a request is answered with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The reply.
    Reply(Reply),
    /// The turn could not be acted on.
    Unable,
}

/// Takes an answer; `false` when whoever waited is gone.
pub type Taker = Box<dyn FnMut(Answer) -> bool + Send>;

/// The table of a hub.
#[derive(Default)]
pub struct Pending {
    tickets: u64,
    waiting: Vec<Waiting>,
    late: VecDeque<(String, Reply)>,
}

struct Waiting {
    ticket: u64,
    session: String,
    taker: Taker,
}

/// Nobody waits for this reply: it was not told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NobodyWaits;

impl Pending {
    /// Waits for the replies of a session, in the place of whoever did so before. Returns a ticket for
    /// [`Pending::leave`].
    pub fn wait(&mut self, session: &str, taker: Taker) -> u64 {
        self.tickets += 1;
        self.waiting.retain(|waiting| waiting.session != session);
        self.waiting.push(Waiting { ticket: self.tickets, session: session.to_owned(), taker });
        self.tickets
    }

    /// Waits no longer.
    pub fn leave(&mut self, ticket: u64) {
        self.waiting.retain(|waiting| waiting.ticket != ticket);
    }

    /// Hands on an answer. A reply that nobody waits for is kept for [`Pending::late`].
    ///
    /// # Errors
    /// [`NobodyWaits`]
    pub fn answer(&mut self, session: &str, answer: Answer) -> Result<(), NobodyWaits> {
        let waiting = self.waiting.iter_mut().find(|waiting| waiting.session == session);
        if waiting.is_some_and(|waiting| (waiting.taker)(answer.clone())) {
            return Ok(());
        }
        if let Answer::Reply(reply) = answer {
            if self.late.len() == LATE {
                self.late.pop_front();
            }
            self.late.push_back((session.to_owned(), reply));
        }
        Err(NobodyWaits)
    }

    /// What came too late for the last request of a session and is still to be told: not a question, as an answer to it
    /// does not count before it was heard, and the conversation asks it again.
    pub fn late(&mut self, session: &str) -> Vec<Reply> {
        let mut late = Vec::new();
        self.late.retain(|(of, reply)| {
            let told_now = of == session;
            if told_now && matches!(reply.expecting, Expecting::Command | Expecting::Wake) {
                late.push(reply.clone());
            }
            !told_now
        });
        late
    }

    /// Forgets a session that is over.
    pub fn forget(&mut self, session: &str) {
        self.late.retain(|(of, _)| of != session);
    }
}

/// Replies as one: the words of all, and what the last one expects. `None` where there is none.
#[must_use]
pub fn together(replies: Vec<Reply>) -> Option<Reply> {
    replies.into_iter().reduce(|before, last| {
        // What is said again anyway need not be said twice.
        if last.text.contains(&before.text) {
            return last;
        }
        let join = |one: &str, other: &str| format!("{one} {other}");
        Reply { text: join(&before.text, &last.text), speech: join(&before.speech, &last.speech), ..last }
    })
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    fn reply(text: &str, expecting: Expecting) -> Reply {
        Reply { number: 1, text: text.to_owned(), speech: text.to_owned(), expecting, ends: false }
    }

    fn waits(pending: &mut Pending, session: &str) -> (u64, mpsc::Receiver<Answer>) {
        let (sender, answers) = mpsc::channel();
        (pending.wait(session, Box::new(move |answer| sender.send(answer).is_ok())), answers)
    }

    #[test]
    fn a_reply_goes_to_whoever_waits_in_its_session() {
        let mut pending = Pending::default();
        let (_, one) = waits(&mut pending, "one");
        let (ticket, other) = waits(&mut pending, "other");
        let said = reply("Done.", Expecting::Command);
        assert_eq!(pending.answer("other", Answer::Reply(said.clone())), Ok(()));
        assert_eq!((one.try_recv().is_err(), other.try_recv()), (true, Ok(Answer::Reply(said.clone()))));
        pending.leave(ticket);
        assert_eq!(pending.answer("other", Answer::Reply(said)), Err(NobodyWaits));
    }

    #[test]
    fn what_came_too_late_is_told_once_and_a_question_is_left_to_the_conversation() {
        let mut pending = Pending::default();
        for (text, expecting) in [("It is on its way.", Expecting::Command), ("€18.40, yes?", Expecting::Confirmation)]
        {
            assert_eq!(pending.answer("one", Answer::Reply(reply(text, expecting))), Err(NobodyWaits));
        }
        let texts = |late: Vec<Reply>| late.into_iter().map(|reply| reply.text).collect::<Vec<_>>();
        assert_eq!(texts(pending.late("other")), Vec::<String>::new());
        assert_eq!(texts(pending.late("one")), ["It is on its way."]);
        assert_eq!(texts(pending.late("one")), Vec::<String>::new());
    }

    #[test]
    fn whoever_is_gone_was_not_told() {
        let mut pending = Pending::default();
        drop(waits(&mut pending, "one"));
        assert_eq!(pending.answer("one", Answer::Reply(reply("Done.", Expecting::Command))), Err(NobodyWaits));
        assert_eq!(pending.late("one").len(), 1);
    }

    #[test]
    fn replies_are_told_together_and_not_twice() {
        let both = together(vec![reply("One.", Expecting::Command), reply("Two?", Expecting::Choice)]).unwrap();
        assert_eq!((both.text.as_str(), both.expecting), ("One. Two?", Expecting::Choice));
        let once = together(vec![reply("One.", Expecting::Command), reply("One. Two?", Expecting::Choice)]).unwrap();
        assert_eq!(once.text, "One. Two?");
        assert_eq!(together(Vec::new()), None);
    }

    #[test]
    fn late_replies_are_few() {
        let mut pending = Pending::default();
        for number in 0..1_000 {
            let answer = Answer::Reply(reply("Done.", Expecting::Command));
            let _nobody_waits = pending.answer(&number.to_string(), answer);
        }
        assert_eq!(pending.late.len(), LATE);
        assert_eq!(pending.late("999").len(), 1);
    }
}
