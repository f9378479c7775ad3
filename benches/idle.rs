//! What the daemon costs while nobody speaks: how soon it listens after its start, its memory, and its share of a core,
//! with the real microphone code on a sound server of our own, through ALSA's plugin for it.
//!
//! `cargo bench --bench idle [-- SECONDS]`; needs pulseaudio and libasound2-plugins.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

const ORDERLY: &str = env!("CARGO_BIN_EXE_orderly");
/// Clock ticks a second in `/proc/<pid>/stat` (`getconf CLK_TCK`; 100 on every Linux that Debian ships).
const TICKS: f64 = 100.0;

fn main() -> ExitCode {
    let seconds = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(30);
    match measure(Duration::from_secs(seconds)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("idle: {error}");
            ExitCode::FAILURE
        }
    }
}

/// A process that ends with this value.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _already_gone = self.0.kill();
        let _already_gone = self.0.wait();
    }
}

fn measure(period: Duration) -> Result<(), String> {
    let home = tempfile::tempdir().map_err(|error| error.to_string())?;
    let _server = sound_server(home.path())?;
    let data = home.path().join("data");
    command(home.path(), ORDERLY).arg("--data").arg(&data).args(["import", "--sample"]).output().map_err(text)?;

    let mut starts = Vec::new();
    for _ in 0..5 {
        let began = Instant::now();
        let daemon = start(home.path(), &data)?;
        starts.push(began.elapsed());
        drop(daemon);
    }
    starts.sort_unstable();
    println!("cold start to listening: median {} ms of 5", starts[2].as_millis());

    let daemon = start(home.path(), &data)?;
    let before = cpu_seconds(daemon.0.id())?;
    std::thread::sleep(period);
    let share = (cpu_seconds(daemon.0.id())? - before) / period.as_secs_f64() * 100.0;
    println!("idle for {} s: {share:.1} % of one core, {} MB resident", period.as_secs(), resident_mb(daemon.0.id())?);
    Ok(())
}

fn start(home: &Path, data: &Path) -> Result<Running, String> {
    let mut daemon = command(home, ORDERLY)
        .arg("--data")
        .arg(data)
        .args(["run", "--timeline"])
        .stdout(Stdio::piped())
        .spawn()
        .map(Running)
        .map_err(text)?;
    let output = daemon.0.stdout.take().ok_or("no standard output")?;
    let listening = BufReader::new(output).lines().map_while(Result::ok).any(|line| line.contains("listening"));
    if listening { Ok(daemon) } else { Err("the daemon ended before it listened".to_owned()) }
}

fn sound_server(home: &Path) -> Result<Running, String> {
    let socket = home.join("socket");
    std::fs::write(home.join(".asoundrc"), "pcm.!default { type pulse }\nctl.!default { type pulse }\n")
        .map_err(text)?;
    let server = command(home, "pulseaudio")
        .env_remove("PULSE_SERVER")
        .args(["-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "--log-level=error"])
        .arg(format!("--load=module-native-protocol-unix auth-anonymous=1 socket={}", socket.display()))
        .args(["--load=module-null-sink sink_name=room", "--load=module-null-sink sink_name=speaker"])
        .stderr(Stdio::null())
        .spawn()
        .map(Running)
        .map_err(|error| format!("{error}; apt install pulseaudio libasound2-plugins"))?;
    let deadline = Instant::now() + Duration::from_secs(10);
    while !socket.exists() {
        if Instant::now() > deadline {
            return Err("the sound server does not answer".to_owned());
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    Ok(server)
}

fn command(home: &Path, program: &str) -> Command {
    let mut command = Command::new(program);
    command.env("HOME", home).env("XDG_RUNTIME_DIR", home).env("PULSE_RUNTIME_PATH", home.join("pulse"));
    command.env("PULSE_SERVER", format!("unix:{}", home.join("socket").display())).stdin(Stdio::null());
    command
}

fn cpu_seconds(process: u32) -> Result<f64, String> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).map_err(text)?;
    // Behind the name in brackets: utime and stime are the 12th and 13th fields (proc(5)).
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |field: usize| fields.get(field).and_then(|ticks| ticks.parse::<f64>().ok()).unwrap_or(0.0);
    Ok((ticks(11) + ticks(12)) / TICKS)
}

fn resident_mb(process: u32) -> Result<u64, String> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).map_err(text)?;
    let kilobytes = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:")?.trim().split(' ').next()?.parse::<u64>().ok())
        .ok_or("no VmRSS")?;
    Ok(kilobytes / 1024)
}

fn text(error: std::io::Error) -> String {
    error.to_string()
}
