//! What is the same wherever a conversation is: commands that are always there, silence, what was not understood, and
//! what has not been heard yet.

use super::card_number::without_card_numbers;
use super::command::{Command, Goal, Wish};
use super::measuring::Rounded;
use super::message::Message;
use super::mood::Mood;
use super::question::Question;
use super::record::Who;
use super::state::{Choosing, Errand, Missing, State, Window};
use super::wording::titles;
use super::{Action, Dialogue, Reply, ShopRequest};
use crate::expecting::Expecting;
use crate::handover::Why;
use crate::ssml;

/// After so many turns in a row that were not understood the conversation ends with help.
const MISSES: u8 = 3;

impl Dialogue {
    /// Says something and goes on in a state; in [`State::Idle`] the session is over.
    pub(super) fn say(&mut self, messages: impl IntoIterator<Item = Message>, next: State) -> Vec<Action> {
        // What else there is was said before: it comes next. Who is in a hurry says so unasked.
        let short = !self.queue.is_empty() || self.mood == Mood::Hurried;
        let mut messages: Vec<Message> = messages.into_iter().collect();
        let mut offered = None;
        if let Some(last) = messages.last_mut().filter(|last| **last == Message::AnythingElse) {
            if short {
                messages.pop();
            } else if let Some((offer, mention)) = self.by_the_way() {
                *last = mention;
                offered = Some(offer);
            }
        }
        let words: Vec<String> = messages.iter().map(|message| self.replies.text(message, self.number)).collect();
        let actions = self.utter(words.join(" "), next);
        self.offered = offered;
        actions
    }

    fn utter(&mut self, words: String, mut next: State) -> Vec<Action> {
        if next == State::Idle && !self.queue.is_empty() {
            next = State::Open;
        }
        // What the reply before this one told was not heard for certain.
        self.news.append(&mut self.telling);
        let mut parts = Vec::new();
        if !self.spoken || matches!(next, State::Idle | State::Open) {
            self.telling = std::mem::take(&mut self.news);
            parts.extend(self.telling.iter().map(|news| self.replies.text(&self.words_of(news), 0)));
        }
        parts.append(&mut self.before_next_reply);
        if let Some(apology) = self.tone() {
            parts.insert(0, self.replies.text(&apology, self.number));
        }
        parts.extend((!words.is_empty()).then(|| words.clone()));
        let speech = without_card_numbers(&parts.join(" "));
        let text = without_card_numbers(&ssml::written(&speech));

        self.record.note(Who::Assistant, &text, self.now);
        self.number += 1;
        self.heard = None;
        self.gathering = false;
        self.offered = None;
        self.just_put.clear();
        self.note_step(&next);
        self.last_words = words;
        if let State::Confirming(confirming) = &mut next {
            let total = confirming.quote().total;
            // It must be read, and be heard as it is read.
            let total_is_named = self.replies.names(&text, total) && self.replies.names(&ssml::heard(&speech), total);
            confirming.total_in_reply = total_is_named.then_some(self.number);
        }
        let ends = next == State::Idle;
        self.spoken = !ends;
        self.deadline = (!ends).then(|| Window::new(self.now, self.settings.session));
        if ends {
            self.misses = 0;
            self.silences = 0;
        }
        self.state = next;
        let language = self.language().to_owned();
        vec![Action::Say(Reply {
            number: self.number,
            text,
            speech,
            language,
            expecting: self.state.expecting(),
            ends,
        })]
    }

    /// Goes before the next reply, whatever that is.
    pub(super) fn before_next_reply(&mut self, message: &Message) {
        self.before_next_reply.push(self.replies.text(message, self.number));
    }

    /// Says something and asks the open question again, in other words.
    pub(super) fn again(&mut self, opening: impl IntoIterator<Item = Message>) -> Vec<Action> {
        let question = self.question();
        self.say(opening.into_iter().chain(question), self.state.clone())
    }

