//! Words that nobody means: what else could have been said, to compete with the words of a grammar.
//!
//! A grammar fits its words to every sound. Any sequence of some hundred other words fits most sounds better, and what
//! was really said worse.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader};
use std::path::Path;

use crate::speech_to_text::RecognizerError;

/// What decoys are told by.
const MARK: char = '~';

/// Whether a word is a decoy.
pub(super) fn is_one(word: &str) -> bool {
    word.starts_with(MARK)
}

/// How many there are. From here on more of them cost time and refuse little more.
const COUNT: usize = 400;

/// Words of the dictionary file that are like none of the pronunciations of a grammar and together have many of the
/// sequences of two phones that English has, with their phones: the same ones for the same file and grammar. A tilde
/// tells them from the words of a grammar.
pub(super) fn words(
    file: &Path,
    said: &BTreeMap<String, Vec<String>>,
) -> Result<Vec<(String, String)>, RecognizerError> {
    let mut candidates: Vec<(u64, String, String)> = Vec::new();
    for (word, phones) in entries(file)? {
        if (2..=7).contains(&phones.split(' ').count()) {
            candidates.push((mixed_up(&word), word, phones));
        }
    }
    candidates.sort_unstable();
    let said: Vec<Vec<&str>> = said.values().flatten().map(|phones| phones.split(' ').collect()).collect();
    let mut known: BTreeSet<(String, String)> = BTreeSet::new();
    let mut chosen = Vec::new();
    for (_, word, phones) in candidates {
        let sounds: Vec<&str> = phones.split(' ').collect();
        let pairs = sounds.windows(2).map(|pair| (pair[0].to_owned(), pair[1].to_owned()));
        let new: Vec<_> = pairs.filter(|pair| !known.contains(pair)).collect();
        if 2 * new.len() < sounds.len() - 1 || said.iter().any(|other| alike(&sounds, other)) {
            continue;
        }
        known.extend(new);
        chosen.push((format!("{MARK}{word}"), phones));
        if chosen.len() == COUNT {
            break;
        }
    }
    Ok(chosen)
}

/// Words of the dictionary file that sound nearly like these, and are not them: what is called the one must not be taken
/// for the other. Each has a tilde in front and a number behind, as the same word may be among [`words`].
pub(super) fn near(
    file: &Path,
    said: &BTreeMap<String, Vec<String>>,
) -> Result<Vec<(String, String)>, RecognizerError> {
    let said: Vec<Vec<&str>> = said.values().flatten().map(|phones| phones.split(' ').collect()).collect();
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    for (word, phones) in entries(file)? {
        let sounds: Vec<&str> = phones.split(' ').collect();
        let is_near = |other: &Vec<&str>| distance(&sounds, other) <= (other.len() + 2) / 4;
        // A word in which one of these is whole ("reorderly") says it.
        let says = |other: &Vec<&str>| {
            sounds == *other || other.len() > 2 && sounds.windows(other.len()).any(|part| part == other)
        };
        if said.iter().any(is_near) && !said.iter().any(says) {
            found.entry(phones).or_insert(word);
        }
    }
    Ok(found
        .into_iter()
        .zip(0..)
        .map(|((phones, word), number)| (format!("{MARK}{word}{MARK}{number}"), phones))
        .collect())
}

/// Words in small letters with their phones, as the dictionary file has them.
fn entries(file: &Path) -> Result<Vec<(String, String)>, RecognizerError> {
    let unreadable =
        |error: std::io::Error| RecognizerError::Model { path: file.to_owned(), reason: error.to_string() };
    let mut entries = Vec::new();
    for line in BufReader::new(std::fs::File::open(file).map_err(unreadable)?).lines() {
        let line = line.map_err(unreadable)?;
        let Some((word, phones)) = line.split_once(' ') else { continue };
        if word.bytes().all(|letter| letter.is_ascii_lowercase()) {
            entries.push((word.to_owned(), phones.to_owned()));
        }
    }
    Ok(entries)
}

/// Whether two words have the same phones but for a third of them.
fn alike(left: &[&str], right: &[&str]) -> bool {
    distance(left, right) <= left.len().max(right.len()).div_ceil(3)
}

/// How many phones have to be put in, left out or changed to make one word of the other.
fn distance(left: &[&str], right: &[&str]) -> usize {
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (at, phone) in left.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], at + 1);
        for (place, other) in right.iter().enumerate() {
            let cost = (diagonal + usize::from(phone != other)).min(row[place] + 1).min(row[place + 1] + 1);
            diagonal = std::mem::replace(&mut row[place + 1], cost);
        }
    }
    row[right.len()]
}

/// FNV-1a: an order of the words that has nothing to do with the alphabet.
fn mixed_up(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decoys_are_the_same_every_time_and_like_no_word_that_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("dictionary");
        std::fs::write(
            &file,
            "bean B IY N\nbeans B IY N Z\nshook SH UH K\nlamp L AE M P\nlamp(2) L AA M P\nyet Y EH T\n",
        )
        .unwrap();
        let said = BTreeMap::from([
            ("yes".to_owned(), vec!["Y EH S".to_owned()]),
            ("been".to_owned(), vec!["B IH N".to_owned()]),
        ]);
        let mut chosen = words(&file, &said).unwrap();
        assert_eq!(chosen, words(&file, &said).unwrap());
        chosen.sort();
        let names: Vec<&str> = chosen.iter().map(|(word, _)| word.as_str()).collect();
        assert_eq!(names, ["~lamp", "~shook"]);
    }

    #[test]
    fn near_words_are_few_phones_away_and_hold_no_word_that_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("dictionary");
        let entries = [
            "commuter K AH M Y UW T ER",
            "compute K AH M P Y UW T",
            "computer K AH M P Y UW T ER",
            "computers K AH M P Y UW T ER Z",
            "lamp L AE M P",
        ];
        std::fs::write(&file, entries.join("\n")).unwrap();
        let said = BTreeMap::from([("computer".to_owned(), vec!["K AH M P Y UW T ER".to_owned()])]);
        let near = near(&file, &said).unwrap();
        let names: Vec<&str> = near.iter().map(|(word, _)| word.as_str()).collect();
        assert_eq!(names, ["~compute~0", "~commuter~1"]);
    }

    #[test]
    fn words_are_alike_up_to_a_third_of_their_phones() {
        assert!(alike(&["N", "OW"], &["N", "OW", "T"]));
        assert!(alike(&["Y", "EH", "S"], &["Y", "EH", "T"]));
        assert!(!alike(&["Y", "EH", "S"], &["N", "OW"]));
        assert!(!alike(&["SH", "UH", "K"], &["Y", "EH", "S"]));
    }
}
