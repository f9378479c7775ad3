//! One site: the session that it is in, and those that wait for it.

use std::collections::VecDeque;
use std::time::Duration;

use super::incoming::Captured;
use super::nlu::Wanted;
use super::outgoing::{
    Missed, Outgoing, Place, Say, Session as SessionMessage, SessionEnded, StartListening, Termination,
};
use super::requests::{Answers, Continue};
use super::sessions::{Happening, Outcome, Turn};
use crate::event::{Query, SiteId};
use crate::understanding::Meaning;

/// So many sessions may wait for a site.
const WAITING: usize = 8;

/// How long the assistant may take for an answer; it has shorter limits of its own.
const THINKING: Duration = Duration::from_secs(60);

/// How long a text may take to be said: to get going, and for each character.
const SAYING: Duration = Duration::from_secs(15);
const SAYING_CHARACTER: Duration = Duration::from_millis(150);

/// The intent of whoever wants no more.
const STOP: &str = "Stop";

/// What is the same for all sites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The language of what is said.
    pub language: String,
    /// How long somebody is listened to.
    pub patience: Duration,
}

/// A site.
#[derive(Debug, Default)]
pub(super) struct Site {
    session: Option<Session>,
    waiting: VecDeque<Session>,
}

/// A session, or one that waits to be one.
#[derive(Debug)]
pub(super) struct Session {
    pub(super) id: String,
    pub(super) custom_data: Option<String>,
    pub(super) wake_word: Option<String>,
    /// What is said at the start, and what comes then; without it somebody is listened to.
    pub(super) opening: Option<(Text, Saying)>,
    /// What its client wants of what is said.
    pub(super) answers: Answers,
    phase: Phase,
    deadline: Duration,
    turns: u32,
    says: u32,
    /// Whether the assistant waits for an answer to what it said.
    asked: bool,
    /// Whether nobody answered it.
    unanswered: bool,
    /// What it ends with, when it ends with the reply to what was said last.
    ending: Termination,
}

/// What is said, and in which language where that is another one than usual.
#[derive(Debug)]
pub(super) struct Text {
    pub(super) words: String,
    pub(super) language: Option<String>,
}

impl From<String> for Text {
    fn from(words: String) -> Self {
        Self { words, language: None }
    }
}

/// What becomes of something that is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Saying {
    /// The reply of the assistant that it is, if it is one.
    pub(super) reply: Option<u64>,
    /// Whether the session is over then; if not, somebody is listened to.
    pub(super) ends: bool,
}

#[derive(Debug)]
enum Phase {
    /// The site is not free yet.
    Waiting,
    /// It is being said under this id.
    Saying(String, Saying),
    /// Somebody is being listened to.
    Listening,
    /// The assistant has the word.
    Thinking,
}

impl Session {
    /// A session in which somebody is listened to at once.
    pub(super) const fn new(id: String) -> Self {
        Self {
            id,
            custom_data: None,
            wake_word: None,
            opening: None,
            answers: Answers { only: Vec::new(), tells_misses: false },
            phase: Phase::Waiting,
            deadline: Duration::ZERO,
            turns: 0,
            says: 0,
            asked: false,
            unanswered: false,
            ending: Termination::Nominal,
        }
    }

    pub(super) fn message(&self, site: &SiteId) -> SessionMessage {
        SessionMessage { session_id: self.id.clone(), site_id: site.clone(), custom_data: self.custom_data.clone() }
    }

    fn place(&self, site: &SiteId) -> Place {
        Place { site_id: site.clone(), session_id: self.id.clone() }
    }

    fn begin(&mut self, site: &SiteId, now: Duration, settings: &Settings) -> Vec<Outgoing> {
        let mut messages = vec![Outgoing::SessionStarted(self.message(site)), Outgoing::HotwordOff(self.place(site))];
        messages.extend(match self.opening.take() {
            Some((text, saying)) => self.say(site, text, saying, now, settings),
            None => self.listen(site, now, settings),
        });
        messages
    }

    fn say(
        &mut self,
        site: &SiteId,
        Text { words, language }: Text,
        saying: Saying,
        now: Duration,
        settings: &Settings,
    ) -> Vec<Outgoing> {
        let mut messages = self.stop_listening(site);
        self.says += 1;
        let id = format!("{}-{}", self.id, self.says);
        let characters = u32::try_from(words.chars().count()).unwrap_or(u32::MAX);
        self.deadline = now + SAYING + SAYING_CHARACTER.saturating_mul(characters);
        self.phase = Phase::Saying(id.clone(), saying);
        self.asked = saying.reply.is_some() && !saying.ends;
        messages.push(Outgoing::Say(Say {
            text: words,
            lang: language.unwrap_or_else(|| settings.language.clone()),
            id,
            site_id: site.clone(),
            session_id: self.id.clone(),
        }));
        messages
    }

