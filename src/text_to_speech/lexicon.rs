//! How words are said that a voice would say wrongly: a file of the owner.
//!
//! ```text
//! # a line for a word, or several words in a row
//! Nescafé = ness caffay
//! quinoa = keenwah
//! Häagen-Dazs = hah gen dahs /ˈhɑːɡən dˌɑːs/ [[h'A:g@nd,A:s]]
//! ```
//!
//! What is behind the `=` is another spelling, which every voice reads; behind it there may be the sounds themselves, in
//! the International Phonetic Alphabet for Piper's voices and in the mnemonics of espeak-ng for those. A word that is
//! written in lower case is found in any case, another one only as it is written.

use std::collections::HashMap;
use std::path::Path;

use unicode_normalization::UnicodeNormalization;

/// The largest file that is read, bytes, and the longest word and spelling, characters.
const LARGEST: u64 = 1_000_000;
const LONGEST: usize = 200;

/// How sounds are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alphabet {
    /// The International Phonetic Alphabet.
    Ipa,
    /// The mnemonics of espeak-ng.
    Espeak,
}

/// A piece of a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Part {
    /// Written words.
    Words(String),
    /// Sounds, in the alphabet of the voice.
    Sounds(String),
}

/// What can be wrong with a lexicon.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LexiconError {
    /// It cannot be read.
    #[error("speech.lexicon: {file}: {reason}")]
    Unreadable {
        /// Its path.
        file: String,
        /// What the system said.
        reason: String,
    },
    /// Lines of it are wrong; all of them, not only the first.
    #[error("{}", problems.join("\n"))]
    Lines {
        /// A sentence each, with the file and the line.
        problems: Vec<String>,
    },
}

/// The words, and how each is said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lexicon {
    /// By the first letter in lower case, the longest first.
    entries: HashMap<char, Vec<Entry>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    word: Vec<char>,
    /// Where it stands, `FILE:LINE`.
    place: String,
    spelling: String,
    ipa: Option<String>,
    espeak: Option<String>,
}

impl Lexicon {
    /// Reads a file; an empty path is a lexicon without words.
    ///
    /// # Errors
    /// [`LexiconError`] names the file and the lines.
    pub fn open(path: &Path) -> Result<Self, LexiconError> {
        if path.as_os_str().is_empty() {
            return Ok(Self::default());
        }
        let file = path.display().to_string();
        let unreadable = |reason: String| LexiconError::Unreadable { file: file.clone(), reason };
        let size = std::fs::metadata(path).map_err(|error| unreadable(error.to_string()))?.len();
        if size > LARGEST {
            return Err(unreadable(format!("it has {size} bytes, and more than {LARGEST} are no list of words")));
        }
        let text = std::fs::read_to_string(path).map_err(|error| unreadable(error.to_string()))?;
        Self::read(&file, &text)
    }

