//! PocketSphinx: the recogniser that is always there. It searches the grammar of the moment, so it never hears a
//! sentence that nobody wrote, and the sentences of the shop need no download.

mod adopted;
mod call;
mod decoder;
mod decoys;
mod dictionary;
mod heard;
mod model;
mod network;
pub mod phrase;
mod rejection;
mod utterance;

use std::path::Path;
use std::sync::mpsc::{Receiver, TryRecvError, channel};

use crate::audio::Frame;
use crate::audio::noise_suppression::NoiseSuppressor;
use crate::expecting::Expecting;
use crate::language;
use crate::speech_to_text::{Hypothesis, Pronounce, Recognizer, RecognizerError, Vocabulary};
use adopted::Adopted;
use call::Called;
use heard::{Heard, LANGUAGE};
use model::Model;
use utterance::Utterance;

/// Where Debian's `pocketsphinx-en-us` puts its model.
pub const DEBIAN_MODEL: &str = "/usr/share/pocketsphinx/model/en-us";

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
