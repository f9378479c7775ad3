//! The sessions of all sites, as a Hermes dialogue manager keeps them: what a message, a reply or the time makes of them.
//! It does no I/O and reads no clock; `now` is the time since the start.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use super::filters::Filters;
use super::incoming::{Captured, Incoming};
use super::injection;
use super::outgoing::{Failure, Outgoing, Termination};
use super::requests::{Configure, Continue, Start};
pub use super::site::Settings;
use super::site::{Saying, Session, Site, Text};
use crate::channels::mqtt::dialect::{Fault, Refusal};
use crate::event::{Query, SiteId};
use crate::understanding::Meaning;

/// So many sites are known at once; those that are in no session are forgotten first.
const SITES: usize = 4_096;

/// What comes of something.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Outcome {
    /// To be published, in this order.
    pub messages: Vec<Outgoing>,
    /// For the assistant.
    pub happened: Option<Happening>,
    /// Why it was not acted on, if it was not.
    pub refusal: Option<Refusal>,
}

/// Something that the assistant must know.
#[derive(Debug, Clone, PartialEq)]
pub enum Happening {
    /// Somebody said something.
    Turn(Turn),
    /// Nobody answered.
    Silence {
        /// Where.
        site: SiteId,
    },
    /// A reply was heard to its end.
    Delivered {
        /// Where.
        site: SiteId,
        /// The reply, [`crate::dialogue::Reply::number`].
        reply: u64,
    },
    /// A reply was not heard to its end.
    Undelivered {
        /// Where.
        site: SiteId,
        /// The reply, [`crate::dialogue::Reply::number`].
        reply: u64,
        /// Why not, for the log.
        reason: String,
    },
}

impl Happening {
    pub(super) fn unheard(site: &SiteId, reply: u64) -> Self {
        let reason = format!("the session at {site} ended before the satellite had said it");
        Self::Undelivered { site: site.clone(), reply, reason }
    }
}

/// What somebody said in a session.
#[derive(Debug, Clone, PartialEq)]
pub struct Turn {
    /// The same whenever the same message arrives.
    pub id: String,
    /// Where.
    pub site: SiteId,
    /// In which session.
    pub session: String,
    /// The words.
    pub text: String,
    /// How sure of them, 0 to 1.
    pub likelihood: f32,
    /// Who seems to have said it.
    pub speaker: Option<String>,
    /// Their language, where it is known.
    pub language: Option<String>,
}

/// The sessions of all sites.
pub struct Sessions {
    sites: BTreeMap<SiteId, Site>,
    filters: Filters,
    settings: Settings,
    new_id: Box<dyn FnMut() -> String + Send>,
}

impl fmt::Debug for Sessions {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Sessions").field("sites", &self.sites.len()).finish_non_exhaustive()
    }
}

impl Sessions {
    /// No session is open; `new_id` names those that will be, each otherwise.
    #[must_use]
    pub fn new(settings: Settings, new_id: Box<dyn FnMut() -> String + Send>) -> Self {
        Self { sites: BTreeMap::new(), filters: Filters::default(), settings, new_id }
    }

    /// When the next thing is over that goes on: [`Self::tick`] ends it.
    #[must_use]
    pub fn deadline(&self) -> Option<Duration> {
        self.sites.values().filter_map(Site::deadline).min()
    }

    /// Whether a satellite of this site was heard of.
    #[must_use]
    pub fn knows(&self, site: &SiteId) -> bool {
        self.sites.contains_key(site)
    }

    /// The session that is open at a site.
    #[must_use]
    pub fn open_at(&self, site: &SiteId) -> Option<&str> {
        self.sites.get(site)?.session().map(|open| open.id.as_str())
    }

    /// How many sites are known.
    #[must_use]
    pub fn len(&self) -> usize {
        self.sites.len()
    }