    fn listen(&mut self, site: &SiteId, now: Duration, settings: &Settings) -> Vec<Outgoing> {
        self.phase = Phase::Listening;
        self.turns += 1;
        self.deadline = now + settings.patience;
        vec![Outgoing::StartListening(StartListening {
            site_id: site.clone(),
            session_id: self.id.clone(),
            stop_on_silence: true,
            send_audio_captured: false,
            wakeword_id: self.wake_word.clone(),
        })]
    }

    fn stop_listening(&self, site: &SiteId) -> Vec<Outgoing> {
        match self.phase {
            Phase::Listening => vec![Outgoing::StopListening(self.place(site))],
            _ => Vec::new(),
        }
    }

    fn think(&mut self, site: &SiteId, now: Duration) -> Vec<Outgoing> {
        let messages = self.stop_listening(site);
        self.phase = Phase::Thinking;
        self.deadline = now + THINKING;
        messages
    }
}

impl Site {
    pub(super) const fn session(&self) -> Option<&Session> {
        self.session.as_ref()
    }

    pub(super) fn is_free(&self) -> bool {
        self.session.is_none() && self.waiting.is_empty()
    }

    pub(super) fn deadline(&self) -> Option<Duration> {
        self.session.as_ref().map(|session| session.deadline)
    }

    pub(super) fn is_listening(&self) -> bool {
        matches!(self.session, Some(Session { phase: Phase::Listening, .. }))
    }

    /// Whether this session is open or waits here.
    pub(super) fn has(&self, id: &str) -> bool {
        self.session.iter().chain(&self.waiting).any(|session| session.id == id)
    }

    /// Whether this is being said here.
    pub(super) fn is_saying(&self, id: Option<&str>, session: Option<&str>) -> bool {
        self.session.as_ref().is_some_and(|open| match (&open.phase, id) {
            (Phase::Saying(said, _), Some(id)) => said == id,
            (Phase::Saying(..), None) => session == Some(&open.id),
            _ => false,
        })
    }

    /// Begins a session, or lets it wait; `None` when too many do.
    pub(super) fn start(
        &mut self,
        site: &SiteId,
        mut session: Session,
        now: Duration,
        settings: &Settings,
    ) -> Option<Vec<Outgoing>> {
        if self.session.is_none() {
            let messages = session.begin(site, now, settings);
            self.session = Some(session);
            return Some(messages);
        }
        if self.waiting.len() >= WAITING {
            return None;
        }
        let messages = vec![Outgoing::SessionQueued(session.message(site))];
        self.waiting.push_back(session);
        Some(messages)
    }

    /// Says something in the session that is open, unless that one only tells something; then gives the text back.
    pub(super) fn say(
        &mut self,
        site: &SiteId,
        text: Text,
        saying: Saying,
        now: Duration,
        settings: &Settings,
    ) -> Result<Vec<Outgoing>, Text> {
        match &mut self.session {
            Some(session) if session.turns > 0 => Ok(session.say(site, text, saying, now, settings)),
            _ => Err(text),
        }
    }

