use proptest::prelude::*;

use super::*;
use crate::audio::FRAME_SAMPLES;

const SPEECH: Option<f32> = Some(0.9);
const SILENCE: Option<f32> = Some(0.1);

fn config() -> ListeningConfig {
    ListeningConfig { pre_roll_ms: 320, end_silence_ms: 640, cap_ms: 3_200, no_input_ms: 1_600, ..Default::default() }
}

/// A frame that tells which one it is.
fn numbered(number: usize) -> Frame {
    [number as i16; FRAME_SAMPLES]
}

fn listen(endpointer: &mut Endpointer, probabilities: &[Option<f32>]) -> Vec<Listened> {
    let frames = probabilities.iter().enumerate();
    frames.flat_map(|(number, &probability)| endpointer.accept(numbered(number), probability)).collect()
}

/// The numbers of the frames of one utterance.
fn frames(listened: &[Listened]) -> Vec<usize> {
    let numbers = listened.iter().flat_map(|one| match one {
        Listened::Started(frames) => frames.clone(),
        Listened::Continued(frame) => vec![*frame],
        _ => Vec::new(),
    });
    numbers.map(|frame| frame[0] as usize).collect()
}

fn pattern(parts: &[(usize, Option<f32>)]) -> Vec<Option<f32>> {
    parts.iter().flat_map(|&(times, probability)| std::iter::repeat_n(probability, times)).collect()
}

#[test]
fn an_utterance_has_its_pre_roll_and_ends_after_the_silence() {
    let mut endpointer = Endpointer::new(&config());
    let listened = listen(&mut endpointer, &pattern(&[(30, SILENCE), (20, SPEECH), (40, SILENCE)]));
    assert_eq!(frames(&listened), (20..70).collect::<Vec<_>>());
    assert_eq!(listened.last(), Some(&Listened::Ended { ending: Ending::Silence, silence_ms: 640 }));
}

#[test]
fn a_knock_shorter_than_96_ms_begins_nothing() {
    let mut endpointer = Endpointer::new(&config());
    assert_eq!(listen(&mut endpointer, &pattern(&[(9, SILENCE), (2, SPEECH), (9, SILENCE), (2, SPEECH)])), []);
}

#[test]
fn a_pause_is_told_once_and_speech_may_go_on_after_it() {
    let mut endpointer = Endpointer::new(&config());
    let listened =
        listen(&mut endpointer, &pattern(&[(5, SPEECH), (12, SILENCE), (5, SPEECH), (12, SILENCE), (5, SPEECH)]));
    assert_eq!(listened.iter().filter(|&one| *one == Listened::Paused).count(), 2);
    assert_eq!(frames(&listened), (0..39).collect::<Vec<_>>());
}

#[test]
fn less_likely_speech_does_not_begin_an_utterance_but_carries_it_on() {
    let mut endpointer = Endpointer::new(&config());
    assert_eq!(listen(&mut endpointer, &pattern(&[(20, Some(0.4))])), []);
    let listened = listen(&mut endpointer, &pattern(&[(5, SPEECH), (30, Some(0.4))]));
    assert!(listened.iter().all(|one| !matches!(one, Listened::Ended { .. })));
}

#[test]
fn unknown_is_neither_speech_nor_silence() {
    let mut endpointer = Endpointer::new(&config());
    endpointer.begin(true);
    assert_eq!(listen(&mut endpointer, &pattern(&[(500, None)])), []);
    let listened = listen(&mut endpointer, &pattern(&[(2, SPEECH), (1, None), (1, SPEECH), (50, None)]));
    assert!(listened.iter().all(|one| !matches!(one, Listened::Ended { .. } | Listened::Paused)));
    assert!(matches!(listened[0], Listened::Started(_)));
}

#[test]
fn too_long_a_silence_is_no_input_once_and_only_when_an_answer_is_expected() {
    let mut endpointer = Endpointer::new(&config());
    assert_eq!(listen(&mut endpointer, &pattern(&[(200, SILENCE)])), []);
    endpointer.begin(true);
    assert_eq!(listen(&mut endpointer, &pattern(&[(49, SILENCE)])), []);
    assert_eq!(listen(&mut endpointer, &pattern(&[(200, SILENCE)])), [Listened::NoInput]);
    endpointer.begin(true);
    let listened = listen(&mut endpointer, &pattern(&[(40, SILENCE), (5, SPEECH), (200, SILENCE)]));
    assert!(!listened.contains(&Listened::NoInput));
}

