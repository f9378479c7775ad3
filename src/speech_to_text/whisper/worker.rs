//! The thread that decodes, so that whoever listens is never held up.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::RecognizerError;
use super::decoder::{Decoder, Search, Stop, Undecoded};
use super::judge::{self, Transcript};

/// Below this probability of the words a second search is worth its time.
const SURE: f32 = 0.85;

/// From this probability on a language is the only one that is listened in.
const SURE_OF_LANGUAGE: f32 = 0.8;

/// How much later than its limit a decoding may come: the encoder cannot be stopped on its way.
const GRACE: Duration = Duration::from_secs(5);

/// The most tokens of words that are likely: each costs time, and far more of them mislead.
const BIAS_TOKENS: usize = 48;

/// Names that are likely to be said, the likeliest first.
pub type Bias = Arc<[String]>;

/// What is wanted of a sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// The words so far.
    Guess,
    /// All that can be known about the whole.
    Whole,
}

struct Job {
    number: u64,
    samples: Vec<f32>,
    aim: Aim,
    bias: Bias,
    /// What is spoken; `None`: any language that the decoder was opened with.
    language: Option<&'static str>,
    limit: Duration,
    cancelled: Arc<AtomicBool>,
}

/// What came of a sound.
pub struct Done {
    number: u64,
    pub aim: Aim,
    /// The likeliest first; none when it was no speech.
    pub heard: Result<Vec<Transcript>, RecognizerError>,
    /// How long it took.
    pub cost: Duration,
}

/// What is being decoded.
struct Pending {
    number: u64,
    aim: Aim,
    limit: Duration,
    cancelled: Arc<AtomicBool>,
}

/// The near end of the thread.
pub struct Worker {
    jobs: Option<Sender<Job>>,
    done: Receiver<Done>,
    pending: Option<Pending>,
    number: u64,
    thread: Option<JoinHandle<()>>,
}

impl Worker {
    /// Starts the thread.
    ///
    /// # Errors
    /// [`RecognizerError::Engine`] when the system has no thread to give.
    pub fn start(mut decoder: Decoder) -> Result<Self, RecognizerError> {
        let (jobs, inbox) = channel::<Job>();
        let (outbox, done) = channel();
        let work = move || {
            for job in inbox {
                let started = Instant::now();
                let stop = Stop { deadline: started + job.limit, cancelled: Arc::clone(&job.cancelled) };
                let heard = listen(&mut decoder, &job, &stop);
                let done = Done { number: job.number, aim: job.aim, heard, cost: started.elapsed() };
                if outbox.send(done).is_err() {
                    return;
                }
            }
        };
        let thread = std::thread::Builder::new()
            .name("whisper".to_owned())
            .spawn(work)
            .map_err(|error| RecognizerError::Engine(format!("no thread could be started: {error}")))?;
        Ok(Self { jobs: Some(jobs), done, pending: None, number: 0, thread: Some(thread) })
    }

    /// What it is at.
    pub fn aim(&self) -> Option<Aim> {
        self.pending.as_ref().map(|pending| pending.aim)
    }

    /// Decodes a sound; what it was at is of no interest any more.
    pub fn decode(
        &mut self,
        samples: Vec<f32>,
        aim: Aim,
        (bias, language): (Bias, Option<&'static str>),
        limit: Duration,
    ) {
        self.cancel();
        self.number += 1;
        let cancelled = Arc::<AtomicBool>::default();
        let number = self.number;
        let job = Job { number, samples, aim, bias, language, limit, cancelled: Arc::clone(&cancelled) };
        // Where the thread is gone, that is told by whoever waits for it.
        let _ignore_thread_gone = self.jobs.as_ref().map(|jobs| jobs.send(job));
        self.pending = Some(Pending { number, aim, limit, cancelled });
    }

    /// Stops what it is at.
    pub fn cancel(&mut self) {
        if let Some(pending) = self.pending.take() {
            pending.cancelled.store(true, Ordering::Relaxed);
        }
    }

    /// What it was at, when that is done.
    pub fn poll(&mut self) -> Option<Done> {
        let pending = self.pending.as_ref()?.number;
        let done = self.done.try_iter().find(|done| done.number == pending)?;
        self.pending = None;
        Some(done)
    }

    /// Waits for what it is at, and not forever.
    ///
    /// # Errors
    /// [`RecognizerError::Engine`]
    pub fn wait(&mut self) -> Result<Vec<Transcript>, RecognizerError> {
        let Some(pending) = self.pending.take() else { return Ok(Vec::new()) };
        let late = Instant::now() + pending.limit + GRACE;
        loop {
            match self.done.recv_timeout(late.saturating_duration_since(Instant::now())) {
                Ok(done) if done.number == pending.number => return done.heard,
                // What was cancelled.
                Ok(_) => {}
                Err(RecvTimeoutError::Timeout) => {
                    pending.cancelled.store(true, Ordering::Relaxed);
                    return Err(too_slow(pending.limit));
                }
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(RecognizerError::Engine("whisper has stopped; start Orderly again".to_owned()));
                }
            }
        }
    }
}

