//! PocketSphinx: the recogniser that is always there. It searches the grammar of the moment, so it never hears a
//! sentence that nobody wrote, and the sentences of the shop need no download.

mod decoder;
mod decoys;
mod dictionary;
mod model;
mod network;
pub mod phrase;
mod rejection;
mod utterance;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};

use crate::audio::Frame;
use crate::audio::noise_suppression::NoiseSuppressor;
use crate::expecting::Expecting;
use crate::language;
use crate::speech_to_text::{Grammar, Hypothesis, Pronounce, Recognizer, RecognizerError, Vocabulary};
use decoder::{Decoder, Segment};
use dictionary::Dictionary;
use model::Model;
use network::Network;
use utterance::Utterance;

/// Where Debian's `pocketsphinx-en-us` puts its model.
pub const DEBIAN_MODEL: &str = "/usr/share/pocketsphinx/model/en-us";

/// The language of the model.
const LANGUAGE: &str = "en";

/// Below this confidence nothing was said.
const LEAST: f32 = 0.2;

/// From this confidence on a command is not listened to a second time.
const SURE: f32 = 0.7;

/// What is left of the confidence in words that make no whole sentence.
const UNFINISHED: f32 = 0.49;

/// PocketSphinx with a model and the grammars that were adopted.
pub struct Sphinx {
    model: Model,
    pronounce: Option<Pronounce>,
    adopted: Option<Adopted>,
    /// What is being made of a newer vocabulary.
    coming: Option<Receiver<Result<Adopted, RecognizerError>>>,
    utterance: Utterance,
    /// What was heard up to the last pause, when there was one.
    guess: Option<Vec<Hypothesis>>,
    /// Words of that guess that nobody was told yet.
    partial: Option<String>,
    /// Where the sentences of this utterance begin in the network; none when nothing may be said.
    start: Option<u32>,
}

/// A decoder and what it knows.
struct Adopted {
    decoder: Decoder,
    /// The search for what may be said.
    sentences: usize,
    /// The search for commands with something in them that nobody sells; none where nothing is sold.
    unsold: Option<usize>,
    /// Where the sentences of each moment begin in both.
    starts: BTreeMap<Expecting, u32>,
    /// Where the decoys begin in them.
    decoys: u32,
    /// The words that goods are called by.
    goods: Arc<BTreeSet<String>>,
}

/// What a search ends with: words and how they lie in the sound.
enum Found {
    Sentence(String, Vec<Segment>),
    Beginning(String, Vec<Segment>),
    Nothing,
}

/// What a command was heard as.
struct Command {
    text: String,
    /// How sure it is that this was said, 0 to 1.
    confidence: f32,
    /// Whether something else was called for than what the shop sells.
    is_unsold: bool,
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
            coming: None,
            utterance: Utterance::default(),
            guess: None,
            partial: None,
            start: None,
        })
    }

    /// Hears commands through these noise suppressors, anew with each utterance: in a quiet room through the first, in
    /// noise through the mean of all, and where that leaves doubt the other way too.
    #[must_use]
    pub fn through(self, suppressors: Vec<Box<dyn NoiseSuppressor>>) -> Self {
        Self { utterance: Utterance::through(suppressors), ..self }
    }

    /// The hypotheses about the utterance so far, all of it at once: that makes the levelling exact.
    fn decode(&mut self, start: u32) -> Result<Vec<Hypothesis>, RecognizerError> {
        if rejection::is_steady(self.utterance.raw()) {
            return Ok(Vec::new());
        }
        let utterance = std::mem::take(&mut self.utterance);
        let judged = self.adopted().and_then(|adopted| adopted.judge(start, &utterance));
        self.utterance = utterance;
        let Some((text, confidence)) = judged? else { return Ok(Vec::new()) };
        Ok(if confidence < LEAST {
            Vec::new()
        } else {
            vec![Hypothesis::new(text, confidence).said_in(Some(LANGUAGE))]
        })
    }

    /// Changes to a vocabulary that is ready by now.
    fn take_what_came(&mut self) {
        match self.coming.as_ref().map(Receiver::try_recv) {
            Some(Ok(Ok(adopted))) => self.adopted = Some(adopted),
            Some(Ok(Err(error))) => tracing::warn!("{error}; the sentences and products from before stay in use"),
            Some(Err(TryRecvError::Disconnected)) => {
                tracing::error!("a grammar could not be made; the sentences and products from before stay in use");
            }
            Some(Err(TryRecvError::Empty)) | None => return,
        }
        self.coming = None;
    }

    fn adopted(&mut self) -> Result<&mut Adopted, RecognizerError> {
        self.adopted.as_mut().ok_or_else(|| RecognizerError::Engine("it was not told what may be said".to_owned()))
    }
}

