//! What PocketSphinx, whisper and the two in a cascade hear, how soon, and how much their confidence is worth:
//! `cargo bench --bench cascade -- MODEL.bin CHECK_FOLDER ORDERING_FOLDER`.
//!
//! The check folder holds `expected.tsv` (file, voice, words) and the recordings; the ordering folder is that of the
//! `ordering` bench. Answers, noises and the talk of others are those of the `rejection` bench. `ONLY=noise` in the
//! environment takes only the sets with that in their names, `LIMIT=30` so many of each, `BIAS=no` tells whisper of no
//! products, `ALONE=0.9` sets from where on PocketSphinx answers alone, `SHOW=1` shows what went wrong.

#[path = "rejection/sounds.rs"]
#[expect(dead_code, reason = "the other bench makes more sounds")]
mod sounds;

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use orderly::audio::{FRAME_SAMPLES, Frame, recording};
use orderly::commerce::catalogue::{Catalogue, Product, Sku};
use orderly::commerce::local::LocalShop;
use orderly::config::RecognitionConfig;
use orderly::expecting::Expecting;
use orderly::listening::{self, vad};
use orderly::speech_to_text::cascade::{Cascade, Sureness};
use orderly::speech_to_text::sphinx::{DEBIAN_MODEL, Sphinx};
use orderly::speech_to_text::whisper::{Limits, WhisperRecognizer};
use orderly::speech_to_text::{Hypothesis, Recognizer};
use orderly::understanding::{IntentFolder, Meaning, Understanding, Value};
use sounds::{HELD_OUT, Noise, Outcome, Studio, lines, noises};

/// A recording and what it means: names of intents with their slots; none: nothing that counts.
struct Sound {
    name: String,
    words: String,
    meaning: Option<String>,
    samples: Vec<i16>,
}

/// Recordings of one kind, and the understanding that they are for.
struct Set<'a> {
    name: &'a str,
    understanding: &'a Understanding,
    expecting: Expecting,
    sounds: Vec<Sound>,
}

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let [model, check, ordering] = arguments.as_slice() else {
        return Err("expected MODEL.bin CHECK_FOLDER ORDERING_FOLDER".into());
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let only = std::env::var("ONLY").unwrap_or_default();
    let studio = Studio(root.join("target/rejection"));
    let shop = Understanding::new(&IntentFolder::built_in("en")?, "en", &catalogue()?, &[], None)?;
    let drinks = IntentFolder::read(&root.join("benches/ordering"), "en")?;
    let drinks = Understanding::new(&drinks, "en", &Catalogue::default(), &[], None)?;
    let mut reliability = Vec::new();
    let limit = std::env::var("LIMIT").ok().and_then(|limit| limit.parse().ok()).unwrap_or(usize::MAX);
    for mut set in sets(&shop, &drinks, &studio, Path::new(check), Path::new(ordering))? {
        if !set.name.contains(&only) {
            continue;
        }
        let step = set.sounds.len().div_ceil(limit).max(1);
        set.sounds = set.sounds.into_iter().step_by(step).collect();
        println!("{} ({})", set.name, set.sounds.len());
        for engine in ["sphinx", "whisper", "cascade"] {
            let mut recognizer = open(engine, Path::new(model))?;
            let mut vocabulary = set.understanding.vocabulary()?;
            vocabulary.grammars.retain(|expecting, _| *expecting == set.expecting);
            if std::env::var("BIAS").is_ok_and(|bias| bias == "no") {
                vocabulary.names = Vec::new().into();
            }
            recognizer.adopt(&vocabulary)?;
            report(engine, &set, recognizer.as_mut(), &mut reliability)?;
        }
    }
    table(&reliability);
    Ok(())
}

