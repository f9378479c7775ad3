//! What people type and recognisers hear for a phrase: one typing error; other words of the dictionary that sound like
//! it but for one confused sound; words parted and put together. All of it follows from a seed.

use std::collections::HashMap;
use std::path::Path;

/// A small generator of numbers that look random (Lehmer, 48271 modulo 2^31 - 1).
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0 * 48_271 % 0x7fff_ffff;
        usize::try_from(self.0).unwrap_or(0) % limit.max(1)
    }
}

/// A pronouncing dictionary, both ways.
pub struct Dictionary {
    sounds: HashMap<String, Vec<String>>,
    spellings: HashMap<String, Vec<String>>,
    pub words: Vec<String>,
}

/// Sounds that recognisers take for one another.
const CONFUSED: [(&str, &str); 24] = [
    ("P", "B"),
    ("T", "D"),
    ("K", "G"),
    ("F", "V"),
    ("S", "Z"),
    ("TH", "F"),
    ("TH", "T"),
    ("DH", "D"),
    ("SH", "CH"),
    ("CH", "JH"),
    ("M", "N"),
    ("N", "NG"),
    ("IH", "IY"),
    ("IH", "EH"),
    ("EH", "AE"),
    ("EH", "EY"),
    ("AH", "AA"),
    ("AH", "IH"),
    ("AH", "UH"),
    ("AA", "AO"),
    ("AO", "OW"),
    ("UH", "UW"),
    ("ER", "AH"),
    ("W", "V"),
];

impl Dictionary {
    /// Reads a dictionary of PocketSphinx: a word and its phones on a line.
    pub fn read(path: &Path) -> Result<Self, String> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| format!("{}: {error}; install pocketsphinx-en-us", path.display()))?;
        let mut dictionary = Self { sounds: HashMap::new(), spellings: HashMap::new(), words: Vec::new() };
        for line in text.lines() {
            let Some((word, phones)) = line.split_once(' ') else { continue };
            if !word.chars().all(|letter| letter.is_ascii_lowercase()) || word.len() < 3 {
                continue;
            }
            dictionary.sounds.insert(word.to_owned(), phones.split(' ').map(str::to_owned).collect());
            dictionary.spellings.entry(phones.to_owned()).or_default().push(word.to_owned());
            dictionary.words.push(word.to_owned());
        }
        Ok(dictionary)
    }

    fn spelt(&self, phones: &[String]) -> &[String] {
        self.spellings.get(&phones.join(" ")).map_or(&[], Vec::as_slice)
    }

    /// Other words that sound like this one, or like it with one sound confused.
    fn misheard(&self, word: &str) -> Vec<String> {
        let Some(phones) = self.sounds.get(word) else { return Vec::new() };
        let mut heard = self.spelt(phones).to_vec();
        for at in 0..phones.len() {
            for (one, other) in CONFUSED.iter().flat_map(|(one, other)| [(one, other), (other, one)]) {
                if phones[at] == *one {
                    let mut confused = phones.clone();
                    confused[at] = (*other).to_owned();
                    heard.extend_from_slice(self.spelt(&confused));
                }
            }
        }
        heard.retain(|other| other != word);
        heard
    }

    /// Two words that together sound like this one.
    fn parted(&self, word: &str) -> Vec<String> {
        let Some(phones) = self.sounds.get(word) else { return Vec::new() };
        let mut parted = Vec::new();
        for at in 2..phones.len().saturating_sub(1) {
            let (before, after) = phones.split_at(at);
            if let (Some(before), Some(after)) = (self.spelt(before).first(), self.spelt(after).first()) {
                parted.push(format!("{before} {after}"));
            }
        }
        parted
    }

    /// Ways in which a recogniser hears a phrase, each with one word wrong, or two put together.
    pub fn heard(&self, phrase: &str) -> Vec<String> {
        let words: Vec<&str> = phrase.split(' ').collect();
        let mut heard = Vec::new();
        for at in 0..words.len() {
            for other in self.misheard(words[at]).into_iter().chain(self.parted(words[at])) {
                let mut changed: Vec<&str> = words.clone();
                changed[at] = &other;
                heard.push(changed.join(" "));
            }
        }
        heard
    }
}

/// A phrase with one typing error in its longest word; `None` where every word is short.
pub fn typed(phrase: &str, dice: &mut Dice) -> Option<String> {
    const NEIGHBOURS: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
    let mut words: Vec<String> = phrase.split(' ').map(str::to_owned).collect();
    let word = words.iter_mut().max_by_key(|word| word.len()).filter(|word| word.len() > 4 && word.is_ascii())?;
    let mut letters: Vec<char> = word.chars().collect();
    let at = 1 + dice.below(letters.len() - 2);
    match dice.below(4) {
        0 => drop(letters.remove(at)),
        1 => letters.insert(at, letters[at]),
        2 => letters.swap(at, at + 1),
        _ => {
            let row = NEIGHBOURS.iter().find(|row| row.contains(letters[at]))?;
            let place = row.find(letters[at])?;
            letters[at] = row.chars().nth(if place == 0 { 1 } else { place - 1 })?;
        }
    }
    let changed: String = letters.into_iter().collect();
    *word = changed;
    Some(words.join(" "))
}
