//! Whether an utterance begins with one of some phrases, whatever follows: how a phrase wakes that nobody trained.

use std::path::Path;

use super::decoder::{Decoder, Segment};
use super::dictionary::Dictionary;
use super::model::{self, Model};
use super::network::Network;
use super::{OPTIONS, decoys, rejection};
use crate::speech_to_text::{Pronounce, RecognizerError};

/// Samples in one of the library's frames.
const STEP: usize = 160;

/// A phrase that an utterance may begin with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Opening {
    /// The number of the phrase.
    pub phrase: usize,
    /// How sure it is that it was said, 0 to 1.
    pub confidence: f32,
    /// The sample behind its last one.
    pub end: usize,
}

/// A decoder that knows some phrases and the words that nobody means.
pub struct PhraseSearch {
    decoder: Decoder,
    search: usize,
    /// For each phrase its words.
    phrases: Vec<Vec<String>>,
    decoys: u32,
}

impl PhraseSearch {
    /// Takes the model in a folder laid out like [`super::DEBIAN_MODEL`].
    ///
    /// # Errors
    /// [`RecognizerError::Model`] when a file is missing, cut or something else; [`RecognizerError::Vocabulary`] when a
    /// phrase has no word, or one that nobody knows how to say.
    pub fn open(folder: &Path, phrases: &[String], pronounce: Option<&Pronounce>) -> Result<Self, RecognizerError> {
        let model = Model::check(folder)?;
        let refused = RecognizerError::Vocabulary;
        let phrases: Vec<Vec<String>> = phrases.iter().map(|phrase| words(phrase)).collect();
        if phrases.iter().any(Vec::is_empty) {
            return Err(refused("a wake phrase has no word in it".to_owned()));
        }
        let dictionary = Dictionary::of(phrases.iter().flatten().map(String::as_str), &model.dictionary, pronounce)?;
        if let Some(word) = dictionary.unspeakable.first() {
            return Err(refused(format!("nobody knows how to say `{word}` of a wake phrase")));
        }
        let mut decoder =
            Decoder::open(&model.acoustic, OPTIONS).map_err(|reason| model::unusable(&model.acoustic, &reason))?;
        for (word, ways) in &dictionary.pronunciations {
            for (number, phones) in ways.iter().enumerate() {
                decoder.add_word(word, number, phones).map_err(refused)?;
            }
        }
        let mut decoys = decoys::words(&model.dictionary, &dictionary.pronunciations)?;
        decoys.extend(decoys::near(&model.dictionary, &dictionary.pronunciations)?);
        for (word, phones) in &decoys {
            decoder.add_word(word, 0, phones).map_err(refused)?;
        }
        let network = Network::of_openings(&phrases, decoys.into_iter().map(|(word, _)| word).collect());
        let ways = |word: &str| dictionary.pronunciations.get(word).map_or(1, Vec::len);
        let search = decoder.add_search(&network, ways).map_err(refused)?;
        Ok(Self { decoder, search, phrases, decoys: network.any })
    }

    /// The phrase that an utterance most likely begins with; `None` when it begins with nothing like one.
    ///
    /// # Errors
    /// [`RecognizerError::Engine`] when the library fails.
    pub fn judge(&mut self, utterance: &[i16]) -> Result<Option<Opening>, RecognizerError> {
        if rejection::is_steady(utterance) {
            return Ok(None);
        }
        let path = self.path(0, utterance)?;
        let said: Vec<Segment> = path.into_iter().take_while(|segment| !decoys::is_one(&segment.word)).collect();
        let spoken = || said.iter().filter(|segment| !segment.word.starts_with(['<', '[', '+']));
        let name = |segment: &Segment| segment.word.split('(').next().unwrap_or_default().to_owned();
        let words: Vec<String> = spoken().map(name).collect();
        let Some(phrase) = self.phrases.iter().position(|phrase| *phrase == words) else { return Ok(None) };
        let end = spoken().next_back().map_or(0, |segment| usize::try_from(segment.end).unwrap_or_default() + 1) * STEP;
        let decoys = self.path(self.decoys, utterance)?;
        let confidence = rejection::confidence_of_phrase(&said, &decoys);
        Ok(Some(Opening { phrase, confidence, end: end.min(utterance.len()) }))
    }

    fn path(&mut self, start: u32, utterance: &[i16]) -> Result<Vec<Segment>, RecognizerError> {
        let engine = RecognizerError::Engine;
        self.decoder.begin(self.search, start).map_err(engine)?;
        self.decoder.feed(utterance).map_err(engine)?;
        self.decoder.end().map_err(engine)?;
        Ok(self.decoder.segments())
    }
}

/// The words of a phrase as the dictionary spells them.
fn words(phrase: &str) -> Vec<String> {
    let words = phrase.split(|letter: char| !letter.is_alphanumeric() && letter != '\'');
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}
