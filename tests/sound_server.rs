//! A sound server of our own, so that the real microphone and loudspeaker code runs where there is no sound card.
//!
//! What is played into the sink `room` comes out of the default microphone; what the default loudspeaker plays can be
//! recorded from the sink `speaker`.

#[cfg(feature = "device")]
mod devices;

use std::cell::Cell;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use orderly::audio::recording;
use tempfile::{TempDir, TempPath};

/// How long anything here may take before the test fails.
const PATIENCE: Duration = Duration::from_secs(90);

/// A private PulseAudio server. It ends with this value. There is one at a time: sound that two of them are busy with at
/// once has gaps on a small machine.
pub struct SoundServer {
    folder: TempDir,
    server: Program,
    played: Cell<usize>,
    _turn: MutexGuard<'static, ()>,
}

static TURN: Mutex<()> = Mutex::new(());

/// The samples of two seconds.
const LATEST: usize = 32_000;

/// A recording of the loudspeaker that is going on.
pub struct Recorder {
    recorder: Program,
    file: TempPath,
}

/// A program that ends with this value at the latest, also when its test fails.
pub struct Program(pub Child);

impl Drop for Program {
    fn drop(&mut self) {
        let _already_gone = self.0.kill();
        let _already_gone = self.0.wait();
    }
}

impl SoundServer {
    /// Starts one and waits until it answers.
    pub fn start() -> Self {
        let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = TempDir::new().unwrap();
        std::fs::write(folder.path().join(".asoundrc"), "pcm.!default { type pulse }\nctl.!default { type pulse }\n")
            .unwrap();
        let server = launch(folder.path());
        Self { folder, server, played: Cell::new(0), _turn: turn }
    }

    /// A folder that lives as long as the server.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A command whose microphone and loudspeaker are this server's.
    pub fn command<S: AsRef<std::ffi::OsStr>>(&self, program: S) -> Command {
        command(self.folder.path(), program)
    }

    /// Plays a recording to the microphone, to its end.
    pub fn play(&self, recording: &Path) {
        self.play_in(&["room"], recording);
    }

    /// How many recordings were played.
    pub fn played(&self) -> usize {
        self.played.get()
    }

    /// Records what the loudspeaker plays from now on.
    pub fn record(&self) -> Recorder {
        self.record_from("speaker")
    }

    /// Records what another loudspeaker plays from now on.
    pub fn record_from(&self, speaker: &str) -> Recorder {
        let file = tempfile::Builder::new().suffix(".wav").tempfile_in(&self.folder).unwrap().into_temp_path();
        let recorder = self
            .command("parecord")
            .arg(format!("--device={speaker}.monitor"))
            .args(["--rate=16000", "--channels=1", "--format=s16le"])
            .args(["--latency-msec=20", "--file-format=wav"])
            .arg(&file)
            .spawn()
            .expect("install parecord (apt install pulseaudio-utils)");
        let recorder = Program(recorder);
        wait_until("the recorder has begun", || std::fs::metadata(&file).is_ok_and(|file| file.len() > 4_096));
        Recorder { recorder, file }
    }

    /// Adds a microphone and a loudspeaker of another room, both with its name in ALSA.
    pub fn add_room(&self, name: &str) {
        self.plug_in_room(name);
        self.name_room(name);
    }

    /// Its devices are there.
    pub fn plug_in_room(&self, name: &str) {
        for sink in [name.to_owned(), format!("{name}-speaker")] {
            let mut command = self.command("pactl");
            command.args(["load-module", "module-null-sink"]).args(null_sink(&sink).split(' '));
            let status = command.stdout(Stdio::null()).status();
            assert!(status.expect("install pactl (apt install pulseaudio-utils)").success());
        }
    }

    /// Its devices have a name, whether they are there or not.
    pub fn name_room(&self, name: &str) {
        let devices = format!(
            "pcm.{name} {{ type asym capture.pcm {{ type pulse device {name}.monitor }} playback.pcm {{ type pulse device {name}-speaker }} hint {{ show on description {name} }} }}\n"
        );
        let file = self.folder.path().join(".asoundrc");
        let known = std::fs::read_to_string(&file).unwrap();
        std::fs::write(file, known + &devices).unwrap();
    }

    /// Plays a recording to the microphones of several rooms at once, to its end.
    pub fn play_in(&self, rooms: &[&str], recording: &Path) {
        let play = |room: &&str| {
            let device = format!("--device={room}");
            let player = self.command("paplay").arg(device).arg(recording).spawn();
            Program(player.expect("install paplay (apt install pulseaudio-utils)"))
        };
        for mut player in rooms.iter().map(play).collect::<Vec<_>>() {
            assert!(wait_for_exit(&mut player).success());
        }
        self.played.set(self.played.get() + 1);
    }

