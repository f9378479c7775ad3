//! Every engine for wake words keeps the same promises.

use std::path::Path;

use orderly::audio::recording;
use orderly::listening::wake_word::front_end::{CHANNELS, FrontEnd};

fn recording(name: &str) -> Vec<i16> {
    recording::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/audio").join(name)).unwrap()
}

/// A second of speech, then a second of silence, of noise that is quiet, faint or as loud as can be, and of a square wave.
fn sound() -> Vec<i16> {
    let mut sound = recording("two_cans_of_oat_milk_please.flac")[6_400..22_400].to_vec();
    let mut state = 1_u32;
    for at in 0..16_000 {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let noise = ((state >> 16) as i32 - 32_768) as i16;
        sound.push(match at / 2_000 {
            0 | 4 => 0,
            1 => noise >> 2,
            2 => noise >> 4,
            3 => noise,
            5 => noise >> 9,
            6 => noise >> 8,
            _ if (at / 37) % 2 == 1 => i16::MAX,
            _ => i16::MIN,
        });
    }
    sound
}

/// `wake_word/features.txt` was made with pymicro-features 2.0.2, which wraps the original.
#[test]
fn features_are_those_of_the_original_to_the_last_bit() {
    let expected: Vec<Vec<u16>> = include_str!("wake_word/features.txt")
        .lines()
        .map(|line| line.split(' ').map(|number| number.parse().unwrap()).collect())
        .collect();
    for piece in [160, 512, 7, 32_000] {
        let mut found: Vec<[u16; CHANNELS]> = Vec::new();
        let mut front_end = FrontEnd::default();
        for _ in 0..2 {
            found.clear();
            front_end.reset();
            sound().chunks(piece).for_each(|samples| front_end.accept(samples, |features| found.push(*features)));
        }
        assert_eq!(found.len(), expected.len());
        for (window, (found, expected)) in found.iter().zip(&expected).enumerate() {
            assert_eq!(found.as_slice(), expected, "window {window} of samples in pieces of {piece}");
        }
    }
}
