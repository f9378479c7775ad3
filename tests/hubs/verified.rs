//! Who is let in, and who is not.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::mpsc::sync_channel;
use std::time::Duration;

use jiff::Timestamp;
use orderly::channels::http::{Parts, connect};
use orderly::dialogue::reply::Replies;
use orderly::event::Event;
use serde_json::{Value, json};
use ureq::Agent;

use super::english;
use super::server::{Hubs, PATIENCE, configured, named};
use super::signer::{CHAIN, Signer};

#[test]
fn only_what_alexa_signed_for_this_skill_just_now_and_once_is_acted_on() {
    let mut hubs = Hubs::open(Duration::ZERO, Signer::alexa());
    let help = json!({ "type": "IntentRequest", "intent": named("AMAZON.HelpIntent") });
    let changed = |hubs: &mut Hubs, change: &dyn Fn(&mut Value)| {
        let mut request = hubs.client.request(&help);
        change(&mut request);
        hubs.client.send(&request).0
    };
    let ago = |seconds: i64| json!(Timestamp::from_second(Timestamp::now().as_second() - seconds).unwrap().to_string());
    assert_eq!(changed(&mut hubs, &|request| request["request"]["timestamp"] = ago(160)), 400);
    assert_eq!(changed(&mut hubs, &|request| request["request"]["timestamp"] = ago(-160)), 400);
    assert_eq!(hubs.refused("stale"), 2);
    let foreign = |request: &mut Value| request["session"]["application"]["applicationId"] = json!("another");
    assert_eq!((changed(&mut hubs, &foreign), hubs.refused("foreign-skill")), (400, 1));

    let request = hubs.client.request(&help);
    assert_eq!(hubs.client.send(&request).0, 200);
    assert_eq!((hubs.client.send(&request).0, hubs.refused("replayed")), (400, 1));

    let body = hubs.client.request(&help).to_string();
    let signature = hubs.client.signer.sign(body.as_bytes());
    let post = |headers: &[(&str, &str)], body: &str| hubs.client.post("/alexa", headers, body.as_bytes()).0;
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
    assert_eq!(hubs.client.signer.fetched(), 2, "certificates are fetched once an address");
    assert_eq!(hubs.next_turn().id.as_deref(), Some("alexa/amzn1.echo-api.request.4"));
    assert!(hubs.events.try_recv().is_err(), "something else was acted on");
}

#[test]
fn certificates_of_somebody_else_do_not_count() {
    let expired = Signer::valid("echo-api.amazon.com", true, (2015, 2020));
    let not_yet = Signer::valid("echo-api.amazon.com", true, (4000, 4096));
    for signer in [Signer::of("example.com", true), Signer::of("echo-api.amazon.com", false), expired, not_yet] {
        let mut hubs = Hubs::open(Duration::ZERO, signer);
        let request = hubs.client.request(&json!({ "type": "LaunchRequest" }));
        assert_eq!((hubs.client.send(&request).0, hubs.refused("certificate")), (400, 1));
        assert!(hubs.events.try_recv().is_err());
    }
}

#[test]
fn an_agent_needs_the_token() {
    let hubs = Hubs::open(Duration::ZERO, Signer::alexa());
    let body = json!({ "responseId": "1", "session": "s", "queryResult": { "queryText": "help" } }).to_string();
    let post = |headers: &[(&str, &str)]| hubs.client.post("/dialogflow", headers, body.as_bytes()).0;
    for wrong in ["Bearer open", "Bearer open sesame ", "Basic open sesame", "open sesame", "Bearer ", "", "Basic OmE="]
    {
        let expected = if wrong.trim() == "Bearer open sesame" { continue } else { 401 };
        assert_eq!(post(&[("Authorization", wrong)]), expected, "{wrong}");
    }
    assert_eq!(post(&[]), 401);
    assert!(hubs.channels[1].refused()["unauthorized"] >= 7);
    assert!(hubs.events.try_recv().is_err());
    // The password of any user.
    assert_eq!(post(&[("Authorization", "Basic dXNlcjpvcGVuIHNlc2FtZQ==")]), 200);
    assert_eq!(hubs.next_turn().text, "help");
}

#[test]
fn what_is_too_large_or_not_for_us_is_refused() {
    let hubs = Hubs::open(Duration::ZERO, Signer::alexa());
    assert_eq!(hubs.client.post("/alexa", &[], &vec![b' '; 100_000]).0, 413);
    assert_eq!(hubs.client.post("/elsewhere", &[], b"{}").0, 404);
    assert_eq!(hubs.client.agent.get(format!("http://{}/alexa", hubs.client.address)).call().unwrap().status(), 405);
}

#[test]
fn a_client_that_dawdles_is_let_go_and_holds_up_nobody() {
    let mut hubs = Hubs::open(Duration::ZERO, Signer::alexa());
    let mut slow = TcpStream::connect(hubs.client.address).unwrap();
    slow.write_all(b"POST /alexa HTTP/1.1\r\nHost: x\r\n").unwrap();
    let request = hubs.client.request(&json!({ "type": "LaunchRequest" }));
    assert_eq!(hubs.client.send(&request).0, 200);
    slow.set_read_timeout(Some(PATIENCE)).unwrap();
    let mut rest = Vec::new();
    let closed = slow.read_to_end(&mut rest);
    assert!(closed.is_ok_and(|_| !rest.starts_with(b"HTTP/1.1 200")), "it was served");
}

#[test]
fn without_a_certificate_only_this_machine_is_served() {
    let folder = tempfile::tempdir().unwrap();
    let mut config = configured(&folder);
    config.http.address = "0.0.0.0:0".parse().unwrap();
    let (events, _loop) = sync_channel(1);
    let (wording, replies) = (english(), Replies::built_in("en").unwrap());
    let parts = Parts { wording, replies, certificates: Signer::alexa().certificates(), patience: None, events };
    let error = connect(&config, parts).err().unwrap().to_string();
    assert!(error.contains("without a certificate only 127.0.0.1 is served"), "{error}");
}

#[test]
fn with_a_certificate_hubs_are_heard_over_tls() {
    let folder = tempfile::tempdir().unwrap();
    let mut config = configured(&folder);
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    config.http.certificate_file = folder.path().join("certificate.pem");
    config.http.key_file = folder.path().join("key.pem");
    std::fs::write(&config.http.certificate_file, made.cert.pem()).unwrap();
    std::fs::write(&config.http.key_file, made.signing_key.serialize_pem()).unwrap();
    let (sender, events) = sync_channel(16);
    let signer = Signer::alexa();
    let parts = Parts {
        wording: english(),
        replies: Replies::built_in("en").unwrap(),
        certificates: signer.certificates(),
        patience: Some(Duration::ZERO),
        events: sender,
    };
    let channels = connect(&config, parts).unwrap();
    let root = ureq::tls::Certificate::from_der(made.cert.der()).to_owned();
    let tls = ureq::tls::TlsConfig::builder().root_certs(ureq::tls::RootCerts::new_with_certs(&[root])).build();
    let agent: Agent = Agent::config_builder().tls_config(tls).timeout_global(Some(PATIENCE)).build().into();
    let body = json!({ "responseId": "1", "session": "s", "queryResult": { "queryText": "help" } }).to_string();
    let url = format!("https://localhost:{}/dialogflow", channels[0].address().port());
    let response = agent.post(url).header("Authorization", "Bearer open sesame").send(body).unwrap();
    assert_eq!(response.status(), 200);
    assert!(matches!(events.recv_timeout(PATIENCE).unwrap(), Event::Text(turn) if turn.text == "help"));
}
