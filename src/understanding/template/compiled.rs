//! Sentences as they are matched: one automaton, its lists, and what they mean.

use std::collections::HashMap;
use std::sync::Arc;

use super::sentences::Block;
use crate::understanding::Value;
use crate::understanding::automaton::{Arcs, Automaton};
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

impl Automaton<Step> {
    /// The arcs of a state that read a word, and the others.
    #[must_use]
    pub fn leaving(&self, state: u32) -> (&Arcs<Step>, &Arcs<Step>) {
        let arcs = &self.arcs[state as usize];
        arcs.split_at(arcs.partition_point(|arc| matches!(arc.0, Step::Word(_))))
    }
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
    /// How sentences use them.
    pub uses: Vec<Use>,
    /// All sentences; the outputs are numbers of blocks.
    pub sentences: Automaton<Step>,
    /// Words that do not count.
    pub skipped: Automaton<Step>,
    /// Words between one wish and the next.
    pub conjunctions: Automaton<Step>,
    /// What the sentences mean.
    pub blocks: Vec<Block>,
    /// Sentences that cannot be said without words that nobody knows beforehand, and why that matters.
    pub warnings: Vec<String>,
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
        if word.contains('\'') {
            self.plain.insert(word.replace('\'', ""), number);
        }
        number
    }

    /// The number of a word that occurs; `wheres` counts as `where's`.
    #[must_use]
    pub fn find(&self, word: &str) -> Option<u32> {
        self.numbers.get(word).or_else(|| self.plain.get(word)).copied()
    }
}
