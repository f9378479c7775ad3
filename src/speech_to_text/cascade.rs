//! Two recognisers on the same sound: a quick one that answers at once when it is sure, and a thorough one that decides
//! the rest.
//!
//! Both hear every frame, so the thorough one loses no time when it is asked. One that fails is left out of the
//! utterance; the other one goes on alone.

use super::{Hypothesis, Recognizer, RecognizerError, Vocabulary};
use crate::audio::Frame;
use crate::expecting::Expecting;

/// When the quick one is believed alone, and what a confirmation is worth that only one of the two heard.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sureness {
    /// The quick one decides alone from this confidence on, 0 to 1.
    pub alone: f32,
    /// So much less sure its second hypothesis must be.
    pub margin: f32,
    /// The most that an answer to a quote counts when the other one heard nothing or something else, 0 to 1.
    pub disputed: f32,
}

/// A quick recogniser and a thorough one.
pub struct Cascade {
    quick: Engine,
    thorough: Engine,
    sureness: Sureness,
    expecting: Expecting,
}

/// One of the two.
struct Engine {
    name: &'static str,
    recognizer: Box<dyn Recognizer>,
    /// Whether it knows the language that is spoken: else it is left out.
    knows_language: bool,
    /// Why it is left out of this utterance.
    failure: Option<RecognizerError>,
}

impl Engine {
    fn new(name: &'static str, recognizer: Box<dyn Recognizer>) -> Self {
        Self { name, recognizer, knows_language: true, failure: None }
    }

    /// What it makes of it; `None` when it cannot know, fails now or failed before in this utterance.
    fn try_to<T>(&mut self, what: impl FnOnce(&mut dyn Recognizer) -> Result<T, RecognizerError>) -> Option<T> {
        if self.failure.is_some() || !self.knows_language {
            return None;
        }
        match what(self.recognizer.as_mut()) {
            Ok(outcome) => Some(outcome),
            Err(error) => {
                tracing::warn!(recogniser = self.name, "{error}; the other recogniser goes on alone");
                self.failure = Some(error);
                None
            }
        }
    }
}

impl Cascade {
    /// Asks `quick` first.
    #[must_use]
    pub fn new(quick: Box<dyn Recognizer>, thorough: Box<dyn Recognizer>, sureness: Sureness) -> Self {
        Self {
            quick: Engine::new("quick", quick),
            thorough: Engine::new("thorough", thorough),
            sureness,
            expecting: Expecting::default(),
        }
    }

    /// Fails once both did; that ends the utterance.
    fn go_on(&mut self) -> Result<(), RecognizerError> {
        let out = |engine: &Engine| engine.failure.is_some() || !engine.knows_language;
        if out(&self.quick) && out(&self.thorough) {
            let failure = self.thorough.failure.take().or_else(|| self.quick.failure.take());
            return failure.map_or(Ok(()), Err);
        }
        Ok(())
    }

    /// Whether the quick one needs no second opinion. A yes may order, so it always does.
    fn is_enough(&self, heard: &[Hypothesis]) -> bool {
        let Some(best) = best(heard).filter(|_| self.expecting != Expecting::Confirmation) else { return false };
        let others = heard.iter().filter(|other| other.text != best.text);
        let second = others.map(|other| other.confidence).fold(0.0, f32::max);
        best.confidence >= self.sureness.alone && best.confidence - second >= self.sureness.margin
    }
}

impl Recognizer for Cascade {
    /// One of the two that cannot use it keeps the old one, or hears nothing.
    fn adopt(&mut self, vocabulary: &Vocabulary) -> Result<(), RecognizerError> {
        both_refuse(self.quick.recognizer.adopt(vocabulary), self.thorough.recognizer.adopt(vocabulary))
    }

    fn adopt_meanwhile(&mut self, vocabulary: Vocabulary) -> Result<(), RecognizerError> {
        let quick = self.quick.recognizer.adopt_meanwhile(vocabulary.clone());
        both_refuse(quick, self.thorough.recognizer.adopt_meanwhile(vocabulary))
    }

    fn takes_the_whole_machine(&self) -> bool {
        self.quick.recognizer.takes_the_whole_machine() || self.thorough.recognizer.takes_the_whole_machine()
    }

    fn expect_language(&mut self, language: Option<&str>) -> bool {
        for engine in [&mut self.quick, &mut self.thorough] {
            engine.knows_language = engine.recognizer.expect_language(language);
        }
        self.quick.knows_language || self.thorough.knows_language
    }

    fn begin(&mut self, expecting: Expecting) -> Result<(), RecognizerError> {
        self.expecting = expecting;
        for engine in [&mut self.quick, &mut self.thorough] {
            engine.failure = None;
            engine.try_to(|recognizer| recognizer.begin(expecting));
        }
        self.go_on()
    }

