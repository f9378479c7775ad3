//! The MQTT bridge: one connection to a broker (QoS 1), and the dialects that are spoken on it.
//!
//! [`native`] has topics of its own and is always spoken; the retained status of the daemon is a part of it.
//! [`hermes`] is for satellites, [`announcer`] for loudspeakers that only say what they are told, [`hubs`] for requests of speaker hubs that somebody hands on. Each dialect turns
//! what arrives on its topics into turns, and is a [`Channel`] that takes replies out.
//!
//! While the broker is away, messages wait in order, at most 256, and go out when it is back. QoS 1 may deliver a message
//! twice; every dialect acts on it once.
//!
//! The broker is spoken to in MQTT 5, and in 3.1.1 where it knows no other. Only with 5 it says that it refuses a message: a
//! reply that its ACL does not let through is then unheard, and a total in it cannot be confirmed.

mod announcer;
mod connection;
pub mod dialect;
pub mod hermes;
pub mod home_assistant;
pub mod hubs;
mod link;
pub mod native;
pub mod onlooker;
mod outbox;
mod served;
mod tls;
mod wire;

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::SyncSender;

use self::announcer::Announcer;
use self::connection::Keeper;
use self::home_assistant::HomeAssistant;
use self::hubs::Hubs;
pub use self::link::Counts;
use self::link::{Link, Shared};
use self::native::messages::State;
use self::wire::Address;
use super::hub::Hub;
use super::{Channel, ChannelError};
use crate::config::{Config, MqttConfig};
use crate::event::{Event, SiteId};

/// The name of the connection in errors.
const NAME: &str = "mqtt";

/// A larger packet ends the connection: four times what an utterance can have.
const INCOMING_LIMIT: usize = 64 * 1024;

/// The same where satellites send sound, or others words: what is too large of them is refused, but not the whole connection.
const INCOMING_HERMES_LIMIT: usize = 1024 * 1024;

/// A larger packet is not published: two minutes of sound.
const OUTGOING_LIMIT: usize = 4 * 1024 * 1024;

/// The bridge to a broker, until it and the last of its channels are dropped.
pub struct Bridge {
    /// The channels of the dialects that are spoken; the native one is the first.
    pub channels: Vec<Box<dyn Channel>>,
    link: Arc<Link>,
}

impl Bridge {
    /// Starts the bridge; returns at once, whether the broker is there or not. Turns of any site arrive in `events` as
    /// [`Event::Text`]; a message is acknowledged to the broker once its turn is in there.
    ///
    /// # Errors
    /// [`ChannelError::Setup`] when the configuration cannot be used.
    pub fn connect(config: &Config, events: SyncSender<Event>) -> Result<Self, ChannelError> {
        Self::connect_with(config, hermes::Parts::default(), Vec::new(), events)
    }

    /// The same with a voice and a recogniser for the satellites that have none, and the hubs whose requests are handed on over
    /// the broker.
    ///
    /// # Errors
    /// As [`Bridge::connect`].
    pub fn connect_with(
        config: &Config,
        parts: hermes::Parts,
        hubs: Vec<Arc<Hub>>,
        events: SyncSender<Event>,
    ) -> Result<Self, ChannelError> {
        let site: SiteId = config.assistant.site.parse().map_err(setup)?;
        let offline = native::status(&site, State::Offline)?;
        let mut address = address(&config.mqtt, &config.mqtt.client_id)?;
        if parts.ear.is_some() || config.hermes.understand {
            address.incoming_limit = INCOMING_HERMES_LIMIT;
        }
        address.will = Some(offline.clone());
        let shared = Arc::new(Shared::default());
        let link = Arc::new(Link::new(Arc::clone(&shared), offline));
        let hermes = config.hermes.is_used().then(|| hermes::open(&link, config, parts, events.clone())).transpose()?;
        let halves = [native::open(&link, config)].into_iter().chain(hermes);
        let (mut dialects, mut channels): (Vec<_>, Vec<_>) = halves.unzip();
        if let Some(announcer) = Announcer::new(&config.mqtt, |channel| link.publisher(channel)) {
            channels.push(Box::new(announcer) as Box<dyn Channel>);
        }
        if config.mqtt.home_assistant {
            dialects.push(Box::new(HomeAssistant::new(config)));
        }
        if !hubs.is_empty() {
            dialects.push(Box::new(Hubs::new(hubs, link.publisher(NAME))));
        }
        let birth = native::status(&site, State::Online)?;
        let keeper = Keeper::new(shared, address, birth, dialects, events).map_err(spawning)?;
        std::thread::Builder::new().name("mqtt".to_owned()).spawn(move || keeper.run()).map_err(spawning)?;
        Ok(Self { channels, link })
    }

    /// What was not done since the start.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.link.counts()
    }

    /// How many messages the broker does not have yet.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.link.waiting()
    }
}

/// How any client of ours reaches the broker.
fn address(config: &MqttConfig, client_id: &str) -> Result<Address, ChannelError> {
    // The client library panics without one.
    if client_id.is_empty() {
        return Err(setup("mqtt.client_id is empty: set it to a name that no other client of the broker has".into()));
    }
    let credentials = (!config.username.is_empty())
        .then(|| password(&config.password_file).map(|password| (config.username.clone(), password)))
        .transpose()?;
    Ok(Address {
        host: config.host.clone(),
        port: config.port,
        client_id: client_id.to_owned(),
        transport: tls::transport(config).map_err(setup)?,
        credentials,
        incoming_limit: INCOMING_LIMIT,
        will: None,
    })
}

/// The first line of the password file; without a file an empty password.
fn password(file: &Path) -> Result<String, ChannelError> {
    if file == Path::new("") {
        return Ok(String::new());
    }
    let text = std::fs::read_to_string(file).map_err(|error| {
        let path = file.display();
        setup(format!("mqtt.password_file {path}: {error}. It must be a text file that this user can read"))
    })?;
    match text.lines().next() {
        Some(line) if !line.is_empty() => Ok(line.to_owned()),
        _ => Err(setup(format!(
            "mqtt.password_file {}: its first line is empty. Put the password there",
            file.display()
        ))),
    }
}

fn setup(reason: String) -> ChannelError {
    ChannelError::Setup { channel: NAME, reason }
}

fn spawning(error: std::io::Error) -> ChannelError {
    setup(format!("its thread cannot be started: {error}"))
}
