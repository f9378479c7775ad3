//! Hermes: transcripts of what a satellite and the daemon say to each other.
//!
//! A line `> topic payload` is delivered (`retained > …` by a broker that kept it), `reply SITE NUMBER TEXT` is what the
//! assistant says there (`last reply …` when the session is over then), `meant SITE SESSION INTENT TEXT` what it
//! understood (`-` for nothing), `counts SITE SESSION INTENT` asks whether that intent counts there, `wait N` lets so
//! many seconds pass. What must come of it stands behind it: `< topic payload` is published, `= …` is told to the
//! assistant, or why nothing was done.

#[cfg(feature = "sqlite")]
mod live;
#[cfg(all(feature = "sphinx", feature = "sqlite"))]
mod recognising;
mod satellite;
mod speaking;
mod streams;

use std::collections::VecDeque;
use std::path::Path;
use std::time::Duration;

use orderly::channels::mqtt::dialect::Delivery;
use orderly::channels::mqtt::hermes::read;
use orderly::channels::mqtt::hermes::sessions::{Happening, Outcome, Sessions, Settings};
use orderly::event::{Query, SiteId};
use orderly::understanding::{Intent, Meaning};
use proptest::prelude::*;
use serde_json::{Value, json};

fn sessions() -> Sessions {
    let mut count = 0;
    let new_id = move || {
        count += 1;
        format!("s{count}")
    };
    let settings = Settings { language: "en".to_owned(), patience: Duration::from_secs(15) };
    Sessions::new(settings, Box::new(new_id))
}

/// Delivers a message as the channel does.
fn deliver(sessions: &mut Sessions, delivery: Delivery<'_>, now: Duration) -> Outcome {
    match read(delivery) {
        Ok(message) => sessions.hear(message, now),
        Err(refusal) => Outcome { refusal: Some(refusal), ..Outcome::default() },
    }
}

/// A line of a transcript, with its payload as JSON where it has one.
#[derive(Debug, PartialEq)]
struct Line(String, Value);

impl Line {
    fn read(line: &str) -> Self {
        match line.split_once(" {") {
            Some((head, payload)) => {
                let payload = serde_json::from_str(&format!("{{{payload}")).unwrap_or_else(|_| panic!("JSON: {line}"));
                Self(head.trim().to_owned(), payload)
            }
            None => Self(line.to_owned(), Value::Null),
        }
    }
}

fn lines(outcome: Outcome) -> Vec<Line> {
    let mut lines: Vec<Line> = outcome
        .messages
        .iter()
        .map(|message| Line(format!("< {}", message.topic()), serde_json::to_value(message).unwrap()))
        .collect();
    lines.extend(outcome.happened.map(|happened| match happened {
        Happening::Turn(turn) => Line(
            "= turn".to_owned(),
            json!({"id": turn.id, "site": turn.site, "session": turn.session, "text": turn.text,
                "likelihood": turn.likelihood, "speaker": turn.speaker}),
        ),
        Happening::Silence { site } => Line(format!("= silence {site}"), Value::Null),
        Happening::Delivered { site, reply } => Line(format!("= delivered {site} {reply}"), Value::Null),
        Happening::Undelivered { site, reply, .. } => Line(format!("= undelivered {site} {reply}"), Value::Null),
    }));
    let refused = |refusal: orderly::channels::mqtt::dialect::Refusal| {
        Line(format!("= refused as {}", refusal.fault.as_str()), Value::Null)
    };
    lines.extend(outcome.refusal.map(refused));
    lines
}

