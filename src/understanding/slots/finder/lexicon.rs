//! Every word of a catalogue, and which of them a spoken or typed word can be.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::language::{Language, fold};
use super::letters;
use super::sound::{self, Phone};
use crate::speech_to_text::Pronounce;

/// The number of a word of the catalogue.
pub type Term = u32;

/// Longer words are compared whole or not at all.
pub const LONGEST_WORD: usize = 48;

/// A form of the same word is a little less than the word itself.
const SAME_STEM: f32 = 0.97;
/// Two words that the catalogue writes as one, or the other way round.
const OTHER_SPACING: f32 = 0.97;
/// The parts of a compound, said in another order.
const REARRANGED: f32 = 0.93;
/// So many forms of a word are tried where words were said as one.
const MOST_FORMS: usize = 4;
/// So many words are tried for one that was mistyped or misheard.
const MOST_ALIKE: usize = 16;
/// The least likeness that is looked for.
pub const LEAST: f32 = 0.68;

/// The words of a catalogue.
#[derive(Clone, Default)]
pub struct Lexicon {
    words: Vec<Known>,
    by_text: FxHashMap<Arc<str>, Term>,
    by_stem: FxHashMap<Box<str>, Vec<Term>>,
    /// Their numbers in the order of their letters.
    in_order: Vec<Term>,
    /// By the number of letters: which letters, and the word.
    by_letters: Vec<Vec<(u64, Term)>>,
    /// By the number of sounds: which consonants, and the word.
    by_sounds: Vec<Vec<(u64, Term)>>,
}

#[derive(Clone)]
struct Known {
    text: Arc<str>,
    phones: Box<[Phone]>,
}

/// Words of a query that stand beside each other, taken as one.
pub struct Said {
    text: String,
    letters: Vec<char>,
    stem: String,
    phones: Vec<Phone>,
}

impl Said {
    /// One word in lower case; how it sounds is not known yet.
    pub fn new(word: &str, language: &Language) -> Self {
        let text = fold(word);
        let short = text.chars().nth(LONGEST_WORD).is_none();
        let letters = if short { text.chars().collect() } else { Vec::new() };
        Self { letters, stem: language.stem(word), phones: Vec::new(), text }
    }

    /// Several words said in one breath.
    pub fn joined(words: &[&Self], language: &Language) -> Self {
        let text: String = words.iter().map(|word| word.text.as_str()).collect();
        let stem = language.stem(&text);
        let letters = words.iter().flat_map(|word| word.letters.iter().copied()).collect();
        let phones = words.iter().flat_map(|word| word.phones.iter().copied()).collect();
        Self { text, letters, stem, phones }
    }

    /// How it sounds, as far as that was found out.
    pub fn phones(&self) -> &[Phone] {
        &self.phones
    }

    /// How much of a phrase it is: its letters, the first eight.
    #[expect(clippy::cast_precision_loss, reason = "at most 8")]
    pub fn mass(&self) -> f32 {
        self.letters.len().clamp(1, 8) as f32
    }
}

/// A word without a vowel is no name that was misheard: `hmm` is not `ham`.
fn has_vowel(word: &str) -> bool {
    fold(word).chars().any(|letter| !letter.is_ascii_alphabetic() || "aeiouy".contains(letter))
}

fn sounds(word: &str, pronounce: Option<&Pronounce>) -> Vec<Phone> {
    pronounce.and_then(|pronounce| pronounce(word)).map(|ipa| sound::phones(&ipa)).unwrap_or_default()
}

impl Lexicon {
    /// The number of a word, in lower case; it is learnt when it is new.
    pub fn learn(&mut self, word: &str, language: &Language, pronounce: Option<&Pronounce>) -> Term {
        let text: Arc<str> = fold(word).into();
        if let Some(term) = self.by_text.get(&text) {
            return *term;
        }
        let term = Term::try_from(self.words.len()).unwrap_or(Term::MAX);
        self.by_stem.entry(language.stem(word).into()).or_default().push(term);
        let letters = text.chars().count();
        let phones = if letters <= LONGEST_WORD { sounds(word, pronounce) } else { Vec::new() };
        if letters <= LONGEST_WORD {
            shelf(&mut self.by_letters, letters).push((letters::signature(text.chars()), term));
        }
        if !phones.is_empty() && phones.len() <= LONGEST_WORD {
            shelf(&mut self.by_sounds, phones.len()).push((sound::signature(&phones), term));
        }
        self.by_text.insert(text.clone(), term);
        self.words.push(Known { text, phones: phones.into() });
        term
    }

    /// To be called when every word was learnt.
    pub fn finish(&mut self) {
        let mut in_order: Vec<Term> = (0..Term::try_from(self.words.len()).unwrap_or(Term::MAX)).collect();
        in_order.sort_unstable_by(|one, other| self.text(*one).cmp(self.text(*other)));
        self.in_order = in_order;
    }

    /// Whether a word is in the catalogue as it was said.
    pub fn has(&self, said: &Said) -> bool {
        self.by_text.contains_key(said.text.as_str())
    }

    /// Finds out how a word sounds, in lower case.
    pub fn listen(&self, said: &mut Said, word: &str, pronounce: Option<&Pronounce>) {
        let known = self.by_text.get(said.text.as_str()).and_then(|term| self.words.get(*term as usize));
        said.phones = match known {
            Some(known) => known.phones.to_vec(),
            None if said.letters.is_empty() || !has_vowel(word) => Vec::new(),
            None => sounds(word, pronounce),
        };
    }

