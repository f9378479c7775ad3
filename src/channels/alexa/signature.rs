//! Whether a request is Alexa's: signed by a certificate of hers, as
//! <https://developer.amazon.com/docs/custom-skills/host-a-custom-skill-as-a-web-service.html> says.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, ServerName, TrustAnchor, UnixTime};
use url::Url;
use webpki::{ALL_VERIFICATION_ALGS, EndEntityCert, KeyUsage};

/// Who the certificate is for.
const SIGNER: &str = "echo-api.amazon.com";
/// The most certificates of a chain.
const LONGEST_CHAIN: usize = 8;

/// Why a request does not count as Alexa's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unsigned {
    /// A header is missing.
    #[error("no signature")]
    Missing,
    /// The certificates would come from somewhere else than Amazon keeps them.
    #[error("its certificates are not where Amazon keeps them")]
    Url,
    /// The certificates cannot be had.
    #[error("its certificates cannot be fetched")]
    Unreachable,
    /// The certificates are no valid ones of Alexa's.
    #[error("its certificates do not count")]
    Certificate,
    /// The signature does not fit.
    #[error("its signature does not fit")]
    Signature,
}

/// Where certificates are fetched from.
pub trait ChainSource: Send + Sync {
    /// The certificates at an address that [`chain_url`] took, as PEM.
    ///
    /// # Errors
    /// Why they cannot be had, for the log.
    fn fetch(&self, url: &Url) -> Result<Vec<u8>, String>;
}

/// The address of `SignatureCertChainUrl`: HTTPS to `s3.amazonaws.com`, below `/echo.api/`, on port 443.
///
/// # Errors
/// [`Unsigned::Url`]
pub fn chain_url(text: &str) -> Result<Url, Unsigned> {
    // Parsing resolves `..`, writes the scheme and the host in lower case, and leaves the port 443 out.
    let url = Url::parse(text).map_err(|_no_address| Unsigned::Url)?;
    let right = url.scheme() == "https"
        && url.host_str() == Some("s3.amazonaws.com")
        && url.port().is_none()
        && url.path().starts_with("/echo.api/")
        && url.username().is_empty()
        && url.password().is_none();
    if right { Ok(url) } else { Err(Unsigned::Url) }
}

/// Certificates, that of the signer first.
#[derive(Debug, Clone)]
pub struct Chain(Vec<CertificateDer<'static>>);

impl Chain {
    /// Reads PEM.
    ///
    /// # Errors
    /// [`Unsigned::Certificate`]
    pub fn read(pem: &[u8]) -> Result<Self, Unsigned> {
        let certificates = CertificateDer::pem_slice_iter(pem).take(LONGEST_CHAIN).collect::<Result<Vec<_>, _>>();
        match certificates {
            Ok(certificates) if !certificates.is_empty() => Ok(Self(certificates)),
            _ => Err(Unsigned::Certificate),
        }
    }

    /// Whether these certificates count now: for Alexa, and signed by one of the roots.
    ///
    /// # Errors
    /// [`Unsigned::Certificate`]
    pub fn verify(&self, roots: &[TrustAnchor<'_>], now: Timestamp) -> Result<(), Unsigned> {
        let certificate = self.signer()?;
        let seconds = u64::try_from(now.as_second()).map_err(|_before_1970| Unsigned::Certificate)?;
        let now = UnixTime::since_unix_epoch(std::time::Duration::from_secs(seconds));
        let name = ServerName::try_from(SIGNER).map_err(|_is_a_name| Unsigned::Certificate)?;
        let above = self.0.get(1..).unwrap_or_default();
        certificate
            .verify_for_usage(ALL_VERIFICATION_ALGS, roots, above, now, KeyUsage::server_auth(), None, None)
            .map_err(|_not_trusted| Unsigned::Certificate)?;
        certificate.verify_is_valid_for_subject_name(&name).map_err(|_somebody_else| Unsigned::Certificate)
    }

    /// Whether the signer of these certificates signed a body: `Signature-256`, RSA with SHA-256, in Base64.
    ///
    /// # Errors
    /// [`Unsigned::Signature`]
    pub fn verify_body(&self, body: &[u8], signature: &str) -> Result<(), Unsigned> {
        let signature = STANDARD.decode(signature.trim()).map_err(|_no_base64| Unsigned::Signature)?;
        let certificate = self.signer()?;
        certificate
            .verify_signature(webpki::ring::RSA_PKCS1_2048_8192_SHA256, body, &signature)
            .map_err(|_does_not_fit| Unsigned::Signature)
    }

    fn signer(&self) -> Result<EndEntityCert<'_>, Unsigned> {
        let first = self.0.first().ok_or(Unsigned::Certificate)?;
        EndEntityCert::try_from(first).map_err(|_no_certificate| Unsigned::Certificate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certificates_come_from_amazon_or_not_at_all() {
        for right in [
            "https://s3.amazonaws.com/echo.api/echo-api-cert.pem",
            "HTTPS://S3.AmazonAWS.com:443/echo.api/echo-api-cert.pem",
            "https://s3.amazonaws.com/echo.api/../echo.api/echo-api-cert.pem",
        ] {
            assert!(chain_url(right).is_ok(), "{right}");
        }
        for wrong in [
            "http://s3.amazonaws.com/echo.api/echo-api-cert.pem",
            "https://notamazon.com/echo.api/echo-api-cert.pem",
            "https://s3.amazonaws.com/EcHo.aPi/echo-api-cert.pem",
            "https://s3.amazonaws.com/invalid.path/echo-api-cert.pem",
            "https://s3.amazonaws.com:563/echo.api/echo-api-cert.pem",
            "https://s3.amazonaws.com/echo.api/../bucket/cert.pem",
            "https://s3.amazonaws.com@evil.example/echo.api/cert.pem",
            "https://evil@s3.amazonaws.com/echo.api/cert.pem",
            "s3.amazonaws.com/echo.api/cert.pem",
            "",
        ] {
            assert_eq!(chain_url(wrong), Err(Unsigned::Url), "{wrong}");
        }
    }

    #[test]
    fn what_is_no_certificate_does_not_count() {
        for pem in [&b""[..], b"hello", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"] {
            let counts = Chain::read(pem).and_then(|chain| chain.verify(&[], Timestamp::UNIX_EPOCH));
            assert_eq!(counts, Err(Unsigned::Certificate));
        }
    }
}
