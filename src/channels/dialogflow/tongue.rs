//! An agent, whichever way its requests come.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{AgentRequest, response};
use crate::channels::hub::{Refused, Request, Told, Tongue, Turn, Wording};
use crate::language::ByLanguage;

/// What reads the requests of an agent. They carry no time.
pub struct Agent;

impl Tongue for Agent {
    fn read(&self, body: &[u8], wording: &ByLanguage<Wording>, now: Timestamp) -> Result<Request, Refused> {
        let request = AgentRequest::read(body).map_err(|unreadable| Refused::Malformed(unreadable.0))?;
        let turn = Turn {
            session: request.session.clone(),
            accounts: request.accounts().map(str::to_owned).collect(),
            words: request.words(wording.of(request.language.as_deref().unwrap_or_default())),
            confidence: request.confidence,
            language: request.language.clone(),
            at: now,
            over: false,
        };
        Ok(Request { id: request.id.clone(), turn: Some(turn), written: Box::new(move |told| written(&request, told)) })
    }
}

fn written(request: &AgentRequest, told: Told<'_>) -> Value {
    match told {
        Told::Reply(reply) => response::response(request, reply),
        Told::Sentence(text, ends) => response::sentence(text, ends),
        Told::Nothing => json!({}),
    }
}
