//! The word automaton that a grammar-driven recogniser searches.

/// A deterministic automaton over words. States are numbered from 0; 0 is the start.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grammar {
    /// The words on the arcs, each once, lower case.
    pub words: Vec<String>,
    /// For each state its arcs: (index into `words`, next state).
    pub arcs: Vec<Vec<(u32, u32)>>,
    /// For each state whether a sentence may end there.
    pub accepting: Vec<bool>,
}

impl Grammar {
    /// Whether it accepts exactly these words.
    #[must_use]
    pub fn accepts(&self, sentence: &str) -> bool {
        self.after(sentence).is_some_and(|state| self.accepting.get(state).copied().unwrap_or(false))
    }

    /// Whether these words are the beginning of something longer.
    #[must_use]
    pub fn goes_on_after(&self, words: &str) -> bool {
        self.after(words).is_some_and(|state| self.arcs.get(state).is_some_and(|arcs| !arcs.is_empty()))
    }

    /// The state behind these words.
    fn after(&self, words: &str) -> Option<usize> {
        words.split_whitespace().try_fold(0_usize, |state, word| {
            let known = |index: u32| self.words.get(index as usize).is_some_and(|known| known == word);
            self.arcs.get(state)?.iter().find(|(index, _)| known(*index)).map(|&(_, target)| target as usize)
        })
    }

    /// The same without the sentences that need a word which `keep` refuses; without any when none is left.
    #[must_use]
    pub fn retain_words(&self, keep: impl Fn(&str) -> bool) -> Self {
        let kept: Vec<bool> = self.words.iter().map(|word| keep(word)).collect();
        let usable = |word: u32| kept.get(word as usize).copied().unwrap_or(false);
        let ends = self.reach_an_end(usable);
        let mut places = vec![None; self.arcs.len()];
        let mut order = Vec::new();
        let mut pending = std::collections::VecDeque::from([0_usize]);
        while let Some(state) = pending.pop_front() {
            if ends.get(state) != Some(&true) || places[state].is_some() {
                continue;
            }
            places[state] = u32::try_from(order.len()).ok();
            order.push(state);
            pending.extend(self.arcs[state].iter().filter(|arc| usable(arc.0)).map(|arc| arc.1 as usize));
        }
        let mut words = Vec::new();
        let mut numbers = vec![None; self.words.len()];
        let mut arcs = Vec::with_capacity(order.len());
        for &state in &order {
            let mut row = Vec::new();
            for &(word, target) in self.arcs[state].iter().filter(|arc| usable(arc.0)) {
                let Some(Some(target)) = places.get(target as usize).copied() else { continue };
                let number = *numbers[word as usize].get_or_insert_with(|| {
                    words.push(self.words[word as usize].clone());
                    words.len() as u32 - 1
                });
                row.push((number, target));
            }
            arcs.push(row);
        }
        let accepting = order.iter().map(|&state| self.accepting.get(state).copied().unwrap_or(false)).collect();
        Self { words, arcs, accepting }
    }

    /// For each state whether a sentence can still end from there, over usable words.
    fn reach_an_end(&self, usable: impl Fn(u32) -> bool) -> Vec<bool> {
        let mut sources = vec![Vec::new(); self.arcs.len()];
        for (state, arcs) in self.arcs.iter().enumerate() {
            for &(word, target) in arcs {
                if let Some(sources) = sources.get_mut(target as usize).filter(|_| usable(word)) {
                    sources.push(state);
                }
            }
        }
        let mut ends = vec![false; self.arcs.len()];
        let accepting = self.accepting.iter().enumerate().filter(|(_, accepts)| **accepts).map(|(state, _)| state);
        let mut pending: Vec<usize> = accepting.filter(|&state| state < ends.len()).collect();
        while let Some(state) = pending.pop() {
            if !std::mem::replace(&mut ends[state], true) {
                pending.extend(&sources[state]);
            }
        }
        ends
    }
}
