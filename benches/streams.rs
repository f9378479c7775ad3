//! The sound of many satellites at once: `cargo bench --bench streams [-- SECONDS [SITES [PAUSE]]]` (60, 50, 0); needs
//! mosquitto and PocketSphinx.
//!
//! Every site sends the sound of its microphone all the time, as it comes, in pieces of 32 ms. At each of them somebody is
//! listened to, says one of two recorded sentences, and says the next one PAUSE seconds after the words of the last one
//! came. Told are pieces of sound that were lost, how many utterances became words and which, how long the words took from
//! the end of speech on (640 ms of that are the silence that ends an utterance), and whether all sites had their turn.

#[path = "bridge/broker.rs"]
mod broker;

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use broker::{Running, broker, text};
use hound::{SampleFormat, WavSpec, WavWriter};
use orderly::audio::{FRAME_MS, FRAME_SAMPLES, SAMPLE_RATE, recording};
use rumqttc::{Client, Event, MqttOptions, Packet, QoS};
use serde_json::{Value, json};

const ORDERLY: &str = env!("CARGO_BIN_EXE_orderly");

/// The recordings, and a word that stands for having understood them.
const SENTENCES: [(&str, &str); 2] =
    [("two_cans_of_oat_milk_please.flac", "oat milk"), ("where_is_my_last_order.flac", "order")];

/// Silence that the recordings end with.
const AFTER: Duration = Duration::from_millis(600);

/// How long the daemon may take to start.
const PATIENCE: Duration = Duration::from_secs(120);

fn main() -> ExitCode {
    let numbers: Vec<u64> = std::env::args().skip(1).filter_map(|argument| argument.parse().ok()).collect();
    let number = |at: usize, default| numbers.get(at).copied().unwrap_or(default);
    match measure(Duration::from_secs(number(0, 60)), number(1, 50), Duration::from_secs(number(2, 0))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("streams: {error}");
            ExitCode::FAILURE
        }
    }
}

/// A topic and what came on it.
type Message = (String, Vec<u8>);

/// A site with a microphone.
#[derive(Default)]
struct Site {
    /// How many sentences were begun.
    begun: usize,
    /// Where in the sentence it is, samples.
    position: usize,
    /// When its last speech was sent, once it was.
    silent_since: Option<Instant>,
    /// When the next sentence begins; none while words are waited for.
    next: Option<Instant>,
    /// How long the words took, and whether they were right.
    answers: Vec<(Duration, bool)>,
}