    /// The open question, shorter than it was asked first.
    fn question(&self) -> Option<Message> {
        match &self.state {
            State::Idle | State::Open => Some(Message::AskCommand),
            State::Asking(wish, missing) => Some(self.question_for(wish, *missing)),
            State::Choosing(choosing) => {
                let (count, [first, second, third]) = titles(&choosing.offered);
                Some(Message::OfferAgain { count, first, second, third })
            }
            State::Confirming(confirming) => Some(Message::AskTotal { total: self.money(confirming.quote().total) }),
            State::Proving(_) => Some(Message::AskCode),
            State::AskingReason(returning) => Some(Message::AskReason { items: self.items(&returning.lines) }),
            State::Asked(question) => Some(self.question_again(question)),
            State::Waiting(_) => None,
        }
    }

    /// What is true when the conversation ends here.
    pub(super) fn closing(&self) -> Message {
        match &self.state {
            State::Asked(question) => self.left_as_it_is(question),
            State::AskingReason(returning) => Message::OrderKept { order: returning.request.order.to_string() },
            State::Waiting(Errand::Place) => Message::StillOrdering,
            State::Waiting(Errand::TakeBack(request)) => Message::ReturnUnknown { order: request.order.to_string() },
            State::Waiting(Errand::Cancel(order)) => Message::CancelUnknown { order: order.id.to_string() },
            State::Asking(wish, _) | State::Choosing(Choosing { wish, .. }) => self.nothing_came_of(wish.goal),
            State::Confirming(_)
            | State::Proving(_)
            | State::Waiting(Errand::PastOrders(_) | Errand::Quote(_) | Errand::Code(_)) => self.nothing_ordered(),
            State::Idle | State::Open | State::Waiting(_) => self.goodbye(),
        }
    }

    /// Nothing was ordered; what was gathered is kept.
    pub(super) fn nothing_ordered(&self) -> Message {
        if self.cart.is_empty() { Message::NothingOrdered } else { Message::NotOrderedInCart }
    }

    pub(super) fn goodbye(&self) -> Message {
        if self.cart.is_empty() { Message::Goodbye } else { Message::GoodbyeWithCart }
    }

