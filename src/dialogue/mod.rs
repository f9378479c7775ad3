//! The conversation: a pure state machine. What comes in and the time decide what comes out; nothing else does.
//!
//! `state.rs` says where a conversation can be; each of `choosing.rs`, `cart.rs`, `confirmation.rs`, `question.rs` and
//! `orders.rs` says what can be said there and what the shop can answer. Only `confirmation.rs` places an order.
//! `products.rs` answers questions and `refining.rs` looks for something else than what was offered. `talk.rs` holds what
//! is the same everywhere: help, repeating, stopping, silence, and what has not been heard yet. `queue.rs` keeps the
//! wishes of a sentence that come later.

pub mod basket;
pub mod card_number;
mod cart;
mod choosing;
mod command;
mod confirmation;
pub mod list;
mod message;
pub mod mood;
mod news;
mod orders;
pub mod person;
pub mod priced;
mod products;
mod proof;
mod question;
mod queue;
pub mod record;
mod refining;
pub mod reply;
mod returns;
mod state;
mod talk;
mod wording;

use std::sync::Arc;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use self::basket::{Basket, Interrupted};
use self::command::Command;
use self::list::Note;
use self::mood::{Mood, MoodReader};
use self::news::News;
use self::person::HandedOver;
pub use self::priced::Priced;
use self::record::{Record, Who};
use self::reply::Replies;
use self::state::{Confirming, Errand, Goods, State, Window};
use crate::commerce::ShopError;
use crate::commerce::cart::{Cart, PurchaseId, Quote};
use crate::commerce::catalogue::Product;
use crate::commerce::order::{Order, OrderId};
use crate::commerce::returns::{ReturnRequest, ReturnSlip};
use crate::commerce::updates::OrderUpdate;
use crate::config::DialogueConfig;
use crate::event::SiteId;
use crate::expecting::Expecting;
use crate::handover::Why;
use crate::permission::{Code, PinAnswer, Rules};
use crate::understanding::Intent;

/// What happened in the conversation.
#[derive(Debug, Clone, PartialEq)]
pub enum Input {
    /// A shopper turned to the assistant without saying what for.
    Woken,
    /// A shopper said something that was understood: what is wanted, in that order.
    Understood(Vec<Intent>),
    /// A shopper said something to the assistant that was not.
    NoMatch,
    /// A shopper was expected to speak and did not.
    NoInput,
    /// The reply of this number was heard, or read, to its end.
    Delivered(u64),
    /// The reply of this number was not heard to its end, and will not be.
    Undelivered(u64),
    /// The shop answered an [`Action::Ask`]. Every one is answered once; [`Action::Ask`] of an order that could not even
    /// be written to the journal is answered by [`Input::News`] instead.
    Shop(ShopAnswer),
    /// A shopper said a code.
    CodeHeard(Code),
    /// What the code of an [`Action::CheckCode`] is worth; `None` when it could not be checked.
    CodeChecked(Option<PinAnswer>),
    /// It is known whether a person takes over.
    HandedOver(HandedOver),
    /// Something happened to an order outside this conversation, and the shopper does not know yet.
    News(OrderNews),
    /// Orders changed, and the household does not know yet; in the order in which that happened.
    Updates(Vec<OrderUpdate>),
    /// A deadline may have passed ([`Dialogue::deadline`]).
    Tick,
}

/// What the loop must do next, in this order.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Say it, then listen for what the reply expects, unless it ends the session.
    Say(Reply),
    /// Ask the shop, and hand the answer back as [`Input::Shop`].
    Ask(ShopRequest),
    /// Note that the shopper knows what became of this order.
    Told(OrderNews),
    /// Note that the household knows where this order is.
    ToldUpdate(OrderUpdate),
    /// Keep what the household gathers, and tell its other sites.
    Keep(Basket),
    /// Check a code, and hand back what it is worth as [`Input::CodeChecked`].
    CheckCode(Code),
    /// Get a person, and hand back what became of it as [`Input::HandedOver`].
    HandOver(PersonRequest),
}

/// Why a person is wanted; what was said and gathered is [`Dialogue::record`] and [`Dialogue::basket`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PersonRequest {
    /// Why.
    pub why: Why,
    /// Whether the shopper agreed that the words are passed on.
    pub consent: bool,
    /// How the shopper seems to feel.
    pub mood: Mood,
}

