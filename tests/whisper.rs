//! Real transcription with the small model of our own, and models that are none.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

use orderly::audio::{FRAME_SAMPLES, Frame, recording};
use orderly::config::RecognitionConfig;
use orderly::expecting::Expecting;
use orderly::speech_to_text::whisper::{Limits, WhisperRecognizer, find_model};
use orderly::speech_to_text::{Hypothesis, Recognizer, RecognizerError};

const TESTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests");

/// Limits that no machine reaches, however busy.
const PATIENT: Limits = Limits { utterance: Duration::from_secs(120), guess: Duration::from_secs(120) };

/// The test model, unpacked once.
fn model() -> &'static Path {
    static MODEL: OnceLock<PathBuf> = OnceLock::new();
    MODEL.get_or_init(|| {
        let packed = fs::File::open(format!("{TESTS}/models/nano-shopper.en-q5_0.bin.xz")).unwrap();
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("nano-shopper.en-q5_0.bin");
        let mut unpacked = fs::File::create(&path).unwrap();
        std::io::copy(&mut lzma_rust2::XzReader::new(packed, false), &mut unpacked).unwrap();
        path
    })
}

fn recognizer() -> WhisperRecognizer {
    let mut recognizer = WhisperRecognizer::open(model(), "en").unwrap();
    recognizer.set_limits(PATIENT);
    recognizer
}

fn frames(samples: &[i16]) -> Vec<Frame> {
    let whole = |part: &[i16]| std::array::from_fn(|index| part.get(index).copied().unwrap_or(0));
    samples.chunks(FRAME_SAMPLES).map(whole).collect()
}

/// What is heard, and the guesses on the way.
fn hear(recognizer: &mut WhisperRecognizer, samples: &[i16]) -> (Vec<Hypothesis>, Vec<String>) {
    recognizer.begin(Expecting::Command).unwrap();
    let guesses = frames(samples).iter().filter_map(|frame| recognizer.accept(frame).unwrap()).collect();
    (recognizer.finish().unwrap(), guesses)
}

#[test]
fn sentences_of_shoppers_are_transcribed() {
    let mut recognizer = recognizer();
    let expected = fs::read_to_string(format!("{TESTS}/audio/whisper/expected.tsv")).unwrap();
    let mut guessed = 0;
    for (file, text) in expected.lines().filter_map(|line| line.split_once('\t')) {
        let samples = recording::read(Path::new(&format!("{TESTS}/audio/whisper/{file}"))).unwrap();
        let (heard, guesses) = hear(&mut recognizer, &samples);
        let best = heard.first().unwrap_or_else(|| panic!("nothing was heard in {file}"));
        assert_eq!(best.text, text.to_lowercase().replace(['.', '?', ','], ""), "{file}");
        assert!((0.5..=1.0).contains(&best.confidence), "{file}: {}", best.confidence);
        guessed += guesses.len();
    }
    assert!(guessed > 0, "no words were guessed on the way");
}

#[test]
fn silence_noise_and_nothing_are_no_sentence() {
    let mut recognizer = recognizer();
    let quiet: Vec<i16> = (0..32_000_i32).map(|index| ((index * 7919 % 101) - 50) as i16).collect();
    for nothing in [&[][..], &[0; 100], &[0; 48_000], &quiet] {
        assert_eq!(hear(&mut recognizer, nothing).0, []);
    }
    assert_eq!(recognizer.finish().unwrap(), [], "an utterance that never began");
}

#[test]
fn an_utterance_that_takes_too_long_is_given_up_and_the_next_one_is_heard() {
    let mut recognizer = recognizer();
    let samples = recording::read(Path::new(&format!("{TESTS}/audio/whisper/same_010.wav"))).unwrap();
    recognizer.begin(Expecting::Command).unwrap();
    for frame in frames(&samples).iter().take(30) {
        recognizer.accept(frame).unwrap();
    }
    recognizer.set_limits(Limits { utterance: Duration::ZERO, ..PATIENT });
    let error = recognizer.finish().unwrap_err();
    assert!(matches!(&error, RecognizerError::Engine(reason) if reason.contains("longer")), "{error}");
    recognizer.set_limits(PATIENT);
    assert_eq!(hear(&mut recognizer, &samples).0[0].text, "show me bacon");
}

#[test]
fn files_that_are_no_whole_model_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("broken.bin");
    let whole = fs::read(model()).unwrap();
    let mut foreign = whole.clone();
    foreign[4..48].fill(0xff);
    let noise: Vec<u8> = (0..100_000_u32).map(|index| (index.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let mut cases = vec![("zeros", vec![0; 1_000_000]), ("noise", noise), ("foreign header", foreign)];
    for length in [0, 3, 4, 20, 48, 1_000, 100_000, 900_000, whole.len() / 2, whole.len() - 1] {
        cases.push(("cut", whole[..length].to_vec()));
    }
    for (case, content) in cases {
        fs::write(&path, &content).unwrap();
        let error = WhisperRecognizer::open(&path, "en").expect_err(case);
        assert!(matches!(error, RecognizerError::Model { .. }), "{case} {}: {error}", content.len());
        assert!(error.to_string().contains("broken.bin"), "{error}");
    }
    assert!(WhisperRecognizer::open(&folder.path().join("missing.bin"), "en").is_err());
}

#[test]
fn a_language_that_the_model_does_not_know_is_refused() {
    for language in ["de", "klingon", "e\0n"] {
        assert!(WhisperRecognizer::open(model(), language).is_err(), "{language:?}");
    }
}

#[test]
fn the_largest_model_in_a_models_folder_is_found() {
    let data = tempfile::tempdir().unwrap();
    let folder = data.path().join("models");
    fs::create_dir(&folder).unwrap();
    let whole = fs::read(model()).unwrap();
    fs::write(folder.join("small.bin"), &whole[..100_000_000.min(whole.len()) / 2]).unwrap();
    fs::write(folder.join("large.bin"), &whole).unwrap();
    fs::write(folder.join("other.bin"), vec![0; whole.len() + 1]).unwrap();
    let mut config = RecognitionConfig::default();
    assert_eq!(find_model(&config, data.path()), Some(folder.join("large.bin")));
    config.model = PathBuf::from("named.bin");
    assert_eq!(find_model(&config, data.path()), Some(PathBuf::from("named.bin")));
}
