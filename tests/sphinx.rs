//! PocketSphinx on real sound. Needs Debian's `pocketsphinx-en-us`.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use orderly::audio::{FRAME_SAMPLES, Frame, recording};
use orderly::expecting::Expecting;
use orderly::speech_to_text::sphinx::{DEBIAN_MODEL, Sphinx};
use orderly::speech_to_text::{Grammar, Hypothesis, Pronounce, Recognizer, RecognizerError, Vocabulary};

/// A grammar of whole sentences, a tree of words.
pub fn grammar(sentences: &[&str]) -> Arc<Grammar> {
    let mut grammar = Grammar { words: Vec::new(), arcs: vec![Vec::new()], accepting: vec![false] };
    for sentence in sentences {
        let mut state = 0;
        for word in sentence.split(' ') {
            let number = grammar.words.iter().position(|known| known == word).unwrap_or_else(|| {
                grammar.words.push(word.to_owned());
                grammar.words.len() - 1
            }) as u32;
            let known = grammar.arcs[state].iter().find(|arc| arc.0 == number).map(|arc| arc.1 as usize);
            state = known.unwrap_or_else(|| {
                grammar.arcs.push(Vec::new());
                grammar.accepting.push(false);
                let target = grammar.arcs.len() - 1;
                grammar.arcs[state].push((number, target as u32));
                target
            });
        }
        grammar.accepting[state] = true;
    }
    Arc::new(grammar)
}

fn orders() -> Arc<Grammar> {
    grammar(&["can i have a small latte", "can i have a large latte", "make me a large mocha", "make me a small mocha"])
}

fn confirmation() -> Arc<Grammar> {
    grammar(&["yes", "yes please", "yep", "no", "nope", "no thanks", "cancel it"])
}

pub fn vocabulary(grammars: &[(Expecting, Arc<Grammar>)]) -> Vocabulary {
    Vocabulary { grammars: grammars.iter().cloned().collect::<BTreeMap<_, _>>(), ..Vocabulary::default() }
}

/// These commands, alone and behind a call.
fn behind_a_call(commands: &[&str]) -> Vocabulary {
    let behind: Vec<String> = commands.iter().map(|command| format!("computer {command}")).collect();
    let called: Vec<&str> = behind.iter().map(String::as_str).chain(["computer"]).collect();
    let grammars = [(Expecting::Command, grammar(commands)), (Expecting::Wake, grammar(&called))];
    Vocabulary { wakes: Arc::new(["computer".to_owned()]), ..vocabulary(&grammars) }
}

fn sphinx(pronounce: Option<Pronounce>) -> Sphinx {
    Sphinx::open(Path::new(DEBIAN_MODEL), pronounce).expect("apt install pocketsphinx-en-us")
}

fn heard(sphinx: &mut Sphinx, expecting: Expecting, samples: &[i16]) -> Vec<Hypothesis> {
    sphinx.begin(expecting).unwrap();
    for chunk in samples.chunks(FRAME_SAMPLES) {
        let mut frame: Frame = [0; FRAME_SAMPLES];
        frame[..chunk.len()].copy_from_slice(chunk);
        sphinx.accept(&frame).unwrap();
    }
    sphinx.finish().unwrap()
}

fn audio(name: &str) -> Vec<i16> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/audio/sphinx");
    recording::read(&folder.join(name).with_extension("wav")).unwrap()
}

fn sure(hypotheses: &[Hypothesis]) -> Option<&str> {
    hypotheses.first().filter(|best| best.confidence >= 0.5).map(|best| best.text.as_str())
}

#[test]
fn every_moment_of_a_conversation_has_its_own_sentences() {
    let mut sphinx = sphinx(None);
    sphinx.adopt(&vocabulary(&[(Expecting::Command, orders()), (Expecting::Confirmation, confirmation())])).unwrap();
    assert_eq!(sure(&heard(&mut sphinx, Expecting::Command, &audio("latte"))), Some("can i have a small latte"));
    assert_eq!(sure(&heard(&mut sphinx, Expecting::Confirmation, &audio("yes"))), Some("yes please"));
    assert_eq!(sure(&heard(&mut sphinx, Expecting::Command, &audio("mocha"))), Some("make me a large mocha"));
    assert_eq!(sure(&heard(&mut sphinx, Expecting::Confirmation, &audio("mocha"))), None);
}

