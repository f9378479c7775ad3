//! Every detector of voice activity keeps the same promises.

use std::path::Path;
#[cfg(feature = "silero")]
use std::path::PathBuf;

use orderly::audio::earcon::{Earcon, EarconFilter};
use orderly::audio::recording::read;
use orderly::audio::{FRAME_SAMPLES, Frame};
use orderly::config::ListeningConfig;
use orderly::listening::vad::{self, Vad};
use orderly::listening::{Ending, Listened, Listener, trim};

const RECORDINGS: [&str; 2] = ["two_cans_of_oat_milk_please.flac", "where_is_my_last_order.flac"];

/// Silence that the recordings begin and end with, samples.
const BEFORE: usize = 6_400;
const AFTER: usize = 9_600;

fn recording(name: &str) -> Vec<i16> {
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/audio").join(name)).unwrap()
}

fn frames(samples: &[i16]) -> Vec<Frame> {
    samples.chunks_exact(FRAME_SAMPLES).map(|frame| frame.try_into().unwrap()).collect()
}

/// White noise of this peak, the same every time.
fn noise(peak: i32, samples: usize) -> Vec<i16> {
    let mut state = 0x2545_f491_u32;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        (state % (2 * peak as u32 + 1)) as i32 - peak
    };
    (0..samples).map(|_| next() as i16).collect()
}

fn probabilities(vad: &mut dyn Vad, samples: &[i16]) -> Vec<Option<f32>> {
    frames(samples).iter().map(|frame| vad.speech_probability(frame).unwrap()).collect()
}

fn speech_frames(vad: &mut dyn Vad, samples: &[i16]) -> usize {
    probabilities(vad, samples).into_iter().flatten().filter(|&probability| probability >= 0.5).count()
}

fn is_a_voice_activity_detector(open: impl Fn() -> Box<dyn Vad>) {
    silence_and_noise_are_no_speech(&mut *open());
    recorded_speech_is_found_and_trimmed_to(&mut *open());
    after_a_reset_everything_is_as_at_the_start(&mut *open());
    it_finds_the_end_of_an_utterance(open());
    an_earcon_is_no_speech_and_hides_none(open());
}

fn silence_and_noise_are_no_speech(vad: &mut dyn Vad) {
    for samples in [vec![0; 80_000], noise(30, 80_000), noise(3_000, 80_000), noise(20_000, 80_000)] {
        vad.reset();
        assert_eq!(speech_frames(vad, &samples), 0);
        assert!(trim(&samples, vad, 0.5).unwrap().is_none());
    }
    assert!(trim(&[], vad, 0.5).unwrap().is_none());
}

fn recorded_speech_is_found_and_trimmed_to(vad: &mut dyn Vad) {
    for name in RECORDINGS {
        let samples = recording(name);
        vad.reset();
        let spoken = (samples.len() - BEFORE - AFTER) / FRAME_SAMPLES;
        let found = speech_frames(vad, &samples);
        assert!(found * 2 > spoken, "{name}: {found} of {spoken}");

        let long = [vec![0; 16_000], samples.clone(), vec![0; 32_000]].concat();
        let trimmed = trim(&long, vad, 0.5).unwrap().expect(name);
        let longest = samples.len() - BEFORE - AFTER + 2 * 4_800 + 4 * FRAME_SAMPLES;
        assert!(trimmed.len() > spoken * FRAME_SAMPLES / 2 && trimmed.len() <= longest, "{name}: {}", trimmed.len());
    }
}

fn after_a_reset_everything_is_as_at_the_start(vad: &mut dyn Vad) {
    let samples = recording(RECORDINGS[0]);
    vad.reset();
    let first = probabilities(vad, &samples);
    assert_eq!(first[0], None);
    vad.reset();
    assert_eq!(probabilities(vad, &samples), first);
}

