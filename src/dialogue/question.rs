//! Questions that a yes or a no answers and that cost nothing.

use super::command::{Command, Named, Which, Wish};
use super::measuring::Rounded;
use super::message::Message;
use super::returns::Returning;
use super::state::{Errand, Purchase, State};
use super::subscription::Subscription;
use super::{Action, Dialogue, ShopRequest};
use crate::commerce::order::Order;
use crate::handover::Why;

/// What was asked.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Question {
    /// Fewer than were wanted are left: these.
    TakeRest(Purchase),
    /// One of several things is sold out: the others without it.
    WithoutIt(Purchase),
    /// Call this order off.
    Cancel(Order),
    /// Send these goods back.
    Return(Returning),
    /// Forget the household.
    Forget,
    /// Take everything out of the cart.
    ClearCart,
    /// May a person, who was asked for, know what was said?
    Consent,
    /// Get a person, who then knows what was said.
    Person(Why),
    /// Go on with what broke off.
    Resume(Purchase),
    /// Propose this again and again.
    Subscribe(Subscription),
    /// Price what is due.
    Due(Purchase),
    /// So many packs, which is more than was asked for.
    Packs(Rounded),
}

impl Dialogue {
    /// Something was said after a question. A yes counts only for a question that was heard, and not too long ago.
    pub(super) fn asked(&mut self, question: Question, command: Command) -> Vec<Action> {
        match command {
            Command::Yes if self.heard.is_some_and(|window| window.contains(self.now)) => self.agreed(question),
            Command::Yes => self.again([]),
            Command::No => self.declined(&question),
            other => self.said_instead(question, other),
        }
    }

    fn agreed(&mut self, question: Question) -> Vec<Action> {
        match question {
            Question::TakeRest(purchase)
            | Question::WithoutIt(purchase)
            | Question::Resume(purchase)
            | Question::Due(purchase) => self.ask_for_quote(purchase),
            Question::Subscribe(subscription) => self.subscribed(subscription),
            Question::Packs(rounded) => {
                let packs = rounded.packs.into();
                self.packs_agreed(rounded, packs)
            }
            Question::Cancel(order) => self.ask(ShopRequest::Cancel(order.id.clone()), Errand::Cancel(order)),
            Question::Return(returning) => self.send_back(&returning),
            Question::Consent => self.hand_over(Why::Asked, true),
            Question::Person(why) => self.hand_over(why, true),
            Question::Forget => self.forget(),
            Question::ClearCart => {
                self.cart.clear();
                self.say([Message::CartEmptied, Message::AnythingElse], State::Open)
            }
        }
    }

    fn declined(&mut self, question: &Question) -> Vec<Action> {
        // A person comes all the same, only without the words.
        if *question == Question::Consent {
            return self.hand_over(Why::Asked, false);
        }
        match question {
            Question::Resume(_) => self.interrupted = None,
            Question::Due(purchase) => return self.skip_due(purchase),
            // What was read back before stays as it was.
            Question::Packs(Rounded { changes: Some(purchase), .. }) => {
                self.before_next_reply(&Message::AllRight);
                return self.ask_for_quote(purchase.clone());
            }
            _ => {}
        }
        let stays = self.left_as_it_is(question);
        self.say([Message::AllRight, stays, Message::AnythingElse], State::Open)
    }

    pub(super) fn ask_forget(&mut self) -> Vec<Action> {
        self.abandon();
        let question = self.ask_forget_again();
        self.say([question], State::Asked(Question::Forget))
    }

    fn ask_forget_again(&self) -> Message {
        match &self.speaker {
            Some(person) => Message::AskForgetPerson { person: person.clone() },
            None => Message::AskForget,
        }
    }

    /// Forgets what is remembered of whoever speaks, or of everybody when that is not known. Orders are the shop's, and what is
    /// being ordered must not be lost.
    fn forget(&mut self) -> Vec<Action> {
        let mut household = self.household();
        household.forget(self.speaker.as_deref());
        self.take_over(household);
        self.queue.clear();
        self.topic = None;
        self.before.clear();
        self.forget_words();
        let mut actions = vec![Action::Forget(self.speaker.clone())];
        actions.extend(self.say([Message::Forgotten], State::Idle));
        self.forget_words();
        actions
    }