    fn accept(&mut self, frame: &Frame) -> Result<Option<String>, RecognizerError> {
        let thorough = self.thorough.try_to(|recognizer| recognizer.accept(frame)).flatten();
        let quick = self.quick.try_to(|recognizer| recognizer.accept(frame)).flatten();
        self.go_on()?;
        Ok(quick.or(thorough))
    }

    fn pause(&mut self) -> Result<Vec<Hypothesis>, RecognizerError> {
        // First the one that guesses on a thread of its own, where it is one that does.
        let thorough = self.thorough.try_to(|recognizer| recognizer.pause());
        let quick = self.quick.try_to(|recognizer| recognizer.pause());
        self.go_on()?;
        Ok(sorted(in_range(quick.filter(|heard| !heard.is_empty()).or(thorough).unwrap_or_default())))
    }

    fn finish(&mut self) -> Result<Vec<Hypothesis>, RecognizerError> {
        let quick = self.quick.try_to(|recognizer| recognizer.finish()).map(in_range);
        if let Some(heard) = quick.as_deref().filter(|heard| self.is_enough(heard)) {
            // Beginning anew is what stops a guess that nobody needs.
            let expecting = self.expecting;
            self.thorough.try_to(|recognizer| recognizer.begin(expecting));
            return Ok(sorted(heard.to_vec()));
        }
        let thorough = self.thorough.try_to(|recognizer| recognizer.finish()).map(in_range);
        self.go_on()?;
        Ok(sorted(match (quick, thorough) {
            (Some(quick), Some(thorough)) if self.expecting == Expecting::Confirmation => {
                confirmed(quick, thorough, self.sureness.disputed)
            }
            (Some(quick), Some(thorough)) => merged(quick, thorough, |one, other| 1.0 - (1.0 - one) * (1.0 - other)),
            (quick, thorough) => quick.or(thorough).unwrap_or_default(),
        }))
    }
}

/// An error only when neither can use it.
fn both_refuse(
    quick: Result<(), RecognizerError>,
    thorough: Result<(), RecognizerError>,
) -> Result<(), RecognizerError> {
    match (quick, thorough) {
        (Err(error), Err(_)) => Err(error),
        (Err(error), Ok(())) | (Ok(()), Err(error)) => {
            tracing::warn!("{error}; only one of the two recognisers knows it");
            Ok(())
        }
        (Ok(()), Ok(())) => Ok(()),
    }
}

/// Both lists; what stands in both once, as sure as `together` makes it.
fn merged(quick: Vec<Hypothesis>, thorough: Vec<Hypothesis>, together: impl Fn(f32, f32) -> f32) -> Vec<Hypothesis> {
    let mut heard = quick;
    for other in thorough {
        let is_other = |known: &&mut Hypothesis| {
            known.text == other.text && other.language.as_deref().is_none_or(|language| known.may_be_in(language))
        };
        match heard.iter_mut().find(is_other) {
            Some(known) => {
                known.confidence = together(known.confidence, other.confidence).clamp(0.0, 1.0);
                known.doubt = known.doubt.take().filter(|_| other.doubt.is_some());
            }
            None => heard.push(other),
        }
    }
    heard
}

/// Both lists where a yes may order: agreement makes nothing surer than the surer of the two was, and what the other one
/// did not hear at all, or heard as something else, is disputed.
fn confirmed(quick: Vec<Hypothesis>, thorough: Vec<Hypothesis>, disputed: f32) -> Vec<Hypothesis> {
    let agreed = match (best(&quick), best(&thorough)) {
        (Some(one), Some(other)) => begins_like(&one.text, &other.text) || begins_like(&other.text, &one.text),
        (None, None) => true,
        _ => false,
    };
    let mut heard = merged(quick, thorough, f32::max);
    if !agreed {
        heard.iter_mut().for_each(|hypothesis| hypothesis.confidence = hypothesis.confidence.min(disputed));
    }
    heard
}

/// Whether the words of one text are the first words of the other: "yes" and "yes please". What follows is weighed by
/// its meaning where both hypotheses are judged.
fn begins_like(whole: &str, beginning: &str) -> bool {
    let mut words = whole.split_whitespace();
    beginning.split_whitespace().all(|word| words.next() == Some(word))
}

fn best(heard: &[Hypothesis]) -> Option<&Hypothesis> {
    heard.iter().max_by(|one, other| one.confidence.total_cmp(&other.confidence))
}

/// What has words, with confidences that are some.
fn in_range(mut heard: Vec<Hypothesis>) -> Vec<Hypothesis> {
    heard.retain(|hypothesis| !hypothesis.text.trim().is_empty());
    for hypothesis in &mut heard {
        let sure = hypothesis.confidence;
        hypothesis.confidence = if sure.is_nan() { 0.0 } else { sure.clamp(0.0, 1.0) };
    }
    heard
}

fn sorted(mut heard: Vec<Hypothesis>) -> Vec<Hypothesis> {
    heard.sort_by(|one, other| other.confidence.total_cmp(&one.confidence));
    heard
}

#[cfg(test)]
mod tests;
