//! The program in a language other than English, and with replies of the owner.

use std::fs;
use std::io::Write;
use std::process::{Command, Output, Stdio};

use orderly::assistant::parts;
use orderly::config::Config;

/// Types these lines to a household that speaks a language.
fn typed(language: &str, dialogue: &str, lines: &str) -> Output {
    typed_to(&format!("[assistant]\nlanguage = \"{language}\"\n[dialogue]\n{dialogue}\n"), lines)
}

/// Types these lines to a household.
fn typed_to(config: &str, lines: &str) -> Output {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("orderly.toml"), config).unwrap();
    fs::write(folder.path().join("mine.ftl"), "greeting = Dag buurman!\n").unwrap();
    fs::write(folder.path().join("wrong.ftl"), "# Mine.\ngreting = Dag buurman!\n").unwrap();
    let command = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_orderly"));
        command.current_dir(folder.path()).args(["--config", "orderly.toml", "--data", "data"]);
        command
    };
    assert!(command().args(["import", "--sample"]).output().unwrap().status.success());
    let mut typing = command();
    let typing = typing.arg("type").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut typing = typing.spawn().unwrap();
    // A program that refuses its configuration reads nothing.
    let _ignore_nobody_reads = typing.stdin.take().unwrap().write_all(lines.as_bytes());
    typing.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn a_whole_conversation_is_typed_in_dutch() {
    let output = typed("nl", "", "bestel oat milk\nja\nwaar is mijn bestelling\n");
    let said = text(&output.stdout);
    assert!(output.status.success(), "{output:?}");
    for words in ["€ 5,89", "Zal ik bestellen en betalen?", "1016", "vandaag binnengekomen"] {
        assert!(said.contains(words), "{words:?} is not in {said}");
    }
}

/// What is answered to these lines where four languages are spoken.
fn answers(lines: &[&str]) -> Vec<String> {
    let household = "[assistant]\nother_languages = [\"de\", \"nl\", \"fr\"]\n";
    let output = typed_to(household, &lines.join("\n"));
    assert!(output.status.success(), "{output:?}");
    text(&output.stdout).lines().filter_map(|line| line.strip_prefix("< ")).map(str::to_owned).collect()
}

#[test]
fn whoever_speaks_a_language_is_answered_in_it() {
    let lines = ["wo ist meine Bestellung", "waar is mijn bestelling", "où est ma commande", "where is my order"];
    let said = answers(&lines);
    for (said, word) in said.iter().zip(["Bestellung 1015", "Bestelling 1015", "commande 1015", "Order 1015"]) {
        assert!(said.contains(word), "{word:?} is not in {said}");
    }
    assert_eq!(said.len(), lines.len());
}

#[test]
fn a_total_is_confirmed_in_any_language_and_the_conversation_goes_on_in_its_own() {
    let said = answers(&["bestelle oat milk", "oui", "abbrechen"]);
    assert!(said[0].contains("5,89") && said[0].contains("Soll ich"), "{}", said[0]);
    assert!(said[1].contains("1016") && !said[1].contains("commande"), "{}", said[1]);
    let refused = answers(&["bestelle oat milk", "nee bedankt", "wo ist meine Bestellung"]);
    assert!(refused[1..].iter().all(|said| !said.contains("1016")), "{refused:?}");
}

#[test]
fn a_command_in_the_middle_of_a_question_is_answered_in_its_language() {
    let said = answers(&["order oat milk", "wo ist meine Bestellung", "nein"]);
    assert!(said[1].contains("Bestellung 1015"), "{}", said[1]);
}

#[test]
fn the_tone_and_the_replies_of_the_owner_are_what_is_said() {
    let lines = "hey orderly\nbestel oat milk\nnee\n";
    let said = text(&typed("nl", "tone = \"warm\"\nreplies = \"mine.ftl\"", lines).stdout);
    assert!(said.contains("Dag buurman!") && said.contains("Zal ik bestellen en betalen?"), "{said}");
    assert!(said.contains("Natuurlijk.") || said.contains("Komt helemaal goed."), "{said}");
}

#[test]
fn wrong_replies_of_the_owner_are_named_with_their_line_before_anything_is_said() {
    let wrong = typed("nl", "replies = \"wrong.ftl\"", "");
    let said = text(&wrong.stderr);
    assert!(!wrong.status.success() && said.lines().count() == 1, "{said}");
    assert!(said.contains("wrong.ftl, line 2") && said.contains("did you mean `greeting`?"), "{said}");
    let missing = text(&typed("nl", "replies = \"nowhere.ftl\"", "").stderr);
    assert!(missing.contains("dialogue.replies: nowhere.ftl"), "{missing}");
}

#[test]
fn a_recogniser_that_does_not_know_the_language_says_what_to_do() {
    let mut config = Config::default();
    config.assistant.language = "nl".to_owned();
    config.recognition.engine = "sphinx".to_owned();
    let error = parts::recognizer(&config).map(|chosen| chosen.note).unwrap_err().to_string();
    assert!(error.contains("orderly models list") || error.contains("--features"), "{error}");
}
