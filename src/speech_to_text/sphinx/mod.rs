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
use phrase::{Opening, Openings};
use utterance::Utterance;

/// Where Debian's `pocketsphinx-en-us` puts its model.
pub const DEBIAN_MODEL: &str = "/usr/share/pocketsphinx/model/en-us";

/// The language of the model.
const LANGUAGE: &str = "en";

/// Below this confidence nothing was said.
const LEAST: f32 = 0.2;

/// From this confidence on a command is not listened to a second time.
const SURE: f32 = 0.7;

/// Within so many samples whoever calls has done so: 2.2 s.
const OPENING: usize = 35_840;

/// The same where noise may be taken for speech before: 4 s.
const OPENING_IN_NOISE: usize = 64_000;

/// How sure it is at most that somebody called behind whose call something was said that is nothing that may be said.
const UNHEARD: f32 = 0.5;

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
    /// Whether it begins with a wake phrase.
    called: Called,
    /// What was heard up to the last pause, when there was one.
    guess: Option<Heard>,
    /// Words of that guess that nobody was told yet.
    partial: Option<String>,
    /// What may be said in this utterance; none when it is over.
    expecting: Option<Expecting>,
}

/// A decoder and what it knows.
struct Adopted {
    decoder: Decoder,
    /// The search for what may be said.
    sentences: usize,
    /// The search for commands with something in them that nobody sells; none where nothing is sold.
    unsold: Option<usize>,
    /// The search for wake phrases; none where none can be said.
    openings: Option<Openings>,
    /// Where the sentences of each moment begin in the searches for them.
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

/// What was heard.
#[derive(Debug, Default)]
struct Heard {
    /// What was said; nothing where that was none of what may be said.
    said: Option<Said>,
    /// The wake phrase at its beginning: all that counts where nothing else was understood, but only once nothing more is
    /// said. Whoever called is likely to go on.
    called: Option<Said>,
}

/// Words, and how sure it is that they were said, 0 to 1.
#[derive(Debug, Clone, PartialEq)]
struct Said {
    text: String,
    confidence: f32,
}

/// A wake phrase.
struct Call {
    said: Said,
    /// Whether nothing is said behind it.
    is_alone: bool,
}

/// Whether an utterance begins with a wake phrase.
#[derive(Debug, Clone, Default, PartialEq)]
enum Called {
    /// There is not enough of it yet.
    #[default]
    Unknown,
    /// With this one.
    Yes(Said),
    /// With none.
    No,
}

/// What a command was heard as.
struct Command {
    said: Said,
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
            called: Called::default(),
            guess: None,
            partial: None,
            expecting: None,
        })
    }

    /// Hears commands through these noise suppressors, anew with each utterance: in a quiet room through the first, in
    /// noise through the mean of all, and where that leaves doubt the other way too.
    #[must_use]
    pub fn through(self, suppressors: Vec<Box<dyn NoiseSuppressor>>) -> Self {
        Self { utterance: Utterance::through(suppressors), ..self }
    }

    /// What was said so far, heard all at once: that makes the levelling exact.
    fn decode(&mut self, expecting: Expecting) -> Result<Heard, RecognizerError> {
        if rejection::is_steady(self.utterance.raw()) {
            return Ok(Heard::default());
        }
        let (utterance, mut called) = (std::mem::take(&mut self.utterance), std::mem::take(&mut self.called));
        let judged = self.adopted().and_then(|adopted| adopted.judge(expecting, &utterance, &mut called));
        (self.utterance, self.called) = (utterance, called);
        judged
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

impl Heard {
    /// The hypotheses while something may still be said.
    fn so_far(&self) -> Vec<Hypothesis> {
        self.said.iter().filter(|said| said.confidence >= LEAST).map(Said::hypothesis).collect()
    }

    /// The hypotheses once nothing more is said.
    fn in_all(&self) -> Vec<Hypothesis> {
        let understood = self.said.as_ref().is_some_and(|said| said.confidence >= UNHEARD);
        let called = self.called.as_ref().filter(|_| !understood);
        called.map_or_else(|| self.so_far(), |called| vec![called.hypothesis()])
    }
}

impl Said {
    /// A call, behind which something was said that is nothing that may be said.
    fn unheard(self) -> Self {
        Self { confidence: self.confidence.min(UNHEARD), ..self }
    }

    fn hypothesis(&self) -> Hypothesis {
        Hypothesis::new(self.text.clone(), self.confidence).said_in(Some(LANGUAGE))
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
    fn judge(
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

    /// A wake phrase, and the command behind it: that is heard through the suppressors, as one without a call is.
    fn call(&mut self, utterance: &Utterance, known: &mut Called) -> Result<Heard, RecognizerError> {
        let called = match known {
            Called::Yes(called) => called.clone(),
            Called::No => return Ok(Heard::default()),
            Called::Unknown => {
                let raw = utterance.raw();
                let is_quiet = rejection::clearance(raw) >= rejection::QUIET.0;
                let within = if is_quiet { OPENING } else { OPENING_IN_NOISE };
                let call = self.called(&raw[..raw.len().min(within)], is_quiet)?;
                if raw.len() > within || call.as_ref().is_some_and(|call| call.said.confidence >= UNHEARD) {
                    *known = call.as_ref().map_or(Called::No, |call| Called::Yes(call.said.clone()));
                }
                match call {
                    Some(Call { said, is_alone: true }) if raw.len() <= within => {
                        return Ok(Heard { said: None, called: Some(said) });
                    }
                    Some(call) => call.said,
                    None => return Ok(Heard::default()),
                }
            }
        };
        let said = match self.starts.get(&Expecting::Wake) {
            Some(&start) => self.surest_command(start, utterance)?,
            None => None,
        };
        let Some(Said { text, confidence }) = said else {
            return Ok(Heard { said: None, called: Some(called.unheard()) });
        };
        if text == called.text {
            return Ok(Heard { said: None, called: Some(called) });
        }
        let confidence = confidence.min(rejection::call_before(called.confidence, confidence));
        Ok(Heard { said: Some(Said { text, confidence }), called: Some(called.unheard()) })
    }

    /// The wake phrase that the beginning of an utterance is.
    fn called(&mut self, sound: &[i16], is_quiet: bool) -> Result<Option<Call>, RecognizerError> {
        let Some(openings) = &self.openings else { return Ok(None) };
        let opening = openings.judge(&mut self.decoder, &sound[..sound.len().min(OPENING)])?;
        let call = opening.map(|Opening { phrase, confidence, is_alone, .. }| Call {
            said: Said { text: phrase, confidence },
            is_alone: is_alone && sound.len() <= OPENING,
        });
        if is_quiet || call.as_ref().is_some_and(|call| call.said.confidence >= UNHEARD) {
            return Ok(call.filter(|call| call.said.confidence >= LEAST));
        }
        // In noise no phrase fits well by itself; a sentence that begins with it may still fit better than decoys. What is
        // behind a call that is not so sure tells nothing.
        Ok(self.opening_of_sentence(sound)?.filter(|call| call.said.confidence >= UNHEARD))
    }

    /// The wake phrase at the beginning of the sentence, or of the part of one, that fits a sound best.
    fn opening_of_sentence(&mut self, sound: &[i16]) -> Result<Option<Call>, RecognizerError> {
        let Some(&start) = self.starts.get(&Expecting::Wake) else { return Ok(None) };
        let Some((_, path, _)) = self.best(start, sound)? else { return Ok(None) };
        let split = self.openings.as_ref().and_then(|openings| openings.split(&path));
        let Some((text, count)) = split else { return Ok(None) };
        let Some((_, decoys, _)) = self.best(self.decoys, sound)? else { return Ok(None) };
        let is_alone = !path.iter().skip(count).any(Segment::is_word);
        Ok(Some(Call { said: Said { text, confidence: rejection::confidence_among(&path, &decoys) }, is_alone }))
    }

    /// The words from here that fit a sound best. They may order: how sure they are is known for sound as it comes, and
    /// noise that a suppressor made into something else must not be one.
    fn answer(&mut self, start: u32, sound: &[i16]) -> Result<Option<Said>, RecognizerError> {
        let Some((text, path, share)) = self.best(start, sound)? else { return Ok(None) };
        let Some((_, decoys, _)) = self.best(self.decoys, sound)? else { return Ok(None) };
        Ok(Some(Said { text, confidence: share * rejection::confidence_among(&path, &decoys) }))
    }

    /// The command from here that fits best, of those that are heard through the suppressors. It orders nothing, and is long
    /// enough to be judged by itself.
    fn surest_command(&mut self, start: u32, utterance: &Utterance) -> Result<Option<Said>, RecognizerError> {
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
            if surest.as_ref().is_none_or(|surest| said.confidence > surest.confidence) {
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
        let judged = path.get(behind..).filter(|rest| rest.iter().any(Segment::is_word)).unwrap_or(&path);
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
        let said = Said { text, confidence: share * confidence.min(among_unsold) };
        Ok(Some(Command { said, is_unsold }))
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
        self.expecting = None;
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
        self.utterance.begin(matches!(expecting, Expecting::Command | Expecting::Wake));
        self.guess = None;
        self.partial = None;
        self.called = Called::default();
        self.expecting = Some(expecting);
        self.adopted().map(|_| ())
    }

    fn accept(&mut self, frame: &Frame) -> Result<Option<String>, RecognizerError> {
        self.utterance.take(frame)?;
        Ok(self.partial.take())
    }

    fn pause(&mut self) -> Result<Vec<Hypothesis>, RecognizerError> {
        let Some(expecting) = self.expecting else { return Ok(Vec::new()) };
        let heard = self.decode(expecting)?;
        let so_far = heard.so_far();
        self.partial = so_far.first().map(|best| best.text.clone());
        self.guess = Some(heard);
        Ok(so_far)
    }

    fn finish(&mut self) -> Result<Vec<Hypothesis>, RecognizerError> {
        let Some(expecting) = self.expecting.take() else { return Ok(Vec::new()) };
        let heard = match self.guess.take() {
            Some(heard) => heard,
            None => self.decode(expecting)?,
        };
        self.utterance.clear();
        Ok(heard.in_all())
    }
}
