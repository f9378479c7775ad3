//! The Hermes dialect (Snips, Rhasspy): satellites that detect a wake word, recognise and speak by themselves, with the
//! daemon as their dialogue manager.
//!
//! A wake word (`hermes/hotword/<id>/detected`) opens a session at its site, if none is open: `sessionStarted`,
//! `hermes/hotword/toggleOff` and `hermes/asr/startListening` go out. What `hermes/asr/textCaptured` brings for that session
//! while it is listened to is a turn, once; for another session, or at another time, it is refused. Replies go out on
//! `hermes/tts/say`; a reply counts as heard, and its question can be answered, when `sayFinished` names it. Then the site
//! is listened to again, or the session ends: `sessionEnded` and `hermes/hotword/toggleOn`.
//!
//! Other clients may use the sites too. `startSession` says something and listens (`action`) or only says it
//! (`notification`); at a site that is in a session it waits (`sessionQueued`), at most eight do. `continueSession` is
//! refused while the assistant waits for the answer to a question of its own, so that nobody answers yes to something else
//! than what was read back. What it says at a site that is in no session, news of an order for instance, is a notification.
//!
//! What is said in any session is understood by the assistant, unless a client would rather not: `configure` turns intents
//! off and on, at one site or at all of them, and `intentFilter` names those that alone count in a session, until the next
//! `continueSession`. Another command is as if nothing had been understood. Neither touches the answer to a question that is
//! open, nor what stops or takes back (`assistant/admission.rs`). Nothing of it is kept over a restart.
//!
//! With `publish_intents` whatever is wanted in a session is told on `hermes/intent/<name>`, for other skills, a message for
//! each wish. The assistant acts on it all the same, and has the word: what others say in the session meanwhile is refused.
//! What is not told: words in which there is a code or the number of a card, and what was not understood.
//!
//! Each part that a satellite lacks can be had alone. With `understand` the daemon answers `hermes/nlu/query` and nothing
//! comes of it; who injects words is told that they come from the catalogue. At the sites of `speak_for` it says what
//! anybody asks for on `hermes/tts/say`, as WAV on `hermes/audioServer/<site>/playBytes/<id>`; it was said when the
//! loudspeaker publishes `playFinished`. At the sites of `transcribe_for` it recognises: from `hermes/asr/startListening`
//! on, whoever publishes that, it hears the sound of `hermes/audioServer/<site>/audioFrame` until silence or `stopListening`
//! ends what is said, and publishes `hermes/asr/textCaptured`. It hears its own `startListening` and its own words from the
//! broker, like those of any other recogniser: there is one way only. Sound is never kept, and never heard while nobody is
//! listened to.
//!
//! Messages have no time in them, so everything is taken and published at QoS 0, only as it happens; what ends a session is
//! published at QoS 1, so that no site is left with its wake words off.
//!
//! A session ends with `abortedByUser` after a "stop", with `intentNotRecognized` when the assistant gives up on what
//! was said last, with `timeout` when nobody speaks or `sayFinished` does not come, and with `error` when the
//! satellite publishes on `hermes/error/asr` or `hermes/error/tts`. Apart from what `publish_intents` and
//! `transcribe_for` ask for, and the replies themselves, nothing of what is said goes out: let only satellites read
//! `hermes/tts/say` and write `hermes/asr/textCaptured` in the broker's ACL.

pub mod asr;
mod channel;
mod ear;
mod filters;
pub mod incoming;
pub mod injection;
pub mod nlu;
pub mod outgoing;
pub mod requests;
pub mod sessions;
mod site;
pub mod sound;
mod speech;
pub mod streams;
pub mod topics;

use std::sync::mpsc::SyncSender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use rumqttc::{QoS, SubscribeFilter};

use self::asr::Heard;
use self::channel::HermesChannel;
use self::ear::Ear;
pub use self::ear::EarParts;
use self::incoming::Incoming;
use self::outgoing::Outgoing;
use self::sessions::{Happening, Outcome, Sessions, Settings, Turn};
use self::speech::Speech;
use self::topics::{ANY_DETECTED, ANY_PLAY_FINISHED, Topic};
use super::dialect::{Delivery, Dialect, Fault, Halves, Refusal, Taken};
use super::link::{Link, Publisher};
use super::outbox::Message;
use super::served::Served;
use crate::channels::ChannelError;
use crate::config::{Config, HermesConfig};
use crate::event::{Event, SiteId, TextTurn};
use crate::language::ByLanguage;
use crate::text_to_speech::reader::Reader;

/// What [`crate::event::TextTurn::channel`] says of a turn that a satellite captured.
pub const NAME: &str = "hermes";

/// The components whose errors end a session.
const COMPONENTS: [&str; 2] = ["asr", "tts"];

