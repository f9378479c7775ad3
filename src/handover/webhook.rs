//! An HTTPS endpoint: each bundle is one `POST` with JSON, and a 2xx answer means that people have it.
//!
//! Requests are signed as Standard Webhooks (standardwebhooks.com, version 1) says: `webhook-id` is the id of the bundle,
//! `webhook-timestamp` a Unix time, and `webhook-signature` is `v1,` and the base64 of HMAC-SHA256 over
//! `<id>.<timestamp>.<body>`. `Idempotency-Key` is the id too: the same id is the same bundle, however often it comes.
//!
//! The answer may be JSON, `{"reference": "T-17", "reachable": "call_back"}`, both optional.

use std::path::Path;
use std::thread;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac};
use jiff::Timestamp;
use serde_json::Value;
use sha2::Sha256;
use ureq::http::{Response, StatusCode};
use ureq::{Agent, Body};
use uuid::Uuid;

use super::{Accepted, Bundle, Destination, HandoverError, Reachable};
use crate::config::HandoverConfig;
use crate::private_file;

/// Its name in the configuration.
pub const NAME: &str = "webhook";

/// How often it is asked at once; the desk comes back later.
const ATTEMPTS: u32 = 3;
/// The first pause between attempts; each further one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(250);
/// The most that is read of an answer, bytes.
const ANSWER: u64 = 16 * 1024;
/// The longest reference that can be read to somebody, characters.
const REFERENCE: usize = 40;

/// An endpoint and what it is convinced with.
pub struct Webhook {
    agent: Agent,
    url: String,
    token: Option<String>,
    secret: Option<Secret>,
    reachable: Reachable,
}

impl Webhook {
    /// The endpoint that the configuration names. Nothing is asked yet.
    ///
    /// # Errors
    /// [`HandoverError::Setup`] when the token or the secret cannot be read.
    pub fn new(config: &HandoverConfig) -> Result<Self, HandoverError> {
        let read = |file: &Path, key: &str| match file {
            none if none == Path::new("") => Ok(None),
            file => private_file::secret(file).map(Some).map_err(|reason| setup(format!("handover.{key} {reason}"))),
        };
        let token = read(&config.webhook_token_file, "webhook_token_file")?;
        let secret = read(&config.webhook_secret_file, "webhook_secret_file")?;
        let secret = secret.map(|secret| Secret::parse(&secret).map_err(setup)).transpose()?;
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            // Words of shoppers go to the address that was configured, and to no other.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent(concat!("orderly/", env!("CARGO_PKG_VERSION")))
            .timeout_global(Some(Duration::from_secs(config.webhook_timeout_s.into())))
            .build()
            .into();
        Ok(Self { agent, url: config.webhook_url.clone(), token, secret, reachable: config.reachable })
    }

    fn post(&self, id: Uuid, body: &[u8]) -> Result<Response<Body>, ureq::Error> {
        let id = id.to_string();
        let mut request = self.agent.post(&self.url).content_type("application/json").header("idempotency-key", &id);
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        if let Some(secret) = &self.secret {
            let timestamp = Timestamp::now().as_second();
            request = request
                .header("webhook-id", &id)
                .header("webhook-timestamp", timestamp.to_string())
                .header("webhook-signature", secret.sign(&id, timestamp, body));
        }
        request.send(body)
    }

    fn accepted(&self, response: Response<Body>) -> Accepted {
        let answer = response.into_body().into_with_config().limit(ANSWER).read_to_vec().unwrap_or_default();
        // An answer that says nothing of this is one all the same: the status decides.
        let answer: Value = serde_json::from_slice(&answer).unwrap_or_default();
        let reference = match &answer["reference"] {
            Value::String(text) => Some(text.trim().to_owned()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        };
        let speakable = |text: &String| {
            !text.is_empty() && text.chars().count() <= REFERENCE && !text.chars().any(char::is_control)
        };
        let reachable = serde_json::from_value(answer["reachable"].clone()).unwrap_or(self.reachable);
        Accepted { reference: reference.filter(speakable), reachable }
    }
}

impl Destination for Webhook {
    fn name(&self) -> &'static str {
        NAME
    }

