//! Recognising as a service of its own: the sound of some sites becomes words. One thread listens to all of them, so that
//! the connection never waits; whoever has spoken is recognised in turn.

use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::mem;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::asr::{Captured, Heard};
use super::outgoing::{Failure, Outgoing};
use super::streams::{Caught, Streams, captured};
use crate::channels::mqtt::dialect::{Fault, Refusal};
use crate::channels::mqtt::link::Publisher;
use crate::config::ListeningConfig;
use crate::event::SiteId;
use crate::expecting::Expecting;
use crate::listening::Listener;
use crate::speech_to_text::pool::{Pool, Told, Utterance};
use crate::speech_to_text::{Recognizer, Vocabulary};

/// So many samples of a site may wait until they are listened to: eight seconds as satellites send them.
const WAITING_SAMPLES: usize = 128 * 1024;

/// So many messages of a site may wait.
const WAITING: usize = 1_024;

/// What recognises.
pub struct EarParts {
    /// What finds utterances, one for each site.
    pub listeners: Vec<(SiteId, Listener)>,
    /// What makes words of them; a vocabulary was adopted.
    pub recognizers: Vec<Box<dyn Recognizer>>,
}

/// The recogniser of some sites.
pub(super) struct Ear {
    inbox: Arc<Inbox>,
    moments: Arc<Mutex<Moments>>,
    pool: Arc<Pool>,
}

/// What may be said in the session of a site.
type Moments = BTreeMap<SiteId, (String, Expecting)>;

impl Ear {
    /// Starts the threads that listen and recognise.
    pub(super) fn start(parts: EarParts, config: &ListeningConfig, publisher: Publisher) -> io::Result<Self> {
        let EarParts { listeners, recognizers } = parts;
        let lines = listeners.iter().map(|(site, _)| (site.clone(), Line::default())).collect();
        let inbox = Arc::new(Inbox { state: Mutex::new(State { lines, closing: false }), changed: Condvar::new() });
        let moments = Arc::<Mutex<Moments>>::default();
        let telling = publisher.clone();
        let pool = Arc::new(Pool::start(recognizers, move |told| publish(&telling, &answer(told)))?);
        let streams = Streams::new(listeners, config);
        let listening = Listening {
            inbox: Arc::clone(&inbox),
            moments: Arc::clone(&moments),
            pool: Arc::clone(&pool),
            streams,
            publisher,
        };
        thread::Builder::new().name("hermes-hearing".to_owned()).spawn(move || listening.run())?;
        Ok(Self { inbox, moments, pool })
    }

    /// The sites that are recognised for.
    pub(super) fn sites(&self) -> Vec<SiteId> {
        self.inbox.lock().lines.keys().cloned().collect()
    }

    /// Takes what is said to the recogniser of a site; that of another site is for another recogniser.
    pub(super) fn take(&self, site: &SiteId, heard: Heard) -> Option<Refusal> {
        self.inbox.put(site, heard).err().map(|reason| Refusal {
            fault: Fault::Busy,
            reason: reason.to_owned(),
            site: Some(site.clone()),
        })
    }

    /// Notes what may be said next in a session.
    pub(super) fn note_moment(&self, site: &SiteId, session: &str, expecting: Expecting) {
        if self.inbox.lock().lines.contains_key(site) {
            lock(&self.moments).insert(site.clone(), (session.to_owned(), expecting));
        }
    }

    /// Changes what may be said.
    pub(super) fn adopt(&self, vocabulary: Vocabulary) {
        self.pool.adopt(vocabulary);
    }
}

impl Drop for Ear {
    fn drop(&mut self) {
        self.inbox.lock().closing = true;
        self.inbox.changed.notify_all();
    }
}

/// What waits to be listened to.
struct Inbox {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    lines: BTreeMap<SiteId, Line>,
    closing: bool,
}

/// What waits at a site. Each has room of its own, so that none can take that of the others.
#[derive(Default)]
struct Line {
    waiting: VecDeque<Heard>,
    samples: usize,
    /// Whether somebody is listened to; if not, sound is nobody's.
    open: bool,
}

