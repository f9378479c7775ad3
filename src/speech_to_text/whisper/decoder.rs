//! whisper.cpp itself: a model in memory, and turning a sound into words with it.
#![allow(unsafe_code)]

use std::ffi::{c_int, c_void};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use whisper_rs::{
    FullParams, SamplingStrategy, WhisperContext, WhisperContextParameters, WhisperState, get_lang_id, get_lang_str,
    install_logging_hooks,
};

use super::RecognizerError;
use super::judge::Transcript;
use super::model;
use crate::audio::SAMPLE_RATE;

/// Samples of one step of the encoder.
const SAMPLES_PER_STEP: usize = 320;

/// Steps of the 30 s that every whisper model is trained with.
const ALL_STEPS: usize = 1500;

/// Steps beyond the end of the sound: less makes it miss the last word.
const SPARE_STEPS: usize = 15;

/// The fewest steps, 10 s. With fewer OpenAI's models loop and make words up: of 24 short orders, `base` heard 19 % of the
/// words wrong with 512 steps, 70 % with 256, and `tiny.en` 24 % with 512, more than all of them with 128.
const FEWEST_STEPS: usize = 512;

/// The most tokens of an utterance: some, and for each second as many as the fastest speaker needs. A decoder that loops
/// stops there.
const SPARE_TOKENS: usize = 10;
const TOKENS_PER_SECOND: usize = 8;

/// Seconds of sound that the speed is measured with: about as long as an order is.
const MEASURED_SECONDS: u32 = 3;

/// Tokens that are decoded to measure the speed: about as many as an order has.
const MEASURED_TOKENS: c_int = 12;

/// How to search for the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Search {
    /// The likeliest token each time, and no second try: for words on the way.
    Guess,
    /// The likeliest token each time, again less strictly where that is too unlikely.
    Greedy,
    /// Several sentences side by side.
    Beam,
    /// The likeliest token, with the whole context of 30 s as the model was trained with: slow and robust.
    Whole,
    /// What measures the speed: so many tokens of whatever it hears.
    Measured,
}

/// When to give up.
#[derive(Debug)]
pub struct Stop {
    /// At this moment.
    pub deadline: Instant,
    /// As soon as this is set.
    pub cancelled: Arc<AtomicBool>,
}

impl Stop {
    /// Gives up after so long.
    pub fn after(limit: Duration) -> Self {
        Self { deadline: Instant::now() + limit, cancelled: Arc::default() }
    }

    /// Whether nobody waits any more.
    pub fn is_due(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed) || Instant::now() >= self.deadline
    }
}

/// Why there are no words.
#[derive(Debug, PartialEq, Eq)]
pub enum Undecoded {
    /// It was stopped.
    Stopped,
    /// whisper.cpp failed.
    Failed(String),
}

/// A model that is loaded.
pub struct Decoder {
    context: WhisperContext,
    state: WhisperState,
    greedy: FullParams<'static, 'static>,
    beam: FullParams<'static, 'static>,
    /// Those that may be spoken, the likeliest first.
    languages: Vec<&'static str>,
}

