//! A person takes over: when one is asked for, when nothing is understood, or when the shopper is upset.

use super::message::Message;
use super::mood::Mood;
use super::question::Question;
use super::state::{Errand, State};
use super::{Action, Dialogue, PersonRequest};
use crate::handover::{Accepted, Reachable, Why};

/// What became of the wish for a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HandedOver {
    /// People have it.
    Accepted(Accepted),
    /// Nobody took it yet; it is tried again.
    Kept,
    /// Nobody has it, and nobody will.
    Lost,
}

impl Dialogue {
    /// A person was asked for: may they know what was said?
    pub(super) fn ask_for_person(&mut self) -> Vec<Action> {
        if !self.settings.person {
            return self.aside([Message::NoPerson]);
        }
        self.abandon();
        self.say([Message::AskConsent], State::Asked(Question::Consent))
    }

    /// Offers a person, where there is one: to whoever is not understood, or upset.
    pub(super) fn offer_person(&mut self, why: Why, opening: Message) -> Option<Vec<Action>> {
        self.settings.person.then(|| {
            self.abandon();
            self.say([opening, Message::OfferPerson], State::Asked(Question::Person(why)))
        })
    }

    pub(super) fn hand_over(&mut self, why: Why, consent: bool) -> Vec<Action> {
        let waiting = State::Waiting(Errand::Person);
        self.note_step(&waiting);
        self.state = waiting;
        self.start_waiting();
        vec![Action::HandOver(PersonRequest { why, consent, mood: self.mood })]
    }

    /// It is known whether a person has it. However late: the shopper is told.
    pub(super) fn handed_over(&mut self, outcome: HandedOver) -> Vec<Action> {
        let told = match outcome {
            HandedOver::Accepted(Accepted { reference, reachable }) => Message::PersonHasIt {
                next: match reachable {
                    Reachable::CallBack => "call",
                    Reachable::Message => "message",
                    Reachable::Comes => "comes",
                    Reachable::Unknown => "unknown",
                }
                .to_owned(),
                reference: reference.unwrap_or_else(|| "none".to_owned()),
            },
            HandedOver::Kept => Message::PersonLater,
            HandedOver::Lost => Message::NoPerson,
        };
        if self.state == State::Waiting(Errand::Person) {
            return self.say([told], State::Idle);
        }
        self.say_when_free(told)
    }

    /// What goes before a reply because of how the shopper feels: an apology, once.
    pub(super) fn tone(&mut self) -> Option<Message> {
        let apologises = self.mood == Mood::Frustrated && !self.apologised;
        self.apologised |= apologises;
        apologises.then_some(Message::Apology)
    }
}
