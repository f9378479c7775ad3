//! A real mosquitto on a free port.

use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// A broker that ends with the test.
pub struct Broker {
    pub port: u16,
    folder: TempDir,
    process: Option<Child>,
}

impl Broker {
    /// A broker that takes anybody.
    pub fn start() -> Self {
        Self::start_with("allow_anonymous true\n", |_| {})
    }

    /// A broker that takes this user alone.
    pub fn start_for(user: &str, password: &str) -> Self {
        Self::start_with("allow_anonymous false\npassword_file users\n", |folder| {
            let mut command = Command::new("mosquitto_passwd");
            command.args(["-b", "-c", "users", user, password]).current_dir(folder);
            assert!(command.status().expect("mosquitto_passwd: run `apt-get install mosquitto`").success());
        })
    }

    /// A broker that takes anybody, and lets through what this ACL allows.
    pub fn start_with_rules(acl: &str) -> Self {
        Self::start_with("allow_anonymous true\nacl_file acl\n", |folder| {
            std::fs::write(folder.join("acl"), acl).unwrap();
        })
    }

    /// A broker that is reached encrypted, by whoever shows a certificate that `ca.pem` in its folder vouches for; hubs
    /// come in the clear, on the second port. `prepare` puts `ca.pem`, `broker.pem` and `broker-key.pem` there.
    pub fn start_encrypted(prepare: impl Fn(&Path)) -> (Self, u16) {
        let clear = free_port();
        let rules = format!(
            "cafile ca.pem\ncertfile broker.pem\nkeyfile broker-key.pem\nrequire_certificate true\n\
             listener {clear} 127.0.0.1\nallow_anonymous true\n"
        );
        let broker = Self::start_with(&rules, prepare);
        until("mosquitto listens in the clear too", || TcpStream::connect(("127.0.0.1", clear)).is_ok());
        (broker, clear)
    }

    fn start_with(rules: &str, prepare: impl Fn(&Path)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let port = free_port();
        let mut broker = Self { port, folder, process: None };
        let root = if cfg!(unix) { "user root\n" } else { "" };
        let config = format!("listener {port} 127.0.0.1\n{root}{rules}");
        std::fs::write(broker.folder.path().join("mosquitto.conf"), config).unwrap();
        prepare(broker.folder.path());
        broker.restart();
        broker
    }

    /// Ends it without a word, as a power cut does. What it knew is gone.
    pub fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill().unwrap();
            process.wait().unwrap();
        }
    }

    /// Starts it again on the same port.
    pub fn restart(&mut self) {
        self.kill();
        let program =
            ["/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto"].into_iter().find(|path| Path::new(path).exists());
        let mut command = Command::new(program.unwrap_or("mosquitto"));
        command.args(["-c", "mosquitto.conf"]).current_dir(self.folder.path());
        let process = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        self.process = Some(process.expect("a real broker is needed: run `apt-get install mosquitto`"));
        until("mosquitto listens", || TcpStream::connect(("127.0.0.1", self.port)).is_ok());
    }
}

impl Drop for Broker {
    fn drop(&mut self) {
        self.kill();
    }
}

/// A port that nobody listens on.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Waits for a condition, at most 90 seconds.
pub fn until(what: &str, mut condition: impl FnMut() -> bool) {
    let give_up = Instant::now() + Duration::from_secs(90);
    while !condition() {
        assert!(Instant::now() < give_up, "never happened: {what}");
        thread::sleep(Duration::from_millis(5));
    }
}