    /// How words sound one after the other; nothing when it is not known of each.
    pub fn sounds(&self, terms: &[Term]) -> Vec<Phone> {
        let words = || terms.iter().filter_map(|term| self.words.get(*term as usize));
        let known = words().all(|word| !word.phones.is_empty());
        if known { words().flat_map(|word| word.phones.iter().copied()).collect() } else { Vec::new() }
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// How much of a name a word is: its letters, the first eight.
    pub fn mass(&self, term: Term) -> f32 {
        self.text(term).chars().take(8).fold(0.0, |mass, _| mass + 1.0)
    }

    fn text(&self, term: Term) -> &str {
        self.words.get(term as usize).map_or("", |word| &word.text)
    }

    /// The very word, and its other forms.
    pub fn same(&self, said: &Said) -> Vec<(Term, f32)> {
        let itself = self.by_text.get(said.text.as_str()).copied();
        let mut same: Vec<(Term, f32)> = itself.map(|term| (term, 1.0)).into_iter().collect();
        let forms = self.by_stem.get(said.stem.as_str()).into_iter().flatten();
        same.extend(forms.filter(|term| Some(**term) != itself).map(|term| (*term, SAME_STEM)));
        same
    }

    /// Two words of the catalogue that were said as one: "toiletpaper", "kattenvoer".
    pub fn parted(&self, said: &Said, language: &Language) -> Vec<([Term; 2], f32)> {
        let mut parted = Vec::new();
        if said.letters.len() < 6 {
            return parted;
        }
        let links: &[&str] = if language.links.is_empty() { &[""] } else { language.links };
        let places: Vec<usize> = said.text.char_indices().map(|(at, _)| at).collect();
        for at in &places[3..places.len() - 2] {
            let (before, after) = said.text.split_at(*at);
            let ends = self.forms(after, language);
            let starts =
                links.iter().map(|link| before.strip_suffix(link).map_or(&[][..], |it| self.forms(it, language)));
            for start in starts.flatten() {
                parted.extend(ends.iter().map(|end| ([*start, *end], OTHER_SPACING)));
            }
        }
        parted
    }

    /// The forms of a word of at least three letters.
    fn forms(&self, word: &str, language: &Language) -> &[Term] {
        let forms = word.chars().nth(2).and_then(|_| self.by_stem.get(language.stem(word).as_str()));
        forms.map_or(&[], |forms| &forms[..forms.len().min(MOST_FORMS)])
    }

    /// Compounds that were said apart, in either order: "voer voor katten" is "kattenvoer".
    pub fn compounds(&self, first: &Said, last: &Said, language: &Language) -> Vec<(Term, f32)> {
        let start = if first.text.starts_with(&first.stem) { &first.stem } else { &first.text };
        if language.links.is_empty() || start.chars().nth(2).is_none() || last.letters.len() < 3 {
            return Vec::new();
        }
        let from = self.in_order.partition_point(|term| self.text(*term) < start.as_str());
        let beginning = self.in_order[from..].iter().take_while(|term| self.text(**term).starts_with(start.as_str()));
        let ends = |term: &&Term| {
            let rest = &self.text(**term)[start.len()..];
            language
                .links
                .iter()
                .filter_map(|link| rest.strip_prefix(link))
                .any(|rest| rest == last.text || (!rest.is_empty() && language.stem(rest) == last.stem))
        };
        beginning.take(500).filter(ends).map(|term| (*term, REARRANGED)).collect()
    }

    /// Words that can be meant: a typo or a mishearing away.
    pub fn alike(&self, said: &Said) -> Vec<(Term, f32)> {
        let mut alike: FxHashMap<Term, f32> = FxHashMap::default();
        let mut note = |term: Term, likeness: f32| {
            let known = alike.entry(term).or_insert(0.0);
            *known = known.max(likeness);
        };
        self.typed(said, &mut note);
        self.heard(said, &mut note);
        let mut alike: Vec<(Term, f32)> = alike.into_iter().filter(|(_, likeness)| *likeness >= LEAST).collect();
        alike.sort_unstable_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        alike.truncate(MOST_ALIKE);
        alike
    }

    fn typed(&self, said: &Said, note: &mut impl FnMut(Term, f32)) {
        let length = said.letters.len();
        if !(3..=LONGEST_WORD).contains(&length) {
            return;
        }
        let signature = letters::signature(said.letters.iter().copied());
        let (apart, bits) = match length {
            3..=4 => (1, 2),
            5..=6 => (1, 3),
            7..=8 => (2, 4),
            _ => (2, 5),
        };
        for shelf in self.by_letters.iter().take(length + apart + 1).skip(length - apart) {
            for (_, term) in shelf.iter().filter(|(known, _)| (known ^ signature).count_ones() <= bits) {
                let known: Vec<char> = self.text(*term).chars().collect();
                note(*term, letters::alike(&said.letters, &known));
            }
        }
    }

    fn heard(&self, said: &Said, note: &mut impl FnMut(Term, f32)) {
        let length = said.phones.len();
        if !(2..=LONGEST_WORD).contains(&length) {
            return;
        }
        let signature = sound::signature(&said.phones);
        let apart = 1 + length / 4;
        let bits = match length {
            0..=4 => 2,
            5..=7 => 3,
            _ => 4,
        };
        for shelf in self.by_sounds.iter().take(length + apart + 1).skip(length.saturating_sub(apart)) {
            for (_, term) in shelf.iter().filter(|(known, _)| (known ^ signature).count_ones() <= bits) {
                let known = self.words.get(*term as usize).map_or(&[][..], |word| &word.phones);
                note(*term, sound::alike(&said.phones, known, LEAST));
            }
        }
    }
}

fn shelf<T>(shelves: &mut Vec<Vec<T>>, at: usize) -> &mut Vec<T> {
    if shelves.len() <= at {
        shelves.resize_with(at + 1, Vec::new);
    }
    &mut shelves[at]
}
