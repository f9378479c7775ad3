//! How long a sentence takes until its clip is there: `cargo bench --bench speaking`.

use std::time::Instant;

use orderly::config::SpeechConfig;
use orderly::text_to_speech::{self, spoken::spoken};

const SENTENCES: [&str; 5] = [
    "Done.",
    "Two packs of Morning Hill coffee, 250 g, that is €6.98.",
    "Shall I order it?",
    "Your order 1042 is on its way and comes on Monday.",
    "I found three: whole milk 1 l at €1.19, oat milk 1 l at €1.89, and almond milk 1 l at €2.29. Which one?",
];
const ROUNDS: usize = 21;

fn main() -> Result<(), text_to_speech::SynthesizerError> {
    let data = orderly::locations::default_data_folder();
    for engine in ["espeak", "piper"] {
        let config = SpeechConfig { engine: engine.to_owned(), ..SpeechConfig::default() };
        let started = Instant::now();
        let mut voice = match text_to_speech::open(&config, "en", &data) {
            Ok((voice, _note)) => voice,
            Err(reason) => {
                println!("{engine}: not measured ({reason})");
                continue;
            }
        };
        println!("{}: opened in {:.1} ms", voice.name(), started.elapsed().as_secs_f64() * 1e3);
        for sentence in SENTENCES {
            let mut times = Vec::with_capacity(ROUNDS);
            let mut played = 0;
            for _ in 0..ROUNDS {
                let started = Instant::now();
                played = voice.synthesize(&spoken(sentence, "en"))?.duration_ms();
                times.push(started.elapsed().as_secs_f64() * 1e3);
            }
            times.sort_by(f64::total_cmp);
            println!("  {:6.1} ms median for {played} ms of sound: {sentence}", times[ROUNDS / 2]);
        }
    }
    Ok(())
}
