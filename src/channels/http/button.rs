//! The key to talk, pressed by whatever can send a request: a button, a phone, a script.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::mpsc::SyncSender;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};

use super::token::Token;
use crate::event::{Event, SiteId};

/// What it takes to press it.
pub struct Button {
    pub token: Token,
    /// The sites with a microphone.
    pub microphones: BTreeSet<SiteId>,
    pub events: SyncSender<Event>,
}

/// Opens the microphone of a site, if it is not muted and nothing is being said there.
pub async fn press(State(button): State<Arc<Button>>, Path(site): Path<String>, headers: HeaderMap) -> StatusCode {
    if !button.token.is_in(&headers) {
        tracing::warn!("HTTP: a press of the key to talk was refused as unauthorized");
        return StatusCode::UNAUTHORIZED;
    }
    let site = SiteId(site);
    if !button.microphones.contains(&site) {
        return StatusCode::NOT_FOUND;
    }
    match button.events.try_send(Event::Woken { site }) {
        Ok(()) => StatusCode::ACCEPTED,
        Err(_full_or_over) => StatusCode::SERVICE_UNAVAILABLE,
    }
}
