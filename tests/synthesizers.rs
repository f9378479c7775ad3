//! What every voice must do, and what a broken one must not.

#[cfg(feature = "piper")]
mod tiny_voice;

use std::path::Path;

use orderly::audio::Clip;
use orderly::config::SpeechConfig;
use orderly::text_to_speech::espeak::EspeakVoice;
use orderly::text_to_speech::lexicon::{Alphabet, Part};
use orderly::text_to_speech::{self, Synthesizer};

/// The contract of [`Synthesizer`].
fn keeps_the_contract(open: impl Fn() -> Box<dyn Synthesizer>) {
    let mut voice = open();
    assert!(!voice.name().is_empty());
    let short = voice.synthesize("Done.").unwrap();
    let long = voice.synthesize("Two packs of coffee, that is six euros ninety-eight. Shall I order it?").unwrap();
    assert!(short.rate >= 8_000 && long.rate == short.rate);
    assert!(short.duration_ms() >= 100 && long.duration_ms() > short.duration_ms() + 500);
    assert!(loudest(&short) > 500 && loudest(&long) > 500, "it is silent");

    let mut at = |words_per_minute| {
        voice.set_pace(words_per_minute);
        voice.synthesize("Two packs of coffee, that is six euros ninety-eight.").unwrap().duration_ms()
    };
    let (slow, fast, absurd, none) = (at(110), at(250), at(u32::MAX), at(0));
    // The voice that is made here has one pace.
    assert!(none >= slow && slow >= fast && fast >= absurd && absurd > 0, "{slow} {fast} {absurd} {none}");
    voice.set_pace(165);

    let sounds = match voice.alphabet() {
        Alphabet::Ipa => "kˈiːnwɑː",
        Alphabet::Espeak => "k'i:nwA:",
    };
    let words = |words: &str| Part::Words(words.to_owned());
    let mut lasts = |parts: &[Part]| voice.say(parts).unwrap().duration_ms();
    let sounded = lasts(&[words("One "), Part::Sounds(sounds.to_owned()), words(", please.")]);
    let left_out = lasts(&[words("One "), words(", please.")]);
    assert!(sounded > left_out + 100 && sounded < left_out + 2_000, "{sounded} {left_out}");
    assert!(lasts(&[Part::Sounds(sounds.to_owned())]) > 100);

    for nothing in ["", " \t\n", "\0", "…!?", "\u{7}\u{1b}[0m;"] {
        let _either_is_fine = voice.synthesize(nothing);
    }
    let long_word = "e".repeat(10_000);
    let long_text = "coffee and tea, ".repeat(625);
    for odd in [
        "☕🛒 coffee 🎉",
        "a\0b",
        "<speak>&amp;</speak>",
        "[[h@l'oU]]",
        "咖啡",
        "\u{202e}eeffoc",
        &long_word,
        &long_text,
    ] {
        match voice.synthesize(odd) {
            Ok(clip) => assert_eq!(clip.rate, short.rate),
            Err(reason) => assert!(reason.to_string().len() > 20),
        }
    }
    let again = voice.synthesize("Done.").unwrap();
    assert!(again.duration_ms().abs_diff(short.duration_ms()) < 200, "an odd text left its mark");
}

/// Two voices that speak at once say what each says alone.
fn does_not_mix_up_threads(open: impl Fn() -> Box<dyn Synthesizer> + Sync) {
    const SENTENCES: [&str; 2] = ["One.", "This is quite a long sentence about the price of coffee beans."];
    std::thread::scope(|scope| {
        let threads = SENTENCES.map(|sentence| {
            let open = &open;
            scope.spawn(move || {
                let mut voice = open();
                (0..8).map(|_| voice.synthesize(sentence).unwrap().duration_ms()).collect::<Vec<_>>()
            })
        });
        let [short, long] = threads.map(|thread| thread.join().unwrap());
        assert!(short.iter().max() < long.iter().min(), "{short:?} {long:?}");
    });
}

fn loudest(clip: &Clip) -> u16 {
    clip.samples.iter().map(|sample| sample.unsigned_abs()).max().unwrap_or(0)
}