    /// Reads a lexicon; `name` is what errors call it.
    ///
    /// # Errors
    /// [`LexiconError::Lines`] names every line that is wrong.
    pub fn read(name: &str, text: &str) -> Result<Self, LexiconError> {
        let mut lexicon = Self::default();
        let mut problems = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let line = line.trim_start_matches('\u{feff}').trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let place = format!("{name}:{}", index + 1);
            match entry(line, &place) {
                Ok(entry) => match lexicon.find(&entry.word) {
                    Some(other) => {
                        let word: String = entry.word.iter().collect();
                        problems.push(format!("{place}: `{word}` is there already ({}); keep one", other.place));
                    }
                    None => lexicon.insert(entry),
                },
                Err(reason) => problems.push(format!("{place}: {reason}")),
            }
        }
        if problems.is_empty() { Ok(lexicon) } else { Err(LexiconError::Lines { problems }) }
    }

    fn insert(&mut self, entry: Entry) {
        let alike = self.entries.entry(first(&entry.word)).or_default();
        let at = alike.partition_point(|other| other.word.len() >= entry.word.len());
        alike.insert(at, entry);
    }

    fn find(&self, word: &[char]) -> Option<&Entry> {
        self.entries.get(&first(word))?.iter().find(|entry| entry.word == word)
    }

    /// Whether a voice with this alphabet can say every word.
    ///
    /// # Errors
    /// [`LexiconError::Lines`] names the lines that have only sounds of another alphabet.
    pub fn check(&self, alphabet: Alphabet) -> Result<(), LexiconError> {
        let (reads, other) = match alphabet {
            Alphabet::Ipa => ("reads sounds between / and /", "[[…]]"),
            Alphabet::Espeak => ("reads sounds between [[ and ]]", "/…/"),
        };
        let silent =
            self.entries.values().flatten().filter(|it| it.spelling.is_empty() && it.sounds(alphabet).is_none());
        let mut problems: Vec<String> = silent
            .map(|it| format!("{}: this voice {reads} and not {other}: add a spelling in front of them", it.place))
            .collect();
        problems.sort();
        if problems.is_empty() { Ok(()) } else { Err(LexiconError::Lines { problems }) }
    }

    /// The sentence with every word of the lexicon replaced, the longest first; nothing else changes.
    #[must_use]
    pub fn apply(&self, sentence: &str, alphabet: Alphabet) -> Vec<Part> {
        if self.entries.is_empty() {
            return vec![Part::Words(sentence.to_owned())];
        }
        let letters: Vec<char> = sentence.nfc().collect();
        let mut parts = Vec::new();
        let mut words = String::new();
        let mut at = 0;
        while at < letters.len() {
            match self.at(&letters, at) {
                Some(entry) => {
                    match entry.sounds(alphabet) {
                        Some(sounds) => {
                            push_words(&mut parts, &mut words);
                            parts.push(Part::Sounds(sounds.to_owned()));
                        }
                        None => words.push_str(&entry.spelling),
                    }
                    at += entry.word.len();
                }
                None => {
                    words.push(letters[at]);
                    at += 1;
                }
            }
        }
        push_words(&mut parts, &mut words);
        parts
    }

    /// The longest word that begins here and is a word of its own.
    fn at(&self, letters: &[char], at: usize) -> Option<&Entry> {
        if at > 0 && letters[at - 1].is_alphanumeric() && letters[at].is_alphanumeric() {
            return None;
        }
        self.entries.get(&lower(letters[at]))?.iter().find(|entry| {
            let end = at + entry.word.len();
            let Some(found) = letters.get(at..end) else { return false };
            let ends =
                !(letters[end - 1].is_alphanumeric() && letters.get(end).is_some_and(|next| next.is_alphanumeric()));
            ends && entry.is(found)
        })
    }
}

impl Entry {
    /// Whether it is this word, in any case where it is written in lower case.
    fn is(&self, found: &[char]) -> bool {
        let any_case = !self.word.iter().any(|letter| letter.is_uppercase());
        self.word.iter().zip(found).all(|(word, found)| word == found || (any_case && *word == lower(*found)))
    }

    fn sounds(&self, alphabet: Alphabet) -> Option<&str> {
        match alphabet {
            Alphabet::Ipa => self.ipa.as_deref(),
            Alphabet::Espeak => self.espeak.as_deref(),
        }
    }
}

fn push_words(parts: &mut Vec<Part>, words: &mut String) {
    if !words.is_empty() {
        parts.push(Part::Words(std::mem::take(words)));
    }
}

fn first(word: &[char]) -> char {
    word.first().copied().map_or(' ', lower)
}

/// One letter for one letter; what has more than one in lower case stays.
fn lower(letter: char) -> char {
    let mut lower = letter.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(lower), None) => lower,
        _ => letter,
    }
}

/// Reads a line; what is wrong with it, and what to write.
fn entry(line: &str, place: &str) -> Result<Entry, String> {
    let (word, said) =
        line.split_once('=').ok_or("expected a word, `=` and how it is said, such as `quinoa = keenwah`")?;
    let word: Vec<char> = word.trim().nfc().collect();
    if !word.iter().any(|letter| letter.is_alphanumeric()) {
        return Err("there is no word in front of the `=`".to_owned());
    }
    let (said, espeak) = cut_out(said, "[[", "]]")?;
    let (said, ipa) = cut_out(&said, "/", "/")?;
    let spelling = said.split_whitespace().collect::<Vec<_>>().join(" ");
    if word.len() > LONGEST || spelling.chars().count() > LONGEST {
        return Err(format!("a word and its spelling have at most {LONGEST} letters each"));
    }
    if let Some(strange) = spelling.chars().find(|letter| letter.is_control() || "[]<>".contains(*letter)) {
        return Err(format!("`{}` is not said: write letters", strange.escape_default()));
    }
    if !spelling.is_empty() && !spelling.chars().any(char::is_alphanumeric) {
        return Err("there is nothing in it to say".to_owned());
    }
    if spelling.is_empty() && ipa.is_none() && espeak.is_none() {
        return Err("it does not say how: write a spelling behind the `=`".to_owned());
    }
    Ok(Entry { word, place: place.to_owned(), spelling, ipa, espeak })
}