impl Adopted {
    fn new(model: &Model, pronounce: Option<&Pronounce>, vocabulary: &Vocabulary) -> Result<Self, RecognizerError> {
        let words = vocabulary.grammars.values().flat_map(|grammar| grammar.words.iter().map(String::as_str));
        let dictionary = Dictionary::of(words, &model.dictionary, pronounce)?;
        let mut grammars: Vec<(Expecting, Grammar)> = Vec::new();
        for (expecting, grammar) in &vocabulary.grammars {
            let speakable = grammar.retain_words(|word| dictionary.pronunciations.contains_key(word));
            if speakable.words.is_empty() {
                tracing::warn!(%expecting, "there is no sentence that can be said here");
            } else {
                grammars.push((*expecting, speakable));
            }
        }
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
        let decoys: Vec<String> = decoys.into_iter().map(|(word, _)| word).collect();
        let network = Network::of(grammars.iter().map(|(_, grammar)| grammar), decoys)
            .ok_or_else(|| refused("a sentence in it never ends".to_owned()))?;
        let goods = Arc::clone(&vocabulary.goods);
        let command = grammars.iter().position(|(expecting, _)| *expecting == Expecting::Command);
        let unsold = command.and_then(|at| network.clone().with_unsold(&goods, network.starts[at]));
        let network = network.bundled();
        tracing::debug!(places = network.places, states = network.arcs.len(), "adopted a grammar");
        let ways = |word: &str| dictionary.pronunciations.get(word).map_or(1, Vec::len);
        let sentences = decoder.add_search(&network, ways).map_err(refused)?;
        let unsold = unsold.map(|network| decoder.add_search(&network, ways)).transpose().map_err(refused)?;
        let starts = grammars.iter().map(|(expecting, _)| *expecting).zip(network.starts).collect();
        Ok(Self { decoder, sentences, unsold, starts, decoys: network.any, goods })
    }

    /// The words from here that fit an utterance best, and how sure it is that they were said.
    fn judge(&mut self, start: u32, utterance: &Utterance) -> Result<Option<(String, f32)>, RecognizerError> {
        // A command orders nothing, and is long enough to be judged by itself. Answers may order: how sure they are is
        // known for sound as it comes, and noise that a suppressor made into something else must not be one.
        if self.starts.get(&Expecting::Command) != Some(&start) {
            let Some((text, path, share)) = self.best(start, utterance.raw())? else { return Ok(None) };
            let Some((_, decoys, _)) = self.best(self.decoys, utterance.raw())? else { return Ok(None) };
            return Ok(Some((text, share * rejection::confidence_among(&path, &decoys))));
        }
        let clearance = rejection::clearance(utterance.raw());
        let first = utterance.through_first();
        let all = utterance.through_all();
        // In noise each suppressor damages other parts of the speech, and the mean of all of them little.
        let ways = match &all {
            Some(all) if clearance < rejection::QUIET.0 => vec![all, first],
            Some(all) => vec![first, all],
            None => vec![first],
        };
        let mut surest: Option<(String, f32)> = None;
        for sound in ways {
            let Some(Command { text, confidence, is_unsold }) = self.command(start, sound, clearance)? else {
                continue;
            };
            if surest.as_ref().is_none_or(|(_, surer)| confidence > *surer) {
                surest = Some((text, confidence));
            }
            if is_unsold || surest.as_ref().is_some_and(|(_, confidence)| *confidence >= SURE) {
                break;
            }
        }
        Ok(surest)
    }

    /// The command that fits a sound best, `clearance` above the noise.
    fn command(&mut self, start: u32, sound: &[i16], clearance: f32) -> Result<Option<Command>, RecognizerError> {
        let Some((text, path, share)) = self.best(start, sound)? else { return Ok(None) };
        let confidence = rejection::confidence(&path, &self.goods, clearance);
        let among_unsold = match self.unsold {
            Some(unsold) if confidence >= LEAST && rejection::is_doubtful(&path, &self.goods) => {
                match self.search(unsold, start, sound)? {
                    Found::Sentence(_, other) => rejection::confidence_against(&path, &other, clearance),
                    Found::Beginning(..) | Found::Nothing => 1.0,
                }
            }
            _ => 1.0,
        };
        let is_unsold = among_unsold < 0.5;
        Ok(Some(Command { text, confidence: share * confidence.min(among_unsold), is_unsold }))
    }