/// The chime of an open microphone is sent to the loudspeaker with the first sample, comes back so much later, and is as
/// loud in the microphone as it was made.
fn an_earcon_is_no_speech_and_hides_none(vad: Box<dyn Vad>) {
    let mut listener = Listener::new(vad, &ListeningConfig::default());
    let mut starts = |sound: &[i16], chime_at: Option<usize>| {
        let mut filter = EarconFilter::new(Earcon::Listening);
        let mut heard = frames(sound);
        if let Some(at) = chime_at {
            let mut sound = sound.to_vec();
            for (sample, chime) in sound[at..].iter_mut().zip(Earcon::Listening.clip().samples) {
                *sample = sample.saturating_add(chime);
            }
            heard = frames(&sound);
            heard.iter_mut().for_each(|frame| filter.clean(frame));
        }
        listener.begin(true);
        let began =
            |frame: Frame| listener.accept(frame).unwrap().iter().any(|one| matches!(one, Listened::Started(_)));
        heard.into_iter().position(began)
    };
    for alone in [vec![0; 24_000], noise(30, 24_000), noise(300, 24_000)] {
        for delay in [0, 1_600, 5_000, 9_000] {
            assert_eq!(starts(&alone, Some(delay)), None, "heard after {delay} samples");
        }
    }
    // Somebody speaks before it began, while it sounds, and right after it.
    for name in RECORDINGS {
        let sound = [noise(30, 3_000), recording(name)[BEFORE - 1_000..].to_vec()].concat();
        let without = starts(&sound, None).expect(name);
        for delay in [0, 1_600, 3_200, 6_400] {
            let with = starts(&sound, Some(delay)).expect(name);
            assert!(with.abs_diff(without) <= 2, "{name}, {delay}: {with} instead of {without}");
        }
    }
}

fn it_finds_the_end_of_an_utterance(vad: Box<dyn Vad>) {
    let mut listener = Listener::new(vad, &ListeningConfig::default());
    listener.begin(true);
    let sound = [noise(30, 16_000), recording(RECORDINGS[1]), noise(30, 32_000)].concat();
    let listened: Vec<Listened> =
        frames(&sound).into_iter().flat_map(|frame| listener.accept(frame).unwrap()).collect();
    assert_eq!(listened.iter().filter(|one| matches!(one, Listened::Started(_))).count(), 1);
    assert_eq!(listened.last(), Some(&Listened::Ended { ending: Ending::Silence, silence_ms: 640 }));
    assert!(listened.contains(&Listened::Paused));
}

#[test]
fn energy_is_a_voice_activity_detector() {
    is_a_voice_activity_detector(|| {
        let chosen = vad::open("energy", Path::new("")).unwrap();
        assert_eq!((chosen.name, chosen.instead), ("energy", None));
        chosen.vad
    });
}

#[test]
fn a_detector_that_nobody_knows_is_refused_with_the_ones_there_are() {
    let error = vad::open("webrtc", Path::new("")).err().unwrap().to_string();
    assert!(error.contains("webrtc") && error.contains("`silero` or `energy`"), "{error}");
}

#[cfg(not(feature = "silero"))]
#[test]
fn without_silero_energy_stands_in_and_says_so() {
    let chosen = vad::open("silero", Path::new("")).unwrap();
    assert_eq!(chosen.name, "energy");
    assert!(chosen.instead.unwrap().contains("without the feature"));
}

#[cfg(feature = "silero")]
mod silero {
    use super::*;
    use orderly::listening::vad::silero::Silero;
    use orderly::onnx;

    fn library() -> PathBuf {
        onnx::find(Path::new("")).expect("ONNX Runtime is in no models folder: run scripts/setup")
    }

    fn model() -> PathBuf {
        orderly::locations::find_asset(Path::new(""), "models", "silero_vad.onnx")
            .expect("silero_vad.onnx is in no models folder: run scripts/setup")
    }

    #[test]
    fn silero_is_a_voice_activity_detector() {
        is_a_voice_activity_detector(|| {
            let chosen = vad::open("silero", Path::new("")).unwrap();
            assert_eq!((chosen.name, chosen.instead), ("silero", None));
            chosen.vad
        });
    }

    #[test]
    fn a_library_or_model_that_is_missing_cut_or_something_else_is_refused_with_its_name() {
        let folder = tempfile::TempDir::new().unwrap();
        let part = |of: &Path, bytes: usize| {
            let path = folder.path().join(format!("{bytes}"));
            let whole = std::fs::read(of).unwrap();
            std::fs::write(&path, &whole[..bytes.min(whole.len() - 1)]).unwrap();
            path
        };
        let text = folder.path().join("text");
        std::fs::write(&text, "Two cans of oat milk, please.").unwrap();
        let missing = folder.path().join("missing");

        let libraries = [1, 100, 5_000, 1_000_000, 30_000_000].map(|bytes| part(&library(), bytes));
        for path in libraries.into_iter().chain([text.clone(), missing.clone(), folder.path().to_owned()]) {
            let error = onnx::load(&path).unwrap_err().to_string();
            assert!(error.contains(&*path.to_string_lossy()) && error.contains("scripts/setup"), "{error}");
        }
        let models = [0, 100, 100_000, usize::MAX].map(|bytes| part(&model(), bytes));
        for path in models.into_iter().chain([text, missing, folder.path().to_owned()]) {
            let error = Silero::open(&library(), &path).unwrap_err().to_string();
            assert!(error.contains(&*path.to_string_lossy()) && error.contains("scripts/setup"), "{error}");
        }
    }
}
