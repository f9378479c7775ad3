//! Whether a multilingual whisper model makes out which of five languages is spoken, what is understood of it, and what that
//! costs: `cargo bench --bench languages -- MODEL.bin`.
//!
//! espeak-ng speaks the sentences of `languages/said.tsv` in two voices each, kept in `target/languages`. More arguments are
//! other voices, `pico:{}a` for instance: what is kept there as `pico-<language>a/<words>.wav`, 16 kHz, with a hyphen for each
//! character that is no letter. `ONLY=en,de` in the environment takes the sentences of these languages. A model that is told
//! the language is what it is compared with.

#[allow(dead_code, reason = "shared with another bench")]
#[path = "rejection/sounds.rs"]
mod sounds;

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use orderly::audio::{FRAME_SAMPLES, Frame};
use orderly::commerce::catalogue::Catalogue;
use orderly::expecting::Expecting;
use orderly::language::ByLanguage;
use orderly::speech_to_text::whisper::{Limits, WhisperRecognizer};
use orderly::speech_to_text::{Hypothesis, Recognizer};
use orderly::understanding::{IntentFolder, Judgement, Languages, Understanding, UnderstandingError};
use sounds::{Outcome, Studio};

const LANGUAGES: [&str; 5] = ["en", "nl", "de", "fr", "es"];

/// What became of the sentences of one language.
#[derive(Default)]
struct Tally {
    said: usize,
    identified: usize,
    understood: usize,
    understood_when_told: usize,
    took: Vec<Duration>,
    took_when_told: Vec<Duration>,
}

fn main() -> Outcome<()> {
    let mut arguments = std::env::args().skip(1).filter(|argument| !argument.starts_with("--"));
    let model = arguments.next().ok_or("expected MODEL.bin")?;
    let mut voices: Vec<String> = arguments.collect();
    if voices.is_empty() {
        voices.extend(["espeak-ng:{}", "espeak-ng:{}+f3"].map(str::to_owned));
    }
    let only = std::env::var("ONLY").unwrap_or_else(|_| LANGUAGES.join(","));
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let studio = Studio(root.join("target/languages"));
    let of = |tag: &str| -> Result<Understanding, UnderstandingError> {
        Understanding::new(&IntentFolder::built_in(tag)?, tag, &Catalogue::default(), &[], None)
    };
    let others: Vec<String> = LANGUAGES[1..].iter().map(|tag| (*tag).to_owned()).collect();
    let languages: Languages = ByLanguage::try_each(LANGUAGES[0], &others, of)?.into();
    let mut recognizer = WhisperRecognizer::open(Path::new(&model), &LANGUAGES)?;
    // A busy machine is to be measured, not to give up.
    recognizer.set_limits(Limits { utterance: Duration::from_secs(60), ..Limits::default() });
    let said = std::fs::read_to_string(root.join("benches/languages/said.tsv"))?;
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    // Every sentence in another language than the one before, which is the hardest.
    let mut sentences: Vec<(&str, &str)> = said.lines().filter_map(|line| line.split_once('\t')).collect();
    let count = sentences.len() / LANGUAGES.len();
    sentences = (0..sentences.len()).map(|at| sentences[at % LANGUAGES.len() * count + at / LANGUAGES.len()]).collect();
    for (language, words) in sentences.into_iter().filter(|(language, _)| only.split(',').any(|tag| tag == *language)) {
        let meant = meaning(&languages.judge(&[Hypothesis::new(words, 1.0)], Expecting::Command, language));
        for voice in &voices {
            let samples = studio.speak(&voice.replace("{}", language), words)?;
            let (told, took_when_told) = hear(&mut recognizer, Some(language), &samples)?;
            let (heard, took) = hear(&mut recognizer, None, &samples)?;
            let judged = languages.judge(&heard, Expecting::Command, LANGUAGES[0]);
            let tally = tallies.entry(language).or_default();
            tally.said += 1;
            let identified = heard.first().and_then(|best| best.language.as_deref()) == Some(language);
            tally.identified += usize::from(identified);
            let understood = meaning(&judged) == meant;
            tally.understood += usize::from(understood);
            let judged_when_told = languages.judge(&told, Expecting::Command, language);
            tally.understood_when_told += usize::from(meaning(&judged_when_told) == meant);
            tally.took.push(took);
            tally.took_when_told.push(took_when_told);
            if std::env::var("SHOW").is_ok() && !(identified && understood) {
                println!("{language} {words:?}: {heard:?}, told {told:?}");
            }
        }
    }
    for (language, tally) in tallies {
        let Tally { said, identified, understood, understood_when_told, took, took_when_told } = tally;
        let (took, told) = (median(took).as_millis(), median(took_when_told).as_millis());
        println!(
            "{language}: {identified} of {said} identified, {understood} understood ({understood_when_told} when told the \
             language), {took} ms ({told} ms when told)"
        );
    }
    Ok(())
}

fn meaning(judged: &Judgement) -> Option<(String, String)> {
    judged.meaning.first().map(|wish| (wish.name.clone(), wish.language.clone()))
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// What is heard, and how long it takes from the end on.
fn hear(
    recognizer: &mut dyn Recognizer,
    language: Option<&str>,
    samples: &[i16],
) -> Outcome<(Vec<Hypothesis>, Duration)> {
    recognizer.expect_language(language);
    recognizer.begin(Expecting::Command)?;
    for chunk in samples.chunks(FRAME_SAMPLES) {
        let mut frame: Frame = [0; FRAME_SAMPLES];
        frame[..chunk.len()].copy_from_slice(chunk);
        recognizer.accept(&frame)?;
    }
    let ended = Instant::now();
    recognizer.pause()?;
    let heard = recognizer.finish()?;
    Ok((heard, ended.elapsed()))
}
