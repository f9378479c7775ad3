//! Piper's neural voices: an `.onnx` file with its `.onnx.json` beside it.

use std::fs;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use piper_rs::Piper;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::lexicon::{Alphabet, Part};
use super::{Synthesizer, SynthesizerError, espeak};
use crate::audio::Clip;
use crate::onnx;

/// The words a minute that Piper's voices speak by themselves.
const OWN_WORDS_PER_MINUTE: f32 = 165.0;

/// What can still be understood.
const PACES: std::ops::RangeInclusive<u32> = 80..=450;

/// A longer piece of text is split: the time and the memory of a voice grow with it.
const LONGEST_PIECE: usize = 400;

/// What is said once when a voice is opened: it proves the voice and warms it up.
const PROOF: &str = "Ready.";

/// A Piper voice.
pub struct PiperVoice {
    name: String,
    file: PathBuf,
    piper: Piper,
    rate: u32,
    espeak_voice: String,
    /// How long a sound lasts at the pace of its own, and now.
    own_length: f32,
    length: f32,
}

impl std::fmt::Debug for PiperVoice {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("PiperVoice").field("name", &self.name).finish_non_exhaustive()
    }
}

/// What we need to know of a voice's `.onnx.json` ourselves.
#[derive(Deserialize)]
struct VoiceFile {
    audio: Audio,
    espeak: Espeak,
    inference: Inference,
}

#[derive(Deserialize)]
struct Audio {
    sample_rate: u32,
}

#[derive(Deserialize)]
struct Espeak {
    voice: String,
}

#[derive(Deserialize)]
struct Inference {
    length_scale: f32,
}

impl PiperVoice {
    /// Opens a voice and says a word with it, so that a broken one is found now. `runtime` is ONNX Runtime's library.
    ///
    /// # Errors
    /// [`SynthesizerError::Voice`] when a file is missing, cut or foreign, or ONNX Runtime cannot be loaded.
    pub fn open(voice: &Path, runtime: &Path, words_per_minute: u32) -> Result<Self, SynthesizerError> {
        let refused = |reason: String| SynthesizerError::Voice { path: voice.to_owned(), reason };
        onnx::load(runtime).map_err(|error| refused(error.to_string()))?;
        let description = read_description(voice)?;
        let again = "`orderly voices pull` downloads it again";
        let piper = guarded(|| Piper::new(voice, &beside(voice)))
            .map_err(|reason| refused(format!("this is no Piper voice ({reason}); {again}")))?;
        let name = voice.file_stem().unwrap_or_default().to_string_lossy();
        let mut opened = Self {
            name: format!("piper {name}"),
            file: voice.to_owned(),
            piper,
            rate: description.audio.sample_rate,
            espeak_voice: description.espeak.voice,
            own_length: description.inference.length_scale,
            length: description.inference.length_scale,
        };
        opened.set_pace(words_per_minute);
        match opened.synthesize(PROOF) {
            Ok(clip) if !clip.samples.is_empty() => Ok(opened),
            Ok(_) => Err(refused(format!("it makes no sound; {again}"))),
            Err(SynthesizerError::Engine(reason)) => Err(refused(format!("it cannot speak ({reason}); {again}"))),
            Err(other) => Err(other),
        }
    }

    fn create(&mut self, phonemes: &str, clip: &mut Clip) -> Result<(), SynthesizerError> {
        let scale = Some(self.length);
        let (samples, _rate) =
            guarded(|| self.piper.create(phonemes, true, None, scale, None, None)).map_err(SynthesizerError::Engine)?;
        // Samples beyond full scale are cut off; a value that is no number becomes silence.
        clip.samples.extend(samples.iter().map(|sample| (sample * f32::from(i16::MAX)) as i16));
        Ok(())
    }

    /// Says what was gathered, if it is anything.
    fn create_some(&mut self, phonemes: &mut String, clip: &mut Clip) -> Result<(), SynthesizerError> {
        let phonemes = std::mem::take(phonemes);
        if phonemes.chars().any(char::is_alphabetic) { self.create(&phonemes, clip) } else { Ok(()) }
    }
}

/// How long a sound lasts at a pace.
fn length_at(own_length: f32, words_per_minute: u32) -> f32 {
    own_length * OWN_WORDS_PER_MINUTE / words_per_minute.clamp(*PACES.start(), *PACES.end()) as f32
}

impl Synthesizer for PiperVoice {
    fn name(&self) -> &str {
        &self.name
    }

    fn set_pace(&mut self, words_per_minute: u32) {
        self.length = length_at(self.own_length, words_per_minute);
    }

    /// The hash of its file.
    fn fingerprint(&self) -> Option<[u8; 32]> {
        let mut hash = Sha256::new();
        let read = fs::File::open(&self.file).and_then(|mut file| io::copy(&mut file, &mut hash));
        read.ok().map(|_bytes| hash.finalize().into())
    }

    fn alphabet(&self) -> Alphabet {
        Alphabet::Ipa
    }

