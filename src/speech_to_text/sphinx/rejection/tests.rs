use super::*;

fn segment(word: &str, start: i32, end: i32, mean: f32) -> Segment {
    Segment { word: word.to_owned(), start, end, acoustic: mean * (end - start + 1) as f32 }
}

#[test]
fn words_that_fit_better_than_decoys_were_said() {
    let path = [segment("<sil>", 0, 20, -2.0), segment("small", 21, 70, -3.5), segment("latte(2)", 71, 130, -4.0)];
    let sure = |decoys: f32| {
        let decoys = [segment("~lamp", 0, 60, decoys), segment("~chest", 61, 150, decoys)];
        confidence_among(&path, &decoys)
    };
    assert!(sure(-6.0) > 0.9 && sure(-1.0) < 0.5);
}

#[test]
fn a_wake_phrase_is_judged_by_its_own_frames() {
    let sure = |mean: f32, decoys: f32| {
        confidence_of_phrase(&[segment("computer", 21, 80, mean)], &[segment("~lamp", 0, 150, decoys)])
    };
    assert!(sure(-5.0, -5.2) > 0.9);
    assert!(sure(-9.0, -6.5) < 0.1);
    assert!(confidence_of_phrase(&[], &[segment("~lamp", 0, 150, -3.0)]) < 0.1);
}

fn goods() -> BTreeSet<String> {
    BTreeSet::from(["latte".to_owned()])
}

#[test]
fn without_decoys_words_must_be_near_the_sound() {
    let said = |mean: f32| {
        let path = [segment("small", 0, 59, mean), segment("latte(2)", 60, 130, mean)];
        confidence(&path, &goods(), 50.0)
    };
    assert!(said(-4.0) > 0.8 && said(-8.5) < 0.2);
}

#[test]
fn a_name_that_was_not_said_is_found_between_words_that_were() {
    let said = |name: f32, word: &str, clearance: f32| {
        let [order, please] = [segment("order", 0, 59, -3.0), segment("please", 101, 160, -3.0)];
        confidence(&[order, segment(word, 60, 100, name), please], &goods(), clearance)
    };
    assert!(said(-5.0, "latte", 50.0) > 0.8 && said(-8.6, "latte", 50.0) < 0.3);
    assert!(said(-8.2, "latte", 10.0) > 0.5, "in noise nothing fits well");
    assert!(said(-8.2, "again", 50.0) > 0.5 && said(-11.0, "again", 50.0) < 0.2, "no name, but not just anything");
}

#[test]
fn what_was_said_instead_of_a_name_may_begin_before_it() {
    let path = [segment("order", 0, 99, -3.0), segment("<sil>", 100, 129, -14.0), segment("latte", 130, 160, -5.0)];
    assert!(confidence(&path, &goods(), 50.0) < 0.3);
    let far = [segment("<sil>", 0, 29, -14.0), segment("order", 30, 129, -3.0), segment("latte", 130, 160, -5.0)];
    assert!(confidence(&far, &goods(), 50.0) > 0.8);
}

#[test]
fn what_fits_better_with_a_decoy_is_something_that_nobody_sells() {
    let said = |name: f32| [segment("order", 0, 59, -3.0), segment("latte", 60, 110, name)];
    let with = |decoy: f32| [segment("order", 0, 59, -3.0), segment("~lamp", 60, 110, decoy)];
    let sure = |name: f32, decoy: f32, clearance: f32| confidence_against(&said(name), &with(decoy), clearance);
    assert!(sure(-5.0, -5.2, 50.0) > 0.9 && sure(-6.5, -5.0, 50.0) < 0.1);
    assert!(sure(-6.5, -5.0, 10.0) > 0.5, "in noise a decoy fits anything");
    assert!((confidence_against(&said(-6.5), &said(-3.0), 50.0) - 1.0).abs() < f32::EPSILON, "there is no decoy");
    assert!(is_doubtful(&said(-6.5), &goods()) && !is_doubtful(&said(-4.0), &goods()));
    assert!(!is_doubtful(&[segment("order", 0, 59, -6.5)], &goods()));
}

#[test]
fn what_is_said_beside_a_name_may_be_surer_than_the_name() {
    let but_for = |order: f32, name: f32| {
        let path =
            [segment("order", 0, 99, order), segment("latte(2)", 100, 150, name), segment("<sil>", 151, 200, -2.0)];
        but_for_goods(&path, &goods(), 50.0)
    };
    let (words, sure) = but_for(-3.0, -14.0).unwrap();
    assert!(words == "latte" && sure > 0.8, "{words} {sure}");
    assert!(but_for(-12.0, -3.0).unwrap().1 < 0.2);
    assert_eq!(but_for_goods(&[segment("latte", 0, 60, -3.0)], &goods(), 50.0), None, "there is nothing beside it");
    assert_eq!(but_for_goods(&[segment("order", 0, 60, -3.0)], &goods(), 50.0), None, "there is no name");
}

#[test]
fn a_sure_command_makes_the_call_before_it_likelier() {
    assert!(call_before(0.3, 0.95) > 0.8 && call_before(0.3, 0.95) < 0.95);
    assert!((call_before(0.3, 0.1) - 0.3).abs() < 1e-6, "an unsure one speaks against nothing");
    assert!((call_before(1.0, 0.9) - 1.0).abs() < 1e-6 && call_before(0.0, 1.0) < 1e-6);
}

#[test]
fn somebody_may_hesitate_before_a_name() {
    let path = [segment("an", 0, 59, -9.0), segment("latte", 60, 110, -5.0)];
    let after = |end: i32, decoy: &str| {
        let other = [segment("an", 0, 39, -3.0), segment(decoy, 40, end, -3.0), segment("latte", end + 1, 110, -5.0)];
        confidence_against(&path, &other, 50.0)
    };
    assert!(after(59, "~um") > 0.9 && after(69, "~lamp") < 0.1);
    let shorter = [segment("~um", 0, 19, -3.0), segment("latte", 20, 110, -3.0)];
    assert!(confidence_against(&path, &shorter, 50.0) < 0.1, "that was not said besides, but instead");
}

#[test]
fn clearance_is_how_far_speech_is_above_its_room() {
    let room = |speech: i16, noise: i16| -> Vec<i16> {
        let level = |at: usize| if (at / 8_000).is_multiple_of(2) { speech } else { noise };
        (0_usize..64_000).map(|at| if at.is_multiple_of(2) { level(at) } else { -level(at) }).collect()
    };
    assert!((clearance(&room(10_000, 1_000)) - 20.0).abs() < 0.1);
    assert_eq!((clearance(&[]), clearance(&[0; 16_000])), (0.0, 0.0));
}

#[test]
fn silence_and_what_is_shorter_than_a_word_are_nothing() {
    assert_eq!(Fit::of(&[segment("<sil>", 0, 99, -1.0)], &[]), None);
    assert_eq!(Fit::of(&[segment("aye", 40, 44, -1.0)], &[]), None);
    assert_eq!(Fit::of(&[], &[]), None);
}

#[test]
fn a_hiss_is_steady_and_a_word_between_pauses_is_not() {
    let mut seed = 1_u32;
    let mut noise = |level: i16| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 16) as i16 / (i16::MAX / level)
    };
    let hiss: Vec<i16> = (0..16_000).map(|_| noise(3000)).collect();
    let word: Vec<i16> = (0..16_000).map(|at| noise(if (4000..12_000).contains(&at) { 3000 } else { 100 })).collect();
    assert!(is_steady(&hiss) && is_steady(&[0; 16_000]) && is_steady(&[]));
    assert!(!is_steady(&word));
}
