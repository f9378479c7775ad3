//! Many sites on one broker: `cargo bench --bench bridge [-- SECONDS [SITES [TURNS A SECOND [STORM]]]]` (60, 1,000, 500,
//! 0); needs mosquitto.
//!
//! A hub of each site says something, and the daemon answers all of them over MQTT at QoS 1. Told are the time from there to
//! the reply, how many had none, and what a site costs in memory. Asked is p99 of at most 50 ms, none lost, and at most 100
//! kB a site. With a storm one more site says so many turns a second, which nobody waits for.

#[path = "bridge/broker.rs"]
mod broker;

use std::collections::HashSet;
use std::fs;
use std::process::{Command, ExitCode, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use broker::{Running, broker, text};
use jiff::Timestamp;
use rumqttc::{Client, Event, MqttOptions, NetworkOptions, Packet, QoS};
use serde_json::{Value, json};

const ORDERLY: &str = env!("CARGO_BIN_EXE_orderly");

/// What the hubs say; none of it orders.
const WORDS: [&str; 4] = ["how much is the oat milk", "where is my order", "help", "do you have bread"];

/// A reply that takes longer is lost.
const PATIENCE: Duration = Duration::from_secs(10);

fn main() -> ExitCode {
    let numbers: Vec<u64> = std::env::args().skip(1).filter_map(|argument| argument.parse().ok()).collect();
    let number = |at: usize, default| numbers.get(at).copied().unwrap_or(default);
    match measure(Duration::from_secs(number(0, 60)), number(1, 1_000), number(2, 500), number(3, 0)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bridge: {error}");
            ExitCode::FAILURE
        }
    }
}

fn measure(period: Duration, sites: u64, rate: u64, storm: u64) -> Result<(), String> {
    let home = tempfile::tempdir().map_err(text)?;
    // Nothing that is published may be dropped for the sake of the broker.
    let (_broker, port) = broker(home.path(), "max_queued_messages 100000\nmax_inflight_messages 1000\n")?;
    let (client, replies) = hub(port, "hubs", "+")?;
    let config = home.path().join("orderly.toml");
    let data = home.path().join("data");
    let lines = format!(
        "[assistant]\ndata = {:?}\n[audio]\ninput = \"none\"\noutput = \"none\"\n[mqtt]\nenabled = true\nport = {port}\n",
        data.display().to_string()
    );
    fs::write(&config, lines).map_err(text)?;
    let orderly = |arguments: &[&str]| {
        let mut command = Command::new(ORDERLY);
        command.arg("--config").arg(&config).args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
        command
    };
    orderly(&["import", "--sample"]).status().map_err(text)?;
    let daemon = orderly(&["run"]).spawn().map(Running).map_err(text)?;
    wait_for_daemon(&client, &replies)?;
    let before = resident_kb(daemon.0.id())?;

    let began = Instant::now();
    let count = period.as_secs() * rate;
    let storming =
        (storm > 0).then(|| hub(port, "storm", &format!("site-{sites}"))).transpose()?.map(|(client, replies)| {
            thread::spawn(move || {
                // Its connection ends with them.
                let _kept = replies;
                paced(began, storm, period.as_secs() * storm, |number| {
                    say(&client, sites, "storm", &number.to_string(), WORDS[2])
                })
            })
        });
    let saying = thread::spawn(move || {
        paced(began, rate, count, |number| {
            let session = number.to_string();
            say(&client, number % sites, &session, &session, WORDS[(number % WORDS.len() as u64) as usize])
        })
    });
    let mut heard: Vec<(usize, Instant)> = Vec::new();
    let mut left: HashSet<usize> = (0..count as usize).collect();
    while !left.is_empty() {
        match replies.recv_timeout(PATIENCE) {
            Ok((session, at)) => {
                if let Ok(number) = session.parse()
                    && left.remove(&number)
                {
                    heard.push((number, at));
                }
            }
            Err(RecvTimeoutError::Timeout) => break,
            Err(RecvTimeoutError::Disconnected) => return Err("the broker is gone".to_owned()),
        }
    }
    let said = saying.join().map_err(|_panicked| "the hub is gone".to_owned())??;
    let mut times: Vec<Duration> = heard
        .iter()
        .filter_map(|(number, at)| said.get(*number).map(|said| at.saturating_duration_since(*said)))
        .collect();
    times.sort_unstable();
    let at =
        |share: f64| times.get((times.len() as f64 * share) as usize).copied().unwrap_or_default().as_secs_f64() * 1e3;
    if let Some(storming) = storming {
        storming.join().map_err(|_panicked| "the storm is gone".to_owned())??;
    }
    let took = began.elapsed().as_secs_f64();
    println!("{count} turns of {sites} sites in {took:.0} s, {rate} asked for a second; {} had no reply", left.len());
    println!(
        "to the reply: p50 {:.1} ms, p95 {:.1} ms, p99 {:.1} ms, longest {:.1} ms",
        at(0.5),
        at(0.95),
        at(0.99),
        at(0.9999)
    );
    let grown = resident_kb(daemon.0.id())?.saturating_sub(before);
    println!("memory: {} MB before, {:.0} kB more a site", before / 1024, grown as f64 / sites as f64);
    Ok(())
}

