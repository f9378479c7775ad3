//! What is remembered of the household: kept for the next start, shared by its sites, and forgotten.

use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::Assistant;
use crate::config::{Config, PrivacyConfig};
use crate::dialogue::Input;
use crate::dialogue::household::Household;
use crate::event::SiteId;
use crate::handover::Desk;
use crate::journal::Journal;
use crate::private_file;

/// The file in the data folder.
const FILE: &str = "household.json";

/// Its file in a data folder.
#[must_use]
pub fn file(data: &Path) -> PathBuf {
    data.join(FILE)
}

/// What is remembered in a data folder; nothing when nothing was kept yet.
///
/// # Errors
/// A sentence that names the file.
pub fn read(data: &Path) -> Result<Household, String> {
    let read = private_file::read_json(&file(data)).map(Option::unwrap_or_default);
    read.map_err(|reason| format!("{reason}. Move it away, or erase it: orderly data erase"))
}

/// Keeps it in a data folder, in place of what was there.
///
/// # Errors
/// A sentence that names the file.
pub fn write(data: &Path, household: &Household) -> Result<(), String> {
    private_file::write_json(&file(data), household)
}

impl Assistant {
    /// Goes on with what was remembered before the last end.
    pub(super) fn restore_household(&mut self) {
        match read(&self.config.data_folder()) {
            Ok(household) => self.household = household,
            Err(error) => tracing::warn!("{error}; cart, list and subscriptions from before are gone"),
        }
    }

    /// Keeps what is remembered for the next start, and hands it to all other sites.
    pub(super) fn share(&mut self, site: &SiteId, household: Household) {
        for (other, conversation) in &mut self.conversations {
            if other != site {
                conversation.dialogue.take_over(household.clone());
            }
        }
        self.keep_household(household);
    }

    fn keep_household(&mut self, household: Household) {
        if let Err(error) = write(&self.config.data_folder(), &household) {
            tracing::warn!("{error}; what is remembered now will not survive a restart");
        }
        self.household = household;
    }

    /// Forgets whatever else is kept of a person, or of everybody: what was said at any site, and what was ordered as far as
    /// it is settled.
    pub(super) fn forget(&mut self, person: Option<&str>) {
        for conversation in self.conversations.values_mut() {
            conversation.dialogue.forget_words();
            conversation.heard.clear();
            conversation.said.clear();
        }
        if person.is_some() {
            return;
        }
        let now = Timestamp::now();
        if let Err(error) = self.journal.forget(now, now) {
            tracing::error!("{error}; what was ordered is not forgotten yet");
        }
        let desk = self.people.as_ref().map(Desk::clear);
        let press = self.receipts.as_ref().map(|receipts| receipts.press.clear());
        for error in [desk, press].into_iter().flatten().filter_map(Result::err) {
            tracing::error!("{error}; it is not forgotten yet");
        }
    }

    /// Forgets what was kept for long enough: at the start, and every day.
    pub(super) fn forget_in_time(&mut self) {
        let now = Timestamp::now();
        if let Err(error) = forget_attempts(self.journal.as_mut(), &self.config.privacy, now) {
            tracing::error!("{error}; what was ordered is not forgotten in time");
        }
        let mut household = self.household.clone();
        household.forget_before(before(self.config.privacy.cart_days, now), now);
        if household != self.household {
            for conversation in self.conversations.values_mut().filter(|talk| !talk.dialogue.in_session()) {
                conversation.dialogue.take_over(household.clone());
            }
            self.keep_household(household);
        }
    }

    /// When what is due is announced next; `None` when it never is.
    pub(super) fn next_reminder(config: &Config, now: Timestamp) -> Option<Timestamp> {
        let time = config.dialogue.reminder_time().ok().flatten()?;
        let today = now.to_zoned(TimeZone::system());
        [today.date(), today.date().tomorrow().ok()?]
            .into_iter()
            .filter_map(|day| day.to_datetime(time).to_zoned(TimeZone::system()).ok())
            .map(|then| then.timestamp())
            .find(|then| *then > now)
    }

    /// Says what is due, when it is time. Without a loudspeaker it is said at the next occasion.
    pub(super) fn remind_in_time(&mut self, now: Timestamp) {
        if self.remind_at.is_some_and(|then| then <= now) {
            self.remind_at = Self::next_reminder(&self.config, now);
            let site = SiteId(self.config.assistant.site.clone());
            if self.voices.get(&site).is_some_and(|voice| voice.speaking.is_some()) {
                self.converse(&site, Input::Remind);
            }
        }
    }
}

/// Forgets what was ordered longer ago than the owner wants it kept.
///
/// # Errors
/// [`crate::journal::JournalError`]
pub fn forget_attempts(
    journal: &mut dyn Journal,
    privacy: &PrivacyConfig,
    now: Timestamp,
) -> Result<(), crate::journal::JournalError> {
    journal.forget(before(privacy.attempts_days, now).unwrap_or(Timestamp::MIN), now)
}

/// So many days ago; `None` for 0: what is kept for ever.
fn before(days: u32, now: Timestamp) -> Option<Timestamp> {
    (days > 0).then(|| now.checked_sub(SignedDuration::from_hours(i64::from(days) * 24)).unwrap_or(Timestamp::MIN))
}
