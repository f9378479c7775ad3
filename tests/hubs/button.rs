//! The key to talk, pressed over HTTP.

use std::collections::BTreeSet;
use std::sync::mpsc::sync_channel;

use orderly::channels::http::serve;
use orderly::config::HubWay;
use orderly::event::{Event, SiteId};
use ureq::Agent;

use super::signer::Signer;
use super::ways::{PATIENCE, configured};

#[test]
fn whoever_has_the_token_presses_the_key_to_talk_of_a_site_with_a_microphone() {
    let folder = tempfile::tempdir().unwrap();
    let mut config = configured(&folder, HubWay::Https);
    config.http.token_file.clone_from(&config.dialogflow.token_file);
    let (sender, events) = sync_channel(1);
    let kitchen = SiteId("kitchen".to_owned());
    let microphones = BTreeSet::from([kitchen.clone()]);
    let server = serve(&config, Vec::new(), Signer::alexa().certificates(), microphones, &sender).unwrap();
    let agent: Agent =
        Agent::config_builder().http_status_as_error(false).timeout_global(Some(PATIENCE)).build().into();
    let press = |site: &str, token: &str| {
        let url = format!("http://{}/listen/{site}", server.address());
        agent.post(url).header("Authorization", format!("Bearer {token}")).send_empty().unwrap().status().as_u16()
    };
    assert_eq!(press("kitchen", "open"), 401);
    assert_eq!(press("cellar", "open sesame"), 404);
    assert_eq!(press("%2e%2e%00", "open sesame"), 404);
    assert!(events.try_recv().is_err());
    assert_eq!(press("kitchen", "open sesame"), 202);
    // The loop has not taken that one.
    assert_eq!(press("kitchen", "open sesame"), 503);
    assert!(matches!(events.recv_timeout(PATIENCE).unwrap(), Event::Woken { site } if site == kitchen));
}

#[test]
fn without_a_token_there_is_no_key_to_talk() {
    let folder = tempfile::tempdir().unwrap();
    let config = configured(&folder, HubWay::Https);
    let (sender, _events) = sync_channel(1);
    let microphones = BTreeSet::from([SiteId("kitchen".to_owned())]);
    let server = serve(&config, Vec::new(), Signer::alexa().certificates(), microphones, &sender).unwrap();
    let agent: Agent =
        Agent::config_builder().http_status_as_error(false).timeout_global(Some(PATIENCE)).build().into();
    let url = format!("http://{}/listen/kitchen", server.address());
    assert_eq!(agent.post(url).header("Authorization", "Bearer ").send_empty().unwrap().status(), 404);
}
