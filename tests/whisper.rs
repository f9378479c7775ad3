//! Real transcription with the small model of our own, and models that are none.

mod multilingual;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use orderly::audio::{FRAME_SAMPLES, Frame, recording};
use orderly::config::RecognitionConfig;
use orderly::expecting::Expecting;
use orderly::speech_to_text::whisper::{Limits, WhisperRecognizer, choose, explain};
use orderly::speech_to_text::{Hypothesis, Recognizer, RecognizerError};

const TESTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests");

/// Limits that no machine reaches, however busy.
const PATIENT: Limits = Limits { utterance: Duration::from_secs(120), guess: Duration::from_secs(120) };

/// The test model, unpacked once.
pub fn model() -> &'static Path {
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
    let mut recognizer = WhisperRecognizer::open(model(), &["en"]).unwrap();
    recognizer.set_limits(PATIENT);
    recognizer
}

fn frames(samples: &[i16]) -> Vec<Frame> {
    let whole = |part: &[i16]| std::array::from_fn(|index| part.get(index).copied().unwrap_or(0));
    samples.chunks(FRAME_SAMPLES).map(whole).collect()
}

fn hear(recognizer: &mut WhisperRecognizer, samples: &[i16]) -> Vec<Hypothesis> {
    recognizer.begin(Expecting::Command).unwrap();
    frames(samples).iter().for_each(|frame| drop(recognizer.accept(frame).unwrap()));
    recognizer.finish().unwrap()
}

/// The recordings that the model is known to get right, with their words.
fn recordings() -> Vec<(String, Vec<i16>)> {
    let expected = fs::read_to_string(format!("{TESTS}/audio/whisper/expected.tsv")).unwrap();
    let lines = expected.lines().filter_map(|line| line.split_once('\t'));
    let read = |(file, text): (&str, &str)| {
        let samples = recording::read(Path::new(&format!("{TESTS}/audio/whisper/{file}"))).unwrap();
        (text.to_lowercase().replace(['.', '?', ','], ""), samples)
    };
    lines.map(read).collect()
}

#[test]
fn sentences_of_shoppers_are_transcribed() {
    let mut recognizer = recognizer();
    for (text, samples) in recordings() {
        let heard = hear(&mut recognizer, &samples);
        let best = heard.first().unwrap_or_else(|| panic!("nothing was heard of {text}"));
        assert_eq!(best.text, text);
        assert!((0.5..=1.0).contains(&best.confidence), "{text}: {}", best.confidence);
    }
}

#[test]
fn what_is_heard_with_pauses_is_what_is_heard_at_once() {
    let mut recognizer = recognizer();
    for (text, samples) in recordings() {
        let at_once = hear(&mut recognizer, &samples);
        recognizer.begin(Expecting::Command).unwrap();
        for (number, frame) in frames(&samples).iter().enumerate() {
            recognizer.accept(frame).unwrap();
            if number % 20 == 19 {
                recognizer.pause().unwrap();
            }
        }
        recognizer.pause().unwrap();
        assert_eq!(recognizer.finish().unwrap(), at_once, "{text}");
    }
}

/// The next words that are told.
fn told(recognizer: &mut WhisperRecognizer) -> String {
    let late = Instant::now() + Duration::from_secs(60);
    loop {
        assert!(Instant::now() < late, "no words were told");
        if let Some(text) = recognizer.news() {
            return text;
        }
        std::thread::yield_now();
    }
}

#[test]
fn words_are_told_after_a_second_of_speech_and_after_a_pause() {
    let mut recognizer = recognizer();
    let (text, samples) = recordings().into_iter().max_by_key(|(_, samples)| samples.len()).unwrap();
    recognizer.begin(Expecting::Command).unwrap();
    let (beginning, rest) = frames(&samples).into_iter().enumerate().partition::<Vec<_>, _>(|(at, _)| *at < 50);
    beginning.iter().for_each(|(_, frame)| drop(recognizer.accept(frame).unwrap()));
    let first = told(&mut recognizer);
    rest.iter().for_each(|(_, frame)| drop(recognizer.accept(frame).unwrap()));
    recognizer.pause().unwrap();
    let whole = told(&mut recognizer);
    assert_ne!(first, whole);
    assert_eq!(whole, text);
    assert_eq!(recognizer.finish().unwrap()[0].text, text);
}

