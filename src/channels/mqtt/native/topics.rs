//! The native topics, `orderly/v1/<site>/…`.

use std::fmt;
use std::str::FromStr;

use crate::event::SiteId;

/// Matches the utterances of every site.
pub const UTTERANCES: &str = "orderly/v1/+/utterance";

const ROOT: &str = "orderly";
const VERSION: &str = "v1";

/// A native topic.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Topic {
    /// What was said at a site; hubs publish it.
    Utterance(SiteId),
    /// What the assistant answers there.
    Reply(SiteId),
    /// An order of that site was placed or changed.
    Order(SiteId),
    /// Whether the daemon of that site is there; retained.
    Status(SiteId),
    /// A person is asked to take over.
    Handover(SiteId),
}

impl Topic {
    const fn parts(&self) -> (&SiteId, &'static str) {
        match self {
            Self::Utterance(site) => (site, "utterance"),
            Self::Reply(site) => (site, "reply"),
            Self::Order(site) => (site, "order"),
            Self::Status(site) => (site, "status"),
            Self::Handover(site) => (site, "handover"),
        }
    }
}

impl fmt::Display for Topic {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (site, leaf) = self.parts();
        write!(formatter, "{ROOT}/{VERSION}/{site}/{leaf}")
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
        match leaf {
            "utterance" => Ok(Self::Utterance(site)),
            "reply" => Ok(Self::Reply(site)),
            "order" => Ok(Self::Order(site)),
            "status" => Ok(Self::Status(site)),
            "handover" => Ok(Self::Handover(site)),
            _ => Err("its last level is none of utterance, reply, order, status and handover".to_owned()),
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
        let table = [
            (Topic::Utterance(kitchen()), "orderly/v1/kitchen/utterance"),
            (Topic::Reply(kitchen()), "orderly/v1/kitchen/reply"),
            (Topic::Order(kitchen()), "orderly/v1/kitchen/order"),
            (Topic::Status(kitchen()), "orderly/v1/kitchen/status"),
            (Topic::Handover(kitchen()), "orderly/v1/kitchen/handover"),
        ];
        for (topic, text) in table {
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
        fn whatever_is_read_is_written_the_same(text in "(orderly|x)/v[12]/[A-Za-z0-9_.+# -]{0,70}/(utterance|reply|order|status|handover|x)") {
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
