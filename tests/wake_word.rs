//! Every engine for wake words keeps the same promises.

use std::path::Path;

use orderly::audio::{FRAME_SAMPLES, Frame, recording};
use orderly::config::ListeningConfig;
use orderly::listening::wake_word::front_end::{CHANNELS, FrontEnd};
use orderly::listening::wake_word::neural::{Model, Neural};
use orderly::listening::wake_word::{self, Detection, Trained, WakeWord};
use orderly::locations;

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

/// `wake_word/features.txt` was made with pymicro-features 2.0.2, which wraps the original. One feature in some hundreds is a
/// few 64ths of a logarithm off, where a quiet channel hangs on the last bit of the transform.
#[test]
fn features_are_those_of_the_original() {
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
        let mut other = 0;
        for (window, (found, expected)) in found.iter().zip(&expected).enumerate() {
            for (found, expected) in found.iter().zip(expected) {
                let off = found.abs_diff(*expected);
                assert!(off <= 32, "window {window} of samples in pieces of {piece}: {found} and not {expected}");
                other += usize::from(off > 0);
            }
        }
        assert!(200 * other <= expected.len() * CHANNELS, "{other} features are not those of the original");
    }
}

/// The models of the checkout.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn silence(seconds: f32) -> Vec<i16> {
    let mut state = 7_u32;
    let hush = |_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 29) as i16 - 4
    };
    (0..(seconds * 16_000.0) as usize).map(hush).collect()
}

/// White noise of this level, the same every time.
fn noise(level: i16, seconds: f32) -> Vec<i16> {
    let mut state = 1_u32;
    let hiss = |_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (((state >> 16) as i32 - 32_768) * i32::from(level) / 32_768) as i16
    };
    (0..(seconds * 16_000.0) as usize).map(hiss).collect()
}

/// Says it in a quiet room. Every detection, with the sample at which it came.
fn hear(wake: &mut dyn WakeWord, sound: &[i16]) -> Vec<(usize, Detection)> {
    let sound = [silence(1.0), sound.to_vec(), silence(1.0)].concat();
    let mut detections = Vec::new();
    for (index, chunk) in sound.chunks(FRAME_SAMPLES).enumerate() {
        let mut frame: Frame = [0; FRAME_SAMPLES];
        frame[..chunk.len()].copy_from_slice(chunk);
        let heard = wake.accept(&frame).unwrap();
        detections.extend(heard.map(|detection| ((index + 1) * FRAME_SAMPLES, detection)));
    }
    detections
}

/// Everything that an engine for this phrase promises. `said` are recordings in which it stands alone, `begun` one in
/// which it stands before a command.
fn is_a_wake_word(wake: &mut dyn WakeWord, phrase: &str, said: &[&str], begun: &str) {
    for name in said.iter().chain([&begun]) {
        wake.reset().unwrap();
        let detections = hear(wake, &recording(name));
        let [(at, detection)] = detections.as_slice() else { panic!("{name}: {detections:?}") };
        assert_eq!(detection.phrase, phrase, "{name}");
        assert!((0.5..=1.0).contains(&detection.score) && detection.wakes_from < 0.5, "{name}: {detection:?}");
        assert!(detection.ago <= *at, "{name}: {detection:?}");
        let best = wake.best().unwrap();
        assert!(best.wakes_from <= detection.wakes_from, "{name}: {best:?}");
        assert_eq!(wake.best(), None, "{name}: it was asked for already");
    }
    wake.reset().unwrap();
    let first = hear(wake, &recording(said[0]));
    hear(wake, &sound());
    wake.reset().unwrap();
    assert_eq!(hear(wake, &recording(said[0])), first, "after a reset everything is as at the start");

    let melody: Vec<i16> = (0..48_000)
        .map(|at| {
            let tone = [262.0, 330.0, 392.0, 523.0][at / 4_000 % 4];
            (8_000.0 * (at as f32 * tone * std::f32::consts::TAU / 16_000.0).sin()) as i16
        })
        .collect();
    let others: Vec<i16> = ["two_cans_of_oat_milk_please.flac", "where_is_my_last_order.flac"]
        .into_iter()
        .map(str::to_owned)
        .chain((1..=6).map(|number| format!("rejection/other-{number}.flac")))
        .flat_map(|name| [recording(&name), silence(0.5)].concat())
        .collect();
    for (what, sound) in [
        ("digital silence", vec![0; 48_000]),
        ("a faint hiss", noise(30, 3.0)),
        ("a hiss", noise(3_000, 3.0)),
        ("noise as loud as can be", noise(i16::MAX, 3.0)),
        ("the lowest number there is", vec![i16::MIN; 16_000]),
        ("garbage", sound()),
        ("a melody", melody),
        ("other speech", others),
    ] {
        wake.reset().unwrap();
        assert_eq!(hear(wake, &sound), [], "{what}");
    }
}

