//! Whether a request is Alexa's.

use std::sync::Arc;

use axum::body::Bytes;
use axum::http::HeaderMap;
use jiff::Timestamp;

use crate::channels::alexa::certificates::Certificates;
use crate::channels::alexa::signature::Unsigned;

/// Whether Alexa signed a body; if not, the word that is counted. Certificates may have to be fetched, so this is done on a
/// thread that may wait.
pub async fn verify(
    certificates: &Arc<Certificates>,
    headers: &HeaderMap,
    body: Bytes,
    now: Timestamp,
) -> Result<(), &'static str> {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let (Some(url), Some(signature)) = (header("signaturecertchainurl"), header("signature-256")) else {
        return Err(word(Unsigned::Missing));
    };
    let certificates = Arc::clone(certificates);
    let check = move || certificates.verify(&url, &signature, &body, now);
    tokio::task::spawn_blocking(check).await.unwrap_or(Err(Unsigned::Unreachable)).map_err(word)
}

const fn word(unsigned: Unsigned) -> &'static str {
    match unsigned {
        Unsigned::Missing => "not-signed",
        Unsigned::Url => "certificate-address",
        Unsigned::Unreachable => "certificate-unreachable",
        Unsigned::Certificate => "certificate",
        Unsigned::Signature => "signature",
    }
}
