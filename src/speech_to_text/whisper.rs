//! whisper.cpp with any ggml model.
#![allow(unsafe_code)]

mod judge;
mod model;

use std::ffi::{c_int, c_void};
use std::path::Path;
use std::time::{Duration, Instant};

use whisper_rs::{
    FullParams, SamplingStrategy, WhisperContext, WhisperContextParameters, WhisperState, get_lang_id, get_lang_str,
    install_logging_hooks,
};

use super::{Hypothesis, Recognizer, RecognizerError, Vocabulary};
use crate::audio::{Frame, SAMPLE_RATE};
use crate::expecting::Expecting;
use judge::Transcript;
pub use model::{check, find_model};

/// Samples of one step of the encoder.
const SAMPLES_PER_STEP: usize = 320;

/// Steps of the 30 s that every whisper model is trained with.
const ALL_STEPS: usize = 1500;

/// Steps beyond the end of the sound: less makes it miss the last word.
const SPARE_STEPS: usize = 15;

/// The most tokens of an utterance; a decoder that loops stops there.
const MAXIMUM_TOKENS: c_int = 96;

/// Words are guessed during an utterance each time that so much sound came in.
const BETWEEN_GUESSES: Duration = Duration::from_secs(1);

/// Below this confidence a second, wider search is worth its time.
const SURE: f32 = 0.85;

/// How long decoding may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// An utterance that takes longer is given up.
    pub utterance: Duration,
    /// Words are not guessed during an utterance when that would hold up the frames for longer.
    pub guess: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { utterance: Duration::from_secs(10), guess: Duration::from_millis(200) }
    }
}

/// Recognises with whisper.cpp.
pub struct WhisperRecognizer {
    state: WhisperState,
    greedy: FullParams<'static, 'static>,
    beam: FullParams<'static, 'static>,
    english: bool,
    limits: Limits,
    samples: Vec<f32>,
    /// Samples that the last guess had heard.
    guessed: usize,
    /// What the last guess cost.
    cost: Duration,
    guess: String,
}

impl std::fmt::Debug for WhisperRecognizer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("WhisperRecognizer").field("samples", &self.samples.len()).finish_non_exhaustive()
    }
}

impl WhisperRecognizer {
    /// Loads a ggml model and recognises a second of silence with it, so that the first utterance is as quick as the
    /// others. `language` is a code that whisper knows, such as `en`.
    ///
    /// # Errors
    /// [`RecognizerError::Model`] when the file is missing, cut, foreign, or does not know the language.
    pub fn open(model: &Path, language: &str) -> Result<Self, RecognizerError> {
        install_logging_hooks();
        model::check(model)?;
        let refused = |reason: String| RecognizerError::Model { path: model.to_owned(), reason };
        let context = WhisperContext::new_with_params(model, WhisperContextParameters::default())
            .map_err(|error| refused(format!("whisper.cpp refuses it ({error}); download it again")))?;
        let known = Some(language).filter(|code| !code.contains('\0')).and_then(get_lang_id).and_then(get_lang_str);
        let language: &'static str = known.ok_or_else(|| {
            refused(format!("whisper knows no language `{language}`; set assistant.language, such as en"))
        })?;
        if language != "en" && !context.is_multilingual() {
            return Err(refused(format!(
                "the model knows English only, not `{language}`; take one without `.en` in its name"
            )));
        }
        let state = context.create_state().map_err(|error| refused(format!("whisper.cpp cannot start: {error}")))?;
        let mut recognizer = Self {
            state,
            greedy: parameters(SamplingStrategy::Greedy { best_of: 2 }, language),
            beam: parameters(SamplingStrategy::BeamSearch { beam_size: 5, patience: -1.0 }, language),
            english: language == "en",
            limits: Limits::default(),
            samples: Vec::new(),
            guessed: 0,
            cost: Duration::ZERO,
            guess: String::new(),
        };
        let second = vec![0.0; SAMPLE_RATE as usize];
        recognizer.decode(&second, Search::Guess)?;
        Ok(recognizer)
    }

    /// Sets how long decoding may take.
    pub fn set_limits(&mut self, limits: Limits) {
        self.limits = limits;
    }

    fn decode(&mut self, samples: &[f32], search: Search) -> Result<Transcript, RecognizerError> {
        let started = Instant::now();
        let deadline = started + self.limits.utterance;
        let mut parameters = if search == Search::Beam { self.beam.clone() } else { self.greedy.clone() };
        let steps = if search == Search::Whole { ALL_STEPS } else { samples.len() / SAMPLES_PER_STEP + SPARE_STEPS };
        if search == Search::Guess {
            parameters.set_temperature_inc(0.0);
        }
        parameters.set_audio_ctx(c_int::try_from(steps.min(ALL_STEPS)).unwrap_or(0));
        // SAFETY: whisper.cpp calls `is_past` with the pointer to `deadline` while `full` runs, and `deadline` lives
        // longer than that call. (whisper-rs's safe setter reads the closure through a wrong type.)
        unsafe {
            parameters.set_abort_callback(Some(is_past));
            parameters.set_abort_callback_user_data((&raw const deadline).cast_mut().cast::<c_void>());
        }
        let result = self.state.full(parameters, samples);
        if search == Search::Guess {
            self.cost = started.elapsed();
        }
        match result {
            Ok(()) => Ok(Transcript::of(&self.state, self.english)),
            Err(_) if Instant::now() >= deadline => Err(RecognizerError::Engine(format!(
                "whisper took longer than {} s; take a smaller model",
                self.limits.utterance.as_secs_f32()
            ))),
            Err(error) => Err(RecognizerError::Engine(error.to_string())),
        }
    }
}