impl Inbox {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts a message into the line of its site. The error says why it is lost.
    fn put(&self, site: &SiteId, heard: Heard) -> Result<(), &'static str> {
        let mut state = self.lock();
        let Some(line) = state.lines.get_mut(site) else { return Ok(()) };
        match &heard {
            Heard::Sound(_) | Heard::Unreadable(_) if !line.open => return Ok(()),
            Heard::Sound(sound) if line.samples + sound.samples.len() > WAITING_SAMPLES => {
                return Err("its sound comes faster than it is listened to: this piece is lost");
            }
            _ if line.waiting.len() >= WAITING => {
                return Err("more waits for its recogniser than anyone can have meant");
            }
            Heard::Sound(sound) => line.samples += sound.samples.len(),
            Heard::Start(_) => line.open = true,
            Heard::Stop { .. } | Heard::Toggle(_) | Heard::Unreadable(_) => {}
        }
        line.waiting.push_back(heard);
        drop(state);
        self.changed.notify_one();
        Ok(())
    }

    /// Everything that waits, in the order of each site; none when there will be no more.
    fn next(&self) -> Option<Vec<(SiteId, VecDeque<Heard>)>> {
        let mut state = self.lock();
        loop {
            if state.closing {
                return None;
            }
            let full = state.lines.iter_mut().filter(|(_, line)| !line.waiting.is_empty());
            let taken: Vec<_> = full
                .map(|(site, line)| {
                    line.samples = 0;
                    (site.clone(), mem::take(&mut line.waiting))
                })
                .collect();
            if !taken.is_empty() {
                return Some(taken);
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Nobody is listened to at a site, unless that was asked for meanwhile.
    fn close(&self, site: &SiteId) {
        if let Some(line) = self.lock().lines.get_mut(site) {
            line.open = line.waiting.iter().any(|heard| matches!(heard, Heard::Start(_)));
        }
    }
}

/// The thread that listens.
struct Listening {
    inbox: Arc<Inbox>,
    moments: Arc<Mutex<Moments>>,
    pool: Arc<Pool>,
    streams: Streams,
    publisher: Publisher,
}

impl Listening {
    fn run(mut self) {
        while let Some(taken) = self.inbox.next() {
            for (site, waiting) in taken {
                for heard in waiting {
                    for caught in self.streams.hear(&site, heard) {
                        self.hand_on(&site, caught);
                    }
                }
                if !self.streams.is_listening(&site) {
                    self.inbox.close(&site);
                }
            }
        }
    }

    fn hand_on(&self, site: &SiteId, caught: Caught) {
        let (session, frames) = match caught {
            Caught::Publish(message) => return publish(&self.publisher, &message),
            Caught::Spoken { session, frames } => (session, frames),
        };
        let expecting = self.expected(site, session.as_deref());
        let utterance = Utterance { site: site.clone(), session: session.clone(), expecting, frames };
        if let Err(refused) = self.pool.push(utterance) {
            tracing::warn!("Hermes: what was said at {site} is not recognised: {refused}");
            publish(&self.publisher, &unheard(site, session, refused.to_string()));
        }
    }

    /// What may be said now. Whoever is listened to in a session that is none of ours may say any command.
    fn expected(&self, site: &SiteId, session: Option<&str>) -> Expecting {
        match lock(&self.moments).get(site) {
            Some((ours, expecting)) if Some(ours.as_str()) == session => *expecting,
            _ => Expecting::Command,
        }
    }
}

/// What is published of what was recognised.
fn answer(told: Told<'_>) -> Outgoing {
    let of = |utterance: &Utterance| captured(&utterance.site, utterance.session.clone(), utterance.frames.len());
    match told {
        Told::Partial(utterance, text) => Outgoing::PartlyCaptured(Captured { text, ..of(utterance) }),
        Told::Recognised(utterance, hypotheses) => Outgoing::Captured(match hypotheses.into_iter().next() {
            Some(best) => {
                Captured { text: best.text, likelihood: best.confidence, lang: best.language, ..of(utterance) }
            }
            None => of(utterance),
        }),
        Told::Failed(utterance, error) => {
            tracing::warn!("Hermes: what was said at {} is not recognised: {error}", utterance.site);
            unheard(&utterance.site, utterance.session.clone(), error.to_string())
        }
    }
}

fn unheard(site: &SiteId, session_id: Option<String>, error: String) -> Outgoing {
    Outgoing::Unheard(Failure { error, site_id: Some(site.clone()), session_id })
}

fn publish(publisher: &Publisher, message: &Outgoing) {
    super::log(super::written(message).and_then(|message| publisher.publish(message)));
}

fn lock(moments: &Mutex<Moments>) -> MutexGuard<'_, Moments> {
    moments.lock().unwrap_or_else(PoisonError::into_inner)
}
