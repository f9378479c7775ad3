//! Hubs over the real server.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::mpsc::SyncSender;

use orderly::channels::http::{Server, serve};
use orderly::channels::hub::HubChannel;
use orderly::channels::hub::hubs::Open;
use orderly::config::{Config, HubWay};
use orderly::event::Event;
use serde_json::Value;
use ureq::Agent;

use super::signer::{CHAIN, Signer};
use super::ways::{Line, Opened, PATIENCE};

/// Somebody who talks to the server.
pub struct Client {
    pub agent: Agent,
    pub address: SocketAddr,
    pub signer: Signer,
}

impl Client {
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

    /// A request that Alexa signed.
    pub fn send(&self, request: &Value) -> (u16, Value) {
        let body = request.to_string();
        let signature = self.signer.sign(body.as_bytes());
        self.post("/alexa", &[("SignatureCertChainUrl", CHAIN), ("Signature-256", &signature)], body.as_bytes())
    }
}

impl Line for Client {
    fn ask(&self, hub: &str, body: &[u8]) -> Option<Value> {
        let (status, answer) = match hub {
            "alexa" => self.send(&serde_json::from_slice(body).unwrap()),
            _ => self.post("/dialogflow", &[("Authorization", "Bearer open sesame")], body),
        };
        assert!([200, 400].contains(&status), "{status}");
        (status == 200).then_some(answer)
    }
}

/// Hubs behind a server.
pub struct Served {
    pub channels: Vec<HubChannel>,
    pub client: Client,
    server: Server,
}

impl Served {
    pub fn opened(self) -> Opened {
        let Self { channels, client, server } = self;
        Opened { channels, line: Box::new(client), kept: Box::new(server) }
    }
}

/// Hubs behind a server, and a client to it that signs like this.
pub fn open(config: &Config, all: &[Open], signer: Signer, events: &SyncSender<Event>) -> Served {
    let hubs = Open::over(HubWay::Https, all);
    let server = serve(config, hubs, signer.certificates(), BTreeSet::new(), events).unwrap();
    let channels = all.iter().map(|open| HubChannel::new(Arc::clone(&open.hub))).collect();
    let agent = Agent::config_builder().http_status_as_error(false).timeout_global(Some(PATIENCE)).build().into();
    let client = Client { agent, address: server.address(), signer };
    Served { channels, client, server }
}