/// What the dialogue manager listens to, besides those and the wake words.
const MANAGING: [Topic; 6] = [
    Topic::TextCaptured,
    Topic::SayFinished,
    Topic::StartSession,
    Topic::ContinueSession,
    Topic::EndSession,
    Topic::Configure,
];

/// What the daemon does for satellites that lack it.
#[derive(Default)]
pub struct Parts {
    /// What speaks at the sites of `hermes.speak_for`.
    pub voice: Option<ByLanguage<Reader>>,
    /// What recognises at the sites of `hermes.transcribe_for`.
    pub ear: Option<EarParts>,
}

/// What the recogniser listens to, besides the sound of its sites.
const RECOGNISING: [Topic; 4] = [Topic::StartListening, Topic::StopListening, Topic::AsrOn, Topic::AsrOff];

/// Both halves of the dialect, and the threads that end what takes too long and speak.
///
/// # Errors
/// [`ChannelError::Setup`] when there is no thread.
pub(super) fn open(
    link: &Arc<Link>,
    config: &Config,
    parts: Parts,
    events: SyncSender<Event>,
) -> Result<Halves, ChannelError> {
    let spawning = |error: std::io::Error| {
        let reason = format!("no thread can be started: {error}");
        ChannelError::Setup { channel: NAME, reason }
    };
    let settings = Settings {
        language: config.assistant.language.clone(),
        patience: Duration::from_secs(config.hermes.listen_s.into()),
    };
    let new_id = Box::new(|| uuid::Uuid::new_v4().to_string());
    let manager = Arc::new(Manager {
        state: Mutex::new(State { sessions: Sessions::new(settings, new_id), closing: false }),
        changed: Condvar::new(),
        publisher: link.publisher(NAME),
        started: Instant::now(),
    });
    let clock = Arc::clone(&manager);
    std::thread::Builder::new().name(NAME.to_owned()).spawn(move || clock.keep_time(&events)).map_err(spawning)?;
    let sites = config.hermes.speak_for.iter().cloned().map(SiteId).collect();
    let speech =
        parts.voice.map(|readers| Speech::start(sites, readers, link.publisher(NAME))).transpose().map_err(spawning)?;
    let start_ear = |ear| Ear::start(ear, &config.listening, link.publisher(NAME)).map(Arc::new);
    let ear = parts.ear.map(start_ear).transpose().map_err(spawning)?;
    let channel = HermesChannel {
        manager: Arc::clone(&manager),
        ear: ear.clone(),
        publishes: config.hermes.publish_intents,
        _up_meanwhile: Arc::clone(link),
    };
    let HermesConfig { enabled: manages, understand: understands, .. } = config.hermes;
    Ok((Box::new(Hermes { served: Served::by(config), manager, speech, ear, manages, understands }), Box::new(channel)))
}

/// The sessions, and the way to the satellites.
struct Manager {
    state: Mutex<State>,
    changed: Condvar,
    publisher: Publisher,
    started: Instant,
}

struct State {
    sessions: Sessions,
    closing: bool,
}

impl Manager {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the sessions, and publishes what comes of it before anybody else changes them: the order matters. Answers to
    /// what was refused are left. The error is that of the first message that is lost.
    fn change(&self, change: impl FnOnce(&mut Sessions, Duration) -> Outcome) -> (Outcome, Result<(), ChannelError>) {
        let mut state = self.lock();
        let mut outcome = change(&mut state.sessions, self.started.elapsed());
        let mut published = Ok(());
        if outcome.refusal.is_none() {
            for message in std::mem::take(&mut outcome.messages) {
                published = published.and(written(&message).and_then(|message| self.publisher.publish(message)));
            }
        }
        drop(state);
        self.changed.notify_all();
        (outcome, published)
    }

    /// Ends what takes too long, until the channel is closed or the loop is over.
    fn keep_time(&self, events: &SyncSender<Event>) {
        let mut state = self.lock();
        while !state.closing {
            let now = self.started.elapsed();
            state = match state.sessions.deadline() {
                Some(deadline) if deadline <= now => {
                    drop(state);
                    let (outcome, published) = self.change(Sessions::tick);
                    log(published);
                    if outcome.happened.is_some_and(|happened| events.send(event(happened)).is_err()) {
                        return;
                    }
                    self.lock()
                }
                Some(deadline) => {
                    let waited = self.changed.wait_timeout(state, deadline - now);
                    waited.unwrap_or_else(PoisonError::into_inner).0
                }
                None => self.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
            };
        }
    }
}

fn written(message: &Outgoing) -> Result<Message, ChannelError> {
    let qos = if message.counts_later() { QoS::AtLeastOnce } else { QoS::AtMostOnce };
    Ok(Message { qos, ..Message::json(&message.topic(), message)? })
}

fn log(published: Result<(), ChannelError>) {
    if let Err(error) = published {
        tracing::warn!("{error}");
    }
}

