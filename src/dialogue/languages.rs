//! The language of a conversation: that of whoever told it last what to do, or the one that was asked for.

use super::command::Command;
use super::message::Message;
use super::mood::MoodReader;
use super::state::State;
use super::{Action, Dialogue};
use crate::language;
use crate::understanding::Intent;

impl Dialogue {
    /// The language that is spoken, `en` for instance.
    #[must_use]
    pub fn language(&self) -> &str {
        self.replies.language()
    }

    /// Tells in which language the next input is, where the channel knows it. Who is asked something is not asked again in
    /// another one.
    pub fn is_spoken_to_in(&mut self, tag: &str) {
        if matches!(self.state, State::Idle | State::Open) {
            self.speak_in(tag);
        }
    }

    /// Answers in the language of a wish. An answer to a question changes nothing: "no" is a word of many languages.
    pub(super) fn follow(&mut self, wishes: &[Intent]) {
        let Some(wish) = wishes.first() else { return };
        let is_told = Command::of(wish).is_some_and(|command| command.can_wait());
        if is_told || matches!(self.state, State::Idle | State::Open) {
            self.speak_in(&wish.language);
        }
    }

    pub(super) fn change_language(&mut self, tag: &str) -> Vec<Action> {
        if self.languages.get(tag).is_none() {
            return self.aside([Message::NotSpokenHere]);
        }
        self.speak_in(tag);
        self.aside([Message::SpeaksLanguage])
    }

    /// What is not spoken changes nothing.
    fn speak_in(&mut self, tag: &str) {
        if let Some(replies) = self.languages.get(tag).filter(|_| !language::same(tag, self.language())) {
            self.replies = replies.clone();
            self.reader = MoodReader::new(self.replies.language());
        }
    }
}
