//! Which phones the words of a grammar have.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader};
use std::path::Path;

use crate::speech_to_text::pronunciation::arpabet;
use crate::speech_to_text::{Pronounce, RecognizerError};

/// How people say words that the CMU dictionary spells otherwise, in its format; a word may stand there again.
const VARIANTS: &str = include_str!("variants.dict");

/// Words with their pronunciations in ARPAbet, phones apart by one space, and the words that have none.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Dictionary {
    /// For each word at least one pronunciation, no two the same.
    pub pronunciations: BTreeMap<String, Vec<String>>,
    /// Words that cannot be said.
    pub unspeakable: BTreeSet<String>,
}

impl Dictionary {
    /// Looks these words up in a dictionary file, in the variants, and then asks `pronounce`.
    ///
    /// Nothing else of the file stays in memory.
    pub(super) fn of<'a>(
        words: impl IntoIterator<Item = &'a str>,
        file: &Path,
        pronounce: Option<&Pronounce>,
    ) -> Result<Self, RecognizerError> {
        let mut pronunciations: BTreeMap<String, Vec<String>> =
            words.into_iter().map(|word| (word.to_owned(), Vec::new())).collect();
        let unreadable =
            |error: std::io::Error| RecognizerError::Model { path: file.to_owned(), reason: error.to_string() };
        for line in BufReader::new(std::fs::File::open(file).map_err(unreadable)?).lines() {
            add(&mut pronunciations, &line.map_err(unreadable)?);
        }
        VARIANTS.lines().for_each(|line| add(&mut pronunciations, line));
        let mut unspeakable = BTreeSet::new();
        for (word, phones) in &mut pronunciations {
            if phones.is_empty() && is_plain(word) {
                let ipa = pronounce.and_then(|pronounce| pronounce(word));
                phones.extend(ipa.and_then(|ipa| arpabet(&ipa)).map(|sounds| sounds.join(" ")));
            }
            if phones.is_empty() {
                unspeakable.insert(word.clone());
            }
        }
        pronunciations.retain(|_, phones| !phones.is_empty());
        Ok(Self { pronunciations, unspeakable })
    }

    /// The words of those phrases that can be said.
    pub(super) fn sayable(&self, phrases: &[String]) -> Vec<Vec<String>> {
        let words = |phrase: &String| phrase.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let can_be_said =
            |words: &Vec<String>| !words.is_empty() && words.iter().all(|word| self.pronunciations.contains_key(word));
        phrases.iter().map(words).filter(can_be_said).collect()
    }

    /// How these words are said.
    pub(super) fn only<'a>(&self, words: impl IntoIterator<Item = &'a String>) -> BTreeMap<String, Vec<String>> {
        let said = |word: &String| Some((word.clone(), self.pronunciations.get(word)?.clone()));
        words.into_iter().filter_map(said).collect()
    }
}

/// Adds a line `word(2) P H O N E S` if it is about one of the words.
fn add(pronunciations: &mut BTreeMap<String, Vec<String>>, line: &str) {
    let Some((entry, phones)) = line.split_once(' ') else { return };
    let word = entry.split_once('(').map_or(entry, |(word, _)| word);
    let Some(known) = pronunciations.get_mut(word) else { return };
    let phones = phones.trim();
    if is_plain(word) && !phones.is_empty() && !known.iter().any(|other| other == phones) {
        known.push(phones.to_owned());
    }
}

/// Whether it is a word and none of the signs that the recogniser keeps for itself, such as `<sil>` or `with(2)`.
fn is_plain(word: &str) -> bool {
    word.chars().any(char::is_alphabetic)
        && word.chars().all(|letter| letter.is_alphanumeric() || "'’-.&".contains(letter))
}
