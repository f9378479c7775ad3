//! Configuration files that are wrong, and what is said about them: `config/<case>.toml` and `<case>.expected`.

use std::path::Path;

use orderly::config::Config;
use proptest::prelude::*;

#[test]
fn every_bad_file_is_refused_in_words_that_help() {
    let mut cases: Vec<_> = std::fs::read_dir("tests/config")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    cases.sort();
    assert!(cases.len() >= 10, "the cases are missing");
    let wrong: Vec<_> = cases
        .iter()
        .filter_map(|case| {
            let said =
                format!("{}\n", Config::load(Some(case)).err().map(|error| error.to_string()).unwrap_or_default());
            let expected = std::fs::read_to_string(case.with_extension("expected")).unwrap_or_default();
            (said != expected).then(|| format!("{}\n--- expected\n{expected}--- said\n{said}", case.display()))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let said = Config::load(Some(Path::new("tests/config/none.toml"))).unwrap_err().to_string();
    assert!(said.starts_with("tests/config/none.toml: No such file"), "{said}");
}

#[test]
fn the_defaults_written_to_a_file_are_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orderly.toml");
    std::fs::write(&path, toml::to_string(&Config::default()).unwrap()).unwrap();
    assert_eq!(Config::load(Some(&path)).unwrap(), Config::default());
    std::fs::write(&path, "").unwrap();
    assert_eq!(Config::load(Some(&path)).unwrap(), Config::default());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_bytes_make_it_panic(
        bytes in prop_oneof![
            proptest::collection::vec(any::<u8>(), 0..200),
            "(\\[(mqtt|listening|x)\\]\n(port|threshold|cap_ms|y)? ?= ?[-0-9.a-z\"\\[]{0,8}\n){0,4}".prop_map(String::into_bytes),
        ]
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("orderly.toml");
        std::fs::write(&path, bytes).unwrap();
        let _read_or_refused = Config::load(Some(&path));
    }
}