/// How to search for the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Search {
    /// The likeliest token each time, and no second try: for words on the way.
    Guess,
    /// The likeliest token each time.
    Greedy,
    /// Several sentences side by side.
    Beam,
    /// The likeliest token, with the whole context of 30 s as the model was trained with: slow and robust.
    Whole,
}

fn parameters(strategy: SamplingStrategy, language: &'static str) -> FullParams<'static, 'static> {
    let mut parameters = FullParams::new(strategy);
    // Its threads wait for each other by spinning: half of the cores stay free for sound, or all of it stutters.
    let threads = std::thread::available_parallelism().map_or(1, |count| (count.get() / 2).clamp(1, 8));
    parameters.set_n_threads(c_int::try_from(threads).unwrap_or(1));
    parameters.set_language(Some(language));
    parameters.set_no_timestamps(true);
    parameters.set_single_segment(true);
    parameters.set_no_context(true);
    parameters.set_suppress_blank(true);
    parameters.set_max_tokens(MAXIMUM_TOKENS);
    parameters.set_temperature(0.0);
    parameters.set_temperature_inc(0.2);
    parameters.set_print_progress(false);
    parameters.set_print_realtime(false);
    parameters.set_print_special(false);
    parameters.set_print_timestamps(false);
    parameters
}

/// Asks whisper.cpp to stop once the deadline that `user_data` points to is over.
unsafe extern "C" fn is_past(user_data: *mut c_void) -> bool {
    // SAFETY: `decode` passes a pointer to an `Instant` that outlives the call.
    unsafe { user_data.cast::<Instant>().as_ref() }.is_some_and(|deadline| Instant::now() >= *deadline)
}

impl Recognizer for WhisperRecognizer {
    /// whisper knows its words from its training.
    fn adopt(&mut self, _vocabulary: &Vocabulary) -> Result<(), RecognizerError> {
        Ok(())
    }

    fn begin(&mut self, _expecting: Expecting) -> Result<(), RecognizerError> {
        self.samples.clear();
        self.guessed = 0;
        self.guess.clear();
        // One slow moment does not turn guessing off for good.
        self.cost /= 2;
        Ok(())
    }

    fn accept(&mut self, frame: &Frame) -> Result<Option<String>, RecognizerError> {
        self.samples.extend(frame.iter().map(|sample| f32::from(*sample) / 32_768.0));
        let fresh = Duration::from_secs_f64((self.samples.len() - self.guessed) as f64 / f64::from(SAMPLE_RATE));
        if fresh < BETWEEN_GUESSES || self.cost > self.limits.guess {
            return Ok(None);
        }
        self.guessed = self.samples.len();
        let samples = std::mem::take(&mut self.samples);
        let transcript = self.decode(&samples, Search::Guess);
        self.samples = samples;
        let text = transcript?.text;
        if text.is_empty() || text == self.guess {
            return Ok(None);
        }
        self.guess.clone_from(&text);
        Ok(Some(text))
    }

    fn finish(&mut self) -> Result<Vec<Hypothesis>, RecognizerError> {
        let samples = std::mem::take(&mut self.samples);
        self.begin(Expecting::default())?;
        if !judge::is_loud_enough(&samples) {
            return Ok(Vec::new());
        }
        let seconds = samples.len() as f32 / SAMPLE_RATE as f32;
        let mut heard = vec![self.decode(&samples, Search::Greedy)?];
        if heard.iter().all(|transcript| !transcript.is_plausible(seconds)) {
            heard.push(self.decode(&samples, Search::Whole)?);
        } else if heard.iter().all(|transcript| transcript.confidence < SURE) {
            heard.push(self.decode(&samples, Search::Beam)?);
        }
        heard.retain(|transcript| transcript.is_plausible(seconds));
        heard.sort_by(|one, other| other.confidence.total_cmp(&one.confidence));
        heard.dedup_by(|later, earlier| later.text == earlier.text);
        Ok(heard.into_iter().map(Transcript::into_hypothesis).collect())
    }
}
