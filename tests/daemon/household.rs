//! A household: a data folder with the sample shop, a configuration, and daemons that run on them.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

use crate::mqtt::hub::Hub;
use crate::sound_server::{Program, SoundServer, signal, wait_for_exit};

/// How long a daemon may take for one step before the test fails.
const PATIENCE: Duration = Duration::from_secs(90);

/// How long it may take until it is clear that nothing was heard of what was said.
const HEARING: Duration = Duration::from_secs(20);

/// Words of the engines that are always there, whatever models lie on this machine.
const ENGINES: &str = "[recognition]\nengine = \"sphinx\"\n[speech]\nengine = \"espeak\"\n";

pub struct Household {
    folder: TempDir,
}

impl Household {
    /// One with the sample shop, and this configuration beside the engines.
    pub fn with(config: &str) -> Self {
        let house = Self { folder: tempfile::tempdir().unwrap() };
        house.configure(config);
        let imported = house.finish(orderly().args(["import", "--sample"]));
        assert!(imported.status.success(), "{imported:?}");
        house
    }

    /// One without a microphone that talks to the broker on this port.
    pub fn reading(port: u16) -> Self {
        Self::with(&format!("[audio]\ninput = \"none\"\n[mqtt]\nenabled = true\nport = {port}\n"))
    }

    /// Writes another configuration beside the engines, for the next start.
    pub fn configure(&self, config: &str) {
        std::fs::write(self.folder.path().join("orderly.toml"), format!("{ENGINES}{config}")).unwrap();
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn settled_in<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command.arg("--data").arg(self.data()).arg("--config").arg(self.folder.path().join("orderly.toml"))
    }

    /// Runs a command of the program to its end.
    pub fn finish(&self, command: &mut Command) -> Output {
        self.settled_in(command).stdin(Stdio::null()).output().unwrap()
    }

    /// Starts the daemon.
    pub fn start(&self) -> Daemon {
        Daemon::start(self.settled_in(orderly().args(["run", "--timeline"])))
    }

    /// Starts the daemon with the microphone and loudspeaker of a sound server, and waits until it listens.
    pub fn start_in(&self, server: &SoundServer) -> Daemon {
        let mut command = server.command(env!("CARGO_BIN_EXE_orderly"));
        command.env("RUST_LOG", "warn,orderly=info,symphonia=off");
        let mut daemon = Daemon::start(self.settled_in(command.args(["run", "--timeline"])));
        // A busy machine may give the microphone no sound at first.
        let listens = |line: &str| line.contains("listening; say") || line.contains("the audio input at home is back");
        assert!(daemon.next_line(PATIENCE, listens).is_some(), "it never listened: {:?}", daemon.seen);
        daemon
    }

    /// The orders in the shop, the latest first.
    pub fn orders(&self) -> Vec<Value> {
        let listed = self.finish(orderly().args(["orders", "--json", "--limit", "1000"]));
        assert!(listed.status.success(), "{listed:?}");
        serde_json::from_slice(&listed.stdout).unwrap()
    }
}

/// The program.
pub fn orderly() -> Command {
    Command::new(env!("CARGO_BIN_EXE_orderly"))
}

/// A daemon that runs; it is killed with this value.
pub struct Daemon {
    program: Program,
    lines: Receiver<String>,
    seen: Vec<String>,
}

impl Daemon {
    fn start(command: &mut Command) -> Self {
        let mut child =
            command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the daemon");
        let (sender, lines) = channel();
        let streams: [Box<dyn Read + Send>; 2] =
            [Box::new(child.stdout.take().unwrap()), Box::new(child.stderr.take().unwrap())];
        for stream in streams {
            let sender = sender.clone();
            thread::spawn(move || {
                BufReader::new(stream).lines().map_while(Result::ok).try_for_each(|line| sender.send(line))
            });
        }
        Self { program: Program(child), lines, seen: Vec::new() }
    }

    /// The next line with these words in it.
    pub fn wait_for(&mut self, words: &str) -> String {
        let line = self.next_line(PATIENCE, |line| line.contains(words));
        line.unwrap_or_else(|| panic!("no `{words}` in time after\n{}", self.seen.join("\n")))
    }

    /// The next line with these words in it; `None` when nothing was heard of what was said just now.
    pub fn hears(&mut self, words: &str) -> Option<String> {
        self.next_line(HEARING, |line| line.contains(words))
    }

    /// What it answers to something that was said just now, once the first sound of that is out. `None` when it heard
    /// nothing.
    pub fn answer(&mut self) -> Option<String> {
        let mut line = self.next_line(HEARING, |line| line.contains("  > ") || line.contains("  < "))?;
        // An answer without a question is to the silence.
        if line.contains("  > ") {
            line = self.wait_for("  < ");
            self.wait_for("first sound");
        }
        Some(line)
    }

    fn next_line(&mut self, patience: Duration, is_wanted: impl Fn(&str) -> bool) -> Option<String> {
        let deadline = Instant::now() + patience;
        loop {
            match self.lines.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(line) => {
                    self.seen.push(line.clone());
                    if is_wanted(&line) {
                        return Some(line);
                    }
                }
                Err(RecvTimeoutError::Timeout) => return None,
                Err(RecvTimeoutError::Disconnected) => panic!("it ended too soon:\n{}", self.seen.join("\n")),
            }
        }
    }

    /// Everything that it wrote until now.
    pub fn written(&mut self) -> &[String] {
        self.seen.extend(self.lines.try_iter());
        &self.seen
    }

    /// Ends it as a service manager does, and returns its exit code.
    pub fn terminate(&mut self) -> Option<i32> {
        signal(&self.program.0, "TERM");
        wait_for_exit(&mut self.program).code()
    }

    /// Ends it without a word, as a power cut does.
    pub fn kill(&mut self) {
        self.program.0.kill().unwrap();
        self.program.0.wait().unwrap();
    }
}

/// The recorded shoppers of the demo, made once.
pub fn shopper(recording: &str) -> PathBuf {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("shoppers");
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/record-shoppers");
        let made = Command::new(script).arg(&folder).output().unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        folder
    });
    folder.join(recording)
}

/// The next message for `home` on this topic, whatever the daemon shows of itself before.
pub fn next_on(hub: &Hub, topic: &str) -> Value {
    loop {
        let seen = hub.next();
        if !seen.topic.ends_with("/status") && !seen.topic.ends_with("/state") {
            assert_eq!(seen.topic, format!("orderly/v1/home/{topic}"), "{}", seen.content);
            return seen.content;
        }
    }
}

/// The text of the next reply.
pub fn next_reply(hub: &Hub) -> String {
    let reply = next_on(hub, "reply");
    reply["text"].as_str().unwrap_or_else(|| panic!("no text in {reply}")).to_owned()
}