/// Does what a line says; `None` when it says what must come of it.
fn act(sessions: &mut Sessions, now: &mut Duration, line: &str) -> Option<Vec<Line>> {
    let (retained, message) = match line.strip_prefix("retained ") {
        Some(message) => (true, message),
        None => (false, line),
    };
    if let Some(message) = message.strip_prefix("> ") {
        let (topic, payload) = message.split_once(' ').unwrap_or((message, ""));
        return Some(lines(deliver(sessions, Delivery { topic, payload: payload.as_bytes(), retained }, *now)));
    }
    if let Some(seconds) = line.strip_prefix("wait ") {
        *now += Duration::from_secs(seconds.parse().unwrap());
        let mut came = Vec::new();
        while sessions.deadline().is_some_and(|deadline| deadline <= *now) {
            came.extend(lines(sessions.tick(*now)));
        }
        return Some(came);
    }
    if let Some(what) = line.strip_prefix("meant ") {
        let [site, session, intent, text] = what.splitn(4, ' ').collect::<Vec<_>>()[..] else {
            panic!("meant SITE SESSION INTENT TEXT")
        };
        return Some(lines(sessions.meant(&said(site, session, text), &meaning(intent), true)));
    }
    if let Some(what) = line.strip_prefix("counts ") {
        let [site, session, intent] = what.splitn(3, ' ').collect::<Vec<_>>()[..] else {
            panic!("counts SITE SESSION INTENT")
        };
        let counts = sessions.admits(&said(site, session, ""), intent);
        return Some(vec![Line(if counts { "= yes" } else { "= no" }.to_owned(), Value::Null)]);
    }
    let (ends, reply) = match line.strip_prefix("last ") {
        Some(reply) => (true, reply),
        None => (false, line),
    };
    let reply = reply.strip_prefix("reply ")?;
    let [site, number, text] = reply.splitn(3, ' ').collect::<Vec<_>>()[..] else { panic!("reply SITE NUMBER TEXT") };
    let site = SiteId(site.to_owned());
    Some(match sessions.reply(&site, (number.parse().unwrap(), text, "en"), ends, *now) {
        Ok(outcome) => lines(outcome),
        Err(_reason) => vec![Line("= lost".to_owned(), Value::Null)],
    })
}

fn said(site: &str, session: &str, text: &str) -> Query {
    Query {
        channel: "hermes",
        site: SiteId(site.to_owned()),
        id: None,
        session: Some(session.to_owned()),
        text: text.to_owned(),
        confidence: 1.0,
        language: None,
        only: Vec::new(),
    }
}

fn meaning(intent: &str) -> Meaning {
    if intent == "-" {
        return Meaning::NoMatch { confidence: 0.75 };
    }
    let (name, language) = (intent.to_owned(), "en".to_owned());
    Meaning::Wishes(vec![Intent {
        name,
        slots: Vec::new(),
        confidence: 0.75,
        language,
        unread: Vec::new(),
        doubtful: None,
    }])
}

/// Goes through a transcript. `act` does what a line says; `None` when it says what must come of it.
fn keep_to(path: &Path, mut act: impl FnMut(&str) -> Option<Vec<Line>>) {
    let transcript = std::fs::read_to_string(path).unwrap();
    let mut came = VecDeque::new();
    for (number, line) in transcript.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let place = format!("{}:{}", path.display(), number + 1);
        match act(line) {
            Some(lines) => {
                assert!(came.is_empty(), "{place}: before it there came {came:?}");
                came = lines.into();
            }
            None => assert_eq!(came.pop_front(), Some(Line::read(line)), "{place}"),
        }
    }
    assert!(came.is_empty(), "{}: at the end there came {came:?}", path.display());
}

#[test]
fn the_transcripts_are_kept_to() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/hermes");
    let mut transcripts: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    transcripts.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    assert!(transcripts.len() >= 5, "{transcripts:?}");
    for transcript in transcripts {
        let (mut sessions, mut now) = (sessions(), Duration::ZERO);
        keep_to(&transcript, |line| act(&mut sessions, &mut now, line));
    }
}

