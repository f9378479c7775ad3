//! What a hub may ask of a site besides a turn, and what it is shown of one.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::Assistant;
use super::conversation::Conversation;
use crate::dialogue::Reply;
use crate::dialogue::manner::Manner;
use crate::event::{Activity, Control, SiteId, SiteState};
use crate::expecting::Expecting;
use crate::private_file;

/// The number of what is read out and is no reply.
pub(super) const ANNOUNCEMENT: u64 = u64::MAX;

/// So many announcements may wait at a site until nobody talks there.
const ANNOUNCEMENTS: usize = 8;

/// The file in the data folder that names the sites where nothing is to be heard.
const MUTED: &str = "muted.json";

impl Assistant {
    /// Does what a hub asks for.
    pub(super) fn control(&mut self, site: &SiteId, control: Control) {
        let Some(voice) = self.voices.get_mut(site) else {
            match control {
                Control::Announce { text, language } => self.announce_elsewhere(site, &text, language),
                _ => tracing::warn!("{site} has no microphone and no loudspeaker here; set [audio.sites.{site}]"),
            }
            return;
        };
        match control {
            Control::Mute(muted) => self.mute(site, muted),
            Control::Volume(volume) => {
                let manner = Manner { volume, ..voice.manner }.within_bounds();
                self.adjust(site, manner);
            }
            Control::Voice(name) => match &voice.speaking {
                Some(mouth) => mouth.change_voice(name),
                None => tracing::warn!("{site} has no loudspeaker to speak with another voice on: set audio.output"),
            },
            Control::Announce { .. } if voice.speaking.is_none() => {
                tracing::warn!("{site} has no loudspeaker to announce something on: set audio.output");
            }
            Control::Announce { .. } if voice.announcements.len() >= ANNOUNCEMENTS => {
                tracing::warn!("{ANNOUNCEMENTS} announcements are waiting at {site}; one more is dropped");
            }
            Control::Announce { text, language } => {
                let language = language.unwrap_or_else(|| self.config.assistant.language.clone());
                voice.announcements.push_back((text, language));
                self.announce(site);
            }
        }
    }

    fn mute(&mut self, site: &SiteId, muted: bool) {
        let Some(voice) = self.voices.get_mut(site).filter(|voice| voice.muted != muted) else { return };
        voice.muted = muted;
        if muted {
            voice.open = false;
            voice.hearing.rest();
        }
        self.timeline.note(if muted { "the microphone is muted" } else { "the microphone is on again" });
        let all: BTreeSet<&SiteId> =
            self.voices.iter().filter(|(_, voice)| voice.muted).map(|(site, _)| site).collect();
        if let Err(error) = private_file::write_json(&self.muted_file(), &all) {
            tracing::warn!("{error}; after a restart the microphone is as it was before");
        }
        self.attend(site);
    }

    /// Whether the microphone of a site was muted before the last end. Where that cannot be known it is.
    pub(super) fn was_muted(&self, site: &SiteId) -> bool {
        match private_file::read_json::<BTreeSet<SiteId>>(&self.muted_file()) {
            Ok(muted) => muted.is_some_and(|muted| muted.contains(site)),
            Err(error) => {
                tracing::warn!("{error}; the microphone of {site} is muted until a hub turns it on: delete the file");
                true
            }
        }
    }

    fn muted_file(&self) -> PathBuf {
        self.config.data_folder().join(MUTED)
    }

    /// Reads out what waits, once nobody talks at a site. Whether it speaks now.
    pub(super) fn announce(&mut self, site: &SiteId) -> bool {
        let idle = |talk: &Conversation| talk.is_settled() && !talk.dialogue.in_session();
        if !self.voices.contains_key(site) || !self.conversations.get(site).is_none_or(idle) {
            return false;
        }
        let Some(voice) = self.voices.get_mut(site) else { return false };
        let Some(mouth) = &voice.speaking else { return false };
        let Some((text, language)) = voice.announcements.pop_front() else { return false };
        self.timeline.said(&text);
        mouth.say(ANNOUNCEMENT, text, &language);
        voice.spoke = true;
        voice.open = false;
        if !voice.muted {
            voice.hearing.watch();
        }
        let conversation = self.conversation(site);
        conversation.last_reply = ANNOUNCEMENT;
        conversation.speaking = true;
        true
    }

    /// Has a text read out where this machine has no loudspeaker, by satellites and other loudspeakers on the broker.
    fn announce_elsewhere(&mut self, site: &SiteId, text: &str, language: Option<String>) {
        let (text, speech) = (text.to_owned(), text.to_owned());
        let language = language.unwrap_or_else(|| self.config.assistant.language.clone());
        let expecting = Expecting::Wake;
        let reply = Reply { number: ANNOUNCEMENT, text, speech, language, expecting, ends: true };
        let mut said = false;
        for channel in self.channels.iter_mut().filter(|channel| channel.announces(site)) {
            match channel.reply(site, "", &reply) {
                Ok(()) => said = true,
                Err(error) => tracing::warn!("{error}"),
            }
        }
        if !said {
            tracing::warn!("nothing can be read out at {site}; set [audio.sites.{site}] or mqtt.announce_on");
        }
    }

    /// Shows the channels what sites with a microphone do, where that changed.
    pub(super) fn show_sites(&mut self) {
        if self.channels.is_empty() {
            return;
        }
        for site in self.voices.keys().cloned().collect::<Vec<_>>() {
            let state = self.state_of(&site);
            let Some(voice) = self.voices.get_mut(&site) else { continue };
            if voice.shown.as_ref() == Some(&state) {
                continue;
            }
            for channel in &mut self.channels {
                if let Err(error) = channel.show(&site, &state) {
                    tracing::debug!("{error}");
                }
            }
            voice.shown = Some(state);
        }
    }

    fn state_of(&self, site: &SiteId) -> SiteState {
        let voice = self.voices.get(site);
        let talk = self.conversations.get(site);
        let confirming =
            |talk: &Conversation| talk.dialogue.in_session() && talk.dialogue.expecting() == Expecting::Confirmation;
        let activity = if talk.is_some_and(|talk| talk.speaking) {
            Activity::Speaking
        } else if talk.is_some_and(|talk| talk.awaiting_shop > 0) {
            Activity::Waiting
        } else if talk.is_some_and(confirming) {
            Activity::Confirming
        } else if voice.is_some_and(|voice| voice.open) && self.voice_takes_part(site) {
            Activity::Listening
        } else {
            Activity::Idle
        };
        SiteState {
            activity,
            muted: voice.is_some_and(|voice| voice.muted),
            volume: voice.map_or(0, |voice| voice.manner.volume),
            voice: voice.map(|voice| voice.voice.clone()).unwrap_or_default(),
            heard: talk.map(|talk| talk.heard.clone()).unwrap_or_default(),
            said: talk.map(|talk| talk.said.clone()).unwrap_or_default(),
        }
    }
}
