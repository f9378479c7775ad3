//! Requests and answers of each hub: a case is a file, `alexa/<case>.json` or `dialogflow/<case>.json`, with the request, the
//! words that it says, a reply to it and how that is answered; or with the error that it is refused with.

use std::path::{Path, PathBuf};

use orderly::channels::{alexa, dialogflow};
use orderly::dialogue::Reply;
use orderly::expecting::Expecting;
use serde_json::{Value, json};

use super::english;

fn cases(hub: &str) -> Vec<(PathBuf, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(hub);
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() >= 5, "the cases are missing");
    let read = |path: &PathBuf| serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    paths.iter().map(|path| (path.clone(), read(path))).collect()
}

fn reply(case: &Value) -> Option<Reply> {
    let reply = case.get("reply")?;
    let text = reply["text"].as_str().unwrap().to_owned();
    let speech = reply["speech"].as_str().map_or_else(|| text.clone(), str::to_owned);
    let expecting: Expecting = reply["expecting"].as_str().unwrap().parse().unwrap();
    Some(Reply { number: 1, text, speech, language: "en".to_owned(), expecting, ends: reply["ends"] == true })
}

/// Compares what a case says with what comes of it.
fn check(hub: &str, come_of: impl Fn(&Value) -> Value) {
    let wrong: Vec<String> = cases(hub)
        .into_iter()
        .filter_map(|(path, case)| {
            let found = come_of(&case);
            let keys = ["words", "who", "response", "error"].into_iter();
            let named = keys.filter_map(|key| Some((key.to_owned(), case.get(key)?.clone())));
            let expected = Value::Object(named.collect());
            if std::env::var("ORDERLY_GOLDEN").is_ok_and(|mode| mode == "write") {
                let mut case = case.as_object().unwrap().clone();
                case.extend(found.as_object().unwrap().clone());
                std::fs::write(&path, serde_json::to_string_pretty(&case).unwrap() + "\n").unwrap();
            }
            (found != expected).then(|| format!("{}:\n{found:#}", path.display()))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_alexa_case_comes_out_as_its_file_says() {
    let wording = english();
    check("alexa", |case| match alexa::SkillRequest::read(case["request"].to_string().as_bytes()) {
        Err(error) => json!({ "error": error.to_string() }),
        Ok(request) => {
            let mut found = json!({
                "words": request.words(&wording),
                "who": request.accounts().collect::<Vec<_>>(),
            });
            if let Some(reply) = reply(case) {
                found["response"] = alexa::response::response(&request, &reply);
            }
            found
        }
    });
}

#[test]
fn every_dialogflow_case_comes_out_as_its_file_says() {
    let wording = english();
    check("dialogflow", |case| match dialogflow::AgentRequest::read(case["request"].to_string().as_bytes()) {
        Err(error) => json!({ "error": error.to_string() }),
        Ok(request) => {
            let mut found = json!({
                "words": request.words(&wording),
                "who": request.accounts().collect::<Vec<_>>(),
            });
            if let Some(reply) = reply(case) {
                found["response"] = dialogflow::response::response(&request, &reply);
            }
            found
        }
    });
}

#[test]
fn a_code_is_never_in_an_answer() {
    for (path, case) in cases("alexa").into_iter().filter(|(path, _)| path.ends_with("code.json")) {
        let request = alexa::SkillRequest::read(case["request"].to_string().as_bytes()).unwrap();
        for expecting in Expecting::ALL {
            let reply = Reply { expecting, ends: false, ..reply(&case).unwrap() };
            let response = alexa::response::response(&request, &reply).to_string();
            assert!(!response.contains("0412"), "{}: {response}", path.display());
        }
    }
}

#[test]
fn what_is_too_long_to_be_said_whole_does_not_fit() {
    let reply = |length: usize| Reply {
        number: 1,
        text: "a".repeat(length),
        speech: "a".repeat(length),
        language: "en".to_owned(),
        expecting: Expecting::Confirmation,
        ends: false,
    };
    assert!(alexa::response::fits(&reply(8_000)) && !alexa::response::fits(&reply(8_001)));
}