/// The text without what stands between two marks, and that.
fn cut_out(text: &str, open: &str, close: &str) -> Result<(String, Option<String>), String> {
    let Some((before, rest)) = text.split_once(open) else { return Ok((text.to_owned(), None)) };
    let (sounds, behind) = rest.split_once(close).ok_or_else(|| format!("`{open}` has no `{close}` behind it"))?;
    let sounds = sounds.trim();
    let ascii = open == "[[";
    let is_sound = |letter: char| match ascii {
        true => letter.is_ascii_graphic() || letter == ' ',
        false => !letter.is_control() && !letter.is_ascii_digit() && !"[]<>{}|\\".contains(letter),
    };
    if sounds.is_empty() || sounds.chars().count() > LONGEST || !sounds.chars().all(is_sound) {
        return Err(format!(
            "between `{open}` and `{close}` are no sounds of {}",
            if ascii { "espeak-ng" } else { "IPA" }
        ));
    }
    Ok((format!("{before} {behind}"), Some(sounds.nfc().collect())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FILE: &str = "# brands\nquinoa = keenwah\nNescafé = ness caffay\nUS = you ess\nBen & Jerry's = ben and jerries\n\
        7UP = seven up\nicy ben = icy benjamin\nHäagen-Dazs = hah gen dahs /ˈhɑːɡən dˌɑːs/ [[h'A:g@nd,A:s]]\n";

    fn words(sentence: &str) -> String {
        let lexicon = Lexicon::read("words.txt", FILE).unwrap();
        let said = |part| match part {
            Part::Words(words) => words,
            Part::Sounds(sounds) => format!("<{sounds}>"),
        };
        lexicon.apply(sentence, Alphabet::Ipa).into_iter().map(said).collect()
    }

    #[test]
    fn words_are_replaced_whole_and_in_their_case() {
        assert_eq!(words("Quinoa, QUINOA and quinoas."), "keenwah, keenwah and quinoas.");
        assert_eq!(words("Nescafé, nescafé, Nescafe\u{301}."), "ness caffay, nescafé, ness caffay.");
        assert_eq!(words("Tell us about the US."), "Tell us about the you ess.");
        assert_eq!(words("Ben & Jerry's, 7UP, 17UP"), "ben and jerries, seven up, 17UP");
        assert_eq!(words("icy ben"), "icy benjamin");
    }

    #[test]
    fn sounds_are_taken_where_the_voice_can_read_them() {
        assert_eq!(words("One Häagen-Dazs."), "One <ˈhɑːɡən dˌɑːs>.");
        let lexicon = Lexicon::read("words.txt", FILE).unwrap();
        let parts = lexicon.apply("Häagen-Dazs", Alphabet::Espeak);
        assert_eq!(parts, [Part::Sounds("h'A:g@nd,A:s".to_owned())]);
        let only = Lexicon::read("words.txt", "\nHilti = /hˈɪlti/").unwrap();
        assert_eq!(only.check(Alphabet::Ipa), Ok(()));
        let error = only.check(Alphabet::Espeak).unwrap_err().to_string();
        assert!(error.starts_with("words.txt:2: ") && error.contains("spelling"), "{error}");
    }

    #[test]
    fn every_wrong_line_is_named() {
        let wrong = "quinoa\n= keenwah\ntea =\ntea = [[t'i:\ntea = /1/\nok = okay\nOK = okay\nok = oh kay\ntea = <b>\ntea = ...\n";
        let error = Lexicon::read("words.txt", wrong).unwrap_err().to_string();
        let lines: Vec<&str> = error.lines().map(|line| line.split(": ").next().unwrap()).collect();
        assert_eq!(lines, [1, 2, 3, 4, 5, 8, 9, 10].map(|line| format!("words.txt:{line}")), "{error}");
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "(\\PC{0,20}[=/\\[\\]\n]){0,6}", sentence in "\\PC{0,40}") {
            if let Ok(lexicon) = Lexicon::read("words.txt", &text) {
                let _any_parts = lexicon.apply(&sentence, Alphabet::Espeak);
            }
        }

        #[test]
        fn without_its_words_a_sentence_stays_as_it_is(sentence in "[a-m .,']{0,40}") {
            let lexicon = Lexicon::read("words.txt", "zzz = said otherwise").unwrap();
            let said: Vec<Part> = lexicon.apply(&sentence, Alphabet::Ipa);
            let expected: Vec<Part> = if sentence.is_empty() { vec![] } else { vec![Part::Words(sentence)] };
            prop_assert_eq!(said, expected);
        }
    }
}
