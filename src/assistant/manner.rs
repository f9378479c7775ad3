//! How this machine speaks, and with which voice, is changed and kept over a restart.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::conversation::VOICE;
use super::{Assistant, Voice};
use crate::dialogue::manner::Manner;
use crate::event::SiteId;
use crate::private_file;

/// The file in the data folder that keeps it.
const MANNER: &str = "voice.json";

/// The file in the data folder that keeps which voices were chosen, by site.
const VOICES: &str = "voices.json";

/// The voice that was chosen at a site before the last end, if any was.
///
/// # Errors
/// A sentence that names the file when that cannot be read.
pub fn chosen_voice(data: &Path, site: &SiteId) -> Result<Option<String>, String> {
    Ok(chosen_voices(data)?.remove(site))
}

fn chosen_voices(data: &Path) -> Result<BTreeMap<SiteId, String>, String> {
    private_file::read_json(&data.join(VOICES)).map(Option::unwrap_or_default)
}

impl Assistant {
    /// How a shopper at a site is spoken to; `None` where nobody there speaks or listens to the loudspeaker.
    pub(super) fn manner_at(&self, site: &SiteId) -> Option<Manner> {
        let voice = self.voices.get(site).filter(|voice| voice.speaking.is_some())?;
        let session = self.conversations.get(site)?.session.as_ref()?;
        session.channels.contains(VOICE).then_some(voice.manner)
    }

    /// From the next sentence on a site is spoken to that way.
    pub(super) fn adjust(&mut self, site: &SiteId, manner: Manner) {
        let Some(Voice { manner: now, speaking: Some(mouth), .. }) = self.voices.get_mut(site) else {
            tracing::warn!("there is no loudspeaker to speak differently on");
            return;
        };
        *now = manner;
        mouth.adjust(manner);
        if let Err(error) = private_file::write_json(&self.manner_file(), &manner) {
            tracing::warn!("{error}; after a restart the voice is as it was before");
        }
    }

    /// Another voice speaks at a site.
    pub(super) fn voiced(&mut self, site: SiteId, name: String) {
        let Some(voice) = self.voices.get_mut(&site) else { return };
        voice.voice.clone_from(&name);
        self.timeline.note(&format!("speaks with {name} at {site}"));
        let data = self.config.data_folder();
        // What cannot be read is written anew.
        let mut chosen = chosen_voices(&data).unwrap_or_default();
        chosen.insert(site, name);
        if let Err(error) = private_file::write_json(&data.join(VOICES), &chosen) {
            tracing::warn!("{error}; after a restart the voice is the one that is configured");
        }
    }

    /// As it was before the last end.
    pub(super) fn restored_manner(&self) -> Manner {
        match private_file::read_json::<Manner>(&self.manner_file()) {
            Ok(kept) => kept.unwrap_or_default().within_bounds(),
            Err(error) => {
                tracing::warn!("{error}; the voice is as it is configured");
                Manner::default()
            }
        }
    }

    fn manner_file(&self) -> PathBuf {
        self.config.data_folder().join(MANNER)
    }
}