fn espeak() -> Box<dyn Synthesizer> {
    Box::new(EspeakVoice::open("en-us", 165).expect("install the package espeak-ng-data"))
}

#[test]
fn espeak_keeps_the_contract() {
    keeps_the_contract(espeak);
}

#[test]
fn espeak_does_not_mix_up_threads() {
    does_not_mix_up_threads(espeak);
}

#[test]
fn espeak_speaks_as_fast_as_it_is_told() {
    let duration = |words_per_minute| {
        let mut voice = EspeakVoice::open("en-gb", words_per_minute).unwrap();
        voice.synthesize("Two packs of coffee and a bag of flour.").unwrap().duration_ms()
    };
    assert!(duration(120) > duration(240));
    let mut voice = EspeakVoice::open("en-gb", 165).unwrap();
    let mut after = |words_per_minute| {
        voice.set_pace(words_per_minute);
        voice.synthesize("Two packs of coffee and a bag of flour.").unwrap().duration_ms()
    };
    assert!(after(120).abs_diff(duration(120)) < 50 && after(240).abs_diff(duration(240)) < 50);
    assert!(duration(0) >= duration(100_000), "absurd speeds are clamped");
}

#[test]
fn without_a_voice_file_espeak_speaks_and_says_what_would_be_better() {
    let folder = tempfile::tempdir().unwrap();
    let config = SpeechConfig::default();
    let (voice, note) = text_to_speech::open(&config, "en", folder.path()).unwrap();
    assert!(voice.name().starts_with("espeak-ng"));
    assert!(note.is_some_and(|note| note.contains("voices")));
}

#[test]
fn an_engine_that_nobody_knows_is_named() {
    let config = SpeechConfig { engine: "festival".to_owned(), ..SpeechConfig::default() };
    let Err(error) = text_to_speech::open(&config, "en", Path::new("nowhere")) else { panic!("it opened") };
    assert!(error.to_string().contains("festival"), "{error}");
}

#[test]
fn a_lexicon_that_is_wrong_is_named_by_its_lines_and_a_right_one_is_heard() {
    let folder = tempfile::tempdir().unwrap();
    let (lexicon, config) = (folder.path().join("words.txt"), folder.path().join("orderly.toml"));
    std::fs::write(&config, format!("[speech]\nengine = \"espeak\"\nlexicon = {:?}\n", lexicon)).unwrap();
    let say = |file: &str| {
        let mut say = std::process::Command::new(env!("CARGO_BIN_EXE_orderly"));
        say.args(["say", "quinoa", "--out"]).arg(folder.path().join(file)).arg("--config").arg(&config);
        say.output().unwrap()
    };
    let missing = say("missing.wav");
    assert!(!missing.status.success() && String::from_utf8_lossy(&missing.stderr).contains("words.txt"));
    std::fs::write(&lexicon, "# words\nquinoa\nHilti = /hˈɪlti/\n").unwrap();
    let wrong = String::from_utf8_lossy(&say("wrong.wav").stderr).into_owned();
    assert!(wrong.contains("words.txt:2: ") && !wrong.contains("words.txt:3"), "{wrong}");
    std::fs::write(&lexicon, "Hilti = /hˈɪlti/\n").unwrap();
    let unreadable = String::from_utf8_lossy(&say("wrong.wav").stderr).into_owned();
    assert!(unreadable.contains("words.txt:1: "), "{unreadable}");

    std::fs::write(&lexicon, "").unwrap();
    assert!(say("plain.wav").status.success());
    std::fs::write(&lexicon, "quinoa = this is quite another word\n").unwrap();
    assert!(say("respelt.wav").status.success());
    let length = |file: &str| orderly::audio::recording::read(&folder.path().join(file)).unwrap().len();
    assert!(length("respelt.wav") > length("plain.wav") + 8_000);
}

#[cfg(feature = "piper")]
mod piper {
    use super::*;
    use orderly::text_to_speech::SynthesizerError;
    use orderly::text_to_speech::cache::CachedVoice;
    use orderly::text_to_speech::piper::PiperVoice;
    use std::fs;
    use std::path::PathBuf;

