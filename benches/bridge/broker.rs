//! What the benches on a broker share: a mosquitto and a process that end with their values.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How long the broker may take to listen.
const PATIENCE: Duration = Duration::from_secs(10);

/// A process that ends with this value.
pub struct Running(pub Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _already_gone = self.0.kill();
        let _already_gone = self.0.wait();
    }
}

/// A mosquitto with these further rules, in this folder, and its port.
pub fn broker(home: &Path, rules: &str) -> Result<(Running, u16), String> {
    let port = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).map_err(text)?.port();
    let lines = format!("listener {port} 127.0.0.1\nallow_anonymous true\nset_tcp_nodelay true\n{rules}");
    fs::write(home.join("mosquitto.conf"), lines).map_err(text)?;
    let program = ["/usr/sbin/mosquitto", "mosquitto"].into_iter().find(|program| Path::new(program).exists());
    let broker = Command::new(program.unwrap_or("mosquitto"))
        .args(["-c", "mosquitto.conf"])
        .current_dir(home)
        .stderr(Stdio::null())
        .spawn()
        .map(Running)
        .map_err(|error| format!("mosquitto: {error}; install mosquitto"))?;
    let give_up = Instant::now() + PATIENCE;
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        if Instant::now() > give_up {
            return Err("mosquitto does not listen".to_owned());
        }
        thread::sleep(Duration::from_millis(10));
    }
    Ok((broker, port))
}

/// An error as text.
pub fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}
