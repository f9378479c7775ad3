//! PocketSphinx: the recogniser that is always there. It searches the grammar of the moment, so it never hears a
//! sentence that nobody wrote, and the sentences of the shop need no download.

mod decoder;
mod decoys;
mod dictionary;
mod model;
mod rejection;

use std::path::Path;

use crate::audio::{Frame, SAMPLE_RATE};
use crate::expecting::Expecting;
use crate::speech_to_text::{Grammar, Hypothesis, Pronounce, Recognizer, RecognizerError, Vocabulary};
use decoder::Decoder;
use dictionary::Dictionary;
use model::Model;

/// Where Debian's `pocketsphinx-en-us` puts its model.
pub const DEBIAN_MODEL: &str = "/usr/share/pocketsphinx/model/en-us";

/// Frames between two guesses at an utterance that is still going on: half a second.
const FRAMES_PER_GUESS: usize = 16;

/// The longest utterance that is taken, samples: a minute. The library ends the process at five.
const LONGEST: usize = 60 * SAMPLE_RATE as usize;

/// Below this confidence nothing was said.
const LEAST: f32 = 0.2;

/// What is left of the confidence in words that make no whole sentence.
const UNFINISHED: f32 = 0.49;

/// PocketSphinx with a model and the grammars that were adopted.
pub struct Sphinx {
    model: Model,
    pronounce: Option<Pronounce>,
    adopted: Option<Adopted>,
    utterance: Vec<i16>,
    frames: usize,
    guess: String,
    /// The grammar of this utterance, by its place in [`Adopted::grammars`]; none when nothing may be said.
    expected: Option<usize>,
}

/// A decoder and what it knows.
struct Adopted {
    decoder: Decoder,
    grammars: Vec<(Vec<Expecting>, Grammar)>,
}

impl Sphinx {
    /// Takes the model in a folder laid out like [`DEBIAN_MODEL`]. `pronounce` says the words that its dictionary
    /// lacks; without it they cannot be recognised.
    ///
    /// # Errors
    /// [`RecognizerError::Model`] when a file is missing, cut or something else.
    pub fn open(folder: &Path, pronounce: Option<Pronounce>) -> Result<Self, RecognizerError> {
        let model = Model::check(folder)?;
        Ok(Self {
            model,
            pronounce,
            adopted: None,
            utterance: Vec::new(),
            frames: 0,
            guess: String::new(),
            expected: None,
        })
    }

    fn adopted(&mut self) -> Result<&mut Adopted, RecognizerError> {
        self.adopted.as_mut().ok_or_else(|| RecognizerError::Engine("it was not told what may be said".to_owned()))
    }
}

impl Adopted {
    fn new(model: &Model, pronounce: Option<&Pronounce>, vocabulary: &Vocabulary) -> Result<Self, RecognizerError> {
        let words = vocabulary.grammars.values().flat_map(|grammar| grammar.words.iter().map(String::as_str));
        let dictionary = Dictionary::of(words, &model.dictionary, pronounce)?;
        let mut grammars: Vec<(Vec<Expecting>, Grammar)> = Vec::new();
        for (expecting, grammar) in &vocabulary.grammars {
            let speakable = grammar.retain_words(|word| dictionary.pronunciations.contains_key(word));
            match grammars.iter_mut().find(|(_, known)| *known == speakable) {
                Some((moments, _)) => moments.push(*expecting),
                None => grammars.push((vec![*expecting], speakable)),
            }
        }
        grammars.retain(|(moments, grammar)| {
            let sayable = !grammar.words.is_empty();
            if !sayable {
                tracing::warn!(?moments, "there is no sentence that can be said here");
            }
            sayable
        });
        if grammars.is_empty() {
            return Err(RecognizerError::Vocabulary("there is no sentence in it that can be said".to_owned()));
        }
        if !dictionary.unspeakable.is_empty() {
            let words: Vec<&str> = dictionary.unspeakable.iter().map(String::as_str).collect();
            tracing::warn!(words = words.join(", "), "words without a pronunciation are not recognised");
        }
        let refused = RecognizerError::Vocabulary;
        let mut decoder =
            Decoder::open(&model.acoustic, OPTIONS).map_err(|reason| model::unusable(&model.acoustic, &reason))?;
        for (word, pronunciations) in &dictionary.pronunciations {
            for (number, phones) in pronunciations.iter().enumerate() {
                decoder.add_word(word, number, phones).map_err(refused)?;
            }
        }
        let decoys = decoys::words(&model.dictionary, &dictionary.pronunciations)?;
        for (word, phones) in &decoys {
            decoder.add_word(word, 0, phones).map_err(refused)?;
        }
        decoder.add_grammar(decoys::SEARCH, &decoys::any_of(&decoys)).map_err(refused)?;
        for (number, (_, grammar)) in grammars.iter().enumerate() {
            decoder.add_grammar(&number.to_string(), grammar).map_err(refused)?;
        }
        Ok(Self { decoder, grammars })
    }
}

