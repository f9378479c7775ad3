//! The composition root: builds every part, owns the loop that [`Event`]s drive, and shuts everything down.

mod admission;
mod arbitration;
mod chimes;
mod clock;
mod controls;
mod conversation;
mod error;
mod events;
mod hearing;
pub mod household;
mod languages;
mod learning;
mod manner;
mod ordering;
mod paper;
pub mod parts;
mod people;
mod reading;
pub mod remembered;
pub mod sources;
mod speaking;
pub mod timeline;
mod turns;
mod updates;
mod waking;
mod wholeness;
mod windows;

use crate::audio::AudioSource;
use crate::audio::echo::EchoFilter;
use crate::channels::Channel;
use crate::commerce::Storefront;
use crate::config::Config;
use crate::dialogue::DialogueSettings;
use crate::dialogue::household::Household;
use crate::dialogue::manner::Manner;
use crate::dialogue::reply::Replies;
use crate::event::{Event, SiteId, SiteState};
use crate::handover::Desk;
use crate::journal::Journal;
use crate::language::ByLanguage;
use crate::listening::Listener;
use crate::memory;
use crate::speech_to_text::{Recognizer, Vocabulary};
use crate::understanding::{History, Languages};
use arbitration::Arbitration;
use clock::Clock;
use conversation::Conversation;
pub use error::AssistantError;
use hearing::{Ears, Hearing};
use jiff::Timestamp;
use learning::Learning;
use ordering::Ordering;
pub use paper::Receipts;
use speaking::Speaking;
pub use speaking::{MouthParts, OpenVoice};
use std::any::Any;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use timeline::Timeline;
use updates::Known;
use uuid::Uuid;
pub use waking::Waker;
use wholeness::Wholeness;
use windows::Windows;

/// How many events may wait for the loop.
const EVENTS: usize = 256;

/// The parts that every assistant has.
pub struct Core {
    /// What was configured.
    pub config: Config,
    /// The shop that orders are placed with.
    pub shop: Box<dyn Storefront>,
    /// The journal of the thread that places orders.
    pub orders_journal: Box<dyn Journal>,
    /// The journal of the loop: messages that were acted on, orders that were told.
    pub journal: Box<dyn Journal>,
    /// The sentences, in each language that is spoken.
    pub understanding: Languages,
    /// What to say in each of them.
    pub replies: ByLanguage<Replies>,
    /// How a conversation goes.
    pub settings: DialogueSettings,
    /// What makes receipts, if anything does.
    pub receipts: Option<Receipts>,
    /// What a person at the terminal sees.
    pub timeline: Timeline,
}

/// The parts of an assistant that hears and speaks.
pub struct VoiceParts {
    /// The microphone.
    pub source: Box<dyn AudioSource>,
    /// What finds utterances in its frames.
    pub listener: Listener,
    /// What makes words of them.
    pub recognizer: Box<dyn Recognizer>,
    /// What it listens for.
    pub vocabulary: Vocabulary,
    /// What listens for wake words, where networks were trained for them.
    pub waker: Option<Waker>,
    /// What speaks; without it replies are shown in the terminal.
    pub mouth: Option<MouthParts>,
}

struct Voice {
    hearing: Hearing,
    speaking: Option<Speaking>,
    /// How it speaks, and with which voice.
    manner: Manner,
    voice: String,
    /// Whether somebody turned to the assistant and has not heard yet that it listens.
    woken: bool,
    /// Whether the microphone is being judged.
    open: bool,
    /// Whether the assistant spoke since the microphone was last judged …
    spoke: bool,
    /// … and was interrupted by somebody who goes on talking.
    interrupted: bool,
    /// Whether the microphone is to hear nothing.
    muted: bool,
    /// Texts that are read out once nobody talks, and their languages.
    announcements: VecDeque<(String, String)>,
    /// What channels were shown last.
    shown: Option<SiteState>,
}

