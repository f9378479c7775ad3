//! Hermes satellites without a recogniser: transcripts of what they send and what the daemon makes of it.
//!
//! `> topic payload` is delivered. `hear SITE COUNT speech` (or `silence`) are so many pieces of sound of 32 ms;
//! `... at RATE`, or `... at RATE in stereo`, is sound of another kind, and `hear SITE nonsense` is none. Behind it stands
//! what must come of it: `< topic payload` is published, `= recognise SITE SESSION COUNT` are so many frames for the
//! recogniser, or why nothing was done.

use std::io::Cursor;

use hound::{SampleFormat, WavSpec, WavWriter};
use orderly::audio::Frame;
use orderly::channels::mqtt::dialect::{Delivery, Fault};
use orderly::channels::mqtt::hermes::asr::Heard;
use orderly::channels::mqtt::hermes::incoming::Incoming;
use orderly::channels::mqtt::hermes::read;
use orderly::channels::mqtt::hermes::streams::{Caught, Streams};
use orderly::config::ListeningConfig;
use orderly::event::SiteId;
use orderly::listening::vad::Vad;
use orderly::listening::{Listener, ListeningError};
use proptest::prelude::*;
use serde_json::Value;

use super::{Line, keep_to};

/// Whatever is loud is speech.
struct Loudness;

impl Vad for Loudness {
    fn speech_probability(&mut self, frame: &Frame) -> Result<Option<f32>, ListeningError> {
        Ok(Some(if frame.iter().any(|sample| sample.unsigned_abs() > 1_000) { 1.0 } else { 0.0 }))
    }

    fn reset(&mut self) {}
}

/// The longest utterance, frames.
const CAP: usize = 100;

/// An utterance ends after 20 frames of silence, and nobody speaks after 50.
fn streams() -> Streams {
    let config = ListeningConfig {
        pre_roll_ms: 320,
        end_silence_ms: 640,
        cap_ms: 3_200,
        no_input_ms: 1_600,
        ..ListeningConfig::default()
    };
    let sites = ["kitchen", "hall"].map(|site| (SiteId(site.to_owned()), Listener::new(Box::new(Loudness), &config)));
    Streams::new(sites, &config)
}

/// A piece of sound of 32 ms as satellites send it.
pub fn piece(samples: &[i16], rate: u32, channels: u16) -> Vec<u8> {
    let spec = WavSpec { channels, sample_rate: rate, bits_per_sample: 16, sample_format: SampleFormat::Int };
    let mut bytes = Cursor::new(Vec::new());
    let mut writer = WavWriter::new(&mut bytes, spec).unwrap();
    samples.iter().for_each(|sample| writer.write_sample(*sample).unwrap());
    writer.finalize().unwrap();
    bytes.into_inner()
}

/// Delivers a message as the channel does.
fn deliver(streams: &mut Streams, topic: &str, payload: &[u8]) -> Vec<Line> {
    let (site, heard, refusal) = match read(Delivery { topic, payload, retained: false }) {
        Ok(Incoming::Heard { site, heard }) => (site, heard, None),
        Ok(_) => return Vec::new(),
        Err(refusal) => {
            let line = Line(format!("= refused as {}", refusal.fault.as_str()), Value::Null);
            assert!(refusal.site.is_none() || refusal.fault == Fault::Malformed);
            let Some(site) = refusal.site else { return vec![line] };
            (site, Heard::Unreadable(refusal.reason), Some(line))
        }
    };
    let caught = streams.hear(&site, heard);
    refusal.into_iter().chain(caught.into_iter().map(|caught| line(&site, caught))).collect()
}

fn line(site: &SiteId, caught: Caught) -> Line {
    match caught {
        Caught::Publish(message) => Line(format!("< {}", message.topic()), serde_json::to_value(&message).unwrap()),
        Caught::Spoken { session, frames } => {
            let session = session.unwrap_or_else(|| "-".to_owned());
            Line(format!("= recognise {site} {session} {}", frames.len()), Value::Null)
        }
    }
}

/// Does what a line says; `None` when it says what must come of it.
fn act(streams: &mut Streams, line: &str) -> Option<Vec<Line>> {
    if let Some(message) = line.strip_prefix("> ") {
        let (topic, payload) = message.split_once(' ').unwrap_or((message, ""));
        return Some(deliver(streams, topic, payload.as_bytes()));
    }
    let words: Vec<&str> = line.strip_prefix("hear ")?.split(' ').collect();
    let topic = format!("hermes/audioServer/{}/audioFrame", words[0]);
    if words[1] == "nonsense" {
        return Some(deliver(streams, &topic, b"RIFF, it says"));
    }
    let sample = if words[2] == "speech" { 9_000 } else { 0 };
    let rate = words.get(4).map_or(16_000, |rate| rate.parse().unwrap());
    let channels: u16 = if words.contains(&"stereo") { 2 } else { 1 };
    let wav = piece(&vec![sample; rate as usize * usize::from(channels) * 32 / 1000], rate, channels);
    Some((0..words[1].parse().unwrap()).flat_map(|_: usize| deliver(streams, &topic, &wav)).collect())
}

