//! The hubs that are turned on.

use std::sync::Arc;
use std::time::Duration;

use super::{Accounts, Hub, Parts, Tongue, Wording};
use crate::channels::{ChannelError, alexa, dialogflow};
use crate::config::{Config, HubWay};
use crate::dialogue::reply::Replies;
use crate::language::ByLanguage;

/// Alexa waits 8 s for an answer, Dialogflow 5 s; this leaves time for the way.
const ALEXA_WAITS: Duration = Duration::from_millis(6_500);
const DIALOGFLOW_WAITS: Duration = Duration::from_millis(4_000);

/// What the hubs need besides the configuration.
pub struct Common {
    /// What their intents say.
    pub wording: ByLanguage<Wording>,
    /// What they are told outside of the conversation.
    pub replies: ByLanguage<Replies>,
    /// How long they wait for an answer; `None`: as long as the real ones do.
    pub patience: Option<Duration>,
}

/// A hub that is turned on.
#[derive(Clone)]
pub struct Open {
    /// The hub.
    pub hub: Arc<Hub>,
    /// The ways to it.
    pub ways: Vec<HubWay>,
}

impl Open {
    /// Those of them that are reached in this way.
    #[must_use]
    pub fn over(way: HubWay, all: &[Self]) -> Vec<Arc<Hub>> {
        all.iter().filter(|open| open.ways.contains(&way)).map(|open| Arc::clone(&open.hub)).collect()
    }
}

/// Opens the hubs that are turned on.
///
/// # Errors
/// [`ChannelError::Setup`] when there is no thread for one.
pub fn open(config: &Config, common: Common) -> Result<Vec<Open>, ChannelError> {
    let Common { wording, replies, patience } = common;
    let wording = Arc::new(wording);
    let start = |name, tongue: Box<dyn Tongue>, accounts, usual, ways: &[HubWay]| {
        let patience = patience.unwrap_or(usual);
        let (wording, replies) = (Arc::clone(&wording), replies.clone());
        let hub = Hub::start(Parts { name, tongue, accounts, wording, replies, patience }).map_err(|error| {
            ChannelError::Setup { channel: name, reason: format!("its thread cannot be started: {error}") }
        })?;
        Ok(Open { hub, ways: ways.to_vec() })
    };
    let site = |own: &String| if own.is_empty() { config.assistant.site.clone() } else { own.clone() };
    let mut hubs = Vec::new();
    if config.alexa.enabled {
        let own = &config.alexa;
        let accounts = Accounts::new(&site(&own.site), own.linked_only, &own.users);
        let skill = alexa::Skill { id: own.skill_id.clone() };
        hubs.push(start(alexa::NAME, Box::new(skill), accounts, ALEXA_WAITS, &own.over)?);
    }
    if config.dialogflow.enabled {
        let own = &config.dialogflow;
        let accounts = Accounts::new(&site(&own.site), own.linked_only, &own.users);
        hubs.push(start(dialogflow::NAME, Box::new(dialogflow::Agent), accounts, DIALOGFLOW_WAITS, &own.over)?);
    }
    Ok(hubs)
}
