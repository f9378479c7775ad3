//! One hub: its turns go to the loop, and each waits for the reply as long as the hub does.

use std::collections::{BTreeMap, HashSet, VecDeque};
use std::sync::mpsc::SyncSender;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::time::timeout;

use crate::channels::hub::pending::{NobodyWaits, together};
use crate::channels::hub::{Accounts, Answer, Pending, Wording};
use crate::dialogue::Reply;
use crate::dialogue::reply::{HubNotice, Replies};
use crate::event::{Event, TextTurn};
use crate::expecting::Expecting;

/// A reply that asks nothing may be followed by the one to the next wish of the same sentence: so long that is waited for.
const NEXT_WISH: Duration = Duration::from_millis(250);
/// Ids are known for so long, and so many of them; the journal remembers those of turns for a day.
const KNOWN_FOR: SignedDuration = SignedDuration::from_mins(10);
const MOST_KNOWN: usize = 10_000;

/// What the handlers of a hub share with its channel.
pub struct Hub {
    /// [`crate::channels::Channel::name`].
    pub name: &'static str,
    /// Whose its accounts are.
    pub accounts: Accounts,
    /// What its intents say.
    pub wording: Arc<Wording>,
    /// What it is told outside of the conversation.
    pub replies: Replies,
    /// How long it waits for an answer.
    pub patience: Duration,
    events: SyncSender<Event>,
    pending: Mutex<Pending>,
    known: Mutex<Known>,
    refused: Mutex<BTreeMap<&'static str, u64>>,
}

/// What somebody said to a hub.
pub struct Turn<'a> {
    /// The hub's id of it.
    pub id: &'a str,
    /// The hub's session.
    pub session: &'a str,
    /// Whose it is, the closest first.
    pub accounts: Vec<&'a str>,
    /// The words.
    pub words: String,
    /// How sure the hub is of them, 0 to 1.
    pub confidence: f32,
    /// When it was said.
    pub at: Timestamp,
}

/// What comes of a turn.
pub enum Outcome {
    /// The reply.
    Reply(Reply),
    /// A sentence instead, and whether the session is over.
    Notice(String, bool),
}

impl Hub {
    /// A hub whose turns go to these events.
    #[must_use]
    pub fn new(
        name: &'static str,
        accounts: Accounts,
        wording: Arc<Wording>,
        replies: Replies,
        patience: Duration,
        events: SyncSender<Event>,
    ) -> Self {
        Self {
            name,
            accounts,
            wording,
            replies,
            patience,
            events,
            pending: Mutex::default(),
            known: Mutex::default(),
            refused: Mutex::default(),
        }
    }

    /// Has the loop act on a turn, and waits for what it says.
    pub async fn converse(self: &Arc<Self>, turn: Turn<'_>) -> Outcome {
        let notice = |notice, ends| Outcome::Notice(self.replies.notice(notice), ends);
        let session = turn.session.to_owned();
        let Some(text) = self.text(turn) else { return notice(HubNotice::NotLinked, true) };
        let mut place = Place::take(Arc::clone(self), &session);
        let late = self.pending().late(&session);
        let missing = if self.events.try_send(Event::Text(text)).is_err() {
            self.count("busy");
            HubNotice::Unable
        } else {
            match place.answer(self.patience).await {
                None => HubNotice::StillWorking,
                Some(Answers { unable: true, .. }) => HubNotice::Unable,
                Some(Answers { replies, .. }) => {
                    let reply = together([late, replies].concat());
                    return reply.map_or_else(|| notice(HubNotice::StillWorking, false), Outcome::Reply);
                }
            }
        };
        self.keep(&session, late);
        notice(missing, false)
    }

    /// Has the loop act on a turn that nothing can be said to any more.
    pub fn tell(&self, turn: Turn<'_>) {
        self.pending().forget(turn.session);
        if let Some(text) = self.text(turn)
            && self.events.try_send(Event::Text(text)).is_err()
        {
            self.count("busy");
        }
    }

