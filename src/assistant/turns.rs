//! A turn of a conversation: what went in, what the dialogue does about it, who is told, and whose turn it is then.

use std::collections::BTreeSet;

use super::Assistant;
use super::controls::ANNOUNCEMENT;
use super::conversation::{Conversation, VOICE};
use super::hearing::{Attention, Since};
use crate::audio::earcon::Earcon;
use crate::channels::Telling;
use crate::config::Wake;
use crate::dialogue::{Action, Dialogue, Input, OrderNews, Reply};
use crate::event::{Event, SiteId};
use crate::expecting::Expecting;
use crate::permission::{Code, PinVault};
use jiff::Timestamp;

impl Assistant {
    /// Hands something to a conversation and does what it says.
    pub(super) fn converse(&mut self, site: &SiteId, input: Input) {
        let now = self.clock.now();
        let mut inputs = vec![input];
        while let Some(input) = inputs.pop() {
            for action in self.conversation(site).dialogue.handle(input, now) {
                match action {
                    Action::Say(reply) => inputs.extend(self.say(site, &reply)),
                    Action::Adjust(manner) => self.adjust(site, manner),
                    Action::Ask(request) => match self.ordering.ask(site.clone(), request.clone()) {
                        Ok(()) => {
                            let conversation = self.conversation(site);
                            conversation.awaiting_shop += 1;
                            conversation.asked = Some(request);
                        }
                        Err(answer) => inputs.push(*answer),
                    },
                    Action::Told(news) => self.told(site, &news),
                    Action::ToldUpdate(update) => self.told_update(&update),
                    Action::Keep(household) => self.share(site, household),
                    Action::Forget(person) => self.forget(person.as_deref()),
                    Action::CheckCode(code) => inputs.extend(self.check_code(site, code)),
                    Action::HandOver(request) => inputs.extend(self.hand_over(site, request)),
                }
            }
        }
        let conversation = self.conversation(site);
        if !conversation.dialogue.in_session() && conversation.is_settled() {
            conversation.session = None;
        }
        self.attend(site);
    }

    /// Says a reply on everything that takes part in the session. Returns what became of it where that is known at
    /// once.
    fn say(&mut self, site: &SiteId, reply: &Reply) -> Option<Input> {
        self.timeline.said(&reply.text);
        let (session, participants) = match &self.conversation(site).session {
            Some(session) => (session.id.clone(), session.channels.clone()),
            None => (String::new(), BTreeSet::new()),
        };
        let nobody = participants.is_empty() && !self.voices.contains_key(site);
        let (mut shown, mut later, mut speaking) = (false, false, false);
        for channel in &mut self.channels {
            let takes_part = participants.contains(channel.name()) || nobody && channel.announces(site);
            if !takes_part {
                continue;
            }
            match channel.reply(site, &session, reply) {
                Ok(()) => match channel.telling() {
                    Telling::AtOnce => shown = true,
                    Telling::Later => later = true,
                    Telling::Aloud => speaking = true,
                },
                Err(error) => tracing::warn!("{error}"),
            }
        }
        let by_voice = participants.is_empty() || participants.contains(VOICE);
        if let Some(voice) = self.voices.get_mut(site).filter(|_| by_voice) {
            match &voice.speaking {
                Some(mouth) => {
                    mouth.say(reply.number, reply.speech.clone(), &reply.language);
                    speaking = true;
                    voice.spoke = true;
                    voice.open = false;
                    if !voice.muted {
                        voice.hearing.watch();
                    }
                }
                // Without a loudspeaker the terminal is where the shopper reads.
                None => {
                    shown |= self.timeline.is_shown();
                    voice.spoke = true;
                }
            }
        }
        let conversation = self.conversation(site);
        conversation.last_reply = reply.number;
        reply.text.clone_into(&mut conversation.said);
        conversation.speaking = speaking;
        match (shown, speaking || later) {
            (true, _) => Some(Input::Delivered(reply.number)),
            (false, true) => None,
            (false, false) => Some(Input::Undelivered(reply.number)),
        }
    }

    /// Checks a code on a thread of its own: that is made to take its time. Returns the answer where there can be none.
    fn check_code(&mut self, site: &SiteId, code: Code) -> Option<Input> {
        let (events, to, mut vault) = (self.events.clone(), site.clone(), PinVault::of(&self.config.data_folder()));
        let check = move || {
            let answer = vault.check(&code, Timestamp::now());
            let answer = answer.inspect_err(|error| tracing::error!("{error}")).ok();
            let _ignore_loop_gone = events.send(Event::CodeChecked { site: to, answer });
        };
        match std::thread::Builder::new().name("code".to_owned()).spawn(check) {
            Ok(_answers_by_event) => {
                self.conversation(site).awaiting_shop += 1;
                None
            }
            Err(error) => {
                tracing::error!("a code cannot be checked: {error}");
                Some(Input::CodeChecked(None))
            }
        }
    }