    /// Whether no site is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sites.is_empty()
    }

    /// Ends what took too long at one site; nothing when nothing did.
    pub fn tick(&mut self, now: Duration) -> Outcome {
        let due = self.sites.iter_mut().find(|(_, site)| site.deadline().is_some_and(|deadline| deadline <= now));
        due.map(|(name, site)| site.out_of_time(name, now, &self.settings)).unwrap_or_default()
    }

    /// Ends one session that is open, as the daemon ends; nothing when none is.
    pub fn close(&mut self, now: Duration) -> Outcome {
        let open = self.sites.iter_mut().find(|(_, site)| site.session().is_some());
        let error = "the assistant ends".to_owned();
        open.map(|(name, site)| site.end(name, Termination::Error { error }, now, &self.settings)).unwrap_or_default()
    }

    /// Takes a message.
    pub fn hear(&mut self, message: Incoming, now: Duration) -> Outcome {
        match message {
            Incoming::Detected { site, wake_word } => self.woken(&site, wake_word, now),
            Incoming::Captured(captured) => self.captured(captured, now),
            Incoming::Said { id, session } => {
                let (id, session) = (id.as_deref(), session.as_deref());
                let at = self.sites.iter_mut().find(|(_, site)| site.is_saying(id, session));
                // What other clients had said is none of ours.
                at.map(|(name, site)| site.said(name, now, &self.settings)).unwrap_or_default()
            }
            Incoming::Start(start) => self.start(start, now),
            Incoming::Continue(wanted) => self.go_on(wanted, now),
            Incoming::End { session, text } => match self.sites.iter_mut().find(|(_, site)| site.has(&session)) {
                Some((name, site)) => site.end_by_client(name, (&session, text), now, &self.settings),
                None => unknown(None),
            },
            Incoming::Failed { site, session } => {
                let error = "a part of the satellite failed; its log says why";
                self.give_up(&site, session.as_deref(), error, now)
            }
            Incoming::Configure(configure) => self.configure(configure),
            Incoming::Inject { id } => injection::refuse(id),
            // Nothing of a session.
            Incoming::Query(_) | Incoming::Say(_) | Incoming::Played { .. } | Incoming::Heard { .. } => {
                Outcome::default()
            }
        }
    }

    /// Whether an intent counts in what was said: as the client of its session wants it, else as it is configured.
    #[must_use]
    pub fn admits(&self, said: &Query, intent: &str) -> bool {
        let open = self.sites.get(&said.site).and_then(Site::session);
        match open.filter(|open| Some(&open.id) == said.session.as_ref()) {
            Some(open) if !open.answers.only.is_empty() => open.answers.only.iter().any(|only| only == intent),
            _ => self.filters.admits(&said.site, intent),
        }
    }

    /// The assistant says something at a site, in a language: in the session there, else as a notification.
    ///
    /// # Errors
    /// Why it cannot be said.
    pub fn reply(
        &mut self,
        site: &SiteId,
        (number, text, language): (u64, &str, &str),
        ends: bool,
        now: Duration,
    ) -> Result<Outcome, String> {
        let there = room(&mut self.sites, site).ok_or_else(|| "too many sites are in a session".to_owned())?;
        let saying = Saying { reply: Some(number), ends };
        let text = Text { words: text.to_owned(), language: Some(language.to_owned()) };
        let messages = match there.say(site, text, saying, now, &self.settings) {
            Ok(messages) => messages,
            Err(text) => {
                let mut notification = Session::new((self.new_id)());
                notification.opening = Some((text, Saying { ends: true, ..saying }));
                there
                    .start(site, notification, now, &self.settings)
                    .ok_or_else(|| format!("too much waits to be said at {site}"))?
            }
        };
        Ok(Outcome { messages, ..Outcome::default() })
    }

    /// It is known what was said in a session means. Its client is told when that is nothing and it wants to know; everybody is
    /// told what it is, if it `publishes` that.
    pub fn meant(&mut self, said: &Query, meaning: &Meaning, publishes: bool) -> Outcome {
        let there = self.sites.get_mut(&said.site);
        let messages = there.map(|there| there.meant(said, meaning, publishes)).unwrap_or_default();
        Outcome { messages, ..Outcome::default() }
    }

    /// Gives the session of a site up; nothing when it is another one.
    pub fn give_up(&mut self, site: &SiteId, session: Option<&str>, error: &str, now: Duration) -> Outcome {
        let Some(there) = self.sites.get_mut(site) else { return Outcome::default() };
        let open = there.session().map(|open| open.id.clone());
        if open.is_none() || session.is_some_and(|session| open.as_deref() != Some(session)) {
            return Outcome::default();
        }
        let mut outcome = there.end(site, Termination::Error { error: error.to_owned() }, now, &self.settings);
        outcome.messages.insert(0, failure(error, Some(site), open));
        outcome
    }

    fn woken(&mut self, name: &SiteId, wake_word: String, now: Duration) -> Outcome {
        match room(&mut self.sites, name) {
            Some(site) if site.session().is_none() => {
                let mut session = Session::new((self.new_id)());
                session.wake_word = Some(wake_word);
                started(site.start(name, session, now, &self.settings), name)
            }
            // Said in a session, or heard twice.
            Some(_) => Outcome::default(),
            None => refused(Fault::Busy, "too many sites are in a session", Some(name), None),
        }
    }

    fn captured(&mut self, captured: Captured, now: Duration) -> Outcome {
        let name = captured.site.clone();
        let open = self.sites.get_mut(&name).filter(|site| {
            let open = site.session().map(|open| &open.id);
            open.is_some() && open == captured.session.as_ref()
        });
        let Some(site) = open else { return unknown(Some(name)) };
        let silent = captured.text.is_empty();
        let heard = if silent && site.is_listening() {
            Some(site.silence(&name, now, &self.settings))
        } else {
            site.hear(captured, now)
        };
        heard.unwrap_or_else(|| {
            let reason = "nobody is listened to there now: it came too late, or twice".to_owned();
            let refusal = Refusal { fault: Fault::Stale, reason, site: Some(name) };
            Outcome { refusal: Some(refusal), ..Outcome::default() }
        })
    }

    fn go_on(&mut self, wanted: Continue, now: Duration) -> Outcome {
        let session = wanted.session.clone();
        let Some((name, site)) = self.sites.iter_mut().find(|(_, site)| site.has(&session)) else {
            return unknown(None);
        };
        match site.go_on(name, wanted, now, &self.settings) {
            Ok(messages) => Outcome { messages, ..Outcome::default() },
            Err(why) => refused(Fault::Unable, why, Some(name), Some(session)),
        }
    }

    fn configure(&mut self, configure: Configure) -> Outcome {
        let site = configure.site.clone();
        match self.filters.configure(configure) {
            Ok(()) => Outcome::default(),
            Err(why) => refused(Fault::Busy, why, site.as_ref(), None),
        }
    }

    fn start(&mut self, start: Start, now: Duration) -> Outcome {
        let Start { site: name, text, action, can_wait, answers, custom_data } = start;
        let Some(site) = room(&mut self.sites, &name) else {
            return refused(Fault::Busy, "too many sites are in a session", Some(&name), None);
        };
        if !can_wait && site.session().is_some() {
            return refused(Fault::Busy, "its site is in a session, and it must not wait", Some(&name), None);
        }
        let mut session = Session::new((self.new_id)());
        (session.custom_data, session.answers) = (custom_data, answers);
        session.opening = text.map(|text| (text.into(), Saying { reply: None, ends: !action }));
        started(site.start(&name, session, now, &self.settings), &name)
    }
}