#[test]
fn however_many_sites_there_are_the_memory_is_bounded() {
    let mut sessions = sessions();
    for number in 0..10_000 {
        let payload = json!({"siteId": format!("site-{number}")}).to_string();
        let delivery = Delivery { topic: "hermes/hotword/x/detected", payload: payload.as_bytes(), retained: false };
        let outcome = deliver(&mut sessions, delivery, Duration::ZERO);
        assert_eq!(outcome.refusal.is_some(), number >= 4_096, "{number}");
    }
    assert_eq!(sessions.len(), 4_096);
    while sessions.deadline().is_some_and(|deadline| deadline <= Duration::from_secs(60)) {
        sessions.tick(Duration::from_secs(60));
    }
    let delivery =
        Delivery { topic: "hermes/hotword/x/detected", payload: br#"{"siteId": "one-more"}"#, retained: false };
    assert_eq!(deliver(&mut sessions, delivery, Duration::from_secs(60)).refusal, None);
    assert_eq!(sessions.len(), 1);
}

/// What happens in a household, in any order.
fn step() -> impl Strategy<Value = String> {
    let site = prop_oneof![Just("kitchen"), Just("hall")];
    let session = 0..12_u8;
    prop_oneof![
        site.clone().prop_map(|site| format!(r#"> hermes/hotword/x/detected {{"siteId": "{site}"}}"#)),
        (site.clone(), session.clone(), "(yes|reorder coffee|)").prop_map(|(site, session, text)| {
            format!(r#"> hermes/asr/textCaptured {{"siteId": "{site}", "sessionId": "s{session}", "text": "{text}"}}"#)
        }),
        (session.clone(), 1..4_u8)
            .prop_map(|(session, say)| format!(r#"> hermes/tts/sayFinished {{"id": "s{session}-{say}"}}"#)),
        (site.clone(), any::<bool>()).prop_map(|(site, enqueued)| format!(
            r#"> hermes/dialogueManager/startSession {{"siteId": "{site}", "init": {{"type": "action", "canBeEnqueued": {enqueued}}}}}"#
        )),
        session.clone().prop_map(|session| format!(
            r#"> hermes/dialogueManager/continueSession {{"sessionId": "s{session}", "text": "hm"}}"#
        )),
        (site.clone(), session.clone(), "(-|Stop|Buy)")
            .prop_map(|(site, session, intent)| format!("meant {site} s{session} {intent} hm")),
        session.prop_map(|session| format!(r#"> hermes/dialogueManager/endSession {{"sessionId": "s{session}"}}"#)),
        (site, 1..9_u64, any::<bool>())
            .prop_map(|(site, number, last)| format!("{}reply {site} {number} hello", if last { "last " } else { "" })),
        (1..40_u8).prop_map(|seconds| format!("wait {seconds}")),
    ]
}

proptest! {
    #[test]
    fn no_message_makes_it_panic(
        topic in prop_oneof![
            Just("hermes/asr/textCaptured".to_owned()),
            Just("hermes/dialogueManager/startSession".to_owned()),
            "hermes/(hotword/.{0,9}/detected|tts/sayFinished|error/.{0,9}|injection/perform|dialogueManager/(continueSession|endSession|configure))",
            any::<String>(),
        ],
        payload in prop_oneof![
            proptest::collection::vec(any::<u8>(), 0..300),
            "\\{\"(siteId|sessionId|text|id|init)\": \"?[a-z0-9]{0,9}\"?\\}".prop_map(String::into_bytes),
            "\\{\"(intents|operations)\": \\[(\\{\"intentId\": \"[a-z]{0,3}\", \"enable\": (true|false|1)\\}|\\[\"add\", \\{\\}\\])\\]\\}"
                .prop_map(String::into_bytes),
        ],
        retained: bool,
    ) {
        let mut sessions = sessions();
        let delivery = Delivery { topic: &topic, payload: &payload, retained };
        let outcome = deliver(&mut sessions, delivery, Duration::ZERO);
        prop_assert!(!retained || outcome.refusal.is_some());
        prop_assert!(sessions.len() <= 1);
    }

    /// Whatever happens: a turn comes only from a session that is listened to, once each, and every session that began
    /// ends, with wake words on again.
    #[test]
    fn every_session_ends_and_no_turn_comes_twice(steps in proptest::collection::vec(step(), 0..80)) {
        let (mut sessions, mut now) = (sessions(), Duration::ZERO);
        let (mut turns, mut listening) = (Vec::new(), std::collections::BTreeSet::new());
        let mut open = std::collections::BTreeMap::new();
        for step in steps.iter().map(String::as_str).chain(["wait 600"; 24]) {
            for Line(head, payload) in act(&mut sessions, &mut now, step).unwrap() {
                let session = payload["sessionId"].as_str().unwrap_or_default().to_owned();
                let site = payload["siteId"].as_str().unwrap_or_default().to_owned();
                match head.as_str() {
                    "< hermes/dialogueManager/sessionStarted" => prop_assert!(open.insert(site, session).is_none()),
                    "< hermes/dialogueManager/sessionEnded" if open.get(&site) == Some(&session) => {
                        open.remove(&site);
                        listening.remove(&session);
                    }
                    "< hermes/asr/startListening" => {
                        prop_assert_eq!(open.get(&site), Some(&session));
                        prop_assert!(listening.insert(session));
                    }
                    "< hermes/asr/stopListening" => prop_assert!(listening.remove(&session)),
                    "= turn" => {
                        prop_assert!(!turns.contains(&payload["id"]));
                        turns.push(payload["id"].clone());
                    }
                    _ => {}
                }
            }
        }
        prop_assert!(open.is_empty() && listening.is_empty(), "{:?} {:?}", open, listening);
        prop_assert_eq!(sessions.deadline(), None);
    }
}
