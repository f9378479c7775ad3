//! A person takes over: every destination against a real peer, and the desk when destinations fail.

mod desk;
#[cfg(feature = "email")]
pub mod email;
#[cfg(feature = "webhook")]
mod endpoint;
#[cfg(feature = "email")]
pub mod mailbox;
#[cfg(feature = "webhook")]
mod webhook;

use jiff::Timestamp;
use orderly::commerce::money::{Currency, Money};
use orderly::commerce::order::OrderId;
use orderly::config::{Config, Way};
use orderly::dialogue::mood::Mood;
use orderly::event::SiteId;
use orderly::handover::file::Folder;
use orderly::handover::{Bundle, Destination, HandoverError, Line, Reachable, Said, Turn, Why, Wish, destinations};
use proptest::prelude::*;

/// A bundle with something in every field, to which the shopper agreed.
pub fn bundle() -> Bundle {
    let at: Timestamp = "2026-05-01T08:30:00Z".parse().unwrap();
    let turn = |who, text: &str| Turn { who, text: text.to_owned(), at };
    let mut bundle = Bundle::new(Why::Upset, SiteId("kitchen".to_owned()), "de", at);
    bundle.mood = Mood::Frustrated;
    bundle.consent = true;
    bundle.turns = vec![turn(Said::Shopper, "Wo bleibt mein Käse?"), turn(Said::Assistant, "Er kommt am Dienstag.")];
    bundle.wish =
        Some(Wish { intent: "OrderStatus".to_owned(), slots: [("product".to_owned(), "Käse".to_owned())].into() });
    bundle.cart = vec![Line {
        sku: "CHEESE-1".to_owned(),
        title: "Bergkäse, 200 g".to_owned(),
        quantity: 2,
        total: Some(Money::new(998, Currency::EUR)),
    }];
    bundle.order = Some(OrderId("1042".to_owned()));
    bundle.failed = Some("the shop cannot be reached".to_owned());
    bundle
}

/// What every destination promises, whatever it is; `arrived` is what the other side has, as JSON.
pub fn holds_what_every_destination_promises(destination: &mut dyn Destination, mut arrived: impl FnMut() -> Vec<u8>) {
    assert_eq!(destination.name(), destination.name());
    let told = bundle();
    destination.hand_over(&told).unwrap();
    assert_eq!(serde_json::from_slice::<Bundle>(&arrived()).unwrap(), told);
    destination.hand_over(&told).unwrap();
    assert_eq!(serde_json::from_slice::<Bundle>(&arrived()).unwrap().id, told.id);
    let silent = Bundle { consent: false, ..bundle() }.sealed();
    destination.hand_over(&silent).unwrap();
    let json: serde_json::Value = serde_json::from_slice(&arrived()).unwrap();
    assert_eq!(json["turns"], serde_json::json!([]));
    assert_eq!(json["order"], "1042");
}

#[test]
fn a_bundle_is_a_file_that_only_this_user_can_read() {
    let folder = tempfile::tempdir().unwrap();
    let mut destination = Folder::new(&folder.path().join("handover"), Reachable::Comes);
    let inside = folder.path().join("handover");
    let newest = || {
        let files = std::fs::read_dir(&inside).unwrap().map(|entry| entry.unwrap().path());
        let newest = files.max_by_key(|path| std::fs::metadata(path).unwrap().modified().unwrap()).unwrap();
        std::fs::read(newest).unwrap()
    };
    holds_what_every_destination_promises(&mut destination, newest);
    let files: Vec<_> = std::fs::read_dir(&inside).unwrap().map(|entry| entry.unwrap()).collect();
    assert_eq!(files.len(), 2, "the same bundle is the same file");
    #[cfg(unix)]
    for file in files {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
    assert_eq!(destination.hand_over(&bundle()).unwrap().reachable, Reachable::Comes);
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let blocked = folder.path().join("handover");
    std::fs::write(&blocked, "a file where the folder should be").unwrap();
    let error = Folder::new(&blocked, Reachable::Unknown).hand_over(&bundle()).unwrap_err();
    assert!(matches!(error, HandoverError::Away { .. }), "{error:?}");
    assert!(error.to_string().contains(blocked.to_str().unwrap()), "{error}");
}

#[test]
fn the_fields_of_a_bundle_are_named_as_they_are_documented() {
    let json = serde_json::to_value(bundle()).unwrap();
    let mut keys: Vec<_> = json.as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    let mut documented =
        vec!["id", "at", "site", "language", "why", "mood", "consent", "turns", "wish", "cart", "order", "failed"];
    documented.sort_unstable();
    assert_eq!(keys, documented);
    assert_eq!((&json["why"], &json["mood"]), (&"upset".into(), &"frustrated".into()));
    assert_eq!(json["turns"][0]["who"], "shopper");
    assert_eq!(json["cart"][0]["total"], serde_json::json!({"minor": 998, "currency": "EUR"}));
}

#[test]
fn the_configuration_chooses_the_destinations_in_its_order() {
    let mut config = Config::default();
    assert!(destinations(&config, None).unwrap().is_empty(), "nobody is promised unless somebody is configured");
    let data = tempfile::tempdir().unwrap();
    config.assistant.data = data.path().to_owned();
    config.handover.destinations = vec![Way::Mqtt, Way::File];
    let broker = Box::new(Folder::new(data.path(), Reachable::Unknown));
    let mut chosen = destinations(&config, Some(broker)).unwrap();
    let last = chosen.last_mut().unwrap();
    last.hand_over(&bundle()).unwrap();
    assert_eq!(std::fs::read_dir(data.path().join("handover")).unwrap().count(), 1);
    let error = destinations(&config, None).err().unwrap();
    assert!(matches!(error, HandoverError::Setup { destination: "mqtt", .. }), "{error}");
}

proptest! {
    #[test]
    fn a_sealed_bundle_is_bounded_and_says_nothing_without_consent(
        texts in proptest::collection::vec("[a-zä0-9 -]{0,900}", 0..60),
        consent: bool,
    ) {
        let at = Timestamp::UNIX_EPOCH;
        let mut told = Bundle { consent, ..bundle() };
        told.turns = texts.iter().map(|text| Turn { who: Said::Shopper, text: text.clone(), at }).collect();
        told.turns.push(Turn { who: Said::Shopper, text: "my card is 4111 1111 1111 1111".to_owned(), at });
        let sealed = told.sealed();
        prop_assert_eq!(sealed.turns.is_empty(), !consent);
        prop_assert!(sealed.turns.len() <= 20);
        prop_assert!(sealed.turns.iter().all(|turn| turn.text.chars().count() <= 501));
        let json = serde_json::to_string(&sealed).unwrap();
        prop_assert!(!json.contains("4111 1111"));
        prop_assert!(json.len() < 48 * 1024, "{} bytes", json.len());
        prop_assert_eq!(sealed.clone().sealed(), sealed);
    }
}
