//! espeak-ng: the voice that is always there, and the pronunciation of any word.
//!
//! The library is built in; its data (phonemes and dictionaries) is a folder `espeak-ng-data` that Debian's package of
//! that name brings. It is looked for beside the program, in the `voices` folders and where systems put it.
#![allow(unsafe_code)]

use std::cell::RefCell;
use std::ffi::{CStr, CString, c_int, c_short, c_void};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use espeak_rs_sys as sys;

use super::lexicon::{Alphabet, Part};
use super::{Synthesizer, SynthesizerError};
use crate::audio::Clip;

// espeak-ng's speed-up of fast speech lives in libsonic, which espeak-rs-sys leaves to its user to link.
#[link(name = "sonic")]
unsafe extern "C" {}

/// The version in the first four bytes of `phondata` that the built-in library reads (`version_phdata` in its
/// `synthdata.c`); espeak-ng 1.48 to 1.52 all write it.
const DATA_VERSION: [u8; 4] = 0x01_48_01_u32.to_le_bytes();

/// The files without which no voice of any language works.
const NEEDED: [&str; 4] = ["phondata", "phonindex", "phontab", "intonations"];

/// Base pitch and its range, 0 to 100, and the pause between words in units of 10 ms: livelier and easier to follow
/// than the library's 50, 50 and 0.
const PITCH: c_int = 45;
const PITCH_RANGE: c_int = 65;
const WORD_GAP: c_int = 1;

/// The words a minute that the library can speak (`speak_lib.h`).
const RATES: std::ops::RangeInclusive<u32> = 80..=450;

/// The library keeps its state in global variables: whoever holds this lock may call it.
static LIBRARY: Mutex<Option<Library>> = Mutex::new(None);

thread_local! {
    /// Where the callback leaves the samples of the call that runs on this thread.
    static SAMPLES: RefCell<Vec<i16>> = const { RefCell::new(Vec::new()) };
}

/// The initialised library.
struct Library {
    /// Samples a second.
    rate: u32,
    /// The voice that is set.
    voice: String,
}

/// A voice of espeak-ng.
#[derive(Debug)]
pub struct EspeakVoice {
    name: String,
    voice: String,
    words_per_minute: u32,
}

impl EspeakVoice {
    /// Opens a voice by its espeak-ng name, such as `en-us` or `en-gb+f3`.
    ///
    /// # Errors
    /// [`SynthesizerError::Voice`] when espeak-ng's data is missing or has no such voice.
    pub fn open(voice: &str, words_per_minute: u32) -> Result<Self, SynthesizerError> {
        let mut library = library()?;
        with_voice(&mut library, voice)?;
        let name = format!("espeak-ng {voice}");
        let mut opened = Self { name, voice: voice.to_owned(), words_per_minute };
        opened.set_pace(words_per_minute);
        Ok(opened)
    }
}

impl Synthesizer for EspeakVoice {
    fn name(&self) -> &str {
        &self.name
    }

    fn set_pace(&mut self, words_per_minute: u32) {
        self.words_per_minute = words_per_minute.clamp(*RATES.start(), *RATES.end());
    }

    fn alphabet(&self) -> Alphabet {
        Alphabet::Espeak
    }

    fn say(&mut self, sentence: &[Part]) -> Result<Clip, SynthesizerError> {
        let (text, has_sounds) = with_sounds(sentence);
        let text = c_text(&text);
        let sounds = if has_sounds { sys::espeakPHONEMES } else { 0 };
        let mut guard = library()?;
        let library = with_voice(&mut guard, &self.voice)?;
        let rate = library.rate;
        SAMPLES.with_borrow_mut(Vec::clear);
        // SAFETY: the library is initialised and the lock is held; `text` is terminated and outlives the call, which
        // returns only when the last sample was handed to `take_samples`.
        let status = unsafe {
            let words_per_minute = c_int::try_from(self.words_per_minute).unwrap_or(175);
            sys::espeak_SetParameter(sys::espeak_PARAMETER_espeakRATE, words_per_minute, 0);
            sys::espeak_SetParameter(sys::espeak_PARAMETER_espeakPITCH, PITCH, 0);
            sys::espeak_SetParameter(sys::espeak_PARAMETER_espeakRANGE, PITCH_RANGE, 0);
            sys::espeak_SetParameter(sys::espeak_PARAMETER_espeakWORDGAP, WORD_GAP, 0);
            sys::espeak_Synth(
                text.as_ptr().cast(),
                text.as_bytes_with_nul().len(),
                0,
                sys::espeak_POSITION_TYPE_POS_CHARACTER,
                0,
                sys::espeakCHARS_UTF8 | sys::espeakENDPAUSE | sounds,
                std::ptr::null_mut(),
                std::ptr::null_mut(),
            )
        };
        drop(guard);
        let samples = SAMPLES.take();
        if status != sys::espeak_ERROR_EE_OK {
            return Err(SynthesizerError::Engine(format!("espeak-ng refused the sentence (code {status})")));
        }
        let has_words = |part: &Part| matches!(part, Part::Words(words) if words.chars().any(char::is_alphanumeric));
        if samples.is_empty() && sentence.iter().any(has_words) {
            return Err(SynthesizerError::Engine("espeak-ng made no sound out of the sentence".to_owned()));
        }
        Ok(Clip { samples, rate })
    }
}

