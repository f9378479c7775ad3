//! Who waits for the reply to which turn, until when, and replies that came when nobody did any more. It does no I/O and
//! reads no clock; `now` is the time since the start.

use std::collections::VecDeque;
use std::time::Duration;

use crate::dialogue::Reply;
use crate::dialogue::reply::HubNotice;
use crate::expecting::Expecting;

/// So many late replies are kept, the latest.
const LATE: usize = 64;
/// A reply that asks nothing may be followed by the one to the next wish of the same sentence: so long that is waited for.
const NEXT_WISH: Duration = Duration::from_millis(250);

/// The table of a hub; `T` is what an answer is handed to.
pub struct Pending<T> {
    tickets: u64,
    waiting: Vec<Waiting<T>>,
    late: VecDeque<(String, Reply)>,
}

struct Waiting<T> {
    ticket: u64,
    session: String,
    turn: String,
    /// Whether the assistant has heard the turn: what it says before is no answer to it.
    heard: bool,
    replies: Vec<Reply>,
    until: Duration,
    to: T,
}

/// A request that is answered.
#[derive(Debug, PartialEq, Eq)]
pub struct Done<T> {
    /// Its session.
    pub session: String,
    /// What the answer is handed to.
    pub to: T,
    /// The answer.
    pub answer: Answer,
}

/// What a request is answered with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// What the assistant said.
    Reply(Reply),
    /// It has said nothing that could be told.
    Notice(HubNotice),
}

/// Nobody waits for this reply: it was not told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NobodyWaits;

impl<T> Default for Pending<T> {
    fn default() -> Self {
        Self { tickets: 0, waiting: Vec::new(), late: VecDeque::new() }
    }
}

impl<T> Pending<T> {
    /// Waits for the replies to a turn, in the place of whoever did so in this session, who is answered. Returns a ticket
    /// for [`Pending::leave`].
    pub fn wait(&mut self, session: &str, turn: &str, until: Duration, to: T) -> (u64, Option<Done<T>>) {
        let before = self.waiting.iter().position(|waiting| waiting.session == session);
        let before = before.map(|place| self.finish(place));
        self.tickets += 1;
        self.waiting.push(Waiting {
            ticket: self.tickets,
            session: session.to_owned(),
            turn: turn.to_owned(),
            heard: false,
            replies: Vec::new(),
            until,
            to,
        });
        (self.tickets, before)
    }

    /// Waits no longer; whoever waited was told nothing.
    pub fn leave(&mut self, ticket: u64) {
        if let Some(place) = self.waiting.iter().position(|waiting| waiting.ticket == ticket) {
            let gone = self.waiting.remove(place);
            gone.replies.into_iter().for_each(|reply| self.keep(&gone.session, reply));
        }
    }

    /// The assistant hears a turn; what it says from now on answers it.
    pub fn heard(&mut self, turn: &str) {
        if let Some(waiting) = self.waiting.iter_mut().find(|waiting| waiting.turn == turn) {
            waiting.heard = true;
        }
    }

    /// The assistant says something in a session. Where that is all there is to say, a request is answered by it; where
    /// more may follow, it waits a moment for that. A reply that nobody waits for is kept, and told with the next one.
    ///
    /// # Errors
    /// [`NobodyWaits`]
    pub fn reply(&mut self, session: &str, reply: Reply, now: Duration) -> Result<Option<Done<T>>, NobodyWaits> {
        let waits = |waiting: &Waiting<T>| waiting.session == session && waiting.heard;
        let Some(place) = self.waiting.iter().position(waits) else {
            self.keep(session, reply);
            return Err(NobodyWaits);
        };
        let more = !reply.ends && reply.expecting == Expecting::Command;
        let waiting = &mut self.waiting[place];
        waiting.replies.push(reply);
        waiting.until = now + NEXT_WISH;
        Ok((!more).then(|| self.finish(place)))
    }

    /// The turn was not acted on.
    pub fn unable(&mut self, turn: &str) -> Option<Done<T>> {
        let place = self.waiting.iter().position(|waiting| waiting.turn == turn)?;
        Some(self.give_up(place))
    }

    /// What the assistant says in a session cannot be told.
    pub fn unsayable(&mut self, session: &str) -> Option<Done<T>> {
        let place = self.waiting.iter().position(|waiting| waiting.session == session && waiting.heard)?;
        Some(self.give_up(place))
    }

    /// When the next request must be answered, whatever there is to say.
    #[must_use]
    pub fn deadline(&self) -> Option<Duration> {
        self.waiting.iter().map(|waiting| waiting.until).min()
    }

    /// A request that has to be answered now, if there is one.
    pub fn due(&mut self, now: Duration) -> Option<Done<T>> {
        let place = self.waiting.iter().position(|waiting| waiting.until <= now)?;
        Some(self.finish(place))
    }

