//! A decoder that has adopted a vocabulary, and how it judges utterances.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::call::Called;
use super::decoder::{Decoder, Segment};
use super::dictionary::Dictionary;
use super::heard::{Heard, LEAST, Said};
use super::model::{self, Model};
use super::network::Network;
use super::phrase::Openings;
use super::utterance::Utterance;
use super::{OPTIONS, decoys, rejection};
use crate::expecting::Expecting;
use crate::speech_to_text::{Doubt, Grammar, Pronounce, RecognizerError, Vocabulary};

/// From this confidence on a command is not listened to a second time.
const SURE: f32 = 0.7;

/// What is left of the confidence in words that make no whole sentence.
const UNFINISHED: f32 = 0.49;

/// A decoder and what it knows.
pub(super) struct Adopted {
    pub(super) decoder: Decoder,
    /// The search for what may be said.
    sentences: usize,
    /// The search for commands with something in them that nobody sells; none where nothing is sold.
    unsold: Option<usize>,
    /// The search for wake phrases; none where none can be said.
    pub(super) openings: Option<Openings>,
    /// Where the sentences of each moment begin in the searches for them.
    pub(super) starts: BTreeMap<Expecting, u32>,
    /// Where the decoys begin in them.
    pub(super) decoys: u32,
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
    said: Said,
    /// Whether something else was called for than what the shop sells.
    is_unsold: bool,
}

impl Adopted {
    pub(super) fn new(
        model: &Model,
        pronounce: Option<&Pronounce>,
        vocabulary: &Vocabulary,
    ) -> Result<Self, RecognizerError> {
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
        decoder.add_words(&dictionary.pronunciations).map_err(refused)?;
        let decoys = decoys::words(&model.dictionary, &dictionary.pronunciations)?;
        let phrases = dictionary.sayable(&vocabulary.wakes);
        let others = if phrases.is_empty() {
            Vec::new()
        } else {
            Openings::decoys(model, &dictionary.only(phrases.iter().flatten()))?
        };
        for (word, phones) in decoys.iter().chain(&others).collect::<BTreeSet<_>>() {
            decoder.add_word(word, 0, phones).map_err(refused)?;
        }
        let [decoys, others] = [decoys, others].map(|words| words.into_iter().map(|(word, _)| word).collect());
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
        let openings = if phrases.is_empty() {
            None
        } else {
            Some(Openings::add(&mut decoder, phrases, others, ways).map_err(refused)?)
        };
        let starts = grammars.iter().map(|(expecting, _)| *expecting).zip(network.starts).collect();
        Ok(Self { decoder, sentences, unsold, openings, starts, decoys: network.any, goods })
    }

    /// What an utterance was at this moment. `called` is what is known of its beginning.
    pub(super) fn judge(
        &mut self,
        expecting: Expecting,
        utterance: &Utterance,
        called: &mut Called,
    ) -> Result<Heard, RecognizerError> {
        if expecting == Expecting::Wake && self.openings.is_some() {
            return self.call(utterance, called);
        }
        let Some(&start) = self.starts.get(&expecting) else { return Ok(Heard::default()) };
        let said = match expecting {
            Expecting::Command => self.surest_command(start, utterance)?,
            _ => self.answer(start, utterance.raw())?,
        };
        Ok(Heard { said, called: None })
    }

    /// The words from here that fit a sound best. They may order: how sure they are is known for sound as it comes, and
    /// noise that a suppressor made into something else must not be one.
    pub(super) fn answer(&mut self, start: u32, sound: &[i16]) -> Result<Option<Said>, RecognizerError> {
        let Some((text, path, share)) = self.best(start, sound)? else { return Ok(None) };
        let Some((_, decoys, _)) = self.best(self.decoys, sound)? else { return Ok(None) };
        Ok(Some(Said::new(text, share * rejection::confidence_among(&path, &decoys))))
    }

    /// The command from here that fits best, of those that are heard through the suppressors. It orders nothing, and is long
    /// enough to be judged by itself.
    pub(super) fn surest_command(
        &mut self,
        start: u32,
        utterance: &Utterance,
    ) -> Result<Option<Said>, RecognizerError> {
        let clearance = rejection::clearance(utterance.raw());
        let first = utterance.through_first();
        let all = utterance.through_all();
        // In noise each suppressor damages other parts of the speech, and the mean of all of them little.
        let ways = match &all {
            Some(all) if clearance < rejection::QUIET.0 => vec![all, first],
            Some(all) => vec![first, all],
            None => vec![first],
        };
        let mut surest: Option<Said> = None;
        for sound in ways {
            let Some(Command { said, is_unsold }) = self.command(start, sound, clearance)? else { continue };
            if surest.as_ref().is_none_or(|surest| said.surer_than(surest)) {
                surest = Some(said);
            }
            if is_unsold || surest.as_ref().is_some_and(|surest| surest.confidence >= SURE) {
                break;
            }
        }
        Ok(surest)
    }

    /// The command that fits a sound best, `clearance` above the noise.
    fn command(&mut self, start: u32, sound: &[i16], clearance: f32) -> Result<Option<Command>, RecognizerError> {
        let Some((text, path, share)) = self.best(start, sound)? else { return Ok(None) };
        // How well a wake phrase fits says nothing about the command behind it.
        let behind = self.openings.as_ref().and_then(|openings| openings.split(&path)).map_or(0, |(_, count)| count);
        let first = path.iter().skip(behind).position(Segment::is_word);
        let judged = first.filter(|_| behind > 0).map_or(&path[..], |first| &path[behind + first..]);
        let confidence = rejection::confidence(judged, &self.goods, clearance);
        let among_unsold = match self.unsold {
            Some(unsold) if confidence >= LEAST && rejection::is_doubtful(judged, &self.goods) => {
                match self.search(unsold, start, sound)? {
                    Found::Sentence(_, other) => rejection::confidence_against(&path, &other, clearance),
                    Found::Beginning(..) | Found::Nothing => 1.0,
                }
            }
            _ => 1.0,
        };
        let is_unsold = among_unsold < 0.5;
        let confidence = share * confidence.min(among_unsold);
        // Where no sentence ends, more than a name is missing.
        let doubt = (share >= 1.0).then(|| rejection::but_for_goods(judged, &self.goods, clearance)).flatten();
        let doubt = doubt.map(|(words, others)| Doubt { words, others }).filter(|doubt| doubt.others > confidence);
        Ok(Some(Command { said: Said { text, confidence, doubt }, is_unsold }))
    }

    /// The words from here that fit a sound best, how they lie in it, and what to make of the confidence in them.
    pub(super) fn best(
        &mut self,
        start: u32,
        sound: &[i16],
    ) -> Result<Option<(String, Vec<Segment>, f32)>, RecognizerError> {
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
