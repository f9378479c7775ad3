//! Whether an utterance begins with one of some phrases, whatever follows: how a phrase wakes that nobody trained.

use std::collections::BTreeMap;
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
#[derive(Debug, Clone, PartialEq)]
pub struct Opening {
    /// The phrase, words apart by one space.
    pub phrase: String,
    /// How sure it is that it was said, 0 to 1.
    pub confidence: f32,
    /// The sample behind its last one, but for silence in front of it that the library left out.
    pub end: usize,
    /// Frames with words behind it, 10 ms each.
    pub behind: u32,
}

/// The search of a decoder for what utterances begin with.
pub(super) struct Openings {
    search: usize,
    /// For each phrase its words.
    phrases: Vec<Vec<String>>,
    decoys: u32,
}

impl Openings {
    /// What nobody means, to compete with these words: with their phones, for the dictionary of the decoder.
    pub(super) fn decoys(
        model: &Model,
        words: &BTreeMap<String, Vec<String>>,
    ) -> Result<Vec<(String, String)>, RecognizerError> {
        let mut decoys = decoys::words(&model.dictionary, words)?;
        decoys.extend(decoys::near(&model.dictionary, words)?);
        Ok(decoys)
    }

    /// Adds the search to a decoder that knows all these words. `ways` says in how many ways one is said.
    pub(super) fn add(
        decoder: &mut Decoder,
        phrases: Vec<Vec<String>>,
        decoys: Vec<String>,
        ways: impl Fn(&str) -> usize,
    ) -> Result<Self, String> {
        let network = Network::of_openings(&phrases, decoys);
        Ok(Self { search: decoder.add_search(&network, ways)?, phrases, decoys: network.any })
    }

    /// The phrase that an utterance most likely begins with; `None` when it begins with nothing like one.
    pub(super) fn judge(&self, decoder: &mut Decoder, utterance: &[i16]) -> Result<Option<Opening>, RecognizerError> {
        let utterance = &dithered(utterance);
        let mut path = |start: u32| {
            decoder.begin(self.search, start)?;
            decoder.feed(utterance)?;
            decoder.end()?;
            Ok(decoder.segments())
        };
        let engine = RecognizerError::Engine;
        let whole = path(0).map_err(engine)?;
        let decoys = path(self.decoys).map_err(engine)?;
        Ok(self.of(&whole, |said| rejection::confidence_of_phrase(said, &decoys)))
    }

    /// The phrase at the beginning of a path, the longest of several; `sure` says how sure it is of its segments.
    fn of(&self, path: &[Segment], sure: impl Fn(&[Segment]) -> f32) -> Option<Opening> {
        let (phrase, said) = self.split(path)?;
        let (said, rest) = path.split_at_checked(said)?;
        let end = said.last().map_or(0, |segment| usize::try_from(segment.end).unwrap_or_default() + 1) * STEP;
        Some(Opening { phrase, confidence: sure(said), end, behind: spoken(rest) })
    }

    /// The phrase at the beginning of a path, the longest of several, and how many segments it takes.
    pub(super) fn split(&self, path: &[Segment]) -> Option<(String, usize)> {
        let spoken: Vec<(usize, &str)> = path
            .iter()
            .enumerate()
            .filter(|(_, segment)| segment.is_word())
            .map(|(at, segment)| (at, segment.spelling()))
            .collect();
        let is_said = |phrase: &&Vec<String>| {
            spoken.len() >= phrase.len() && spoken.iter().zip(*phrase).all(|((_, word), said)| word == said)
        };
        let phrase = self.phrases.iter().filter(is_said).max_by_key(|phrase| phrase.len())?;
        let last = spoken.get(phrase.len().checked_sub(1)?)?.0;
        Some((phrase.join(" "), last + 1))
    }
}

/// A decoder that knows some phrases and nothing else.
pub struct PhraseSearch {
    decoder: Decoder,
    openings: Openings,
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
        decoder.add_words(&dictionary.pronunciations).map_err(refused)?;
        let decoys = Openings::decoys(&model, &dictionary.pronunciations)?;
        for (word, phones) in &decoys {
            decoder.add_word(word, 0, phones).map_err(refused)?;
        }
        let ways = |word: &str| dictionary.pronunciations.get(word).map_or(1, Vec::len);
        let decoys = decoys.into_iter().map(|(word, _)| word).collect();
        let openings = Openings::add(&mut decoder, phrases, decoys, ways).map_err(refused)?;
        Ok(Self { decoder, openings })
    }

    /// The phrase that an utterance most likely begins with; `None` when it begins with nothing like one.
    ///
    /// # Errors
    /// [`RecognizerError::Engine`] when the library fails.
    pub fn judge(&mut self, utterance: &[i16]) -> Result<Option<Opening>, RecognizerError> {
        if rejection::is_steady(utterance) {
            return Ok(None);
        }
        self.openings.judge(&mut self.decoder, utterance)
    }
}

/// The same sound with the least noise there is. Digital silence, as a microphone with a noise gate gives it, has no
/// spectrum, and spoils what the library makes of the speech behind: a phrase that is half sure behind a quiet room, with
/// noise of one step, was hardly heard behind half a second of it.
fn dithered(sound: &[i16]) -> Vec<i16> {
    let mut state = 1_u32;
    let mut noise = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        [-1, 0, 1][(state >> 16) as usize % 3]
    };
    sound.iter().map(|sample| sample.saturating_add(noise())).collect()
}

/// Frames of a path with words in them, 10 ms each.
pub(super) fn spoken(path: &[Segment]) -> u32 {
    path.iter().filter(|segment| segment.is_word()).map(|segment| segment.end.abs_diff(segment.start) + 1).sum()
}

/// The words of a phrase as the dictionary spells them.
fn words(phrase: &str) -> Vec<String> {
    let words = phrase.split(|letter: char| !letter.is_alphanumeric() && letter != '\'');
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}