#[test]
fn other_speech_hiss_and_silence_are_no_answer_and_no_order() {
    let mut sphinx = sphinx(None);
    sphinx.adopt(&vocabulary(&[(Expecting::Command, orders()), (Expecting::Confirmation, confirmation())])).unwrap();
    let mut seed = 7_u32;
    let hiss: Vec<i16> = (0..32_000)
        .map(|_| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 16) as i16 / 8
        })
        .collect();
    for expecting in [Expecting::Command, Expecting::Confirmation] {
        for sound in [&audio("other"), &hiss, &vec![0; 32_000], &Vec::new()] {
            assert_eq!(sure(&heard(&mut sphinx, expecting, sound)), None);
        }
    }
}

#[cfg(all(feature = "dtln", feature = "gtcrn"))]
#[test]
fn commands_are_heard_in_the_noise_of_a_kitchen_and_the_noise_alone_is_none() {
    use orderly::audio::{kitchen, noise_suppression};
    let chosen = noise_suppression::open("dtln+gtcrn", Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    assert_eq!(chosen.instead, None, "scripts/setup puts the networks in place");
    let mut sphinx = sphinx(None).through(chosen.suppressors);
    sphinx.adopt(&vocabulary(&[(Expecting::Command, orders()), (Expecting::Confirmation, confirmation())])).unwrap();
    for seed in 0..3 {
        for (name, words) in [("latte", "can i have a small latte"), ("mocha", "make me a large mocha")] {
            let noisy = kitchen::under(&audio(name), 9.0, seed);
            assert_eq!(sure(&heard(&mut sphinx, Expecting::Command, &noisy)), Some(words), "seed {seed}");
        }
        let talk = kitchen::under(&audio("other"), 12.0, seed);
        let noise: Vec<i16> = kitchen::noise(32_000, seed).iter().map(|sample| (sample * 2_000.0) as i16).collect();
        for expecting in [Expecting::Command, Expecting::Confirmation] {
            assert_eq!(sure(&heard(&mut sphinx, expecting, &talk)), None, "seed {seed}");
            assert_eq!(sure(&heard(&mut sphinx, expecting, &noise)), None, "seed {seed}");
        }
    }
}

#[test]
fn what_nobody_sells_is_in_doubt_and_not_heard_as_something_else() {
    let asked = |hypotheses: &[Hypothesis]| {
        let doubt = hypotheses[0].doubt.clone().expect("the rest was understood");
        assert!(["mocha", "cappuccino", "espresso"].contains(&doubt.words.as_str()), "{hypotheses:?}");
        assert!(doubt.others > 0.7 && hypotheses[0].confidence < 0.5, "{hypotheses:?}");
    };
    let said = ["can i have a small mocha", "can i have a large cappuccino", "make me a small espresso"];
    let goods = Arc::new(["mocha", "cappuccino", "espresso"].map(str::to_owned).into());
    let mut sphinx = sphinx(None);
    sphinx.adopt(&Vocabulary { goods, ..behind_a_call(&said) }).unwrap();
    asked(&heard(&mut sphinx, Expecting::Command, &audio("latte")));
    let call = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/audio/wake/computer-slt.flac");
    let sound = [recording::read(&call).unwrap(), audio("latte")].concat();
    asked(&heard(&mut sphinx, Expecting::Wake, &sound));

    let other = Arc::new(["latte".to_owned()].into());
    sphinx.adopt(&Vocabulary { goods: other, ..vocabulary(&[(Expecting::Command, orders())]) }).unwrap();
    assert_eq!(sure(&heard(&mut sphinx, Expecting::Command, &audio("latte"))), Some("can i have a small latte"));
}

#[test]
fn whoever_calls_is_heard_with_the_command_behind_the_call() {
    let commands = ["where is my last order", "can i have a small latte", "make me a large mocha"];
    let mut sphinx = sphinx(None);
    sphinx.adopt(&behind_a_call(&commands)).unwrap();
    let recording =
        |name: &str| recording::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/audio").join(name)).unwrap();
    let call = recording("wake/computer-slt.flac");

    let in_one_breath = recording("wake/computer-where-is-my-last-order-rms.flac");
    assert_eq!(sure(&heard(&mut sphinx, Expecting::Wake, &in_one_breath)), Some("computer where is my last order"));
    let two_voices = [call.clone(), audio("latte")].concat();
    assert_eq!(sure(&heard(&mut sphinx, Expecting::Wake, &two_voices)), Some("computer can i have a small latte"));

    let alone = heard(&mut sphinx, Expecting::Wake, &call);
    assert!(alone.len() == 1 && alone[0].text == "computer" && alone[0].confidence > 0.6, "{alone:?}");
    let with_other_speech =
        heard(&mut sphinx, Expecting::Wake, &[call.clone(), recording("rejection/other-1.flac")].concat());
    assert_eq!(sure(&with_other_speech), Some("computer"));
    assert!(with_other_speech[0].confidence < 0.6, "that may have been talk: {with_other_speech:?}");

    let behind_digital_silence = heard(&mut sphinx, Expecting::Wake, &[vec![0; 8_000], call.clone()].concat());
    assert_eq!(sure(&behind_digital_silence), Some("computer"));

    let others = (1..=6).map(|number| recording(&format!("rejection/other-{number}.flac")));
    for sound in others.chain([audio("latte"), audio("yes"), vec![0; 16_000], Vec::new()]) {
        assert_eq!(sure(&heard(&mut sphinx, Expecting::Wake, &sound)), None);
    }
}

#[test]
fn behind_a_call_more_is_expected() {
    let grammars = vocabulary(&[(Expecting::Command, orders()), (Expecting::Wake, grammar(&["computer"]))]);
    let mut sphinx = sphinx(None);
    sphinx.adopt(&Vocabulary { wakes: Arc::new(["computer".to_owned()]), ..grammars }).unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/audio/wake");
    let call = recording::read(&folder.join("computer-slt.flac")).unwrap();
    sphinx.begin(Expecting::Wake).unwrap();
    for chunk in call.chunks_exact(FRAME_SAMPLES) {
        sphinx.accept(chunk.try_into().unwrap()).unwrap();
    }
    assert_eq!(sphinx.pause().unwrap(), []);
    assert_eq!(sure(&sphinx.finish().unwrap()), Some("computer"));
}

#[test]
fn a_word_outside_the_dictionary_is_heard_once_it_can_be_said() {
    let said = grammar(&["can i have a small zlatteq", "make me a large mocha"]);
    let vocabulary = vocabulary(&[(Expecting::Command, said)]);
    let mut silent = sphinx(None);
    silent.adopt(&vocabulary).unwrap();
    assert_eq!(sure(&heard(&mut silent, Expecting::Command, &audio("latte"))), None);
    let mut speaking = sphinx(Some(Arc::new(|word: &str| (word == "zlatteq").then(|| "lˈɑːteɪ".to_owned()))));
    speaking.adopt(&vocabulary).unwrap();
    let hypotheses = heard(&mut speaking, Expecting::Command, &audio("latte"));
    assert_eq!(sure(&hypotheses), Some("can i have a small zlatteq"));
}

#[test]
fn a_vocabulary_without_a_sentence_is_refused_and_the_old_one_stays() {
    let mut sphinx = sphinx(None);
    sphinx.adopt(&vocabulary(&[(Expecting::Command, orders())])).unwrap();
    for empty in [vocabulary(&[]), vocabulary(&[(Expecting::Command, grammar(&["qqxz <sil> with(2)"]))])] {
        assert!(matches!(sphinx.adopt(&empty), Err(RecognizerError::Vocabulary(_))));
    }
    assert_eq!(sure(&heard(&mut sphinx, Expecting::Command, &audio("mocha"))), Some("make me a large mocha"));
}

#[test]
fn a_model_that_is_missing_or_cut_anywhere_is_an_error_that_says_what_to_install() {
    let debian = Path::new(DEBIAN_MODEL);
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path();
    let refused = || match Sphinx::open(copy, None) {
        Err(error) => error.to_string().contains("apt install"),
        Ok(_) => false,
    };
    assert!(refused());
    std::fs::create_dir(copy.join("en-us")).unwrap();
    for file in std::fs::read_dir(debian.join("en-us")).expect("apt install pocketsphinx-en-us") {
        let file = file.unwrap().path();
        std::fs::copy(&file, copy.join("en-us").join(file.file_name().unwrap())).unwrap();
    }
    std::fs::copy(debian.join("cmudict-en-us.dict"), copy.join("cmudict-en-us.dict")).unwrap();
    assert!(Sphinx::open(copy, None).is_ok());
    for name in ["means", "variances", "transition_matrices", "mdef", "sendump"] {
        let path = copy.join("en-us").join(name);
        let whole = std::fs::read(&path).unwrap();
        for end in [0, 3, 100, whole.len() / 2, whole.len() - 1] {
            std::fs::write(&path, &whole[..end]).unwrap();
            assert!(refused(), "{name} cut to {end} bytes");
        }
        std::fs::write(&path, &whole).unwrap();
    }
}