    fn hand_over(&mut self, bundle: &Bundle) -> Result<Accepted, HandoverError> {
        let body = serde_json::to_vec(bundle).map_err(|error| setup(error.to_string()))?;
        let mut pause = FIRST_PAUSE;
        for attempt in 1.. {
            let failure = match self.post(bundle.id, &body) {
                Ok(response) if response.status().is_success() => return Ok(self.accepted(response)),
                Ok(response) => answered(response.status()),
                Err(error) => failed(&error),
            };
            if attempt == ATTEMPTS || !failure.may_pass {
                return Err(failure.error);
            }
            thread::sleep(pause);
            pause *= 2;
        }
        Err(away("it was not asked".to_owned()))
    }
}

/// What went wrong, and whether it may be over in a moment.
struct Failure {
    error: HandoverError,
    may_pass: bool,
}

fn answered(status: StatusCode) -> Failure {
    let no = |reason: String| Failure { error: HandoverError::Refused { destination: NAME, reason }, may_pass: false };
    match status {
        _ if status.is_redirection() => no(format!(
            "it answered {status}, which nobody follows: set handover.webhook_url to the address it points to"
        )),
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
            no(format!("it answered {status}: check handover.webhook_token_file and handover.webhook_secret_file"))
        }
        StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT => {
            Failure { error: away(format!("it answered {status}: it is asked again later")), may_pass: false }
        }
        _ if status.is_server_error() => {
            Failure { error: away(format!("it answered {status}: see what it logged")), may_pass: true }
        }
        _ => no(format!("it answered {status}: check handover.webhook_url, and see what it logged")),
    }
}

fn failed(error: &ureq::Error) -> Failure {
    use ureq::Error::{BadUri, Http, InvalidProxyUrl, RequireHttpsOnly, Rustls, Tls};
    match error {
        BadUri(_) | Http(_) | InvalidProxyUrl | RequireHttpsOnly(_) => {
            Failure { error: setup(format!("{error}: check handover.webhook_url")), may_pass: false }
        }
        Tls(_) | Rustls(_) => {
            Failure { error: away(format!("no private connection ({error}): check its certificate")), may_pass: false }
        }
        _ => Failure { error: away(format!("{error}: check that it runs, and handover.webhook_url")), may_pass: true },
    }
}

/// What the signature is made with.
struct Secret(Hmac<Sha256>);

impl Secret {
    /// `whsec_` and base64, as Standard Webhooks writes it; anything else is taken as the bytes that it is.
    fn parse(text: &str) -> Result<Self, String> {
        let key = match text.strip_prefix("whsec_") {
            Some(encoded) => STANDARD.decode(encoded).map_err(|_no_base64| {
                "handover.webhook_secret_file: what follows `whsec_` is no base64. Copy the secret once more".to_owned()
            })?,
            None => text.as_bytes().to_vec(),
        };
        Hmac::new_from_slice(&key).map(Self).map_err(|error| error.to_string())
    }

    fn sign(&self, id: &str, timestamp: i64, body: &[u8]) -> String {
        let mut mac = self.0.clone();
        mac.update(format!("{id}.{timestamp}.").as_bytes());
        mac.update(body);
        format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
    }
}

fn setup(reason: String) -> HandoverError {
    HandoverError::Setup { destination: NAME, reason }
}

fn away(reason: String) -> HandoverError {
    HandoverError::Away { destination: NAME, reason }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_signs_as_other_implementations_of_standard_webhooks_do() {
        let secret = Secret::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let signature = secret.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, br#"{"test": 2432232314}"#);
        assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn a_secret_that_was_copied_wrongly_is_refused_without_being_repeated() {
        let reason = Secret::parse("whsec_no base64!").err().unwrap();
        assert!(reason.contains("no base64") && !reason.contains("64!"), "{reason}");
    }
}
