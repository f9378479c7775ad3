//! A turn that came in as text, and what any turn is to its conversation.

use jiff::Timestamp;

use super::Assistant;
use super::admission::admitted;
use super::conversation::VOICE;
use super::wholeness::needed;
use crate::dialogue::Input;
use crate::dialogue::card_number::without_card_numbers;
use crate::event::{Event, Query, SiteId, TextTurn};
use crate::expecting::Expecting;
use crate::language;
use crate::permission::Code;
use crate::speech_to_text::Hypothesis;
use crate::understanding::{Intent, Meaning};

/// So many turns are remembered with one wait for the disk.
const TURNS: usize = 64;

impl Assistant {
    /// Acts on a turn, and on those that wait right behind it: the journal remembers all of them at once, as each wait for
    /// the disk is longer than a turn.
    pub(super) fn read(&mut self, turn: TextTurn) {
        let mut turns = vec![turn];
        while turns.len() < TURNS
            && self.ahead.is_none()
            && let Ok(event) = self.inbox.try_recv()
        {
            match event {
                Event::Text(turn) => turns.push(turn),
                other => self.ahead = Some(other),
            }
        }
        let ids: Vec<&str> = turns.iter().filter_map(|turn| turn.id.as_deref()).collect();
        match self.journal.remember_messages(&ids, Timestamp::now()) {
            Ok(new) => {
                let mut new = new.into_iter();
                for turn in turns {
                    if turn.id.is_none() || new.next().unwrap_or(false) {
                        self.act_on(turn);
                    } else {
                        tracing::info!(channel = turn.channel, "a message came twice and was acted on once");
                    }
                }
            }
            Err(error) => {
                tracing::error!("{error}");
                for turn in turns {
                    // What cannot come twice is a question of this moment.
                    if turn.id.is_none() { self.act_on(turn) } else { self.refuse_turn(&turn) }
                }
            }
        }
    }

    fn act_on(&mut self, turn: TextTurn) {
        let now = self.clock.now();
        if let Some(from) = self.channels.iter_mut().find(|from| from.name() == turn.channel) {
            from.hears(&turn);
        }
        let expecting = self.conversation(&turn.site).dialogue.expecting_first(now);
        let TextTurn { id, site, channel, session, speaker, text, confidence, language, .. } = turn;
        let language = language.as_deref().and_then(|tag| self.understanding.known(tag)).map(str::to_owned);
        let origin = Origin { channel, speaker: speaker.as_deref(), language: language.as_deref() };
        let only = Vec::new();
        let said =
            Query { channel, site: site.clone(), id, session, text, confidence, language: language.clone(), only };
        let hypothesis = Hypothesis::new(said.text.as_str(), confidence).said_in(language.as_deref());
        self.conversation(&site).join(channel, said.session.clone());
        if expecting == Expecting::Code && self.code_heard(&site, std::slice::from_ref(&hypothesis), origin) {
            return;
        }
        let judged = self.judge(&site, std::slice::from_ref(&hypothesis), expecting);
        let sensitivity = self.config.listening.wake_sensitivity;
        let needed = needed(&self.config.recognition, sensitivity, expecting, judged.meaning.wishes());
        let from = self.channels.iter().find(|from| from.name() == channel);
        let admits = |intent: &str| from.is_none_or(|from| from.admits(&said, intent));
        let meaning = admitted(judged.meaning.at_least(needed), expecting, admits);
        let understood = meaning.first().is_some();
        self.tell_meaning(said, &meaning);
        let transcript = if expecting == Expecting::Code && !understood { "…" } else { &judged.transcript };
        self.timeline.heard(transcript, None);
        self.timeline.understood(meaning.wishes());
        self.take(&site, transcript, origin, meaning.into_wishes());
    }

