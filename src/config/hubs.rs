//! Smart speaker hubs that reach the assistant over HTTPS or MQTT.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// Where hubs and buttons reach the assistant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct HttpConfig {
    /// Address and port. Without a certificate only this machine can be one: a proxy there speaks TLS.
    pub address: SocketAddr,
    /// The certificate and those above it, as PEM. Empty: no TLS.
    pub certificate_file: PathBuf,
    /// Its key, as PEM; with systemd a credential.
    pub key_file: PathBuf,
    /// A file whose first line is the token of buttons: who sends it, as `Authorization: Bearer …`, presses the key to talk
    /// with `POST /listen/<site>`. Empty: nobody does.
    pub token_file: PathBuf,
}

impl HttpConfig {
    /// Whether the key to talk can be pressed.
    #[must_use]
    pub fn takes_buttons(&self) -> bool {
        self.token_file.as_os_str() != ""
    }
}

impl Default for HttpConfig {
    fn default() -> Self {
        Self {
            address: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8_088),
            certificate_file: PathBuf::new(),
            key_file: PathBuf::new(),
            token_file: PathBuf::new(),
        }
    }
}

/// How the requests of a hub reach the assistant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HubWay {
    /// The hub asks the server of `[http]`, and proves who it is.
    Https,
    /// Somebody hands its requests on over the broker of `[mqtt]`. Who it is, is not proven: whoever may publish there
    /// speaks for the household.
    Mqtt,
}

/// An Alexa skill.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AlexaConfig {
    /// Whether requests are taken.
    pub enabled: bool,
    /// How they come: `https`, at `/alexa`, or `mqtt`, on `orderly/v1/hub/alexa/request/…`, or both.
    pub over: Vec<HubWay>,
    /// The skill, `amzn1.ask.skill.…`: requests of another one are refused.
    pub skill_id: String,
    /// The site of accounts that say nothing else. Empty: `assistant.site`.
    pub site: String,
    /// Whether only accounts in `users` are taken.
    pub linked_only: bool,
    /// What shoppers call it: "Alexa, open …".
    pub invocation_name: String,
    /// `orderly export alexa`: the locales, all of languages that are spoken. Empty: the usual one of each.
    pub locales: Vec<String>,
    /// Accounts (`amzn1.ask.account.…`) and persons (`amzn1.ask.person.…`), a section each.
    pub users: BTreeMap<String, LinkedConfig>,
}

impl Default for AlexaConfig {
    fn default() -> Self {
        Self {
            enabled: false,
            over: vec![HubWay::Https],
            skill_id: String::new(),
            site: String::new(),
            linked_only: false,
            invocation_name: "orderly shop".to_owned(),
            locales: Vec::new(),
            users: BTreeMap::new(),
        }
    }
}

/// A Dialogflow agent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DialogflowConfig {
    /// Whether requests are taken.
    pub enabled: bool,
    /// How they come: `https`, at `/dialogflow`, or `mqtt`, on `orderly/v1/hub/dialogflow/request/…`, or both.
    pub over: Vec<HubWay>,
    /// `https`: a file whose first line is the token that the agent sends, as `Authorization: Bearer …` or as the password
    /// of basic authentication; with systemd a credential.
    pub token_file: PathBuf,
    /// The site of users that say nothing else. Empty: `assistant.site`.
    pub site: String,
    /// Whether only users in `users` are taken.
    pub linked_only: bool,
    /// Users as the integration names them, or sessions, a section each.
    pub users: BTreeMap<String, LinkedConfig>,
}

impl Default for DialogflowConfig {
    fn default() -> Self {
        Self {
            enabled: false,
            over: vec![HubWay::Https],
            token_file: PathBuf::new(),
            site: String::new(),
            linked_only: false,
            users: BTreeMap::new(),
        }
    }
}

/// Where an account of a hub is, and whose it is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LinkedConfig {
    /// The site. Empty: that of the hub.
    pub site: String,
    /// The member of the household, as in `permission.speakers`. Empty: nobody in particular.
    pub speaker: String,
}
