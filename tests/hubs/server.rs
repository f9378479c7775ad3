//! The real server, with the assistant and the local shop behind it.

use std::net::SocketAddr;
use std::sync::mpsc::{Receiver, SyncSender, channel, sync_channel};
use std::thread::JoinHandle;
use std::time::Duration;

use jiff::Timestamp;
use orderly::assistant::parts;
use orderly::assistant::timeline::{Show, Timeline};
use orderly::channels::Channel;
use orderly::channels::http::{HubChannel, Parts, connect};
use orderly::commerce::Storefront;
use orderly::commerce::local::LocalShop;
use orderly::config::{Config, LinkedConfig};
use orderly::dialogue::Reply;
use orderly::dialogue::reply::Replies;
use orderly::event::{Event, SiteId, TextTurn};
use orderly::expecting::Expecting;
use serde_json::{Value, json};
use tempfile::TempDir;
use ureq::Agent;

use super::english;
use super::signer::{CHAIN, Signer};

const SKILL: &str = "amzn1.ask.skill.test";

/// How long the answer to a request may take before a test fails.
pub const PATIENCE: Duration = Duration::from_secs(90);

pub fn configured(folder: &TempDir) -> Config {
    let mut config = Config::default();
    config.assistant.data = folder.path().to_owned();
    config.audio.input = "none".to_owned();
    config.http.address = "127.0.0.1:0".parse().unwrap();
    config.alexa.enabled = true;
    config.alexa.skill_id = SKILL.to_owned();
    config.dialogflow.enabled = true;
    config.dialogflow.token_file = folder.path().join("token");
    std::fs::write(&config.dialogflow.token_file, "open sesame\n").unwrap();
    config
}

/// Somebody who talks to the server.
pub struct Client {
    pub agent: Agent,
    pub address: SocketAddr,
    pub signer: Signer,
    session: String,
    requests: usize,
}

impl Client {
    fn new(address: SocketAddr, signer: Signer) -> Self {
        let agent = Agent::config_builder().http_status_as_error(false).timeout_global(Some(PATIENCE)).build().into();
        Self { agent, address, signer, session: "amzn1.echo-api.session.1".to_owned(), requests: 0 }
    }

    pub fn post(&self, path: &str, headers: &[(&str, &str)], body: &[u8]) -> (u16, Value) {
        let mut request = self.agent.post(format!("http://{}{path}", self.address));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = request.send(body).unwrap();
        let status = response.status().as_u16();
        let answer = response.into_body().read_to_vec().unwrap();
        (status, serde_json::from_slice(&answer).unwrap_or(Value::Null))
    }

    /// A request to the skill that has everything.
    pub fn request(&mut self, request: &Value) -> Value {
        self.requests += 1;
        let id = format!("amzn1.echo-api.request.{}", self.requests);
        let mut whole = json!({
            "version": "1.0",
            "session": { "sessionId": self.session, "application": { "applicationId": SKILL }, "user": { "userId": "U" } },
            "request": { "requestId": id, "timestamp": Timestamp::now().to_string(), "locale": "en-US" },
        });
        whole["request"].as_object_mut().unwrap().extend(request.as_object().unwrap().clone());
        whole
    }

    pub fn send(&self, request: &Value) -> (u16, Value) {
        let body = request.to_string();
        let signature = self.signer.sign(body.as_bytes());
        self.post("/alexa", &[("SignatureCertChainUrl", CHAIN), ("Signature-256", &signature)], body.as_bytes())
    }

    fn says(&mut self, intent: &Value) -> Value {
        let request = self.request(&json!({ "type": "IntentRequest", "intent": intent }));
        let (status, answer) = self.send(&request);
        assert_eq!(status, 200, "{intent}");
        answer
    }

    fn ask(&self, id: &str, text: &str) -> (u16, Value) {
        let body = json!({ "responseId": id, "session": "projects/p/agent/sessions/s",
            "queryResult": { "queryText": text, "languageCode": "en" } });
        self.post("/dialogflow", &[("Authorization", "Bearer open sesame")], body.to_string().as_bytes())
    }
}

fn speech(answer: &Value) -> &str {
    let output = &answer["response"]["outputSpeech"];
    output["text"].as_str().or_else(|| output["ssml"].as_str()).unwrap_or_default()
}

pub fn named(name: &str) -> Value {
    json!({ "name": name })
}

/// The whole assistant over HTTP.
struct House {
    folder: TempDir,
    client: Client,
    events: SyncSender<Event>,
    assistant: Option<JoinHandle<()>>,
}

