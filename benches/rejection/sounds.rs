//! Makes the sounds of the bench: speakers by Debian's synthesisers, noises by sox and arithmetic.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;

use orderly::audio::recording;

pub type Outcome<T> = Result<T, Box<dyn Error>>;

/// Who the weights were fitted to.
pub const FITTED: &[&str] =
    &["flite:slt", "flite:rms", "flite:kal16", "espeak-ng:en-us", "espeak-ng:en-us+f2", "espeak-ng:en-gb+m3"];

/// Whom they never heard.
pub const HELD_OUT: &[&str] = &[
    "flite:awb",
    "flite:kal",
    "espeak-ng:en-gb",
    "espeak-ng:en-us+m2",
    "espeak-ng:en-gb-scotland+f4",
    "festival:cmu_us_slt_arctic_hts",
];

/// A studio where every sound is made once and kept.
pub struct Studio(pub PathBuf);

impl Studio {
    /// Words, spoken by a voice, a microphone's level, no quiet around them.
    pub fn speak(&self, voice: &str, words: &str) -> Outcome<Vec<i16>> {
        let name: String = words.chars().map(|letter| if letter.is_alphanumeric() { letter } else { '-' }).collect();
        let file = self.0.join(voice.replace([':', '+'], "-")).join(name + ".wav");
        if !file.exists() {
            let folder = file.parent().unwrap_or(&self.0);
            std::fs::create_dir_all(folder)?;
            let raw = folder.join("raw.wav");
            let (program, name) = voice.split_once(':').ok_or("a voice is PROGRAM:NAME")?;
            match program {
                "espeak-ng" => {
                    run(Command::new(program).args(["-v", name, "-s", "150", "-w"]).arg(&raw).args(["--", words]))?
                }
                "flite" => run(Command::new(program).args(["-voice", name, "-t", words, "-o"]).arg(&raw))?,
                _ => {
                    let text = folder.join("words.txt");
                    std::fs::write(&text, words)?;
                    run(Command::new("text2wave")
                        .arg("-eval")
                        .arg(format!("(voice_{name})"))
                        .arg("-o")
                        .arg(&raw)
                        .arg(&text))?;
                }
            }
            run(Command::new("sox")
                .arg("-D")
                .arg(&raw)
                .args(["-r", "16000", "-c", "1", "-b", "16"])
                .arg(&file)
                .args(["gain", "-n", "-6"]))?;
        }
        Ok(recording::read(&file)?)
    }

    /// What sox makes of these arguments, without an input.
    pub fn sox(&self, name: &str, arguments: &str) -> Outcome<Vec<i16>> {
        let file = self.0.join(name).with_extension("wav");
        if !file.exists() {
            std::fs::create_dir_all(&self.0)?;
            let mut sox = Command::new("sox");
            run(sox
                .args(["-R", "-D", "-n", "-r", "16000", "-c", "1", "-b", "16"])
                .arg(&file)
                .args(arguments.split(' ')))?;
        }
        Ok(recording::read(&file)?)
    }
}

fn run(command: &mut Command) -> Outcome<()> {
    let output = command.output().map_err(|error| {
        format!("{command:?}: {error}; apt install espeak-ng flite festival festvox-us-slt-hts sox")
    })?;
    if output.status.success() {
        Ok(())
    } else {
        Err(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr)).into())
    }
}

/// A seeded source of noise.
pub struct Noise(pub u64);

impl Noise {
    /// Between -1 and 1, each as likely.
    pub fn uniform(&mut self) -> f32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 40) as f32 / (1 << 23) as f32) - 1.0
    }

    /// `white`, `pink` or `brown`, of level 1 or so.
    pub fn colour(&mut self, colour: &str, samples: usize) -> Vec<f32> {
        let (mut brown, mut rows, mut out) = (0.0_f32, [0.0_f32; 3], Vec::with_capacity(samples));
        for _ in 0..samples {
            let white = self.uniform();
            // Paul Kellet's three poles for pink; a leaky sum for brown.
            rows[0] = 0.99765 * rows[0] + white * 0.099_046;
            rows[1] = 0.963 * rows[1] + white * 0.296_516_4;
            rows[2] = 0.57 * rows[2] + white * 1.052_691_3;
            brown = 0.995 * brown + white * 0.1;
            out.push(match colour {
                "pink" => 0.4 * (rows.iter().sum::<f32>() + white * 0.1848),
                "brown" => brown,
                _ => white,
            });
        }
        out
    }

    /// Speech with noise under it, decibels below.
    pub fn under(&mut self, speech: &[i16], colour: &str, decibels: f32) -> Vec<i16> {
        let noise = self.colour(colour, speech.len());
        let gain = level(speech) / loudness(&noise) * 10.0_f32.powf(-decibels / 20.0);
        speech.iter().zip(noise).map(|(&sample, noise)| (f32::from(sample) + noise * gain) as i16).collect()
    }
}

fn loudness(samples: &[f32]) -> f32 {
    (samples.iter().map(|sample| sample * sample).sum::<f32>() / samples.len().max(1) as f32).sqrt().max(1e-6)
}

/// Root mean square.
pub fn level(samples: &[i16]) -> f32 {
    loudness(&samples.iter().map(|&sample| f32::from(sample)).collect::<Vec<_>>())
}

/// As loud as speech is, with a shape over time: `envelope` takes seconds.
pub fn shaped(samples: &[f32], envelope: impl Fn(f32) -> f32) -> Vec<i16> {
    let gain = 2500.0 / loudness(samples);
    samples.iter().enumerate().map(|(at, sample)| (sample * gain * envelope(at as f32 / 16_000.0)) as i16).collect()
}

