//! The conversation: a pure state machine. What comes in and the time decide what comes out; nothing else does.
//!
//! `state.rs` says where a conversation can be; each of `choosing.rs`, `cart.rs`, `confirmation.rs`, `question.rs`, `orders.rs`
//! and `returns.rs` says what can be said there and what the shop can answer. Only `confirmation.rs` places an order, and
//! `proof.rs` says what it takes besides the yes. `products.rs` answers questions, `refining.rs` looks for something else
//! than what was offered, `list.rs` keeps the shopping list, `subscribing.rs` what comes again and again, `person.rs` calls
//! somebody, `measuring.rs` makes packs of half a kilo, `manner.rs` speaks louder or slower. `talk.rs` holds what is the same
//! everywhere: help, repeating, stopping; `timing.rs` silence and deadlines, `news.rs` what has not been heard yet, `reminding.rs` what is due,
//! `steps.rs` the way back and on, `resuming.rs` what was asked elsewhere, `queue.rs` the wishes of a sentence that come
//! later, `household.rs` what goes along to other sites and the next start.

pub mod card_number;
mod cart;
mod choosing;
mod command;
mod confirmation;
mod exchange;
pub mod household;
mod languages;
pub mod list;
pub mod manner;
mod measuring;
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
mod reminding;
pub mod reply;
pub mod resuming;
mod returns;
mod settings;
mod state;
mod steps;
mod subscribing;
pub mod subscription;
mod talk;
mod timing;
mod wording;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use self::command::Command;
pub use self::exchange::{Action, Input, OrderNews, PersonRequest, Reply, ShopAnswer, ShopRequest};
use self::household::Interrupted;
use self::list::Note;
use self::manner::Manner;
use self::mood::{Mood, MoodReader};
use self::news::News;
pub use self::priced::Priced;
use self::record::{Record, Who};
use self::reminding::Offered;
use self::reply::Replies;
use self::resuming::OpenQuestion;
pub use self::settings::DialogueSettings;
use self::state::{Confirming, Errand, Goods, State, Window};
use self::subscription::Subscription;
use crate::commerce::cart::PurchaseId;
use crate::commerce::catalogue::{Product, Sku};
use crate::event::SiteId;
use crate::expecting::Expecting;
use crate::language::ByLanguage;
use crate::understanding::{History, Intent};

/// The conversation with one shopper at one site.
#[derive(Debug, Clone)]
pub struct Dialogue {
    settings: DialogueSettings,
    /// What can be said in each language, and what is said.
    languages: ByLanguage<Replies>,
    replies: Replies,
    /// Everything on sale.
    products: Arc<Vec<Product>>,
    /// Where it takes place, on what the last input came in, and who seems to speak.
    site: SiteId,
    origin: String,
    speaker: Option<String>,
    /// How the shopper is spoken to; `None` where what is said is only read.
    manner: Option<Manner>,
    state: State,
    /// Where the conversation was before, the latest last, to go back to.
    before: Vec<State>,
    /// What is missing in the house.
    list: Vec<Note>,
    /// What is proposed again and again.
    subscriptions: Vec<Subscription>,
    /// What the household usually buys, and of what it was reminded when.
    habits: History,
    reminded: BTreeMap<Sku, Date>,
    /// What the last reply mentioned by the way.
    offered: Option<Offered>,
    /// What was gathered and not ordered yet, and the name of that purchase once its price was asked.
    cart: Vec<Goods>,
    cart_changed: Option<Timestamp>,
    purchase: Option<PurchaseId>,
    /// What was read back last and neither ordered nor declined.
    interrupted: Option<Interrupted>,
    /// The question that is open, here or at another site.
    open_question: Option<OpenQuestion>,
    asked_here: bool,
    /// What went into the cart since anything was said.
    just_put: Vec<Goods>,
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
    /// A conversation in which nothing has been said. It begins in the first of the languages.
    #[must_use]
    pub fn new(settings: DialogueSettings, replies: impl Into<ByLanguage<Replies>>) -> Self {
        let languages = replies.into();
        let replies = languages.first().clone();
        let reader = MoodReader::new(replies.language());
        Self {
            settings,
            languages,
            replies,
            products: Arc::default(),
            site: SiteId(String::new()),
            origin: String::new(),
            speaker: None,
            manner: None,
            state: State::Idle,
            before: Vec::new(),
            list: Vec::new(),
            subscriptions: Vec::new(),
            habits: History::default(),
            reminded: BTreeMap::new(),
            offered: None,
            cart: Vec::new(),
            cart_changed: None,
            purchase: None,
            interrupted: None,
            open_question: None,
            asked_here: false,
            just_put: Vec::new(),
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

    /// Tells what the household usually buys.
    pub fn remember(&mut self, habits: History) {
        self.habits = habits;
    }

    /// What follows from an input. `now` may jump in either direction; a quote cannot be confirmed across a jump.
    pub fn handle(&mut self, input: Input, now: Timestamp) -> Vec<Action> {
        let gathered = self.household();
        let mut actions = self.respond(input, now);
        self.note_open_question();
        let mut household = self.household();
        if household.goods != gathered.goods {
            self.cart_changed = Some(now);
            household.cart_changed = self.cart_changed;
        }
        if household != gathered {
            actions.push(Action::Keep(household));
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

    /// Forgets what was said here.
    pub fn forget_words(&mut self) {
        self.record.clear();
        self.words = None;
        self.last_words.clear();
        self.last_wishes.clear();
    }

    /// Reads the mood out of the words that came with an input, where there were any.
    fn read_mood(&mut self, wishes: &[Intent]) {
        let Some(words) = self.words.take() else { return };
        let again = wishes.first().and_then(Command::of).is_some_and(|command| {
            // "Louder, louder" is two steps, and no complaint.
            command.can_wait() && !matches!(command, Command::Speak(_))
        });
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
            Input::Remind => self.remind(),
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
                self.follow(&wishes);
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

    /// What may be said first at a site that nobody talks at: any command, and the answer to what was asked at another one.
    #[must_use]
    pub fn expecting_first(&self, now: Timestamp) -> Expecting {
        match self.state {
            State::Idle => self.asked_elsewhere(now).map_or(Expecting::Command, |question| question.asked.expecting()),
            _ => self.expecting(),
        }
    }

    /// Whether a session is open.
    #[must_use]
    pub fn in_session(&self) -> bool {
        self.state != State::Idle
    }

    fn understood(&mut self, command: Command) -> Vec<Action> {
        self.misses = 0;
        self.silences = 0;
        if self.state == State::Idle && Self::answers(&command) {
            self.take_up_question();
        }
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