/// What the assistant says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// Counts the replies of a conversation from 1; [`Input::Delivered`] names it.
    #[serde(skip)]
    pub number: u64,
    /// As it is written: prices as `€18.40`.
    pub text: String,
    /// What may be said next.
    #[serde(skip)]
    pub expecting: Expecting,
    /// Whether the session is over once it was delivered.
    pub ends: bool,
}

/// What a conversation asks of the shop.
#[derive(Debug, Clone, PartialEq)]
pub enum ShopRequest {
    /// Past orders, the latest first.
    Orders,
    /// What a cart costs.
    Quote(Cart),
    /// Place the order of the quote that was confirmed. The loop writes the journal first.
    Place {
        /// What was confirmed.
        quote: Quote,
        /// What is being bought: it is ordered once, wherever else it is confirmed.
        purchase: PurchaseId,
    },
    /// Cancel an order.
    Cancel(OrderId),
    /// Send goods back.
    TakeBack(ReturnRequest),
}

/// What the shop answered, in the order of [`ShopRequest`].
#[derive(Debug, Clone, PartialEq)]
pub enum ShopAnswer {
    /// Past orders, the latest first.
    Orders(Result<Vec<Order>, ShopError>),
    /// What the cart costs, and what its goods cost before.
    Quote(Result<Priced, ShopError>),
    /// The order as it was placed.
    Placed(Result<Order, ShopError>),
    /// The order as it was cancelled.
    Cancelled(Result<Order, ShopError>),
    /// How the goods go back.
    TakenBack(Result<ReturnSlip, ShopError>),
}

/// What became of an order that was confirmed. The shopper must be told, and is told again until a reply with it was
/// delivered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OrderNews {
    /// It was placed after all.
    Placed {
        /// What was confirmed.
        quote: Quote,
        /// The shop's number.
        id: OrderId,
    },
    /// It was not placed, and will not be.
    NotPlaced {
        /// What was confirmed.
        quote: Quote,
    },
}

/// How a conversation goes.
#[derive(Debug, Clone)]
pub struct DialogueSettings {
    /// How long a quote can be confirmed after it was heard.
    pub confirmation: SignedDuration,
    /// How long a session stays open without a word.
    pub session: SignedDuration,
    /// The most of one product that can be ordered by voice.
    pub maximum_quantity: u32,
    /// Where the shopper is: decides what is today.
    pub time_zone: TimeZone,
    /// Whether a person can take over.
    pub person: bool,
    /// Whether news of orders is said unasked.
    pub announce: bool,
    /// Who may buy what.
    pub rules: Arc<Rules>,
}

impl DialogueSettings {
    /// What the configuration says.
    #[must_use]
    pub fn new(config: &DialogueConfig, time_zone: TimeZone) -> Self {
        Self {
            confirmation: SignedDuration::from_secs(config.confirmation_s.into()),
            session: SignedDuration::from_secs(config.session_s.into()),
            maximum_quantity: config.maximum_quantity,
            time_zone,
            person: false,
            announce: config.announce,
            rules: Arc::default(),
        }
    }
}

