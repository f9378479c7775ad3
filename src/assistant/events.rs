//! What the loop does when something happened.

use super::arbitration::Claim;
use super::conversation::{Untold, VOICE};
use super::hearing::{Attention, Since};
use super::reading::BY_VOICE;
use super::wholeness::needed;
use super::{Assistant, AssistantError};
use crate::audio::earcon::Earcon;
use crate::commerce::order::{IdempotencyKey, OrderId};
use crate::dialogue::{Input, OrderNews, ShopAnswer};
use crate::event::{Acoustics, AudioState, Event, Learned, SiteId};
use crate::expecting::Expecting;
use crate::speech_to_text::Hypothesis;
use crate::understanding::{Intent, Judgement, Meaning};

impl Assistant {
    /// Does what one event asks for.
    ///
    /// # Errors
    /// [`AssistantError::Failed`] when a part failed for good.
    pub(super) fn handle(&mut self, event: Event) -> Result<(), AssistantError> {
        match event {
            // The key to talk was pressed.
            Event::Woken { site } => self.push_to_talk(&site),
            // Somebody talks while the assistant does.
            Event::Interrupted { site } => self.interrupted(&site),
            // Shown, never acted on.
            Event::Partial { text, .. } => tracing::debug!(words = text.split_whitespace().count(), "partial"),
            // Somebody spoke.
            Event::Heard { site, woken, hypotheses, acoustics } => {
                self.heard(&site, woken.as_deref(), &hypotheses, acoustics);
            }
            // Nobody spoke.
            Event::NoInput { site } => {
                self.microphone_closed(&site);
                self.converse(&site, Input::NoInput);
            }
            // A turn came in as text.
            Event::Text(turn) => self.read(turn),
            // A hub asks for something else.
            Event::Control { site, control } => self.control(&site, control),
            // Somebody asks what a text means.
            Event::Asked(query) => self.explain(&query),
            // The answer can be heard from now on.
            Event::Speaking { at, .. } => self.timeline.sounded(at),
            // Another voice speaks.
            Event::Voiced { site, voice } => self.voiced(site, voice),
            // The answer can be read.
            Event::Told { site, reply } => self.converse(&site, Input::Delivered(reply)),
            // The answer was heard.
            Event::Delivered { site, reply } => self.spoken(&site, reply, None),
            // The answer was not heard.
            Event::Undelivered { site, reply, reason } => self.spoken(&site, reply, Some(reason)),
            // The shop answered.
            Event::Shop { site, answer, attempt } => self.shop_answered(&site, *answer, attempt),
            // An order that was open is so no longer.
            Event::News { site, news, attempt, answers } => {
                if answers {
                    self.shop_has_answered(&site);
                }
                self.news(&site, *news, attempt);
            }
            // A code was checked.
            Event::CodeChecked { site, answer } => {
                self.shop_has_answered(&site);
                self.converse(&site, Input::CodeChecked(answer));
            }
            // A person takes over, or nobody does.
            Event::HandedOver(outcome) => self.handed_over(outcome),
            // Orders were placed or changed, here or elsewhere.
            Event::OrdersSeen(orders) => self.orders_seen(&orders),
            // The shop sells something else.
            Event::Learned(learned) => self.adopt(*learned),
            // The household ordered something, or another day began.
            Event::History(history) => {
                self.understanding.remember(&history);
                for conversation in self.conversations.values_mut() {
                    conversation.dialogue.remember(history.clone());
                }
                self.history = history;
                self.forget_in_time();
            }
            // A sound device came or went.
            Event::Audio { site, state } => self.audio_changed(&site, &state),
            // The recordings are over.
            Event::EndOfAudio => self.ending = true,
            // A part is broken.
            Event::Failed { part, reason } => return Err(AssistantError::Failed { part, reason }),
            Event::Shutdown => {}
        }
        self.show_sites();
        Ok(())
    }

