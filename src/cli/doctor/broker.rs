//! Whether the broker of the MQTT bridge accepts a connection.

use std::io;
use std::net::{TcpStream, ToSocketAddrs};
use std::path::Path;
use std::time::Duration;

use super::Check;
use crate::config::Config;

/// How long a broker may take to accept a connection.
const PATIENCE: Duration = Duration::from_secs(1);

pub(super) fn broker(config: &Config, _: &Path) -> Check {
    const NAME: &str = "MQTT broker";
    let mqtt = &config.mqtt;
    if !mqtt.enabled {
        return Check::ok(NAME, "not asked for");
    }
    if !cfg!(feature = "mqtt") {
        return Check::not_built(NAME, "mqtt");
    }
    let place = format!("{}:{}", mqtt.host, mqtt.port);
    match reach(&mqtt.host, mqtt.port) {
        Ok(()) => Check::ok(NAME, place),
        Err(error) => Check::missing(
            NAME,
            format!("{place} does not answer: {error}"),
            "Start the broker, or correct host and port under [mqtt]; voice works without it",
        ),
    }
}

/// Connects to the first addresses of a host until one accepts.
fn reach(host: &str, port: u16) -> io::Result<()> {
    let mut outcome = Err(io::Error::new(io::ErrorKind::NotFound, "the name has no address"));
    for address in (host, port).to_socket_addrs()?.take(2) {
        outcome = TcpStream::connect_timeout(&address, PATIENCE).map(drop);
        if outcome.is_ok() {
            break;
        }
    }
    outcome
}

#[cfg(test)]
#[cfg(feature = "mqtt")]
mod tests {
    use super::super::Status;
    use super::*;

    #[test]
    fn a_broker_is_reached_or_missed_within_its_patience() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let mut config = Config::default();
        config.mqtt.enabled = true;
        config.mqtt.port = listener.local_addr().unwrap().port();
        assert_eq!(broker(&config, Path::new("")).status, Status::Ok);
        drop(listener);
        let missed = broker(&config, Path::new(""));
        assert_eq!(missed.status, Status::Missing);
        assert!(missed.detail.contains("refused"), "{}", missed.detail);
    }
}