    /// Keeps what could not be told after all.
    pub fn keep(&mut self, session: &str, reply: Reply) {
        if self.late.len() == LATE {
            self.late.pop_front();
        }
        self.late.push_back((session.to_owned(), reply));
    }

    /// Forgets a session that is over.
    pub fn forget(&mut self, session: &str) {
        self.late.retain(|(of, _)| of != session);
    }

    fn give_up(&mut self, place: usize) -> Done<T> {
        let Waiting { session, replies, to, .. } = self.waiting.remove(place);
        replies.into_iter().for_each(|reply| self.keep(&session, reply));
        Done { session, to, answer: Answer::Notice(HubNotice::Unable) }
    }

    fn finish(&mut self, place: usize) -> Done<T> {
        let Waiting { session, replies, to, .. } = self.waiting.remove(place);
        let answer = if replies.is_empty() {
            Answer::Notice(HubNotice::StillWorking)
        } else {
            let said = self.late(&session).into_iter().chain(replies).reduce(together);
            said.map_or(Answer::Notice(HubNotice::StillWorking), Answer::Reply)
        };
        Done { session, to, answer }
    }

    /// What came too late for the last request of a session and is still to be told: not a question, as an answer to it
    /// does not count before it was heard, and the conversation asks it again.
    fn late(&mut self, session: &str) -> Vec<Reply> {
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
}

/// Two replies as one: the words of both, and what the last one expects.
fn together(before: Reply, last: Reply) -> Reply {
    // What is said again anyway need not be said twice.
    if last.text.contains(&before.text) {
        return last;
    }
    let join = |one: &str, other: &str| format!("{one} {other}");
    Reply { text: join(&before.text, &last.text), speech: join(&before.speech, &last.speech), ..last }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SOON: Duration = Duration::from_secs(6);
    const START: Duration = Duration::ZERO;

    fn reply(text: &str, expecting: Expecting) -> Reply {
        Reply {
            number: 1,
            text: text.to_owned(),
            speech: text.to_owned(),
            language: "en".to_owned(),
            expecting,
            ends: false,
        }
    }

    fn question(text: &str) -> Reply {
        reply(text, Expecting::Confirmation)
    }

    fn said<T>(done: Option<Done<T>>) -> Option<String> {
        match done?.answer {
            Answer::Reply(reply) => Some(reply.text),
            Answer::Notice(notice) => Some(format!("{notice:?}")),
        }
    }

    #[test]
    fn a_reply_answers_whoever_waits_in_its_session() {
        let mut pending = Pending::default();
        pending.wait("one", "1", SOON, "to one");
        let (ticket, _) = pending.wait("other", "2", SOON, "to other");
        pending.heard("2");
        let done = pending.reply("other", question("Yes?"), START).unwrap().unwrap();
        assert_eq!((done.to, said(Some(done))), ("to other", Some("Yes?".to_owned())));
        pending.leave(ticket);
        assert_eq!(pending.reply("other", question("Yes?"), START), Err(NobodyWaits));
    }

    #[test]
    fn what_is_said_before_a_turn_was_heard_is_no_answer_to_it() {
        let mut pending = Pending::default();
        pending.wait("one", "1", SOON, ());
        assert_eq!(pending.reply("one", question("€18.40, yes?"), START), Err(NobodyWaits));
        pending.heard("1");
        assert_eq!(said(pending.reply("one", question("€18.40, yes?"), START).unwrap()).unwrap(), "€18.40, yes?");
    }

    #[test]
    fn what_came_too_late_is_told_once_and_a_question_is_left_to_the_conversation() {
        let mut pending = Pending::default();
        for late in [reply("It is on its way.", Expecting::Command), question("€18.40, yes?")] {
            assert_eq!(pending.reply("one", late, START), Err(NobodyWaits));
        }
        for (session, expected) in [("other", "What?"), ("one", "It is on its way. What?"), ("one", "What?")] {
            pending.wait(session, "1", SOON, ());
            pending.heard("1");
            assert_eq!(said(pending.reply(session, question("What?"), START).unwrap()).unwrap(), expected);
        }
    }

    #[test]
    fn a_reply_that_asks_nothing_waits_a_moment_for_the_next_one() {
        let mut pending = Pending::default();
        pending.wait("one", "1", SOON, ());
        pending.heard("1");
        assert_eq!(pending.reply("one", reply("One.", Expecting::Command), START), Ok(None));
        assert_eq!(pending.due(NEXT_WISH - Duration::from_millis(1)), None);
        assert_eq!(said(pending.reply("one", question("Two?"), START).unwrap()).unwrap(), "One. Two?");
        pending.wait("one", "2", SOON, ());
        pending.heard("2");
        assert_eq!(pending.reply("one", reply("One.", Expecting::Command), START), Ok(None));
        assert_eq!(said(pending.due(NEXT_WISH)).unwrap(), "One.");
    }

    #[test]
    fn whoever_would_wait_too_long_is_told_so() {
        let mut pending = Pending::default();
        pending.wait("one", "1", SOON, ());
        assert_eq!((pending.deadline(), pending.due(SOON - Duration::from_millis(1))), (Some(SOON), None));
        assert_eq!(said(pending.due(SOON)).unwrap(), "StillWorking");
        assert_eq!((pending.deadline(), pending.due(SOON)), (None, None));
    }

    #[test]
    fn whoever_is_gone_or_asks_again_was_not_told() {
        let mut pending = Pending::default();
        let (ticket, _) = pending.wait("one", "1", SOON, "first");
        pending.heard("1");
        assert_eq!(pending.reply("one", reply("Done.", Expecting::Command), START), Ok(None));
        pending.leave(ticket);
        let (_, nobody) = pending.wait("one", "2", SOON, "second");
        assert_eq!(nobody, None);
        let (_, before) = pending.wait("one", "3", SOON, "third");
        assert_eq!((before.as_ref().unwrap().to, said(before)), ("second", Some("StillWorking".to_owned())));
        pending.heard("3");
        assert_eq!(said(pending.reply("one", question("What?"), START).unwrap()).unwrap(), "Done. What?");
    }

    #[test]
    fn what_is_said_again_is_told_once() {
        let same = together(reply("One.", Expecting::Command), reply("One. Two?", Expecting::Choice));
        assert_eq!((same.text.as_str(), same.expecting), ("One. Two?", Expecting::Choice));
    }

    #[test]
    fn late_replies_are_few() {
        let mut pending = Pending::<()>::default();
        for number in 0..1_000 {
            let _nobody_waits = pending.reply(&number.to_string(), question("Done?"), START);
        }
        assert_eq!(pending.late.len(), LATE);
    }

    #[derive(Debug, Clone, Copy)]
    enum Step {
        Wait(u8),
        Heard(usize),
        Say(u8, bool),
        Unable(usize),
        Leave(usize),
        Later(u8),
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            (0..3_u8).prop_map(Step::Wait),
            (0..20_usize).prop_map(Step::Heard),
            (0..3_u8, any::<bool>()).prop_map(|(session, asks)| Step::Say(session, asks)),
            (0..20_usize).prop_map(Step::Unable),
            (0..20_usize).prop_map(Step::Leave),
            (0..40_u8).prop_map(Step::Later),
        ]
    }

