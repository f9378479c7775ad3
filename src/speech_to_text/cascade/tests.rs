use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use proptest::prelude::*;

use super::*;
use crate::audio::FRAME_SAMPLES;
use crate::speech_to_text::Doubt;

const SURENESS: Sureness = Sureness { alone: 0.9, margin: 0.2, disputed: 0.6 };

/// Hears what it is told to, and counts how often it was asked.
#[derive(Clone, Default)]
struct Scripted {
    hears: Vec<Hypothesis>,
    /// The call that fails: `begin`, `accept`, `pause`, `finish`.
    fails_to: &'static str,
    finished: Arc<AtomicUsize>,
    begun: Arc<AtomicUsize>,
}

impl Scripted {
    fn hearing(heard: &[(&str, f32)]) -> Self {
        let hears = heard.iter().map(|(text, confidence)| Hypothesis::new(*text, *confidence));
        Self { hears: hears.collect(), ..Self::default() }
    }

    fn failing_to(fails_to: &'static str) -> Self {
        Self { fails_to, ..Self::hearing(&[("buy milk", 0.99)]) }
    }

    fn try_to(&self, what: &str) -> Result<(), RecognizerError> {
        if self.fails_to == what { Err(RecognizerError::Engine(format!("cannot {what}"))) } else { Ok(()) }
    }
}

impl Recognizer for Scripted {
    fn adopt(&mut self, _: &Vocabulary) -> Result<(), RecognizerError> {
        self.try_to("adopt")
    }

    fn begin(&mut self, _: Expecting) -> Result<(), RecognizerError> {
        self.begun.fetch_add(1, Ordering::Relaxed);
        self.try_to("begin")
    }

    fn accept(&mut self, _: &Frame) -> Result<Option<String>, RecognizerError> {
        self.try_to("accept").map(|()| self.hears.first().map(|best| best.text.clone()))
    }

    fn pause(&mut self) -> Result<Vec<Hypothesis>, RecognizerError> {
        self.try_to("pause").map(|()| self.hears.clone())
    }

    fn finish(&mut self) -> Result<Vec<Hypothesis>, RecognizerError> {
        self.finished.fetch_add(1, Ordering::Relaxed);
        self.try_to("finish").map(|()| self.hears.clone())
    }
}

fn cascade(quick: &Scripted, thorough: &Scripted) -> Cascade {
    Cascade::new(Box::new(quick.clone()), Box::new(thorough.clone()), SURENESS)
}

fn hear(cascade: &mut Cascade, expecting: Expecting) -> Result<Vec<Hypothesis>, RecognizerError> {
    cascade.begin(expecting)?;
    cascade.accept(&[0; FRAME_SAMPLES])?;
    cascade.pause()?;
    cascade.accept(&[0; FRAME_SAMPLES])?;
    cascade.finish()
}

fn heard(quick: &[(&str, f32)], thorough: &[(&str, f32)], expecting: Expecting) -> Vec<(String, f32)> {
    let heard = hear(&mut cascade(&Scripted::hearing(quick), &Scripted::hearing(thorough)), expecting).unwrap();
    heard.into_iter().map(|one| (one.text, (one.confidence * 100.0).round() / 100.0)).collect()
}

fn said(heard: &[(&str, f32)]) -> Vec<(String, f32)> {
    heard.iter().map(|(text, confidence)| ((*text).to_owned(), *confidence)).collect()
}

#[test]
fn a_quick_one_that_is_sure_answers_alone_and_the_other_one_stops() {
    let thorough = Scripted::hearing(&[("by milk", 0.5)]);
    let mut cascade = cascade(&Scripted::hearing(&[("buy milk", 0.95)]), &thorough);
    assert_eq!(hear(&mut cascade, Expecting::Command).unwrap()[0].text, "buy milk");
    assert_eq!(thorough.finished.load(Ordering::Relaxed), 0);
    assert_eq!(thorough.begun.load(Ordering::Relaxed), 2);
}

#[test]
fn where_the_quick_one_is_not_sure_both_count_and_agreement_makes_surer() {
    let command = |quick: &[(&str, f32)], thorough: &[(&str, f32)]| heard(quick, thorough, Expecting::Command);
    assert_eq!(command(&[("buy silk", 0.6)], &[("buy milk", 0.8)]), said(&[("buy milk", 0.8), ("buy silk", 0.6)]));
    assert_eq!(command(&[("buy milk", 0.6)], &[("buy milk", 0.8)]), said(&[("buy milk", 0.92)]));
    assert_eq!(command(&[("a", 0.95), ("b", 0.9)], &[("b", 0.5)]), said(&[("a", 0.95), ("b", 0.95)]));
    assert_eq!(command(&[], &[("buy milk", 0.8)]), said(&[("buy milk", 0.8)]));
    assert_eq!(command(&[("buy milk", 0.8)], &[]), said(&[("buy milk", 0.8)]));
    assert_eq!(command(&[("buy milk", f32::NAN)], &[("buy milk", 7.0)]), said(&[("buy milk", 1.0)]));
}

