//! `/alexa`: requests of a skill.

use std::sync::Arc;

use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::hub::{Hub, Outcome, Turn};
use crate::channels::alexa::certificates::Certificates;
use crate::channels::alexa::signature::Unsigned;
use crate::channels::alexa::{Kind, SkillRequest, response};

/// A request is sent within this of its time, before or after.
const FRESH: SignedDuration = SignedDuration::from_secs(150);

/// What checks requests and answers them.
pub struct Skill {
    /// The hub.
    pub hub: Arc<Hub>,
    /// `amzn1.ask.skill.…`
    pub skill_id: String,
    /// Alexa's certificates.
    pub certificates: Arc<Certificates>,
}

impl Skill {
    /// Answers a request, or refuses it.
    pub async fn answer(&self, headers: &HeaderMap, body: Bytes) -> Result<Value, StatusCode> {
        let request = self.admit(headers, body).await.map_err(|reason| {
            self.hub.count(reason);
            StatusCode::BAD_REQUEST
        })?;
        let Some(words) = request.words(&self.hub.wording) else { return Ok(response::nothing()) };
        let Some(session) = &request.session else { return Ok(response::nothing()) };
        let turn = Turn {
            id: &request.id,
            session,
            accounts: request.accounts().collect(),
            words,
            confidence: 1.0,
            at: request.at,
        };
        if request.kind == Kind::Ended {
            self.hub.tell(turn);
            return Ok(response::nothing());
        }
        Ok(match self.hub.converse(turn).await {
            Outcome::Reply(reply) => response::response(&request, &reply),
            Outcome::Notice(text, ends) => response::sentence(&text, ends),
        })
    }

    async fn admit(&self, headers: &HeaderMap, body: Bytes) -> Result<SkillRequest, &'static str> {
        let now = Timestamp::now();
        self.verify(headers, body.clone(), now).await.map_err(|unsigned| match unsigned {
            Unsigned::Missing => "not-signed",
            Unsigned::Url => "certificate-address",
            Unsigned::Unreachable => "certificate-unreachable",
            Unsigned::Certificate => "certificate",
            Unsigned::Signature => "signature",
        })?;
        let request = SkillRequest::read(&body).map_err(|unreadable| {
            tracing::debug!("alexa: {unreadable}");
            "malformed"
        })?;
        if request.application != self.skill_id {
            return Err("foreign-skill");
        }
        if now.duration_since(request.at).abs() > FRESH {
            return Err("stale");
        }
        if !self.hub.is_new(&request.id, now) {
            return Err("replayed");
        }
        Ok(request)
    }

    /// Certificates may have to be fetched, so this is done on a thread that may wait.
    async fn verify(&self, headers: &HeaderMap, body: Bytes, now: Timestamp) -> Result<(), Unsigned> {
        let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let (Some(url), Some(signature)) = (header("signaturecertchainurl"), header("signature-256")) else {
            return Err(Unsigned::Missing);
        };
        let certificates = Arc::clone(&self.certificates);
        let check = move || certificates.verify(&url, &signature, &body, now);
        tokio::task::spawn_blocking(check).await.unwrap_or(Err(Unsigned::Unreachable))
    }
}
