//! Golden conversations: `conversations/<language>/*.txt`, played against the real local shop and the real journal.
//!
//! ```text
//! # why it is here
//! > what a shopper says
//! ~ 0.45 what a recogniser makes of it, and how surely | 0.40 what it may be too
//! < what the assistant answers; « … » stands for anything
//! * what happens otherwise
//! ```
//!
//! A reply counts as heard when the next line begins, unless that says otherwise. `ORDERLY_GOLDEN=write` writes the
//! answers into the files, to be read before they are committed.

mod shop;
mod stage;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use stage::Stage;

#[test]
fn every_golden_conversation_goes_as_it_is_written() {
    all_go_as_they_are_written("en", 40);
}

#[test]
fn every_dutch_conversation_goes_as_it_is_written() {
    all_go_as_they_are_written("nl", 20);
}

#[test]
fn every_german_conversation_goes_as_it_is_written() {
    all_go_as_they_are_written("de", 20);
}

#[test]
fn every_french_conversation_goes_as_it_is_written() {
    all_go_as_they_are_written("fr", 20);
}

#[test]
fn every_spanish_conversation_goes_as_it_is_written() {
    all_go_as_they_are_written("es", 20);
}

#[test]
fn no_folder_of_conversations_is_left_out() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conversations");
    let folders = std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
    let mut languages: Vec<String> =
        folders.map(|folder| folder.file_name().unwrap().to_string_lossy().into_owned()).collect();
    languages.sort();
    assert_eq!(languages, ["de", "en", "es", "fr", "nl"]);
}

fn all_go_as_they_are_written(language: &'static str, least: usize) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conversations").join(language);
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= least, "{} conversations in {}", files.len(), folder.display());
    let mut report = String::new();
    for file in files {
        let expected = std::fs::read_to_string(&file).unwrap();
        let actual = play(&expected, language);
        if same(&expected, &actual) {
            continue;
        }
        if std::env::var("ORDERLY_GOLDEN").is_ok_and(|mode| mode == "write") {
            std::fs::write(&file, &actual).unwrap();
        } else {
            let name = file.file_name().unwrap().to_string_lossy();
            writeln!(report, "\n{name}\n{}", difference(&expected, &actual)).unwrap();
        }
    }
    assert!(report.is_empty(), "conversations that went otherwise (- written, + said):\n{report}");
}

/// The conversation with the answers that are given now.
fn play(script: &str, language: &'static str) -> String {
    let mut stage = Stage::new(language);
    let mut out = String::new();
    for line in script.lines().filter(|line| !line.starts_with('<')) {
        writeln!(out, "{line}").unwrap();
        let said = if let Some(words) = line.strip_prefix("> ") {
            stage.hear(words)
        } else if let Some(guesses) = line.strip_prefix("~ ") {
            stage.guess(guesses)
        } else if let Some(directive) = line.strip_prefix("* ") {
            stage.direct(directive)
        } else {
            assert!(line.is_empty() || line.starts_with('#'), "not a line of a conversation: {line}");
            Vec::new()
        };
        for reply in said {
            writeln!(out, "< {reply}").unwrap();
        }
    }
    out
}

fn same(expected: &str, actual: &str) -> bool {
    let (expected, actual): (Vec<_>, Vec<_>) = (expected.lines().collect(), actual.lines().collect());
    expected.len() == actual.len() && expected.iter().zip(&actual).all(|(expected, actual)| matches(expected, actual))
}

/// Whether a line is as expected; `…` stands for anything.
fn matches(expected: &str, actual: &str) -> bool {
    match expected.split_once('…') {
        Some((start, end)) => {
            actual.len() >= start.len() + end.len() && actual.starts_with(start) && actual.ends_with(end)
        }
        None => expected == actual,
    }
}

/// Line by line; the first line that differs and what follows it are shown both ways.
fn difference(expected: &str, actual: &str) -> String {
    let (expected, actual): (Vec<_>, Vec<_>) = (expected.lines().collect(), actual.lines().collect());
    let common = expected.iter().zip(&actual).take_while(|(expected, actual)| matches(expected, actual)).count();
    let mut out = String::new();
    for line in &expected[..common] {
        writeln!(out, "    {line}").unwrap();
    }
    for (sign, rest) in [('-', &expected[common..]), ('+', &actual[common..])] {
        for line in rest {
            writeln!(out, "  {sign} {line}").unwrap();
        }
    }
    out
}