    /// A command that means the same everywhere.
    pub(super) fn anything(&mut self, command: Command) -> Vec<Action> {
        let nothing_open = matches!(self.state, State::Idle | State::Open);
        match command {
            Command::Buy(wish) => {
                self.abandon();
                self.wish(wish)
            }
            Command::Product(named) => {
                self.abandon();
                self.wish(Wish { product: Some(named), ..Wish::default() })
            }
            Command::RemoveFromCart(named) => self.take_out_of_cart(named),
            Command::ReadCart => self.read_cart(),
            Command::ClearCart => self.ask_clear_cart(),
            Command::Checkout => self.checkout(),
            Command::OrderStatus(about) => {
                self.abandon();
                self.ask(ShopRequest::Orders, Errand::Status(about))
            }
            Command::DeliveryTime(about) => {
                self.abandon();
                self.ask(ShopRequest::Orders, Errand::Delivery(about))
            }
            Command::Cancel(about) => {
                self.abandon();
                self.ask(ShopRequest::Orders, Errand::Cancellable(about))
            }
            Command::Return(wish) => {
                self.abandon();
                self.ask(ShopRequest::Orders, Errand::Returnable(wish))
            }
            Command::PaymentProblem => {
                self.abandon();
                self.ask(ShopRequest::Orders, Errand::Payment)
            }
            Command::Person => self.ask_for_person(),
            Command::AddToList(named, quantity, measured) => self.add_to_list(named, quantity, measured),
            Command::RemoveFromList(named) => self.take_off_list(named.as_ref()),
            Command::ReadList => self.read_list(),
            Command::OrderList => self.order_list(),
            Command::Subscribe(wish) => self.subscribe(wish),
            Command::ChangeSubscription(named, change) => self.change_subscription(named, change),
            Command::ReadSubscriptions => self.read_subscriptions(),
            Command::Forget => self.ask_forget(),
            Command::News => self.tell_news(),
            Command::Continue if nothing_open => self.go_on(),
            Command::Continue => self.again([]),
            Command::Wake if self.state == State::Idle => self.greet(),
            Command::Wake => self.again([Message::Listening]),
            Command::Repeat => self.repeat(),
            Command::Help => self.help(),
            Command::Speak(change) => self.speak(change),
            Command::Find(search) => {
                self.abandon();
                self.find(search)
            }
            Command::Recommend(search) => {
                self.abandon();
                self.recommend(search)
            }
            Command::Deals(search) => {
                self.abandon();
                self.deals(&search)
            }
            Command::Refine(refinement) => self.refine_topic(&refinement),
            Command::Question(aspect, named) => self.answer(&aspect, named),
            Command::ChangeLanguage(tag) => self.change_language(&tag),
            Command::NotYet => self.aside([Message::NotYet]),
            Command::Half(wish) => self.half_understood(wish),
            Command::HowMuch(wish) => self.ask_how_much(wish),
            Command::Stop => self.stop(),
            Command::StartOver => {
                self.abandon();
                self.leave_queue();
                self.before.clear();
                self.cart.clear();
                self.topic = None;
                self.say([Message::StartedOver, Message::AskCommand], State::Open)
            }
            Command::GoBack => self.go_back(),
            Command::No if self.gathering => self.checkout(),
            Command::No if nothing_open => {
                self.leave_queue();
                let goodbye = self.goodbye();
                self.say([Message::AllRight, goodbye], State::Idle)
            }
            Command::Quantity(quantity) if nothing_open => {
                self.wish(Wish { quantity: Some(quantity), ..Wish::default() })
            }
            Command::Measure(measure) if nothing_open => match self.measure_in_cart(measure) {
                Some(changed) => changed,
                None => self.wish(Wish { measure: Some(measure), ..Wish::default() }),
            },
            // What was asked is over, and that it is was not said yet.
            Command::Yes | Command::Choose { .. }
                if self.state == State::Idle && !self.before_next_reply.is_empty() =>
            {
                self.say([], State::Idle)
            }
            Command::Yes if nothing_open && self.offered.is_some() => self.go_on(),
            Command::Yes if self.state == State::Open => self.again([]),
            Command::Yes if self.state == State::Idle && self.to_resume().is_some() => self.greet(),
            Command::Yes | Command::Choose { .. } if nothing_open => {
                self.say([Message::NothingToAnswer, Message::AskCommand], State::Open)
            }
            Command::Yes
            | Command::No
            | Command::Choose { .. }
            | Command::Quantity(_)
            | Command::Measure(_)
            | Command::Reason(_) => self.again([Message::NotUnderstood]),
        }
    }

    fn stop(&mut self) -> Vec<Action> {
        self.leave_queue();
        self.give_up_question();
        if self.placing.is_none() {
            self.interrupted = None;
        }
        let end = self.closing();
        self.say([Message::AllRight, end], State::Idle)
    }

    /// Something was understood by half: the rest is asked for. Never where a yes or a no is awaited.
    fn half_understood(&mut self, wish: Option<Wish>) -> Vec<Action> {
        if self.state.expecting() == Expecting::Confirmation {
            return self.again([Message::NotUnderstood]);
        }
        match wish {
            Some(Wish { product: Some(named), quantity, measure, goal, .. }) if !named.candidates.is_empty() => {
                self.before_next_reply(&Message::HalfUnderstood);
                self.ask_whether(named, Wish { quantity, measure, goal, ..Wish::default() })
            }
            Some(wish) => {
                self.before_next_reply(&Message::HalfUnderstood);
                self.wish(Wish { product: None, ..wish })
            }
            None => self.aside([Message::HalfUnderstood, Message::AskOtherWords]),
        }
    }

    /// All but how much is wanted was understood. Never where a yes or a no is awaited.
    fn ask_how_much(&mut self, wish: Wish) -> Vec<Action> {
        if self.state.expecting() == Expecting::Confirmation {
            return self.again([Message::NotUnderstood]);
        }
        if wish.product.as_ref().is_none_or(|named| named.candidates.is_empty()) {
            return self.half_understood(Some(wish));
        }
        let wish = Wish { quantity: None, measure: None, ..wish };
        self.say([Message::HalfUnderstood, Message::AskQuantity], State::Asking(wish, Missing::Quantity))
    }

