//! The closed set of things that can wake the loop.

use std::fmt;
use std::str::FromStr;
use std::time::Instant;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::commerce::order::{IdempotencyKey, Order};
use crate::dialogue::{OrderNews, ShopAnswer};
use crate::handover::Outcome;
use crate::permission::PinAnswer;
use crate::speech_to_text::{Hypothesis, Vocabulary};
use crate::understanding::{History, Languages};

/// A place of interaction: a room, a kiosk, a speaker.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SiteId(pub String);

impl fmt::Display for SiteId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl FromStr for SiteId {
    type Err = String;

    /// Takes 1 to 64 of `A–Z a–z 0–9 _ . -`: what is safe in a topic, a file name and a log.
    fn from_str(name: &str) -> Result<Self, String> {
        let allowed = |letter: u8| letter.is_ascii_alphanumeric() || b"_.-".contains(&letter);
        if (1..=64).contains(&name.len()) && name.bytes().all(allowed) {
            Ok(Self(name.to_owned()))
        } else {
            Err("a site is 1 to 64 letters (a to z), digits, `_`, `.` or `-`, such as `kitchen`".to_owned())
        }
    }
}

/// Something happened that the loop must act on.
#[derive(Debug)]
pub enum Event {
    /// A shopper pressed the key to talk.
    Woken {
        /// Where.
        site: SiteId,
    },
    /// A shopper interrupted the assistant, which fell silent at once.
    Interrupted {
        /// Where.
        site: SiteId,
    },
    /// The recogniser has a new guess at an utterance that is still going on.
    Partial {
        /// Where.
        site: SiteId,
        /// The words so far.
        text: String,
    },
    /// An utterance was recognised.
    Heard {
        /// Where.
        site: SiteId,
        /// The wake phrase, when one was heard right before.
        woken: Option<String>,
        /// The likeliest first; none when it was nothing that may be said.
        hypotheses: Vec<Hypothesis>,
        /// How it was heard.
        acoustics: Acoustics,
    },
    /// The shopper was expected to speak and did not.
    NoInput {
        /// Where.
        site: SiteId,
    },
    /// A turn came in as text.
    Text(TextTurn),
    /// A hub asks for something that is no turn.
    Control {
        /// Where.
        site: SiteId,
        /// What.
        control: Control,
    },
    /// What a text means is asked; nothing comes of it but the answer.
    Asked(Query),
    /// The first sound of a reply is on its way to the loudspeaker.
    Speaking {
        /// Where.
        site: SiteId,
        /// The reply, [`crate::dialogue::Reply::number`].
        reply: u64,
        /// When.
        at: Instant,
    },
    /// Another voice speaks from now on.
    Voiced {
        /// Where.
        site: SiteId,
        /// Its name.
        voice: String,
    },
    /// A reply that is read is where it can be read.
    Told {
        /// Where.
        site: SiteId,
        /// The reply, [`crate::dialogue::Reply::number`].
        reply: u64,
    },
    /// A reply was heard to its end.
    Delivered {
        /// Where.
        site: SiteId,
        /// The reply, [`crate::dialogue::Reply::number`].
        reply: u64,
    },
    /// A reply could not be heard to its end.
    Undelivered {
        /// Where.
        site: SiteId,
        /// The reply, [`crate::dialogue::Reply::number`].
        reply: u64,
        /// Why not, for the log.
        reason: String,
    },
    /// The shop answered.
    Shop {
        /// The conversation that asked.
        site: SiteId,
        /// Boxed for its size.
        answer: Box<ShopAnswer>,
        /// The attempt in the journal that the answer settles, if the request was to place an order.
        attempt: Option<IdempotencyKey>,
    },
    /// What became of an order, where that is not simply the answer of the shop: it was open when the daemon stopped or
    /// the shop went away, or could not be attempted at all.
    News {
        /// Where it was confirmed.
        site: SiteId,
        /// Boxed for its size.
        news: Box<OrderNews>,
        /// The attempt in the journal; none when not even the journal could be written.
        attempt: Option<IdempotencyKey>,
        /// Whether it answers a request of the conversation.
        answers: bool,
    },
    /// It is known what a code is worth; `None` when it could not be checked.
    CodeChecked {
        /// Where it was said.
        site: SiteId,
        /// What it is worth.
        answer: Option<PinAnswer>,
    },
    /// It is known whether a person takes over.
    HandedOver(Outcome),
    /// Orders as the shop has them now, the latest first: something about them changed.
    OrdersSeen(Vec<Order>),
    /// The shop sells something else than before, and that is understood by now.
    Learned(Box<Learned>),
    /// The household has other habits than before: a new order, or a new day.
    History(History),
    /// The microphone or the loudspeaker changed its state.
    Audio {
        /// Where.
        site: SiteId,
        /// What.
        state: AudioState,
    },
    /// The recordings that stand in for a microphone are over.
    EndOfAudio,
    /// A part of the daemon failed in a way that it cannot mend.
    Failed {
        /// Which part.
        part: &'static str,
        /// What happened.
        reason: String,
    },
    /// The daemon was asked to end.
    Shutdown,
}