/// Language weight 1, and all senones in every frame: a score is then a distance from the best that there could be,
/// which tells whether the words were said. No second search looks ahead.
const OPTIONS: [&str; 6] = ["-lw", "1", "-compallsen", "yes", "-pl_window", "0"];

impl Recognizer for Sphinx {
    fn adopt(&mut self, vocabulary: &Vocabulary) -> Result<(), RecognizerError> {
        self.adopted = Some(Adopted::new(&self.model, self.pronounce.as_ref(), vocabulary)?);
        self.expected = None;
        Ok(())
    }

    fn begin(&mut self, expecting: Expecting) -> Result<(), RecognizerError> {
        self.utterance.clear();
        self.frames = 0;
        self.guess.clear();
        let adopted = self.adopted()?;
        let expected = adopted.grammars.iter().position(|(moments, _)| moments.contains(&expecting));
        if let Some(number) = expected {
            adopted.decoder.select(&number.to_string()).map_err(RecognizerError::Engine)?;
            adopted.decoder.begin().map_err(RecognizerError::Engine)?;
        }
        self.expected = expected;
        Ok(())
    }

    fn accept(&mut self, frame: &Frame) -> Result<Option<String>, RecognizerError> {
        if self.utterance.len() + frame.len() > LONGEST {
            return Err(RecognizerError::Engine("this was longer than a minute".to_owned()));
        }
        self.utterance.extend_from_slice(frame);
        self.frames += 1;
        if self.expected.is_none() {
            return Ok(None);
        }
        let guessing = self.frames.is_multiple_of(FRAMES_PER_GUESS);
        let decoder = &mut self.adopted()?.decoder;
        decoder.feed(frame, false).map_err(RecognizerError::Engine)?;
        let guess = if guessing { decoder.text() } else { None };
        Ok(guess.filter(|guess| *guess != self.guess).inspect(|guess| self.guess.clone_from(guess)))
    }

    fn finish(&mut self) -> Result<Vec<Hypothesis>, RecognizerError> {
        let Some(number) = self.expected.take() else { return Ok(Vec::new()) };
        let utterance = std::mem::take(&mut self.utterance);
        if rejection::is_steady(&utterance) {
            return Ok(Vec::new());
        }
        let decoder = &mut self.adopted()?.decoder;
        let engine = RecognizerError::Engine;
        decoder.select(&number.to_string()).map_err(engine)?;
        decoder.begin().map_err(engine)?;
        decoder.feed(&utterance, true).map_err(engine)?;
        let unfinished = decoder.text().map(|text| (text, decoder.segments()));
        decoder.end().map_err(engine)?;
        let whole = decoder.text().map(|text| (text, decoder.segments()));
        // Only the beginning of a sentence is worth asking for the rest, never worth acting on.
        let share = if whole.is_some() { 1.0 } else { UNFINISHED };
        let Some((text, path)) = whole.or(unfinished) else { return Ok(Vec::new()) };
        let confidence = share * rejection::confidence(decoder, &utterance, &path).map_err(engine)?;
        Ok(if confidence < LEAST { Vec::new() } else { vec![Hypothesis { text, confidence }] })
    }
}
