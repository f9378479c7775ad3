//! `orderly mqtt`: the dialogue on the bus, for people.

use std::time::Duration;

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use serde_json::{Value, json};

use super::{CommandError, print};
use crate::channels::mqtt::home_assistant::discovery::{Site, announcements};
use crate::channels::mqtt::hubs::topics::Topic as HubTopic;
use crate::channels::mqtt::native::SCHEMA;
use crate::channels::mqtt::native::topics::{Leaf, Topic};
use crate::channels::mqtt::onlooker::{Onlooker, Seen};
use crate::config::Config;
use crate::event::SiteId;
use crate::permission::Code;

/// A reply may be followed by that to the next wish of the same sentence.
const NEXT_REPLY: Duration = Duration::from_millis(300);

/// What to do.
#[derive(Debug, clap::Subcommand)]
pub enum Action {
    /// Show what is said on the broker, until Ctrl-C.
    Watch {
        /// Topics to show besides those of Orderly, such as `hermes/#`.
        #[arg(value_name = "FILTER")]
        filters: Vec<String>,
    },
    /// Say something as a hub does, and show the reply.
    Send {
        /// What to say.
        #[arg(required = true, value_name = "TEXT")]
        text: Vec<String>,
        /// Where; the daemon's own site unless said otherwise.
        #[arg(long)]
        site: Option<SiteId>,
        /// The session of the hub.
        #[arg(long, default_value = "orderly-mqtt-send")]
        session: String,
        /// Who seems to say it.
        #[arg(long)]
        speaker: Option<String>,
        /// How long to wait for the reply, seconds.
        #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=3600))]
        wait: u64,
    },
    /// Print the topics and messages of the bridge (AsyncAPI 3.0 with JSON Schema 2020-12).
    Schema,
    /// Take the devices of this configuration out of Home Assistant again.
    Forget,
}

/// Runs it.
///
/// # Errors
/// When the broker cannot be reached, or nobody answers.
pub fn run(action: &Action, config: &Config) -> Result<(), CommandError> {
    match action {
        Action::Watch { filters } => watch(filters, config),
        Action::Send { text, site, session, speaker, wait } => {
            let own = || SiteId(config.assistant.site.clone());
            let turn = Turn {
                site: site.clone().unwrap_or_else(own),
                text: text.join(" "),
                session,
                speaker: speaker.as_deref(),
            };
            send(&turn, Duration::from_secs(*wait), config)
        }
        Action::Schema => print(SCHEMA),
        Action::Forget => forget(config),
    }
}

fn watch(filters: &[String], config: &Config) -> Result<(), CommandError> {
    let filters: Vec<String> = [NATIVE.to_owned()].into_iter().chain(filters.iter().cloned()).collect();
    let mut onlooker = Onlooker::join(&config.mqtt, &filters)?;
    print(&format!("watching {}; Ctrl-C ends\n", filters.join(", ")))?;
    loop {
        if let Some(seen) = onlooker.next(Duration::from_secs(3600))? {
            let now = Timestamp::now().to_zoned(TimeZone::system());
            print(&line(&seen, &config.assistant.language, &now))?;
        }
    }
}

/// Every topic of ours.
const NATIVE: &str = "orderly/v1/#";

struct Turn<'a> {
    site: SiteId,
    text: String,
    session: &'a str,
    speaker: Option<&'a str>,
}

fn send(turn: &Turn<'_>, wait: Duration, config: &Config) -> Result<(), CommandError> {
    let replies = Leaf::Reply.of(turn.site.clone()).to_string();
    let mut onlooker = Onlooker::join(&config.mqtt, std::slice::from_ref(&replies))?;
    let id = uuid::Uuid::new_v4().to_string();
    let utterance = json!({"id": id, "text": turn.text, "session": turn.session, "speaker": turn.speaker,
        "ts": Timestamp::now()});
    onlooker.publish(&Leaf::Utterance.of(turn.site.clone()).to_string(), utterance.to_string().as_bytes())?;
    let mut patience = wait;
    let mut answered = false;
    while let Some(seen) = onlooker.next(patience)? {
        let reply: Value = serde_json::from_slice(&seen.payload).unwrap_or_default();
        if reply["utterance"] == json!(id) {
            return Err(CommandError::Other(format!("it was not acted on: {}", shown(&reply["reason"]))));
        }
        if reply["session"] == json!(turn.session) {
            print(&format!("{}\n", shown(&reply["text"])))?;
            answered = true;
            patience = NEXT_REPLY;
        }
    }
    if answered {
        return Ok(());
    }
    let site = &turn.site;
    Err(CommandError::Other(format!(
        "nobody answered at {site} within {} s; check that `orderly run` has mqtt.enabled and the same broker",
        wait.as_secs()
    )))
}

fn forget(config: &Config) -> Result<(), CommandError> {
    let mut onlooker = Onlooker::join(&config.mqtt, &[NATIVE.to_owned()])?;
    let (prefix, own) = (&config.mqtt.home_assistant_prefix, &config.assistant.site);
    let sites = Site::all(config, &[]);
    let topics = sites.iter().flat_map(|site| announcements(prefix.trim_end_matches('/'), own, site));
    let mut count = 0;
    for announcement in topics {
        onlooker.publish(&announcement.topic, b"")?;
        count += 1;
    }
    print(&format!("{count} entities are taken out; set home_assistant = false in [mqtt], or they come back\n"))
}