fn started(messages: Option<Vec<Outgoing>>, site: &SiteId) -> Outcome {
    match messages {
        Some(messages) => Outcome { messages, ..Outcome::default() },
        None => refused(Fault::Busy, "too many sessions wait for its site", Some(site), None),
    }
}

/// The site of this name, unless too many others are in a session.
fn room<'a>(sites: &'a mut BTreeMap<SiteId, Site>, name: &SiteId) -> Option<&'a mut Site> {
    if sites.len() >= SITES && !sites.contains_key(name) {
        sites.retain(|_, site| !site.is_free());
        if sites.len() >= SITES {
            return None;
        }
    }
    Some(sites.entry(name.clone()).or_default())
}

fn unknown(site: Option<SiteId>) -> Outcome {
    let reason = "its session is not open at its site".to_owned();
    Outcome { refusal: Some(Refusal { fault: Fault::Foreign, reason, site }), ..Outcome::default() }
}

/// Refuses what a client asks for, and tells it.
fn refused(fault: Fault, why: &str, site: Option<&SiteId>, session: Option<String>) -> Outcome {
    let refusal = Refusal { fault, reason: why.to_owned(), site: site.cloned() };
    Outcome { messages: vec![failure(why, site, session)], happened: None, refusal: Some(refusal) }
}

fn failure(error: &str, site: Option<&SiteId>, session_id: Option<String>) -> Outgoing {
    Outgoing::Error(Failure { error: error.to_owned(), site_id: site.cloned(), session_id })
}
