//! How spoken wishes are heard where a shop has hundreds or thousands of products:
//! `cargo bench --bench catalogue [-- PRODUCTS…]` (300 and 3,000).
//!
//! Shoppers that the recogniser never heard before are synthesised by flite, espeak-ng and festival, and kept in
//! `target/shoppers-of-catalogues`. They ask for what the shop sells, for goods of which it has none (other words), and for
//! what it could sell but does not (the same words in another combination); others talk of something else. An answer counts
//! from the confidence on at which the daemon acts on it, and would read it back.

#[path = "finding/shop.rs"]
mod shop;
#[allow(dead_code, reason = "shared with another bench")]
#[path = "rejection/sounds.rs"]
mod sounds;
#[allow(dead_code, reason = "shared with another bench")]
#[path = "finding/variants.rs"]
mod variants;

use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;
use std::time::{Duration, Instant};

use orderly::assistant::parts;
use orderly::audio::{FRAME_SAMPLES, Frame, SAMPLE_RATE};
use orderly::commerce::catalogue::Catalogue;
use orderly::config::Config;
use orderly::expecting::Expecting;
use orderly::speech_to_text::Recognizer;
use orderly::understanding::{Intent, IntentFolder, Understanding, Value};
use sounds::{HELD_OUT, Outcome, Studio, lines};
use variants::Dice;

/// What is said, with a product in the place of the braces.
const WISHES: [&str; 4] = ["add {} to my cart", "order two {}", "i need {}", "buy {}"];

/// So many products are asked for by each shopper.
const ASKED: usize = 40;

fn main() -> Outcome<()> {
    let counts: Vec<usize> = std::env::args().skip(1).filter_map(|argument| argument.parse().ok()).collect();
    let studio = Studio(Path::new(env!("CARGO_MANIFEST_DIR")).join("target/shoppers-of-catalogues"));
    for count in if counts.is_empty() { vec![300, 3_000] } else { counts } {
        heard(&studio, count)?;
    }
    Ok(())
}

fn heard(studio: &Studio, count: usize) -> Outcome<()> {
    let folder = tempfile::tempdir()?;
    let mut config = Config::default();
    config.assistant.data = folder.path().to_owned();
    // The second half is of another shop.
    let mut both = shop::catalogue(2 * count).products;
    let others = both.split_off(count);
    let catalogue = Catalogue { revision: 1, products: both };
    let sold: BTreeSet<String> = catalogue.products.iter().map(|product| product.name.clone()).collect();
    let recombined: Vec<String> =
        others.into_iter().map(|product| product.name).filter(|name| !sold.contains(name)).collect();
    let known: Vec<String> = catalogue.products.iter().map(|product| product.name.clone()).collect();

    let began = Instant::now();
    let sentences = IntentFolder::built_in("en")?;
    let understanding = Understanding::new(&sentences, "en", &catalogue, &[], parts::pronunciation(&config))?;
    let mut recognizer = parts::recognizer(&config)?.part;
    let vocabulary = understanding.vocabulary()?;
    recognizer.adopt(&vocabulary)?;
    let ready = began.elapsed();
    let grammar = &vocabulary.grammars[&Expecting::Command];
    println!("{count} products: {} words, {} states; ready in {ready:.1?}", grammar.words.len(), grammar.arcs.len());

    let mut bench = Bench { config, understanding, recognizer, sound: Duration::ZERO, spent: Duration::ZERO };
    let other = lines("other.txt")?;
    let elsewhere = lines("../catalogue/elsewhere.txt")?;
    for voice in HELD_OUT {
        let mut dice = Dice(count as u64);
        for (kind, names) in [("sold", &known), ("other words", &elsewhere), ("same words", &recombined)] {
            let mut tally = Tally::default();
            for number in 0..ASKED {
                let name = &names[dice.below(names.len())];
                let words = WISHES[number % WISHES.len()].replace("{}", name);
                tally.add(name, bench.hear(&studio.speak(voice, &words)?)?.as_ref());
            }
            println!("  {voice:30} {kind:10} {tally}");
        }
        let mut tally = Tally::default();
        for line in &other {
            tally.add("", bench.hear(&studio.speak(voice, line)?)?.as_ref());
        }
        println!("  {voice:30} {:10} {tally}", "no wish");
    }
    println!("  real-time factor {:.3}", bench.spent.as_secs_f64() / bench.sound.as_secs_f64());
    Ok(())
}

/// What came of wishes.
#[derive(Default)]
struct Tally {
    said: u32,
    right: u32,
    other: u32,
    unnamed: u32,
}

impl Tally {
    fn add(&mut self, name: &str, intent: Option<&Intent>) {
        self.said += 1;
        match intent.map(named) {
            None => {}
            Some(None) => self.unnamed += 1,
            Some(Some(heard)) if heard == name => self.right += 1,
            Some(Some(_)) => self.other += 1,
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { said, right, other, unnamed } = self;
        let nothing = said - right - other - unnamed;
        write!(
            formatter,
            "{said:4}: right {right:3}, another product {other:3}, no product {unnamed:3}, nothing {nothing:3}"
        )
    }
}

struct Bench {
    config: Config,
    understanding: Understanding,
    recognizer: Box<dyn Recognizer>,
    sound: Duration,
    spent: Duration,
}

impl Bench {
    /// What the daemon would act on.
    fn hear(&mut self, speech: &[i16]) -> Outcome<Option<Intent>> {
        let began = Instant::now();
        self.recognizer.begin(Expecting::Command)?;
        for piece in speech.chunks(FRAME_SAMPLES) {
            let mut frame: Frame = [0; FRAME_SAMPLES];
            frame[..piece.len()].copy_from_slice(piece);
            self.recognizer.accept(&frame)?;
        }
        let hypotheses = self.recognizer.finish()?;
        self.spent += began.elapsed();
        self.sound += Duration::from_secs_f64(speech.len() as f64 / f64::from(SAMPLE_RATE));
        let judged = self.understanding.judge(&hypotheses, Expecting::Command);
        let meaning = judged.meaning.at_least(self.config.recognition.minimum_confidence);
        Ok(meaning.first().cloned())
    }
}

/// The name of the product of a wish; `None` when there is none yet, and it would be asked for.
fn named(intent: &Intent) -> Option<String> {
    match intent.slot("product") {
        Some(Value::Products(products)) => products.first().map(|product| product.name.clone()),
        _ => None,
    }
}
