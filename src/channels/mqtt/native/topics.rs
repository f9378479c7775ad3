//! The native topics, `orderly/v1/<site>/…`.

use std::fmt;
use std::str::FromStr;

use crate::event::SiteId;

const ROOT: &str = "orderly";
const VERSION: &str = "v1";

/// A native topic.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Topic {
    /// Whose it is.
    pub site: SiteId,
    /// What it carries.
    pub leaf: Leaf,
}

/// The last level of a native topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Leaf {
    /// What was said at a site; hubs publish it.
    Utterance,
    /// A yes to the total that was read out; hubs publish it.
    Confirm,
    /// A no to it; hubs publish it.
    Cancel,
    /// The key to talk was pressed; hubs publish it.
    Listen,
    /// A text to be read out; hubs publish it.
    Say,
    /// Whether the microphone hears nothing; hubs publish it.
    Mute,
    /// How loud it speaks; hubs publish it.
    Volume,
    /// With which voice it speaks; hubs publish it.
    Voice,
    /// What the assistant answers there.
    Reply,
    /// An order of that site was placed or changed.
    Order,
    /// Whether the daemon of that site is there; retained.
    Status,
    /// What a site with a microphone does; retained.
    State,
    /// A person is asked to take over.
    Handover,
}

impl Leaf {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Utterance,
        Self::Confirm,
        Self::Cancel,
        Self::Listen,
        Self::Say,
        Self::Mute,
        Self::Volume,
        Self::Voice,
        Self::Reply,
        Self::Order,
        Self::Status,
        Self::State,
        Self::Handover,
    ];

    /// As it is written.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Utterance => "utterance",
            Self::Confirm => "confirm",
            Self::Cancel => "cancel",
            Self::Listen => "listen",
            Self::Say => "say",
            Self::Mute => "mute",
            Self::Volume => "volume",
            Self::Voice => "voice",
            Self::Reply => "reply",
            Self::Order => "order",
            Self::Status => "status",
            Self::State => "state",
            Self::Handover => "handover",
        }
    }

    /// Whether hubs publish it.
    #[must_use]
    pub const fn is_incoming(self) -> bool {
        matches!(
            self,
            Self::Utterance
                | Self::Confirm
                | Self::Cancel
                | Self::Listen
                | Self::Say
                | Self::Mute
                | Self::Volume
                | Self::Voice
        )
    }

    /// This topic of a site.
    #[must_use]
    pub const fn of(self, site: SiteId) -> Topic {
        Topic { site, leaf: self }
    }

    /// A filter for this topic of every site.
    #[must_use]
    pub fn of_every_site(self) -> String {
        format!("{ROOT}/{VERSION}/+/{}", self.as_str())
    }
}

impl fmt::Display for Topic {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{ROOT}/{VERSION}/{}/{}", self.site, self.leaf.as_str())
    }
}

impl FromStr for Topic {
    type Err = String;

    fn from_str(topic: &str) -> Result<Self, String> {
        let mut levels = topic.split('/');
        let [Some(ROOT), Some(VERSION), Some(site), Some(leaf), None] = [(); 5].map(|()| levels.next()) else {
            return Err(format!("it is no topic of the form {ROOT}/{VERSION}/<site>/…"));
        };
        let site: SiteId = site.parse()?;
        match Leaf::ALL.into_iter().find(|known| known.as_str() == leaf) {
            Some(leaf) => Ok(Self { site, leaf }),
            None => Err(format!("its last level is none of {}", Leaf::ALL.map(Leaf::as_str).join(", "))),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn kitchen() -> SiteId {
        SiteId("kitchen".to_owned())
    }

    #[test]
    fn every_topic_is_read_as_it_is_written() {
        for leaf in Leaf::ALL {
            let topic = leaf.of(kitchen());
            let text = format!("orderly/v1/kitchen/{}", leaf.as_str());
            assert_eq!(topic.to_string(), text);
            assert_eq!(text.parse(), Ok(topic));
        }
    }

    #[test]
    fn other_topics_are_refused() {
        for text in [
            "",
            "orderly",
            "orderly/v1/kitchen",
            "orderly/v2/kitchen/utterance",
            "orderly/v1//utterance",
            "orderly/v1/kitchen/utterance/",
            "orderly/v1/kitchen/shout",
            "orderly/v1/kit chen/utterance",
            "orderly/v1/küche/utterance",
            "orderly/v1/+/utterance",
            "/orderly/v1/kitchen/utterance",
            "Orderly/v1/kitchen/utterance",
        ] {
            assert!(text.parse::<Topic>().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_read_is_written_the_same(text in "(orderly|x)/v[12]/[A-Za-z0-9_.+# -]{0,70}/(utterance|confirm|say|reply|order|status|state|handover|x)") {
            if let Ok(topic) = text.parse::<Topic>() {
                prop_assert_eq!(topic.to_string(), text);
            }
        }

        #[test]
        fn no_text_makes_it_panic(text in ".{0,200}") {
            let _read_or_refused = text.parse::<Topic>();
        }
    }
}
