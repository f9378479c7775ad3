//! A text as the words that count: one normal form for what was typed, what was heard and what a template says.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::numbers;

/// A sentence of more words is no request.
pub const LONGEST: usize = 256;

/// A word in its normal form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Lower case, NFC, without punctuation at its edges; digits are number words.
    pub text: String,
    /// Where it starts in [`Words::text`], in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// The words of a text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    /// The text in NFC.
    pub text: String,
    /// Its words in order. Several share a place where digits were written: `22` is `twenty`, `two`.
    pub words: Vec<Word>,
    /// Whether there were more than [`LONGEST`] words: the rest is missing.
    pub cut: bool,
}

impl Words {
    /// Words as they were written, with what stands between them.
    #[must_use]
    pub fn written(&self, words: Range<usize>) -> &str {
        match self.words.get(words).unwrap_or_default() {
            [first, .., last] => &self.text[first.start..last.end],
            [only] => &self.text[only.start..only.end],
            [] => "",
        }
    }

    /// Whether punctuation parts a word from the one before it.
    #[must_use]
    pub fn is_parted(&self, word: usize) -> bool {
        let before = word.checked_sub(1).and_then(|before| self.words.get(before));
        let (Some(before), Some(word)) = (before, self.words.get(word)) else { return false };
        self.text.get(before.end..word.start).is_some_and(|gap| gap.contains(is_punctuation))
    }
}

/// How texts of a language are cut into words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spelling {
    /// `en`.
    pub language: String,
    /// For languages that do not put spaces between words: every character counts as a word.
    pub ignore_whitespace: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    Sign,
    Gap,
}

impl Spelling {
    /// Cuts a text into words. Letters, digits and the signs that are spoken (`%`, `€`) part from each other, so that
    /// `50%` and `50 %` are the same; hyphens part words, apostrophes inside a word stay.
    #[must_use]
    pub fn words(&self, text: &str) -> Words {
        // A word is seldom longer than 64 characters; whatever comes after that many cannot count.
        let text: String = text.nfc().take(LONGEST * 64).collect();
        let mut words = Words { text, ..Words::default() };
        let characters: Vec<(usize, char)> = words.text.char_indices().collect();
        let mut from = 0;
        while from < characters.len() && !words.cut {
            let class = class(characters[from].1);
            let mut to = from + 1;
            while to < characters.len() && self.joins(class, &characters, to) {
                to += 1;
            }
            if class != Class::Gap {
                let end = characters.get(to).map_or(words.text.len(), |next| next.0);
                self.push(&mut words, class, characters[from].0, end);
            }
            from = to;
        }
        words
    }

    /// The normal form of a text as one string.
    #[must_use]
    pub fn normal(&self, text: &str) -> String {
        self.words(text).words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    fn joins(&self, class_so_far: Class, characters: &[(usize, char)], at: usize) -> bool {
        let character = characters[at].1;
        let next = characters.get(at + 1).map_or(Class::Gap, |next| class(next.1));
        match class_so_far {
            Class::Letter if self.ignore_whitespace => is_mark(character),
            Class::Letter => class(character) == Class::Letter || (is_apostrophe(character) && next == Class::Letter),
            Class::Digit => match character {
                '.' => next == Class::Digit,
                ',' => thousands(characters, at),
                _ => class(character) == Class::Digit,
            },
            Class::Sign => false,
            Class::Gap => class(character) == Class::Gap,
        }
    }

    fn push(&self, words: &mut Words, class: Class, start: usize, end: usize) {
        let written = &words.text[start..end];
        let mut normal: Vec<String> = Vec::new();
        match class {
            Class::Letter => normal.push(written.to_lowercase().replace(is_apostrophe, "'")),
            Class::Digit => {
                let plain = written.replace(',', "");
                match numbers::digits(&self.language, &plain) {
                    Some(spoken) => normal.extend(spoken.into_iter().map(str::to_owned)),
                    None => normal.push(plain),
                }
            }
            Class::Sign => normal.push(self.sign(written).to_owned()),
            Class::Gap => {}
        }
        for text in normal {
            if words.words.len() == LONGEST {
                words.cut = true;
                return;
            }
            words.words.push(Word { text, start, end });
        }
    }

    fn sign<'a>(&self, written: &'a str) -> &'a str {
        match (self.language.split(['-', '_']).next().unwrap_or_default(), written) {
            ("en", "&") => "and",
            ("en", "%") => "percent",
            ("en", "+") => "plus",
            _ => written,
        }
    }
}

fn class(character: char) -> Class {
    if character.is_ascii_digit() {
        Class::Digit
    } else if character.is_alphanumeric() || is_mark(character) {
        Class::Letter
    } else if "%&+°€$£".contains(character) {
        Class::Sign
    } else {
        Class::Gap
    }
}

/// Marks that belong to the letter before them: in NFC those without a composed form, the vowel signs of Indic and
/// Thai scripts, joiners.
fn is_mark(character: char) -> bool {
    unicode_normalization::char::is_combining_mark(character) || matches!(character, '\u{200c}' | '\u{200d}')
}

fn is_punctuation(character: char) -> bool {
    ",;:.!?\n\u{3002}\u{3001}\u{ff0c}\u{61f}\u{60c}".contains(character)
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '\u{2019}' | '\u{02bc}')
}

/// Whether a comma is followed by exactly three digits: `1,000`.
fn thousands(characters: &[(usize, char)], comma: usize) -> bool {
    let digits = characters[comma + 1..].iter().take(4).take_while(|next| next.1.is_ascii_digit()).count();
    digits == 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_punctuation_hyphens_and_digits_do_not_matter() {
        let english = Spelling { language: "en".to_owned(), ignore_whitespace: false };
        assert_eq!(english.normal("  Where’s my “parcel”?!  "), "where's my parcel");
        assert_eq!(english.normal("Coca-Cola 1.5L, 22 x"), "coca cola one point five l twenty two x");
        assert_eq!(english.normal("50% of 1,000 & the dogs'"), "fifty percent of one thousand and the dogs");
        assert_eq!(english.normal("cafe\u{301} 👍"), "café");
        assert_eq!(english.normal("\u{0}\u{7}…"), "");
    }

    #[test]
    fn a_place_in_the_text_is_kept() {
        let english = Spelling { language: "en".to_owned(), ignore_whitespace: false };
        let words = english.words("Buy 22 Éclairs.");
        let spoken: Vec<&str> = words.words.iter().map(|word| &words.text[word.start..word.end]).collect();
        assert_eq!(spoken, ["Buy", "22", "22", "Éclairs"]);
    }

    #[test]
    fn without_spaces_every_character_is_a_word() {
        let japanese = Spelling { language: "ja".to_owned(), ignore_whitespace: true };
        assert_eq!(japanese.normal("明かり を"), "明 か り を");
    }

    #[test]
    fn an_endless_text_is_cut() {
        let english = Spelling { language: "en".to_owned(), ignore_whitespace: false };
        assert!(english.words(&"milk ".repeat(100_000)).cut);
        assert!(english.words(&"7".repeat(1_000_000)).cut);
        assert!(english.words(&"x".repeat(1_000_000)).words.len() == 1);
    }
}
