//! The webhook against a real HTTP endpoint.

use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac};
use jiff::Timestamp;
use orderly::config::HandoverConfig;
use orderly::handover::webhook::Webhook;
use orderly::handover::{Accepted, Destination, HandoverError, Reachable};
use sha2::Sha256;

use super::endpoint::{Endpoint, Manner, Request};
use super::{bundle, holds_what_every_destination_promises};

const KEY: &[u8] = b"a secret of thirty-two bytes, no more";

fn config(endpoint: &Endpoint) -> HandoverConfig {
    HandoverConfig { webhook_url: endpoint.url(), webhook_timeout_s: 1, ..HandoverConfig::default() }
}

fn webhook(endpoint: &Endpoint) -> Webhook {
    Webhook::new(&config(endpoint)).unwrap()
}

fn file(folder: &Path, name: &str, content: &str) -> std::path::PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, content).unwrap();
    path
}

/// Whether the receiver can be sure who sent it, as Standard Webhooks says.
fn is_signed(request: &Request, key: &[u8]) -> bool {
    let (id, timestamp) = (request.header("webhook-id").unwrap(), request.header("webhook-timestamp").unwrap());
    let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
    mac.update(format!("{id}.{timestamp}.").as_bytes());
    mac.update(&request.body);
    let age = Timestamp::now().as_second() - timestamp.parse::<i64>().unwrap();
    let expected = format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()));
    (0..300).contains(&age) && request.header("webhook-signature") == Some(&expected)
}

#[test]
fn it_holds_what_every_destination_promises() {
    let endpoint = Endpoint::start([Manner::Answer(200, ""); 3]);
    let mut webhook = webhook(&endpoint);
    holds_what_every_destination_promises(&mut webhook, || endpoint.next().body);
}

#[test]
fn a_request_is_signed_and_carries_token_and_idempotency_key() {
    let folder = tempfile::tempdir().unwrap();
    let endpoint = Endpoint::start([Manner::Answer(202, "")]);
    let secret = format!("whsec_{}\n", STANDARD.encode(KEY));
    let mut webhook = Webhook::new(&HandoverConfig {
        webhook_token_file: file(folder.path(), "token", "t0ken\nnot this\n"),
        webhook_secret_file: file(folder.path(), "secret", &secret),
        ..config(&endpoint)
    })
    .unwrap();
    let told = bundle();
    webhook.hand_over(&told).unwrap();
    let request = endpoint.next();
    assert_eq!(request.line, "POST /handover HTTP/1.1");
    assert_eq!(request.header("authorization"), Some("Bearer t0ken"));
    assert_eq!(request.header("content-type"), Some("application/json"));
    assert_eq!(request.header("idempotency-key"), Some(told.id.to_string().as_str()));
    assert_eq!(request.header("webhook-id"), request.header("idempotency-key"));
    assert!(is_signed(&request, KEY));
    assert!(!is_signed(&request, b"another secret"));
}