fn measure(period: Duration, count: u64, pause: Duration) -> Result<(), String> {
    let home = tempfile::tempdir().map_err(text)?;
    let (_broker, port) = broker(home.path(), "")?;
    let names: Vec<String> = (0..count).map(|number| format!("site-{number}")).collect();
    let (client, words) = satellites(port)?;
    let mut daemon = daemon(home.path(), port, &names)?;
    wait_for_daemon(&words, &mut daemon)?;
    let (memory, busy) = (resident_kb(daemon.0.id())?, busy(daemon.0.id())?);

    let sentences = SENTENCES.map(|(name, _)| sentence(name));
    let sentences: Vec<Vec<i16>> = sentences.into_iter().collect::<Result<_, _>>()?;
    let began = Instant::now();
    let mut sites: BTreeMap<String, Site> = names
        .iter()
        .enumerate()
        .map(|(number, name)| (name.clone(), Site { begun: number, next: Some(began), ..Site::default() }))
        .collect();
    let mut sent = 0_u64;
    // Who began before the end is waited for.
    for tick in 0_u32.. {
        let due = began + Duration::from_millis(FRAME_MS.into()) * tick;
        thread::sleep(due.saturating_duration_since(Instant::now()));
        let over = began.elapsed() > period;
        if over && (sites.values().all(|site| site.next.is_some()) || began.elapsed() > period + PATIENCE) {
            break;
        }
        for (topic, payload) in words.try_iter().filter(|(topic, _)| topic == "hermes/asr/textCaptured") {
            let captured: Value = serde_json::from_slice(&payload).map_err(|error| format!("{topic}: {error}"))?;
            let Some(site) = captured["siteId"].as_str().and_then(|name| sites.get_mut(name)) else { continue };
            let right = SENTENCES[site.begun % SENTENCES.len()].1;
            let understood = captured["text"].as_str().is_some_and(|text| text.contains(right));
            let took = site.silent_since.map(|since| since.elapsed()).unwrap_or_default();
            site.answers.push((took, understood));
            site.next = Some(Instant::now() + pause);
        }
        for (name, site) in &mut sites {
            if !over && site.next.is_some_and(|next| next <= Instant::now()) {
                let start = json!({"siteId": name, "sessionId": format!("{name}-{}", site.begun)}).to_string();
                publish(&client, "hermes/asr/startListening", start.into_bytes())?;
                *site = Site { begun: site.begun + 1, answers: std::mem::take(&mut site.answers), ..Site::default() };
            }
            let mut piece = [0; FRAME_SAMPLES];
            if site.next.is_none() {
                let sentence = &sentences[site.begun % sentences.len()];
                let rest = sentence.get(site.position..).unwrap_or_default();
                let length = rest.len().min(FRAME_SAMPLES);
                piece[..length].copy_from_slice(&rest[..length]);
                site.position += FRAME_SAMPLES;
                if rest.len() < FRAME_SAMPLES && site.silent_since.is_none() {
                    site.silent_since = Instant::now().checked_sub(AFTER);
                }
            }
            publish(&client, &format!("hermes/audioServer/{name}/audioFrame"), wav(&piece)?)?;
            sent += 1;
        }
    }
    let took = began.elapsed().as_secs_f64();
    let used = busy_since(daemon.0.id(), busy)? / took;
    let grown = resident_kb(daemon.0.id())?.saturating_sub(memory);
    let _ended_already = daemon.0.kill();
    let lost = lost(&mut daemon)?;
    report(&sites, took);
    println!("sound: {sent} pieces sent, {lost} lost");
    println!("the daemon kept {used:.2} cores busy; memory: {} MB before, {} MB more", memory / 1024, grown / 1024);
    Ok(())
}

fn report(sites: &BTreeMap<String, Site>, took: f64) {
    let mut times: Vec<Duration> = sites.values().flat_map(|site| &site.answers).map(|(took, _)| *took).collect();
    times.sort_unstable();
    let at = |share: f64| times.get((times.len() as f64 * share) as usize).copied().unwrap_or_default().as_secs_f64();
    let right = sites.values().flat_map(|site| &site.answers).filter(|(_, right)| *right).count();
    let silent = sites.values().filter(|site| site.next.is_none()).count();
    let turns = || sites.values().map(|site| site.answers.len());
    println!("{} sites in {took:.0} s: {} utterances, {right} of them understood", sites.len(), times.len());
    println!(
        "from the end of speech to the words: p50 {:.2} s, p95 {:.2} s, longest {:.2} s",
        at(0.5),
        at(0.95),
        at(0.9999)
    );
    println!(
        "{} to {} utterances a site; {silent} sites wait for words",
        turns().min().unwrap_or_default(),
        turns().max().unwrap_or_default()
    );
}

/// A sentence with a third of a second of silence in front.
fn sentence(name: &str) -> Result<Vec<i16>, String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/audio").join(name);
    Ok([vec![0; SAMPLE_RATE as usize / 3], recording::read(&path).map_err(text)?].concat())
}

fn wav(samples: &[i16]) -> Result<Vec<u8>, String> {
    let spec = WavSpec { channels: 1, sample_rate: SAMPLE_RATE, bits_per_sample: 16, sample_format: SampleFormat::Int };
    let mut bytes = Cursor::new(Vec::new());
    let mut writer = WavWriter::new(&mut bytes, spec).map_err(text)?;
    samples.iter().try_for_each(|sample| writer.write_sample(*sample)).map_err(text)?;
    writer.finalize().map_err(text)?;
    Ok(bytes.into_inner())
}