/// Hears all recordings of a set and tells what came of them.
fn report(
    engine: &'static str,
    set: &Set<'_>,
    recognizer: &mut dyn Recognizer,
    reliability: &mut Vec<(&'static str, f32, bool)>,
) -> Outcome<()> {
    let RecognitionConfig { minimum_confidence, minimum_confirmation_confidence, .. } = RecognitionConfig::default();
    let (mut right, mut none, mut yes, mut worded) = (0, 0, 0, 0);
    let mut waits = Vec::new();
    let show = std::env::var("SHOW").is_ok();
    for sound in &set.sounds {
        let (heard, wait) = hear(recognizer, set.expecting, &sound.samples).unwrap_or_else(|error| {
            println!("    {engine} {}: {error}", sound.name);
            (Vec::new(), Duration::ZERO)
        });
        waits.push(wait);
        let judged = set.understanding.judge(&heard, set.expecting).meaning;
        let orders = set.expecting == Expecting::Confirmation && judged.wishes().iter().any(|wish| wish.name == "Yes");
        let needed = if orders { minimum_confirmation_confidence } else { minimum_confidence };
        let meaning = shown(&judged.at_least(needed));
        right += usize::from(meaning == sound.meaning);
        none += usize::from(meaning.is_none());
        yes += usize::from(orders && meaning.is_some() && meaning != sound.meaning);
        if let Some(best) = heard.first() {
            worded += usize::from(best.text == sound.words);
            reliability.push((engine, best.confidence, best.text == sound.words));
        }
        if show && meaning != sound.meaning {
            println!("    {engine} {}: {meaning:?}, not {:?}; {heard:?}", sound.name, sound.meaning);
        }
    }
    waits.sort();
    let share = |of: f64| waits.get((waits.len() as f64 * of) as usize).map_or(0, Duration::as_millis);
    println!(
        "  {engine:8} right {right:4}, words {worded:4}, nothing {none:4}, wrong yes {yes:3}; pause to answer: median {} ms, p95 {} ms",
        share(0.5),
        share(0.95)
    );
    Ok(())
}

/// How sure they were, and how often they were right.
fn table(reliability: &[(&'static str, f32, bool)]) {
    let mut bins: BTreeMap<(&str, u8), (usize, usize, f32)> = BTreeMap::new();
    for &(engine, confidence, right) in reliability {
        let (count, all_right, sum) = bins.entry((engine, (confidence * 10.0).min(9.0) as u8)).or_default();
        *count += 1;
        *all_right += usize::from(right);
        *sum += confidence;
    }
    println!("how sure, and how often every word was right");
    for ((engine, bin), (count, right, sum)) in bins {
        let (count_f, right) = (count as f32, right as f32);
        println!("  {engine:8} 0.{bin}: {count:4} times, {:.2} sure, {:.2} right", sum / count_f, right / count_f);
    }
}

/// What is heard, and how long it takes from the pause on.
fn hear(
    recognizer: &mut dyn Recognizer,
    expecting: Expecting,
    samples: &[i16],
) -> Outcome<(Vec<Hypothesis>, Duration)> {
    recognizer.begin(expecting)?;
    for chunk in samples.chunks(FRAME_SAMPLES) {
        let mut frame: Frame = [0; FRAME_SAMPLES];
        frame[..chunk.len()].copy_from_slice(chunk);
        recognizer.accept(&frame)?;
    }
    let paused = Instant::now();
    recognizer.pause()?;
    let heard = recognizer.finish()?;
    Ok((heard, paused.elapsed()))
}

fn open(engine: &str, model: &Path) -> Outcome<Box<dyn Recognizer>> {
    let sphinx = || Sphinx::open(Path::new(DEBIAN_MODEL), None).map(|sphinx| Box::new(sphinx) as Box<dyn Recognizer>);
    let whisper = || {
        WhisperRecognizer::open(model, &["en"]).map(|mut whisper| {
            // A busy machine is to be measured, not to give up.
            whisper.set_limits(Limits { utterance: Duration::from_secs(60), ..Limits::default() });
            Box::new(whisper) as Box<dyn Recognizer>
        })
    };
    let RecognitionConfig { alone_confidence, minimum_confirmation_confidence, .. } = RecognitionConfig::default();
    let alone = std::env::var("ALONE").ok().and_then(|alone| alone.parse().ok()).unwrap_or(alone_confidence);
    let sureness = Sureness { alone, margin: 0.2, disputed: 0.9 * minimum_confirmation_confidence };
    Ok(match engine {
        "sphinx" => sphinx()?,
        "whisper" => whisper()?,
        _ => Box::new(Cascade::new(sphinx()?, whisper()?, sureness)),
    })
}

/// What the sample shop sells, and what the recordings order.
fn catalogue() -> Outcome<Catalogue> {
    let mut products = LocalShop::sample_products()?;
    let price = products.first().map(|product| product.price).ok_or("no sample product")?;
    let more = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/cascade/products.txt"))?;
    for name in more.lines().filter(|line| !line.starts_with('#')) {
        let known = products.iter().any(|product| product.name == name || product.synonyms.iter().any(|it| it == name));
        if !known {
            products.push(Product::new(Sku(name.replace(' ', "-")), name.to_owned(), price));
        }
    }
    Ok(Catalogue { products, ..Catalogue::default() })
}

fn sets<'a>(
    shop: &'a Understanding,
    drinks: &'a Understanding,
    studio: &Studio,
    check: &Path,
    ordering: &Path,
) -> Outcome<Vec<Set<'a>>> {
    let mut sets = Vec::new();
    let mut add = |name, understanding, expecting, sounds| {
        sets.push(Set { name, understanding, expecting, sounds });
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut noise = Noise(5);
    let wanted = std::fs::read_to_string(check.join("expected.tsv"))?;
    let (mut clean, mut noisy) = (Vec::new(), Vec::new());
    for line in wanted.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let (Some(file), Some(words)) = (fields.first(), fields.last()) else { continue };
        let words = words.to_lowercase().replace(['.', '?', ','], "");
        let samples = recording::read(&check.join(file))?;
        let meaning = shown(&shop.understand(&words, Expecting::Command));
        let name = (*file).to_owned();
        noisy.push(Sound {
            name: name.clone(),
            words: words.clone(),
            meaning: meaning.clone(),
            samples: noise.under(&samples, "pink", 12.0),
        });
        clean.push(Sound { name, words, meaning, samples });
    }
    add("check", shop, Expecting::Command, clean);
    add("check, noise 12 dB below", shop, Expecting::Command, noisy);

    let labels: BTreeMap<String, Label> = serde_json::from_slice(&std::fs::read(ordering.join("labels.json"))?)?;
    let mut vad = vad::open("silero", root)?;
    let (mut clean, mut noisy) = (Vec::new(), Vec::new());
    for (file, label) in labels {
        let samples = recording::read(&ordering.join("audio").join(&file))?;
        let speech = listening::trim(&samples, vad.vad.as_mut(), 0.5)?.unwrap_or_default().to_vec();
        let slots = label.slots.iter().map(|(name, value)| format!("{name}={}", value.trim()));
        let meaning = Some(format!("{} {}", label.intent, sorted(slots)));
        let sound = |samples| Sound { name: file.clone(), words: String::new(), meaning: meaning.clone(), samples };
        noisy.push(sound(noise.under(&speech, "pink", 12.0)));
        clean.push(sound(speech));
    }
    add("drinks", drinks, Expecting::Command, clean);
    add("drinks, noise 12 dB below", drinks, Expecting::Command, noisy);

    let mut answers = Vec::new();
    let mut others = Vec::new();
    for (place, voice) in HELD_OUT.iter().filter(|voice| !voice.starts_with("festival")).enumerate() {
        for line in lines("answers.txt")? {
            let (intent, words) = line.split_once(": ").ok_or("an answer is INTENT: WORDS")?;
            let samples = room(&studio.speak(voice, words)?, &mut noise);
            let meaning = shown(&shop.understand(words, Expecting::Confirmation));
            let meaning = meaning.filter(|meaning| meaning.starts_with(intent));
            answers.push(Sound { name: format!("{voice} {words}"), words: words.to_owned(), meaning, samples });
        }
        for line in lines("other.txt")?.iter().skip(place).step_by(5) {
            let samples = room(&studio.speak(voice, line)?, &mut noise);
            let words = line.to_lowercase().replace(['.', '?', ',', '!'], "");
            others.push(Sound { name: format!("{voice} {line}"), words, meaning: None, samples });
        }
    }
    add("answers", shop, Expecting::Confirmation, answers);
    add("other talk, where an answer is expected", shop, Expecting::Confirmation, others);
    for (name, expecting) in [
        ("noise, where a command is expected", Expecting::Command),
        ("noise, where an answer is expected", Expecting::Confirmation),
    ] {
        let silence = (0..5).map(|tenths| ("silence".to_owned(), room(&vec![0; 8_000 * tenths], &mut noise)));
        let made = noises(studio, 2)?.into_iter().chain(silence);
        let sounds = made.map(|(name, samples)| Sound { name, words: String::new(), meaning: None, samples }).collect();
        add(name, shop, expecting, sounds);
    }
    Ok(sets)
}

/// A quiet room around it, as the listener hands an utterance on.
fn room(sound: &[i16], noise: &mut Noise) -> Vec<i16> {
    let mut quiet = || (0..4_800).map(|_| (noise.uniform() * 12.0) as i16).collect::<Vec<_>>();
    [quiet(), sound.to_vec(), quiet()].concat()
}

#[derive(serde::Deserialize)]
struct Label {
    intent: String,
    slots: BTreeMap<String, String>,
}

fn sorted(slots: impl Iterator<Item = String>) -> String {
    let mut slots: Vec<String> = slots.collect();
    slots.sort();
    slots.join(" ")
}

/// A meaning as text that can be compared; none when there is none.
fn shown(meaning: &Meaning) -> Option<String> {
    let wishes: Vec<String> = meaning
        .wishes()
        .iter()
        .map(|wish| {
            let slots = wish.slots.iter().map(|slot| match &slot.value {
                Value::Products(products) => {
                    format!("{}={}", slot.name, products.first().map_or("nothing", |product| &product.sku.0))
                }
                _ => format!("{}={}", slot.name, slot.spoken),
            });
            format!("{} {}", wish.name, sorted(slots))
        })
        .collect();
    (!wishes.is_empty()).then(|| wishes.join("; "))
}
