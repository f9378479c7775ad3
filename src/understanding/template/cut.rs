//! Pieces cut into words: `turn(s|ed)` is one word, `two cups` are two.

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use super::compile::{Compiler, SENTENCE_STATES, Scope};
use super::compiled::{ListKind, Step, is_pronounceable};
use super::sentences::{Template, shortened};
use super::weave::{Piece, Pieces};
use crate::understanding::automaton::Draft;
use crate::understanding::{UnderstandingError, Value};

/// What a word is glued of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Part {
    Text(String),
    List(u32),
}

/// Cuts pieces into words.
pub(super) struct Cutter<'c, 'a> {
    pub compiler: &'c mut Compiler<'a>,
    pub scope: Scope<'a>,
    pub pieces: &'c Pieces,
    pub sentence: &'a Template,
    /// For each state of the pieces at which a word can begin, the state of the sentences.
    pub states: HashMap<u32, u32>,
}

impl Cutter<'_, '_> {
    /// Adds the words between the start of the draft and `end`.
    pub fn cut(mut self, draft: &mut Draft<Step>, end: u32) -> Result<(), UnderstandingError> {
        self.compiler.spend(self.pieces.draft.size(), self.sentence)?;
        let first = draft.state();
        draft.free_arc(0, first);
        self.states.insert(0, first);
        let mut open = vec![0_u32];
        let mut spent = 0_usize;
        while let Some(begin) = open.pop() {
            let from = self.states[&begin];
            let mut seen: HashSet<(u32, Vec<Part>)> = HashSet::default();
            let mut ways: Vec<(u32, Vec<Part>)> = vec![(begin, Vec::new())];
            while let Some(way) = ways.pop() {
                if !seen.insert(way.clone()) {
                    continue;
                }
                spent += 1;
                self.compiler.spend(1, self.sentence)?;
                if spent > SENTENCE_STATES * 4 {
                    let text = shortened(&self.sentence.text);
                    let reason = format!("`{text}` has too many forms; leave out optional parts or rules, or split it");
                    return Err(self.sentence.place.error(reason));
                }
                let (state, word) = way;
                let (arcs, free) = self.pieces.draft.leaving(state);
                ways.extend(free.iter().map(|next| (*next, word.clone())));
                for &(piece, next) in arcs {
                    match piece {
                        Piece::Gap => {
                            let to = *self.states.entry(next).or_insert_with(|| {
                                open.push(next);
                                draft.state()
                            });
                            self.emit(draft, from, &word, to)?;
                        }
                        Piece::Text(number) => {
                            let mut word = word.clone();
                            let text = &self.pieces.texts[number as usize];
                            match word.last_mut() {
                                Some(Part::Text(before)) => before.push_str(text),
                                _ => word.push(Part::Text(text.clone())),
                            }
                            ways.push((next, word));
                        }
                        Piece::List(number) => {
                            let mut word = word.clone();
                            word.push(Part::List(number));
                            ways.push((next, word));
                        }
                    }
                }
                if self.pieces.draft.ends(state) {
                    self.emit(draft, from, &word, end)?;
                }
            }
        }
        Ok(())
    }

    /// Adds the arcs of a word, which may be glued of text and lists.
    fn emit(&mut self, draft: &mut Draft<Step>, from: u32, word: &[Part], to: u32) -> Result<(), UnderstandingError> {
        let mut state = from;
        let mut at = 0;
        while at < word.len() {
            match &word[at] {
                Part::Text(text) => {
                    if let Some(Part::List(number)) = word.get(at + 1)
                        && self.is_glued(*number, text, "")
                    {
                        let suffix = match word.get(at + 2) {
                            Some(Part::Text(suffix)) if self.is_glued(*number, "", suffix) => suffix.as_str(),
                            _ => "",
                        };
                        state = self.glued_list(draft, state, *number, text, suffix)?;
                        at += if suffix.is_empty() { 2 } else { 3 };
                        continue;
                    }
                    state = self.words(draft, state, text);
                    at += 1;
                }
                Part::List(number) => {
                    let suffix = match word.get(at + 1) {
                        Some(Part::Text(suffix)) if self.is_glued(*number, "", suffix) => suffix.as_str(),
                        _ => "",
                    };
                    if suffix.is_empty() {
                        state = self.list(draft, state, *number);
                        at += 1;
                    } else {
                        let end = self.glued_list(draft, state, *number, "", suffix)?;
                        if suffix.chars().all(char::is_alphabetic) && suffix.chars().nth(1).is_some() {
                            let apart = self.list(draft, state, *number);
                            let apart = self.words(draft, apart, suffix);
                            draft.free_arc(apart, end);
                        }
                        state = end;
                        at += 2;
                    }
                }
            }
        }
        draft.free_arc(state, to);
        Ok(())
    }