/// Several sounds at once, each moved a little.
pub fn mixed(sounds: &[Vec<i16>]) -> Vec<i16> {
    let length = sounds.iter().map(Vec::len).max().unwrap_or(0);
    let mut sum = vec![0_i32; length];
    for (number, sound) in sounds.iter().enumerate() {
        for (at, &sample) in sound.iter().enumerate() {
            sum[(at + number * 3001) % length] += i32::from(sample);
        }
    }
    sum.iter().map(|&sample| (sample * 2 / sounds.len().max(1) as i32).clamp(-32_000, 32_000) as i16).collect()
}

/// Every noise of one seed, by kind.
pub fn noises(studio: &Studio, seed: u64) -> Outcome<Vec<(String, Vec<i16>)>> {
    let mut noise = Noise(seed);
    let mut made: Vec<(String, Vec<i16>)> = Vec::new();
    for colour in ["white", "pink", "brown"] {
        for seconds in [0.6, 1.2, 2.5] {
            let samples = noise.colour(colour, (seconds * 16_000.0) as usize);
            made.push((format!("steady {colour}"), shaped(&samples, |_| 1.0)));
            made.push((format!("fading in {colour}"), shaped(&samples, |time| time / seconds)));
            made.push((format!("fading out {colour}"), shaped(&samples, |time| 1.0 - time / seconds)));
            made.push((
                format!("swelling {colour}"),
                shaped(&samples, |time| (time / seconds * std::f32::consts::PI).sin().powi(2)),
            ));
            let burst = 0.15 + 0.2 * noise.uniform().abs();
            made.push((
                format!("burst {colour}"),
                shaped(&samples, |time| if (0.2..0.2 + burst).contains(&time) { 1.5 } else { 0.02 }),
            ));
        }
    }
    for number in 0..6 {
        // A cough: a sharp burst and a weaker, longer one, pink through the throat.
        let samples = noise.colour("pink", 16_000);
        let gap = 0.12 + 0.05 * number as f32;
        let cough = |time: f32| {
            let hit = |at: f32, decay: f32| if time < at { 0.0 } else { (-(time - at) / decay).exp() };
            3.0 * hit(0.15, 0.04) + 1.6 * hit(0.15 + gap, 0.09) + 0.01
        };
        made.push(("cough".to_owned(), shaped(&samples, cough)));
        // Typing: clicks of two milliseconds at uneven times.
        let samples = noise.colour("white", 24_000);
        let times: Vec<f32> = (0..8).map(|key| 0.15 * key as f32 + 0.08 * noise.uniform().abs()).collect();
        made.push((
            "typing".to_owned(),
            shaped(&samples, |time| {
                times.iter().map(|&at| if time < at { 0.0 } else { 4.0 * (-(time - at) / 0.004).exp() }).sum::<f32>()
                    + 0.01
            }),
        ));
        let times: Vec<f32> = (0..=number % 3).map(|clap| 0.2 + 0.3 * clap as f32).collect();
        let samples = noise.colour("pink", 20_000);
        made.push((
            "clap".to_owned(),
            shaped(&samples, |time| {
                times.iter().map(|&at| if time < at { 0.0 } else { 5.0 * (-(time - at) / 0.025).exp() }).sum::<f32>()
                    + 0.01
            }),
        ));
    }
    let low = 90 + seed % 7 * 11;
    for (name, synth) in [
        ("hum", format!("synth 1.5 sine {low} synth 1.5 sine mix {} gain -10", low * 2)),
        ("hum", format!("synth 2 sawtooth {low} gain -14")),
        ("whistle", format!("synth 1 sine {}-{} gain -10 fade 0.1 1 0.1", 600 + low, 1400 + low)),
        ("siren", format!("synth 2 sine {}:{} gain -10", 500 + low, 900 + low)),
        ("beep", format!("synth 0.4 square {} gain -16 pad 0.2 0.2", 700 + low)),
        (
            "chord",
            format!("synth 2 pluck {} pluck {} pluck {} remix - gain -8 fade 0 2 0.2", low * 2, low * 5 / 2, low * 3),
        ),
        (
            "chord",
            format!(
                "synth 2 trapezium {} trapezium {} sawtooth {} remix - gain -12 fade 0.1 2 0.2",
                low * 2,
                low * 5 / 2,
                low * 3
            ),
        ),
        ("drums", "synth 2 brownnoise tremolo 4 95 gain -8".to_owned()),
        ("drums", format!("synth 1.5 pinknoise tremolo {} 100 gain -8", 2 + seed % 5)),
    ] {
        made.push((name.to_owned(), studio.sox(&format!("{name}-{seed}-{}", made.len()), &synth)?));
    }
    // A melody: plucked strings one after another.
    for start in 0..3_u64 {
        let mut melody = Vec::new();
        for (place, step) in [4, 5, 6, 8, 6, 5].iter().enumerate() {
            let tone = low * (step + start);
            melody.extend(
                studio.sox(&format!("tone-{seed}-{start}-{place}"), &format!("synth 0.3 pluck {tone} gain -8"))?,
            );
        }
        made.push(("melody".to_owned(), melody));
    }
    Ok(made)
}

/// Lines of a text file beside this one, comments left out.
pub fn lines(name: &str) -> Outcome<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/rejection").join(name);
    Ok(std::fs::read_to_string(path)?.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect())
}
