//! How many recorded drink orders are understood: `cargo bench --bench ordering [-- FOLDER]`.
//!
//! The folder holds `labels.json` (file to intent and slots) and `audio/`. A recording counts as right when the intent
//! and every slot are right and no slot was added.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Instant;

use orderly::audio::{FRAME_SAMPLES, Frame, SAMPLE_RATE, recording};
use orderly::commerce::catalogue::Catalogue;
use orderly::expecting::Expecting;
use orderly::listening::{self, vad};
use orderly::speech_to_text::Recognizer;
use orderly::speech_to_text::sphinx::{DEBIAN_MODEL, Sphinx};
use orderly::understanding::Understanding;
use orderly::understanding::folder::IntentFolder;

#[derive(serde::Deserialize)]
struct Label {
    intent: String,
    slots: BTreeMap<String, String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let folder = folder.map_or_else(|| root.join("../shared/speech/ordering"), PathBuf::from);
    let labels: BTreeMap<String, Label> = serde_json::from_slice(&std::fs::read(folder.join("labels.json"))?)?;
    let sentences = IntentFolder::read(&root.join("benches/ordering"), "en")?;
    let understanding = Understanding::new(&sentences, "en", &Catalogue::default(), &[], None)?;
    let mut sphinx = Sphinx::open(Path::new(DEBIAN_MODEL), None)?;
    sphinx.adopt(&understanding.vocabulary()?)?;
    let mut vad = vad::open("silero", root)?;
    let (mut right, mut seconds, mut spent) = (0_usize, 0.0, 0.0);
    for (file, label) in &labels {
        let samples = recording::read(&folder.join("audio").join(file))?;
        let speech = listening::trim(&samples, vad.vad.as_mut(), 0.5)?.unwrap_or_default();
        seconds += speech.len() as f64 / f64::from(SAMPLE_RATE);
        let started = Instant::now();
        sphinx.begin(Expecting::Command)?;
        for chunk in speech.chunks(FRAME_SAMPLES) {
            let mut frame: Frame = [0; FRAME_SAMPLES];
            frame[..chunk.len()].copy_from_slice(chunk);
            sphinx.accept(&frame)?;
        }
        let hypotheses = sphinx.finish()?;
        spent += started.elapsed().as_secs_f64();
        let slots: BTreeMap<_, _> =
            label.slots.iter().map(|(name, value)| (name.clone(), value.trim().to_owned())).collect();
        let understood = understanding.judge(&hypotheses, Expecting::Command);
        let got = understood.meaning.first().map(|intent| {
            let slots = intent.slots.iter().map(|slot| (slot.name.clone(), slot.spoken.clone()));
            (intent.name.clone(), slots.collect::<BTreeMap<_, _>>())
        });
        if got == Some((label.intent.clone(), slots.clone())) {
            right += 1;
        } else {
            println!("{file}\n  expected {slots:?}\n  got      {got:?}\n  heard    {hypotheses:?}");
        }
    }
    println!("{right} of {} right: {:.1} %", labels.len(), 100.0 * right as f64 / labels.len().max(1) as f64);
    println!("real-time factor {:.3}", spent / seconds);
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().filter(|line| line.starts_with("VmRSS")).for_each(|line| println!("{line}"));
    Ok(())
}
