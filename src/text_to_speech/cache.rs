//! Prompts that are said again and again are kept on the disk, for voices that take long to make them.
//!
//! Only what is said the same way to everybody is kept: never an amount, an order number or a name.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use sha2::{Digest, Sha256};

use super::lexicon::{Alphabet, Part};
use super::{Synthesizer, SynthesizerError};
use crate::audio::Clip;
use crate::private_file;

/// What a file of ours ends in.
const ENDING: &str = "clip";

/// The rates of clips, samples a second; a file with another one is none of ours.
const RATES: std::ops::RangeInclusive<u32> = 8_000..=96_000;

/// A voice that says some sentences from the disk once it has made them.
pub struct CachedVoice {
    voice: Box<dyn Synthesizer>,
    /// What tells the voice from every other.
    fingerprint: [u8; 32],
    words_per_minute: u32,
    /// The sentences that may be kept.
    prompts: HashSet<Vec<Part>>,
    shelf: Shelf,
}

impl CachedVoice {
    /// Keeps these sentences of a voice in a folder of at most so many bytes. The voice stays as it is when it has no
    /// fingerprint: making a sentence is then no work.
    #[must_use]
    pub fn over(
        voice: Box<dyn Synthesizer>,
        words_per_minute: u32,
        prompts: HashSet<Vec<Part>>,
        folder: &Path,
        most_bytes: u64,
    ) -> Box<dyn Synthesizer> {
        // A hash of the whole voice is not made in vain.
        let fingerprint = if most_bytes > 0 { voice.fingerprint() } else { None };
        let Some(fingerprint) = fingerprint else { return voice };
        let shelf = Shelf { folder: folder.to_owned(), most_bytes };
        Box::new(Self { voice, fingerprint, words_per_minute, prompts, shelf })
    }

    fn key(&self, sentence: &[Part]) -> String {
        let mut hash = Sha256::new();
        hash.update(self.fingerprint);
        hash.update(self.words_per_minute.to_le_bytes());
        for part in sentence {
            let (kind, text) = match part {
                Part::Words(words) => (b'w', words),
                Part::Sounds(sounds) => (b's', sounds),
            };
            hash.update([kind]);
            hash.update((text.len() as u64).to_le_bytes());
            hash.update(text);
        }
        hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl Synthesizer for CachedVoice {
    fn name(&self) -> &str {
        self.voice.name()
    }

    fn set_pace(&mut self, words_per_minute: u32) {
        self.words_per_minute = words_per_minute;
        self.voice.set_pace(words_per_minute);
    }

    fn alphabet(&self) -> Alphabet {
        self.voice.alphabet()
    }

    fn say(&mut self, sentence: &[Part]) -> Result<Clip, SynthesizerError> {
        if !self.prompts.contains(sentence) {
            return self.voice.say(sentence);
        }
        let key = self.key(sentence);
        if let Some(clip) = self.shelf.take(&key) {
            return Ok(clip);
        }
        let clip = self.voice.say(sentence)?;
        if let Err(error) = self.shelf.put(&key, &clip) {
            tracing::warn!("{}: {error}; the prompt is made anew the next time", self.shelf.folder.display());
        }
        Ok(clip)
    }
}

/// A folder of clips: what was not used for the longest time goes first. A file is its rate, then its samples, in little
/// endian.
struct Shelf {
    folder: PathBuf,
    most_bytes: u64,
}

impl Shelf {
    fn file(&self, key: &str) -> PathBuf {
        self.folder.join(key).with_extension(ENDING)
    }

    /// A clip that is kept; one that is damaged is not.
    fn take(&self, key: &str) -> Option<Clip> {
        let path = self.file(key);
        let clip = read(&fs::read(&path).ok()?)?;
        let used_now =
            fs::File::options().append(true).open(&path).and_then(|file| file.set_modified(SystemTime::now()));
        if let Err(error) = used_now {
            tracing::debug!("{}: {error}", path.display());
        }
        Some(clip)
    }

    fn put(&self, key: &str, clip: &Clip) -> io::Result<()> {
        let mut content = clip.rate.to_le_bytes().to_vec();
        content.extend(clip.samples.iter().flat_map(|sample| sample.to_le_bytes()));
        let size = content.len() as u64;
        if size > self.most_bytes || clip.samples.is_empty() {
            return Ok(());
        }
        private_file::create_folder(&self.folder)?;
        self.make_room(size)?;
        private_file::write(&self.file(key), &content)
    }

    fn make_room(&self, size: u64) -> io::Result<()> {
        let mut kept = Vec::new();
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            if entry.path().extension().is_some_and(|ending| ending == ENDING) {
                let about = entry.metadata()?;
                kept.push((about.modified()?, about.len(), entry.path()));
            }
        }
        kept.sort();
        let mut used: u64 = kept.iter().map(|(_, size, _)| size).sum();
        for (_, freed, path) in kept {
            if used + size <= self.most_bytes {
                break;
            }
            fs::remove_file(path)?;
            used -= freed;
        }
        Ok(())
    }
}

fn read(content: &[u8]) -> Option<Clip> {
    let (rate, samples) = content.split_first_chunk::<4>()?;
    let rate = u32::from_le_bytes(*rate);
    let (samples, rest) = samples.as_chunks::<2>();
    let whole = RATES.contains(&rate) && rest.is_empty() && !samples.is_empty();
    whole.then(|| Clip { samples: samples.iter().map(|sample| i16::from_le_bytes(*sample)).collect(), rate })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// A voice that counts what it has to make.
    struct Counting(Arc<AtomicUsize>);

    impl Synthesizer for Counting {
        fn name(&self) -> &'static str {
            "counting"
        }

        fn set_pace(&mut self, _words_per_minute: u32) {}

        fn alphabet(&self) -> Alphabet {
            Alphabet::Ipa
        }

        fn fingerprint(&self) -> Option<[u8; 32]> {
            Some([7; 32])
        }

        fn say(&mut self, sentence: &[Part]) -> Result<Clip, SynthesizerError> {
            self.0.fetch_add(1, Ordering::Relaxed);
            Ok(Clip { samples: vec![sentence.len() as i16; 1_000], rate: 22_050 })
        }
    }