    /// Hands an answer of the loop to whoever waits for it.
    ///
    /// # Errors
    /// [`NobodyWaits`]
    pub fn answer(&self, session: &str, answer: Answer) -> Result<(), NobodyWaits> {
        self.pending().answer(session, answer)
    }

    /// Nobody will be answered any more.
    pub fn close(&self) {
        *self.pending() = Pending::default();
    }

    /// Whether an id was not there before.
    pub fn is_new(&self, id: &str, now: Timestamp) -> bool {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).add(id, now)
    }

    /// Counts and logs a request that is not acted on; nothing of what it says.
    pub fn count(&self, reason: &'static str) {
        let mut refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        let count = refused.entry(reason).or_default();
        *count += 1;
        tracing::warn!("{}: a request was refused: {reason}; {count} so far", self.name);
    }

    /// How many requests were refused, by reason.
    #[must_use]
    pub fn refused(&self) -> BTreeMap<&'static str, u64> {
        self.refused.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn text(&self, turn: Turn<'_>) -> Option<TextTurn> {
        let Some(member) = self.accounts.member(turn.accounts) else {
            self.count("not-linked");
            return None;
        };
        Some(TextTurn {
            id: Some(format!("{}/{}", self.name, turn.id)),
            channel: self.name,
            site: member.site,
            session: Some(turn.session.to_owned()),
            text: turn.words,
            confidence: turn.confidence,
            speaker: member.speaker,
            at: turn.at,
        })
    }

    fn keep(&self, session: &str, late: Vec<Reply>) {
        let mut pending = self.pending();
        for reply in late {
            let _kept = pending.answer(session, Answer::Reply(reply));
        }
    }

    fn pending(&self) -> MutexGuard<'_, Pending> {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a request was answered.
#[derive(Default)]
struct Answers {
    replies: Vec<Reply>,
    unable: bool,
}

/// A place in the table of those who wait; given up when the client goes away.
struct Place {
    hub: Arc<Hub>,
    ticket: u64,
    answers: UnboundedReceiver<Answer>,
}

impl Place {
    fn take(hub: Arc<Hub>, session: &str) -> Self {
        let (sender, answers) = unbounded_channel();
        let ticket = hub.pending().wait(session, Box::new(move |answer| sender.send(answer).is_ok()));
        Self { hub, ticket, answers }
    }

    /// Everything that is answered in time; `None` for nothing.
    async fn answer(&mut self, patience: Duration) -> Option<Answers> {
        let mut answers = Answers::default();
        let mut wait = patience;
        while let Ok(Some(answer)) = timeout(wait, self.answers.recv()).await {
            let more = answers.add(answer);
            if !more {
                break;
            }
            wait = NEXT_WISH;
        }
        // What came in between was taken, and counts as told.
        let hub = Arc::clone(&self.hub);
        let mut pending = hub.pending();
        pending.leave(self.ticket);
        while let Ok(answer) = self.answers.try_recv() {
            answers.add(answer);
        }
        (answers.unable || !answers.replies.is_empty()).then_some(answers)
    }
}

impl Answers {
    /// Whether there may be more to come.
    fn add(&mut self, answer: Answer) -> bool {
        match answer {
            Answer::Unable => {
                self.unable = true;
                false
            }
            Answer::Reply(reply) => {
                let more = !reply.ends && reply.expecting == Expecting::Command;
                self.replies.push(reply);
                more
            }
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.hub.pending().leave(self.ticket);
    }
}

/// Ids of requests.
#[derive(Default)]
struct Known {
    ids: HashSet<String>,
    order: VecDeque<(Timestamp, String)>,
}

impl Known {
    fn add(&mut self, id: &str, now: Timestamp) -> bool {
        while self.order.len() >= MOST_KNOWN
            || self.order.front().is_some_and(|(at, _)| now.duration_since(*at) > KNOWN_FOR)
        {
            if let Some((_, old)) = self.order.pop_front() {
                self.ids.remove(&old);
            }
        }
        let new = self.ids.insert(id.to_owned());
        if new {
            self.order.push_back((now, id.to_owned()));
        }
        new
    }
}