/// The pronunciation of a word in the International Phonetic Alphabet, with its stress marks; `None` when espeak-ng
/// has no such language, its data is missing, or there is nothing to pronounce.
#[must_use]
pub fn ipa(word: &str, language: &str) -> Option<String> {
    let said = sounds(word, voice_for(language)).ok()?;
    (!said.is_empty()).then_some(said)
}

/// The espeak-ng voice for a language: American for plain `en`, as the recogniser's dictionary is.
#[must_use]
pub fn voice_for(language: &str) -> &str {
    if language == "en" { "en-us" } else { language }
}

/// Text in the International Phonetic Alphabet with the punctuation that ends its clauses: what Piper voices read.
///
/// # Errors
/// [`SynthesizerError::Voice`] when espeak-ng's data is missing or has no such voice.
pub fn phonemes(text: &str, voice: &str) -> Result<String, SynthesizerError> {
    let ends_clause = |letter: char| ".,;:!?".contains(letter);
    let mut said = String::new();
    for clause in text.split_inclusive(ends_clause) {
        let sounds = sounds(clause, voice)?;
        if !sounds.is_empty() {
            said.extend((!said.is_empty()).then_some(' '));
            said.push_str(&sounds);
            said.extend(clause.chars().next_back().filter(|letter| ends_clause(*letter)));
        }
    }
    Ok(said)
}

/// The sounds of a clause, without its punctuation.
fn sounds(clause: &str, voice: &str) -> Result<String, SynthesizerError> {
    let text = c_text(clause);
    let mut guard = library()?;
    with_voice(&mut guard, voice)?;
    let mut rest: *const c_void = text.as_ptr().cast();
    let mut said = String::new();
    // The library always moves on; the bound is there in case it does not.
    for _ in 0..=text.as_bytes().len() {
        if rest.is_null() {
            break;
        }
        // SAFETY: the library is initialised and the lock is held; `rest` points into `text`, which is terminated, and
        // the answer is a buffer of the library's that is copied before the next call.
        let part = unsafe {
            let (mode, ipa) = (sys::espeakCHARS_UTF8, sys::espeakPHONEMES_IPA);
            let part = sys::espeak_TextToPhonemes(&raw mut rest, mode.cast_signed(), ipa.cast_signed());
            if part.is_null() { String::new() } else { CStr::from_ptr(part).to_string_lossy().into_owned() }
        };
        said.push_str(&without_language_switches(&part));
        said.push(' ');
    }
    Ok(said.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Leaves out the `(en)` that espeak-ng puts around words of another language.
fn without_language_switches(clause: &str) -> String {
    let mut inside = false;
    clause
        .chars()
        .filter(|sound| {
            let was_inside = inside;
            inside = (inside || *sound == '(') && *sound != ')';
            !was_inside && !inside
        })
        .collect()
}

/// The sentence with its sounds as the library reads them, and whether there are any. Where there are, brackets that were
/// written in words are no sounds.
fn with_sounds(sentence: &[Part]) -> (String, bool) {
    let has_sounds = sentence.iter().any(|part| matches!(part, Part::Sounds(_)));
    let said = sentence.iter().map(|part| match part {
        Part::Words(words) if has_sounds => words.replace('[', " "),
        Part::Words(words) => words.clone(),
        Part::Sounds(sounds) => format!(" [[{sounds}]] "),
    });
    (said.collect(), has_sounds)
}

/// The text as C wants it; control characters, NUL among them, become spaces.
fn c_text(text: &str) -> CString {
    let printable: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    CString::new(printable).unwrap_or_default()
}

/// Holds the library, initialised.
fn library() -> Result<MutexGuard<'static, Option<Library>>, SynthesizerError> {
    let mut guard = LIBRARY.lock().unwrap_or_else(PoisonError::into_inner);
    if guard.is_none() {
        let data = find_data()?;
        let unusable = |reason: String| SynthesizerError::Voice { path: data.clone(), reason };
        let path = CString::new(data.as_os_str().as_encoded_bytes())
            .map_err(|_nul| unusable("the path has a NUL character in it".to_owned()))?;
        // SAFETY: the lock is held; `path` is terminated and copied by the library; `take_samples` has the signature
        // that the library calls, and lives as long as the program.
        let rate = unsafe {
            let rate = sys::espeak_Initialize(
                sys::espeak_AUDIO_OUTPUT_AUDIO_OUTPUT_SYNCHRONOUS,
                0,
                path.as_ptr(),
                sys::espeakINITIALIZE_DONT_EXIT.cast_signed(),
            );
            sys::espeak_SetSynthCallback(Some(take_samples));
            rate
        };
        let rate = u32::try_from(rate).ok().filter(|rate| *rate > 0).ok_or_else(|| {
            unusable("espeak-ng cannot read its data there; install the package espeak-ng-data again".to_owned())
        })?;
        *guard = Some(Library { rate, voice: String::new() });
    }
    Ok(guard)
}

/// The library with this voice set.
fn with_voice<'a>(library: &'a mut Option<Library>, voice: &str) -> Result<&'a mut Library, SynthesizerError> {
    let unknown = |reason: &str| SynthesizerError::Voice { path: PathBuf::from(voice), reason: reason.to_owned() };
    let library = library.as_mut().ok_or_else(|| unknown("espeak-ng is not initialised"))?;
    if library.voice != voice {
        let is_name = |letter: char| letter.is_ascii_alphanumeric() || "-_+".contains(letter);
        let missing =
            "espeak-ng has no voice of that name; `espeak-ng --voices` lists them, en-us and en-gb among them";
        if voice.is_empty() || !voice.chars().all(is_name) {
            return Err(unknown(missing));
        }
        // The file of British English is called after the language.
        let file = if voice == "en-gb" { "en" } else { voice };
        let name = CString::new(file).map_err(|_nul| unknown(missing))?;
        // SAFETY: the library is initialised, the caller holds its lock, and `name` is terminated and outlives the call.
        let status = unsafe { sys::espeak_SetVoiceByName(name.as_ptr()) };
        if status != sys::espeak_ERROR_EE_OK {
            library.voice.clear();
            return Err(unknown(missing));
        }
        voice.clone_into(&mut library.voice);
    }
    Ok(library)
}