impl Decoder {
    /// Loads a model and decodes a second of silence with it, so that the first utterance is as quick as the others.
    ///
    /// # Errors
    /// [`RecognizerError::Model`] when the file is missing, cut, foreign, or does not know a language.
    pub fn open(path: &Path, languages: &[&str]) -> Result<Self, RecognizerError> {
        install_logging_hooks();
        model::check(path)?;
        let refused = |reason: String| RecognizerError::Model { path: path.to_owned(), reason };
        let context = WhisperContext::new_with_params(path, WhisperContextParameters::default())
            .map_err(|error| refused(format!("whisper.cpp refuses it ({error}); download it again")))?;
        let languages: Vec<&'static str> = languages
            .iter()
            .map(|language| {
                known(language).ok_or_else(|| {
                    refused(format!("whisper knows no language `{language}`; set assistant.language, such as en"))
                })
            })
            .collect::<Result<_, _>>()?;
        if let Some(language) = languages.iter().find(|language| **language != "en" && !context.is_multilingual()) {
            return Err(refused(format!(
                "the model knows English only, not `{language}`; take one without `.en` in its name"
            )));
        }
        let state = context.create_state().map_err(|error| refused(format!("whisper.cpp cannot start: {error}")))?;
        let mut decoder = Self {
            context,
            state,
            greedy: parameters(SamplingStrategy::Greedy { best_of: 2 }),
            beam: parameters(SamplingStrategy::BeamSearch { beam_size: 5, patience: -1.0 }),
            languages,
        };
        let second = vec![0.0; SAMPLE_RATE as usize];
        let first = decoder.likeliest();
        match decoder.decode(&second, Search::Guess, first, &[], &Stop::after(Duration::from_secs(60))) {
            Ok(_) => Ok(decoder),
            Err(Undecoded::Stopped) => {
                Err(refused("it takes a minute for a second of sound; take a smaller model".to_owned()))
            }
            Err(Undecoded::Failed(reason)) => Err(refused(reason)),
        }
    }

    /// The languages that may be spoken, the likeliest first.
    pub fn languages(&self) -> &[&'static str] {
        &self.languages
    }

    /// The likeliest language.
    pub fn likeliest(&self) -> &'static str {
        self.languages.first().copied().unwrap_or("en")
    }

    /// This language was spoken just now: the next one to speak probably speaks it too.
    pub fn prefer(&mut self, language: &'static str) {
        self.languages.sort_by_key(|known| *known != language);
    }

    /// How likely each language is that of the sound that was decoded last, which sums to 1; the likeliest first. It costs a
    /// token, as the encoder has heard the sound already.
    ///
    /// # Errors
    /// [`Undecoded::Failed`]
    pub fn identify(&mut self) -> Result<Vec<(&'static str, f32)>, Undecoded> {
        let failed = |error: whisper_rs::WhisperError| Undecoded::Failed(error.to_string());
        self.state.decode(&[self.context.token_sot()], 0, threads()).map_err(failed)?;
        let logits = self.state.get_logits().map_err(failed)?;
        let logit = |language: &str| {
            let token = get_lang_id(language).map(|id| self.context.token_lang(id));
            token.and_then(|token| usize::try_from(token).ok()).and_then(|token| logits.get(token)).copied()
        };
        let found: Vec<f32> =
            self.languages.iter().map(|language| logit(language).unwrap_or(f32::NEG_INFINITY)).collect();
        let highest = found.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let weights: Vec<f32> = found.iter().map(|logit| (logit - highest).exp()).collect();
        let sum: f32 = weights.iter().sum();
        let mut likely: Vec<(&'static str, f32)> =
            self.languages.iter().copied().zip(weights.into_iter().map(|weight| weight / sum)).collect();
        likely.sort_by(|one, other| other.1.total_cmp(&one.1));
        Ok(likely)
    }

    /// The words of a sound, samples from -1 to 1, in a language. `bias` are tokens of words that are likely.
    ///
    /// The encoder cannot be stopped on its way; between tokens the decoder can.
    ///
    /// # Errors
    /// [`Undecoded`]
    pub fn decode(
        &mut self,
        samples: &[f32],
        search: Search,
        language: &'static str,
        bias: &[c_int],
        stop: &Stop,
    ) -> Result<Transcript, Undecoded> {
        if stop.is_due() {
            return Err(Undecoded::Stopped);
        }
        let mut parameters: FullParams<'_, '_> =
            if search == Search::Beam { self.beam.clone() } else { self.greedy.clone() };
        let steps = match search {
            Search::Whole => ALL_STEPS,
            _ => (samples.len() / SAMPLES_PER_STEP + SPARE_STEPS).clamp(FEWEST_STEPS, ALL_STEPS),
        };
        parameters.set_language(Some(language));
        parameters.set_audio_ctx(c_int::try_from(steps).unwrap_or(0));
        let tokens = SPARE_TOKENS + samples.len() * TOKENS_PER_SECOND / SAMPLE_RATE as usize;
        parameters.set_max_tokens(c_int::try_from(tokens).unwrap_or(0));
        if matches!(search, Search::Guess | Search::Measured) {
            parameters.set_temperature_inc(0.0);
        }
        if search == Search::Measured {
            parameters.set_max_tokens(MEASURED_TOKENS);
        }
        if !bias.is_empty() {
            parameters.set_tokens(bias);
        }
        // SAFETY: whisper.cpp calls `is_due` with the pointer to `stop` while `full` runs, and `stop` lives longer than
        // that call. (whisper-rs's safe setter reads the closure through a wrong type.)
        unsafe {
            parameters.set_abort_callback(Some(is_due));
            parameters.set_abort_callback_user_data(std::ptr::from_ref(stop).cast_mut().cast::<c_void>());
        }
        match self.state.full(parameters, samples) {
            Ok(()) => Ok(Transcript::of(&self.state, language)),
            Err(_) if stop.is_due() => Err(Undecoded::Stopped),
            Err(error) => Err(Undecoded::Failed(error.to_string())),
        }
    }

    /// The tokens of words, as many whole ones of them as fit into `room` tokens.
    pub fn tokens(&self, words: &[String], room: usize) -> Vec<c_int> {
        let mut tokens = Vec::new();
        for word in words {
            let text = format!(" {word},");
            // There is never more than a token a byte: with less room whisper-rs would read beyond the end.
            let Ok(more) = self.context.tokenize(&text, text.len() + 1) else { continue };
            if tokens.len() + more.len() > room {
                break;
            }
            tokens.extend(more);
        }
        tokens
    }

    /// How long it takes for a second of sound on this machine, seconds: the better of two runs over the same hum.
    ///
    /// # Errors
    /// [`Undecoded`]
    pub fn real_time_factor(&mut self) -> Result<f32, Undecoded> {
        let sample = |at: u32| {
            let time = at as f32 / SAMPLE_RATE as f32;
            // Three tones that come and go four times a second, as syllables do.
            let tones = [140.0, 730.0, 1900.0].map(|pitch: f32| (time * pitch * std::f32::consts::TAU).sin());
            0.1 * tones.iter().sum::<f32>() * (time * 4.0 * std::f32::consts::PI).sin().abs()
        };
        let hum: Vec<f32> = (0..MEASURED_SECONDS * SAMPLE_RATE).map(sample).collect();
        let mut best = f32::INFINITY;
        for _ in 0..2 {
            let started = Instant::now();
            self.decode(&hum, Search::Measured, self.likeliest(), &[], &Stop::after(Duration::from_secs(60)))?;
            best = best.min(started.elapsed().as_secs_f32() / MEASURED_SECONDS as f32);
        }
        Ok(best)
    }
}

