//! Who is let in, and who is not.

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::Duration;

use jiff::Timestamp;
use orderly::channels::http::serve;
use orderly::channels::hub::hubs::{self, Open};
use orderly::config::{Config, HubWay};
use orderly::event::{Event, TextTurn};
use serde_json::{Value, json};
use tempfile::TempDir;
use ureq::Agent;

use super::common;
use super::https::{self, Served};
use super::signer::{CHAIN, Signer};
use super::ways::{Nowhere, PATIENCE, Speaker, configured, named};

/// Opens hubs that give up at once.
fn opened(config: &Config) -> Vec<Open> {
    hubs::open(config, common(Some(Duration::ZERO))).unwrap()
}

/// Hubs behind the server, whose loop is the test, and somebody who sends requests there.
struct Hubs {
    _folder: TempDir,
    all: Vec<Open>,
    served: Served,
    events: Receiver<Event>,
    writer: Speaker,
}

impl Hubs {
    fn open(signer: Signer) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = configured(&folder, HubWay::Https);
        let (all, (sender, events)) = (opened(&config), sync_channel(16));
        let served = https::open(&config, &all, signer, &sender);
        Self { _folder: folder, all, served, events, writer: Speaker::new(Box::new(Nowhere)) }
    }

    fn request(&mut self, request: &Value) -> Value {
        self.writer.request(request)
    }

    fn send(&self, request: &Value) -> u16 {
        self.served.client.send(request).0
    }

    fn refused(&self, reason: &str) -> u64 {
        self.all[0].hub.refused().get(reason).copied().unwrap_or_default()
    }

    fn next_turn(&self) -> TextTurn {
        match self.events.recv_timeout(PATIENCE).unwrap() {
            Event::Text(turn) => turn,
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn only_what_alexa_signed_for_this_skill_just_now_and_once_is_acted_on() {
    let mut hubs = Hubs::open(Signer::alexa());
    let help = json!({ "type": "IntentRequest", "intent": named("AMAZON.HelpIntent") });
    let changed = |hubs: &mut Hubs, change: &dyn Fn(&mut Value)| {
        let mut request = hubs.request(&help);
        change(&mut request);
        hubs.send(&request)
    };
    let ago = |seconds: i64| json!(Timestamp::from_second(Timestamp::now().as_second() - seconds).unwrap().to_string());
    assert_eq!(changed(&mut hubs, &|request| request["request"]["timestamp"] = ago(160)), 400);
    assert_eq!(changed(&mut hubs, &|request| request["request"]["timestamp"] = ago(-160)), 400);
    assert_eq!(hubs.refused("stale"), 2);
    let foreign = |request: &mut Value| request["session"]["application"]["applicationId"] = json!("another");
    assert_eq!((changed(&mut hubs, &foreign), hubs.refused("foreign-skill")), (400, 1));

    let request = hubs.request(&help);
    assert_eq!(hubs.send(&request), 200);
    assert_eq!((hubs.send(&request), hubs.refused("replayed")), (400, 1));

    let body = hubs.request(&help).to_string();
    let signature = hubs.served.client.signer.sign(body.as_bytes());
    let post = |headers: &[(&str, &str)], body: &str| hubs.served.client.post("/alexa", headers, body.as_bytes()).0;
    let elsewhere = "https://s3.amazonaws.com/echo.api/none.pem";
    assert_eq!(post(&[], &body), 400);
    assert_eq!(post(&[("SignatureCertChainUrl", CHAIN)], &body), 400);
    assert_eq!(post(&[("SignatureCertChainUrl", CHAIN), ("Signature-256", "AAAA")], &body), 400);
    assert_eq!(post(&[("SignatureCertChainUrl", CHAIN), ("Signature-256", &signature)], &(body.clone() + " ")), 400);
    assert_eq!(post(&[("SignatureCertChainUrl", elsewhere), ("Signature-256", &signature)], &body), 400);
    assert_eq!(
        post(&[("SignatureCertChainUrl", "https://example.com/echo.api/x"), ("Signature-256", &signature)], &body),
        400
    );
    let counted = ["not-signed", "signature", "certificate-unreachable", "certificate-address"];
    assert_eq!(counted.map(|reason| hubs.refused(reason)), [2, 2, 1, 1]);
    assert_eq!(hubs.served.client.signer.fetched(), 2, "certificates are fetched once an address");
    assert_eq!(hubs.next_turn().id.as_deref(), Some("alexa/amzn1.echo-api.request.4"));
    assert!(hubs.events.try_recv().is_err(), "something else was acted on");
}

#[test]
fn certificates_of_somebody_else_do_not_count() {
    let expired = Signer::valid("echo-api.amazon.com", true, (2015, 2020));
    let not_yet = Signer::valid("echo-api.amazon.com", true, (4000, 4096));
    for signer in [Signer::of("example.com", true), Signer::of("echo-api.amazon.com", false), expired, not_yet] {
        let mut hubs = Hubs::open(signer);
        let request = hubs.request(&json!({ "type": "LaunchRequest" }));
        assert_eq!((hubs.send(&request), hubs.refused("certificate")), (400, 1));
        assert!(hubs.events.try_recv().is_err());
    }
}

#[test]
fn an_agent_needs_the_token() {
    let hubs = Hubs::open(Signer::alexa());
    let body = json!({ "responseId": "1", "session": "s", "queryResult": { "queryText": "help" } }).to_string();
    let post = |headers: &[(&str, &str)]| hubs.served.client.post("/dialogflow", headers, body.as_bytes()).0;
    for wrong in ["Bearer open", "Bearer open sesame ", "Basic open sesame", "open sesame", "Bearer ", "", "Basic OmE="]
    {
        let expected = if wrong.trim() == "Bearer open sesame" { continue } else { 401 };
        assert_eq!(post(&[("Authorization", wrong)]), expected, "{wrong}");
    }
    assert_eq!(post(&[]), 401);
    assert!(hubs.all[1].hub.refused()["unauthorized"] >= 7);
    assert!(hubs.events.try_recv().is_err());
    // The password of any user.
    assert_eq!(post(&[("Authorization", "Basic dXNlcjpvcGVuIHNlc2FtZQ==")]), 200);
    assert_eq!(hubs.next_turn().text, "help");
}

#[test]
fn what_is_too_large_or_not_for_us_is_refused() {
    let hubs = Hubs::open(Signer::alexa());
    assert_eq!(hubs.served.client.post("/alexa", &[], &vec![b' '; 100_000]).0, 413);
    assert_eq!(hubs.served.client.post("/elsewhere", &[], b"{}").0, 404);
    assert_eq!(
        hubs.served.client.agent.get(format!("http://{}/alexa", hubs.served.client.address)).call().unwrap().status(),
        405
    );
}

#[test]
fn a_client_that_dawdles_is_let_go_and_holds_up_nobody() {
    let mut hubs = Hubs::open(Signer::alexa());
    let mut slow = TcpStream::connect(hubs.served.client.address).unwrap();
    slow.write_all(b"POST /alexa HTTP/1.1\r\nHost: x\r\n").unwrap();
    let request = hubs.request(&json!({ "type": "LaunchRequest" }));
    assert_eq!(hubs.send(&request), 200);
    slow.set_read_timeout(Some(PATIENCE)).unwrap();
    let mut rest = Vec::new();
    let closed = slow.read_to_end(&mut rest);
    assert!(closed.is_ok_and(|_| !rest.starts_with(b"HTTP/1.1 200")), "it was served");
}

#[test]
fn without_a_certificate_only_this_machine_is_served() {
    let folder = tempfile::tempdir().unwrap();
    let mut config = configured(&folder, HubWay::Https);
    config.http.address = "0.0.0.0:0".parse().unwrap();
    let (events, _loop) = sync_channel(1);
    let hubs = Open::over(HubWay::Https, &opened(&config));
    let error =
        serve(&config, hubs, Signer::alexa().certificates(), BTreeSet::new(), &events).err().unwrap().to_string();
    assert!(error.contains("without a certificate only 127.0.0.1 is served"), "{error}");
}

#[test]
fn with_a_certificate_hubs_are_heard_over_tls() {
    let folder = tempfile::tempdir().unwrap();
    let mut config = configured(&folder, HubWay::Https);
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    config.http.certificate_file = folder.path().join("certificate.pem");
    config.http.key_file = folder.path().join("key.pem");
    std::fs::write(&config.http.certificate_file, made.cert.pem()).unwrap();
    std::fs::write(&config.http.key_file, made.signing_key.serialize_pem()).unwrap();
    let (sender, events) = sync_channel(16);
    let hubs = Open::over(HubWay::Https, &opened(&config));
    let server = serve(&config, hubs, Signer::alexa().certificates(), BTreeSet::new(), &sender).unwrap();
    let root = ureq::tls::Certificate::from_der(made.cert.der()).to_owned();
    let tls = ureq::tls::TlsConfig::builder().root_certs(ureq::tls::RootCerts::new_with_certs(&[root])).build();
    let agent: Agent = Agent::config_builder().tls_config(tls).timeout_global(Some(PATIENCE)).build().into();
    let body = json!({ "responseId": "1", "session": "s", "queryResult": { "queryText": "help" } }).to_string();
    let url = format!("https://localhost:{}/dialogflow", server.address().port());
    let response = agent.post(url).header("Authorization", "Bearer open sesame").send(body).unwrap();
    assert_eq!(response.status(), 200);
    assert!(matches!(events.recv_timeout(PATIENCE).unwrap(), Event::Text(turn) if turn.text == "help"));
}
