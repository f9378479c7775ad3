//! `/dialogflow`: requests of an agent.

use std::sync::Arc;

use axum::http::{HeaderMap, StatusCode};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use serde_json::Value;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::hub::{Hub, Outcome, Turn};
use crate::channels::dialogflow::{AgentRequest, response};

/// What checks requests and answers them.
pub struct Agent {
    /// The hub.
    pub hub: Arc<Hub>,
    /// What the agent sends.
    pub token: String,
}

impl Agent {
    /// Whether a request brings the token: as a bearer, or as the password of any user.
    pub fn knows(&self, headers: &HeaderMap) -> bool {
        let Some(given) = headers.get("authorization").and_then(|value| value.to_str().ok()) else { return false };
        let Some((scheme, given)) = given.split_once(' ') else { return false };
        let given = given.trim();
        if scheme.eq_ignore_ascii_case("bearer") {
            return self.is_token(given.as_bytes());
        }
        let decoded = STANDARD.decode(given).unwrap_or_default();
        let colon = decoded.iter().position(|byte| *byte == b':');
        let password = colon.and_then(|colon| decoded.get(colon + 1..));
        scheme.eq_ignore_ascii_case("basic") && password.is_some_and(|password| self.is_token(password))
    }

    /// In a time that tells nothing of the token, its length included.
    fn is_token(&self, given: &[u8]) -> bool {
        let (given, token) = (Sha256::digest(given), Sha256::digest(self.token.as_bytes()));
        given.as_slice().ct_eq(token.as_slice()).into()
    }

    /// Answers a request, or refuses it.
    pub async fn answer(&self, body: &[u8]) -> Result<Value, StatusCode> {
        let refused = |reason| {
            self.hub.count(reason);
            StatusCode::BAD_REQUEST
        };
        let request = AgentRequest::read(body).map_err(|unreadable| {
            tracing::debug!("dialogflow: {unreadable}");
            refused("malformed")
        })?;
        let now = Timestamp::now();
        if !self.hub.is_new(&request.id, now) {
            return Err(refused("replayed"));
        }
        let turn = Turn {
            id: &request.id,
            session: &request.session,
            accounts: request.accounts().collect(),
            words: request.words(&self.hub.wording),
            confidence: request.confidence,
            at: now,
        };
        Ok(match self.hub.converse(turn).await {
            Outcome::Reply(reply) => response::response(&request, &reply),
            Outcome::Notice(text, ends) => response::sentence(&text, ends),
        })
    }
}
