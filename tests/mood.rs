//! The mood of shoppers against sentences that people labelled: `mood/<lang>.tsv`, and against golden wishes, which are
//! neutral: `intents/<lang>/*.yaml`.

use std::path::Path;

use orderly::dialogue::mood::{Mood, MoodReader};
use serde::Deserialize;

const LANGUAGES: [&str; 5] = ["de", "en", "es", "fr", "nl"];

/// The mood after one turn that was understood.
fn mood(language: &str, sentence: &str) -> Mood {
    MoodReader::new(language).observe(sentence, true, false)
}

fn labelled(language: &str) -> Vec<(Mood, String)> {
    let path = format!("tests/mood/{language}.tsv");
    let text = std::fs::read_to_string(&path).unwrap();
    let line = |line: &str| {
        let (label, sentence) = line.split_once('\t').unwrap();
        let mood = match label {
            "neutral" => Mood::Neutral,
            "frustrated" => Mood::Frustrated,
            "hurried" => Mood::Hurried,
            "pleased" => Mood::Pleased,
            other => panic!("{path}: `{other}` is no mood"),
        };
        (mood, sentence.to_owned())
    };
    text.lines().map(line).collect()
}

#[derive(Deserialize)]
struct Golden {
    #[serde(default)]
    tests: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    #[serde(default)]
    sentences: Vec<String>,
}

/// Every sentence that shoppers say when nothing is wrong.
fn wishes(language: &str) -> Vec<String> {
    let folder = Path::new("tests/intents").join(language);
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files
        .filter(|path| path.extension().is_some_and(|end| end == "yaml"))
        .flat_map(|path| serde_saphyr::from_str::<Golden>(&std::fs::read_to_string(path).unwrap()).unwrap().tests)
        .flat_map(|case| case.sentences)
        .collect()
}

#[test]
fn nearly_every_labelled_sentence_is_read_as_people_read_it() {
    for language in LANGUAGES {
        let sentences = labelled(language);
        let wrong: Vec<_> = sentences.iter().filter(|(label, sentence)| mood(language, sentence) != *label).collect();
        assert!(sentences.len() >= 40, "{language}: {} sentences", sentences.len());
        assert!(wrong.len() * 20 <= sentences.len(), "{language}: more than one in twenty is wrong: {wrong:#?}");
    }
}

#[test]
fn hardly_any_ordinary_wish_counts_as_frustrated() {
    for language in LANGUAGES {
        let wishes = wishes(language);
        let wrong: Vec<_> = wishes.iter().filter(|wish| mood(language, wish) == Mood::Frustrated).collect();
        assert!(wishes.len() > 500, "{language}: {} wishes", wishes.len());
        assert!(wrong.len() * 100 <= wishes.len(), "{language}: {} of {}: {wrong:#?}", wrong.len(), wishes.len());
    }
}