#[test]
fn networks_are_a_wake_word() {
    let config = |phrases: &[&str]| ListeningConfig {
        wake_phrases: phrases.iter().map(|phrase| (*phrase).to_owned()).collect(),
        ..ListeningConfig::default()
    };
    for (phrases, phrase, said, begun) in [
        (
            &["Alexa!", "okay nabu"][..],
            "alexa",
            &["wake/alexa-rms.flac", "wake/alexa-en-gb.flac"][..],
            "wake/alexa-where-is-my-last-order-awb.flac",
        ),
        (&["okay nabu"], "okay nabu", &["wake/okay-nabu-rms.flac"], "wake/okay-nabu-rms.flac"),
    ] {
        let Trained { wake, phrases: trained, instead } = wake_word::trained(&config(phrases), root()).unwrap();
        assert_eq!(instead, None, "run scripts/setup");
        assert_eq!(trained, phrases);
        is_a_wake_word(&mut *wake.expect("run scripts/setup"), phrase, said, begun);
    }
}

#[test]
fn a_phrase_without_a_network_is_left_to_others() {
    let trained = wake_word::trained(&ListeningConfig::default(), root()).unwrap();
    assert!(trained.wake.is_none() && trained.phrases.is_empty() && trained.instead.is_none());
}

#[cfg(feature = "sphinx")]
#[test]
fn a_search_for_sounds_is_a_wake_word() {
    let config = ListeningConfig { wake_phrases: vec!["computer".to_owned()], ..ListeningConfig::default() };
    let chosen = wake_word::open(&config, root(), None).expect("apt install pocketsphinx-en-us");
    assert!(chosen.trained.is_empty() && chosen.instead.is_none());
    let mut wake = chosen.wake;
    let said = ["wake/computer-rms.flac", "wake/computer-slt.flac"];
    is_a_wake_word(&mut *wake, "computer", &said, "wake/computer-where-is-my-last-order-rms.flac");
}

#[cfg(feature = "sphinx")]
#[test]
fn a_phrase_that_nobody_can_say_is_refused_by_name() {
    let config = ListeningConfig { wake_phrases: vec!["hey xqzzt".to_owned()], ..ListeningConfig::default() };
    let error = wake_word::open(&config, root(), None).err().unwrap().to_string();
    assert!(error.contains("xqzzt"), "{error}");
}

#[test]
fn a_library_or_a_model_that_is_missing_cut_or_something_else_is_refused_with_its_name() {
    let model = |name: &str| locations::find_asset(Path::new(""), "models", name).expect("run scripts/setup");
    let library = model("tensorflowlite/libtensorflowlite_c.so");
    let folder = tempfile::TempDir::new().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let whole = std::fs::read(&library).unwrap();
    let text = write("text", b"Two cans of oat milk, please.");
    let libraries = [1, 100, 5_000, 1_000_000].map(|end| write(&format!("{end}.so"), &whole[..end]));
    for path in libraries.into_iter().chain([text, folder.path().join("missing"), folder.path().to_owned()]) {
        let error = Neural::with_library(&path, &[], 0.5).err().unwrap().to_string();
        assert!(error.contains(&*path.to_string_lossy()) && error.contains("scripts/setup"), "{error}");
    }

    let description = std::fs::read_to_string(model("wake_word/alexa.json")).unwrap();
    let file = write("alexa.json", description.as_bytes());
    let whole = std::fs::read(model("wake_word/alexa.tflite")).unwrap();
    let mut garbled = whole.clone();
    garbled[8..4_000].fill(0xA5);
    let cuts = [0, 3, 8, 100, 5_000, 30_000, 50_000].map(|end| whole[..end].to_vec());
    for bytes in cuts.into_iter().chain([garbled, b"no model at all".to_vec()]) {
        let path = write("alexa.tflite", &bytes);
        let error = Neural::with_library(&library, &[Model::read(&file).unwrap()], 0.5).err().unwrap().to_string();
        assert!(error.contains(&*path.to_string_lossy()) && error.contains("scripts/setup"), "{error}");
    }
    for bad in [
        "",
        "{}",
        "[1]",
        &description.replace("0.9", "1.9"),
        &description.replace("\"sliding_window_size\": 5", "\"sliding_window_size\": 0"),
    ] {
        let path = write("bad.json", bad.as_bytes());
        let error = Model::read(&path).unwrap_err().to_string();
        assert!(error.contains(&*path.to_string_lossy()), "{error}");
    }
}
