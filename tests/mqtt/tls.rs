//! The encrypted connection: the broker must be who it says, and so must we.

use std::fs;
use std::path::Path;
use std::sync::mpsc::sync_channel;

use orderly::channels::ChannelError;
use orderly::channels::mqtt::Bridge;
use orderly::config::{Config, MqttConfig};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};

use super::broker::Broker;
use super::hub::Hub;
use super::{Native, configured, kitchen, reply};

/// Somebody who vouches for brokers and clients.
fn authority() -> (Issuer<'static, KeyPair>, String) {
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new([]).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.distinguished_name.push(rcgen::DnType::CommonName, "Household");
    let certificate = params.self_signed(&key).unwrap().pem();
    (Issuer::new(params, key), certificate)
}

/// A certificate for a name, and its key, in files `NAME.pem` and `NAME-key.pem`.
fn issue(issuer: &Issuer<'static, KeyPair>, folder: &Path, file: &str, name: &str) {
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new([name.to_owned()]).unwrap();
    let certificate = params.signed_by(&key, issuer).unwrap();
    fs::write(folder.join(format!("{file}.pem")), certificate.pem()).unwrap();
    fs::write(folder.join(format!("{file}-key.pem")), key.serialize_pem()).unwrap();
}

fn connect(mqtt: MqttConfig) -> Result<Native, ChannelError> {
    Ok(Native(Bridge::connect(&Config { mqtt, ..configured(1) }, sync_channel(1).0)?))
}

#[test]
fn with_certificates_on_both_sides_a_reply_arrives_and_without_them_none_does() {
    let (issuer, certificate) = authority();
    let (broker, clear) = Broker::start_encrypted(|folder| {
        fs::write(folder.join("ca.pem"), &certificate).unwrap();
        issue(&issuer, folder, "broker", "localhost");
    });
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    fs::write(file("ca.pem"), &certificate).unwrap();
    issue(&issuer, folder.path(), "orderly", "orderly");
    let config = MqttConfig {
        host: "localhost".to_owned(),
        tls: true,
        ca_file: file("ca.pem"),
        certificate_file: file("orderly.pem"),
        key_file: file("orderly-key.pem"),
        ..configured(broker.port).mqtt
    };
    let hub = Hub::join(clear);

    let (_stranger, other_certificate) = authority();
    fs::write(file("other.pem"), other_certificate).unwrap();
    let not_vouched_for = MqttConfig { ca_file: file("other.pem"), client_id: "other".to_owned(), ..config.clone() };
    let nameless = MqttConfig {
        certificate_file: "".into(),
        key_file: "".into(),
        client_id: "nameless".to_owned(),
        ..config.clone()
    };
    let mut refused = [not_vouched_for, nameless].map(|config| connect(config).unwrap());
    for channel in &mut refused {
        channel.reply(&kitchen(), "s-1", &reply("Nobody may hear this.")).unwrap();
    }

    let mut channel = connect(config).unwrap();
    hub.wait_for_status("home", "online");
    channel.reply(&kitchen(), "s-1", &reply("In private.")).unwrap();
    assert_eq!(hub.next().content["text"], "In private.");
    assert!(refused.iter().all(|channel| channel.0.waiting() > 0));
}

#[test]
fn a_file_that_is_no_certificate_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let (issuer, certificate) = authority();
    issue(&issuer, folder.path(), "orderly", "orderly");
    issue(&issuer, folder.path(), "other", "other");
    let file = |name: &str| folder.path().join(name);
    fs::write(file("ca.pem"), certificate).unwrap();
    fs::write(file("text"), "no certificate").unwrap();
    let good = MqttConfig {
        tls: true,
        ca_file: file("ca.pem"),
        certificate_file: file("orderly.pem"),
        key_file: file("orderly-key.pem"),
        ..configured(1).mqtt
    };
    let wrong = [
        (MqttConfig { ca_file: file("text"), ..good.clone() }, "mqtt.ca_file"),
        (MqttConfig { ca_file: file("gone"), ..good.clone() }, "mqtt.ca_file"),
        (MqttConfig { certificate_file: file("text"), ..good.clone() }, "mqtt.certificate_file"),
        (MqttConfig { key_file: file("text"), ..good.clone() }, "mqtt.key_file"),
        (MqttConfig { key_file: file("other-key.pem"), ..good.clone() }, "do not belong together"),
    ];
    for (config, named) in wrong {
        let error = connect(config).err().unwrap().to_string();
        assert!(error.contains(named), "{error}");
    }
    assert!(connect(good).is_ok());
}
