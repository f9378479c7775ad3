//! Several recognisers for the utterances of many sites, which are recognised in the order in which they were complete.

use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Instant;

use super::{Hypothesis, Recognizer, RecognizerError, Vocabulary};
use crate::audio::Frame;
use crate::event::SiteId;
use crate::expecting::Expecting;

/// What somebody said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Utterance {
    /// Where.
    pub site: SiteId,
    /// In which session of a channel.
    pub session: Option<String>,
    /// What it may be.
    pub expecting: Expecting,
    /// The sound.
    pub frames: Vec<Frame>,
}

/// What is known of an utterance.
#[derive(Debug)]
pub enum Told<'a> {
    /// The words so far.
    Partial(&'a Utterance, String),
    /// What it was, the best hypothesis first; none when it was nothing that may be said.
    Recognised(&'a Utterance, Vec<Hypothesis>),
    /// It could not be recognised.
    Failed(&'a Utterance, RecognizerError),
}

/// Why an utterance is not recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// What was said before at the same site waits: one site may not keep the others waiting.
    #[error("what was said there before is not recognised yet, as too many speak at once for this machine")]
    Busy,
    /// No recogniser is left.
    #[error("the recognisers have failed; the log says why. Start the daemon again")]
    Gone,
}

/// Hands utterances to recognisers, each of which has a thread, until it is dropped.
pub struct Pool {
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// One of each site at most, the oldest first.
    waiting: VecDeque<(Utterance, Instant)>,
    /// The latest vocabulary, and how many there were.
    vocabulary: Option<Vocabulary>,
    vocabularies: u64,
    recognizers: usize,
    closing: bool,
}

impl Pool {
    /// Starts the threads. The recognisers have adopted a vocabulary; what becomes of utterances is told from the threads.
    ///
    /// # Errors
    /// What the system said when it has no thread to give.
    pub fn start(
        recognizers: Vec<Box<dyn Recognizer>>,
        told: impl Fn(Told<'_>) + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let told: Arc<dyn Fn(Told<'_>) + Send + Sync> = Arc::new(told);
        let pool = Self { shared: Arc::default() };
        for recognizer in recognizers {
            let (shared, told) = (Arc::clone(&pool.shared), Arc::clone(&told));
            shared.lock().recognizers += 1;
            let alive = Alive(shared);
            let work = move || work(recognizer, &alive.0, &*told);
            thread::Builder::new().name("recognising".to_owned()).spawn(work)?;
        }
        Ok(pool)
    }

    /// Puts an utterance behind those that wait.
    ///
    /// # Errors
    /// [`Refused`] when it will not be recognised.
    pub fn push(&self, utterance: Utterance) -> Result<(), Refused> {
        let mut state = self.shared.lock();
        if state.recognizers == 0 {
            return Err(Refused::Gone);
        }
        if state.waiting.iter().any(|(other, _)| other.site == utterance.site) {
            return Err(Refused::Busy);
        }
        state.waiting.push_back((utterance, Instant::now()));
        drop(state);
        self.shared.changed.notify_one();
        Ok(())
    }

    /// Changes what may be said. Each recogniser takes it in before its next utterance.
    pub fn adopt(&self, vocabulary: Vocabulary) {
        let mut state = self.shared.lock();
        state.vocabulary = Some(vocabulary);
        state.vocabularies += 1;
        drop(state);
        self.shared.changed.notify_all();
    }
}

impl Drop for Pool {
    /// The threads end after the utterance that they are at.
    fn drop(&mut self) {
        self.shared.lock().closing = true;
        self.shared.changed.notify_all();
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next thing to do for a recogniser that knows so many vocabularies; none when there will be no more.
    fn next(&self, known: &mut u64) -> Option<Work> {
        let mut state = self.lock();
        loop {
            if state.closing {
                return None;
            }
            if *known < state.vocabularies
                && let Some(vocabulary) = state.vocabulary.clone()
            {
                *known = state.vocabularies;
                return Some(Work::Adopt(vocabulary));
            }
            if let Some((utterance, since)) = state.waiting.pop_front() {
                return Some(Work::Recognise(utterance, since));
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// A recogniser that is there until its thread ends, however it ends.
struct Alive(Arc<Shared>);

impl Drop for Alive {
    fn drop(&mut self) {
        let mut state = self.0.lock();
        state.recognizers -= 1;
        if state.recognizers == 0 && !state.closing {
            tracing::error!("no recogniser is left for satellites; {} utterances are lost", state.waiting.len());
            state.waiting.clear();
        }
    }
}

enum Work {
    Adopt(Vocabulary),
    Recognise(Utterance, Instant),
}

fn work(mut recognizer: Box<dyn Recognizer>, shared: &Shared, told: &(dyn Fn(Told<'_>) + Send + Sync)) {
    let mut known = 0;
    while let Some(work) = shared.next(&mut known) {
        match work {
            Work::Adopt(vocabulary) => {
                if let Err(error) = recognizer.adopt_meanwhile(vocabulary) {
                    tracing::warn!("{error}; the sentences and products from before stay in use");
                }
            }
            Work::Recognise(utterance, since) => {
                let (waited, began) = (since.elapsed(), Instant::now());
                match recognise(&mut *recognizer, &utterance, told) {
                    Ok(hypotheses) => told(Told::Recognised(&utterance, hypotheses)),
                    Err(error) => told(Told::Failed(&utterance, error)),
                }
                tracing::debug!(site = %utterance.site, ?waited, took = ?began.elapsed(), "recognised");
            }
        }
    }
}

fn recognise(
    recognizer: &mut dyn Recognizer,
    utterance: &Utterance,
    told: &(dyn Fn(Told<'_>) + Send + Sync),
) -> Result<Vec<Hypothesis>, RecognizerError> {
    recognizer.begin(utterance.expecting)?;
    for frame in &utterance.frames {
        if let Some(words) = recognizer.accept(frame)? {
            told(Told::Partial(utterance, words));
        }
    }
    recognizer.finish()
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, Sender, channel};

    use super::*;

    /// Hears the name of a product, once it may.
    struct Slow {
        begun: Sender<()>,
        may_finish: Receiver<()>,
        name: String,
    }

    impl Recognizer for Slow {
        fn adopt(&mut self, vocabulary: &Vocabulary) -> Result<(), RecognizerError> {
            self.name = vocabulary.names.first().cloned().unwrap_or_default();
            Ok(())
        }

        fn begin(&mut self, expecting: Expecting) -> Result<(), RecognizerError> {
            assert_ne!(expecting, Expecting::Code, "broken");
            self.begun.send(()).unwrap();
            Ok(())
        }

        fn accept(&mut self, _frame: &Frame) -> Result<Option<String>, RecognizerError> {
            Ok(Some("so far".to_owned()))
        }

        fn finish(&mut self) -> Result<Vec<Hypothesis>, RecognizerError> {
            self.may_finish.recv().unwrap();
            Ok(vec![Hypothesis::new(self.name.as_str(), 0.9)])
        }
    }

    /// A pool of one recogniser: when it begins, how it may finish, and what is told.
    fn pool() -> (Pool, Receiver<()>, Sender<()>, Receiver<String>) {
        let ((begun, begins), (finishing, may_finish), (telling, told)) = (channel(), channel(), channel());
        let slow = Slow { begun, may_finish, name: "tea".to_owned() };
        let tell = move |what: Told<'_>| {
            let line = match what {
                Told::Partial(utterance, words) => format!("{} {words}", utterance.site),
                Told::Recognised(utterance, best) => format!("{} {}", utterance.site, best[0].text),
                Told::Failed(utterance, error) => format!("{} {error}", utterance.site),
            };
            telling.send(line).unwrap();
        };
        (Pool::start(vec![Box::new(slow)], tell).unwrap(), begins, finishing, told)
    }

    fn utterance(site: &str, expecting: Expecting) -> Utterance {
        let frames = if site == "kitchen" { vec![[0; crate::audio::FRAME_SAMPLES]] } else { Vec::new() };
        Utterance { site: SiteId(site.to_owned()), session: None, expecting, frames }
    }

    #[test]
    fn sites_are_recognised_in_turn_and_none_of_them_waits_twice() {
        let (pool, begins, finishing, told) = pool();
        pool.push(utterance("kitchen", Expecting::Command)).unwrap();
        begins.recv().unwrap();
        for site in ["kitchen", "hall", "attic"] {
            pool.push(utterance(site, Expecting::Command)).unwrap();
            assert_eq!(pool.push(utterance(site, Expecting::Command)), Err(Refused::Busy));
        }
        (0..4).for_each(|_| finishing.send(()).unwrap());
        let told: Vec<String> = told.iter().take(6).collect();
        assert_eq!(told, ["kitchen so far", "kitchen tea", "kitchen so far", "kitchen tea", "hall tea", "attic tea"]);
    }

    #[test]
    fn a_changed_catalogue_counts_from_the_next_utterance_on() {
        let (pool, begins, finishing, told) = pool();
        pool.push(utterance("hall", Expecting::Command)).unwrap();
        begins.recv().unwrap();
        pool.push(utterance("attic", Expecting::Command)).unwrap();
        pool.adopt(Vocabulary { names: Arc::new(["coffee".to_owned()]), ..Vocabulary::default() });
        (0..2).for_each(|_| finishing.send(()).unwrap());
        assert_eq!(told.iter().take(2).collect::<Vec<_>>(), ["hall tea", "attic coffee"]);
    }

    #[test]
    fn when_the_last_recogniser_is_gone_nothing_waits_for_it() {
        let (pool, _begins, _finishing, told) = pool();
        pool.push(utterance("hall", Expecting::Code)).unwrap();
        assert!(told.recv().is_err(), "its thread is gone, and nothing was told");
        assert_eq!(pool.push(utterance("hall", Expecting::Command)), Err(Refused::Gone));
    }
}
