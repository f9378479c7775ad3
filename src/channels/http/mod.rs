//! What comes over HTTPS: `POST /alexa` for an Alexa skill, `POST /dialogflow` for a Dialogflow agent, and `POST
//! /listen/<site>`, the key to talk.
//!
//! A request must prove where it comes from, be recent and be there for the first time; anything else is refused with 400
//! or 401, counted, and logged without what it says. Its turn then goes to the loop like any other, and the answer is the
//! reply. Where there is none before the hub would give up it is "I'm still working on it", and the reply is told at the
//! next turn.
//!
//! The key to talk takes the token of `http.token_file`. It is answered with 202 when the loop knows of it, 401 without
//! the token, 404 for a site without a microphone, and 503 when the loop is too busy.

mod alexa;
mod button;
mod server;
mod token;

use std::collections::BTreeSet;
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
use jiff::Timestamp;
use tokio::sync::oneshot;
use tokio::time::timeout;

use self::button::Button;
pub use self::server::Server;
use self::token::Token;
use super::ChannelError;
use super::alexa::certificates::Certificates;
use super::hub::{Hub, Refused};
use crate::config::Config;
use crate::event::{Event, SiteId};

/// Its name in messages.
const NAME: &str = "http";
/// The largest body, bytes.
const LARGEST: usize = super::alexa::request::LARGEST;
/// How long a client may take to send it.
const SENDING: Duration = Duration::from_secs(3);

/// Starts to serve these hubs, and the key to talk at the sites of these microphones where there is a token for it; it ends
/// when the server is dropped.
///
/// # Errors
/// [`ChannelError::Setup`] when the configuration cannot be used.
pub fn serve(
    config: &Config,
    hubs: Vec<Arc<Hub>>,
    certificates: Certificates,
    microphones: BTreeSet<SiteId>,
    events: &SyncSender<Event>,
) -> Result<Server, ChannelError> {
    let certificates = Arc::new(certificates);
    let mut routes = Router::new();
    for hub in hubs {
        let desk = Desk { hub, events: events.clone() };
        routes = if desk.hub.name() == super::dialogflow::NAME {
            let token = token("dialogflow.token_file", &config.dialogflow.token_file)?;
            routes.route("/dialogflow", post(to_agent).with_state(Arc::new((desk, token))))
        } else {
            routes.route("/alexa", post(to_skill).with_state(Arc::new((desk, Arc::clone(&certificates)))))
        };
    }
    if config.http.takes_buttons() {
        let token = token("http.token_file", &config.http.token_file)?;
        let button = Button { token, microphones, events: events.clone() };
        routes = routes.route("/listen/{site}", post(button::press).with_state(Arc::new(button)));
    }
    let server = Server::start(&config.http, routes).map_err(setup)?;
    tracing::info!("HTTP: requests are taken on {}", server.address());
    Ok(server)
}

async fn to_skill(
    State(skill): State<Arc<(Desk, Arc<Certificates>)>>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, StatusCode> {
    let (desk, certificates) = skill.as_ref();
    let body = desk.received(body).await?;
    let signed = alexa::verify(certificates, &headers, body.clone(), Timestamp::now()).await;
    signed.map_err(|reason| desk.refused(reason, StatusCode::BAD_REQUEST))?;
    desk.answer(&body).await
}

async fn to_agent(
    State(agent): State<Arc<(Desk, Token)>>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, StatusCode> {
    let (desk, token) = agent.as_ref();
    // Who may not ask need not be listened to.
    if !token.is_in(&headers) {
        return Err(desk.refused("unauthorized", StatusCode::UNAUTHORIZED));
    }
    let body = desk.received(body).await?;
    desk.answer(&body).await
}

/// Where the requests of a hub come in.
struct Desk {
    hub: Arc<Hub>,
    events: SyncSender<Event>,
}

impl Desk {
    async fn received(&self, body: Body) -> Result<Bytes, StatusCode> {
        match timeout(SENDING, to_bytes(body, LARGEST)).await {
            Ok(Ok(body)) => Ok(body),
            Ok(Err(_too_large_or_cut_off)) => Err(self.refused("large", StatusCode::PAYLOAD_TOO_LARGE)),
            Err(_elapsed) => Err(self.refused("slow", StatusCode::REQUEST_TIMEOUT)),
        }
    }

    fn refused(&self, reason: &'static str, status: StatusCode) -> StatusCode {
        self.hub.count(reason);
        status
    }

    /// Has the hub answer a request that is known to be one.
    async fn answer(&self, body: &[u8]) -> Result<Response, StatusCode> {
        let (sender, answer) = oneshot::channel();
        let answerer = Box::new(|answer| sender.send(answer).is_ok());
        let taken = self.hub.take(body, Timestamp::now(), answerer).map_err(|refused| {
            if let Refused::Malformed(what) = &refused {
                tracing::debug!("{}: {what}", self.hub.name());
            }
            self.refused(refused.as_str(), StatusCode::BAD_REQUEST)
        })?;
        let _given_up_with_the_client = Place { hub: &self.hub, ticket: taken.ticket };
        if let Some(turn) = taken.turn
            && self.events.try_send(Event::Text(turn.clone())).is_err()
        {
            self.hub.unable(&turn, "busy");
        }
        let answer = answer.await.map_err(|_never| StatusCode::INTERNAL_SERVER_ERROR)?;
        let kind = [("content-type", "application/json;charset=UTF-8"), ("cache-control", "no-store")];
        Ok((kind, answer.to_string()).into_response())
    }
}

/// Gives up the place of a client that goes away.
struct Place<'a> {
    hub: &'a Hub,
    ticket: Option<u64>,
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        if let Some(ticket) = self.ticket {
            self.hub.leave(ticket);
        }
    }
}

fn token(key: &str, file: &Path) -> Result<Token, ChannelError> {
    Token::read(file).map_err(|reason| setup(format!("{key} {reason}")))
}

fn setup(reason: String) -> ChannelError {
    ChannelError::Setup { channel: NAME, reason }
}