impl House {
    fn open(change: impl Fn(&mut Config)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut config = configured(&folder);
        change(&mut config);
        LocalShop::open(folder.path()).unwrap().import_sample(Timestamp::now()).unwrap();
        let signer = Signer::alexa();
        let certificates = signer.certificates();
        let (sender, started) = channel();
        let run = move || {
            let mut assistant = parts::assistant(&config, Timeline::new(Show::Nothing)).unwrap();
            let events = assistant.events();
            let replies = Replies::built_in("en").unwrap();
            let parts =
                Parts { wording: english(), replies, certificates, patience: Some(PATIENCE), events: events.clone() };
            let hubs = connect(&config, parts).unwrap();
            sender.send((events, hubs[0].address())).unwrap();
            for hub in hubs {
                assistant.add_channel(Box::new(hub));
            }
            assistant.run().unwrap();
        };
        let assistant = std::thread::spawn(run);
        let (events, address) = started.recv_timeout(PATIENCE).unwrap();
        Self { folder, client: Client::new(address, signer), events, assistant: Some(assistant) }
    }

    fn orders(&self) -> usize {
        LocalShop::open(self.folder.path()).unwrap().orders(1_000).unwrap().len()
    }
}

impl Drop for House {
    fn drop(&mut self) {
        let _ended_already = self.events.send(Event::Shutdown);
        let ended = self.assistant.take().map(JoinHandle::join);
        assert!(std::thread::panicking() || ended.is_none_or(|ended| ended.is_ok()));
    }
}

#[test]
fn a_skill_orders_once_after_the_total_was_read_back_and_confirmed() {
    let mut house = House::open(|_| {});
    let before = house.orders();
    let launch = house.client.request(&json!({ "type": "LaunchRequest" }));
    let (_, answer) = house.client.send(&launch);
    assert!(!speech(&answer).is_empty() && answer["response"]["shouldEndSession"] == false, "{answer}");

    let reorder =
        json!({ "name": "Reorder", "slots": { "product": { "name": "product", "value": "dishwasher tablets" } } });
    let answer = house.client.says(&reorder);
    assert!(speech(&answer).contains('€') && speech(&answer).contains("dishwasher tablets"), "{answer}");
    assert_eq!(answer["response"]["directives"][0]["type"], "Dialog.ConfirmIntent", "{answer}");
    assert_eq!(answer["response"]["reprompt"]["outputSpeech"], answer["response"]["outputSpeech"]);
    assert_eq!(house.orders(), before);

    let answer = house.client.says(&named("AMAZON.YesIntent"));
    assert!(speech(&answer).contains("order"), "{answer}");
    assert_eq!(house.orders(), before + 1);
    let answer = house.client.says(&named("AMAZON.YesIntent"));
    assert_eq!(house.orders(), before + 1, "{answer}");
}

#[test]
fn a_confirmed_intent_is_a_yes_to_the_question_that_was_asked_and_to_no_other() {
    let mut house = House::open(|_| {});
    let before = house.orders();
    let reorder = |status: &str| {
        json!({ "name": "Reorder", "confirmationStatus": status,
            "slots": { "product": { "name": "product", "value": "dishwasher tablets" } } })
    };
    house.client.says(&reorder("CONFIRMED"));
    house.client.says(&reorder("CONFIRMED"));
    assert_eq!(house.orders(), before, "nobody had asked");
    let mut yes = house.client.request(&json!({ "type": "IntentRequest", "intent": reorder("CONFIRMED") }));
    yes["session"]["attributes"] = json!({ "confirming": true });
    let (_, answer) = house.client.send(&yes);
    assert_eq!(house.orders(), before + 1, "{answer}");
}

#[test]
fn a_session_that_is_over_confirms_nothing() {
    let mut house = House::open(|_| {});
    let before = house.orders();
    let answer = house
        .client
        .says(&json!({ "name": "Anything", "slots": { "words": { "value": "reorder dishwasher tablets" } } }));
    assert!(speech(&answer).contains('€'), "{answer}");
    let ended = house.client.request(&json!({ "type": "SessionEndedRequest", "reason": "USER_INITIATED" }));
    assert_eq!(house.client.send(&ended), (200, json!({ "version": "1.0", "response": {} })));
    house.client.session = "amzn1.echo-api.session.2".to_owned();
    let answer = house.client.says(&named("AMAZON.YesIntent"));
    assert!(!speech(&answer).is_empty(), "{answer}");
    assert_eq!(house.orders(), before, "{answer}");
}

#[test]
fn an_agent_orders_once_after_the_total_was_read_back_and_confirmed() {
    let house = House::open(|_| {});
    let before = house.orders();
    let (status, answer) = house.client.ask("1", "reorder dishwasher tablets");
    assert_eq!((status, &answer["payload"]["orderly"]["expects"]), (200, &json!("confirmation")), "{answer}");
    assert!(answer["fulfillmentText"].as_str().unwrap().contains('€'));
    let (_, answer) = house.client.ask("2", "yes");
    assert!(answer["fulfillmentText"].as_str().unwrap().contains("order"), "{answer}");
    assert_eq!(house.orders(), before + 1);
    assert_eq!(house.client.ask("2", "yes").0, 400);
}

