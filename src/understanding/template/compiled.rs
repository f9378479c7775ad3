//! Sentences as they are matched: one automaton, its lists, and what they mean.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashMap as HashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::sentences::Block;
use crate::understanding::Value;
use crate::understanding::automaton::{Automaton, Packed};
use crate::understanding::text::Spelling;

/// What an arc of the sentences reads; words come first in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// This word.
    Word(u32),
    /// A value of a list, by the number of its [`Use`].
    List(u32),
    /// The first of any words.
    Any(u32),
    /// One more of them.
    More(u32),
    /// The last of them, where something is glued to them.
    Last(u32),
    /// The only one, where something is glued to it.
    Only(u32),
}

/// A list that fills a slot.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    /// Number of the list.
    pub list: u32,
    /// Name of the slot.
    pub slot: String,
}

/// A list as it is matched.
#[derive(Debug, Clone)]
pub struct CompiledList {
    /// Its name in the sentences.
    pub name: String,
    /// What is glued to its values in front, `d'` in `d'{name}`, and behind, `timer` in `{name}timer`.
    pub affixes: (String, String),
    /// What can be said; the outputs are numbers of values.
    pub said: Arc<Automaton<Step>>,
    /// What it stands for.
    pub kind: ListKind,
    /// Whether the program provides it, and not a file.
    pub provided: bool,
}

/// What a value of a list stands for, `None` for the words themselves, and what it adds to the context.
pub type Listed = (Option<Value>, Vec<(String, String)>);

/// What the words of a list stand for.
#[derive(Debug, Clone)]
pub enum ListKind {
    /// A value each.
    Values(Vec<Listed>),
    /// Products: the outputs of the automaton are their numbers in the catalogue.
    Products {
        /// Whether words that are no product count too.
        or_anything: bool,
    },
    /// What the program reads; the phrases are what a recogniser listens for.
    Read(Reader),
    /// Any words.
    Wildcard,
}

/// Reads a value from the front of words in their normal form: every number of words that can be one, and what they
/// stand for. Nothing when they begin with none.
pub type Reader = fn(spelling: &Spelling, words: &[&str]) -> Vec<(usize, Value)>;

/// A list that the program provides: phrases and what they stand for.
#[derive(Debug, Clone)]
pub struct Provided {
    /// The name in the sentences.
    pub name: &'static str,
    /// What is said, and the number of what it stands for.
    pub phrases: Vec<(String, u32)>,
    /// What it stands for.
    pub kind: ListKind,
}

/// Everything that can be said in a language.
#[derive(Debug, Clone)]
pub struct Compiled {
    /// How words are cut.
    pub spelling: Spelling,
    /// The words that occur.
    pub lexicon: Lexicon,
    /// The lists that sentences use.
    pub lists: Vec<CompiledList>,
    /// The names of those whose values are goods, besides the products of the shop.
    pub goods: BTreeSet<String>,
    /// How sentences use them.
    pub uses: Vec<Use>,
    /// All sentences; the outputs are numbers of blocks.
    pub sentences: Arc<Packed<Step>>,
    /// Words that do not count.
    pub skipped: Automaton<Step>,
    /// Words between one wish and the next.
    pub conjunctions: Automaton<Step>,
    /// Words that turn a sentence around.
    pub decisive: Automaton<Step>,
    /// What the sentences mean.
    pub blocks: Arc<Vec<Block>>,
    /// Sentences that cannot be said without words that nobody knows beforehand, and why that matters.
    pub warnings: Vec<String>,
}

impl Compiled {
    /// Takes other lists of the program in the place of those of the same names. The sentences stay as they are.
    pub fn adopt(&mut self, provided: &[Provided]) {
        let mut said: HashMap<&[(String, u32)], Arc<Automaton<Step>>> = HashMap::default();
        for list in self.lists.iter_mut().filter(|list| list.provided) {
            let Some(other) = provided.iter().find(|provided| provided.name == list.name) else { continue };
            let (spelling, lexicon) = (&self.spelling, &mut self.lexicon);
            // `{product}` and `{something}` say the same.
            let said =
                said.entry(&other.phrases).or_insert_with(|| Arc::new(phrases(spelling, lexicon, &other.phrases)));
            list.said = Arc::clone(said);
            list.kind = other.kind.clone();
        }
    }
}

/// Phrases as an automaton that says them; the outputs are the numbers beside them.
pub(super) fn phrases(spelling: &Spelling, lexicon: &mut Lexicon, phrases: &[(String, u32)]) -> Automaton<Step> {
    let mut read = Vec::with_capacity(phrases.len());
    for (phrase, number) in phrases {
        let words = spelling.words(phrase).words;
        let words: Vec<Step> = words.iter().map(|word| Step::Word(lexicon.intern(&word.text))).collect();
        if !words.is_empty() {
            read.push((words, *number));
        }
    }
    Automaton::of_phrases(read)
}

/// Whether a word can be spoken: signs, and digits of a language without number words, cannot.
#[must_use]
pub fn is_pronounceable(word: &str) -> bool {
    word.chars().any(char::is_alphabetic)
}

/// Words by number.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    /// The words, each once.
    pub words: Vec<String>,
    numbers: HashMap<String, u32>,
    plain: HashMap<String, u32>,
}

impl Lexicon {
    /// The number of a word, new if need be.
    pub fn intern(&mut self, word: &str) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        self.words.push(word.to_owned());
        self.numbers.insert(word.to_owned(), number);
        let plain = plain(word);
        if plain != word {
            self.plain.entry(plain).or_insert(number);
        }
        number
    }

    /// The number of a word that occurs; `wheres` counts as `where's`, and `donde` as `dónde` where nothing else is
    /// called so.
    #[must_use]
    pub fn find(&self, word: &str) -> Option<u32> {
        self.numbers.get(word).or_else(|| self.plain.get(word)).copied()
    }
}

/// A word as people type it in a hurry: without apostrophes and accents.
fn plain(word: &str) -> String {
    let is_left_out = |letter: char| letter == '\'' || is_combining_mark(letter);
    word.nfd().filter(|letter| !is_left_out(*letter)).nfc().collect()
}