    fn say(&mut self, sentence: &[Part]) -> Result<Clip, SynthesizerError> {
        let mut clip = Clip { samples: Vec::new(), rate: self.rate };
        let mut phonemes = String::new();
        for part in sentence {
            match part {
                Part::Sounds(sounds) => {
                    phonemes.push(' ');
                    phonemes.push_str(sounds);
                }
                Part::Words(words) => {
                    for piece in pieces(words) {
                        if phonemes.len() > LONGEST_PIECE {
                            self.create_some(&mut phonemes, &mut clip)?;
                        }
                        let sounds = espeak::phonemes(piece, &self.espeak_voice)?;
                        // What ends a clause stands behind the sounds that are there already.
                        if !phonemes.is_empty() && sounds.starts_with(char::is_alphabetic) {
                            phonemes.push(' ');
                        }
                        phonemes.push_str(&sounds);
                    }
                }
            }
        }
        self.create_some(&mut phonemes, &mut clip)?;
        Ok(clip)
    }
}

/// The voice to speak with: the file that is named, the voice of that name in a `voices` folder, or, when `name` is
/// empty, the first one there that speaks the language.
///
/// # Errors
/// [`SynthesizerError::Voice`] when there is none.
pub fn find_voice(name: &str, language: &str, data: &Path) -> Result<PathBuf, SynthesizerError> {
    let missing = |reason: &str| SynthesizerError::Voice { path: PathBuf::from(name), reason: reason.to_owned() };
    if name.is_empty() {
        let none = || SynthesizerError::NoVoice { language: language.to_owned() };
        return find_voices(language, data).into_iter().next().ok_or_else(none);
    }
    let file = if name.ends_with(".onnx") { name.to_owned() } else { format!("{name}.onnx") };
    Some(PathBuf::from(&file))
        .filter(|path| path.is_file())
        .or_else(|| crate::locations::find_asset(data, "voices", &file))
        .ok_or_else(|| missing("there is no such Piper voice; `orderly voices list` shows some to pull"))
}

/// The voices in the `voices` folders that speak a language, by their file names.
#[must_use]
pub fn find_voices(language: &str, data: &Path) -> Vec<PathBuf> {
    let mut voices: Vec<PathBuf> = crate::locations::asset_folders(data, "voices")
        .iter()
        .filter_map(|folder| folder.read_dir().ok())
        .flat_map(|entries| entries.filter_map(Result::ok).map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "onnx"))
        .filter(|path| read_description(path).is_ok_and(|voice| voice.espeak.voice.starts_with(language)))
        .collect();
    voices.sort_by_key(|path| path.file_name().map(std::ffi::OsStr::to_owned));
    voices
}

/// ONNX Runtime's library.
///
/// # Errors
/// [`SynthesizerError::Voice`] when it is not there.
pub fn find_runtime(data: &Path) -> Result<PathBuf, SynthesizerError> {
    onnx::find(data).ok_or_else(|| {
        SynthesizerError::Engine("Piper needs ONNX Runtime; `scripts/setup` puts it in place".to_owned())
    })
}

/// `voice.onnx.json` beside `voice.onnx`.
fn beside(voice: &Path) -> PathBuf {
    let mut name = voice.as_os_str().to_owned();
    name.push(".json");
    PathBuf::from(name)
}

fn read_description(voice: &Path) -> Result<VoiceFile, SynthesizerError> {
    let path = beside(voice);
    let refused = |reason: String| SynthesizerError::Voice { path: path.clone(), reason };
    let text = fs::read_to_string(&path)
        .map_err(|error| refused(format!("cannot be read ({error}); a voice is two files, .onnx and .onnx.json")))?;
    let described: VoiceFile = serde_json::from_str(&text)
        .map_err(|error| refused(format!("this does not describe a Piper voice: {error}")))?;
    let usable = (8_000..=96_000).contains(&described.audio.sample_rate)
        && described.inference.length_scale.is_finite()
        && described.inference.length_scale > 0.0;
    if usable { Ok(described) } else { Err(refused("its sample rate or its length scale is none".to_owned())) }
}

/// piper-rs unwraps inside; a voice that makes it panic is a broken voice, not the end of the daemon.
fn guarded<T>(call: impl FnOnce() -> piper_rs::PiperResult<T>) -> Result<T, String> {
    match catch_unwind(AssertUnwindSafe(call)) {
        Ok(result) => result.map_err(|error| error.to_string()),
        Err(_panic) => Err("the voice's files do not fit each other".to_owned()),
    }
}

/// The text in pieces of at most [`LONGEST_PIECE`] bytes or one word.
fn pieces(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while rest.len() > LONGEST_PIECE {
        let spaces = || rest.char_indices().filter(|(_, letter)| letter.is_whitespace()).map(|(position, _)| position);
        let Some(end) = spaces()
            .take_while(|end| *end <= LONGEST_PIECE)
            .last()
            .filter(|end| *end > 0)
            .or_else(|| spaces().find(|end| *end > 0))
        else {
            break;
        };
        let (piece, behind) = rest.split_at(end);
        found.push(piece);
        rest = behind.trim_start();
    }
    found.push(rest);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twice_the_pace_is_half_the_length() {
        assert_eq!((length_at(1.2, 165), length_at(1.2, 330)), (1.2, 0.6));
        assert_eq!(length_at(1.0, 0), length_at(1.0, 80));
    }

    #[test]
    fn long_text_is_cut_between_words() {
        let text = "kettle ".repeat(200);
        let cut = pieces(&text);
        assert!(cut.len() > 2 && cut.iter().all(|piece| piece.len() <= LONGEST_PIECE));
        assert_eq!(cut.join(" ").split_whitespace().count(), 200);
        assert_eq!(pieces(""), [""]);
        assert_eq!(pieces(&"é".repeat(1000)).len(), 1);
        assert_eq!(pieces(&format!(" {}", "é".repeat(1000))).len(), 1);
    }
}