#[test]
fn who_is_not_linked_is_told_so_where_that_is_wanted() {
    let mut house = House::open(|config| {
        config.alexa.linked_only = true;
        let user = LinkedConfig { site: "kitchen".to_owned(), speaker: "anna".to_owned() };
        config.alexa.users.insert("linked".to_owned(), user);
    });
    let answer = house.client.says(&named("AMAZON.HelpIntent"));
    assert_eq!(speech(&answer), "I don't know this account yet. Ask whoever set me up to link it.");
    assert_eq!(answer["response"]["shouldEndSession"], true);
    let mut help = house.client.request(&json!({ "type": "IntentRequest", "intent": named("AMAZON.HelpIntent") }));
    help["session"]["user"]["userId"] = json!("linked");
    let (_, answer) = house.client.send(&help);
    assert_eq!(answer["response"]["shouldEndSession"], false, "{answer}");
}

/// Hubs whose loop is the test.
pub struct Hubs {
    _folder: TempDir,
    pub channels: Vec<HubChannel>,
    pub events: Receiver<Event>,
    pub client: Client,
}

impl Hubs {
    pub fn open(patience: Duration, signer: Signer) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = configured(&folder);
        let (sender, events) = sync_channel(16);
        let parts = Parts {
            wording: english(),
            replies: Replies::built_in("en").unwrap(),
            certificates: signer.certificates(),
            patience: Some(patience),
            events: sender,
        };
        let channels = connect(&config, parts).unwrap();
        let client = Client::new(channels[0].address(), signer);
        Self { _folder: folder, channels, events, client }
    }

    pub fn refused(&self, reason: &str) -> u64 {
        self.channels[0].refused().get(reason).copied().unwrap_or_default()
    }

    pub fn next_turn(&self) -> TextTurn {
        match self.events.recv_timeout(PATIENCE).unwrap() {
            Event::Text(turn) => turn,
            other => panic!("{other:?}"),
        }
    }

    fn reply(&mut self, text: &str, expecting: Expecting) -> bool {
        let reply = Reply { number: 1, text: text.to_owned(), speech: text.to_owned(), expecting, ends: false };
        let session = self.client.session.clone();
        self.channels[0].reply(&SiteId("home".to_owned()), &session, &reply).is_ok()
    }
}

#[test]
fn whoever_would_wait_too_long_is_told_so_and_a_late_reply_counts_as_unheard() {
    let mut hubs = Hubs::open(Duration::ZERO, Signer::alexa());
    let answer = hubs.client.says(&named("OrderStatus"));
    assert_eq!(speech(&answer), "I'm still working on it. Ask me again in a moment, and I'll tell you.");
    assert_eq!(answer["response"]["shouldEndSession"], false);
    assert!(!hubs.reply("It is on its way.", Expecting::Command), "nobody heard it");
}

#[test]
fn what_is_said_late_goes_in_front_of_the_next_answer() {
    let mut hubs = Hubs::open(PATIENCE, Signer::alexa());
    assert!(!hubs.reply("It is on its way.", Expecting::Command), "nobody heard it");
    let request = hubs.client.request(&json!({ "type": "IntentRequest", "intent": named("AMAZON.HelpIntent") }));
    let mut told = false;
    let answer = std::thread::scope(|scope| {
        let client = &hubs.client;
        let answered = scope.spawn(|| client.send(&request).1);
        let turn = match hubs.events.recv_timeout(PATIENCE).unwrap() {
            Event::Text(turn) => turn,
            other => panic!("{other:?}"),
        };
        let reply = Reply {
            number: 2,
            text: "You can order.".to_owned(),
            speech: "You can order.".to_owned(),
            expecting: Expecting::Product,
            ends: false,
        };
        told = hubs.channels[0].reply(&turn.site, turn.session.as_deref().unwrap(), &reply).is_ok();
        answered.join().unwrap()
    });
    assert!(told);
    assert_eq!(speech(&answer), "It is on its way. You can order.");
}

#[test]
fn a_turn_that_cannot_be_acted_on_is_answered() {
    let mut hubs = Hubs::open(PATIENCE, Signer::alexa());
    let request = hubs.client.request(&json!({ "type": "IntentRequest", "intent": named("AMAZON.HelpIntent") }));
    let answer = std::thread::scope(|scope| {
        let client = &hubs.client;
        let answered = scope.spawn(|| client.send(&request).1);
        let Event::Text(turn) = hubs.events.recv_timeout(PATIENCE).unwrap() else { panic!("no turn") };
        hubs.channels[0].refuse(&turn, "the journal cannot be written").unwrap();
        answered.join().unwrap()
    });
    assert_eq!(speech(&answer), "I couldn't take that in, so I did nothing. Please say it again in a moment.");
}

#[test]
fn at_the_end_whoever_waits_is_answered() {
    let mut hubs = Hubs::open(PATIENCE, Signer::alexa());
    let request = hubs.client.request(&json!({ "type": "LaunchRequest" }));
    let Hubs { _folder, channels, events, client } = hubs;
    let status = std::thread::scope(|scope| {
        let answered = scope.spawn(|| client.send(&request).0);
        events.recv_timeout(PATIENCE).unwrap();
        drop(channels);
        answered.join().unwrap()
    });
    assert_eq!(status, 200);
}
