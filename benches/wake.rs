//! How often wake words are missed, how often they wake by mistake, and what they cost.
//!
//! `cargo bench --bench wake [-- FOLDER] [--only NAME,…] [--misses no] [--talk H] [--noise H]`: FOLDER holds `wake/alexa`,
//! `wake/computer` and `ordering/audio` with recordings of people; H hours of talk are made by espeak-ng and flite, and H
//! of noises by sox. Phrases are heard by their networks, by a search for their sounds ("keyphrase"), and in the sentences
//! of the recogniser over the sample shop.

#[path = "wake/behind.rs"]
mod behind;
#[path = "wake/recognised.rs"]
mod recognised;
#[path = "rejection/sounds.rs"]
#[allow(dead_code, reason = "shared with the bench of the rejection")]
mod sounds;
#[path = "wake/talk.rs"]
mod talk;

use std::path::{Path, PathBuf};
use std::time::Instant;

use orderly::audio::{FRAME_SAMPLES, Frame, recording};
use orderly::config::ListeningConfig;
use orderly::listening::wake_word::keyphrase::Keyphrase;
use orderly::listening::wake_word::{self, Detection, WakeWord};
use orderly::listening::{self, vad};
use orderly::speech_to_text::sphinx::DEBIAN_MODEL;
use recognised::Recognised;
use sounds::{Noise, Outcome, level};
use talk::Talk;

struct Engine {
    name: &'static str,
    /// The folder with recordings of its phrase.
    said: Option<&'static str>,
    wake: Box<dyn WakeWord>,
    seconds: f64,
    heard: f64,
}

impl Engine {
    /// Every detection in a sound, and what came nearest.
    fn hear(&mut self, sound: &[i16]) -> Outcome<(Vec<(usize, Detection)>, f32)> {
        let (began, mut detections) = (Instant::now(), Vec::new());
        for (index, chunk) in sound.chunks(FRAME_SAMPLES).enumerate() {
            let mut frame: Frame = [0; FRAME_SAMPLES];
            frame[..chunk.len()].copy_from_slice(chunk);
            if let Some(detection) = self.wake.accept(&frame)? {
                detections.push(((index + 1) * FRAME_SAMPLES, detection));
            }
        }
        self.seconds += began.elapsed().as_secs_f64();
        self.heard += sound.len() as f64 / 16_000.0;
        Ok((detections, self.wake.best().map_or(0.0, |best| best.score)))
    }
}

fn main() -> Outcome<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let option = |name: &str| arguments.iter().position(|one| one == name).and_then(|at| arguments.get(at + 1));
    let hours = |name: &str, default: f64| option(name).and_then(|hours| hours.parse().ok()).unwrap_or(default);
    let folder = arguments.first().filter(|first| !first.starts_with("--"));
    let folder = folder.map_or_else(|| root.join("../shared/speech"), PathBuf::from);

    let mut engines = Vec::new();
    let mut add = |name: &'static str, said, wake: Box<dyn WakeWord>| {
        if option("--only").is_none_or(|only| only.split(',').any(|one| one == name)) {
            engines.push(Engine { name, said, wake, seconds: 0.0, heard: 0.0 });
        }
    };
    for (phrase, said) in
        [("alexa", Some("wake/alexa")), ("okay nabu", None), ("hey jarvis", None), ("hey mycroft", None)]
    {
        let config = ListeningConfig { wake_phrases: vec![phrase.to_owned()], ..ListeningConfig::default() };
        add(phrase, said, wake_word::trained(&config, root)?.wake.ok_or("run scripts/setup")?);
    }
    for (phrase, name, said) in [
        ("computer", "keyphrase computer", Some("wake/computer")),
        ("alexa", "keyphrase alexa", Some("wake/alexa")),
        ("hey orderly", "keyphrase hey orderly", None),
    ] {
        let detector = vad::open("silero", root)?.vad;
        add(name, said, Box::new(Keyphrase::open(Path::new(DEBIAN_MODEL), &[phrase.to_owned()], None, detector, 0.5)?));
    }
    for (phrase, name, said) in [
        ("computer", "sentences computer", Some("wake/computer")),
        ("alexa", "sentences alexa", Some("wake/alexa")),
        ("hey orderly", "sentences hey orderly", None),
    ] {
        add(name, said, Box::new(Recognised::of_sample_shop(phrase)?));
    }
    let drinks = recordings(&folder.join("ordering/audio"))?;
    if option("--misses").is_none_or(|answer| answer != "no") {
        for engine in &mut engines {
            misses(engine, &folder, &drinks)?;
        }
    }
    behind::run(&folder, |name| option("--only").is_none_or(|only| only.split(',').any(|one| one == name)))?;
    for engine in &mut engines {
        let mut others = drinks.clone();
        for other in ["wake/alexa", "wake/computer"] {
            if engine.said != Some(other) {
                others.extend(recordings(&folder.join(other))?);
            }
        }
        count(engine, "people who say something else", others.into_iter())?;
    }
    let (talked, noised) = (hours("--talk", 0.5), hours("--noise", 0.1));
    let mut talk = Talk::new(1)?;
    while_less(&mut engines, "synthesised talk", talked, || talk.next(&["computer", "alexa", "orderly", "jarvis"]))?;
    let mut seed = 0;
    while_less(&mut engines, "noise and tones", noised, || {
        seed += 1;
        Ok((format!("noises {seed}"), talk::noise(root, seed)?))
    })?;
    for engine in &engines {
        println!("{:24} {:.2} % of one core", engine.name, 100.0 * engine.seconds / engine.heard);
    }
    Ok(())
}