    /// Something else was asked for: what was open is said not to be ordered.
    pub(super) fn abandon(&mut self) {
        let what = match &self.state {
            State::Confirming(confirming) | State::Proving(confirming) => {
                let not_ordered = self.not_ordered(&confirming.purchase);
                self.interrupted = None;
                self.before_next_reply(&Message::AllRight);
                not_ordered
            }
            State::Asked(Question::Packs(Rounded { goal: Goal::Cart, .. })) => return,
            State::Asked(Question::Packs(Rounded { changes: Some(purchase), .. })) => {
                let not_ordered = self.not_ordered(purchase);
                self.interrupted = None;
                not_ordered
            }
            State::Asked(question) => self.left_as_it_is(question),
            State::AskingReason(returning) => Message::OrderKept { order: returning.request.order.to_string() },
            // Nothing was about to be ordered that is not still in the cart.
            State::Choosing(choosing) if choosing.wish.goal == Goal::Cart => return,
            State::Asking(wish, _) | State::Choosing(Choosing { wish, .. }) => self.nothing_came_of(wish.goal),
            State::Idle | State::Open | State::Waiting(_) => return,
        };
        self.before_next_reply(&what);
    }

    /// Something was said while the shop is being asked.
    pub(super) fn meanwhile(&mut self, command: &Command) -> Vec<Action> {
        match command {
            Command::Stop => self.stop(),
            Command::Speak(change) => self.speak(*change),
            _ => self.say([Message::OneMoment], self.state.clone()),
        }
    }

    fn repeat(&mut self) -> Vec<Action> {
        if self.last_words.is_empty() {
            return self.say([Message::NothingToRepeat, Message::AskCommand], State::Open);
        }
        self.utter(self.last_words.clone(), self.state.clone())
    }

    fn help(&mut self) -> Vec<Action> {
        let help = match &self.state {
            State::Idle | State::Open | State::Waiting(_) => Message::HelpCommand,
            State::Asking(_, Missing::Product) => Message::HelpProduct,
            State::Asking(_, Missing::Quantity) => Message::HelpQuantity { maximum: self.settings.maximum_quantity },
            State::Choosing(_) => Message::HelpChoice,
            State::Confirming(confirming) => Message::HelpConfirmation { total: self.money(confirming.quote().total) },
            State::Proving(_) => Message::HelpCode,
            State::AskingReason(_) => Message::HelpReason,
            State::Asked(question) => Self::help_for(question),
        };
        let next = if self.state == State::Idle { State::Open } else { self.state.clone() };
        self.say([help], next)
    }

    pub(super) fn woken(&mut self) -> Vec<Action> {
        match self.state {
            State::Idle => self.greet(),
            // Whoever presses the key within a session is about to speak.
            _ => Vec::new(),
        }
    }

    pub(super) fn no_match(&mut self) -> Vec<Action> {
        if matches!(self.state, State::Waiting(_)) {
            return Vec::new();
        }
        self.misses += 1;
        let upset = self.mood == Mood::Frustrated;
        // The offer begins with one.
        self.apologised |= upset;
        if (self.misses >= MISSES || upset)
            && let Some(offer) = self.offer_person(
                if upset { Why::Upset } else { Why::NotUnderstood },
                if upset { Message::Apology } else { Message::NotUnderstoodAtAll },
            )
        {
            self.misses = 0;
            return offer;
        }
        if self.misses >= MISSES {
            self.leave_queue();
            let end = self.closing();
            return self.say([Message::NotUnderstoodAtAll, Message::HelpCommand, end], State::Idle);
        }
        if self.state == State::Idle {
            return self.say([Message::NotUnderstood, Message::AskCommand], State::Open);
        }
        self.again([Message::NotUnderstood])
    }
}
