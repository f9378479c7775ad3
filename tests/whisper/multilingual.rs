//! Making out the language, with a model that has the words of a multilingual one: our own with one row more in its table of
//! tokens. It learnt English only, so it is the mechanics that run here; `benches/languages.rs` measures a real one.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use orderly::speech_to_text::whisper::WhisperRecognizer;
use orderly::speech_to_text::{Hypothesis, Recognizer};

use super::{PATIENT, hear, model, recordings};

/// Where the special tokens of an English model begin; those of a multilingual one begin one token later.
const TEXT_TOKENS: usize = 50_256;
/// Bytes of 32 weights of the type `q5_0` (`ggml-common.h`).
const BLOCK: usize = 22;
const EMBEDDING: &[u8] = b"decoder.token_embedding.weight";

fn integer(bytes: &[u8], at: usize) -> usize {
    u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) as usize
}

fn write(bytes: &mut [u8], at: usize, number: usize) {
    bytes[at..at + 4].copy_from_slice(&u32::try_from(number).unwrap().to_le_bytes());
}

fn multilingual() -> &'static Path {
    static MODEL: OnceLock<PathBuf> = OnceLock::new();
    MODEL.get_or_init(|| {
        let mut bytes = fs::read(model()).unwrap();
        let words = integer(&bytes, 4);
        write(&mut bytes, 4, words + 1);
        // A tensor: how many dimensions, how long its name is, its type, the dimensions, the name, the weights.
        let name = bytes.windows(EMBEDDING.len()).position(|window| window == EMBEDDING).unwrap();
        let (width, rows) = (integer(&bytes, name - 8), name - 4);
        assert_eq!((integer(&bytes, rows), integer(&bytes, name - 12)), (words, 6), "a table of `q5_0`");
        write(&mut bytes, rows, words + 1);
        let row = width / 32 * BLOCK;
        let last_text = name + EMBEDDING.len() + (TEXT_TOKENS - 1) * row;
        let copy = bytes[last_text..last_text + row].to_vec();
        bytes.splice(last_text + row..last_text + row, copy);
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("multilingual-q5_0.bin");
        fs::write(&path, bytes).unwrap();
        path
    })
}

fn recognizer(languages: &[&str]) -> WhisperRecognizer {
    let mut recognizer = WhisperRecognizer::open(multilingual(), languages).unwrap();
    recognizer.set_limits(PATIENT);
    recognizer
}

fn languages(heard: &[Hypothesis]) -> BTreeSet<&str> {
    heard.iter().map(|hypothesis| hypothesis.language.as_deref().unwrap()).collect()
}

#[test]
fn what_is_heard_is_in_one_of_the_languages_that_may_be_spoken() {
    let mut recognizer = recognizer(&["en", "de"]);
    let mut heard = 0;
    for (_, samples) in recordings() {
        let hypotheses = hear(&mut recognizer, &samples);
        heard += hypotheses.len();
        assert!(languages(&hypotheses).iter().all(|language| ["en", "de"].contains(language)), "{hypotheses:?}");
        assert!(hypotheses.iter().all(|hypothesis| (0.0..=1.0).contains(&hypothesis.confidence)), "{hypotheses:?}");
    }
    assert!(heard > 0, "nothing was heard at all");
}

#[test]
fn the_language_of_a_question_is_the_only_one_that_is_listened_for() {
    let mut recognizer = recognizer(&["en", "de"]);
    let mut heard = BTreeSet::new();
    for language in ["de", "en-GB"] {
        assert!(recognizer.expect_language(Some(language)));
        for (_, samples) in recordings() {
            let hypotheses = hear(&mut recognizer, &samples);
            let primary = &language[..2];
            assert!(languages(&hypotheses).iter().all(|heard| *heard == primary), "{hypotheses:?}");
            heard.extend(hypotheses.into_iter().filter_map(|hypothesis| hypothesis.language));
        }
    }
    assert_eq!(heard.len(), 2, "nothing was heard in one of them");
    assert!(!recognizer.expect_language(Some("fr")), "nobody said that French may be spoken");
    assert!(recognizer.expect_language(None));
}

#[test]
fn an_english_model_is_not_opened_for_more_than_english() {
    let error = WhisperRecognizer::open(model(), &["en", "de"]).unwrap_err().to_string();
    assert!(error.contains("not `de`") && error.contains("without `.en`"), "{error}");
    assert!(WhisperRecognizer::open(multilingual(), &["en", "klingon"]).is_err());
}