/// How many recordings of the phrase do not wake, in a quiet room and in a kitchen.
fn misses(engine: &mut Engine, folder: &Path, drinks: &[(String, Vec<i16>)]) -> Outcome<()> {
    let Some(said) = engine.said else { return Ok(()) };
    let mut silero = vad::open("silero", Path::new(env!("CARGO_MANIFEST_DIR")))?.vad;
    for (place, decibels) in [("clean", None), ("15 dB noise", Some(15.0)), ("10 dB noise", Some(10.0))] {
        let (mut missed, mut scores, mut delays) = (0, Vec::new(), Vec::new());
        let recordings = recordings(&folder.join(said))?;
        for (number, (_, sound)) in recordings.iter().enumerate() {
            let mut noise = Noise(number as u64 + 1);
            let room = |noise: &mut Noise, samples: usize| {
                (0..samples).map(|_| (noise.uniform() * 12.0) as i16).collect::<Vec<_>>()
            };
            let mut sound = [room(&mut noise, 16_000), sound.clone(), room(&mut noise, 32_000)].concat();
            if let Some(decibels) = decibels {
                sound = kitchen(&sound, level(&recordings[number].1), &mut noise, drinks, decibels);
            }
            engine.wake.reset()?;
            let (detections, best) = engine.hear(&sound)?;
            missed += usize::from(detections.is_empty());
            scores.push(best);
            let spoken = listening::trim(&recordings[number].1, silero.as_mut(), 0.5)?;
            let end = spoken
                .map_or(0, |speech| speech.as_ptr_range().end as usize - recordings[number].1.as_ptr() as usize)
                / 2;
            let end = end as f32 / 16_000.0 - 0.3;
            let after =
                |(at, detection): &(usize, Detection)| (*at as f32 - detection.ago as f32) / 16_000.0 - 1.0 - end;
            delays.extend(detections.first().map(after));
        }
        scores.sort_by(f32::total_cmp);
        delays.sort_by(f32::total_cmp);
        let of = recordings.len();
        let share = 100.0 * missed as f32 / of as f32;
        println!(
            "{:24} {place}: {missed} of {of} missed, {share:.1} %; lowest scores {:.2?}",
            engine.name,
            &scores[..12.min(of)]
        );
        let at = |part: usize| delays.get(delays.len() * part / 10).copied().unwrap_or(f32::NAN);
        println!("    heard {:.2} s after the last speech, nine in ten between {:.2} and {:.2} s", at(5), at(1), at(9));
    }
    Ok(())
}

