//! Orders right behind a wake phrase, in one breath: recordings of people one after the other.

use std::collections::BTreeMap;
use std::path::Path;

use orderly::audio::{FRAME_SAMPLES, kitchen, recording};
use orderly::commerce::catalogue::Catalogue;
use orderly::listening;
use orderly::listening::vad::{self, Vad};
use orderly::listening::wake_word::WakeWord;
use orderly::understanding::{IntentFolder, Understanding};
use serde_json::{Map, Value as Json};

use super::recognised::{Recognised, waking_to};
use super::{Outcome, recordings};

/// Quiet behind each, samples: two seconds.
const BEHIND: usize = 32_000;

/// Quiet in front of each, samples: half a second.
const BEFORE: usize = 8_000;

/// What is left of the quiet around speech, samples: 0.1 s.
const AROUND: usize = 1_600;

/// What is left beside it of the 0.3 s that [`listening::trim`] leaves.
const SHORTER: usize = 4_800 - AROUND;

/// How many of the labelled orders are understood behind each of two phrases, in a quiet room and in a kitchen.
pub fn run(folder: &Path, wanted: impl Fn(&str) -> bool) -> Outcome<()> {
    let ordering = folder.join("ordering");
    let labels: Map<String, Json> = serde_json::from_slice(&std::fs::read(ordering.join("labels.json"))?)?;
    let sentences = IntentFolder::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/ordering"), "en")?;
    let mut silero = vad::open("silero", Path::new(env!("CARGO_MANIFEST_DIR")))?.vad;
    for phrase in ["computer", "alexa"] {
        let name = format!("orders behind {phrase}");
        if !wanted(&name) {
            continue;
        }
        let understanding = Understanding::new(&sentences, "en", &Catalogue::default(), &[phrase], None)?;
        let mut ears = Recognised::new(&waking_to(phrase), understanding.into())?;
        let calls = recordings(&folder.join("wake").join(phrase))?;
        for (place, decibels) in [("clean", None), ("15 dB noise", Some(15.0)), ("10 dB noise", Some(10.0))] {
            let (mut woken, mut right) = (0, 0);
            for (number, (file, label)) in labels.iter().enumerate() {
                let order = spoken(&recording::read(&ordering.join("audio").join(file))?, silero.as_mut())?;
                let call = spoken(&calls[number % calls.len()].1, silero.as_mut())?;
                let sound = [&[0; BEFORE], call.as_slice(), order.as_slice(), &[0; BEHIND]].concat();
                let sound = decibels.map_or(sound.clone(), |below| kitchen::under(&sound, below, number as u64));
                ears.reset()?;
                let mut heard = false;
                for frame in sound.chunks_exact(FRAME_SAMPLES) {
                    heard |= ears.accept(frame.try_into()?)?.is_some();
                }
                woken += usize::from(heard);
                right += usize::from(heard && is_understood(&ears, label));
            }
            let of = labels.len();
            println!("{name:24} {place}: {woken} of {of} heard, {right} understood");
        }
    }
    Ok(())
}

/// A recording without the quiet around its speech.
fn spoken(recording: &[i16], vad: &mut dyn Vad) -> Outcome<Vec<i16>> {
    let speech = listening::trim(recording, vad, 0.5)?.ok_or("nobody speaks in a recording")?;
    Ok(speech.get(SHORTER..speech.len().saturating_sub(SHORTER)).unwrap_or(speech).to_vec())
}

/// Whether the intent and each slot are those of the label, and nothing besides.
fn is_understood(ears: &Recognised, label: &Json) -> bool {
    let [intent] = ears.heard.as_slice() else { return false };
    let said: BTreeMap<&str, &str> = label["slots"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(slot, said)| (slot.as_str(), said.as_str().unwrap_or_default().trim()))
        .collect();
    let understood = intent.slots.iter().map(|slot| (slot.name.as_str(), slot.spoken.as_str())).collect();
    label["intent"] == intent.name.as_str() && intent.doubtful.is_none() && said == understood
}
