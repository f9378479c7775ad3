use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

/// A tree of these sentences.
fn grammar(sentences: &[Vec<u8>]) -> Grammar {
    let words = (0..9).map(|word| format!("word{word}")).collect();
    let mut grammar = Grammar { words, arcs: vec![Vec::new()], accepting: vec![false] };
    for sentence in sentences {
        let mut state = 0;
        for &word in sentence {
            let known = grammar.arcs[state].iter().find(|arc| arc.0 == u32::from(word)).map(|arc| arc.1 as usize);
            state = known.unwrap_or_else(|| {
                let target = grammar.arcs.len();
                grammar.arcs.push(Vec::new());
                grammar.accepting.push(false);
                grammar.arcs[state].push((u32::from(word), target as u32));
                target
            });
        }
        grammar.accepting[state] = true;
    }
    grammar
}

fn accepts(network: &Network, start: u32, sentence: &[u8]) -> bool {
    let with_skips = |states: BTreeSet<u32>| {
        let skipped = states.iter().flat_map(|&state| network.skips[state as usize].clone());
        skipped.collect::<BTreeSet<u32>>().union(&states).copied().collect::<BTreeSet<u32>>()
    };
    let mut states = with_skips(BTreeSet::from([start]));
    for word in sentence {
        let word = format!("word{word}");
        let arcs = states.iter().flat_map(|&state| &network.arcs[state as usize]);
        let arcs = arcs.filter(|arc| network.words[arc.0 as usize] == word);
        states = with_skips(arcs.map(|arc| arc.1).collect());
    }
    states.iter().any(|&state| network.accepting[state as usize])
}

fn spelled(sentence: &[u8]) -> String {
    sentence.iter().map(|word| format!("word{word} ")).collect()
}

fn sentences() -> impl Strategy<Value = Vec<Vec<u8>>> {
    // Prefixes, names and endings in all combinations, and some others, as templates make them.
    let part = || prop::collection::vec(prop::collection::vec(0..6_u8, 0..3), 1..4);
    (part(), part(), part(), part()).prop_map(|(prefixes, names, endings, others)| {
        let mut sentences = others;
        for prefix in &prefixes {
            for name in &names {
                sentences.extend(endings.iter().map(|ending| [&prefix[..], name, ending].concat()));
            }
        }
        sentences
    })
}

proptest! {
    #[test]
    fn a_network_accepts_what_its_grammars_accept(
        first in sentences(),
        second in sentences(),
        tries in prop::collection::vec(prop::collection::vec(0..6_u8, 0..7), 20),
    ) {
        let grammars = [grammar(&first), grammar(&second)];
        let network = Network::of(&grammars, vec!["~lamp".to_owned()]).unwrap().bundled();
        let lamp = network.words.len() as u32 - 1;
        prop_assert_eq!(&network.arcs[network.any as usize], &[(lamp, network.any)]);
        for (grammar, &start) in grammars.iter().zip(&network.starts) {
            for sentence in first.iter().chain(&second).chain(&tries) {
                prop_assert_eq!(accepts(&network, start, sentence), grammar.accepts(&spelled(sentence)));
            }
        }
        for skips in &network.skips {
            prop_assert!(skips.iter().all(|&state| network.skips[state as usize].is_empty()));
        }
    }
}

proptest! {
    #[test]
    fn a_decoy_may_stand_for_a_name_or_in_front_of_it(
        commands in sentences(),
        others in sentences(),
        goods in prop::collection::btree_set(0..6_u8, 0..3),
    ) {
        const ORDER: u8 = 8;
        const LAMP: u8 = 9;
        let commands: Vec<Vec<u8>> = commands.iter().map(|sentence| [&[ORDER], &sentence[..]].concat()).collect();
        let words = goods.iter().map(|word| format!("word{word}")).collect();
        let plain = Network::of(&[grammar(&commands), grammar(&others)], vec![format!("word{LAMP}")]).unwrap();
        let start = plain.starts[0];
        let Some(network) = plain.clone().with_unsold(&words, start) else {
            let mut named = plain.arcs.iter().flatten().map(|arc| &plain.words[arc.0 as usize]);
            prop_assert!(named.all(|word| !words.contains(word)));
            return Ok(());
        };
        for sentence in commands {
            prop_assert!(accepts(&network, start, &sentence));
            for at in (1..sentence.len()).filter(|&at| goods.contains(&sentence[at])) {
                let mut in_front = sentence.clone();
                in_front.insert(at, LAMP);
                prop_assert!(accepts(&network, start, &in_front));
                let mut instead = sentence.clone();
                instead[at] = LAMP;
                prop_assert!(accepts(&network, start, &instead));
            }
        }
    }
}

#[test]
fn what_is_called_for_may_be_something_else_and_the_rest_may_not() {
    let sentences = [vec![0, 1, 2, 4], vec![0, 3, 4], vec![2]];
    let goods = BTreeSet::from(["word1", "word2", "word3"].map(str::to_owned));
    let network = Network::of([&grammar(&sentences)], vec!["word9".to_owned()]).unwrap();
    let start = network.starts[0];
    let network = network.with_unsold(&goods, start).unwrap();
    let accepted = |sentence: &[u8]| accepts(&network, start, sentence);
    assert!(
        [&[0, 1, 2, 4][..], &[0, 9, 4], &[0, 9, 2, 4], &[0, 1, 9, 4], &[0, 9, 3, 4]].iter().all(|said| accepted(said))
    );
    assert!([&[9, 3, 4][..], &[0, 3, 9], &[9], &[9, 2], &[0, 9, 9, 4]].iter().all(|said| !accepted(said)));
}

#[test]
fn names_are_held_once_for_all_that_may_follow_them() {
    let names: Vec<Vec<u8>> = (0..216).map(|name| vec![name % 6, name / 6 % 6, name / 36]).collect();
    let all = |endings: &[&[u8]]| {
        let sentence = |name: &Vec<u8>, ending: &[u8]| [name, ending].concat();
        grammar(&names.iter().flat_map(|name| endings.iter().map(|end| sentence(name, end))).collect::<Vec<_>>())
    };
    let places = |grammars: &[Grammar]| Network::of(grammars, Vec::new()).unwrap().places;
    let both = [all(&[&[0, 1]]), all(&[&[2, 3]])];
    let three = [both[0].clone(), both[1].clone(), all(&[&[0, 1], &[2, 3]])];
    assert_eq!(places(&three), places(&both) + 1);
}

#[test]
fn a_sentence_without_end_is_refused() {
    let looping = Grammar { words: vec!["again".to_owned()], arcs: vec![vec![(0, 0)]], accepting: vec![true] };
    assert_eq!(Network::of([&looping], Vec::new()), None);
    assert!(Network::of([&Grammar::default()], Vec::new()).is_some());
}