#[test]
fn an_utterance_that_nobody_waits_for_is_stopped() {
    let mut recognizer = recognizer();
    let recordings = recordings();
    for pair in recordings.windows(2) {
        recognizer.begin(Expecting::Command).unwrap();
        frames(&pair[0].1).iter().for_each(|frame| drop(recognizer.accept(frame).unwrap()));
        recognizer.pause().unwrap();
        // Not finished.
        assert_eq!(hear(&mut recognizer, &pair[1].1)[0].text, pair[1].0);
    }
    recognizer.begin(Expecting::Command).unwrap();
    frames(&recordings[0].1).iter().for_each(|frame| drop(recognizer.accept(frame).unwrap()));
    recognizer.pause().unwrap();
    // It ends while it decodes.
    drop(recognizer);
}

#[test]
fn silence_noise_and_nothing_are_no_sentence() {
    let mut recognizer = recognizer();
    let quiet: Vec<i16> = (0..32_000_i32).map(|index| ((index * 7919 % 101) - 50) as i16).collect();
    for nothing in [&[][..], &[0; 100], &[0; 48_000], &quiet] {
        assert_eq!(hear(&mut recognizer, nothing), []);
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
    assert_eq!(hear(&mut recognizer, &samples)[0].text, "show me bacon");
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
        let error = WhisperRecognizer::open(&path, &["en"]).expect_err(case);
        assert!(matches!(error, RecognizerError::Model { .. }), "{case} {}: {error}", content.len());
        assert!(error.to_string().contains("broken.bin"), "{error}");
    }
    assert!(WhisperRecognizer::open(&folder.path().join("missing.bin"), &["en"]).is_err());
}

#[test]
fn a_language_that_the_model_does_not_know_is_refused() {
    for language in ["de", "klingon", "e\0n"] {
        assert!(WhisperRecognizer::open(model(), &[language]).is_err(), "{language:?}");
    }
}

#[test]
fn of_the_models_that_are_there_the_largest_whole_one_is_taken_and_its_speed_is_remembered() {
    let data = tempfile::tempdir().unwrap();
    let folder = data.path().join("models");
    fs::create_dir(&folder).unwrap();
    let whole = fs::read(model()).unwrap();
    fs::write(folder.join("whole.bin"), &whole).unwrap();
    fs::write(folder.join("longer.bin"), [&whole[..], &[7; 1000]].concat()).unwrap();
    fs::write(folder.join("cut.bin"), &whole[..whole.len() - 1]).unwrap();
    fs::write(folder.join("other.bin"), vec![0; whole.len() + 1]).unwrap();
    let config = RecognitionConfig::default();
    let before = explain(&config, &["en"], data.path()).unwrap().unwrap();
    assert!(before.contains("whole.bin (its speed is measured at the first start"), "{before}");
    let choice = choose(&config, &["en"], data.path()).unwrap().unwrap();
    assert!(choice.note.contains("whole.bin (takes ") && choice.note.contains("longer.bin"), "{}", choice.note);
    let remembered = fs::read_to_string(data.path().join("whisper-speed.toml")).unwrap();
    assert!(remembered.contains("whole.bin"), "{remembered}");
    assert_eq!(explain(&config, &["en"], data.path()).unwrap(), Some(choice.note));
    for damaged in ["", "machine = 7", "machine = \"another\"\n[seconds_per_second]\n"] {
        fs::write(data.path().join("whisper-speed.toml"), damaged).unwrap();
        assert_eq!(explain(&config, &["en"], data.path()).unwrap().as_deref(), Some(before.as_str()));
    }
    assert!(choose(&config, &["de"], data.path()).unwrap().is_none(), "the models know English only");
}

#[test]
fn a_model_that_is_named_is_taken_and_nothing_in_its_place() {
    let data = tempfile::tempdir().unwrap();
    let config = RecognitionConfig { model: model().to_owned(), ..RecognitionConfig::default() };
    assert!(choose(&config, &["en"], data.path()).unwrap().unwrap().note.contains("nano-shopper"));
    let missing = RecognitionConfig { model: PathBuf::from("missing.bin"), ..RecognitionConfig::default() };
    assert!(choose(&missing, &["en"], data.path()).unwrap_err().to_string().contains("recognition.model"));
}
