//! The product finder against golden files: what people type and what recognisers hear.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use orderly::commerce::catalogue::Catalogue;
use orderly::speech_to_text::Pronounce;
use orderly::text_to_speech::espeak;
use orderly::understanding::History;
use orderly::understanding::slots::finder::Finder;
use orderly::understanding::text::Spelling;
use serde::Deserialize;

/// From this confidence on nobody is asked whether it is the right product.
const HIGH: f32 = 0.8;

/// A golden file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Golden {
    /// `sample`, or the language code of a file in `tests/catalogues`.
    catalogue: String,
    language: String,
    #[serde(default)]
    found: Vec<Case>,
    #[serde(default)]
    not_found: Vec<String>,
    #[serde(default)]
    questions: Vec<Question>,
}

/// Phrases that mean a product, by its name (several may share it) or its title.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    phrases: Vec<String>,
    product: String,
}

/// Phrases that mean several products equally: at least two come back, none with high confidence, and they are at least
/// half as many as these names or titles, by which they go.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    phrases: Vec<String>,
    among: Vec<String>,
}

/// What came of a file.
#[derive(Default)]
struct Outcome {
    asked: usize,
    right: usize,
    wrong_and_sure: usize,
    misses: Vec<String>,
}

impl Outcome {
    fn note(&mut self, is_right: bool, is_sure: bool, miss: impl FnOnce() -> String) {
        self.asked += 1;
        self.right += usize::from(is_right);
        self.wrong_and_sure += usize::from(!is_right && is_sure);
        if !is_right {
            self.misses.push(miss());
        }
    }
}

/// A finder with the means to try phrases on it.
struct Bench {
    catalogue: Catalogue,
    spelling: Spelling,
    finder: Finder,
}

impl Bench {
    fn of(golden: &Golden) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let path = match golden.catalogue.as_str() {
            "sample" => root.join("src/commerce/local/sample/products.csv"),
            language => root.join(format!("tests/catalogues/{language}.csv")),
        };
        let bytes = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let products = orderly::commerce::catalogue::csv::read(&bytes).unwrap();
        let catalogue = Catalogue { revision: 1, products };
        let spelling = Spelling { language: golden.language.clone(), ignore_whitespace: false };
        let language = golden.language.clone();
        let pronounce: Pronounce = Arc::new(move |word: &str| espeak::ipa(word, &language));
        assert!(pronounce("a").is_some(), "espeak-ng-data is missing: install the package of that name");
        let finder = Finder::new(&catalogue, &spelling, Some(pronounce));
        Self { catalogue, spelling, finder }
    }

    /// Name, title and confidence of what is found.
    fn find(&self, phrase: &str) -> Vec<(String, String, f32)> {
        let found = self.finder.find(&self.spelling, phrase, &History::default());
        let told = |found: &orderly::understanding::slots::finder::Found| {
            let product = &self.catalogue.products[found.product as usize];
            (product.name.clone(), product.title(), found.confidence)
        };
        found.iter().map(told).collect()
    }
}

fn told(found: &[(String, String, f32)]) -> String {
    let found: Vec<String> =
        found.iter().take(4).map(|(_, title, confidence)| format!("{title} {confidence:.2}")).collect();
    if found.is_empty() { "nothing".to_owned() } else { found.join("; ") }
}

fn judge(golden: &Golden) -> (Outcome, Outcome) {
    let bench = Bench::of(golden);
    let mut named = Outcome::default();
    for case in &golden.found {
        for phrase in &case.phrases {
            let found = bench.find(phrase);
            let first = found.first();
            let is_right = first.is_some_and(|(name, title, _)| *name == case.product || *title == case.product);
            let is_sure = first.is_some_and(|(.., confidence)| *confidence >= HIGH);
            named.note(is_right, is_sure, || format!("{phrase}: {} is wanted, found {}", case.product, told(&found)));
        }
    }
    let mut others = Outcome::default();
    for phrase in &golden.not_found {
        let found = bench.find(phrase);
        let is_sure = found.first().is_some_and(|(.., confidence)| *confidence >= HIGH);
        others.note(found.is_empty(), is_sure, || format!("{phrase}: is not sold, found {}", told(&found)));
    }
    for question in &golden.questions {
        for phrase in &question.phrases {
            let found = bench.find(phrase);
            let listed = |(name, title, _): &(String, String, f32)| {
                question.among.contains(name) || question.among.contains(title)
            };
            let is_sure = found.iter().any(|(.., confidence)| *confidence >= HIGH);
            let among = found.iter().filter(|found| listed(found)).count();
            let is_right = found.len() > 1 && !is_sure && among * 2 >= question.among.len();
            others.note(is_right, is_sure, || format!("{phrase}: is a question, found {}", told(&found)));
        }
    }
    (named, others)
}

fn golden_files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/products");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    files.sort();
    files
}

/// Of what is named at least 95 of 100 is found; in all at most 5 of 1000 answers are wrong and sure of it (one where
/// there are fewer than 200), and what is not sold or not clear is at most once in 20 taken for something.
#[test]
fn products_are_found_by_what_is_typed_and_heard() {
    let mut complaints = Vec::new();
    for path in golden_files() {
        let golden: Golden = serde_saphyr::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let (named, others) = judge(&golden);
        let asked = named.asked + others.asked;
        let wrong_and_sure = named.wrong_and_sure + others.wrong_and_sure;
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        let figures = format!(
            "{file}: {} of {} found, {} of {} refused or asked, {wrong_and_sure} of {asked} wrong and sure",
            named.right, named.asked, others.right, others.asked
        );
        println!("{figures}\n  {}", [&named.misses[..], &others.misses[..]].concat().join("\n  "));
        let enough = named.right * 100 >= named.asked * 95 && others.right * 100 >= others.asked * 95;
        if !enough || wrong_and_sure > (asked * 5 / 1_000).max(usize::from(asked < 200)) {
            complaints.push(format!("{figures}\n  {}", [&named.misses[..], &others.misses[..]].concat().join("\n  ")));
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}
