//! Hours of talk that calls nobody: prose and words of the dictionary at random, read by synthesisers, and noises.

use std::path::Path;
use std::process::Command;

use orderly::audio::recording;

use crate::sounds::{Noise, Outcome, Studio, level, noises};

const DICTIONARY: &str = "/usr/share/pocketsphinx/model/en-us/cmudict-en-us.dict";
const LICENCES: &str = "/usr/share/common-licenses";

const ESPEAK: &[&str] = &["en-us", "en-gb", "en-gb-scotland", "en-gb-x-rp", "en-029"];
const FLITE: &[&str] = &["kal16", "awb", "rms", "slt", "kal"];

/// Says something else all the time.
pub struct Talk {
    noise: Noise,
    words: Vec<String>,
    prose: Vec<String>,
    folder: tempfile::TempDir,
}

impl Talk {
    pub fn new(seed: u64) -> Outcome<Self> {
        let dictionary = std::fs::read_to_string(DICTIONARY)?;
        let word = |line: &str| {
            line.split(' ').next().filter(|word| word.bytes().all(|b| b.is_ascii_lowercase())).map(str::to_owned)
        };
        let mut prose: Vec<String> = crate::sounds::lines("other.txt")?;
        let mut files: Vec<_> = std::fs::read_dir(LICENCES)?.filter_map(|file| Some(file.ok()?.path())).collect();
        files.sort();
        for file in files {
            let text = std::fs::read_to_string(file)?.replace('\n', " ");
            prose.extend(
                text.split(". ").map(str::trim).filter(|text| (20..300).contains(&text.len())).map(str::to_owned),
            );
        }
        Ok(Self {
            noise: Noise(seed),
            words: dictionary.lines().filter_map(word).collect(),
            prose,
            folder: tempfile::tempdir()?,
        })
    }

    fn below(&mut self, end: usize) -> usize {
        ((self.noise.uniform() + 1.0) / 2.0 * end as f32) as usize % end
    }

    /// Some sentences, and the sound of one voice that reads them.
    pub fn next(&mut self, without: &[&str]) -> Outcome<(String, Vec<i16>)> {
        let mut text = Vec::new();
        for _ in 0..4 {
            let prose = self.below(2) == 0;
            text.push(if prose {
                let at = self.below(self.prose.len());
                self.prose[at].clone()
            } else {
                let count = 1 + self.below(9);
                (0..count)
                    .map(|_| {
                        let at = self.below(self.words.len());
                        self.words[at].clone()
                    })
                    .collect::<Vec<_>>()
                    .join(" ")
            });
        }
        text.retain(|text| !without.iter().any(|word| text.to_lowercase().contains(word)));
        let text = text.join(". ") + ".";
        let file = self.folder.path().join("talk.wav");
        if self.below(5) < 3 {
            let variant = ["", "+f1", "+f2", "+f3", "+f4", "+f5", "+m1", "+m2", "+m3", "+m4", "+m7"];
            let voice = format!("{}{}", ESPEAK[self.below(ESPEAK.len())], variant[self.below(variant.len())]);
            let (speed, pitch) = ((125 + self.below(75)).to_string(), (30 + self.below(40)).to_string());
            say(Command::new("espeak-ng")
                .args(["-v", &voice, "-s", &speed, "-p", &pitch, "-w"])
                .arg(&file)
                .args(["--", &text]))?;
        } else {
            let voice = FLITE[self.below(FLITE.len())];
            say(Command::new("flite").args(["-voice", voice, "-t", &text, "-o"]).arg(&file))?;
        }
        let mut sound = recording::read(&file)?;
        // From close by to across the room, one in three with noise 5 to 20 dB below.
        let gain = 10_f32.powf(-(self.below(20) as f32) / 20.0) * 3_000.0 / level(&sound).max(1.0);
        sound.iter_mut().for_each(|sample| *sample = (f32::from(*sample) * gain) as i16);
        if self.below(3) == 0 {
            let colour = ["pink", "brown", "white"][self.below(3)];
            let below = 5.0 + self.below(15) as f32;
            sound = self.noise.under(&sound, colour, below);
        }
        sound.extend((0..8_000).map(|_| (self.noise.uniform() * 12.0) as i16));
        Ok((text, sound))
    }
}

fn say(command: &mut Command) -> Outcome<()> {
    let status = command.status()?;
    if status.success() { Ok(()) } else { Err(format!("{command:?}: {status}").into()) }
}

/// Minutes of noises and music-like tones, one behind another.
pub fn noise(root: &Path, seed: u64) -> Outcome<Vec<i16>> {
    let studio = Studio(root.join("target/rejection"));
    Ok(noises(&studio, seed)?.into_iter().flat_map(|(_, samples)| [samples, vec![0; 4_000]].concat()).collect())
}
