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
        let mut state = 0_usize;
        for word in sentence.split_whitespace() {
            let next = self.arcs.get(state).and_then(|arcs| {
                arcs.iter().find(|(index, _)| self.words.get(*index as usize).is_some_and(|known| known == word))
            });
            match next {
                Some(&(_, target)) => state = target as usize,
                None => return false,
            }
        }
        self.accepting.get(state).copied().unwrap_or(false)
    }
}