fn daemon(home: &Path, port: u16, sites: &[String]) -> Result<Running, String> {
    let config = home.join("orderly.toml");
    let lines = format!(
        "[assistant]\ndata = {:?}\n[audio]\ninput = \"none\"\noutput = \"none\"\n[recognition]\nengine = \"sphinx\"\n\
         [mqtt]\nenabled = true\nport = {port}\n[hermes]\ntranscribe_for = {sites:?}\n",
        home.join("data").display().to_string()
    );
    fs::write(&config, lines).map_err(text)?;
    let orderly = |arguments: &[&str]| {
        let mut command = Command::new(ORDERLY);
        command.arg("--config").arg(&config).args(arguments).stdout(Stdio::null()).env("RUST_LOG", "warn");
        command
    };
    orderly(&["import", "--sample"]).status().map_err(text)?;
    orderly(&["run"]).stderr(Stdio::piped()).spawn().map(Running).map_err(text)
}

/// How many pieces of sound the log of the daemon says were lost.
fn lost(daemon: &mut Running) -> Result<u64, String> {
    let mut log = String::new();
    daemon.0.stderr.take().ok_or("no log")?.read_to_string(&mut log).map_err(text)?;
    let last = log.lines().rfind(|line| line.contains("refused as busy"));
    let count = last.and_then(|line| line.split("; ").last()).and_then(|end| end.split(' ').next());
    Ok(count.and_then(|count| count.parse().ok()).unwrap_or(0))
}

/// A client that is all satellites, and what it sees of the daemon.
fn satellites(port: u16) -> Result<(Client, Receiver<Message>), String> {
    let mut options = MqttOptions::new("satellites", "127.0.0.1", port);
    options.set_max_packet_size(1 << 20, 1 << 20);
    let (client, mut connection) = Client::new(options, 10_000);
    for topic in ["hermes/asr/textCaptured", "hermes/error/asr", "orderly/v1/+/status"] {
        client.subscribe(topic, QoS::AtLeastOnce).map_err(text)?;
    }
    let (seeing, seen) = channel();
    thread::spawn(move || {
        for event in connection.iter() {
            match event {
                Ok(Event::Incoming(Packet::Publish(publish))) => {
                    if publish.topic == "hermes/error/asr" {
                        eprintln!("streams: {}", String::from_utf8_lossy(&publish.payload));
                    }
                    if seeing.send((publish.topic, publish.payload.to_vec())).is_err() {
                        return;
                    }
                }
                Ok(_) => {}
                Err(_ended_with_the_broker) => return,
            }
        }
    });
    Ok((client, seen))
}

fn publish(client: &Client, topic: &str, payload: Vec<u8>) -> Result<(), String> {
    client.publish(topic, QoS::AtMostOnce, false, payload).map_err(text)
}

fn wait_for_daemon(seen: &Receiver<Message>, daemon: &mut Running) -> Result<(), String> {
    let give_up = Instant::now() + PATIENCE;
    while let Ok((topic, payload)) = seen.recv_timeout(give_up.saturating_duration_since(Instant::now())) {
        let status: Value = serde_json::from_slice(&payload).unwrap_or_default();
        if topic.ends_with("/status") && status["state"] == "online" {
            return Ok(());
        }
    }
    Err(format!("the daemon did not start: {:?}", daemon.0.try_wait()))
}

fn resident_kb(process: u32) -> Result<u64, String> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).map_err(text)?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
    line.trim().trim_end_matches("kB").trim().parse().map_err(text)
}

/// How long a process kept cores busy, in hundredths of a second.
fn busy(process: u32) -> Result<u64, String> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).map_err(text)?;
    let behind_the_name = stat.rsplit_once(") ").ok_or("no stat")?.1;
    let times = behind_the_name.split(' ').skip(11).take(2).map(str::parse::<u64>);
    times.sum::<Result<u64, _>>().map_err(text)
}

fn busy_since(process: u32, before: u64) -> Result<f64, String> {
    Ok(busy(process)?.saturating_sub(before) as f64 / 100.0)
}