#[test]
fn a_yes_counts_when_one_is_sure_and_the_other_does_not_contradict() {
    let answer = |quick: &[(&str, f32)], thorough: &[(&str, f32)]| heard(quick, thorough, Expecting::Confirmation);
    assert_eq!(answer(&[("yes", 0.9)], &[("yes", 0.3)]), said(&[("yes", 0.9)]));
    assert_eq!(answer(&[("yes", 0.3)], &[("yes please", 0.9)]), said(&[("yes please", 0.9), ("yes", 0.3)]));
    assert_eq!(answer(&[("yes", 0.99)], &[("no", 0.2)]), said(&[("yes", 0.6), ("no", 0.2)]));
    assert_eq!(answer(&[("yes", 0.99)], &[]), said(&[("yes", 0.6)]));
    assert_eq!(answer(&[], &[("yes", 0.99)]), said(&[("yes", 0.6)]));
    assert_eq!(answer(&[("yes", 0.5)], &[("yes", 0.5)]), said(&[("yes", 0.5)]));
    assert_eq!(answer(&[], &[]), []);
}

#[test]
fn one_that_fails_at_any_point_leaves_the_utterance_to_the_other_one() {
    let well = Scripted::hearing(&[("buy tea", 0.7)]);
    for call in ["begin", "accept", "pause", "finish"] {
        let broken = Scripted::failing_to(call);
        for expecting in [Expecting::Command, Expecting::Confirmation] {
            for mut cascade in [cascade(&broken, &well), cascade(&well, &broken)] {
                // And again in the next utterance.
                for _ in 0..2 {
                    assert_eq!(hear(&mut cascade, expecting).unwrap(), well.hears, "{call}");
                }
            }
        }
        for other in ["begin", "accept", "pause", "finish"] {
            let mut both = cascade(&broken, &Scripted::failing_to(other));
            assert!(matches!(hear(&mut both, Expecting::Command), Err(RecognizerError::Engine(_))), "{call} {other}");
        }
    }
}

#[test]
fn a_vocabulary_is_refused_only_by_both() {
    let (well, broken) = (Scripted::default(), Scripted::failing_to("adopt"));
    let nothing = Vocabulary::default();
    assert!(cascade(&well, &broken).adopt(&nothing).is_ok() && cascade(&broken, &well).adopt(&nothing).is_ok());
    assert!(cascade(&broken, &broken).adopt(&nothing).is_err());
    assert!(cascade(&broken, &broken).adopt_meanwhile(nothing).is_err());
}

fn hypotheses() -> impl Strategy<Value = Vec<(String, f32)>> {
    let text = prop::sample::select(vec!["yes", "yes please", "yes no", "no", "yeah", "", "order and pay"]);
    let confidence = prop_oneof![0.0_f32..=1.0, Just(f32::NAN), Just(f32::INFINITY), Just(-3.0)];
    prop::collection::vec((text.prop_map(str::to_owned), confidence), 0..4)
}

proptest! {
    #[test]
    fn no_answer_to_a_quote_is_surer_than_the_strict_rule_allows(quick in hypotheses(), thorough in hypotheses()) {
        let scripted = |heard: &[(String, f32)]| {
            let hears = heard.iter().map(|(text, confidence)| Hypothesis::new(text.as_str(), *confidence));
            Scripted { hears: hears.collect(), ..Scripted::default() }
        };
        let (one, other) = (scripted(&quick), scripted(&thorough));
        let outcome = hear(&mut cascade(&one, &other), Expecting::Confirmation).unwrap();
        let (one, other) = (in_range(one.hears), in_range(other.hears));
        let alone = one.is_empty() || other.is_empty();
        for hypothesis in &outcome {
            let most = one.iter().chain(&other).filter(|heard| heard.text == hypothesis.text);
            let most = most.map(|heard| heard.confidence).fold(0.0, f32::max);
            prop_assert!(hypothesis.confidence <= most);
            prop_assert!(!alone || hypothesis.confidence <= SURENESS.disputed);
        }
        if let (Some(one), Some(other)) = (best(&one), best(&other))
            && !begins_like(&one.text, &other.text)
            && !begins_like(&other.text, &one.text)
        {
            prop_assert!(outcome.iter().all(|heard| heard.confidence <= SURENESS.disputed));
        }
        prop_assert!(outcome.windows(2).all(|pair| pair[0].confidence >= pair[1].confidence));
    }

    #[test]
    fn whatever_the_two_hear_every_text_is_heard_once_and_in_range(
        quick in hypotheses(),
        thorough in hypotheses(),
        expecting in prop::sample::select(Expecting::ALL.to_vec()),
    ) {
        let quick: Vec<(&str, f32)> = quick.iter().map(|(text, sure)| (text.as_str(), *sure)).collect();
        let thorough: Vec<(&str, f32)> = thorough.iter().map(|(text, sure)| (text.as_str(), *sure)).collect();
        let (quick, thorough) = (Scripted::hearing(&quick), Scripted::hearing(&thorough));
        for hypothesis in hear(&mut cascade(&quick, &thorough), expecting).unwrap() {
            prop_assert!((0.0..=1.0).contains(&hypothesis.confidence));
        }
    }
}

#[test]
fn a_name_that_both_heard_is_not_in_doubt() {
    let in_doubt = |mut one: Scripted| {
        let doubt = Doubt { words: "milk".to_owned(), others: 0.9 };
        one.hears.iter_mut().for_each(|heard| heard.doubt = Some(doubt.clone()));
        one
    };
    let quick = || in_doubt(Scripted::hearing(&[("buy milk", 0.3)]));
    let first = |thorough: &Scripted| hear(&mut cascade(&quick(), thorough), Expecting::Command).unwrap().remove(0);
    assert_eq!(first(&Scripted::hearing(&[("buy milk", 0.6)])).doubt, None);
    assert!(first(&in_doubt(Scripted::hearing(&[("buy milk", 0.6)]))).doubt.is_some());
    assert!(first(&Scripted::hearing(&[])).doubt.is_some());
}