/// A message in a line: when, where, and what was said.
fn line(seen: &Seen, language: &str, now: &Zoned) -> String {
    let time = now.strftime("%H:%M:%S");
    let content: Value = serde_json::from_slice(&seen.payload).unwrap_or_default();
    let kept = if seen.retained { "  (retained)" } else { "" };
    if let Ok(HubTopic { hub, is_response, .. }) = seen.topic.parse() {
        let what = if is_response { handed_back(&content) } else { "> [request]".to_owned() };
        return format!("{time}  {hub:<12} {what}{kept}\n");
    }
    let Ok(Topic { site, leaf }) = seen.topic.parse::<Topic>() else {
        // What is said elsewhere is not ours to show: sound, and perhaps a code.
        return format!("{time}  {}  {} bytes\n", clean(&seen.topic), seen.payload.len());
    };
    let text = |key: &str| match &content[key] {
        Value::String(text) if leaf.is_incoming() && Code::heard(language, text).is_some() => "(a code)".to_owned(),
        text => shown(text),
    };
    let what = match leaf {
        Leaf::Utterance => format!("> {}", text("text")),
        Leaf::Confirm => "> [confirm]".to_owned(),
        Leaf::Cancel => "> [cancel]".to_owned(),
        Leaf::Reply if content.get("error").is_some() => {
            format!("! refused as {}: {}", shown(&content["error"]), shown(&content["reason"]))
        }
        Leaf::Reply => {
            let expects = match content["expects"].as_str() {
                None | Some("none") => String::new(),
                Some(expects) => format!("  [{}]", clean(expects)),
            };
            format!("< {}{expects}", text("text"))
        }
        Leaf::Order => format!("order {} {}", shown(&content["order"]), shown(&content["event_type"])),
        Leaf::Status => format!("{} {}", shown(&content["state"]), shown(&content["version"])),
        Leaf::State => {
            let muted = if content["muted"] == json!(true) { ", muted" } else { "" };
            format!("· {}{muted}", shown(&content["activity"]))
        }
        Leaf::Say => format!("· say {}", text("text")),
        Leaf::Listen => "· listen".to_owned(),
        Leaf::Mute => format!("· mute {}", shown(&content["muted"])),
        Leaf::Volume => format!("· volume {}", shown(&content["volume"])),
        Leaf::Voice => format!("· voice {}", shown(&content["voice"])),
        Leaf::Handover => "· a person is asked to take over".to_owned(),
    };
    format!("{time}  {:<12} {what}{kept}\n", site.0)
}

/// What a hub is answered, whichever it is. What it asked for is not shown: one of its values may be a code.
fn handed_back(content: &Value) -> String {
    if content.get("error").is_some() {
        return format!("! refused as {}", shown(&content["error"]));
    }
    let places = ["/response/outputSpeech/text", "/response/outputSpeech/ssml", "/fulfillmentText"];
    let said = places.iter().find_map(|place| content.pointer(place));
    format!("< {}", shown(said.unwrap_or(&Value::Null)))
}

/// A value as text.
fn shown(value: &Value) -> String {
    match value {
        Value::Null => "—".to_owned(),
        Value::String(text) => clean(text),
        other => clean(&other.to_string()),
    }
}

/// Whoever may publish must not be able to drive the terminal.
fn clean(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { '\u{FFFD}' } else { letter }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown_as(topic: &str, payload: &str) -> String {
        let seen = Seen { topic: topic.to_owned(), payload: payload.into(), retained: false };
        let now = Timestamp::from_second(1_777_624_200).unwrap().to_zoned(TimeZone::UTC);
        line(&seen, "en", &now)
    }

    #[test]
    fn a_message_is_a_line() {
        let table = [
            ("utterance", r#"{"text": "reorder coffee"}"#, "> reorder coffee"),
            ("utterance", r#"{"text": "my code is one two three four"}"#, "> (a code)"),
            ("reply", r#"{"text": "Shall I?", "expects": "confirm"}"#, "< Shall I?  [confirm]"),
            ("reply", r#"{"error": "stale", "reason": "too old"}"#, "! refused as stale: too old"),
            ("order", r#"{"order": "1042", "event_type": "placed"}"#, "order 1042 placed"),
            ("state", r#"{"activity": "idle", "muted": true}"#, "· idle, muted"),
            ("utterance", "no JSON \u{1b}[2J", "> —"),
            ("say", r#"{"text": "\u001b[2Jhello"}"#, "· say \u{FFFD}[2Jhello"),
        ];
        for (leaf, payload, expected) in table {
            let shown = shown_as(&format!("orderly/v1/kitchen/{leaf}"), payload);
            assert_eq!(shown, format!("08:30:00  kitchen      {expected}\n"));
        }
        let table = [
            ("alexa/request/1", r#"{"request": {"intent": {"slots": {"code": "0412"}}}}"#, "alexa        > [request]"),
            (
                "alexa/response/1",
                r#"{"response": {"outputSpeech": {"ssml": "<p>Yes?</p>"}}}"#,
                "alexa        < <p>Yes?</p>",
            ),
            ("alexa/response/1", r#"{"version": "1.0", "response": {}}"#, "alexa        < —"),
            ("dialogflow/response/1", r#"{"fulfillmentText": "Yes?"}"#, "dialogflow   < Yes?"),
            ("alexa/response/1", r#"{"error": "stale"}"#, "alexa        ! refused as stale"),
        ];
        for (topic, payload, expected) in table {
            assert_eq!(shown_as(&format!("orderly/v1/hub/{topic}"), payload), format!("08:30:00  {expected}\n"));
        }
        assert_eq!(shown_as("hermes/x", "4711"), "08:30:00  hermes/x  4 bytes\n");
    }
}
