use proptest::prelude::*;

use super::draft::Closing;
use super::*;

/// States, arcs `(from, symbol, to)` with symbol 0 for one that reads nothing, and outputs.
type Loose = (u32, Vec<(u32, u8, u32)>, Vec<(u32, u32)>);

fn loose() -> impl Strategy<Value = Loose> {
    (1_u32..8).prop_flat_map(|states| {
        let arcs = proptest::collection::vec((0..states, 0_u8..4, 0..states), 0..24);
        let outputs = proptest::collection::vec((0..states, 0_u32..3), 0..5);
        (Just(states), arcs, outputs)
    })
}

fn draft((states, arcs, outputs): &Loose) -> Draft<u8> {
    let mut draft = Draft::new();
    for _ in 1..*states {
        draft.state();
    }
    for (from, symbol, to) in arcs {
        match symbol {
            0 => draft.free_arc(*from, *to),
            _ => draft.arc(*from, *symbol, *to),
        }
    }
    for (state, output) in outputs {
        draft.output(*state, *output);
    }
    draft
}

/// What a sentence means, by following every way at once.
fn meant_loosely(draft: &Draft<u8>, sentence: &[u8]) -> Vec<u32> {
    let mut closing = Closing::new(draft.size());
    let mut states = closing.close(draft, vec![0]);
    for symbol in sentence {
        let reached = states.iter().flat_map(|state| draft.leaving(*state).0.iter());
        let next = reached.filter(|arc| arc.0 == *symbol).map(|arc| arc.1).collect();
        states = closing.close(draft, next);
    }
    let mut outputs: Vec<u32> = states.iter().flat_map(|state| draft.outputs[*state as usize].clone()).collect();
    outputs.sort_unstable();
    outputs.dedup();
    outputs
}

fn meant(automaton: &Automaton<u8>, sentence: &[u8]) -> Vec<u32> {
    let end = sentence.iter().try_fold(0, |state, symbol| automaton.step(state, *symbol));
    end.map_or_else(Vec::new, |state| automaton.outputs[state as usize].to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn the_minimised_automaton_means_the_same(
        loose in loose(),
        sentences in proptest::collection::vec(proptest::collection::vec(1_u8..4, 0..8), 20),
    ) {
        let draft = draft(&loose);
        let automaton = draft.determinise(1_000).unwrap();
        for sentence in &sentences {
            prop_assert_eq!(meant(&automaton, sentence), meant_loosely(&draft, sentence), "{:?}", sentence);
        }
    }

    #[test]
    fn phrases_mean_what_they_are_given(
        phrases in proptest::collection::vec((proptest::collection::vec(1_u8..4, 0..5), 0_u32..4), 0..20),
    ) {
        let automaton = Automaton::of_phrases(phrases.clone());
        let minimised = automaton.minimise();
        for (phrase, _) in &phrases {
            let alike = phrases.iter().filter(|other| other.0 == *phrase).map(|other| other.1);
            let meanings: Vec<u32> = alike.collect::<std::collections::BTreeSet<u32>>().into_iter().collect();
            prop_assert_eq!(meant(&automaton, phrase), meanings.clone());
            prop_assert_eq!(meant(&minimised, phrase), meanings);
        }
    }

    #[test]
    fn a_packed_automaton_is_the_same(loose in loose(), wanted in any::<[bool; 4]>()) {
        let automaton = draft(&loose).determinise(1_000).unwrap();
        let packed = Packed::from(automaton.clone());
        prop_assert_eq!(packed.size(), automaton.arcs.len());
        for (state, arcs) in (0..).zip(automaton.arcs.iter()) {
            prop_assert_eq!(&packed.leaving(state).collect::<Vec<_>>(), arcs);
            let behind: Vec<_> = arcs.iter().copied().filter(|arc| arc.0 >= 2).collect();
            prop_assert_eq!(packed.leaving_behind(state, |symbol| symbol < 2).collect::<Vec<_>>(), behind);
            for symbol in 0..5 {
                prop_assert_eq!(packed.step(state, symbol), automaton.step(state, symbol));
            }
        }
        let (arc, output) = (|symbol: u8| wanted[usize::from(symbol)], |output: u32| wanted[output as usize]);
        prop_assert_eq!(packed.retain(arc, output), automaton.retain(arc, output));
    }

    #[test]
    fn both_ways_to_minimise_agree(loose in loose()) {
        let automaton = draft(&loose).determinise(1_000).unwrap();
        let alive = automaton.alive(&Before::new(&automaton.arcs));
        prop_assert_eq!(automaton.minimise(), merged(&automaton.arcs, &automaton.outputs, &automaton.classes_refined(&alive), &alive, |_| true));
    }

    #[test]
    fn what_is_added_means_the_same(one in loose(), other in loose(), sentence in proptest::collection::vec(1_u8..4, 0..8)) {
        let parts = [one, other].map(|loose| draft(&loose).determinise(1_000).unwrap());
        let mut both = Draft::new();
        parts.iter().for_each(|part| both.add(part));
        let mut meanings: Vec<u32> = parts.iter().flat_map(|part| meant(part, &sentence)).collect();
        meanings.sort_unstable();
        meanings.dedup();
        prop_assert_eq!(meant_loosely(&both, &sentence), meanings);
    }

    #[test]
    fn no_two_states_of_a_minimised_automaton_are_alike(loose in loose()) {
        let automaton = draft(&loose).determinise(1_000).unwrap();
        prop_assert_eq!(automaton.minimise().arcs.len(), automaton.arcs.len());
    }
}
