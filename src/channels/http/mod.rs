//! Hubs over HTTPS: `POST /alexa` for an Alexa skill, `POST /dialogflow` for a Dialogflow agent.
//!
//! A request must prove where it comes from, be recent and be there for the first time; anything else is refused with 400
//! or 401, counted, and logged without what it says. Its turn then goes to the loop like any other, and the answer is the
//! reply. Where there is none before the hub would give up it is "I'm still working on it", and the reply is told at the
//! next turn.

mod alexa;
mod dialogflow;
mod hub;
mod server;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::SyncSender;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use serde_json::Value;
use tokio::time::timeout;

use self::alexa::Skill;
use self::dialogflow::Agent;
use self::hub::Hub;
use self::server::Server;
use super::alexa::certificates::Certificates;
use super::hub::{Accounts, Answer, Wording};
use super::{Channel, ChannelError};
use crate::commerce::order::Order;
use crate::config::Config;
use crate::dialogue::Reply;
use crate::dialogue::reply::Replies;
use crate::event::{Event, SiteId, TextTurn};
use crate::private_file;

/// Its name in messages.
const NAME: &str = "http";
/// The largest body, bytes.
const LARGEST: usize = super::alexa::request::LARGEST;
/// How long a client may take to send it.
const SENDING: Duration = Duration::from_secs(3);

/// Alexa waits 8 s for an answer, Dialogflow 5 s; this leaves time for the way.
const ALEXA_WAITS: Duration = Duration::from_millis(6_500);
const DIALOGFLOW_WAITS: Duration = Duration::from_millis(4_000);

/// Whether a hub can say a reply whole.
type Fits = fn(&Reply) -> bool;

/// What the hubs need besides the configuration.
pub struct Parts {
    /// What their intents say.
    pub wording: Wording,
    /// What they are told outside of the conversation.
    pub replies: Replies,
    /// Alexa's certificates.
    pub certificates: Certificates,
    /// How long they wait for an answer; `None`: as long as the real ones do.
    pub patience: Option<Duration>,
    /// Where turns go, as [`Event::Text`].
    pub events: SyncSender<Event>,
}

/// Starts to serve the hubs that are turned on, a channel each. The server ends with the last of them.
///
/// # Errors
/// [`ChannelError::Setup`] when the configuration cannot be used.
pub fn connect(config: &Config, parts: Parts) -> Result<Vec<HubChannel>, ChannelError> {
    let Parts { wording, replies, certificates, patience, events } = parts;
    let wording = Arc::new(wording);
    let hub = |name, accounts, usual| {
        let patience = patience.unwrap_or(usual);
        Arc::new(Hub::new(name, accounts, Arc::clone(&wording), replies.clone(), patience, events.clone()))
    };
    let site = |own: &String| if own.is_empty() { config.assistant.site.clone() } else { own.clone() };
    let mut routes = Router::new();
    let mut hubs: Vec<(Arc<Hub>, Fits)> = Vec::new();
    if config.alexa.enabled {
        let own = &config.alexa;
        let accounts = Accounts::new(&site(&own.site), own.linked_only, &own.users);
        let hub = hub(super::alexa::NAME, accounts, ALEXA_WAITS);
        let skill_id = own.skill_id.clone();
        let skill = Skill { hub: Arc::clone(&hub), skill_id, certificates: Arc::new(certificates) };
        routes = routes.route("/alexa", post(to_skill).with_state(Arc::new(skill)));
        hubs.push((hub, super::alexa::response::fits));
    }
    if config.dialogflow.enabled {
        let own = &config.dialogflow;
        let accounts = Accounts::new(&site(&own.site), own.linked_only, &own.users);
        let hub = hub(super::dialogflow::NAME, accounts, DIALOGFLOW_WAITS);
        let token = token(&own.token_file)?;
        let agent = Agent { hub: Arc::clone(&hub), token };
        routes = routes.route("/dialogflow", post(to_agent).with_state(Arc::new(agent)));
        hubs.push((hub, |_any_length| true));
    }
    let server = Arc::new(Server::start(&config.http, routes).map_err(setup)?);
    tracing::info!("HTTP: hubs are heard on {}", server.address());
    Ok(hubs.into_iter().map(|(hub, fits)| HubChannel { hub, fits, server: Arc::clone(&server) }).collect())
}