    fn prompt(words: &str) -> Vec<Part> {
        vec![Part::Words(words.to_owned())]
    }

    fn cached(folder: &Path, most_bytes: u64) -> (Box<dyn Synthesizer>, Arc<AtomicUsize>) {
        let made = Arc::new(AtomicUsize::new(0));
        let prompts = ["One.", "Two.", "Three."].map(prompt).into();
        let voice = CachedVoice::over(Box::new(Counting(Arc::clone(&made))), 165, prompts, folder, most_bytes);
        (voice, made)
    }

    fn kept(folder: &Path) -> Vec<PathBuf> {
        fs::read_dir(folder).map_or_else(|_| Vec::new(), |files| files.map(|file| file.unwrap().path()).collect())
    }

    #[test]
    fn a_prompt_is_made_once_and_also_after_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("speech-cache");
        let (mut voice, made) = cached(&folder, 1_000_000);
        let first = voice.say(&prompt("One.")).unwrap();
        assert_eq!(voice.say(&prompt("One.")).unwrap(), first);
        let (mut again, made_again) = cached(&folder, 1_000_000);
        assert_eq!(again.say(&prompt("One.")).unwrap(), first);
        assert_eq!((made.load(Ordering::Relaxed), made_again.load(Ordering::Relaxed)), (1, 0));
        // At another pace it is another sound.
        again.set_pace(190);
        again.say(&prompt("One.")).unwrap();
        assert_eq!((made_again.load(Ordering::Relaxed), kept(&folder).len()), (1, 2));
    }

    #[test]
    fn what_is_no_prompt_is_never_kept() {
        let folder = tempfile::tempdir().unwrap();
        let (mut voice, made) = cached(folder.path(), 1_000_000);
        for _ in 0..2 {
            voice.say(&prompt("That is eighteen euros forty.")).unwrap();
        }
        assert_eq!((made.load(Ordering::Relaxed), kept(folder.path()).len()), (2, 0));
    }

    #[test]
    fn the_folder_stays_within_its_bound_and_keeps_what_was_used_last() {
        let folder = tempfile::tempdir().unwrap();
        let (mut voice, made) = cached(folder.path(), 5_000);
        voice.say(&prompt("One.")).unwrap();
        voice.say(&prompt("Two.")).unwrap();
        let long_ago = SystemTime::UNIX_EPOCH;
        for file in kept(folder.path()) {
            fs::File::options().append(true).open(file).unwrap().set_modified(long_ago).unwrap();
        }
        voice.say(&prompt("One.")).unwrap();
        voice.say(&prompt("Three.")).unwrap();
        voice.say(&prompt("One.")).unwrap();
        assert_eq!((made.load(Ordering::Relaxed), kept(folder.path()).len()), (3, 2));
    }

    #[test]
    fn a_damaged_file_is_made_anew_and_a_folder_that_cannot_be_written_keeps_nobody_silent() {
        let folder = tempfile::tempdir().unwrap();
        let (mut voice, made) = cached(folder.path(), 1_000_000);
        voice.say(&prompt("One.")).unwrap();
        for damaged in [&b""[..], b"abc", b"\0\0\0\0\0\0", b"\x22\x56\0\0\x01"] {
            fs::write(&kept(folder.path())[0], damaged).unwrap();
            let before = made.load(Ordering::Relaxed);
            assert_eq!(voice.say(&prompt("One.")).unwrap().samples.len(), 1_000);
            assert_eq!(made.load(Ordering::Relaxed), before + 1);
        }
        let file = folder.path().join("a file");
        fs::write(&file, "").unwrap();
        let (mut voice, _) = cached(&file, 1_000_000);
        assert_eq!(voice.say(&prompt("One.")).unwrap().samples.len(), 1_000);
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_can_read_what_is_kept() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (mut voice, _) = cached(folder.path(), 1_000_000);
        voice.say(&prompt("One.")).unwrap();
        assert_eq!(fs::metadata(&kept(folder.path())[0]).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
