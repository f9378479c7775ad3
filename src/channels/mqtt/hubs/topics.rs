//! The topics of hubs, `orderly/v1/hub/<hub>/request/<correlation>` and `…/response/<correlation>`.

use std::fmt;
use std::str::FromStr;

const ROOT: &str = "orderly/v1/hub";
const REQUEST: &str = "request";
const RESPONSE: &str = "response";

/// The longest correlation, bytes.
const LONGEST: usize = 128;

/// A topic of a hub.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Topic {
    /// The hub, [`crate::channels::Channel::name`].
    pub hub: String,
    /// Whether it carries what came of a request; if not, the request.
    pub is_response: bool,
    /// What its sender calls the request: 1 to 128 letters (a to z), digits, `_`, `.` or `-`.
    pub correlation: String,
}

impl Topic {
    /// Where the response to this request is published.
    #[must_use]
    pub fn response(self) -> Self {
        Self { is_response: true, ..self }
    }

    /// A filter for all requests of a hub.
    #[must_use]
    pub fn requests(hub: &str) -> String {
        format!("{ROOT}/{hub}/{REQUEST}/+")
    }
}

impl fmt::Display for Topic {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { hub, is_response, correlation } = self;
        let kind = if *is_response { RESPONSE } else { REQUEST };
        write!(formatter, "{ROOT}/{hub}/{kind}/{correlation}")
    }
}

impl FromStr for Topic {
    type Err = String;

    fn from_str(topic: &str) -> Result<Self, String> {
        let rest = topic.strip_prefix(ROOT).and_then(|rest| rest.strip_prefix('/')).unwrap_or_default();
        let mut levels = rest.split('/');
        let [Some(hub), Some(kind @ (REQUEST | RESPONSE)), Some(correlation), None] = [(); 4].map(|()| levels.next())
        else {
            return Err(format!("it is no topic of the form {ROOT}/<hub>/{REQUEST}/<correlation>"));
        };
        if !is_safe(hub) || !is_safe(correlation) {
            let allowed = "letters (a to z), digits, `_`, `.` or `-`";
            return Err(format!("a level of its topic is not 1 to {LONGEST} {allowed}"));
        }
        Ok(Self { hub: hub.to_owned(), is_response: kind == RESPONSE, correlation: correlation.to_owned() })
    }
}

/// What is safe in a topic and a log.
fn is_safe(level: &str) -> bool {
    let allowed = |letter: u8| letter.is_ascii_alphanumeric() || b"_.-".contains(&letter);
    (1..=LONGEST).contains(&level.len()) && level.bytes().all(allowed)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_response_has_the_correlation_of_its_request() {
        let topic: Topic = "orderly/v1/hub/alexa/request/amzn1.echo-api.request.7".parse().unwrap();
        assert_eq!((topic.hub.as_str(), topic.is_response), ("alexa", false));
        assert_eq!(topic.response().to_string(), "orderly/v1/hub/alexa/response/amzn1.echo-api.request.7");
        assert_eq!(Topic::requests("alexa"), "orderly/v1/hub/alexa/request/+");
    }

    #[test]
    fn other_topics_are_refused() {
        for text in [
            "",
            "orderly/v1/hub",
            "orderly/v1/hub/alexa/request",
            "orderly/v1/hub/alexa/request/",
            "orderly/v1/hub/alexa/request/a/b",
            "orderly/v1/hub/alexa/request/+",
            "orderly/v1/hub/alexa/request/a b",
            "orderly/v1/hub/alexa/utterance/a",
            "orderly/v1/hub//request/a",
            "orderly/v1/hubs/alexa/request/a",
            "orderly/v1/kitchen/utterance",
        ] {
            assert!(text.parse::<Topic>().is_err(), "{text}");
        }
        assert!(format!("orderly/v1/hub/alexa/request/{}", "a".repeat(129)).parse::<Topic>().is_err());
    }

    proptest! {
        #[test]
        fn whatever_is_read_is_written_the_same(
            text in "orderly/v1/hub/[a-z+#é]{0,4}/(request|response|x)/[A-Za-z0-9_.+# -]{0,70}",
        ) {
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
