//! The assistant in a room in which its microphone hears its loudspeaker: how often it interrupts itself, and how fast
//! others interrupt it. An hour of its own voice takes about twelve minutes, and each interruption half of one: what it
//! takes to notice it takes its time.
//!
//! `cargo bench --bench room [-- MINUTES [TIMES]]` (60, 18); the shoppers are those that `scripts/setup` records. `PACE=32`
//! in the environment lets a frame of its own voice take its 32 ms instead of 3.

#[path = "room/house.rs"]
mod house;
#[path = "rejection/sounds.rs"]
#[allow(dead_code, reason = "shared with the bench of the rejection")]
mod sounds;

use std::collections::VecDeque;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use orderly::audio::resample::Resampler;
use orderly::audio::{
    AudioError, AudioSink, AudioSource, Clip, FRAME_MS, FRAME_SAMPLES, Frame, Monitor, SAMPLE_RATE, recording,
};
use sounds::{Noise, Outcome, Studio};

/// When the loudspeaker is heard, samples, and how loud.
const LOUDSPEAKER: (usize, f32) = (1_900, 0.35);
/// How often it comes back from the walls, and after how many samples the room is 60 dB quieter: 0.4 s.
const REFLECTIONS: usize = 90;
const DECAY: usize = 6_400;
/// The noise of the room, as a part of full scale.
const NOISE: f32 = 30.0;
/// How much of full scale a ducked loudspeaker plays.
const DUCKED: f32 = 0.05;

/// What makes it stop.
const WORDS: [&str; 2] = ["stop", "hey orderly"];
/// Who says that, and how much of the level of a close microphone that has.
const VOICES: [&str; 6] =
    ["flite:slt", "flite:rms", "flite:awb", "flite:kal16", "espeak-ng:en-us+f2", "festival:cmu_us_slt_arctic_hts"];
const SHOPPER: f32 = 0.7;

/// How far the loudspeaker is from a good one: 1.6 % of a tone of 0.3 of full scale are another one.
const DRIVE: f32 = 1.5;

/// How long a frame of 32 ms takes while only the assistant speaks, ms: ten minutes pass in one.
const PACE: u64 = 3;

/// What happened, in samples since the start.
#[derive(Default)]
struct Room {
    /// What is still to be played, and what was, the latest last.
    queued: VecDeque<i16>,
    played: VecDeque<i16>,
    followed: Vec<i16>,
    /// What the shopper is still to say.
    shopper: VecDeque<i16>,
    ducked: bool,
    cut: bool,
    spoken: u64,
    /// How many replies were heard to their end, or cut off.
    replies: u64,
    frames: u64,
    cuts: Vec<u64>,
    seed: u32,
    over: bool,
}

#[derive(Clone)]
struct Shared {
    room: Arc<(Mutex<Room>, Condvar)>,
    /// How long a frame takes, ms.
    pace: Arc<AtomicU64>,
    /// When and how loud the loudspeaker is heard.
    echoes: Arc<[(usize, f32)]>,
}

/// The loudspeaker itself, and as much again from the walls: the later the weaker, at moments of its own.
fn echoes() -> Arc<[(usize, f32)]> {
    let mut noise = Noise(3);
    let (first, loudness) = LOUDSPEAKER;
    let mut walls: Vec<(usize, f32)> = (1..=REFLECTIONS)
        .map(|number| {
            let later = number * DECAY / REFLECTIONS + (noise.uniform().abs() * 60.0) as usize;
            (first + later, noise.uniform() * 10.0_f32.powf(-3.0 * later as f32 / DECAY as f32))
        })
        .collect();
    let energy: f32 = walls.iter().map(|(_, share)| share * share).sum();
    walls.iter_mut().for_each(|(_, share)| *share *= loudness / energy.sqrt());
    std::iter::once(LOUDSPEAKER).chain(walls).collect()
}

