//! Whether noise and the speech of others become an answer, and whether answers are heard:
//! `cargo bench --bench rejection [-- SPEECH_FOLDER]`.
//!
//! Speakers are synthesised by flite, espeak-ng and festival, noises by sox; both are kept in `target/rejection`. The
//! folder with recordings of people (`wake/*/*.flac`, `ordering/audio/*.flac`) is optional. `CLASS=noise` in the
//! environment takes only the classes with that in their names.

#[path = "rejection/sounds.rs"]
mod sounds;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use orderly::audio::{FRAME_SAMPLES, Frame, recording};
use orderly::commerce::catalogue::Catalogue;
use orderly::commerce::local::LocalShop;
use orderly::config::{ListeningConfig, RecognitionConfig};
use orderly::expecting::Expecting;
use orderly::listening::{Listened, Listener, vad};
use orderly::speech_to_text::sphinx::{DEBIAN_MODEL, Sphinx};
use orderly::speech_to_text::{Recognizer, Vocabulary};
use orderly::understanding::{IntentFolder, Understanding};
use sounds::{FITTED, HELD_OUT, Noise, Outcome, Studio, lines, mixed, noises};

/// A sound, the class it counts in, and the intent that it carries; none: nothing must come of it.
struct Sound {
    class: String,
    name: String,
    intent: Option<String>,
    samples: Vec<i16>,
}

struct Bench {
    understanding: Understanding,
    sphinx: Sphinx,
    listener: Listener,
}

impl Bench {
    /// The best intent of each utterance that the gate finds in a sound; without the gate, of the sound as it is.
    fn hear(&mut self, sound: &[i16], expecting: Expecting, gate: bool) -> Outcome<Vec<(String, f32)>> {
        let frame = |chunk: &[i16]| {
            let mut frame: Frame = [0; FRAME_SAMPLES];
            frame[..chunk.len()].copy_from_slice(chunk);
            frame
        };
        let mut heard = Vec::new();
        if !gate {
            self.sphinx.begin(expecting)?;
            for chunk in sound.chunks(FRAME_SAMPLES) {
                self.sphinx.accept(&frame(chunk))?;
            }
            heard.extend(self.conclude(expecting)?);
            return Ok(heard);
        }
        // A quiet room before and behind.
        let mut noise = Noise(11);
        let mut room =
            |seconds: usize| (0..seconds * 8_000).map(|_| (noise.uniform() * 12.0) as i16).collect::<Vec<_>>();
        let whole = [room(2), sound.to_vec(), room(3)].concat();
        self.listener.begin(false);
        let mut listened = Vec::new();
        for chunk in whole.chunks(FRAME_SAMPLES) {
            listened.extend(self.listener.accept(frame(chunk))?);
        }
        listened.extend(self.listener.end_of_audio());
        for piece in listened {
            match piece {
                Listened::Started(frames) => {
                    self.sphinx.begin(expecting)?;
                    for frame in &frames {
                        self.sphinx.accept(frame)?;
                    }
                }
                Listened::Continued(frame) => {
                    self.sphinx.accept(&frame)?;
                }
                Listened::Ended { .. } => heard.extend(self.conclude(expecting)?),
                Listened::Paused | Listened::NoInput => {}
            }
        }
        Ok(heard)
    }

    fn conclude(&mut self, expecting: Expecting) -> Outcome<Option<(String, f32)>> {
        let hypotheses = self.sphinx.finish()?;
        let meaning = self.understanding.judge(&hypotheses, expecting).meaning;
        Ok(meaning.first().map(|intent| (intent.name.clone(), intent.confidence)))
    }
}

/// What came of the sounds of a class.
#[derive(Default)]
struct Tally {
    sounds: usize,
    none: usize,
    right: usize,
    wrong: usize,
    sure: BTreeMap<String, Vec<f32>>,
}

