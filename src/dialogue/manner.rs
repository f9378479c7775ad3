//! How loud and how fast the assistant speaks, and the wish to have it otherwise.

use std::ops::RangeInclusive;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::message::Message;
use super::state::State;
use super::{Action, Dialogue};

/// Decibels in a step of loudness: clearly heard, and no fright.
const STEP_DB: f32 = 4.0;

/// How much faster each step is than the one below it.
const STEP_PACE: f64 = 1.15;

/// How loud and how fast the assistant speaks, in steps from what is configured; the default is just that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Manner {
    /// Steps of 4 dB, in [`Manner::VOLUMES`].
    pub volume: i8,
    /// Steps of 15 %, in [`Manner::PACES`].
    pub pace: i8,
}

/// What is to change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// A step up in loudness.
    Louder,
    /// A step down.
    Quieter,
    /// A step down in pace.
    Slower,
    /// A step up.
    Faster,
    /// As it is configured.
    Normal,
}

impl Manner {
    /// From what is still heard across a kitchen to what a small loudspeaker still plays cleanly.
    pub const VOLUMES: RangeInclusive<i8> = -3..=2;

    /// About 110 to 250 words a minute where 165 are configured.
    pub const PACES: RangeInclusive<i8> = -3..=3;

    /// How much louder than normal, dB.
    #[must_use]
    pub fn gain_db(self) -> f32 {
        f32::from(self.volume) * STEP_DB
    }

    /// The words a minute, where so many are normal.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a positive number; `as` saturates")]
    pub fn words_per_minute(self, normal: u32) -> u32 {
        (f64::from(normal) * STEP_PACE.powi(self.pace.into())).round() as u32
    }

    /// The same within the steps there are.
    #[must_use]
    pub fn within_bounds(self) -> Self {
        Self {
            volume: self.volume.clamp(*Self::VOLUMES.start(), *Self::VOLUMES.end()),
            pace: self.pace.clamp(*Self::PACES.start(), *Self::PACES.end()),
        }
    }

    /// A step further, or the same where there is none.
    #[must_use]
    pub fn changed(self, change: Change) -> Self {
        let (volume, pace) = match change {
            Change::Louder => (self.volume.saturating_add(1), self.pace),
            Change::Quieter => (self.volume.saturating_sub(1), self.pace),
            Change::Slower => (self.volume, self.pace.saturating_sub(1)),
            Change::Faster => (self.volume, self.pace.saturating_add(1)),
            Change::Normal => (0, 0),
        };
        Self { volume, pace }.within_bounds()
    }
}

impl Change {
    /// As sentences and replies call it.
    const NAMES: [(&'static str, Self); 5] = [
        ("louder", Self::Louder),
        ("quieter", Self::Quieter),
        ("slower", Self::Slower),
        ("faster", Self::Faster),
        ("normal", Self::Normal),
    ];

    fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, change)| *change == self).map_or("", |(name, _)| name)
    }
}

impl FromStr for Change {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::NAMES.iter().find(|(known, _)| *known == name).map(|(_, change)| *change).ok_or(())
    }
}

impl Dialogue {
    /// Tells how the shopper of the next input is spoken to; `None` where what is said is only read.
    pub fn speaks(&mut self, manner: Option<Manner>) {
        self.manner = manner;
    }

    /// The shopper would like to be spoken to in another way. An open question is asked again in that way, a total with
    /// it.
    pub(super) fn speak(&mut self, change: Change) -> Vec<Action> {
        // Whoever was asked for more before is still asked.
        let gathering = self.gathering;
        let (said, adjusted) = match self.manner {
            None => (Message::OnlyWritten, None),
            Some(manner) if manner.changed(change) == manner && change != Change::Normal => {
                (Message::SpeaksAtLimit { how: change.name().to_owned() }, None)
            }
            Some(manner) => (Message::SpeaksSo, Some(manner.changed(change))),
        };
        self.manner = adjusted.or(self.manner);
        // First: what is said about it is said that way.
        let mut actions: Vec<Action> = adjusted.map(Action::Adjust).into_iter().collect();
        actions.extend(match self.state {
            State::Waiting(_) => self.say([said], self.state.clone()),
            _ => self.aside([said]),
        });
        self.gathering = gathering;
        actions
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_change_is_called_as_it_is_read() {
        for (name, change) in Change::NAMES {
            assert_eq!((name.parse(), change.name()), (Ok(change), name));
        }
        assert_eq!("backwards".parse::<Change>(), Err(()));
    }

    #[test]
    fn normal_is_what_is_configured() {
        let normal = Manner { volume: 2, pace: -1 }.changed(Change::Normal);
        assert_eq!((normal, normal.words_per_minute(165)), (Manner::default(), 165));
        assert!(normal.gain_db().abs() < f32::EPSILON);
        assert_eq!(Manner { volume: 0, pace: 3 }.words_per_minute(165), 251);
    }

    proptest! {
        #[test]
        fn no_wish_leads_out_of_bounds(volume: i8, pace: i8, changes in prop::collection::vec(0..5_usize, 0..30)) {
            let start = Manner { volume, pace }.within_bounds();
            let end = changes.iter().fold(start, |manner, change| manner.changed(Change::NAMES[*change].1));
            prop_assert!(Manner::VOLUMES.contains(&end.volume) && Manner::PACES.contains(&end.pace));
            prop_assert_eq!(end, end.within_bounds());
        }
    }
}
