//! A text as the words that count: one normal form for what was typed, what was heard and what a template says.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::numbers;
use crate::language::primary;
use crate::number_words;

/// A sentence of more words is no request.
pub const LONGEST: usize = 256;

/// A word in its normal form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Lower case, NFC, without punctuation at its edges; digits and compounds of number words are a word for each part.
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
    /// Its words in order. Several share a place where digits or compounds were written: `22` is `twenty`, `two`, and
    /// `zweiundzwanzig` is `zwei`, `und`, `zwanzig`.
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

    /// Whether a word and the one before it are both written in digits, and nothing but blanks between them.
    #[must_use]
    pub fn begins_in_a_number(&self, word: usize) -> bool {
        let before = word.checked_sub(1).and_then(|before| self.words.get(before));
        let (Some(before), Some(word)) = (before, self.words.get(word)) else { return false };
        let digit = |at: usize| self.text.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
        digit(before.start)
            && digit(word.start)
            && self.text.get(before.end..word.start).unwrap_or("").trim().is_empty()
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
            Class::Letter => {
                class(character) == Class::Letter
                    || (is_apostrophe(character) && next == Class::Letter && !self.elides(&characters[..at]))
            }
            Class::Digit => class(character) == Class::Digit || self.separates(characters, at).is_some(),
            Class::Sign => false,
            Class::Gap => class(character) == Class::Gap,
        }
    }

    /// Whether an apostrophe behind these characters stands for the end of a word: `d'eau` is two words, `aujourd'hui`
    /// one.
    fn elides(&self, before: &[(usize, char)]) -> bool {
        let letters =
            before.iter().rev().take(LONGEST_ELIDED + 1).take_while(|letter| class(letter.1) == Class::Letter);
        let mut word: Vec<char> = letters.flat_map(|letter| letter.1.to_lowercase()).collect();
        word.reverse();
        let word: String = word.into_iter().collect();
        primary(&self.language) == "fr" && ELIDED.contains(&word.as_str())
    }

    fn push(&self, words: &mut Words, class: Class, start: usize, end: usize) {
        let written = &words.text[start..end];
        let mut normal: Vec<String> = Vec::new();
        match class {
            Class::Letter => {
                let word = written.to_lowercase().replace(is_apostrophe, "'");
                match number_words::of(&self.language).and_then(|known| known.parts(&word)) {
                    Some(parts) => normal.extend(parts.into_iter().map(str::to_owned)),
                    None => normal.push(word),
                }
            }
            Class::Digit => {
                let plain = self.plain(written);
                match numbers::digits(&self.language, &plain) {
                    Some(spoken) => normal.extend(spoken.into_iter().map(str::to_owned)),
                    None => normal.push(plain),
                }
            }
            Class::Sign => normal.extend(self.sign(written).split(' ').map(str::to_owned)),
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

    /// What a point, comma or space between digits is, if it belongs to the number: `1,000.5` in English is `1.000,5`
    /// elsewhere, where a point that does not part thousands is one typed for a comma.
    fn separates(&self, characters: &[(usize, char)], at: usize) -> Option<Separator> {
        let behind = characters[at + 1..].iter().take(4).take_while(|next| next.1.is_ascii_digit()).count();
        let comma_is_decimal = number_words::of(&self.language).is_some_and(|known| known.point != "point");
        match (characters[at].1, comma_is_decimal) {
            (_, _) if behind == 0 => None,
            (',', false) | ('\u{a0}' | '\u{202f}', true) => (behind == 3).then_some(Separator::Thousands),
            ('.', true) if behind == 3 => Some(Separator::Thousands),
            ('.', _) | (',', true) => Some(Separator::Decimals),
            _ => None,
        }
    }

    /// Digits without the separators of thousands, and with a decimal point.
    fn plain(&self, written: &str) -> String {
        let characters: Vec<(usize, char)> = written.char_indices().collect();
        let plain = (0..characters.len()).filter_map(|at| match self.separates(&characters, at) {
            Some(Separator::Thousands) => None,
            Some(Separator::Decimals) => Some('.'),
            None => Some(characters[at].1),
        });
        plain.collect()
    }

    fn sign<'a>(&self, written: &'a str) -> &'a str {
        let said = match written {
            "%" => ["percent", "procent", "prozent", "pour cent", "por ciento"],
            "&" => ["and", "en", "und", "et", "y"],
            "+" => ["plus", "plus", "plus", "plus", "más"],
            _ => return written,
        };
        match primary(&self.language) {
            "en" => said[0],
            "nl" => said[1],
            "de" => said[2],
            "fr" => said[3],
            "es" => said[4],
            _ => written,
        }
    }
}

/// What a character between digits does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Separator {
    Thousands,
    Decimals,
}

fn class(character: char) -> Class {
    if character.is_ascii_digit() {
        Class::Digit
    } else if "%&+°€$£¥½¼¾".contains(character) {
        Class::Sign
    } else if character.is_alphanumeric() || is_mark(character) {
        Class::Letter
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

/// What French shortens in front of a vowel.
const ELIDED: [&str; 13] = ["c", "d", "j", "l", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"];
const LONGEST_ELIDED: usize = 6;

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '\u{2019}' | '\u{02bc}')
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
    fn digits_and_number_words_are_the_same_in_every_language() {
        for (language, digits, said) in [
            ("en", "22 6-packs, 1½ l, 2x €19.99", "twenty-two six packs one ½ l two x € nineteen point nine nine"),
            ("nl", "22", "tweeëntwintig"),
            ("nl", "1.000 en 1,5L", "duizend en een komma vijf l"),
            (
                "de",
                "1.234.567,5",
                "eine Million zweihundertvierunddreißigtausendfünfhundertsiebenundsechzig Komma fünf",
            ),
            ("de", "19.99 € + 5%", "neunzehn komma neun neun € plus fünf Prozent"),
            ("fr", "97 & 1\u{202f}000", "quatre-vingt-dix-sept et mille"),
            ("fr", "500g", "cinq cents g"),
            ("es", "22", "veintidos"),
            ("es", "10 %", "diez por ciento"),
            ("ja", "22", "22"),
        ] {
            let spelling = Spelling { language: language.to_owned(), ignore_whitespace: false };
            assert_eq!(spelling.normal(digits), spelling.normal(said));
        }
    }

    #[test]
    fn every_number_is_the_same_in_digits_and_as_it_is_written() {
        for language in ["en", "nl", "de", "fr", "es"] {
            let spelling = Spelling { language: language.to_owned(), ignore_whitespace: false };
            let known = number_words::of(language).unwrap();
            for number in (0..1_300).chain((1_300..1_000_001).step_by(4_111)).chain([1_000_000]) {
                assert_eq!(spelling.normal(&number.to_string()), spelling.normal(&known.written(number)));
            }
        }
    }

    #[test]
    fn a_place_in_the_text_is_kept() {
        let english = Spelling { language: "en".to_owned(), ignore_whitespace: false };
        let words = english.words("Buy 22 Éclairs.");
        let spoken: Vec<&str> = words.words.iter().map(|word| &words.text[word.start..word.end]).collect();
        assert_eq!(spoken, ["Buy", "22", "22", "Éclairs"]);
    }

    #[test]
    fn french_words_part_where_one_is_shortened() {
        let french = Spelling { language: "fr".to_owned(), ignore_whitespace: false };
        assert_eq!(french.normal("J’ai plus d'eau, jusqu'à aujourd'hui"), "j ai plus d eau jusqu à aujourd'hui");
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