#[test]
fn the_end_of_audio_ends_an_utterance_that_is_going_on_and_nothing_else() {
    let mut endpointer = Endpointer::new(&config());
    assert_eq!(endpointer.end_of_audio(), None);
    listen(&mut endpointer, &pattern(&[(5, SPEECH), (4, SILENCE)]));
    let ended = Listened::Ended { ending: Ending::EndOfAudio, silence_ms: 128 };
    assert_eq!(endpointer.end_of_audio(), Some(ended));
    assert_eq!(endpointer.end_of_audio(), None);
}

fn any_probability() -> impl Strategy<Value = Option<f32>> {
    prop_oneof![4 => Just(SPEECH), 4 => Just(SILENCE), 1 => Just(None), 1 => (0.0_f32..1.0).prop_map(Some)]
}

fn any_pattern() -> impl Strategy<Value = Vec<Option<f32>>> {
    prop::collection::vec((1_usize..40, any_probability()), 0..40).prop_map(|parts| pattern(&parts))
}

fn any_config() -> impl Strategy<Value = ListeningConfig> {
    (0_u32..1_000, 0_u32..1_000, 0_u32..5_000, 0_u32..3_000).prop_map(
        |(pre_roll_ms, end_silence_ms, cap_ms, no_input_ms)| ListeningConfig {
            pre_roll_ms,
            end_silence_ms,
            cap_ms,
            no_input_ms,
            ..Default::default()
        },
    )
}

proptest! {
    #[test]
    fn utterances_are_whole_in_order_within_the_cap_and_never_overlap(
        probabilities in any_pattern(),
        config in any_config(),
        answer_expected in any::<bool>(),
    ) {
        let mut endpointer = Endpointer::new(&config);
        endpointer.begin(answer_expected);
        let mut listened = listen(&mut endpointer, &probabilities);
        listened.extend(endpointer.end_of_audio());

        let cap = (config.cap_ms.div_ceil(FRAME_MS) as usize).max(START_FRAMES + config.pre_roll_ms as usize);
        let (mut utterance, mut speaking, mut after, mut heard, mut no_inputs) = (Vec::new(), false, 0, false, 0);
        for one in &listened {
            match one {
                Listened::Started(_) => {
                    prop_assert!(!speaking);
                    (speaking, heard) = (true, true);
                    utterance = frames(std::slice::from_ref(one));
                    prop_assert!(utterance.len() >= START_FRAMES);
                    prop_assert!(utterance[0] >= after);
                }
                Listened::Continued(_) => {
                    prop_assert!(speaking);
                    utterance.extend(frames(std::slice::from_ref(one)));
                }
                Listened::Paused => prop_assert!(speaking),
                Listened::Ended { .. } => {
                    prop_assert!(speaking);
                    speaking = false;
                    let first = utterance[0];
                    prop_assert_eq!(&utterance, &(first..first + utterance.len()).collect::<Vec<_>>());
                    prop_assert!(utterance.len() <= cap);
                    after = first + utterance.len();
                }
                Listened::NoInput => {
                    prop_assert!(!heard && answer_expected);
                    no_inputs += 1;
                }
            }
        }
        prop_assert!(!speaking);
        prop_assert!(no_inputs <= 1);
    }
}

#[test]
fn an_utterance_ends_after_as_much_silence_as_its_words_are_worth() {
    for (patience, silence) in [(Patience::Short, 256), (Patience::Usual, 640), (Patience::Long, 1_280)] {
        let mut endpointer = Endpointer::new(&config());
        let paused = listen(&mut endpointer, &pattern(&[(10, SPEECH), (8, SILENCE)]));
        assert_eq!(paused.last(), Some(&Listened::Paused));
        let rest = endpointer.wait(patience).map_or_else(|| listen(&mut endpointer, &[SILENCE; 99]), |end| vec![end]);
        assert_eq!(rest.last(), Some(&Listened::Ended { ending: Ending::Silence, silence_ms: silence }));
    }
}

#[test]
fn whoever_goes_on_speaking_is_judged_anew() {
    let mut endpointer = Endpointer::new(&config());
    listen(&mut endpointer, &pattern(&[(10, SPEECH), (8, SILENCE)]));
    assert_eq!(endpointer.wait(Patience::Long), None);
    let listened = listen(&mut endpointer, &pattern(&[(3, SPEECH), (40, SILENCE)]));
    assert_eq!(listened.last(), Some(&Listened::Ended { ending: Ending::Silence, silence_ms: 640 }));
}

#[test]
fn without_an_utterance_there_is_nothing_to_wait_for() {
    let mut endpointer = Endpointer::new(&config());
    assert_eq!(endpointer.wait(Patience::Short), None);
    listen(&mut endpointer, &pattern(&[(9, SILENCE)]));
    assert_eq!(endpointer.wait(Patience::Short), None);
}