    proptest! {
        /// Whatever happens: each request is answered once at most, in time, and a question is told to nobody who spoke
        /// before it was asked.
        #[test]
        fn every_request_is_answered_once_and_in_time(steps in proptest::collection::vec(step(), 0..80)) {
            let (mut pending, mut now, mut turns) = (Pending::default(), START, 0_usize);
            let (mut open, mut heard) = (std::collections::BTreeSet::new(), std::collections::BTreeSet::new());
            let (mut done, mut tickets) = (Vec::new(), Vec::new());
            for step in steps.into_iter().chain([Step::Later(40); 8]) {
                match step {
                    Step::Wait(session) => {
                        let (ticket, before) =
                            pending.wait(&session.to_string(), &turns.to_string(), now + SOON, turns);
                        open.insert(turns);
                        tickets.push(ticket);
                        done.extend(before);
                        turns += 1;
                    }
                    Step::Heard(turn) => {
                        pending.heard(&turn.to_string());
                        heard.insert(turn);
                    }
                    Step::Say(session, asks) => {
                        let expecting = if asks { Expecting::Confirmation } else { Expecting::Command };
                        done.extend(pending.reply(&session.to_string(), reply("x", expecting), now).ok().flatten());
                    }
                    Step::Unable(turn) => done.extend(pending.unable(&turn.to_string())),
                    Step::Leave(turn) => if let Some(ticket) = tickets.get(turn) {
                        pending.leave(*ticket);
                        open.remove(&turn);
                    },
                    Step::Later(tenths) => {
                        now += Duration::from_millis(100) * tenths.into();
                        while let Some(due) = pending.due(now) {
                            done.push(due);
                        }
                        prop_assert!(pending.deadline().is_none_or(|deadline| deadline > now && deadline <= now + SOON));
                    }
                }
                for Done { to: turn, answer, .. } in done.drain(..) {
                    prop_assert!(open.remove(&turn), "turn {turn} is answered twice");
                    prop_assert!(!matches!(answer, Answer::Reply(_)) || heard.contains(&turn));
                }
            }
            prop_assert!(open.is_empty() && pending.waiting.is_empty(), "{:?}", open);
        }
    }
}
