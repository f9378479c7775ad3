//! Somebody who signs like Alexa, with certificates of a root that was made for it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use orderly::channels::alexa::certificates::Certificates;
use orderly::channels::alexa::signature::ChainSource;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair, PKCS_RSA_SHA256, SigningKey};
use rustls_pki_types::CertificateDer;
use url::Url;
use webpki::anchor_from_trusted_cert;

/// Where the certificates seem to be.
pub const CHAIN: &str = "https://s3.amazonaws.com/echo.api/echo-api-cert.pem";

/// A signer.
pub struct Signer {
    key: KeyPair,
    root: CertificateDer<'static>,
    pem: String,
    fetched: Arc<AtomicUsize>,
}

impl Signer {
    /// One whose certificate is for this host; by the root that is trusted, or by another one of the same name.
    pub fn of(host: &str, trusted: bool) -> Self {
        Self::valid(host, trusted, (2020, 4096))
    }

    /// The same, valid from one year to another.
    pub fn valid(host: &str, trusted: bool, (from, to): (i32, i32)) -> Self {
        let authority = || {
            let mut root = CertificateParams::default();
            root.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
            let key = KeyPair::generate().unwrap();
            let certificate = root.self_signed(&key).unwrap();
            (certificate, Issuer::new(root, key))
        };
        let ((root, issuer), (another, _)) = (authority(), authority());
        let key = KeyPair::from_pkcs8_pem_and_sign_algo(include_str!("signer.pem"), &PKCS_RSA_SHA256).unwrap();
        let mut params = CertificateParams::new([host.to_owned()]).unwrap();
        params.not_before = rcgen::date_time_ymd(from, 1, 1);
        params.not_after = rcgen::date_time_ymd(to, 1, 1);
        let certificate = params.signed_by(&key, &issuer).unwrap();
        let pem = certificate.pem() + &root.pem();
        let root = if trusted { root.der().clone() } else { another.der().clone() };
        Self { key, root, pem, fetched: Arc::default() }
    }

    /// Alexa herself.
    pub fn alexa() -> Self {
        Self::of("echo-api.amazon.com", true)
    }

    /// Its certificates, as the daemon fetches them.
    pub fn certificates(&self) -> Certificates {
        let root = anchor_from_trusted_cert(&self.root).unwrap().to_owned();
        let source = Served { pem: self.pem.clone(), fetched: Arc::clone(&self.fetched) };
        Certificates::new(Box::new(source), vec![root])
    }

    /// How often they were fetched.
    pub fn fetched(&self) -> usize {
        self.fetched.load(Ordering::SeqCst)
    }

    /// The header `Signature-256` of a body.
    pub fn sign(&self, body: &[u8]) -> String {
        STANDARD.encode(self.key.sign(body).unwrap())
    }
}

struct Served {
    pem: String,
    fetched: Arc<AtomicUsize>,
}

impl ChainSource for Served {
    fn fetch(&self, url: &Url) -> Result<Vec<u8>, String> {
        self.fetched.fetch_add(1, Ordering::SeqCst);
        if url.as_str() == CHAIN { Ok(self.pem.clone().into_bytes()) } else { Err("there is nothing".to_owned()) }
    }
}