/// The whole assistant.
pub struct Assistant {
    config: Config,
    understanding: Languages,
    /// What the household buys.
    history: History,
    replies: ByLanguage<Replies>,
    settings: DialogueSettings,
    timeline: Timeline,
    journal: Box<dyn Journal>,
    ordering: Ordering,
    /// The microphones and loudspeakers of this machine, by their site.
    voices: BTreeMap<SiteId, Voice>,
    arbitration: Arbitration,
    channels: Vec<Box<dyn Channel>>,
    /// What channels and buttons need as long as there are any: it goes when they are gone.
    kept: Vec<Box<dyn Any + Send>>,
    conversations: BTreeMap<SiteId, Conversation>,
    /// What is remembered of the household, at whichever site.
    household: Household,
    /// When it is reminded of what is due.
    remind_at: Option<Timestamp>,
    /// Where somebody waits for an answer, and when a sound says that it was understood.
    acknowledge_at: Option<(SiteId, Timestamp)>,
    /// The ways to people, and who asked for one: where, and whether the conversation there still waits.
    people: Option<Desk>,
    bundles: BTreeMap<Uuid, (SiteId, bool)>,
    receipts: Option<Receipts>,
    /// The deliveries that have a receipt; none until the shop was looked at.
    windows: Option<Windows>,
    /// What the household knows of its orders.
    known: Known,
    /// Attempts whose outcome was handed to a conversation since the start.
    known_outcomes: BTreeSet<String>,
    /// The recordings are over: end once everything is settled.
    ending: bool,
    clock: Clock,
    inbox: Receiver<Event>,
    /// What was found in the inbox behind turns and is next.
    ahead: Option<Event>,
    events: SyncSender<Event>,
}

impl Assistant {
    /// Puts the parts together. Nothing is heard before [`Assistant::run`].
    ///
    /// # Errors
    /// [`AssistantError`]
    pub fn new(core: Core) -> Result<Self, AssistantError> {
        let (events, inbox) = sync_channel(EVENTS);
        let revision = core.shop.revision()?;
        let learning = Learning::start(core.understanding.clone(), events.clone())?;
        let (ordering, news) = Ordering::start(core.shop, core.orders_journal, revision, learning, events.clone())?;
        let mut assistant = Self {
            config: core.config,
            understanding: core.understanding,
            history: History::default(),
            replies: core.replies,
            settings: core.settings,
            timeline: core.timeline,
            journal: core.journal,
            ordering,
            voices: BTreeMap::new(),
            arbitration: Arbitration::default(),
            channels: Vec::new(),
            kept: Vec::new(),
            conversations: BTreeMap::new(),
            household: Household::default(),
            remind_at: None,
            acknowledge_at: None,
            people: None,
            bundles: BTreeMap::new(),
            receipts: core.receipts,
            windows: None,
            known: Known::default(),
            known_outcomes: BTreeSet::new(),
            ending: false,
            clock: Clock::start(),
            inbox,
            ahead: None,
            events,
        };
        assistant.restore_household();
        assistant.forget_in_time();
        assistant.remind_at = Self::next_reminder(&assistant.config, Timestamp::now());
        assistant.restore_known();
        assistant.restore_windows();
        for event in news {
            assistant.handle(event)?;
        }
        Ok(assistant)
    }

    /// Where a channel or a signal handler sends what happens.
    #[must_use]
    pub fn events(&self) -> SyncSender<Event> {
        self.events.clone()
    }

    /// The sentences that count now.
    #[must_use]
    pub fn understanding(&self) -> &Languages {
        &self.understanding
    }

    /// What a person at the terminal sees.
    #[must_use]
    pub fn timeline(&self) -> &Timeline {
        &self.timeline
    }

    /// Adds another way in and out.
    pub fn add_channel(&mut self, channel: Box<dyn Channel>) {
        self.channels.push(channel);
    }

    /// Keeps something, a server for instance, until the assistant and its channels are gone.
    pub fn keep(&mut self, kept: Box<dyn Any + Send>) {
        self.kept.push(kept);
    }

    /// The sites with a microphone.
    #[must_use]
    pub fn microphones(&self) -> BTreeSet<SiteId> {
        self.voices.keys().cloned().collect()
    }

    /// The channel of a name, [`Channel::name`].
    #[must_use]
    pub fn channel(&self, name: &str) -> Option<&dyn Channel> {
        self.channels.iter().find(|channel| channel.name() == name).map(AsRef::as_ref)
    }