/// The code of a language as whisper writes it.
pub fn known(language: &str) -> Option<&'static str> {
    Some(language).filter(|code| !code.contains('\0')).and_then(get_lang_id).and_then(get_lang_str)
}

fn parameters(strategy: SamplingStrategy) -> FullParams<'static, 'static> {
    let mut parameters = FullParams::new(strategy);
    parameters.set_n_threads(c_int::try_from(threads()).unwrap_or(1));
    parameters.set_no_timestamps(true);
    parameters.set_single_segment(true);
    parameters.set_no_context(true);
    parameters.set_suppress_blank(true);
    parameters.set_temperature(0.0);
    parameters.set_temperature_inc(0.4);
    parameters.set_print_progress(false);
    parameters.set_print_realtime(false);
    parameters.set_print_special(false);
    parameters.set_print_timestamps(false);
    parameters
}

/// whisper's threads wait for each other by spinning: half of the cores stay free for sound, or all of it stutters.
pub fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, |count| (count.get() / 2).clamp(1, 8))
}

/// Asks whisper.cpp to stop once nobody waits any more for what `user_data` points to.
unsafe extern "C" fn is_due(user_data: *mut c_void) -> bool {
    // SAFETY: `decode` passes a pointer to a `Stop` that outlives the call.
    unsafe { user_data.cast::<Stop>().as_ref() }.is_some_and(Stop::is_due)
}