#[test]
fn the_transcripts_of_sound_are_kept_to() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/hermes/streams");
    let transcripts: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(transcripts.len() >= 4, "{transcripts:?}");
    for transcript in transcripts {
        let mut streams = streams();
        keep_to(&transcript, |line| act(&mut streams, line));
    }
}

#[test]
fn sound_that_is_too_large_is_refused() {
    let mut streams = streams();
    act(&mut streams, r#"> hermes/asr/startListening {"siteId": "kitchen"}"#);
    let wav = piece(&[9_000; 40_000], 16_000, 1);
    let came = deliver(&mut streams, "hermes/audioServer/kitchen/audioFrame", &wav);
    assert_eq!(
        came.iter().map(|line| line.0.as_str()).collect::<Vec<_>>(),
        ["= refused as malformed", "< hermes/error/asr"]
    );
    assert!(came[1].1["error"].as_str().unwrap().contains("80044 bytes; at most 65536 are read"));
}

fn step() -> impl Strategy<Value = String> {
    let site = prop_oneof![Just("kitchen"), Just("hall"), Just("elsewhere")];
    prop_oneof![
        2 => (site.clone(), any::<bool>(), 0..3_u8).prop_map(|(site, silence, session)| format!(
            r#"> hermes/asr/startListening {{"siteId": "{site}", "sessionId": "s{session}", "stopOnSilence": {silence}}}"#
        )),
        1 => (site.clone(), 0..3_u8).prop_map(|(site, session)| format!(
            r#"> hermes/asr/stopListening {{"siteId": "{site}", "sessionId": "s{session}"}}"#
        )),
        1 => (site.clone(), prop_oneof![Just("On"), Just("Off")])
            .prop_map(|(site, way)| format!(r#"> hermes/asr/toggle{way} {{"siteId": "{site}"}}"#)),
        4 => (site.clone(), 1..60_u8, prop_oneof![Just("speech"), Just("silence")])
            .prop_map(|(site, count, what)| format!("hear {site} {count} {what}")),
        1 => (site.clone(), prop_oneof![Just("48000 in stereo"), Just("8000"), Just("44100")])
            .prop_map(|(site, kind)| format!("hear {site} 5 speech at {kind}")),
        1 => site.prop_map(|site| format!("hear {site} nonsense")),
    ]
}

proptest! {
    /// Whatever happens: one thing at most comes of each time that somebody is listened to, speech that begins ends, and
    /// no utterance is longer than allowed.
    #[test]
    fn each_listening_has_one_outcome(steps in proptest::collection::vec(step(), 0..40)) {
        let mut streams = streams();
        let mut listening = std::collections::BTreeSet::new();
        let mut speaking = std::collections::BTreeSet::new();
        for step in &steps {
            if let Some(site) = step.strip_prefix(r#"> hermes/asr/startListening {"siteId": ""#) {
                listening.insert(site.split('"').next().unwrap().to_owned());
            }
            for Line(head, payload) in act(&mut streams, step).unwrap() {
                let site = payload["siteId"].as_str().unwrap_or_default().to_owned();
                match head.split(' ').collect::<Vec<_>>()[..] {
                    ["<", topic] if topic.ends_with("vadUp") => prop_assert!(speaking.insert(site)),
                    ["<", topic] if topic.ends_with("vadDown") => prop_assert!(speaking.remove(&site)),
                    ["<", "hermes/asr/textCaptured" | "hermes/error/asr"] => prop_assert!(listening.remove(&site)),
                    ["=", "recognise", site, _session, frames] => {
                        prop_assert!(listening.remove(site) && !speaking.contains(site));
                        prop_assert!((3..=CAP).contains(&frames.parse().unwrap()));
                    }
                    ["=", "refused", ..] => {}
                    _ => prop_assert!(false, "{}", head),
                }
            }
            for site in ["kitchen", "hall", "elsewhere"] {
                let open = streams.is_listening(&SiteId(site.to_owned()));
                prop_assert!(!open || listening.contains(site));
                prop_assert!(open || !speaking.contains(site));
            }
        }
    }
}