async fn to_skill(State(skill): State<Arc<Skill>>, headers: HeaderMap, body: Body) -> Response {
    match received(body).await {
        Ok(body) => answer(skill.answer(&headers, body).await),
        Err(status) => refused(&skill.hub, status),
    }
}

async fn to_agent(State(agent): State<Arc<Agent>>, headers: HeaderMap, body: Body) -> Response {
    // Who may not ask need not be listened to.
    if !agent.knows(&headers) {
        agent.hub.count("unauthorized");
        return StatusCode::UNAUTHORIZED.into_response();
    }
    match received(body).await {
        Ok(body) => answer(agent.answer(&body).await),
        Err(status) => refused(&agent.hub, status),
    }
}

async fn received(body: Body) -> Result<Bytes, StatusCode> {
    match timeout(SENDING, to_bytes(body, LARGEST)).await {
        Ok(Ok(body)) => Ok(body),
        Ok(Err(_too_large_or_cut_off)) => Err(StatusCode::PAYLOAD_TOO_LARGE),
        Err(_elapsed) => Err(StatusCode::REQUEST_TIMEOUT),
    }
}

fn refused(hub: &Hub, status: StatusCode) -> Response {
    hub.count(if status == StatusCode::REQUEST_TIMEOUT { "slow" } else { "large" });
    status.into_response()
}

fn answer(answered: Result<Value, StatusCode>) -> Response {
    match answered {
        Ok(json) => {
            ([("content-type", "application/json;charset=UTF-8"), ("cache-control", "no-store")], json.to_string())
                .into_response()
        }
        Err(status) => status.into_response(),
    }
}

fn token(file: &Path) -> Result<String, ChannelError> {
    private_file::secret(file).map_err(|reason| setup(format!("dialogflow.token_file {reason}")))
}

fn setup(reason: String) -> ChannelError {
    ChannelError::Setup { channel: NAME, reason }
}

/// A hub that takes part in conversations.
pub struct HubChannel {
    hub: Arc<Hub>,
    fits: Fits,
    server: Arc<Server>,
}

impl HubChannel {
    /// Where the server listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.server.address()
    }

    /// How many requests were refused, by reason.
    #[must_use]
    pub fn refused(&self) -> BTreeMap<&'static str, u64> {
        self.hub.refused()
    }

    fn away(&self, reason: &str) -> ChannelError {
        ChannelError::Away { channel: self.hub.name, reason: reason.to_owned() }
    }
}

impl Channel for HubChannel {
    fn name(&self) -> &'static str {
        self.hub.name
    }

    fn reply(&mut self, _site: &SiteId, session: &str, reply: &Reply) -> Result<(), ChannelError> {
        if !(self.fits)(reply) {
            let _nobody_waits = self.hub.answer(session, Answer::Unable);
            return Err(self.away("a reply is longer than it can say, and was not said"));
        }
        let answered = self.hub.answer(session, Answer::Reply(reply.clone()));
        answered.map_err(|_nobody_waits| self.away("nobody waits for a reply; it is told when somebody speaks again"))
    }

    fn refuse(&mut self, turn: &TextTurn, reason: &str) -> Result<(), ChannelError> {
        let session = turn.session.as_deref().unwrap_or_default();
        self.hub.count("unable");
        let answered = self.hub.answer(session, Answer::Unable);
        answered.map_err(|_nobody_waits| self.away(&format!("nobody waits to be told: {reason}")))
    }

    /// A hub only answers.
    fn order_event(&mut self, _site: &SiteId, _order: &Order) -> Result<(), ChannelError> {
        Ok(())
    }
}

impl Drop for HubChannel {
    fn drop(&mut self) {
        self.hub.close();
    }
}
