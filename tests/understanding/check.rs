//! `orderly intents check` on folders of sentences.

use std::path::Path;
use std::process::{Command, Output};

fn check(folder: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_orderly"));
    command.args(["intents", "check", "--lang", "en", "--intents"]).arg(folder).output().unwrap()
}

fn folder(yaml: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.yaml"), yaml).unwrap();
    folder
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn odd_sentences_are_told_and_are_no_failure() {
    let folder = folder(
        "intents:\n  Buy: {data: [{sentences: [get tea]}]}\n  Fetch: {data: [{sentences: ['get [the] tea']}]}\n\
         expansion_rules: {never: used}\n",
    );
    let output = check(folder.path());
    assert!(output.status.success(), "{output:?}");
    let file = folder.path().join("a.yaml");
    let file = file.display();
    let expected = format!(
        "{file}:3:18: `get tea` means `Fetch`, and `Buy` at {file}:2:16; that one counts\n\
         {file}:4:26: no sentence uses the rule <never>; leave it out\n\
         1 files of `en`: 2 to look at\n"
    );
    assert_eq!(text(&output.stdout), expected);
}

#[test]
fn what_is_wrong_is_a_failure_with_its_place() {
    let folder = folder("intents: {Buy: {data: [{sentences: ['get {tee}']}]}}\nlists: {tea: {values: [green]}}\n");
    let output = check(folder.path());
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(
        text(&output.stderr).contains("a.yaml:1:42: nobody defines the list {tee}; did you mean `tea`?"),
        "{output:?}"
    );
    assert!(output.stdout.is_empty());
}

#[test]
fn the_sentences_that_come_with_the_program_are_right() {
    for language in ["en", "nl", "de", "fr", "es"] {
        let command = ["intents", "check", "--lang", language];
        let output = Command::new(env!("CARGO_BIN_EXE_orderly")).args(command).output().unwrap();
        assert!(output.status.success(), "{}", text(&output.stderr));
        assert!(text(&output.stdout).contains(&format!("files of `{language}`: ")), "{output:?}");
    }
}
