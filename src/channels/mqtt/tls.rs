//! The encrypted connection to a broker (TLS 1.2 and 1.3, rustls).

use std::path::Path;
use std::sync::Arc;

use rumqttc::{TlsConfiguration, Transport};
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, RootCertStore};

use crate::config::MqttConfig;

/// How the broker is reached: in the clear, or encrypted and sure of who it is.
///
/// # Errors
/// A sentence for people: which file is wrong, and what to put there.
pub(super) fn transport(config: &MqttConfig) -> Result<Transport, String> {
    if !config.tls {
        return Ok(Transport::Tcp);
    }
    let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| error.to_string())?
        .with_root_certificates(roots(&config.ca_file)?);
    let client = if config.certificate_file.as_os_str().is_empty() {
        builder.with_no_client_auth()
    } else {
        let chain = certificates("mqtt.certificate_file", &config.certificate_file)?;
        let file = &config.key_file;
        let key = PrivateKeyDer::from_pem_file(file).map_err(|error| {
            format!("mqtt.key_file {}: {error}. It must be a PEM file with a private key", file.display())
        })?;
        builder.with_client_auth_cert(chain, key).map_err(|error| {
            let certificate = config.certificate_file.display();
            format!("mqtt.certificate_file {certificate} and mqtt.key_file do not belong together: {error}")
        })?
    };
    Ok(Transport::Tls(TlsConfiguration::Rustls(Arc::new(client))))
}

/// Who may vouch for the broker.
fn roots(file: &Path) -> Result<RootCertStore, String> {
    let mut roots = RootCertStore::empty();
    if file.as_os_str().is_empty() {
        let (usable, _) = roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        if usable == 0 {
            let wanted = "install ca-certificates, or set mqtt.ca_file";
            return Err(format!("this system has no certificates to know a broker by: {wanted}"));
        }
        return Ok(roots);
    }
    for certificate in certificates("mqtt.ca_file", file)? {
        roots.add(certificate).map_err(|error| format!("mqtt.ca_file {}: {error}", file.display()))?;
    }
    Ok(roots)
}

fn certificates(key: &str, file: &Path) -> Result<Vec<CertificateDer<'static>>, String> {
    let wrong = |reason: String| format!("{key} {}: {reason}. It must be a PEM file of certificates", file.display());
    let certificates: Vec<_> =
        CertificateDer::pem_file_iter(file).and_then(Iterator::collect).map_err(|error| wrong(error.to_string()))?;
    if certificates.is_empty() { Err(wrong("there is none in it".to_owned())) } else { Ok(certificates) }
}
