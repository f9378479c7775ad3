//! How long a voice activity detector takes for a frame of 32 ms, of speech and of rooms in which nobody speaks:
//! `cargo bench --bench listening`.

#[allow(dead_code, reason = "shared with another bench")]
#[path = "rejection/sounds.rs"]
mod sounds;

use std::path::Path;
use std::time::Instant;

use orderly::audio::{FRAME_MS, FRAME_SAMPLES, Frame, SAMPLE_RATE, recording};
use orderly::listening::vad::{self, Vad};
use sounds::{Noise, Outcome, shaped};

const ROUNDS: usize = 21;

/// How long nobody speaks, seconds.
const ROOM: usize = 60;

fn main() -> Outcome<()> {
    let speech = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/audio/two_cans_of_oat_milk_please.flac");
    let speech = frames(&recording::read(&speech)?).repeat(ROUNDS);
    let mut noise = Noise(5);
    let mut rooms = vec![("silence", frames(&vec![0; ROOM * SAMPLE_RATE as usize]))];
    for colour in ["white", "pink", "brown"] {
        // 26 dB below speech.
        let steady = shaped(&noise.colour(colour, ROOM * SAMPLE_RATE as usize), |_| 0.05);
        rooms.push((colour, frames(&steady)));
    }
    for wanted in ["silero", "energy"] {
        let detector = vad::open(wanted, &orderly::locations::default_data_folder())?;
        if let Some(reason) = detector.instead {
            println!("{wanted}: not measured ({reason})");
            continue;
        }
        let mut detector = detector.vad;
        report(wanted, "speech", detector.as_mut(), &speech)?;
        for (name, room) in &rooms {
            report(wanted, name, detector.as_mut(), room)?;
        }
    }
    Ok(())
}

fn frames(samples: &[i16]) -> Vec<Frame> {
    samples.chunks_exact(FRAME_SAMPLES).flat_map(TryInto::try_into).collect()
}

fn report(wanted: &str, what: &str, detector: &mut dyn Vad, frames: &[Frame]) -> Outcome<()> {
    detector.reset();
    let mut times = Vec::with_capacity(frames.len());
    for frame in frames {
        let started = Instant::now();
        detector.speech_probability(frame)?;
        times.push(started.elapsed().as_secs_f64() * 1e6);
    }
    let mean = times.iter().sum::<f64>() / times.len() as f64;
    times.sort_by(f64::total_cmp);
    let (median, late) = (times[times.len() / 2], times[times.len() * 95 / 100]);
    println!("{wanted}, {what}: {mean:.1} µs mean, {median:.1} median, {late:.1} p95 for a frame of {FRAME_MS} ms");
    Ok(())
}