    /// Adds the words of a text behind a state.
    fn words(&mut self, draft: &mut Draft<Step>, from: u32, text: &str) -> u32 {
        if let Some(known) = self.compiler.cut.get(text) {
            return draft.chain(from, known.iter().map(|word| Step::Word(*word)));
        }
        let words = self.compiler.spelling.words(text).words;
        let numbers: Vec<u32> = words.iter().map(|word| self.compiler.lexicon.intern(&word.text)).collect();
        let end = draft.chain(from, numbers.iter().map(|word| Step::Word(*word)));
        let mut silent = words.iter().filter(|word| !is_pronounceable(&word.text)).peekable();
        if silent.peek().is_none() {
            self.compiler.cut.insert(text.to_owned(), numbers);
        }
        // What is told of is told for each sentence.
        for word in silent {
            let reason = format!(
                "`{}` has no letters: recognition with a fixed vocabulary (PocketSphinx) cannot hear it; write it as it \
                 is spoken",
                word.text
            );
            self.compiler.warn(self.scope, &self.sentence.place, &reason);
        }
        end
    }

    /// Whether a text beside a list would be one word with its values.
    fn is_glued(&self, number: u32, before: &str, behind: &str) -> bool {
        let used = &self.compiler.uses[number as usize];
        let digits = matches!(&self.compiler.lists[used.list as usize].kind, ListKind::Values(values)
            if matches!(values.first(), Some((Some(Value::Number(_)), _))));
        let elides = |character: char| "'’".contains(character);
        let clings = |character: char| (character.is_alphabetic() || elides(character)) && !digits;
        !self.compiler.spelling.ignore_whitespace
            && (before.chars().next_back().is_some_and(|last| clings(last) || elides(last))
                || behind.chars().next().is_some_and(clings))
    }

    fn glued_list(
        &mut self,
        draft: &mut Draft<Step>,
        from: u32,
        number: u32,
        prefix: &str,
        suffix: &str,
    ) -> Result<u32, UnderstandingError> {
        let used = self.compiler.uses[number as usize].clone();
        let list = &self.compiler.lists[used.list as usize];
        let name = list.name.clone();
        let sentence = self.sentence;
        let glued = match list.kind {
            ListKind::Values(_) => self.compiler.list(self.scope, &name, || sentence.place.clone(), prefix, suffix)?,
            ListKind::Wildcard if self.is_in_a_word(prefix, suffix) => self.compiler.affixed(&name, prefix, suffix),
            _ => {
                let reason = format!("{{{name}}} is glued to `{prefix}{suffix}`; put a space between the two");
                return Err(sentence.place.error(reason));
            }
        };
        let number = self.compiler.use_of(glued, &used.slot);
        Ok(self.list(draft, from, number))
    }

    /// Whether texts before and behind some letters are one word with them.
    fn is_in_a_word(&self, prefix: &str, suffix: &str) -> bool {
        self.compiler.spelling.words(&format!("{prefix}x{suffix}")).words.len() == 1
    }

    fn list(&mut self, draft: &mut Draft<Step>, from: u32, number: u32) -> u32 {
        let list = &self.compiler.lists[self.compiler.uses[number as usize].list as usize];
        let end = draft.state();
        if !matches!(list.kind, ListKind::Wildcard) {
            draft.arc(from, Step::List(number), end);
        }
        if matches!(list.kind, ListKind::Products { .. } | ListKind::Wildcard) {
            let inside = draft.state();
            draft.arc(from, Step::Any(number), inside);
            draft.arc(inside, Step::More(number), inside);
            if list.affixes == Default::default() {
                draft.free_arc(inside, end);
            } else {
                draft.arc(from, Step::Only(number), end);
                draft.arc(inside, Step::Last(number), end);
            }
        }
        end
    }
}
