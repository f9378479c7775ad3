//! What smart speaker hubs have in common: they hand on what was said as an intent with slots, and want one answer to each
//! request, soon. Nothing here touches a network: a request comes in as bytes, and its answer is handed to whoever brought
//! it, so that every way to a hub (HTTPS, MQTT) has the same accounts, the same checks and the same conversation.
//!
//! A reply that nobody waits for any more counts as unheard and is told with the next one. So is one that the assistant
//! gives before it has heard the turn that waits: who said yes before the total was read out has not agreed to it.

pub mod accounts;
mod channel;
pub mod hubs;
mod known;
pub mod pending;
pub mod request;
pub mod wording;

use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use serde_json::Value;

pub use self::accounts::{Accounts, Member};
pub use self::channel::HubChannel;
use self::known::Known;
use self::pending::{Answer, Done, Pending};
pub use self::request::{Refused, Request, Told, Tongue, Turn};
pub use self::wording::Wording;
use crate::dialogue::Reply;
use crate::dialogue::reply::{HubNotice, Replies};
use crate::event::TextTurn;
use crate::language::ByLanguage;

/// Why a reply was not told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unsaid {
    /// It is told with the next one.
    #[error("nobody waits for a reply; it is told when somebody speaks again")]
    NobodyWaits,
    /// The hub would cut it off.
    #[error("a reply is longer than it can say, and was not said")]
    TooLong,
}

/// What the answer to a request is handed to; `false` when whoever waited for it is gone.
pub type Answerer = Box<dyn FnOnce(Value) -> bool + Send>;

/// What a hub is made of.
pub struct Parts {
    /// [`crate::channels::Channel::name`].
    pub name: &'static str,
    /// What it speaks.
    pub tongue: Box<dyn Tongue>,
    /// Whose its accounts are.
    pub accounts: Accounts,
    /// What its intents say.
    pub wording: Arc<ByLanguage<Wording>>,
    /// What it is told outside of the conversation.
    pub replies: ByLanguage<Replies>,
    /// How long it waits for an answer.
    pub patience: Duration,
}

/// A hub, whichever way its requests come.
pub struct Hub {
    parts: Parts,
    started: Instant,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    pending: Pending<To>,
    known: Known,
    refused: BTreeMap<&'static str, u64>,
    closed: bool,
}

/// How an answer is written, and what it is handed to.
struct To {
    written: Box<dyn FnOnce(Told<'_>) -> Value + Send>,
    answerer: Answerer,
    /// The language of whoever asked, as the hub says it.
    language: Option<String>,
}

impl To {
    fn tell(self, told: Told<'_>) -> bool {
        (self.answerer)((self.written)(told))
    }
}

/// A request that was taken.
#[derive(Default)]
pub struct Taken {
    /// For the loop; where there is no room for it, [`Hub::unable`] answers the request.
    pub turn: Option<TextTurn>,
    /// For [`Hub::leave`], while the answer is not there.
    pub ticket: Option<u64>,
}

impl Hub {
    /// Starts the thread that answers what would wait too long; it ends with the [`HubChannel`].
    ///
    /// # Errors
    /// When there is no thread.
    pub fn start(parts: Parts) -> std::io::Result<Arc<Self>> {
        let hub = Arc::new(Self { parts, started: Instant::now(), state: Mutex::default(), changed: Condvar::new() });
        let clock = Arc::clone(&hub);
        std::thread::Builder::new().name(hub.name().to_owned()).spawn(move || clock.keep_time())?;
        Ok(hub)
    }

    /// [`crate::channels::Channel::name`].
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.parts.name
    }

    /// Takes a request that came at `now`. Its answer is handed over once: at once, or when the assistant has replied, or
    /// when the hub would give up. It does not wait.
    ///
    /// # Errors
    /// [`Refused`]; nothing is handed over then.
    pub fn take(&self, body: &[u8], now: Timestamp, answerer: Answerer) -> Result<Taken, Refused> {
        let Request { id, turn, written } = self.parts.tongue.read(body, &self.parts.wording, now)?;
        if !self.lock().known.add(&id, now) {
            return Err(Refused::Replayed);
        }
        let language = turn.as_ref().and_then(|turn| turn.language.clone());
        let to = To { written, answerer, language };
        let Some(turn) = turn else {
            let _gone = to.tell(Told::Nothing);
            return Ok(Taken::default());
        };
        let Turn { session, accounts, words, confidence, language, at, over } = turn;
        let Some(member) = self.parts.accounts.member(accounts.iter().map(String::as_str)) else {
            self.count("not-linked");
            let notice = self.notice(HubNotice::NotLinked, &to);
            let _gone = to.tell(if over { Told::Nothing } else { Told::Sentence(&notice, true) });
            return Ok(Taken::default());
        };
        let id = format!("{}/{id}", self.name());
        let ticket = if over {
            self.lock().pending.forget(&session);
            let _gone = to.tell(Told::Nothing);
            None
        } else {
            let until = self.started.elapsed() + self.parts.patience;
            let mut state = self.lock();
            let (ticket, before) = state.pending.wait(&session, &id, until, to);
            if let Some(done) = before {
                self.tell(&mut state, done);
            }
            self.end_if_closed(&mut state);
            drop(state);
            self.changed.notify_all();
            Some(ticket)
        };
        let turn = TextTurn {
            id: Some(id),
            channel: self.name(),
            site: member.site,
            session: Some(session),
            text: words,
            confidence,
            speaker: member.speaker,
            language,
            at,
        };
        Ok(Taken { turn: Some(turn), ticket })
    }