    fn heard(&mut self, site: &SiteId, woken: Option<&str>, hypotheses: &[Hypothesis], acoustics: Acoustics) {
        self.microphone_closed(site);
        let expecting = self.voice_expects(site);
        if expecting == Expecting::Code && self.code_heard(site, hypotheses, BY_VOICE) {
            self.acknowledge(site);
            return;
        }
        let judged = match woken {
            Some(phrase) => self.judge_behind(site, phrase, hypotheses),
            None => self.judge_at_least(site, hypotheses, expecting),
        };
        match judged.meaning {
            // Other microphones may hear the same shopper.
            Meaning::Wishes(wishes) if expecting == Expecting::Wake && self.voices.len() > 1 => {
                let (site, transcript) = (site.clone(), judged.transcript);
                self.claim(Claim { site, transcript, wishes, acoustics });
            }
            Meaning::Wishes(wishes) => self.understood(site, &judged.transcript, wishes, acoustics),
            // Nobody spoke to us: the house talks, the radio plays.
            Meaning::NoMatch { .. } if expecting == Expecting::Wake => self.attend(site),
            Meaning::NoMatch { .. } => {
                let transcript = hypotheses.first().map_or("…", |hypothesis| hypothesis.text.as_str());
                // What was said where a code was asked for is most of a code.
                let transcript = if expecting == Expecting::Code { "…" } else { transcript };
                self.timeline.heard(transcript, Some(acoustics));
                self.timeline.understood(&[]);
                // With `wake = "always"` there may be no session: then noise is noise.
                if self.voice_takes_part(site) {
                    self.chime(site, Earcon::Failed);
                    self.take(site, transcript, BY_VOICE, Vec::new());
                } else {
                    self.attend(site);
                }
            }
        }
    }

    /// A shopper said something at a site that is a wish.
    pub(super) fn understood(&mut self, site: &SiteId, transcript: &str, wishes: Vec<Intent>, acoustics: Acoustics) {
        self.timeline.heard(transcript, Some(acoustics));
        self.timeline.understood(&wishes);
        self.conversation(site).join(VOICE, None);
        if let Some(voice) = self.voices.get_mut(site) {
            voice.woken = matches!(wishes.as_slice(), [only] if only.name == "Wake");
        }
        self.take(site, transcript, BY_VOICE, wishes);
        self.acknowledge(site);
    }

    /// What an utterance means, when it is sure enough.
    fn judge_at_least(&self, site: &SiteId, hypotheses: &[Hypothesis], expecting: Expecting) -> Judgement {
        let judged = self.judge(site, hypotheses, expecting);
        let sensitivity = self.config.listening.wake_sensitivity;
        let needed = needed(&self.config.recognition, sensitivity, expecting, judged.meaning.wishes());
        judged.at_least(needed, expecting)
    }

    /// What was said behind a wake word. Whoever called and was not understood is asked, like one who only called.
    fn judge_behind(&self, site: &SiteId, wake_phrase: &str, hypotheses: &[Hypothesis]) -> Judgement {
        let judged = self.judge_at_least(site, hypotheses, Expecting::Command);
        if matches!(judged.meaning, Meaning::Wishes(_)) {
            return Judgement { transcript: format!("{wake_phrase} {}", judged.transcript), ..judged };
        }
        let called = Hypothesis::new(wake_phrase, 1.0);
        self.judge(site, &[called], Expecting::Wake)
    }

    fn push_to_talk(&mut self, site: &SiteId) {
        let busy = self.conversations.get(site).is_some_and(|talk| !talk.is_settled());
        let expecting = match self.voice_expects(site) {
            Expecting::Wake => Expecting::Command,
            expecting => expecting,
        };
        let (chime, language) = (self.chimes_now(), self.language_of_answer(site, expecting));
        if let Some(voice) = self.voices.get_mut(site).filter(|voice| !voice.open && !busy && !voice.muted) {
            let mouth = voice.speaking.as_ref().filter(|_| chime);
            let chime = mouth.is_some();
            voice.hearing.listen(Attention { expecting, answer_expected: true, since: Since::Now, chime }, language);
            if let Some(mouth) = mouth {
                mouth.chime(Earcon::Listening);
            }
            voice.open = true;
            voice.spoke = false;
            self.timeline.note("listening");
        }
    }