fn event(happened: Happening) -> Event {
    match happened {
        Happening::Turn(Turn { id, site, session, text, likelihood, speaker, language }) => Event::Text(TextTurn {
            id: Some(id),
            channel: NAME,
            site,
            session: Some(session),
            text,
            confidence: likelihood,
            speaker,
            language,
            at: Timestamp::now(),
        }),
        Happening::Silence { site } => Event::NoInput { site },
        Happening::Delivered { site, reply } => Event::Delivered { site, reply },
        Happening::Undelivered { site, reply, reason } => Event::Undelivered { site, reply, reason },
    }
}

struct Hermes {
    served: Served,
    manager: Arc<Manager>,
    speech: Option<Speech>,
    ear: Option<Arc<Ear>>,
    manages: bool,
    understands: bool,
}

impl Hermes {
    fn settle(&self, (outcome, published): (Outcome, Result<(), ChannelError>)) -> Taken {
        log(published);
        let messages = outcome.messages.iter().filter_map(|message| written(message).ok()).collect();
        Taken { event: outcome.happened.map(event), messages, refusal: outcome.refusal }
    }
}

impl Dialect for Hermes {
    fn subscriptions(&self) -> Vec<SubscribeFilter> {
        let mut filters = Vec::new();
        if self.manages {
            filters.push(ANY_DETECTED.to_owned());
            filters.extend(MANAGING.iter().map(Topic::to_string));
            filters.extend(COMPONENTS.map(|component| Topic::Error(component.to_owned()).to_string()));
        }
        if self.understands {
            filters.extend([Topic::Query.to_string(), Topic::Inject.to_string()]);
        }
        if self.speech.is_some() {
            filters.extend([Topic::Say.to_string(), ANY_PLAY_FINISHED.to_owned()]);
        }
        if let Some(ear) = &self.ear {
            filters.extend(RECOGNISING.iter().map(Topic::to_string));
            filters.extend(ear.sites().into_iter().map(|site| Topic::AudioFrame(site).to_string()));
        }
        // At QoS 0 the broker keeps nothing for us: a wake word from before must not open a microphone now.
        filters.into_iter().map(|filter| SubscribeFilter::new(filter, QoS::AtMostOnce)).collect()
    }

    fn take(&mut self, delivery: Delivery<'_>, _now: Timestamp) -> Taken {
        match read(delivery) {
            Ok(message) if message.site().is_some_and(|site| !self.served.has(site)) => Taken::default(),
            Ok(Incoming::Query(query)) => Taken { event: Some(Event::Asked(query)), ..Taken::default() },
            Ok(Incoming::Say(words)) => self.speech.as_ref().map(|speech| speech.say(words)).unwrap_or_default(),
            Ok(Incoming::Played { site, id }) => {
                let said = self.speech.as_ref().and_then(|speech| speech.played(&site, &id));
                let messages = said.and_then(|said| written(&said).ok()).into_iter().collect();
                Taken { messages, ..Taken::default() }
            }
            Ok(Incoming::Heard { site, heard }) => {
                let refusal = self.ear.as_ref().and_then(|ear| ear.take(&site, heard));
                Taken { refusal, ..Taken::default() }
            }
            Ok(message) => self.settle(self.manager.change(|sessions, now| sessions.hear(message, now))),
            Err(refusal) => {
                if let (Some(ear), Some(site)) = (&self.ear, &refusal.site) {
                    // Nothing is lost with it but why nobody can be heard there.
                    let _counted_already = ear.take(site, Heard::Unreadable(refusal.reason.clone()));
                }
                Taken { refusal: Some(refusal), ..Taken::default() }
            }
        }
    }

    fn undo(&mut self, event: Event, refusal: Refusal) -> Taken {
        if let Event::Text(TextTurn { site, session, .. }) = event {
            let (_told_already, published) =
                self.manager.change(|sessions, now| sessions.give_up(&site, session.as_deref(), &refusal.reason, now));
            log(published);
        }
        Taken { refusal: Some(refusal), ..Taken::default() }
    }
}

/// Reads what the broker delivered.
///
/// # Errors
/// Why it is refused; of sound also at which site.
pub fn read(delivery: Delivery<'_>) -> Result<Incoming, Refusal> {
    let refused = |fault, reason| Refusal { fault, reason, site: None };
    if delivery.retained {
        let reason = "it must not be retained: publish it with the retain flag off".to_owned();
        return Err(refused(Fault::Retained, reason));
    }
    let topic: Topic = delivery.topic.parse().map_err(|reason| refused(Fault::Foreign, reason))?;
    Incoming::read(&topic, delivery.payload).map_err(|reason| {
        let site = if let Topic::AudioFrame(site) = &topic { Some(site.clone()) } else { None };
        Refusal { site, ..refused(Fault::Malformed, reason) }
    })
}