    /// The shopper knows what became of an order: the journal need not tell again.
    fn told(&mut self, site: &SiteId, news: &OrderNews) {
        let order = match news {
            OrderNews::Placed { id, .. } => Some(id),
            OrderNews::NotPlaced { .. } => None,
        };
        let untold = &mut self.conversation(site).untold;
        if let Some(place) = untold.iter().position(|untold| untold.order.as_ref() == order) {
            let key = untold.remove(place).attempt;
            if let Err(error) = self.journal.mark_told(&key) {
                tracing::warn!("{error}");
            }
        }
    }

    /// The loudspeaker is done with a reply.
    pub(super) fn spoken(&mut self, site: &SiteId, reply: u64, failure: Option<String>) {
        let conversation = self.conversation(site);
        if reply == conversation.last_reply {
            conversation.speaking = false;
        }
        if reply == ANNOUNCEMENT {
            failure.iter().for_each(|reason| tracing::warn!("an announcement could not be spoken: {reason}"));
            self.attend(site);
            return;
        }
        let outcome = match failure {
            None => Input::Delivered(reply),
            Some(reason) => {
                tracing::warn!("a reply could not be spoken: {reason}");
                Input::Undelivered(reply)
            }
        };
        self.converse(site, outcome);
    }

    /// Opens the microphone when it is the shopper's turn.
    pub(super) fn attend(&mut self, site: &SiteId) {
        if self.announce(site) {
            return;
        }
        let expecting = self.voice_expects(site);
        let answer_expected = self.voice_takes_part(site);
        let settled = self.conversations.get(site).is_none_or(Conversation::is_settled);
        let (chimes, language) = (self.chimes_now(), self.language_of_answer(site, expecting));
        let idle_listens = self.config.listening.wake != Wake::PushToTalk;
        if let Some(voice) = self.voices.get_mut(site)
            && settled
            && !voice.open
            && !voice.muted
            && (answer_expected || idle_listens)
        {
            let since = match (std::mem::take(&mut voice.interrupted), std::mem::take(&mut voice.spoke)) {
                (true, _) => Since::Interruption,
                (false, true) => Since::Now,
                (false, false) => Since::Before,
            };
            let mouth = voice.speaking.as_ref().filter(|_| std::mem::take(&mut voice.woken) && chimes);
            voice.hearing.listen(Attention { expecting, answer_expected, since, chime: mouth.is_some() }, language);
            voice.open = true;
            if let Some(mouth) = mouth {
                mouth.chime(Earcon::Listening);
            }
        }
    }

    pub(super) fn microphone_closed(&mut self, site: &SiteId) {
        if let Some(voice) = self.voices.get_mut(site) {
            voice.open = false;
        }
    }

    /// What the microphone of a site should listen for. A session in which nobody spoke yet goes on without it: to join
    /// by voice one has to wake the assistant.
    pub(super) fn voice_expects(&self, site: &SiteId) -> Expecting {
        let expecting = match self.conversations.get(site) {
            Some(talk) if self.voice_takes_part(site) => talk.dialogue.expecting(),
            _ => Expecting::Wake,
        };
        match (expecting, self.config.listening.wake) {
            (Expecting::Wake, Wake::PushToTalk | Wake::Always) => Expecting::Command,
            (expecting, _) => expecting,
        }
    }

    /// Whether a session is open in which somebody spoke.
    pub(super) fn voice_takes_part(&self, site: &SiteId) -> bool {
        self.conversations.get(site).is_some_and(|talk| {
            talk.dialogue.in_session() && talk.session.as_ref().is_some_and(|session| session.channels.contains(VOICE))
        })
    }

    pub(super) fn conversation(&mut self, site: &SiteId) -> &mut Conversation {
        let Self { conversations, replies, settings, understanding, household, history, known, .. } = self;
        conversations.entry(site.clone()).or_insert_with(|| {
            let mut dialogue = Dialogue::new(settings.clone(), replies.clone()).at(site);
            dialogue.know(understanding.products());
            dialogue.remember(history.clone());
            dialogue.take_over(household.clone());
            dialogue.hold_updates(known.untold());
            Conversation::new(dialogue)
        })
    }
}
