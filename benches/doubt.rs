//! How right the confidence is that a text is a shopping request: `cargo bench --bench doubt [-- FILE.tsv]`.
//!
//! The file has a line a text: `request` or `other`, a tab, the text. A text that was understood counts as sure as the
//! understanding is, one that was not as unsure as that. With the golden sentences that are no request besides.

use std::error::Error;
use std::path::{Path, PathBuf};

use orderly::commerce::catalogue::{Catalogue, csv};
use orderly::expecting::Expecting;
use orderly::understanding::{IntentFolder, Meaning, Understanding};

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let file = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let file = file.map_or_else(|| root.join("benches/doubt/en.tsv"), PathBuf::from);
    let products = csv::read(&std::fs::read(root.join("src/commerce/local/sample/products.csv"))?)?;
    let catalogue = Catalogue { revision: 1, products };
    let understanding = Understanding::new(&IntentFolder::built_in("en")?, "en", &catalogue, &[], None)?;
    let mut tenths = [(0_usize, 0_usize, 0.0_f32); 10];
    let (mut others, mut accepted, mut requests, mut missed) = (0, 0, 0, 0);
    for line in std::fs::read_to_string(&file)?.lines() {
        let Some((label, text)) = line.split_once('\t') else { return Err(format!("{line:?}: no tab in it").into()) };
        let is_request = label == "request";
        let meaning = understanding.understand(text, Expecting::Command);
        let probability = match &meaning {
            Meaning::Wishes(_) => meaning.confidence(),
            Meaning::NoMatch { confidence } => 1.0 - confidence,
        };
        let (all, right, sum) = &mut tenths[((probability * 10.0) as usize).min(9)];
        *all += 1;
        *right += usize::from(is_request);
        *sum += probability;
        let acts = !meaning.at_least(0.5).wishes().is_empty();
        if is_request {
            requests += 1;
            missed += usize::from(!acts);
        } else {
            others += 1;
            accepted += usize::from(acts);
            if acts {
                println!("accepted: {text}");
            }
        }
    }
    println!("said to be a request   texts   were one");
    for (all, right, sum) in tenths.into_iter().filter(|tenth| tenth.0 > 0) {
        println!("{:19.2} {all:8} {:10.2}", sum / all as f32, right as f32 / all as f32);
    }
    println!("{accepted} of {others} others accepted, {missed} of {requests} odd requests not understood");
    Ok(())
}
