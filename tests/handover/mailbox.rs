//! A real mail server on a free port: aiosmtpd, with the manners that a test asks for.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use orderly::config::{EmailConfig, Tls};
use serde_json::Value;

pub struct MailServer {
    port: u16,
    process: Child,
    letters: Receiver<Value>,
}

/// A letter as it came in.
pub struct Letter {
    pub from: String,
    pub to: Vec<String>,
    /// Headers and body as they were sent.
    pub data: String,
}

impl MailServer {
    pub fn start(manner: &str) -> Self {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/handover/mailbox.py");
        let mut process = Command::new("/usr/bin/python3")
            .args([script, manner])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            // It warns of a password without TLS, which stays on this machine.
            .stderr(Stdio::null())
            .spawn()
            .expect("python3 runs (scripts/setup --tests installs it)");
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let (sender, letters) = channel();
        thread::spawn(move || {
            for line in lines {
                let _nobody_waits = sender.send(serde_json::from_str::<Value>(&line.unwrap()).unwrap());
            }
        });
        let hint = "aiosmtpd says its port (scripts/setup --tests installs Debian's package python3-aiosmtpd)";
        let first = letters.recv_timeout(Duration::from_secs(60)).expect(hint);
        let port = first["port"].as_u64().and_then(|port| u16::try_from(port).ok()).unwrap();
        Self { port, process, letters }
    }

    /// What sends to it.
    pub fn config(&self) -> EmailConfig {
        EmailConfig {
            smtp_host: "127.0.0.1".to_owned(),
            smtp_port: self.port,
            tls: Tls::None,
            user: String::new(),
            password_file: PathBuf::new(),
            from: "The shop <shop@example.com>".to_owned(),
            to: "ada@example.com".to_owned(),
        }
    }

    pub fn next(&self) -> Letter {
        let letter = self.letters.recv_timeout(Duration::from_secs(20)).expect("no letter came in");
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let to = letter["to"].as_array().unwrap().iter().map(text).collect();
        Letter { from: text(&letter["from"]), to, data: text(&letter["data"]) }
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        let _ended_already = self.process.kill();
        let _ended_already = self.process.wait();
    }
}

impl Letter {
    pub fn header(&self, name: &str) -> Option<String> {
        let head = self.data.split("\r\n\r\n").next().unwrap_or_default().replace("\r\n ", " ");
        let line = head.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")).map(str::to_owned));
        line.map(|line| line.trim().to_owned())
    }
}