/// A client that speaks for hubs, and the sessions of the replies at these sites with the time when they came.
fn hub(port: u16, id: &str, sites: &str) -> Result<(Client, Receiver<(String, Instant)>), String> {
    let mut options = MqttOptions::new(id, "127.0.0.1", port);
    options.set_inflight(1_000).set_max_packet_size(1 << 20, 1 << 20);
    let (client, mut connection) = Client::new(options, 10_000);
    let mut network = NetworkOptions::new();
    network.set_tcp_nodelay(true);
    connection.eventloop.set_network_options(network);
    client.subscribe(format!("orderly/v1/{sites}/reply"), QoS::AtLeastOnce).map_err(text)?;
    let (seeing, seen) = channel();
    thread::spawn(move || {
        for event in connection.iter() {
            match event {
                Ok(Event::Incoming(Packet::Publish(publish))) => {
                    let reply: Value = serde_json::from_slice(&publish.payload).unwrap_or_default();
                    let session = reply["session"].as_str().unwrap_or_default().to_owned();
                    if reply["error"].is_null() && seeing.send((session, Instant::now())).is_err() {
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

/// Does something so often a second, and tells when.
fn paced(
    began: Instant,
    rate: u64,
    count: u64,
    mut each: impl FnMut(u64) -> Result<(), String>,
) -> Result<Vec<Instant>, String> {
    let pause = Duration::from_secs(1) / u32::try_from(rate).map_err(text)?;
    let mut done = Vec::new();
    for number in 0..count {
        let due = began + pause * u32::try_from(number).map_err(text)?;
        thread::sleep(due.saturating_duration_since(Instant::now()));
        done.push(Instant::now());
        each(number)?;
    }
    Ok(done)
}

fn say(client: &Client, site: u64, session: &str, id: &str, words: &str) -> Result<(), String> {
    let id = format!("{id}-{site}");
    let utterance = json!({"id": id, "text": words, "session": session, "ts": Timestamp::now()}).to_string();
    client.publish(format!("orderly/v1/site-{site}/utterance"), QoS::AtLeastOnce, false, utterance).map_err(text)
}

/// Says something until the daemon is there and answers.
fn wait_for_daemon(client: &Client, replies: &Receiver<(String, Instant)>) -> Result<(), String> {
    for attempt in 0..60 {
        let session = format!("first-{attempt}");
        say(client, 0, &session, &session, WORDS[2])?;
        if replies.recv_timeout(Duration::from_secs(1)).is_ok() {
            return Ok(());
        }
    }
    Err("the daemon did not answer".to_owned())
}

fn resident_kb(process: u32) -> Result<u64, String> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).map_err(text)?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
    line.trim().trim_end_matches("kB").trim().parse().map_err(text)
}
