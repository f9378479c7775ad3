//! Alexa's certificates: fetched from Amazon once, and kept.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use rustls_pki_types::TrustAnchor;
use ureq::Agent;
use url::Url;

use super::signature::{Chain, ChainSource, Unsigned, chain_url};

/// How long fetching may take.
const PATIENCE: Duration = Duration::from_secs(3);
/// The largest file of certificates, bytes.
const LARGEST: u64 = 64 * 1024;
/// So many are kept.
const KEPT: usize = 8;

/// Certificates by address, and who vouches for them.
pub struct Certificates {
    source: Box<dyn ChainSource>,
    roots: Vec<TrustAnchor<'static>>,
    kept: Mutex<Vec<(Url, Chain)>>,
}

impl Certificates {
    /// Amazon's, which the roots of the web vouch for.
    #[must_use]
    pub fn of_amazon() -> Self {
        Self::new(Box::new(Amazon), webpki_roots::TLS_SERVER_ROOTS.to_vec())
    }

    /// Those of a source, which these roots vouch for.
    #[must_use]
    pub fn new(source: Box<dyn ChainSource>, roots: Vec<TrustAnchor<'static>>) -> Self {
        Self { source, roots, kept: Mutex::default() }
    }

    /// Whether a body is Alexa's, by the headers `SignatureCertChainUrl` and `Signature-256`. May fetch, and wait for it.
    ///
    /// # Errors
    /// [`Unsigned`]
    pub fn verify(&self, url: &str, signature: &str, body: &[u8], now: Timestamp) -> Result<(), Unsigned> {
        let url = chain_url(url)?;
        let known = self.kept().iter().find(|(known, _)| *known == url).map(|(_, chain)| chain.clone());
        let chain = match known {
            // They expire.
            Some(chain) if chain.verify(&self.roots, now).is_ok() => chain,
            _ => self.fetch(url, now)?,
        };
        chain.verify_body(body, signature)
    }

    /// Only what counts is kept.
    fn fetch(&self, url: Url, now: Timestamp) -> Result<Chain, Unsigned> {
        let pem = self.source.fetch(&url).map_err(|reason| {
            tracing::warn!("alexa: certificates cannot be fetched: {reason}");
            Unsigned::Unreachable
        })?;
        let chain = Chain::read(&pem)?;
        chain.verify(&self.roots, now)?;
        let mut kept = self.kept();
        kept.retain(|(known, _)| *known != url);
        if kept.len() == KEPT {
            kept.remove(0);
        }
        kept.push((url, chain.clone()));
        Ok(chain)
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Vec<(Url, Chain)>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Amazon's own server.
struct Amazon;

impl ChainSource for Amazon {
    fn fetch(&self, url: &Url) -> Result<Vec<u8>, String> {
        let agent: Agent = Agent::config_builder().max_redirects(0).timeout_global(Some(PATIENCE)).build().into();
        let response = agent.get(url.as_str()).call().map_err(|error| error.to_string())?;
        response.into_body().into_with_config().limit(LARGEST).read_to_vec().map_err(|error| error.to_string())
    }
}
