//! The ways to the hubs: a speaker asks in each of them, and the hubs answer alike.

use std::any::Any;
use std::sync::mpsc::SyncSender;
use std::time::Duration;

use jiff::Timestamp;
use orderly::channels::hub::HubChannel;
use orderly::channels::hub::hubs::{self, Open};
use orderly::config::{Config, HubWay};
use orderly::event::Event;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::common;

pub const SKILL: &str = "amzn1.ask.skill.test";

/// How long the answer to a request may take before a test fails.
pub const PATIENCE: Duration = Duration::from_secs(90);

/// Hubs in a house whose data is in this folder.
pub fn configured(folder: &TempDir, way: HubWay) -> Config {
    let mut config = Config::default();
    config.assistant.data = folder.path().to_owned();
    config.audio.input = "none".to_owned();
    config.http.address = "127.0.0.1:0".parse().unwrap();
    config.alexa.enabled = true;
    config.alexa.skill_id = SKILL.to_owned();
    config.alexa.over = vec![way];
    config.dialogflow.enabled = true;
    config.dialogflow.over = vec![way];
    config.dialogflow.token_file = folder.path().join("token");
    std::fs::write(&config.dialogflow.token_file, "open sesame\n").unwrap();
    config
}

/// A way in which requests go to the hubs.
pub trait Line: Send + Sync {
    /// What a request to this hub is answered; `None` when it is refused.
    fn ask(&self, hub: &str, body: &[u8]) -> Option<Value>;
}

/// The way of whoever only writes requests.
pub struct Nowhere;

impl Line for Nowhere {
    fn ask(&self, _hub: &str, _body: &[u8]) -> Option<Value> {
        None
    }
}

/// Hubs that can be asked.
pub struct Opened {
    /// Alexa's and Dialogflow's.
    pub channels: Vec<HubChannel>,
    /// How to ask them.
    pub line: Box<dyn Line>,
    /// What they and the line need.
    pub kept: Box<dyn Any + Send>,
}

/// Opens the hubs of a configuration, and a line to them.
pub fn open(way: HubWay, config: Config, patience: Duration, events: SyncSender<Event>) -> Opened {
    let all = hubs::open(&config, common(Some(patience))).unwrap();
    match way {
        #[cfg(feature = "hubs")]
        HubWay::Https => super::https::open(&config, &all, super::signer::Signer::alexa(), &events).opened(),
        #[cfg(feature = "mqtt")]
        HubWay::Mqtt => super::bus::open(config, &all, events),
        #[allow(unreachable_patterns)] // One of them may not be built in.
        other => panic!("{other:?} is not built in: {}", Open::over(other, &all).len()),
    }
}

/// Somebody who speaks to Alexa and to an agent.
pub struct Speaker {
    pub line: Box<dyn Line>,
    pub session: String,
    /// What the skill is spoken to in.
    pub locale: &'static str,
    requests: usize,
}

impl Speaker {
    pub fn new(line: Box<dyn Line>) -> Self {
        Self { line, session: "amzn1.echo-api.session.1".to_owned(), locale: "en-US", requests: 0 }
    }

    /// A request to the skill that has everything.
    pub fn request(&mut self, request: &Value) -> Value {
        self.requests += 1;
        let id = format!("amzn1.echo-api.request.{}", self.requests);
        let mut whole = json!({
            "version": "1.0",
            "session": { "sessionId": self.session, "application": { "applicationId": SKILL }, "user": { "userId": "U" } },
            "request": { "requestId": id, "timestamp": Timestamp::now().to_string(), "locale": self.locale },
        });
        whole["request"].as_object_mut().unwrap().extend(request.as_object().unwrap().clone());
        whole
    }

    pub fn send(&self, request: &Value) -> Option<Value> {
        self.line.ask("alexa", request.to_string().as_bytes())
    }

    /// An intent to the skill, and its answer.
    pub fn says(&mut self, intent: &Value) -> Value {
        let request = self.request(&json!({ "type": "IntentRequest", "intent": intent }));
        self.send(&request).unwrap_or_else(|| panic!("refused: {intent}"))
    }

    /// A text to the agent, and its answer.
    pub fn ask(&self, id: &str, text: &str) -> Option<Value> {
        self.ask_in("en", id, text)
    }

    /// The same to the agent of a language.
    pub fn ask_in(&self, language: &str, id: &str, text: &str) -> Option<Value> {
        let body = json!({ "responseId": id, "session": "projects/p/agent/sessions/s",
            "queryResult": { "queryText": text, "languageCode": language } });
        self.line.ask("dialogflow", body.to_string().as_bytes())
    }
}

/// What Alexa says.
pub fn speech(answer: &Value) -> &str {
    let output = &answer["response"]["outputSpeech"];
    output["text"].as_str().or_else(|| output["ssml"].as_str()).unwrap_or_default()
}

/// An intent without slots.
pub fn named(name: &str) -> Value {
    json!({ "name": name })
}