impl Drop for Worker {
    /// whisper.cpp must not be at work while the process ends.
    fn drop(&mut self) {
        self.cancel();
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            let _ignore_panic_already_reported = thread.join();
        }
    }
}

fn listen(decoder: &mut Decoder, job: &Job, stop: &Stop) -> Result<Vec<Transcript>, RecognizerError> {
    if !judge::is_loud_enough(&job.samples) {
        return Ok(Vec::new());
    }
    let seconds = judge::loud_seconds(&job.samples);
    let heard = match job.aim {
        Aim::Guess => {
            let bias = decoder.tokens(&job.bias, BIAS_TOKENS);
            let language = job.language.unwrap_or(decoder.likeliest());
            decoder.decode(&job.samples, Search::Guess, language, &bias, stop).map(|guess| vec![guess])
        }
        Aim::Whole => whole(decoder, job, seconds, stop),
    };
    match heard {
        Ok(mut heard) => {
            heard.retain(|transcript| transcript.is_plausible(seconds, &job.bias));
            heard.sort_by(|one, other| other.probability().total_cmp(&one.probability()));
            heard.dedup_by(|later, earlier| later.text == earlier.text && later.language == earlier.language);
            Ok(heard)
        }
        Err(Undecoded::Stopped) => Err(too_slow(job.limit)),
        Err(Undecoded::Failed(reason)) => Err(RecognizerError::Engine(reason)),
    }
}

/// Listens in the language that is expected. Where any may be spoken, in the one that was spoken last, which is then made
/// sure of: in the one that it was, or in both where that is not sure, for whoever knows what can be meant.
fn whole(decoder: &mut Decoder, job: &Job, seconds: f32, stop: &Stop) -> Result<Vec<Transcript>, Undecoded> {
    let first = job.language.unwrap_or(decoder.likeliest());
    let heard = once(decoder, job, first, stop)?;
    if job.language.is_some() || decoder.languages().len() <= 1 {
        return search(decoder, job, heard, seconds, stop);
    }
    let likely = decoder.identify()?;
    let sure = likely.first().is_some_and(|(_, likelihood)| *likelihood >= SURE_OF_LANGUAGE);
    let mut all = Vec::new();
    for (language, likelihood) in likely.iter().take(if sure { 1 } else { 2 }) {
        let heard = if *language == first { heard.clone() } else { once(decoder, job, language, stop)? };
        let beside_likeliest = likelihood / likely[0].1;
        let searched = search(decoder, job, heard, seconds, stop)?;
        all.extend(searched.into_iter().map(|found| found.beside_likelier(beside_likeliest)));
    }
    if sure {
        decoder.prefer(likely[0].0);
    }
    Ok(all)
}

fn once(decoder: &mut Decoder, job: &Job, language: &'static str, stop: &Stop) -> Result<Transcript, Undecoded> {
    let bias = decoder.tokens(&job.bias, BIAS_TOKENS);
    decoder.decode(&job.samples, Search::Greedy, language, &bias, stop)
}

/// Searches again where the first search found nothing to believe, or nothing to be sure of: then wider and without the
/// names, which may have misled it.
fn search(
    decoder: &mut Decoder,
    job: &Job,
    first: Transcript,
    seconds: f32,
    stop: &Stop,
) -> Result<Vec<Transcript>, Undecoded> {
    let language = first.language;
    if !first.is_plausible(seconds, &job.bias) {
        return Ok(vec![decoder.decode(&job.samples, Search::Whole, language, &[], stop)?]);
    }
    if first.probability() >= SURE {
        return Ok(vec![first]);
    }
    match decoder.decode(&job.samples, Search::Beam, language, &[], stop) {
        Ok(wider) => Ok(vec![first, wider]),
        // The time is up, and there is something.
        Err(Undecoded::Stopped) => Ok(vec![first]),
        Err(failed) => Err(failed),
    }
}

fn too_slow(limit: Duration) -> RecognizerError {
    RecognizerError::Engine(format!("whisper took longer than {} s; take a smaller model", limit.as_secs_f32()))
}