/// The conversation with one shopper at one site.
#[derive(Debug, Clone)]
pub struct Dialogue {
    settings: DialogueSettings,
    replies: Replies,
    /// Everything on sale.
    products: Arc<Vec<Product>>,
    /// Where it takes place, on what the last input came in, and who seems to speak.
    site: SiteId,
    origin: String,
    speaker: Option<String>,
    state: State,
    /// Where the conversation was before, the latest last, to go back to.
    before: Vec<State>,
    /// What is missing in the house.
    list: Vec<Note>,
    /// What was gathered and not ordered yet, and the name of that purchase once its price was asked.
    cart: Vec<Goods>,
    purchase: Option<PurchaseId>,
    /// What was read back last and neither ordered nor declined.
    interrupted: Option<Interrupted>,
    /// Whether the last reply told what went into the cart and asked for more: "no" then means that this is all.
    gathering: bool,
    /// The product that was spoken of last: what "it" means.
    topic: Option<Product>,
    /// When the state gives up; `None` without a session.
    deadline: Option<Window>,
    /// The time of the input that is being handled.
    now: Timestamp,
    /// The number of the last reply.
    number: u64,
    /// The words of the last reply, to repeat them.
    last_words: String,
    /// What was said lately, and how the shopper seems to feel.
    record: Record,
    reader: MoodReader,
    mood: Mood,
    /// The words of the next input, and the wishes of the last one.
    words: Option<String>,
    last_wishes: Vec<Intent>,
    /// Whether an apology was made in this session.
    apologised: bool,
    /// Since when the last reply counts as heard, and for how long it can be answered by a yes.
    heard: Option<Window>,
    /// Whether anything was said in this session.
    spoken: bool,
    /// What goes before the next reply, whatever that is.
    before_next_reply: Vec<String>,
    /// What the shopper does not know yet.
    news: Vec<News>,
    /// What the shopper knows as soon as the last reply was delivered.
    telling: Vec<News>,
    /// The order that the shop was asked to place, until it answers.
    placing: Option<Confirming>,
    /// What was asked for in the same breath as what is being talked about, and comes after it.
    queue: Vec<Command>,
    /// Turns in a row that were not understood, and questions in a row that were not answered.
    misses: u8,
    silences: u8,
}

impl Dialogue {
    /// A conversation in which nothing has been said.
    #[must_use]
    pub fn new(settings: DialogueSettings, replies: Replies) -> Self {
        let reader = MoodReader::new(replies.language());
        Self {
            settings,
            replies,
            products: Arc::default(),
            site: SiteId(String::new()),
            origin: String::new(),
            speaker: None,
            state: State::Idle,
            before: Vec::new(),
            list: Vec::new(),
            cart: Vec::new(),
            purchase: None,
            interrupted: None,
            gathering: false,
            topic: None,
            deadline: None,
            now: Timestamp::UNIX_EPOCH,
            number: 0,
            last_words: String::new(),
            record: Record::default(),
            reader,
            mood: Mood::default(),
            words: None,
            last_wishes: Vec::new(),
            apologised: false,
            heard: None,
            spoken: false,
            before_next_reply: Vec::new(),
            news: Vec::new(),
            telling: Vec::new(),
            placing: None,
            queue: Vec::new(),
            misses: 0,
            silences: 0,
        }
    }

    /// The same at a site: rules may name it.
    #[must_use]
    pub fn at(mut self, site: &SiteId) -> Self {
        self.site.clone_from(site);
        self
    }

    /// Tells on which channel the next input comes in, and who seems to speak.
    pub fn comes_from(&mut self, channel: &str, speaker: Option<&str>) {
        channel.clone_into(&mut self.origin);
        self.speaker = speaker.map(str::to_owned);
    }

    /// Tells what is on sale now: for searches, questions and advice.
    pub fn know(&mut self, products: Arc<Vec<Product>>) {
        self.products = products;
    }

    /// What follows from an input. `now` may jump in either direction; a quote cannot be confirmed across a jump.
    pub fn handle(&mut self, input: Input, now: Timestamp) -> Vec<Action> {
        let gathered = self.basket();
        let mut actions = self.respond(input, now);
        let basket = self.basket();
        if basket != gathered {
            actions.push(Action::Keep(basket));
        }
        actions
    }

    /// Notes the words of the next input, and what they were said on.
    pub fn note_words(&mut self, words: &str, now: Timestamp) {
        self.record.note(Who::Shopper, words, now);
        self.words = Some(words.to_owned());
    }

    /// What was said lately.
    #[must_use]
    pub const fn record(&self) -> &Record {
        &self.record
    }

    /// Reads the mood out of the words that came with an input, where there were any.
    fn read_mood(&mut self, wishes: &[Intent]) {
        let Some(words) = self.words.take() else { return };
        let again = wishes.first().and_then(Command::of).is_some_and(|command| command.can_wait());
        let repeated = again && wishes == self.last_wishes;
        self.mood = self.reader.observe(&words, !wishes.is_empty(), repeated);
        self.last_wishes = wishes.to_vec();
    }

