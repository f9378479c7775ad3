//! How this machine speaks is changed by voice, and kept over a restart.

use std::path::PathBuf;

use super::conversation::VOICE;
use super::{Assistant, Voice};
use crate::dialogue::manner::Manner;
use crate::event::SiteId;
use crate::private_file;

/// The file in the data folder that keeps it.
const MANNER: &str = "voice.json";

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