/// Takes the samples that the library made; 0 asks for more.
unsafe extern "C" fn take_samples(samples: *mut c_short, count: c_int, _events: *mut sys::espeak_EVENT) -> c_int {
    let count = usize::try_from(count).unwrap_or(0);
    if !samples.is_null() && count > 0 {
        // SAFETY: the library hands over a buffer with `count` samples, valid until this returns.
        let samples = unsafe { std::slice::from_raw_parts(samples, count) };
        SAMPLES.with_borrow_mut(|taken| taken.extend_from_slice(samples));
    }
    0
}

/// The folder with espeak-ng's data.
fn find_data() -> Result<PathBuf, SynthesizerError> {
    let places = data_places();
    places.iter().find(|place| is_data(place)).cloned().ok_or_else(|| SynthesizerError::Voice {
        path: PathBuf::from("espeak-ng-data"),
        reason: format!(
            "not found. Install Debian's package espeak-ng-data, or put the folder into one of: {}",
            places
                .iter()
                .filter_map(|place| place.parent())
                .map(|place| place.display().to_string())
                .collect::<Vec<_>>()
                .join(", ")
        ),
    })
}

/// Where espeak-ng's data may be, the likeliest first.
fn data_places() -> Vec<PathBuf> {
    let beside = std::env::current_exe().ok().and_then(|program| program.parent().map(Path::to_owned));
    let multiarch = format!("/usr/lib/{}-linux-gnu", std::env::consts::ARCH);
    beside
        .into_iter()
        .chain(crate::locations::asset_folders(&crate::locations::default_data_folder(), "voices"))
        .chain(
            ["/usr/local/share", "/usr/share", &multiarch, "/usr/lib/arm-linux-gnueabihf", "/usr/lib64"]
                .map(PathBuf::from),
        )
        .map(|folder| folder.join("espeak-ng-data"))
        .collect()
}

/// Whether the folder holds data that the built-in library can read.
fn is_data(folder: &Path) -> bool {
    let mut version = [0; 4];
    let read = fs::File::open(folder.join("phondata")).and_then(|mut file| file.read_exact(&mut version));
    read.is_ok() && version == DATA_VERSION && NEEDED.iter().all(|file| folder.join(file).is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_shop_are_pronounced() {
        assert_eq!(ipa("kombucha", "en").as_deref(), Some("kˈɑːmbʌtʃə"));
        assert_eq!(ipa("tea", "en-gb").as_deref(), Some("tˈiː"));
        assert_eq!(ipa("", "en"), None);
        assert_eq!(ipa("\0", "en"), None);
        assert_eq!(ipa("tea", "../../etc"), None);
    }

    #[test]
    fn every_language_that_has_replies_has_a_voice_of_its_own() {
        let said = ["en", "nl", "de", "fr", "es"].map(|language| {
            EspeakVoice::open(voice_for(language), 165).unwrap();
            ipa("radio", language).unwrap()
        });
        let different: std::collections::BTreeSet<&String> = said.iter().collect();
        assert_eq!(different.len(), said.len(), "{said:?}");
    }

    #[test]
    fn clauses_keep_their_punctuation_for_piper() {
        let said = phonemes("Two packs of coffee, please. Is that right?", "en-us").unwrap();
        assert!(said.contains(',') && said.contains('.') && said.ends_with('?'), "{said}");
    }

    #[test]
    fn a_voice_that_is_not_there_is_named() {
        let error = EspeakVoice::open("klingon-opera", 165).unwrap_err().to_string();
        assert!(error.contains("klingon-opera") && error.contains("en-us"), "{error}");
    }

    #[test]
    fn language_switches_are_left_out() {
        assert_eq!(without_language_switches("a(de)bc(en)d"), "abcd");
    }
}