    fn respond(&mut self, input: Input, now: Timestamp) -> Vec<Action> {
        self.now = now;
        match &input {
            Input::Understood(wishes) => self.read_mood(wishes),
            Input::NoMatch => self.read_mood(&[]),
            _ => {}
        }
        let too_late = self.deadline.is_some_and(|deadline| !deadline.contains(now));
        match input {
            Input::Tick | Input::NoInput if too_late => self.timed_out(),
            Input::Tick => Vec::new(),
            Input::NoInput => self.no_input(),
            Input::Delivered(number) => self.delivered(number),
            Input::Undelivered(number) => self.undelivered(number),
            Input::News(news) => self.hear_news(news),
            Input::Updates(updates) => self.hear_updates(updates),
            Input::Shop(answer) => self.answered(answer),
            Input::CodeChecked(answer) => self.code_checked(answer),
            Input::HandedOver(outcome) => self.handed_over(outcome),
            Input::Woken => {
                self.forget_when(too_late);
                self.woken()
            }
            Input::CodeHeard(code) => {
                self.forget_when(too_late);
                self.code_heard(code)
            }
            Input::NoMatch => {
                self.forget_when(too_late);
                self.no_match()
            }
            Input::Understood(wishes) => {
                self.forget_when(too_late);
                self.wishes(&wishes)
            }
        }
    }

    /// When [`Input::Tick`] is due.
    #[must_use]
    pub fn deadline(&self) -> Option<Timestamp> {
        self.deadline.map(|deadline| deadline.until)
    }

    /// What may be said next.
    #[must_use]
    pub fn expecting(&self) -> Expecting {
        self.state.expecting()
    }

    /// Whether a session is open.
    #[must_use]
    pub fn in_session(&self) -> bool {
        self.state != State::Idle
    }

    fn understood(&mut self, command: Command) -> Vec<Action> {
        self.misses = 0;
        self.silences = 0;
        match self.state.clone() {
            State::Idle | State::Open => self.anything(command),
            State::Asking(wish, missing) => self.asking(wish, missing, command),
            State::Choosing(choosing) => self.choosing(choosing, command),
            State::Confirming(confirming) => self.confirming(confirming, command),
            State::Proving(confirming) => self.proving(&confirming, command),
            State::AskingReason(returning) => self.asking_reason(returning, command),
            State::Asked(question) => self.asked(question, command),
            State::Waiting(_) => self.meanwhile(&command),
        }
    }

    /// The shop answered. What nobody waits for any more is dropped, except what became of an order.
    fn answered(&mut self, answer: ShopAnswer) -> Vec<Action> {
        let errand = match &self.state {
            State::Waiting(errand) => Some(errand.clone()),
            _ => None,
        };
        match (answer, errand) {
            (ShopAnswer::Placed(answer), _) => self.placed(answer),
            (ShopAnswer::Orders(answer), Some(Errand::PastOrders(wish))) => self.past_orders(wish, answer),
            (ShopAnswer::Orders(answer), Some(Errand::Status(about))) => self.status(&about, answer),
            (ShopAnswer::Orders(answer), Some(Errand::Delivery(about))) => self.delivery(&about, answer),
            (ShopAnswer::Orders(answer), Some(Errand::Cancellable(about))) => self.cancellable(about, answer),
            (ShopAnswer::Quote(answer), Some(Errand::Quote(purchase))) => self.quoted(purchase, answer),
            (ShopAnswer::Quote(answer), Some(Errand::ReadCart(purchase))) => self.cart_priced(purchase, answer),
            (ShopAnswer::Cancelled(answer), Some(Errand::Cancel(order))) => self.cancelled(&order, answer),
            (ShopAnswer::Orders(answer), Some(Errand::Returnable(wish))) => self.returnable(wish, answer),
            (ShopAnswer::Orders(answer), Some(Errand::Payment)) => self.payment(answer),
            (ShopAnswer::TakenBack(answer), Some(Errand::TakeBack(request))) => self.taken_back(&request, answer),
            (_nobody_waits_for_it, _) => Vec::new(),
        }
    }

    fn ask(&mut self, request: ShopRequest, errand: Errand) -> Vec<Action> {
        let waiting = State::Waiting(errand);
        self.note_step(&waiting);
        self.state = waiting;
        self.start_waiting();
        vec![Action::Ask(request)]
    }

    fn start_waiting(&mut self) {
        self.deadline = Some(Window::new(self.now, self.settings.session));
    }
}
