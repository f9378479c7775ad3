//! Hours of a household's sound through the whole assistant, as fast as this machine hears: whether its memory stays flat, and
//! whether anything is ordered that nobody asked for. `cargo bench --bench hours [-- HOURS]` (12).
//!
//! An hour is ten minutes of talk that calls nobody, then noises, then quiet; at its end somebody asks where the order is.

#[path = "room/house.rs"]
mod house;
#[expect(dead_code, reason = "another bench uses the rest")]
#[path = "rejection/sounds.rs"]
mod sounds;
#[path = "wake/talk.rs"]
mod talk;

use std::collections::VecDeque;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use orderly::audio::{AudioError, AudioSink, AudioSource, Clip, FRAME_SAMPLES, Frame, SAMPLE_RATE, recording};
use orderly::commerce::Storefront;
use orderly::commerce::local::LocalShop;
use sounds::{Noise, Outcome};
use talk::Talk;

const HOUR: usize = 3_600 * SAMPLE_RATE as usize;
const TALK: usize = HOUR / 6;
const NOISES: usize = HOUR / 2;

/// So much sound is made at once.
const AHEAD: usize = 60 * SAMPLE_RATE as usize;

/// The loop is told of things in real time, so no frame comes sooner than this.
const PACE: Duration = Duration::from_micros(50);

/// A busy machine answers late.
const LONGEST: Duration = Duration::from_secs(60);

#[derive(Default)]
struct Room {
    sound: VecDeque<i16>,
    replies: u64,
    over: bool,
}

/// What the microphone hears, and what the loudspeaker has said.
#[derive(Clone, Default)]
struct Shared(Arc<(Mutex<Room>, Condvar)>);

impl Shared {
    fn room(&self) -> MutexGuard<'_, Room> {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until all of it was heard.
    fn play(&self, samples: impl IntoIterator<Item = i16>) {
        let mut room = self.room();
        room.sound.extend(samples);
        self.0.1.notify_all();
        while room.sound.len() >= FRAME_SAMPLES {
            room = self.0.1.wait(room).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Waits for one more reply than so many.
    fn replies_after(&self, known: u64) -> bool {
        let room = self.0.1.wait_timeout_while(self.room(), LONGEST, |room| room.replies <= known);
        room.unwrap_or_else(PoisonError::into_inner).0.replies > known
    }
}

impl AudioSource for Shared {
    fn next_frame(&mut self) -> Result<Option<Frame>, AudioError> {
        std::thread::sleep(PACE);
        let mut room = self.room();
        while room.sound.len() < FRAME_SAMPLES && !room.over {
            room = self.0.1.wait(room).unwrap_or_else(PoisonError::into_inner);
        }
        if room.over {
            return Ok(None);
        }
        let mut frame = [0; FRAME_SAMPLES];
        frame.iter_mut().zip(room.sound.drain(..FRAME_SAMPLES)).for_each(|(sample, heard)| *sample = heard);
        self.0.1.notify_all();
        Ok(Some(frame))
    }

    fn begin_turn(&mut self) {}
}

impl AudioSink for Shared {
    fn play(&mut self, _clip: &Clip) -> Result<(), AudioError> {
        Ok(())
    }

    fn drain(&mut self) -> Result<(), AudioError> {
        self.room().replies += 1;
        self.0.1.notify_all();
        Ok(())
    }

    fn stop(&mut self) {}
}

fn main() -> Outcome<()> {
    let hours = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(12);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let question = root.join("target/shoppers/3-where-is-it/01-hey-orderly-where-is-my-order.wav");
    let question = recording::read(&question).map_err(|error| format!("{error}: run scripts/setup"))?;
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("data");
    let shared = Shared::default();
    let room = (Box::new(shared.clone()) as _, Box::new(shared.clone()) as _);
    let daemon = house::start(data.clone(), room, false)?;
    let before = orders(&data)?;
    let (mut talk, mut quiet) = (Talk::new(7)?, Noise(11));
    let noises = talk::noise(root, 3)?;
    let mut called = 0;
    for hour in 1..=hours {
        let began = Instant::now();
        let answered = shared.room().replies;
        let mut said = 0;
        while said < TALK {
            let (_, sound) = talk.next(&["orderly"])?;
            said += sound.len();
            shared.play(sound);
        }
        let mut heard = 0;
        while heard < NOISES {
            heard += noises.len();
            shared.play(noises.iter().copied());
        }
        let mut rest = HOUR.saturating_sub(said + heard);
        while rest > 0 {
            let now = rest.min(AHEAD);
            rest -= now;
            shared.play((0..now).map(|_| (quiet.uniform() * 12.0) as i16).collect::<Vec<_>>());
        }
        let uncalled = shared.room().replies - answered;
        called += uncalled;
        let asked = shared.room().replies;
        // Behind it there is the quiet room, as the utterance has to end.
        let spoken = question.iter().copied().chain(std::iter::repeat_n(0, 3 * SAMPLE_RATE as usize));
        shared.play(spoken.map(|sample| sample.saturating_add((quiet.uniform() * 12.0) as i16)).collect::<Vec<_>>());
        let answers = shared.replies_after(asked);
        println!(
            "hour {hour}: {} MB, {uncalled} replies to nobody, {} when asked, {} orders, took {} s",
            resident_mb()?,
            if answers { "answers" } else { "no answer" },
            orders(&data)? - before,
            began.elapsed().as_secs()
        );
        // Nobody goes on with it.
        shared.play(std::iter::repeat_n(0, 90 * SAMPLE_RATE as usize));
    }
    println!("{hours} hours: {called} replies to nobody, {} orders", orders(&data)? - before);
    shared.room().over = true;
    shared.0.1.notify_all();
    daemon.join().map_err(|_panic| "the daemon panicked")?;
    Ok(())
}

fn orders(data: &Path) -> Outcome<usize> {
    Ok(LocalShop::open(data)?.orders(10_000)?.len())
}

fn resident_mb() -> Outcome<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
    Ok(line.trim().trim_end_matches(" kB").parse::<u64>()? / 1_000)
}