/// A voice with noise so many decibels below it: a hum, a hiss and four others who talk.
fn kitchen(sound: &[i16], loudness: f32, noise: &mut Noise, others: &[(String, Vec<i16>)], decibels: f32) -> Vec<i16> {
    let brown = noise.colour("brown", sound.len());
    let pink = noise.colour("pink", sound.len());
    let mut babble = vec![0.0_f32; sound.len()];
    for _ in 0..4 {
        let chosen = ((noise.uniform() + 1.0) / 2.0 * others.len() as f32) as usize % others.len();
        let (voice, start) = (&others[chosen].1, ((noise.uniform() + 1.0) * 8_000.0) as usize);
        let gain = 1.0 / level(voice).max(1.0);
        babble.iter_mut().enumerate().for_each(|(at, sum)| *sum += gain * f32::from(voice[(at + start) % voice.len()]));
    }
    let unit = |samples: Vec<f32>| {
        let root = (samples.iter().map(|s| s * s).sum::<f32>() / samples.len() as f32).sqrt();
        samples.into_iter().map(move |sample| sample / root)
    };
    let mixed: Vec<f32> = unit(brown).zip(unit(pink)).zip(unit(babble)).map(|((a, b), c)| a + b + c).collect();
    let gain = loudness * 10_f32.powf(-decibels / 20.0);
    sound.iter().zip(unit(mixed)).map(|(&sample, noise)| (f32::from(sample) + gain * noise) as i16).collect()
}

fn count(engine: &mut Engine, what: &str, sounds: impl Iterator<Item = (String, Vec<i16>)>) -> Outcome<()> {
    let mut tally = Tally::default();
    engine.wake.reset()?;
    for (name, sound) in sounds {
        tally.add(engine, &name, &sound)?;
    }
    tally.print(engine, what);
    Ok(())
}

/// Lets all engines hear so many hours of the same.
fn while_less(
    engines: &mut [Engine],
    what: &str,
    hours: f64,
    mut next: impl FnMut() -> Outcome<(String, Vec<i16>)>,
) -> Outcome<()> {
    let mut tallies: Vec<Tally> = engines.iter().map(|_| Tally::default()).collect();
    let mut heard = 0.0;
    while heard < hours * 3600.0 {
        let (name, sound) = next()?;
        heard += sound.len().max(1) as f64 / 16_000.0;
        for (tally, engine) in tallies.iter_mut().zip(engines.iter_mut()) {
            tally.add(engine, &name, &sound)?;
        }
    }
    tallies.iter().zip(engines.iter()).for_each(|(tally, engine)| tally.print(engine, what));
    Ok(())
}

/// What woke that should not.
#[derive(Default)]
struct Tally {
    wakes: usize,
    seconds: f64,
    best: f32,
}

impl Tally {
    fn add(&mut self, engine: &mut Engine, name: &str, sound: &[i16]) -> Outcome<()> {
        let (detections, nearest) = engine.hear(sound)?;
        for (at, detection) in &detections {
            println!("    {} {:.2} at {:.1} s of {name}", engine.name, detection.score, *at as f32 / 16_000.0);
        }
        self.wakes += detections.len();
        self.best = self.best.max(nearest);
        self.seconds += sound.len() as f64 / 16_000.0;
        Ok(())
    }

    fn print(&self, engine: &Engine, what: &str) {
        let Self { wakes, seconds, best } = self;
        let hours = seconds / 3600.0;
        println!("{:24} {what}: {wakes} false wakes in {hours:.2} h, highest score {best:.2}", engine.name);
    }
}

fn recordings(folder: &Path) -> Outcome<Vec<(String, Vec<i16>)>> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .map_err(|error| format!("{}: {error}", folder.display()))?
        .filter_map(|file| Some(file.ok()?.path()))
        .filter(|file| file.extension().is_some_and(|end| end == "flac" || end == "wav"))
        .collect();
    files.sort();
    files.into_iter().map(|file| Ok((file.display().to_string(), recording::read(&file)?))).collect()
}
