//! What every recogniser promises, held by PocketSphinx, whisper and the two in a cascade. Needs Debian's
//! `pocketsphinx-en-us`.

use std::path::Path;

use orderly::audio::{FRAME_SAMPLES, Frame, SAMPLE_RATE, recording};
use orderly::expecting::Expecting;
use orderly::speech_to_text::cascade::{Cascade, Sureness};
use orderly::speech_to_text::sphinx::{DEBIAN_MODEL, Sphinx};
use orderly::speech_to_text::whisper::WhisperRecognizer;
use orderly::speech_to_text::{Hypothesis, Recognizer, RecognizerError, Vocabulary};

use crate::sphinx::{grammar, vocabulary};

const SAID: [(&str, &str); 3] = [
    ("same_010.wav", "show me bacon"),
    ("same_003.wav", "reorder dishwasher tablets"),
    ("same_027.wav", "how much does bacon cost"),
];

/// Every recogniser by name, knowing what is said.
fn every() -> Vec<(&'static str, Box<dyn Recognizer>)> {
    let sphinx = || Box::new(Sphinx::open(Path::new(DEBIAN_MODEL), None).expect("apt install pocketsphinx-en-us"));
    let whisper = || Box::new(WhisperRecognizer::open(crate::whisper::model(), &["en"]).unwrap());
    let cascade = |alone| Cascade::new(sphinx(), whisper(), Sureness { alone, margin: 0.2, disputed: 0.6 });
    let mut all: Vec<(&'static str, Box<dyn Recognizer>)> = vec![
        ("sphinx", sphinx()),
        ("whisper", whisper()),
        ("cascade", Box::new(cascade(0.9))),
        ("cascade that asks both", Box::new(cascade(2.0))),
    ];
    for (name, recognizer) in &mut all {
        recognizer.adopt(&said()).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
    all
}

fn said() -> Vocabulary {
    let sentences: Vec<&str> = SAID.iter().map(|(_, words)| *words).collect();
    // The model of the tests never learnt to be told names.
    vocabulary(&[(Expecting::Command, grammar(&sentences))])
}

fn frames(file: &str) -> Vec<Frame> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/audio/whisper").join(file);
    let whole = |part: &[i16]| std::array::from_fn(|index| part.get(index).copied().unwrap_or(0));
    recording::read(&path).unwrap().chunks(FRAME_SAMPLES).map(whole).collect()
}

fn feed(recognizer: &mut dyn Recognizer, frames: &[Frame]) {
    frames.iter().for_each(|frame| drop(recognizer.accept(frame).unwrap()));
}

fn best(heard: &[Hypothesis]) -> &str {
    heard.first().map_or("", |best| best.text.as_str())
}

#[test]
fn what_is_said_is_heard_best_first_as_plain_words_with_a_confidence() {
    for (name, mut recognizer) in every() {
        for (file, words) in SAID {
            recognizer.begin(Expecting::Command).unwrap();
            feed(recognizer.as_mut(), &frames(file));
            let heard = recognizer.finish().unwrap();
            assert_eq!(best(&heard), words, "{name}");
            assert!(heard.iter().all(|hypothesis| (0.0..=1.0).contains(&hypothesis.confidence)), "{name}: {heard:?}");
            assert!(heard.is_sorted_by(|one, other| one.confidence >= other.confidence), "{name}: {heard:?}");
            let plain = |letter: char| letter == ' ' || letter == '\'' || letter.is_lowercase();
            assert!(heard.iter().all(|hypothesis| hypothesis.text.chars().all(plain)), "{name}: {heard:?}");
        }
    }
}

#[test]
fn the_same_is_heard_with_and_without_pauses() {
    for (name, mut recognizer) in every() {
        for (file, _) in SAID {
            let frames = frames(file);
            recognizer.begin(Expecting::Command).unwrap();
            feed(recognizer.as_mut(), &frames);
            let at_once = recognizer.finish().unwrap();
            recognizer.begin(Expecting::Command).unwrap();
            let (beginning, rest) = frames.split_at(frames.len() / 2);
            feed(recognizer.as_mut(), beginning);
            recognizer.pause().unwrap();
            feed(recognizer.as_mut(), rest);
            recognizer.pause().unwrap();
            assert_eq!(recognizer.finish().unwrap(), at_once, "{name}");
        }
    }
}

#[test]
fn nothing_is_heard_of_silence_of_no_sound_or_of_an_utterance_that_never_began() {
    for (name, mut recognizer) in every() {
        assert_eq!(recognizer.finish().unwrap(), [], "{name}");
        for seconds in [0, 1, 3] {
            recognizer.begin(Expecting::Command).unwrap();
            feed(recognizer.as_mut(), &vec![[0; FRAME_SAMPLES]; seconds * SAMPLE_RATE as usize / FRAME_SAMPLES]);
            recognizer.pause().unwrap();
            assert_eq!(recognizer.finish().unwrap(), [], "{name}, {seconds} s");
            assert_eq!(recognizer.finish().unwrap(), [], "{name}, finished twice");
        }
    }
}

#[test]
fn an_utterance_that_begins_anew_keeps_nothing_of_the_one_before() {
    for (name, mut recognizer) in every() {
        recognizer.begin(Expecting::Command).unwrap();
        feed(recognizer.as_mut(), &frames(SAID[0].0));
        recognizer.pause().unwrap();
        recognizer.begin(Expecting::Command).unwrap();
        feed(recognizer.as_mut(), &frames(SAID[1].0));
        assert_eq!(best(&recognizer.finish().unwrap()), SAID[1].1, "{name}");
    }
}

#[test]
fn an_utterance_without_an_end_is_an_error_and_the_next_one_is_heard() {
    for (name, mut recognizer) in every() {
        recognizer.begin(Expecting::Command).unwrap();
        let minute = 60 * SAMPLE_RATE as usize / FRAME_SAMPLES;
        let outcome = (0..minute + 2).find_map(|_| recognizer.accept(&[0; FRAME_SAMPLES]).err());
        assert!(matches!(outcome, Some(RecognizerError::Engine(_))), "{name}");
        recognizer.begin(Expecting::Command).unwrap();
        feed(recognizer.as_mut(), &frames(SAID[0].0));
        assert_eq!(best(&recognizer.finish().unwrap()), SAID[0].1, "{name}");
    }
}

#[test]
fn a_vocabulary_is_adopted_between_utterances_as_often_as_it_changes() {
    for (name, mut recognizer) in every() {
        for _ in 0..2 {
            recognizer.adopt(&said()).unwrap();
            recognizer.adopt_meanwhile(said()).unwrap();
            recognizer.begin(Expecting::Command).unwrap();
            feed(recognizer.as_mut(), &frames(SAID[0].0));
            assert_eq!(best(&recognizer.finish().unwrap()), SAID[0].1, "{name}");
        }
    }
}
