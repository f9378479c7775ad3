//! Whatever was recognised from silence, noise or the talk of others never becomes an order: invariant 8 at the moment
//! that decides about money. Needs Debian's `pocketsphinx-en-us` and `models/silero_vad.onnx`.

use std::path::{Path, PathBuf};

use orderly::audio::{FRAME_SAMPLES, Frame, recording};
use orderly::commerce::catalogue::Catalogue;
use orderly::config::{ListeningConfig, RecognitionConfig};
use orderly::expecting::Expecting;
use orderly::listening::{Listened, Listener, vad};
use orderly::speech_to_text::sphinx::{DEBIAN_MODEL, Sphinx};
use orderly::speech_to_text::{Recognizer, Vocabulary};
use orderly::understanding::{IntentFolder, Understanding};

/// Ears and mind of the daemon after a total was read out.
struct Shopper {
    understanding: Understanding,
    sphinx: Sphinx,
    listener: Listener,
}

impl Shopper {
    fn new() -> Self {
        let sentences = IntentFolder::built_in("en").unwrap();
        let understanding = Understanding::new(&sentences, "en", &Catalogue::default(), &[], None).unwrap();
        let mut sphinx = Sphinx::open(Path::new(DEBIAN_MODEL), None).expect("apt install pocketsphinx-en-us");
        let mut grammars = understanding.vocabulary().unwrap().grammars;
        grammars.retain(|expecting, _| *expecting == Expecting::Confirmation);
        sphinx.adopt(&Vocabulary { grammars, ..Vocabulary::default() }).unwrap();
        let silero = vad::open("silero", Path::new(env!("CARGO_MANIFEST_DIR"))).expect("run scripts/setup");
        Self { understanding, sphinx, listener: Listener::new(silero.vad, &ListeningConfig::default()) }
    }

    /// The intents that would be acted on.
    fn hears(&mut self, sound: &[i16]) -> Vec<String> {
        let mut listened = Vec::new();
        self.listener.begin(false);
        for chunk in sound.chunks(FRAME_SAMPLES) {
            listened.extend(self.listener.accept(frame(chunk)).unwrap());
        }
        listened.extend(self.listener.end_of_audio());
        let mut intents = Vec::new();
        for piece in listened {
            match piece {
                Listened::Started(frames) => {
                    self.sphinx.begin(Expecting::Confirmation).unwrap();
                    frames.iter().for_each(|frame| drop(self.sphinx.accept(frame).unwrap()));
                }
                Listened::Continued(frame) => drop(self.sphinx.accept(&frame).unwrap()),
                Listened::Ended { .. } => intents.extend(self.decide()),
                Listened::Paused | Listened::NoInput => {}
            }
        }
        intents
    }

    /// What the recogniser makes of a sound that nothing has found to be speech.
    fn makes_of(&mut self, sound: &[i16]) -> Option<String> {
        self.sphinx.begin(Expecting::Confirmation).unwrap();
        sound.chunks(FRAME_SAMPLES).for_each(|chunk| drop(self.sphinx.accept(&frame(chunk)).unwrap()));
        self.decide()
    }

    fn decide(&mut self) -> Option<String> {
        let hypotheses = self.sphinx.finish().unwrap();
        let meaning = self.understanding.judge(&hypotheses, Expecting::Confirmation).meaning;
        let intent = meaning.first()?;
        let recognition = RecognitionConfig::default();
        let yes = intent.name == "Yes";
        let needed = if yes { recognition.minimum_confirmation_confidence } else { recognition.minimum_confidence };
        (intent.confidence >= needed).then(|| intent.name.clone())
    }
}

fn frame(chunk: &[i16]) -> Frame {
    let mut frame = [0; FRAME_SAMPLES];
    frame[..chunk.len()].copy_from_slice(chunk);
    frame
}

/// The recordings whose names begin like this.
fn recordings(beginning: &str) -> Vec<(PathBuf, Vec<i16>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/audio/rejection");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.retain(|file| file.file_name().unwrap().to_str().unwrap().starts_with(beginning));
    files.sort();
    assert!(!files.is_empty());
    files.into_iter().map(|file| (file.clone(), recording::read(&file).unwrap())).collect()
}

/// Two seconds of noise, white or brown, in the shape that `level` gives it over the seconds.
fn noise(seed: u32, brown: bool, level: impl Fn(f32) -> f32) -> Vec<i16> {
    let (mut state, mut sum) = (seed, 0.0_f32);
    let sample = |at: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let white = (state >> 16) as f32 / 32_768.0 - 1.0;
        sum = 0.98 * sum + white * 0.2;
        (if brown { sum } else { white } * 6000.0 * level(at as f32 / 16_000.0)) as i16
    };
    (0..32_000).map(sample).collect()
}

#[test]
fn silence_and_noise_never_become_an_order() {
    let mut shopper = Shopper::new();
    assert_eq!(shopper.makes_of(&[0; 32_000]), None);
    for seed in 1..3 {
        for brown in [false, true] {
            let shapes: [&dyn Fn(f32) -> f32; 6] = [
                &|_| 1.0,
                &|time| time / 2.0,
                &|time| 1.0 - time / 2.0,
                &|time| if (0.5..0.7).contains(&time) { 2.0 } else { 0.01 },
                &|time| 3.0 * (-((time - 0.5).max(0.0)) / 0.03).exp() * f32::from(u8::from(time > 0.5)),
                &|time| if ((time * 6.0) as u32).is_multiple_of(3) { 1.0 } else { 0.02 },
            ];
            for (number, shape) in shapes.into_iter().enumerate() {
                let sound = noise(seed, brown, shape);
                assert!(!shopper.hears(&sound).contains(&"Yes".to_owned()), "shape {number}, seed {seed}");
                assert_ne!(shopper.makes_of(&sound).as_deref(), Some("Yes"), "shape {number}, seed {seed}, no gate");
            }
        }
    }
}

#[test]
fn the_talk_of_others_is_no_answer() {
    let mut shopper = Shopper::new();
    for (file, sound) in recordings("other") {
        assert_eq!(shopper.hears(&sound), [""; 0], "{}", file.display());
    }
}

#[test]
fn a_short_yes_is_heard() {
    let mut shopper = Shopper::new();
    for (file, sound) in recordings("yes").into_iter().chain(recordings("order")) {
        assert_eq!(shopper.hears(&sound), ["Yes"], "{}", file.display());
    }
}

#[test]
fn a_short_no_is_heard_and_never_as_a_yes() {
    let mut shopper = Shopper::new();
    for (file, sound) in recordings("no") {
        assert_eq!(shopper.hears(&sound), ["No"], "{}", file.display());
    }
}
