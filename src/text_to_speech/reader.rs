//! Reads a text out, sentence by sentence: pauses, pace and loudness as it is marked up, words as the lexicon has them.

use std::path::Path;

use super::cache::CachedVoice;
use super::lexicon::{Lexicon, Part};
use super::utterances::{Utterance, utterances};
use super::{Synthesizer, SynthesizerError, said};
use crate::audio::Clip;
use crate::audio::gain::amplified;
use crate::ssml::Prosody;

/// A voice that reads in one language.
pub struct Reader {
    voice: Box<dyn Synthesizer>,
    language: String,
    lexicon: Lexicon,
    words_per_minute: u32,
    gain_db: f32,
}

impl Reader {
    /// Reads at a pace in words a minute, as loud as the voice is.
    ///
    /// # Errors
    /// [`SynthesizerError::Lexicon`] when the voice cannot say a word of the lexicon.
    pub fn new(
        voice: Box<dyn Synthesizer>,
        language: &str,
        lexicon: Lexicon,
        words_per_minute: u32,
    ) -> Result<Self, SynthesizerError> {
        lexicon.check(voice.alphabet())?;
        Ok(Self { voice, language: language.to_owned(), lexicon, words_per_minute, gain_db: 0.0 })
    }

    /// Keeps what is said of these texts in a folder of at most so many bytes, where the voice takes long to make it.
    #[must_use]
    pub fn keeping(mut self, texts: &[String], folder: &Path, most_bytes: u64) -> Self {
        let sentences = texts.iter().flat_map(|text| utterances(text, &self.language));
        let parts = sentences.filter_map(|utterance| match utterance {
            Utterance::Sentence(sentence, _) => Some(self.parts(&sentence)),
            Utterance::Silence(_) => None,
        });
        let prompts = parts.collect();
        self.voice = CachedVoice::over(self.voice, self.words_per_minute, prompts, folder, most_bytes);
        self
    }

    /// The name of the voice.
    #[must_use]
    pub fn name(&self) -> &str {
        self.voice.name()
    }

    /// From the next text on: the pace in words a minute, and so many decibels louder than the voice is.
    pub fn adjust(&mut self, words_per_minute: u32, gain_db: f32) {
        (self.words_per_minute, self.gain_db) = (words_per_minute, gain_db);
    }

    /// The clips of a text, each made when it is asked for.
    pub fn read(&mut self, text: &str) -> impl Iterator<Item = Result<Clip, SynthesizerError>> {
        let mut silence_ms = 0;
        utterances(text, &self.language).into_iter().filter_map(move |utterance| match utterance {
            Utterance::Silence(ms) => {
                silence_ms += ms;
                None
            }
            Utterance::Sentence(sentence, prosody) => Some(self.make(&sentence, prosody).map(|mut clip| {
                clip.begin_with_silence(std::mem::take(&mut silence_ms));
                clip
            })),
        })
    }

    fn make(&mut self, sentence: &str, prosody: Prosody) -> Result<Clip, SynthesizerError> {
        let parts = self.parts(sentence);
        self.voice.set_pace(prosody.words_per_minute(self.words_per_minute));
        Ok(amplified(self.voice.say(&parts)?, self.gain_db + prosody.gain_db))
    }

    fn parts(&self, sentence: &str) -> Vec<Part> {
        said(sentence, &self.language, &self.lexicon, self.voice.alphabet())
    }
}