    /// Tells the channel that brought a turn what it means, without a code or the number of a card.
    fn tell_meaning(&mut self, said: Query, meaning: &Meaning) {
        let is_code = self.understanding.tags().any(|language| Code::heard(language, &said.text).is_some())
            || meaning.wishes().iter().any(|wish| wish.name == "Code");
        let text = without_card_numbers(&said.text);
        if meaning.first().is_some() && (is_code || text != said.text) {
            return;
        }
        // What was not understood may be most of a code.
        let text = if meaning.first().is_some() { text } else { String::new() };
        if let Some(from) = self.channels.iter_mut().find(|from| from.name() == said.channel)
            && let Err(error) = from.meant(&Query { text, ..said }, meaning)
        {
            tracing::warn!("{error}");
        }
    }

    /// Answers what a text would mean as a command.
    pub(super) fn explain(&mut self, query: &Query) {
        let language = query.language.as_deref().and_then(|tag| self.understanding.known(tag));
        let hypothesis = Hypothesis::new(query.text.as_str(), query.confidence).said_in(language);
        let judged = self.judge(&query.site, &[hypothesis], Expecting::Command);
        let meaning = judged.meaning.at_least(self.config.recognition.minimum_confidence);
        if let Some(channel) = self.channels.iter_mut().find(|channel| channel.name() == query.channel)
            && let Err(error) = channel.understood(query, &meaning)
        {
            tracing::warn!("{error}");
        }
    }

    /// Whether one of the hypotheses is a code. It is handed on and written nowhere.
    pub(super) fn code_heard(&mut self, site: &SiteId, hypotheses: &[Hypothesis], origin: Origin<'_>) -> bool {
        // In the language of the question first: the same words can be other digits.
        let here = self.language_at(site);
        let mut languages: Vec<&str> = self.understanding.tags().collect();
        languages.sort_by_key(|tag| !language::same(tag, here));
        let code = languages.into_iter().find_map(|tag| {
            let mut heard = hypotheses.iter().filter(|hypothesis| hypothesis.may_be_in(tag));
            heard.find_map(|hypothesis| Code::heard(tag, &hypothesis.text))
        });
        let Some(code) = code else { return false };
        self.timeline.heard("(a code)", None);
        self.conversation(site).dialogue.comes_from(origin.channel, origin.speaker);
        self.converse(site, Input::CodeHeard(code));
        true
    }

    /// Hands what was said to its conversation.
    pub(super) fn take(&mut self, site: &SiteId, words: &str, origin: Origin<'_>, wishes: Vec<Intent>) {
        let now = self.clock.now();
        let manner = self.manner_at(site);
        let conversation = self.conversation(site);
        words.clone_into(&mut conversation.heard);
        let dialogue = &mut conversation.dialogue;
        dialogue.comes_from(origin.channel, origin.speaker);
        dialogue.speaks(manner);
        origin.language.iter().for_each(|tag| dialogue.is_spoken_to_in(tag));
        dialogue.note_words(words, now);
        self.converse(site, input(wishes));
    }

    /// Answers a turn that must not be acted on because the journal cannot remember it.
    fn refuse_turn(&mut self, turn: &TextTurn) {
        if let Some(channel) = self.channels.iter_mut().find(|channel| channel.name() == turn.channel)
            && let Err(error) =
                channel.refuse(turn, "the journal cannot be written; nothing is ordered until it can be")
        {
            tracing::warn!("{error}");
        }
    }
}

/// What something was said on, and who seems to have said it.
#[derive(Clone, Copy)]
pub(super) struct Origin<'a> {
    pub(super) channel: &'a str,
    pub(super) speaker: Option<&'a str>,
    /// The language that it is in, where the channel knows.
    pub(super) language: Option<&'a str>,
}

/// Somebody spoke to a microphone of this machine.
pub(super) const BY_VOICE: Origin<'static> = Origin { channel: VOICE, speaker: None, language: None };

/// A wake phrase without a command is no wish.
fn input(wishes: Vec<Intent>) -> Input {
    match wishes.as_slice() {
        [] => Input::NoMatch,
        [only] if only.name == "Wake" => Input::Woken,
        _ => Input::Understood(wishes),
    }
}
