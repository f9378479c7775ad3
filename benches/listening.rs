//! How long a voice activity detector takes for a frame of 32 ms: `cargo bench --bench listening`.

use std::path::Path;
use std::time::Instant;

use orderly::audio::{FRAME_MS, FRAME_SAMPLES, Frame, recording};
use orderly::listening::vad;

const ROUNDS: usize = 21;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let speech = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/audio/two_cans_of_oat_milk_please.flac");
    let samples = recording::read(&speech)?;
    let frames: Vec<Frame> = samples.chunks_exact(FRAME_SAMPLES).flat_map(TryInto::try_into).collect();
    for wanted in ["silero", "energy"] {
        let mut detector = vad::open(wanted, &orderly::locations::default_data_folder())?;
        if let Some(reason) = detector.instead {
            println!("{wanted}: not measured ({reason})");
            continue;
        }
        let mut times = Vec::with_capacity(ROUNDS * frames.len());
        for _ in 0..ROUNDS {
            detector.vad.reset();
            for frame in &frames {
                let started = Instant::now();
                detector.vad.speech_probability(frame)?;
                times.push(started.elapsed().as_secs_f64() * 1e6);
            }
        }
        times.sort_by(f64::total_cmp);
        let (median, late) = (times[times.len() / 2], times[times.len() * 95 / 100]);
        println!("{wanted}: {median:.1} µs median, {late:.1} µs p95 for a frame of {FRAME_MS} ms");
    }
    Ok(())
}