    /// The loop hears a turn: what it says from now on answers it.
    pub fn heard(&self, turn: &TextTurn) {
        self.lock().pending.heard(turn.id.as_deref().unwrap_or_default());
    }

    /// Hands a reply to whoever waits for it.
    ///
    /// # Errors
    /// [`Unsaid`]
    pub fn reply(&self, session: &str, reply: Reply) -> Result<(), Unsaid> {
        let mut state = self.lock();
        if !self.parts.tongue.fits(&reply) {
            if let Some(done) = state.pending.unsayable(session) {
                self.tell(&mut state, done);
            }
            return Err(Unsaid::TooLong);
        }
        let done = state.pending.reply(session, reply, self.started.elapsed()).map_err(|_kept| Unsaid::NobodyWaits)?;
        let told = done.is_none_or(|done| self.tell(&mut state, done));
        drop(state);
        self.changed.notify_all();
        if told { Ok(()) } else { Err(Unsaid::NobodyWaits) }
    }

    /// The turn could not be acted on, for this reason, which is counted. Whether somebody was told so.
    pub fn unable(&self, turn: &TextTurn, reason: &'static str) -> bool {
        self.count(reason);
        let mut state = self.lock();
        let done = state.pending.unable(turn.id.as_deref().unwrap_or_default());
        done.is_some_and(|done| self.tell(&mut state, done))
    }

    /// Whoever waited with this ticket is gone.
    pub fn leave(&self, ticket: u64) {
        self.lock().pending.leave(ticket);
    }

    /// Counts and logs a request that is not acted on; nothing of what it says.
    pub fn count(&self, reason: &'static str) {
        let count = self.note(reason);
        tracing::warn!("{}: a request was refused: {reason}; {count} so far", self.name());
    }

    /// Counts a request that is not acted on, which is logged elsewhere.
    pub fn note(&self, reason: &'static str) -> u64 {
        let mut state = self.lock();
        let count = state.refused.entry(reason).or_default();
        *count += 1;
        *count
    }

    /// How many requests were refused, by reason.
    #[must_use]
    pub fn refused(&self) -> BTreeMap<&'static str, u64> {
        self.lock().refused.clone()
    }

    /// Answers whoever waits; nobody will be answered any more.
    fn close(&self) {
        let mut state = self.lock();
        state.closed = true;
        self.end_if_closed(&mut state);
        drop(state);
        self.changed.notify_all();
    }

    fn end_if_closed(&self, state: &mut State) {
        while state.closed
            && let Some(done) = state.pending.due(Duration::MAX)
        {
            self.tell(state, done);
        }
    }

    /// Answers a request; `false` when nobody was there, and the reply is told with the next one.
    fn tell(&self, state: &mut State, Done { session, to, answer }: Done<To>) -> bool {
        match answer {
            Answer::Reply(reply) => {
                let told = to.tell(Told::Reply(&reply));
                if !told {
                    state.pending.keep(&session, reply);
                }
                told
            }
            Answer::Notice(notice) => {
                let sentence = self.notice(notice, &to);
                to.tell(Told::Sentence(&sentence, false))
            }
        }
    }

    fn notice(&self, notice: HubNotice, to: &To) -> String {
        self.parts.replies.of(to.language.as_deref().unwrap_or_default()).notice(notice)
    }

    fn keep_time(&self) {
        let mut state = self.lock();
        while !state.closed {
            let now = self.started.elapsed();
            state = match state.pending.deadline() {
                Some(deadline) if deadline <= now => {
                    while let Some(done) = state.pending.due(now) {
                        self.tell(&mut state, done);
                    }
                    state
                }
                Some(deadline) => {
                    let waited = self.changed.wait_timeout(state, deadline - now);
                    waited.unwrap_or_else(PoisonError::into_inner).0
                }
                None => self.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
            };
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