    fn runtime() -> PathBuf {
        orderly::onnx::find(Path::new("nowhere")).expect("ONNX Runtime is missing: run scripts/setup")
    }

    #[test]
    fn piper_keeps_the_contract() {
        let folder = tempfile::tempdir().unwrap();
        let voice = tiny_voice::write(folder.path());
        keeps_the_contract(|| Box::new(PiperVoice::open(&voice, &runtime(), 165).unwrap()));
    }

    #[test]
    fn piper_keeps_the_contract_behind_a_cache() {
        let folder = tempfile::tempdir().unwrap();
        let voice = tiny_voice::write(folder.path());
        let cache = folder.path().join("speech-cache");
        let open = || {
            let voice = Box::new(PiperVoice::open(&voice, &runtime(), 165).unwrap());
            let prompts = ["Done.", "…!?", ""].map(|prompt| vec![Part::Words(prompt.to_owned())]).into();
            CachedVoice::over(voice, 165, prompts, &cache, 1_000_000)
        };
        keeps_the_contract(open);
        assert_eq!(fs::read_dir(&cache).unwrap().count(), 1, "a prompt of silence is no prompt");
        // The voice itself is not asked any more.
        let made = open().synthesize("Done.").unwrap();
        assert_eq!(open().synthesize("Done.").unwrap(), made);
    }

    #[test]
    fn piper_does_not_mix_up_threads() {
        let folder = tempfile::tempdir().unwrap();
        let voice = tiny_voice::write(folder.path());
        does_not_mix_up_threads(|| Box::new(PiperVoice::open(&voice, &runtime(), 165).unwrap()));
    }

    #[test]
    fn a_voice_in_the_voices_folder_speaks_by_itself() {
        let data = tempfile::tempdir().unwrap();
        fs::create_dir(data.path().join("voices")).unwrap();
        tiny_voice::write(&data.path().join("voices"));
        let (voice, note) = text_to_speech::open(&SpeechConfig::default(), "en", data.path()).unwrap();
        assert_eq!((voice.name(), note), ("piper tiny", None));
        let (voice, _note) = text_to_speech::open(&SpeechConfig::default(), "de", data.path()).unwrap();
        assert!(voice.name().starts_with("espeak-ng"), "a voice of another language is not taken");
    }

    #[test]
    fn broken_voices_are_refused_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let voice = tiny_voice::write(folder.path());
        let whole = fs::read(&voice).unwrap();
        let silero = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("models/silero_vad.onnx"));
        let silero = silero.expect("the Silero model is missing: run scripts/setup");
        let description = tiny_voice::description(22_050);
        let no_rate = tiny_voice::description(0);
        let wrong_ids = description.replace("\"e\": [8]", "\"e\": [9223372036854775807]");
        let cases: [(&str, &[u8], &str); 9] = [
            ("empty", &[], &description),
            ("cut", &whole[..whole.len() / 2], &description),
            ("zeros", &[0; 5000], &description),
            ("text", b"<html>not found</html>", &description),
            ("another network", &silero, &description),
            ("no description", &whole, ""),
            ("another description", &whole, "{\"audio\": 5}"),
            ("no rate", &whole, &no_rate),
            ("a key of two letters", &whole, &description.replace("\"e\":", "\"ee\":")),
        ];
        for (case, network, description) in cases {
            fs::write(&voice, network).unwrap();
            fs::write(folder.path().join("tiny.onnx.json"), description).unwrap();
            let error = PiperVoice::open(&voice, &runtime(), 165).expect_err(case);
            assert!(matches!(error, SynthesizerError::Voice { .. }), "{case}: {error}");
            assert!(error.to_string().contains("tiny.onnx"), "{case}: {error}");
        }
        fs::write(&voice, &whole).unwrap();
        fs::write(folder.path().join("tiny.onnx.json"), wrong_ids).unwrap();
        let _no_panic = PiperVoice::open(&voice, &runtime(), 165);
    }
}