impl Shared {
    fn room(&self) -> MutexGuard<'_, Room> {
        self.room.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until something holds in the room.
    fn wait(&self, holds: impl Fn(&Room) -> bool) {
        let mut room = self.room();
        while !holds(&room) && !room.over {
            room = self.room.1.wait(room).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl AudioSource for Shared {
    fn next_frame(&mut self) -> Result<Option<Frame>, AudioError> {
        // The loop is told of things in real time.
        std::thread::sleep(Duration::from_millis(self.pace.load(Ordering::Relaxed)));
        let mut room = self.room();
        if room.over {
            return Ok(None);
        }
        let mut frame = [0; FRAME_SAMPLES];
        for sample in &mut frame {
            let loudness = if room.ducked { DUCKED } else { 1.0 };
            let queued = room.queued.pop_front();
            room.spoken += u64::from(queued.is_some());
            let sent = f32::from(queued.unwrap_or(0)) * loudness;
            room.played.push_back(((DRIVE * sent / 32_768.0).tanh() * 32_768.0 / DRIVE) as i16);
            room.followed.push(sent as i16);
            let newest = room.played.len() - 1;
            let echo = |(delay, share): &(usize, f32)| {
                newest.checked_sub(*delay).map_or(0.0, |at| f32::from(room.played[at]) * share)
            };
            let echo: f32 = self.echoes.iter().map(echo).sum();
            room.seed = room.seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let noise = ((room.seed >> 16) as f32 / 32_768.0 - 1.0) * NOISE;
            let shopper = room.shopper.pop_front().map_or(0.0, f32::from);
            *sample = (echo + noise + shopper) as i16;
        }
        let old = room.played.len().saturating_sub(SAMPLE_RATE as usize);
        room.played.drain(..old);
        room.frames += 1;
        self.room.1.notify_all();
        Ok(Some(frame))
    }

    fn begin_turn(&mut self) {}
}

impl AudioSink for Shared {
    fn play(&mut self, clip: &Clip) -> Result<(), AudioError> {
        let mut samples = Vec::new();
        let pressures: Vec<f32> = clip.samples.iter().map(|&sample| f32::from(sample) / 32_768.0).collect();
        if let Ok(mut resampler) = Resampler::new(clip.rate, 1) {
            let _partly = resampler.push(&pressures, &mut samples).and_then(|()| resampler.finish(&mut samples));
        }
        let mut room = self.room();
        if room.cut {
            return Err(AudioError::Interrupted);
        }
        room.queued.extend(samples);
        Ok(())
    }

    fn drain(&mut self) -> Result<(), AudioError> {
        self.wait(|room| room.queued.is_empty() || room.cut);
        let mut room = self.room();
        room.replies += 1;
        self.room.1.notify_all();
        if room.cut { Err(AudioError::Interrupted) } else { Ok(()) }
    }

    fn stop(&mut self) {
        let mut room = self.room();
        room.queued.clear();
        (room.cut, room.ducked) = (false, false);
    }

    fn monitor(&mut self) -> Option<Box<dyn Monitor>> {
        Some(Box::new(self.clone()))
    }
}

impl Monitor for Shared {
    fn played(&mut self, samples: &mut Vec<i16>) {
        samples.append(&mut self.room().followed);
    }

    fn duck(&self, ducked: bool) {
        self.room().ducked = ducked;
    }

    fn cut(&self) {
        let mut room = self.room();
        room.queued.clear();
        room.cut = true;
        let now = room.frames;
        room.cuts.push(now);
        self.room.1.notify_all();
    }
}

fn main() -> Outcome<()> {
    let mut numbers = std::env::args().skip(1).filter_map(|argument| argument.parse::<u64>().ok());
    let (minutes, attempts) = (numbers.next().unwrap_or(60), numbers.next().unwrap_or(18));
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shopper =
        |file: &str| -> Result<Vec<i16>, AudioError> { recording::read(&root.join("target/shoppers").join(file)) };
    let question = shopper("3-where-is-it/01-hey-orderly-where-is-my-order.wav")?;
    let folder = tempfile::tempdir()?;
    let studio = Studio(root.join("target/rejection"));
    let pace = std::env::var("PACE").ok().and_then(|pace| pace.parse().ok()).unwrap_or(PACE);
    let shared = Shared { room: Arc::default(), pace: Arc::new(AtomicU64::new(pace)), echoes: echoes() };
    let room = (Box::new(shared.clone()) as _, Box::new(shared.clone()) as _);
    let daemon = house::start(folder.path().join("data"), room, true)?;

    let speech = minutes * 60 * u64::from(SAMPLE_RATE);
    let mut asked = 0_u32;
    while shared.room().spoken < speech {
        let answered = ask(&shared, &question);
        asked += 1;
        shared.wait(|room| room.replies > answered);
        listen(&shared, 60);
    }
    println!(
        "{minutes} minutes of its own voice in {asked} answers: it interrupted itself {} times",
        shared.room().cuts.len()
    );

    shared.pace.store(u64::from(FRAME_MS), Ordering::Relaxed);
    for said in WORDS {
        let words = VOICES.iter().map(|voice| spoken(&studio, voice, said)).collect::<Outcome<Vec<_>>>()?;
        let (mut delays, mut missed) = (Vec::new(), Vec::new());
        for (attempt, (word, voice)) in (0..attempts).zip(words.iter().zip(VOICES).cycle()) {
            let answered = ask(&shared, &question);
            listen(&shared, 20 + attempt % 10 * 5);
            let (cuts, begun) = {
                let mut room = shared.room();
                room.shopper.extend(word);
                (room.cuts.len(), room.frames)
            };
            let length = word.len() as u64 / FRAME_SAMPLES as u64;
            shared.wait(|room| room.cuts.len() > cuts || room.replies > answered);
            match shared.room().cuts.get(cuts) {
                Some(cut) => delays.push((*cut as i64 - (begun + length) as i64) * i64::from(FRAME_MS)),
                None => missed.push(voice),
            }
            settle(&shared);
        }
        delays.sort_unstable();
        println!("\"{said}\" while it speaks: missed {} of {attempts} {missed:?}", missed.len());
        println!("  from the end of that to silence, ms: {delays:?}");
    }
    shared.room().over = true;
    shared.room.1.notify_all();
    daemon.join().map_err(|_panic| "the daemon panicked")?;
    Ok(())
}

/// Lets so many frames pass.
fn listen(shared: &Shared, frames: u64) {
    let until = shared.room().frames + frames;
    shared.wait(|room| room.frames >= until);
}

/// Lets the conversation end: until nothing was said for 13 s.
fn settle(shared: &Shared) {
    loop {
        let replies = shared.room().replies;
        listen(shared, 400);
        let room = shared.room();
        if room.replies == replies && room.queued.is_empty() {
            break;
        }
    }
}

/// Asks until there is an answer; how many there were before it.
fn ask(shared: &Shared, question: &[i16]) -> u64 {
    let before = shared.room().replies;
    for _ in 0..5 {
        shared.room().shopper.extend(question);
        shared.wait(|room| room.shopper.is_empty());
        let until = shared.room().frames + 300;
        shared.wait(|room| room.frames >= until || !room.queued.is_empty());
        if !shared.room().queued.is_empty() {
            break;
        }
    }
    before
}

/// These words, without the quiet around them.
fn spoken(studio: &Studio, voice: &str, words: &str) -> Outcome<Vec<i16>> {
    let spoken = studio.speak(voice, words)?;
    let loud = |sample: &i16| sample.unsigned_abs() >= 300;
    let from = spoken.iter().position(loud).unwrap_or(0);
    let to = spoken.iter().rposition(loud).unwrap_or(0);
    Ok(spoken[from..to].iter().map(|sample| (f32::from(*sample) * SHOPPER) as i16).collect())
}