fn main() -> Outcome<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let folder = folder.map_or_else(|| root.join("../shared/speech"), PathBuf::from);
    let only = std::env::var("CLASS").unwrap_or_default();
    let sentences = IntentFolder::built_in("en")?;
    let catalogue = Catalogue { products: LocalShop::sample_products()?, ..Catalogue::default() };
    let understanding = Understanding::new(&sentences, "en", &catalogue, &["hey orderly"], None)?;
    let mut sphinx = Sphinx::open(Path::new(DEBIAN_MODEL), None)?;
    let vocabulary = understanding.vocabulary()?;
    for (expecting, grammar) in &vocabulary.grammars {
        let arcs: usize = grammar.arcs.iter().map(Vec::len).sum();
        println!("{expecting}: {} words, {} states, {arcs} arcs", grammar.words.len(), grammar.arcs.len());
    }
    let moment = |(expecting, _): &(Expecting, _)| *expecting == Expecting::Confirmation;
    sphinx.adopt(&Vocabulary {
        grammars: vocabulary.grammars.into_iter().filter(moment).collect(),
        ..Vocabulary::default()
    })?;
    let listener = Listener::new(vad::open("silero", root)?.vad, &ListeningConfig::default());
    let mut bench = Bench { understanding, sphinx, listener };
    let RecognitionConfig { minimum_confidence: for_others, minimum_confirmation_confidence: for_yes, .. } =
        RecognitionConfig::default();
    let studio = Studio(root.join("target/rejection"));
    for gate in [true, false] {
        println!("{}", if gate { "as the daemon listens" } else { "without voice activity detection" });
        let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
        for sound in sounds(&studio, &folder)? {
            if !sound.class.contains(&only) {
                continue;
            }
            if !(gate || sound.class.contains("noise,") || sound.class.contains("people")) {
                continue;
            }
            let heard = bench.hear(&sound.samples, Expecting::Confirmation, gate)?;
            let tally = tallies.entry(sound.class.clone()).or_default();
            tally.sounds += 1;
            let best = heard
                .into_iter()
                .filter(|(intent, sure)| *sure >= if intent == "Yes" { for_yes } else { for_others })
                .max_by(|left, right| left.1.total_cmp(&right.1));
            match best {
                None => tally.none += 1,
                Some((intent, _)) if Some(&intent) == sound.intent.as_ref() => tally.right += 1,
                Some((intent, sure)) => {
                    tally.wrong += 1;
                    println!("  {} {:?}: {intent} {sure:.2}", sound.name, sound.intent);
                    tally.sure.entry(intent).or_default().push(sure);
                }
            }
        }
        for (class, Tally { sounds, none, right, wrong, sure }) in tallies {
            let most: Vec<String> = sure
                .iter()
                .map(|(intent, sure)| {
                    format!("{intent} {} (up to {:.2})", sure.len(), sure.iter().copied().fold(0.0, f32::max))
                })
                .collect();
            println!("{class:34} {sounds:4}: none {none:4}, right {right:4}, wrong {wrong:3}   {}", most.join(", "));
        }
    }
    Ok(())
}

fn sounds(studio: &Studio, folder: &Path) -> Outcome<Vec<Sound>> {
    let mut made = Vec::new();
    for (set, voices, seed) in [("fitted", FITTED, 1), ("held out", HELD_OUT, 2)] {
        let mut noise = Noise(seed);
        let mut add = |class: &str, name: &str, intent: Option<&str>, samples: Vec<i16>| {
            let class = format!("{set} {class}");
            made.push(Sound { class, name: name.to_owned(), intent: intent.map(str::to_owned), samples });
        };
        let other = lines("other.txt")?;
        for (place, voice) in voices.iter().enumerate() {
            for (number, line) in lines("answers.txt")?.iter().enumerate() {
                let (intent, words) = line.split_once(": ").ok_or("an answer is INTENT: WORDS")?;
                let speech = studio.speak(voice, words)?;
                let name = format!("{voice} {words}");
                match (number + place) % 3 {
                    0 => add("answer, noise 20 dB below", &name, Some(intent), noise.under(&speech, "pink", 20.0)),
                    1 => add("answer, noise 12 dB below", &name, Some(intent), noise.under(&speech, "pink", 12.0)),
                    _ => {}
                }
                add("answer", &name, Some(intent), speech);
            }
            for line in other.iter().skip(place).step_by(3) {
                add("other speech", &format!("{voice} {line}"), None, studio.speak(voice, line)?);
            }
        }
        for group in other.chunks(4) {
            let speech = group.iter().zip(voices.iter()).map(|(line, voice)| studio.speak(voice, line));
            add("babble", &group[0], None, mixed(&speech.collect::<Outcome<Vec<_>>>()?));
        }
        for (kind, samples) in noises(studio, seed)? {
            add(&format!("noise, {}", kind.split(' ').next().unwrap_or_default()), &kind, None, samples);
        }
    }
    for (class, place) in
        [("people, alexa", "wake/alexa"), ("people, computer", "wake/computer"), ("people, drinks", "ordering/audio")]
    {
        let Ok(files) = std::fs::read_dir(folder.join(place)) else { continue };
        let mut files: Vec<PathBuf> = files.filter_map(|file| Some(file.ok()?.path())).collect();
        files.sort();
        for file in files {
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            made.push(Sound { class: class.to_owned(), name, intent: None, samples: recording::read(&file)? });
        }
    }
    Ok(made)
}