    /// The words from here that fit a sound best, how they lie in it, and what to make of the confidence in them.
    fn best(&mut self, start: u32, sound: &[i16]) -> Result<Option<(String, Vec<Segment>, f32)>, RecognizerError> {
        Ok(match self.search(self.sentences, start, sound)? {
            Found::Sentence(text, path) => Some((text, path, 1.0)),
            // Only the beginning of a sentence was heard: worth asking for the rest, never worth acting on.
            Found::Beginning(text, path) => Some((text, path, UNFINISHED)),
            Found::Nothing => None,
        })
    }

    /// The best path through an utterance that a search finds from here.
    fn search(&mut self, search: usize, start: u32, utterance: &[i16]) -> Result<Found, RecognizerError> {
        let decoder = &mut self.decoder;
        let engine = RecognizerError::Engine;
        decoder.begin(search, start).map_err(engine)?;
        decoder.feed(utterance).map_err(engine)?;
        let beginning = decoder.text().map(|text| (text, decoder.segments()));
        decoder.end().map_err(engine)?;
        Ok(match (decoder.text(), beginning) {
            (Some(text), _) => Found::Sentence(text, decoder.segments()),
            (None, Some((text, path))) => Found::Beginning(text, path),
            (None, None) => Found::Nothing,
        })
    }
}

/// Language weight 1, and all senones in every frame: a score is then a distance from the best that there could be,
/// which tells whether the words were said. No second search looks ahead. Beams are wider than the library's, which
/// lost some words that were said. Silence and ways to say a word are in the network.
const OPTIONS: [&str; 16] = [
    "-lw",
    "1",
    "-compallsen",
    "yes",
    "-pl_window",
    "0",
    "-beam",
    "1e-64",
    "-pbeam",
    "1e-64",
    "-wbeam",
    "1e-40",
    "-fsgusefiller",
    "no",
    "-fsgusealtpron",
    "no",
];

impl Recognizer for Sphinx {
    fn adopt(&mut self, vocabulary: &Vocabulary) -> Result<(), RecognizerError> {
        self.adopted = Some(Adopted::new(&self.model, self.pronounce.as_ref(), vocabulary)?);
        self.coming = None;
        self.start = None;
        Ok(())
    }

    fn adopt_meanwhile(&mut self, vocabulary: Vocabulary) -> Result<(), RecognizerError> {
        let (ready, coming) = channel();
        let (model, pronounce) = (self.model.clone(), self.pronounce.clone());
        let work = move || {
            if ready.send(Adopted::new(&model, pronounce.as_ref(), &vocabulary)).is_ok() {
                tracing::info!("a changed grammar is ready for the next utterance");
            }
        };
        let started = std::thread::Builder::new().name("grammar".to_owned()).spawn(work);
        started.map_err(|error| RecognizerError::Engine(format!("no thread could be started: {error}")))?;
        self.coming = Some(coming);
        Ok(())
    }

    fn expect_language(&mut self, language: Option<&str>) -> bool {
        language.is_none_or(|language| language::same(language, LANGUAGE))
    }

    fn begin(&mut self, expecting: Expecting) -> Result<(), RecognizerError> {
        self.take_what_came();
        self.utterance.begin(expecting == Expecting::Command);
        self.guess = None;
        self.partial = None;
        self.start = self.adopted()?.starts.get(&expecting).copied();
        Ok(())
    }

    fn accept(&mut self, frame: &Frame) -> Result<Option<String>, RecognizerError> {
        self.utterance.take(frame)?;
        Ok(self.partial.take())
    }

    fn pause(&mut self) -> Result<Vec<Hypothesis>, RecognizerError> {
        let Some(start) = self.start else { return Ok(Vec::new()) };
        let guess = self.decode(start)?;
        self.partial = guess.first().map(|best| best.text.clone());
        self.guess = Some(guess.clone());
        Ok(guess)
    }

    fn finish(&mut self) -> Result<Vec<Hypothesis>, RecognizerError> {
        let Some(start) = self.start.take() else { return Ok(Vec::new()) };
        let hypotheses = match self.guess.take() {
            Some(guess) => guess,
            None => self.decode(start)?,
        };
        self.utterance.clear();
        Ok(hypotheses)
    }
}