#[test]
fn the_answer_may_name_a_reference_and_what_happens_next() {
    let answers = [
        (r#"{"reference": " T-17 ", "reachable": "comes", "more": []}"#, Some("T-17"), Reachable::Comes),
        (r#"{"reference": 4711}"#, Some("4711"), Reachable::CallBack),
        (r#"{"reference": "", "reachable": "by pigeon"}"#, None, Reachable::CallBack),
        (r#"{"reference": "a\nb"}"#, None, Reachable::CallBack),
        ("<html>thanks</html>", None, Reachable::CallBack),
        ("[]", None, Reachable::CallBack),
    ];
    let endpoint = Endpoint::start(answers.map(|(body, ..)| Manner::Answer(200, body)));
    let config = HandoverConfig { reachable: Reachable::CallBack, ..config(&endpoint) };
    let mut webhook = Webhook::new(&config).unwrap();
    for (body, reference, reachable) in answers {
        let expected = Accepted { reference: reference.map(str::to_owned), reachable };
        assert_eq!(webhook.hand_over(&bundle()).unwrap(), expected, "{body}");
    }
}

#[test]
fn an_answer_that_breaks_off_after_a_good_status_is_accepted_all_the_same() {
    let endpoint = Endpoint::start([Manner::CutShort]);
    assert_eq!(webhook(&endpoint).hand_over(&bundle()).unwrap(), Accepted::default());
}

#[test]
fn a_server_that_fails_or_hangs_up_is_asked_again_with_the_same_key() {
    let endpoint = Endpoint::start([Manner::Answer(503, ""), Manner::HangUp, Manner::Answer(200, "")]);
    webhook(&endpoint).hand_over(&bundle()).unwrap();
    let keys = [(); 3].map(|()| endpoint.next().header("idempotency-key").map(str::to_owned));
    assert!(keys[0].is_some() && keys[0] == keys[1] && keys[1] == keys[2], "{keys:?}");
}

#[test]
fn a_server_that_does_not_answer_in_time_is_asked_again() {
    let endpoint = Endpoint::start([Manner::Silence, Manner::Answer(200, "")]);
    webhook(&endpoint).hand_over(&bundle()).unwrap();
    endpoint.next();
    endpoint.next();
}

#[test]
fn a_server_that_fails_three_times_is_left_alone() {
    for manner in [Manner::Answer(500, ""), Manner::NoHttp, Manner::HangUp] {
        let endpoint = Endpoint::start([manner; 4]);
        let error = webhook(&endpoint).hand_over(&bundle()).unwrap_err();
        assert!(matches!(error, HandoverError::Away { destination: "webhook", .. }), "{manner:?}: {error:?}");
        assert_eq!(endpoint.more(), 3, "{manner:?}");
    }
}

#[test]
fn a_no_is_never_asked_again() {
    for (status, hint) in
        [(400, "webhook_url"), (401, "webhook_token_file"), (403, "webhook_secret_file"), (422, "400")]
    {
        let endpoint = Endpoint::start([Manner::Answer(status, "4111111111111111"); 2]);
        let error = webhook(&endpoint).hand_over(&bundle()).unwrap_err();
        assert!(matches!(error, HandoverError::Refused { .. }), "{error:?}");
        let said = error.to_string();
        assert!(said.contains(&status.to_string()) && (said.contains(hint) || hint == "400"), "{said}");
        assert!(!said.contains("4111"), "the body of an answer is not repeated: {said}");
        assert_eq!(endpoint.more(), 1, "{status}");
    }
}

#[test]
fn a_server_that_is_asked_too_often_is_left_alone_for_now() {
    let endpoint = Endpoint::start([Manner::Answer(429, ""); 2]);
    assert!(matches!(webhook(&endpoint).hand_over(&bundle()), Err(HandoverError::Away { .. })));
    assert_eq!(endpoint.more(), 1);
}

#[test]
fn words_of_a_shopper_go_to_no_other_address_than_the_one_that_was_configured() {
    let other = Endpoint::start([Manner::Answer(200, "")]);
    let address: &'static str = Box::leak(other.url().into_boxed_str());
    let endpoint = Endpoint::start([Manner::Elsewhere(address); 2]);
    let error = webhook(&endpoint).hand_over(&bundle()).unwrap_err();
    assert!(matches!(error, HandoverError::Refused { .. }), "{error:?}");
    assert_eq!((endpoint.more(), other.more()), (1, 0));
}

#[test]
fn nobody_listening_is_said_with_what_to_check() {
    let endpoint = Endpoint::start([Manner::HangUp]);
    let config = HandoverConfig { webhook_url: "http://127.0.0.1:1/".to_owned(), ..config(&endpoint) };
    let error = Webhook::new(&config).unwrap().hand_over(&bundle()).unwrap_err();
    assert!(matches!(error, HandoverError::Away { .. }), "{error:?}");
    assert!(error.to_string().contains("handover.webhook_url"), "{error}");
}

#[test]
fn a_secret_that_is_not_there_is_said_at_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let endpoint = Endpoint::start([]);
    for path in [folder.path().join("none"), file(folder.path(), "empty", "\nsecond line\n")] {
        let config = HandoverConfig { webhook_secret_file: path.clone(), ..config(&endpoint) };
        let error = Webhook::new(&config).err().unwrap();
        let said = error.to_string();
        assert!(matches!(error, HandoverError::Setup { .. }), "{error:?}");
        assert!(said.contains("handover.webhook_secret_file") && said.contains(path.to_str().unwrap()), "{said}");
    }
}