    /// The ear cut off what is being said; who interrupted is heard next.
    fn interrupted(&mut self, site: &SiteId) {
        self.timeline.note("interrupted");
        let Some(voice) = self.voices.get_mut(site) else { return };
        voice.interrupted = !voice.open;
        if let Some(mouth) = &voice.speaking {
            mouth.go_on();
        }
        self.attend(site);
    }

    fn shop_answered(&mut self, site: &SiteId, answer: ShopAnswer, attempt: Option<IdempotencyKey>) {
        let changed = match &answer {
            ShopAnswer::Placed(Ok(order)) | ShopAnswer::Cancelled(Ok(order)) => Some(order.clone()),
            ShopAnswer::TakenBack(Ok(slip)) => Some(slip.order.clone()),
            _ => None,
        };
        self.shop_has_answered(site);
        let asked = self.conversation(site).asked.take();
        self.write_receipt(asked.as_ref(), &answer);
        if let Some(attempt) = attempt {
            let order = changed.as_ref().map(|order| order.id.clone());
            self.remember_untold(site, attempt, order);
        }
        self.converse(site, Input::Shop(answer));
        if let Some(order) = changed {
            self.knows_of(&order);
            for channel in &mut self.channels {
                if let Err(error) = channel.order_event(site, &order) {
                    tracing::warn!("{error}");
                }
            }
        }
    }

    pub(super) fn shop_has_answered(&mut self, site: &SiteId) {
        let conversation = self.conversation(site);
        conversation.awaiting_shop = conversation.awaiting_shop.saturating_sub(1);
    }

    fn news(&mut self, site: &SiteId, news: OrderNews, attempt: Option<IdempotencyKey>) {
        if let Some(attempt) = attempt {
            let order = match &news {
                OrderNews::Placed { id, .. } => Some(id.clone()),
                OrderNews::NotPlaced { .. } => None,
            };
            if !self.remember_untold(site, attempt, order) {
                return;
            }
        }
        self.write_receipt_of(&news);
        self.converse(site, Input::News(news));
    }

    /// `false` when the conversation has heard of this attempt before.
    fn remember_untold(&mut self, site: &SiteId, attempt: IdempotencyKey, order: Option<OrderId>) -> bool {
        let new = self.known_outcomes.insert(attempt.0.clone());
        if new {
            self.conversation(site).untold.push(Untold { attempt, order });
        }
        new
    }

    fn adopt(&mut self, learned: Learned) {
        self.understanding = learned.languages;
        self.understanding.remember(&self.history);
        for conversation in self.conversations.values_mut() {
            conversation.dialogue.know(self.understanding.products());
        }
        for voice in self.voices.values() {
            voice.hearing.adopt(self.understanding.clone(), learned.vocabulary.clone());
        }
        for channel in &mut self.channels {
            channel.adopt(&learned.vocabulary);
        }
        self.timeline.note(&format!("the catalogue changed: {} products are understood now", learned.products));
    }

    fn audio_changed(&self, site: &SiteId, state: &AudioState) {
        match state {
            AudioState::Lost { direction, reason } => {
                tracing::warn!(%site, "{reason}");
                self.timeline.note(&format!("the audio {direction} at {site} is gone; waiting for it to come back"));
            }
            AudioState::Back { direction } => {
                tracing::info!(%site, "the audio {direction} is back");
                self.timeline.note(&format!("the audio {direction} at {site} is back"));
            }
            AudioState::Overrun(samples) => {
                tracing::warn!(%site, samples, "the microphone was faster than this machine; samples were lost");
            }
        }
    }

    /// Lets every conversation see what time it is.
    pub(super) fn tick(&mut self) {
        let now = self.clock.now();
        let due: Vec<SiteId> = self
            .conversations
            .iter()
            .filter(|(_, talk)| talk.dialogue.deadline().is_some_and(|deadline| deadline <= now))
            .map(|(site, _)| site.clone())
            .collect();
        for site in due {
            self.converse(&site, Input::Tick);
        }
        self.arbitrate_in_time(now);
        self.acknowledge_in_time(now);
        self.remind_in_time(now);
    }
}
