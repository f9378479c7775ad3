//! The product finder: how long a phrase takes at 10,000 and 100,000 products, what the index costs, how often the right
//! product comes first, and how far its confidence can be believed.
//!
//! `cargo bench --bench finding`. Needs espeak-ng-data, and the dictionary of pocketsphinx-en-us to mishear with.

#[path = "finding/shop.rs"]
mod shop;
#[path = "finding/variants.rs"]
mod variants;

use std::alloc::{GlobalAlloc, Layout, System};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use orderly::commerce::catalogue::{Catalogue, csv};
use orderly::speech_to_text::Pronounce;
use orderly::text_to_speech::espeak;
use orderly::understanding::History;
use orderly::understanding::slots::finder::Finder;
use orderly::understanding::text::Spelling;
use variants::{Dice, Dictionary};

/// Counts what is allocated.
struct Counting;

static IN_USE: AtomicUsize = AtomicUsize::new(0);

// SAFETY: every call goes to the allocator of the system unchanged; only sizes are counted.
#[allow(unsafe_code)]
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        IN_USE.fetch_add(layout.size(), Ordering::Relaxed);
        // SAFETY: the caller's promises are passed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        IN_USE.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: the caller's promises are passed on.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

const DICTIONARY: &str = "/usr/share/pocketsphinx/model/en-us/cmudict-en-us.dict";
const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/commerce/local/sample/products.csv");
/// From this confidence on nobody is asked.
const HIGH: f32 = 0.8;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let pronounce: Pronounce = Arc::new(|word: &str| espeak::ipa(word, "en"));
    let dictionary = Dictionary::read(Path::new(DICTIONARY))?;
    let sample = Catalogue { revision: 1, products: csv::read(&std::fs::read(SAMPLE)?)? };
    judged(&sample, &pronounce, &dictionary);
    for count in [10_000, 100_000] {
        timed(count, &pronounce, &dictionary);
    }
    Ok(())
}

fn english() -> Spelling {
    Spelling { language: "en".to_owned(), ignore_whitespace: false }
}

/// The index of a large shop, and phrases for what it sells and what it does not.
fn timed(count: usize, pronounce: &Pronounce, dictionary: &Dictionary) {
    let spelling = english();
    let catalogue = shop::catalogue(count);
    let before = IN_USE.load(Ordering::Relaxed);
    let start = Instant::now();
    let finder = Finder::new(&catalogue, &spelling, Some(pronounce.clone()));
    let built = start.elapsed();
    let size = (IN_USE.load(Ordering::Relaxed) - before) / 1_000_000;
    println!("{count} products: index built in {built:.2?}, {size} MB");
    let mut dice = Dice(7);
    let mut phrases = Vec::new();
    while phrases.len() < 1_000 {
        let product = &catalogue.products[dice.below(count)];
        let phrase = match phrases.len() % 5 {
            0 => product.name.clone(),
            1 => format!("{} {}", product.brand, product.name),
            2 => product.synonyms[1].clone(),
            3 => variants::typed(&product.name, &mut dice).unwrap_or_default(),
            _ => {
                let heard = dictionary.heard(&product.name);
                heard.get(dice.below(heard.len())).cloned().unwrap_or_default()
            }
        };
        if !phrase.is_empty() {
            phrases.push(phrase);
        }
    }
    phrases.extend((0..250).map(|_| {
        let mut word = || dictionary.words[dice.below(dictionary.words.len())].clone();
        format!("{} {}", word(), word())
    }));
    let mut times: Vec<Duration> = Vec::new();
    let mut slowest = (Duration::ZERO, "");
    for phrase in &phrases {
        let start = Instant::now();
        let found = finder.find(&spelling, phrase, &History::default());
        let took = start.elapsed();
        std::hint::black_box(found);
        times.push(took);
        slowest = slowest.max((took, phrase));
    }
    times.sort_unstable();
    let at = |share: usize| times[times.len() * share / 100];
    println!(
        "  {} phrases: median {:.2?}, p95 {:.2?}, p99 {:.2?}, most {:.2?} ({})",
        phrases.len(),
        at(50),
        at(95),
        at(99),
        slowest.0,
        slowest.1
    );
}