/// How an utterance was heard.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Acoustics {
    /// When the shopper fell silent: the last frame with speech.
    pub speech_ended: Instant,
    /// How much silence it took to be sure of that, ms.
    pub silence_ms: u32,
    /// How clear it was, dB above the noise: of several microphones the one that heard best answers.
    pub clarity_db: f32,
}

/// A turn that came in as text.
#[derive(Debug, Clone, PartialEq)]
pub struct TextTurn {
    /// Unique: a second delivery of the same id is not acted on. `None` when the channel cannot deliver twice.
    pub id: Option<String>,
    /// The channel that brought it, [`crate::channels::Channel::name`].
    pub channel: &'static str,
    /// Where it was said.
    pub site: SiteId,
    /// The session of the channel, handed back with the reply.
    pub session: Option<String>,
    /// The words.
    pub text: String,
    /// How sure the channel is of them, 0 to 1.
    pub confidence: f32,
    /// Who seems to have said it, as the channel recognised; a hint that can only forbid.
    pub speaker: Option<String>,
    /// The language of the words as the channel knows it, `de-CH` for instance.
    pub language: Option<String>,
    /// When it was said.
    pub at: Timestamp,
}

/// What a hub may ask of a site besides a turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Control {
    /// The microphone hears nothing, or hears again.
    Mute(bool),
    /// So many steps louder or quieter than configured, [`crate::dialogue::manner::Manner::VOLUMES`].
    Volume(i8),
    /// Another voice speaks, [`crate::text_to_speech::choice`].
    Voice(String),
    /// A text is read out as soon as nobody talks there.
    Announce {
        /// The words, or SSML.
        text: String,
        /// Their language, where it is known.
        language: Option<String>,
    },
}

/// What a hub may show of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteState {
    /// What it does.
    pub activity: Activity,
    /// Whether the microphone hears nothing.
    pub muted: bool,
    /// How many steps louder than configured it speaks.
    pub volume: i8,
    /// The voice that speaks; empty without a loudspeaker.
    pub voice: String,
    /// What was heard last; nothing of a code.
    pub heard: String,
    /// What was answered last.
    pub said: String,
}

/// What a site does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Activity {
    /// Nothing, until somebody turns to it.
    Idle,
    /// The microphone is open for a shopper.
    Listening,
    /// The shop was asked.
    Waiting,
    /// It speaks.
    Speaking,
    /// It wants a yes or a no to a total.
    Confirming,
}

impl Activity {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Idle, Self::Listening, Self::Waiting, Self::Speaking, Self::Confirming];

    /// Its word in messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Listening => "listening",
            Self::Waiting => "waiting",
            Self::Speaking => "speaking",
            Self::Confirming => "confirming",
        }
    }
}

/// A text whose meaning is asked for, or told.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// The channel that asks, [`crate::channels::Channel::name`].
    pub channel: &'static str,
    /// Where it was said.
    pub site: SiteId,
    /// What the channel calls it.
    pub id: Option<String>,
    /// The session of the channel.
    pub session: Option<String>,
    /// The words.
    pub text: String,
    /// How sure the channel is of them, 0 to 1.
    pub confidence: f32,
    /// The language of the words as the channel knows it, `de-CH` for instance.
    pub language: Option<String>,
    /// The intents that it may be; any when there are none.
    pub only: Vec<String>,
}

/// Sentences and products that were taken in.
#[derive(Debug)]
pub struct Learned {
    /// What understands them.
    pub languages: Languages,
    /// What a recogniser listens for.
    pub vocabulary: Vocabulary,
    /// How many products there are.
    pub products: usize,
}

/// What became of a sound device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AudioState {
    /// It went away.
    Lost {
        /// `input` or `output`.
        direction: &'static str,
        /// What the sound system said.
        reason: String,
    },
    /// It is back.
    Back {
        /// `input` or `output`.
        direction: &'static str,
    },
    /// Samples were lost because nobody took them in time: so many since the start.
    Overrun(u64),
}