    /// Adds the microphone and the loudspeaker of a site.
    ///
    /// # Errors
    /// [`AssistantError::Thread`]
    pub fn add_voice(&mut self, site: SiteId, parts: VoiceParts) -> Result<(), AssistantError> {
        let VoiceParts { source, listener, recognizer, vocabulary, waker, mut mouth } = parts;
        let wholeness = Wholeness::new(self.understanding.clone(), vocabulary, &self.config);
        let monitor = mouth.as_mut().filter(|_| self.config.listening.barge_in).and_then(|mouth| mouth.sink.monitor());
        let echo = monitor.and_then(EchoFilter::new);
        let ears = Ears { source, listener, recognizer, wholeness, echo, waker };
        let hearing = Hearing::start(site.clone(), ears, self.events.clone())?;
        let manner = self.restored_manner();
        let pace = self.config.speech.words_per_minute;
        let name = mouth.as_ref().map(|mouth| mouth.readers.first().name().to_owned()).unwrap_or_default();
        let start = |mouth| Speaking::start(site.clone(), mouth, pace, self.events.clone());
        let speaking = mouth.map(start).transpose()?;
        if let Some(mouth) = &speaking {
            mouth.adjust(manner);
        }
        let voice = Voice {
            hearing,
            speaking,
            manner,
            voice: name,
            woken: false,
            open: false,
            spoke: true,
            interrupted: false,
            muted: self.was_muted(&site),
            announcements: VecDeque::new(),
            shown: None,
        };
        self.voices.insert(site, voice);
        Ok(())
    }

    /// Runs until the daemon is asked to end or its recordings are over.
    ///
    /// # Errors
    /// [`AssistantError::Failed`] when a part failed for good.
    pub fn run(mut self) -> Result<(), AssistantError> {
        memory::give_back();
        for site in self.voices.keys().cloned().collect::<Vec<_>>() {
            self.attend(&site);
        }
        self.show_sites();
        let outcome = loop {
            match self.next_event() {
                Some(Event::Shutdown) => break Ok(()),
                Some(event) => {
                    if let Err(error) = self.handle(event) {
                        break Err(error);
                    }
                }
                None => self.tick(),
            }
            if self.ending && self.is_settled() {
                self.timeline.recordings_over();
                break Ok(());
            }
        };
        self.timeline.close();
        self.close();
        outcome
    }

    /// Handles one event and everything that follows from it until it is the shopper's turn again.
    ///
    /// # Errors
    /// [`AssistantError::Failed`] when a part failed for good.
    pub fn handle_to_the_end(&mut self, event: Event) -> Result<(), AssistantError> {
        while let Some(before) = self.ahead.take().or_else(|| self.inbox.try_recv().ok()) {
            self.handle(before)?;
        }
        self.tick();
        self.handle(event)?;
        while !self.is_settled() {
            match self.ahead.take().or_else(|| self.inbox.recv().ok()) {
                Some(next) => self.handle(next)?,
                None => break,
            }
        }
        Ok(())
    }

    /// Ends every thread; orders that were asked for are placed and written down first.
    pub fn close(self) {
        let Self { voices, ordering, channels, inbox, events, .. } = self;
        // Channels first: a message that nobody will act on must not be acknowledged.
        drop(channels);
        drop(events);
        // Threads that wait for room in the queue must not wait for ever. This one ends with the last of them.
        let _drain_ends_by_itself = std::thread::spawn(move || while inbox.recv().is_ok() {});
        ordering.close();
        for voice in voices.into_values() {
            voice.hearing.close();
        }
    }

    fn next_event(&mut self) -> Option<Event> {
        if let Some(event) = self.ahead.take() {
            return Some(event);
        }
        let deadlines = self.conversations.values().filter_map(|talk| talk.dialogue.deadline());
        let sound = self.acknowledge_at.as_ref().map(|(_, then)| *then);
        let deadline = deadlines.chain(self.remind_at).chain(sound).chain(self.arbitration.until()).min();
        match deadline {
            None => self.inbox.recv().ok(),
            Some(deadline) => {
                let wait = self.clock.until(deadline);
                self.inbox.recv_timeout(wait).ok()
            }
        }
    }

    fn is_settled(&self) -> bool {
        self.conversations.values().all(Conversation::is_settled)
    }
}

/// What a panic said, for the log.
fn panic_message(panic: &(dyn Any + Send)) -> String {
    panic
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "it panicked".to_owned())
}