/// What was found for a phrase, and what should have been.
struct Answer {
    phrase: String,
    /// How sure it is that one of the found is meant.
    confidence: f32,
    /// How sure it is of the first.
    first: f32,
    found: String,
    is_right: bool,
}

/// Misspelt and misheard variants of everything that the sample shop sells, and phrases for what it does not.
fn judged(sample: &Catalogue, pronounce: &Pronounce, dictionary: &Dictionary) {
    let spelling = english();
    let finder = Finder::new(sample, &spelling, Some(pronounce.clone()));
    let phrases: BTreeSet<&str> = sample
        .products
        .iter()
        .flat_map(|product| product.synonyms.iter().chain([&product.name]))
        .map(String::as_str)
        .collect();
    let ask = |phrase: &str, wanted: Option<&str>| {
        let found = finder.find(&spelling, phrase, &History::default());
        let product = found.first().map(|found| &sample.products[found.product as usize]);
        let is_right = match (product, wanted) {
            (Some(product), Some(wanted)) => {
                product.name == wanted || product.synonyms.iter().any(|name| name == wanted)
            }
            (None, None) => true,
            _ => false,
        };
        Answer {
            phrase: format!("{phrase} ({})", wanted.unwrap_or("not sold")),
            confidence: found.iter().map(|found| found.confidence).sum(),
            first: found.first().map_or(0.0, |found| found.confidence),
            found: product.map_or_else(|| "nothing".to_owned(), |product| product.title()),
            is_right,
        }
    };
    let mut dice = Dice(42);
    let mut typed = Vec::new();
    let mut heard = Vec::new();
    let mut not_sold = Vec::new();
    for phrase in &phrases {
        for _ in 0..2 {
            typed.extend(variants::typed(phrase, &mut dice).map(|variant| ask(&variant, Some(phrase))));
        }
        let variants = dictionary.heard(phrase);
        for _ in 0..variants.len().min(2) {
            let variant = &variants[dice.below(variants.len())];
            if !phrases.contains(variant.as_str()) {
                heard.push(ask(variant, Some(phrase)));
            }
        }
        let mut words: Vec<&str> = phrase.split(' ').collect();
        let other = &dictionary.words[dice.below(dictionary.words.len())];
        let at = dice.below(words.len());
        words[at] = other;
        not_sold.push(ask(&words.join(" "), None));
    }
    report("misspelt", &typed);
    report("misheard", &heard);
    report("not sold", &not_sold);
    reliability(typed.iter().chain(&heard).chain(&not_sold));
}

fn report(what: &str, answers: &[Answer]) {
    let share = |count: usize| 100.0 * count as f64 / answers.len().max(1) as f64;
    let right = answers.iter().filter(|answer| answer.is_right).count();
    let sure = answers.iter().filter(|answer| !answer.is_right && answer.first >= HIGH).count();
    println!(
        "{what}: {} phrases, {:.1} % right, {:.2} % wrong with high confidence",
        answers.len(),
        share(right),
        share(sure)
    );
    if std::env::args().any(|argument| argument == "--misses") {
        for answer in answers.iter().filter(|answer| !answer.is_right) {
            println!("    {}: {} {:.2}", answer.phrase, answer.found, answer.first);
        }
    }
}

/// Of the answers with a confidence, how many are right.
fn reliability<'a>(answers: impl Iterator<Item = &'a Answer>) {
    let mut bins = [(0_usize, 0_usize, 0.0_f64); 10];
    for answer in answers.filter(|answer| answer.confidence > 0.0) {
        let bin = &mut bins[((answer.confidence * 10.0) as usize).min(9)];
        *bin = (bin.0 + 1, bin.1 + usize::from(answer.is_right), bin.2 + f64::from(answer.confidence));
    }
    println!("confidence  answers  right");
    for (count, right, sum) in bins.into_iter().filter(|bin| bin.0 > 0) {
        println!("      {:.2}    {count:5}   {:.2}", sum / count as f64, right as f64 / count as f64);
    }
}