    /// What is true when nothing comes of a question.
    pub(super) fn left_as_it_is(&self, question: &Question) -> Message {
        match question {
            Question::TakeRest(_) | Question::WithoutIt(_) | Question::Resume(_) | Question::Due(_) => {
                self.nothing_ordered()
            }
            Question::Subscribe(_) => Message::NotSubscribed,
            Question::Packs(Rounded { changes: Some(purchase), .. }) => self.not_ordered(purchase),
            Question::Packs(Rounded { goal, .. }) => self.nothing_came_of(*goal),
            Question::Cancel(order) => Message::OrderKept { order: order.id.to_string() },
            Question::Return(returning) => Message::OrderKept { order: returning.request.order.to_string() },
            Question::Consent | Question::Person(_) => Message::NobodyAsked,
            Question::Forget => Message::NothingForgotten,
            Question::ClearCart => Message::CartKept,
        }
    }

    /// The question in few words.
    pub(super) fn question_again(&self, question: &Question) -> Message {
        match question {
            Question::TakeRest(purchase) => {
                Message::AskTakeRest { available: purchase.goods.last().map_or(0, |goods| goods.quantity) }
            }
            Question::WithoutIt(_) => Message::AskWithoutIt,
            Question::Cancel(order) => Message::AskCancel { order: order.id.to_string() },
            Question::Return(returning) => Message::AskReturnAgain { order: returning.request.order.to_string() },
            Question::Consent => Message::AskConsent,
            Question::Person(_) => Message::OfferPerson,
            Question::Forget => self.ask_forget_again(),
            Question::ClearCart => Message::AskClearCart,
            Question::Resume(_) | Question::Due(_) => Message::AskResumeAgain,
            Question::Subscribe(subscription) => {
                Message::AskSubscriptionAgain { every: self.every(subscription.every) }
            }
            Question::Packs(rounded) => Message::AskPacks { packs: rounded.packs, whole: rounded.whole.clone() },
        }
    }

    pub(super) fn help_for(question: &Question) -> Message {
        match question {
            Question::TakeRest(_) | Question::WithoutIt(_) => Message::HelpOffer,
            Question::Packs(_) => Message::HelpPacks,
            Question::Cancel(order) => Message::HelpCancelling { order: order.id.to_string() },
            Question::Consent => Message::HelpConsent,
            Question::Return(_)
            | Question::Forget
            | Question::Person(_)
            | Question::ClearCart
            | Question::Resume(_)
            | Question::Due(_) => Message::HelpYesNo,
            Question::Subscribe(_) => Message::HelpSubscription,
        }
    }

    fn said_instead(&mut self, question: Question, command: Command) -> Vec<Action> {
        match (question, command) {
            (Question::TakeRest(purchase), Command::Quantity(quantity)) => {
                let product = purchase.goods.into_iter().next_back().map(|goods| Named::exactly(goods.product));
                self.wish(Wish { product, quantity: Some(quantity), ..Wish::default() })
            }
            (Question::Packs(rounded), Command::Quantity(packs)) => self.packs_agreed(rounded, packs),
            (
                Question::Packs(rounded),
                Command::Measure(measure) | Command::Choose { which: Some(Which::Measured(measure)), product: None },
            ) => self.measured_again(rounded, measure),
            (Question::Packs(rounded), Command::Buy(Wish { product: Some(named), quantity, measure, .. }))
                if named.includes(&rounded.product) =>
            {
                match (quantity, measure) {
                    (_, Some(measure)) => self.measured_again(rounded, measure),
                    (Some(packs), None) => self.packs_agreed(rounded, packs),
                    (None, None) => self.again([]),
                }
            }
            // Asked again what was just asked: the answer is the same question.
            (Question::Cancel(_), Command::Cancel(about)) if about.is_any() => self.again([]),
            (Question::ClearCart, Command::ClearCart) => self.again([]),
            (Question::Subscribe(subscription), command) => self.another_rhythm(subscription, command),
            (_, other) => self.anything(other),
        }
    }
}
