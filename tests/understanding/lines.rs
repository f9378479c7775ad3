//! `orderly understand` with whatever comes through standard input.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

fn understand() -> Child {
    let intents = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/intents/coffee");
    Command::new(env!("CARGO_BIN_EXE_orderly"))
        .args(["understand", "--json", "--intents", intents])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

#[test]
fn every_line_gets_its_answer_whatever_is_in_it() {
    let mut child = understand();
    let mut input = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || {
        for line in
            [b"\xff\xfe latte".to_vec(), Vec::new(), b"\0".to_vec(), vec![b'x'; 10 << 20], b"small latte\r".to_vec()]
        {
            input.write_all(&line).unwrap();
            input.write_all(b"\n").unwrap();
        }
        input.write_all(b"latte without an end of line").unwrap();
    });
    let answers: Vec<serde_json::Value> = BufReader::new(child.stdout.take().unwrap())
        .lines()
        .map(|line| serde_json::from_str(&line.unwrap()).unwrap())
        .collect();
    writer.join().unwrap();
    assert!(child.wait().unwrap().success());
    let intents: Vec<_> = answers.iter().map(|answer| answer["intent"].as_str()).collect();
    assert_eq!(intents, [Some("orderDrink"), None, None, None, Some("orderDrink"), None]);
}

#[test]
fn a_reader_that_goes_away_ends_it_without_an_error() {
    let mut child = understand();
    let mut input = child.stdin.take().unwrap();
    drop(child.stdout.take());
    // The line after the one that found the pipe closed may find nobody to read it either.
    while input.write_all(b"small latte\n").is_ok() {}
    assert!(child.wait().unwrap().success());
}