    /// Lets the microphone hear what the loudspeaker plays, as in a real room.
    pub fn share_the_room(&self) {
        let words = ["load-module", "module-loopback", "source=speaker.monitor", "sink=room", "latency_msec=20"];
        let status = self.command("pactl").args(words).stdout(Stdio::null()).status();
        assert!(status.expect("install pactl (apt install pulseaudio-utils)").success());
    }

    /// Takes the whole server away, as a sound card that is unplugged.
    pub fn unplug(&mut self) {
        self.server.0.kill().unwrap();
        self.server.0.wait().unwrap();
    }

    /// Puts it back.
    pub fn plug_in(&mut self) {
        self.server = launch(self.folder.path());
    }
}

impl Recorder {
    /// Whether something was heard just now.
    pub fn ends_with_sound(&self) -> bool {
        self.latest().iter().any(|&sample| sample != 0)
    }

    /// Whether it has been quiet for longer than the assistant pauses between sentences.
    pub fn ends_with_silence(&self) -> bool {
        let latest = self.latest();
        latest.len() == LATEST && latest.iter().all(|&sample| sample == 0)
    }

    /// The last two seconds, as the header will only say at the end.
    fn latest(&self) -> Vec<i16> {
        let recorded = std::fs::read(&self.file).unwrap();
        let samples = recorded.get(44..).unwrap_or_default().chunks_exact(2);
        let first = samples.len().saturating_sub(LATEST);
        samples.skip(first).map(|pair| i16::from_le_bytes([pair[0], pair[1]])).collect()
    }

    /// Ends the recording and returns it as 16 kHz mono.
    pub fn stop(mut self) -> Vec<i16> {
        signal(&self.recorder.0, "INT");
        self.recorder.0.wait().unwrap();
        recording::read(&self.file).unwrap()
    }
}

/// Sends a signal.
pub fn signal(program: &Child, name: &str) {
    let sent = Command::new("kill").args(["-s", name, &program.id().to_string()]).status().unwrap();
    assert!(sent.success(), "{name}");
}

/// Waits until a condition holds, and fails the test when it does not in time.
pub fn wait_until(what: &str, mut condition: impl FnMut() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !condition() {
        assert!(Instant::now() < deadline, "waited in vain until {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Waits until a program ends by itself.
pub fn wait_for_exit(program: &mut Program) -> ExitStatus {
    let mut status = None;
    wait_until("the program ends", || {
        status = program.0.try_wait().unwrap();
        status.is_some()
    });
    status.unwrap()
}

/// How alike two sounds are at the shift where they are most alike: 1 is the same, 0 unrelated.
pub fn likeness(wanted: &[i16], heard: &[i16]) -> f64 {
    let energy = |sound: &[i16]| sound.iter().map(|&sample| f64::from(sample).powi(2)).sum::<f64>();
    let wanted_energy = energy(wanted);
    let shifts = 0..heard.len().saturating_sub(wanted.len());
    let alike = |shift: usize| {
        let part = &heard[shift..shift + wanted.len()];
        let product: f64 = part.iter().zip(wanted).map(|(&a, &b)| f64::from(a) * f64::from(b)).sum();
        product / (energy(part) * wanted_energy).sqrt().max(1.0)
    };
    shifts.map(alike).fold(0.0, f64::max)
}

fn command<S: AsRef<std::ffi::OsStr>>(folder: &Path, program: S) -> Command {
    let mut command = Command::new(program);
    let socket = |path: PathBuf| [OsString::from("unix:"), path.into()].into_iter().collect::<OsString>();
    command.env("HOME", folder).env("XDG_RUNTIME_DIR", folder).env("PULSE_RUNTIME_PATH", folder.join("pulse"));
    command.env("PULSE_SERVER", socket(folder.join("socket"))).stdin(Stdio::null());
    command
}

/// The arguments of a sink. Without the last one nobody who begins to listen to it hears anything for up to two seconds: it
/// works so far ahead.
fn null_sink(name: &str) -> String {
    format!("sink_name={name} rate=48000 norewinds=1")
}

fn launch(folder: &Path) -> Program {
    let socket = folder.join("socket");
    let server = command(folder, "pulseaudio")
        .env_remove("PULSE_SERVER")
        .args([
            "-n",
            "--daemonize=no",
            "--exit-idle-time=-1",
            "--use-pid-file=no",
            "--realtime=no",
            "--log-level=error",
        ])
        .arg(format!("--load=module-native-protocol-unix auth-anonymous=1 socket={}", socket.display()))
        .args(["room", "speaker"].map(|name| format!("--load=module-null-sink {}", null_sink(name))))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("install PulseAudio (apt install pulseaudio pulseaudio-utils libasound2-plugins)");
    let server = Program(server);
    let tell = |words: [&str; 2]| {
        let told = command(folder, "pactl").args(words).stdout(Stdio::null()).stderr(Stdio::null()).status();
        told.expect("install pactl (apt install pulseaudio-utils)").success()
    };
    wait_until("the sound server answers", || tell(["set-default-source", "room.monitor"]));
    assert!(tell(["set-default-sink", "speaker"]));
    server
}
