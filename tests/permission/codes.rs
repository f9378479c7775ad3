//! Codes as they are said: `codes/<lang>.txt`, a case a line.

use std::fs;

use orderly::permission::Code;
use proptest::prelude::*;

/// Language, what is said, and the code in it, if there is one.
fn cases() -> Vec<(String, String, Option<String>)> {
    let mut cases = Vec::new();
    for file in fs::read_dir("tests/permission/codes").unwrap() {
        let path = file.unwrap().path();
        let language = path.file_stem().unwrap().to_string_lossy().into_owned();
        for line in fs::read_to_string(&path).unwrap().lines().filter(|line| !line.starts_with('#')) {
            let (said, code) = line.split_once('=').unwrap_or_else(|| panic!("{}: {line}", path.display()));
            let code = Some(code.trim().to_owned()).filter(|code| code != "-");
            cases.push((language.clone(), said.trim().to_owned(), code));
        }
    }
    cases
}

#[test]
fn codes_are_heard_as_they_are_said() {
    let cases = cases();
    assert!(cases.len() >= 100, "the cases are missing");
    let wrong: Vec<String> = cases
        .into_iter()
        .filter(|(language, said, code)| Code::heard(language, said) != code.as_ref().map(|code| code.parse().unwrap()))
        .map(|(language, said, code)| format!("{language}: {said}: expected {code:?}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

proptest! {
    #[test]
    fn every_code_is_heard_digit_by_digit_in_every_language(digits in "[0-9]{4,8}") {
        let code = Some(digits.parse().unwrap());
        let apart: Vec<String> = digits.chars().map(String::from).collect();
        for language in ["en", "nl", "de", "fr", "es", "sv"] {
            prop_assert_eq!(&Code::heard(language, &digits), &code);
            prop_assert_eq!(&Code::heard(language, &apart.join(" ")), &code);
            prop_assert_eq!(&Code::heard(language, &apart.join(", ")), &code);
        }
    }

    #[test]
    fn no_text_makes_it_panic(language in "[a-z]{0,3}(-[A-Z]{2})?", text in "([a-z0-9 ]|two|double|und|fois|\\PC){0,60}") {
        let _heard_or_not = Code::heard(&language, &text);
    }
}