    /// Says something in a session for another client, which must not talk into a question of the assistant.
    pub(super) fn go_on(
        &mut self,
        site: &SiteId,
        wanted: Continue,
        now: Duration,
        settings: &Settings,
    ) -> Result<Vec<Outgoing>, &'static str> {
        match self.session.as_mut().filter(|open| open.id == wanted.session) {
            Some(session) if session.asked => Err("the assistant waits for the answer to a question of its own"),
            Some(Session { phase: Phase::Thinking, .. }) => Err("the assistant has the word"),
            Some(session) => {
                session.custom_data = wanted.custom_data.or(session.custom_data.take());
                session.answers = wanted.answers;
                Ok(session.say(site, wanted.text.into(), Saying { reply: None, ends: false }, now, settings))
            }
            None => Err("it waits for its site"),
        }
    }

    /// Takes what was said while somebody is being listened to; `None` when nobody is.
    pub(super) fn hear(&mut self, captured: Captured, now: Duration) -> Option<Outcome> {
        match &mut self.session {
            Some(session) if matches!(session.phase, Phase::Listening) => {
                let Captured { site, text, likelihood, speaker, language, .. } = captured;
                session.unanswered = false;
                session.ending = Termination::Nominal;
                let messages = session.think(&site, now);
                let id = format!("{}/{}/{}", super::NAME, session.id, session.turns);
                let turn = Turn { id, site, session: session.id.clone(), text, likelihood, speaker, language };
                Some(Outcome { messages, happened: Some(Happening::Turn(turn)), refusal: None })
            }
            _ => None,
        }
    }

    /// It is known what was said in a session; what tells that to its client, if it wants to know that nothing was
    /// understood, and to others, if they may know what was.
    pub(super) fn meant(&mut self, said: &Query, meaning: &Meaning, publishes: bool) -> Vec<Outgoing> {
        let open = self.session.as_mut().filter(|open| Some(&open.id) == said.session.as_ref());
        let Some(session) = open else { return Vec::new() };
        let message = session.message(&said.site);
        match meaning {
            Meaning::NoMatch { confidence } => {
                session.ending = Termination::IntentNotRecognized;
                let missed = Missed { session: message, confidence_score: *confidence };
                session.answers.tells_misses.then_some(Outgoing::Missed(missed)).into_iter().collect()
            }
            Meaning::Wishes(wishes) => {
                if wishes.iter().any(|wish| wish.name == STOP) {
                    session.ending = Termination::AbortedByUser;
                }
                let wanted = wishes.iter().filter(|_| publishes);
                wanted.map(|wish| Outgoing::Intent(Wanted::new(message.clone(), said, wish))).collect()
            }
        }
    }

    /// It was said to its end.
    pub(super) fn said(&mut self, site: &SiteId, now: Duration, settings: &Settings) -> Outcome {
        let Some(session) = &mut self.session else { return Outcome::default() };
        let Phase::Saying(_, saying) = &session.phase else { return Outcome::default() };
        let Saying { reply, ends } = *saying;
        let happened = reply.map(|reply| Happening::Delivered { site: site.clone(), reply });
        let messages = if ends {
            let why = if session.unanswered { Termination::Timeout } else { session.ending.clone() };
            session.phase = Phase::Thinking;
            self.end(site, why, now, settings).messages
        } else {
            session.listen(site, now, settings)
        };
        Outcome { messages, happened, refusal: None }
    }

    /// Nobody said anything. The assistant asks once more where it waits for an answer.
    pub(super) fn silence(&mut self, site: &SiteId, now: Duration, settings: &Settings) -> Outcome {
        match &mut self.session {
            Some(session) if session.asked => {
                session.unanswered = true;
                let messages = session.think(site, now);
                Outcome { messages, happened: Some(Happening::Silence { site: site.clone() }), refusal: None }
            }
            _ => self.end(site, Termination::Timeout, now, settings),
        }
    }

    /// The time of what goes on is over.
    pub(super) fn out_of_time(&mut self, site: &SiteId, now: Duration, settings: &Settings) -> Outcome {
        match self.session.as_ref().map(|session| &session.phase) {
            Some(Phase::Listening) => self.silence(site, now, settings),
            _ => self.end(site, Termination::Timeout, now, settings),
        }
    }

    /// Ends the session, and begins the one that waits.
    pub(super) fn end(&mut self, site: &SiteId, why: Termination, now: Duration, settings: &Settings) -> Outcome {
        let Some(session) = self.session.take() else { return Outcome::default() };
        let mut messages = session.stop_listening(site);
        let ended = SessionEnded { session: session.message(site), termination: why };
        messages.extend([Outgoing::SessionEnded(ended), Outgoing::HotwordOn(session.place(site))]);
        let happened = match session.phase {
            Phase::Saying(_, Saying { reply: Some(reply), .. }) => Some(Happening::unheard(site, reply)),
            _ => None,
        };
        if let Some(mut next) = self.waiting.pop_front() {
            messages.extend(next.begin(site, now, settings));
            self.session = Some(next);
        }
        Outcome { messages, happened, refusal: None }
    }

    /// Another client ends a session, perhaps after a last word.
    pub(super) fn end_by_client(
        &mut self,
        site: &SiteId,
        (id, text): (&str, Option<String>),
        now: Duration,
        settings: &Settings,
    ) -> Outcome {
        if let Some(place) = self.waiting.iter().position(|session| session.id == id) {
            let Some(session) = self.waiting.remove(place) else { return Outcome::default() };
            let ended = SessionEnded { session: session.message(site), termination: Termination::Nominal };
            let reply = session.opening.and_then(|(_, saying)| saying.reply);
            let happened = reply.map(|reply| Happening::unheard(site, reply));
            return Outcome { messages: vec![Outgoing::SessionEnded(ended)], happened, refusal: None };
        }
        let (Some(session), Some(text)) = (&mut self.session, text) else {
            return self.end(site, Termination::Nominal, now, settings);
        };
        let happened = match session.phase {
            Phase::Saying(_, Saying { reply: Some(reply), .. }) => Some(Happening::unheard(site, reply)),
            _ => None,
        };
        let messages = session.say(site, text.into(), Saying { reply: None, ends: true }, now, settings);
        Outcome { messages, happened, refusal: None }
    }
}
