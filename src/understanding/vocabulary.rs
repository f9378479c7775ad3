//! Sentences as the word automaton of a recogniser.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashMap as HashMap;

use super::UnderstandingError;
use super::automaton::{Automaton, Draft};
use super::template::{Compiled, CompiledList, ListKind, Step, is_pronounceable};
use crate::speech_to_text::Grammar;

/// More states than these no recogniser can search in time.
const LIMIT: usize = 200_000;

/// The words of the lists, whatever they stand for, in the fewest states: made once for the grammars of all moments.
#[derive(Debug, Clone)]
pub struct Sayable {
    automata: Vec<Automaton<Step>>,
    /// For each list which of them it is; lists that say the same share one.
    of_list: Vec<usize>,
}

impl Sayable {
    /// Of all lists of the sentences.
    #[must_use]
    pub fn new(compiled: &Compiled) -> Self {
        let mut automata = Vec::new();
        let mut of_list: Vec<usize> = Vec::new();
        for (number, list) in compiled.lists.iter().enumerate() {
            let alike = compiled.lists[..number].iter().position(|other| Arc::ptr_eq(&other.said, &list.said));
            of_list.push(alike.map_or(automata.len(), |other| of_list[other]));
            if alike.is_none() {
                let said = |step: Step| matches!(step, Step::Word(word) if pronounceable(compiled, word));
                automata.push(list.said.retain(said, |_| true));
            }
        }
        Self { automata, of_list }
    }
}

/// The words that goods are called by, but for those that sentences have besides.
#[must_use]
pub fn goods(compiled: &Compiled, sayable: &Sayable) -> BTreeSet<String> {
    let word = |step: Step| if let Step::Word(word) = step { Some(word) } else { None };
    let around: BTreeSet<u32> = compiled.sentences.labels().filter_map(word).collect();
    let are_goods =
        |list: &CompiledList| matches!(list.kind, ListKind::Products { .. }) || compiled.goods.contains(&list.name);
    let lists = compiled.lists.iter().zip(&sayable.of_list).filter(|(list, _)| are_goods(list));
    let said = lists.flat_map(|(_, &said)| sayable.automata[said].arcs.iter().flatten());
    let words = said.filter_map(|arc| word(arc.0)).filter(|word| !around.contains(word));
    words.filter_map(|word| compiled.lexicon.words.get(word as usize).cloned()).collect()
}

/// The words of all sentences whose meaning is wanted: lists spoken out, sentences that need a wildcard left out,
/// `lead` in front of them as `opening` says.
///
/// # Errors
/// [`UnderstandingError::Unreadable`] when they would need more than 200,000 states.
pub fn grammar(
    compiled: &Compiled,
    sayable: &Sayable,
    wanted: impl Fn(u32) -> bool,
    opening: &Opening,
) -> Result<Grammar, UnderstandingError> {
    let known = |step: Step| matches!(step, Step::Word(_) | Step::List(_));
    let sentences = compiled.sentences.retain(known, wanted);
    let words = spoken_out(compiled, sayable, &sentences, opening);
    let Some(automaton) = words.determinise(LIMIT) else {
        return Err(UnderstandingError::Unreadable {
            path: "intents".to_owned(),
            reason: format!(
                "the sentences and lists need more than {LIMIT} states; use fewer sentences or shorter lists"
            ),
        });
    };
    Ok(numbered(compiled, &automaton))
}

/// What may stand in front of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// The words of each phrase of which one may; none: nothing may.
    pub phrases: Vec<Vec<u32>>,
    /// Whether one must be said.
    pub required: bool,
    /// Whether one may be said alone.
    pub alone: bool,
}

/// Copies the sentences, with the words of a list in the place of its arc. Lists that lead to the same state share
/// one copy.
fn spoken_out(compiled: &Compiled, sayable: &Sayable, sentences: &Automaton<Step>, opening: &Opening) -> Draft<u32> {
    let mut draft = Draft::new();
    let states: Vec<u32> = sentences.arcs.iter().map(|_| draft.state()).collect();
    let mut copies: HashMap<(usize, u32), u32> = HashMap::default();
    for (from, arcs) in sentences.arcs.iter().enumerate() {
        for &(step, target) in arcs {
            match step {
                Step::Word(word) if pronounceable(compiled, word) => {
                    draft.arc(states[from], word, states[target as usize])
                }
                Step::List(number) => {
                    let said = sayable.of_list[compiled.uses[number as usize].list as usize];
                    let copy = *copies
                        .entry((said, target))
                        .or_insert_with(|| copy_list(&sayable.automata[said], &mut draft, states[target as usize]));
                    draft.free_arc(states[from], copy);
                }
                Step::Word(_) | Step::Any(_) | Step::More(_) | Step::Last(_) | Step::Only(_) => {}
            }
        }
        if !sentences.outputs[from].is_empty() {
            draft.output(states[from], 0);
        }
    }
    if !opening.required {
        draft.free_arc(0, states[0]);
    }
    for phrase in &opening.phrases {
        let opened = draft.chain(0, phrase.iter().copied());
        draft.free_arc(opened, states[0]);
        if opening.alone {
            draft.output(opened, 0);
        }
    }
    draft
}

fn copy_list(said: &Automaton<Step>, draft: &mut Draft<u32>, end: u32) -> u32 {
    let states: Vec<u32> = said.arcs.iter().map(|_| draft.state()).collect();
    for (from, arcs) in said.arcs.iter().enumerate() {
        for &(step, target) in arcs {
            if let Step::Word(word) = step {
                draft.arc(states[from], word, states[target as usize]);
            }
        }
        if from > 0 && !said.outputs[from].is_empty() {
            draft.free_arc(states[from], end);
        }
    }
    states[0]
}

fn pronounceable(compiled: &Compiled, word: u32) -> bool {
    compiled.lexicon.words.get(word as usize).is_some_and(|word| is_pronounceable(word))
}

fn numbered(compiled: &Compiled, automaton: &Automaton<u32>) -> Grammar {
    let mut numbers: HashMap<u32, u32> = HashMap::default();
    let mut words = Vec::new();
    let mut arcs = Vec::with_capacity(automaton.arcs.len());
    for leaving in automaton.arcs.iter() {
        let numbered = leaving.iter().map(|&(word, target)| {
            let number = *numbers.entry(word).or_insert_with(|| {
                words.push(compiled.lexicon.words.get(word as usize).cloned().unwrap_or_default());
                u32::try_from(words.len() - 1).unwrap_or(u32::MAX)
            });
            (number, target)
        });
        arcs.push(numbered.collect());
    }
    let accepting = automaton.outputs.iter().map(|outputs| !outputs.is_empty()).collect();
    Grammar { words, arcs, accepting }
}
