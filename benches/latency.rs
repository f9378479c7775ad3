//! From the end of speech to the first sound of the answer, beyond the silence that ends an utterance: the whole daemon
//! on the recorded shoppers of the demo, which `scripts/setup` makes.
//!
//! `cargo bench --bench latency [-- ROUNDS]`

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use orderly::config::Config;

const ORDERLY: &str = env!("CARGO_BIN_EXE_orderly");

fn main() -> ExitCode {
    let rounds = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(3);
    match measure(rounds) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("latency: {error}");
            ExitCode::FAILURE
        }
    }
}

fn measure(rounds: usize) -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let data = folder.path().join("data");
    let imported = Command::new(ORDERLY).arg("--data").arg(&data).args(["import", "--sample"]).output();
    imported.map_err(|error| error.to_string())?;
    let mut beyond = Vec::new();
    for round in 0..rounds {
        for shopper in shoppers()? {
            beyond.extend(answer(&data, &shopper, &folder.path().join(format!("answers-{round}")))?);
        }
    }
    beyond.sort_unstable();
    let at = |share: usize| beyond.get((beyond.len() * share).div_ceil(100).saturating_sub(1)).copied();
    let (Some(median), Some(p95), Some(longest)) = (at(50), at(95), beyond.last()) else {
        return Err("nothing was answered".to_owned());
    };
    println!(
        "{} answers, ms beyond the {} ms of silence that end an utterance: p50 {median}, p95 {p95}, longest {longest}",
        beyond.len(),
        Config::default().listening.end_silence_ms
    );
    Ok(())
}

/// The folders of recordings, a conversation each.
fn shoppers() -> Result<Vec<PathBuf>, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/shoppers");
    let entries =
        std::fs::read_dir(&folder).map_err(|error| format!("{}: {error}; run scripts/setup", folder.display()))?;
    let mut found: Vec<PathBuf> =
        entries.filter_map(Result::ok).map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    found.sort();
    Ok(found)
}

/// Has one conversation and returns how long each answer took, ms beyond the silence.
fn answer(data: &Path, shopper: &Path, answers: &Path) -> Result<Vec<u64>, String> {
    let run = Command::new(ORDERLY)
        .arg("--data")
        .arg(data)
        .args(["run", "--timeline", "--recordings"])
        .arg(shopper)
        .arg("--answers")
        .arg(answers)
        .output()
        .map_err(|error| error.to_string())?;
    let silence = u64::from(Config::default().listening.end_silence_ms);
    let text = String::from_utf8_lossy(&run.stdout);
    let latencies = text.lines().filter_map(|line| {
        let (_, rest) = line.split_once("first sound ")?;
        rest.split_once(" ms")?.0.parse::<u64>().ok()
    });
    Ok(latencies.map(|latency| latency.saturating_sub(silence)).collect())
}
